"""Training of the clause finder: an index of all known texts, and the weights of the comparisons."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csc_matrix
from sklearn.linear_model import LogisticRegression

from bot.book.handbook import Clause
from bot.language.clauses import COMPARISONS, SIGNS, ClauseFinder, Floats
from bot.language.embedding import Matrix
from bot.language.examples import Example
from bot.language.ngrams import Ngrams
from bot.language.normalise import normalise
from bot.language.sounds import Sounds


def clause_text(clause: Clause) -> str:
    """What a clause is known by: its headings, its point and its words, at most 300 characters."""
    return f"{clause.heading} {clause.part} {clause.text}".strip()[:300]


def train_finder(
    clauses: Sequence[Clause],
    examples: Sequence[Example],
    outside: Sequence[Example],
    sounds: Sounds,
    trades: dict[str, tuple[str, ...]],
    vectors: tuple[Matrix, Matrix, Matrix],
) -> ClauseFinder:
    """Train on example questions.

    Args:
        clauses: one a key; a key without examples is found by its words alone.
        outside: questions that no clause answers.
        trades: words that name a book's trade, by book.
        vectors: embeddings of the examples, of the clauses and of the outside questions.
    """
    keys = tuple(clause.key for clause in clauses)
    index = {key: number for number, key in enumerate(keys)}
    owner = np.array([index[e.clause] for e in examples] + list(range(len(keys))), dtype=np.int32)
    texts = [normalise(e.text) for e in examples]
    known = [*texts, *(normalise(clause_text(c)) for c in clauses)]
    ngrams = Ngrams.of(known, sounds, at_least=2)
    starts, members, loads = _inverted(ngrams, known)
    meanings = np.concatenate(vectors[:2]).astype(np.float32)
    centre = meanings.mean(axis=0)
    meanings = meanings - centre
    meanings /= np.linalg.norm(meanings, axis=1, keepdims=True)
    finder = ClauseFinder(
        keys=keys,
        whole=np.array([clause.parent for clause in clauses], dtype=np.float32),
        trades=tuple(trades.get(clause.book, ()) for clause in clauses),
        ngrams=ngrams,
        owner=owner,
        starts=starts,
        members=members,
        loads=loads,
        meanings=meanings,
        centre=centre,
        weights=np.ones(len(COMPARISONS), dtype=np.float32),
        judge=np.zeros(len(SIGNS), dtype=np.float32),
    )
    compared = np.stack(
        [_held_out(finder, number, texts[number], vectors[0][number]) for number in range(len(texts))]
    )
    finder = replace(finder, weights=_weights(compared, owner[: len(texts)]))
    return replace(finder, judge=_judge(finder, texts, compared, outside, vectors[2]))


def _held_out(finder: ClauseFinder, number: int, text: str, vector: Floats) -> Floats:
    """The comparisons of an example with every clause, as if the example were not known."""
    by_grams, by_meaning = finder.similarities(text, vector)
    by_grams[number] = 0
    by_meaning[number] = 0
    return finder.compare(text, by_grams, by_meaning)


def _weights(compared: Floats, right: np.ndarray) -> Floats:
    """The weights under which the right clause is likeliest among all (multinomial likelihood)."""
    rows = np.arange(len(right))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = compared @ weights
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        expected = np.einsum("qk,qkc->qc", chances, compared)
        gradient = (expected - compared[rows, right]).mean(axis=0) + 1e-4 * weights
        value = -np.log(chances[rows, right] + 1e-12).mean() + 5e-5 * float(weights @ weights)
        return float(value), gradient.astype(np.float64)

    start = np.full(len(COMPARISONS), 3.0)
    return minimize(loss, start, jac=True, method="L-BFGS-B").x.astype(np.float32)


def _judge(
    finder: ClauseFinder,
    texts: Sequence[str],
    compared: Floats,
    outside: Sequence[Example],
    vectors: Matrix,
) -> Floats:
    """Weights that tell questions the handbook answers from those it does not."""
    inside = [finder.signs(t, c @ finder.weights, c) for t, c in zip(texts, compared, strict=True)]
    beyond = []
    for example, vector in zip(outside, vectors, strict=True):
        text = normalise(example.text)
        rows = finder.compare(text, *finder.similarities(text, vector))
        beyond.append(finder.signs(text, rows @ finder.weights, rows))
    signs = np.array(inside + beyond)
    truth = np.array([1] * len(inside) + [0] * len(beyond))
    spread = np.maximum(signs.std(axis=0), 1e-6)
    model = LogisticRegression(C=1.0, class_weight="balanced", fit_intercept=False, max_iter=500)
    model.fit(signs / spread, truth)
    return (model.coef_[0] / spread).astype(np.float32)


def _inverted(ngrams: Ngrams, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows = [ngrams.row(text) for text in texts]
    matrix = csc_matrix(
        (
            np.concatenate([weights for _, weights in rows]),
            (
                np.repeat(np.arange(len(rows)), [len(columns) for columns, _ in rows]),
                np.concatenate([columns for columns, _ in rows]),
            ),
        ),
        shape=(len(rows), len(ngrams.vocabulary)),
    )
    matrix.sort_indices()
    return (
        matrix.indptr.astype(np.int32),
        matrix.indices.astype(np.int32),
        matrix.data.astype(np.float32),
    )
