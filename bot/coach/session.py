"""One question answered outside the chatbot: by the command, over HTTP, in a test.

What checks is imported where something is to be checked: most questions are answered without.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.book.blanks import Blanks
from bot.book.handbook import handbook
from bot.book.shelf import shelf
from bot.coach.answer import Answer, Coach
from bot.coach.quoted import said_in
from bot.coach.text import answer_text, review_text
from bot.conversation.errors import Unreadable
from bot.language.model import LanguageModel
from bot.language.personal import masked
from bot.language.reading import CHECK, read
from bot.language.store import language

if TYPE_CHECKING:
    from bot.check.review import Review
    from bot.coach.conversation import Checked


@dataclass(frozen=True)
class Reply:
    """An answer, the review of a pasted saying, or the check of a pasted conversation; as text or JSON."""

    answer: Answer
    review: "Review | None" = None
    checked: "tuple[Checked, ...] | None" = None
    unreadable: tuple[Unreadable, ...] = ()

    @property
    def text(self) -> str:
        """What an agent reads."""
        if self.checked is not None:
            from bot.coach.conversation import checked_text

            return checked_text(self.checked, self.unreadable)
        return review_text(self.review) if self.review else answer_text(self.answer)

    def as_json(self) -> dict[str, object]:
        """The form of `huashu ask --format json` and `POST /api/ask`."""
        if self.checked is not None:
            return {
                "query": masked(self.answer.query),
                "kind": "check",
                "reports": [item.as_json() for item in self.checked],
                "unreadable": [item.reason for item in self.unreadable],
                "alternatives": [],
            }
        if self.review is None:
            return self.answer.as_json()
        return {
            "query": self.answer.query,
            "kind": "review",
            "said": self.review.said,
            "passed": self.review.passed,
            "findings": [
                {
                    "rule": breach.rule,
                    "name": breach.name,
                    "clause": breach.clause,
                    "points": breach.points,
                    "quote": breach.quote,
                    "spans": [list(span) for span in breach.spans],
                    "advice": breach.advice,
                    "confidence": breach.confidence,
                }
                for breach in self.review.breaches
            ],
            "missing": list(self.review.missing),
            "clause": self.review.clause,
            "instead": self.review.instead,
            "alternatives": [],
        }


def ask(query: str, book: str, blanks: Blanks, model: LanguageModel | None = None) -> Reply:
    """Answer one question.

    Raises:
        BookError: there is no such book.
        ModelError: there is no trained model.
    """
    books = shelf()
    chosen = books[book]
    model = model or language()
    reading = read(query, model)
    answer = Coach(books, handbook()).answer(reading, book, blanks)
    if reading.decision.intent == CHECK:
        from bot.coach.conversation import check_all
        from bot.conversation.pasted import pasted

        return Reply(answer, None, *check_all(pasted(query), chosen, blanks))
    if reading.decision.intent == "review_line" and reading.decision.kind == "dialogue":
        from bot.check.review import review

        said = said_in(query)
        return Reply(answer, review(said, chosen, model.recognise(said, "agent"), blanks))
    return Reply(answer)
