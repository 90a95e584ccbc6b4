"""The names under which headers of texts and columns of tables give what a conversation's head holds."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.conversation.times import iso_of
from bot.conversation.vocabulary import YES_NO, plain

_HEAD = {
    "id": "id 编号 会话编号 会话id 会话 通话编号 通话id 通话 对话编号 对话id 对话 录音编号 录音id 流水号 工单号 呼叫id 呼叫编号 会话号 "
    "通话流水号 会话标识 通话标识 conversation_id conversation call_id call session_id session dialog_id dialogue_id callid "
    "sessionid conversationid",
    "book": "book 话术本 话术 脚本 话术书 script",
    "channel": "channel 渠道 途径 服务渠道",
    "direction": "direction 方向 呼叫方向 呼叫类型 通话类型",
    "started_at": "started_at 通话时间 通话开始时间 会话开始时间 接通时间 日期 date 日期时间 started start_at",
    "rings": "rings 响铃次数 响铃 铃响次数",
    "ring_seconds": "ring_seconds 响铃时长 响铃秒数 振铃时长",
    "ended_by": "ended_by 挂机方 挂断方 结束方 挂机",
    "resolved": "resolved 是否解决 已解决 解决",
    "agent.id": "agent agent_id 坐席 座席 工号 坐席工号 座席工号 客服工号 坐席id 座席id 坐席编号 员工编号 客服编号 客服id agentid",
    "agent.number": "agent_number 服务号 服务编号 坐席号 座席号 客服号",
    "agent.name": "agent_name 坐席姓名 座席姓名 客服姓名 坐席名 员工姓名 客服名称 坐席名称",
    "customer.surname": "customer_surname surname 客户姓氏 客户姓 姓氏",
    "customer.gender": "customer_gender gender 性别 客户性别",
}
#: The place in a JSON conversation for each name of a column or header.
HEAD_NAMES: Mapping[str, str] = {name: place for place, names in _HEAD.items() for name in names.split()}


def joined(name: str) -> str:
    """A name of a column or header made comparable: `Call-ID` and `call id` are `call_id`."""
    return "_".join(plain(name).replace("-", " ").split())


def head_name(name: str) -> str | None:
    """The place in a conversation's head that a header called `name` fills, or None."""
    return HEAD_NAMES.get(joined(name))


def head_data(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """A JSON conversation's head from places (`HEAD_NAMES`) and what is written there; empty values are left out.

    What cannot be turned into a number or a moment stays a text, so that the check of the head names it.
    """
    data: dict[str, Any] = {}
    for place, text in pairs:
        if not text:
            continue
        outer, _, inner = place.partition(".")
        if inner:
            data.setdefault(outer, {})[inner] = text
        else:
            data[outer] = _value(outer, text)
    agent = data.get("agent")
    if agent and "number" not in agent and (number := spoken_number(agent.get("id", ""))):
        agent["number"] = number
    return data


def spoken_number(identifier: str) -> str:
    """The number an agent gives on the telephone, when its id is just a number: 008 is 8号."""
    return identifier.lstrip("0") if identifier.isascii() and identifier.isdigit() else ""


def _value(place: str, text: str) -> object:
    if place == "resolved":
        return YES_NO.get(plain(text), text)
    if place in ("rings", "ring_seconds"):
        try:
            return float(text.rstrip("次秒声"))
        except ValueError:
            return text
    if place == "started_at":
        return iso_of(text) or text
    return text
