"""A clause worked out for the numbers of a question."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sum:
    """A worked-out clause.

    Attributes:
        text: the calculation, written out.
        result: its result, in the clause's unit (yuan, points, pieces).
        missing: what the question would have to name for a full answer; empty if nothing.
        rests_on: key of the clause that decides, where another is found first; it is quoted before the others.
    """

    text: str
    result: float | None
    missing: str = ""
    rests_on: str = ""

    def as_json(self) -> dict[str, object]:
        """What is not empty."""
        shown: dict[str, object] = {"text": self.text}
        if self.result is not None:
            shown["result"] = int(self.result) if self.result == int(self.result) else self.result
        if self.missing:
            shown["missing"] = self.missing
        return shown
