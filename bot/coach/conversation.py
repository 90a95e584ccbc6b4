"""A pasted conversation checked for the chat: what was found, as a person reads it and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.book.blanks import Blanks
from bot.book.model import Book
from bot.book.shelf import shelf
from bot.check.desk import checker
from bot.check.finding import Finding, Report
from bot.conversation.errors import Unreadable
from bot.conversation.model import Agent, Conversation
from bot.report.json_form import as_json
from bot.report.masking import mask_report
from bot.report.safe import one_line
from bot.report.words import ROLES, clock, result, severity

#: Findings told one by one, conversations told one by one, and the most that is checked of one message.
FINDINGS_SHOWN = 8
CONVERSATIONS_SHOWN = 3
CONVERSATIONS_CHECKED = 200

#: The longest stretch of words that is repeated, and places named of one finding.
_QUOTED = 60
_PLACES = 3


@dataclass(frozen=True)
class Checked:
    """One conversation with its report, both with personal data masked."""

    conversation: Conversation
    report: Report
    title: str

    def as_json(self) -> dict[str, object]:
        """The report in the contract's form."""
        return as_json(self.report)


def check_all(
    found: Sequence[Conversation | Unreadable], book: Book, blanks: Blanks
) -> tuple[tuple[Checked, ...], tuple[Unreadable, ...]]:
    """Check what was read of a message; a conversation that names a book of ours is held to that one.

    Raises:
        BookError: a condition of the book is not well formed.
        ModelError: there is no trained model.
    """
    conversations = [item for item in found if isinstance(item, Conversation)]
    checked = tuple(_checked(item, book, blanks) for item in conversations[:CONVERSATIONS_CHECKED])
    return checked, tuple(item for item in found if isinstance(item, Unreadable))


def checked_text(checked: Sequence[Checked], unreadable: Sequence[Unreadable]) -> str:
    """What an agent or a supervisor reads in the chat."""
    parts = [_text(item) for item in checked[:CONVERSATIONS_SHOWN]]
    rest = checked[CONVERSATIONS_SHOWN:]
    if rest:
        passed = sum(item.report.passed for item in rest)
        parts.append(f"共 {len(checked)} 个对话，其余 {len(rest)} 个合格 {passed} 个；都已记下。")
    for wrong in unreadable[:CONVERSATIONS_SHOWN]:
        parts.append(f"有一个对话读不出来：{wrong.reason}")
    return "\n\n".join(parts) or "没有找到对话。请每句写成“客服：……”或“客户：……”，一句一行。"


def _checked(conversation: Conversation, book: Book, blanks: Blanks) -> Checked:
    books = shelf()
    head = conversation.head
    held_to = books.books.get(head.book, book)
    agent = head.agent if head.agent != Agent() else Agent(number=blanks.agent_number, name=blanks.agent_name)
    known = replace(conversation, head=replace(head, book=held_to.book, agent=agent))
    report, masked = mask_report(checker(held_to.book).check(known), known)
    return Checked(masked, report, held_to.title)


def _text(checked: Checked) -> str:
    report, turns = checked.report, len(checked.conversation.turns)
    lines = [
        f"按《{checked.title}》检查了这段对话（{turns} 句）：{report.score} 分，{result(report.passed, report.critical)}。"
    ]
    if not report.findings:
        return f"{lines[0]}没有发现不合规范的地方。"
    points = sum(finding.points for finding in report.findings)
    lines.append(f"不合规范共 {len(report.findings)} 处，{points} 分：")
    for number, finding in enumerate(_told(report.findings), 1):
        lines += _finding(number, finding, checked.conversation)
    if len(report.findings) > FINDINGS_SHOWN:
        lines.append(f"……共 {len(report.findings)} 处，上面是扣分最多的 {FINDINGS_SHOWN} 处。")
    lines.append("这些都记下了，等主管确认后才计分。")
    return "\n".join(lines)


def _told(findings: tuple[Finding, ...]) -> list[Finding]:
    """The findings that cost most, in the order of the conversation."""
    places = sorted(range(len(findings)), key=lambda place: (-findings[place].points, place))
    return [findings[place] for place in sorted(places[:FINDINGS_SHOWN])]


def _finding(number: int, finding: Finding, conversation: Conversation) -> list[str]:
    weight = f"{severity(finding.severity)}{finding.points}分{'，一票否决' if finding.critical else ''}"
    lines = [f"{number}. {one_line(finding.message)}（{finding.rule}，{finding.clause}，{weight}）"]
    places: dict[int, list[str]] = {}
    for piece in finding.evidence:
        places.setdefault(piece.turn, []).append(piece.quote)
    for turn, quotes in list(places.items())[:_PLACES]:
        said = conversation.turns[turn]
        time = clock(said.start)
        words = "、".join(dict.fromkeys(quotes)) or said.text
        lines.append(
            f"   第{turn + 1}句{time and ' ' + time} {ROLES[said.role]}：“{_short(words) or '（无声）'}”"
        )
    if len(places) > _PLACES:
        lines.append(f"   ……共 {len(places)} 处")
    if finding.expected:
        lines.append(f"   应当：{one_line(finding.expected)}")
    return lines


def _short(words: str) -> str:
    line = one_line(words).strip()
    return line if len(line) <= _QUOTED else f"{line[:_QUOTED]}……"
