"""How fast `huashu check` is: JSON lines in, JSON lines out, everything included.

    python -m benchmarks.speed              # everything, some minutes
    python -m benchmarks.speed turns start  # some of: turns, imported, rasa, rules, long, start

The conversations are those of `benchmarks.corpus`: more than two thirds of the customers' texts are distinct. A figure
is a slope: the difference of two runs of different size, so that starting up, which is a figure of its own, is not in it.
"""

import asyncio
import json
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.corpus import corpus, write
from benchmarks.process import Measured, huashu
from benchmarks.rules import home_with
from bot.language.store import newest_archive

_SMALL = 4_000
_PARSED = 300
_RULES = (50, 500, 5_000)
_LONG = (10_000, 100_000)


def turns(folder: Path) -> Iterator[str]:
    """Speed on two processes, and memory, for a corpus and for one four times as large."""
    small, large = folder / "small.jsonl", folder / "large.jsonl"
    counts = write(small, _SMALL), write(large, 4 * _SMALL)
    runs = _checked(small), _checked(large)
    for count, run in zip(counts, runs, strict=True):
        yield f"{count:,} turns: {run.seconds:.1f} s, {run.megabytes:.0f} MB in all processes"
    yield f"speed: {_slope(counts, runs):,.0f} turns a second on two processes"
    processor = (runs[1].processor - runs[0].processor) / (counts[1] - counts[0])
    yield f"processor: {processor * 1e6:.0f} µs a turn"


def imported(folder: Path) -> Iterator[str]:
    """`huashu import` into a new SQLite database, checking included; and the same again, when all is there."""
    small, large = folder / "small.jsonl", folder / "large.jsonl"
    counts = write(small, _SMALL), write(large, 4 * _SMALL)
    runs = tuple(_taken_in(path, path) for path in (small, large))
    for count, run in zip(counts, runs, strict=True):
        yield f"import of {count:,} turns: {run.seconds:.1f} s, {run.megabytes:.0f} MB in all processes"
    yield f"import: {_slope(counts, runs):,.0f} turns a second on two processes, checking included"
    yield f"the same again: {_taken_in(large, large).seconds:.1f} s"


def _taken_in(path: Path, database: Path) -> Measured:
    return huashu("import", str(path), environment={"HUASHU_DATABASE": f"sqlite:///{database}.db"})


def rasa(folder: Path) -> Iterator[str]:
    """Ours and Rasa's own one-message parse on the same turns, one process each."""
    one, many = folder / "one.jsonl", folder / "many.jsonl"
    counts = write(one, _SMALL // 4), write(many, _SMALL)
    ours = 1 / _slope(counts, (_checked(one, 1), _checked(many, 1)))
    texts = [turn["text"] for data in corpus(_SMALL) for turn in data["turns"] if turn["text"]]
    theirs = asyncio.run(_parsed(texts[:: len(texts) // _PARSED]))
    yield f"a turn: ours {ours * 1e6:.0f} µs, Rasa's parse {theirs * 1e3:.1f} ms: {theirs / ours:,.0f} times"


async def _parsed(texts: list[str]) -> float:
    """Seconds a message takes in Rasa."""
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    agent = Agent.load(str(newest_archive()))
    await agent.parse_message("您好")
    started = time.perf_counter()
    for text in texts:
        await agent.parse_message(text)
    return (time.perf_counter() - started) / len(texts)


def rules(folder: Path) -> Iterator[str]:
    """Speed with 50, 500 and 5,000 rules in every book."""
    one, many = folder / "one.jsonl", folder / "many.jsonl"
    counts = write(one, _SMALL // 4), write(many, _SMALL)
    first = 0.0
    for number in _RULES:
        home = home_with(number, folder / f"home-{number}")
        speed = _slope(counts, tuple(_checked(path, 2, home) for path in (one, many)))
        first = first or speed
        yield f"{number:,} rules: {speed:,.0f} turns a second ({speed / first:.0%})"


def long(folder: Path) -> Iterator[str]:
    """One conversation of many turns, and one of a million empty ones."""
    every = [turn for data in corpus(_LONG[-1] // 5) for turn in data["turns"] if data["book"] == "exchange"]
    for number in _LONG:
        said = [{"role": t["role"], "text": t["text"]} for t in (every * 5)[:number]]
        yield f"one conversation of {number:,} turns: {_one(folder, said)}"
    empty = [{"role": role, "text": ""} for role in ("agent", "customer")] * 500_000
    yield f"one conversation of {len(empty):,} empty turns: {_one(folder, empty)}"


def start(folder: Path) -> Iterator[str]:
    """One conversation, from Enter to the end."""
    one = folder / "single.jsonl"
    write(one, 1)
    times = [huashu("check", str(one)).seconds for _ in range(6)]
    yield f"one conversation: {statistics.median(times[1:]):.2f} s (median of five)"


def _one(folder: Path, said: list[dict[str, Any]]) -> str:
    path = folder / "long.jsonl"
    path.write_text(
        json.dumps({"id": "long", "book": "exchange", "turns": said}, ensure_ascii=False), "utf-8"
    )
    run = _checked(path, 1)
    return f"{run.seconds:.1f} s, {run.megabytes:.0f} MB"


def _checked(path: Path, jobs: int = 2, home: Path | None = None) -> Measured:
    words = ("check", str(path), "--format", "jsonl", "--output", f"{path}.out", "--jobs", str(jobs))
    return huashu(*words, environment={"HUASHU_HOME": str(home)} if home else None)


def _slope(counts: tuple[int, ...], runs: tuple[Measured, ...]) -> float:
    """Turns a second between the smaller and the larger run."""
    return (counts[1] - counts[0]) / (runs[1].seconds - runs[0].seconds)


FIGURES: dict[str, Callable[[Path], Iterator[str]]] = {
    **{"turns": turns, "imported": imported, "rasa": rasa, "rules": rules, "long": long, "start": start}
}


def main() -> None:
    """Print the figures asked for, each as it is known."""
    for name in sys.argv[1:] or FIGURES:
        with tempfile.TemporaryDirectory() as folder:
            for line in FIGURES[name](Path(folder)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
