import pytest

from bot.book.blanks import Blanks
from bot.coach.session import ask
from bot.errors import BookError
from bot.language.model import LanguageModel


def _ask(model: LanguageModel, query: str, book: str = "exchange", **known: str) -> dict:
    return ask(query, book, Blanks(**known), model).as_json()


def test_session_scene_answer_keeps_the_contract(model: LanguageModel) -> None:
    found = _ask(model, "客户不说话怎么办")
    assert (found["kind"], found["scene"], found["clause"]) == ("scene", "silent_call", "K.6.6")
    assert found["steps"][0]["say"] == "您好！兑换中心为您服务，请问有什么可以帮到您？"
    assert found["steps"][0]["repeat"] == 2
    assert found["confidence"] > 0.5
    assert {"scene", "confidence"} <= set(found["alternatives"][0])


def test_session_blanks_are_filled(model: LanguageModel) -> None:
    found = _ask(model, "接起电话第一句怎么说", agent_number="8")
    assert found["steps"][0]["say"] == "您好，兑换中心，8号为您服务。"
    closing = _ask(model, "问题答复完了怎么收尾", customer="王先生")
    assert closing["steps"][-1]["say"] == "王先生，感谢您的来电，再见！"


def test_session_clause_answer_quotes_at_most_five(model: LanguageModel) -> None:
    found = _ask(model, "迟到扣几分")
    assert found["kind"] == "clause"
    assert found["clauses"][0]["clause"] == "G.3.1"
    assert found["clauses"][0]["text"] == "迟到早退2-5分/次"
    assert {"book", "confidence"} <= set(found["clauses"][0])
    assert len(found["clauses"]) <= 5


def test_session_sum_is_worked_out(model: LanguageModel) -> None:
    assert _ask(model, "这个月91分工资怎么算")["sum"]["result"] == 110


def test_session_unknown_is_never_a_guess(model: LanguageModel) -> None:
    found = _ask(model, "附近哪家火锅好吃")
    assert set(found) == {"query", "kind", "alternatives"}
    assert found["kind"] == "unknown"


def test_session_scene_of_another_trade_is_answered_from_its_book(model: LanguageModel) -> None:
    found = _ask(model, "有人打电话要约动感单车")
    assert (found["scene"], found["book"]) == ("class_booking", "gym")


def test_session_pasted_saying_is_reviewed(model: LanguageModel) -> None:
    found = _ask(model, "我刚说了“你等一下”，行吗")
    assert found["kind"] == "review"
    assert [f["rule"] for f in found["findings"]] == ["A02", "A03"]
    assert found["instead"] == "请稍等"


def test_session_unknown_book_lists_those_there_are(model: LanguageModel) -> None:
    with pytest.raises(BookError, match="可以用：exchange"):
        _ask(model, "客户不说话", book="bank")


@pytest.mark.parametrize(
    ("query", "clause", "part"),
    [
        ("第二个月考核91分工资怎么算", "G.4.4", "前二个月"),
        ("刚入职考核95分工资怎么算", "G.4.4", "前二个月"),
        ("违反轻度四条扣几分", "G.3.3", "追加扣分"),
        ("一个月违反两条中度扣几分", "G.3.3", "追加扣分"),
        ("两次迟到扣几分", "G.3.1", "迟到早退"),
        ("三次迟到扣几分", "G.3.1", "迟到早退"),
    ],
)
def test_session_the_clause_that_decides_is_quoted_first(
    model: LanguageModel, query: str, clause: str, part: str
) -> None:
    answer = _ask(model, query)
    assert answer["sum"]["text"]
    first = answer["clauses"][0]
    assert (first["clause"], first["part"]) == (clause, part)
    assert [quote["clause"] for quote in answer["clauses"]].count(clause) == 1
