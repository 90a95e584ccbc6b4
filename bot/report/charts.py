"""Charts as inline SVG: drawn from figures, without a library and without the network."""

from collections.abc import Mapping, Sequence

from bot.report.cells import columns, width
from bot.report.safe import escaped, one_line
from bot.report.summary import RuleTally

_W, _H, _FOOT, _HEAD = 460, 220, 26, 22
_ROW, _LABEL = 26, 196


def score_chart(scores: Mapping[tuple[int, bool], int]) -> str:
    """How many conversations have which score, in tens; failed ones stand on top of passed ones."""
    bins = [[0, 0] for _ in range(10)]
    for (score, passed), count in scores.items():
        bins[min(9, max(0, score) // 10)][passed] += count
    top = max((sum(pair) for pair in bins), default=0) or 1
    step, room = _W / 10, _H - _FOOT - _HEAD
    bars = []
    for place, (bad, good) in enumerate(bins):
        x, y = place * step + 4, float(_H - _FOOT)
        for count, kind in ((good, "good"), (bad, "bad")):
            tall = room * count / top
            y -= tall
            if count:
                bars.append(_bar(x, y, step - 8, tall, kind))
        if bad + good:
            bars.append(_text(x + step / 2 - 4, y - 6, str(bad + good), "middle", "value"))
        name = "90–100" if place == 9 else f"{place * 10}–{place * 10 + 9}"
        bars.append(_text(x + step / 2 - 4, _H - 8, name, "middle", "axis"))
    line = f'<line x1="0" x2="{_W}" y1="{_H - _FOOT}" y2="{_H - _FOOT}" class="base"/>'
    return _svg(_W, _H, "得分分布", line + "".join(bars))


def rule_chart(worst: Sequence[RuleTally], shown: int = 8) -> str:
    """The rules broken most often, as bars in the colour of their severity."""
    worst = worst[:shown]
    if not worst:
        return '<p class="none">没有违反任何规则。</p>'
    top = max(tally.findings for tally in worst)
    room = _W - _LABEL - 44
    rows = []
    for place, tally in enumerate(worst):
        y = place * _ROW + 4
        long = max(2.0, room * tally.findings / top)
        label = _shortened(f"{tally.note.id} {one_line(tally.note.name)}", 28)
        rows.append(_text(0, y + 14, label, "start", "label"))
        rows.append(_bar(_LABEL, y, long, _ROW - 8, _kind(tally.note.severity)))
        rows.append(_text(_LABEL + long + 8, y + 14, str(tally.findings), "start", "value"))
    return _svg(_W, max(len(worst) * _ROW + 6, 120), "最常违反的规则", "".join(rows))


def _kind(severity: str) -> str:
    return severity if severity in ("light", "medium", "severe") else "light"


def _shortened(text: str, room: int) -> str:
    """`text` in at most `room` columns of a terminal, which is how wide its letters are in print, too."""
    if width(text) <= room:
        return text
    short, used = "", 0
    for character in text:
        used += columns(character)
        if used > room - 2:
            break
        short += character
    return short + "…"


def _bar(x: float, y: float, wide: float, tall: float, kind: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" rx="3" class="{kind}"/>'


def _text(x: float, y: float, text: str, anchor: str, kind: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}">{escaped(text)}</text>'


def _svg(wide: int, tall: int, name: str, inner: str) -> str:
    return f'<svg viewBox="0 0 {wide} {tall}" role="img" aria-label="{name}">{inner}</svg>'
