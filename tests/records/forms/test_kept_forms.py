"""Forms in a real database."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.errors import Conflict, NotAllowed, NotFound, Refused
from bot.forms.binder import binder
from bot.forms.errors import Incomplete
from bot.forms.field import Value
from bot.records.audit import AuditLine, history
from bot.records.conversations import KeptConversation
from bot.records.database import Database
from bot.records.desk import Desk
from bot.records.forms.changing import form_numbered
from bot.records.forms.drafts import drop_draft, latest_draft, save_draft
from bot.records.forms.listing import Wanted, as_json, counts, listed, told
from bot.records.forms.model import KeptForm
from bot.records.forms.opening import cancel_form, change_form, close_form, open_form
from bot.records.forms.retention import forget_forms
from bot.records.forms.rights import roster
from bot.records.people import put_user, user_named
from bot.records.roster import put_agent
from tests.records.forms.conftest import CALL, COMPLAINT

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
CLOSING: dict[str, Value] = {
    "result": "已道歉",
    "justified": "成立",
    "handler": "李敏",
    "satisfied": "满意",
}


@pytest.fixture
def kept(database: Database) -> Database:
    """A database with a supervisor, a reviewer and two agents."""
    with database.session() as session:
        for code in ("A08", "A09"):
            put_agent(session, "主管陈", code)
        put_user(session, "主管陈", "主管陈", "supervisor")
        put_user(session, "主管陈", "小质", "reviewer")
        put_user(session, "主管陈", "李敏", "agent", "A08")
        put_user(session, "主管陈", "王芳", "agent", "A09")
    return database


@pytest.fixture
def full_desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A desk that keeps forms in full."""
    for module in ("changing", "drafts", "opening"):
        monkeypatch.setattr(f"bot.records.forms.{module}.desk", lambda: Desk(keep_full=("forms",)))
    yield


def _open(database: Database, form: str = "complaint", now: datetime = NOW, **more: Value) -> str:
    values = {"complaint": COMPLAINT, "call": CALL}[form] | more
    with database.session() as session:
        return str(open_form(session, binder()[form], values, who="李敏", agent="A08", now=now).number)


def _form(database: Database, number: str) -> KeptForm:
    with database.session() as session:
        return form_numbered(session, number)


def test_forms_are_numbered_by_prefix_and_year(kept: Database) -> None:
    assert [_open(kept), _open(kept), _open(kept, "call")] == ["T-2026-0001", "T-2026-0002", "L-2026-0001"]
    assert _open(kept, now=datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) == "T-2026-0003"
    # Midnight in the desk's zone is the new year.
    assert _open(kept, now=datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == "T-2027-0001"


def test_forms_opened_at_once_have_numbers_of_their_own(kept: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda _: _open(kept), range(16)))
    assert sorted(numbers) == [f"T-2026-{n:04}" for n in range(1, 17)]


def test_forms_a_number_is_not_lost_by_a_failure(kept: Database) -> None:
    with pytest.raises(RuntimeError), kept.session() as session:
        open_form(session, binder()["complaint"], COMPLAINT, who="李敏", now=NOW)
        raise RuntimeError
    assert _open(kept) == "T-2026-0001"


def test_forms_opened_have_class_due_time_and_hints(kept: Database) -> None:
    row = _form(kept, _open(kept))
    assert (row.status, row.klass, row.agent, row.opened_by) == ("open", "一般投诉", "A08", "李敏")
    assert row.due_at == NOW + timedelta(days=3)
    assert (row.callback_to, row.callback_phone, row.callback_at) == ("王**", "138****5678", None)
    call = _form(kept, _open(kept, "call", reply_at="2026-11-27 15:00"))
    assert call.callback_at == call.due_at == datetime(2026, 11, 27, 7, 0, tzinfo=UTC)


def test_forms_are_masked(kept: Database) -> None:
    row = _form(kept, _open(kept, content="电话13987654321打不通"))
    assert row.masked
    assert row.values["customer"] == "王**" and row.values["phone"] == "138****5678"
    assert row.values["content"] == "电话139****4321打不通"
    with kept.session() as session:
        written = " ".join(
            f"{line.before}{line.after}" for line in session.execute(select(AuditLine)).scalars()
        )
    assert "王小明" not in written and "13812345678" not in written


