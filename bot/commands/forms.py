"""`huashu forms`: fill in, list, show, correct, close, cancel and export forms."""

from typing import Annotated, Literal

import typer

from bot.commands.who import By, who

forms_app = typer.Typer(
    help="Forms: call records, complaints, registrations, repairs, visits.", no_args_is_help=True
)

Number = Annotated[str, typer.Argument(help="The form's number, e.g. T-2026-0007.")]
Type = Annotated[str, typer.Option("--type", help="Of this kind only: its id or its Chinese name.")]
Agent = Annotated[str, typer.Option("--agent", help="Code, number or name of the agent.")]
Format = Annotated[Literal["text", "json"], typer.Option("--format", help="text or json.")]
Fields = Annotated[
    list[str] | None, typer.Option("--fields", help="An answer, e.g. phone=13812345678; once for each.")
]
Json = Annotated[
    str, typer.Option("--json", help="A file with the answers as a JSON object; - for standard input.")
]
#: Words that no option takes are told in Chinese, with how they are meant.
_STRAY = {"allow_extra_args": True}
Status = Literal["draft", "open", "done", "cancelled"]


@forms_app.command("list")
def forms_list(
    type_: Type = "",
    agent: Agent = "",
    status: Annotated[Status | None, typer.Option(help="Without it, all but drafts.")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what should be done by now.")] = False,
    conversation: Annotated[int | None, typer.Option(help="Of this conversation.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="So many.")] = 100,
    format_: Format = "text",
    by: By = "",
) -> None:
    """List forms: the open ones first, what is due soonest before. An agent sees his own."""
    from bot.commands import forming

    forming.show_list(
        forming.wanted(type_, status or "", agent, conversation, overdue=overdue, limit=limit),
        who(by),
        json_=format_ == "json",
    )


@forms_app.command("new", context_settings=_STRAY)
def forms_new(
    context: typer.Context,
    type_: Annotated[
        str, typer.Argument(metavar="TYPE", help="call, complaint, registration, repair or visit.")
    ],
    fields: Fields = None,
    json_file: Json = "",
    agent: Annotated[str, typer.Option(help="In whose name; without it, your own.")] = "",
    conversation: Annotated[int | None, typer.Option(help="The conversation it belongs to.")] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Go on with the one you left half filled in.")
    ] = False,
    by: By = "",
) -> None:
    """Fill in a form: by dialogue, or with all answers at once (--fields, --json)."""
    from bot.commands import forming

    given = forming.given(fields or [], json_file, context.args)
    if given is None:
        forming.fill_in(type_, who(by), agent, conversation, again=again)
    else:
        forming.register(type_, given, who(by), agent, conversation)


@forms_app.command("show")
def forms_show(number: Number, format_: Format = "text", by: By = "") -> None:
    """Show one form."""
    from bot.commands import forming

    forming.show(number, who(by), json_=format_ == "json")


@forms_app.command("change", context_settings=_STRAY)
def forms_change(
    context: typer.Context, number: Number, fields: Fields = None, json_file: Json = "", by: By = ""
) -> None:
    """Correct answers of an open form; an empty answer empties an optional field."""
    from bot.commands import forming

    forming.change(number, forming.given(fields or [], json_file, context.args), who(by))


@forms_app.command("close", context_settings=_STRAY)
def forms_close(
    context: typer.Context, number: Number, fields: Fields = None, json_file: Json = "", by: By = ""
) -> None:
    """Close a form with what came of it: by dialogue, or with all answers at once."""
    from bot.commands import forming

    forming.close(number, forming.given(fields or [], json_file, context.args), who(by))


@forms_app.command("cancel")
def forms_cancel(
    number: Number, reason: Annotated[str, typer.Option(help="Why; it is kept.")] = "", by: By = ""
) -> None:
    """Declare a form void; its number stays used."""
    from bot.commands import forming

    forming.cancel(number, reason, who(by))


@forms_app.command("export")
def forms_export(
    output: Annotated[str, typer.Option(help="The file; without it, standard output.")] = "",
    format_: Annotated[
        Literal["csv", "xlsx"] | None,
        typer.Option("--format", help="Without it, by the ending of the output."),
    ] = None,
    type_: Type = "",
    agent: Agent = "",
    status: Annotated[Status | None, typer.Option(help="Without it, all but drafts.")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what should be done by now.")] = False,
    by: By = "",
) -> None:
    """Write forms as a table: CSV, or a workbook with a sheet a kind. An agent gets his own."""
    from bot.commands import forming

    forming.export(
        forming.wanted(type_, status or "", agent, None, overdue=overdue, limit=None),
        who(by),
        format_,
        output,
    )


@forms_app.command("check")
def forms_check() -> None:
    """Report what is wrong with the files in scripts/forms/, each with file and line."""
    from bot.book.handbook import read_handbook
    from bot.forms.binder import read_binder

    forms = read_binder()
    problems = forms.unknown_clauses(read_handbook())
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(1)
    fields = sum(len(form.all_fields) for form in forms)
    typer.echo(f"{len(forms.forms)} 种单子，{fields} 项：没有问题。")
