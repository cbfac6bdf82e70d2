"""How long people wait at a fixed 100 steps a second, whatever the answers take (open loop).

Each wait is counted from the moment the step was due, so that a slow answer cannot hide behind a late question.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from fakes.telegram import FakeTelegram, User
from fakes.telegram.stats import percentiles

from bench.programs import BenchFault, Json, assistant
from bench.table import Line
from bench.talks import scripts

RATE = 100
_PATIENCE = 20.0


async def measure(folder: Path, *, rounds: int, talks: int) -> list[Line]:
    """Runs of `talks` people at once who share the rate among them."""
    found: list[Json] = []
    async with FakeTelegram() as tg:
        tg.keep_log = tg.webhook.keep_attempts = False
        with assistant(tg.api_url, folder):
            await _play(tg, 8)
            for _ in range(rounds):
                found.append(percentiles(await _play(tg, talks)))
    longest = max(f["max"] for f in found)
    return [
        Line(f"reply at {RATE} steps/s, p50", [f["p50"] for f in found], "ms", digits=1),
        Line(
            f"reply at {RATE} steps/s, p99",
            [f["p99"] for f in found],
            "ms",
            most=25,
            digits=1,
            note=f"longest {longest:.0f} ms",
        ),
    ]


async def _play(tg: FakeTelegram, talks: int) -> list[float]:
    loop, registrations = asyncio.get_running_loop(), scripts(talks)
    began = loop.time() + 0.1  # counted from here: making the scripts keeps nobody waiting
    people = [
        asyncio.create_task(_talk(tg.user(f"Person {n}"), script, began + n / RATE, talks / RATE))
        for n, script in enumerate(registrations)
    ]
    try:
        return [wait for waits in await asyncio.gather(*people) for wait in waits]
    except AssertionError as failed:
        raise BenchFault(f"at {RATE} steps/s: {failed}") from failed


async def _talk(user: User, script: list[Json], first: float, gap: float) -> list[float]:
    loop = asyncio.get_running_loop()
    waits = []
    for number, step in enumerate(script):
        due = first + number * gap
        await asyncio.sleep(due - loop.time())
        if "press" in step:
            await user.press(step["press"])
        else:
            await user.send(step["text"])
        await user.wait(step.get("news", 1), _PATIENCE)
        waits.append(loop.time() - due)
    if expected := script[-1].get("expect"):
        await user.wait(expected, _PATIENCE)
    return waits
