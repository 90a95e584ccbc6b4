"""HTML: one file without network, overview first, then each conversation as a marked-up dialogue."""

import base64
import hashlib
import heapq
from collections.abc import Iterable
from typing import BinaryIO

from bot.check.finding import Report
from bot.conversation.model import Conversation
from bot.report.dialogue import talk
from bot.report.overview import overview
from bot.report.safe import escaped
from bot.report.script import SCRIPT
from bot.report.style import STYLE
from bot.report.summary import Summary
from bot.report.writer import Options

#: How many conversations are shown in full, and how many of them unfolded.
SHOWN = 500
_UNFOLDED = 3

_RESULTS = ("合格", "不合格", "一票否决")


class Html:
    """The worst conversations in full, figures over all. Only the worst `SHOWN` are kept in memory."""

    def __init__(self, output: BinaryIO, options: Options) -> None:
        self._output = output
        self._options = options
        self._summary = Summary()
        self._worst: list[tuple[int, int, Report, Conversation]] = []

    def begin(self) -> None:
        """Nothing can be written before the figures are known."""

    def write(self, report: Report, conversation: Conversation) -> None:
        """Count one conversation, and keep it if it is among the worst."""
        entry = (-report.score, -self._summary.everyone.conversations, report, conversation)
        self._summary.add(report)
        if len(self._worst) < SHOWN:
            heapq.heappush(self._worst, entry)
        else:
            heapq.heappushpop(self._worst, entry)

    def close(self) -> None:
        """Write the page, the worst conversation first."""
        for piece in self._pieces():
            self._output.write(piece.encode())

    def _pieces(self) -> Iterable[str]:
        title = escaped(self._options.title)
        digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
        yield (
            '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
            f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
            f"script-src 'sha256-{digest}'\">"
            '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
            f"<title>{title}</title><style>{STYLE}</style></head><body>"
            f'<header class="top"><h1>{title}</h1><p>{self._versions()}</p></header><main>'
        )
        yield overview(self._summary)
        yield self._filter()
        ordered = sorted(self._worst, key=lambda entry: (-entry[0], -entry[1]))
        for place, (_, _, report, conversation) in enumerate(ordered):
            yield talk(report, conversation, place, opened=place < _UNFOLDED)
        yield f'<p id="nothing" class="none" hidden>没有这样的会话。</p></main><script>{SCRIPT}</script></body></html>\n'

    def _versions(self) -> str:
        judged = sorted(self._summary.versions)
        return "；".join(
            f"话术 {escaped(book)}（{escaped(version)}），模型 {escaped(model)}"
            for book, version, model in judged
        )

    def _filter(self) -> str:
        everyone = self._summary.everyone.conversations
        more = ""
        if everyone > SHOWN:
            more = f'<p class="more">共 {everyone} 个会话，下面完整列出得分最低的 {SHOWN} 个；上面的统计包括全部会话。</p>'
        agents = [(agent, agent or "未知") for agent in sorted(self._summary.agents)]
        rules = sorted(
            (tally.note.id, f"{tally.note.id} {tally.note.name}") for tally in self._summary.worst_rules()
        )
        results = [(name, name) for name in _RESULTS]
        return (
            f'<h2 class="talks">会话<small>得分低的在前</small></h2>{more}<div id="filter">'
            f"{_select('agent', '坐席', agents)}{_select('rule', '规则', rules)}{_select('result', '结果', results)}"
            '<label>查找<input id="words" type="search" placeholder="编号或说过的话"></label>'
            '<button id="reset">清除</button><button id="open" aria-pressed="false">全部展开</button>'
            '<output id="shown"></output></div>'
        )


def _select(id_: str, name: str, choices: Iterable[tuple[str, str]]) -> str:
    options = "".join(
        f'<option value="{escaped(value)}">{escaped(shown)}</option>' for value, shown in choices
    )
    return f'<label>{name}<select id="{id_}"><option value="*">全部</option>{options}</select></label>'
