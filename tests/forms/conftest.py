"""A moment that the tests take for now, and the project's forms."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.forms.binder import Binder, read_binder

#: A Thursday.
NOW = datetime(2026, 11, 26, 16, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="session")
def forms() -> Binder:
    return read_binder()
