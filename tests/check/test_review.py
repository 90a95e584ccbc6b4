import pytest

from bot.book.blanks import Blanks
from bot.book.shelf import Shelf
from bot.check.review import Review, review
from bot.language.model import LanguageModel


def _review(
    said: str, shelf: Shelf, model: LanguageModel, book: str = "exchange", number: str = "8"
) -> Review:
    return review(said, shelf[book], model.recognise(said, "agent"), Blanks(agent_number=number))


def test_review_blunt_request_is_told_what_to_say_instead(shelf: Shelf, model: LanguageModel) -> None:
    found = _review("你等一下", shelf, model)
    assert [b.rule for b in found.breaches] == ["A02", "A03"]
    assert [b.spans for b in found.breaches] == [((0, 1),), ((1, 4),)]
    assert found.instead == "请稍等"


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("这不归我管，您找别人", "F02"),
        ("您问我我问谁", "F01"),
        ("你问我我问谁", "F01"),
        ("谁让您不看清楚", "F03"),
        ("爱投诉投诉去", "F04"),
        ("我给您保证百分之百没事", "P01"),
        ("您先听我说", "F07"),
    ],
)
def test_review_names_the_rule(shelf: Shelf, model: LanguageModel, said: str, rule: str) -> None:
    assert rule in [b.rule for b in _review(said, shelf, model).breaches]


def test_review_counts_one_saying_under_its_heaviest_rule(shelf: Shelf, model: LanguageModel) -> None:
    rules = [b.rule for b in _review("不归我管，有本事你投诉去啊", shelf, model).breaches]
    assert "F04" in rules
    assert "F02" not in rules


@pytest.mark.parametrize(
    ("book", "said"),
    [
        ("exchange", "您好，兑换中心，8号为您服务。"),
        ("exchange", "请稍等"),
        ("exchange", "感谢您的来电，再见！"),
        ("fibre", "您好，福建省纤维检验局，请问您有什么需要帮助的"),
        ("gym", "您好！加速度。"),
    ],
)
def test_review_mandated_lines_pass(shelf: Shelf, model: LanguageModel, book: str, said: str) -> None:
    found = _review(said, shelf, model, book)
    assert found.passed, found


def test_review_opening_lacks_its_parts(shelf: Shelf, model: LanguageModel) -> None:
    found = _review("您好，有什么可以帮您", shelf, model)
    assert found.line == "opening"
    assert found.missing == ("兑换中心", "8号", "为您服务")
    assert found.instead == "您好，兑换中心，8号为您服务。"
