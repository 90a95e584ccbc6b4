"""Practice on the terminal, or from a file of lines."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import typer

from bot.book.shelf import shelf
from bot.commands.lines import read_lines
from bot.errors import HuashuError
from bot.practice.clock import Clock, RealClock
from bot.practice.drill import Replay, weak_scenes
from bot.practice.exam import drawn, exam_id, verdict
from bot.practice.form import session_as_json
from bot.practice.part import Difficulty
from bot.practice.repertoire import repertoire
from bot.practice.scorecard import Scorecard
from bot.practice.session import PracticeSession
from bot.practice.setting import AND, Setting, any_seed
from bot.practice.voice import configured
from bot.practice.words import finding_line, heard, scene_id, scene_name
from bot.report.words import signed

#: What a trainee may type instead of a line.
_HINT, _BACK, _END = ("提示", "?", "？"), ("退回", "重来"), ("结束", "退出")

#: Scores, and rules, that are shown of a trainee's progress.
_RECENT = 10


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line."""

    scene: str
    book: str
    difficulty: Difficulty
    seed: int | None
    lines: str
    agent_number: str
    mode: str
    trainee: str
    replay: str
    json: bool

    @property
    def drawn_seed(self) -> int:
        """The seed that was given, or any."""
        return any_seed() if self.seed is None else self.seed


def rehearse(wanted: Wanted) -> None:
    """Do what was asked for.

    Raises:
        HuashuError: there is no such book, scene, file or stored session; says which there are.
    """
    own = shelf()[wanted.book]
    if wanted.replay:
        _replayed(wanted)
    elif wanted.scene == "list":
        for name in repertoire().scenes(own):
            typer.echo(f"{name}\t{own.scenes[name].name}")
    elif wanted.scene == "exam":
        _examined(wanted)
    elif wanted.scene == "progress":
        _progress(wanted)
    elif wanted.scene == "again":
        _taken_up(wanted)
    else:
        scene = _weakest(wanted) if wanted.scene == "weak" else scene_id(own, wanted.scene)
        setting = Setting(wanted.book, scene, wanted.difficulty, wanted.drawn_seed, wanted.agent_number)
        clock: Clock | None = RealClock() if wanted.mode == "timed" else None
        _play(PracticeSession(setting, clock, configured()), wanted)


def _weakest(wanted: Wanted) -> str:
    from bot.records.database import database
    from bot.records.practice import weak_points

    if not wanted.trainee:
        raise HuashuError("要练自己的弱项，请加 --trainee 您的名字（练过的才有记录）。")
    own = shelf()[wanted.book]
    found = weak_scenes(own, weak_points(database(), wanted.trainee))
    if not found:
        raise HuashuError(
            f"{wanted.trainee}还没有扣过分的记录。请先练几个场景，例如：huashu practise 无声电话 --trainee {wanted.trainee}"
        )
    scene, rule = found[0]
    typer.echo(f"练{own.scenes[scene].name}：{rule} {own.rules[rule].name}扣分最多。", err=wanted.json)
    return scene


def _play(session: PracticeSession, wanted: Wanted, *, exam: str = "", number: str = "") -> Scorecard:
    """One session, kept where the trainee has a name."""
    keep = _Keeper(session, wanted, exam, number)
    lines = _given(wanted) if wanted.lines else _typed(session, wanted, exam=bool(exam))
    for line in lines:
        if session.due is None:
            break
        exchange = session.say(line)
        keep()
        if wanted.lines:
            continue
        if not exam:
            for said in exchange.feedback.lines():
                typer.secho(f"    {said}", dim=True)
        if exchange.reply is not None:
            _customer(exchange.reply.text, exchange.reply.signals)
    card = Scorecard.of(session)
    if wanted.json and not exam:
        typer.echo(json.dumps(session_as_json(session), ensure_ascii=False))
    elif not exam:
        typer.echo("\n" + "\n".join(card.lines()))
    return card


class _Keeper:
    """Stores a session after each line, if the trainee has a name."""

    def __init__(self, session: PracticeSession, wanted: Wanted, exam: str, number: str) -> None:
        self._session = session
        self._number = number
        if wanted.trainee and not number:
            from bot.records.database import database
            from bot.records.practice import begin

            self._number = begin(database(), wanted.trainee, session, "exam" if exam else wanted.mode, exam)

    def __call__(self) -> None:
        if self._number:
            from bot.records.database import database
            from bot.records.practice import keep

            keep(database(), self._number, self._session)


