"""Examples in a fixed order of chance, and in two halves that share no author."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.language.examples import Example


def shuffled(examples: Sequence[Example], numbers: Sequence[int]) -> list[int]:
    """`numbers` of examples in an order that looks random and is always the same."""
    return sorted(numbers, key=lambda n: hashlib.sha256(examples[n].text.encode()).digest())


def halves(examples: Sequence[Example]) -> NDArray[np.int8]:
    """0 or 1 for each example: what is learned on one half is judged on the other.

    Examples of one voice fall together; those without a voice are dealt out intent by intent.
    """
    voices = sorted({example.voice for example in examples} - {""})
    half = np.zeros(len(examples), dtype=np.int8)
    unvoiced: dict[str, list[int]] = {}
    for number, example in enumerate(examples):
        if example.voice and len(voices) > 1:
            half[number] = voices.index(example.voice) % 2
        else:
            unvoiced.setdefault(example.intent, []).append(number)
    for numbers in unvoiced.values():
        half[shuffled(examples, numbers)[1::2]] = 1
    return half
