"""What kind of question it is: a scene, a rule, a turn of the dialogue, or nothing we may answer.

Only here are probabilities turned into a decision, for the command, the chatbot and the web alike.
"""

from dataclasses import dataclass
from typing import Literal

from bot.language.clauses import Search
from bot.language.examples import OUTSIDE, RULE, scene_of
from bot.language.head import Ranked
from bot.language.normalise import han_share, squeezed

Kind = Literal["scene", "clause", "dialogue", "unknown"]


@dataclass(frozen=True)
class Thresholds:
    """Where to stop answering. Set on the development questions (`benchmarks/thresholds.py`).

    Attributes:
        scene: least share of all scenes together.
        top: least share of the likeliest scene.
        near: a second scene with at least this part of the first's share is asked about.
        answerable: how likely the handbook must be to answer a rule question.
        outside: a share of out_of_scope from which nothing is answered.
    """

    scene: float = 0.35
    top: float = 0.12
    near: float = 0.7
    answerable: float = 0.3
    outside: float = 0.5


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


def decide(text: str, ranked: Ranked, search: Search, limits: Thresholds = THRESHOLDS) -> Decision:
    """Decide on a question by its intents and the clauses found for it."""
    pairs = list(zip(ranked.intents, ranked.probabilities, strict=True))
    scenes = tuple((scene_of(i), p) for i, p in pairs if scene_of(i))
    dialogue = [(i, p) for i, p in pairs if not scene_of(i) and i not in (RULE, OUTSIDE)]
    all_scenes = sum(p for _, p in scenes)
    rule, outside = ranked.probability(RULE), ranked.probability(OUTSIDE)
    if not squeezed(text) or han_share(text) < 0.3 and not _is_spoken(dialogue, outside):
        return Decision("unknown", OUTSIDE, 1.0, scenes)
    talk = dialogue[0] if dialogue else ("", 0.0)
    if talk[1] > max(all_scenes, rule, outside):
        return Decision("dialogue", talk[0], talk[1], scenes)
    if outside >= limits.outside or outside > all_scenes + rule:
        return Decision("unknown", OUTSIDE, outside, scenes)
    if rule > all_scenes:
        if search.answerable < limits.answerable:
            return Decision("unknown", OUTSIDE, 1 - search.answerable, scenes)
        return Decision("clause", RULE, min(rule, search.answerable), scenes)
    top, share = scenes[0]
    if all_scenes < limits.scene or share < limits.top:
        return Decision("unknown", OUTSIDE, 1 - share, scenes)
    unclear = len(scenes) > 1 and scenes[1][1] >= limits.near * share
    return Decision("scene", f"ask_{top}", share, scenes, unclear)


def _is_spoken(dialogue: list[tuple[str, float]], outside: float) -> bool:
    """👍, 8号 or ok carry few Chinese characters and mean something all the same."""
    return bool(dialogue) and dialogue[0][1] > max(0.5, outside)
