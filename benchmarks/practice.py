"""What scripted trainees score against every simulated customer.

    python -m benchmarks.practice                 # every scene, difficulty and 20 seeds; some minutes
    python -m benchmarks.practice --seeds 2 --book gym

A trainee who goes by the book must reach 95 each time; one who pastes random lines, repeats one line or recites all
lines at once must stay below 60. Every transcript is checked once more by itself: the findings must be the same.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.book.answer import fill
from bot.book.shelf import shelf
from bot.check.desk import checker
from bot.conversation.conversation import conversation_of
from bot.practice.form import transcript
from bot.practice.part import DIFFICULTIES
from bot.practice.repertoire import repertoire
from bot.practice.scorecard import Scorecard
from bot.practice.session import PracticeSession
from bot.practice.setting import Setting

#: A trainee who has said so much and is not through is stopped.
_MOST = 40

Trainee = Callable[[PracticeSession, random.Random], str]


def _lines(session: PracticeSession) -> list[str]:
    books = [session.book, *(book for book in shelf() if book.book != session.book.book)]
    return [fill(line.say, book, session.blanks()) for book in books for line in book.lines.values()]


def by_the_book(session: PracticeSession, _rng: random.Random) -> str:
    """Says what is due, word for word."""
    return session.hint()


def at_random(session: PracticeSession, rng: random.Random) -> str:
    """Pastes any line of any book."""
    return rng.choice(_lines(session))


def always_the_same(session: PracticeSession, _rng: random.Random) -> str:
    """Says the first thing that was due, again and again."""
    return session.exchanges[0].said if session.exchanges else session.hint()


def all_at_once(session: PracticeSession, _rng: random.Random) -> str:
    """Recites every line of the scene, each time."""
    book = session.book
    names = ["opening", *(name for beat in session.plot.beats for name in beat.lines)]
    return "".join(fill(book.lines[name].say, book, session.blanks()) for name in dict.fromkeys(names))


TRAINEES: dict[str, tuple[Trainee, int, int]] = {
    "by the book": (by_the_book, 95, 100),
    "random lines": (at_random, 0, 59),
    "one line again and again": (always_the_same, 0, 59),
    "all lines at once": (all_at_once, 0, 59),
}


@dataclass
class Outcome:
    """What one trainee came out as: his scores, the sessions that missed the aim, milliseconds a reply took.

    Attributes:
        repeating: sessions at difficulty 1 or 2 in which the customer said something twice.
        differing: transcripts that the checker judged otherwise.
    """

    scores: list[int] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    repeating: int = 0
    differing: int = 0


def settings(book: str, seeds: int) -> Iterator[Setting]:
    """Every scene of the books, at each difficulty, so many times."""
    for own in shelf():
        if book in ("", own.book):
            for scene in repertoire().scenes(own):
                for difficulty in DIFFICULTIES:
                    yield from (Setting(own.book, scene, difficulty, seed) for seed in range(seeds))


def played(setting: Setting, trainee: Trainee, outcome: Outcome) -> PracticeSession:
    """One session from beginning to end."""
    session = PracticeSession(setting)
    rng = random.Random(setting.key)
    for _ in range(_MOST):
        if session.due is None:
            break
        line = trainee(session, rng)
        started = time.perf_counter()
        session.say(line)
        outcome.times.append((time.perf_counter() - started) * 1000)
    return session


def measured(book: str, seeds: int) -> dict[str, Outcome]:
    """Every trainee in every session."""
    found = {name: Outcome() for name in TRAINEES}
    for setting in settings(book, seeds):
        for name, (trainee, least, most) in TRAINEES.items():
            outcome = found[name]
            session = played(setting, trainee, outcome)
            card = Scorecard.of(session)
            outcome.scores.append(card.score)
            again = checker(setting.book).check(conversation_of(transcript(session.conversation())))
            outcome.differing += again.findings != card.report.findings
            spoken = [t.text for t in session.turns if t.role == "customer" and t.text and not t.signals]
            outcome.repeating += setting.difficulty < 3 and len(set(spoken)) < len(spoken)
            if not least <= card.score <= most:
                outcome.missed.append(f"{setting.key} {card.score} {[f.rule for f in card.report.findings]}")
    return found


def main() -> None:
    """Print a row a trainee, and the sessions that missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--book", default="")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--missed", type=int, default=10, help="show so many sessions that missed")
    options = parser.parse_args()
    for name, outcome in measured(options.book, options.seeds).items():
        scores = outcome.scores
        times = statistics.quantiles(outcome.times, n=100)
        print(
            f"{name:26} {len(scores):6} sessions, score {min(scores)} to {max(scores)}, "
            f"mean {statistics.mean(scores):.1f}, missed {len(outcome.missed)}, "
            f"customer repeating {outcome.repeating}, "
            f"transcripts judged otherwise {outcome.differing}, reply p99 {times[98]:.1f} ms"
        )
        for line in outcome.missed[: options.missed]:
            print("   ", line)


if __name__ == "__main__":
    main()
