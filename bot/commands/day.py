"""A day on the command line."""

from datetime import date

from bot.errors import HuashuError


def day(text: str) -> date:
    """The day written as `2026-10-12`.

    Raises:
        HuashuError: it is not, or there is no such day.
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise HuashuError(f"“{text}”不是日期。请写成 2026-10-12 这样，而且要真有这一天。") from error
