"""The numbers of records on the command line."""

from typing import Any

from bot.records.bounds import there


def numbered(given: Any) -> Any:
    """Callback of an argument that is the number of a record, or several.

    Raises:
        NotFound: there can be no record of that number.
    """
    for number in given if isinstance(given, list | tuple) else [given]:
        if number is not None:
            there(number)
    return given
