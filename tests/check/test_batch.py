import os
import threading
from collections.abc import Iterator

import pytest

from bot.check.batch import ordered
from bot.errors import HuashuError


def _square(number: int) -> int:
    return number * number


def _end_at_three(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


def _refuse(number: int) -> int:
    raise HuashuError(f"{number} 不行")


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_batch_results_stand_in_the_order_of_the_tasks(jobs: int) -> None:
    assert list(ordered(_square, range(200), jobs)) == [n * n for n in range(200)]


def test_batch_asks_for_few_tasks_ahead() -> None:
    asked = 0

    def tasks() -> Iterator[int]:
        nonlocal asked
        for number in range(1000):
            asked = number
            yield number

    results = ordered(_square, tasks(), 2)
    next(results)
    assert asked < 20
    results.close()


def test_batch_process_that_dies_is_told() -> None:
    with pytest.raises(HuashuError, match="--jobs 1"):
        list(ordered(_end_at_three, range(100), 2))


def test_batch_error_of_a_task_comes_out() -> None:
    with pytest.raises(HuashuError, match="0 不行"):
        list(ordered(_refuse, range(5), 2))


def test_batch_works_outside_the_main_thread() -> None:
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.extend(ordered(_square, range(10), 2)))
    thread.start()
    thread.join(30)
    assert found == [n * n for n in range(10)]
