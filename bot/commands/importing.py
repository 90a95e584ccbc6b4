"""`huashu import`: conversations into the database, checked on the way, each of them once."""

import contextlib
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Annotated

import typer

from bot.commands.who import By

DONE, UNUSABLE, INTERRUPTED = 0, 2, 130

#: Agents that the summary names.
_NAMED = 8


def import_(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")],
    book: Annotated[
        str, typer.Option("--book", help="Hold them against this book, whatever book they name.")
    ] = "",
    jobs: Annotated[int, typer.Option(min=0, help="Processes; 0 is one a processor.")] = 0,
    add_agents: Annotated[
        bool, typer.Option("--add-agents", help="Put agents who are not on the roster there.")
    ] = False,
    by: By = "import",
) -> None:
    """Take conversations into the database, checked; what is there is passed over. May be broken off at any time."""
    raise typer.Exit(run_import(paths, book, jobs, by if add_agents else ""))


@dataclass(slots=True)
class _Total:
    """What has come of it so far. `agents`: new conversations by agent; `books`: the book of each."""

    size: int = 0
    turns: int = 0
    new: int = 0
    known: int = 0
    findings: int = 0
    unreadable: int = 0
    undated: int = 0
    agents: Counter[str] = field(default_factory=Counter)
    books: dict[str, str] = field(default_factory=dict)


def run_import(paths: list[str], book: str, jobs: int, adds_agents: str) -> int:
    """Import everything; returns the exit status.

    Args:
        adds_agents: who puts unknown agents on the roster; empty: nobody does.

    Raises:
        HuashuError: there is no such book, or the database cannot be opened.
    """
    from bot.book.shelf import shelf
    from bot.commands.interrupt import Interrupt
    from bot.commands.progress import Progress
    from bot.commands.source import pieces
    from bot.commands.spread import spread
    from bot.commands.take import Take
    from bot.records.database import database
    from bot.records.intake import take

    if book:
        shelf()[book]
    kept, total, stopped = database(), _Total(), False
    # Open it before anything is read: what is wrong with it is told at once.
    assert kept.engine is not None
    progress = Progress(paths)
    with Interrupt() as interrupt:
        try:
            with contextlib.closing(spread(Take(book, kept.url), pieces(paths), jobs)) as ready:
                for chunk in ready:
                    with interrupt.held():
                        taken = take(kept, chunk.lot) if chunk.lot else None
                        new = len(taken.new) if taken else 0
                        total.new += new
                        total.known += chunk.known + len(chunk.lot) - new
                        total.size += chunk.size
                        total.turns += chunk.turns
                        total.unreadable += len(chunk.unreadable)
                        numbers = taken.numbers if taken else ()
                        for number, item in zip(numbers, chunk.lot, strict=True):
                            if taken is None or number not in taken.new:
                                continue
                            total.findings += len(item.findings)
                            total.undated += item.started_at is None
                            total.agents[item.agent] += 1
                            total.books[item.agent] = item.book
                        progress.name(chunk.unreadable)
                        progress.advance(total.size, total.new + total.known, total.turns)
        except KeyboardInterrupt:
            stopped = True
        finally:
            progress.close()
    _tell(total, adds_agents, stopped)
    return INTERRUPTED if stopped else UNUSABLE if total.unreadable else DONE


def _tell(total: _Total, adds_agents: str, stopped: bool) -> None:
    typer.echo(
        f"{'已停下。' if stopped else ''}导入 {total.new} 通会话，发现 {total.findings} 处，人确认了才算数；"
        f"原来就有 {total.known} 通{f'；读不了 {total.unreadable} 个' if total.unreadable else ''}。"
    )
    if stopped:
        typer.echo("已导入的都在库里。接着导：同样的命令再来一遍，已有的会跳过。")
    if total.undated:
        typer.echo(f"其中 {total.undated} 通没写时间（started_at），按导入的时间算在本月。")
    strangers = _strangers(total, bool(adds_agents))
    if not strangers:
        return
    if adds_agents:
        refused = _add(strangers, total, adds_agents)
        if added := len(strangers) - len(refused):
            typer.echo(f"名册里新增 {added} 位坐席，请补上姓名、班组和入职日期：huashu agents add。")
        for why in refused:
            print(f"没有登记：{why}", file=sys.stderr)
        return
    named = "、".join(f"{agent}（{total.agents[agent]} 通）" for agent in strangers[:_NAMED])
    more = f"等 {len(strangers)} 位" if len(strangers) > _NAMED else ""
    print(
        f"名册里没有这些坐席：{named}{more}。会话已入库；登记后才能结算：huashu agents add 编号（或导入时加 --add-agents）。",
        file=sys.stderr,
    )


def _strangers(total: _Total, stored: bool) -> list[str]:
    """Agents of the new conversations who are not on the roster; `stored`: those of all that are there as well."""
    from bot.records.database import database
    from bot.records.intake import Roster
    from bot.records.strangers import agents_of_conversations

    with database().session() as session:
        roster = Roster(session)
        if stored:
            total.books = agents_of_conversations(session) | total.books
    return sorted(agent for agent in total.books if agent and not roster.knows(agent))


def _add(strangers: list[str], total: _Total, who: str) -> list[str]:
    """Put them on the roster; returns why some could not be."""
    from bot.errors import Refused
    from bot.records.database import database
    from bot.records.roster import put_agent

    refused = []
    with database().session() as session:
        for agent in strangers:
            try:
                put_agent(session, who, agent, book=total.books[agent])
            except Refused as error:
                refused.append(str(error))
    return refused
