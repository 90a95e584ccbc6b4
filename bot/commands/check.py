"""`huashu check`: its options."""

import os
import shutil
import sys
from typing import Annotated

import typer


def check(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")],
    book: Annotated[
        str, typer.Option("--book", help="Check against this book, whatever book a conversation names.")
    ] = "",
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            help="text, json, jsonl, csv, html, xlsx, junit or sarif; without it, by the ending of the output.",
        ),
    ] = "",
    output: Annotated[str, typer.Option(help="File for the report; without it, standard output.")] = "",
    show_personal: Annotated[
        bool, typer.Option("--show-personal", help="Do not mask personal data.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with an output (jsonl) that was broken off.")
    ] = False,
    jobs: Annotated[int, typer.Option(min=0, help="Processes; 0 is one a processor.")] = 0,
    colour: Annotated[
        bool | None, typer.Option("--colour/--no-colour", help="Colours; without it, on a terminal.")
    ] = None,
    limit_to: Annotated[
        list[str] | None, typer.Option("--limit-to", help="Report these rules only, e.g. O01,S01.")
    ] = None,
) -> None:
    """Check conversations against their script book; exit status 0 clean, 1 violated, 2 unusable."""
    from bot.commands.run import Wanted, run

    terminal = sys.stdout.isatty() and not output
    wanted = Wanted(
        paths=paths,
        book=book,
        format=format_,
        output=output,
        only=tuple(limit_to or ()),
        personal=show_personal,
        resume=resume,
        jobs=jobs,
        colour=terminal and "NO_COLOR" not in os.environ if colour is None else colour,
        width=shutil.get_terminal_size().columns if terminal else 100,
    )
    raise typer.Exit(run(wanted))
