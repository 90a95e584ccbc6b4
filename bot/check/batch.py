"""Work spread over processes. What comes out stands in the order of what went in, whatever the number of processes."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any, TypeVar

from bot.errors import HuashuError

Task = TypeVar("Task")
Result = TypeVar("Result")

#: Tasks a process has before it or in hand; more would only fill the memory.
_AHEAD = 3

#: Objects that come and go between two runs of the cycle collector, which finds nothing here.
_CYCLES = 100_000

#: Where a started process finds what it is to do.
_work: Callable[[Any], Any]


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def ordered(work: Callable[[Task], Result], tasks: Iterable[Task], jobs: int) -> Iterator[Result]:
    """`work(task)` of every task, in order.

    Args:
        work: called in the processes, one task after the other; is copied to each of them once.
        tasks: asked for one by one, never many more than are being worked on.
        jobs: number of processes; with 1 everything happens in this one.

    Raises:
        HuashuError: a process was ended from outside.
    """
    if jobs <= 1:
        yield from map(work, tasks)
        return
    executor = ProcessPoolExecutor(jobs, _context(), _begin, (work,))
    try:
        pending: deque[Future[Result]] = deque()
        for task in tasks:
            pending.append(_started(executor, task) if not pending else executor.submit(_run, task))
            if len(pending) > jobs * _AHEAD:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except BrokenProcessPool as error:
        raise HuashuError(
            "一个检查进程被系统结束了，多半是内存不够。请加 --jobs 1 再试，或把文件拆小。"
        ) from error
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _context() -> multiprocessing.context.BaseContext:
    """Copies of this process where that is safe, so that what is loaded need not be loaded again."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def _started(executor: ProcessPoolExecutor, task: Any) -> Future[Any]:
    """Submit a task; processes that are started by it leave Ctrl-C to this one."""
    if threading.current_thread() is not threading.main_thread():
        return executor.submit(_run, task)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return executor.submit(_run, task)
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(work: Callable[[Any], Any]) -> None:
    """In a new process: keep the work, and end when the one that started it ends, however that happens."""
    global _work  # noqa: PLW0603  # a process pool has no other place for it
    _work = work
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent.sentinel,), daemon=True).start()
    gc.freeze()
    gc.set_threshold(_CYCLES)


def _leave_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _run(task: Any) -> Any:
    return _work(task)
