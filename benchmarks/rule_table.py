"""Writes docs/rules.md from the books: `python -m benchmarks.rule_table`."""

from collections.abc import Iterator

from bot.book.model import Book, Rule
from bot.book.shelf import shelf
from bot.paths import home

_HEAD = """# Rules

Every rule of every book. `huashu explain S01 --book exchange` prints one in full (what, why, clause, points, examples), and
`huashu book test` runs its examples. Written by `.venv/bin/python -m benchmarks.rule_table`; what passes is the book's line (a quoted
sentence), its advice, or a good example.

How a rule is written: [operators](operators.md). How well the rules find what is put into conversations: [injection](injection.md).
"""


def page() -> str:
    """The whole document."""
    return "\n".join([_HEAD, *_table()]) + "\n"


def _table() -> Iterator[str]:
    books = shelf()
    common = books["common"]
    yield "| rule | books | name | clause | severity · points | what passes |"
    yield "|---|---|---|---|---|---|"
    for name in sorted({rule for book in books for rule in book.rules}):
        having = [book for book in books if name in book.rules]
        first = common if common in having else having[0]
        where = "all" if len(having) == len(books.books) else ", ".join(book.book for book in having)
        rule = first.rules[name]
        yield f"| {name} | {where} | {rule.name} | {rule.clause} | {_points(rule)} | {_passes(rule, having)} |"


def _points(rule: Rule) -> str:
    none = f", {rule.points_none} if nothing was said" if rule.points_none else ""
    return f"{rule.severity} · {rule.points}{none}" + (", critical" if rule.critical else "")


def _passes(rule: Rule, having: list[Book]) -> str:
    if rule.expected is None:
        return _cell(rule.advice or rule.good[0])
    lines = {}
    for book in having:
        if rule.expected in book.lines:
            lines.setdefault(book.lines[rule.expected].say, []).append(book.book)
    if len(lines) == 1:
        return _cell(f"“{next(iter(lines))}”")
    return _cell("<br>".join(f"{', '.join(names)}: “{say}”" for say, names in lines.items()))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    (home() / "docs" / "rules.md").write_text(page(), encoding="utf-8")
