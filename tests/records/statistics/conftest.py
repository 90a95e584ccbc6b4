"""Totals written as they would be, and the statistics that are read from them."""

from datetime import date

from bot.book.shelf import shelf
from bot.records.database import Database
from bot.records.statistics.names import People, Scripts
from bot.records.statistics.rates import rule_rates
from bot.records.statistics.standings import Group, Reader
from bot.records.statistics.sums import ALL, Chosen
from bot.records.tallies import Change
from bot.statistics.rate import Rate
from bot.statistics.span import Span, span_of
from bot.statistics.standing import Standing

OCTOBER = span_of(date(2026, 10, 20), month="2026-10")


def tally(
    database: Database,
    period: str,
    agent: str,
    scores: list[int],
    book: str = "exchange",
    **rules: tuple[int, int],
) -> None:
    """Write totals as they would be: scores, and by rule how often it was met and violated."""
    change = Change()
    for score in scores:
        change.conversation([period], agent, book, score, passed=score >= 60, critical=score == 0)
    for rule, (met, violated) in rules.items():
        change.rule([period], agent, book, rule, met=met, violated=violated, points=2 * violated)
    with database.session() as session:
        change.write(session)


def standings(database: Database, by: Group, span: Span = OCTOBER, chosen: Chosen = ALL) -> list[Standing]:
    with database.session() as session:
        return Reader(session, People.of(session), Scripts(shelf()), 20).standings(by, span, chosen)


def rates(database: Database, span: Span = OCTOBER, chosen: Chosen = ALL) -> dict[str, Rate]:
    with database.session() as session:
        return {rate.key: rate for rate in rule_rates(session, Scripts(shelf()), span, 20, chosen)}
