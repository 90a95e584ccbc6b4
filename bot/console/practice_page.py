"""The page `/practise`: a customer to rehearse on."""

from fastapi import FastAPI
from nicegui import run, ui

from bot.book.shelf import DEFAULT_BOOK, shelf
from bot.console.frame import framed
from bot.console.rehearsals import Rehearsals
from bot.errors import HuashuError
from bot.practice.exam import drawn, exam_id, verdict
from bot.practice.exchange import Exchange
from bot.practice.repertoire import repertoire
from bot.practice.scorecard import Scorecard
from bot.practice.session import PracticeSession
from bot.practice.setting import Setting, any_seed
from bot.practice.words import heard
from bot.records.database import database
from bot.records.practice import progress
from bot.report.words import signed

_LEVELS = {1: "容易", 2: "一般", 3: "难"}
_MODES = {"free": "自由练习", "guided": "带着说", "exam": "考试（五个场景）"}

#: The browser reads the customer aloud where it can, and takes dictation.
_SPEAK = "if (window.speechSynthesis) {{ const u = new SpeechSynthesisUtterance({text!r}); u.lang = 'zh-CN'; speechSynthesis.speak(u); }}"
_LISTEN = """
const R = window.SpeechRecognition || window.webkitSpeechRecognition;
if (!R) { return ''; }
return await new Promise(done => { const r = new R(); r.lang = 'zh-CN';
  r.onresult = e => done(e.results[0][0].transcript); r.onerror = () => done(''); r.onend = () => done(''); r.start(); });
"""


def add_practice_page(app: FastAPI, rehearsals: Rehearsals) -> None:
    """Put the page at `/practise` of the application."""

    def page() -> None:
        with framed("/practise"):
            Stage(rehearsals).build()

    ui.page("/practise", title="对练 · 话术")(page)


