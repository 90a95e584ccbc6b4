"""What kind of question it is: a scene, a rule, a turn of the dialogue, or nothing we may answer.

Only here are probabilities turned into a decision, for the command, the chatbot and the web alike.
"""

from dataclasses import dataclass
from typing import Literal, cast

from bot.language.clauses import Search
from bot.language.examples import OUTSIDE, RULE, kind_of, scene_of
from bot.language.head import Ranked
from bot.language.normalise import han_share, squeezed

Kind = Literal["scene", "clause", "dialogue", "unknown"]


@dataclass(frozen=True)
class Thresholds:
    """Where to stop answering. Set on the development questions, see docs/language.md.

    Attributes:
        scene: least probability that a scene is asked for.
        top: least share of the likeliest scene among all scenes.
        near: a second scene with at least this part of the first's share is asked about.
        answerable: how likely the handbook must be to answer a rule question.
        outside: from this probability on nothing is answered.
        han: least share of Chinese characters; below it only turns of the dialogue are taken.
    """

    scene: float = 0.3
    top: float = 0.2
    near: float = 0.8
    answerable: float = 0.3
    outside: float = 0.4
    han: float = 0.3


THRESHOLDS = Thresholds()


@dataclass(frozen=True)
class Decision:
    """What to answer.

    Attributes:
        intent: the intent that stands for the decision.
        confidence: how sure, 0 to 1.
        scenes: scenes with their shares, likeliest first (also where the kind is another).
        unclear: two scenes are so close that the agent should be asked.
    """

    kind: Kind
    intent: str
    confidence: float
    scenes: tuple[tuple[str, float], ...]
    unclear: bool = False


def decide(
    text: str, kinds: Ranked, ranked: Ranked, search: Search, limits: Thresholds = THRESHOLDS
) -> Decision:
    """Decide on a question by its kind, its intents and the clauses found for it."""
    scenes = _shares(ranked)
    kind = cast(Kind, kinds.top)
    sure = kinds.confidence
    if not squeezed(text) and kind != "dialogue":
        return Decision("unknown", OUTSIDE, 1.0, scenes)
    if kind == "dialogue":
        intent = next(i for i in ranked.intents if kind_of(i) == "dialogue")
        return Decision(kind, intent, sure, scenes)
    outside = kinds.probability("unknown")
    if kind == "unknown" or outside >= limits.outside or han_share(text) < limits.han:
        return Decision("unknown", OUTSIDE, max(outside, 0.5), scenes)
    if kind == "clause":
        if search.answerable < limits.answerable:
            return Decision("unknown", OUTSIDE, 1 - search.answerable, scenes)
        return Decision(kind, RULE, sure, scenes)
    share = scenes[0][1]
    if sure < limits.scene or share < limits.top:
        return Decision("unknown", OUTSIDE, 1 - sure * share, scenes)
    unclear = scenes[1][1] >= limits.near * share
    return Decision(kind, f"ask_{scenes[0][0]}", sure * share, scenes, unclear)


def _shares(ranked: Ranked) -> tuple[tuple[str, float], ...]:
    """The scenes with their shares among all scenes, likeliest first."""
    pairs = [(scene_of(i), p) for i, p in zip(ranked.intents, ranked.probabilities, strict=True)]
    total = sum(p for scene, p in pairs if scene) or 1.0
    return tuple((scene, p / total) for scene, p in pairs if scene)
