"""What `huashu forms` does."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Literal

import typer
from sqlalchemy.orm import Session

from bot.commands.lines import read_lines
from bot.commands.target import target
from bot.errors import HuashuError, NotFound
from bot.forms.binder import binder
from bot.forms.checked import checked
from bot.forms.filling import Filling
from bot.forms.masking import masked_labels
from bot.forms.model import Form
from bot.forms.people import People
from bot.records.database import database
from bot.records.desk import desk
from bot.records.forms.changing import form_numbered
from bot.records.forms.drafts import drop_draft, latest_draft, save_draft
from bot.records.forms.export import write
from bot.records.forms.listing import Wanted, as_json, counts, due_told, listed, opened_told, told
from bot.records.forms.model import STATUSES, KeptForm
from bot.records.forms.opening import cancel_form, change_form, close_form, open_form
from bot.records.forms.rights import roster, see_closed, see_seen
from bot.records.people import agent_named, user_named

Given = Mapping[str, object]


def given(fields: list[str], json_file: str, stray: list[str]) -> Given | None:
    """The answers that came with the command; None where there are none.

    Args:
        stray: words that no option takes, as after `--fields a=b c=d`.

    Raises:
        HuashuError: they are not written as they should be.
    """
    if stray:
        written = " ".join(f"--fields {word}" for word in stray if "=" in word)
        how = f"请写成：{written}" if written else "例如：--fields phone=13812345678 --fields customer=王女士"
        raise HuashuError(f"多出了“{' '.join(stray)}”：每一项前面都要写一次 --fields。{how}。")
    if not fields and not json_file:
        return None
    answers: dict[str, object] = {}
    if json_file:
        try:
            read = json.loads("\n".join(read_lines(json_file)))
        except ValueError as error:
            raise HuashuError(f"{json_file}：不是合法的 JSON（{error}）。") from error
        if not isinstance(read, dict):
            raise HuashuError(f'{json_file}：要写一个对象，例如 {{"phone": "13812345678"}}。')
        answers |= read
    for written in fields:
        name, equals, said = written.partition("=")
        if not equals or not name.strip():
            raise HuashuError(f"“{written}”要写成 项=内容，例如 phone=13812345678。")
        if name.strip() in answers:
            raise HuashuError(f"“{name.strip()}”写了两次。请只写一次。")
        answers[name.strip()] = said
    return answers


def wanted(
    type_: str, status: str, agent: str, conversation: int | None, *, overdue: bool, limit: int | None
) -> Wanted:
    """Which forms are asked for."""
    code = ""
    if agent:
        with database().session() as session:
            code = str(agent_named(session, agent).code)
    return Wanted(type_, status, code, conversation=conversation, overdue=overdue, limit=limit)


def show_list(which: Wanted, who: str, *, json_: bool) -> None:
    """Print the forms that he sees, a line each."""
    now = _now()
    with database().session() as session:
        user = user_named(session, who)
        rows, all_ = listed(session, which, now, user), counts(session, now, user)
    if json_:
        typer.echo(json.dumps([as_json(row, now) for row in rows], ensure_ascii=False))
        return
    for row in rows:
        state = f"{STATUSES[row.status]}{f'（期限 {due_told(row, now)}）' if row.status == 'open' and row.due_at else ''}"
        line = "\t".join(
            [row.number or f"草稿 {row.id}", row.title, row.klass or "—", state, row.agent or row.opened_by]
        )
        typer.secho(line, fg="red" if row.overdue(now) else None)
    typer.echo(
        f"共 {len(rows)} 张。全部：待处理 {all_['open']}，其中超期 {all_['overdue']}；已办结 {all_['done']}。"
    )


def show(number: str, who: str, *, json_: bool) -> None:
    """Print one form."""
    with database().session() as session:
        row = form_numbered(session, number)
        see_seen(session, user_named(session, who), row)
        people = roster(session)
    if json_:
        typer.echo(json.dumps(as_json(row, _now()), ensure_ascii=False))
    else:
        typer.echo("\n".join(told(row, _now(), people)))


def register(type_: str, answers: Given, who: str, agent: str, conversation: int | None) -> None:
    """Open a form with all its answers."""
    form, now = binder()[type_], _now()
    values = checked(form, "fields", answers, now).values
    with database().session() as session:
        row = open_form(
            session,
            form,
            values,
            who=who,
            agent=_agent(session, who, agent),
            now=now,
            conversation=conversation,
        )
    _opened(row, form, now)


def fill_in(type_: str, who: str, agent: str, conversation: int | None, *, again: bool) -> None:
    """Fill in a form by dialogue; what is broken off is kept as a draft."""
    form = binder()[type_]
    with database().session() as session:
        code, people = _agent(session, who, agent), roster(session)
        row = latest_draft(session, who, form.form)
    if again and row is None:
        raise NotFound(f"没有填到一半的{form.title}。去掉 --again 就填一张新的。")
    typer.secho(
        f"{form.title}：填完读一遍给您核对。可以说“上一项”“跳过”“看一下”“电话改成……”“取消”。", dim=True
    )
    filling = Filling(form, people=people)
    end = "resume" if again else _asked(filling, left=row is not None)
    draft = None
    if end == "resume" and row is not None:
        filling, draft = _taken_up(form, row, people), int(row.id)
        end = _asked(filling)
    now = _now()
    with database().session() as session:
        if end == "submit":
            opened = open_form(
                session,
                form,
                filling.values,
                who=who,
                agent=code,
                now=now,
                conversation=conversation,
                draft=draft,
            )
            _opened(opened, form, now)
        elif end == "cancel" and draft is not None:
            drop_draft(session, who, draft, now)
        elif end != "cancel" and filling.values:
            save_draft(
                session,
                form,
                filling.values,
                who=who,
                agent=code,
                now=now,
                skipped=filling.skipped,
                draft=draft,
            )
            typer.echo(f"存成草稿了。接着填：huashu forms new {form.form} --again")


def change(number: str, answers: Given | None, who: str) -> None:
    """Correct answers."""
    if answers is None:
        raise HuashuError("请写要改的项，例如 --fields phone=13812345678。")
    row, form = _found(number)
    found = checked(form, "fields", answers, _now())
    with database().session() as session:
        row = change_form(
            session,
            number,
            found.values,
            emptied=found.emptied,
            who=who,
            now=_now(),
            version=int(row.version),
        )
        people = roster(session)
    typer.echo("\n".join(told(row, _now(), people)))


def close(number: str, answers: Given | None, who: str) -> None:
    """Close a form; by dialogue where no answers came."""
    row, form = _found(number)
    if answers is None and row.status == "open":
        with database().session() as session:
            see_closed(session, user_named(session, who), row)
            people = roster(session)
        typer.echo("\n".join(told(row, _now(), people)))
        filling = Filling(form, "closing")
        if _asked(filling) != "submit":
            typer.echo("没有办结，单子没有变。")
            return
        values = filling.values
    else:
        values = checked(form, "closing", answers or {}, _now()).values
    with database().session() as session:
        row = close_form(session, number, values, who=who, now=_now(), version=int(row.version))
    typer.echo(f"{row.number} 办结了。")


def cancel(number: str, reason: str, who: str) -> None:
    """Declare a form void."""
    with database().session() as session:
        row = cancel_form(session, number, reason, who=who, now=_now())
    typer.echo(f"{row.number} 作废了：{row.reason}。")


def export(which: Wanted, who: str, format_: Literal["csv", "xlsx"] | None, output: str) -> None:
    """Write the forms that he sees as a table."""
    chosen = format_ or ("xlsx" if output.lower().endswith(".xlsx") else "csv")
    with database().session() as session:
        rows = listed(session, which, _now(), user_named(session, who))
        people = roster(session)
    with target(output, chosen) as file:
        write(file, chosen, rows, _now(), people)
    if output:
        typer.echo(f"{output}：{len(rows)} 张。")


def _taken_up(form: Form, row: KeptForm, people: People) -> Filling:
    """The draft that was left; says what has to be filled in again."""
    skipped = [name for name, value in row.written.items() if value is None]
    typer.echo(f"接着填上次的{form.title}。")
    if lost := masked_labels(form, row.values):
        typer.echo(f"为了保护客户信息，{'、'.join(lost)}没有存全，请再填一遍。")
    return Filling.resumed(form, row.values, skipped, people)


def _asked(filling: Filling, *, left: bool = False) -> str:
    """Ask until the form is submitted, cancelled or put aside, or the draft that was `left` is wanted; how it ended."""
    reply = filling.begin()
    while True:
        if reply.end == "resume" and not left:
            typer.echo("没有填到一半的单子，就填这一张。")
            reply = filling.begin()
            continue
        if reply.text:
            typer.echo(reply.text)
        if reply.end:
            return reply.end
        try:
            said = typer.prompt("填", prompt_suffix="：", default="", show_default=False)
        except (typer.Abort, EOFError):
            typer.echo()
            return "pause"
        reply = filling.say(said, _now())


def _opened(row: KeptForm, form: Form, now: datetime) -> None:
    typer.echo("\n".join([*opened_told(row, now), *form.notes(row.values)]))


def _found(number: str) -> tuple[KeptForm, Form]:
    with database().session() as session:
        row = form_numbered(session, number)
    return row, binder()[str(row.type)]


def _agent(session: Session, who: str, named: str) -> str:
    """The code of the agent who is named, or of the user himself."""
    user = user_named(session, who)
    return str(agent_named(session, named).code) if named else str(user.agent_code or "")


def _now() -> datetime:
    return datetime.now(desk().timezone)
