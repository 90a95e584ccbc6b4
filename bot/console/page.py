"""The coach's web page: type a few words, read the line to say."""

import uuid
from collections.abc import Callable

from fastapi import FastAPI
from nicegui import ui

from bot.book.shelf import DEFAULT_BOOK, shelf
from bot.console.chatbot import Said, say
from bot.console.frame import framed

_HINTS = ("客户不说话", "他骂人怎么办", "等一下怎么说", "迟到扣几分", "我刚说了“你等一下”，行吗")

_STYLE = """
.line { font-size: 1.35rem; line-height: 1.6; font-weight: 600; color: #0b3d2e; }
.rest { white-space: pre-wrap; color: #37474f; }
.mine { background: #dff1e6; border-radius: 12px; padding: .5rem .9rem; align-self: flex-end; }
.card { border-radius: 14px; width: 100%; }
"""


def add_page(app: FastAPI, rasa: str) -> None:
    """Put the page at `/` of the application."""
    ui.page("/", title="话术教练")(lambda: Conversation(rasa).build())
    ui.run_with(app, language="zh-CN", favicon="💬")


class Conversation:
    """One browser tab's conversation with the chatbot."""

    def __init__(self, rasa: str) -> None:
        self.rasa = rasa
        self.sender = f"web-{uuid.uuid4().hex}"
        self.told: dict[str, str] = {}

    def build(self) -> None:
        """Lay out the page."""
        ui.add_css(_STYLE)
        with framed("/"), ui.column().classes("w-full max-w-3xl mx-auto gap-3"):
            with ui.row().classes("w-full items-end gap-3"):
                books = {book.book: book.title for book in shelf()}
                ui.select(books, value=DEFAULT_BOOK, label="行业", on_change=self._book).classes("w-56")
                ui.input("工号", on_change=self._tell("agent_number")).classes("w-24")
                ui.input("客户", placeholder="王先生", on_change=self._tell("customer")).classes("w-32")
            self.answers = ui.column().classes("w-full gap-3").props('aria-live="polite"')
            with ui.row().classes("w-full gap-2"):
                for hint in _HINTS:
                    ui.button(hint, on_click=lambda _, h=hint: self.send(h)).props("flat dense no-caps")
            with ui.row().classes("w-full items-center no-wrap"):
                self.box = ui.input(placeholder="客户怎么了？打几个字，回车").classes("grow")
                self.box.props("autofocus outlined maxlength=10000").on("keydown.enter", self._typed)
                ui.button("问", on_click=self._typed)

    def _book(self, event: object) -> None:
        self.told["book"] = str(getattr(event, "value", DEFAULT_BOOK))

    def _tell(self, name: str) -> Callable[[object], None]:
        def told(event: object) -> None:
            self.told[name] = str(getattr(event, "value", "") or "").strip()

        return told

    async def _typed(self) -> None:
        text = (self.box.value or "").strip()
        self.box.value = ""
        if text:
            await self.send(text)

    async def send(self, text: str, shown: str | None = None) -> None:
        """Send a message and show the answer below it."""
        with self.answers:
            ui.label(shown or text).classes("mine")
        known = {name: value for name, value in self.told.items() if value}
        self._show(await say(self.rasa, self.sender, text, known))

    def _show(self, said: Said) -> None:
        with self.answers, ui.card().classes("card"):
            for text in said.texts:
                self._text(text)
            with ui.row():
                for button in said.buttons:
                    title, payload = button["title"], button["payload"]
                    ui.button(title, on_click=lambda _, p=payload, t=title: self.send(p, t))
                if "scene" in said.custom:
                    ui.button("下一步", on_click=lambda: self.send("/next_step", "下一步")).props("flat")
                    ui.button("哪条规定", on_click=lambda: self.send("/which_clause", "哪条规定")).props(
                        "flat"
                    )
                if said.custom:
                    ui.button("👍", on_click=lambda: self.send("/helpful", "👍")).props("flat")
                    ui.button("👎", on_click=lambda: self.send("/unhelpful", "👎")).props("flat")
        ui.run_javascript("window.scrollTo(0, document.body.scrollHeight)")

    @staticmethod
    def _text(text: str) -> None:
        """The line to say large, the rest small."""
        for part in text.split("\n"):
            large = "请说：“" in part or part.startswith("请改说")
            ui.label(part).classes("line" if large else "rest")
