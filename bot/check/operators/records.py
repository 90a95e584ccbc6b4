"""`record`: a form attached to the conversation."""

from bot.check.condition import Verdict, Wordless
from bot.check.track import View
from bot.conversation.model import RECORDS
from bot.errors import BookError


class RecordMade(Wordless):
    """Holds where a record of the type is attached; None where it is not known which were made."""

    def __init__(self, type_: str) -> None:
        self._type = type_

    @classmethod
    def decode(cls, given: object, where: str) -> "RecordMade":
        """From the record's type."""
        if given not in RECORDS:
            raise BookError(f"{where}：record 可以写：{'、'.join(RECORDS)}，现在是 {given!r}。")
        return cls(str(given))

    def holds(self, view: View) -> Verdict:
        """Whether one is there."""
        records = view.track.head.records
        return None if records is None else any(record.type == self._type for record in records)
