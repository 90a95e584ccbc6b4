"""The JSON of speech-analytics services, turned into our own form; one module a provider.

Services that only tell speakers or channels apart do not say who is the agent. A field `roles` beside their own
(`{"0": "agent", "1": "customer"}`) says so; without it the first to speak is the agent, or, when `direction` is
`outbound`, the customer.
"""

from collections.abc import Callable
from typing import Any

from bot.conversation.services import alibaba, amazon, azure, google, huawei, tencent

#: Turns the JSON of one service into conversations of our own form; None when it is not from that service.
Converter = Callable[[dict[str, Any]], list[dict[str, Any]] | None]

CONVERTERS: tuple[Converter, ...] = (
    amazon.converted,
    google.converted,
    azure.converted,
    alibaba.converted,
    tencent.converted,
    huawei.converted,
)


def converted(data: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The conversations, in our own form, of what a service wrote; None when no service is recognised.

    Raises:
        TranscriptError: a service is recognised, but its data cannot be used.
    """
    for converter in CONVERTERS:
        found = converter(data)
        if found is not None:
            return found
    return None
