"""What `huashu callbacks` prints: lists, one call-back, members still missing, breaches, tables."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from bot.errors import HuashuError, Refused, reason
from bot.records.audit import history
from bot.records.callbacks import shown as form
from bot.records.callbacks.attempts import attempts_of
from bot.records.callbacks.breaches import breaches
from bot.records.callbacks.changing import callback_numbered
from bot.records.callbacks.coverage import coverage
from bot.records.callbacks.listing import Wanted, counted, with_attempts
from bot.records.callbacks.listing import listed as found
from bot.records.callbacks.model import ACTIONS, KINDS, OUTCOMES, STATUSES, CallBack
from bot.records.callbacks.opening import script
from bot.records.callbacks.rest_hours import RestHours
from bot.records.callbacks.times import date_of, told
from bot.records.database import database
from bot.records.desk import desk
from bot.records.people import agent_named


def listed(*, callable_: bool, json_: bool, **wanted: Any) -> None:
    """Print a list, with when to call and what else waits."""
    now, chosen = datetime.now(UTC), Wanted(callable=callable_, **wanted)
    with database().session() as session:
        rows = list(found(session, chosen, now))
        total = counted(session, chosen, now)
        waiting = counted(session, Wanted(status="proposed"), now)
    if json_:
        typer.echo(json.dumps([form.as_json(row, now) for row in rows], ensure_ascii=False))
        return
    if notice := RestHours.of(desk()).notice(now):
        typer.secho(notice, fg="yellow")
    for row in rows:
        typer.secho(_line(row, now), fg="red" if row.overdue(now) else None)
    if not rows and not (callable_ and notice):
        typer.echo("没有要回访的。")
    if total > len(rows):
        typer.echo(f"一共 {total} 条，先列出最急的 {len(rows)} 条。")
    if any(row.phone and not row.dialable for row in rows):
        typer.echo(form.MASKED)
    if waiting and chosen.status != "proposed":
        typer.echo(f"另有 {waiting} 条从会话里听出来的承诺等人确认：huashu callbacks list --proposed")


def shown(number: int, *, json_: bool) -> None:
    """Print one call-back with everything that is known of it."""
    now, zone = datetime.now(UTC), desk().timezone
    with database().session() as session:
        row = callback_numbered(session, number)
        made = attempts_of(session, number)
        changes = history(session, f"callback:{number}")
        said = script(session, row)
    if json_:
        attempts = [form.attempt_as_json(each) for each in made]
        say = [step.as_json() for step in said.steps]
        typer.echo(
            json.dumps(
                form.as_json(row, now)
                | {"attempts": attempts, "script": say, "script_lacking": said.lacking},
                ensure_ascii=False,
            )
        )
        return
    typer.echo(_line(row, now))
    typer.echo(f"状态：{STATUSES[row.status]}{f'（{row.result}）' if row.result else ''}")
    for each in made:
        where = f"，改约 {told(each.appointment_at, now, zone)}" if each.appointment_at else ""
        rest = "，在客户休息时间" if each.in_rest_hours else ""
        typer.echo(
            f"{told(each.at, now, zone)}\t{each.by}\t{OUTCOMES[each.outcome]}{where}{rest}\t{each.note}"
        )
    for change in changes:
        what, why = (
            ACTIONS.get(str(change.action), change.action),
            (json.loads(change.after) or {}).get("why"),
        )
        typer.secho("\t".join(filter(None, (told(change.at, now, zone), change.who, what, why))), dim=True)
    for step in said.steps:
        typer.echo(f"说：{step.say}" if step.say else f"做：{step.do}")
    if said.lacking:
        typer.secho(said.lacking, fg="yellow")
    if row.phone and not row.dialable:
        typer.echo(form.MASKED)


def covered(begin: str, end: str, *, json_: bool) -> None:
    """Print how far the members are called back."""
    now = datetime.now(UTC)
    today = now.astimezone(desk().timezone).date()
    first, last = date_of(begin) if begin else today.replace(day=1), date_of(end) if end else today
    with database().session() as session:
        done = coverage(session, first, last, now=now)
    if json_:
        typer.echo(json.dumps(form.coverage_as_json(done), ensure_ascii=False))
        return
    for line in form.member_lines(done):
        typer.echo(line)


def broken(month: str, agent: str, *, json_: bool) -> None:
    """Print the breaches of a month."""
    with database().session() as session:
        code = str(agent_named(session, agent).code) if agent else ""
        all_ = breaches(session, month, code, now=datetime.now(UTC))
    if json_:
        typer.echo(json.dumps([form.breach_as_json(breach) for breach in all_], ensure_ascii=False))
        return
    for breach in all_:
        typer.echo(
            f"{breach.occurred_on}\t{breach.rule}\t{breach.clause}\t坐席 {breach.agent or '未定'}\t{breach.message}"
        )
    if not all_:
        typer.echo(f"{month} 没有违反 K.7 的回访。")


def exported(output: str, **wanted: Any) -> None:
    """Write a table."""
    writers = {".csv": form.write_csv, ".xlsx": form.write_xlsx}
    write = writers.get(Path(output).suffix.lower())
    if write is None:
        raise Refused(f"“{output}”的格式不能写。文件名请用 .csv 或 .xlsx 结尾。")
    now = datetime.now(UTC)
    with database().session() as session:
        rows = found(session, Wanted(**wanted), now, limit=None)
        try:
            with Path(output).open("wb") as file:
                write(file, with_attempts(session, rows), now)
        except OSError as error:
            raise HuashuError(f"{output}：写不了（{reason(error)}）。") from error
    typer.echo(f"{len(rows)} 条回访写到了 {output}。")


def _line(row: CallBack, now: datetime) -> str:
    named = " ".join(part for part in (row.customer, row.phone, row.reference) if part)
    about = f"{KINDS[row.kind]}{f'：{row.reason}' if row.reason else ''}"
    return f"{row.id}\t{form.due_line(row, now)}\t{named or '客户未知'}\t坐席 {row.agent or '未定'}\t{about}"
