from bot.book.handbook import Handbook
from bot.book.shelf import Shelf


def test_handbook_has_thirteen_texts(handbook: Handbook) -> None:
    assert [t.handbook for t in handbook.texts] == list("ABCDEFGHIJKLM")


def test_handbook_quotes_word_for_word(handbook: Handbook) -> None:
    assert handbook.quote("C.6.1.1") == "接听电话，振铃声不应超过三次。"
    assert handbook.quote("K.6.10") == "如客户说话声音太小时：“对不起，请您大声些，好吗？”"


def test_handbook_points_share_the_number_of_their_clause(handbook: Handbook) -> None:
    parts = {entry.part for entry in handbook.entries("C.6.1.7")}
    assert {"电话故障", "用户情绪激动", "用户说方言", "超出解析能力"} <= parts


def test_handbook_keys_are_unique(handbook: Handbook) -> None:
    keys = [entry.key for entry in handbook.clauses]
    assert len(keys) == len(set(keys))


def test_handbook_every_clause_belongs_to_a_book(handbook: Handbook, shelf: Shelf) -> None:
    assert {entry.book for entry in handbook.clauses} <= set(shelf.books)
