"""What happens to a database, a hundred times each, while people write: a lock of somebody else, a full disk, a kill; a
PostgreSQL that is stopped or frozen. Then it is counted what was acknowledged, lost, answered twice, and who is alive.

The assistant lives in a child of the nursery, with shortened patience; the people come over HTTP as the page does.
"""

from __future__ import annotations

import asyncio
import os
import resource
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import httpx
from support.databases import with_tables
from support.postgres import Server

from bot.storage.engine.opening import FILE
from torture.kills import Peek, nursery
from torture.lives import Life

PATIENCE = {"sqlite": 0.5, "postgres": 1.5}
"""Seconds that the assistant waits for its database: shortened, so that most troubles are longer than that.

Not shorter: on a busy machine a database that is well takes its time, too, and nothing would ever be taken.
"""
KINDS = ("lock", "full", "kill", "stopped", "frozen")
_PEOPLE = 4
_ALIVE = 60.0
"""Seconds after which an assistant that takes nothing counts as dead, on however busy a machine."""
_DONE = 120.0


@dataclass
class Tally:
    """What came of one kind of trouble."""

    kind: str
    rounds: int = 0
    taken: set[str] = field(default_factory=set)
    refused: int = 0
    lost: int = 0
    twice: int = 0
    unanswered: int = 0
    hidden: int = 0
    """Replies that were delivered, it is noted, and stand in no chat."""
    shown_again: int = 0
    alive: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return (
            not (self.wrong or self.lost or self.twice or self.unanswered or self.hidden) and self.alive == self.rounds
        )

    def __str__(self) -> str:
        told = [
            f"{self.kind}: {self.rounds} times, {len(self.taken)} acknowledged, {self.refused} refused",
            f"{self.lost} lost, {self.twice} answered twice, {self.unanswered} unanswered, {self.hidden} in no chat",
            f"alive afterwards {self.alive} of {self.rounds}",
            f"{self.shown_again} replies shown once more (their delivery was interrupted)",
        ]
        return "\n  ".join([", ".join(told), *self.wrong[:10]])


class Writer:
    """Somebody who writes all the time, and sends again what was not taken."""

    def __init__(self, url: str, name: str, tally: Tally) -> None:
        self._page = httpx.AsyncClient(
            base_url=url, headers={"X-OCOP": "1", "Content-Type": "application/json"}, timeout=5
        )
        self._numbers = (f"{name}{n:08}" for n in count())
        self._tally = tally
        self._known = False
        self._ends = False

    async def write_on(self) -> None:
        """One message after the other, until it is told to end."""
        while not self._ends:
            await self.write()

    def end(self) -> None:
        """After the message that is on its way: what is begun is sent until it is taken."""
        self._ends = True

    async def write(self) -> None:
        """One message, sent until it is taken."""
        number = next(self._numbers)
        while not await self._sent(number):
            self._tally.refused += 1
            await asyncio.sleep(0.05)
        self._tally.taken.add(number)

    async def _sent(self, number: str) -> bool:
        try:
            if not self._known:
                self._known = (await self._page.get("/api/state")).status_code == 200
            if not self._known:  # nobody speaks before the page has come
                return False
            answer = await self._page.post("/api/send", json={"id": number, "kind": "text", "text": "/help"})
        except httpx.HTTPError:
            return False
        if answer.status_code not in {202, 429, 503}:
            self._tally.wrong.append(f"{answer.status_code}: {answer.text[:200]}")
        return answer.status_code == 202

    async def close(self) -> None:
        await self._page.aclose()


