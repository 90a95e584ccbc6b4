"""What `huashu callbacks` changes."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from bot.errors import HuashuError, reason
from bot.records.callbacks.appointments import appoint
from bot.records.callbacks.attempts import attempt
from bot.records.callbacks.endings import cancel, close
from bot.records.callbacks.entries import add
from bot.records.callbacks.members import add_members, read_members
from bot.records.callbacks.model import OUTCOMES, STATUSES, CallBack, Outcome
from bot.records.callbacks.ownership import assign
from bot.records.callbacks.proposals import accept, drop
from bot.records.callbacks.shown import due_line
from bot.records.callbacks.times import appointed_of, called_of, promised_of, told
from bot.records.database import database
from bot.records.desk import desk


def added(by: str, customer: str, promised_at: str, at: str, **given: Any) -> None:
    """Add one."""
    now, zone = datetime.now(UTC), desk().timezone
    with database().session() as session:
        row = add(
            session,
            by,
            customer=customer,
            now=now,
            promised_at=promised_of(promised_at, zone, now) if promised_at else None,
            due_at=appointed_of(at, zone, now) if at else None,
            **given,
        )
        typer.echo(f"已登记 {row.id} 号回访，期限 {told(row.due_at, now, zone)}。")


def attempted(by: str, number: int, outcome: Outcome, appointment: str, at: str, **given: Any) -> None:
    """Write a call down."""
    now, zone = datetime.now(UTC), desk().timezone
    with database().session() as session:
        made = attempt(
            session,
            by,
            number,
            outcome,
            now=now,
            at=called_of(at, zone, now) if at else None,
            appointment=appointed_of(appointment, zone, now) if appointment else None,
            **given,
        )
    typer.echo(f"已记下 {number} 号回访：{OUTCOMES[outcome]}。{''.join(made.remarks)}")


def appointed(by: str, number: int, at: str, *, asked: bool, why: str) -> None:
    """Move one to an appointed time."""
    now, zone = datetime.now(UTC), desk().timezone
    with database().session() as session:
        row = appoint(session, by, number, appointed_of(at, zone, now), now=now, asked=asked, why=why)
    typer.echo(f"{number} 号回访约在 {told(row.due_at, now, zone)}。")


def closed(by: str, number: int, result: str, *, given_up: bool) -> None:
    """Close one without a call."""
    with database().session() as session:
        row = close(session, by, number, result, now=datetime.now(UTC), given_up=given_up)
    _told(row)


def cancelled(by: str, number: int, why: str) -> None:
    """Cancel one."""
    with database().session() as session:
        row = cancel(session, by, number, why, now=datetime.now(UTC))
    _told(row)


def accepted(by: str, number: int, *, customer: str, phone: str, agent: str) -> None:
    """Accept a promise that was heard."""
    now = datetime.now(UTC)
    with database().session() as session:
        row = accept(session, by, number, customer=customer, phone=phone, agent=agent)
    _told(row)
    typer.echo(f"期限 {due_line(row, now)}。")


def assigned(by: str, number: int, agent: str) -> None:
    """Say whose one is."""
    with database().session() as session:
        row = assign(session, by, number, agent)
    typer.echo(f"{row.id} 号回访定给坐席 {row.agent}。")


def dropped(by: str, number: int) -> None:
    """Drop what was heard."""
    with database().session() as session:
        row = drop(session, by, number, now=datetime.now(UTC))
    _told(row)


def members(by: str, file: str, *, agent: str, book: str) -> None:
    """Read a list of members in."""
    now = datetime.now(UTC)
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise HuashuError(f"{file}：打不开（{reason(error)}）。请检查文件名。") from error
    with database().session() as session:
        read = read_members(file, data, now)
        done = add_members(session, by, read, now=now, agent=agent, book=book)
    typer.echo(f"名单 {len(read)} 位：新登记 {done.new} 位，已经有的 {done.known} 位。")
    if done.overdue:
        typer.secho(f"其中 {done.overdue} 位登记时已经过了期限，请尽快回访。", fg="red")


def _told(row: CallBack) -> None:
    typer.echo(f"{row.id} 号回访：{STATUSES[row.status]}。")
