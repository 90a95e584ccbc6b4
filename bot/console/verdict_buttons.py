"""The buttons under a finding: confirm, dismiss, change, and another's opinion of what was decided."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from nicegui import ui

from bot.book.shelf import shelf
from bot.console.asking import Asking, Values, attempted, whole
from bot.records.conversations import KeptFinding
from bot.records.database import database
from bot.records.review.given import VERDICTS, Given, Word
from bot.records.review.opinions import opine
from bot.records.review.verdicts import decide
from bot.report.words import SEVERITIES

_REASON = "理由，坐席会看到"


def verdict_buttons(who: str, finding: KeptFinding, done: Callable[[], Any]) -> None:
    """Decide a finding that is open."""
    with ui.row().classes("gap-2"):
        confirm = partial(_decide, who, finding, "confirm", {})
        ui.button("确认", on_click=partial(attempted, confirm, done)).props("dense no-caps")
        dismiss = partial(_decide, who, finding, "dismiss")
        asking = Asking("驳回：为什么不算？", "驳回", dismiss, done).text("reason", _REASON)
        ui.button("驳回", on_click=asking.open).props("outline dense no-caps")
        change = Asking("改判", "改判", partial(_decide, who, finding, "change"), done)
        _changes(change, finding).text("reason", _REASON)
        ui.button("改判", on_click=change.open).props("flat dense no-caps")


def opinion_button(who: str, finding: KeptFinding, done: Callable[[], Any]) -> None:
    """Say what one would have decided on a finding that another has decided. It changes nothing of it."""
    asking = Asking("您会怎么判？", "记下", partial(_opine, who, finding), done)
    asking.note("只用来看几个人判得是否一致，不改已有的结论。")
    asking.choice("word", "结论", {str(word): name for word, name in VERDICTS.items()}, "dismiss")
    _changes(asking, finding).text("reason", "理由，同事会看到")
    word = asking.field("word")

    def follow() -> None:
        for name in ("rule", "severity", "points"):
            asking.field(name).set_visibility(word.value == "change")

    word.on_value_change(follow)
    follow()
    ui.button("我有不同看法", on_click=asking.open).props("flat dense no-caps")


def _changes(asking: Asking, finding: KeptFinding) -> Asking:
    """The fields that change a finding."""
    rules = {name: f"{name} {rule.name}" for name, rule in shelf()[str(finding.book)].rules.items()}
    asking.choice("rule", "违反的是哪条", rules, str(finding.rule))
    asking.choice("severity", "程度", {"": "不另改"} | SEVERITIES, "")
    return asking.number("points", "扣几分（空着：不另改）")


def _given(word: Word, finding: KeptFinding, values: Values) -> Given:
    reason = values.get("reason") or ""
    if word != "change":
        return Given(word, reason, seen=int(finding.version))
    rule = values["rule"] if values["rule"] != finding.rule else None
    points = whole(values["points"])
    return Given(word, reason, rule, values["severity"] or None, points, int(finding.version))


def _decide(who: str, finding: KeptFinding, word: Word, values: Values) -> None:
    given = _given(word, finding, values)
    with database().session() as session:
        decide(session, who, int(finding.id), given, datetime.now(UTC))


def _opine(who: str, finding: KeptFinding, values: Values) -> None:
    given = _given(values["word"], finding, values)
    with database().session() as session:
        opine(session, who, int(finding.id), given, datetime.now(UTC))
