from collections.abc import Callable
from xml.etree import ElementTree

from bot.check.finding import Finding
from bot.report.rules import RuleNote

from .conftest import case, finding


def suites(made: bytes) -> list[ElementTree.Element]:
    return ElementTree.fromstring(made).findall("testsuite")


def test_junit_is_a_suite_a_conversation_and_a_case_a_rule(written: Callable[..., bytes]) -> None:
    made = suites(written("junit", case("a", finding()), case("b")))
    assert [suite.get("name") for suite in made] == ["a", "b"]
    assert [test.get("name") for test in made[0].iter("testcase")] == ["O01 开头语", "S01", "T02"]


def test_junit_counts_failures_and_skipped(written: Callable[..., bytes]) -> None:
    suite = suites(written("junit", case("a", finding())))[0]
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", "1", "2")


def test_junit_failure_tells_message_and_what_would_have_passed(written: Callable[..., bytes]) -> None:
    failure = suites(written("junit", case("a", finding())))[0].find(".//failure")
    assert failure is not None
    assert (failure.get("message"), failure.get("type")) == ("开头语少了工号", "light")
    assert "〔缺：8号〕" in (failure.text or "")


def test_junit_several_findings_of_a_rule_are_one_failure(written: Callable[..., bytes]) -> None:
    suite = suites(written("junit", case("a", finding(message="甲"), finding(message="乙"))))[0]
    assert [failure.get("message") for failure in suite.iter("failure")] == ["甲；乙"]


def test_junit_skipped_says_why(written: Callable[..., bytes]) -> None:
    skipped = suites(written("junit", case("a")))[0].iter("skipped")
    assert [one.get("message") for one in skipped] == ["不适用", "无法判断"]


def test_junit_violation_that_outcomes_forgot_still_fails(
    written: Callable[..., bytes], severe: Finding
) -> None:
    suite = suites(written("junit", case("a", severe, outcomes={"O01": "met"})))[0]
    assert suite.get("failures") == "1"


def test_junit_is_xml_whatever_the_characters(written: Callable[..., bytes]) -> None:
    text = '\x00\x08\ud800\ufffe<&">]]>'
    made = suites(written("junit", case(text, finding(message=text))))
    assert made[0].get("name") == '����<&">]]>'


def test_junit_rules_without_finding_have_the_books_name(written: Callable[..., bytes]) -> None:
    rules = {"exchange": {"S01": RuleNote("S01", "无声电话")}}
    suite = suites(written("junit", case("a"), rules=rules))[0]
    assert "S01 无声电话" in [test.get("name") for test in suite.iter("testcase")]
