"""SIGTERM ends the process, whatever hangs."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
from support.assistants import free_port
from support.databases import locked, with_tables
from support.places import ROOT
from support.waiting import PATIENCE

from bot.commands.stopping import LAST
from bot.storage.engine.opening import FILE


def test_the_system_ends_a_process_that_hears_nobody_any_more() -> None:
    """In nine seconds; here in one, with a main thread that waits for ever."""
    hangs = "import bot.commands.stopping as s, threading; s.LAST = 1; s.end_at_last(); threading.Event().wait()"
    ended = subprocess.run([sys.executable, "-c", hangs], cwd=ROOT, timeout=PATIENCE, check=False)
    assert ended.returncode == -signal.SIGALRM
    assert LAST < 10


async def test_a_locked_database_and_a_hanging_upload_do_not_keep_the_program_from_stopping(tmp_path: Path) -> None:
    with_tables(tmp_path / "live")
    port = free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith("OCOP_")}
    env |= {"OCOP_DATA": str(tmp_path), "OCOP_PROGRAMME": "camau-2022", "OCOP_WEB_PORT": str(port)}
    log = (tmp_path / "log").open("wb")
    run = [sys.executable, "-m", "bot.cli", "run"]
    process = subprocess.Popen(run, cwd=ROOT, env=env, stdout=log, stderr=log)  # noqa: ASYNC220 - once, at the beginning
    heads = {"X-OCOP": "1", "Content-Type": "application/json"}

    async def dripping() -> asyncio.StreamWriter:
        """An upload of which a byte comes, and no more."""
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        head = f"POST /api/upload?id=abcdefgh&name=a HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-OCOP: 1\r\n"
        cookies = "; ".join(f"{name}={value}" for name, value in page.cookies.items())
        head += f"Content-Type: application/octet-stream\r\nContent-Length: 1000\r\nCookie: {cookies}\r\n\r\nx"
        writer.write(head.encode())
        await writer.drain()
        return writer

    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=heads, timeout=PATIENCE) as page:
            async with asyncio.timeout(2 * PATIENCE):
                while not await _opened(page):
                    await asyncio.sleep(0.1)
            hanging = await dripping()
            with locked(tmp_path / "live" / FILE):
                said = {"id": "abcdefgh1", "kind": "text", "text": "/help"}
                sending = asyncio.create_task(page.post("/api/send", json=said))
                await asyncio.sleep(0.2)  # on its way; whether it has arrived makes no difference to the end
                process.terminate()
                await asyncio.to_thread(process.wait, PATIENCE)
                sending.cancel()
                await asyncio.gather(sending, return_exceptions=True)
            hanging.close()
    finally:
        process.kill()
        process.wait()
        log.close()
    assert process.returncode in {0, -signal.SIGTERM, -signal.SIGALRM}, (tmp_path / "log").read_text()


async def _opened(page: httpx.AsyncClient) -> bool:
    try:
        return (await page.get("/api/state")).status_code == 200
    except httpx.HTTPError:
        return False
