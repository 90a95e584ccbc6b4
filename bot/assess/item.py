"""One line of the assessment or of a desk's fines: what it is called and what it costs or brings."""

from typing import Annotated, Literal

from pydantic import AfterValidator, PlainValidator, model_validator

from bot.assess.amount import Amount, Points, Yuan
from bot.book.validate import Strict
from bot.errors import Refused

Kind = Literal["bonus", "light", "medium", "severe", "dismissal", "fine", "reward", "extra", "note"]
Proposal = Literal[
    "exam_full",
    "exam_failed",
    "no_complaint",
    "complaint_justified",
    "complaint_conduct",
    "complaint_quarrel",
    "first_of_desk",
    "callback_overdue",
    "callback_resting",
]
Window = Literal["always", "month", "year"]

KIND_NAMES: dict[str, str] = {
    "bonus": "加分",
    "light": "轻度违规",
    "medium": "中度违规",
    "severe": "重度违规",
    "dismissal": "直接辞退",
    "fine": "罚款",
    "reward": "奖励",
    "extra": "额外奖惩",
    "note": "只记不扣",
}

#: Kinds whose points are taken off, kinds that say somebody broke a rule, and kinds that are reckoned in yuan.
DEDUCTIONS = frozenset({"light", "medium", "severe"})
OFFENCES = DEDUCTIONS | {"dismissal", "fine"}
MONEY = frozenset({"fine", "reward"})

#: The words of a ladder beside sums of yuan.
WARNING, LEAVES = "警告", "离职"


def _ladder(written: object) -> tuple[int | str, ...]:
    steps = written if isinstance(written, list) else []
    if not steps or any(s not in (WARNING, LEAVES) and (type(s) is not int or s < 0) for s in steps):
        raise ValueError(
            f"写成列表，每格是{WARNING}、钱数或{LEAVES}，例如 [{WARNING}, 20, 50]，现在是 {written!r}"
        )
    return tuple(steps)


def _dismissal(written: object) -> bool | Literal["may"]:
    if written is True or written is False or written == "may":
        return "may" if written == "may" else bool(written)
    raise ValueError(f"写 true（并开除）或 may（可以开除，由人定），现在是 {written!r}")


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("要写几个字")
    return text


Said = Annotated[str, AfterValidator(_said)]
Ladder = Annotated[tuple[int | str, ...], PlainValidator(_ladder)]
Dismisses = Annotated[bool | Literal["may"], PlainValidator(_dismissal)]


class Written(Strict):
    """An item as it stands in a file.

    Attributes:
        points: a number, or a range within which a person sets it; never signed.
        ladder: what the first, the second, … time costs; the last step for every further time.
        within: how long times are counted together: a calendar month, a calendar year, for ever.
        yuan: what each time costs or brings, where there is no ladder.
        instead: what may be imposed in place of the sum, which is then left out; the reason has to name it.
        dismissal: true where it goes with dismissal, may where a person decides that.
        once: at most one in a month.
        clean: only for a month without any offence.
        found_by: rules of the checker whose confirmed findings are booked here.
        propose: the event known to the machine for which it proposes this item.
        see: the item that books the same with points, where this one only records.
        remark: shown beside it when it is booked.
        books: for whose agents it is; common is everybody.
    """

    name: Said
    kind: Kind
    points: Points | None = None
    ladder: Ladder = ()
    within: Window = "always"
    yuan: Yuan | None = None
    instead: str = ""
    dismissal: Dismisses = False
    once: Literal["month"] | None = None
    clean: bool = False
    found_by: list[str] = []
    propose: Proposal | None = None
    see: str = ""
    remark: str = ""
    books: list[str] = []

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "Written":
        kind, scored = self.kind, self.kind in DEDUCTIONS or self.kind == "bonus"
        if scored and self.points is None:
            raise ValueError(f"kind: {kind} 要写 points（几分）")
        if not scored and self.points is not None:
            raise ValueError(f"kind: {kind} 不写 points")
        if kind == "fine" and bool(self.ladder) == (self.yuan is not None):
            raise ValueError("kind: fine 要写 ladder（第几次怎么罚）或 yuan（每次多少元），两样写一样")
        if kind == "reward" and self.yuan is None:
            raise ValueError("kind: reward 要写 yuan（多少元）")
        if kind not in MONEY and self.yuan is not None:
            raise ValueError(f"kind: {kind} 不写 yuan；罚款写 fine，奖励写 reward")
        if kind != "fine" and (self.ladder or self.dismissal):
            raise ValueError(
                f"ladder 和 dismissal 只写在 kind: fine 里；直接辞退写 kind: dismissal，现在是 {kind}"
            )
        if self.within != "always" and not self.ladder:
            raise ValueError("within 是说 ladder 的次数在多长时间里数，没有 ladder 就不写")
        if self.found_by and kind not in (*DEDUCTIONS, "fine"):
            raise ValueError(f"found_by 只写在扣分和罚款的项目里，现在是 {kind}")
        if self.found_by and self.yuan and self.yuan.fixed is None:
            raise ValueError("有 found_by 的罚款要写 ladder 或一个固定的钱数，没有人来定")
        if self.propose and not self.ladder and (self.points is None or self.points.fixed is None):
            raise ValueError("有 propose 的项目要写 ladder，或者 points 写一个固定的数：没有人来定")
        return self

    @model_validator(mode="after")
    def _remarks_fit(self) -> "Written":
        if self.instead and (self.kind != "fine" or self.yuan is None):
            raise ValueError("instead 是说不罚钱改用什么，只和 yuan 一起写在 kind: fine 里")
        if self.clean and self.kind not in ("bonus", "reward"):
            raise ValueError(f"clean 只写在加分和奖励的项目里，现在是 {self.kind}")
        if self.see and self.kind != "note":
            raise ValueError(f"see 只写在 kind: note 里，现在是 {self.kind}")
        return self


