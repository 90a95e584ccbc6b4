"""One family's intents: a linear model over n-grams and one over the embedding, mixed and calibrated.

Scoring needs numpy only; training is in `head_training`.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.language.ngrams import Ngrams
from bot.language.sounds import Sounds

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Ranked:
    """Intents with their probabilities, likeliest first."""

    intents: tuple[str, ...]
    probabilities: tuple[float, ...]

    @property
    def top(self) -> str:
        """The likeliest intent."""
        return self.intents[0]

    @property
    def confidence(self) -> float:
        """The probability of the likeliest intent."""
        return self.probabilities[0]

    def probability(self, intent: str) -> float:
        """The probability of an intent; 0 for one that is not known."""
        return dict(zip(self.intents, self.probabilities, strict=True)).get(intent, 0.0)

    def share(self, chosen: "tuple[str, ...]") -> float:
        """The probability that it is one of `chosen`."""
        return sum(p for i, p in zip(self.intents, self.probabilities, strict=True) if i in chosen)


@dataclass(frozen=True)
class Head:
    """A trained family.

    Attributes:
        intents: the classes, one a column of the weights.
        by_grams: weights of the n-grams. Shape (vocabulary, intents).
        by_meaning: weights of the embedding. Shape (dimensions, intents).
        bias: one an intent; temperature is already divided out of all three.
    """

    family: str
    intents: tuple[str, ...]
    ngrams: Ngrams
    by_grams: Floats
    by_meaning: Floats
    bias: Floats

    def rank(self, text: str, vector: Floats) -> Ranked:
        """Probabilities of all intents for a normalised text and its embedding."""
        columns, weights = self.ngrams.row(text)
        logits = self.bias + vector @ self.by_meaning
        if len(columns):
            logits = logits + weights @ self.by_grams[columns].astype(np.float32)
        chances = np.exp(logits - logits.max())
        chances /= chances.sum()
        order = np.argsort(-chances, kind="stable")
        return Ranked(
            tuple(self.intents[i] for i in order), tuple(round(float(chances[i]), 6) for i in order)
        )

    def save(self, folder: Path) -> None:
        """Write the head to files of its own in `folder`."""
        np.save(folder / f"{self.family}.grams.npy", self.by_grams.astype(np.float16))
        np.savez(
            folder / f"{self.family}.npz",
            meaning=self.by_meaning,
            bias=self.bias,
            idf=self.ngrams.idf,
        )
        words = {"intents": self.intents, "vocabulary": self.ngrams.vocabulary}
        (folder / f"{self.family}.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, family: str, sounds: Sounds) -> "Head":
        """Read what `save` wrote; the large matrix is mapped, not read."""
        words = json.loads((folder / f"{family}.json").read_text(encoding="utf-8"))
        with np.load(folder / f"{family}.npz") as arrays:
            return cls(
                family=family,
                intents=tuple(words["intents"]),
                ngrams=Ngrams(words["vocabulary"], arrays["idf"], sounds),
                by_grams=np.load(folder / f"{family}.grams.npy", mmap_mode="r"),
                by_meaning=arrays["meaning"],
                bias=arrays["bias"],
            )
