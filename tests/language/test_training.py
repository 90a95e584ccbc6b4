"""A small model trained anew: training is deterministic and learns what it is shown."""

from dataclasses import dataclass, field

import numpy as np

from bot.language.examples import Example
from bot.language.head_training import Features, train_head
from bot.language.normalise import normalise
from bot.language.sounds import sound_table

SHOWN = {
    "ask_silent_call": ["客户不说话", "电话没声音", "喂了半天没人应", "那头没动静", "一点声音都没有"],
    "ask_bargain": ["买家砍价", "嫌贵要便宜点", "能不能打折", "还价还得狠", "要我抹零头"],
    "ask_callback": ["回访怎么开头", "打回访电话", "回访问什么", "给老客户回访", "三天内回访"],
}


@dataclass
class Letters:
    """An embedder that counts letters: enough to train on, and quick."""

    name: str = "letters"
    seen: list[str] = field(default_factory=list)

    def embed(self, texts: list[str]) -> np.ndarray:
        rows = np.zeros((len(texts), 32), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for letter in text:
                row[ord(letter) % 32] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def _train():
    examples = [
        Example(t, intent, voice="ab"[n % 2]) for intent, texts in SHOWN.items() for n, t in enumerate(texts)
    ]
    vectors = Letters().embed([normalise(e.text) for e in examples])
    features = Features.of(examples, sound_table(), vectors, [True] * len(examples))
    return train_head("asker", examples, features)


def test_training_learns_what_it_is_shown() -> None:
    head = _train()
    for intent, texts in SHOWN.items():
        assert head.rank(normalise(texts[0]), Letters().embed([texts[0]])[0]).top == intent


def test_training_twice_gives_the_same_weights() -> None:
    first, second = _train(), _train()
    assert first.ngrams.vocabulary == second.ngrams.vocabulary
    assert np.array_equal(first.by_grams, second.by_grams)
