"""Which choice the words so far point to. It is offered; a person decides."""

import re

from bot.forms.field import Choice, Field, Values
from bot.forms.model import Form
from bot.language.aligned import aligned


def suggested(form: Form, field: Field, values: Values) -> tuple[Choice, str] | None:
    """The choice, and the words that point to it; None where nothing does.

    Where several are pointed to, the last one counts: choices are written from the light to the grave.
    """
    written = [
        aligned(str(values[other.name]))
        for other in form.fields
        if other.type == "text" and other.name in values and values[other.name] != other.none
    ]
    for choice in reversed(field.choices):
        for pattern in choice.words:
            for text in written:
                if found := re.search(pattern, text):
                    return choice, found.group()
    return None
