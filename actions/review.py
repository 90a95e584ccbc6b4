"""A pasted saying, held against the script."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.boundary import CoachAction
from actions.context import Context
from bot.check.review import review
from bot.coach.quoted import said_in
from bot.coach.text import review_text
from bot.language.store import language


class ReviewLine(CoachAction):
    """Tells what breaks the script in a saying, and what to say instead."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_review_line"

    def answer(self, context: Context, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Review the words and flag the deviations in the log."""
        said = said_in(context.text)
        ranked = language().recognise(said, "agent")
        found = review(said, context.book, ranked, context.blanks)
        text = review_text(found)
        dispatcher.utter_message(text=text)
        context.log(
            "review",
            text,
            scene=context.place.scene,
            line=found.line,
            clause=found.clause.split()[0] if found.clause else "",
            breaches=" ".join(breach.rule for breach in found.breaches),
        )
        return {}
