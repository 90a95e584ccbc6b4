"""Examples in two halves that share no author: what is learned on one is judged on the other."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.language.examples import Example


def halves(examples: Sequence[Example]) -> NDArray[np.int8]:
    """0 or 1 for each example. Those of one voice fall together, those without one by their text."""
    voices = sorted({example.voice for example in examples} - {""})
    return np.array(
        [
            voices.index(example.voice) % 2
            if example.voice and len(voices) > 1
            else hashlib.sha256(example.text.encode()).digest()[0] % 2
            for example in examples
        ],
        dtype=np.int8,
    )
