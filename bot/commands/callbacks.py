"""`huashu callbacks`: whom we owe a call, and what came of it."""

from typing import Annotated, Literal

import typer

from bot.commands.who import By, who

callbacks_app = typer.Typer(
    help="Call-backs (K.7): whom we owe a call and by when, what came of it, who is still missing.",
    no_args_is_help=True,
)

Number = Annotated[int, typer.Argument(min=1, help="Number of the call-back.")]
Agent = Annotated[str, typer.Option("--agent", help="Code, number or name of the agent who owes it.")]
Team = Annotated[str, typer.Option("--team", help="Name of the team.")]
Book = Annotated[
    str,
    typer.Option(
        "--book", help="The trade's book, e.g. exchange, gym; a new one goes by its agent's without it."
    ),
]
Format = Annotated[Literal["text", "json"], typer.Option("--format", help="text or json.")]
Kind = Literal["promised", "member", "visit", "repair", "appointment"]
Status = Literal["proposed", "open", "done", "settled", "refused", "given_up", "cancelled", "dropped"]
Outcome = Literal["reached", "no_answer", "inconvenient", "refused", "wrong_number"]
Asked = Annotated[bool, typer.Option("--asked", help="The customer asked for this time himself.")]
Customer = Annotated[str, typer.Option(help="Surname and title, e.g. 王先生.")]
Phone = Annotated[str, typer.Option(help="Telephone number.")]


@callbacks_app.command("list")
def list_(
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what should be done by now.")] = False,
    now: Annotated[bool, typer.Option("--now", help="Only what may be called at this moment.")] = False,
    proposed: Annotated[
        bool, typer.Option("--proposed", help="Promises heard in conversations, to be accepted or dropped.")
    ] = False,
    status: Annotated[Status, typer.Option(help="How they stand.")] = "open",
    kind: Annotated[Kind | None, typer.Option(help="Why they are owed.")] = None,
    agent: Agent = "",
    team: Team = "",
    book: Book = "",
    format_: Format = "text",
) -> None:
    """List call-backs, soonest due first."""
    from bot.commands import callback_lists

    callback_lists.listed(
        overdue=overdue,
        callable_=now,
        status="proposed" if proposed else status,
        kind=kind or "",
        agent=agent,
        team=team,
        book=book,
        json_=format_ == "json",
    )


@callbacks_app.command()
def show(number: Number, format_: Format = "text") -> None:
    """Show one call-back with its attempts, its changes and what to say."""
    from bot.commands import callback_lists

    callback_lists.shown(number, json_=format_ == "json")


@callbacks_app.command()
def add(
    customer: Annotated[str, typer.Argument(help="Surname and title, e.g. 王先生.")],
    phone: Phone = "",
    kind: Annotated[Kind, typer.Option(help="Why he is called.")] = "promised",
    reference: Annotated[str, typer.Option(help="Order or member number.")] = "",
    reason: Annotated[str, typer.Option(help="What to tell or ask him.")] = "",
    promised_at: Annotated[str, typer.Option(help="When it was promised; without it, now.")] = "",
    at: Annotated[str, typer.Option(help="An appointed time, e.g. 2026-11-05 15:00 or 明天下午三点.")] = "",
    asked: Asked = False,
    agent: Agent = "",
    book: Book = "",
    by: By = "",
) -> None:
    """Add a call-back; it is due within three days unless a time is appointed."""
    from bot.commands import callback_changes

    given = {"phone": phone, "kind": kind, "reference": reference, "reason": reason, "agent": agent}
    callback_changes.added(who(by), customer, promised_at, at, **given, book=book, asked=asked)


@callbacks_app.command()
def attempt(
    number: Number,
    outcome: Annotated[Outcome, typer.Option(help="What came of the call.")],
    result: Annotated[str, typer.Option(help="What was talked about; needed where he was reached.")] = "",
    satisfied: Annotated[
        bool | None, typer.Option("--satisfied/--unsatisfied", help="What he said when he was asked.")
    ] = None,
    appointment: Annotated[str, typer.Option(help="When to call instead, e.g. 明天下午三点.")] = "",
    asked: Asked = False,
    note: Annotated[str, typer.Option(help="A note on this call.")] = "",
    at: Annotated[
        str,
        typer.Option(help="When the call was made, e.g. 2026-11-05 15:00 or 昨天上午十点; without it, now."),
    ] = "",
    customer: Customer = "",
    by: By = "",
) -> None:
    """Write a call down."""
    from bot.commands import callback_changes

    callback_changes.attempted(
        who(by), number, outcome, appointment, at, result=result, satisfied=satisfied, asked=asked, text=note, customer=customer
    )  # fmt: skip


