"""`huashu review`: the queue, verdicts, readings, and how far people and machine agree."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.commands.day import day
from bot.commands.number import numbered
from bot.commands.who import By, who

review_app = typer.Typer(help="Confirm, change or dismiss what the machine found.", no_args_is_help=True)

Number = Annotated[
    int, typer.Argument(help="The finding's number, as `review show` gives it.", callback=numbered)
]
Conversation = Annotated[int, typer.Argument(help="The conversation's number.", callback=numbered)]
Reason = Annotated[str, typer.Option(help="Why; the agent reads it.")]
BookOption = Annotated[str, typer.Option("--book", help="Of this book only.")]


@review_app.command("list")
def review_list(
    agent: Annotated[str, typer.Option(help="Of this agent only.")] = "",
    team: Annotated[str, typer.Option(help="Of this team only.")] = "",
    book: BookOption = "",
    rule: Annotated[str, typer.Option(help="With an open finding of this rule.")] = "",
    reason: Annotated[
        str, typer.Option(help="appealed, critical, unsure, new_agent, sample or pasted.")
    ] = "",
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="So many.")] = 20,
) -> None:
    """Show what waits for a person, the most urgent first."""
    from bot.commands.reviewing import queue_lines
    from bot.records.database import database
    from bot.records.people import agents_meant
    from bot.records.review.waiting import Wanted

    with database().session() as session:
        wanted = Wanted(agents_meant(session, agent, team), book, rule, reason)
        for line in queue_lines(session, wanted, limit):
            typer.echo(line)


@review_app.command("show")
def review_show(conversation: Conversation) -> None:
    """Show a conversation with its findings and what became of them."""
    from bot.commands.reviewing import conversation_lines
    from bot.records.database import database

    with database().session() as session:
        for line in conversation_lines(session, conversation):
            typer.echo(line)


@review_app.command("next")
def review_next(agent: Annotated[str, typer.Option(help="Of this agent only.")] = "") -> None:
    """Show the conversation that waits most urgently."""
    from bot.commands.reviewing import conversation_lines
    from bot.records.database import database
    from bot.records.people import agents_meant
    from bot.records.review.waiting import Wanted, queue

    with database().session() as session:
        first = queue(session, Wanted(agents_meant(session, agent, "")), limit=1)
        if not first:
            typer.echo("没有等着复核的会话。")
            return
        for line in conversation_lines(session, int(first[0].conversation_id)):
            typer.echo(line)


@review_app.command("confirm")
def review_confirm(
    numbers: Annotated[list[int], typer.Argument(help="The findings' numbers.", callback=numbered)],
    reason: Annotated[str, typer.Option(help="A remark; not needed.")] = "",
    by: By = "",
) -> None:
    """The finding is right: its points enter the ledger."""
    for number in numbers:
        _decide(by, number, "confirm", reason)


@review_app.command("dismiss")
def review_dismiss(number: Number, reason: Reason = "", by: By = "") -> None:
    """The finding is wrong: it costs nothing."""
    _decide(by, number, "dismiss", reason)


@review_app.command("change")
def review_change(
    number: Number,
    reason: Reason = "",
    rule: Annotated[str | None, typer.Option(help="The rule it really broke.")] = None,
    severity: Annotated[str | None, typer.Option(help="light, medium or severe.")] = None,
    points: Annotated[int | None, typer.Option(help="What it is to cost, 0 to 20.")] = None,
    by: By = "",
) -> None:
    """The finding is right, but another rule, heavier or lighter."""
    _decide(by, number, "change", reason, rule, severity, points)


@review_app.command("opinion")
def review_opinion(
    number: Number,
    verdict: Annotated[str, typer.Argument(help="confirm, dismiss or change.")],
    reason: Reason = "",
    rule: Annotated[str | None, typer.Option(help="For change: the rule it really broke.")] = None,
    points: Annotated[int | None, typer.Option(help="For change: what it should cost.")] = None,
    by: By = "",
) -> None:
    """Say what you would have decided; changes nothing but the agreement of reviewers."""
    from bot.records.database import database
    from bot.records.review.given import Given
    from bot.records.review.opinions import opine

    with database().session() as session:
        given = Given(verdict, reason, rule, points=points)  # type: ignore[arg-type]
        opine(session, who(by), number, given, datetime.now(UTC))
    typer.echo(f"记下了您对 {number} 号发现的看法，判定不变。")


@review_app.command("add")
def review_add(
    conversation: Conversation,
    rule: Annotated[str, typer.Option(help="The rule that was broken.")],
    turn: Annotated[int, typer.Option(help="The turn, from 1, as `review show` numbers them.")],
    reason: Reason = "",
    by: By = "",
) -> None:
    """Add what the machine missed; it counts at once and can be appealed."""
    from bot.records.database import database
    from bot.records.review.additions import add

    with database().session() as session:
        finding = add(session, who(by), conversation, rule, turn - 1, reason, datetime.now(UTC))
        number, points = finding.id, finding.points
    typer.echo(f"补上了 {number} 号发现：{rule}，扣 {points} 分。")


@review_app.command("read")
def review_read(
    conversation: Conversation,
    broken: Annotated[str, typer.Option(help="Rules it broke, e.g. O01,S07; none: leave it out.")] = "",
    by: By = "",
) -> None:
    """You have read it as a whole: say which rules it broke, whatever the machine found."""
    from bot.records.database import database
    from bot.records.review.readings import read

    with database().session() as session:
        read(session, who(by), conversation, broken.replace("，", ",").split(","), datetime.now(UTC))
    typer.echo(f"{conversation} 号会话的通读结果记下了。")


@review_app.command("agreement")
def review_agreement(
    since: Annotated[str, typer.Option(help="From this day on, e.g. 2026-10-01.")] = "",
    book: BookOption = "",
) -> None:
    """How far reviewers agree, and the machine with them, rule by rule."""
    from bot.assess.month import recorded
    from bot.commands.reviewing import agreement_lines
    from bot.records.database import database
    from bot.records.desk import desk

    begins = (
        None if not since else datetime.combine(recorded(day(since)), datetime.min.time(), desk().timezone)
    )
    with database().session() as session:
        for line in agreement_lines(session, begins, book):
            typer.echo(line)


@review_app.command("rules")
def review_rules(book: BookOption = "") -> None:
    """How many findings of each rule people confirmed and dismissed, and which rules are in doubt."""
    from bot.commands.reviewing import trust_lines
    from bot.records.database import database

    with database().session() as session:
        for line in trust_lines(session, book):
            typer.echo(line)


@review_app.command("history")
def review_history(number: Number) -> None:
    """Who did what to a finding, and when."""
    from bot.commands.reviewing import history_lines
    from bot.records.database import database

    with database().session() as session:
        for line in history_lines(session, number):
            typer.echo(line)


def _decide(
    by: str,
    number: int,
    word: str,
    reason: str,
    rule: str | None = None,
    severity: str | None = None,
    points: int | None = None,
) -> None:
    from bot.records.database import database
    from bot.records.review.given import VERDICTS, Given
    from bot.records.review.verdicts import decide

    with database().session() as session:
        given = Given(word, reason, rule, severity, points)  # type: ignore[arg-type]
        finding = decide(session, who(by), number, given, datetime.now(UTC))
        costs = finding.counts_for
        whose = finding.agent
    verdict = VERDICTS[word]  # type: ignore[index]
    ledger = (
        f"，{whose} 记 −{costs} 分"
        if costs and whose
        else "，不扣分"
        if not costs
        else "，不知道是哪位坐席，没有记分"
    )
    typer.echo(f"{number} 号发现{verdict}{ledger}。")
