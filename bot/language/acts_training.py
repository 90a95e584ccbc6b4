"""Training of the act model.

For each act a support vector machine and a naive Bayes model over the n-grams learn to tell it from all
other acts, but for those that it may coincide with. How the sum of both becomes a probability is learned on
the lines of authors whom the models have not seen, weighted as common as the act is in real conversations.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from bot.language.acts import ActModel, Floats, RoleActs, padded, scale
from bot.language.examples import Example
from bot.language.folded import PHRASE, Folded
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
    "customer_thanks": "close",
    "customer_close": "thanks wait_ok deny",
    "customer_cannot_hear": "greet",
    "customer_report_fault": "ordinary complain angry",
    "customer_confirm": "ordinary",
}

#: Characters of dialects: with one of them, a line of another act does not teach against dialect.
_DIALECT = frozenset("唔嘅喺咗冇嘞恁侬覅咁佢哋嘢啲俺噻冚嗰睇瞓俾哩伊囝厝揾咩乜啵喃")

#: Politely asked: with one of them, a line is no bare request whatever its act.
_POLITE = ("请", "麻烦", "劳驾")

#: How common an act is among the turns of real conversations; what probabilities are calibrated to.
PRIOR = 0.02

#: N-grams kept for each role: those of the largest weights.
KEPT = 30_000

_SIZES = (1, 2, 3)

#: How much naive Bayes counts beside the support vector machine, both brought to the same spread.
_BAYES = 0.5
_SMOOTH = 0.3


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
        texts = [Folded(e.text).phrased for e in own]
        again = [n for n, text in enumerate(texts) if PHRASE in text]
        numbers = np.array([*range(len(own)), *again])
        texts += [texts[n].replace(PHRASE, "") for n in again]
        intents, written = np.array([e.intent for e in own]), np.arange(len(texts)) < len(own)
        vocabulary = sorted({gram for text in texts for gram in _grams(text)})
        rows = _rows(texts, vocabulary)
        return cls(texts, intents[numbers], np.array(folds, dtype=np.int8)[numbers], written, vocabulary, rows)

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


def train_act_model(examples: Sequence[Example]) -> ActModel:
    """Train both roles. The same examples give the same model, byte for byte."""
    roles = {role: _train(Lines.of(role, examples)) for role in ROLES}
    digest = hashlib.sha256()
    for own in roles.values():
        digest.update(repr((own.acts, own.vocabulary)).encode())
        digest.update(own.weights.tobytes() + own.bias.tobytes())
    return ActModel(digest.hexdigest()[:16], roles)


def _train(lines: Lines) -> RoleActs:
    weights, bias = _learn(lines, np.ones(len(lines.texts), dtype=np.bool_))
    slopes, shifts = calibration(lines, held_out(lines))
    weights, bias = weights * slopes, bias * slopes + shifts
    kept = np.sort(np.argsort(-np.abs(weights).max(axis=1), kind="stable")[:KEPT])
    return RoleActs(lines.acts, [lines.vocabulary[k] for k in kept], weights[kept], bias)


def held_out(lines: Lines) -> Floats:
    """Every line's scores by models that have not seen its fold. Shape (lines, acts)."""
    scores = np.zeros((len(lines.texts), len(lines.acts)), dtype=np.float32)
    for fold in np.unique(lines.folds):
        judged = lines.folds == fold
        weights, bias = _learn(lines, ~judged)
        scores[judged] = lines.rows[judged] @ weights + bias
    return scores


def calibration(lines: Lines, scores: Floats) -> tuple[Floats, Floats]:
    """Slope and shift of each act, after which a held-out score is the logarithm of the odds."""
    curves = np.tile(np.array([1, -4], dtype=np.float32), (len(lines.acts), 1))
    for column, act in enumerate(lines.acts):
        judged = lines.teaching(act) & lines.written
        curves[column] = _curve(scores[judged, column], lines.intents[judged] == act)
    return curves[:, 0], curves[:, 1]


def _curve(scores: Floats, right: Flags) -> tuple[float, float]:
    """The logistic curve through scores, the right ones weighted to their prior."""
    weights = np.where(right, PRIOR / max(right.sum(), 1), (1 - PRIOR) / max((~right).sum(), 1))

    def loss(curve: Floats) -> float:
        logits = abs(curve[0]) * scores + curve[1]
        return float(weights @ np.logaddexp(0, np.where(right, -logits, logits)))

    slope, shift = minimize(loss, np.array([1.0, -4.0]), method="Nelder-Mead", tol=1e-5).x
    return abs(float(slope)), float(shift)


def _learn(lines: Lines, taught: Flags) -> tuple[Floats, Floats]:
    """Weights (vocabulary, acts) and bias, learned from the lines taught."""
    rows, intents = lines.rows, lines.intents
    seen = np.bincount(rows[taught].indices, minlength=rows.shape[1])
    rare = (np.log((1 + taught.sum()) / (1 + seen)) + 1).astype(np.float32)
    weights = np.zeros((rows.shape[1], len(lines.acts)), dtype=np.float32)
    bias = np.zeros(len(lines.acts), dtype=np.float32)
    weighted = rows.multiply(rare).tocsr()
    for column, act in enumerate(lines.acts):
        teaching = taught & lines.teaching(act)
        right = intents[teaching] == act
        if right.any() and not right.all():
            weights[:, column], bias[column] = _machine(weighted[teaching], right)
    return weights * rare[:, None], bias


def _machine(rows: csr_matrix, right: Flags) -> tuple[Floats, float]:
    """Weights and bias that tell `right` rows from the others."""
    machine = LinearSVC(C=0.1, random_state=0, max_iter=3000, tol=1e-3).fit(rows, right)
    vectors = machine.coef_[0]
    mine, others = (np.asarray(rows[which].sum(axis=0)).ravel() for which in (right, ~right))
    others = others * (mine.sum() / (others.sum() + 1e-9))
    bayes = np.log((mine + _SMOOTH) / (others + _SMOOTH))
    spread = float(np.std(rows @ vectors)) + 1e-9
    weights = vectors / spread + _BAYES * bayes / (float(np.std(rows @ bayes)) + 1e-9)
    return weights.astype(np.float32), float(machine.intercept_[0]) / spread


def _rows(texts: Sequence[str], vocabulary: Sequence[str]) -> csr_matrix:
    """Scaled counts of n-grams, one row a text."""
    columns = {gram: column for column, gram in enumerate(vocabulary)}
    counts = [Counter(columns[gram] for gram in _grams(text)) for text in texts]
    starts = np.cumsum([0, *map(len, counts)])
    found = np.array([column for count in counts for column in count], dtype=np.int32)
    weights = [n * scale(padded(text)) for text, count in zip(texts, counts, strict=True) for n in count.values()]
    return csr_matrix((np.array(weights, dtype=np.float32), found, starts), shape=(len(texts), len(columns)))


def _grams(text: str) -> Iterator[str]:
    whole = padded(text)
    return (whole[i : i + size] for size in _SIZES for i in range(len(whole) - size + 1))
