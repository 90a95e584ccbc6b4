"""What kind of question it is: a scene, a rule, a turn of the dialogue, or nothing we may answer.

Only here are probabilities turned into a decision, for the command, the chatbot and the web alike.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from bot.language.clauses import Floats, Search
from bot.language.examples import OUTSIDE, RULE, kind_of, scene_of
from bot.language.head import Ranked
from bot.language.judgement import JUDGED, WEIGHTS
from bot.language.normalise import han_share, squeezed

Kind = Literal["scene", "clause", "dialogue", "unknown"]

_KINDS: tuple[Kind, ...] = ("scene", "clause", "dialogue", "unknown")

#: From this probability on, by both heads together, a turn of the dialogue is taken as one.
_TALK = 0.5

#: A second scene with at least this part of the first's share is asked about.
_NEAR = 0.8

#: How much a scene is preferred to a clause: its answer quotes the clauses found as well, while a clause's
#: answer has no line to say. Chosen on the development questions.
_SCENE_FIRST = 1.3

#: Least share of Chinese characters; below it only turns of the dialogue are taken.
_HAN = 0.3

#: Below this probability logarithms stop counting.
_FLOOR = 1e-4


@dataclass(frozen=True)
class Decision:
    """What to answer.

    Attributes:
        intent: the intent that stands for the decision.
        confidence: how sure, 0 to 1.
        scenes: scenes with their probabilities, likeliest first (also where the kind is another).
        unclear: two scenes are so close that the agent should be asked.
    """

    kind: Kind
    intent: str
    confidence: float
    scenes: tuple[tuple[str, float], ...]
    unclear: bool = False


def decide(text: str, kinds: Ranked, ranked: Ranked, search: Search) -> Decision:
    """Decide on a question by its kind, its intents and the clauses found for it."""
    shares = _shares(ranked)
    if _is_talk(kinds, ranked) and squeezed(text):
        intent = next(i for i in ranked.intents if kind_of(i) == "dialogue")
        return Decision("dialogue", intent, kinds.probability("dialogue"), _times(shares, 0.1))
    chances = judge(kinds, ranked, search)
    kind = max(chances, key=lambda kind: chances[kind])
    if kind == "clause" and chances["scene"] * _SCENE_FIRST > chances["clause"]:
        kind = "scene"
    if not squeezed(text) or han_share(text) < _HAN:
        return Decision("unknown", OUTSIDE, 1.0, ())
    scenes = _times(shares, chances["scene"])
    if kind == "unknown":
        return Decision(kind, OUTSIDE, chances[kind], scenes)
    if kind == "clause":
        return Decision(kind, RULE, chances[kind], scenes)
    unclear = scenes[1][1] >= _NEAR * scenes[0][1]
    return Decision("scene", f"ask_{scenes[0][0]}", scenes[0][1], scenes, unclear)


def judge(kinds: Ranked, ranked: Ranked, search: Search) -> dict[Kind, float]:
    """How likely a scene, a clause, or nothing we know is asked for.

    A logistic model over what the two heads and the clause finder say, fitted on the development
    questions by `python -m benchmarks.judgement`.
    """
    logits = signs(kinds, ranked, search) @ WEIGHTS
    chances = np.exp(logits - logits.max())
    chances /= chances.sum()
    return dict(zip(JUDGED, map(float, chances), strict=True))


def signs(kinds: Ranked, ranked: Ranked, search: Search) -> Floats:
    """What speaks for the one or the other kind. The last is constant."""
    shares = _shares(ranked)
    by_kind = [_log(kinds.probability(kind)) for kind in _KINDS]
    by_intent = [_log(_together(ranked, kind)) for kind in _KINDS]
    found = search.found[0].share if search.found else 0.0
    top = shares[0][1] if shares else 0.0
    return np.array([*by_kind, *by_intent, search.common, found, top, search.known, 1.0], dtype=np.float32)


def _is_talk(kinds: Ranked, ranked: Ranked) -> bool:
    return min(kinds.probability("dialogue"), _together(ranked, "dialogue")) >= _TALK


def _together(ranked: Ranked, kind: str) -> float:
    return sum(p for i, p in zip(ranked.intents, ranked.probabilities, strict=True) if kind_of(i) == kind)


def _shares(ranked: Ranked) -> tuple[tuple[str, float], ...]:
    """The scenes with their shares among all scenes, likeliest first."""
    pairs = [(scene_of(i), p) for i, p in zip(ranked.intents, ranked.probabilities, strict=True)]
    total = sum(p for scene, p in pairs if scene) or 1.0
    return tuple((scene, p / total) for scene, p in pairs if scene)


def _times(shares: tuple[tuple[str, float], ...], factor: float) -> tuple[tuple[str, float], ...]:
    return tuple((scene, share * factor) for scene, share in shares)


def _log(probability: float) -> float:
    return float(np.log(max(probability, _FLOOR)))
