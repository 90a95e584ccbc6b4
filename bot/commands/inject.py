"""`huashu book inject`: labelled violations of a book, and how many of them its rules find."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.errors import HuashuError, reason


def inject(
    books: Annotated[list[str], typer.Argument(help="The books, e.g. exchange gym; `all` for every one.")],
    count: Annotated[int, typer.Option(min=1, help="Conversations with a violation, for each rule.")] = 10,
    seed: Annotated[int, typer.Option(help="The same seed makes the same conversations.")] = 0,
    output: Annotated[
        str, typer.Option(help="File for the conversations; without it, standard output.")
    ] = "",
    measure: Annotated[
        bool, typer.Option("--measure", help="Check them, and print precision and recall a rule instead.")
    ] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="The table as Markdown.")] = False,
) -> None:
    """Make labelled conversations of a book: compliant ones, and for each rule ones that break it."""
    from bot.book.shelf import shelf
    from bot.check.injection.form import line_of, table
    from bot.check.injection.injection import Injection
    from bot.check.injection.measure import Measured, measured
    from bot.language.examples import read_examples
    from bot.language.store import acts, sounds

    shelved = shelf()
    chosen = list(shelved) if books == ["all"] else [shelved[name] for name in books]
    examples = read_examples()
    lines: list[bytes] = []
    tables: list[str] = []
    for book in chosen:
        injection = Injection(book, sounds(), acts(), examples, seed)
        made = list(injection.labelled(count))
        lines += [line_of(one) for one in made]
        if measure:
            figures: dict[str, Measured] = measured(made, injection.checker)
            tables.append(table(book.book, figures, markdown=markdown))
    if output:
        try:
            Path(output).write_bytes(b"".join(lines))
        except OSError as error:
            raise HuashuError(f"{output}：写不进去（{reason(error)}）。请检查文件名和权限。") from error
    if measure:
        typer.echo("\n\n".join(tables))
    elif not output:
        sys.stdout.buffer.write(b"".join(lines))
