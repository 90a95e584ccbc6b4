"""What the forms of the services have in common: values picked by several names, units, speakers."""

from collections.abc import Mapping
from typing import Any

from bot.conversation.errors import TranscriptError, shown
from bot.conversation.relative import relative
from bot.conversation.speaker import speaker_of
from bot.conversation.times import seconds_of

_ROLES = ("agent", "customer")


def pick(data: Any, *names: str) -> Any:
    """The first of the fields `names` that is there and not null; None when none is, or `data` is no object."""
    if isinstance(data, dict):
        for name in names:
            value = data.get(name)
            if value is not None:
                return value
    return None


def within(data: Any, *names: str) -> Any:
    """What stands at the end of the way `names`; None when the way breaks off."""
    for name in names:
        data = pick(data, name)
    return data


def objects(value: Any, name: str) -> list[dict[str, Any]]:
    """`value` as a list of objects.

    Raises:
        TranscriptError: it is something else.
    """
    if not isinstance(value, list):
        raise TranscriptError(f"{name} 是{shown(value)}。应当是列表。")
    for index, item in enumerate(value):
        if not isinstance(item, dict):
            raise TranscriptError(f"{name}[{index}] 是{shown(item)}。应当是对象。")
    return value


def seconds(value: Any, unit: float = 1.0) -> Any:
    """`value`, a number or the text of one, in seconds; `unit` is its unit. What is no number stays as it is."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float) and abs(value) < 1e300:
        return value * unit
    if isinstance(value, str):
        found = seconds_of(value)
        return value if found is None else found * unit
    return value


def utterance(
    speaker: Any, text: Any, start: Any = None, end: Any = None, confidence: Any = None
) -> dict[str, Any]:
    """One turn whose speaker still has to become a role (`conversation`)."""
    if isinstance(confidence, str):
        confidence = seconds(confidence)
    if not isinstance(confidence, int | float) or isinstance(confidence, bool) or not 0 <= confidence <= 1:
        confidence = None
    turn = {"speaker": speaker, "text": text, "start": start, "end": end, "confidence": confidence}
    return {key: value for key, value in turn.items() if value is not None or key in ("speaker", "text")}


def conversation(data: Mapping[str, Any], turns: list[dict[str, Any]], **head: Any) -> dict[str, Any]:
    """A conversation of our own form: turns in the order of time, counted from the first when they are dates.

    Raises:
        TranscriptError: there are more speakers than roles, and nobody says who is who.
    """
    if all(isinstance(turn.get("start"), int | float) for turn in turns):
        turns = sorted(turns, key=lambda turn: turn["start"])
    relative(turns)
    roles = _roles(data, turns)
    kept = []
    for turn in turns:
        role = roles[_key(turn.pop("speaker"))]
        if role != "system":
            kept.append({"role": role} | turn)
    if turns and not kept:
        raise TranscriptError("只有系统的话，没有客服或客户的话。")
    own = {name: data[name] for name in ("book", "direction") if isinstance(data.get(name), str)}
    return own | {key: value for key, value in head.items() if value is not None} | {"turns": kept}


def _key(speaker: Any) -> str:
    return speaker if isinstance(speaker, str) else "" if speaker is None else str(speaker)[:40]


def _roles(data: Mapping[str, Any], turns: list[dict[str, Any]]) -> dict[str, str]:
    """The role of each speaker: as told, by its name, or in the order of speaking."""
    told = data.get("roles")
    told = told if isinstance(told, dict) else {}
    roles: dict[str, str] = {}
    unknown: list[str] = []
    for turn in turns:
        key = _key(turn["speaker"])
        if key in roles or key in unknown:
            continue
        name = told.get(key, key)
        speaker = speaker_of(name) if isinstance(name, str) else None
        if speaker:
            roles[key] = speaker.role
        else:
            unknown.append(key)
    order = _ROLES[::-1] if data.get("direction") == "outbound" else _ROLES
    free = [role for role in order if role not in roles.values()]
    if len(unknown) > len(free):
        names = "、".join(shown(key) for key in unknown[:5])
        raise TranscriptError(
            f'分不清谁是客服：说话人有{names}。请加上 "roles"，例如 {{"{unknown[0][:10]}": "agent"}}。'
        )
    return roles | dict(zip(unknown, free, strict=False))