def test_forms_are_kept_in_full_where_the_desk_says_so(kept: Database, full_desk: None) -> None:
    number = _open(kept)
    row = _form(kept, number)
    assert not row.masked and row.values["phone"] == row.callback_phone == "13812345678"
    with kept.session() as session:
        change_form(session, number, {"customer": "王小红"}, who="李敏", now=NOW)
        (_, line) = history(session, f"form:{number}")
    assert "王小" not in line.before + line.after and "13812345678" not in line.before + line.after


def test_forms_half_filled_are_refused_with_what_is_missing(kept: Database) -> None:
    half = {n: COMPLAINT[n] for n in ("customer", "way")}
    missing = "客户投诉处理单还缺：联系电话、投诉内容、客户的损失、投诉类别"
    with pytest.raises(Incomplete, match=missing), kept.session() as session:
        open_form(session, binder()["complaint"], half, who="李敏", now=NOW)
    with kept.session() as session:
        assert session.execute(select(KeptForm)).first() is None


def test_forms_belong_to_a_conversation_that_is_there(kept: Database) -> None:
    with pytest.raises(NotFound, match="没有 7 号会话"), kept.session() as session:
        open_form(session, binder()["complaint"], COMPLAINT, who="李敏", now=NOW, conversation=7)
    with kept.session() as session:
        talk = KeptConversation(stored_at=NOW, sender="x", digest="d", head="{}", turns="[]", started_at=NOW)
        session.add(talk)
        session.flush()
        row = open_form(session, binder()["complaint"], COMPLAINT, who="李敏", now=NOW, conversation=talk.id)
        assert [r.number for r in listed(session, Wanted(conversation=talk.id), NOW)] == [row.number]


def test_forms_are_closed_with_a_result(kept: Database) -> None:
    number = _open(kept)
    with kept.session() as session:
        close_form(session, number.lower(), CLOSING, who="小质", now=NOW)
    row = _form(kept, number)
    assert (row.status, row.done_by, row.done_at) == ("done", "小质", NOW)
    assert row.values["result"] == "已道歉" and row.values["content"] == "前台态度差"


def test_forms_without_a_result_are_not_closed(kept: Database) -> None:
    number = _open(kept)
    with (
        pytest.raises(Incomplete, match="还缺：处理结果、投诉是否成立、客户是否满意。补齐了才能办结"),
        kept.session() as session,
    ):
        close_form(session, number, {"handler": "李敏"}, who="小质", now=NOW)
    assert _form(kept, number).status == "open"


def test_forms_are_closed_once(kept: Database) -> None:
    number = _open(kept)
    with kept.session() as session:
        close_form(session, number, CLOSING, who="小质", now=NOW)
    for change in (
        lambda s: close_form(s, number, CLOSING, who="主管陈", now=NOW),
        lambda s: cancel_form(s, number, "重复", who="主管陈", now=NOW),
        lambda s: change_form(s, number, {"content": "晚"}, who="李敏", now=NOW),
    ):
        with pytest.raises(Refused, match="已办结（小质，2026-11-26 16:00）"), kept.session() as session:
            change(session)


def test_forms_that_are_not_there_are_told_with_the_latest(kept: Database) -> None:
    with pytest.raises(NotFound, match="没有 T-2026-9999 这张单子。还没有登记过单子"):
        _form(kept, "T-2026-9999")
    _open(kept)
    with pytest.raises(NotFound, match="最近的有：T-2026-0001"):
        _form(kept, "7")


def test_forms_second_writer_is_told(kept: Database) -> None:
    number = _open(kept)
    seen = int(_form(kept, number).version)
    with kept.session() as session:
        change_form(session, number, {"content": "前台态度很差"}, who="李敏", now=NOW, version=seen)
    with pytest.raises(Conflict, match="刚刚被别人改过，您的改动没有写入"), kept.session() as session:
        close_form(session, number, CLOSING, who="主管陈", now=NOW, version=seen)
    assert _form(kept, number).status == "open"


def test_forms_two_that_close_at_once_only_one_does(kept: Database) -> None:
    number = _open(kept)

    def close(who: str) -> str:
        try:
            with kept.session() as session:
                close_form(session, number, {**CLOSING, "handler": who}, who=who, now=NOW)
        except Refused:
            return ""
        return who

    with ThreadPoolExecutor(2) as pool:
        done = [who for who in pool.map(close, ["小质", "主管陈"]) if who]
    assert [_form(kept, number).values["handler"]] == done


def test_forms_corrected_into_a_crisis_are_due_at_once(kept: Database) -> None:
    number = _open(kept)
    with kept.session() as session:
        row = change_form(session, number, {"level": "危机事件"}, who="主管陈", now=NOW + timedelta(hours=1))
    assert (row.klass, row.due_at) == ("危机事件", NOW)
    assert row.values["phone"] == row.callback_phone == "138****5678"


