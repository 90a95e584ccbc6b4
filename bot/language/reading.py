"""What the coach understood of one question: the decision, the scenes and the clauses found.

The chatbot passes it along inside Rasa's parse result, so that actions need no model of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.conversation.pasted import is_conversation
from bot.language.clauses import Found, Search
from bot.language.decision import Decision, decide
from bot.language.examples import scene_of
from bot.language.model import LanguageModel
from bot.language.times import without_times
from bot.language.wish import form_wish, practice_wish

#: The intent of a message that is a pasted conversation.
CHECK = "check_conversation"

#: The intent of a message that asks for practice.
PRACTISE = "practise"

#: The intent of a message that asks for a form to be filled in.
FILL = "fill_form"

#: The key of a message's metadata under which a transcript may come along.
TRANSCRIPT = "transcript"

#: The key under which a reading travels in a parse result.
KEY = "reading"

_CLAUSES = 12
_SCENES = 5


@dataclass(frozen=True)
class Reading:
    """A question with what was understood of it."""

    text: str
    decision: Decision
    search: Search

    def as_json(self) -> dict[str, Any]:
        """A form that survives JSON."""
        return {
            "kind": self.decision.kind,
            "intent": self.decision.intent,
            "confidence": self.decision.confidence,
            "scenes": [list(pair) for pair in self.decision.scenes],
            "unclear": self.decision.unclear,
            "clauses": [[found.key, found.share] for found in self.search.found],
            "common": self.search.common,
            "known": self.search.known,
        }

    @classmethod
    def from_json(cls, text: str, shown: Mapping[str, Any]) -> "Reading":
        """What `as_json` wrote."""
        return cls(
            text,
            Decision(
                shown["kind"],
                shown["intent"],
                float(shown["confidence"]),
                tuple((str(scene), float(share)) for scene, share in shown["scenes"]),
                bool(shown["unclear"]),
            ),
            Search(
                tuple(Found(str(key), float(share)) for key, share in shown["clauses"]),
                float(shown["common"]),
                float(shown["known"]),
            ),
        )


def conversation_reading(text: str) -> Reading:
    """The reading of a message that carries a conversation: nothing of it is a question."""
    return Reading(text, Decision("dialogue", CHECK, 1.0, ()), Search((), 0.0, 0.0))


def _practice_reading(text: str, wish: str, language: LanguageModel) -> Reading:
    """The reading of a wish to practise, with the scenes that it may mean."""
    ranked = language.recognise(wish) if wish else None
    found = zip(ranked.intents, ranked.probabilities, strict=True) if ranked else ()
    scenes = tuple((scene, round(share, 4)) for intent, share in found if (scene := scene_of(intent)))
    return Reading(text, Decision("dialogue", PRACTISE, 1.0, scenes[:_SCENES]), Search((), 0.0, 0.0))


def read(text: str, language: LanguageModel) -> Reading:
    """Understand one question of an asking agent; a pasted conversation and a wish are seen before anything is recognised."""
    if is_conversation(text):
        return conversation_reading(text)
    wish = practice_wish(text)
    if wish is not None:
        return _practice_reading(text, wish, language)
    if form_wish(text) is not None:
        return Reading(text, Decision("dialogue", FILL, 1.0, ()), Search((), 0.0, 0.0))
    ranked = language.recognise(text)
    search = language.find_clauses(without_times(text), _CLAUSES)
    decision = decide(text, language.kind(text), ranked, search)
    kept = Decision(
        decision.kind,
        decision.intent,
        round(decision.confidence, 4),
        tuple((scene, round(share, 4)) for scene, share in decision.scenes[:_SCENES]),
        decision.unclear,
    )
    return Reading(text, kept, search)
