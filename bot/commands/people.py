"""`huashu agents` and `huashu users`: who is on the roster, and who may work with the records."""

from datetime import date
from typing import Annotated

import typer

from bot.commands.day import day
from bot.commands.who import By

agents_app = typer.Typer(help="The roster of agents and teams.", no_args_is_help=True)
users_app = typer.Typer(help="The people who review, keep the ledger, and appeal.", no_args_is_help=True)


@agents_app.command("list")
def agents_list(
    team: Annotated[str, typer.Option(help="Of this team only.")] = "",
    gone: Annotated[bool, typer.Option("--gone", help="With those who have left.")] = False,
) -> None:
    """Show the roster."""
    from bot.records.database import database
    from bot.records.people import agents

    with database().session() as session:
        rows = agents(session, team, gone)
    for agent, its_team in rows:
        joined = f"{agent.joined_on} 入职" if agent.joined_on else "入职日期没登记"
        left = f"，{agent.left_on} 离职" if agent.left_on else ""
        parts = [agent.code, agent.name or "（没写姓名）", f"{agent.number}号" if agent.number else ""]
        typer.echo(
            "\t".join(
                [*filter(None, parts), its_team or "（没有班组）", agent.book or "exchange", joined + left]
            )
        )
    typer.echo(
        f"共 {len(rows)} 位坐席。" if rows else "名册还是空的。登记：huashu agents add 编号 --name 姓名。"
    )


@agents_app.command("add")
def agents_add(
    code: Annotated[str, typer.Argument(help="The agent's id, as transcripts write it, e.g. A08.")],
    name: Annotated[str | None, typer.Option(help="His name.")] = None,
    number: Annotated[str | None, typer.Option(help="His number, e.g. 8.")] = None,
    team: Annotated[str | None, typer.Option(help="His team; made if it is new, empty for none.")] = None,
    book: Annotated[str | None, typer.Option(help="The book of his trade.")] = None,
    joined: Annotated[str | None, typer.Option(help="The day he joined, e.g. 2026-08-01.")] = None,
    left: Annotated[str | None, typer.Option(help="His last day; empty: he has come back.")] = None,
    by: By = "",
) -> None:
    """Put an agent on the roster, or change what is given of one who is there."""
    from bot.book.shelf import shelf
    from bot.records.database import database
    from bot.records.relink import relink
    from bot.records.roster import put_agent

    if book:
        shelf()[book]
    with database().session() as session:
        agent = put_agent(
            session,
            by or "terminal",
            code,
            number=number,
            name=name,
            team=team,
            book=book,
            joined_on=_day(joined),
            left_on=_day(left) if left else None,
            back=left == "",
        )
        moved = relink(session, agent)
    typer.echo(f"已登记 {agent.shown}。" + (f"{moved} 通会话归到他名下。" if moved else ""))


@users_app.command("list")
def users_list() -> None:
    """Show who may work with the records."""
    from sqlalchemy import select

    from bot.records.database import database
    from bot.records.people import ROLES, User

    with database().session() as session:
        users = list(session.execute(select(User).order_by(User.id)).scalars())
    for user in users:
        state = "" if user.active else "\t已停用"
        own = f"\t坐席 {user.agent_code}" if user.agent_code else ""
        typer.echo(f"{user.name}\t{ROLES[user.role]}{own}{state}")
    if not users:
        typer.echo("还没有人。先登记一位主管：huashu users add 姓名 --role supervisor。")


@users_app.command("add")
def users_add(
    name: Annotated[str, typer.Argument(help="The person's name.")],
    role: Annotated[str, typer.Option(help="agent, reviewer, trainer or supervisor.")],
    agent: Annotated[str, typer.Option(help="For an agent: which one, by code, number or name.")] = "",
    by: By = "",
) -> None:
    """Let a person in, change his role, or give him a new token; the token is shown this once."""
    from bot.records.database import database
    from bot.records.people import ROLES, is_user, may_manage, put_user

    with database().session() as session:
        may_manage(session, by)
        again = is_user(session, name)
        token = put_user(session, by or "terminal", name, role, agent)  # type: ignore[arg-type]
    shown = ROLES[role]  # type: ignore[index]
    typer.echo(
        f"{name}登记好了（{shown}）。网页登录口令只显示这一次{'，以前的口令作废' if again else ''}：{token}"
    )


@users_app.command("retire")
def users_retire(name: Annotated[str, typer.Argument(help="The person's name.")], by: By = "") -> None:
    """Let a person in no longer; what he has done stays under his name."""
    from bot.records.database import database
    from bot.records.people import may_manage, retire_user

    with database().session() as session:
        may_manage(session, by)
        retire_user(session, by or "terminal", name)
    typer.echo(f"{name}已停用。")


def _day(text: str | None) -> date | None:
    return None if text is None else day(text)
