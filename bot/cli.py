"""The `huashu` command."""

import os
import sys
from typing import Annotated, Literal

import typer

from bot.book.blanks import Blanks
from bot.book.shelf import DEFAULT_BOOK
from bot.commands.appeal import appeal_app
from bot.commands.book_diff import book_diff
from bot.commands.book_test import book_test
from bot.commands.books import book_app
from bot.commands.callbacks import callbacks_app
from bot.commands.check import check
from bot.commands.expiry import expire
from bot.commands.explain import explain
from bot.commands.forms import forms_app
from bot.commands.importing import import_
from bot.commands.inject import inject
from bot.commands.ledger import ledger_app
from bot.commands.lines import read_lines
from bot.commands.month import month_app
from bot.commands.people import agents_app, users_app
from bot.commands.practise import practise
from bot.commands.review import review_app
from bot.commands.stats import stats
from bot.commands.typed import mend_input, readable
from bot.errors import HuashuError

app = typer.Typer(
    help="Script coach and checker for Chinese service desks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(book_app, name="book")
app.add_typer(agents_app, name="agents")
app.add_typer(users_app, name="users")
app.add_typer(review_app, name="review")
app.add_typer(appeal_app, name="appeal")
app.add_typer(ledger_app, name="ledger")
app.add_typer(month_app, name="month")
app.add_typer(callbacks_app, name="callbacks")
app.add_typer(forms_app, name="forms")

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


app.command()(check)
app.command()(explain)
app.command()(expire)
app.command("import")(import_)
app.command()(practise)
app.command()(stats)
book_app.command("test")(book_test)
book_app.command("diff")(book_diff)
book_app.command("inject")(inject)


def main() -> None:
    """Entry point: errors meant for the user become one line and exit status 2."""
    try:
        readable([*sys.argv[1:], os.environ.get("HUASHU_USER", "")])
        mend_input()
        app()
    except HuashuError as error:
        typer.secho(str(error), err=True, fg="red")
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        from bot.records.trouble import cause, told

        trouble = told(error)
        if trouble is None:
            raise
        typer.secho(f"{trouble}（{cause(error)}）", err=True, fg="red")
        sys.exit(2)
