"""Reading `data/nlu/` for Rasa, quickly.

Rasa reads every NLU file twice with a YAML parser written in Python: 25 seconds for our 24,000
examples. Ours are plain texts without annotations, so the parser written in C does it in one.
"""

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


def _message(example: Example) -> Message:
    message = Message.build(text=example.text, intent=example.intent)
    metadata = {"clause": example.clause, "voice": example.voice}
    message.set("metadata", {"intent": {name: value for name, value in metadata.items() if value}})
    return message
