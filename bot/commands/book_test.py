"""`huashu book test`: the examples of every rule, run through the checker."""

from collections import Counter
from typing import Annotated

import typer


def book_test(
    book: Annotated[str | None, typer.Argument(help="A book, e.g. gym; all books without it.")] = None,
) -> None:
    """Run each rule's good and bad examples and report those that do not come out, with file and line."""
    from bot.book.shelf import shelf
    from bot.check.desk import checker
    from bot.check.trials import OUTCOMES, trials

    books = shelf()
    chosen = [books[book]] if book is not None else list(books)
    wrong: dict[str, list[str]] = {}
    outcomes: Counter[str] = Counter()
    tried = 0
    for one in chosen:
        for trial in trials(books, checker(one.book)):
            tried += 1
            if not trial.passed:
                wrong.setdefault(str(trial), []).append(one.book)
            elif trial.kind == "good" and trial.outcome is not None:
                outcomes[OUTCOMES[trial.outcome]] += 1
    for complaint in wrong:
        typer.echo(complaint)
    told = "，".join(f"{name} {count} 个" for name, count in sorted(outcomes.items()))
    typer.echo(
        f"{len(chosen)} 本话术，{tried} 个例句，{len(wrong)} 个不对。good 例句里{told or '没有通过的'}。"
    )
    if wrong:
        raise typer.Exit(1)
