"""Training of the act model.

For each act a logistic regression and a naive Bayes model over the n-grams are trained against all other
acts, but for those that it may coincide with. How the sum of both becomes a probability is learned on the
examples of authors whom the models have not seen, weighted as common as the act is in real conversations.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.language.acts import ActModel, Floats, RoleActs, padded, scale
from bot.language.examples import Example
from bot.language.folded import Folded

Flags = NDArray[np.bool_]

#: Acts in whose lines another act may be heard as well: they neither teach it nor teach against it.
OVERLAPS: Mapping[str, tuple[str, ...]] = {
    "agent_blunt": ("agent_shirk", "agent_blame", "agent_insult", "agent_interrupt", "agent_bare_request"),
    "agent_shirk": ("agent_blunt", "agent_blame", "agent_insult", "agent_cannot_answer"),
    "agent_blame": ("agent_blunt", "agent_insult", "agent_shirk"),
    "agent_insult": ("agent_blunt", "agent_blame", "agent_interrupt"),
    "agent_chat": ("agent_disclose",),
    "agent_overpromise": ("agent_assure",),
    "agent_interrupt": ("agent_blunt", "agent_insult"),
    "agent_bare_request": (
        "agent_blunt",
        "agent_interrupt",
        "agent_hold",
        "agent_ask_details",
        "agent_ask_louder",
        "agent_ask_mandarin",
        "agent_insult",
    ),
    "agent_empathise": ("agent_apologise", "agent_assure", "agent_back"),
    "agent_apologise": (
        "agent_empathise",
        "agent_back",
        "agent_refuse",
        "agent_ask_louder",
        "agent_cannot_answer",
        "agent_ordinary",
        "agent_ask_mandarin",
        "agent_hold",
    ),
    "agent_assure": (
        "agent_look_up",
        "agent_promise_reply",
        "agent_to_manager",
        "agent_record",
        "agent_apologise",
        "agent_transfer",
    ),
    "agent_look_up": ("agent_promise_reply", "agent_hold", "agent_assure", "agent_to_manager", "agent_transfer"),
    "agent_promise_reply": ("agent_look_up", "agent_assure"),
    "agent_cannot_answer": ("agent_shirk", "agent_blunt"),
    "agent_to_manager": ("agent_transfer", "agent_look_up", "agent_assure", "agent_promise_reply"),
    "agent_record": ("agent_assure",),
    "agent_close": ("agent_ordinary", "agent_back"),
    "agent_open": ("agent_ordinary", "agent_cannot_hear_silence"),
    "agent_hold": ("agent_look_up", "agent_ordinary", "agent_transfer", "agent_bare_request"),
    "agent_transfer": ("agent_to_manager", "agent_ordinary", "agent_look_up", "agent_hold"),
    "agent_ask_anything_else": ("agent_ordinary",),
    "customer_angry": ("customer_abuse", "customer_threat", "customer_complain", "customer_interrupted"),
    "customer_abuse": ("customer_angry", "customer_threat"),
    "customer_threat": ("customer_angry", "customer_abuse", "customer_complain"),
    "customer_complain": ("customer_angry", "customer_threat"),
    "customer_provoke": ("customer_ask_privacy", "customer_abuse", "customer_bargain"),
    "customer_difficult_question": ("customer_ask",),
    "customer_thanks": ("customer_close",),
    "customer_close": ("customer_thanks", "customer_wait_ok", "customer_deny"),
    "customer_cannot_hear": ("customer_greet",),
}

#: Characters of dialects: with one of them, a line of another act does not teach against dialect.
_DIALECT = frozenset("唔嘅喺咗冇嘞恁侬覅咁佢哋嘢啲俺娃噻咯哒冚嗰睇瞓俾哩伊囝厝歹揾咩乜啵嘛喃")

#: How common an act is among the turns of real conversations; what probabilities are calibrated to.
PRIOR = 0.02

#: N-grams kept: those of the largest weights. More do not hear better, and take longer to load.
KEPT = 40_000

_SIZES = (1, 2, 3)


@dataclass(frozen=True)
class _Lines:
    """Examples of one role as the models see them."""

    texts: list[str]
    intents: NDArray[np.str_]
    voices: NDArray[np.str_]

    def rows(self, columns: Mapping[str, int], idf: Floats) -> csr_matrix:
        """One row an example."""
        starts, found, weights = [0], [], []
        for text in self.texts:
            counts = Counter(c for g in _grams(text) if (c := columns.get(g)) is not None)
            found += counts.keys()
            weights += [n * scale(text) for n in counts.values()]
            starts.append(len(found))
        shape = (len(self.texts), len(columns))
        return csr_matrix((np.array(weights) * idf[found], found, starts), shape=shape)

    def teaching(self, act: str) -> Flags:
        """Which examples teach the act or teach against it."""
        overlapping = np.isin(self.intents, OVERLAPS.get(act, ()))
        if act.endswith("_dialect"):
            overlapping |= np.array([bool(_DIALECT & set(text)) for text in self.texts])
        return (self.intents == act) | ~overlapping

    def chosen(self, which: Flags) -> "_Lines":
        """Some of the examples."""
        return _Lines([t for t, c in zip(self.texts, which, strict=True) if c], self.intents[which], self.voices[which])


def train_act_model(examples: Sequence[Example]) -> ActModel:
    """Train both roles. The same examples give the same model, byte for byte."""
    roles = {role: train_acts(role, examples) for role in ("agent", "customer")}
    digest = hashlib.sha256()
    for own in roles.values():
        digest.update(repr((own.acts, own.vocabulary)).encode())
        digest.update(own.weights.tobytes() + own.bias.tobytes())
    return ActModel(digest.hexdigest()[:16], roles)


def train_acts(role: str, examples: Sequence[Example]) -> RoleActs:
    """Train one model an act of the role's examples."""
    own = sorted((e for e in examples if e.family == role), key=lambda e: (e.intent, e.voice, e.text))
    lines = _Lines(
        [Folded(e.text).phrased for e in own],
        np.array([e.intent for e in own]),
        np.array([e.voice for e in own]),
    )
    acts = tuple(sorted(set(lines.intents)))
    vocabulary, weights, bias = _learned(lines, acts)
    slope, shift = _calibration(lines, acts)
    weights, bias = weights * slope, bias * slope + shift
    strength = np.abs(weights).max(axis=1)
    kept = np.sort(np.argsort(-strength, kind="stable")[:KEPT])
    return RoleActs(acts, [vocabulary[k] for k in kept], weights[kept].astype(np.float32), bias.astype(np.float32))


