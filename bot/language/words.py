"""Chinese words by jieba, with the trades' own vocabulary."""

from functools import lru_cache
from pathlib import Path

from bot.paths import home


def dictionary_path() -> Path:
    """The trades' words, in jieba's format: word, frequency, part of speech."""
    return home() / "data" / "dictionary" / "trades.txt"


@lru_cache(maxsize=1)
def tokenizer():  # type: ignore[no-untyped-def]  # jieba has no types
    """A tokenizer of our own: jieba's global one would share its dictionary with everybody."""
    import jieba

    jieba.setLogLevel("WARNING")
    own = jieba.Tokenizer()
    own.load_userdict(str(dictionary_path()))
    return own


def words(text: str) -> list[tuple[str, int]]:
    """The words of `text` with the offset of each."""
    return [(word, start) for word, start, _ in tokenizer().tokenize(text)]
