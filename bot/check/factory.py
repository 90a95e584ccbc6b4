"""Compiles the conditions of a book: from YAML to operators over numbered features."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.book.answer import fill
from bot.book.blanks import BLANK, Blanks
from bot.book.model import AnyOf as AnyWording
from bot.book.model import Book, Line
from bot.check.condition import Condition
from bot.check.feature import Act, By, Entity, Expression, Feature, Pause, Signal, Spoken, TalkOver
from bot.check.operators.certain import Certain
from bot.check.operators.clock import Clock
from bot.check.operators.count import Count
from bot.check.operators.digits import Repeats
from bot.check.operators.discloses import Discloses
from bot.check.operators.elapsed import Elapsed
from bot.check.operators.exclaims import Exclaims
from bot.check.operators.given import Given
from bot.check.operators.head import HeadIs
from bot.check.operators.heard import FeatureHeard
from bot.check.operators.items import Items
from bot.check.operators.line import LinePart, LineSaid
from bot.check.operators.logic import AllOf, AnyOf, Not
from bot.check.operators.order import Order
from bot.check.operators.records import RecordMade
from bot.check.operators.rings import Rings
from bot.check.operators.runs import Runs
from bot.check.operators.scope import Scope, ScopeOptions
from bot.check.operators.timed import Timed
from bot.check.options import decoded, texts
from bot.check.sounding import Sounding
from bot.errors import BookError
from bot.language.folded import Folded

#: How sure the model must be of an act where a book does not say.
SURE = 0.7

#: What is written for a number that the agent reads out: 8号, 八号, 洞八, 工号026.
_NUMBER = "[0-9零〇一二三四五六七八九十百幺洞两拐勾]"
_AGENT_NUMBER = f"{_NUMBER}{{1,6}}号|工号[是为：]?[0-9a-z零〇一二三四五六七八九幺洞]+|{_NUMBER}{{1,6}}(?=[，]?[很高兴]*为您服务)"

#: Some organisation's name, where the book leaves it open: by its ending, or where a name stands in an opening.
_ANY_NAME = (
    "[一-龥a-z0-9]{1,10}(?:店|铺|坊|馆|轩|阁|屋|居|行|社|庄|斋|堂|城|园|厂|院|中心|公司|前台|客服部?|旗舰|专营|专卖|服务台|咨询台"
    "|皮具|箱包|服饰|女装|男装|童装|家纺|家居|家电|数码|灯饰|器皿|厨具|茶叶|茶业|水果|食品|零食|母婴|文具|户外|美妆|珠宝|花卉|物业)",
    "(?:您好|你好|亲+|哈喽|嗨)[亲呀啊哟哦的]{0,3}，?(?:欢迎(?:光临|来到|来|惠顾)?|这里是|我是|我们是)?，?"
    "(?!请问|有什么|需要|想|在的|有的|可以)[一-龥a-z]{2,10}，?(?:请问|有什么|需要|想|怎么|要|很高兴)",
    "^(?!您好|你好|亲|在的|有的|可以|好的|是的|没有|不)[一-龥a-z]{2,10}，?(?:欢迎|请问|亲，?(?:请问|要|想|有什么)|很高兴)",
    "(?:欢迎光临|欢迎来到|这里是)[一-龥a-z]{2,10}",
)

#: Keys that stand beside an operator and say who speaks and where to look.
_BESIDE = ("by", "in", "since", "pick")


class Factory:
    """Compiles one book's conditions; equal features are shared."""

    def __init__(self, book: Book, sounding: Sounding) -> None:
        self.book = book
        self.features: list[Feature] = []
        self._numbers: dict[Feature, int] = {}
        self._sounding = sounding
        self._cues: dict[str, Condition] = {}
        self._open: list[str] = []
        self._operators: dict[str, Callable[[Mapping[str, Any], By, str], Condition]] = {
            "cue": lambda given, _by, where: self.cue(given["cue"], where),
            "line": lambda given, _by, where: self.line(given["line"], where),
            "words": self._expression,
            "patterns": self._expression,
            "acts": self._expression,
            "act": self._act,
            "entity": lambda given, by, _where: self._heard(Entity(by, str(given["entity"]))),
            "signal": lambda given, by, _where: self._heard(Signal(by, str(given["signal"]))),
            "spoken": lambda given, _by, _where: self._heard(Spoken(given["spoken"])),
            "exclaims": lambda given, _by, _where: Exclaims(str(given["exclaims"])),
            "pause": self._pause,
            "talk_over": lambda given, by, _where: self._heard(TalkOver(by, float(given["talk_over"]))),
            "rings": lambda given, _by, where: Rings.decode(given["rings"], where),
            "head": lambda given, _by, where: HeadIs.decode(given["head"], where),
            "record": lambda given, _by, where: RecordMade.decode(given["record"], where),
            "count": self._count,
            "runs": lambda given, _by, _where: Runs(int(given["runs"]), given.get("of", "")),
            "timed": lambda _given, _by, _where: Timed(),
            "clock": lambda given, _by, where: Clock.decode(given["clock"], where),
            "discloses": self._discloses,
            "repeats": lambda given, by, _where: Repeats(
                given["repeats"], "customer" if by == "customer" else "agent"
            ),
            "elapsed": lambda given, _by, where: Elapsed(
                self.condition(given["elapsed"], where), int(given["more"])
            ),
            "order": lambda given, _by, where: Order(self._several(given["order"], where)),
            "items": self._items,
            "all": lambda given, _by, where: AllOf(self._several(given["all"], where)),
            "any": lambda given, _by, where: AnyOf(self._several(given["any"], where)),
            "certain": lambda given, _by, where: Certain(self.condition(given["certain"], where)),
            "given": lambda given, _by, where: Given(self.condition(given["given"], where)),
            "not": lambda given, _by, where: Not(self.condition(given["not"], where)),
        }

    def condition(self, given: object, where: str) -> Condition:
        """One condition: the name of a cue, or an operator with its options.

        Raises:
            BookError: there is no such operator, cue or line; says which there are.
        """
        if isinstance(given, str):
            return self.cue(given, where)
        if not isinstance(given, Mapping):
            raise BookError(f"{where}：条件要写线索的名字，或 {{操作: …}}，现在是 {given!r}。")
        name = next((key for key in self._operators if key in given), None)
        if name is None:
            raise BookError(
                f"{where}：没有“{'、'.join(map(str, given))}”这个操作。可以写：{'、'.join(self._operators)}。"
            )
        made = self._operators[name](given, given.get("by", "agent"), where)
        if "in" not in given:
            return made
        since = self.condition(given["since"], where) if "since" in given else None
        return Scope(made, decoded(ScopeOptions, given["in"], where), since, given.get("pick", "first"))

    def cue(self, name: str, where: str) -> Condition:
        """A named condition of the book."""
        if name not in self._cues:
            if name not in self.book.cues:
                raise BookError(f"{where}：没有“{name}”这个线索。可以写：{'、'.join(self.book.cues)}。")
            if name in self._open:
                raise BookError(f"{where}：线索绕成了一个圈（{' → '.join((*self._open, name))}）。")
            self._open.append(name)
            self._cues[name] = self.condition(self.book.cues[name], f"{where}：cues › {name}")
            self._open.pop()
        return self._cues[name]

    def line(self, name: str, where: str) -> Condition:
        """Whether a line of the book is said."""
        line = self.book.lines.get(name)
        if line is None:
            raise BookError(f"{where}：没有“{name}”这句话。可以写：{'、'.join(self.book.lines)}。")
        act = self._number(Act("agent", line.act, SURE)) if line.match == "meaning" and line.act else None
        whole = Folded(fill(line.say, self.book, Blanks())).bare if line.match == "exact" else ""
        return LineSaid(list(self._parts(line)), self._sounding, act, whole)

    def _parts(self, line: Line) -> Iterator[LinePart]:
        for need in line.needs or [line.say]:
            wordings = need.any if isinstance(need, AnyWording) else [need]
            words: list[str] = []
            patterns = list(need.patterns) if isinstance(need, AnyWording) else []
            for wording in wordings:
                filled = wording.replace("{organisation}", self.book.organisation)
                if "×" in filled:
                    patterns += _ANY_NAME
                elif "{agent_number}" in filled:
                    patterns.append(_AGENT_NUMBER)
                elif BLANK.search(filled):
                    words += [piece for piece in BLANK.split(filled)[::2] if Folded(piece).bare]
                else:
                    words.append(filled)
            feature = Expression("agent", tuple(words), tuple(patterns))
            shown = fill(wordings[0], self.book, Blanks())
            bare = tuple(Folded(word).bare for word in words)
            yield LinePart(shown, self._number(feature), bare)

    def _expression(self, given: Mapping[str, Any], by: By, where: str) -> Condition:
        known = {"words", "patterns", "unless", "acts", "sure", *_BESIDE}
        if set(given) - known:
            raise BookError(
                f"{where}：没有“{'、'.join(set(given) - known)}”这一项。可以写：{'、'.join(sorted(known))}。"
            )
        parts = {key: texts(given.get(key, ()), where) for key in ("words", "patterns", "unless")}
        heard: list[Condition] = [self._heard(Expression(by, **parts))]
        acts = given.get("acts") or {}
        for act, sure in (
            acts.items() if isinstance(acts, Mapping) else ((a, SURE) for a in texts(acts, where))
        ):
            heard.append(self._heard(Act(by, act, float(sure), parts["unless"])))
        return heard[0] if len(heard) == 1 else AnyOf(heard)

    def _act(self, given: Mapping[str, Any], by: By, where: str) -> Condition:
        acts = texts(given["act"], where)
        made = [self._heard(Act(by, act, float(given.get("sure", SURE)))) for act in acts]
        return made[0] if len(made) == 1 else AnyOf(made)

    def _pause(self, given: Mapping[str, Any], by: By, _where: str) -> Condition:
        return self._heard(Pause(by, float(given["pause"]), given.get("after", "both")))

    def _count(self, given: Mapping[str, Any], _by: By, where: str) -> Condition:
        inner = self.condition(given["count"], where)
        return Count(inner, int(given.get("at_least", 1)), given.get("at_most"))

    def _discloses(self, given: Mapping[str, Any], _by: By, where: str) -> Condition:
        features = [self._number(Entity("agent", kind)) for kind in texts(given["discloses"], where)]
        near, unless = (self.condition(given[k], where) if k in given else None for k in ("near", "unless"))
        return Discloses(features, near, unless)

    def _items(self, given: Mapping[str, Any], _by: By, where: str) -> Condition:
        items = given["items"]
        if not isinstance(items, Mapping) or not items:
            raise BookError(f"{where}：items 要写成 名称: 条件，现在是 {items!r}。")
        return Items({str(name): self.condition(item, where) for name, item in items.items()})

    def _several(self, given: Any, where: str) -> list[Condition]:
        if not isinstance(given, list) or not given:
            raise BookError(f"{where}：这里要写几个条件的列表，现在是 {given!r}。")
        return [self.condition(item, where) for item in given]

    def _heard(self, feature: Feature) -> Condition:
        return FeatureHeard(self._number(feature))

    def _number(self, feature: Feature) -> int:
        number = self._numbers.setdefault(feature, len(self.features))
        if number == len(self.features):
            self.features.append(feature)
        return number
