"""`/api/review…`: the queue, verdicts, readings and agreement over HTTP."""

from datetime import UTC, date, datetime, time
from typing import Any, Literal

from fastapi import FastAPI
from pydantic import BaseModel

from bot.assess.month import recorded
from bot.console.bounds import Code, Reason, Whole
from bot.console.identity import SignedIn
from bot.console.review_form import conversation_as_json, finding_as_json, own_only, waiting_as_json
from bot.errors import HuashuError
from bot.records.audit import history
from bot.records.bounds import LARGEST
from bot.records.conversations import conversation_numbered, finding_numbered
from bot.records.database import database
from bot.records.desk import desk, stamped
from bot.records.people import agents_meant, allowed
from bot.records.review.additions import add
from bot.records.review.agreement import agreement
from bot.records.review.given import REVIEWERS, Given
from bot.records.review.opinions import opine
from bot.records.review.readings import read
from bot.records.review.trust import trust
from bot.records.review.verdicts import decide
from bot.records.review.waiting import PAGE, Wanted, queue, waiting
from bot.statistics.agreement import Agreement
from bot.statistics.interval import Share


class VerdictGiven(BaseModel):
    """`POST /api/findings/{number}/verdict`; `seen` is the version of the finding that was before the reviewer."""

    verdict: Literal["confirm", "dismiss", "change"]
    reason: Reason = ""
    rule: Code | None = None
    severity: Code | None = None
    points: Whole | None = None
    seen: Whole | None = None

    @property
    def given(self) -> Given:
        """As the records take it."""
        return Given(self.verdict, self.reason, self.rule, self.severity, self.points, self.seen)


class Missed(BaseModel):
    """`POST /api/conversations/{number}/findings`; `turn` from 0."""

    rule: Code
    turn: Whole
    reason: Reason


class Read(BaseModel):
    """`POST /api/conversations/{number}/reading`."""

    broken: list[Code] = []


def add_reviewing(app: FastAPI) -> None:
    """Put the review into the application."""
    _add_reading(app)
    _add_judging(app)


def _add_reading(app: FastAPI) -> None:
    @app.get("/api/review/queue")
    def _queue(
        user: SignedIn,
        agent: str = "",
        team: str = "",
        book: str = "",
        rule: str = "",
        reason: str = "",
        after: str = "",
        limit: int = PAGE,
    ) -> dict[str, Any]:
        """A page of the queue. `after` is the `next` of the page before."""
        with database().session() as session:
            allowed(session, str(user.name), *REVIEWERS)
            wanted = Wanted(agents_meant(session, agent, team), book, rule, reason)
            rows = queue(session, wanted, _place(after), max(1, min(limit, 200)))
            counts = waiting(session, wanted)
        last = rows[-1] if rows else None
        return {
            "waiting": counts.by_reason,
            "total": counts.total,
            "items": [waiting_as_json(row) for row in rows],
            "next": f"{last.rank}-{last.conversation_id}" if last is not None else None,
        }

    @app.get("/api/conversations/{number}")
    def _conversation(number: int, user: SignedIn) -> dict[str, Any]:
        """A conversation with its findings; an agent sees his own."""
        with database().session() as session:
            kept = conversation_numbered(session, number)
            own_only(user, str(kept.agent))
            return conversation_as_json(session, kept)

    @app.get("/api/findings/{number}")
    def _finding(number: int, user: SignedIn) -> dict[str, Any]:
        """A finding with all that was done to it."""
        with database().session() as session:
            finding = finding_numbered(session, number)
            own_only(user, str(finding.agent))
            lines = history(session, f"finding:{number}")
            if user.role == "agent":
                # Opinions are for the reviewers to see how far they agree.
                lines = [line for line in lines if line.action != "opinion"]
        done = [
            {
                "at": stamped(line.at),
                "who": line.who,
                "action": line.action,
                "before": line.before,
                "after": line.after,
            }
            for line in lines
        ]
        return finding_as_json(finding) | {"history": done}

    @app.get("/api/review/agreement")
    def _agreement(user: SignedIn, since: date | None = None, book: str = "") -> list[dict[str, Any]]:
        """By rule: people with people, verdicts on the same finding, and the machine with people."""
        begins = None if since is None else datetime.combine(recorded(since), time(), desk().timezone)
        with database().session() as session:
            allowed(session, str(user.name), *REVIEWERS)
            rows = agreement(session, begins, book)
        return [
            {"rule": row.rule, "people": _agreed(row.people), "verdicts": _agreed(row.verdicts)}
            | dict(zip(("precision", "recall"), map(_share, row.detection), strict=True))
            for row in rows
        ]

    @app.get("/api/review/rules")
    def _rules(user: SignedIn, book: str = "") -> list[dict[str, Any]]:
        """What people made of each rule's findings in the last months, the most doubtful first."""
        with database().session() as session:
            allowed(session, str(user.name), *REVIEWERS)
            rows = trust(session, book)
        return [
            {"book": t.book, "rule": t.rule, "confirmed": t.confirmed, "dismissed": t.dismissed}
            | {"right": _share(t.right), "doubted": t.doubted, "costs": t.costs, "remark": t.remark}
            for t in rows
        ]


def _add_judging(app: FastAPI) -> None:
    @app.post("/api/findings/{number}/verdict")
    def _verdict(number: int, body: VerdictGiven, user: SignedIn) -> dict[str, Any]:
        """Confirm, dismiss or change a finding; once only, and 409 where somebody was quicker."""
        with database().session() as session:
            return finding_as_json(decide(session, str(user.name), number, body.given, datetime.now(UTC)))

    @app.post("/api/findings/{number}/opinion")
    def _opinion(number: int, body: VerdictGiven, user: SignedIn) -> dict[str, str]:
        """What one would have decided; it changes nothing but the agreement."""
        with database().session() as session:
            opine(session, str(user.name), number, body.given, datetime.now(UTC))
        return {"status": "ok"}

    @app.post("/api/conversations/{number}/findings")
    def _missed(number: int, body: Missed, user: SignedIn) -> dict[str, Any]:
        """Add what the machine has missed."""
        with database().session() as session:
            now = datetime.now(UTC)
            return finding_as_json(
                add(session, str(user.name), number, body.rule, body.turn, body.reason, now)
            )

    @app.post("/api/conversations/{number}/reading")
    def _reading(number: int, body: Read, user: SignedIn) -> dict[str, str]:
        """A whole conversation was read: which rules it broke, whatever the machine found."""
        with database().session() as session:
            read(session, str(user.name), number, body.broken, datetime.now(UTC))
        return {"status": "ok"}


def _place(after: str) -> tuple[int, int]:
    """Rank and number that a page ended with; before everything where nothing is given.

    Raises:
        HuashuError: it is no `next` of a page.
    """
    if not after:
        return -1, 0
    ends = after.split("-")
    if len(ends) != 2 or not all(end.isdecimal() and len(end) <= 10 and int(end) <= LARGEST for end in ends):
        raise HuashuError(f"after 是“{after[:40]}”，不对。请照抄上一页的 next。")
    return int(ends[0]), int(ends[1])


def _agreed(agreed: Agreement) -> dict[str, Any]:
    return {"pairs": agreed.pairs, "alike": _share(agreed.alike), "kappa": agreed.kappa}


def _share(share: Share) -> dict[str, Any]:
    interval = share.interval
    ends = [interval.low, interval.high] if interval is not None else None
    return {"value": share.value, "count": share.count, "total": share.total, "interval": ends}
