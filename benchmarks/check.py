"""How well the checker judges: labelled conversations by authors who never saw rules or examples.

`python -m benchmarks.check` judges the test set; `--split dev` the development set, with `--errors` its errors.
`--write` judges both and writes the table of docs/check.md.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.check.desk import checker
from bot.conversation.conversation import conversation_of
from bot.paths import home

VIOLATED = "violated"

#: The head of the table in the document.
_TABLE = (
    "| rule | test precision | test recall | violations | dev precision | dev recall | violations |\n"
    "|---|---|---|---|---|---|---|\n"
)


def conversations(split: str) -> Iterator[dict[str, Any]]:
    """The labelled conversations of a split, in order."""
    for path in sorted((home() / "benchmarks" / "data" / "check" / split).glob("*.jsonl")):
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def compare(split: str) -> Iterator[tuple[dict[str, Any], Any, dict[str, tuple[str, str]]]]:
    """Each conversation with its report and, by rule, label and outcome."""
    for data in conversations(split):
        labels = data["labels"]
        given = {key: value for key, value in data.items() if key != "labels"}
        report = checker(data["book"]).check(conversation_of(given))
        pairs = {r: (labels.get(r, "not_applicable"), o) for r, o in report.outcomes.items()}
        yield data, report, pairs


@dataclass
class Measured:
    """What a split came out as.

    Attributes:
        rules: by rule, how often it was found rightly (tp), wrongly (fp) and not (fn), and its outcome right or wrong.
        unmoved: moments that never came, in how many of which a violation was found (`silent`).
    """

    rules: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    unmoved: int = 0
    silent: int = 0

    @property
    def total(self) -> Counter[str]:
        """Over all rules."""
        return sum(self.rules.values(), Counter[str]())


def measured(split: str, shown: Sequence[str] | None = None) -> Measured:
    """Judge a split; the errors of the rules `shown` (all where it is empty) are printed."""
    found = Measured()
    for data, report, pairs in compare(split):
        for rule, (label, outcome) in pairs.items():
            counts = found.rules[rule]
            counts["right" if label == outcome else "wrong"] += 1
            counts["tp"] += label == outcome == VIOLATED
            counts["fp"] += outcome == VIOLATED != label
            counts["fn"] += label == VIOLATED != outcome
            found.unmoved += label == "not_applicable"
            found.silent += label == "not_applicable" and outcome == VIOLATED
            wrong = (label == VIOLATED) != (outcome == VIOLATED)
            if wrong and shown is not None and (not shown or rule in shown):
                _show(data, report, rule, label, outcome)
    return found


def main() -> None:
    """Print precision and recall a rule, or write them into the document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--split", default="test", choices=["dev", "test"])
    parser.add_argument(
        "--errors", nargs="*", help="show the errors of these rules (all without names); dev only"
    )
    parser.add_argument(
        "--write", action="store_true", help="write the table of both splits into docs/check.md"
    )
    options = parser.parse_args()
    if options.write:
        _write(measured("test"), measured("dev"))
        return
    found = measured(options.split, options.errors if options.split == "dev" else None)
    print("rule  precision  recall  violated  outcome right")
    for rule in sorted(found.rules):
        print(_row(rule, found.rules[rule]))
    print(_row("all", found.total))
    print(_silent(found))


def _shares(found: Counter[str]) -> tuple[str, str, int]:
    tp, fp, fn = found["tp"], found["fp"], found["fn"]
    precision = f"{tp / (tp + fp):.3f}" if tp + fp else "-"
    return precision, f"{tp / (tp + fn):.3f}" if tp + fn else "-", tp + fn


def _row(name: str, found: Counter[str]) -> str:
    precision, recall, violated = _shares(found)
    right = found["right"] / max(1, found["right"] + found["wrong"])
    counts = " ".join(f"{key} {found[key]}" for key in ("tp", "fp", "fn"))
    return f"{name:5} {precision:>9} {recall:>7} {violated:>9}  {right:.3f}   ({counts})"


def _silent(found: Measured) -> str:
    return f"not applicable taken for violated: {found.silent / max(1, found.unmoved):.2%} of {found.unmoved}"


def _write(test: Measured, dev: Measured) -> None:
    """Put the table and the sentence below it in place of the document's."""
    path = home() / "docs" / "check.md"
    text = path.read_text(encoding="utf-8")
    cells = {r: [*_shares(test.rules[r]), *_shares(dev.rules[r])] for r in sorted({*test.rules, *dev.rules})}
    cells["all"] = [*_shares(test.total), *_shares(dev.total)]
    rows = [f"| {rule} | {' | '.join(map(str, row))} |" for rule, row in cells.items()]
    below = f"Test set: {_silent(test)}. Development set: {_silent(dev)}."
    before, head, rest = text.partition(_TABLE)
    after = rest.split("Test set: ", 1)[1].split("\n", 1)[1]
    path.write_text(before + head + "\n".join(rows) + f"\n\n{below}\n" + after, encoding="utf-8")


def _show(data: dict[str, Any], report: Any, rule: str, label: str, outcome: str) -> None:
    head = {k: v for k, v in data.items() if k not in ("turns", "labels", "id", "agent")}
    print(
        f"\n## {rule} {data['id']} label {label}, outcome {outcome}  {json.dumps(head, ensure_ascii=False)}"
    )
    for number, turn in enumerate(data["turns"]):
        times = f" {turn['start']}-{turn.get('end')}" if "start" in turn else ""
        print(f"  {number} {turn['role'][0]}{times} {turn.get('signals', '')} {turn['text']}")
    for finding in report.findings:
        if finding.rule == rule:
            print(
                "  >>", finding.turn, finding.message, [e.quote for e in finding.evidence], finding.confidence
            )


if __name__ == "__main__":
    main()
