"""What a server does by itself once a day: let go of what has been kept long enough."""

import logging
import threading
from datetime import UTC, datetime

from bot.errors import HuashuError
from bot.records.database import database
from bot.records.expiry import expire

logger = logging.getLogger(__name__)

_DAY = 24 * 3600.0


def keep_house() -> None:
    """Begin, and go on every day as long as the process lives."""
    threading.Thread(target=_daily, name="housekeeping", daemon=True).start()


def _daily() -> None:
    pause = threading.Event()
    while True:
        try:
            expire(database(), datetime.now(UTC))
        except HuashuError as error:
            logger.error("nothing was deleted today: %s", error)
        pause.wait(_DAY)
