"""`huashu book`: what is wrong with the books, what they cover, and what the chatbot gets from them."""

from typing import Annotated

import typer

from bot.errors import BookError

book_app = typer.Typer(help="Check, export and survey the script books.", no_args_is_help=True)


@book_app.command("check")
def book_check() -> None:
    """Report what is wrong with the books, the ledger, the forms and the desk's settings, each with file and line."""
    from bot.assess.scheme import read_schemes
    from bot.book.check import check_shelf
    from bot.book.handbook import read_handbook
    from bot.book.shelf import read_shelf
    from bot.check.consistency import consistency
    from bot.forms.binder import read_binder
    from bot.records.desk import read_desk

    books = read_shelf()
    problems: list[object] = [*check_shelf(books, read_handbook()), *consistency(books)]
    for read in (read_schemes, read_binder, read_desk):
        try:
            read()
        except BookError as error:
            problems += str(error).splitlines()
    for problem in problems:
        typer.echo(str(problem))
    if problems:
        raise typer.Exit(1)
    lines = sum(len(s.data.get("lines") or {}) for s in books.sources.values())
    scenes = sum(len(s.data.get("scenes") or {}) for s in books.sources.values())
    typer.echo(f"{len(books.books)} 本话术，{lines} 句，{scenes} 个场景：没有问题。")


@book_app.command("export")
def book_export() -> None:
    """Write the Rasa responses, rules and stories from the books."""
    from bot.book.export import export
    from bot.book.shelf import read_shelf

    changed = export(read_shelf())
    for path in changed:
        typer.echo(str(path))
    typer.echo(f"{len(changed)} 个文件有变化。" if changed else "没有变化。")


@book_app.command("coverage")
def book_coverage(
    missing: Annotated[bool, typer.Option("--missing", help="Only what is missing.")] = False,
) -> None:
    """Show each clause of the handbook, what it asks for, what stands and what is missing."""
    from bot.assess.scheme import schemes
    from bot.book.faces import FACE_NAMES, coverage
    from bot.book.handbook import read_handbook
    from bot.book.shelf import read_shelf
    from bot.coach.arithmetic import FORMULAS
    from bot.forms.binder import binder
    from bot.language.examples import read_examples
    from bot.practice.repertoire import repertoire
    from bot.records.callbacks.model import CLAUSES

    books = read_shelf()
    asked = {example.clause.partition("#")[0] for example in read_examples() if example.clause}
    cells = coverage(
        books,
        read_handbook(),
        asked,
        set(FORMULAS),
        practised={clause for book in books for clause in repertoire().clauses(book)},
        ledger=schemes().clauses,
        records={*binder().clauses(), *CLAUSES},
        clocks={*CLAUSES, *(clause for form in binder() if form.due for clause in form.clauses())},
    )
    for cell in cells:
        if cell.missing or not missing:
            typer.echo(f"{cell.clause}\t{FACE_NAMES[cell.face]}\t{cell.missing or '有'}")
    stands = sum(not cell.missing for cell in cells)
    typer.echo(f"共 {len(cells)} 项，已落实 {stands} 项，缺 {len(cells) - stands} 项。")
