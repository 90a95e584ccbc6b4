"""The forms' files: read, and told what is wrong in them."""

import re
from pathlib import Path

import pytest

from bot.book.handbook import Handbook
from bot.conversation.model import RECORDS
from bot.errors import BookError, NotFound
from bot.forms.binder import Binder, read_binder
from bot.paths import home


def test_binder_has_the_forms_that_conversations_name(forms: Binder) -> None:
    assert set(forms.forms) == set(RECORDS)


def test_binder_every_clause_is_of_the_handbook(forms: Binder, handbook: Handbook) -> None:
    assert forms.unknown_clauses(handbook) == []
    assert {"C.6.1.5", "C.6.1.6", "C.7.3.2.1", "I.3", "D.物3", "A.接3", "A.其他12"} <= forms.clauses()


def test_binder_registration_asks_what_the_handbook_lists(forms: Binder) -> None:
    labels = {field.label: field.required for field in forms["registration"].fields}
    general = ("年龄", "性别", "病程", "病史", "病种", "住址", "联系电话", "就诊意向", "关心内容")
    directional = ("健康咨询", "价格比对", "消费习惯", "经济状况", "人员类型")
    assert all(labels[label] for label in general)
    assert not any(labels[label] for label in directional)


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("投诉单", "complaint"),
        ("一张来电记录单", "call"),
        ("报修", "repair"),
        ("来访登记", "visit"),
        ("就诊咨询登记", "registration"),
    ],
)
def test_binder_finds_a_form_by_what_it_is_called(forms: Binder, said: str, form: str) -> None:
    assert forms[said].form == form


@pytest.mark.parametrize(
    "matter", ["报修", "维修", "投诉", "来访", "访客", "嘉宾", "来电", "就诊", "就诊咨询"]
)
def test_binder_has_a_form_for_each_matter_that_the_chat_registers(forms: Binder, matter: str) -> None:
    assert forms.named(matter) is not None


def test_binder_unknown_form_says_which_there_are(forms: Binder) -> None:
    with pytest.raises(NotFound, match="没有“请假条”这种单子。可以填：客户来电记录单（call）"):
        forms["请假条"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("prefix: T", "prefx: T", "complaint.yml:6：prefx：没有“prefx”这一项。是不是“prefix”？"),
        ("prefix: T", "prefix: 7", "complaint.yml:6：prefix"),
        ("due: 3 天", "due: 三天", "complaint.yml:8：due：期限写的是“三天”，可以写：立刻、30 分钟"),
        (
            "classed_by: level",
            "classed_by: phone",
            "classed_by 写的是“phone”，要写 fields 里的一项：way、level",
        ),
        ("phone: phone,", "phone: customer,", "callback.phone 写的是“customer”"),
        ("    when: past\n", "", "default: now 只用于 type: time、when: past、required: false 的项"),
        (
            "closing:\n",
            "closing:\n"
            "  - {name: at, label: 时间, ask: 几点？, type: time, when: past, required: false, default: now, clause: G.2}\n",
            "default: now 只写在 fields 里",
        ),
        ("    type: phone", "    type: fax", "只能写 'text', 'choice', 'phone'"),
        ("name: demand", "name: loss", "“loss”写了两次"),
        ("form: complaint", "form: other", "complaint.yml:3：form 写的是“other”，文件名是“complaint.yml”"),
        ("prefix: T", "prefix: L", "编号的字母“L”已经给了客户来电记录单"),
        ("names: [投诉处理单,", "names: [来电记录单,", "“来电记录单”已经是客户来电记录单的叫法"),
        ('words: ["态度"', 'words: ["态(度"', "“态(度”不是合法的正则表达式"),
        ("personal: name", "personal: age", "只能写 'name'、'address'"),
        ("    longest: 60\n", "    longest: 0\n", "longest"),
    ],
)
def test_binder_what_is_wrong_is_told_with_file_and_line(
    book_folder: Path, old: str, new: str, complaint: str
) -> None:
    path = book_folder / "forms" / "complaint.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BookError) as caught:
        read_binder(book_folder / "forms")
    assert complaint in str(caught.value)


def test_binder_unknown_clause_is_told_with_its_line(book_folder: Path, handbook: Handbook) -> None:
    path = book_folder / "forms" / "visit.yml"
    path.write_text(path.read_text("utf-8").replace("clause: A.接3\n", "clause: A.接9\n"), "utf-8")
    (problem,) = read_binder(book_folder / "forms").unknown_clauses(handbook)
    assert problem.startswith("visit.yml:") and "没有 A.接9" in problem


def test_binder_without_files_says_so(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="没有单据文件"):
        read_binder(tmp_path)


def test_binder_takes_the_form_that_the_documentation_shows(tmp_path: Path) -> None:
    text = (home() / "docs" / "forms.md").read_text("utf-8")
    shown = re.search(r"```yaml\n(.*?)```", text, re.S)
    assert shown is not None
    (tmp_path / "refund.yml").write_text(shown[1], "utf-8")
    assert read_binder(tmp_path)["退款单"].form == "refund"


def test_binder_forms_are_described_with_number_and_clauses(forms: Binder) -> None:
    text = (home() / "docs" / "forms.md").read_text("utf-8")
    for form in forms:
        assert f"| {form.title} | `{form.form}` | {form.prefix}-2026-0001 | {form.clause} |" in text
