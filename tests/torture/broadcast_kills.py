"""Assistants are killed in the middle of broadcasts; afterwards it is counted who got it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from support.broadcasts import recount

from torture.broadcast import ended, left_of, prepare
from torture.kills import Peek, nursery
from torture.lives import Life, OnTelegram, Platform

FAULTS = ("outbox row failed", "sender failed", "Traceback")
_QUIET = 60.0
"""Seconds that the last life has to bring everything to its end."""


@dataclass
class Count:
    """What a series of killed broadcasts came to."""

    seed: int
    places: int
    assistants: int
    kills: int = 0
    broadcasts: int = 0
    recipients: int = 0
    idle: int = 0
    """Kills of a life that had sent nothing yet."""
    states: Counter[str] = field(default_factory=Counter)
    noted: int = 0
    peak: int = 0
    floods: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = ", ".join(f"{n} {state}" for state, n in sorted(self.states.items()))
        lines = [
            f"{self.kills} kills in {self.seconds:.0f} s ({self.idle} before anything was sent), "
            f"{self.assistants} assistant(s) with {self.places} place(s), seed {self.seed}: "
            f"{self.broadcasts} broadcasts to {self.recipients} people",
            f"  {told}; {self.noted} of the unknown had arrived; nobody twice, nobody missed"
            if not self.wrong
            else f"  {told}",
        ]
        if self.peak:
            lines.append(f"  most in any second {self.peak}; refused because it was too much: {self.floods}")
        return "\n".join([*lines, *(f"    WRONG {line}" for line in self.wrong[:20])])


class Killing:
    """One broadcast after the other until so many kills were done; each on a database of its own."""

    def __init__(
        self,
        folder: Path,
        platform: Platform,
        *,
        kills: int,
        recipients: int,
        seed: int,
        rate: float = 280.0,
        places: int = 1,
        assistants: int = 1,
        mean: float = 0.4,
        flaw: str = "",
        fresh_url: Callable[[], Awaitable[str]] | None = None,
        progress: Callable[[Count], None] = lambda _: None,
    ) -> None:
        self._folder = folder
        self._platform = platform
        self._wanted = kills
        self._recipients = recipients
        self._random = Random(seed)
        self._rate = rate
        self._mean = mean
        self._flaw = flaw
        self._fresh_url = fresh_url
        self._progress = progress
        self._before = 0
        self.count = Count(seed, places, assistants)

    async def run(self) -> Count:
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with AsyncExitStack() as stack:
            cradles = [await stack.enter_async_context(nursery()) for _ in range(self.count.assistants)]
            while self.count.kills < self._wanted and not self.count.wrong:
                folder = self._folder / f"broadcast{self.count.broadcasts}"
                folder.mkdir(parents=True)
                url = await self._fresh_url() if self._fresh_url else None
                people = self._platform.people(self._recipients)
                await prepare(folder, url, self._platform, people)
                settings = self._platform.settings(self._rate) | {"places": self.count.places}
                lives = [Life(cradle, folder, url, hurry=True, flaw=self._flaw, **settings) for cradle in cradles]
                await self._round(lives, Peek(folder, url), people)
                self.count.seconds = loop.time() - began
                self._progress(self.count)
        return self.count

    async def _round(self, lives: Sequence[Life], peek: Peek, people: Sequence[str]) -> None:
        """Kills until everybody was sent it, or enough were done; the last lives end it."""
        before, self._before = self.count.kills, await self._platform.count(peek)
        try:
            for life in lives:
                await life.begins()
            while self.count.kills < self._wanted and await self._strike(peek):
                life = self._random.choice(lives)
                await life.is_killed()
                self.count.kills += 1
                await asyncio.sleep(self._random.choice((0.0, 0.0, 0.2)))
                await life.begins()
            left = await ended(peek, patience=_QUIET + 3 * self._recipients / self._rate)
        except AssertionError as error:
            self.count.wrong.append(str(error))
            return
        finally:
            for life in lives:
                await life.is_killed()
        await self._judge(lives, peek, people, kills=self.count.kills - before, left=left)

    async def _strike(self, peek: Peek) -> bool:
        """Returns at a random instant; False when there is nothing left to send."""
        sent = await self._sent(peek)
        if self._random.random() < 0.8:  # else the assistant may not even have begun
            while await self._sent(peek) == sent:
                if not await left_of(peek):
                    return False
                await asyncio.sleep(0.01)
        await asyncio.sleep(self._random.expovariate(1 / self._mean))
        self.count.idle += await self._sent(peek) == sent
        return await left_of(peek) > 0

    async def _sent(self, peek: Peek) -> int:
        return await self._platform.count(peek) - self._before

    async def _judge(self, lives: Sequence[Life], peek: Peek, people: Sequence[str], *, kills: int, left: int) -> None:
        rows = await peek("SELECT address, state FROM outbox WHERE broadcast_id <> ''") or []
        found = await self._platform.got(peek)
        got = Counter({a: found[a] for a in people if found[a]})
        verdict = recount([(a, s) for a, s in rows], got, people, unknown_at_most=kills * self.count.places)
        self.count.broadcasts += 1
        self.count.recipients += len(people)
        self.count.states += verdict.states
        self.count.noted += verdict.noted
        self.count.wrong += verdict.wrong
        if left:
            self.count.wrong.append(f"{left} rows never came to an end")
        if isinstance(self._platform, OnTelegram):
            tg = self._platform.tg
            self.count.peak, self.count.floods = tg.deliveries.peak, tg.limits.refused_overall
        for log in {life.log for life in lives}:
            text = log.read_text()
            self.count.wrong += [f"{fault!r} in the log: {text[-800:]}" for fault in FAULTS if fault in text]
