"""A command measured from outside: seconds, processor seconds, and the memory of it and its children."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.25


@dataclass(frozen=True)
class Measured:
    """One run.

    Attributes:
        seconds: from start to end; `processor` of all processes together.
        megabytes: the highest resident memory of all processes together.
    """

    seconds: float
    processor: float
    megabytes: float


def huashu(*words: str, environment: Mapping[str, str] | None = None) -> Measured:
    """Run `huashu` with these words.

    Raises:
        RuntimeError: it ended with something else than "clean" or "violated".
    """
    before = os.times()
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *words],
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    highest = [0.0]
    watch = threading.Thread(target=_watch, args=(process, highest), daemon=True)
    watch.start()
    _, told = process.communicate()
    seconds = time.perf_counter() - started
    watch.join()
    if process.returncode not in (0, 1):
        raise RuntimeError(told.decode())
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(seconds, processor, highest[0])


def _watch(process: subprocess.Popen[bytes], highest: list[float]) -> None:
    while process.poll() is None:
        highest[0] = max(highest[0], sum(map(_resident, _family(process.pid))))
        time.sleep(_EVERY)


def _family(pid: int) -> Sequence[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _family(int(child)))]


def _resident(pid: int) -> float:
    """Megabytes a process has of its own, with its part of what it shares."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        return 0.0  # the child has just ended
    return 0.0
