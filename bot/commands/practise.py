"""`huashu practise`: a customer to rehearse on, in the terminal or from a file of lines."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.book.shelf import DEFAULT_BOOK
from bot.errors import HuashuError

if TYPE_CHECKING:
    from bot.practice.session import PracticeSession

#: What a trainee may type instead of a line.
_HINT, _END = ("提示", "?", "？"), ("结束", "退出")


def practise(
    scene: Annotated[str, typer.Argument(help="The scene, e.g. silent_call or 无声电话; 'list' shows all.")],
    book: Annotated[
        str, typer.Option("--book", help="The trade's book, e.g. exchange, gym, shop.")
    ] = DEFAULT_BOOK,
    difficulty: Annotated[int, typer.Option(min=1, max=3, help="1 easy, 2 ordinary, 3 hard.")] = 1,
    seed: Annotated[int | None, typer.Option(help="The same number plays the same customer.")] = None,
    agent_lines: Annotated[
        str,
        typer.Option(
            "--agent-lines", help="A file with the trainee's lines, one a line; - for standard input."
        ),
    ] = "",
    agent_number: Annotated[str, typer.Option(help="Your number, e.g. 8.")] = "8",
    format_: Annotated[Literal["text", "json"], typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Rehearse a scene against a simulated customer; every line is checked by the book."""
    import random

    from bot.book.shelf import shelf
    from bot.practice.repertoire import repertoire
    from bot.practice.session import PracticeSession, Setting

    own = shelf()[book]
    if scene == "list":
        for name in repertoire().scenes(own):
            typer.echo(f"{name}\t{own.scenes[name].name}")
        return
    name = next((n for n, s in own.scenes.items() if scene in (n, s.name)), scene)
    drawn = random.SystemRandom().randrange(1_000_000) if seed is None else seed
    level: Literal[1, 2, 3] = 1 if difficulty == 1 else 2 if difficulty == 2 else 3
    session = PracticeSession(Setting(book, name, level, drawn, agent_number))
    if agent_lines:
        _from_file(session, agent_lines)
    else:
        _converse(session, feedback=format_ == "text")
    _finish(session, format_)


def _from_file(session: "PracticeSession", path: str) -> None:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise HuashuError(f"{path}：打不开（{error.strerror}）。请检查文件名。") from error
    for line in data.decode("utf-8", "replace").replace("\x00", "").splitlines():
        if session.due is None:
            break
        session.say(line)


def _converse(session: "PracticeSession", *, feedback: bool) -> None:
    """Talk until the scene is over; 提示 shows the line, 结束 ends."""
    scene = session.book.scenes[session.setting.scene]
    typer.secho(f"{session.book.title} · {scene.name}（{scene.gist}）", bold=True)
    for fact in session.card:
        typer.echo(f"你手上的资料：{fact}")
    typer.secho("直接输入你要说的话；输入“提示”看这一步该说什么，“结束”随时结束。", dim=True)
    for turn in session.turns:
        _customer(turn.text, turn.signals)
    while session.due is not None:
        try:
            line = typer.prompt("坐席", prompt_suffix="：", default="", show_default=False)
        except (typer.Abort, EOFError):
            typer.echo()
            return
        if line.strip() in _END:
            return
        if line.strip() in _HINT:
            typer.secho(f"提示：{session.hint()}", fg="cyan")
            continue
        exchange = session.say(line)
        if feedback:
            for said in exchange.feedback.lines():
                typer.secho(f"    {said}", dim=True)
        if exchange.reply is not None:
            _customer(exchange.reply.text, exchange.reply.signals)


def _customer(text: str, signals: tuple[str, ...]) -> None:
    shown = {
        "silence": "（没有声音）",
        "noise": "（杂音）",
        "low_volume": "（声音很小）",
        "dialect": "（方言）",
    }
    marks = "".join(shown.get(signal, "") for signal in signals)
    typer.secho(f"客户：{marks}{text}", fg="yellow")


def _finish(session: "PracticeSession", format_: str) -> None:
    from bot.practice.form import session_as_json
    from bot.practice.scorecard import Scorecard

    if format_ == "json":
        typer.echo(json.dumps(session_as_json(session), ensure_ascii=False))
        return
    typer.echo()
    for line in Scorecard.of(session).lines():
        typer.echo(line)
