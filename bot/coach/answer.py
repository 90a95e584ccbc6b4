"""The answer to one question: the lines of a scene, quoted clauses, or an honest "not known"."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.book.answer import Spoken, steps_of
from bot.book.blanks import Blanks
from bot.book.handbook import Handbook
from bot.book.model import Note
from bot.book.shelf import Shelf
from bot.coach.arithmetic import work_out
from bot.coach.sum import Sum
from bot.language.clauses import Search
from bot.language.reading import Reading

#: Clauses quoted at most, and scenes offered at most when the answer is not certain.
CLAUSES_SHOWN = 5
ALTERNATIVES_SHOWN = 3


@dataclass(frozen=True)
class Quote:
    """A clause as it is quoted.

    Attributes:
        part: which point of the clause, where it has several.
        title: the text it stands in.
        confidence: share among all clauses, 0 to 1.
    """

    clause: str
    part: str
    text: str
    book: str
    title: str
    confidence: float

    @property
    def key(self) -> str:
        """The key of the clause, with its point."""
        return f"{self.clause}#{self.part}" if self.part else self.clause

    def as_json(self) -> dict[str, object]:
        """The contract's form."""
        shown: dict[str, object] = {
            "clause": self.clause,
            "text": self.text,
            "book": self.book,
            "title": self.title,
            "confidence": self.confidence,
        }
        if self.part:
            shown["part"] = self.part
        return shown


@dataclass(frozen=True)
class Answer:
    """What the coach says to one question. Which fields are set depends on `kind`."""

    query: str
    kind: str
    confidence: float
    book: str = ""
    scene: str = ""
    name: str = ""
    clause: str = ""
    steps: tuple[Spoken, ...] = ()
    notes: tuple[Note, ...] = ()
    never: tuple[Note, ...] = ()
    quotes: tuple[Quote, ...] = ()
    worked: Sum | None = None
    alternatives: tuple[tuple[str, str, float], ...] = field(default=())

    def as_json(self) -> dict[str, object]:
        """The form of `huashu ask --format json` and of `POST /api/ask`."""
        shown: dict[str, object] = {"query": self.query, "kind": self.kind}
        if self.kind == "scene":
            shown |= {
                "scene": self.scene,
                "name": self.name,
                "book": self.book,
                "clause": self.clause,
                "confidence": self.confidence,
                "steps": [step.as_json() for step in self.steps],
                "notes": [f"{note.text}（{note.clause}）" for note in self.notes],
                "never": [f"{note.text}（{note.clause}）" for note in self.never],
            }
        elif self.kind == "clause":
            shown |= {"confidence": self.confidence}
        if self.quotes:
            shown["clauses"] = [quote.as_json() for quote in self.quotes]
        if self.worked:
            shown["sum"] = self.worked.as_json()
        shown["alternatives"] = [
            {"scene": scene, "name": name, "confidence": share} for scene, name, share in self.alternatives
        ]
        return shown


@dataclass(frozen=True)
class Coach:
    """Answers what was read of a question, from the books and the handbook."""

    shelf: Shelf
    handbook: Handbook

    def answer(self, reading: Reading, book: str, blanks: Blanks) -> Answer:
        """Answer one question.

        Args:
            book: the trade to answer for; a scene it lacks is answered from the book that has it.

        Raises:
            BookError: there is no such book.
        """
        decision = reading.decision
        holder = self.shelf[book].book
        if decision.kind == "scene":
            return self.scene_answer(reading.text, decision.scenes, holder, blanks, reading.search)
        if decision.kind == "clause":
            return self._clause_answer(reading)
        return Answer(
            reading.text,
            "unknown",
            decision.confidence,
            alternatives=self._named(decision.scenes),
        )

    def scene_answer(
        self,
        query: str,
        scenes: Sequence[tuple[str, float]],
        book: str,
        blanks: Blanks,
        search: Search | None = None,
    ) -> Answer:
        """The lines of the first of `scenes` as `book` has them; the others are alternatives."""
        name, share = scenes[0]
        holder = self.shelf.holder(name, book) or self.shelf[book]
        scene = holder.scenes[name]
        return Answer(
            query,
            "scene",
            round(share, 4),
            book=holder.book,
            scene=name,
            name=scene.name,
            clause=scene.clause.split()[0],
            steps=tuple(steps_of(scene, holder, blanks)),
            notes=tuple(scene.notes),
            never=tuple(scene.never),
            quotes=self._scene_quotes(scene.clause, search),
            alternatives=self._named(scenes[1:]),
        )

    def _clause_answer(self, reading: Reading) -> Answer:
        quotes = self.quotes(reading.search)
        worked = work_out(reading.text, [quote.key for quote in quotes[:2]])
        if worked and worked.rests_on:
            quotes = self._first(worked.rests_on, quotes)
        return Answer(
            reading.text,
            "clause",
            reading.decision.confidence,
            book=quotes[0].book,
            clause=quotes[0].clause,
            quotes=quotes,
            worked=worked,
            alternatives=self._named(reading.decision.scenes),
        )

    def quotes(self, search: Search) -> tuple[Quote, ...]:
        """The clauses found, each number once, those of no weight left out."""
        entries = {entry.key: entry for entry in self.handbook.clauses}
        shown: dict[str, Quote] = {}
        for found in search.found:
            entry = entries[found.key]
            if entry.id not in shown and len(shown) < CLAUSES_SHOWN:
                shown[entry.id] = Quote(
                    entry.id,
                    entry.part,
                    entry.text,
                    entry.book,
                    self.handbook.title_of(entry.id),
                    round(found.share, 4),
                )
        return tuple(shown.values())

    def _first(self, key: str, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
        """The quotes, that of the clause that decides before the others; it is certain."""
        entry = next((entry for entry in self.handbook.clauses if entry.key == key), None)
        if entry is None:
            return quotes
        first = Quote(entry.id, entry.part, entry.text, entry.book, self.handbook.title_of(entry.id), 1.0)
        return (first, *(q for q in quotes if q.clause != entry.id))[:CLAUSES_SHOWN]

    def _scene_quotes(self, clauses: str, search: Search | None) -> tuple[Quote, ...]:
        """The scene's own clauses first, then what the question itself finds."""
        own = [
            Quote(clause, "", self.handbook.quote(clause), "", self.handbook.title_of(clause), 1.0)
            for clause in clauses.split()
            if clause in self.handbook
        ]
        found = self.quotes(search) if search else ()
        seen = {quote.clause for quote in own}
        return tuple([*own, *(q for q in found if q.clause not in seen)][:CLAUSES_SHOWN])

    def _named(self, scenes: Sequence[tuple[str, float]]) -> tuple[tuple[str, str, float], ...]:
        return tuple(
            (scene, self.shelf.scene(scene).name, round(share, 4))
            for scene, share in scenes[:ALTERNATIVES_SHOWN]
        )
