"""Reports built by hand, and a way to write them."""

import io
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from bot.check.finding import Evidence, Finding, Part, Report
from bot.conversation.model import Agent, Conversation, Head, Turn
from bot.report.formats import writer
from bot.report.writer import Options

Case = tuple[Report, Conversation]

OPENING = "您好,兑换中心。"
RUDE = "你自己不看清楚，有完没完？"


def finding(rule: str = "O01", **more: Any) -> Finding:
    """A light finding on the first turn."""
    known: dict[str, Any] = {
        "rule": rule,
        "name": "开头语",
        "severity": "light",
        "points": 2,
        "critical": False,
        "turn": 0,
        "start": 0.0,
        "evidence": (Evidence(0, (0, 2), "您好"),),
        "clause": "K.6.1",
        "message": "开头语少了工号",
        "expected": "您好，兑换中心，8号为您服务。",
        "parts": (Part("您好", True), Part("8号", False)),
        "why": "客户要知道找谁。",
        "confidence": 1.0,
    }
    return Finding(**known | more)


def case(
    id_: str = "c-001", *findings: Finding, texts: Iterable[str] = (OPENING, "你好", RUDE), **more: Any
) -> Case:
    """A report and its conversation: agent and customer in turn."""
    turns = tuple(
        Turn("agent" if place % 2 == 0 else "customer", text, place * 5.0) for place, text in enumerate(texts)
    )
    known: dict[str, Any] = {
        "id": id_,
        "book": "exchange",
        "book_version": "b1",
        "model_version": "m1",
        "agent": "A08",
        "score": 98,
        "passed": True,
        "critical": False,
        "findings": findings,
        "outcomes": {"O01": "met", "S01": "not_applicable", "T02": "cannot_judge"}
        | {found.rule: "violated" for found in findings},
    }
    report = Report(**known | more)
    return report, Conversation(
        Head(id=id_, book="exchange", channel="phone", agent=Agent(id=report.agent)), turns
    )


@pytest.fixture
def severe() -> Finding:
    return finding(
        "F04",
        name="争吵",
        severity="severe",
        points=20,
        critical=True,
        turn=2,
        start=10.0,
        evidence=(Evidence(2, (8, 12), "有完没完"),),
        clause="G.3.3",
        message="与客户争吵",
        expected="我非常理解您的心情",
        parts=(),
    )


@pytest.fixture
def written() -> Callable[..., bytes]:
    """What a format makes of these cases."""

    def write(format_: str, *cases: Case, **options: Any) -> bytes:
        output = io.BytesIO()
        out = writer(format_, output, Options(**options))
        out.begin()
        for report, conversation in cases:
            out.write(report, conversation)
        out.close()
        return output.getvalue()

    return write
