import pytest

from bot.book.blanks import Blanks
from bot.book.shelf import Shelf
from bot.check.desk import checker
from bot.check.review import Review, broken, review
from bot.language.model import LanguageModel


def _review(
    said: str, shelf: Shelf, model: LanguageModel, book: str = "exchange", number: str = "8"
) -> Review:
    return review(said, shelf[book], model.recognise(said, "agent"), Blanks(agent_number=number))


def test_review_blunt_request_is_told_what_to_say_instead(shelf: Shelf, model: LanguageModel) -> None:
    found = _review("你等一下", shelf, model)
    assert [b.rule for b in found.breaches] == ["A02", "A03"]
    assert [b.spans for b in found.breaches] == [((0, 1),), ((0, 4),)]
    assert found.instead == "请稍等"


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("这不归我管，您找别人", "F02"),
        ("您问我我问谁", "F01"),
        ("你问我我问谁", "F01"),
        ("谁让您不看清楚", "F03"),
        ("爱投诉投诉去", "F04"),
        ("我给您保证百分之百没事", "P01"),
        ("您先听我说", "F07"),
    ],
)
def test_review_names_the_rule(shelf: Shelf, model: LanguageModel, said: str, rule: str) -> None:
    assert rule in [b.rule for b in _review(said, shelf, model).breaches]


def test_review_counts_one_saying_under_its_heaviest_rule(shelf: Shelf, model: LanguageModel) -> None:
    rules = [b.rule for b in _review("不归我管，有本事你投诉去啊", shelf, model).breaches]
    assert "F04" in rules
    assert "F02" not in rules


@pytest.mark.parametrize(
    ("book", "said"),
    [
        ("exchange", "您好，兑换中心，8号为您服务。"),
        ("exchange", "请稍等"),
        ("exchange", "感谢您的来电，再见！"),
        ("fibre", "您好，福建省纤维检验局，请问您有什么需要帮助的"),
        ("gym", "您好！加速度。"),
    ],
)
def test_review_mandated_lines_pass(shelf: Shelf, model: LanguageModel, book: str, said: str) -> None:
    found = _review(said, shelf, model, book)
    assert found.passed, found


def test_review_opening_lacks_its_parts(shelf: Shelf, model: LanguageModel) -> None:
    found = _review("您好，有什么可以帮您", shelf, model)
    assert found.line == "opening"
    assert found.missing == ("兑换中心", "8号", "为您服务")
    assert found.instead == "您好，兑换中心，8号为您服务。"


def test_review_agent_number_may_be_read_out(shelf: Shelf, model: LanguageModel) -> None:
    assert _review("您好，兑换中心，洞八号为您服务。", shelf, model).passed


def test_review_you_alone_is_rewritten_politely(shelf: Shelf, model: LanguageModel) -> None:
    found = _review("这件衣服你穿肯定合适", shelf, model)
    assert [b.rule for b in found.breaches] == ["A02"]
    assert found.instead == "这件衣服您穿肯定合适"


def test_review_tells_offsets_of_the_original(shelf: Shelf, model: LanguageModel) -> None:
    (found,) = [b for b in _review("ＡＢ……說你", shelf, model).breaches if b.rule == "A02"]
    assert found.spans == ((5, 6),)


def test_review_what_only_a_whole_conversation_shows_is_not_told(shelf: Shelf, model: LanguageModel) -> None:
    assert "O02" not in [b.rule for b in _review("您的积分是五百分", shelf, model).breaches]


@pytest.mark.parametrize(
    "said", ["请稍等", "请您等一下", "麻烦您说一下电话号码", "请您大点声好吗", "让您久等了", "劳驾您等一会儿"]
)
def test_review_polite_requests_are_no_breach(model: LanguageModel, said: str) -> None:
    assert "A03" not in [finding.rule for finding in broken(said, checker("common"))]


@pytest.mark.parametrize("said", ["等一下", "稍等一下", "说一下号码", "大点声", "别挂"])
def test_review_bare_requests_are(model: LanguageModel, said: str) -> None:
    assert "A03" in [finding.rule for finding in broken(said, checker("common"))]