class Trouble:
    """One kind of trouble, again and again, for one assistant."""

    def __init__(self, kind: str, life: Life, folder: Path, server: Server | None, random: Random) -> None:
        self.kind = kind
        self._life = life
        self._file = folder / "live" / FILE
        self._server = server
        self._random = random

    async def comes(self) -> None:
        """And goes."""
        await getattr(self, f"_{self.kind}")()

    async def _lock(self) -> None:
        connection = sqlite3.connect(self._file, isolation_level=None, timeout=30)
        try:
            connection.execute("BEGIN IMMEDIATE")
            await self._while(PATIENCE["sqlite"])
        finally:
            connection.close()

    async def _full(self) -> None:
        ballast = self._file.parent.parent / "ballast"
        if ballast.parent.is_mount():
            with ballast.open("wb", buffering=0) as file, suppress(OSError):
                while file.write(bytes(512)):
                    pass
            await self._while(PATIENCE["sqlite"])
            ballast.unlink()
            return
        largest = max(f.stat().st_size for f in self._file.parent.glob(f"{FILE}*"))
        before = resource.prlimit(self._life.pid, resource.RLIMIT_FSIZE, (largest // 2, -1))
        await self._while(PATIENCE["sqlite"])
        resource.prlimit(self._life.pid, resource.RLIMIT_FSIZE, before)

    async def _kill(self) -> None:
        await asyncio.sleep(self._random.expovariate(10))
        await self._life.is_killed()
        await self._life.begins()

    async def _stopped(self) -> None:
        await self._away(lambda server: server.stop(), lambda server: server.start())

    async def _frozen(self) -> None:
        await self._away(lambda server: server.freeze(), lambda server: server.thaw())

    async def _away(self, away: Callable[[Server], None], back: Callable[[Server], None]) -> None:
        assert self._server
        await asyncio.to_thread(away, self._server)
        try:
            await self._while(PATIENCE["postgres"])
        finally:
            await asyncio.to_thread(back, self._server)

    async def _while(self, patience: float) -> None:
        """Shorter or longer than the assistant's patience."""
        await asyncio.sleep(self._random.uniform(0.3, 3) * patience)


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A disk of its own where we may mount one; elsewhere the assistant may not let a file grow: much the same."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(folder)]
    mounted = os.getuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield
    finally:
        if mounted:
            subprocess.run(["umount", "-l", folder], check=True)


async def torment(
    kind: str, folder: Path, *, rounds: int, seed: int, server: Server | None, tell: Callable[[object], None]
) -> Tally:
    """So many troubles of one kind; what came of them."""
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        if kind == "full":
            stack.enter_context(small_disk(folder))
        url = await asyncio.to_thread(server.fresh) if server else None
        if not url:
            with_tables(folder / "live")
        async with nursery() as cradle:
            life = Life(cradle, folder, url, patience=PATIENCE)
            trouble = Trouble(kind, life, folder, server, Random(seed))
            tally = await _suffer(trouble, life, rounds, tell)
            peek = Peek(folder, url)
            if not tally.wrong and not await _in_time(_settled(peek), _DONE):
                tally.wrong.append("what was acknowledged is not answered and delivered")
            await _count(tally, peek)
            await life.is_killed()
    return tally


async def _suffer(trouble: Trouble, life: Life, rounds: int, tell: Callable[[object], None]) -> Tally:
    """People write all the time; after each trouble one more message must be taken."""
    tally = Tally(trouble.kind)
    await life.begins()
    probe = Writer(life.url, "probe", tally)
    writers = [Writer(life.url, f"w{n}x", tally) for n in range(_PEOPLE)]
    writing = [asyncio.create_task(w.write_on()) for w in writers]
    try:
        await asyncio.wait_for(probe.write(), _ALIVE)
        while tally.rounds < rounds and not tally.wrong:
            await trouble.comes()
            tally.rounds += 1
            if await _in_time(probe.write(), _ALIVE):
                tally.alive += 1
            else:
                tally.wrong.append(f"round {tally.rounds}: nothing is taken any more: {life.log.read_text()[-1500:]}")
            if tally.rounds % 25 == 0:
                tell(f"{tally.kind}: {tally.rounds} of {rounds}")
    finally:
        # A message that is cut off here could still be taken and answered while it is counted what was.
        for writer in writers:
            writer.end()
        _, hanging = await asyncio.wait(writing, timeout=0 if tally.wrong else _ALIVE)
        for task in hanging:
            task.cancel()
        if hanging and not tally.wrong:
            tally.wrong.append("a message is not taken any more")
        await asyncio.gather(*writing, return_exceptions=True)
        for writer in (*writers, probe):
            await writer.close()
    return tally


async def _in_time(work: Awaitable[Any], seconds: float) -> bool:
    try:
        await asyncio.wait_for(work, seconds)
    except TimeoutError:
        return False
    return True


async def _settled(peek: Peek) -> None:
    """Returns when everything was answered and delivered."""
    while True:
        left = await peek("SELECT 1 FROM inbox WHERE done_at = ''")
        left = left or await peek("SELECT 1 FROM outbox WHERE state NOT IN ('sent', 'kept', 'unknown')")
        if not left:
            return
        await asyncio.sleep(0.1)


async def _count(tally: Tally, peek: Peek) -> None:
    inbox = await peek("SELECT address, update_id, done_at FROM inbox") or []
    stored = {row[1].rpartition(":")[2] for row in inbox}
    tally.lost = len(tally.taken - stored)
    tally.unanswered = sum(not row[2] for row in inbox)
    asked = Counter(row[1].rpartition(":")[0] for row in inbox if row[2])
    said = await peek("SELECT address, message_ref FROM outbox WHERE lane = 'reply'") or []
    replies = Counter(address for address, _ in said)
    tally.twice = sum(max(0, times - asked[address]) for address, times in replies.items())
    bubbles = await peek("SELECT payload FROM web_message WHERE direction = 'in'") or []
    tally.twice += len(bubbles) - len({row[0] for row in bubbles})
    noted = {ref for _, ref in said}
    shown = {str(row[0]) for row in await peek("SELECT id FROM web_message WHERE direction = 'out'") or []}
    tally.hidden = len(said) - len(noted & shown)
    # Each reply notes the message by which it was delivered at last: the others are of interrupted deliveries.
    tally.shown_again = len(shown - noted)
