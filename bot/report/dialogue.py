"""One conversation on the web page: the dialogue with its evidence marked, and a card a finding."""

from collections import Counter
from collections.abc import Sequence

from bot.check.finding import Finding, Report
from bot.conversation.model import Conversation, Turn
from bot.report.marks import Stretch, pieces, stretches
from bot.report.safe import escaped, printable
from bot.report.words import CHANNELS, OUTCOMES, ROLES, SIGNALS, clock, costs, result, severity

_WEIGHTS = ("severe", "medium", "light")

#: displaCy's template of an entity: `bg` is the colour, `label` comes already escaped.
_ENTITY = '<mark style="--c:{bg}" title="{title}">{text}<b>{label}</b></mark>'


def talk(report: Report, conversation: Conversation, place: int, *, opened: bool) -> str:
    """One conversation as a section that unfolds. `place` makes its anchors unique."""
    outcome = result(report.passed, report.critical)
    kind = "good" if report.passed else "bad"
    rules = list(dict.fromkeys(finding.rule for finding in report.findings))
    weights = {finding.rule: _weight([finding]) for finding in report.findings}
    chips = "".join(f'<span class="chip {weights[rule]}">{escaped(rule)}</span>' for rule in rules)
    head = conversation.head
    known = (CHANNELS.get(head.channel, head.channel), head.started_at[:16].replace("T", " "))
    beside = " · ".join(escaped(part) for part in known if part)
    turns = "".join(
        _turn(turn, number, report.findings, place) for number, turn in enumerate(conversation.turns)
    )
    cards = "".join(_card(finding, place, len(conversation.turns)) for finding in report.findings)
    return (
        f'<details class="talk" id="c{place}" data-agent="{escaped(report.agent)}" data-result="{outcome}" '
        f'data-rules="{escaped(" ".join(rules))}" data-id="{escaped(report.id)}"{" open" if opened else ""}>'
        f'<summary><span class="score {kind}">{report.score}</span><span class="who"><strong>{escaped(report.id) or "（无编号）"}'
        f"</strong><small>坐席 {escaped(report.agent) or '未知'}{' · ' + beside if beside else ''}</small></span>"
        f'<span class="chips">{chips}</span><span class="tag {kind}">{outcome}</span></summary>'
        f'<div class="body"><ol class="dialogue">{turns or "<li class=none>没有内容</li>"}</ol>'
        f'<div class="cards">{cards or "<p class=none>没有发现违反。</p>"}{_outcomes(report)}</div></div></details>'
    )


def _turn(turn: Turn, number: int, findings: Sequence[Finding], place: int) -> str:
    signals = "".join(
        f'<em class="signal">{escaped(SIGNALS.get(signal, signal))}</em>' for signal in turn.signals
    )
    at = clock(turn.start)
    text = (
        _marked(printable(turn.text), number, findings)
        if turn.text.strip()
        else '<span class="none">（无声）</span>'
    )
    return (
        f'<li class="{turn.role}" id="c{place}t{number}"><small>{ROLES[turn.role]} · 第{number + 1}句'
        f'{" · " + at if at else ""}{signals}</small><div class="bubble">{text}</div></li>'
    )


def _marked(text: str, number: int, findings: Sequence[Finding]) -> str:
    """The text with its evidence marked by displaCy, which is loaded only where there is some."""
    marks = stretches(findings, number, len(text))
    if not marks:
        return escaped(text)
    from spacy import displacy

    colours: dict[str, str] = {}
    entities = [_entity(mark, findings, colours) for mark in marks]
    return str(
        displacy.render(
            [{"text": text, "ents": entities, "title": None}],
            style="ent",
            manual=True,
            jupyter=False,
            options={"colors": colours, "template": _ENTITY},
        )
    ).strip()


def _entity(mark: Stretch, findings: Sequence[Finding], colours: dict[str, str]) -> dict[str, object]:
    pointing = [findings[place] for place in mark.findings]
    label = escaped(" ".join(dict.fromkeys(finding.rule for finding in pointing)))
    colours[label] = f"var(--{_weight(pointing)})"
    title = escaped("；".join(dict.fromkeys(finding.message for finding in pointing)))
    return {"start": mark.span[0], "end": mark.span[1], "label": label, "params": {"title": title}}


def _weight(findings: Sequence[Finding]) -> str:
    """The heaviest severity among them."""
    return next((w for w in _WEIGHTS if any(finding.severity == w for finding in findings)), "light")


def _card(finding: Finding, place: int, turns: int) -> str:
    shown = sorted({piece.turn for piece in finding.evidence} or {finding.turn})
    links = "".join(f'<a href="#c{place}t{turn}">第{turn + 1}句</a>' for turn in shown if 0 <= turn < turns)
    expected = "".join(
        f'<span class="{state}">{escaped(text)}</span>' if state != "plain" else escaped(text)
        for text, state in pieces(finding)
    )
    kind = _weight([finding])
    critical = '<span class="tag bad">一票否决</span>' if finding.critical else ""
    sure = f'<span class="sure">把握 {finding.confidence:.0%}</span>' if finding.confidence < 1 else ""
    return (
        f'<article class="card {kind}"><header><span class="chip {kind}">{escaped(finding.rule)}</span>'
        f"<strong>{escaped(finding.name)}</strong>{critical}<b>{costs(finding.points)}</b></header>"
        f'<p class="message">{escaped(finding.message)}</p>'
        + (
            f'<p class="expected"><label>{"应说" if finding.parts else "应当"}</label>{expected}</p>'
            if expected
            else ""
        )
        + (f'<p class="why"><label>原因</label>{escaped(finding.why)}</p>' if finding.why else "")
        + f"<footer><span>条款 {escaped(finding.clause)}</span><span>{escaped(severity(finding.severity))}</span>"
        f"{links}{sure}</footer></article>"
    )


def _outcomes(report: Report) -> str:
    count: Counter[str] = Counter(report.outcomes.values())
    shown = " · ".join(f"{name} {count[outcome]}" for outcome, name in OUTCOMES.items() if count[outcome])
    return f'<p class="outcomes">规则：{shown}</p>' if shown else ""
