"""Injectors that do what a rule forbids, or do it too late: a saying, a pause, a time, a form that is missing."""

from dataclasses import replace
from typing import Any

from bot.check.examples import example
from bot.check.injection.draft import Draft, Said
from bot.check.injection.persons import named
from bot.check.injection.talk import EXCHANGES, INSTEAD, REPLIES
from bot.check.injection.work import Work, moment, operators, stands

#: How much longer than allowed something takes: at least and at most, in seconds.
_LONGER = (3.0, 12.0)


def said_anyway(work: Work) -> Draft | None:
    """One of the rule's own bad sayings is said in the middle of the conversation."""
    book = work.listener.book
    sayings = [
        b for b in work.rule.bad if "//" not in b and "@" not in b and not b.startswith(("客户", "坐席"))
    ]
    if work.rule.forbid is None or work.rule.when is not None or work.rule.window is not None or not sayings:
        return None
    text = (
        example(work.chance.choice(sayings), book)
        .turns[0]
        .text.replace(book.organisation or "\0", named(book.organisation))
    )
    draft = work.draft
    places = [i for i in draft.agents()[1:-1] if not draft.said[i].line] or draft.agents()[1:-1]
    if not places:
        return None
    place = work.chance.choice(places)
    said = draft.said[place]
    replied = draft.said[place + 1].talk and draft.said[place + 1].role == "customer"
    if not replied or work.chance.random() < 0.5:
        stop = "" if said.text.endswith(("。", "！", "？")) else "。"
        return draft.changed({place: replace(said, text=f"{said.text}{stop}{text}", kept=True)})
    between = (
        draft.said[place + 1],
        Said("agent", text, kept=True),
        Said("customer", work.chance.choice(REPLIES), talk=True),
    )
    return draft.with_said((*draft.said[: place + 1], *between, *draft.said[place + 2 :]))


def too_late(work: Work) -> Draft | None:
    """What must follow within a window comes behind it."""
    window, at = work.rule.window, moment(work)
    if window is None or window.next is None or at is None or work.rule.require is None:
        return None
    draft = work.draft
    places = [i for i in work.listener.places(work.rule.require, draft) if i > at]
    if not places or work.listener.holds(work.rule.require, draft, at):
        return None
    between = [Said("agent", work.chance.choice(INSTEAD), talk=True)]
    for asked, answered in work.chance.sample(EXCHANGES, window.next):
        between += [Said("customer", asked, talk=True), Said("agent", answered, talk=True)]
    between.append(Said("customer", work.chance.choice(REPLIES), talk=True))
    first = places[0]
    until = (*draft.said[:first], *between)
    if not stands(work, draft.with_said(until)):
        return None
    return draft.with_said((*until, *draft.said[first:]))


def paused(work: Work) -> Draft | None:
    """The agent is silent for longer than the rule allows."""
    if work.rule.when is not None:
        return None
    for given in _forbidden(work, "pause"):
        draft = work.draft
        after = given.get("after", "both")
        places = [
            i
            for i in draft.agents()
            if i and draft.said[i].talk and (after == "both" or draft.said[i - 1].role == after)
        ]
        if places and given.get("by", "agent") == "agent":
            place = work.chance.choice(places)
            longer = max(float(g["pause"]) for g in _forbidden(work, "pause")) + work.chance.uniform(*_LONGER)
            said = replace(draft.said[place], gap=round(longer, 1))
            return replace(draft.changed({place: said}), timed=True)
    return None


def talked_over(work: Work) -> Draft | None:
    """The agent begins while the customer still speaks."""
    for given in _forbidden(work, "talk_over"):
        draft = work.draft
        over = float(given["talk_over"]) + 1.0
        places = [
            i for i in draft.agents() if i and draft.said[i].talk and draft.said[i - 1].role == "customer"
        ]
        if places and draft.head.channel != "chat":
            place = work.chance.choice(places)
            before = replace(draft.said[place - 1], lasts=over + 2.0)
            said = replace(draft.said[place], gap=-over, lasts=over + 1.0)
            return replace(draft.changed({place - 1: before, place: said}), timed=True)
    return None


def rung_too_long(work: Work) -> Draft | None:
    """The telephone rings more often than allowed."""
    for given in _forbidden(work, "rings"):
        more, seconds = int(given["rings"]["more"]), float(given["rings"].get("seconds", 5.0))
        rings = more + work.chance.randint(1, 5)
        head = replace(work.draft.head, rings=rings)
        if work.chance.random() < 0.3:
            head = replace(head, rings=None, ring_seconds=rings * seconds)
        return replace(work.draft, head=head)
    return None


def at_a_bad_time(work: Work) -> Draft | None:
    """The conversation begins at a forbidden time of day."""
    for given in _forbidden(work, "clock"):
        ranges = given["clock"] if isinstance(given["clock"], list) else [given["clock"]]
        begin, end = work.chance.choice(ranges).split("-")
        first, last = (int(t[:2]) * 60 + int(t[3:]) for t in (begin, end))
        minute = work.chance.randrange(first, last)
        started = f"{work.draft.head.started_at[:11]}{minute // 60:02}:{minute % 60:02}:00+08:00"
        return replace(work.draft, head=replace(work.draft.head, started_at=started))
    return None


def unrecorded(work: Work) -> Draft | None:
    """No form is attached, and none is spoken of."""
    cues = work.listener.book.cues
    if not list(operators(work.rule.require, cues, "record")):
        return None
    draft = replace(work.draft, head=replace(work.draft.head, records=()))
    places = work.listener.places(work.rule.require, draft)
    changes: dict[int, Any] = {}
    for place in places:
        changes[place] = replace(draft.said[place], text=work.chance.choice(INSTEAD), line="", kept=True)
    return draft.changed(changes)


def _forbidden(work: Work, operator: str) -> list[dict[str, Any]]:
    """The uses of an operator that must not hold."""
    cues = work.listener.book.cues
    required = list(operators(work.rule.require, cues, "not"))
    return [
        use
        for condition in (work.rule.forbid, *(given["not"] for given in required))
        for use in operators(condition, cues, operator)
    ]
