"""Whom a form says to call back, about what, and when."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.forms.field import Values
from bot.forms.model import Form
from bot.forms.moment import kept_moment


@dataclass(frozen=True)
class Hints:
    """What a call-back needs. Empty texts and None are unknown."""

    phone: str
    name: str = ""
    about: str = ""
    at: datetime | None = None


def hints(form: Form, values: Values, zone: tzinfo) -> Hints | None:
    """The hints of a form that is filled in; None where it names nobody to call."""
    named = form.callback
    phone = str(values.get(named.phone, "")) if named else ""
    if named is None or not phone:
        return None
    at = values.get(named.at) if named.at else None
    return Hints(
        phone,
        str(values.get(named.name or "", "")),
        str(values.get(named.about or "", "")),
        kept_moment(at).begins(zone) if isinstance(at, str) else None,
    )
