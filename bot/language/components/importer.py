"""Reading `data/nlu/` for Rasa, quickly.

Rasa reads every NLU file twice with a YAML parser written in Python: a millisecond an example. Ours are
plain texts without annotations, so the parser written in C does it in a second. Before training, Rasa
copies every example eleven times, deeply, and takes its fingerprint anew each time: as long again.
"""

from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.examples import Example, read_file


class QuickImporter(RasaFileImporter):
    """Rasa's own importer, but for the NLU examples."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Every example of every NLU file, with its intent and its metadata."""
        examples = (example for path in self._nlu_files for example in read_file(path))
        return TrainingData([_message(example) for example in examples])


class _Quick(Message):
    """An example that is copied without what never changes, and keeps its fingerprint while it stays the same."""

    _cached_fingerprint: str | None

    def __deepcopy__(self, memo: dict[int, Any]) -> "_Quick":
        copied = _Quick(self.data, set(self.output_properties), self.time, list(self.features))
        copied._cached_fingerprint = self._cached_fingerprint
        return copied

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """As Rasa's; the same value once more is no change."""
        known = self._cached_fingerprint if self.get(prop) == info else None
        super().set(prop, info, add_to_output)
        self._cached_fingerprint = known


def _message(example: Example) -> Message:
    message = _Quick({"text": example.text, "intent": example.intent})
    metadata = {"clause": example.clause, "voice": example.voice}
    message.set("metadata", {"intent": {name: value for name, value in metadata.items() if value}})
    return message
