"""What to say when the customer answers."""

from bot.records.callbacks.model import CallBack
from bot.records.callbacks.opening import Script, script
from bot.records.roster import put_agent
from tests.records.callbacks.conftest import promised, stored
from tests.records.conftest import Desk


def _opening(desk: Desk, **given: object) -> str:
    number = promised(desk, **given)
    with desk.database.session() as session:
        return script(session, stored(desk, number)).steps[0].say


def test_opening_is_the_books_with_the_customer_in_it(desk: Desk) -> None:
    assert _opening(desk) == "您好我是兑换中心的客服代表，请问您是王先生吗？打扰您了。"


def test_opening_of_fibre_names_the_agent(desk: Desk) -> None:
    assert "我姓李" in _opening(desk, book="fibre")


def test_opening_without_a_name_leaves_the_blank(desk: Desk) -> None:
    assert "请问您是X先生/女士吗" in _opening(desk, customer="")


def _script(desk: Desk, agent: str = "A08", **given: object) -> Script:
    number = promised(desk, "主管陈", agent=agent, **given)
    with desk.database.session() as session:
        return script(session, stored(desk, number))


def test_opening_is_never_another_companys(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "G01", name="赵磊", book="gym")
        put_agent(session, "root", "G02", name="钱多", book="")
    said = _script(desk, "赵磊").steps[0].say
    assert said == "您好我是加速度的客服代表，请问您是王先生吗？打扰您了。"
    unknown = _script(desk, "钱多")
    assert unknown.steps == () and "名册里坐席 G02 钱多也没有写" in unknown.lacking


def test_opening_of_an_old_row_without_a_book_is_that_of_its_agent(desk: Desk) -> None:
    number = promised(desk)
    with desk.database.session() as session:
        put_agent(session, "root", "A08", book="fibre")
        session.get(CallBack, number).book = ""
    with desk.database.session() as session:
        assert "我姓李" in script(session, stored(desk, number)).steps[0].say
        session.get(CallBack, number).agent = "A77"
    with desk.database.session() as session:
        assert "坐席 A77 又不在名册里" in script(session, stored(desk, number)).lacking
        session.get(CallBack, number).agent = ""
    with desk.database.session() as session:
        assert "还没有定坐席" in script(session, stored(desk, number)).lacking
