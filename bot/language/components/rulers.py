"""spaCy's entity ruler in Rasa's pipeline, for Rasa's own `SpacyEntityExtractor`."""

import hashlib
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
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

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Changed patterns mean training anew."""
        return hashlib.sha256(repr(patterns()).encode()).hexdigest()

    def process_training_data(self, training_data: TrainingData, model: SpacyModel) -> TrainingData:
        """Nothing is trained on spaCy's output, so the training examples are passed on untouched."""
        return training_data
