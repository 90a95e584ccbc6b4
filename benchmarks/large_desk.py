"""A desk of any size, made in a database: agents, conversations, a ledger, closed months, appeals, readings."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from bot.assess.month import Month
from bot.book.model import Rule
from bot.book.shelf import shelf
from bot.check.finding import Evidence, Finding, Report
from bot.conversation.model import Agent as Speaker
from bot.conversation.model import Conversation, Head, Turn
from bot.records.assessments import close
from bot.records.database import Database
from bot.records.desk import Desk
from bot.records.intake import take
from bot.records.ledger import Entry
from bot.records.people import put_user
from bot.records.prepared import prepared
from bot.records.review.appeal import Appeal
from bot.records.review.readings import Reading
from bot.records.roster import put_agent
from bot.report.json_form import encoded

_AGENTS, _TEAMS, _DAYS, _LOT = 200, 10, 365, 1_000
_BEGIN = datetime(2025, 11, 1, 1, 0, tzinfo=UTC)

#: The moment at which everything is looked at.
NOW = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)


def fill(database: Database, conversations: int) -> None:
    """Make a desk of that size; the same every time."""
    dice = random.Random(5)
    settings = Desk()
    rules = sorted(shelf()["exchange"].rules.items())
    with database.session() as session:
        for number in range(_AGENTS):
            put_agent(
                session,
                "benchmark",
                f"A{number:03}",
                name=f"坐席{number}",
                team=f"{number % _TEAMS + 1}组",
                book="exchange",
                joined_on=date(2025, 1, 1) + timedelta(days=3 * number),
            )
        for name in ("甲", "乙", "丙"):
            put_user(session, "benchmark", name, "supervisor")
    for begin in range(0, conversations, _LOT):
        lot = [
            prepared(*_conversation(number, conversations, rules, dice), settings)
            for number in range(begin, min(begin + _LOT, conversations))
        ]
        take(database, lot)
    _fill_ledger(database, dice)
    with database.session() as session:
        for month in range(11):
            close(session, "丙", Month(2025, 11).plus(month), NOW)
    _fill_readings(database, min(5_000, conversations), rules, dice)


def _conversation(
    number: int, of: int, rules: list[tuple[str, Rule]], dice: random.Random
) -> tuple[Conversation, Report]:
    agent = f"A{dice.randrange(_AGENTS):03}"
    at = _BEGIN + timedelta(days=_DAYS * number / of, seconds=dice.randrange(3600))
    head = Head(
        id=f"c-{number}", book="exchange", channel="phone", agent=Speaker(agent), started_at=at.isoformat()
    )
    turns = tuple(
        Turn(
            "agent" if place % 2 == 0 else "customer",
            f"这是第{number}通会话的第{place}句，说的是积分兑换的事。",
            3.0 * place,
        )
        for place in range(10)
    )
    broken = dice.sample(rules, dice.choice((0, 1, 1, 2, 3, 4))) if dice.random() > 1 / 6 else []
    findings = tuple(_finding(name, rule, dice) for name, rule in broken)
    outcomes = dict.fromkeys(dict(dice.sample(rules, 12)), "met") | {
        finding.rule: "violated" for finding in findings
    }
    critical = any(finding.critical for finding in findings)
    score = max(0, 100 - sum(finding.points for finding in findings))
    score = min(score, 59) if critical else score
    passed = score >= 60 and not critical
    return Conversation(head, turns), Report(
        head.id, "exchange", "b1", "m1", agent, score, passed, critical, findings, outcomes
    )


def _finding(name: str, rule: Rule, dice: random.Random) -> Finding:
    return Finding(
        rule=name,
        name=rule.name,
        severity=rule.severity,
        points=rule.points,
        critical=rule.critical and dice.random() < 0.2,
        turn=4,
        start=12.0,
        evidence=(Evidence(4, (0, 6), "这是第"),),
        clause=rule.clause,
        message=f"{rule.name}：这里没有做到",
        expected=rule.advice,
        parts=(),
        why=rule.why,
        confidence=0.6 + 0.4 * dice.random(),
    )


def _fill_ledger(database: Database, dice: random.Random) -> None:
    rows = []
    for number in range(_AGENTS):
        for month in range(12):
            day = date(2025 + (month + 10) // 12, (month + 10) % 12 + 1, 15)
            for _ in range(20):
                kind, points = dice.choice((("light", -2), ("light", -5), ("medium", -10), ("bonus", 5)))
                rows.append(_entry(f"A{number:03}", day, kind, points))
    with database.session() as session:
        session.execute(insert(Entry), rows)
        session.execute(
            insert(Appeal),
            [
                {
                    "finding_id": n,
                    "level": 1,
                    "agent": "A007",
                    "status": "pending" if n % 9 == 0 else "rejected",
                    "reason": "不是我",
                }
                | {"filed_by": "坐席7", "filed_at": NOW, "decided_by": "", "answer": ""}
                for n in range(1, 3_000)
            ],
        )


def _entry(agent: str, day: date, kind: str, points: int) -> dict[str, Any]:
    return {
        "agent": agent,
        "month": f"{day:%Y-%m}",
        "occurred_on": day,
        "scheme": "assessment",
        "item": "G.3.1#大声喧哗",
        "name": "在办公区大声喧哗",
        "kind": kind,
        "points": points,
        "dismissal": False,
        "source": "person",
        "rule": "",
        "status": "standing",
        "reason": "见记录",
        "entered_by": "甲",
        "entered_at": NOW,
        "closed_by": "",
        "closed_why": "",
    }


def _fill_readings(
    database: Database, count: int, rules: list[tuple[str, Rule]], dice: random.Random
) -> None:
    names = list(dict(rules))
    rows = []
    for number in range(1, count + 1):
        machine = dict.fromkeys(dice.sample(names, 12), "met") | {dice.choice(names): "violated"}
        for reader in ("甲", "乙"):
            broken = [
                rule for rule, outcome in machine.items() if (outcome == "violated") == (dice.random() < 0.9)
            ]
            rows.append(
                {
                    "conversation_id": number,
                    "reader": reader,
                    "book": "exchange",
                    "at": NOW - timedelta(days=dice.randrange(360)),
                }
                | {"rules": encoded(broken).decode(), "machine": encoded(machine).decode()}
            )
    with database.session() as session:
        session.execute(insert(Reading), rows)
