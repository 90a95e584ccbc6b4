from bot.language.model import LanguageModel
from bot.language.sounds import fold, syllables


def test_sounds_confusable_syllables_are_folded_together() -> None:
    assert fold("sheng") == fold("shen") == fold("sen")
    assert fold("nan") == fold("lan")


def test_sounds_homophones_sound_alike(model: LanguageModel) -> None:
    assert syllables("对换中心", model.sounds) == syllables("兑换中心", model.sounds)
