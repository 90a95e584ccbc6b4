"""Training of the clause finder: the clauses' words, their meaning."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from bot.book.handbook import Clause
from bot.language.clauses import ClauseFinder, Floats
from bot.language.embedding import Matrix
from bot.language.examples import Example
from bot.language.ngrams import Ngrams, sparse
from bot.language.normalise import normalise
from bot.language.sounds import Sounds

#: E5 vectors lie close together (cosine 0.8 and up); this brings their differences to length one.
_SPREAD = 3.0


def clause_text(clause: Clause) -> str:
    """What a clause is known by: its headings, its point and its words, at most 300 characters."""
    return f"{clause.heading} {clause.part} {clause.text}".strip()[:300]


def train_finder(
    clauses: Sequence[Clause],
    examples: Sequence[Example],
    sounds: Sounds,
    trades: dict[str, tuple[str, ...]],
    vectors: Matrix,
) -> ClauseFinder:
    """Train on example questions.

    Args:
        clauses: one a key; a key without examples is found by its words alone.
        trades: words that name a book's trade, by book.
        vectors: embeddings of the examples; a row of zeros where there is none.
    """
    base = _base(clauses, examples, sounds, trades)
    by_meaning, bias = _meaning(base, examples, vectors)
    return replace(_worded(base, clauses, examples), by_meaning=by_meaning, bias=bias)


def _base(
    clauses: Sequence[Clause],
    examples: Sequence[Example],
    sounds: Sounds,
    trades: dict[str, tuple[str, ...]],
) -> ClauseFinder:
    """Everything that does not depend on which examples are learned from."""
    texts = [normalise(e.text) for e in examples] + [normalise(clause_text(c)) for c in clauses]
    empty = np.zeros(0, dtype=np.float32)
    none = np.zeros(0, dtype=np.int32)
    return ClauseFinder(
        keys=tuple(clause.key for clause in clauses),
        whole=np.array([clause.parent for clause in clauses], dtype=np.float32),
        trades=tuple(trades.get(clause.book, ()) for clause in clauses),
        ngrams=Ngrams.of(texts, sounds, at_least=2),
        starts=none,
        members=none,
        loads=empty,
        by_meaning=empty,
        bias=empty,
    )


def _worded(base: ClauseFinder, clauses: Sequence[Clause], examples: Sequence[Example]) -> ClauseFinder:
    """`base` having learned the words of the examples and of the clauses."""
    index = {key: number for number, key in enumerate(base.keys)}
    texts = [normalise(e.text) for e in examples] + [normalise(clause_text(c)) for c in clauses]
    owner = [index[e.clause] for e in examples] + list(range(len(clauses)))
    gathered = csr_matrix(
        (np.ones(len(owner)), (owner, np.arange(len(owner)))), shape=(len(clauses), len(owner))
    )
    centroids = gathered @ sparse(base.ngrams, texts)
    lengths = np.sqrt(np.asarray(centroids.multiply(centroids).sum(axis=1)))
    index_by_column = centroids.multiply(1 / np.maximum(lengths, 1e-6)).tocsc()
    index_by_column.sort_indices()
    return replace(
        base,
        starts=index_by_column.indptr.astype(np.int32),
        members=index_by_column.indices.astype(np.int32),
        loads=index_by_column.data.astype(np.float32),
    )


def _meaning(base: ClauseFinder, examples: Sequence[Example], vectors: Matrix) -> tuple[Floats, Floats]:
    """One linear machine a clause over the embedding; clauses without examples score lowest."""
    chosen = vectors.any(axis=1)
    centre = vectors[chosen].mean(axis=0)
    labels = np.array([e.clause for e in examples])[chosen]
    machine = LinearSVC(C=1.0, tol=1e-2, max_iter=300, random_state=0)
    machine.fit(_SPREAD * (vectors[chosen] - centre), labels)
    column = {key: number for number, key in enumerate(base.keys)}
    places = [column[key] for key in machine.classes_]
    by_meaning = np.zeros((vectors.shape[1], len(base.keys)), dtype=np.float32)
    bias = np.full(len(base.keys), float(machine.intercept_.min()) - 1, dtype=np.float32)
    by_meaning[:, places] = _SPREAD * machine.coef_.T
    bias[places] = machine.intercept_ - centre @ by_meaning[:, places]
    return by_meaning, bias
