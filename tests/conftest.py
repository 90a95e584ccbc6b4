"""What the tests share: one trained model a session, a book folder of one's own, databases."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

from bot.book.handbook import Handbook, read_handbook
from bot.book.shelf import Shelf, read_shelf
from bot.language.model import LanguageModel
from bot.language.store import language
from bot.paths import home

# How long an example takes says nothing on a machine that has other things to do.
hypothesis.settings.register_profile("huashu", deadline=None)
hypothesis.settings.load_profile("huashu")

POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    return read_shelf()


@pytest.fixture(scope="session")
def handbook() -> Handbook:
    return read_handbook()


@pytest.fixture(scope="session")
def model() -> LanguageModel:
    """The model that `make test` trained before the tests."""
    return language()


@pytest.fixture
def book_folder(tmp_path: Path) -> Path:
    """A copy of the script books to break."""
    return Path(shutil.copytree(home() / "scripts", tmp_path / "scripts"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL of our own, on a socket in a temporary folder."""
    if not POSTGRES:
        pytest.skip("PostgreSQL is not installed")
    bin_folder = POSTGRES[-1]
    with tempfile.TemporaryDirectory(prefix="pg") as name:
        folder = Path(name)
        folder.chmod(0o777)
        runuser = shutil.which("runuser") or "/usr/sbin/runuser"
        prefix = [runuser, "-u", "postgres", "--"] if os.geteuid() == 0 else []
        data = folder / "data"
        subprocess.run(
            [*prefix, str(bin_folder / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"],
            check=True,
            capture_output=True,
        )
        # Nothing here has to outlive the machine.
        options = f"-c listen_addresses='' -k {folder} -c fsync=off -c synchronous_commit=off"
        start = [str(bin_folder / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log")]
        subprocess.run([*prefix, *start, "start"], check=True, capture_output=True)
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            stop = [str(bin_folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]
            subprocess.run([*prefix, *stop], check=False, capture_output=True)
