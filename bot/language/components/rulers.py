"""spaCy's entity ruler in Rasa's pipeline, through Rasa's own spaCy components."""

import hashlib
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.spacy_entity_extractor import SpacyEntityExtractor
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.entities import patterns, pipeline


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MODEL_LOADER,
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
    ],
    is_trainable=False,
    model_from="RulerNLP",
)
class RulerNLP(SpacyNLP):
    """A blank Chinese spaCy pipeline with our rulers; nothing is downloaded."""

    @staticmethod
    def load_model(spacy_model_name: str) -> SpacyModel:
        """The pipeline; the name is only shown."""
        return SpacyModel(model=pipeline(), model_name=spacy_model_name or "zh_rulers")

    @staticmethod
    def ensure_proper_language_model(nlp: Any) -> None:
        """A pipeline made here has no path on disk; Rasa's check would take it for a stub."""
        if not nlp.has_pipe("entity_ruler"):
            raise ValueError("the spaCy pipeline has no entity ruler")

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Changed patterns mean training anew."""
        return hashlib.sha256(repr(patterns()).encode()).hexdigest()

    def process_training_data(self, training_data: TrainingData, model: SpacyModel) -> TrainingData:
        """Nothing is trained on spaCy's output, so the training examples are passed on untouched."""
        return training_data


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False, model_from="RulerNLP"
)
class RulerExtractor(SpacyEntityExtractor):
    """Rasa's spaCy extractor, fed by `RulerNLP`: the recipe matches the two by name."""
