"""`huashu month`: the monthly assessment, reckoned from the ledger."""

import json
import sys
from datetime import UTC, datetime
from typing import Annotated, Literal

import typer

from bot.commands.target import target
from bot.commands.who import By, who
from bot.errors import HuashuError
from bot.report.grid import Grid, csv_of, xlsx_of

month_app = typer.Typer(help="The monthly assessment (handbook G) and the fines.", no_args_is_help=True)

MonthArgument = Annotated[str, typer.Argument(help="The month, e.g. 2026-10.")]


@month_app.command("show")
def month_show(
    month: MonthArgument,
    agent: Annotated[str, typer.Option(help="One agent, with the sum written out.")] = "",
    format_: Annotated[
        Literal["text", "json", "csv", "xlsx"], typer.Option("--format", help="text, json, csv or xlsx.")
    ] = "text",
    output: Annotated[str, typer.Option(help="File; without it, standard output.")] = "",
) -> None:
    """Show the month as it stands: the board, or one agent's sum with every entry."""
    from bot.assess.month import Month
    from bot.records.database import database
    from bot.records.desk import desk
    from bot.records.month_board import board, board_lines
    from bot.records.people import agent_named
    from bot.records.sheet_form import sheet_as_json
    from bot.records.sheets import sheet, sheets

    wanted, now = Month.parse(month), datetime.now(UTC)
    with database().session() as session:
        found = (
            [sheet(session, wanted, agent_named(session, agent), now)]
            if agent
            else sheets(session, wanted, now)
        )
        shown = [sheet_as_json(one) for one in found]
    if format_ == "csv" or format_ == "xlsx":  # noqa: PLR1714  # mypy narrows on == only
        _file(output, format_, board(wanted, found))
    elif format_ == "json":
        typer.echo(json.dumps(shown[0] if agent else shown, ensure_ascii=False))
    elif agent:
        typer.echo(found[0].agent.shown)
        for line in found[0].assessment.lines():
            typer.echo(line)
        typer.echo(found[0].remark)
    else:
        for line in board_lines(wanted, found):
            typer.echo(line)
    if format_ == "text" and not wanted.over(now, desk().timezone):
        typer.echo(f"{wanted.chinese}还没过完，数字还会变。")


@month_app.command("close")
def month_close(
    month: MonthArgument,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask, whatever is unfinished.")] = False,
    by: By = "",
) -> None:
    """Close a month that is over: its figures are kept; closed again, what has changed gets a new revision."""
    from bot.assess.month import Month
    from bot.records.assessments import close, unfinished
    from bot.records.database import database

    wanted = Month.parse(month)
    if not yes:
        with database().session() as session:
            before = unfinished(session, wanted).told
        if before and not sys.stdin.isatty():
            raise HuashuError(f"{month} 还有 {before}，没有结算。仍要结算，请加 --yes。")
        if before and not typer.confirm(f"{month} 还有 {before}。仍要结算吗？"):
            return
    with database().session() as session:
        done = close(session, who(by), wanted, datetime.now(UTC))
    typer.echo(f"{month} 已结算：写入 {done.written} 份，没有变化的 {done.unchanged} 份。")
    for line in done.told():
        typer.echo(line)


@month_app.command("closed")
def month_closed(month: MonthArgument) -> None:
    """Show a month as it was closed."""
    from bot.assess.month import Month
    from bot.records.database import database
    from bot.records.desk import desk
    from bot.records.month_board import pay_told
    from bot.records.sheets import closed

    with database().session() as session:
        rows = closed(session, Month.parse(month))
    for code, row in sorted(rows.items()):
        at = row.closed_at.astimezone(desk().timezone)
        pay = pay_told(row.pay) + (f"，罚款奖励 {row.fines:+d} 元" if row.fines else "")
        typer.echo(
            f"{code}\t{row.score} 分\t{row.grade or '—'}\t{pay}\t第 {row.revision} 版\t{at:%Y-%m-%d} {row.closed_by}"
        )
    if not rows:
        typer.echo(f"{month} 还没有结算：huashu month close {month}。")


def _file(output: str, format_: Literal["csv", "xlsx"], grid: Grid) -> None:
    if format_ == "xlsx" and not output and sys.stdout.isatty():
        raise HuashuError("xlsx 不能显示在终端上。请加 --output 文件名。")
    with target(output, format_) as file:
        file.write(csv_of(grid) if format_ == "csv" else xlsx_of([grid]))
