"""One SQL statement with its arguments, and what must come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from bot.handlers.services import Conflict

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """`changes` is the number of rows it must change: another number undoes the whole unit (`conflict`).

    `rows` asks for the rows of a RETURNING clause.
    """

    sql: str
    args: tuple[Any, ...] = ()
    changes: int | None = None
    conflict: type[Conflict] = Conflict
    rows: bool = False


class Database(Protocol):
    """An engine: all statements of a unit are written together, durably, or none is."""

    concat: str
    """The name of the aggregate that joins texts."""
    field: str
    """How one field of a document is read: the column and the name of the field are filled in."""
    alone: bool
    """Whether no other process ever works with the same database."""
    first: bool
    """Whether no other process was there when this one began."""
    skip_locked: str
    """The end of a query that leaves alone what others are taking."""
    seconds: str
    """The present moment in seconds, by a clock that all processes share."""

    async def write(self, unit: Sequence[Statement]) -> list[list[Row]]:
        """Commits the unit; the rows of each statement that asked for them."""

    async def fetch(self, sql: str, args: tuple[Any, ...] = ()) -> list[Row]: ...

    async def close(self) -> None: ...


@cache
def numbered(sql: str) -> str:
    """The statement with $1, $2 … for each question mark: no text in our SQL holds one."""
    head, *rest = sql.split("?")
    return head + "".join(f"${n}{part}" for n, part in enumerate(rest, 1))
