from bot.check.finding import Finding
from bot.report.summary import Summary

from .conftest import Case, case, finding


def summed(*cases: Case) -> Summary:
    summary = Summary()
    for report, _ in cases:
        summary.add(report)
    return summary


def test_summary_everyone(severe: Finding) -> None:
    everyone = summed(case("a", score=90), case("b", severe, score=50, passed=False, critical=True)).everyone
    assert (everyone.conversations, everyone.mean, everyone.lowest) == (2, 70, 50)
    assert (everyone.passed, everyone.critical, everyone.findings) == (1, 1, 1)


def test_summary_rule_counts_findings_apart_from_conversations() -> None:
    tally = summed(case("a", finding(), finding()), case("b")).worst_rules()[0]
    assert (tally.findings, tally.points, tally.conversations, tally.judged) == (2, 4, 1, 2)


def test_summary_rules_without_violation_are_not_among_the_worst() -> None:
    assert summed(case("a")).worst_rules() == []


def test_summary_rule_has_its_name_though_it_was_met_first() -> None:
    assert summed(case("a"), case("b", finding())).worst_rules()[0].note.name == "开头语"


def test_summary_agents_lowest_mean_first() -> None:
    agents = summed(case("a", agent="A1", score=90), case("b", agent="A2", score=60)).worst_agents()
    assert [agent.agent for agent in agents] == ["A2", "A1"]
