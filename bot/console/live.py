"""`WS /api/live`: a call comes in turn by turn; findings, lines to say and the checklist go out at once."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

from bot.check.desk import checker
from bot.console.calls import Call, Calls, book_of
from bot.conversation.conversation import turn_of
from bot.conversation.errors import TranscriptError, shown
from bot.conversation.head import identifier
from bot.conversation.json_value import parse
from bot.errors import HuashuError
from bot.report.json_form import encoded

#: Longer texts, or calls of more turns, are worked on beside the event loop.
_LONG_TEXT = 4_000
_MANY_TURNS = 200

_TYPES = "start、turn、tick、end"
_OURS = ("type", "session", "show_personal", "turns")

#: Heads may be long; nothing else is.
_LONGEST = 1 << 20

Answer = dict[str, Any]


class Refused(Exception):
    """A message that cannot be followed; `more` goes out beside the reason."""

    def __init__(self, reason: str, **more: Any) -> None:
        super().__init__(reason)
        self.more = more


class Line:
    """One connection. It carries one call at a time, and any number one after another."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._call: Call | None = None

    async def answer(self, data: str | bytes) -> bytes:
        """The answer to one message, whatever it is."""
        try:
            return encoded(await self._answer(data))
        except Refused as refused:
            return encoded({"type": "error", "reason": str(refused), **refused.more})
        except HuashuError as error:
            return encoded({"type": "error", "reason": str(error)})

    def close(self) -> None:
        """The connection is gone: the call waits for another one."""
        if self._call is not None and self._call.holder is self:
            self._call.holder = None
            self._calls.touch(self._call)
        self._call = None

    async def _answer(self, data: str | bytes) -> Answer:
        raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        if len(raw) > _LONGEST:
            raise Refused("一条消息最长 1 MB。请一句一条地发送。")
        message = parse(raw)
        if not isinstance(message, dict):
            raise Refused(f'一条消息应当是一个 JSON 对象，例如 {{"type": "start"}}，这里是{shown(message)}。')
        kinds: Mapping[object, Callable[[dict[str, Any]], Any]] = {
            "start": self._start, "turn": self._turn, "tick": self._tick, "end": self._end
        }  # fmt: skip
        kind = message.get("type")
        handler = kinds.get(kind) if isinstance(kind, str) else None
        if handler is None:
            raise Refused(f"type {'是' + shown(kind) if 'type' in message else '缺少'}。只能是 {_TYPES}。")
        answer: Answer = await handler(message)
        return answer

    async def _start(self, message: dict[str, Any]) -> Answer:
        if self._call is not None and self._call.report is None and self._call.holder is self:
            raise Refused("这条连接上的会话还没有结束。请先发 end，或另开一条连接。")
        self.close()
        session = identifier(message.get("session"), "session")
        if len(session) > 200:
            raise Refused("session 太长，最多 200 个字。")
        call = self._calls.get(session) if session else None
        if call is None:
            given = {name: value for name, value in message.items() if name not in _OURS}
            personal = message.get("show_personal") is True
            compiled = await asyncio.to_thread(checker, book_of(given))
            call = self._calls.get(session) or self._calls.begin(session, compiled, given, personal=personal)
        call.holder = self
        self._call = call
        self._calls.touch(call)
        return {
            "type": "started", "session": call.id, "next_seq": len(call.turns), "book": call.book,
            "ended": call.report is not None, **call.prompts.as_json(),
        }  # fmt: skip

    async def _turn(self, message: dict[str, Any]) -> Answer:
        call = self._held()
        async with call.lock:
            seq, expected = message.get("seq"), len(call.turns)
            if type(seq) is not int or seq < 0:
                raise Refused(
                    f"seq 是{shown(seq)}。应当是从 0 起的整数，现在该发 {expected}。", expected=expected
                )
            if seq > expected:
                raise Refused(
                    f"收到第 {seq} 句，但第 {expected} 句还没有收到。请从第 {expected} 句补发。",
                    expected=expected,
                    seq=seq,
                )
            if seq < expected:
                return await asyncio.to_thread(call.again, seq) if expected - seq > 1 else call.again(seq)
            if call.report is not None:
                raise Refused("这通会话已经结束，不能再加一句。", expected=expected, seq=seq)
            try:
                turn = turn_of(message, seq)
                if len(turn.text) > _LONG_TEXT or expected > _MANY_TURNS:
                    return await asyncio.to_thread(call.take, turn)
                return call.take(turn)
            except TranscriptError as error:
                raise Refused(error.reason, expected=expected, seq=seq) from None

    async def _tick(self, message: dict[str, Any]) -> Answer:
        call = self._held()
        now = message.get("now")
        if not isinstance(now, int | float) or isinstance(now, bool) or not 0 <= now < 1e9:
            raise Refused(f"now 是{shown(now)}。应当是从会话开始算起的秒数。")
        async with call.lock:
            prompts = call.prompter.prompts(float(now))
            call.prompts = prompts
        return {"type": "tick", "now": now, **prompts.as_json()}

    async def _end(self, message: dict[str, Any]) -> Answer:
        call = self._held()
        async with call.lock:
            more = {name: value for name, value in message.items() if name not in _OURS}
            if len(call.turns) > _MANY_TURNS:
                return await asyncio.to_thread(call.finish, more)
            return call.finish(more)

    def _held(self) -> Call:
        call = self._call
        if call is None:
            raise Refused("还没有开始。请先发 start。")
        if call.holder is not self:
            raise Refused("这通会话已经由另一条连接接着进行。要接回来，请用同一个 session 再发 start。")
        self._calls.touch(call)
        return call


def add_live(app: FastAPI, calls: Calls) -> None:
    """Put the socket at `/api/live`."""

    @app.websocket("/api/live")
    async def _live(websocket: WebSocket) -> None:
        await websocket.accept()
        line = Line(calls)
        try:
            while True:
                message = await websocket.receive()
                if message["type"] != "websocket.receive":
                    return
                data = message.get("text")
                answer = await line.answer(message.get("bytes") or b"" if data is None else data)
                await websocket.send_text(answer.decode())
        except WebSocketDisconnect:
            return
        finally:
            line.close()
