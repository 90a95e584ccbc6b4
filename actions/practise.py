"""Practice in the chat: a form that holds the floor until the scene is over."""

import logging
import random
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.begun import just_begun
from actions.context import Context
from bot.book.shelf import shelf
from bot.errors import HuashuError
from bot.language.wish import practice_wish
from bot.practice.part import Difficulty, difficulty_of
from bot.practice.repertoire import repertoire
from bot.practice.scorecard import Scorecard
from bot.practice.session import PracticeSession
from bot.practice.setting import Setting, any_seed
from bot.practice.voice import configured
from bot.practice.words import heard
from bot.records.database import database
from bot.records.practice import begin, keep, load

logger = logging.getLogger(__name__)

#: What a trainee may type instead of a line.
_HINT, _AGAIN, _END = (
    frozenset({"提示", "给个提示"}),
    frozenset({"重来", "再来一遍"}),
    frozenset({"结束", "不练了", "退出"}),
)
_HARDER, _EASIER = frozenset({"难一点", "再难一点"}), frozenset({"容易一点", "简单一点"})

_FORM = "practice_form"

#: The end of a practice, as the form's slot holds it.
_OVER = "over"

#: Scenes that are offered where none was named.
_OFFERED = 6


class AskPracticeLine(Action):
    """Begins a session when the form has just been opened; afterwards the customer has already spoken."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_ask_practice_line"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Called by Rasa's action server."""
        if not just_begun(tracker, _FORM):
            return []
        context = Context.of(tracker)
        try:
            scene = _scene_of(context)
            if scene:
                return [SlotSet("practice", _begin(context, scene, 1, dispatcher))]
            _offer(context, dispatcher)
        except HuashuError as error:
            logger.error("%s: %s", self.name(), error)
            dispatcher.utter_message(text=f"现在练不了：{error}")
        return [ActiveLoop(None), SlotSet("requested_slot", None)]


class ValidatePracticeForm(FormValidationAction):
    """Takes each of the trainee's messages as his next line."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "validate_practice_form"

    def validate_practice_line(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        """Say the line to the customer; the slot stays empty until the scene is over."""
        if just_begun(tracker, _FORM):
            return {"practice_line": None}
        text = str(value or "").strip()
        found = load(database(), str(tracker.get_slot("practice") or ""))
        if found is None:
            return {"practice_line": _OVER, "practice": None}
        session, row = found
        context = Context.of(tracker)
        if text in _END:
            _close(session, dispatcher)
            return {"practice_line": _OVER, "practice": None}
        if text in _HINT:
            dispatcher.utter_message(text=f"提示：{session.hint()}")
            return {"practice_line": None}
        level = row.difficulty + (text in _HARDER) - (text in _EASIER)
        if text in _AGAIN or text in _HARDER or text in _EASIER:
            number = _begin(context, row.scene, difficulty_of(level), dispatcher, row.book)
            return {"practice_line": None, "practice": number}
        exchange = session.say(text)
        keep(database(), row.id, session)
        said = exchange.feedback.lines()
        if exchange.reply is not None:
            said.append(f"客户：{heard(exchange.reply.text, exchange.reply.signals)}")
        dispatcher.utter_message(text="\n".join(said))
        if session.over:
            _close(session, dispatcher)
            return {"practice_line": _OVER, "practice": None}
        return {"practice_line": None}


class EndPractice(Action):
    """Clears what the form leaves behind."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_end_practice"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Called by Rasa's action server."""
        return [SlotSet("practice", None), SlotSet("practice_line", None)]


def _scene_of(context: Context) -> str:
    """The scene that the message names: by its name, or by what the recogniser takes it for; or none."""
    named = practice_wish(context.text) or ""
    book = context.book
    known = repertoire().scenes(book)
    if not named:
        return ""
    by_name = [scene for scene in known if named in (scene, book.scenes[scene].name)]
    inside = [
        scene for scene in known if book.scenes[scene].name in named or named in book.scenes[scene].name
    ]
    reading = context.reading
    meant = [scene for scene, _ in reading.decision.scenes if scene in known] if reading else []
    return next(iter([*by_name, *inside, *meant]), "")


def _offer(context: Context, dispatcher: CollectingDispatcher) -> None:
    book = context.book
    names = [book.scenes[scene].name for scene in repertoire().scenes(book)]
    buttons = [
        {"title": name, "payload": f"开始练习 {name}"}
        for name in random.sample(names, min(_OFFERED, len(names)))
    ]
    dispatcher.utter_message(text=f"练哪一个？可以练：{'、'.join(names)}。", buttons=buttons)


def _begin(
    context: Context, scene: str, level: Difficulty, dispatcher: CollectingDispatcher, book: str = ""
) -> str:
    own = shelf()[book] if book else context.book
    setting = Setting(own.book, scene, level, any_seed(), context.blanks.agent_number or "8")
    session = PracticeSession(setting, voice=configured())
    number = begin(database(), context.tracker.sender_id, session)
    known = own.scenes[scene]
    said = [
        f"开始练习：{known.name}（{known.gist}），难度 {level}。",
        "您来当坐席，直接说您要说的话；可以说“提示”“重来”“难一点”“结束”。",
    ]
    said += [f"您手上的资料：{fact}" for fact in session.card]
    said += [f"客户：{heard(turn.text, turn.signals)}" for turn in session.turns] or ["电话响了，请接听。"]
    dispatcher.utter_message(text="\n".join(said))
    return number


def _close(session: PracticeSession, dispatcher: CollectingDispatcher) -> None:
    card = Scorecard.of(session)
    dispatcher.utter_message(text="\n".join(card.lines()))
    dispatcher.utter_message(json_message={"scorecard": card.as_json()})
