"""One rule explained: what, why, clause, when, what passes, examples, points. For `huashu explain`."""

from collections.abc import Iterator

from bot.book.answer import fill
from bot.book.blanks import Blanks
from bot.book.described import Describer
from bot.book.handbook import Handbook
from bot.book.model import Book, Rule
from bot.errors import BookError

_SEVERITIES = {"light": "轻度", "medium": "中度", "severe": "重度"}


def explained(rule_id: str, book: Book, handbook: Handbook) -> str:
    """The explanation, as a trainer reads it.

    Raises:
        BookError: the book has no such rule; says which it has.
    """
    rule = book.rules.get(rule_id.upper())
    if rule is None:
        raise BookError(f"《{book.title}》没有“{rule_id}”这条规则。可以写：{'、'.join(sorted(book.rules))}。")
    describer = Describer(book)
    lines = [f"{rule_id.upper()} {rule.name}", f"话术：{book.title}", f"扣分：{_points(rule, book)}"]
    if rule.why:
        lines.append(f"为什么：{rule.why}")
    lines += _clauses(rule, handbook)
    lines.append(f"什么时候看：{describer.moment(rule)}")
    lines.append(f"怎样算做到：{describer.demand(rule)}")
    line = book.lines.get(rule.expected or "")
    if line is not None:
        lines.append(f"应当说：“{fill(line.say, book, Blanks())}”（{line.clause}）")
    if rule.advice:
        lines.append(f"建议：{rule.advice}")
    if rule.covered:
        lines.append(f"前两句里已经按 {'、'.join(rule.covered)} 扣分的，算同一场争执，不再扣这一条")
    if rule.outranked:
        lines.append(f"同一处已经按 {'、'.join(rule.outranked)} 扣分的，不再扣这一条")
    lines += _examples("做到的例子：", rule.good, book)
    lines += _examples("违规的例子：", rule.bad, book)
    return "\n".join(lines)


def _points(rule: Rule, book: Book) -> str:
    points = f"{_SEVERITIES[rule.severity]}，{rule.points}分"
    if rule.points_none is not None:
        points += f"，一样都没说{rule.points_none}分"
    points += "，一票否决" if rule.critical else ""
    return f"{points}；一个对话里最多按{book.marking.times}次算"


def _clauses(rule: Rule, handbook: Handbook) -> Iterator[str]:
    for clause in rule.clause.split():
        if clause in handbook:
            words = handbook.quote(clause).replace("\n", "\n    ")
            yield f"依据：{clause}《{handbook.title_of(clause)}》\n    {words}"
        else:
            yield f"依据：{clause}"


def _examples(title: str, written: list[str], book: Book) -> Iterator[str]:
    yield title
    for example in written:
        turns = fill(example, book, Blanks()).split("//")
        yield f"  · {turns[0].strip()}"
        yield from (f"    {turn.strip()}" for turn in turns[1:])
