"""How far a long run has come: a line on the terminal that goes away at the end, and what could not be read."""

import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bot.conversation.errors import Unreadable
from bot.conversation.files import READERS

#: Seconds after which a run counts as long.
_LONG = 1.0


class Progress:
    """Shown on standard error, only on a terminal and only once the run is long."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._begun = time.monotonic()
        self._wanted = sys.stderr.isatty()
        self._bar: Any = None
        self._task: Any = None

    def advance(self, size: int, conversations: int, turns: int) -> None:
        """Tell what has been done in all: bytes read, conversations, turns."""
        seconds = time.monotonic() - self._begun
        if not self._wanted or seconds < _LONG:
            return
        if self._bar is None:
            self._start()
        speed = f"{turns / seconds:,.0f} 句/秒"
        self._bar.update(
            self._task, completed=size, done=f"{conversations:,} 个对话", speed=speed, refresh=True
        )

    def name(self, unreadable: Iterable[Unreadable]) -> None:
        """Name what could not be read, above the line."""
        for item in unreadable:
            if self._bar is None:
                print(item, file=sys.stderr)
            else:
                self._bar.console.print(str(item), markup=False, highlight=False, soft_wrap=True)

    def close(self) -> None:
        """Take the line away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        total = _bytes(self._paths)
        columns = [
            TextColumn("检查"),
            BarColumn(),
            TextColumn("{task.fields[done]}"),
            TextColumn("{task.fields[speed]}"),
        ]
        if total is not None:
            columns.append(TimeRemainingColumn())
        # No thread of its own: it is drawn when something is done, and nothing else runs beside the check.
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
        self._task = self._bar.add_task("", total=total, done="", speed="")
        self._bar.start()


def _bytes(paths: Sequence[str]) -> int | None:
    """Bytes of all the files, where that says how much there is to do; None where it does not."""
    total = 0
    for path in paths:
        place = Path(path)
        files = (
            [place]
            if place.is_file()
            else [Path(root, name) for root, _, names in os.walk(path) for name in names]
        )
        for file in files:
            suffix = file.suffix.lower()
            if suffix in (".jsonl", ".ndjson"):
                total += file.stat().st_size
            elif suffix in READERS:
                return None
    return total or None
