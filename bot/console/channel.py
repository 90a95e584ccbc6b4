"""Rasa's socket channel, mended for our answers and for today's python-socketio."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.socketio import SocketIOInput, SocketIOOutput
from sanic import Blueprint


class SocketOutput(SocketIOOutput):
    """Sends the machine-readable part as `{"custom": …}`, as the REST channel does."""

    async def send_custom_json(self, recipient_id: str, json_message: dict[str, Any], **kwargs: Any) -> None:
        """Rasa's own passes the parts as arguments of `emit`, which knows none of ours."""
        await self._send_message(recipient_id, {"custom": json_message})


class SocketInput(SocketIOInput):
    """The `socketio` channel of `credentials.yml`."""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Rasa's blueprint with our output, and rooms that are really entered."""

        async def answered(message: UserMessage) -> None:
            message.output_channel = SocketOutput(self.sio, self.bot_message_evt)
            await on_new_message(message)

        blueprint = super().blueprint(answered)
        enter = self.sio.enter_room

        def entered(sid: str, room: str, namespace: str | None = None) -> asyncio.Task[None]:
            # A coroutine since python-socketio 5.10; Rasa 3.6 calls it without awaiting it.
            return asyncio.ensure_future(enter(sid, room, namespace))

        self.sio.enter_room = entered
        return blueprint
