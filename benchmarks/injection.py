"""Re-makes the table of docs/injection.md: `python -m benchmarks.injection` (`--count 20` conversations a rule)."""

import argparse
import re
from collections.abc import Iterator

from bot.book.shelf import shelf
from bot.check.injection.injection import Injection
from bot.check.injection.measure import Measured, measured, total
from bot.language.examples import read_examples
from bot.language.store import acts, sounds
from bot.paths import home

Figures = dict[str, dict[str, Measured]]

_MARK = "## Figures\n"


def figures(count: int) -> Figures:
    """By book and rule."""
    examples = read_examples()
    found = {}
    for book in shelf():
        injection = Injection(book, sounds(), acts(), examples)
        found[book.book] = measured(injection.labelled(count), injection.checker)
    return found


def table(found: Figures) -> Iterator[str]:
    """A row a rule, a column a book; the last columns are over all books."""
    yield f"| rule | {' | '.join(found)} | all | N | broken by (not found) |"
    yield "|---" * (len(found) + 4) + "|"
    for rule in sorted({rule for of in found.values() for rule in of}):
        row = {book: of[rule] for book, of in found.items() if rule in of}
        all_ = total(row)
        yield f"| {rule} | {_cells(found, row)} | {_share(all_)} | {all_.injected} | {_ways(all_)} |"
    row = {book: total(of) for book, of in found.items()}
    yield f"| all | {_cells(found, row)} | {_share(total(row))} | {total(row).injected} | |"


def _cells(found: Figures, row: dict[str, Measured]) -> str:
    return " | ".join(_share(row[book]) if book in row else "" for book in found)


def _share(one: Measured) -> str:
    return " / ".join("–" if share is None else f"{share:.2f}" for share in (one.precision, one.recall))


def _ways(one: Measured) -> str:
    ways = sorted(one.ways.items())
    return ", ".join(f"{way} {n}" + (f" ({one.missed[way]})" if one.missed[way] else "") for way, n in ways)


def main() -> None:
    """Write the table into the document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=20)
    count = parser.parse_args().count
    path = home() / "docs" / "injection.md"
    text, _, _ = path.read_text(encoding="utf-8").partition(_MARK)
    text = re.sub(r"\*\*\d+\*\* conversations a rule", f"**{count}** conversations a rule", text)
    path.write_text(text + _MARK + "\n" + "\n".join(table(figures(count))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
