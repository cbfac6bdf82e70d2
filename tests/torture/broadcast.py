"""A broadcast in bad weather, while people talk: who got it, how fast, and how long the people waited."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from bench.talks import scripts
from fakes.telegram import FakeTelegram, Fault, Weather
from fakes.telegram.stats import percentiles
from fakes.telegram.weather import Try
from support.assistants import DAY
from support.broadcasts import FINAL, Verdict, recount, write_broadcast, write_people
from support.databases import with_tables

from bot.kit.clock import clock_from
from bot.storage.engine.opening import open_database
from torture.kills import Peek, nursery
from torture.lives import Life, OnTelegram, Platform

TYPICAL, LIMIT = 28.0, 30
RETRIED = ("flood", "5xx")
_TOGETHER = 3
"""Chats that complain within a second before the channel pauses: `bot/delivery/floods.py`."""


def fault_of(kind: str, random: Random, longest: int) -> Fault:
    """What goes wrong, by name; `longest` seconds are the most that a flood must wait."""
    return {
        "flood": lambda: Fault.flood(random.randint(1, longest)),
        "5xx": lambda: Fault.server_error(random.choice((500, 502, 503))),
        "blocked": Fault.blocked,
        "refused": lambda: Fault.refused(400, "Bad Request: PEER_ID_INVALID"),
        "dropped": Fault.drop,
        "hung": Fault.hang,
        "lost": Fault.lost_answer,
        "gateway": Fault.gateway,
        "lost, hung": lambda: Fault.lost_answer(hang=True),
    }[kind]()


SILENT = ("dropped", "hung", "lost", "lost, hung", "gateway")
STATES = {"blocked": "blocked", "refused": "refused"} | dict.fromkeys(SILENT, "unknown")


@dataclass
class Plan:
    """What goes wrong for whom, and how it must end for each."""

    weather: dict[int, list[Fault | None]] = field(default_factory=dict)
    ends: dict[str, str] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, people: Sequence[str], random: Random, share: float, *, hanging: float, longest: int) -> Plan:
        """So many of the people meet a fault; those that hang cost the sender a place for 20 seconds."""
        plan = cls()
        for address in people:
            plan.ends[address] = "sent"
            chance = random.random()
            hangs = chance < hanging
            if not hangs and chance >= share:
                continue
            happens = [random.choice(RETRIED) for _ in range(random.choice((0, 0, 1, 2)))]
            if hangs:
                happens.append(random.choice(("hung", "lost, hung")))
            elif not happens or random.random() < 0.5:
                happens.append(random.choice(("blocked", "refused", "dropped", "lost", "gateway")))
            plan.weather[int(address)] = [fault_of(kind, random, longest) for kind in happens]
            plan.ends[address] = STATES.get(happens[-1], "sent")
            plan.kinds.update(happens)
        return plan


class Talkers:
    """People who register their product meanwhile; from when to when each of their acts waited for its answer."""

    def __init__(
        self, tg: FakeTelegram, scripts: Sequence[Sequence[dict[str, Any]]], *, pause: float, random: Random
    ) -> None:
        self._tg = tg
        self._scripts = scripts
        self._pause = pause
        self._random = random
        self.waits: list[tuple[float, float]] = []
        self.left_alone: list[str] = []

    async def talk(self) -> None:
        """For ever."""
        await asyncio.gather(*(self._one(script) for script in self._scripts))

    async def _one(self, script: Sequence[dict[str, Any]]) -> None:
        # Nobody comes at the same moment: fifty people who all begin at once would fill the limit by themselves.
        await asyncio.sleep(self._random.random() * 3 * self._pause)
        while True:
            user = self._tg.user("Lan")
            for step in script:
                loop = asyncio.get_running_loop()
                began = loop.time()
                try:
                    await (user.press(step["press"]) if "press" in step else user.send(step["text"]))
                    await user.wait(step.get("news", 1), 60)
                except AssertionError as error:
                    self.left_alone.append(f"{user.id}: {error}")
                    break
                self.waits.append((began, loop.time()))
                # A person reads, thinks and presses: never twice in a second.
                await asyncio.sleep(max(1.2, self._random.expovariate(1 / self._pause)))


@dataclass
class Report:
    """What a broadcast came to."""

    verdict: Verdict
    seconds: float
    rate: float
    wanted: float
    paused: float
    peak: int
    most: int
    floods: int
    kinds: Counter[str]
    waits: dict[str, float]
    answers: int
    muted: int
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = ", ".join(f"{n} {kind}" for kind, n in sorted(self.kinds.items())) or "none"
        waits = ", ".join(f"{name} {value:.0f} ms" for name, value in self.waits.items())
        lines = [
            f"{self.verdict}",
            f"  in {self.seconds:.0f} s; faults: {told}",
            f"  {self.rate:.2f} messages a second while there was enough to send, {self.rate / self.wanted:.1%} of"
            f" {self.wanted:g}; the platform demanded {self.paused:.1f} s of silence, which is taken out",
            f"  most in any second {self.peak} (limit {self.most}); refused because it was too much: {self.floods}",
            f"  {self.answers} answers to people meanwhile: {waits}; {self.muted} more fell into that silence",
        ]
        return "\n".join([*lines, *(f"    WRONG {line}" for line in self.wrong)])

    @property
    def ok(self) -> bool:
        return not self.wrong and not self.verdict.wrong

    def judge(self, left: int, left_alone: Sequence[str], *, timed: bool) -> None:
        """Holds what was counted against what is promised; rate and waits only where they were `timed`."""
        self.wrong += [f"left without an answer: {who}" for who in left_alone]
        self.wrong += [f"{left} rows never came to an end"] if left else []
        if self.peak > self.most:
            self.wrong.append(f"{self.peak} messages in one second")
        if timed and self.rate < 0.97 * self.wanted:
            self.wrong.append(f"only {self.rate / self.wanted:.1%} of the rate")
        if timed and self.waits and self.waits["p99"] >= 200:
            self.wrong.append(f"one answer in a hundred took longer than {self.waits['p99']:.0f} ms")


def silence(tries: Iterable[Try]) -> list[tuple[float, float]]:
    """When the platform had told several chats at once to wait: from the last complaint until it may go on."""
    spans: list[tuple[float, float]] = []
    recent: list[Try] = []
    for t in tries:
        if not (t.fault and t.fault.error and t.fault.error.code == 429):
            continue
        recent = [r for r in recent if t.at - r.at < 1 and r.chat != t.chat] + [t]
        if len(recent) < _TOGETHER:
            continue
        until = t.at + t.fault.error.parameters["retry_after"]
        if spans and t.at <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(until, spans[-1][1]))
        else:
            spans.append((t.at, until))
    return spans


def rate_of(tries: Sequence[Try], people: Sequence[str]) -> tuple[float, float]:
    """Messages a second (conversations too) until 95 % of the people were tried, and the seconds of silence in it."""
    everybody, seen = {int(p) for p in people}, set[int]()
    began = next(t.at for t in tries if t.chat in everybody)
    ended = began
    for t in tries:
        if t.chat in everybody:
            seen.add(t.chat)
            ended = t.at
        if len(seen) >= 0.95 * len(everybody):
            break
    mute = [(at, min(until, ended)) for at, until in silence(tries) if at < ended]
    paused = sum(until - at for at, until in mute)
    # What was on its way when the silence began is left out with it.
    count = sum(began < t.at <= ended and not any(at < t.at < until for at, until in mute) for t in tries)
    return count / (ended - began - paused), paused


async def broadcast(
    folder: Path,
    *,
    recipients: int,
    seed: int,
    url: str | None = None,
    rate: float = TYPICAL,
    talkers: int = 50,
    pause: float = 10.0,
    share: float = 0.06,
    hanging: float = 0.004,
    squalls: Sequence[float] = (20.0,),
    timed: bool = True,
    hurry: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Report:
    """One broadcast on Telegram by one assistant; `timed` also judges rate and waits."""
    random = Random(seed)
    loop = asyncio.get_running_loop()
    folder.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        tg = await stack.enter_async_context(FakeTelegram())
        platform = OnTelegram(tg)
        settings = platform.settings(rate)
        tg.webhook.retry_base = 0.1
        people = platform.people(recipients)
        await prepare(folder, url, platform, people)
        life = Life(await stack.enter_async_context(nursery()), folder, url, webhook=True, hurry=hurry, **settings)
        plan = Plan.of(people, random, share, hanging=hanging, longest=1 if hurry else 3)
        tg.faults = weather = Weather(plan.weather, squalls=squalls, squall=1 if hurry else 2)
        company = Talkers(tg, scripts(talkers, DAY), pause=pause, random=random)
        peek = Peek(folder, url)
        began = loop.time()
        left = await among_talk(life, peek, company.talk(), patience=60 + 3 * recipients / rate, tell=tell)
        rows = await peek("SELECT address, state FROM outbox WHERE broadcast_id <> ''") or []
        verdict = recount(
            [(a, s) for a, s in rows],
            await platform.got(peek),
            people,
            expected=plan.ends,
            tried_after_unknown=_repeated(weather, people, {a for a, s in rows if s == "unknown"}),
        )
        reached, paused = rate_of(weather.tries, people)
        mute = silence(weather.tries)
        waited = [b - a for a, b in company.waits if not any(a < until + 1 and b > at for at, until in mute)]
        waits = percentiles(waited)
        report = Report(
            verdict,
            loop.time() - began,
            reached,
            rate,
            paused,
            tg.deliveries.peak,
            round(LIMIT * rate / TYPICAL),
            tg.limits.refused_overall,
            plan.kinds,
            waits,
            len(waited),
            len(company.waits) - len(waited),
        )
        report.judge(left, company.left_alone, timed=timed)
        return report


async def prepare(folder: Path, url: str | None, platform: Platform, people: Sequence[str]) -> None:
    """The people and a broadcast to them in the database, before any assistant is there."""
    now: datetime = clock_from(DAY)()
    if not url:
        await asyncio.to_thread(with_tables, folder / "live")
    database = await open_database(url, folder / "live")
    try:
        await write_people(database, platform.name, people, now)
        await write_broadcast(database, "b1", platform.name, now)
    finally:
        await database.close()


async def among_talk(
    life: Life, peek: Peek, talk: Coroutine[Any, Any, None], *, patience: float, tell: Callable[[str], None]
) -> int:
    """The life of an assistant until its broadcast has ended, while people talk; how many rows have no end."""
    await life.begins()
    talking = asyncio.create_task(talk)
    try:
        return await ended(peek, patience=patience, tell=tell)
    finally:
        talking.cancel()
        await asyncio.gather(talking, return_exceptions=True)
        await life.is_killed()


async def left_of(peek: Peek) -> int:
    """Rows of the broadcast that have no end yet."""
    return sum(n for state, n in (await _states(peek)).items() if state not in FINAL)


async def _states(peek: Peek) -> dict[str, int]:
    rows = await peek("SELECT state, count(*) FROM outbox WHERE broadcast_id <> '' GROUP BY state")
    return {str(state): int(n) for state, n in rows or ()}


async def ended(peek: Peek, *, patience: float, tell: Callable[[str], None] = lambda _: None) -> int:
    """Waits for the end of the broadcast; how many rows have none once nothing has gone on for so long."""
    loop = asyncio.get_running_loop()
    told, moved = loop.time(), loop.time()
    least: int | None = None
    while (left := await left_of(peek)) and loop.time() < moved + patience:
        if least is None or left < least:
            least, moved = left, loop.time()
        if loop.time() - told > 30:
            told = loop.time()
            tell(", ".join(f"{n} {state}" for state, n in sorted((await _states(peek)).items())))
        await asyncio.sleep(0.2)
    return left


def _repeated(weather: Weather, people: Sequence[str], unknown: set[str]) -> list[str]:
    """Those whose fate nobody knew, and who were tried once more."""
    fatal, found = set[int](), []
    silent = {int(a) for a in people if a in unknown}
    for t in weather.tries:
        if t.chat in fatal:
            found.append(str(t.chat))
        if t.chat in silent and t.fault and (t.fault.dropped or t.fault.silent or t.fault.executed):
            fatal.add(t.chat)
    return found
