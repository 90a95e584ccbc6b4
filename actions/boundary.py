"""The base of our actions: no error ever leaves the agent without an answer.

Rasa logs an action's exception and answers nothing; in the middle of a call that is the worst answer.
"""

import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context, told_by_metadata
from bot.errors import HuashuError

logger = logging.getLogger(__name__)


class CoachAction(Action, ABC):
    """An action that sees a `Context` and may set slots."""

    @abstractmethod
    def answer(self, context: Context, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Answer the turn; returns the slots to set."""

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Called by Rasa's action server."""
        told = told_by_metadata(tracker)
        try:
            slots = self.answer(Context.of(tracker), dispatcher)
        except HuashuError as error:
            logger.error("%s: %s", self.name(), error)
            dispatcher.utter_message(text=f"现在答不了：{error}")
            slots = {}
        changed = {k: v for k, v in (told | slots).items() if tracker.slots.get(k) != v}
        events: list[dict[str, Any]] = [SlotSet(name, value) for name, value in changed.items()]
        return events