def held_out(lines: _Lines, acts: Sequence[str]) -> list[tuple[_Lines, Floats]]:
    """For each author, the lines and their scores by models that have not seen that author."""
    found = []
    for voice in sorted(set(lines.voices)):
        away = lines.voices == voice
        if away.all():
            break
        vocabulary, weights, bias = _learned(lines.chosen(~away), acts)
        judged = lines.chosen(away)
        columns = {gram: column for column, gram in enumerate(vocabulary)}
        scores = judged.rows(columns, np.ones(len(columns), dtype=np.float32)) @ weights + bias
        found.append((judged, scores))
    return found


def _learned(lines: _Lines, acts: Sequence[str]) -> tuple[list[str], Floats, Floats]:
    """Vocabulary, weights (vocabulary, acts) and bias, learned from the lines."""
    seen = Counter(gram for text in lines.texts for gram in set(_grams(text)))
    vocabulary = sorted(seen)
    idf = np.array([np.log((1 + len(lines.texts)) / (1 + seen[g])) + 1 for g in vocabulary], dtype=np.float32)
    rows = lines.rows({gram: column for column, gram in enumerate(vocabulary)}, idf)
    weights = np.zeros((len(vocabulary), len(acts)), dtype=np.float32)
    bias = np.full(len(acts), -10, dtype=np.float32)
    for column, act in enumerate(acts):
        teaching = lines.teaching(act)
        right = lines.intents[teaching] == act
        if right.any():
            weights[:, column], bias[column] = _act(rows[teaching], right)
    return vocabulary, weights * idf[:, None], bias


def _act(rows: csr_matrix, right: Flags) -> tuple[Floats, float]:
    """Logistic regression and naive Bayes, each with its scores brought to the same spread."""
    machine = LogisticRegression(C=10, solver="liblinear", random_state=0, max_iter=300).fit(rows, right)
    logistic = machine.coef_[0]
    mine, others = (np.asarray(rows[which].sum(axis=0)).ravel() for which in (right, ~right))
    others = others * (mine.sum() + 1e-9) / (others.sum() + 1e-9)
    bayes = np.log((mine + _SMOOTH) / (others + _SMOOTH))
    spread = float(np.std(rows @ logistic)) + 1e-9, float(np.std(rows @ bayes)) + 1e-9
    return logistic / spread[0] + bayes / spread[1], float(machine.intercept_[0]) / spread[0]


_SMOOTH = 0.3


def _calibration(lines: _Lines, acts: Sequence[str]) -> tuple[Floats, Floats]:
    """Slope and shift for each act, after which a score is the logarithm of the odds."""
    judged = held_out(lines, acts)
    slopes, shifts = np.ones(len(acts), dtype=np.float32), np.zeros(len(acts), dtype=np.float32)
    for column, act in enumerate(acts):
        scores, right = [], []
        for own, found in judged:
            teaching = own.teaching(act)
            scores.append(found[teaching, column])
            right.append(own.intents[teaching] == act)
        if judged and np.concatenate(right).any():
            slopes[column], shifts[column] = _platt(np.concatenate(scores), np.concatenate(right))
    return slopes, shifts


def _platt(scores: Floats, right: Flags) -> tuple[float, float]:
    """The logistic curve through held-out scores, positives weighted to their prior."""
    weights = np.where(right, PRIOR / right.sum(), (1 - PRIOR) / max((~right).sum(), 1))

    def loss(curve: Floats) -> float:
        logits = abs(curve[0]) * scores + curve[1]
        return float(weights @ np.logaddexp(0, np.where(right, -logits, logits)))

    found = minimize(loss, np.array([1.0, -4.0]), method="Nelder-Mead", tol=1e-5).x
    return abs(float(found[0])), float(found[1])


def _grams(text: str) -> list[str]:
    whole = padded(text)
    return [whole[i : i + size] for size in _SIZES for i in range(len(whole) - size + 1)]
