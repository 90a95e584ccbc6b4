from pathlib import Path

import pytest

from bot.book.check import check_shelf
from bot.book.handbook import Handbook
from bot.book.shelf import Shelf, read_shelf
from bot.check.consistency import consistency


def test_check_our_books_have_no_problem(shelf: Shelf, handbook: Handbook) -> None:
    assert [str(p) for p in (*check_shelf(shelf, handbook), *consistency(shelf))] == []


@pytest.mark.parametrize(
    ("book", "old", "new", "complaint"),
    [
        ("exchange", "clause: K.6.8\n    say", "clause: K.6.88\n    say", "手册里没有 K.6.88 这一条"),
        ("exchange", "我是{agent_name}，请问", "我叫{agent_name}，请问", "和 K.6.8 的原文不一样"),
        ("exchange", "{say: internal_opening}", "{say: internal_greeting}", "没有“internal_greeting”这句话"),
        (
            "exchange",
            'needs: [您好, "{organisation}", 我是',
            'needs: [你好, "{organisation}", 我是',
            "不在这句话里",
        ),
        ("exchange", "near: [greeting]", "near: [greetings]", "没有“greetings”这个场景"),
        (
            "common",
            "{say: silent_farewell, when: 三遍都没有回答, ends: true}",
            "{do: 挂机, ends: true}\n      - {say: silent_farewell}",
            "永远走不到",
        ),
        ("common", "bad: [快点说，我忙着呢]", "bad: [您慢慢说]", "没有被发现"),
        ("common", "good: [请您别着急，慢慢说，我在记。]", "good: [快点说]", "反而被判违规"),
        ("gym", "say: 祝您参观愉快！", "own_words: true\n    say: 祝你参观愉快！", "是 A02 禁止说的"),
    ],
    ids=["clause", "verbatim", "line", "needs", "near", "unreachable", "bad", "good", "forbidden"],
)
def test_check_finds_what_is_broken(
    book_folder: Path, handbook: Handbook, book: str, old: str, new: str, complaint: str
) -> None:
    path = book_folder / f"{book}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    broken = read_shelf(book_folder)
    problems = [str(p) for p in (*check_shelf(broken, handbook), *consistency(broken))]
    assert any(complaint in p and p.startswith(f"{book}.yml:") for p in problems), problems


def test_check_an_unused_line_is_reported(book_folder: Path, handbook: Handbook) -> None:
    path = book_folder / "shop.yml"
    text = path.read_text(encoding="utf-8").replace(
        "lines:\n", "lines:\n  extra: {clause: D.1, say: 亲, own_words: true}\n", 1
    )
    path.write_text(text, encoding="utf-8")
    problems = [str(p) for p in check_shelf(read_shelf(book_folder), handbook)]
    assert problems == ["shop.yml:11：extra 这句话没有哪个场景用到"]
