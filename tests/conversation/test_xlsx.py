import datetime
import io
import re
import subprocess
import sys
import zipfile

import pytest

from benchmarks.fuzz import workbook
from bot.conversation.model import Turn
from bot.conversation.origin import Limits
from bot.paths import home

ROWS = [
    ["会话", "角色", "内容", "开始"],
    [1, "客服", "您好", 0],
    [1, "客户", "喂", 2.5],
    [2, "客服", "您好", None],
]


def test_xlsx_a_row_a_turn(read) -> None:
    found = read(".xlsx", workbook(ROWS))
    assert [item.head.id for item in found] == ["1", "2"]
    assert found[0].turns == (Turn("agent", "您好", 0), Turn("customer", "喂", 2.5))


def test_xlsx_times_as_excel_keeps_them(one) -> None:
    moments = [datetime.datetime(2026, 11, 2, 9, 14, 5), datetime.datetime(2026, 11, 2, 9, 14, 9)]
    turns = one(
        ".xlsx", workbook([["角色", "内容", "时间"], ["客服", "a", moments[0]], ["客户", "b", moments[1]]])
    ).turns
    assert [t.start for t in turns] == [0, 4]


def test_xlsx_a_number_as_text_is_text(one) -> None:
    assert one(".xlsx", workbook([["角色", "内容"], ["客户", 10086]])).turns[0].text == "10086"


def test_xlsx_names_the_row(read) -> None:
    assert read(".xlsx", workbook([*ROWS, [2, "张三", "喂", 3]]))[1].where == "calls.xlsx:5"


def test_xlsx_sheets_without_header_are_passed_and_the_others_named(read) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["说明"])
    sheet = book.create_sheet("通话")
    for row in (["角色", "内容"], ["张三", "喂"]):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    assert [item.where for item in read(".xlsx", stream.getvalue())] == ["calls.xlsx[通话]:2"]


def test_xlsx_without_header_is_named(trouble) -> None:
    assert "没有一张表有表头" in trouble(".xlsx", workbook([["甲", "乙"]] * 20))


# Named, because a workbook's bytes hold the second it was made in: two workers that collect the
# tests in different seconds would disagree about what this test is called.
@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04broken", b"hello", b"\xd0\xcf\x11\xe0" * 100, workbook(ROWS)[:-40]],
    ids=["an archive's start", "text", "an old workbook", "a workbook cut off"],
)
def test_xlsx_broken_is_named(trouble, data: bytes) -> None:
    assert "损坏" in trouble(".xlsx", data)


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_xlsx_another_archive_is_named(trouble) -> None:
    assert "不是 Excel 工作簿" in trouble(".xlsx", packed({"a.txt": b"a"}))


def test_xlsx_with_broken_parts_is_named(trouble) -> None:
    assert "损坏" in trouble(".xlsx", packed({"[Content_Types].xml": b"<a/>"}))


def test_xlsx_a_bomb_is_refused_before_it_is_unpacked(trouble) -> None:
    bomb = packed({"[Content_Types].xml": b"<a/>", "xl/sharedStrings.xml": bytes(30 << 20)})
    assert "压缩炸弹" in trouble(".xlsx", bomb)


def test_xlsx_too_large_when_unpacked_is_refused(trouble) -> None:
    assert "解压后有" in trouble(".xlsx", packed({"a": bytes(2 << 20)}), Limits(unpacked_bytes=1 << 20))


def with_sheet(xml: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return packed(members | {"xl/worksheets/sheet1.xml": xml.encode()})


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
CELL = '<c r="{0}" t="inlineStr"><is><t>{1}</t></is></c>'
HEADER = "<row r='1'>" + CELL.format("A1", "角色") + CELL.format("B1", "内容") + "</row>"


def test_xlsx_a_row_beyond_what_excel_holds_is_named(trouble) -> None:
    row = "<row r='99999999999'>" + CELL.format("A99999999999", "客服") + "</row>"
    assert "损坏" in trouble(".xlsx", with_sheet(SHEET % (HEADER + row)))


def test_xlsx_blank_rows_do_not_count(one) -> None:
    row = "<row r='90000'>" + CELL.format("A90000", "客服") + "</row>"
    assert len(one(".xlsx", with_sheet(SHEET % (HEADER + row))).turns) == 1


def test_xlsx_an_entity_bomb_is_named(trouble) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaa">]>' + SHEET % (
        HEADER + "<row>" + CELL.format("A2", "&a;") + "</row>"
    )
    assert "损坏" in trouble(".xlsx", with_sheet(bomb))


def test_xlsx_nothing_is_printed(read, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    styles = re.sub(rb'xfId="\d+"', b'xfId="77"', members["xl/styles.xml"])
    read(".xlsx", packed(members | {"xl/styles.xml": styles}))
    assert capsys.readouterr().out == ""


def test_xlsx_too_many_rows_are_named(trouble) -> None:
    assert "超过 2 行" in trouble(".xlsx", workbook(ROWS), Limits(rows=2))


def test_xlsx_openpyxl_is_loaded_only_for_a_workbook() -> None:
    code = "import sys, bot.conversation.files; print([m for m in ('openpyxl', 'pydantic', 'numpy') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=home(), check=True
    )
    assert done.stdout.strip() == "[]"
