"""Questions about the rules, and which clause a line rests on."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.boundary import CoachAction
from actions.context import Context
from bot.book.handbook import handbook
from bot.book.shelf import shelf
from bot.coach.text import clause_text, unknown_text


class AnswerRule(CoachAction):
    """Quotes the clauses that a question is about."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer_rule"

    def answer(self, context: Context, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Say the clauses, with the sum worked out where they have a formula."""
        reading = context.reading
        if reading is None:
            dispatcher.utter_message(text="想问哪条规定？请打几个字，比如“迟到扣几分”。")
            return {}
        found = context.coach.answer(reading, context.book.book, context.blanks)
        if not found.quotes:
            text = unknown_text(found)
            dispatcher.utter_message(text=text)
            context.log("unknown", text)
            return {}
        text = clause_text(found)
        custom: dict[str, Any] = {"clauses": [quote.as_json() for quote in found.quotes]}
        if found.worked:
            custom["sum"] = found.worked.as_json()
        dispatcher.utter_message(text=text)
        dispatcher.utter_message(json_message=custom)
        context.log("clause", text, clause=found.clause)
        return {"cited": " ".join(quote.clause for quote in found.quotes[:1])}


class Cite(CoachAction):
    """Says which clause the last answer rests on, and quotes it."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_cite"

    def answer(self, context: Context, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Quote the clauses of the open scene, or of the last rule answer."""
        place = context.place
        book = shelf().holder(place.scene, context.book.book) if place.last else None
        clauses = book.scenes[place.scene].clause if book else str(context.slots.get("cited") or "")
        if not clauses:
            dispatcher.utter_message(text="还没有给过您话术。先告诉我客户怎么了，我再告诉您是哪条规定的。")
            return {}
        texts = handbook()
        quoted = [(c, texts.title_of(c), texts.quote(c)) for c in clauses.split() if c in texts]
        text = "\n".join(f"{clause}《{title}》：“{words}”" for clause, title, words in quoted)
        dispatcher.utter_message(text=text)
        context.log("clause", text, scene=place.scene, clause=clauses.split()[0])
        return {}
