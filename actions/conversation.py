"""A pasted conversation, checked against the script and kept for the supervisor."""

import logging
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.boundary import CoachAction
from actions.context import Context
from bot.coach.conversation import Checked, check_all, checked_text
from bot.conversation.pasted import in_json, pasted
from bot.errors import StoreError
from bot.language.personal import masked
from bot.records.database import database
from bot.records.intake import CHAT, keep

logger = logging.getLogger(__name__)


class CheckConversation(CoachAction):
    """Tells what was found in a conversation, stores it, and flags its deviations for a person to confirm."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_check_conversation"

    def answer(self, context: Context, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Check what was pasted, or what the message's metadata carries."""
        given = context.transcript
        found = in_json(given) if given else pasted(context.text)
        checked, unreadable = check_all(found, context.book, context.blanks)
        text = checked_text(checked, unreadable)
        dispatcher.utter_message(text=text)
        if checked:
            dispatcher.utter_message(json_message={"reports": [item.as_json() for item in checked]})
        for item in checked:
            _keep(context, item)
        rules = dict.fromkeys(finding.rule for item in checked for finding in item.report.findings)
        context.log("check", text, question=masked(context.text), breaches=" ".join(rules))
        return {}


def _keep(context: Context, item: Checked) -> None:
    """Store one conversation. An unreachable database must not cost the agent his answer."""
    try:
        sender = f"{CHAT}{context.tracker.sender_id}"
        keep(database(), sender, context.channel, item.conversation, item.report)
    except StoreError as error:
        logger.error("conversation not stored: %s", error)
