"""A broadcast at Telegram's real limit while people talk: ours, and python-telegram-bot with its own rate limiter.

The fake refuses what is too much as Telegram does: more than 30 messages in any second, more than one a second in a
chat. A rate says how many arrived.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from fakes.telegram import FakeTelegram
from fakes.telegram.limits import PER_SECOND
from fakes.telegram.stats import percentiles
from support.broadcasts import TEXT, write_broadcast, write_people
from torture.broadcast import Talkers

from bench.programs import BenchFault, Program, assistant, echo
from bench.table import Line
from bench.talks import scripts
from bot.kit.clock import system_clock
from bot.storage.engine.opening import open_database

TALKERS, PAUSE = 50, 10.0
_FIRST = 7_000_000_001
_PATIENCE = 60.0


@dataclass
class _Found:
    """What was measured of one bot."""

    name: str
    rate: float
    peak: int
    floods: int
    twice: int
    missed: int
    calm: dict[str, float]
    busy: dict[str, float]


Start = Callable[[FakeTelegram, Sequence[int]], Awaitable[None]]


async def measure(folder: Path, *, recipients: int, calm: float) -> list[Line]:
    """`calm` seconds of talk without a broadcast, then the broadcast; one bot after the other."""
    ours = await _one("ours", scripts(TALKERS), _assistant(folder), recipients=recipients, calm=calm)
    texts = [[{"text": f"câu {n}"} for n in range(30)] for _ in range(TALKERS)]
    rivals = [
        await _one(f"PTB, {told}", texts, _limited(folder, way, recipients), recipients=recipients, calm=calm)
        for way, told in (("loop", "in a loop"), ("at_once", "all at once"))
    ]
    return _lines(ours, rivals)


async def _one(
    name: str,
    talks: Sequence[Sequence[dict[str, Any]]],
    bot: Callable[[FakeTelegram], Any],
    *,
    recipients: int,
    calm: float,
) -> _Found:
    loop = asyncio.get_running_loop()
    async with FakeTelegram() as tg:
        tg.keep_log = tg.webhook.keep_attempts = False
        tg.keep_deliveries = tg.enforce_limits = True
        people = [tg.user(f"R{n}", user_id=_FIRST + n, started=True).id for n in range(recipients)]
        async with bot(tg) as tell:
            company = Talkers(tg, talks, pause=PAUSE, random=Random(1))
            talking = asyncio.create_task(company.talk())
            await asyncio.sleep(calm)
            before = len(company.waits)
            await tell(people)
            wanted, until = set(people), loop.time() + _PATIENCE + 2 * recipients / PER_SECOND
            while loop.time() < until and len({d.chat for d in tg.deliveries.kept if d.text == TEXT}) < recipients:
                await asyncio.sleep(0.5)
            talking.cancel()
            await asyncio.gather(talking, return_exceptions=True)
        if company.left_alone and name == "ours":
            raise BenchFault(f"left without an answer: {company.left_alone[0]}")
        told = [d for d in tg.deliveries.kept if d.chat in wanted]
        began, ended = told[0].at, told[-1].at
        sent = [d for d in tg.deliveries.kept if began <= d.at < ended]
        waits = [b - a for a, b in company.waits]
        return _Found(
            name,
            len(sent) / (ended - began),
            tg.deliveries.peak,
            tg.limits.refused_overall,
            len(told) - len({d.chat for d in told}),
            recipients - len({d.chat for d in told}),
            percentiles(waits[:before]),
            percentiles(waits[before:]),
        )


def _assistant(folder: Path) -> Callable[[FakeTelegram], Any]:
    @asynccontextmanager
    async def bot(tg: FakeTelegram) -> AsyncIterator[Start]:
        data = folder / "ours"
        with assistant(tg.api_url, data, rate=28) as program:
            await _hooked(tg, program)

            async def tell(people: Sequence[int]) -> None:
                database = await open_database(None, data / "live")
                try:
                    await write_people(database, "telegram", [str(p) for p in people], system_clock())
                    await write_broadcast(database, "b1", "telegram", system_clock(), only=[str(p) for p in people])
                finally:
                    await database.close()

            yield tell

    return bot


def _limited(folder: Path, way: str, recipients: int) -> Callable[[FakeTelegram], Any]:
    @asynccontextmanager
    async def bot(tg: FakeTelegram) -> AsyncIterator[Start]:
        with echo("echo_limited", tg.api_url, folder, way, TEXT, str(_FIRST), str(recipients)) as program:
            await _hooked(tg, program)

            async def tell(_people: Sequence[int]) -> None:
                await tg.user("Office").send("/tell")

            yield tell

    return bot


async def _hooked(tg: FakeTelegram, bot: Program) -> None:
    """Returns when the bot has said where updates shall go."""
    for _ in range(600):
        if tg.webhook.target.url:
            return
        await asyncio.to_thread(bot.check)
        await asyncio.sleep(0.1)
    raise BenchFault(f"{bot.name} set no webhook: {json.dumps(bot.errors.read_text()[-500:])}")


def _lines(ours: _Found, rivals: Sequence[_Found]) -> list[Line]:
    lines = []
    for f in (ours, *rivals):
        least = 0.9 if f is ours else None
        ended = f"{f.missed} missed, {f.twice} twice, {f.floods} refused as too many"
        lines += [
            Line(
                f"broadcast, {f.name}: of the limit of {PER_SECOND}/s",
                [f.rate / PER_SECOND],
                "×",
                least,
                digits=2,
                note=ended,
            ),
            Line("  most in any second", [f.peak], "", most=PER_SECOND + 1 if f is ours else None),
            Line("  reply p50, no broadcast", [f.calm["p50"]], "ms"),
            Line("  reply p50, broadcast running", [f.busy["p50"]], "ms"),
            Line("  reply p99, no broadcast", [f.calm["p99"]], "ms"),
            Line("  reply p99, broadcast running", [f.busy["p99"]], "ms", most=200 if f is ours else None),
        ]
    for f in rivals:
        lines += [
            Line(f"ratio of rates, ours / {f.name}", [ours.rate / f.rate], "×", digits=2),
            Line(f"ratio of waits at p99, {f.name} / ours", [f.busy["p99"] / ours.busy["p99"]], "×", digits=1),
        ]
    return lines
