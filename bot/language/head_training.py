"""Training of a family's head.

Three linear models are trained: a support vector machine and complement naive Bayes over the
n-grams (Rennie et al., 2003), and a support vector machine over the embedding. How they are mixed,
and how sure the mixture may be, is learned on examples whose author the models have not seen
(two halves, no voice in both), so that the confidence holds for new wordings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from bot.language.embedding import Matrix
from bot.language.examples import Example
from bot.language.halves import halves
from bot.language.head import Floats, Head
from bot.language.ngrams import Ngrams, sparse
from bot.language.normalise import normalise
from bot.language.sounds import Sounds


@dataclass(frozen=True)
class _Linear:
    """Scores = features @ weights + bias, one column an intent."""

    weights: Floats
    bias: Floats

    def __call__(self, features: "csr_matrix | Matrix") -> Floats:
        return np.asarray(features @ self.weights + self.bias, dtype=np.float32)


@dataclass(frozen=True)
class Features:
    """Examples as the models see them.

    Attributes:
        grams: n-grams, one row an example.
        vectors: embeddings; a row of zeros where `known` is false: such examples teach the n-grams only.
    """

    ngrams: Ngrams
    grams: csr_matrix
    vectors: Matrix
    known: NDArray[np.bool_]

    @classmethod
    def of(
        cls, examples: Sequence[Example], sounds: Sounds, vectors: Matrix, known: Sequence[bool]
    ) -> "Features":
        """Count the n-grams of `examples`; rare ones are dropped where there are many examples."""
        texts = [normalise(example.text) for example in examples]
        ngrams = Ngrams.of(texts, sounds, at_least=3 if len(texts) > 5000 else 1)
        return cls(ngrams, sparse(ngrams, texts), vectors, np.array(known))


def train_head(family: str, examples: Sequence[Example], features: Features) -> Head:
    """Train the intents of `examples`, one row of `features` each."""
    labels = np.array([example.intent for example in examples])
    intents = tuple(sorted(set(labels)))
    grams, vectors, known = features.grams, features.vectors, features.known
    folds = halves(examples)

    mix = _UNTAUGHT
    learned, judged = folds == 0, (folds == 1) & known
    if set(labels[learned & known]) == set(intents) and judged.any():
        models = _models(grams[learned], vectors[learned & known], labels[learned], labels[learned & known])
        scores = _scores(models, grams[judged], vectors[judged])
        mix = _mixture(scores, np.searchsorted(intents, labels[judged])) * (1, 1, _MEANING_KEPT)

    svm, bayes, meaning = _models(grams, vectors[known], labels, labels[known])
    return Head(
        family=family,
        intents=intents,
        ngrams=features.ngrams,
        by_grams=(mix[0] * svm.weights + mix[1] * bayes.weights).astype(np.float32),
        by_meaning=(mix[2] * meaning.weights).astype(np.float32),
        bias=(mix[0] * svm.bias + mix[1] * bayes.bias + mix[2] * meaning.bias).astype(np.float32),
    )


def _models(
    grams: csr_matrix, vectors: Matrix, labels: NDArray[Any], vector_labels: NDArray[Any]
) -> tuple[_Linear, _Linear, _Linear]:
    svm = _machine(0.5).fit(grams, labels)
    bayes = ComplementNB(alpha=0.3).fit(grams, labels)
    centre = vectors.mean(axis=0)
    meaning = _machine(1.0).fit(_SPREAD * (vectors - centre), vector_labels)
    weights = _SPREAD * _columns(meaning.coef_)
    return (
        _Linear(_columns(svm.coef_), _columns(svm.intercept_)),
        _Linear(bayes.feature_log_prob_.T.astype(np.float32), np.zeros(1, dtype=np.float32)),
        _Linear(weights, _columns(meaning.intercept_) - centre @ weights),
    )


def _machine(cost: float) -> LinearSVC:
    return LinearSVC(C=cost, class_weight="balanced", max_iter=2000, tol=1e-3, random_state=0)


#: How much of the embedding's weight is kept: learned on half the examples, where words know less, it is too
#: large for all of them. Chosen on the development questions.
_MEANING_KEPT = 0.35

#: The mixture where too few examples are there to learn it.
_UNTAUGHT = np.array([2.0, 2.0, 1.0])

#: E5 vectors lie close together (cosine 0.8 and up); this brings their differences to length one.
_SPREAD = 3.0


def _columns(values: NDArray[Any]) -> Floats:
    """Coefficients with one column a class; a two-class model has only the second's."""
    columns = values.T.astype(np.float32)
    if columns.shape[-1] == 1:
        columns = np.concatenate([-columns, columns], axis=-1)
    return columns


def _scores(
    models: tuple[_Linear, _Linear, _Linear], grams: csr_matrix, vectors: Matrix
) -> tuple[Floats, Floats, Floats]:
    svm, bayes, meaning = models
    return svm(grams), bayes(grams), meaning(vectors)


def _mixture(parts: tuple[Floats, Floats, Floats], right: NDArray[Any]) -> NDArray[Any]:
    """The three weights (temperature included) that make the held-out truth likeliest."""

    def loss(weights: NDArray[Any]) -> float:
        logits = sum(abs(w) * part for w, part in zip(weights, parts, strict=True))
        logits -= logits.max(axis=1, keepdims=True)
        total = np.log(np.exp(logits).sum(axis=1))
        return float(np.mean(total - logits[np.arange(len(right)), right]))

    found = minimize(loss, _UNTAUGHT, method="Nelder-Mead", tol=1e-4)
    mixed: NDArray[Any] = np.abs(found.x)
    return mixed
