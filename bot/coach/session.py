"""One question answered outside the chatbot: by the command, over HTTP, in a test."""

from dataclasses import dataclass

from bot.book.blanks import Blanks
from bot.book.handbook import handbook
from bot.book.shelf import shelf
from bot.check.review import Review, review
from bot.coach.answer import Answer, Coach
from bot.coach.quoted import said_in
from bot.coach.text import answer_text, review_text
from bot.language.model import LanguageModel
from bot.language.reading import read
from bot.language.store import language


@dataclass(frozen=True)
class Reply:
    """An answer, or the review of a pasted saying; as text or JSON."""

    answer: Answer
    review: Review | None = None

    @property
    def text(self) -> str:
        """What an agent reads."""
        return review_text(self.review) if self.review else answer_text(self.answer)

    def as_json(self) -> dict[str, object]:
        """The form of `huashu ask --format json` and `POST /api/ask`."""
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
    if reading.decision.intent == "review_line" and reading.decision.kind == "dialogue":
        said = said_in(query)
        return Reply(answer, review(said, chosen, model.recognise(said, "agent"), blanks))
    return Reply(answer)