class Item(Written):
    """An item in its place.

    Attributes:
        id: the key of a clause of the handbook, e.g. G.3.1#迟到早退.
        scheme: id of the scheme it stands in.
    """

    id: str
    scheme: str

    @property
    def clause(self) -> str:
        """The clause's number, without the point of it that is meant."""
        return self.id.partition("#")[0]

    def is_for(self, book: str) -> bool:
        """Whether it is for the agents of that book."""
        return book in self.books or "common" in self.books

    def points_of(self, given: int | None = None) -> int:
        """The points to book, signed, when a person gives `given` (None: nothing; without sign, but for the extra).

        Raises:
            Refused: points are needed, or these are not allowed.
        """
        if self.points is None:
            if given:
                raise Refused(f"“{self.name}”（{self.id}）不记分，不要写分数。")
            return 0
        taken = _told(self, self.points, given, "分")
        return -taken if self.kind in DEDUCTIONS else taken

    def yuan_of(self, given: int | None = None, *, dismissed: bool = False, reason: str = "") -> int | None:
        """The yuan to book, without sign, when a person gives `given`; None where a ladder or nothing sets it.

        Args:
            dismissed: the person chose dismissal; where the clause says fine or dismissal, the fine may be left out.
            reason: where it names what the clause allows instead of the fine, the fine is left out.

        Raises:
            Refused: a sum is needed, or this one is not allowed.
        """
        if self.yuan is None:
            if given:
                how = "按第几次算" if self.ladder else "不涉及钱"
                raise Refused(f"“{self.name}”（{self.id}）{how}，不要写钱数。")
            return None
        if given is None and dismissed and self.dismissal == "may":
            return None
        if given is None and self.instead:
            if self.instead in reason:
                return None
            raise Refused(
                f"“{self.name}”（{self.id}）请写明罚多少元（{self.yuan}）；"
                f"不罚钱而{self.instead}的，在理由里写“{self.instead}”。"
            )
        return _told(self, self.yuan, given, "元")

    def dismisses(self, chosen: bool = False) -> bool:
        """Whether booking it goes with dismissal, when a person chose so or not.

        Raises:
            Refused: dismissal was chosen, and the clause does not allow it.
        """
        if chosen and not self.dismissal and self.kind != "dismissal":
            raise Refused(f"“{self.name}”（{self.id}）没有写可以开除。")
        return chosen or self.dismissal is True or self.kind == "dismissal"


def _told(item: Item, amount: Amount, given: int | None, unit: str) -> int:
    try:
        return amount.taken(given, unit)
    except Refused as error:
        raise Refused(f"“{item.name}”（{item.id}）{error}") from error