def test_forms_correction_may_not_empty_what_is_required(kept: Database) -> None:
    number = _open(kept)
    with pytest.raises(Incomplete, match="还缺：投诉内容"), kept.session() as session:
        change_form(session, number, {}, emptied=["content"], who="李敏", now=NOW)


def test_forms_a_complaint_was_made_when_it_is_written_down_unless_it_says_when(kept: Database) -> None:
    assert _form(kept, _open(kept)).values["complained_at"] == "2026-11-26 16:00"
    told_ = _form(kept, _open(kept, complained_at="2026-11-25 15:00"))
    assert told_.values["complained_at"] == "2026-11-25 15:00"
    with kept.session() as session:
        change_form(
            session, str(told_.number), {}, emptied=["complained_at"], who="李敏", now=NOW + timedelta(days=9)
        )
    assert _form(kept, str(told_.number)).values["complained_at"] == "2026-11-26 16:00"


def test_forms_a_complaint_is_not_corrected_to_a_day_after_it_was_written_down(kept: Database) -> None:
    number, later = _open(kept), NOW + timedelta(days=9)
    with (
        kept.session() as session,
        pytest.raises(Refused, match="投诉时间不能晚于登记的那一天（2026-11-26）"),
    ):
        change_form(session, number, {"complained_at": "2026-11-27 09:00"}, who="李敏", now=later)


def test_forms_are_cancelled_by_their_own_or_a_supervisor_with_a_reason(kept: Database) -> None:
    number = _open(kept)
    with pytest.raises(NotAllowed, match="要由本人、质检员或主管来作废"), kept.session() as session:
        cancel_form(session, number, "重复登记", who="王芳", now=NOW)
    for nothing in ("  ", "\u200b\u00ad"):
        with pytest.raises(Refused, match="作废要写原因"), kept.session() as session:
            cancel_form(session, number, nothing, who="李敏", now=NOW)
    with kept.session() as session:
        cancel_form(session, number, "重复登记", who="李敏", now=NOW)
    assert (_form(kept, number).status, _form(kept, number).reason) == ("cancelled", "重复登记")
    assert _open(kept) == "T-2026-0002"


def test_forms_unknown_user_changes_nothing(kept: Database) -> None:
    number = _open(kept)
    with pytest.raises(NotFound, match="没有“路人”这个用户"), kept.session() as session:
        close_form(session, number, CLOSING, who="路人", now=NOW)


def test_forms_every_change_is_in_the_audit_log(kept: Database) -> None:
    number = _open(kept)
    with kept.session() as session:
        change_form(session, number, {"content": "前台态度很差"}, who="小质", now=NOW)
        close_form(session, number, CLOSING, who="小质", now=NOW)
        lines = history(session, f"form:{number}")
    assert [(line.who, line.action) for line in lines] == [
        ("李敏", "form.open"),
        ("小质", "form.change"),
        ("小质", "form.close"),
    ]
    assert json.loads(lines[1].before)["fields"]["content"] == "前台态度差"


def test_forms_list_shows_what_is_due_soonest_first(kept: Database) -> None:
    later, done, soon = _open(kept), _open(kept), _open(kept, level="危机事件")
    call = _open(kept, "call", reply_at="2026-11-27 15:00")
    with kept.session() as session:
        close_form(session, done, CLOSING, who="小质", now=NOW)
        later_on = NOW + timedelta(days=2)
        everything = [row.number for row in listed(session, Wanted(), later_on)]
        overdue = [row.number for row in listed(session, Wanted(overdue=True), later_on)]
        of_type = [row.number for row in listed(session, Wanted(type="投诉单", status="open"), later_on)]
        of_agent = listed(session, Wanted(agent="A09"), later_on)
        assert counts(session, later_on) == {"open": 3, "done": 1, "cancelled": 0, "overdue": 2}
    assert everything == [soon, call, later, done]
    assert overdue == [soon, call] and of_type == [soon, later] and of_agent == []


def test_forms_list_of_an_unknown_status_or_type_says_which_there_are(kept: Database) -> None:
    with kept.session() as session:
        with pytest.raises(Refused, match="可以用：draft（草稿）"):
            listed(session, Wanted(status="late"), NOW)
        with pytest.raises(NotFound, match="没有“请假条”这种单子"):
            listed(session, Wanted(type="请假条"), NOW)


