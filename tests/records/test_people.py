"""Roster and users."""

from datetime import date

import pytest

from bot.errors import NotAllowed, NotFound, Refused
from bot.records.database import Database
from bot.records.people import (
    agent_named,
    agents,
    agents_meant,
    allowed,
    may_manage,
    put_user,
    retire_user,
    user_named,
    user_of_token,
)
from bot.records.roster import put_agent
from tests.records.conftest import Desk


def test_people_what_is_left_out_stays(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "A08", team="三组")
    with desk.database.session() as session:
        agent = agent_named(session, "A08")
        assert (agent.name, agent.number, agent.joined_on) == ("李敏", "8", date(2026, 1, 5))
        assert {a.code: team for a, team in agents(session)} == {"A08": "三组", "A09": "二组"}


def test_people_who_left_are_shown_only_when_asked_for(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "A09", left_on=date(2026, 2, 1))
    with desk.database.session() as session:
        assert [a.code for a, _ in agents(session)] == ["A08"]
        assert [a.code for a, _ in agents(session, gone=True)] == ["A08", "A09"]


@pytest.mark.parametrize(
    ("code", "more", "says"),
    [
        (" ", {}, "只用字母、数字"),
        ("A'; DROP TABLE agents;--", {}, "只用字母、数字"),
        ("A1", {"joined_on": date(2026, 2, 1), "left_on": date(2026, 1, 1)}, "不能早于入职"),
    ],
)
def test_people_impossible_agents_are_refused(database: Database, code: str, more: dict, says: str) -> None:
    with database.session() as session, pytest.raises(Refused, match=says):
        put_agent(session, "root", code, **more)


def test_people_two_of_one_name_are_told_apart(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "A20", name="李敏")
    with desk.database.session() as session, pytest.raises(NotFound, match="不止一位：A08 李敏、A20 李敏"):
        agent_named(session, "李敏")


def test_people_an_empty_roster_says_how_to_begin(database: Database) -> None:
    with database.session() as session, pytest.raises(NotFound, match="名册还是空的"):
        agent_named(session, "A08")


def test_people_a_team_means_its_agents(desk: Desk) -> None:
    with desk.database.session() as session:
        assert agents_meant(session, "", "二组") == ("A09",)
        assert agents_meant(session, "8", "") == ("A08",)
        with pytest.raises(NotFound, match="没有“五组”这个班组。有：一组、二组"):
            agents_meant(session, "", "五组")


def test_people_tokens_are_known_and_not_stored(desk: Desk) -> None:
    with desk.database.session() as session:
        token = put_user(session, "root", "新来的", "reviewer")
    with desk.database.session() as session:
        user = user_of_token(session, token)
        assert user is not None and user.name == "新来的"
        assert token not in str(vars(user))
        assert user_of_token(session, token[:-1]) is None


def test_people_a_new_token_ends_the_old_one(desk: Desk) -> None:
    with desk.database.session() as session:
        old, new = (put_user(session, "root", "小质", "reviewer") for _ in range(2))
        assert user_of_token(session, old) is None and user_of_token(session, new) is not None


def test_people_who_is_retired_may_do_nothing(desk: Desk) -> None:
    with desk.database.session() as session:
        retire_user(session, "root", "小质")
    with desk.database.session() as session, pytest.raises(NotFound, match="已经停用"):
        allowed(session, "小质", "reviewer")


def test_people_roles_are_told(desk: Desk) -> None:
    with (
        desk.database.session() as session,
        pytest.raises(NotAllowed, match="小质是质检员，这件事要由主管来做"),
    ):
        allowed(session, "小质", "supervisor")


@pytest.mark.parametrize(
    ("name", "role", "says"),
    [("某", "boss", "没有“boss”这个角色"), (" ", "reviewer", "写姓名"), ("某", "agent", "哪位坐席")],
)
def test_people_impossible_users_are_refused(database: Database, name: str, role: str, says: str) -> None:
    with database.session() as session, pytest.raises(Refused, match=says):
        put_user(session, "root", name, role)


def test_people_one_number_is_one_agents(desk: Desk) -> None:
    with desk.database.session() as session, pytest.raises(Refused, match="工号 8 已经是A08 李敏的了"):
        put_agent(session, "root", "A30", number="8", book="exchange")
    with desk.database.session() as session:
        assert put_agent(session, "root", "G08", number="8", book="gym").number == "8"


def test_people_one_number_is_one_agents_where_the_trade_is_not_given(desk: Desk) -> None:
    with desk.database.session() as session, pytest.raises(Refused, match="工号 8 已经是A08 李敏的了"):
        put_agent(session, "root", "A30", number="8")


def test_people_nobody_gives_himself_another_role_or_agent(desk: Desk) -> None:
    with desk.database.session() as session:
        put_user(session, "主管陈", "主管林", "supervisor", "A09")
        assert put_user(session, "主管林", "主管林", "supervisor")
    for role, agent in (("reviewer", ""), ("supervisor", "A08")):
        with desk.database.session() as session, pytest.raises(NotAllowed, match="不能改自己的角色"):
            put_user(session, "主管林", "主管林", role, agent)


def test_people_the_last_supervisor_keeps_his_role(desk: Desk) -> None:
    with desk.database.session() as session:
        put_user(session, "主管陈", "主管林", "reviewer")
    with desk.database.session() as session, pytest.raises(Refused, match="最后一位主管"):
        put_user(session, "root", "主管陈", "reviewer")


def test_people_a_new_token_leaves_whose_agent_he_is(desk: Desk) -> None:
    with desk.database.session() as session:
        put_user(session, "root", "组长李", "reviewer", "A08")
        put_user(session, "root", "组长李", "trainer")
    with desk.database.session() as session:
        assert user_named(session, "组长李").agent_code == "A08"


def test_people_nobody_changes_his_own_place_on_the_roster(desk: Desk) -> None:
    with desk.database.session() as session:
        put_user(session, "root", "组长李", "trainer", "A08")
    with desk.database.session() as session, pytest.raises(NotAllowed, match="不能改自己的名册"):
        put_agent(session, "组长李", "A08", joined_on=date(2025, 1, 1))


def test_people_who_comes_back_is_there_again(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "A09", left_on=date(2026, 2, 1))
        put_agent(session, "root", "A09", back=True)
        assert [a.code for a, _ in agents(session)] == ["A08", "A09"]


def test_people_the_last_supervisor_stays(desk: Desk) -> None:
    with desk.database.session() as session:
        retire_user(session, "root", "主管林")
    with desk.database.session() as session, pytest.raises(Refused, match="最后一位主管"):
        retire_user(session, "root", "主管陈")


def test_people_are_managed_by_supervisors_once_there_is_one(desk: Desk) -> None:
    with desk.database.session() as session, pytest.raises(NotAllowed):
        may_manage(session, "小质")
    with desk.database.session() as session:
        may_manage(session, "主管陈")


def test_people_names_hold_nothing_that_nobody_sees(desk: Desk) -> None:
    with desk.database.session() as session:
        put_user(session, "root", "张\u200b伟\u202e", "reviewer")
        put_agent(session, "root", "A08", name="\u2066李敏\u2069", team="一\u200b组")
    with desk.database.session() as session:
        assert user_named(session, "张伟").role == "reviewer"
        assert agent_named(session, "A08").name == "李敏"
        assert {a.code: team for a, team in agents(session)}["A08"] == "一组"
    with desk.database.session() as session, pytest.raises(Refused, match="请写姓名"):
        put_user(session, "root", "\u200b", "reviewer")
