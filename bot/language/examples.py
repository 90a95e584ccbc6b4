"""The example utterances of `data/nlu/`, read without Rasa.

Families: what the asking agent types to the coach (`asker`), what agents say to customers (`agent`),
and what customers say (`customer`). The family follows from the intent's name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.book.source import read_yaml
from bot.errors import BookError
from bot.paths import home

FAMILIES = ("asker", "agent", "customer")

#: The intent of questions about the staff rules; each example names its clause.
RULE = "ask_rule"
#: The intent of everything the coach must turn away.
OUTSIDE = "out_of_scope"
#: What every intent begins with that asks for a scene.
SCENE = "ask_"


@dataclass(frozen=True)
class Example:
    """One example utterance.

    Attributes:
        clause: the key of the clause it asks about (`ask_rule` only).
        voice: who wrote it; examples of one voice share an author.
    """

    text: str
    intent: str
    clause: str = ""
    voice: str = ""

    @property
    def family(self) -> str:
        """asker, agent or customer."""
        return family_of(self.intent)


def family_of(intent: str) -> str:
    """The family that an intent belongs to."""
    prefix = intent.split("_", 1)[0]
    return prefix if prefix in FAMILIES else "asker"


def kind_of(intent: str) -> str:
    """scene, clause, dialogue or unknown: what an asker's intent asks of the coach."""
    if intent == RULE:
        return "clause"
    if intent == OUTSIDE:
        return "unknown"
    return "scene" if intent.startswith(SCENE) else "dialogue"


def scene_of(intent: str) -> str:
    """The scene that an intent asks for, or an empty string."""
    return intent.removeprefix(SCENE) if intent.startswith(SCENE) and intent != RULE else ""


def read_examples(folder: Path | None = None) -> list[Example]:
    """Every example of every file below `folder` (`data/nlu` by default), in order.

    Raises:
        BookError: a file is not Rasa NLU YAML.
    """
    folder = folder or home() / "data" / "nlu"
    return [e for path in sorted(folder.rglob("*.yml")) for e in read_file(path)]


def read_file(path: Path | str) -> Iterator[Example]:
    """Every example of one file.

    Raises:
        BookError: it is not Rasa NLU YAML.
    """
    source = read_yaml(Path(path))
    blocks: Iterable[dict[str, Any]] = source.data.get("nlu") or []
    for index, block in enumerate(blocks):
        if not isinstance(block.get("examples"), str) or "intent" not in block:
            raise BookError(f"{source.where(('nlu', index))}：这一段要有 intent 和 examples: |。")
        metadata = block.get("metadata") or {}
        for line in block["examples"].splitlines():
            text = line.strip().removeprefix("-").strip()
            if text:
                yield Example(
                    text,
                    block["intent"],
                    str(metadata.get("clause", "")),
                    str(metadata.get("voice", "")),
                )
