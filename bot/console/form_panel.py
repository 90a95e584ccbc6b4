"""The right half of the page `/forms`: one form, and what is done with it."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

from nicegui import run, ui
from sqlalchemy.orm import Session

from bot.console.form_editor import Editor, now
from bot.console.frame import into_view
from bot.errors import HuashuError
from bot.forms.checked import Checked
from bot.forms.model import Form
from bot.forms.people import People
from bot.records.database import database
from bot.records.forms.changing import form_numbered
from bot.records.forms.drafts import drop_draft, latest_draft, save_draft
from bot.records.forms.listing import opened_told, told
from bot.records.forms.model import KeptForm
from bot.records.forms.opening import cancel_form, change_form, close_form, open_form
from bot.records.forms.rights import Rights, roster, see_seen
from bot.records.people import User

_T = TypeVar("_T")
Click = Callable[[], Awaitable[None]]

_DECIDED = "投诉的是谁、归哪一类、成立不成立，由质检员、培训专员或主管来定，被投诉的本人不能定。"


class Panel:
    """What one browser tab has open."""

    def __init__(self, user: User, changed: Click) -> None:
        """`changed` is called when a form has been changed."""
        self._user = user
        self._who, self._agent = str(user.name), str(user.agent_code)
        self._changed = changed
        self._place = ui.column().classes("half sheet gap-2")
        with self._place:
            ui.label("点一张单子看内容，或者在上面选一种来填。").classes("soft")

    async def open(self, number: str) -> None:
        """Show one form, with what can be done with it."""

        def found(session: Session) -> tuple[KeptForm, Rights, People]:
            row = form_numbered(session, number)
            return row, see_seen(session, self._user, row), roster(session)

        looked = await self._done(found)
        if looked is None:
            return
        row, may, people = looked
        self._place.clear()
        with self._place:
            head, *lines = told(row, now(), people)
            ui.label(head).classes("title")
            for line in lines:
                ui.label(line).style("white-space: pre-wrap; overflow-wrap: anywhere")
            form = row.form
            if row.status == "open" and form is not None:
                with ui.row().classes("gap-2"):
                    if may.close:
                        ui.button("办结", on_click=partial(self._close, row, form)).props("no-caps")
                    if may.change:
                        correct = partial(self._correct, row, form, may.decide)
                        ui.button("更正", on_click=correct).props("flat no-caps")
                    if may.cancel:
                        ui.button("作废", on_click=partial(self._cancel, row)).props("flat no-caps")
                if not may.decide and any(field.decided for field in form.all_fields):
                    ui.label(_DECIDED).classes("soft")
        into_view(self._place)

    async def new(self, form: Form) -> None:
        """An empty form, or the user's draft of one."""
        draft = await self._done(lambda session: latest_draft(session, self._who, form.form))
        editor = Editor(form, "fields", draft.values if draft else None, draft=draft is not None)
        kept: dict[str, Any] = {"who": self._who, "agent": self._agent}
        stored: dict[str, Any] = {"draft": draft.id, "version": draft.version} if draft else {}

        async def submit() -> None:
            row = await self._sent(
                editor, lambda s, f: open_form(s, form, f.values, **kept, now=now(), **stored)
            )
            if row is not None:
                found = [*opened_told(row, now()), *form.notes(row.values)]
                await self._after("\n".join(found), str(row.number))

        async def keep() -> None:
            row = await self._sent(
                editor, lambda s, f: save_draft(s, form, f.values, **kept, now=now(), **stored)
            )
            if row is not None:
                stored.update(draft=row.id, version=row.version)
                ui.notify("存成草稿了，下次填这种单子时接着填。")

        async def drop() -> None:
            if stored:
                await self._done(lambda session: drop_draft(session, self._who, stored["draft"], now()))
            self._place.clear()

        said = (
            "接着填上次的草稿。为了保护客户信息，姓名、电话这些没有存全的，请重填。"
            if draft
            else f"依据：手册 {form.clause}"
        )
        self._put(form.title, editor, said, {"登记": submit, "存草稿": keep, "不填了": drop})

    def _close(self, row: KeptForm, form: Form) -> None:
        editor, number = Editor(form, "closing"), str(row.number)

        def write(session: Session, found: Checked) -> KeptForm:
            return close_form(
                session, number, found.values, who=self._who, now=now(), version=int(row.version)
            )

        async def submit() -> None:
            if await self._sent(editor, write):
                await self._after(f"{number} 办结了。", number)

        self._put(f"办结 {number}", editor, "", {"办结": submit, "返回": partial(self.open, number)})

    def _correct(self, row: KeptForm, form: Form, decides: bool) -> None:
        editor = Editor(form, "fields", row.values, decides=decides)
        number, before = str(row.number), row.values

        def write(session: Session, found: Checked) -> KeptForm:
            changed = {name: value for name, value in found.values.items() if before.get(name) != value}
            emptied = [name for name in found.emptied if name in before]
            return change_form(
                session, number, changed, emptied=emptied, who=self._who, now=now(), version=int(row.version)
            )

        async def submit() -> None:
            if await self._sent(editor, write):
                await self._after(f"{number} 改好了。", number)

        self._put(f"更正 {number}", editor, "", {"保存": submit, "返回": partial(self.open, number)})

    def _cancel(self, row: KeptForm) -> None:
        number, version = str(row.number), int(row.version)
        with self._place, ui.dialog(value=True) as dialog, ui.card().classes("w-96 gap-2"):
            ui.label(f"作废 {number}").classes("title")
            reason = (
                ui.input("原因", placeholder="客户撤回投诉、重复登记").classes("w-full").props("autofocus")
            )

            async def submit() -> None:
                why = str(reason.value or "")
                if await self._done(
                    lambda session: cancel_form(
                        session, number, why, who=self._who, now=now(), version=version
                    )
                ):
                    dialog.close()
                    await self._after(f"{number} 作废了。", number)

            ui.button("作废", on_click=submit).props("no-caps")

    def _put(self, title: str, editor: Editor, said: str, buttons: dict[str, Click]) -> None:
        self._place.clear()
        with self._place:
            ui.label(title).classes("title")
            if said:
                ui.label(said).classes("soft")
            editor.build()
            with ui.row().classes("gap-2"):
                for place, (name, clicked) in enumerate(buttons.items()):
                    ui.button(name, on_click=clicked).props("flat no-caps" if place else "no-caps")
        into_view(self._place)

    async def _sent(self, editor: Editor, write: Callable[[Session, Checked], _T]) -> _T | None:
        """Write what stands in the inputs, if all of it can be taken."""
        found = editor.read(now())
        return None if found is None else await self._done(lambda session: write(session, found))

    async def _done(self, work: Callable[[Session], _T]) -> _T | None:
        """Do it in a transaction, beside the event loop; what the rules do not allow is told, and comes to nothing."""

        def whole() -> _T:
            with database().session() as session:
                return work(session)

        try:
            done: _T | None = await run.io_bound(whole)
        except HuashuError as error:
            ui.notify(str(error), type="negative", multi_line=True)
            return None
        return done

    async def _after(self, said: str, number: str) -> None:
        ui.notify(said, multi_line=True, classes="lines")
        await self._changed()
        await self.open(number)
