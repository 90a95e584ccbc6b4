from pathlib import Path

import pytest

from bot.book.shelf import Shelf, book_version, read_shelf
from bot.errors import BookError

TRADES = {"exchange", "fibre", "gym", "shop", "hospital", "property", "common"}


def _edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_shelf_has_the_seven_trades(shelf: Shelf) -> None:
    assert set(shelf.books) == TRADES


def test_shelf_book_takes_over_scenes_and_its_own_wording_wins(shelf: Shelf) -> None:
    assert "silent_call" in shelf["gym"].scenes
    assert shelf["gym"].lines["hold"].say == "您好！请稍等"
    assert shelf["exchange"].lines["hold"].say == "请稍等"


def test_shelf_unknown_key_is_refused_with_line_and_valid_keys(book_folder: Path) -> None:
    _edit(book_folder, "exchange", "organisation: 兑换中心", "organization: 兑换中心")
    with pytest.raises(BookError, match=r"exchange\.yml:6：.*是不是“organisation”") as caught:
        read_shelf(book_folder)
    assert "handbook" in str(caught.value)


def test_shelf_unknown_blank_is_refused(book_folder: Path) -> None:
    _edit(book_folder, "exchange", "{agent_number}号为您服务。", "{agentno}号为您服务。")
    with pytest.raises(BookError, match=r"没有“\{agentno\}”这个空"):
        read_shelf(book_folder)


def test_shelf_step_needs_say_or_do(book_folder: Path) -> None:
    _edit(book_folder, "exchange", "{say: internal_opening}", "{say: internal_opening, do: 挂机}")
    with pytest.raises(BookError, match="两者写一个"):
        read_shelf(book_folder)


def test_shelf_extending_a_missing_book_lists_those_there_are(book_folder: Path) -> None:
    _edit(book_folder, "exchange", "extends: common", "extends: comon")
    with pytest.raises(BookError, match=r"没有“comon”这本话术.*common"):
        read_shelf(book_folder)


def test_shelf_circle_of_extends_is_refused(book_folder: Path) -> None:
    _edit(book_folder, "common", "title: 通用服务话术", "title: 通用服务话术\nextends: gym")
    with pytest.raises(BookError, match="一个圈"):
        read_shelf(book_folder)


def test_shelf_book_must_be_named_like_its_file(book_folder: Path) -> None:
    _edit(book_folder, "gym", "book: gym", "book: gim")
    with pytest.raises(BookError, match=r"gym\.yml:2"):
        read_shelf(book_folder)


def test_shelf_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="没有话术文件"):
        read_shelf(tmp_path)


def test_shelf_new_trade_is_one_file(book_folder: Path) -> None:
    (book_folder / "hotel.yml").write_text(
        "book: hotel\ntitle: 酒店前台\nextends: common\norganisation: 悦来客栈\ntrades: [酒店]\n",
        encoding="utf-8",
    )
    shelf = read_shelf(book_folder)
    assert shelf.by_trade("我在酒店前台").book == "hotel"
    assert "silent_call" in shelf["hotel"].scenes


@pytest.mark.parametrize(
    ("said", "book"), [("我在健身房前台", "gym"), ("换成网店客服", "shop"), ("纤检局的", "fibre")]
)
def test_shelf_trade_is_heard(shelf: Shelf, said: str, book: str) -> None:
    found = shelf.by_trade(said)
    assert found is not None
    assert found.book == book


def test_shelf_scene_of_another_trade_has_a_holder(shelf: Shelf) -> None:
    holder = shelf.holder("class_booking", "exchange")
    assert holder is not None
    assert holder.book == "gym"


def test_shelf_version_changes_with_the_words(shelf: Shelf, book_folder: Path) -> None:
    _edit(book_folder, "gym", "祝您参观愉快！", "祝您参观愉快。")
    changed = read_shelf(book_folder)
    assert book_version(changed["gym"]) != book_version(shelf["gym"])
    assert book_version(changed["shop"]) == book_version(shelf["shop"])
