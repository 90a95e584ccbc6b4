"""Decides a rule on a window, and makes the finding."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.book.answer import fill
from bot.book.blanks import Blanks
from bot.check.condition import Shown
from bot.check.finding import Evidence, Finding, Outcome, Part
from bot.check.rulebook import Compiled, Rulebook
from bot.check.spans import Span, joined
from bot.check.track import Track, View
from bot.conversation.model import Head
from bot.language.surname import surname_kept

#: How far back a quarrel reaches, in turns: the agent's last two.
_QUARREL = 4


@dataclass
class Verdicts:
    """What has been decided about a conversation.

    Attributes:
        moments: by rule, the outcome of each of its moments.
        places: by rule, the turns at which it was found violated.
    """

    findings: list[Finding] = field(default_factory=list)
    moments: dict[str, list[Outcome]] = field(default_factory=dict)
    places: dict[str, set[int]] = field(default_factory=dict)

    def outcome(self, rule: str) -> Outcome:
        """The outcome of a rule over all its moments: one violation is a violation."""
        found = self.moments.get(rule, ())
        for outcome in ("violated", "met", "cannot_judge"):
            if outcome in found:
                return outcome
        return "not_applicable"


class Judge:
    """Judges the rules of a book on one track."""

    def __init__(self, rulebook: Rulebook, track: Track, verdicts: Verdicts) -> None:
        self._rulebook = rulebook
        self._track = track
        self._verdicts = verdicts
        self._later: dict[str, list[Shown]] = {}

    def at_once(self, rule: Compiled, at: int) -> None:
        """A turn that may break a rule by itself."""
        condition = rule.immediate
        view = View(self._track, at, at + 1, at)
        if condition is None or condition.holds(view) is not True:
            return
        shown = condition.shown(view)
        # What the customer protests against stands in the turn before his.
        at = shown[0].turn if shown else at
        if self._outranked(rule, at) or at in self._verdicts.places.get(rule.id, ()):
            return
        if rule.applies is not None or rule.exempt is not None or rule.rule.once:
            self._later.setdefault(rule.id, []).extend(shown or [Shown(at, (0, 0))])
            return
        self._withdraw(rule, at)
        self._violated(rule, at, shown, ())

    def window(self, rule: Compiled, at: int, hi: int, *, final: bool) -> None:
        """A moment whose window is over (`hi`: the first turn behind it)."""
        everything = View(self._track, 0, len(self._track.turns) if final else hi, at, final)
        if not self._concerned(rule, everything):
            return
        view = rule.window(self._track, at, hi, final=final)
        if rule.rule.least and view.runs_of("agent") < rule.rule.least:
            return
        self._decide(rule, view)

    def conversation(self) -> None:
        """What is judged when the conversation is over."""
        view = View(self._track, 0, len(self._track.turns), max(0, len(self._track.turns) - 1), final=True)
        for rule in self._rulebook.closing:
            if not self._concerned(rule, view):
                continue
            if rule.immediate is not None:
                self._close_immediate(rule)
            else:
                self._decide(rule, rule.window(self._track, view.at, view.hi, final=True))

    def _concerned(self, rule: Compiled, view: View) -> bool:
        """Whether the rule applies; an unknown is noted as such."""
        for condition, wanted in ((rule.applies, True), (rule.exempt, False)):
            if condition is None:
                continue
            verdict = condition.holds(view)
            if verdict is None:
                if wanted:
                    self._note(rule, "cannot_judge")
                    return False
            elif verdict is not wanted:
                return False
        return True

    def _decide(self, rule: Compiled, view: View) -> None:
        required = rule.require.holds(view) if rule.require is not None else True
        forbidden = rule.forbid.holds(view) if rule.forbid is not None else False
        if required is False:
            assert rule.require is not None
            said = rule.when.shown(View(self._track, view.at, view.at + 1, view.at)) if rule.when else ()
            agent = [t for t in range(view.lo, view.hi) if self._track.turns[t].role == "agent"]
            # What is missing is reported where it should have stood: at the moment, else in the agent's last turn.
            place = view.at if rule.when is not None or not agent else agent[-1]
            if agent and not said:
                beginning = rule.scope is not None and rule.scope.first is not None
                said = [self._whole(agent[0 if beginning else -1])]
            self._violated(rule, place, said, rule.owed(view), view, begun=rule.begun(view))
        elif forbidden is True:
            assert rule.forbid is not None
            self._violated(rule, view.at, rule.forbid.shown(view), ())
        else:
            self._note(rule, "cannot_judge" if required is None or forbidden is None else "met")

    def _whole(self, turn: int) -> Shown:
        """All the words of a turn."""
        return Shown(turn, (0, len(self._track.heard[turn].folded.phrased)))

    def _close_immediate(self, rule: Compiled) -> None:
        shown = self._later.get(rule.id, ())
        if rule.rule.once and shown:
            self._violated(rule, shown[0].turn, shown, ())
        elif shown:
            for turn in sorted({s.turn for s in shown}):
                self._violated(rule, turn, [s for s in shown if s.turn == turn], ())
        elif rule.id not in self._verdicts.moments:
            self._note(rule, "met")

    def _outranked(self, rule: Compiled, at: int) -> bool:
        places = self._verdicts.places
        if any(at in places.get(above, ()) for above in rule.rule.outranked):
            return True
        quarrel = range(at - _QUARREL, at)
        return any(place in quarrel for above in rule.rule.covered for place in places.get(above, ()))

    def _withdraw(self, heavier: Compiled, at: int) -> None:
        """Take back what lighter rules found in a turn that a heavier one now covers: an utterance counts once."""
        for lighter in self._rulebook.covering.get(heavier.id, ()):
            places = self._verdicts.places.get(lighter, set())
            if at in places:
                places.discard(at)
                self._verdicts.moments[lighter].remove("violated")
                self._verdicts.moments[lighter].append("met")
                self._verdicts.findings[:] = [
                    f for f in self._verdicts.findings if f.rule != lighter or f.turn != at
                ]

    def _note(self, rule: Compiled, outcome: Outcome) -> None:
        self._verdicts.moments.setdefault(rule.id, []).append(outcome)

    def _violated(
        self,
        rule: Compiled,
        at: int,
        shown: Sequence[Shown],
        parts: Sequence[Part],
        view: View | None = None,
        *,
        begun: bool = False,
    ) -> None:
        if self._outranked(rule, at):
            return
        self._note(rule, "violated")
        self._verdicts.places.setdefault(rule.id, set()).add(at)
        nearest = rule.line.parts(view) if rule.line is not None and view is not None and not parts else ()
        self._verdicts.findings.append(self._finding(rule, at, shown, parts, nearest, begun=begun))

    def _finding(
        self,
        rule: Compiled,
        at: int,
        shown: Sequence[Shown],
        parts: Sequence[Part],
        nearest: Sequence[Part],
        *,
        begun: bool,
    ) -> Finding:
        """`parts` of what the rule demands; `nearest` are only shown. One that was `begun` may cost less."""
        written, book = rule.rule, self._rulebook.book
        evidence = self._evidence(shown)
        missing = "、".join(part.text for part in parts if not part.said)
        quote = "、".join(dict.fromkeys(e.quote for e in evidence if e.quote))
        count = len({e.turn for e in evidence})
        points = written.points
        if written.points_none is not None and not begun:
            points = written.points_none
        message = written.message or (f"{written.name}：{quote}" if quote and not parts else written.name)
        for name, value in (("missing", missing or written.name), ("quote", quote), ("count", str(count))):
            message = message.replace(f"{{{name}}}", value)
        line = book.lines.get(written.expected or "")
        blanks = blanks_of(self._track.head)
        return Finding(
            rule=rule.id,
            name=written.name,
            severity=written.severity,
            points=points,
            critical=written.critical,
            turn=at,
            start=self._track.turns[at].start if at < len(self._track.turns) else None,
            evidence=evidence,
            clause=written.clause,
            message=message,
            expected=fill(line.say, book, blanks) if line else written.advice,
            parts=tuple(parts or nearest),
            why=written.why,
            confidence=round(max((s.sure for s in shown), default=1.0), 3),
        )

    def _evidence(self, shown: Sequence[Shown]) -> tuple[Evidence, ...]:
        """The words as they were written, turn by turn; those that overlap are shown as one."""
        spans: dict[int, list[Span]] = {}
        for one in shown:
            folded = self._track.heard[one.turn].folded
            # What is not heard at its ends, an 嗯 or a comma, belongs to a whole turn all the same.
            whole = one.span == (0, len(folded.phrased))
            spans.setdefault(one.turn, []).append(
                (0, len(folded.text)) if whole else folded.written(*one.span)
            )
        return tuple(
            Evidence(turn, span, self._track.heard[turn].folded.text[slice(*span)])
            for turn in sorted(spans)
            for span in joined(spans[turn])
        )


def blanks_of(head: Head) -> Blanks:
    """What the head knows to fill a line's blanks with."""
    title = {"m": "先生", "f": "女士"}.get(head.customer.gender, "")
    surname = surname_kept(head.customer.surname.removesuffix(title))
    customer = surname + title if surname and title else ""
    return Blanks(agent_number=head.agent.number, agent_name=head.agent.name, customer=customer)
