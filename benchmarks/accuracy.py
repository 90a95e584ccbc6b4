"""How good the answers are on questions the training has not seen.

python -m benchmarks.accuracy --split test           # the figures of the README
python -m benchmarks.accuracy --split dev --errors   # and each error, for looking at
"""

import argparse
import json
from collections.abc import Iterable

from benchmarks.questions import Labelled, questions
from bot.language.model import LanguageModel
from bot.language.reading import Reading, read
from bot.language.store import language

#: Scenes that are easily taken for one another.
HARD = (
    ("silent_call", "quiet_caller", "noisy_line", "phone_fault"),
    ("angry_caller", "abusive_caller", "complaint"),
    ("hold", "transfer"),
)


def measure(model: LanguageModel, split: str, errors: bool = False) -> dict[str, object]:
    """All figures of one split, as shares between 0 and 1."""
    scenes = [(q, read(q.text, model)) for q in questions(split, "scenes")]
    rules = [(q, read(q.text, model)) for q in questions(split, "rules")]
    outside = [(q, read(q.text, model)) for q in questions(split, "outside")]
    answerable = [*scenes, *rules]
    hard = {scene for group in HARD for scene in group}
    found: dict[str, object] = {
        "model": model.version,
        "scene first": _share(_scene(q, r) for q, r in scenes),
        "scene first, hard groups": _share(_scene(q, r) for q, r in scenes if q.label in hard),
        "scene answered first": _share(_scene(q, r) and r.decision.kind == "scene" for q, r in scenes),
        "scene among two": _share(q.label in [s for s, _ in r.decision.scenes[:2]] for q, r in scenes),
        "clause first": _share(_ids(r)[0] in q.label.split() for q, r in rules),
        "clause first, the best one": _share(_ids(r)[0] == q.label.split()[0] for q, r in rules),
        "clause among five": _share(bool(set(_ids(r)) & set(q.label.split())) for q, r in rules),
        "turned away": _share(r.decision.kind == "unknown" for _, r in outside),
        "turned away or taken as talk": _share(
            r.decision.kind in ("unknown", "dialogue") for _, r in outside
        ),
        "answerable refused": _share(r.decision.kind == "unknown" for _, r in answerable),
        "questions": len(answerable) + len(outside),
    }
    if errors:
        _print_errors(scenes, rules, outside)
    return found


def _share(hits: Iterable[object]) -> float:
    listed = [bool(hit) for hit in hits]
    return round(sum(listed) / len(listed), 4)


def _scene(question: Labelled, reading: Reading) -> bool:
    return bool(reading.decision.scenes) and reading.decision.scenes[0][0] == question.label


def _ids(reading: Reading) -> list[str]:
    """The clause ids found, each once, five at most."""
    return list(dict.fromkeys(f.key.partition("#")[0] for f in reading.search.found))[:5]


def _print_errors(
    scenes: list[tuple[Labelled, Reading]],
    rules: list[tuple[Labelled, Reading]],
    outside: list[tuple[Labelled, Reading]],
) -> None:
    for question, reading in scenes:
        if not _scene(question, reading) or reading.decision.kind != "scene":
            print(question.label, question.text, reading.decision.kind, reading.decision.scenes[:3])
    for question, reading in rules:
        if _ids(reading)[0] not in question.label.split() or reading.decision.kind == "unknown":
            print(question.label, question.text, reading.decision.kind, _ids(reading))
    for question, reading in outside:
        if reading.decision.kind != "unknown":
            print(question.label, question.text, reading.decision.kind, reading.decision.intent)


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    print(json.dumps(measure(language(), options.split, options.errors), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