def _typed(session: PracticeSession, wanted: Wanted, *, exam: bool) -> Iterator[str]:
    """What the trainee types; commands are answered here."""
    scenes = [session.book.scenes[name] for name in session.setting.scene.split(AND)]
    title = "，接着".join(f"{scene.name}（{scene.gist}）" for scene in scenes)
    typer.secho(f"{session.book.title} · {title}", bold=True)
    for fact in session.card:
        typer.echo(f"您手上的资料：{fact}")
    if not exam:
        typer.secho("直接输入您要说的话；“提示”看这一步该说什么，“结束”随时结束。", dim=True)
    for turn in session.turns:
        if turn.role == "customer":
            _customer(turn.text, turn.signals)
    done = 0
    while session.due is not None:
        if wanted.mode == "guided" and not exam:
            typer.secho(f"    照着说：{session.guide(done // 2)}", fg="cyan")
        try:
            line = typer.prompt("坐席", prompt_suffix="：", default="", show_default=False)
        except (typer.Abort, EOFError):
            typer.echo()
            return
        if line.strip() in _END:
            return
        if line.strip() in _HINT:
            typer.secho("考试没有提示。" if exam else f"提示：{session.hint()}", fg="cyan")
            continue
        yield line
        done += bool(session.exchanges and session.exchanges[-1].done)


def _given(wanted: Wanted) -> Sequence[str]:
    """The lines of the file that was named, as one might have typed them."""
    return [line.replace("\x00", "") for line in read_lines(wanted.lines)]


def _examined(wanted: Wanted) -> None:
    """Five scenes one after the other, without hints or feedback."""
    seed = wanted.drawn_seed
    exam = exam_id(wanted.book, seed)
    cards = []
    for place, setting in enumerate(drawn(shelf()[wanted.book], seed, wanted.agent_number), 1):
        typer.secho(f"\n第 {place} 题", bold=True, err=wanted.json)
        cards.append(_play(PracticeSession(setting), wanted, exam=exam))
    result = verdict(cards)
    if wanted.json:
        given = {"score": result.score, "passed": result.passed, "bonus": result.bonus}
        scenes = [card.as_json() for card in cards]
        typer.echo(json.dumps(given | {"scenes": scenes}, ensure_ascii=False))
        return
    state = "通过" if result.passed else "没有通过"
    typer.echo(
        f"\n考试得分 {result.score}（{state}），计入考核 {signed(result.bonus)} 分。各题：{'、'.join(str(c.score) for c in cards)}"
    )


def _progress(wanted: Wanted) -> None:
    """The trainee's scores by scene, the oldest first, and the rules that cost him most."""
    from bot.records.database import database
    from bot.records.practice import progress, weak_rules

    if not wanted.trainee:
        raise HuashuError("要看谁的进步？请加 --trainee 名字。")
    books = shelf()
    for scene in progress(database(), wanted.trainee):
        name = scene_name(books[scene.book], scene.scene)
        scores = " → ".join(map(str, scene.scores[-_RECENT:]))
        typer.echo(f"{books[scene.book].title}\t{name}\t{scores}\t最好 {scene.best}")
    for rule, points in weak_rules(database(), wanted.trainee)[:_RECENT]:
        typer.echo(f"{rule}\t一共扣 {points} 分")


def _taken_up(wanted: Wanted) -> None:
    """Go on with the last session that was broken off."""
    from bot.records.database import database
    from bot.records.practice import again, unfinished

    found = unfinished(database(), wanted.trainee) if wanted.trainee else None
    if found is None:
        raise HuashuError("没有可以接着练的。请加 --trainee 您的名字，或开始一个新的场景。")
    session = again(found)
    for turn in session.turns:
        if turn.role == "agent":
            typer.echo(f"坐席：{turn.text}", err=wanted.json)
    _play(session, wanted, number=str(found.id))


def _replayed(wanted: Wanted) -> None:
    """A real conversation whose customer says again what he said."""
    from bot.conversation.files import read_paths
    from bot.conversation.model import Conversation

    found = list(read_paths([wanted.replay]))
    real = [item for item in found if isinstance(item, Conversation)]
    if not real:
        raise HuashuError("\n".join(map(str, found)) or f"{wanted.replay} 里没有会话。")
    place = int(wanted.scene) - 1 if wanted.scene.isdigit() else 0
    if not 0 <= place < len(real):
        raise HuashuError(f"{wanted.replay} 里有 {len(real)} 个会话。请写 1 到 {len(real)}。")
    replay = Replay(real[place])
    lines = iter(_given(wanted)) if wanted.lines else None
    while not replay.over:
        line = (
            next(lines, "")
            if lines is not None
            else typer.prompt("坐席", prompt_suffix="：", default="", show_default=False)
        )
        for turn in replay.say(line):
            _customer(turn.text, turn.signals)
    compared = replay.compared()
    typer.echo(f"\n原来 {compared.before.score} 分，这次 {compared.after.score} 分。")
    for finding in compared.after.findings:
        typer.echo(finding_line(finding))


def _customer(text: str, signals: Sequence[str]) -> None:
    typer.secho(f"客户：{heard(text, signals)}", fg="yellow")
