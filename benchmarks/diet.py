"""Our recogniser against Rasa's default pipeline (jieba + DIET), same examples, same questions.

DIET needs hours for all our examples, so both learn from the same sample: `--examples` of each scene.

    python -m benchmarks.diet --examples 20 --epochs 100 --split dev
"""

import argparse
import asyncio
import json
import logging
import os
import tempfile
import time
from pathlib import Path

from benchmarks.questions import Labelled, questions
from bot.language.embedding import embedder
from bot.language.examples import Example, read_examples, scene_of
from bot.language.head_training import Features, train_head
from bot.language.normalise import normalise
from bot.language.sounds import sound_table

_PIPELINE = """recipe: default.v1
assistant_id: diet
language: zh
pipeline:
  - name: JiebaTokenizer
  - name: RegexFeaturizer
    use_word_boundaries: false
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {epochs}
    constrain_similarities: true
    random_seed: 1
policies: []
"""


def sample(count: int) -> list[Example]:
    """`count` examples of each scene, evenly spread over its voices."""
    chosen: list[Example] = []
    by_scene: dict[str, list[Example]] = {}
    for example in read_examples():
        if scene_of(example.intent):
            by_scene.setdefault(example.intent, []).append(example)
    for examples in by_scene.values():
        step = len(examples) / count
        chosen += [examples[int(i * step)] for i in range(count)]
    return chosen


def ours(examples: list[Example], asked: list[Labelled]) -> tuple[float, float]:
    """Training time in seconds and accuracy of our recogniser."""
    model = embedder()
    model.embed(["预热"])
    started = time.perf_counter()
    vectors = model.embed([normalise(e.text) for e in examples])
    features = Features.of(examples, sound_table(), vectors, [True] * len(examples))
    head = train_head("asker", examples, features)
    trained = time.perf_counter() - started
    right = 0
    for label, text in asked:
        plain = normalise(text)
        right += head.rank(plain, model.embed([plain])[0]).top == f"ask_{label}"
    return trained, right / len(asked)


def diet(examples: list[Example], asked: list[Labelled], epochs: int) -> tuple[float, float]:
    """Training time in seconds and accuracy of Rasa's default pipeline."""
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        (path / "config.yml").write_text(_PIPELINE.format(epochs=epochs), encoding="utf-8")
        by_intent: dict[str, list[str]] = {}
        for example in examples:
            by_intent.setdefault(example.intent, []).append(example.text)
        blocks = [
            f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)
            for intent, texts in by_intent.items()
        ]
        (path / "nlu.yml").write_text('version: "3.1"\nnlu:\n' + "".join(blocks), encoding="utf-8")
        started = time.perf_counter()
        model = train_nlu(str(path / "config.yml"), str(path / "nlu.yml"), str(path))
        trained = time.perf_counter() - started
        agent = Agent.load(model)

        async def parse_all() -> int:
            right = 0
            for label, text in asked:
                parsed = await agent.parse_message(text)
                right += parsed["intent"]["name"] == f"ask_{label}"
            return right

        return trained, asyncio.run(parse_all()) / len(asked)


def main() -> None:
    """Print both as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=20)
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    options = parser.parse_args()
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    examples = sample(options.examples)
    asked = questions(options.split, "scenes")
    found = {"examples": len(examples), "questions": len(asked), "epochs": options.epochs}
    for name, (seconds, accuracy) in {
        "ours": ours(examples, asked),
        "diet": diet(examples, asked, options.epochs),
    }.items():
        found |= {f"{name}_training_seconds": round(seconds, 1), f"{name}_accuracy": round(accuracy, 4)}
        found |= {f"{name}_errors": round((1 - accuracy) * len(asked))}
        print(json.dumps(found, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
