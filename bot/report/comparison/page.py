"""HTML: one file without network: the figures, the books, rules and agents, and the conversations that change most."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from bot.check.comparison.totals import Totals
from bot.report.comparison.case import Case, Told
from bot.report.comparison.largest import Largest
from bot.report.comparison.words import (
    KINDS,
    agent_text,
    case_text,
    cost_text,
    edit_text,
    edition_text,
    edits,
    rule_text,
    summary,
)
from bot.report.comparison.writer import TITLE, Heading
from bot.report.safe import escaped
from bot.report.style import STYLE

#: How many conversations are shown.
SHOWN = 500

_TONES = {"appeared": "bad", "vanished": "good", "changed": "medium"}


class Html:
    """Only the conversations that will be shown are kept in memory."""

    def __init__(self, output: BinaryIO, heading: Heading) -> None:
        self._output = output
        self._heading = heading
        self._cases = Largest(SHOWN)

    def begin(self) -> None:
        """Nothing can be written before the figures are known."""

    def write(self, case: Case) -> None:
        """Keep a conversation if it is among those that change most."""
        self._cases.add(case)

    def close(self, totals: Totals, notes: Sequence[str]) -> None:
        """Write the page."""
        for piece in self._pieces(totals, notes):
            self._output.write(piece.encode())

    def _pieces(self, totals: Totals, notes: Sequence[str]) -> Iterator[str]:
        heading = self._heading
        yield (
            '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta name="color-scheme" content="light dark"><title>{TITLE}</title><style>{STYLE}</style></head><body>'
            f'<header class="top"><h1>{TITLE}</h1><p>{escaped(heading.old)} → {escaped(heading.new)}</p></header><main>'
        )
        sentences = [*summary(totals), *(f"注意：{note}" for note in notes)]
        yield f'<div class="table">{"".join(f"<p>{escaped(sentence)}</p>" for sentence in sentences)}</div>'
        yield _table("话术的变化", ("话术", "改了什么"), self._books())
        yield '<section class="tables">'
        rules = ((f"{id_} {rule.name}", rule_text(rule)) for id_, rule in totals.differing_rules())
        yield _table("按规则", ("规则", "变化"), rules)
        agents = ((name or "未知", agent_text(sums, heading.sample)) for name, sums in totals.moved_agents())
        yield _table("坐席平均分", ("坐席", "变化"), agents)
        yield "</section>"
        shown = f"，前 {SHOWN} 个" if self._cases.seen > SHOWN else ""
        yield f'<h2 class="talks">会话<small>变化大的在前{shown}</small></h2>'
        for case in self._cases:
            yield _case(case)
        yield "</main></body></html>\n"

    def _books(self) -> Iterator[tuple[str, str]]:
        for edition in self._heading.editions:
            yield edition.book, edition_text(edition)
        for edit, books in edits(self._heading.editions):
            yield "、".join(books), edit_text(edit)


def _table(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = "".join(f"<tr>{''.join(f'<td>{escaped(cell)}</td>' for cell in row)}</tr>" for row in rows)
    body = body or f'<tr><td colspan="{len(heads)}" class="none">没有</td></tr>'
    head = "".join(f"<th>{text}</th>" for text in heads)
    return (
        f'<div class="table" style="margin-top:14px"><h2>{name}</h2><div class="scroll"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></div>"
    )


def _case(case: Case) -> str:
    kind = "good" if case.new.passed else "bad"
    cards = "".join(_card(told) for told in case.findings)
    return (
        f'<details class="talk"><summary><span class="score {kind}">{case.new.score}</span>'
        f'<span class="who"><strong>{escaped(case.id) or "（无编号）"}</strong><small>坐席 {escaped(case.agent) or "未知"}</small>'
        f'</span><span class="chips">{escaped(case_text(case))}</span></summary>'
        f'<div style="padding:16px 20px">{cards or "<p>扣分项没有变，只有得分或结果变了。</p>"}</div></details>'
    )


def _card(told: Told) -> str:
    finding, kind = told.shift.finding, told.shift.kind
    tone = _TONES[kind]
    return (
        f'<article class="card {tone}"><header><span class="chip {tone}">{KINDS[kind]} {escaped(finding.rule)}</span>'
        f"<strong>{escaped(finding.name)}</strong><b>{escaped(cost_text(told))}</b></header>"
        f'<p class="message">“{escaped(told.words)}”</p><p>{escaped(finding.message)}</p>'
        f"<footer><span>条款 {escaped(finding.clause)}</span><span>第{finding.turn + 1}句</span></footer></article>"
    )
