"""From the start of the process to the first reply, and the memory it takes when nobody talks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fakes.telegram import FakeTelegram, User
from fakes.telegram.params import Params

from bench.programs import BenchFault, Program, assistant
from bench.table import Line
from bench.talks import scripts

_PATIENCE = 30.0
_SETTLE = 1.0


async def measure(folder: Path, *, rounds: int) -> list[Line]:
    """Each round starts the program twice: on an empty folder, and on the database that it then left."""
    cold: list[float] = []
    warm: list[float] = []
    first, idle, used = [], [], []
    async with FakeTelegram() as tg:
        for number in range(rounds):
            data = folder / str(number)
            async with _started(tg, data, cold) as bot:
                await asyncio.sleep(_SETTLE)
                first.append(bot.rss())
            async with _started(tg, data, warm) as bot:
                await asyncio.sleep(_SETTLE)
                idle.append(bot.rss())
                await _register(tg.user(), bot)
                used.append(bot.rss())
    return [
        Line("start to first reply, new database", cold, "s", most=2, digits=2),
        Line("start to first reply, known database", warm, "s", most=2, digits=2),
        Line("memory when idle, new database", first, "MB", most=120),
        Line("memory when idle, known database", idle, "MB", most=120),
        Line("memory after the first registration", used, "MB"),
    ]


@asynccontextmanager
async def _started(tg: FakeTelegram, data: Path, seconds: list[float]) -> AsyncIterator[Program]:
    """The program once it has answered its first message; adds how long that took."""
    tg.webhook.delete(Params({}))
    user = tg.user()
    await user.start()  # Telegram keeps it until the program says where it listens
    began = time.perf_counter()
    with assistant(tg.api_url, data) as bot:
        await _heard(user, bot)
        seconds.append(time.perf_counter() - began)
        yield bot


async def _heard(user: User, bot: Program) -> None:
    try:
        await user.wait(1, _PATIENCE)
    except AssertionError as failed:
        bot.check()
        raise BenchFault(f"no first reply: {failed}; {bot.errors.read_text()[-1500:]}") from failed


async def _register(user: User, bot: Program) -> None:
    for step in scripts(1)[0]:
        await (user.press(step["press"]) if "press" in step else user.send(step["text"]))
        try:
            await user.wait(step.get("news", 1), _PATIENCE)
        except AssertionError as failed:
            raise BenchFault(f"{bot.name} left a registration without an answer: {failed}") from failed
