"""JSON: one object; the conversations that differ stand in it one a line."""

from collections.abc import Sequence
from typing import Any, BinaryIO

from bot.check.comparison.books import Edition
from bot.check.comparison.totals import AgentSums, RuleSums, Totals
from bot.report.comparison.case import Case, Mark, Told
from bot.report.comparison.writer import Heading
from bot.report.json_form import encoded, finding_as_json


class Json:
    """Written as the conversations come; the figures over all stand behind them."""

    def __init__(self, output: BinaryIO, heading: Heading) -> None:
        self._output = output
        self._heading = heading
        self._first = True

    def begin(self) -> None:
        """Open the object with what differs in the books, and the list of conversations."""
        heading = self._heading
        known = {
            "old": heading.old,
            "new": heading.new,
            "books": [_edition(edition) for edition in heading.editions],
        }
        self._output.write(encoded(known)[:-1] + b',"conversations":[')

    def write(self, case: Case) -> None:
        """Write one conversation."""
        self._output.write((b"\n" if self._first else b",\n") + encoded(case_as_json(case)))
        self._first = False

    def close(self, totals: Totals, notes: Sequence[str]) -> None:
        """Close the list, and write the figures."""
        figures = {
            **totals_as_json(totals, self._heading.sample),
            "notes": list(notes),
        }
        self._output.write(b"\n]," + encoded(figures)[1:] + b"\n")


def case_as_json(case: Case) -> dict[str, Any]:
    """A conversation on both sides, with the findings that differ."""
    return {
        "id": case.id,
        "book": case.book,
        "agent": case.agent,
        "old": _mark(case.old),
        "new": _mark(case.new),
        "moved": case.moved,
        "findings": [_told(told) for told in case.findings],
    }


def totals_as_json(totals: Totals, sample: int) -> dict[str, Any]:
    """All figures; `few` marks agents with too few conversations to say anything of them."""
    everyone = totals.everyone
    return {
        "summary": {
            "conversations": everyone.conversations,
            "differing": totals.differing,
            "appeared": totals.shifted.appeared,
            "vanished": totals.shifted.vanished,
            "changed": totals.shifted.changed,
            "lower": totals.lower,
            "higher": totals.higher,
            "failed": totals.failed,
            "mended": totals.mended,
            **_sides(everyone),
        },
        "rules": [_rule(name, rule) for name, rule in totals.differing_rules()],
        "agents": [
            {
                "agent": name,
                "conversations": sums.conversations,
                "moved": sums.moved,
                "few": sums.conversations < sample,
                **_sides(sums),
            }
            for name, sums in totals.moved_agents()
        ],
    }


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "book": edition.book,
        "title": edition.title,
        "old_version": edition.old or None,
        "new_version": edition.new or None,
        "edits": [
            {"part": edit.part, "name": edit.name, "kind": edit.kind, "what": list(edit.what)}
            for edit in edition.edits
        ],
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {"score": mark.score, "passed": mark.passed, "critical": mark.critical}


def _told(told: Told) -> dict[str, Any]:
    before = told.shift.before
    was = before and {"points": before.points, "severity": before.severity, "critical": before.critical}
    return {
        "kind": told.shift.kind,
        "quote": told.words,
        "before": was,
        "finding": finding_as_json(told.shift.finding),
    }


def _sides(sums: AgentSums) -> dict[str, Any]:
    old, new = sums.means
    return {
        "old": {"mean": old, "passed": sums.old.passed},
        "new": {"mean": new, "passed": sums.new.passed},
    }


def _rule(name: str, rule: RuleSums) -> dict[str, Any]:
    return {
        "rule": name,
        "name": rule.name,
        "conversations": rule.conversations,
        "points": rule.points,
        "appeared": rule.shifted.appeared,
        "vanished": rule.shifted.vanished,
        "changed": rule.shifted.changed,
        "old": {"judged": rule.old.judged, "violated": rule.old.broken},
        "new": {"judged": rule.new.judged, "violated": rule.new.broken},
    }
