"""What the fields of a report are called for people."""

from collections.abc import Mapping
from typing import Any

SEVERITIES: dict[str, str] = {"light": "轻度", "medium": "中度", "severe": "重度"}
ROLES: dict[str, str] = {"agent": "坐席", "customer": "客户"}
OUTCOMES: dict[str, str] = {
    "met": "做到",
    "violated": "违反",
    "not_applicable": "不适用",
    "cannot_judge": "无法判断",
}
CHANNELS: dict[str, str] = {"phone": "电话", "chat": "在线", "counter": "柜台"}
SIGNALS: dict[str, str] = {
    "silence": "无声",
    "noise": "杂音",
    "low_volume": "声音小",
    "dialect": "方言",
    "overlap": "抢话",
    "music": "音乐",
}


def severity(finding_severity: str) -> str:
    """轻度, 中度, 重度; an unknown one as it is."""
    return SEVERITIES.get(finding_severity, finding_severity)


def choices(names: Mapping[Any, str]) -> str:
    """What may be written, each with what it is called: light（轻度）、medium（中度）."""
    return "、".join(f"{key}（{name}）" for key, name in names.items())


def clock(seconds: float | None) -> str:
    """Seconds as `01:05` or `1:01:05`; empty where unknown."""
    if seconds is None:
        return ""
    minutes, second = divmod(int(max(0.0, seconds)), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute:02}:{second:02}"


def result(passed: bool, critical: bool) -> str:
    """合格, 不合格, or 一票否决."""
    return "一票否决" if critical and not passed else ("合格" if passed else "不合格")


def number(value: float) -> str:
    """One decimal where there is one: 91, 88.5."""
    return f"{value:.1f}".removesuffix(".0")


def costs(points: int) -> str:
    """What a finding takes away: −5 分, 不扣分."""
    return f"−{points} 分" if points else "不扣分"


def signed(value: float) -> str:
    """+3.5, −2, 0: one decimal where there is one."""
    text = number(abs(round(value, 1)))
    return text if text == "0" else f"{'+' if value > 0 else '−'}{text}"
