"""The chatbot's REST channel, as the page uses it."""

from dataclasses import dataclass, field
from typing import Any

import httpx

_TIMEOUT = 15.0


@dataclass(frozen=True)
class Said:
    """What the chatbot answered to one message."""

    texts: list[str]
    buttons: list[dict[str, str]] = field(default_factory=list)
    custom: dict[str, Any] = field(default_factory=dict)


async def say(rasa: str, sender: str, message: str, metadata: dict[str, str]) -> Said:
    """Send one message to the chatbot at `rasa`; an unreachable chatbot is answered for, not raised."""
    body = {"sender": sender, "message": message, "metadata": metadata}
    try:
        async with httpx.AsyncClient(timeout=_TIMEOUT, trust_env=False) as client:
            response = await client.post(f"{rasa}/webhooks/rest/webhook", json=body)
            response.raise_for_status()
            messages = response.json()
    except (httpx.HTTPError, ValueError):
        return Said(["聊天机器人没有回应。请看看它是不是还在运行（make run），再说一次。"])
    texts = [m["text"] for m in messages if m.get("text")]
    buttons = [button for m in messages for button in m.get("buttons") or []]
    custom: dict[str, Any] = {}
    for m in messages:
        custom |= m.get("custom") or {}
    return Said(texts or ["没听明白。请用一句话告诉我客户怎么了。"], buttons, custom)
