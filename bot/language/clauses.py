"""Which clause of the handbook a question is about.

Every clause is known by its own words and by example questions. A question is compared with both,
by n-grams and by meaning; the comparisons are weighed by a small model trained with each example
held out in turn. Scoring needs numpy only.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.language.ngrams import Ngrams
from bot.language.sounds import Sounds

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

#: The comparisons of one question with one clause, in the order of `ClauseFinder.weights`.
COMPARISONS = (
    "grams, nearest example",
    "grams, second example",
    "grams, clause text",
    "meaning, nearest example",
    "meaning, second example",
    "meaning, clause text",
    "whole clause",
    "trade named",
)

#: What the judgement "the handbook answers this" looks at, in the order of `ClauseFinder.judge`.
SIGNS = ("best score", "lead", "grams", "meaning", "text grams", "known words", "bias")


@dataclass(frozen=True)
class Found:
    """One clause with how likely it is the one asked about (0 to 1, over all clauses)."""

    key: str
    share: float


@dataclass(frozen=True)
class Search:
    """Clauses by likelihood, and how likely the handbook answers the question at all (0 to 1)."""

    found: tuple[Found, ...]
    answerable: float


@dataclass(frozen=True)
class ClauseFinder:
    """A trained finder.

    Attributes:
        keys: the clauses, `id` or `id#part`.
        owner: the clause of each known text: first the examples, then one text a clause.
        starts, members, loads: the known texts' n-grams by column (inverted index).
        meanings: centred unit embeddings of the known texts. Shape (texts, dimensions).
        trades: words that name a clause's trade, one tuple a clause.
    """

    keys: tuple[str, ...]
    whole: Floats
    trades: tuple[tuple[str, ...], ...]
    ngrams: Ngrams
    owner: Ints
    starts: Ints
    members: Ints
    loads: Floats
    meanings: Floats
    centre: Floats
    weights: Floats
    judge: Floats

    def search(self, text: str, vector: Floats, limit: int = 5) -> Search:
        """The likeliest clauses for a normalised question and its embedding."""
        by_grams, by_meaning = self.similarities(text, vector)
        compared = self.compare(text, by_grams, by_meaning)
        scores = compared @ self.weights
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        order = np.argsort(-chances, kind="stable")[:limit]
        signs = self.signs(text, scores, compared)
        answerable = 1 / (1 + np.exp(-float(signs @ self.judge)))
        found = tuple(Found(self.keys[i], round(float(chances[i]), 6)) for i in order)
        return Search(found, round(answerable, 6))

    def similarities(self, text: str, vector: Floats) -> tuple[Floats, Floats]:
        """Cosine of a question with every known text, by n-grams and by meaning."""
        by_grams = np.zeros(len(self.owner), dtype=np.float32)
        for column, weight in zip(*self.ngrams.row(text), strict=True):
            span = slice(self.starts[column], self.starts[column + 1])
            by_grams[self.members[span]] += weight * self.loads[span]
        centred = vector - self.centre
        length = float(np.linalg.norm(centred)) or 1.0
        return by_grams, self.meanings @ (centred / np.float32(length))

    def compare(self, text: str, by_grams: Floats, by_meaning: Floats) -> Floats:
        """One row a clause, one column a comparison."""
        count = len(self.keys)
        examples = slice(0, len(self.owner) - count)
        owner = self.owner[examples]
        columns = [
            *_two_best(by_grams[examples], owner, count),
            by_grams[-count:],
            *_two_best(by_meaning[examples], owner, count),
            by_meaning[-count:],
            self.whole,
            np.array([any(t in text for t in trade) for trade in self.trades], dtype=np.float32),
        ]
        return np.stack(columns, axis=1).astype(np.float32)

    def signs(self, text: str, scores: Floats, compared: Floats) -> Floats:
        """What speaks for the handbook answering the question at all."""
        best, second = np.sort(scores)[::-1][:2]
        top = compared[int(np.argmax(scores))]
        return np.array(
            [best, best - second, top[0], top[3], top[2], self.known_share(text), 1.0],
            dtype=np.float32,
        )

    def known_share(self, text: str) -> float:
        """The share of the question's character pairs that any clause or example contains."""
        pairs = [text[i : i + 2] for i in range(len(text) - 1) if " " not in text[i : i + 2]]
        return sum(pair in self.ngrams.columns for pair in pairs) / len(pairs) if pairs else 0.0

    def save(self, folder: Path) -> None:
        """Write the finder to files of its own in `folder`."""
        np.save(folder / "clauses.meanings.npy", self.meanings.astype(np.float16))
        arrays = ("whole", "owner", "starts", "members", "loads", "centre", "weights", "judge")
        np.savez(
            folder / "clauses.npz",
            idf=self.ngrams.idf,
            **{name: getattr(self, name) for name in arrays},
        )
        words = {"keys": self.keys, "trades": self.trades, "vocabulary": self.ngrams.vocabulary}
        (folder / "clauses.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, sounds: Sounds) -> "ClauseFinder":
        """Read what `save` wrote."""
        words = json.loads((folder / "clauses.json").read_text(encoding="utf-8"))
        with np.load(folder / "clauses.npz") as stored:
            arrays = {name: stored[name] for name in stored.files}
        return cls(
            keys=tuple(words["keys"]),
            trades=tuple(tuple(trade) for trade in words["trades"]),
            ngrams=Ngrams(words["vocabulary"], arrays.pop("idf"), sounds),
            meanings=np.load(folder / "clauses.meanings.npy").astype(np.float32),
            **arrays,
        )


def _two_best(similar: Floats, owner: Ints, count: int) -> tuple[Floats, Floats]:
    """The highest and second highest similarity among each clause's examples, 0 where there is none."""
    best = np.zeros(count, dtype=np.float32)
    np.maximum.at(best, owner, similar)
    rest = np.where(similar < best[owner], similar, 0)
    second = np.zeros(count, dtype=np.float32)
    np.maximum.at(second, owner, rest)
    return best, second
