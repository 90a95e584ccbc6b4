"""Conditions told in Chinese, so that a trainer can read what a rule waits for without knowing the YAML."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.book.answer import fill
from bot.book.blanks import Blanks
from bot.book.model import Book, Rule, Window

_SAMPLES = 3

#: A cue that takes more characters to tell is only named.
_CUE = 80
_BY = {"agent": "坐席", "customer": "客户", "both": "任何一方", "": ""}
_SIGNALS = {
    "silence": "没有声音",
    "noise": "有杂音",
    "low_volume": "声音小",
    "dialect": "说方言",
    "overlap": "两边抢话",
    "music": "放音乐",
}
_ENTITIES = {
    "phone": "手机号码",
    "landline": "固定电话",
    "identity": "身份证号",
    "bank_card": "银行卡号",
    "address": "地址",
    "order": "订单号",
    "any": "个人资料",
}
_RECORDS = {
    "complaint": "投诉处理单",
    "call": "来电记录单",
    "registration": "登记表",
    "repair": "报修单",
    "visit": "来访登记",
}
_HEAD = {
    "channel": ("渠道", {"phone": "电话", "chat": "在线", "counter": "柜台"}),
    "direction": ("方向", {"inbound": "呼入", "outbound": "呼出", "internal": "内部"}),
    "ended_by": ("结束的一方", {"agent": "坐席", "customer": "客户", "system": "系统"}),
    "resolved": ("事情办完", {True: "是", False: "否"}),
    "surname": ("客户的姓", {}),
    "gender": ("客户的性别", {"m": "男", "f": "女"}),
    "agent_number": ("工号", {}),
}
_PICK = {"each": "每次", "first": "第一次", "last": "最后一次", "apart": "每次（前一次处理完才算下一次）"}


class Describer:
    """Tells the conditions of one book."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._open: list[str] = []
        self._tell: dict[str, Callable[[Mapping[str, Any]], str]] = {
            "cue": lambda c: self.told(str(c["cue"])),
            "line": self._line,
            "words": self._words,
            "patterns": self._words,
            "acts": self._words,
            "act": lambda c: f"{_by(c)}的意思是 {_joined(c['act'])}",
            "entity": lambda c: f"{_by(c)}报出{_ENTITIES.get(str(c['entity']), c['entity'])}",
            "signal": lambda c: f"{_by(c)}{_SIGNALS.get(str(c['signal']), c['signal'])}",
            "spoken": lambda c: f"{_BY.get(str(c['spoken']), '')}说了话",
            "exclaims": lambda c: f"{_BY.get(str(c['exclaims']), '')}的话带感叹号",
            "pause": lambda c: f"{_by(c)}超过{c['pause']}秒没有说话",
            "talk_over": lambda c: f"{_by(c)}抢话超过{c['talk_over']}秒",
            "rings": lambda c: f"响铃超过{c['rings'].get('more', '')}声",
            "head": self._head,
            "record": lambda c: f"附有{_RECORDS.get(str(c['record']), c['record'])}",
            "count": self._count,
            "runs": lambda c: f"{_BY.get(c.get('of', ''), '')}说了至少{c['runs']}轮",
            "timed": lambda _: "记录里有时间",
            "clock": lambda c: f"开始的时间在 {_joined(c['clock'])}",
            "discloses": lambda _: "坐席说出客户自己没有说过的个人资料",
            "repeats": lambda _: "坐席把客户报的号码复述一遍",
            "elapsed": lambda c: f"{self.told(c['elapsed'])}，说的日子在{c.get('more', '')}天以前",
            "order": lambda c: "，然后".join(map(self.told, c["order"])),
            "items": lambda c: "、".join(f"“{name}”" for name in c["items"]) + "都有",
            "all": lambda c: "，并且".join(map(self.told, c["all"])),
            "any": lambda c: "（" + "；或者 ".join(map(self.told, c["any"])) + "）",
            "not": lambda c: f"没有（{self.told(c['not'])}）",
            "certain": lambda c: self.told(c["certain"]),
            "given": lambda c: self.told(c["given"]),
        }

    def told(self, condition: Any) -> str:
        """One condition in Chinese; a cue by what it listens for."""
        if isinstance(condition, str):
            return self._cue(condition)
        if not isinstance(condition, Mapping):
            return ""
        name = next((key for key in self._tell if key in condition), None)
        if name is None:
            return "、".join(map(str, condition))
        told = self._tell[name](condition)
        return f"{told}（{_where(condition['in'])}）" if isinstance(condition.get("in"), Mapping) else told

    def moment(self, rule: Rule) -> str:
        """When a rule comes up."""
        if rule.when is not None:
            when = f"{_PICK[rule.pick]}：{self.told(rule.when)}"
        elif rule.applies is None:
            when = "每个对话" if rule.require is not None or rule.window is not None else "坐席的每一句话"
        else:
            when = ""
        applies = f"对话里要有：{self.told(rule.applies)}" if rule.applies is not None else ""
        exempt = f"例外：{self.told(rule.exempt)}" if rule.exempt is not None else ""
        return "。".join(part for part in (when, applies, exempt) if part)

    def demand(self, rule: Rule) -> str:
        """What must and must not be heard, and where."""
        where = f"{_window(rule.window)}，" if rule.window is not None else ""
        require = f"{where}要有：{self.told(rule.require)}" if rule.require is not None else ""
        forbid = f"{where}不能有：{self.told(rule.forbid)}" if rule.forbid is not None else ""
        return "。".join(part for part in (require, forbid) if part)

    def _cue(self, name: str) -> str:
        inner = self._book.cues.get(name)
        if inner is None or name in self._open:
            return f"线索 {name}"
        self._open.append(name)
        told = self.told(inner)
        self._open.pop()
        return told if len(told) <= _CUE else f"线索 {name}"

    def _line(self, condition: Mapping[str, Any]) -> str:
        line = self._book.lines.get(str(condition["line"]))
        return f"坐席说“{fill(line.say, self._book, Blanks())}”" if line else str(condition["line"])

    def _words(self, condition: Mapping[str, Any]) -> str:
        words = condition.get("words") or []
        listed = [words] if isinstance(words, str) else list(words)
        sample = "、".join(f"“{word}”" for word in listed[:_SAMPLES])
        if sample:
            return f"{_by(condition)}说{sample}{'等' if len(listed) > _SAMPLES or len(condition) > 1 else ''}"
        if self._open:
            return f"{_by(condition)}的话符合线索 {self._open[-1]}"
        return f"{_by(condition)}的话符合写明的样式"

    def _count(self, condition: Mapping[str, Any]) -> str:
        most = condition.get("at_most")
        least = f"至少{condition.get('at_least', 1)}次"
        return f"{self.told(condition['count'])}，{least}{f'、至多{most}次' if most is not None else ''}"

    @staticmethod
    def _head(condition: Mapping[str, Any]) -> str:
        told = []
        for key, value in condition["head"].items():
            name, values = _HEAD.get(key, (key, {}))
            wanted = value if isinstance(value, list) else [value]
            shown = "已知" if wanted == ["known"] else "或".join(str(values.get(v, v)) for v in wanted)
            told.append(f"{name}是{shown}" if shown != "已知" else f"知道{name}")
        return "、".join(told)


def _by(condition: Mapping[str, Any]) -> str:
    return _BY.get(str(condition.get("by", "agent")), "")


def _joined(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _where(scope: Mapping[str, Any]) -> str:
    for key, form in (
        ("next", "后面{}轮"),
        ("previous", "前面{}轮"),
        ("first", "开头{}轮"),
        ("last", "最后{}轮"),
        ("seconds", "{}秒之内"),
    ):
        if key in scope:
            return _BY.get(str(scope.get("of", "")), "") + form.format(scope[key])
    names = (("same", "同一句"), ("rest", "从这里到结束"), ("whole", "整个对话"), ("before", "在这之前"))
    return next((name for key, name in names if scope.get(key)), "")


def _window(window: Window) -> str:
    return _where(window.model_dump(exclude_defaults=True) | {"of": window.of})
