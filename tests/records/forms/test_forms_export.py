"""Forms as tables."""

import csv
import io
from datetime import UTC, datetime

from openpyxl import load_workbook

from bot.forms.binder import binder
from bot.forms.field import Value
from bot.records.database import Database
from bot.records.forms.export import Format, write
from bot.records.forms.listing import Wanted, listed
from bot.records.forms.opening import open_form
from tests.records.forms.conftest import CALL, COMPLAINT

REGISTRATION: dict[str, Value] = {
    **{"age": 45, "sex": "男", "illness": "头疼", "course": "三天", "history": "无", "address": "人民路5号"},
    **{"phone": "13812345678", "intent": "周四", "concern": "要不要紧", "person": "退休"},
}
NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


def _table(database: Database, format_: Format, type_: str = "") -> bytes:
    output = io.BytesIO()
    with database.session() as session:
        write(output, format_, listed(session, Wanted(type=type_), NOW), NOW)
    return output.getvalue()


def _filled(database: Database) -> None:
    with database.session() as session:
        values = {**COMPLAINT, "content": "=HYPERLINK(1)\n第二行"}
        open_form(session, binder()["complaint"], values, who="李敏", now=NOW)
        open_form(session, binder()["call"], CALL, who="+cmd", now=NOW)


def test_export_csv_of_one_kind_has_a_column_a_field(database: Database) -> None:
    _filled(database)
    data = _table(database, "csv", "complaint")
    assert data.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert (row["编号"], row["状态"], row["期限"]) == ("T-2026-0001", "待处理", "2026-11-29 16:00")
    assert (row["客户称呼"], row["联系电话"], row["处理结果"]) == ("王**", "138****5678", "")
    assert row["投诉内容"] == "'=HYPERLINK(1) 第二行"


def test_export_csv_of_several_kinds_has_one_column_for_all(database: Database) -> None:
    _filled(database)
    rows = list(csv.DictReader(io.StringIO(_table(database, "csv").decode("utf-8-sig"))))
    assert [row["登记人"] for row in rows] == ["'+cmd", "李敏"]
    assert "客户的问题：能不能出口" in rows[0]["内容"]


def test_export_xlsx_has_a_sheet_a_kind_and_no_formulas(database: Database) -> None:
    _filled(database)
    book = load_workbook(io.BytesIO(_table(database, "xlsx")))
    assert set(book.sheetnames) == {"客户投诉处理单", "客户来电记录单"}
    cells = [cell for row in book["客户投诉处理单"].iter_rows() for cell in row]
    (content,) = [cell for cell in cells if str(cell.value).startswith("=HYPERLINK")]
    assert content.data_type == "s"


def test_export_of_nothing_is_a_table_without_rows(database: Database) -> None:
    assert _table(database, "csv").decode("utf-8-sig").startswith("编号,单据")
    assert load_workbook(io.BytesIO(_table(database, "xlsx"))).sheetnames == ["单据"]


def test_export_xlsx_has_room_for_many_columns(database: Database) -> None:
    with database.session() as session:
        open_form(session, binder()["registration"], REGISTRATION, who="李敏", now=NOW)
    sheet = load_workbook(io.BytesIO(_table(database, "xlsx")))["就诊咨询登记"]
    columns = [cell.value for cell in sheet[1]]
    assert len(columns) > 26
    assert sheet.cell(2, columns.index("人员类型") + 1).value == "退休"
