"""Training of the act model.

For each act a support vector machine and a naive Bayes model over the n-grams learn to tell it from all
other acts, but for those that it may coincide with. How the sum of both becomes a probability is learned on
the lines of authors whom the models have not seen, weighted as common as the act is in real conversations.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from bot.language.acts import ActModel, Floats, RoleActs
from bot.language.acts_examples import ROLES, Flags, Lines
from bot.language.examples import Example

#: How common an act is among the turns of real conversations; what probabilities are calibrated to.
PRIOR = 0.02

#: N-grams kept for each role: those of the largest weights, the rarer the larger they must be.
KEPT = 25_000

#: Groups of authors that are held out in turn for calibration: as many trainings, each on the other groups.
_GROUPS = 4

#: How much naive Bayes counts beside the support vector machine, both brought to the same spread.
_BAYES = 0.5
_SMOOTH = 0.3


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
    slopes, shifts = calibration(lines, held_out(lines, lines.folds % _GROUPS))
    weights, bias = weights * slopes, bias * slopes + shifts
    strength = np.abs(weights).max(axis=1) * np.sqrt(np.bincount(lines.rows.indices, minlength=len(weights)))
    kept = np.sort(np.argsort(-strength, kind="stable")[:KEPT])
    stored = weights[kept].astype(np.float16).astype(np.float32)
    return RoleActs(lines.acts, [lines.vocabulary[k] for k in kept], stored, bias)


def held_out(lines: Lines, folds: NDArray[np.int8]) -> Floats:
    """Every line's scores by models that have not seen its fold. Shape (lines, acts)."""
    scores = np.zeros((len(lines.texts), len(lines.acts)), dtype=np.float32)
    for fold in np.unique(folds):
        judged = folds == fold
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
