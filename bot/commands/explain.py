"""`huashu explain`: one rule explained."""

from typing import Annotated

import typer

from bot.book.shelf import DEFAULT_BOOK


def explain(
    rule: Annotated[str, typer.Argument(help="The rule's id, e.g. S01.")],
    book: Annotated[
        str, typer.Option("--book", help="The trade's book, e.g. exchange, gym, shop.")
    ] = DEFAULT_BOOK,
) -> None:
    """Explain a rule: what, why, clause, when it applies, what passes, good and bad examples, points."""
    from bot.book.explained import explained
    from bot.book.handbook import handbook
    from bot.book.shelf import shelf

    typer.echo(explained(rule, shelf()[book], handbook()))
