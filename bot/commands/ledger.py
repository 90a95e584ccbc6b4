"""`huashu ledger`: what agents have won and lost, entry by entry."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.commands.day import day
from bot.commands.number import numbered
from bot.commands.who import By, who

ledger_app = typer.Typer(
    help="Bonuses, deductions and fines: enter, confirm, withdraw.", no_args_is_help=True
)

Number = Annotated[int, typer.Argument(help="The entry's number.", callback=numbered)]


@ledger_app.command("items")
def ledger_items(
    book: Annotated[str, typer.Option("--book", help="Of this trade only.")] = "",
) -> None:
    """Show what can be entered, with its clause and points."""
    from bot.assess.item import KIND_NAMES
    from bot.assess.scheme import schemes, schemes_of
    from bot.book.shelf import shelf

    if book:
        shelf()[book]
    for scheme in schemes_of(book) if book else schemes():
        typer.secho(scheme.title, bold=True)
        for item in scheme.items:
            sum_ = _worth(item)
            more = item.remark + (f"要扣分记 {item.see}" if item.see else "")
            typer.echo(f"  {item.id}\t{item.name}\t{KIND_NAMES[item.kind]}{sum_}\t{more}".rstrip())


@ledger_app.command("list")
def ledger_list(
    agent: Annotated[str, typer.Option(help="Of this agent only.")] = "",
    month: Annotated[str, typer.Option(help="Of this month only, e.g. 2026-10.")] = "",
    status: Annotated[str, typer.Option(help="standing, proposed or withdrawn.")] = "",
) -> None:
    """Show entries, each with where it comes from."""
    from bot.records.bounds import LISTED, MORE
    from bot.records.database import database
    from bot.records.entries import entries, state
    from bot.records.people import agent_named
    from bot.records.sheets import fines_of

    with database().session() as session:
        code = str(agent_named(session, agent).code) if agent else ""
        rows = entries(session, month=month, agent=code, status=status, limit=LISTED + 1)
        reckoned = fines_of(session, rows)
    for row in rows[:LISTED]:
        worth = _charged(row, reckoned)
        source = f"{row.finding_id} 号发现" if row.finding_id else row.entered_by
        why = f"\t撤销：{row.closed_by}，{row.closed_why}" if row.closed_why else ""
        typer.echo(
            f"{row.id}\t{row.occurred_on}\t{row.agent}\t{row.name}（{row.item}）\t{worth}\t{state(row)}\t{source}\t{row.reason}{why}"
        )
    typer.echo(MORE if len(rows) > LISTED else f"共 {len(rows)} 条。" if rows else "没有记录。")


@ledger_app.command("enter")
def ledger_enter(
    agent: Annotated[str, typer.Argument(help="The agent's code, number or name.")],
    item: Annotated[str, typer.Argument(help="What for: clause, name, or a part of it, e.g. 迟到.")],
    points: Annotated[
        int | None, typer.Option(help="Where the clause gives a range: how many, without a sign.")
    ] = None,
    yuan: Annotated[int | None, typer.Option(help="Where the clause leaves the sum open: how much.")] = None,
    on: Annotated[str, typer.Option(help="The day it happened; without it, today.")] = "",
    reason: Annotated[str, typer.Option(help="What happened.")] = "",
    dismiss: Annotated[
        bool, typer.Option("--dismiss", help="Dismissal, where the clause leaves the choice.")
    ] = False,
    by: By = "",
) -> None:
    """Enter what you have seen: lateness, a bonus, the trainer's extra, a fine."""
    from bot.assess.month import Month, recorded
    from bot.assess.scheme import schemes
    from bot.records.database import database
    from bot.records.desk import desk
    from bot.records.entries import enter
    from bot.records.sheets import closed, fines_of

    now = datetime.now(UTC)
    when = recorded(day(on)) if on else now.astimezone(desk().timezone).date()
    with database().session() as session:
        entry = enter(
            session,
            who(by),
            agent,
            item,
            when,
            now,
            points=points,
            money=yuan,
            dismissed=dismiss,
            reason=reason,
        )
        worth = _charged(entry, fines_of(session, [entry]))
        said = f"{entry.id} 号记录：{entry.agent} {when} {entry.name}（{entry.item}），{worth}。"
        over = bool(closed(session, Month.parse(str(entry.month)), str(entry.agent)))
    typer.echo(said)
    if see := schemes().items[str(entry.item)].see:
        typer.echo(f"手册在 {see} 给同类的事写了分数；要扣分，请记在那一项。")
    if over:
        typer.echo(f"{entry.month} 已经结算，请再结算一次：huashu month close {entry.month}。")


@ledger_app.command("propose")
def ledger_propose(
    month: Annotated[str, typer.Argument(help="The month, e.g. 2026-10.")], by: By = ""
) -> None:
    """Propose what the machine knows of: examinations, no complaints, first of the desk, call-backs against K.7."""
    from bot.assess.month import Month
    from bot.records.callbacks.ownership import passed_over
    from bot.records.database import database
    from bot.records.entries import BOOKKEEPERS
    from bot.records.people import allowed
    from bot.records.proposals import propose_month

    now, wanted = datetime.now(UTC), Month.parse(month)

    with database().session() as session:
        allowed(session, who(by), *BOOKKEEPERS)
        made, passed = propose_month(session, wanted, now), passed_over(session, str(wanted), now)
        for entry in made:
            worth = f"{entry.points:+d} 分" if entry.points else "罚款，按第几次算"
            typer.echo(f"{entry.id}\t{entry.agent}\t{entry.name}（{entry.item}）\t{worth}\t{entry.reason}")
    typer.echo(
        f"提出 {len(made)} 条，确认后才计分：huashu ledger confirm 记录号。" if made else "没有新的可提。"
    )
    if passed:
        typer.secho(passed, fg="yellow")


@ledger_app.command("confirm")
def ledger_confirm(
    numbers: Annotated[list[int], typer.Argument(help="The entries' numbers.", callback=numbered)],
    by: By = "",
) -> None:
    """Let proposed entries count."""
    from bot.records.database import database
    from bot.records.entries import confirm

    for number in numbers:
        with database().session() as session:
            entry = confirm(session, who(by), number, datetime.now(UTC))
            typer.echo(f"{number} 号记录已计入 {entry.agent} 的 {entry.month}。")


@ledger_app.command("withdraw")
def ledger_withdraw(
    number: Number,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    by: By = "",
) -> None:
    """Take back an entry, or decline a proposed one. What a finding has entered goes by appeal."""
    from bot.records.database import database
    from bot.records.entries import withdraw

    with database().session() as session:
        withdraw(session, who(by), number, reason, datetime.now(UTC))
    typer.echo(f"{number} 号记录已撤销。")


def _charged(entry, reckoned) -> str:  # type: ignore[no-untyped-def]
    """What an entry comes to: points, or the step of its ladder, as `reckoned` has it."""
    if entry.points:
        return f"{entry.points:+d} 分"
    if entry.kind == "dismissal":
        return "按规定直接辞退，请主管决定"
    fine = reckoned.get(entry.id)
    return fine.text if fine is not None else f"{entry.money} 元" if entry.money else "只记不扣"


def _worth(item) -> str:  # type: ignore[no-untyped-def]
    if item.ladder:
        return " " + "→".join(str(step) for step in item.ladder)
    if item.points is not None:
        return f" {item.points} 分"
    return f" {item.yuan} 元" if item.yuan is not None else ""
