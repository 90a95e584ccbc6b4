"""Small dialogs: a reason, a choice, a number; what is refused stays on the screen with its sentence."""

from collections.abc import Callable
from typing import Any

from nicegui import run, ui

from bot.errors import HuashuError, Refused

#: What a dialog hands over: the values of its fields by name.
Values = dict[str, Any]


class Asking:
    """A dialog that asks for something, and closes when it was accepted.

    `fields` make the inputs; each is asked for its `value` when the dialog is sent.
    """

    def __init__(
        self, title: str, button: str, accepted: Callable[[Values], Any], done: Callable[[], Any]
    ) -> None:
        self._accepted, self._done = accepted, done
        self._fields: dict[str, Any] = {}
        with ui.dialog() as self._dialog, ui.card().classes("w-96 gap-3"):
            ui.label(title).classes("title")
            self._inside = ui.column().classes("w-full gap-2")
            self._wrong = ui.label().classes("text-red-800")
            with ui.row().classes("w-full justify-end gap-2"):
                ui.button("取消", on_click=self._dialog.close).props("flat")
                ui.button(button, on_click=self._send)

    def text(self, name: str, label: str, value: str = "") -> "Asking":
        """A line of text."""
        with self._inside:
            self._fields[name] = (
                ui.textarea(label, value=value).classes("w-full").props("outlined autogrow rows=2")
            )
        return self

    def number(self, name: str, label: str, value: float | None = None) -> "Asking":
        """A whole number, or nothing."""
        with self._inside:
            self._fields[name] = ui.number(label, value=value, step=1).classes("w-full").props("outlined")
        return self

    def choice(
        self, name: str, label: str, options: dict[str, str], value: Any = None, *, several: bool = False
    ) -> "Asking":
        """One of several, or several of them."""
        with self._inside:
            chosen = ui.select(options, label=label, value=value, multiple=several, with_input=True)
            self._fields[name] = chosen.classes("w-full").props(
                "outlined use-chips" if several else "outlined"
            )
        return self

    def day(self, name: str, label: str, value: str = "") -> "Asking":
        """A day, written 2026-10-12."""
        with self._inside:
            self._fields[name] = (
                ui.input(label, value=value).classes("w-full").props("outlined type=date stack-label")
            )
        return self

    def tick(self, name: str, label: str) -> "Asking":
        """Yes or no."""
        with self._inside:
            self._fields[name] = ui.checkbox(label)
        return self

    def note(self, text: str) -> "Asking":
        """A sentence to be read before one goes on."""
        with self._inside:
            ui.label(text)
        return self

    def field(self, name: str) -> Any:
        """The input of that name, where one depends on another."""
        return self._fields[name]

    def open(self) -> None:
        """Show it."""
        self._dialog.open()

    async def _send(self) -> None:
        values = {name: field.value for name, field in self._fields.items()}
        try:
            await run.io_bound(self._accepted, values)
        except HuashuError as error:
            self._wrong.set_text(str(error))
            return
        self._dialog.close()
        result = self._done()
        if result is not None:
            await result


def whole(value: Any) -> int | None:
    """What a number field holds; None where it is empty.

    Raises:
        Refused: it is a fraction.
    """
    if value in (None, ""):
        return None
    if int(value) != value:
        raise Refused(f"请写整数，现在是 {value:g}。")
    return int(value)


async def attempted(deed: Callable[[], Any], done: Callable[[], Any]) -> None:
    """Do something at once; what is refused is shown as a notice."""
    try:
        await run.io_bound(deed)
    except HuashuError as error:
        ui.notify(str(error), type="negative", multi_line=True)
    result = done()
    if result is not None:
        await result
