"""`/api/practise`: rehearsing over HTTP."""

from typing import Any, Literal

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

from bot.book.shelf import DEFAULT_BOOK, shelf
from bot.console.rehearsals import Rehearsals
from bot.errors import BookError
from bot.practice.exam import drawn, exam_id, verdict
from bot.practice.form import feedback_as_json, session_as_json
from bot.practice.repertoire import repertoire
from bot.practice.scorecard import Scorecard
from bot.practice.session import PracticeSession
from bot.practice.setting import Setting, any_seed
from bot.practice.words import scene_id
from bot.records.database import database
from bot.records.practice import as_json, load, of_exam, progress, weak_rules


class Start(BaseModel):
    """`POST /api/practise`."""

    scene: str = Field(max_length=200)
    book: str = DEFAULT_BOOK
    difficulty: Literal[1, 2, 3] = 1
    seed: int | None = None
    trainee: str = Field(default="", max_length=200)
    agent_number: str = Field(default="8", max_length=20)


class Line(BaseModel):
    """`POST /api/practise/{id}/say`."""

    text: str = Field(max_length=20_000)


class Turn(BaseModel):
    """`POST /api/practise/{id}/retry`: how many of the trainee's lines stay."""

    lines: int = Field(ge=0)


class Examination(BaseModel):
    """`POST /api/practise/exam`."""

    book: str = DEFAULT_BOOK
    seed: int | None = None
    trainee: str = Field(default="", max_length=200)
    agent_number: str = Field(default="8", max_length=20)


def add_practising(app: FastAPI, rehearsals: Rehearsals) -> None:
    """Put practice at `/api/practise`."""
    _add_overviews(app, rehearsals)
    _add_sessions(app, rehearsals)


def _add_overviews(app: FastAPI, rehearsals: Rehearsals) -> None:
    @app.get("/api/practise/scenes")
    def _scenes(book: str = DEFAULT_BOOK) -> list[dict[str, str]]:
        """The scenes of a book that can be practised."""
        own = shelf()[book]
        return [
            {"scene": name, "name": own.scenes[name].name, "gist": own.scenes[name].gist}
            for name in repertoire().scenes(own)
        ]

    @app.post("/api/practise/exam")
    def _exam(wanted: Examination) -> dict[str, Any]:
        """Begin an examination: five sessions without hints."""
        seed = any_seed() if wanted.seed is None else wanted.seed
        exam = exam_id(wanted.book, seed)
        settings = drawn(shelf()[wanted.book], seed, wanted.agent_number)
        return {
            "exam": exam,
            "seed": seed,
            "sessions": [rehearsals.start(s, wanted.trainee, "exam", exam) for s in settings],
        }

    @app.get("/api/practise/exam/{exam}")
    def _verdict(exam: str) -> dict[str, Any]:
        """How an examination stands, and what it adds to the month's points once all is said."""
        rows = of_exam(database(), exam)
        if not rows:
            raise HTTPException(404, f"没有“{exam}”这场考试。")
        result = verdict([Scorecard.of(rehearsals.session(row.id)) for row in rows])
        over = all(row.over for row in rows)
        return {
            "exam": exam, "over": over, "score": result.score, "passed": over and result.passed,
            "bonus": result.bonus if over else None, "sessions": [as_json(row) for row in rows],
        }  # fmt: skip

    @app.get("/api/practise/progress")
    def _progress(trainee: str) -> dict[str, Any]:
        """A trainee's scores by scene, the oldest first, and the rules that cost him most."""
        scenes = [
            {"book": p.book, "scene": p.scene, "scores": list(p.scores), "best": p.best}
            for p in progress(database(), trainee)
        ]
        return {
            "scenes": scenes,
            "weak": [{"rule": r, "points": p} for r, p in weak_rules(database(), trainee)],
        }


def _add_sessions(app: FastAPI, rehearsals: Rehearsals) -> None:
    @app.post("/api/practise")
    def _start(start: Start) -> dict[str, Any]:
        """Begin a session: its id, what the trainee has before him, and what has been said."""
        own = shelf()[start.book]
        seed = any_seed() if start.seed is None else start.seed
        setting = Setting(start.book, scene_id(own, start.scene), start.difficulty, seed, start.agent_number)
        number = rehearsals.start(setting, start.trainee)
        return _standing(number, rehearsals.session(number))

    @app.get("/api/practise/{number}")
    def _show(number: str) -> dict[str, Any]:
        """A session with turns, feedback, scorecard and report."""
        return session_as_json(_found(rehearsals, number))

    @app.post("/api/practise/{number}/say")
    def _say(number: str, line: Line) -> dict[str, Any]:
        """The trainee's next line: the customer's reply, feedback, and at the end the scorecard."""
        session = _found(rehearsals, number)
        if session.over:
            raise HTTPException(409, "这次练习已经结束了，可以重来，或换一个场景。")
        exchange = rehearsals.say(number, line.text)
        reply = None
        if exchange.reply is not None:
            reply = {"text": exchange.reply.text, "signals": list(exchange.reply.signals)}
        answer = {"reply": reply, "feedback": feedback_as_json(exchange.feedback), "over": session.over}
        return answer | ({"scorecard": Scorecard.of(session).as_json()} if session.over else {})

    @app.get("/api/practise/{number}/hint")
    def _hint(number: str, stage: int = 0) -> dict[str, str]:
        """What to say now; with a higher stage less and less of it. An examination gives none."""
        session = _found(rehearsals, number)
        found = load(database(), number)
        if found is not None and found[1].mode == "exam":
            raise HTTPException(409, "考试没有提示。")
        return {"hint": session.guide(stage)}

    @app.post("/api/practise/{number}/retry")
    def _retry(number: str, turn: Turn) -> dict[str, Any]:
        """Go back and try again from there. An examination cannot be repeated."""
        found = load(database(), number)
        if found is None:
            raise HTTPException(404, f"没有“{number}”这次练习。")
        if found[1].mode == "exam":
            raise HTTPException(409, "考试不能重来。")
        return _standing(number, rehearsals.retry(number, turn.lines))


def _found(rehearsals: Rehearsals, number: str) -> PracticeSession:
    try:
        return rehearsals.session(number)
    except KeyError as error:
        raise HTTPException(404, f"没有“{number}”这次练习。") from error
    except BookError as error:
        raise HTTPException(410, f"这次练习的场景已经不在话术里了：{error}") from error


def _standing(number: str, session: PracticeSession) -> dict[str, Any]:
    setting = session.setting
    return {
        "id": number,
        "book": setting.book,
        "scene": setting.scene,
        "difficulty": setting.difficulty,
        "seed": setting.seed,
        "card": list(session.card),
        "turns": [{"role": t.role, "text": t.text, "signals": list(t.signals)} for t in session.turns],
        "over": session.over,
    }
