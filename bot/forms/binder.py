"""All forms together: read from `scripts/forms/`, and found by what people call them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.book.handbook import Handbook
from bot.book.source import Source, read_yaml
from bot.book.validate import validated
from bot.errors import BookError, NotFound
from bot.forms.model import Form
from bot.paths import scripts_dir

_SPACES = re.compile(r"\s")


@dataclass(frozen=True)
class Binder:
    """The forms by id, and the files they came from."""

    forms: dict[str, Form]
    sources: dict[str, Source]

    def __iter__(self) -> Iterator[Form]:
        return iter(self.forms.values())

    def __getitem__(self, form: str) -> Form:
        """The form of that id, title or name.

        Raises:
            NotFound: there is none; the message lists those there are.
        """
        found = self.forms.get(form) or self.named(form)
        if found is None:
            there = "、".join(f"{each.title}（{each.form}）" for each in self)
            raise NotFound(f"没有“{form}”这种单子。可以填：{there}。")
        return found

    def named(self, said: str) -> Form | None:
        """The form that is called so, or whose name stands in what was said; the longest name wins."""
        said = _SPACES.sub("", said)
        named = [(len(name), form) for form in self for name in (*form.names, form.title) if name in said]
        return max(named, key=lambda pair: pair[0])[1] if named else None

    def clauses(self) -> set[str]:
        """Every clause that some form rests on."""
        return set[str]().union(*(form.clauses() for form in self))

    def unknown_clauses(self, handbook: Handbook) -> list[str]:
        """Clauses that the handbook does not have, each with file and line."""
        return [
            f"{source.where(place)}：手册里没有 {clause} 这一条。"
            for source in self.sources.values()
            for place, clauses in _written_clauses(source)
            for clause in clauses.split()
            if clause not in handbook
        ]


def read_binder(folder: Path | None = None) -> Binder:
    """Read every `*.yml` of `folder` (the project's `scripts/forms/` by default).

    Raises:
        BookError: with file, line and what would be valid.
    """
    folder = folder or scripts_dir() / "forms"
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise BookError(f"{folder}：没有单据文件（*.yml）。请检查 HUASHU_HOME，或放入一张单子。")
    sources = {path.stem: read_yaml(path) for path in paths}
    forms: dict[str, Form] = {}
    for name, source in sources.items():
        form = validated(Form, source)
        if form.form != name:
            raise BookError(
                f"{source.where(('form',))}：form 写的是“{form.form}”，文件名是“{name}.yml”。请改成一样。"
            )
        _apart(form, forms, source)
        forms[name] = form
    return Binder(forms, sources)


@lru_cache(maxsize=1)
def binder() -> Binder:
    """The project's forms, read once a process."""
    return read_binder()


def _apart(form: Form, others: dict[str, Form], source: Source) -> None:
    """Two forms share neither prefix nor name: numbers and wishes must lead to one of them only."""
    for other in others.values():
        if other.prefix == form.prefix:
            raise BookError(
                f"{source.where(('prefix',))}：编号的字母“{form.prefix}”已经给了{other.title}。请换一个。"
            )
        shared = {*form.names, form.title} & {*other.names, other.title}
        if shared:
            raise BookError(
                f"{source.where(('names',))}：“{min(shared)}”已经是{other.title}的叫法。请换一个。"
            )


def _written_clauses(source: Source) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each `clause:` of a file, with its place."""
    for place in source.lines:
        if place and place[-1] == "clause":
            value = source.data
            for key in place:
                value = value[key]
            yield place, str(value)
