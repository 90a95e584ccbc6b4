from collections.abc import Callable

import pytest

from bot.check.finding import Evidence
from bot.conversation.model import Conversation, Customer, Head, Record
from bot.report.formats import FORMATS
from bot.report.masking import mask_report

from .conftest import case, finding

SAID = "我的电话是13812345678，谢谢"


def test_masking_turns_and_quotes_keep_their_places() -> None:
    found = finding(turn=0, evidence=(Evidence(0, (5, 16), "13812345678"),))
    report, conversation = mask_report(*case("c", found, texts=[SAID]))
    assert conversation.turns[0].text == "我的电话是138****5678，谢谢"
    piece = report.findings[0].evidence[0]
    assert conversation.turns[0].text[slice(*piece.span)] == piece.quote == "138****5678"


def test_masking_half_a_number_in_a_quote_is_masked_too() -> None:
    found = finding(evidence=(Evidence(0, (8, 14), "123456"),), message="念了123456")
    report, _ = mask_report(*case("c", found, texts=[SAID]))
    assert report.findings[0].evidence[0].quote == "****56"
    assert report.findings[0].message == "念了****56"


def test_masking_message_expected_and_parts() -> None:
    found = finding(message="没有复述13812345678", expected="您的电话是13812345678，对吗？")
    report, _ = mask_report(*case("c", found))
    assert report.findings[0].message == "没有复述138****5678"
    assert report.findings[0].expected == "您的电话是138****5678，对吗？"


def test_masking_records_too() -> None:
    report, conversation = case("c")
    head = conversation.head
    records = (
        Record(
            "complaint", "T-1", {"电话": "13812345678", "数": 13812345678, "条": ["13812345678"], "好": True}
        ),
    )
    masked = mask_report(report, Conversation(type(head)(id="c", records=records), ()))[1]
    assert masked.head.records is not None
    assert masked.head.records[0].fields == {
        "电话": "138****5678",
        "数": "138****5678",
        "条": ["138****5678"],
        "好": True,
    }


def test_masking_ids_too_and_of_a_customer_the_surname_stays() -> None:
    report, conversation = case("20261102_13812345678")
    head = Head(
        id=report.id, customer=Customer("王建国", "m"), records=(Record("complaint", "T-13812345678"),)
    )
    report, conversation = mask_report(report, Conversation(head, conversation.turns))
    assert report.id == conversation.head.id == "20261102_138****5678"
    assert conversation.head.customer == Customer("王", "m")
    assert conversation.head.records == (Record("complaint", "T-138****5678"),)


def test_masking_unknown_records_stay_unknown() -> None:
    assert mask_report(*case("c"))[1].head.records is None


def test_masking_leaves_what_is_nobodys_own() -> None:
    before = case("c", finding())
    assert mask_report(*before) == before


@pytest.mark.parametrize("format_", [name for name in FORMATS if name != "xlsx"])
def test_masking_no_format_shows_the_number(written: Callable[..., bytes], format_: str) -> None:
    found = finding(
        evidence=(Evidence(0, (5, 16), "13812345678"),),
        message="念了13812345678",
        expected="13812345678",
        parts=(),
    )
    assert "13812345678" not in written(format_, mask_report(*case("c", found, texts=[SAID]))).decode()
