"""What to say next in a conversation under way: the mandated lines of the moment, and the checklist."""

from dataclasses import dataclass

from bot.book.answer import fill
from bot.check.checker import Session
from bot.check.checklist import Checklist, Item
from bot.check.demand import Demands
from bot.check.progress import Progress

#: More lines than these at a time help nobody who is talking.
MOST = 3

#: Agent's turns that a line has where no rule says how many.
_WHENEVER = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line to say now.

    Attributes:
        scene: the scene whose step it is, or empty.
        line: the id of the line; `say` its words with the blanks filled.
        why: why it is due, in a sentence.
        when: the case in which it is said, where the scene leaves a choice.
        do: what is done along with it.
        left: how often it is still to be said; `wait` seconds are waited after each time.
    """

    scene: str
    line: str
    say: str
    clause: str
    why: str
    when: str = ""
    do: tuple[str, ...] = ()
    left: int = 1
    wait: float = 0.0

    def as_json(self) -> dict[str, object]:
        """The contract's form, with what is not empty."""
        shown: dict[str, object] = {
            "scene": self.scene, "line": self.line, "say": self.say, "clause": self.clause, "why": self.why
        }  # fmt: skip
        more = {
            "when": self.when,
            "do": list(self.do),
            "wait": self.wait,
            "left": self.left if self.left > 1 else 0,
        }
        return shown | {name: value for name, value in more.items() if value}


@dataclass(frozen=True, slots=True)
class Prompts:
    """What a call under way is told after a turn."""

    suggest: tuple[Suggestion, ...]
    checklist: tuple[Item, ...]

    def as_json(self) -> dict[str, object]:
        """Both lists in the contract's form."""
        return {
            "suggest": [suggestion.as_json() for suggestion in self.suggest],
            "checklist": [item.as_json() for item in self.checklist],
        }


class Prompter:
    """Follows one session; ask it after every turn that the session took in."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._demands = Demands(session)
        self._progress = Progress(session, self._demands)
        self._checklist = Checklist(session, self._demands, self._progress)

    def prompts(self, now: float | None = None) -> Prompts:
        """The lines to say next and the checklist as they stand.

        Args:
            now: seconds since the start; without it, the end of the last turn.
        """
        self._progress.follow()
        return Prompts(tuple(self._suggestions()[:MOST]), tuple(self._checklist.items(now)))

    def _suggestions(self) -> list[Suggestion]:
        """Every line once: the opening, then what has the fewest turns left, then the latest scene's."""
        waiting = [w for w in self._demands.waiting() if not w.satisfied and w.rule.rule.expected]
        waiting.sort(key=lambda w: (w.turns_left is None, w.turns_left or 0, -w.at))
        left = {w.rule.rule.expected: w.turns_left for w in reversed(waiting) if w.turns_left is not None}
        of_rules = [self._line(w.rule.rule.expected or "", w.rule.rule.why) for w in waiting]
        scenes = sorted(self._of_scenes(), key=lambda s: left.get(s.line, _WHENEVER))
        found: dict[str, Suggestion] = {}
        for suggestion in (*self._opening(), *scenes, *of_rules):
            found.setdefault(suggestion.line, suggestion)
        return list(found.values())

    def _opening(self) -> list[Suggestion]:
        open_ = [rule for rule in self._demands.opening if self._demands.can_still_open(rule)]
        return [self._line(rule.rule.expected or "", rule.rule.why) for rule in open_ if rule.rule.expected]

    def _of_scenes(self) -> list[Suggestion]:
        found = []
        for pending in self._progress.pending():
            step, scene = pending.step, self._session.rulebook.book.scenes[pending.scene]
            found.append(
                Suggestion(
                    pending.scene, step.line, step.say, step.clause, pending.why or scene.gist,
                    step.when, pending.do, pending.left, step.wait,
                )
            )  # fmt: skip
        return found

    def _line(self, name: str, why: str) -> Suggestion:
        book = self._session.rulebook.book
        line = book.lines[name]
        return Suggestion(
            self._demands.scene_of(name), name, fill(line.say, book, self._demands.blanks), line.clause, why
        )
