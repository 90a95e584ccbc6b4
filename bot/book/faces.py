"""`huashu book coverage`: each clause of the handbook, what it asks for, what stands and what is missing.

A face counts as standing only when something carries what it needs: the books, or the clauses that other parts of
the product name as theirs.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from bot.book.handbook import Handbook
from bot.book.shelf import Shelf
from bot.book.source import read_yaml
from bot.book.validate import Strict, validated
from bot.paths import handbook_dir

Face = Literal["answer", "practise", "check", "ledger", "record", "clock", "compute"]

FACE_NAMES: dict[str, str] = {
    "answer": "答",
    "practise": "练",
    "check": "检",
    "ledger": "账",
    "record": "录",
    "clock": "时",
    "compute": "算",
}


class Demand(Strict):
    """What some clauses ask for beside being answerable, and by which rules they are checked."""

    clauses: list[str]
    needs: list[Face]
    rules: list[str] = []


class Demands(Strict):
    """The whole of `faces.yml`."""

    faces: list[Demand]


@dataclass(frozen=True)
class Cell:
    """One face of one clause. `missing` says what lacks; empty when the face stands."""

    clause: str
    face: Face
    missing: str


def read_demands() -> list[Demand]:
    """What each clause asks for, from `scripts/handbook/faces.yml`.

    Raises:
        BookError: the file is missing or not valid.
    """
    return validated(Demands, read_yaml(handbook_dir() / "faces.yml")).faces


def coverage(
    shelf: Shelf,
    handbook: Handbook,
    asked: Collection[str],
    computed: Collection[str],
    *,
    practised: Collection[str] = (),
    ledger: Collection[str] = (),
    records: Collection[str] = (),
    clocks: Collection[str] = (),
) -> list[Cell]:
    """Every clause times every face it needs.

    Args:
        asked: clause ids for which there are example questions.
        computed: clause ids whose formula is worked out.
        practised: clause ids of scenes, and of lines in them, for which there are customers to rehearse on.
        ledger: clause ids that an item of the assessment or of a desk's fines rests on.
        records: clause ids that a form or register rests on.
        clocks: clause ids whose time runs outside the scenes of the books.
    """
    in_scenes = {c for b in shelf for s in b.scenes.values() for c in s.clause.split()}
    in_lines = {c for b in shelf for line in b.lines.values() for c in line.clause.split()}
    rules = {rule for book in shelf for rule in book.rules}
    clocked = {
        clause
        for book in shelf
        for scene in book.scenes.values()
        if any(step.wait for step in scene.steps)
        for clause in scene.clause.split()
    }
    cells = [
        Cell(clause, "answer", "" if clause in asked or clause in in_scenes | in_lines else "没有例句")
        for clause in dict.fromkeys(c.id for c in handbook.clauses)
    ]
    for demand in read_demands():
        for clause in demand.clauses:
            for face in demand.needs:
                if face == "practise":
                    none = "模拟客户未做" if clause in in_scenes | in_lines else "没有场景"
                    missing = "" if _stands(clause, practised) else none
                elif face == "check":
                    lacking = [rule for rule in demand.rules if rule not in rules]
                    missing = f"缺规则 {' '.join(lacking)}" if lacking else ""
                elif face == "clock":
                    missing = "" if clause in clocked or _stands(clause, clocks) else "没有计时的步骤"
                elif face == "ledger":
                    missing = "" if _stands(clause, ledger) else "没有记账的项目"
                elif face == "compute":
                    missing = "" if clause in computed else "公式未实现"
                else:
                    missing = "" if _stands(clause, records) else "没有单据"
                cells.append(Cell(clause, face, missing))
    return cells


def _stands(clause: str, named: Collection[str]) -> bool:
    """Whether the clause is named, or one below it."""
    return any(name == clause or name.startswith(f"{clause}.") for name in named)
