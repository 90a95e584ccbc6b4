"""How practice is read, wherever it is shown: in the chat, on the page and on the terminal."""

from collections.abc import Iterable, Mapping

from bot.book.model import Book
from bot.check.finding import Finding
from bot.practice.setting import AND

#: What is heard instead of words, or beside them.
_MARKS: Mapping[str, str] = {
    "silence": "（没有声音）",
    "noise": "（杂音）",
    "low_volume": "（声音很小）",
    "dialect": "（方言）",
}


def heard(text: str, signals: Iterable[str]) -> str:
    """What the customer says, with what the telephone notices before it."""
    return "".join(_MARKS.get(signal, "") for signal in signals) + text


def finding_line(finding: Finding) -> str:
    """A finding on one line."""
    return f"－ {finding.message}（{finding.clause}，扣{finding.points}分）"


def scene_name(book: Book, scene: str) -> str:
    """The name of a scene, or those of a call that changes in the middle."""
    return "，接着".join(book.scenes[part].name for part in scene.split(AND))


def scene_id(book: Book, named: str) -> str:
    """The scene that is meant by its name or id, or several with + between them; what is not known stays."""
    ids = {scene.name: name for name, scene in book.scenes.items()}
    return AND.join(ids.get(part.strip(), part.strip()) for part in named.split(AND))


def sentences(first: str, second: str) -> str:
    """Two sayings, neither of them empty, one after the other in one turn."""
    return first + ("" if first[-1] in "。！？!?~～…，：" else "。") + second
