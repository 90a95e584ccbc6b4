"""What a session is worth, and what to practise next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.check.finding import Report, cost_by_rule
from bot.practice.drill import weak_scenes
from bot.practice.exchange import Exchange
from bot.practice.session import PracticeSession
from bot.practice.words import finding_line, scene_name

#: From here on a session is passed; a critical finding fails it whatever its score.
PASSING = 60


#: How a session may end, as it is told.
End = Literal["done", "unclosed", "lost", "open"]
_ENDS: Mapping[End, str] = {
    "done": "整通流程走完了。",
    "unclosed": "客户的事说清楚了，结束没有做好。",
    "lost": "客户等不下去，走了。",
    "open": "没有走完就停了。",
}

#: What a line costs that did not do what was due.
_MISSED = 8

#: What is left of the score when the customer has given up.
_LOST = 0.85


@dataclass(frozen=True)
class Scorecard:
    """The end of a session.

    Attributes:
        score: 0 to 100: the checker's score of the conversation, times the share of the scene that was done.
        achieved: that share, 0 to 1.
        goal: what the customer wanted; `won` whether he got it.
        failed: lines that did not do what was due.
        end: how it ended.
        best, worst: the trainee's lines; empty where there is none.
        next: what to practise next: scenes, each with its name and the reason.
    """

    score: int
    passed: bool
    achieved: float
    report: Report
    goal: str
    won: bool
    failed: int
    end: End
    heat: int
    best: str
    worst: str
    next: tuple[tuple[str, str, str], ...]

    @classmethod
    def of(cls, session: PracticeSession) -> "Scorecard":
        """Judge a session as it stands."""
        report = session.report()
        failed = sum(not exchange.done for exchange in session.exchanges)
        score = round(report.score * session.achieved * (_LOST if session.lost else 1)) - _MISSED * failed
        score = max(0, score)
        return cls(
            score=score,
            passed=score >= PASSING and not report.critical,
            achieved=session.achieved,
            report=report,
            goal=session.goal,
            won=_end(session) in ("done", "unclosed"),
            failed=failed,
            end=_end(session),
            heat=session.heat,
            best=_best(session),
            worst=_worst(session, report),
            next=tuple(
                (scene, scene_name(session.book, scene), why) for scene, why in _next(session, report)
            ),
        )

    def as_json(self) -> dict[str, Any]:
        """Plain values, without the report."""
        return {
            "score": self.score,
            "passed": self.passed,
            "achieved": round(self.achieved, 3),
            "goal": self.goal,
            "won": self.won,
            "heat": self.heat,
            "best": self.best,
            "worst": self.worst,
            "next": [{"scene": scene, "name": name, "why": why} for scene, name, why in self.next],
        }

    def lines(self) -> list[str]:
        """As it is read."""
        state = "通过" if self.passed else "没有通过"
        said = [f"得分 {self.score}（{state}）：检查 {self.report.score} 分 × 流程做到 {self.achieved:.0%}"]
        said[0] += f" × 客户走了 {_LOST:.0%}" if self.end == "lost" else ""
        said[0] += f" − 答非所问 {self.failed} 句 {_MISSED * self.failed} 分。" if self.failed else "。"
        said.append(_ENDS[self.end])
        if self.goal:
            said.append(f"客户要的是：{self.goal}")
        said += [finding_line(finding) for finding in self.report.findings]
        if self.best:
            said.append(f"最好的一句：{self.best}")
        if self.worst:
            said.append(f"最该改的一句：{self.worst}")
        said += [f"接下来练：{name}（{why}）" for _, name, why in self.next]
        return said


def _end(session: PracticeSession) -> End:
    if not session.over:
        return "open"
    if session.lost:
        return "lost"
    return "done" if session.exchanges[-1].done else "unclosed"


def _cost(exchange: Exchange) -> int:
    return sum(finding.points for finding in exchange.feedback.findings)


def _best(session: PracticeSession) -> str:
    routine = {"opening", "anything_else", "closing"}
    done = [e for e in session.exchanges if e.done and not _cost(e) and e.beat not in routine]
    return min(done, key=lambda e: (e.feedback.change, len(e.said))).said if done else ""


def _worst(session: PracticeSession, report: Report) -> str:
    missed = [e for e in session.exchanges if _cost(e) or not e.done]
    if not missed:
        return ""
    return max(missed, key=lambda e: (2 * _cost(e) + e.feedback.change, not e.done)).said


def _next(session: PracticeSession, report: Report) -> list[tuple[str, str]]:
    """The scenes that say the lines which were missed, the costliest first; the same scene harder if all went well."""
    weak = weak_scenes(session.book, cost_by_rule(report.findings))
    found = {scene: session.book.rules[rule].name for scene, rule in weak}
    if not all(exchange.done for exchange in session.exchanges):
        found.setdefault(session.setting.scene, "有一步没有做到")
    if not found and session.setting.difficulty < 3:
        return [(session.setting.scene, "难一点再来一遍")]
    return list(found.items())[:3]
