"""What is wrong with an answer, or with a whole form: told so that one knows what to say instead."""

from collections.abc import Sequence

from bot.errors import HuashuError, Refused


class Unfit(HuashuError):
    """An answer that a field cannot take. The message says what is wrong and what would be valid."""


class Incomplete(Refused):
    """A form that lacks required fields; `missing` are their labels."""

    def __init__(self, title: str, missing: Sequence[str], what: str = "登记") -> None:
        super().__init__(f"{title}还缺：{'、'.join(missing)}。补齐了才能{what}。")
        self.missing = tuple(missing)


class Unfilled(HuashuError):
    """Several answers given at once, of which some cannot be taken; `problems` by the fields' names."""

    def __init__(self, title: str, problems: dict[str, str]) -> None:
        super().__init__(f"{title}有 {len(problems)} 项填得不对：{' '.join(problems.values())}")
        self.problems = problems


def shortened(text: str) -> str:
    """What was said, as far as a message has room for it."""
    return text if len(text) <= 20 else f"{text[:19]}…"
