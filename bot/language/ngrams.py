"""Character and syllable n-grams, weighted by TF-IDF, with numpy alone.

Training counts what is in the examples; afterwards a text becomes a short list of (column, weight),
so that scoring it costs what it contains and not the size of the vocabulary.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.language.sounds import Sounds, syllables

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Row = tuple[NDArray[np.int32], NDArray[np.float32]]


def grams(text: str, sounds: Sounds) -> Iterator[str]:
    """The features of a normalised text.

    Characters 1 to 4 at a time, within words and at their edges, and syllables 2 to 3 at a time
    (marked `~`).
    """
    padded = f"^{text}$"
    for size in (1, 2, 3, 4):
        for start in range(len(padded) - size + 1):
            gram = padded[start : start + size]
            if " " not in gram and gram not in "^$":
                yield gram
    heard = [s for s in syllables(text, sounds) if s != " "]
    for size in (2, 3):
        for start in range(len(heard) - size + 1):
            yield "~" + "-".join(heard[start : start + size])


@dataclass(frozen=True)
class Ngrams:
    """A vocabulary of n-grams with their inverse document frequencies.

    Attributes:
        vocabulary: the n-grams, in the order of their columns.
        idf: log((1 + documents) / (1 + documents with it)) + 1, one a column.
    """

    vocabulary: list[str]
    idf: NDArray[np.float32]
    sounds: Sounds

    @cached_property
    def columns(self) -> dict[str, int]:
        """The column of each n-gram."""
        return {gram: column for column, gram in enumerate(self.vocabulary)}

    def row(self, text: str) -> Row:
        """`text` (normalised) as columns and weights: sublinear TF times IDF, of length one."""
        counts = Counter(c for g in grams(text, self.sounds) if (c := self.columns.get(g)) is not None)
        columns = np.fromiter(counts, dtype=np.int32, count=len(counts))
        weights = np.array([1 + log(n) for n in counts.values()], dtype=np.float32)
        weights *= self.idf[columns]
        length = sqrt(float(weights @ weights))
        return columns, weights / np.float32(length) if length else weights

    @classmethod
    def of(cls, texts: Sequence[str], sounds: Sounds, at_least: int = 1) -> "Ngrams":
        """The vocabulary of `texts` (normalised): n-grams in `at_least` of them."""
        seen = Counter(gram for text in texts for gram in set(grams(text, sounds)))
        vocabulary = sorted(gram for gram, count in seen.items() if count >= at_least)
        idf = [log((1 + len(texts)) / (1 + seen[gram])) + 1 for gram in vocabulary]
        return cls(vocabulary, np.array(idf, dtype=np.float32), sounds)


def sparse(ngrams: Ngrams, texts: Sequence[str]) -> "csr_matrix":
    """The rows of normalised texts as one sparse matrix, for training. Shape (texts, vocabulary)."""
    from scipy.sparse import csr_matrix

    rows = [ngrams.row(text) for text in texts]
    starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    weights = np.concatenate([weights for _, weights in rows])
    columns = np.concatenate([columns for columns, _ in rows])
    return csr_matrix((weights, columns, starts), shape=(len(texts), len(ngrams.vocabulary)))
