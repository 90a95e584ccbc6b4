"""The `huashu` command."""

import os
import sys
from typing import Annotated, Literal

import typer

from bot.book.blanks import Blanks
from bot.book.shelf import DEFAULT_BOOK
from bot.commands.book_test import book_test
from bot.commands.check import check
from bot.commands.explain import explain
from bot.commands.inject import inject
from bot.commands.lines import read_lines
from bot.commands.practise import practise
from bot.errors import HuashuError

app = typer.Typer(
    help="Script coach and checker for Chinese service desks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
book_app = typer.Typer(help="Check, export and survey the script books.", no_args_is_help=True)
app.add_typer(book_app, name="book")

Format = Literal["text", "json"]

BookOption = Annotated[str, typer.Option("--book", help="The trade's book, e.g. exchange, gym, shop.")]


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.")] = None,
    book: BookOption = DEFAULT_BOOK,
    agent_number: Annotated[str, typer.Option(help="Your number, e.g. 8.")] = "",
    customer: Annotated[str, typer.Option(help="The customer, e.g. 王先生.")] = "",
    format_: Annotated[Format, typer.Option("--format", help="text or json.")] = "text",
    batch: Annotated[
        str | None, typer.Option(help="A file with a question a line, or - for standard input.")
    ] = None,
) -> None:
    """Answer a question: the mandated words of a scene, or the clause of a rule."""
    import json

    from bot.coach.session import ask as answer

    blanks = Blanks(agent_number=agent_number, customer=customer)
    if batch is not None:
        for line in read_lines(batch):
            reply = answer(line, book, blanks)
            typer.echo(json.dumps(reply.as_json(), ensure_ascii=False))
        return
    if question is None:
        raise typer.BadParameter("给一个问题，例如：huashu ask 客户不说话怎么办（或用 --batch 文件）")
    reply = answer(question, book, blanks)
    if format_ == "json":
        typer.echo(json.dumps(reply.as_json(), ensure_ascii=False))
    else:
        typer.echo(reply.text)


@app.command()
def demo() -> None:
    """Three questions asked and answered."""
    from bot.coach.session import ask as answer

    for question in ("客户不说话怎么办", "迟到扣几分", "我刚说了“你等一下”，行吗"):
        typer.secho(f"坐席：{question}", bold=True)
        typer.echo(answer(question, DEFAULT_BOOK, Blanks(agent_number="8")).text + "\n")


@app.command()
def run(
    port: Annotated[int, typer.Option(help="Port of the web page.")] = 8000,
    rasa_port: Annotated[int, typer.Option(help="Port of the chatbot.")] = 5005,
    actions_port: Annotated[int, typer.Option(help="Port of the custom actions.")] = 5055,
) -> None:
    """Start chatbot, custom actions and web page; one Ctrl-C stops all."""
    from bot.console.launch import launch

    raise typer.Exit(launch(port, rasa_port, actions_port))


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port of the web page and the HTTP API.")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    rasa: Annotated[str, typer.Option(help="Where the chatbot is.")] = "http://127.0.0.1:5005",
) -> None:
    """Serve the web page and the HTTP API (the chatbot must be running for the page to talk)."""
    from bot.console.app import serve as start

    start(host, port, rasa)


@book_app.command("check")
def book_check() -> None:
    """Report what is wrong with the script books, each with file and line."""
    from bot.book.check import check_shelf
    from bot.book.handbook import read_handbook
    from bot.book.shelf import read_shelf
    from bot.check.consistency import consistency

    books = read_shelf()
    problems = [*check_shelf(books, read_handbook()), *consistency(books)]
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
    from bot.book.faces import FACE_NAMES, coverage
    from bot.book.handbook import read_handbook
    from bot.book.shelf import read_shelf
    from bot.coach.arithmetic import FORMULAS
    from bot.language.examples import read_examples

    asked = {example.clause.partition("#")[0] for example in read_examples() if example.clause}
    cells = coverage(read_shelf(), read_handbook(), asked, set(FORMULAS))
    for cell in cells:
        if cell.missing or not missing:
            typer.echo(f"{cell.clause}\t{FACE_NAMES[cell.face]}\t{cell.missing or '有'}")
    stands = sum(not cell.missing for cell in cells)
    typer.echo(f"共 {len(cells)} 项，已落实 {stands} 项，缺 {len(cells) - stands} 项。")


app.command()(check)
app.command()(explain)
app.command()(practise)
book_app.command("test")(book_test)
book_app.command("inject")(inject)


def main() -> None:
    """Entry point: errors meant for the user become one line and exit status 2."""
    try:
        app()
    except HuashuError as error:
        typer.secho(str(error), err=True, fg="red")
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
