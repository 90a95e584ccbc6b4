"""The examples of acts as their models see them: n-grams, authors, and which lines teach which act."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.language.acts import padded, scale
from bot.language.examples import Example
from bot.language.folded import Folded
from bot.language.halves import shuffled

Flags = NDArray[np.bool_]

ROLES = ("agent", "customer")

#: Acts in whose lines another act may be heard as well: they neither teach it nor teach against it.
OVERLAPS: Mapping[str, str] = {
    "agent_blunt": "shirk blame insult interrupt bare_request",
    "agent_shirk": "blunt blame insult cannot_answer",
    "agent_blame": "blunt insult shirk",
    "agent_insult": "blunt blame interrupt",
    "agent_chat": "disclose",
    "agent_overpromise": "assure",
    "agent_interrupt": "blunt insult",
    "agent_bare_request": "blunt interrupt hold ask_details ask_louder ask_mandarin insult look_up",
    "agent_empathise": "apologise assure back",
    "agent_apologise": "empathise back refuse ask_louder cannot_answer ordinary ask_mandarin hold",
    "agent_assure": "look_up promise_reply to_manager record apologise transfer",
    "agent_look_up": "promise_reply hold assure to_manager transfer cannot_answer",
    "agent_promise_reply": "look_up assure ordinary cannot_answer",
    "agent_cannot_answer": "shirk blunt look_up",
    "agent_to_manager": "transfer look_up assure promise_reply",
    "agent_record": "assure look_up",
    "agent_close": "ordinary back empathise",
    "agent_open": "ordinary cannot_hear_silence",
    "agent_hold": "look_up ordinary transfer bare_request",
    "agent_transfer": "to_manager ordinary look_up hold",
    "agent_ask_anything_else": "ordinary",
    "agent_welcome_thanks": "ordinary",
    "customer_angry": "abuse threat complain interrupted",
    "customer_abuse": "angry threat",
    "customer_threat": "angry abuse complain",
    "customer_complain": "angry threat",
    "customer_provoke": "ask_privacy abuse bargain",
    "customer_difficult_question": "ask",
    "customer_thanks": "close deny dialect",
    "customer_close": "thanks wait_ok deny",
    "customer_cannot_hear": "greet",
    "customer_wrong_number": "greet deny",
    "customer_report_fault": "ordinary complain angry",
    "customer_confirm": "ordinary",
}

#: Characters of dialects: with one of them, a line of another act does not teach against dialect.
_DIALECT = frozenset("唔嘅喺咗冇嘞恁侬覅咁佢哋嘢啲俺噻冚嗰睇瞓俾哩伊囝厝揾咩乜啵喃")

#: Politely asked: with one of them, a line is no bare request whatever its act.
_POLITE = ("请", "麻烦", "劳驾")

_SIZES = (1, 2, 3)


@dataclass(frozen=True)
class Lines:
    """Examples of one role as the models see them.

    Attributes:
        folds: lines judged together, by models that have not seen them: one author a fold.
        written: false for a second copy without punctuation, as speech recognition writes it.
        rows: scaled counts of n-grams. Shape (lines, vocabulary).
    """

    texts: list[str]
    intents: NDArray[np.str_]
    folds: NDArray[np.int8]
    written: Flags
    vocabulary: list[str]
    rows: csr_matrix

    @classmethod
    def of(cls, role: str, examples: Sequence[Example]) -> "Lines":
        """The role's lines; those without an author are dealt out to the folds."""
        own = sorted((e for e in examples if e.family == role), key=lambda e: (e.intent, e.voice, e.text))
        voices = sorted({e.voice for e in own} - {""})
        folds = [voices.index(e.voice) if e.voice else -1 for e in own]
        for place, number in enumerate(shuffled(own, [n for n, fold in enumerate(folds) if fold < 0])):
            folds[number] = place % max(len(voices), 2)
        folded = [Folded(e.text) for e in own]
        again = [n for n, text in enumerate(folded) if padded(text.bare) != padded(text.phrased)]
        numbers = np.array([*range(len(own)), *again])
        texts = [*(text.phrased for text in folded), *(folded[n].bare for n in again)]
        intents, written = np.array([e.intent for e in own]), np.arange(len(texts)) < len(own)
        vocabulary = sorted({gram for text in texts for gram in _grams(text)})
        rows = _rows(texts, vocabulary)
        return cls(
            texts, intents[numbers], np.array(folds, dtype=np.int8)[numbers], written, vocabulary, rows
        )

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts, in the order of all columns."""
        return tuple(sorted(set(self.intents.tolist())))

    def teaching(self, act: str) -> Flags:
        """Which lines teach the act or teach against it."""
        role = act.split("_", 1)[0]
        overlapping = np.isin(self.intents, [f"{role}_{name}" for name in OVERLAPS.get(act, "").split()])
        if act.endswith("_dialect"):
            overlapping |= np.array([bool(_DIALECT & set(text)) for text in self.texts])
        if act == "agent_bare_request":
            overlapping &= ~np.array([any(word in text for word in _POLITE) for text in self.texts])
        teaching: Flags = (self.intents == act) | ~overlapping
        return teaching


def _rows(texts: Sequence[str], vocabulary: Sequence[str]) -> csr_matrix:
    """Scaled counts of n-grams, one row a text."""
    columns = {gram: column for column, gram in enumerate(vocabulary)}
    counts = [Counter(columns[gram] for gram in _grams(text)) for text in texts]
    starts = np.cumsum([0, *map(len, counts)])
    found = np.array([column for count in counts for column in count], dtype=np.int32)
    weights = [
        n * scale(padded(text)) for text, count in zip(texts, counts, strict=True) for n in count.values()
    ]
    return csr_matrix((np.array(weights, dtype=np.float32), found, starts), shape=(len(texts), len(columns)))


def _grams(text: str) -> Iterator[str]:
    whole = padded(text)
    return (whole[i : i + size] for size in _SIZES for i in range(len(whole) - size + 1))
