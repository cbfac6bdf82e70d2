"""Plays a year and judges it: plainly, with kills, with a clock that jumps, with two processes."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from datetime import date, datetime, timedelta
from datetime import time as hour
from pathlib import Path
from random import Random

from bot.rehearsal.people import actors
from bot.rehearsal.stage import HandClock, Recorder, RehearsalStage
from bot.rehearsal.year import RehearsalStep, Script, script_of, take
from bot.storage.engine.statements import Database
from bot.texts import Texts
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme
from rehearsal.oracle import Diary, Findings, is_quiet, judge

DATA = Path(__file__).parent.parent / "data"
LISTS = (DATA / "products_camau_2022.csv", DATA / "upgrades_camau_2022.csv")
Open = Callable[[], Awaitable[Database]]
_TEXTS = Texts()
MORNING = hour(7, 31)


def camau(
    first: date = date(2022, 1, 1), last: date = date(2022, 12, 31), *, products: int = 0, seed: int = 0
) -> Script:
    """The year of Cà Mau 2022, or a part of it with the first so many products."""
    programme = load_programme("camau-2022")
    cast = actors(programme, load_areas(), lists=LISTS, take=products, seed=seed)
    return script_of(programme, cast, first, last, seed=seed)


def without(script: Script, *downs: tuple[datetime, datetime]) -> Script:
    """The same year without anybody there in these spans: what was done then is done right after."""
    steps: list[RehearsalStep] = []
    waiting: tuple[int, ...] = ()
    for step in script.steps:
        if any(begin <= step.at < end for begin, end in downs):
            waiting += step.acts
            continue
        if waiting:
            # A moment before, so that it is seen by the look.
            steps.append(RehearsalStep(step.at - timedelta(minutes=1), waiting, False))
            waiting = ()
        steps.append(step)
    return Script(script.programme, script.cast, script.acts, tuple(steps))


class Stages:
    """One or more processes on one database, one clock, one platform; and what happened."""

    def __init__(self, script: Script, open_: Open, processes: int = 1) -> None:
        self.script = script
        self._open = open_
        self._count = processes
        self.clock = HandClock(script.begins)
        self.channel = Recorder(self.clock)
        self.stages: list[RehearsalStage] = []
        self.acts: list[tuple[datetime, object]] = []
        self.ticks: list[datetime] = []

    async def rise(self) -> None:
        """All processes begin; what former ones left is taken up."""
        for _ in range(self._count):
            stage = RehearsalStage(
                await self._open(),
                programme=self.script.programme,
                areas=load_areas(),
                texts=_TEXTS,
                clock=self.clock,
                channel=self.channel,
            )
            self.stages.append(stage)
            await stage.outbox.recover()
            await stage.furnish(self.script.cast)

    async def fall(self) -> None:
        """All processes end, whatever they were doing."""
        for stage in self.stages:
            await stage.close()
        self.stages = []

    async def step(self, step: RehearsalStep) -> None:
        """One step; acts come through the processes in turn, all of them look."""
        self.clock.now = step.at
        acts = RehearsalStep(step.at, step.acts, False)
        doing = take(self.stages[len(self.ticks) % len(self.stages)], self.clock, self.script, acts)
        looks = [stage.tick() for stage in self.stages] if step.tick else []
        await asyncio.gather(doing, *looks)

    def over(self, step: RehearsalStep) -> None:
        self.acts += [(step.at, self.script.acts[number]) for number in step.acts]
        if step.tick:
            self.ticks.append(step.at)

    async def judged(self, name: str) -> Findings:
        stage = self.stages[0]
        told, strange = await stage.told(self.channel.delivered, self.script.cast)
        unsure = await unsure_of(stage)
        return judge(self.script, Diary(self.acts, self.ticks, told, strange, unsure), name)  # type: ignore[arg-type]


@contextlib.contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory, where there is one."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="ocop-year-", dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


async def unsure_of(stage: RehearsalStage) -> list[tuple[str, str]]:
    """Messages of which nobody knows whether they arrived."""
    rows = await stage.store.database.fetch("SELECT address, payload FROM outbox WHERE state = 'unknown' ORDER BY id")
    return [(row[0], row[1]) for row in rows]


async def year(script: Script, open_: Open, *, processes: int = 1, name: str = "plain") -> Findings:
    """The year as it is, or with several processes on one database."""
    began = time.monotonic()
    assistant = Stages(script, open_, processes)
    await assistant.rise()
    try:
        for step in script.steps:
            await assistant.step(step)
            assistant.over(step)
        found = await assistant.judged(name)
    finally:
        await assistant.fall()
    found.seconds = time.monotonic() - began
    return found


async def year_with_kills(
    script: Script, open_: Open, *, kills: int, seed: int, by_night: bool = True, name: str = "kills"
) -> Findings:
    """The same, but the process is dropped at random points of random looks, and comes again some looks later.

    `by_night`: it may come again in the quiet hours.
    """
    began = time.monotonic()
    random = Random(seed)
    assistant = Stages(script, open_)
    doomed = doomed_steps(script, kills, random)
    killed = skip = 0
    waiting: tuple[int, ...] = ()
    await assistant.rise()
    try:
        for number, planned in enumerate(script.steps):
            waiting += planned.acts
            asleep = not assistant.stages and not by_night and is_quiet(planned.at)
            if (skip or asleep) and number < len(script.steps) - 1:
                skip = max(0, skip - planned.tick)
                continue
            step = RehearsalStep(planned.at, waiting, planned.tick)
            if not assistant.stages:
                assistant.clock.now = step.at
                await assistant.rise()
            while doomed[number] and killed < kills:
                doomed[number] -= 1
                if await _cut(assistant.step(step), random):
                    killed += 1
                    await assistant.fall()
                    skip = random.choice((0, 0, 1, 2, 3, 4, 9))
                    if skip:
                        break
                    await assistant.rise()
            if not skip:
                await assistant.step(step)
                assistant.over(step)
                waiting = ()
            elif number == len(script.steps) - 1:
                await assistant.rise()
        found = await assistant.judged(name)
    finally:
        await assistant.fall()
    found.seconds, found.kills = time.monotonic() - began, killed
    return found


def doomed_steps(script: Script, kills: int, random: Random) -> Counter[int]:
    """At which steps the process is killed, and how often in a row: mostly when there is much to send."""
    looks = [number for number, step in enumerate(script.steps) if step.tick]
    mornings = [number for number in looks if script.steps[number].at.time() == MORNING]
    ends = [number for number in mornings if (script.steps[number].at + timedelta(days=2)).day <= 2]
    return Counter(random.choice(random.choice((looks, mornings, ends, ends))) for _ in range(2 * kills))


async def _cut(work: Coroutine[None, None, None], random: Random) -> bool:
    """Drops the work after a random number of turns of the loop; False when it was over before."""
    task = asyncio.create_task(work)
    for _ in range(int(random.paretovariate(0.5)) % 3000):
        await asyncio.sleep(0)
        if task.done():
            break
    if task.done():
        await task
        return False
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    return True


def down(script: Script, *spans: tuple[date, date]) -> Script:
    """The year with a clock that jumps over these days (first and last that are left out)."""
    zone = script.begins.tzinfo
    midnights = [
        (datetime.combine(a, datetime.min.time(), zone), datetime.combine(b, datetime.min.time(), zone) + timedelta(1))
        for a, b in spans
    ]
    return without(script, *midnights)
