"""A whole assistant on loopback: the real program, with only the platforms replaced."""

from __future__ import annotations

import asyncio
import atexit
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import uvicorn
from fakes.telegram import BOT_TOKEN, FakeTelegram

from bot.app import Assistant, open_assistant
from bot.handlers.account.codes import hash_token
from bot.kit.clock import Clock, clock_from
from bot.records.people import Invitation
from bot.settings.config import Settings
from ocop_domain.areas import load_areas
from ocop_domain.rights import Role
from support.clocks import HandClock
from support.databases import with_tables

DAY = date(2022, 2, 15)


def settings_for(folder: Path, tg: FakeTelegram | None = None, **changes: Any) -> Settings:
    """Settings of a live assistant in `folder`; nothing is taken from the environment of the tests."""
    values: dict[str, Any] = {"demo": False, "programme": "camau-2022", "data": folder, "secret": "x" * 32}
    if tg:
        values |= {"telegram_token": BOT_TOKEN, "telegram_api_url": tg.api_url, "telegram_rate": 10_000}
    return Settings(**{**values, **changes})


@asynccontextmanager
async def assistant_on(settings: Settings, clock: Clock | None = None, *, port: int = 0) -> AsyncIterator[Assistant]:
    """The assistant, served on loopback when `port` is given or Telegram calls a webhook."""
    if not settings.database_url:
        await asyncio.to_thread(with_tables, settings.folder)
    # A clock that stands still, and looks that come after so many real seconds, would meet on slow machines only.
    ticks = not isinstance(clock, HandClock)
    async with open_assistant(settings, clock or clock_from(DAY), ticks=ticks) as assistant:
        if not port:
            yield assistant
            return
        config = uvicorn.Config(
            assistant.server, log_config=None, log_level="error", lifespan="off", port=port, access_log=False
        )
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield assistant
        finally:
            server.should_exit = True
            server.force_exit = True
            await task


def free_port() -> int:
    """A port of 127.0.0.1 that stays ours, whether or not somebody listens there: nobody else is given it meanwhile.

    The system neither lends a bound port to a connection nor gives it to a server that takes any; whoever names it (and
    allows that it was used before, as servers do) may listen there, also after a kill.
    """
    kept = socket.socket()
    atexit.register(kept.close)
    kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    kept.bind(("127.0.0.1", 0))
    return int(kept.getsockname()[1])


async def invite(assistant: Assistant, role: Role, place: str, programme: str = "camau-2022") -> str:
    """A fresh invitation to `role` in `place`; returns the token."""
    token = secrets.token_hex(12)
    now = assistant.clock()
    code = load_areas().search(place, now.date(), limit=1)[0].code
    expires = now.replace(year=now.year + 1)
    await assistant.store.invite(Invitation(hash_token(token), expires, role, code), now)
    return token
