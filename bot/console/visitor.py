"""Who is behind a request or in front of the browser: the user whose token came with it."""

from fastapi import Request
from nicegui import ui

from bot.records.database import database
from bot.records.people import User, user_of_token

#: The cookie that a signed-in browser carries. It is not readable by scripts, and sent to nobody else.
COOKIE = "huashu_token"


def visitor(request: Request) -> User | None:
    """The user of a request, by its header or its cookie; None where there is no token or it is nobody's."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip() if kind.lower() == "bearer" else request.cookies.get(COOKIE, "")
    if not token:
        return None
    with database().session() as session:
        return user_of_token(session, token)


def current_user() -> User | None:
    """Who has signed in in the browser that the page under construction is for."""
    request = ui.context.client.request
    return None if request is None else visitor(request)
