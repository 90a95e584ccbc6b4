"""Training of the whole language model from examples, clauses and books."""

import hashlib
from collections.abc import Sequence

import numpy as np

from bot.book.handbook import Clause, Handbook
from bot.book.shelf import Shelf
from bot.language.clauses_training import clause_text, train_finder
from bot.language.embedding import Embedder, Matrix
from bot.language.examples import FAMILIES, OUTSIDE, RULE, Example
from bot.language.head_training import train_head
from bot.language.model import FORM, LanguageModel
from bot.language.normalise import normalise
from bot.language.sounds import sound_table

#: Examples of one intent whose embedding is learned from. An embedding costs 10 ms and n-grams 0.1 ms,
#: so the first hundred or so carry the meaning and all carry the words.
EMBEDDED_PER_INTENT = 90


def train_language(
    examples: Sequence[Example], handbook: Handbook, shelf: Shelf, embedder: Embedder
) -> LanguageModel:
    """Train on `examples` of all families.

    The same examples, handbook and books give the same model, byte for byte.
    """
    sounds = sound_table()
    rules = [e for e in examples if e.intent == RULE and e.clause]
    clauses = _clauses(handbook, rules)
    chosen = _embedded(examples)
    texts = list(dict.fromkeys(normalise(e.text) for e, c in zip(examples, chosen, strict=True) if c))
    vectors = dict(zip(texts, embedder.embed(texts), strict=True))
    nothing = np.zeros_like(next(iter(vectors.values())))
    heads = {}
    for family in FAMILIES:
        own = [(e, c) for e, c in zip(examples, chosen, strict=True) if e.family == family]
        heads[family] = train_head(
            family,
            [e for e, _ in own],
            sounds,
            np.array([vectors[normalise(e.text)] if c else nothing for e, c in own]),
            [c for _, c in own],
        )
    outside = [e for e in examples if e.intent == OUTSIDE and normalise(e.text) in vectors]
    finder = train_finder(
        clauses,
        rules,
        outside,
        sounds,
        {book.book: tuple(book.trades) for book in shelf},
        (
            _rows(vectors, rules),
            embedder.embed([normalise(clause_text(clause)) for clause in clauses]),
            _rows(vectors, outside),
        ),
    )
    return LanguageModel(fingerprint(examples, handbook, shelf, embedder), sounds, heads, finder, embedder)


def fingerprint(
    examples: Sequence[Example], handbook: Handbook, shelf: Shelf, embedder: Embedder
) -> str:
    """Content hash of everything a model depends on. 16 hex digits."""
    digest = hashlib.sha256(f"{FORM} {embedder.name} {EMBEDDED_PER_INTENT}".encode())
    for example in examples:
        digest.update(repr(example).encode())
    for clause in handbook.clauses:
        digest.update(clause.model_dump_json().encode())
    for book in shelf:
        digest.update(repr(book.trades).encode())
    return digest.hexdigest()[:16]


def _clauses(handbook: Handbook, rules: Sequence[Example]) -> list[Clause]:
    """One clause a key, each key once; every example's clause must be among them."""
    clauses = {clause.key: clause for clause in reversed(handbook.clauses)}
    unknown = sorted({e.clause for e in rules} - set(clauses))
    if unknown:
        raise ValueError(f"examples name clauses that the handbook lacks: {', '.join(unknown)}")
    return [clauses[key] for key in sorted(clauses)]


def _embedded(examples: Sequence[Example]) -> list[bool]:
    """Which examples are embedded: all rule questions, and a fixed choice of every other intent."""
    ranked: dict[str, list[tuple[str, int]]] = {}
    for number, example in enumerate(examples):
        key = hashlib.sha256(example.text.encode()).hexdigest()
        ranked.setdefault(example.intent, []).append((key, number))
    chosen = [example.intent == RULE for example in examples]
    for intent, numbered in ranked.items():
        limit = len(numbered) if intent in (RULE, OUTSIDE) else EMBEDDED_PER_INTENT
        for _, number in sorted(numbered)[:limit]:
            chosen[number] = True
    return chosen


def _rows(vectors: dict[str, Matrix], examples: Sequence[Example]) -> Matrix:
    return np.array([vectors[normalise(example.text)] for example in examples])
