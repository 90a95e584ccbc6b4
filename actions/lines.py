"""The next line of a scene."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.boundary import CoachAction
from actions.context import Context
from bot.book.shelf import shelf
from bot.coach.facts import customer
from bot.coach.moves import move


class GiveLine(CoachAction):
    """Opens the scene asked for, goes on, back, or says it again; the response itself follows by rule."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_give_line"

    def answer(self, context: Context, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Set the slots that say which line comes."""
        place = move(context.place, context.intent, context.text, shelf(), context.book.book)
        scene = shelf().scene(place.scene) if place.last else None
        context.log(
            "scene" if scene else "talk",
            f"utter_{place.line}",
            scene=place.scene,
            line=place.line,
            clause=scene.clause if scene else "",
        )
        slots: dict[str, Any] = {"line": place.line, "last_line": place.last, "back_line": place.back}
        if any(entity.get("entity") == "surname_said" for entity in context.entities):
            slots |= {"customer": customer(context.text, context.entities)}
        return slots
