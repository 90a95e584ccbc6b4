"""What the trainee is told after a line."""

from dataclasses import dataclass

from bot.check.finding import Finding


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
        said += [
            f"－ {finding.message}（{finding.clause}，扣{finding.points}分）" for finding in self.findings
        ]
        said += list(self.took)
        if not self.done and not self.took:
            said.append("客户没有听到他要的，又说了一遍。")
        return said
