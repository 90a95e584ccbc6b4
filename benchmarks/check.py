"""How well the checker judges: labelled conversations by authors who never saw rules or examples.

`python -m benchmarks.check` judges the test set; `--split dev` the development set, with `--errors` its errors.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.check.desk import checker
from bot.conversation.conversation import conversation_of
from bot.paths import home

VIOLATED = "violated"


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


def main() -> None:
    """Print precision and recall a rule."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--split", default="test", choices=["dev", "test"])
    parser.add_argument(
        "--errors", nargs="*", help="show the errors of these rules (all without names); dev only"
    )
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    silent = 0
    unmoved = 0
    for data, report, pairs in compare(options.split):
        for rule, (label, outcome) in pairs.items():
            found = counts.setdefault(rule, Counter())
            found["right" if label == outcome else "wrong"] += 1
            found["tp"] += label == outcome == VIOLATED
            found["fp"] += outcome == VIOLATED != label
            found["fn"] += label == VIOLATED != outcome
            unmoved += label == "not_applicable"
            silent += label == "not_applicable" and outcome == VIOLATED
            wrong = (label == VIOLATED) != (outcome == VIOLATED)
            chosen = options.errors is not None and (not options.errors or rule in options.errors)
            if wrong and chosen and options.split == "dev":
                _show(data, report, rule, label, outcome)
    print("rule  precision  recall  violated  outcome right")
    for rule in sorted(counts):
        print(_row(rule, counts[rule]))
    total = Counter[str]()
    for found in counts.values():
        total.update(found)
    print(_row("all", total))
    print(f"not applicable taken for violated: {silent / max(1, unmoved):.2%} of {unmoved}")


def _row(name: str, found: Counter[str]) -> str:
    tp, fp, fn = found["tp"], found["fp"], found["fn"]
    precision = f"{tp / (tp + fp):.3f}" if tp + fp else "-"
    recall = f"{tp / (tp + fn):.3f}" if tp + fn else "-"
    right = found["right"] / max(1, found["right"] + found["wrong"])
    return f"{name:5} {precision:>9} {recall:>7} {tp + fn:>9}  {right:.3f}   (tp {tp} fp {fp} fn {fn})"


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
