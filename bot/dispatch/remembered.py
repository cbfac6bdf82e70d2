"""Reads that are remembered within a turn: what was asked once is not asked again before the turn has ended."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from typing import Any, cast

from bot.handlers.services import Reads


def remembered(reads: Reads) -> Reads:
    """The same reads for one turn; nothing that they tell changes meanwhile, for a turn writes at its end."""
    return cast(Reads, _Remembered(reads))


class _Remembered:
    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._known: dict[Hashable, tuple[object, Any]] = {}

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        ask = getattr(self._reads, name)

        async def asked(*args: Any, **named: Any) -> Any:
            key = (name, *map(_named, args), *((word, _named(value)) for word, value in sorted(named.items())))
            if key not in self._known:
                # The arguments are kept too: a key may name one by its place in memory.
                self._known[key] = (args, await ask(*args, **named))
            found = self._known[key][1]
            return list(found) if isinstance(found, list) else found

        return asked


def _named(value: Any) -> Hashable:
    """What tells this argument from others."""
    if isinstance(value, list):
        return tuple(map(_named, value))
    try:
        hash(value)
    except TypeError:
        return ("at", id(value))
    return cast(Hashable, value)
