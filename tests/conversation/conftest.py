import io
from collections.abc import Callable

import pytest

from bot.conversation.errors import Unreadable
from bot.conversation.files import READERS
from bot.conversation.model import Conversation
from bot.conversation.origin import Found, Limits, Origin

Read = Callable[..., list[Found]]


@pytest.fixture
def read() -> Read:
    """Read bytes or text as a file `calls` with the given ending."""

    def reading(ending: str, data: bytes | str, limits: Limits | None = None) -> list[Found]:
        content = data.encode() if isinstance(data, str) else data
        return list(
            READERS[ending](io.BytesIO(content), Origin(f"calls{ending}", "calls", limits or Limits()))
        )

    return reading


@pytest.fixture
def one(read: Read) -> Callable[..., Conversation]:
    """The same, for the only conversation in it."""

    def reading(ending: str, data: bytes | str) -> Conversation:
        (found,) = read(ending, data)
        assert isinstance(found, Conversation), found
        return found

    return reading


@pytest.fixture
def trouble(read: Read) -> Callable[..., str]:
    """The same, for the only trouble in it: place and reason."""

    def reading(ending: str, data: bytes | str, limits: Limits | None = None) -> str:
        (found,) = read(ending, data, limits)
        assert isinstance(found, Unreadable), found
        return str(found)

    return reading
