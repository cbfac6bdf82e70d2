"""PostgreSQL stopped, frozen and started again under the running assistant; and a pooler before it."""

from __future__ import annotations

import asyncio
import getpass
import os
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import httpx
import pytest
from structlog.testing import capture_logs
from support.assistants import assistant_on, free_port, settings_for
from support.clocks import HandClock
from support.databases import migrated_server
from support.needs import needed
from support.postgres import Server, postgres_server
from support.sites import Site, plain
from support.waiting import PATIENCE, until

from bot.app import Assistant
from bot.handlers.services import DatabaseDown
from bot.storage.engine.postgres import Postgres
from bot.storage.engine.statements import Statement

HEADS = {"X-OCOP": "1", "Content-Type": "application/json"}
LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 3083"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of this file's own: others go on."""
    with postgres_server() as server:
        yield server


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patience as nobody has it in production."""
    monkeypatch.setattr("bot.storage.engine.postgres.PATIENCE", 0.5)
    monkeypatch.setattr("bot.storage.engine.postgres_presence.AGAIN", 0.05)
    monkeypatch.setattr("bot.storage.engine.postgres_presence.LOOK", 0.3)
    monkeypatch.setattr("bot.dispatch.dispatcher._WAITS", (0.05,))


@pytest.fixture
async def assistant(server: Server, tmp_path: Path, short: None) -> AsyncIterator[Assistant]:
    url = await asyncio.to_thread(server.fresh)
    await asyncio.to_thread(migrated_server, url)
    async with assistant_on(settings_for(tmp_path, database_url=url), HandClock()) as assistant:
        yield assistant


def browser(assistant: Assistant) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=assistant.server)
    return httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=HEADS)


async def _refused(page: httpx.AsyncClient, number: int) -> None:
    """Whatever the page asks is refused with 503, and says it in a way that the page understands."""
    answers = [
        await page.post("/api/send", json={"id": f"lost{number:05}", "kind": "text", "text": "/help"}),
        await page.get("/api/state"),
        await page.get("/api/history?before=1"),
    ]
    assert [a.status_code for a in answers] == [503] * 3
    assert {a.json()["error"] for a in answers} == {"web.busy"}
    ready = await page.get("/readyz")
    assert (ready.status_code, ready.text.partition(":")[0]) == (503, "database")


async def _taken(page: httpx.AsyncClient, number: int) -> None:
    """Sent until it is taken, as the page does."""
    said = {"id": f"good{number:05}", "kind": "text", "text": "/help"}
    async with asyncio.timeout(PATIENCE):
        while (await page.post("/api/send", json=said)).status_code != 202:
            await asyncio.sleep(0.05)


async def _locks(assistant: Assistant) -> int:
    try:
        return int((await assistant.store.database.fetch(LOCKS))[0][0])
    except DatabaseDown:
        return 0


@pytest.mark.parametrize("how", ["stopped", "frozen"])
async def test_while_the_server_is_away_everything_is_refused_and_afterwards_it_works(
    assistant: Assistant, server: Server, how: str
) -> None:
    away, back = (server.stop, server.start) if how == "stopped" else (server.freeze, server.thaw)
    async with browser(assistant) as page:
        await page.get("/api/state")
        for number in range(2):
            await _taken(page, number)
            await assistant.idle()
            with capture_logs() as logs:
                await asyncio.to_thread(away)
                try:
                    await _refused(page, number)
                    await until(lambda logs=logs: any(line["event"].startswith("presence lock lost") for line in logs))
                finally:
                    await asyncio.to_thread(back)
                await until(lambda logs=logs: any(line["event"] == "presence lock taken again" for line in logs))
        await _taken(page, 9)
        await assistant.idle()
        found = await assistant.store.database.fetch("SELECT update_id FROM inbox WHERE done_at <> ''")
        assert {row[0].rpartition(":")[2] for row in found} == {"good00000", "good00001", "good00009"}
        assert (await page.get("/readyz")).text == "ok"
    assert await _locks(assistant) == 1, "who comes next sees that somebody is here"


async def test_an_assistant_that_comes_after_a_restart_of_the_server_sees_the_one_that_is_there(
    assistant: Assistant, server: Server
) -> None:
    with capture_logs() as logs:
        await asyncio.to_thread(server.stop)
        await asyncio.to_thread(server.start)
        await until(lambda: any(line["event"] == "presence lock taken again" for line in logs))
    url, _ = assistant.settings.database_urls
    assert url
    other = await Postgres.open(url)
    assert not other.first
    await other.close()


async def test_closing_does_not_wait_for_a_frozen_server(server: Server, short: None) -> None:
    database = await Postgres.open(await asyncio.to_thread(server.fresh))
    server.freeze()
    try:
        async with asyncio.timeout(PATIENCE):
            await database.close()
    finally:
        server.thaw()


# A pooler


@contextmanager
def pooler(url: str, folder: Path, mode: str) -> Iterator[str]:
    """pgbouncer before the database; its address. As root it runs as another user, as it wants to."""
    program = needed("pgbouncer")
    socket, name = httpx.URL(url).params["host"], httpx.URL(url).path[1:]
    port, settings = free_port(), folder / "pgbouncer.ini"
    (folder / "users.txt").write_text('"postgres" ""\n')
    settings.write_text(
        f"[databases]\n{name} = host={socket} dbname={name}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
        f"listen_port = {port}\nunix_socket_dir =\nauth_type = trust\nauth_file = {folder}/users.txt\n"
        f"pool_mode = {mode}\ndefault_pool_size = 20\n"
    )
    for path in (folder, *folder.parents):
        if path.owner() == getpass.getuser() and path.stat().st_mode & 0o777 == 0o700:
            path.chmod(0o755)
    user = ["-u", Path(socket).owner()] if os.getuid() == 0 else []
    process = subprocess.Popen([program, "-q", *user, settings], stderr=subprocess.PIPE)
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/{name}"
    finally:
        process.terminate()
        process.communicate()


async def _reached(url: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                await (await asyncpg.connect(url, statement_cache_size=0)).close()
                return
            except OSError:
                await asyncio.sleep(0.05)


async def _work(site: Site, **settings: str) -> None:
    """Serves from an empty database on, and has several people answered at once."""
    async with assistant_on(settings_for(site.folder, database_url=site.url, **settings), HandClock()) as assistant:
        for _ in range(2):
            pages = [browser(assistant) for _ in range(6)]
            await asyncio.gather(*(page.get("/api/state") for page in pages))
            await asyncio.gather(*(_taken(page, n) for n, page in enumerate(pages)))
            await assistant.idle()
            for page in pages:
                await page.aclose()
        marks = [assistant.store.database.write([Statement("UPDATE meta SET value = value")]) for _ in range(20)]
        await asyncio.gather(*marks)
        ((done,),) = await assistant.store.database.fetch("SELECT count(*) FROM inbox WHERE done_at <> ''")
        assert done == 12
        assert await _locks(assistant) == 1


def test_a_pooler_in_session_mode_works(fresh_postgres: Callable[..., str], tmp_path: Path) -> None:
    with pooler(fresh_postgres(), tmp_path, "session") as url:
        asyncio.run(_reached(url))
        asyncio.run(_work(Site(tmp_path, url)))


def test_a_pooler_in_transaction_mode_is_refused_and_works_with_a_direct_address(
    fresh_postgres: Callable[..., str], tmp_path: Path
) -> None:
    direct = fresh_postgres()
    with pooler(direct, tmp_path, "transaction") as url:
        asyncio.run(_reached(url))
        site = Site(tmp_path, url)
        for shown in (site.serve(), site.type("export")):
            plain(shown, "OCOP_DATABASE_DIRECT_URL", "transaction mode")
        assert "OCOP_DATABASE_DIRECT_URL" in site.type("check").output
        asyncio.run(_work(site, database_direct_url=direct))
        shown = site.type("export", OCOP_DATABASE_DIRECT_URL=direct)
        assert shown.exit_code == 0, shown.output
        plain(site.type("export", OCOP_DATABASE_DIRECT_URL=fresh_postgres()), "two different databases")
