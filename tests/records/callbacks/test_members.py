"""Lists of members."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from bot.errors import NotFound, Refused
from bot.records.callbacks.members import Listed, add_members, read_members
from bot.records.callbacks.model import CallBack
from bot.records.roster import put_agent
from tests.records.callbacks.conftest import at, last
from tests.records.conftest import NOW, Desk

CSV = "姓名,称呼,电话,会员号,办理时间\n王小明,先生,13812345678,V1,2026-10-19 15:00\n欧阳丽,女士,13912345678,V2,2026-10-18\n"


def _added(desk: Desk, text: str, **given: object) -> Listed:
    with desk.database.session() as session:
        members = read_members("会员.csv", text.encode(), NOW)
        return add_members(session, "主管陈", members, now=NOW, **given)  # type: ignore[arg-type]


def _rows(desk: Desk) -> list[CallBack]:
    with desk.database.session() as session:
        return list(session.execute(select(CallBack).order_by(CallBack.id)).scalars())


def test_members_are_owed_a_call_each(desk: Desk) -> None:
    assert _added(desk, CSV, agent="A08") == Listed(new=2, known=0, overdue=0)
    assert [(r.customer, r.phone, r.reference, r.due_at, r.agent, r.book) for r in _rows(desk)] == [
        ("王先生", "138****5678", "V1", last(22), "A08", "exchange"),
        ("欧阳女士", "139****5678", "V2", last(21), "A08", "exchange"),
    ]


def test_members_of_the_same_list_again_are_known(desk: Desk) -> None:
    _added(desk, CSV)
    assert _added(desk, CSV) == Listed(new=0, known=2, overdue=0)


def test_members_twice_in_a_month_are_one_and_in_the_next_month_another(desk: Desk) -> None:
    twice = "姓,会员号,办理时间\n王,V1,2026-10-01\n王,V1,2026-10-15\n王,V1,2026-09-30\n"
    assert _added(desk, twice) == Listed(new=2, known=1, overdue=2)


def test_members_without_a_number_are_told_apart_by_name_and_telephone(desk: Desk) -> None:
    text = "姓名,电话\n王明,13812345678\n王明,13812345678\n王红,13899995678\n李明,13812345678\n"
    assert _added(desk, text) == Listed(new=3, known=1, overdue=0)
    assert _added(desk, text) == Listed(new=0, known=4, overdue=0)


def test_members_whose_number_is_a_telephone_number_are_told_apart_though_it_is_masked(desk: Desk) -> None:
    text = "姓名,会员号\n王明,13811115678\n王明,13822225678\n王明,13811115678\n"
    assert _added(desk, text) == Listed(new=2, known=1, overdue=0)
    assert {row.reference for row in _rows(desk)} == {"138****5678"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_members_are_read_in_the_encodings_of_excel(encoding: str) -> None:
    assert [m.customer for m in read_members("会员.csv", CSV.encode(encoding), NOW)] == ["王先生", "欧阳女士"]


def test_members_are_read_from_a_workbook_with_a_title_above() -> None:
    book = Workbook()
    sheet = book.active
    for row in (["十月会员名单"], [], ["会员编号", "姓名", "性别", "手机号", "办理日期"]):
        sheet.append(row)
    sheet.append([1001, "王小明", "男", 13812345678, datetime(2026, 10, 19, 15, 0)])
    data = io.BytesIO()
    book.save(data)
    (member,) = read_members("会员.xlsx", data.getvalue(), NOW)
    assert (member.row, member.customer, member.phone, member.number, member.at) == (
        4, "王先生", "13812345678", "1001", at(19, 15),
    )  # fmt: skip


def test_members_with_wrong_rows_are_all_named_and_none_is_written(desk: Desk) -> None:
    text = CSV + "赵六,先生,12,V3,2026-10-19\n钱七,女士,,V4,2026-02-30\n,先生,,V5,\n孙八,,,,\n"
    with pytest.raises(Refused) as caught:
        _added(desk, text)
    said = str(caught.value)
    assert "第 4 行：电话“12”" in said and "第 5 行：没有 2026-02-30 这一天" in said
    assert "第 6 行：没有姓名" in said and "第 7 行：会员号和电话至少写一个" in said
    assert _rows(desk) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("电话,会员号\n1,2\n".encode(), "找不到表头"),
        ("姓名,会员号\n".encode(), "没有会员"),
        (b"", "找不到表头"),
        ('姓名,会员号\n"王,1\n'.encode(), "引号没有配对"),
        (b"\x00\x01\x02", "不是文字"),
        (b"PK\x03\x04nonsense", "文件已损坏"),
    ],
)
def test_members_in_no_such_table_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_members("会员.csv", data, NOW)


def test_members_in_a_bomb_are_not_unpacked() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"0" * (201 << 20))
    with pytest.raises(Refused, match="解压后超过"):
        read_members("会员.xlsx", data.getvalue(), NOW)


def test_members_of_an_unknown_agent_name_the_row(desk: Desk) -> None:
    with pytest.raises(NotFound, match="第 2 行：名册里没有“A77”"):
        _added(desk, "姓名,会员号,坐席\n王明,V1,A77\n")
    assert _rows(desk) == []


def test_members_go_by_the_book_of_the_agent_each_of_them_has(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "G01", name="赵磊", book="gym")
    _added(desk, "姓名,会员号,坐席\n王明,V1,赵磊\n李明,V2,A08\n孙明,V3,\n")
    assert [row.book for row in _rows(desk)] == ["gym", "exchange", ""]
