import csv
import io
from collections.abc import Callable

import pytest

from bot.check.finding import Finding

from .conftest import case, finding


def read(made: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def test_csv_begins_with_a_bom(written: Callable[..., bytes]) -> None:
    assert written("csv").startswith(b"\xef\xbb\xbf\xe4\xbc\x9a\xe8\xaf\x9d,")


def test_csv_is_one_row_a_finding(written: Callable[..., bytes], severe: Finding) -> None:
    rows = read(written("csv", case("a", finding(), severe), case("b")))
    assert [(row["会话"], row["规则"]) for row in rows] == [("a", "O01"), ("a", "F04")]


def test_csv_row_tells_where_and_what(written: Callable[..., bytes], severe: Finding) -> None:
    row = read(written("csv", case("a", severe)))[0]
    assert (row["第几句"], row["时间"], row["谁说的"], row["原话"]) == ("3", "00:10", "坐席", "有完没完")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "＝1"])
def test_csv_no_cell_is_a_formula(written: Callable[..., bytes], text: str) -> None:
    assert read(written("csv", case(text, finding(message=text))))[0]["问题"].startswith("'")


def test_csv_a_turn_with_line_breaks_is_one_line(written: Callable[..., bytes]) -> None:
    assert len(written("csv", case("a", finding(message="一\r\n二"))).splitlines()) == 2
