from bot.check.finding import Evidence, Part
from bot.report.marks import Stretch, expected_line, pieces, stretches

from .conftest import finding


def test_marks_overlapping_evidence_is_cut_apart() -> None:
    found = [finding(evidence=(Evidence(0, (0, 4), ""),)), finding(evidence=(Evidence(0, (2, 6), ""),))]
    assert stretches(found, 0, 9) == [Stretch((0, 2), (0,)), Stretch((2, 4), (0, 1)), Stretch((4, 6), (1,))]


def test_marks_evidence_outside_the_text_is_clipped() -> None:
    found = [finding(evidence=(Evidence(0, (3, 99), ""), Evidence(0, (7, 8), "")))]
    assert stretches(found, 0, 5) == [Stretch((3, 5), (0,))]


def test_marks_evidence_of_other_turns_is_left_out() -> None:
    assert stretches([finding(evidence=(Evidence(1, (0, 1), ""),))], 0, 5) == []


def test_marks_adjoining_evidence_of_one_finding_is_one_stretch() -> None:
    found = [finding(evidence=(Evidence(0, (0, 2), ""), Evidence(0, (2, 4), "")))]
    assert stretches(found, 0, 5) == [Stretch((0, 4), (0,))]


def test_marks_parts_are_found_in_the_expected_line() -> None:
    assert pieces(finding()) == [
        ("您好", "said"),
        ("，兑换中心，", "plain"),
        ("8号", "missing"),
        ("为您服务。", "plain"),
    ]


def test_marks_parts_that_are_not_in_the_line_stand_alone() -> None:
    assert expected_line(finding(parts=(Part("您好", True), Part("再见", False)))) == "您好〔缺：再见〕"


def test_marks_without_parts_the_line_is_plain() -> None:
    assert expected_line(finding(parts=())) == "您好，兑换中心，8号为您服务。"
