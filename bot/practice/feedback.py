"""What the trainee is told after a line."""

from dataclasses import dataclass

from bot.check.finding import Finding
from bot.practice.beat import OPENINGS, Beat
from bot.practice.words import finding_line


@dataclass(frozen=True)
class Feedback:
    """About one line.

    Attributes:
        beat: what was due; `done` whether it was done.
        instead: what should have been said; empty where it was done.
        lacking: the parts of it that were not said, where some were.
        took: how the customer took it, in words.
        change: how much hotter he is; `heat` how hot.
        findings: what the checker found in it.
    """

    beat: str
    done: bool
    instead: str
    lacking: tuple[str, ...]
    took: tuple[str, ...]
    change: int
    heat: int
    findings: tuple[Finding, ...]

    def lines(self) -> list[str]:
        """As it is read."""
        said = ["✓ 这一步做到了。" if self.done else f"✗ 这里应当说：{self.instead}"]
        if self.lacking:
            said.append(f"还缺：{'、'.join(self.lacking)}")
        said += [finding_line(finding) for finding in self.findings]
        said += list(self.took)
        return said


def unheard(beat: Beat, over: bool) -> str:
    """How a line was taken that nothing else can be said of."""
    if over:
        return "客户等不下去，挂了。"
    if beat.lines and beat.lines[0] in OPENINGS:
        return "客户还不知道打到了哪里。"
    if any("silence" in wording.signals for wording in beat.again):
        return "电话里还是没有声音。"
    return "客户没有听到他要的。"
