"""A session as plain values: its transcript, as the checker reads it, and everything together."""

from typing import Any

from bot.conversation.model import Conversation, Turn
from bot.practice.feedback import Feedback
from bot.practice.scorecard import Scorecard
from bot.practice.session import PracticeSession
from bot.report.json_form import as_json, finding_as_json


def transcript(conversation: Conversation) -> dict[str, Any]:
    """A conversation as the transcript that `huashu check` reads."""
    head = conversation.head
    given: dict[str, Any] = {
        "id": head.id,
        "book": head.book,
        "channel": head.channel,
        "direction": head.direction,
        "agent": {"number": head.agent.number, "name": head.agent.name},
        "turns": [_turn(turn) for turn in conversation.turns],
    }
    if head.rings is not None:
        given["rings"] = head.rings
    if head.ended_by:
        given["ended_by"] = head.ended_by
    if head.customer.surname:
        given["customer"] = {"surname": head.customer.surname, "gender": head.customer.gender}
    return given


def session_as_json(session: PracticeSession) -> dict[str, Any]:
    """The report with the contract's fields, the turns with feedback, the scorecard and the transcript."""
    card = Scorecard.of(session)
    exchanges = iter(session.exchanges)
    turns = []
    for turn in session.turns:
        shown = _turn(turn)
        if turn.role == "agent":
            shown["feedback"] = feedback_as_json(next(exchanges).feedback)
        turns.append(shown)
    setting = session.setting
    return as_json(card.report) | {
        "scene": setting.scene,
        "difficulty": setting.difficulty,
        "seed": setting.seed,
        "over": session.over,
        "turns": turns,
        "scorecard": card.as_json(),
        "transcript": transcript(session.conversation()),
    }


def feedback_as_json(feedback: Feedback) -> dict[str, Any]:
    """What the trainee is told after a line."""
    return {
        "step": feedback.beat,
        "done": feedback.done,
        "instead": feedback.instead,
        "lacking": list(feedback.lacking),
        "took": list(feedback.took),
        "heat": feedback.heat,
        "change": feedback.change,
        "findings": [finding_as_json(finding) for finding in feedback.findings],
    }


def _turn(turn: Turn) -> dict[str, Any]:
    shown: dict[str, Any] = {"role": turn.role, "text": turn.text, "start": turn.start, "end": turn.end}
    if turn.signals:
        shown["signals"] = list(turn.signals)
    return shown
