"""What a server does by itself once a day: let go of what has been kept long enough."""

import logging
import threading
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import HuashuError
from bot.records.database import database
from bot.records.expiry import expire
from bot.records.trouble import cause

logger = logging.getLogger(__name__)

_DAY = 24 * 3600.0


def keep_house() -> None:
    """Begin, and go on every day as long as the process lives."""
    threading.Thread(target=_daily, name="housekeeping", daemon=True).start()


def clear_out() -> None:
    """Once. Where the database fails, that is logged, and what is left waits for the next day."""
    try:
        expire(database(), datetime.now(UTC))
    except HuashuError as error:
        logger.error("not everything was deleted today: %s", error)
    except SQLAlchemyError as error:
        logger.error("not everything was deleted today: %s: %s", type(error).__name__, cause(error))


def _daily() -> None:
    pause = threading.Event()
    while True:
        clear_out()
        pause.wait(_DAY)
