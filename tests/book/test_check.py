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
        ("gym", "needs: [您好, 欢迎光临]", "needs: [你好, 欢迎光临]", "不在这句话里"),
        ("exchange", "near: [greeting]", "near: [greetings]", "没有“greetings”这个场景"),
        (
            "common",
            "{say: silent_farewell, when: 三遍都没有回答, ends: true}",
            "{do: 挂机, ends: true}\n      - {say: silent_farewell}",
            "永远走不到",
        ),
        ("rules/common/conduct", 'bad: ["快点说，我忙着呢"]', "bad: [您请讲]", "没有被发现"),
        ("rules/common/conduct", 'good: ["请您别着急，慢慢说，我在记。"]', "good: [快点说]", "反而被判违规"),
        ("rules/common/conduct", "forbid: blunt", "forbid: rude", "F01 › forbid：没有“rude”这个线索"),
        ("rules/common/conduct", "forbid: blunt", "forbid: {wrods: [哼]}", "没有“wrods”这个操作"),
        (
            "rules/common/conduct",
            "cues:\n",
            'cues:\n  odd: {patterns: ["(交"]}\n',
            "odd：“(交”不是合法的正则",
        ),
        ("rules/common/conduct", "cues:\n", "cues:\n  odd: {talk_over: long}\n", "odd：值写得不对"),
        ("rules/common/conduct", "clause: C.6.1.4", "clause: C.6.1.4z", "手册里没有 C.6.1.4z 这一条"),
        ("rules/common/conduct", "expected: calm", "expected: calmer", "没有“calmer”这句话"),
        ("rules/common/conduct", "outranked: [F04]", "outranked: [F44]", "没有“F44”这条规则"),
        (
            "rules/common/conduct",
            "cues:\n",
            "cues:\n  nobody: {words: [哼]}\n",
            "nobody 这个线索没有哪条规则用到",
        ),
        ("gym", "say: 祝您参观愉快！", "own_words: true\n    say: 祝你参观愉快！", "是 A02 禁止说的"),
    ],
    ids=[
        *["clause", "verbatim", "line", "needs", "near", "unreachable", "bad", "good", "cue", "operator"],
        *["pattern", "value", "rule clause", "expected", "outranked", "unused cue", "forbidden"],
    ],
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
    where = f"{book.removeprefix('rules/')}.yml:"
    assert any(complaint in p and p.startswith(where) for p in problems), problems


def test_check_an_unused_line_is_reported(book_folder: Path, handbook: Handbook) -> None:
    path = book_folder / "shop.yml"
    text = path.read_text(encoding="utf-8").replace(
        "lines:\n", "lines:\n  extra: {clause: D.1, say: 亲, own_words: true}\n", 1
    )
    path.write_text(text, encoding="utf-8")
    problems = [str(p) for p in check_shelf(read_shelf(book_folder), handbook)]
    assert "shop.yml:11：extra 这句话没有哪个场景用到" in problems


def test_check_a_broken_cue_is_reported_once_and_where_it_stands(book_folder: Path) -> None:
    path = book_folder / "rules/common/conduct.yml"
    text = path.read_text(encoding="utf-8").replace("cues:\n", "cues:\n  broken: {wrods: [哼]}\n", 1)
    path.write_text(text.replace("forbid: blunt", "forbid: broken", 1), encoding="utf-8")
    (problem,) = [p for p in consistency(read_shelf(book_folder)) if "wrods" in p.text]
    assert str(problem).startswith("common/conduct.yml:")
    assert "broken：没有“wrods”这个操作" in problem.text


def test_check_a_letter_behind_a_clause_is_one_of_its_items(handbook: Handbook) -> None:
    assert "C.6.1.7b" in handbook
    assert "C.6.1.7z" not in handbook
    assert "用户情绪激动：b、将话题转到具体问题上来。" in handbook.quote("C.6.1.7b")
