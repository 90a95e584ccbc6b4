"""`huashu book diff`: its options."""

import os
import shutil
import sys
from datetime import datetime
from typing import Annotated

import typer


def book_diff(
    old: Annotated[
        str,
        typer.Argument(
            help="now (the books as they stand), a folder like scripts/, a YAML file of a book or of its rules, or "
            "git:REVISION."
        ),
    ],
    new: Annotated[str, typer.Argument(help="The other side, written the same way.")],
    on: Annotated[
        list[str],
        typer.Option(
            "--on",
            help="What to judge by both: conversations (those in the database, newest first), or files, folders, - as "
            "in check. May be given several times.",
        ),
    ],
    limit: Annotated[int, typer.Option(min=0, help="At most so many from the database; 0 is all.")] = 0,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Only those of the database that began on that day or later."
        ),
    ] = None,
    book: Annotated[
        str, typer.Option("--book", help="Judge by this book, whatever book a conversation names.")
    ] = "",
    limit_to: Annotated[
        list[str] | None, typer.Option("--limit-to", help="Compare these rules only, e.g. O01,S01.")
    ] = None,
    format_: Annotated[
        str,
        typer.Option(
            "--format", help="text, json, csv, xlsx or html; without it, by the ending of the output."
        ),
    ] = "",
    output: Annotated[str, typer.Option(help="File for the report; without it, standard output.")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Show everything that differs, not the largest changes only.")
    ] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Compare although book check finds faults in a side.")
    ] = False,
    show_personal: Annotated[
        bool, typer.Option("--show-personal", help="Do not mask personal data.")
    ] = False,
    jobs: Annotated[int, typer.Option(min=0, help="Processes; 0 is one a processor.")] = 0,
    colour: Annotated[
        bool | None, typer.Option("--colour/--no-colour", help="Colours; without it, on a terminal.")
    ] = None,
) -> None:
    """What would change if the scripts did; exit status 0 nothing, 1 something, 2 unusable."""
    from bot.commands.comparison import Wanted, run

    terminal = sys.stdout.isatty() and not output
    wanted = Wanted(
        old=old,
        new=new,
        on=on,
        limit=limit,
        since=since,
        book=book,
        only=tuple(limit_to or ()),
        format=format_,
        output=output,
        everything=everything,
        anyway=anyway,
        personal=show_personal,
        jobs=jobs,
        colour=terminal and "NO_COLOR" not in os.environ if colour is None else colour,
        width=shutil.get_terminal_size().columns if terminal else 100,
    )
    raise typer.Exit(run(wanted))
