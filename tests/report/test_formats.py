import io
import subprocess
import sys
from collections.abc import Callable

import pytest

from bot.check.finding import Evidence
from bot.errors import HuashuError
from bot.paths import home
from bot.report.formats import FORMATS, writer

from .conftest import case, finding

STRANGE = "\x00\x1b[31m\ud800\ufffe<b>&\"'=1+1\n坏"


def test_formats_are_those_of_the_contract() -> None:
    assert list(FORMATS) == ["text", "json", "jsonl", "csv", "html", "xlsx", "junit", "sarif"]


def test_formats_unknown_one_names_those_there_are() -> None:
    with pytest.raises(HuashuError, match=r"pdf.*text、json"):
        writer("pdf", io.BytesIO())


@pytest.mark.parametrize("format_", FORMATS)
def test_formats_same_reports_same_bytes(written: Callable[..., bytes], format_: str) -> None:
    cases = [case("a", finding()), case("b")]
    assert written(format_, *cases) == written(format_, *cases)


@pytest.mark.parametrize("format_", FORMATS)
def test_formats_leave_the_output_open(format_: str) -> None:
    output = io.BytesIO()
    out = writer(format_, output)
    out.begin()
    out.close()
    assert not output.closed


@pytest.mark.parametrize("format_", FORMATS)
def test_formats_survive_any_character_and_any_place(written: Callable[..., bytes], format_: str) -> None:
    evidence = (Evidence(0, (0, 99), STRANGE), Evidence(7, (3, 1), ""))
    found = finding(
        STRANGE, turn=9, evidence=evidence, message=STRANGE, severity="odd", name=STRANGE, parts=()
    )
    assert written(format_, case(STRANGE, found, texts=[STRANGE], agent=STRANGE))


@pytest.mark.parametrize("format_", ["text", "json", "jsonl", "csv", "junit", "sarif"])
def test_formats_stream(format_: str) -> None:
    output = io.BytesIO()
    out = writer(format_, output)
    out.begin()
    before = output.tell()
    out.write(*case("c-001", finding()))
    assert output.tell() > before


def test_formats_load_nothing_heavy_until_used() -> None:
    code = (
        "import sys; import bot.report.formats, bot.report.masking, bot.report.dialogue, bot.report.page, bot.report.text,"
        "bot.report.workbook, bot.report.sarif, bot.report.junit, bot.report.table, bot.report.json_lines;"
        "print([m for m in ('openpyxl', 'spacy', 'rich') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=home(), check=True
    )
    assert done.stdout.strip() == "[]"
