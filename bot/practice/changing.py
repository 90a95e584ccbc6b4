"""Calls that change their scene in the middle."""

from dataclasses import replace

from bot.errors import BookError
from bot.practice.beat import OPENINGS, Plot

#: What comes when a scene is done; left out where another scene follows.
_AFTERWARDS = frozenset({"matter", "anything_else", "closing"})


def changing(first: Plot, second: Plot) -> Plot:
    """A call that begins as one scene and goes on as another.

    Raises:
        BookError: the first ends the call, or the second cannot come in its middle.
    """
    beats = [beat for beat in first.beats if beat.id not in _AFTERWARDS]
    following = [beat for beat in second.beats if not beat.lines or beat.lines[0] not in OPENINGS]
    if any(beat.farewell for beat in beats):
        raise BookError(f"“{first.scene}”一做完电话就挂了，后面接不了别的场景。请把它放在最后。")
    if second.direction != "inbound" or second.channel != first.channel or not following:
        raise BookError(f"“{second.scene}”不能接在“{first.scene}”后面。请换一个同一种渠道、客户打来的场景。")
    return replace(
        second,
        scene=first.scene,
        goal="；".join(goal for goal in (first.goal, second.goal) if goal),
        card=(*first.card, *second.card),
        beats=(*beats, *following),
        customer_first=first.customer_first,
    )
