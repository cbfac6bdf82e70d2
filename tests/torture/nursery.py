"""Gives birth to assistants: a clean process that has imported everything and forks one child for each life.

Lines on stdin, a line of JSON for each on stdout: `{"settings": …, "port": …, "flaw": …}` begins a life and answers
its process id, `reap` waits for the one that was killed and answers how it ended. At the end of stdin it dies, and
its child with it.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import os
import signal
import socket
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import alembic.command  # noqa: E402, F401 - a life shall not begin with imports
import asyncpg  # noqa: E402, F401
import sqlalchemy.dialects.sqlite.aiosqlite  # noqa: E402
import sqlalchemy.ext.asyncio  # noqa: E402, F401
import uvicorn  # noqa: E402
from support.assistants import DAY  # noqa: E402
from telegram.request import BaseRequest  # noqa: E402

import bot.app  # noqa: E402
import bot.delivery.outbox  # noqa: E402
import bot.dispatch.dispatcher  # noqa: E402
import bot.storage.engine.postgres  # noqa: E402
import bot.storage.engine.sqlite  # noqa: E402
from bot.app import open_assistant  # noqa: E402
from bot.kit.clock import Clock, clock_from  # noqa: E402
from bot.kit.logs import log_to  # noqa: E402
from bot.settings.config import Settings  # noqa: E402
from bot.texts import Texts  # noqa: E402
from ocop_domain.areas import load_areas  # noqa: E402
from ocop_domain.programme_files import load_programme  # noqa: E402
from torture.flaws import FLAWS, IN_BROADCASTS  # noqa: E402

_PR_SET_PDEATHSIG = 1


def main() -> None:
    load_areas()
    load_programme("camau-2022")
    Texts()
    clock = clock_from(DAY)  # one clock for all lives: it never goes back
    gc.freeze()
    child = 0
    for line in sys.stdin:
        if line.strip() == "reap":
            _, status = os.waitpid(child, 0)
            _answer({"signal": status & 0x7F, "code": os.waitstatus_to_exitcode(status)})
            child = 0
            continue
        child = os.fork()
        if child == 0:
            _live(json.loads(line), clock)
        _answer({"pid": child})
    if child:
        os.kill(child, signal.SIGKILL)


def _answer(value: dict[str, int]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def _live(birth: dict[str, Any], clock: Clock) -> None:
    """One life; it ends by SIGKILL, or by a fault that is seen in its exit code and in the log."""
    code = 70
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        log = os.open(birth["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        empty = os.open(os.devnull, os.O_RDONLY)
        for source, target in ((empty, 0), (log, 1), (log, 2)):
            os.dup2(source, target)
        # Who is who at the server: what a killed assistant had sent may be read there after the next one began.
        BaseRequest.USER_AGENT = f"life {os.getpid()}"  # type: ignore[misc]
        if hurry := birth.get("hurry"):  # as in production, only that what waits is looked at more often
            bot.delivery.outbox.LEASE, bot.app.jobs.SWEEP = timedelta(seconds=hurry["lease"]), hurry["sweep"]
        if patience := birth.get("patience"):  # with its database: shortened, and never in production
            bot.storage.engine.sqlite.PATIENCE, bot.storage.engine.postgres.PATIENCE = (
                patience["sqlite"],
                patience["postgres"],
            )
            bot.dispatch.dispatcher._WAITS = (0.1,)
        if birth["flaw"]:
            (FLAWS | IN_BROADCASTS)[birth["flaw"]]()
        asyncio.run(_serve(Settings(**birth["settings"]), birth["port"], clock))
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


async def _serve(settings: Settings, port: int, clock: Clock) -> None:
    """As `ocop-bot run` does: listens first, so that early calls wait in the backlog."""
    log_to(sys.stderr, "warning")
    listener = socket.create_server(("127.0.0.1", port))
    async with open_assistant(settings, clock) as assistant:
        config = uvicorn.Config(assistant.server, log_config=None, log_level="error", lifespan="off", access_log=False)
        await uvicorn.Server(config).serve(sockets=[listener])


if __name__ == "__main__":
    main()
