"""What `huashu book check` finds by running the rules: forbidden words inside mandated lines, and
examples that do not come out as the rule says.
"""

from collections.abc import Iterator

from bot.book.answer import fill
from bot.book.blanks import Blanks
from bot.book.check import Problem
from bot.book.model import Book
from bot.book.shelf import Shelf
from bot.check.expressions import expressions


def consistency(shelf: Shelf) -> list[Problem]:
    """Every contradiction between the rules of a book and its lines or examples."""
    return [problem for book in shelf for problem in _of_book(shelf, book)]


def _of_book(shelf: Shelf, book: Book) -> Iterator[Problem]:
    source = shelf.sources[book.book]
    for rule_id, rule in book.rules.items():
        compiled = expressions(rule.forbid)
        own_rule = rule_id in (source.data.get("rules") or {})
        for line_id, line in book.lines.items():
            own_line = line_id in (source.data.get("lines") or {})
            if not own_line and not own_rule:
                continue
            said = fill(line.say, book, Blanks())
            for start, end in compiled.spans(said):
                place = ("lines", line_id, "say") if own_line else ("rules", rule_id)
                text = f"{line_id} 里的“{said[start:end]}”是 {rule_id} 禁止说的"
                yield Problem(source.where(place), text)
        if own_rule:
            for good in rule.good:
                if compiled.spans(good):
                    where = source.where(("rules", rule_id, "good"))
                    yield Problem(where, f"{rule_id} 的 good 例句“{good}”反而被判违规")
            for bad in rule.bad:
                if not compiled.spans(bad):
                    where = source.where(("rules", rule_id, "bad"))
                    yield Problem(where, f"{rule_id} 的 bad 例句“{bad}”没有被发现")
