"""How well acts are heard in the words of authors whom the model has not seen.

    python -m benchmarks.acts

Each author's lines are judged by models taught by all others. A line of another act counts ten times, as
neutral turns are far more frequent in conversations than among the examples.
"""

import time
from collections.abc import Sequence

import numpy as np

from bot.language.acts import Floats, Listener
from bot.language.acts_examples import ROLES, Flags, Lines
from bot.language.acts_training import calibration, held_out
from bot.language.examples import Example, read_examples
from bot.language.folded import Folded
from bot.language.store import acts

#: How often a line that is not the act counts.
NEGATIVES = 10

#: The precision that a threshold must reach.
PRECISION = 0.95

#: Thresholds that are always shown: the checker's default, and a stricter one.
SHOWN = (0.7, 0.9)


def measure(probabilities: Floats, right: Flags, sure: float) -> tuple[float, float]:
    """Precision and recall of everything from probability `sure` on."""
    heard = probabilities >= sure
    hits, wrong = int((heard & right).sum()), NEGATIVES * int((heard & ~right).sum())
    return hits / (hits + wrong) if hits + wrong else 1.0, hits / max(int(right.sum()), 1)


def least_sure(probabilities: Floats, right: Flags) -> float:
    """The lowest threshold that is precise enough; 1 where none is."""
    order = np.argsort(-probabilities, kind="stable")
    hits = np.cumsum(right[order])
    precise = hits / (hits + NEGATIVES * np.cumsum(~right[order])) >= PRECISION
    return float(probabilities[order][precise.nonzero()[0][-1]]) if precise.any() else 1.0


def table(lines: Lines) -> None:
    """Print one row an act."""
    scores = held_out(lines, lines.folds)
    slopes, shifts = calibration(lines, scores)
    probabilities = 1 / (1 + np.exp(-(scores * slopes + shifts)))
    for column, act in enumerate(lines.acts):
        judged = lines.teaching(act) & lines.written
        own, right = probabilities[judged, column], lines.intents[judged] == act
        least = least_sure(own, right)
        shown = "   ".join("{:4.0%} {:4.0%}".format(*measure(own, right, sure)) for sure in SHOWN)
        print(f"{act:28s} {right.sum():5d}   {shown}   {least:5.2f} {measure(own, right, least)[1]:4.0%}")


def microseconds(listen: Listener, turns: Sequence[str]) -> float:
    """The time a turn takes, the best of seven rounds."""
    rounds = []
    for _ in range(7):
        started = time.perf_counter()
        for turn in turns:
            listen(turn)
        rounds.append(time.perf_counter() - started)
    return min(rounds) / len(turns) * 1e6


def speed(examples: Sequence[Example]) -> None:
    """Print how long the trained model takes for turns of about thirty characters, all acts heard."""
    for role in ROLES:
        model = acts()
        known = model.roles[role].acts
        listen = model.listener(role, [(number, act, 0.7) for number, act in enumerate(known)])
        turns = [t for e in examples if e.family == role and 27 <= len(t := Folded(e.text).phrased) <= 33]
        assert listen is not None
        print(f"{role}: {microseconds(listen, turns):.1f} µs a turn of thirty characters, {len(known)} acts")


def main() -> None:
    """Print both tables."""
    examples = read_examples()
    shown = "   ".join(f"P {sure:.2f} R   " for sure in SHOWN)
    print(f"{'act':28s} lines   {shown} sure for P {PRECISION:.0%}, R there")
    for role in ROLES:
        table(Lines.of(role, examples))
    speed(examples)


if __name__ == "__main__":
    main()
