"""Totals of some periods added up."""

from bot.records.database import Database
from bot.records.review.given import Given
from bot.records.review.verdicts import decide
from bot.records.statistics.sums import Chosen, conversation_sums, rule_shares, rule_sums
from bot.statistics.interval import Mean, Share
from bot.statistics.rate import Judged
from bot.statistics.standing import Sums
from tests.records.conftest import NOW, Desk, found
from tests.records.statistics.conftest import tally


def test_sums_of_what_was_taken_in_and_reviewed(desk: Desk) -> None:
    """The totals that intake and review keep are those that statistics read."""
    (finding,) = desk.findings(desk.conversation(found(points=5), name="c-1"))
    desk.conversation(name="c-2")
    desk.conversation(name="c-3", agent="A09", at="2026-09-30T23:59:00+08:00")
    with desk.database.session() as session:
        decide(session, "小质", int(finding.id), Given("confirm"), NOW)
    with desk.database.session() as session:
        sums = conversation_sums(session, ["2026-10"], ["agent"])
        rules = rule_sums(session, ["2026-10"])
    assert sums == {("A08",): Sums(Mean(2, 195, 95**2 + 100**2), 2, 0)}
    assert rules["2026-10", "exchange", "F02"] == Judged(0, 1, 1, 0, 5)
    assert rules["2026-10", "exchange", "O01"].met == 2


def test_sums_weeks_and_months_do_not_mix(database: Database) -> None:
    for period in ("2026-09", "2026-10", "2026-W43", "2026-W44"):
        tally(database, period, "A08", [90], O01=(1, 0))
    with database.session() as session:
        assert conversation_sums(session, ["2026-10"], ["agent"])[("A08",)].scores.count == 1
        assert conversation_sums(session, ["2026-W43", "2026-W44"], ["agent"])[("A08",)].scores.count == 2
        assert len(rule_sums(session, ["2026-W43", "2026-W44"])) == 2


def test_sums_of_more_periods_than_one_query_holds(database: Database) -> None:
    weeks = [f"2026-W{week:02}" for week in range(1, 41)]
    for week in weeks:
        tally(database, week, "A08", [90, 50], O01=(3, 1))
    with database.session() as session:
        assert conversation_sums(session, weeks, ["book"]) == {
            ("exchange",): Sums(Mean(80, 40 * 140, 40 * (8100 + 2500)), 40, 0)
        }
        judged = sum(rule_sums(session, weeks).values(), Judged())
    assert judged.rate == Share(40, 160)


def test_sums_shares_of_an_agents_rules(database: Database) -> None:
    tally(database, "2026-10", "A08", [90], O01=(1, 1), A02=(2, 0))
    tally(database, "2026-10", "A08", [90], "gym", O01=(3, 1))
    tally(database, "2026-10", "A09", [90], O01=(1, 0), A02=(0, 1))
    with database.session() as session:
        found = rule_shares(session, "agent", ["2026-10"])
        some = rule_shares(session, "agent", ["2026-10"], pairs={("A08", "O01"), ("A09", "A02")})
        assert rule_shares(session, "agent", ["2026-10"], pairs=set()) == {}
    assert found["A08"] == {"O01": Share(2, 6), "A02": Share(0, 2)}
    assert some == {"A08": {"O01": Share(2, 6)}, "A09": {"A02": Share(1, 1)}}


def test_sums_shares_by_week_are_of_all_books_and_agents(database: Database) -> None:
    for week in ("2026-W43", "2026-W44"):
        for agent, book in (("A08", "exchange"), ("A09", "exchange"), ("A09", "gym")):
            tally(database, week, agent, [90], book, O01=(3, 1))
    with database.session() as session:
        found = rule_shares(session, "period", ["2026-W43", "2026-W44"])
        own = rule_shares(session, "period", ["2026-W44"], Chosen(agents=frozenset({"A08"})))
    assert found == {week: {"O01": Share(3, 12)} for week in ("2026-W43", "2026-W44")}
    assert own == {"2026-W44": {"O01": Share(1, 4)}}


def test_sums_only_what_is_chosen(database: Database) -> None:
    tally(database, "2026-10", "A08", [90], O01=(1, 0), A02=(0, 1))
    tally(database, "2026-10", "A09", [80, 70], "gym", O01=(2, 0))
    with database.session() as session:
        assert set(conversation_sums(session, ["2026-10"], ["agent"], Chosen("gym"))) == {("A09",)}
        assert set(conversation_sums(session, ["2026-10"], ["agent"], Chosen(agents=frozenset({"A08"})))) == {
            ("A08",)
        }
        assert set(rule_sums(session, ["2026-10"], Chosen(rules=frozenset({"A02"})))) == {
            ("2026-10", "exchange", "A02")
        }
        assert conversation_sums(session, ["2026-10"], ["agent"], Chosen(agents=frozenset())) == {}