def test_forms_are_told_as_a_person_reads_them(kept: Database) -> None:
    row = _form(kept, _open(kept, level="危机事件"))
    lines = told(row, NOW + timedelta(minutes=1))
    assert lines[0] == "T-2026-0001 客户投诉处理单 · 待处理 · 危机事件"
    assert "期限：立刻（超期）" in lines and "联系电话：138****5678" in lines
    shown = as_json(row, NOW + timedelta(minutes=1))
    assert shown["overdue"] and shown["due_at"] == "2026-11-26T16:00:00+08:00"
    assert shown["callback"] == {"to": "王**", "phone": "138****5678", "at": None}


def test_forms_drafts_are_taken_up_again_by_whose_they_are(kept: Database) -> None:
    form = binder()["complaint"]
    with kept.session() as session:
        first = save_draft(session, form, {"customer": "王小明"}, who="web-1", now=NOW, skipped=["about"])
        number, version = int(first.id), int(first.version)
    with kept.session() as session:
        save_draft(session, binder()["call"], {}, who="web-1", now=NOW + timedelta(minutes=1))
        newest, own = latest_draft(session, "web-1"), latest_draft(session, "web-1", "complaint")
        assert newest is not None and newest.type == "call"
        assert own is not None and own.id == number and own.written == {"customer": "王**", "about": None}
        assert latest_draft(session, "web-2") is None
    with kept.session() as session:
        row = open_form(session, form, COMPLAINT, who="web-1", now=NOW, draft=number, version=version)
        assert (row.id, row.number, row.status) == (number, "T-2026-0001", "open")


def test_forms_draft_of_another_or_changed_elsewhere_is_not_written(kept: Database) -> None:
    form = binder()["complaint"]
    with kept.session() as session:
        row = save_draft(session, form, {}, who="web-1", now=NOW)
        number, version = int(row.id), int(row.version)
    with pytest.raises(NotFound, match="这张草稿已经不在了"), kept.session() as session:
        save_draft(session, form, {}, who="web-2", now=NOW, draft=number)
    with kept.session() as session:
        save_draft(session, form, {"customer": "王"}, who="web-1", now=NOW, draft=number, version=version)
    with pytest.raises(Conflict), kept.session() as session:
        save_draft(session, form, {}, who="web-1", now=NOW, draft=number, version=version)


def test_forms_draft_given_up_is_emptied_and_in_no_list(kept: Database) -> None:
    with kept.session() as session:
        row = save_draft(session, binder()["complaint"], {"customer": "王"}, who="web-1", now=NOW)
        drop_draft(session, "web-1", int(row.id), NOW)
        assert (row.status, row.fields) == ("cancelled", "{}")
        assert listed(session, Wanted(), NOW) == [] and listed(session, Wanted(status="cancelled"), NOW) != []
        with pytest.raises(NotFound):
            drop_draft(session, "web-1", int(row.id), NOW)


def test_forms_old_ones_lose_their_words_and_keep_their_conclusions(kept: Database) -> None:
    old, open_ = _open(kept), _open(kept)
    with kept.session() as session:
        close_form(session, old, CLOSING, who="小质", now=NOW)
        save_draft(session, binder()["complaint"], {"customer": "王"}, who="web-1", now=NOW)
        later = NOW + timedelta(days=400)
        assert forget_forms(session, "系统", NOW + timedelta(days=1), later) == 2
        assert forget_forms(session, "系统", NOW + timedelta(days=1), later) == 0
    row = _form(kept, old)
    assert row.values == {"level": "一般投诉", "satisfied": "满意", "way": "来电", "justified": "成立"}
    assert (row.callback_phone, row.klass, row.done_at) == ("", "一般投诉", NOW)
    assert _form(kept, open_).values["content"] == "前台态度差"


@pytest.fixture
def accused(kept: Database) -> Database:
    """As `kept`, with A10 郑爽, whose user is a reviewer: 吴迪; and two who are both called 张伟."""
    with kept.session() as session:
        put_agent(session, "主管陈", "A10", number="10", name="郑爽")
        put_agent(session, "主管陈", "A11", number="11", name="张伟")
        put_agent(session, "主管陈", "A12", number="12", name="张伟")
        put_user(session, "主管陈", "吴迪", "reviewer", "A10")
    return kept


