"""The trained language of the product: what people mean, and which clause they ask about.

`rasa train` makes it; everything else loads the same files, without Rasa.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.errors import ModelError
from bot.language.clauses import ClauseFinder, Search
from bot.language.embedding import Embedder, Matrix, embedder
from bot.language.examples import FAMILIES
from bot.language.head import Head, Ranked
from bot.language.normalise import normalise
from bot.language.sounds import Sounds

#: The file that marks a folder as a language model.
MARK = "huashu.json"

#: The head that tells what kind of answer an asker wants: scene, clause, dialogue or unknown.
KINDS = "kind"

#: Raised when files of an older form can no longer be read.
FORM = 1

_REMEMBERED = 4096


@dataclass(frozen=True)
class LanguageModel:
    """Heads for the three families, the clause finder, and the embedder they share.

    Attributes:
        version: content hash of what it was trained on.
    """

    version: str
    sounds: Sounds
    heads: Mapping[str, Head]
    finder: ClauseFinder
    embedder: Embedder

    def recognise(self, text: str, family: str = "asker") -> Ranked:
        """What `text` means when somebody of that family says it."""
        plain = normalise(text)
        return self.heads[family].rank(plain, self.vector(plain))

    def kind(self, text: str) -> Ranked:
        """What kind of answer an asker wants."""
        return self.recognise(text, KINDS)

    def find_clauses(self, text: str, limit: int = 5) -> Search:
        """The clauses that `text` asks about."""
        plain = normalise(text)
        return self.finder.search(plain, self.vector(plain), limit)

    def vector(self, plain: str) -> Matrix:
        """The embedding of a normalised text; recent ones are remembered."""
        return _remembered(self.embedder, plain)

    def save(self, folder: Path) -> None:
        """Write the model to `folder`, its mark last."""
        folder.mkdir(parents=True, exist_ok=True)
        for head in self.heads.values():
            head.save(folder)
        self.finder.save(folder)
        marked = {"form": FORM, "version": self.version, "embedder": self.embedder.name}
        sounds = json.dumps(self.sounds, ensure_ascii=False)
        (folder / "sounds.json").write_text(sounds, encoding="utf-8")
        (folder / MARK).write_text(json.dumps(marked), encoding="utf-8")

    @staticmethod
    def load_sounds(folder: Path) -> Sounds:
        """The syllables alone, of what `save` wrote.

        Raises:
            ModelError: they cannot be read.
        """
        try:
            sounds: Sounds = json.loads((folder / "sounds.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"{folder}：模型读不出来（{error}）。请运行 make train 重新训练。") from error
        return sounds

    @classmethod
    def load(cls, folder: Path) -> "LanguageModel":
        """Read what `save` wrote.

        Raises:
            ModelError: the folder holds no such model, one of another form, or a damaged one.
        """
        try:
            marked = json.loads((folder / MARK).read_text(encoding="utf-8"))
            if marked["form"] != FORM:
                raise ModelError("模型是旧版本训练的。请运行 make train 重新训练。")
            sounds: Sounds = json.loads((folder / "sounds.json").read_text(encoding="utf-8"))
            heads = {family: Head.load(folder, family, sounds) for family in (*FAMILIES, KINDS)}
            finder = ClauseFinder.load(folder, sounds)
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{folder}：模型读不出来（{error}）。请运行 make train 重新训练。") from error
        if marked["embedder"] != embedder().name:
            raise ModelError(
                f"模型是用 {marked['embedder']} 训练的，现在装的是 {embedder().name}。请运行 make train。"
            )
        return cls(marked["version"], sounds, heads, finder, embedder())


@lru_cache(maxsize=_REMEMBERED)
def _remembered(model: Embedder, plain: str) -> Matrix:
    row: Matrix = model.embed([plain or " "])[0]
    return row
