"""Agreement held against scikit-learn, and the cases that have no κ."""

import random

import pytest
from sklearn.metrics import cohen_kappa_score, precision_score, recall_score

from bot.statistics.agreement import NOTHING_JUDGED, ONE_ANSWER, Agreement, detection, precision, recall


@pytest.mark.parametrize("seed", range(6))
def test_agreement_kappa_is_cohens(seed: int) -> None:
    draw = random.Random(seed)
    first = [draw.random() < 0.3 for _ in range(80)]
    second = [one if draw.random() < 0.7 else draw.random() < 0.5 for one in first]
    found = Agreement.of(zip(first, second, strict=True))
    assert found.kappa == pytest.approx(cohen_kappa_score(first, second))
    assert found.alike.value == pytest.approx(sum(a == b for a, b in zip(first, second, strict=True)) / 80)
    assert found.why_undefined == ""


def test_agreement_worked_example() -> None:
    """Cohen's 1960 kind of table: 20 both, 5 and 10 alone, 15 neither: 35 of 50 alike, 25 by chance."""
    assert Agreement(20, 5, 10, 15).kappa == pytest.approx(0.4)


@pytest.mark.parametrize("answer", [True, False])
def test_agreement_on_one_answer_throughout_has_no_kappa(answer: bool) -> None:
    found = Agreement.of([(answer, answer)] * 9)
    assert (found.kappa, found.why_undefined, found.alike.value) == (None, ONE_ANSWER, 1.0)


def test_agreement_one_judge_with_one_answer_is_worth_chance() -> None:
    assert Agreement.of([(True, True), (True, False), (True, True)]).kappa == 0


def test_agreement_opposite_answers_throughout_is_below_chance() -> None:
    assert Agreement.of([(True, False), (False, True)]).kappa == -1


def test_agreement_of_nothing_says_so() -> None:
    found = Agreement.of([])
    assert (found.kappa, found.why_undefined, found.alike.value) == (None, NOTHING_JUDGED, None)


def test_agreement_of_two_parts_is_that_of_all() -> None:
    one, two = [(True, False), (True, True)], [(False, False), (False, True)]
    assert Agreement.of(one) + Agreement.of(two) == Agreement.of(one + two)


def test_agreement_detection_takes_the_person_to_be_right() -> None:
    draw = random.Random(1)
    pairs = [(draw.random() < 0.5, draw.random() < 0.4) for _ in range(60)]
    machine, person = zip(*pairs, strict=True)
    exact, whole = detection(Agreement.of(pairs))
    assert exact.value == pytest.approx(precision_score(person, machine))
    assert whole.value == pytest.approx(recall_score(person, machine))


def test_agreement_precision_and_recall_of_nothing_are_unknown() -> None:
    assert (precision(0, 0).value, recall(0, 0).value) == (None, None)
    assert precision(3, 1).interval is not None
