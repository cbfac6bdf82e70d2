"""The web chat, asked over HTTP as its page asks."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from bot.channels.web.channel import WebChannel
from bot.messages import Arrival
from bot.ports.files import FileLimits
from bot.storage.engine.opening import FILE, open_sqlite
from bot.storage.engine.statements import Database
from bot.storage.files.kept import FileStore
from bot.storage.web import WebMessages
from bot.texts import Texts
from support import pictures
from support.waiting import PATIENCE

NOW = datetime(2022, 2, 15, 2, tzinfo=UTC)

TEXTS = Texts()

OWN = {"X-OCOP": "1"}

JPEG = pictures.plain()


class FakeDesk:
    """Remembers what it was given, once for each update; can be out of order."""

    def __init__(self) -> None:
        self.taken: dict[str, Arrival] = {}
        self.down = False

    async def receive(self, arrivals: Sequence[Arrival]) -> None:
        if self.down:
            raise ConnectionError("database is down")
        for arrival in arrivals:
            self.taken.setdefault(arrival.update_id, arrival)

    @property
    def last(self) -> Arrival:
        return list(self.taken.values())[-1]


@dataclass
class Web:
    """A channel with what it stands on."""

    channel: WebChannel
    database: Database
    dispatcher: FakeDesk
    files: FileStore
    app: Starlette
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    def browser(self, **headers: str) -> httpx.AsyncClient:
        """Somebody's browser, with its own cookies."""
        transport = httpx.ASGITransport(self.app)
        client = httpx.AsyncClient(transport=transport, base_url="http://web.test", headers=headers)
        self.clients.append(client)
        return client

    async def visitor(self) -> httpx.AsyncClient:
        """A browser that has opened the page."""
        browser = self.browser()
        assert (await browser.get("/api/state")).status_code == 200
        return browser

    async def close(self) -> None:
        for client in self.clients:
            await client.aclose()
        await self.database.close()


@pytest.fixture
def folder(migrated_sqlite: Path, tmp_path: Path) -> Path:
    """A folder with an empty database."""
    shutil.copy(migrated_sqlite, tmp_path / FILE)
    return tmp_path


async def open_web(folder: Path, **changes: Any) -> Web:
    database, dispatcher, files = await open_sqlite(folder), FakeDesk(), FileStore(folder / "files")
    values: dict[str, Any] = {
        "messages": WebMessages(database),
        "files": files,
        "texts": TEXTS,
        "clock": lambda: NOW,
        "intake": dispatcher.receive,
        "secret": "s" * 32,
        "secure": False,
    }
    channel = WebChannel(**{**values, **changes})
    return Web(channel, database, dispatcher, files, Starlette(routes=channel.routes()))


@pytest.fixture
async def web(folder: Path) -> AsyncIterator[Web]:
    web = await open_web(folder, limits=FileLimits(largest=len(JPEG) + 100))
    yield web
    await web.close()


@asynccontextmanager
async def served(web: Web) -> AsyncIterator[str]:
    server = uvicorn.Server(
        uvicorn.Config(web.app, port=0, log_config=None, log_level="error", lifespan="off", ws="none")
    )
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    await web.channel.stop()
    server.should_exit = True
    await asyncio.wait_for(task, PATIENCE)
