"""Who is in front of the browser or behind a request: by the token that `huashu users add` has shown once."""

import json
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from nicegui import ui
from pydantic import BaseModel

from bot.console.frame import framed
from bot.console.visitor import COOKIE, current_user, visitor
from bot.records.database import database
from bot.records.people import ROLES, User, user_of_token

#: Seconds after which a browser has to sign in again: a month.
_KEPT = 30 * 24 * 3600

_WHY = "请先登录：请求头写 Authorization: Bearer 口令，或在网页 /signin 登录。口令由 huashu users add 发给。"


#: Where the day begins: an agent with his own month, the others with what waits for them.
_START = {role: "/month" if role == "agent" else "/review" for role in ROLES}


class Token(BaseModel):
    """`POST /api/signin`."""

    token: str


def signed_in(request: Request) -> User:
    """The user of a request.

    Raises:
        HTTPException: 401, there is no token or it is nobody's.
    """
    user = visitor(request)
    if user is None:
        raise HTTPException(401, _WHY, {"WWW-Authenticate": "Bearer"})
    return user


SignedIn = Annotated[User, Depends(signed_in)]


def required_user() -> User | None:
    """As `current_user`; where nobody has signed in, the page says how."""
    user = current_user()
    if user is None:
        with ui.column().classes("sheet gap-2"):
            ui.label("这一页要先登录。").classes("title")
            ui.link("去登录", "/signin")
    return user


def add_identity(app: FastAPI) -> None:
    """Put `/api/signin`, `/api/signout`, `/api/me` and the page `/signin` into the application."""

    @app.post("/api/signin")
    def _signin(given: Token, response: Response) -> dict[str, str]:
        """Sign a browser in: sets a cookie."""
        with database().session() as session:
            user = user_of_token(session, given.token.strip())
        if user is None:
            raise HTTPException(401, "口令不对，或者已经停用。新口令由主管用 huashu users add 发给。")
        response.set_cookie(COOKIE, given.token.strip(), max_age=_KEPT, httponly=True, samesite="strict")
        return _shown(user)

    @app.post("/api/signout")
    def _signout(response: Response) -> dict[str, str]:
        """Sign a browser out."""
        response.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return {"status": "ok"}

    @app.get("/api/me")
    def _me(user: SignedIn) -> dict[str, str]:
        """Who is signed in."""
        return _shown(user)

    ui.page("/signin", title="登录 · 话术")(_page)


def _page() -> None:
    with framed("/signin"), ui.column().classes("sheet gap-3 max-w-md mx-auto"):
        user = current_user()
        if user is not None:
            ui.label(f"您是{user.name}（{ROLES[user.role]}）").classes("title")
            ui.button("退出", on_click=lambda: _send("/api/signout", {}))
            return
        ui.label("登录").classes("title")
        token = ui.input("口令", password=True).classes("w-full").props("outlined autofocus")
        token.on("keydown.enter", lambda: _send("/api/signin", {"token": token.value or ""}))
        ui.button("登录", on_click=lambda: _send("/api/signin", {"token": token.value or ""}))
        ui.label("口令由主管发给：huashu users add 姓名 --role 角色。忘了就请主管再发一次。").classes("soft")


async def _send(address: str, body: dict[str, str]) -> None:
    """Let the browser itself ask, so that the cookie becomes its own."""
    answer = await ui.run_javascript(
        f"""const answer = await fetch({json.dumps(address)}, {{method: "POST",
        headers: {{"Content-Type": "application/json"}}, body: JSON.stringify({json.dumps(body)})}});
        return await answer.json();"""
    )
    if "detail" in answer:
        ui.notify(answer["detail"], type="negative")
    else:
        ui.navigate.to(_START.get(answer.get("role", ""), "/signin"))


def _shown(user: User) -> dict[str, str]:
    return {"name": str(user.name), "role": str(user.role), "agent": str(user.agent_code)}
