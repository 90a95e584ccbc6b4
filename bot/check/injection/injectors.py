"""Every injector, by the name under which it is reported."""

from bot.check.injection.doing import (
    at_a_bad_time,
    paused,
    rung_too_long,
    said_anyway,
    talked_over,
    too_late,
    unrecorded,
)
from bot.check.injection.leaving_out import (
    left_out,
    one_left_out,
    part_left_out,
    said_too_seldom,
    swapped,
    words_left_out,
)
from bot.check.injection.work import Injector

#: What can be done to a dialogue, by the name under which it is reported.
INJECTORS: dict[str, Injector] = {
    "part left out": part_left_out,
    "left out": left_out,
    "words left out": words_left_out,
    "one left out": one_left_out,
    "too seldom": said_too_seldom,
    "too late": too_late,
    "swapped": swapped,
    "said": said_anyway,
    "pause": paused,
    "talk over": talked_over,
    "rings": rung_too_long,
    "clock": at_a_bad_time,
    "no record": unrecorded,
}
