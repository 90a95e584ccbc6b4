"""The overview of the web page: figures, charts, and a table of rules and of agents."""

from collections.abc import Iterable, Sequence

from bot.report.charts import rule_chart, score_chart
from bot.report.safe import escaped
from bot.report.summary import Summary
from bot.report.words import number, severity

#: Which columns hold figures.
_RULE_NUMBERS, _AGENT_NUMBERS = range(3, 7), range(1, 7)


def overview(summary: Summary) -> str:
    """The whole overview."""
    worst = summary.worst_rules()
    return (
        f'<section class="figures">{"".join(_figures(summary))}</section>'
        '<section class="charts">'
        f'<figure><figcaption>得分分布<span class="key"><i class="good"></i>合格<i class="bad"></i>不合格</span></figcaption>'
        f"{score_chart(summary.scores)}</figure>"
        '<figure><figcaption>最常违反的规则<span class="key"><i class="light"></i>轻度<i class="medium"></i>中度'
        f'<i class="severe"></i>重度</span></figcaption>{rule_chart(worst)}</figure></section>'
        f'<section class="tables">{_rules(summary)}{_agents(summary)}</section>'
    )


def _figures(summary: Summary) -> Iterable[str]:
    everyone = summary.everyone
    count = everyone.conversations
    failed = count - everyone.passed
    yield _figure("会话", str(count), f"{len(summary.agents)} 位坐席")
    yield _figure(
        "平均分", number(everyone.mean) if count else "—", f"最低 {everyone.lowest} 分" if count else ""
    )
    yield _figure(
        "合格率",
        f"{everyone.passed / count:.0%}" if count else "—",
        f"{failed} 个不合格",
        "" if failed else "good",
    )
    yield _figure("一票否决", str(everyone.critical), "个会话", "bad" if everyone.critical else "")
    each = f"每个会话 {number(everyone.findings / count)} 条" if count else ""
    yield _figure("扣分项", str(everyone.findings), each)


def _figure(name: str, value: str, beside: str, kind: str = "") -> str:
    return (
        f'<div class="figure {kind}"><span>{name}</span><strong>{value}</strong><small>{beside}</small></div>'
    )


def _rules(summary: Summary) -> str:
    rows = []
    for tally in summary.worst_rules():
        note = tally.note
        share = f"{tally.conversations / tally.judged:.0%}" if tally.judged else "—"
        tag = f'<span class="tag {escaped(note.severity)}">{escaped(severity(note.severity))}</span>'
        cells = [
            f'<button data-pick="rule" data-value="{escaped(note.id)}">{escaped(note.id)}</button> {escaped(note.name)}',
            escaped(note.clause),
            tag,
            *(str(tally.findings), str(tally.conversations), share, str(tally.points)),
        ]
        rows.append(_row(cells, _RULE_NUMBERS))
    heads = ("规则", "条款", "程度", "次数", "会话", "违反率", "共扣分")
    return _table("按规则", "违反率：在这条规则判断得了的会话里，违反的占多少。", heads, _RULE_NUMBERS, rows)


def _agents(summary: Summary) -> str:
    rows = []
    for tally in summary.worst_agents():
        most = "、".join(escaped(rule) for rule, _ in tally.rules.most_common(3))
        cells = [
            f'<button data-pick="agent" data-value="{escaped(tally.agent)}">{escaped(tally.agent) or "未知"}</button>',
            *(str(tally.conversations), number(tally.mean), str(tally.lowest)),
            *(f"{tally.passed / tally.conversations:.0%}", str(tally.critical), str(tally.findings)),
            most or "—",
        ]
        rows.append(_row(cells, _AGENT_NUMBERS))
    heads = ("坐席", "会话", "平均分", "最低分", "合格率", "否决", "扣分项", "最常违反")
    return _table("按坐席", "平均分低的在前。", heads, _AGENT_NUMBERS, rows)


def _row(cells: Sequence[str], numeric: range) -> str:
    inner = (
        f'<td class="{"number" if place in numeric else "words"}">{cell}</td>'
        for place, cell in enumerate(cells)
    )
    return f"<tr>{''.join(inner)}</tr>"


def _table(name: str, note: str, heads: Sequence[str], numeric: range, rows: Sequence[str]) -> str:
    cells = "".join(
        f'<th class="{"number" if place in numeric else "words"}" tabindex="0">{head}</th>'
        for place, head in enumerate(heads)
    )
    body = "".join(rows) or f'<tr><td colspan="{len(heads)}" class="none">没有</td></tr>'
    return (
        f'<div class="table"><h2>{name}<small>{note}</small></h2><div class="scroll"><table><thead><tr>{cells}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></div>"
    )
