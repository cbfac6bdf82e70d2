"""The assistant is killed at random instants, and nothing that somebody typed is missing afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from torture.flaws import FLAWS
from torture.kills import Report, Torture

from bot.delivery.outbox import Outbox
from bot.messages import Outgoing, Reply
from bot.ports.channels import Capabilities

SEED = 20220215
"""The same instants each time, as far as the machine is the same; `python tests/torture` goes on with others."""


def check(report: Report, kills: int, acts: int) -> None:
    assert not report.violations, str(report)
    assert report.kills >= kills, str(report)
    assert report.steps > acts, str(report)
    assert report.acknowledged == report.steps, str(report)


async def test_nothing_is_lost_or_asked_twice_when_the_assistant_is_killed_at_random_instants(tmp_path: Path) -> None:
    report = await Torture(tmp_path, kills=4, seed=SEED, take=6).run()
    check(report, 4, 60)


async def test_nothing_is_lost_when_the_assistant_is_killed_while_it_polls(tmp_path: Path) -> None:
    report = await Torture(tmp_path, kills=3, seed=SEED + 1, take=4, webhook=False).run()
    check(report, 3, 35)


async def test_nothing_is_lost_when_the_assistant_is_killed_over_postgresql(
    tmp_path: Path, fresh_postgres: Callable[..., str]
) -> None:
    """Each round has a database of its own: the numbers of updates begin anew with each."""
    report = await Torture(tmp_path, kills=2, seed=SEED + 2, mean=0.6, take=4, fresh_url=fresh_postgres).run()
    check(report, 2, 25)


@pytest.mark.parametrize("flaw", sorted(FLAWS))
async def test_an_assistant_that_breaks_a_promise_is_found_out(flaw: str, tmp_path: Path) -> None:
    report = await Torture(tmp_path, kills=40, seed=SEED, take=6, flaw=flaw, patience=1.5, last=2, quiet=4).run()
    assert report.violations, f"{flaw} went unnoticed: {report}"


async def test_a_reply_that_is_delivered_while_a_sweep_reads_is_not_sent_again() -> None:
    """Found by the torture: on a busy PostgreSQL every sweep repeated what was on its way."""
    row = Outgoing(1, "telegram", "5", "reply", Reply("Câu 3/29"))
    sent: list[str] = []
    read, delivered = asyncio.Event(), asyncio.Event()

    class Memory:
        async def interrupted(self, now: datetime, *, restarted: bool = False) -> int:
            return 0

        async def claim(self, row: Outgoing, *args: object) -> Outgoing:
            return row

        async def take(self, *args: object) -> list[Outgoing]:
            return []

        async def waiting(self, now: datetime, *, restarted: bool = False) -> list[Outgoing]:
            read.set()
            await delivered.wait()
            return [row]  # as it was when the sweep began

        async def held(self, now: datetime) -> set[tuple[str, str]]:
            return set()

        async def mark(self, *args: object, **more: object) -> None:
            pass

    class Channel:
        capabilities = Capabilities(28)

        def cost(self, reply: Reply) -> int:
            return 1

        async def send(self, address: str, reply: Reply) -> str:
            sent.append(reply.text)
            return "1"

    outbox = Outbox(Memory(), {"telegram": Channel()}, lambda: datetime.now(UTC))  # type: ignore[arg-type, dict-item]
    sweep = asyncio.create_task(outbox.sweep())
    await read.wait()
    outbox.push([row])
    await outbox.idle()
    delivered.set()
    await sweep
    await outbox.idle()
    assert sent == ["Câu 3/29"]
