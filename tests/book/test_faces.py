from bot.book.faces import coverage, read_demands
from bot.book.handbook import Handbook
from bot.book.shelf import Shelf
from bot.coach.arithmetic import FORMULAS
from bot.language.examples import read_examples


def test_faces_demands_name_clauses_that_exist(handbook: Handbook) -> None:
    assert [c for d in read_demands() for c in d.clauses if c not in handbook] == []


def test_faces_every_clause_can_be_asked_about(shelf: Shelf, handbook: Handbook) -> None:
    asked = {e.clause.partition("#")[0] for e in read_examples() if e.clause}
    cells = coverage(shelf, handbook, asked, set(FORMULAS))
    assert [cell.clause for cell in cells if cell.face == "answer" and cell.missing] == []


def test_faces_what_is_not_built_shows_as_missing(shelf: Shelf, handbook: Handbook) -> None:
    cells = coverage(shelf, handbook, set(), set())
    assert {c.face for c in cells if c.missing} >= {"ledger", "record", "practise", "compute"}
