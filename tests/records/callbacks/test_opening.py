"""What to say when the customer answers."""

from bot.records.callbacks.opening import script
from tests.records.callbacks.conftest import promised, stored
from tests.records.conftest import Desk


def _opening(desk: Desk, **given: object) -> str:
    number = promised(desk, **given)
    with desk.database.session() as session:
        return script(session, stored(desk, number))[0].say


def test_opening_is_the_books_with_the_customer_in_it(desk: Desk) -> None:
    assert _opening(desk) == "您好我是兑换中心的客服代表，请问您是王先生吗？打扰您了。"


def test_opening_of_fibre_names_the_agent(desk: Desk) -> None:
    assert "我姓李" in _opening(desk, book="fibre")


def test_opening_without_a_name_leaves_the_blank(desk: Desk) -> None:
    assert "请问您是X先生/女士吗" in _opening(desk, customer="")