@pytest.mark.parametrize(
    "said", ["A10", "a10", "10", "10号", "工号10", "十号", "郑爽", "A10 郑爽", "10号郑爽"]
)
def test_forms_whom_a_complaint_names_is_kept_as_his_code(accused: Database, said: str) -> None:
    row = _form(accused, _open(accused, against=said))
    assert row.values["against"] == "A10"
    with accused.session() as session:
        assert "被投诉的人：A10 郑爽" in told(row, NOW, roster(session))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("郑双", "名册里没有“郑双”。是不是A10 郑爽？"),
        ("张伟", "不止一位：A11 张伟、A12 张伟"),
        ("99", "名册里没有“99”"),
    ],
)
def test_forms_naming_nobody_on_the_roster_are_refused(accused: Database, said: str, why: str) -> None:
    with pytest.raises(Refused, match=f"被投诉的人：.*{why}"):
        _open(accused, against=said)
    number = _open(accused)
    with pytest.raises(Refused, match=why), accused.session() as session:
        change_form(session, number, {"against": said}, who="主管陈", now=NOW)


def test_forms_name_anybody_where_the_roster_is_empty(database: Database) -> None:
    with database.session() as session:
        values = {**COMPLAINT, "against": "小郑"}
        assert (
            open_form(session, binder()["complaint"], values, who="web", now=NOW).values["against"] == "小郑"
        )


def test_forms_closed_name_somebody_on_the_roster(database: Database) -> None:
    with database.session() as session:
        values = {**COMPLAINT, "against": "10号"}
        number = str(open_form(session, binder()["complaint"], values, who="web", now=NOW).number)
        put_user(session, "主管陈", "主管陈", "supervisor")
        put_agent(session, "主管陈", "A10", number="10", name="郑爽")
        assert close_form(session, number, CLOSING, who="主管陈", now=NOW).values["against"] == "A10"


@pytest.mark.parametrize("who", ["李敏", "吴迪"])
def test_forms_complaint_is_not_decided_by_an_agent_or_the_accused(accused: Database, who: str) -> None:
    number = _open(accused, against="郑爽")
    why = "要由质检员、培训专员或主管来定" if who == "李敏" else "投诉的就是吴迪本人"
    for change in ({"against": "A08"}, {"level": "重大投诉"}):
        with pytest.raises(NotAllowed, match=why), accused.session() as session:
            change_form(session, number, change, who=who, now=NOW)
    with pytest.raises(NotAllowed, match=why), accused.session() as session:
        change_form(session, number, {}, emptied=["against"], who=who, now=NOW)
    with pytest.raises(NotAllowed, match=why), accused.session() as session:
        close_form(session, number, {**CLOSING, "justified": "不成立"}, who=who, now=NOW)
    row = _form(accused, number)
    assert (row.status, row.values["against"], row.klass) == ("open", "A10", "一般投诉")


def test_forms_complaint_is_not_cancelled_by_the_accused(accused: Database) -> None:
    number = _open(accused, against="郑爽")
    with pytest.raises(NotAllowed, match="投诉的就是吴迪本人，要由别人来作废"), accused.session() as session:
        cancel_form(session, number, "没有的事", who="吴迪", now=NOW)


def test_forms_complaint_is_decided_by_a_supervisor_and_corrected_by_an_agent(accused: Database) -> None:
    number = _open(accused, against="郑爽")
    with accused.session() as session:
        change_form(session, number, {"content": "当面骂人", "against": "10"}, who="李敏", now=NOW)
        change_form(session, number, {"against": "A09"}, who="主管陈", now=NOW)
        row = close_form(session, number, CLOSING, who="吴迪", now=NOW)
        assert (row.status, row.values["against"], row.values["content"]) == ("done", "A09", "当面骂人")


def test_forms_agent_sees_and_changes_his_own(kept: Database) -> None:
    number = _open(kept)
    with kept.session() as session:
        in_his_name = open_form(session, binder()["call"], CALL, who="web", agent="A09", now=NOW)
        other, lead = user_named(session, "王芳"), user_named(session, "小质")
        assert [r.number for r in listed(session, Wanted(), NOW, other)] == [in_his_name.number]
        assert counts(session, NOW, other)["open"] == 1
        assert len(listed(session, Wanted(), NOW, lead)) == counts(session, NOW, lead)["open"] == 2
        own = listed(session, Wanted(), NOW, user_named(session, "李敏"))
        assert [r.number for r in own] == [number]
    with pytest.raises(NotAllowed, match="不是您登记的，也不在您名下"), kept.session() as session:
        change_form(session, number, {"content": "没什么"}, who="王芳", now=NOW)
