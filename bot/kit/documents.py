"""JSON that came from outside."""

from __future__ import annotations

import json
from typing import Any

_FEW = 100
"""Brackets: with fewer nothing can be nested too deeply, and nobody has to look."""
_DEEPEST = 40


def read_json(raw: str | bytes) -> Any:
    """The document; ValueError when it is none, or nested more deeply than anything that is said to us."""
    try:
        found = json.loads(raw)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    brackets = raw.count("[") + raw.count("{") if isinstance(raw, str) else raw.count(b"[") + raw.count(b"{")
    if brackets > _FEW and _deeper(found, _DEEPEST):
        raise ValueError("nested too deeply")
    return found


def _deeper(document: Any, most: int) -> bool:
    """Whether lists and objects lie in each other more than `most` times: level by level, without recursion."""
    level = [document]
    for _ in range(most + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [inner for inner in held if isinstance(inner, dict | list)]
