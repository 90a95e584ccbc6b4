"""Answers as text, for the terminal and the chat."""

from typing import TYPE_CHECKING

from bot.book.answer import Spoken
from bot.coach.answer import Answer, Quote

if TYPE_CHECKING:
    from bot.check.review import Review

#: How much of a clause is quoted at most, in characters.
_QUOTED = 260

#: Clauses of less weight than this are not even named.
_WORTH = 0.03


def answer_text(answer: Answer) -> str:
    """An answer as an agent reads it."""
    if answer.kind == "scene":
        return _scene(answer)
    if answer.kind == "clause":
        return clause_text(answer)
    return unknown_text(answer)


def clause_text(answer: Answer) -> str:
    """Quoted clauses, the sum first where there is one."""
    lines = []
    if answer.worked:
        lines.append(f"算一下：{answer.worked.text}")
    weighty = [q for q in answer.quotes if q.confidence >= max(0.08, answer.quotes[0].confidence / 4)]
    for quote in weighty[:3] or answer.quotes[:1]:
        lines.append(_quote(quote))
    others = [q.clause for q in answer.quotes if q not in weighty[:3] and q.confidence >= _WORTH]
    if others:
        lines.append(f"也可以看：{'、'.join(others)}")
    return "\n".join(lines)


def unknown_text(answer: Answer) -> str:
    """An honest "not known", with what might have been meant."""
    lines = ["这个手册里没有写，我不能乱说。可以换个说法再问一次，或者请示主管。"]
    near = [name for _, name, share in answer.alternatives if share >= 0.1]
    if near:
        lines.append(f"您是不是想问：{'、'.join(near)}？")
    return "\n".join(lines)


def review_text(review: "Review") -> str:
    """What was found in a saying, and what to say instead."""
    if review.passed:
        held = f"（对照{review.clause}）" if review.clause else ""
        return f"“{review.said}”——没有发现不合规范的地方{held}。"
    lines = [f"“{review.said}”这句不合规范："]
    for breach in review.breaches:
        lines.append(
            f"· “{breach.quote}”——{breach.name}（{breach.rule}，{breach.clause}，{breach.points}分）"
        )
        lines.append(f"  {breach.why}{breach.advice}")
    if review.missing:
        lines.append(f"· 缺少：{'、'.join(review.missing)}（{review.clause}）")
    if review.instead:
        lines.append(f"请改说：“{review.instead}”")
    return "\n".join(lines)


def _scene(answer: Answer) -> str:
    lines = [f"【{answer.name}】{answer.clause}"]
    lines += [_step(step) for step in answer.steps]
    lines += [f"注意：{note.text}（{note.clause}）" for note in answer.notes]
    lines += [f"不能：{note.text}（{note.clause}）" for note in answer.never]
    near = [(name, share) for _, name, share in answer.alternatives if share >= answer.confidence / 4]
    if near:
        lines.append(f"如果其实是：{'、'.join(name for name, _ in near)}，请再说一句。")
    return "\n".join(lines)


def _step(step: Spoken) -> str:
    when = f"{step.when}——" if step.when else ""
    words = f"“{step.say}”" if step.say else f"{step.do}。"
    remark = f"（{step.remark}）" if step.remark else ""
    return f"{when}{words}{remark}"


def _quote(quote: Quote) -> str:
    text = quote.text.replace("\n", " ")
    if len(text) > _QUOTED:
        text = text[:_QUOTED] + "……"
    return f"{quote.clause}《{quote.title}》：“{text}”"
