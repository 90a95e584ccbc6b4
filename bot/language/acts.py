"""What a sentence does (blames, promises, calms): linear models over character n-grams.

One model an act, so that a sentence can do several things at once. Hearing needs numpy and one automaton
over the n-grams, and some microseconds a sentence; training is in `acts_training`.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, log, sqrt
from pathlib import Path
from zipfile import BadZipFile

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

from bot.errors import ModelError
from bot.language.folded import PHRASE, QUOTE, STOP

Floats = NDArray[np.float32]
Span = tuple[int, int]
Listener = Callable[[str], list[tuple[int, Span, float]]]

#: Sentences are heard by themselves: shorter ones join a neighbour, longer ones are heard window by window.
SHORTEST, LONGEST = 4, 32

#: The length of a window. In longer ones a few words of blame drown among forty neutral ones.
WINDOW = 24

_FLOOR = 4
_TWICE = PHRASE * 2
_MARKS = PHRASE + QUOTE


def padded(piece: str) -> str:
    """A piece of phrased text as its n-grams are taken: every border looks alike."""
    piece = piece.replace(STOP, PHRASE)
    while _TWICE in piece:
        piece = piece.replace(_TWICE, PHRASE)
    return f"{PHRASE}{piece.strip(PHRASE)}{PHRASE}"


def scale(padded_piece: str) -> float:
    """What a piece's summed weights are multiplied by: long ones have more n-grams by chance."""
    return 1 / sqrt(max(len(padded_piece) - 2, _FLOOR))


def pieces(phrased: str) -> list[Span]:
    """The sentences of a turn; very short ones joined to their neighbour, long ones cut into windows."""
    found: list[Span] = []
    start = 0
    while start < len(phrased):
        stop = phrased.find(STOP, start)
        end = len(phrased) if stop < 0 else stop
        if phrased[start:end].strip(_MARKS):
            if found and (end - start < SHORTEST or found[-1][1] - found[-1][0] < SHORTEST):
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        start = end + 1
    if all(end - start <= LONGEST for start, end in found):
        return found
    return [window for span in found for window in _windows(phrased, *span)]


def _windows(phrased: str, start: int, end: int) -> Iterator[Span]:
    """A sentence in windows that overlap by half, cut at a ， where there is one."""
    while end - start > LONGEST:
        cut = phrased.rfind(PHRASE, start + WINDOW // 2, start + WINDOW)
        cut = cut if cut > 0 else start + WINDOW
        yield start, cut
        half = start + (cut - start) // 2
        again = phrased.find(PHRASE, half, cut)
        start = again + 1 if again > 0 else half
    yield start, end


@dataclass(frozen=True)
class RoleActs:
    """The acts of agents, or those of customers.

    Attributes:
        acts: one a column of the weights.
        vocabulary: the n-grams, one a row of the weights.
        weights: calibrated. Shape (vocabulary, acts).
        bias: one an act.
    """

    acts: tuple[str, ...]
    vocabulary: list[str]
    weights: Floats
    bias: Floats

    @cached_property
    def _search(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self.vocabulary, store_patterns=False)

    def listener(self, wanted: Sequence[tuple[int, str, float]]) -> Listener | None:
        """Hears the acts wanted that are known; None where none is."""
        known = [(number, self.acts.index(act), sure) for number, act, sure in wanted if act in self.acts]
        if not known:
            return None
        numbers = [number for number, _, _ in known]
        columns = [column for _, column, _ in known]
        weights = np.ascontiguousarray(self.weights[:, columns])
        bias = self.bias[columns]
        least = np.array([_logit(sure) for _, _, sure in known], dtype=np.float32) - bias
        find = self._search.find_matches_as_indexes

        def listen(phrased: str) -> list[tuple[int, Span, float]]:
            best: dict[int, tuple[float, Span]] = {}
            for span in pieces(phrased):
                piece = padded(phrased[span[0] : span[1]])
                rows = [hit[0] for hit in find(piece, overlapping=True)]
                if not rows:
                    continue
                sums = np.add.reduce(weights.take(rows, 0), 0) * scale(piece)
                over = sums >= least
                if over.any():
                    for i in over.nonzero()[0].tolist():
                        logit = float(sums[i] + bias[i])
                        if i not in best or logit > best[i][0]:
                            best[i] = (logit, span)
            return [(numbers[i], span, 1 / (1 + exp(-logit))) for i, (logit, span) in best.items()]

        return listen


@dataclass(frozen=True)
class ActModel:
    """Hears acts in the sentences of a folded saying.

    Attributes:
        version: content hash of what it was trained on.
        roles: `agent` and `customer`.
    """

    version: str
    roles: Mapping[str, RoleActs]

    def listener(self, role: str, wanted: Sequence[tuple[int, str, float]]) -> Listener | None:
        """A function from a phrased text to (number, span, probability) of each wanted (number, act, sure)."""
        return self.roles[role].listener(wanted) if role in self.roles else None

    def save(self, folder: Path) -> None:
        """Write the model to files of its own in `folder`."""
        arrays: dict[str, Floats | NDArray[np.float16]] = {}
        for role, own in self.roles.items():
            (folder / f"acts.{role}.txt").write_text("\n".join(own.vocabulary), encoding="utf-8")
            arrays |= {f"{role}.weights": own.weights.astype(np.float16), f"{role}.bias": own.bias}
        np.savez(folder / "acts.npz", **arrays)
        marked = {"version": self.version, "roles": {role: own.acts for role, own in self.roles.items()}}
        (folder / "acts.json").write_text(json.dumps(marked), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "ActModel":
        """Read what `save` wrote.

        Raises:
            ModelError: the files are missing or damaged.
        """
        try:
            marked = json.loads((folder / "acts.json").read_text(encoding="utf-8"))
            roles = {}
            with np.load(folder / "acts.npz") as arrays:
                for role, acts in marked["roles"].items():
                    words = (folder / f"acts.{role}.txt").read_text(encoding="utf-8").split("\n")
                    weights = arrays[f"{role}.weights"].astype(np.float32)
                    if weights.shape != (len(words), len(acts)):
                        raise ValueError(f"{len(words)} n-grams, {weights.shape} weights")
                    roles[role] = RoleActs(tuple(acts), words, weights, arrays[f"{role}.bias"])
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            raise ModelError(f"{folder}：模型读不出来（{error}）。请运行 make train 重新训练。") from error
        return cls(marked["version"], roles)


def _logit(probability: float) -> float:
    kept = min(max(probability, 1e-6), 1 - 1e-6)
    return log(kept / (1 - kept))