@callbacks_app.command()
def appoint(
    number: Number,
    at: Annotated[str, typer.Argument(help="When, e.g. 2026-11-05 15:00 or 明天下午三点.")],
    asked: Asked = False,
    reason: Annotated[
        str, typer.Option(help="Why, where nobody has called (reviewers and supervisors).")
    ] = "",
    by: By = "",
) -> None:
    """Move a call-back to an appointed time, after a call that did not come off."""
    from bot.commands import callback_changes

    callback_changes.appointed(who(by), number, at, asked=asked, why=reason)


@callbacks_app.command()
def close(
    number: Number,
    result: Annotated[str, typer.Option(help="How he got his answer, or why it is given up.")],
    given_up: Annotated[
        bool, typer.Option("--given-up", help="He could not be reached though he was called.")
    ] = False,
    by: By = "",
) -> None:
    """Close a call-back without a call; for a member it does not count as having called him."""
    from bot.commands import callback_changes

    callback_changes.closed(who(by), number, result, given_up=given_up)


@callbacks_app.command()
def cancel(
    number: Number, reason: Annotated[str, typer.Option(help="Why it is not needed.")], by: By = ""
) -> None:
    """Cancel a call-back that is not needed (reviewers and supervisors)."""
    from bot.commands import callback_changes

    callback_changes.cancelled(who(by), number, reason)


@callbacks_app.command()
def assign(
    number: Number,
    agent: Annotated[str, typer.Argument(help="Code, number or name of the agent who owes it.")],
    by: By = "",
) -> None:
    """Say whose a call-back is that has no agent (reviewers and supervisors)."""
    from bot.commands import callback_changes

    callback_changes.assigned(who(by), number, agent)


@callbacks_app.command()
def accept(
    number: Number, customer: Customer = "", phone: Phone = "", agent: Agent = "", by: By = ""
) -> None:
    """Say that what was heard in a conversation is a promise."""
    from bot.commands import callback_changes

    callback_changes.accepted(who(by), number, customer=customer, phone=phone, agent=agent)


@callbacks_app.command()
def drop(number: Number, by: By = "") -> None:
    """Say that what was heard in a conversation is no promise (reviewers and supervisors)."""
    from bot.commands import callback_changes

    callback_changes.dropped(who(by), number)


@callbacks_app.command()
def members(
    file: Annotated[str, typer.Argument(help="CSV or XLSX with 姓名, 称呼, 电话, 会员号, 办理时间.")],
    agent: Agent = "",
    book: Book = "",
    by: By = "",
) -> None:
    """Owe every member of a list a call-back; the same member again in a month is one."""
    from bot.commands import callback_changes

    callback_changes.members(who(by), file, agent=agent, book=book)


@callbacks_app.command()
def coverage(
    from_: Annotated[str, typer.Option("--from", help="First day; without it, the first of the month.")] = "",
    to: Annotated[str, typer.Option("--to", help="Last day; without it, today.")] = "",
    format_: Format = "text",
) -> None:
    """Say how many members were called back, and who is still missing."""
    from bot.commands import callback_lists

    callback_lists.covered(from_, to, json_=format_ == "json")


@callbacks_app.command()
def breaches(
    month: Annotated[str, typer.Argument(help="The month, e.g. 2026-11.")],
    agent: Agent = "",
    format_: Format = "text",
) -> None:
    """List calls in rest hours (T05) and calls too late or not made (T04)."""
    from bot.commands import callback_lists

    callback_lists.broken(month, agent, json_=format_ == "json")


@callbacks_app.command()
def export(
    output: Annotated[str, typer.Option(help="File, .csv or .xlsx.")],
    status: Annotated[Status | None, typer.Option(help="How they stand; without it, all.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="Why they are owed; without it, all.")] = None,
    agent: Agent = "",
    team: Team = "",
    book: Book = "",
) -> None:
    """Write call-backs with their attempts to a table for Excel."""
    from bot.commands import callback_lists

    callback_lists.exported(output, status=status or "", kind=kind or "", agent=agent, team=team, book=book)
