"""Injectors that leave out what a rule requires: a part of a line, the whole, one of several, a repetition."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from bot.book.answer import fill
from bot.book.blanks import Blanks
from bot.book.conditions import lines_in
from bot.book.model import AnyOf, Line
from bot.check.injection.draft import Draft
from bot.check.injection.talk import INSTEAD, INSTEAD_FIRST, INSTEAD_LAST
from bot.check.injection.work import Work, operators
from bot.conversation.marks import mark_of

_STOPS = "，。！？、；,.!?"


def part_left_out(work: Work) -> Draft | None:
    """One part of a mandated line is not said."""
    book = work.listener.book
    for name in lines_in(work.rule.require):
        line = book.lines[name]
        if line.match == "meaning":
            continue
        draft = work.draft
        cuts = [
            changes
            for part, loose in _parts(line, work)
            if (changes := _without(part, name, work, clause=loose))
        ]
        if cuts:
            return draft.changed(work.chance.choice(cuts))
    return None


def left_out(work: Work) -> Draft | None:
    """No saying in which something required stands."""
    if work.rule.require is None or has_record(work):
        return None
    return _silenced(work, work.rule.require)


def words_left_out(work: Work) -> Draft | None:
    """No clause in which something required stands; the rest of the saying is said."""
    if work.rule.require is None or has_record(work):
        return None
    draft, spans = work.draft, dict[int, list[tuple[int, int]]]()
    for shown in work.listener.shown(work.rule.require, draft):
        if draft.said[shown.turn].role == "agent" and not _frame(shown.turn, work):
            spans.setdefault(shown.turn, []).append(work.listener.written(shown, draft))
    changes: dict[int, Any] = {}
    for place, found in spans.items():
        text = "".join(
            clause
            for start, clause in _clauses(draft.said[place].text)
            if not any(a < start + len(clause) and start < b for a, b in found)
        )
        if not text.strip(_STOPS):
            return None
        changes[place] = replace(draft.said[place], text=_tidied(text), line="", kept=True)
    return draft.changed(changes) if changes else None


def has_record(work: Work) -> bool:
    """Whether a form that is attached may stand for the words."""
    return bool(work.draft.head.records) and bool(
        list(operators(work.rule.require, work.listener.book.cues, "record"))
    )


def one_left_out(work: Work) -> Draft | None:
    """One of several things that are required is not said."""
    given = work.rule.require
    if not isinstance(given, dict):
        return None
    several = list(given["items"].values()) if "items" in given else given.get("all")
    if not several or len(several) < 2:
        return None
    return _silenced(work, work.chance.choice(several))


def said_too_seldom(work: Work) -> Draft | None:
    """Something that must be said several times is said once less, or not again at all."""
    given = work.rule.require
    if not isinstance(given, dict) or int(given.get("at_least", 1)) < 2 or "count" not in given:
        return None
    draft = work.draft
    places = work.listener.places(given["count"], draft)
    surplus = places[work.chance.randint(1, int(given["at_least"]) - 1) :]
    gone = {i for place in surplus for i in (place, place + 1) if i < len(draft.said)}
    keep = {i for i in gone if draft.said[i].role == "agent" and i not in surplus}
    last = draft.agents()[-1:]
    return draft.changed({i: None for i in gone - keep if i not in last}) if surplus else None


def swapped(work: Work) -> Draft | None:
    """Two things that have an order are said the other way round."""
    given = work.rule.require
    if not isinstance(given, dict) or "order" not in given:
        return None
    places = [next(iter(work.listener.places(item, work.draft)), None) for item in given["order"]]
    pairs = [(a, b) for a, b in pairwise(places) if a is not None and b is not None and a != b]
    if not pairs:
        return None
    first, second = work.chance.choice(pairs)
    one, other = work.draft.said[first], work.draft.said[second]
    return work.draft.changed(
        {
            first: replace(one, text=other.text, line=other.line),
            second: replace(other, text=one.text, line=one.line),
        }
    )


def _silenced(work: Work, condition: Any) -> Draft | None:
    """The draft without the sayings that show a condition; a short word stands where one is needed."""
    draft = work.draft
    places = [i for i in work.listener.places(condition, draft) if not _frame(i, work)]
    if not places:
        return None
    agents = draft.agents()
    changes: dict[int, Any] = {}
    for place in places:
        said = draft.said[place]
        if place == agents[0]:
            changes[place] = replace(said, text=work.chance.choice(INSTEAD_FIRST), line="", kept=True)
        elif place == agents[-1]:
            changes[place] = replace(said, text=work.chance.choice(INSTEAD_LAST), line="", kept=True)
        else:
            reply = draft.said[place + 1] if place + 1 < len(draft.said) else None
            if reply is not None and reply.talk and reply.role == "customer":
                changes[place] = changes[place + 1] = None
            else:
                changes[place] = replace(said, text=work.chance.choice(INSTEAD), line="", kept=True)
    return draft.changed(changes)


def _clauses(text: str) -> list[tuple[int, str]]:
    """The clauses of a text, each with its stop and where it begins."""
    return [(found.start(), found[0]) for found in re.finditer(f"[^{_STOPS}]+[{_STOPS}]*|[{_STOPS}]+", text)]


def _frame(place: int, work: Work) -> bool:
    """Whether a saying lies outside the rule's window at the beginning or the end."""
    window, agents = work.rule.window, work.draft.agents()
    if window is None:
        return False
    if window.first is not None:
        return place not in agents[: window.first]
    if window.last is not None:
        return place not in agents[-window.last :]
    return False


def _parts(line: Line, work: Work) -> list[tuple[list[str], bool]]:
    """The parts of a line, each as the wordings in which it may stand in its text, and whether others are as good."""
    found = []
    for need in line.needs:
        wordings, loose = (need.any, bool(need.patterns)) if isinstance(need, AnyOf) else ([need], False)
        found.append(([fill(wording, work.listener.book, Blanks()) for wording in wordings], loose))
    return found


def _without(wordings: list[str], name: str, work: Work, *, clause: bool) -> dict[int, Any]:
    """The changes by which none of the wordings is said any more within the window, nor the clause around it where
    others are as good; empty where none is said.
    """
    changes: dict[int, Any] = {}
    for place in work.draft.agents():
        said = work.draft.said[place]
        present = [w for w in wordings if w in said.text]
        if not present or _frame(place, work) or mark_of(said.text):
            continue
        if said.line != name and (not said.line or work.rule.window is None):
            continue
        text = said.text
        if clause:
            text = "".join(c for _, c in _clauses(text) if not any(w in c for w in present))
        for wording in present:
            text = text.replace(wording, "")
        text = _tidied(text)
        changes[place] = replace(said, text=text, kept=True) if text.strip(_STOPS) else None
    return changes


def _tidied(text: str) -> str:
    """Without the stops that now follow one another or begin the text."""
    kept = [c for i, c in enumerate(text) if not (c in _STOPS and (i == 0 or text[i - 1] in _STOPS))]
    return "".join(kept).lstrip(_STOPS)
