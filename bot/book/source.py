"""YAML files read with the line of every value, so that an error can name its place."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.errors import BookError, reason

Place = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Source:
    """One YAML file: its data, and the line (from 1) where each path of keys begins.

    `beside` are further files whose entries were taken into the data.
    """

    path: Path
    data: Any
    lines: dict[Place, int] = field(default_factory=dict)
    beside: "tuple[Source, ...]" = ()

    def line_of(self, place: Place) -> int:
        """The line of `place`, or of the nearest enclosing value that has one."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def where(self, place: Place = ()) -> str:
        """`file:line` for a message."""
        for other in self.beside:
            if place[:2] in other.lines:
                return f"{other.path.parent.name}/{other.where(place)}"
        return f"{self.path.name}:{self.line_of(place)}"


def read_yaml(path: Path) -> Source:
    """Read one YAML file.

    Raises:
        BookError: the file is missing, is not UTF-8, is not YAML, or names a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BookError(f"{path}：打不开（{reason(error)}）。请检查文件名和权限。") from error
    except UnicodeDecodeError as error:
        raise BookError(
            f"{path.name}：第 {error.start} 字节不是 UTF-8。请用 UTF-8 编码另存后再试。"
        ) from error
    lines: dict[Place, int] = {}
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise BookError(f"{path.name}:1：文件是空的。请写上 book、title 和 lines。")
        _mark(node, (), lines, path)
        data = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BookError(
            f"{path.name}:{line}：不是合法的 YAML（{error.problem}）。请检查缩进、冒号和引号。"
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        raise BookError(f"{path.name}：不是合法的 YAML（{error}）。") from error
    finally:
        loader.dispose()
    return Source(path, data, lines)


def _mark(node: yaml.Node, place: Place, lines: dict[Place, int], path: Path) -> None:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*place, key.value)
            if inner in lines:
                raise BookError(
                    f"{path.name}:{key.start_mark.line + 1}："
                    f"“{key.value}”写了两次（第一次在第 {lines[inner]} 行）。请删去一个。"
                )
            lines[inner] = key.start_mark.line + 1
            _mark(value, inner, lines, path)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _mark(value, (*place, index), lines, path)
