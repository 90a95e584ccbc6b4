"""Rasa's jieba tokenizer with the trades' dictionary."""

import hashlib
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.words import dictionary_path, words


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class TradeTokenizer(Tokenizer):
    """Cuts text into words. Rasa's own tokenizer loads user dictionaries into jieba's global one."""

    @staticmethod
    def supported_languages() -> list[str]:
        """Chinese only."""
        return ["zh"]

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed."""
        return ["jieba"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The options every Rasa tokenizer has."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "TradeTokenizer":
        """Called by Rasa."""
        return cls(config)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """A changed dictionary means training anew."""
        return hashlib.sha256(dictionary_path().read_bytes()).hexdigest()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """No component of ours learns from tokens; cutting 24,000 examples would cost five seconds."""
        return training_data

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of one attribute of a message."""
        tokens = [Token(word, start) for word, start in words(message.get(attribute))]
        return self._apply_token_pattern(tokens)
