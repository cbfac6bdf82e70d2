"""A YAML file together with its line numbers, so that a mistake can be shown where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from ocop_domain.data import LOADER

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong, in which line."""

    line: int
    text: str


class Lined:
    """The data of what `yaml.compose` made of a text, and the line of each entry. ValueError: a value is none."""

    def __init__(self, root: yaml.Node | None) -> None:
        self.data: Any = LOADER("").construct_document(root) if root else None
        self._lines = dict(_walk(root, ())) if root else {}

    def line(self, path: Path) -> int:
        """The line of the entry at `path`, or of the nearest entry around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)


def _walk(node: yaml.Node, path: Path) -> Iterator[tuple[Path, int]]:
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*path, key.value)
            yield from _walk(value, inner)
            yield inner, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _walk(value, (*path, index))
