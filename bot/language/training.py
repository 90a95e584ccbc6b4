"""Training of the whole language model from examples, clauses and books."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.book.handbook import Clause, Handbook
from bot.book.shelf import Shelf
from bot.language.clauses_training import train_finder
from bot.language.embedding import Embedder
from bot.language.examples import FAMILIES, OUTSIDE, RULE, Example, family_of, kind_of
from bot.language.halves import shuffled
from bot.language.head_training import Features, train_head
from bot.language.model import FORM, KINDS, LanguageModel
from bot.language.normalise import normalise
from bot.language.sounds import sound_table

#: Examples of one intent whose embedding is learned from. An embedding costs 8 to 15 ms and n-grams 0.1 ms;
#: with hundreds of examples an intent the words carry most, and these few add the meaning.
EMBEDDED_PER_INTENT = {"asker": 16, "agent": 5, "customer": 5}

#: Rule questions embedded for each clause; all of them teach the n-grams.
EMBEDDED_PER_CLAUSE = 2

#: Turned-away questions embedded.
EMBEDDED_OUTSIDE = 180


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
        known = [c for _, c in own]
        rows = np.array([vectors[normalise(e.text)] if c else nothing for e, c in own])
        features = Features.of([e for e, _ in own], sounds, rows, known)
        heads[family] = train_head(family, [e for e, _ in own], features)
        if family == "asker":
            kinds = [replace(e, intent=kind_of(e.intent)) for e, _ in own]
            heads[KINDS] = train_head(KINDS, kinds, features)
    finder = train_finder(
        clauses,
        rules,
        sounds,
        {book.book: tuple(book.trades) for book in shelf},
        np.array([vectors.get(normalise(e.text), nothing) for e in rules]),
    )
    return LanguageModel(fingerprint(examples, handbook, shelf, embedder), sounds, heads, finder, embedder)


def fingerprint(examples: Sequence[Example], handbook: Handbook, shelf: Shelf, embedder: Embedder) -> str:
    """Content hash of everything a model depends on. 16 hex digits."""
    digest = hashlib.sha256(f"{FORM} {embedder.name}".encode())
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
    """Which examples are embedded: a fixed choice of each intent, and of each clause's questions."""
    grouped: dict[tuple[str, str], list[int]] = {}
    for number, example in enumerate(examples):
        grouped.setdefault((example.intent, example.clause), []).append(number)
    chosen = [False] * len(examples)
    for (intent, clause), numbers in grouped.items():
        limit = EMBEDDED_PER_INTENT[family_of(intent)]
        if clause:
            limit = EMBEDDED_PER_CLAUSE
        elif intent == OUTSIDE:
            limit = EMBEDDED_OUTSIDE
        for number in shuffled(examples, numbers)[:limit]:
            chosen[number] = True
    return chosen
