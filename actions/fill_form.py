"""A form filled in within the chat: it holds the floor until it is submitted, cancelled or put aside."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.begun import just_begun
from actions.context import Context
from actions.drafts import Draft, stored
from bot.errors import HuashuError, NotFound, Refused, StoreError
from bot.forms.binder import binder
from bot.forms.filling import Filling
from bot.forms.masking import masked_labels
from bot.forms.people import NOBODY, People
from bot.forms.reply import Reply
from bot.language.wish import FormWish, form_wish
from bot.records.database import database
from bot.records.desk import desk
from bot.records.forms.drafts import latest_draft
from bot.records.forms.listing import opened_told
from bot.records.forms.rights import roster

logger = logging.getLogger(__name__)

#: The end of a form, as its slot holds it.
_OVER = "over"

_FORM = "record_form"


class AskRecordLine(Action):
    """Opens the form that was asked for; afterwards the next field has been asked for already."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_record_line"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Called by Rasa's action server."""
        if not just_begun(tracker, _FORM):
            return []
        context = Context.of(tracker)
        try:
            filling = _wanted(context, form_wish(context.text) or FormWish(""), dispatcher)
        except HuashuError as error:
            logger.error("%s: %s", self.name(), error)
            dispatcher.utter_message(text=f"现在填不了单子：{error}")
            filling = None
        if filling is None:
            return [ActiveLoop(None), SlotSet("requested_slot", None)]
        return [SlotSet("record", filling)]


class ValidateRecordForm(FormValidationAction):
    """Takes each message as an answer to the field that was asked for, or as a command."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_record_form"

    def validate_record_line(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """Fill it in; the slot stays empty until the form is over."""
        if just_begun(tracker, _FORM):
            # After a session has expired Rasa still holds the slot as requested: this is the wish, no answer.
            return {"record_line": None}
        context = Context.of(tracker)
        try:
            kept = json.loads(str(tracker.get_slot("record")))
            filling = Filling.from_json(binder()[kept["form"]], kept, _people())
            reply = filling.say(str(value or ""), _now())
            if reply.end == "resume":
                left = _taken_up(context, "", dispatcher)
                if left is None:
                    _say(dispatcher, filling.begin())
                return {"record_line": None, "record": left or context.slots["record"]}
            return _acted(context, filling, _draft(kept), reply, dispatcher)
        except (ValueError, TypeError, KeyError, NotFound) as error:
            logger.error("%s: %s", self.name(), error)
            dispatcher.utter_message(text="这张单子找不到了。说“继续填单”可以接着填草稿，或者重新填一张。")
            return {"record_line": _OVER, "record": None}


class EndRecord(Action):
    """Clears what the form leaves behind; a form that was put aside stays in its slot."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_end_record"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Called by Rasa's action server."""
        return [SlotSet("record_line", None)]


def _now() -> datetime:
    return datetime.now(desk().timezone)


def _people() -> People:
    """The roster; nobody where the database cannot be opened: the form is looked at again when it is registered."""
    try:
        with database().session() as session:
            return roster(session)
    except StoreError:
        return NOBODY


def _wanted(context: Context, wish: FormWish, dispatcher: CollectingDispatcher) -> str | None:
    """The state of the form that was asked for, as the slot keeps it; None where there is none to open."""
    form = binder().named(wish.named) if wish.named else None
    if wish.again:
        return _taken_up(context, form.form if form else "", dispatcher)
    if form is None:
        said = f"没有“{wish.named}”这种单子。" if wish.named else ""
        titles = [each.title for each in binder()]
        buttons = [{"title": title, "payload": f"填{title}"} for title in titles]
        dispatcher.utter_message(text=f"{said}填哪一张？可以填：{'、'.join(titles)}。", buttons=buttons)
        return None
    with database().session() as session:
        other = latest_draft(session, context.tracker.sender_id)
    filling = Filling(form)
    reply = filling.begin()
    said = f"填{form.title}，一共 {len(form.questions)} 项。可以说“上一项”“跳过”“看一下”“取消”，先放着就说“暂停”。"
    left = (f"（另有一张没填完的{other.title}，说“继续填单”可以接着填。）",) if other else ()
    _say(dispatcher, Reply((said, *left, *reply.lines), reply.buttons))
    return _kept(filling, None)


def _taken_up(context: Context, type_: str, dispatcher: CollectingDispatcher) -> str | None:
    """The state of the draft that was left; what the chat itself still knows of it is in full."""
    with database().session() as session:
        row = latest_draft(session, context.tracker.sender_id, type_)
    form = row.form if row else None
    if row is None or form is None:
        dispatcher.utter_message(text="没有填到一半的单子。要填新的，就说“填投诉单”“登记报修”。")
        return None
    known = json.loads(str(context.slots.get("record") or "{}"))
    draft = Draft(int(row.id), int(row.version))
    if _draft(known) == draft:
        filling = Filling.from_json(form, known, _people())
    else:
        skipped = [name for name, value in row.written.items() if value is None]
        filling = Filling.resumed(form, row.values, skipped, _people())
    reply = filling.begin()
    lost = [] if _draft(known) == draft else masked_labels(form, row.values)
    again = (f"为了保护客户信息，{'、'.join(lost)}没有存全，请再说一遍。",) if lost else ()
    _say(dispatcher, Reply((f"接着填{form.title}。", *again, *reply.lines), reply.buttons))
    return _kept(filling, draft)


def _acted(
    context: Context, filling: Filling, draft: Draft | None, reply: Reply, dispatcher: CollectingDispatcher
) -> dict[str, Any]:
    """Store what came of a message, say it, and tell the form's slots."""
    row = None
    try:
        row = stored(context, filling, draft, reply.end, _now())
    except (NotFound, Refused) as error:
        dispatcher.utter_message(text=f"没有存上：{error}")
        return {"record_line": _OVER, "record": None}
    except HuashuError as error:
        logger.error("form not stored: %s", error)
        if reply.end == "submit":
            dispatcher.utter_message(text=f"没有登记上：{error}填的内容还在，过一会儿再说“提交”。")
            return {"record_line": None}
        reply = Reply((*reply.lines, f"（草稿没有存上：{error}）"), reply.buttons, reply.end)
    if reply.end == "submit" and row is not None:
        reply = Reply((*opened_told(row, _now()), *filling.form.notes(filling.values)), (), "submit")
    _say(dispatcher, reply)
    if reply.end in ("submit", "cancel"):
        return {"record_line": _OVER, "record": None}
    kept = Draft(int(row.id), int(row.version)) if row is not None else draft
    return {"record_line": _OVER if reply.end == "pause" else None, "record": _kept(filling, kept)}


def _kept(filling: Filling, draft: Draft | None) -> str:
    """How the slot keeps a form: with the draft that it is stored as, and the version that was seen."""
    return json.dumps(filling.as_json() | {"draft": draft}, ensure_ascii=False)


def _draft(kept: Mapping[str, Any]) -> Draft | None:
    return Draft(*kept["draft"]) if kept.get("draft") else None


def _say(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    buttons = [{"title": title, "payload": title} for title in reply.buttons]
    dispatcher.utter_message(text=reply.text, buttons=buttons)