class Stage:
    """What one browser tab practises."""

    def __init__(self, rehearsals: Rehearsals) -> None:
        self._rehearsals = rehearsals
        self._number = ""
        self._exam: list[str] = []
        self._mode = "free"
        self._level = 0

    def build(self) -> None:
        """Lay out the page."""
        with ui.column().classes("sheet gap-2"), ui.row().classes("w-full items-end gap-3"):
            books = {book.book: book.title for book in shelf()}
            self._book = ui.select(books, value=DEFAULT_BOOK, label="行业", on_change=self._scenes).classes(
                "w-56"
            )
            self._scene = ui.select({}, label="场景", with_input=True).classes("w-56")
            self._difficulty = ui.select(_LEVELS, value=1, label="难度").classes("w-24")
            self._how = ui.select(_MODES, value="free", label="方式").classes("w-40")
            self._who = ui.input("您的名字").classes("w-32")
            ui.button("开始练习", on_click=self._start)
        with ui.element("div").classes("pair"):
            with ui.column().classes("half gap-2"):
                self._talk = ui.scroll_area().classes("talk sheet").props('aria-live="polite"')
                with self._talk:
                    self._bubbles = ui.column().classes("w-full gap-2")
                with ui.row().classes("w-full items-center no-wrap gap-2"):
                    self._box = ui.input(placeholder="您对客户说什么？回车").classes("grow")
                    self._box.props("outlined maxlength=2000").on("keydown.enter", self._typed)
                    ui.button("说", on_click=self._typed)
                    ui.button(icon="mic", on_click=self._dictated).props("flat round").tooltip(
                        "用话筒说（浏览器支持时）"
                    )
                with ui.row().classes("gap-2"):
                    ui.button("提示", on_click=self._hint).props("flat dense no-caps")
                    ui.button("退回一句", on_click=self._back).props("flat dense no-caps")
                    ui.button("结束", on_click=self._end).props("flat dense no-caps")
                    self._aloud = ui.switch("读出客户的话")
            self._side = ui.column().classes("half gap-2").props('aria-live="polite"')
        self._scenes()

    def _scenes(self) -> None:
        own = shelf()[str(self._book.value)]
        names = {scene: own.scenes[scene].name for scene in repertoire().scenes(own)}
        self._scene.set_options(names, value=next(iter(names)))

    @property
    def _session(self) -> PracticeSession | None:
        return self._rehearsals.session(self._number) if self._number else None

    async def _start(self) -> None:
        self._mode, self._level, self._exam = str(self._how.value), 0, []
        seed, who = any_seed(), str(self._who.value or "")
        try:
            if self._mode == "exam":
                exam = exam_id(str(self._book.value), seed)
                settings = drawn(shelf()[str(self._book.value)], seed)
                self._exam = [self._rehearsals.start(setting, who, "exam", exam) for setting in settings]
                self._open(self._exam[0])
                return
            setting = Setting(
                str(self._book.value), str(self._scene.value), self._difficulty.value or 1, seed
            )
            self._open(await run.io_bound(self._rehearsals.start, setting, who, self._mode) or "")
        except HuashuError as error:
            ui.notify(str(error), type="negative")

    def _open(self, number: str) -> None:
        """Show a session from its beginning."""
        self._number = number
        session = self._session
        if session is None:
            return
        self._bubbles.clear()
        self._side.clear()
        scene = session.book.scenes[session.setting.scene]
        with self._side, ui.column().classes("sheet gap-1"):
            place = f"（第 {self._exam.index(number) + 1} 题，共 {len(self._exam)} 题）" if self._exam else ""
            ui.label(f"{scene.name}{place}").classes("title")
            ui.label(scene.gist).classes("soft")
            for fact in session.card:
                ui.label(f"您手上的资料：{fact}")
        for turn in session.turns:
            self._bubble(turn.role, turn.text, turn.signals)
        if not session.turns:
            with self._bubbles:
                ui.label("电话响了，请接听。").classes("soft")
        self._guided()

    async def _typed(self) -> None:
        text = str(self._box.value or "")
        self._box.value = ""
        await self.say(text)

    async def _dictated(self) -> None:
        heard = await ui.run_javascript(_LISTEN, timeout=20)
        if heard:
            self._box.value = str(heard)
        else:
            ui.notify("没有听到，或这个浏览器不支持话筒输入，请打字。")

    async def say(self, text: str) -> None:
        """The trainee's line, the customer's answer, and what came of it."""
        session = self._session
        if session is None or session.over:
            ui.notify("请先点“开始练习”。")
            return
        exchange = await run.io_bound(self._rehearsals.say, self._number, text)
        if exchange is None:
            return
        self._bubble("agent", exchange.said, ())
        if exchange.reply is not None:
            self._bubble("customer", exchange.reply.text, exchange.reply.signals)
        if self._mode != "exam":
            self._feedback(exchange)
        if session.over:
            self._finished(session)
        else:
            self._guided()

    def _bubble(self, role: str, text: str, signals: tuple[str, ...]) -> None:
        with self._bubbles:
            ui.label(heard(text, signals) or "（没有出声）").classes(f"bubble {role}")
        if role == "customer" and text and self._aloud.value:
            ui.run_javascript(_SPEAK.format(text=text))
        self._talk.scroll_to(percent=1.0)

    def _feedback(self, exchange: Exchange) -> None:
        feedback = exchange.feedback
        with self._side, ui.column().classes(f"tick {'done' if feedback.done else 'missed'}"):
            for line in feedback.lines():
                ui.label(line).classes("what")
        self._level += feedback.done

    def _guided(self) -> None:
        """The next line, shown whole at first and then with more and more gaps."""
        session = self._session
        if self._mode != "guided" or session is None or session.over:
            return
        line = session.guide(self._level // 2)
        with self._side, ui.column().classes("sheet"):
            ui.label("这一句说：" if line else "这一句自己来。").classes("soft")
            ui.label(line).classes("then")

    def _hint(self) -> None:
        session = self._session
        if session is None or session.over:
            return
        if self._mode == "exam":
            ui.notify("考试没有提示。")
            return
        with self._side, ui.column().classes("sheet"):
            ui.label(session.hint()).classes("then")

    def _back(self) -> None:
        session = self._session
        if session is None or not session.exchanges:
            return
        if self._mode == "exam":
            ui.notify("考试不能重来。")
            return
        self._rehearsals.retry(self._number, len(session.exchanges) - 1)
        self._open(self._number)

    def _end(self) -> None:
        session = self._session
        if session is not None:
            self._finished(session)

    def _finished(self, session: PracticeSession) -> None:
        if self._exam:
            place = self._exam.index(self._number) + 1
            if place < len(self._exam):
                self._open(self._exam[place])
                return
            self._graded()
            return
        card = Scorecard.of(session)
        with self._side, ui.column().classes("sheet gap-1"):
            ui.label(str(card.score)).classes(f"score {'good' if card.passed else 'bad'}")
            for line in card.lines():
                ui.label(line)
            who = str(self._who.value or "")
            here = session.setting.book, session.setting.scene
            scores = next((p.scores for p in progress(database(), who) if (p.book, p.scene) == here), ())
            if who and len(scores) > 1:
                ui.label(f"{who}练这个场景：{' → '.join(map(str, scores[-10:]))}").classes("soft")

    def _graded(self) -> None:
        cards = [Scorecard.of(self._rehearsals.session(number)) for number in self._exam]
        result = verdict(cards)
        self._side.clear()
        with self._side, ui.column().classes("sheet gap-1"):
            ui.label(str(result.score)).classes(f"score {'good' if result.passed else 'bad'}")
            ui.label(f"考试{'通过' if result.passed else '没有通过'}，计入考核 {signed(result.bonus)} 分。")
            for number, card in zip(self._exam, cards, strict=True):
                session = self._rehearsals.session(number)
                ui.label(f"{session.book.scenes[session.setting.scene].name}：{card.score} 分")
