"""The page `/talk`: a conversation to read, with what was found in it and why; an agent sees his own alone."""

from fastapi import FastAPI, Request
from nicegui import ui

from bot.book.shelf import shelf
from bot.console.bounds import number_of
from bot.console.frame import framed
from bot.console.identity import required_user
from bot.console.review_form import own_only
from bot.console.verdict_lines import (
    appeal_line,
    appeals_by_finding,
    bubbles,
    finding_head,
    reviews_of,
    verdict_lines,
)
from bot.errors import HuashuError, NotFound
from bot.records.conversations import (
    SUPERSEDED,
    KeptConversation,
    KeptFinding,
    KeptReport,
    conversation_numbered,
    current_report,
    findings_of,
)
from bot.records.database import database
from bot.records.desk import desk
from bot.records.people import User
from bot.records.review.appeal import Appeal
from bot.records.review.review import Review
from bot.records.stored import conversation_from


def add_talk_page(app: FastAPI) -> None:
    """Put the page at `/talk` of the application; `?conversation=12` says which one."""

    async def page(request: Request) -> None:
        with framed("/talk"):
            user = required_user()
            if user is None:
                return
            try:
                _Talk(user, request.query_params.get("conversation", ""))
            except HuashuError as error:
                with ui.column().classes("sheet gap-2"):
                    ui.label(str(error)).classes("title")
                    ui.link("回到月度考核", "/month")

    ui.page("/talk", title="会话 · 话术")(page)


class _Talk:
    """One conversation, read and drawn.

    Raises:
        NotFound: there is none of that number. NotAllowed: it is another agent's.
    """

    def __init__(self, user: User, number: str) -> None:
        conversation = number_of(number)
        if conversation is None:
            raise NotFound("请从月度考核的台账里点“看会话”。")
        with database().session() as session:
            kept = conversation_numbered(session, conversation)
            own_only(user, str(kept.agent))
            report = current_report(session, conversation)
            found = [one for one in findings_of(session, int(report.id)) if one.status != SUPERSEDED]
            numbers = [int(one.id) for one in found]
            self._reviews: dict[int, list[Review]] = reviews_of(session, numbers)
            self._appeals: dict[int, list[Appeal]] = appeals_by_finding(session, numbers)
        self._opinions = user.role != "agent"
        with ui.column().classes("sheet gap-2"):
            self._head(kept, report)
            self._turns(kept, found)

    def _head(self, kept: KeptConversation, report: KeptReport) -> None:
        when = (kept.started_at or kept.stored_at).astimezone(desk().timezone)
        ui.label(f"{kept.id} 号会话 · {kept.agent} · {when:%m月%d日 %H:%M}").classes("title")
        masked = "，个人信息已隐去" if kept.masked else ""
        ui.label(f"{report.settled} 分 · {shelf()[str(report.book)].title}{masked}").classes("soft")
        ui.link("回到这个月的考核，要申诉在那里", f"/month?month={when:%Y-%m}&agent={kept.agent}").classes(
            "soft"
        )

    def _turns(self, kept: KeptConversation, found: list[KeptFinding]) -> None:
        turns = conversation_from(str(kept.head), str(kept.turns)).turns
        for here in bubbles(turns, found):
            self._findings(here)

    def _findings(self, found: list[KeptFinding]) -> None:
        for finding in found:
            with (
                ui.column().classes(f"finding {finding.severity} gap-1").props(f'data-finding="{finding.id}"')
            ):
                finding_head(finding)
                if finding.why:
                    ui.label(f"为什么：{finding.why}").classes("should")
                verdict_lines(finding, self._reviews.get(int(finding.id), []), opinions=self._opinions)
                for appeal in self._appeals.get(int(finding.id), []):
                    appeal_line(appeal)
