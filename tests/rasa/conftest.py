"""The real chatbot, with the real model and the actions in process."""

import asyncio
import contextlib
import json
import logging
from typing import Any

import pytest

from bot.language.store import newest_archive
from bot.paths import home


class InProcess:
    """The action server without its server. Rasa asks any object that has `request`."""

    def __init__(self) -> None:
        from rasa_sdk.executor import ActionExecutor

        self.url = "in-process"
        self.executor = ActionExecutor()
        self.executor.register_package("actions")

    async def request(self, **kwargs: Any) -> Any:
        result = await self.executor.run(json.loads(json.dumps(kwargs["json"])))
        return result if isinstance(result, dict) else result.model_dump()


@pytest.fixture(scope="session")
def agent() -> Any:
    from rasa.core.agent import Agent
    from rasa.utils.endpoints import EndpointConfig
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)

    class Endpoint(InProcess, EndpointConfig):
        def __init__(self) -> None:
            EndpointConfig.__init__(self, "http://in-process")
            InProcess.__init__(self)
            self.kwargs = {}

    with contextlib.chdir(home()):
        return Agent.load(str(newest_archive()), action_endpoint=Endpoint())


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the database that the chatbot of this session writes to."""
    return f"sqlite:///{tmp_path_factory.mktemp('records') / 'h.db'}"


@pytest.fixture(autouse=True)
def own_database(records: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUASHU_DATABASE", records)
    monkeypatch.chdir(home())


@pytest.fixture
def say(agent: Any, request: pytest.FixtureRequest) -> Any:
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

    def said(text: str, metadata: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        output = CollectingOutputChannel()
        message = UserMessage(text, output, request.node.name, metadata=metadata)
        asyncio.run(agent.handle_message(message))
        return output.messages

    return said
