"""`huashu stats`: how agents, teams, books, weeks, rules and scenes stand."""

from typing import Annotated, Literal

import typer


def stats(
    by: Annotated[
        Literal["agent", "team", "book", "week", "rule", "scene"],
        typer.Argument(help="A row for each of these."),
    ] = "agent",
    book: Annotated[str, typer.Option("--book", help="Conversations judged by this book only.")] = "",
    team: Annotated[str, typer.Option(help="Agents of this team only.")] = "",
    agent: Annotated[str, typer.Option(help="This agent only: code, number or name.")] = "",
    month: Annotated[str, typer.Option(help="2026-10; without any time, this month.")] = "",
    to_month: Annotated[str, typer.Option("--to-month", help="The last of several months.")] = "",
    from_week: Annotated[str, typer.Option("--from-week", help="The first ISO week, e.g. 2026-W41.")] = "",
    to_week: Annotated[str, typer.Option("--to-week", help="The last ISO week.")] = "",
    format_: Annotated[
        str,
        typer.Option("--format", help="text, csv, xlsx or json; without it, by the ending of the output."),
    ] = "",
    output: Annotated[str, typer.Option(help="File; without it, standard output.")] = "",
) -> None:
    """Mean scores, pass rates and deviations with their intervals, trends, and ranks that say what they are worth."""
    import sys
    from datetime import UTC, datetime
    from pathlib import Path

    from bot.commands.target import target
    from bot.errors import HuashuError
    from bot.records.database import database
    from bot.records.desk import desk
    from bot.records.statistics.board import Asked, answer
    from bot.report.formats import BINARY
    from bot.statistics.files import FORMATS, file_of
    from bot.statistics.span import span_of

    ending = Path(output).suffix.lower().removeprefix(".")
    format_ = format_ or ("text" if ending in ("", "txt") else ending)
    if format_ not in FORMATS:
        raise HuashuError(f"没有“{format_}”这种格式。可以用：{'、'.join(FORMATS)}。")
    if format_ in BINARY and not output and sys.stdout.isatty():
        raise HuashuError(f"{format_} 不能显示在终端上。请加 --output 文件名。")
    today = datetime.now(UTC).astimezone(desk().timezone).date()
    span = span_of(today, month=month, to_month=to_month, from_week=from_week, to_week=to_week)
    found = answer(database(), Asked(by, span, book, team, agent))
    with target(output, format_) as file:
        file.write(file_of(format_, found.grid, found.as_json))
