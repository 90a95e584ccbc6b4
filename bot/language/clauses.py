"""Which clause of the handbook a question is about.

A clause is known by the words of its example questions and of itself, gathered into one weighted list
(a centroid), and by a linear model over the embedding. Scoring needs numpy only.
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

#: How much words in common, meaning (each in standard deviations over all clauses) and a named trade
#: speak for a clause, and for one that stands for all its points. Chosen on the development questions.
WEIGHTS = np.array([0.9, 0.9, 0.8, 0.1], dtype=np.float32)


@dataclass(frozen=True)
class Found:
    """One clause with how likely it is the one asked about (0 to 1, over all clauses)."""

    key: str
    share: float


@dataclass(frozen=True)
class Search:
    """The likeliest clauses, and how much of the question the handbook knows.

    Attributes:
        common: cosine of the question's words with those of the clause that has most in common, 0 to 1.
        known: share of the question's character pairs that any clause or example contains, 0 to 1.
    """

    found: tuple[Found, ...]
    common: float
    known: float


@dataclass(frozen=True)
class ClauseFinder:
    """A trained finder.

    Attributes:
        keys: the clauses, `id` or `id#part`.
        whole: 1 for a clause that stands for all its points.
        trades: words that name a clause's trade, one tuple a clause.
        starts, members, loads: the clauses' n-grams by column (inverted index).
        by_meaning, bias: the linear model over the embedding. Shapes (dimensions, clauses), (clauses,).
    """

    keys: tuple[str, ...]
    whole: Floats
    trades: tuple[tuple[str, ...], ...]
    ngrams: Ngrams
    starts: Ints
    members: Ints
    loads: Floats
    by_meaning: Floats
    bias: Floats

    def search(self, text: str, vector: Floats, limit: int = 5) -> Search:
        """The likeliest clauses for a normalised question and its embedding."""
        common = self.common(text)
        scores = self.compare(text, common, vector) @ WEIGHTS
        chances = np.exp(scores - scores.max())
        chances /= chances.sum()
        order = np.argsort(-chances, kind="stable")[:limit]
        found = tuple(Found(self.keys[i], round(float(chances[i]), 6)) for i in order)
        return Search(found, round(float(common.max()), 6), round(self.known_share(text), 6))

    def common(self, text: str) -> Floats:
        """Cosine of a question with each clause's words."""
        common = np.zeros(len(self.keys), dtype=np.float32)
        for column, weight in zip(*self.ngrams.row(text), strict=True):
            span = slice(self.starts[column], self.starts[column + 1])
            common[self.members[span]] += weight * self.loads[span]
        return common

    def compare(self, text: str, common: Floats, vector: Floats) -> Floats:
        """One row a clause, one column a comparison, in the order of `WEIGHTS`."""
        meaning = vector @ self.by_meaning + self.bias
        named = np.array([any(t in text for t in trade) for trade in self.trades], dtype=np.float32)
        columns = [_standard(common), _standard(meaning), named, self.whole]
        rows: Floats = np.stack(columns, axis=1).astype(np.float32)
        return rows

    def known_share(self, text: str) -> float:
        """The share of the question's character pairs that any clause or example contains."""
        pairs = [text[i : i + 2] for i in range(len(text) - 1) if " " not in text[i : i + 2]]
        return sum(pair in self.ngrams.columns for pair in pairs) / len(pairs) if pairs else 0.0

    def save(self, folder: Path) -> None:
        """Write the finder to files of its own in `folder`."""
        arrays = ("whole", "starts", "members", "loads", "by_meaning", "bias")
        np.savez(
            folder / "clauses.npz", idf=self.ngrams.idf, **{name: getattr(self, name) for name in arrays}
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
            **arrays,
        )


def _standard(values: Floats) -> Floats:
    """In standard deviations from the mean over all clauses."""
    return np.asarray((values - values.mean()) / (values.std() + 1e-6), dtype=np.float32)
