"""Whether an answer helped."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.boundary import CoachAction
from actions.context import Context
from bot.records.database import database
from bot.records.interactions import rate


class Rate(CoachAction):
    """Marks the last answer 👍 or 👎."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_rate"

    def answer(self, context: Context, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Store the mark, and thank for it."""
        helped = context.intent == "helpful"
        if not rate(database(), context.tracker.sender_id, helped):
            dispatcher.utter_message(text="还没有回答可以评价。先问我一句吧。")
        elif helped:
            dispatcher.utter_message(text="好的，记下了，这条有用。")
        else:
            dispatcher.utter_message(text="记下了，这条没帮上忙。请换个说法再问一次，我们会改进。")
        return {}
