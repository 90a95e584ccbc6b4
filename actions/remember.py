"""Facts the agent tells: his number, his customer, his trade."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.boundary import CoachAction
from actions.context import Context
from bot.book.blanks import EMPTY, Blanks
from bot.book.shelf import shelf
from bot.coach.facts import agent_number, customer, trade


class Remember(CoachAction):
    """Fills the blanks of all lines to come."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_remember"

    def answer(self, context: Context, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Say what was understood, and set it."""
        slots: dict[str, Any] = {}
        said = []
        books = shelf()
        if book := trade(context.text, books):
            slots |= {"book": book, "organisation": books[book].organisation}
            said.append(f"按“{books[book].title}”来答")
        if context.intent == "inform_agent" and (number := agent_number(context.text)):
            slots["agent_number"] = number
            said.append(f"您是{number}号")
        if named := customer(context.text, context.entities):
            slots |= {"customer": named, "title": Blanks(customer=named).title or EMPTY["title"]}
            said.append(f"客户是{named}")
        if said:
            text = f"记住了：{'，'.join(said)}。"
        elif context.intent == "switch_book":
            text = f"没听出是哪个行业。现在有：{'、'.join(b.title for b in books)}。"
        else:
            text = "没听清。可以这样说：“我是8号”“客户姓王是位先生”“我在健身房前台”。"
        dispatcher.utter_message(text=text)
        context.log("talk", text)
        return slots
