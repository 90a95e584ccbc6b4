"""Consecutive numbers by prefix and year: T-2026-0007."""

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from bot.records.forms.model import FormNumber

#: Both SQLite and PostgreSQL know this; a second one waits until the first transaction is over.
_FIRST = text(
    "INSERT INTO form_numbers (prefix, year, last) VALUES (:prefix, :year, 0) ON CONFLICT (prefix, year) DO NOTHING"
)


def next_number(session: Session, prefix: str, year: int) -> str:
    """The next number. It is given back if the transaction fails, so that none is left out."""
    session.execute(_FIRST, {"prefix": prefix, "year": year})
    own = (FormNumber.prefix == prefix, FormNumber.year == year)
    session.execute(
        update(FormNumber)
        .where(*own)
        .values(last=FormNumber.last + 1)
        .execution_options(synchronize_session=False)
    )
    last = session.execute(select(FormNumber.last).where(*own)).scalar_one()
    return f"{prefix}-{year}-{last:04}"
