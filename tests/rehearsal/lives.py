"""The year with real processes: one or two on one database, killed with SIGKILL at random instants.

The clock is the parent's and goes on step by step; a process that is down for some looks comes again later. What
reached the phones stands in a file that every life appends to, line by line.
"""

from __future__ import annotations

import asyncio
import gc
import json
import multiprocessing
import os
import signal
import time
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from bot.messages import Reply
from bot.rehearsal.stage import Delivery, HandClock, Recorder, RehearsalStage
from bot.rehearsal.year import RehearsalStep, Script
from bot.storage.engine.opening import open_database
from bot.storage.engine.statements import Database
from bot.texts import Texts
from ocop_domain.areas import load_areas
from rehearsal.oracle import Diary, Findings, is_quiet, judge
from rehearsal.year import doomed_steps, unsure_of

_FORK = multiprocessing.get_context("fork")
_TEXTS = Texts()
_PATIENCE = 60


class Post(Recorder):
    """Phones that outlive the sender: each message is a line of a file, written at once."""

    def __init__(self, clock: HandClock, file: Path, life: int) -> None:
        super().__init__(clock)
        self._life = life
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    async def send(self, address: str, reply: Reply) -> str:
        await asyncio.sleep(0.0005)  # on its way: a kill may come before, now and after
        ref = f"{self._life}-{await super().send(address, reply)}"
        line = {"ref": ref, "at": self._clock().isoformat(), "address": address, "text": reply.text}
        os.write(self._file, json.dumps(line).encode() + b"\n")
        await asyncio.sleep(0.0005)
        return ref


def arrived(file: Path) -> list[Delivery]:
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
    return [Delivery(d["ref"], datetime.fromisoformat(d["at"]), d["address"], d["text"]) for d in lines]


def _stage(script: Script, clock: HandClock, channel: Recorder, database: Database) -> RehearsalStage:
    return RehearsalStage(
        database, programme=script.programme, areas=load_areas(), texts=_TEXTS, clock=clock, channel=channel
    )


def _live(pipe: Connection, script: Script, place: tuple[Path, str | None], file: Path, life: int) -> None:
    """One life: takes up what is left, then step after step as it is told, until it is killed."""

    async def run() -> None:
        clock = HandClock(pipe.recv())
        stage = _stage(script, clock, Post(clock, file, life), await open_database(place[1], place[0]))
        await stage.outbox.recover()
        await stage.furnish(script.cast)
        pipe.send("born")
        while True:
            step: RehearsalStep = await asyncio.to_thread(pipe.recv)
            clock.now = step.at
            looks = [stage.tick()] if step.tick else []
            await asyncio.gather(_act(stage, script, step), *looks)
            pipe.send("done")

    try:
        asyncio.run(run())
    except (EOFError, KeyboardInterrupt):
        pass
    finally:
        os._exit(0)


async def _act(stage: RehearsalStage, script: Script, step: RehearsalStep) -> None:
    for number in step.acts:
        await stage.act(number, script.acts[number])


class Life:
    """One process, as its parent sees it."""

    def __init__(self, number: int, *args: Any) -> None:
        self._pipe, theirs = _FORK.Pipe()
        self._process = _FORK.Process(target=_live, args=(theirs, *args, number), daemon=True)
        self._process.start()
        theirs.close()

    def tell(self, what: object) -> None:
        self._pipe.send(what)

    def heard(self, seconds: float = _PATIENCE) -> bool:
        """Whether it answered within this time."""
        if not self._pipe.poll(seconds):
            return False
        try:
            self._pipe.recv()
        except EOFError:
            raise AssertionError("a process ended by itself") from None
        return True

    def kill(self) -> None:
        os.kill(self._process.pid or 0, signal.SIGKILL)
        self._process.join()
        self._pipe.close()


class Lives:
    """All processes of a year, their deaths, and the diary."""

    def __init__(self, script: Script, folder: Path, url: str | None, *, kills: int, seed: int, by_night: bool) -> None:
        self._script = script
        self._folder = folder
        self._url = url
        self._file = folder / "post.jsonl"
        self._random = Random(seed)
        self._most = kills
        self._by_night = by_night
        self._doomed = doomed_steps(script, kills, self._random)
        self._alive: dict[int, Life] = {}
        self._down: dict[int, int] = {}
        self._count = 0
        self.kills = 0
        self.acts: list[tuple[datetime, Any]] = []
        self.ticks: list[datetime] = []

    def run(self, processes: int) -> None:
        self._down = dict.fromkeys(range(processes), 0)
        waiting: tuple[int, ...] = ()
        try:
            for number, step in enumerate(self._script.steps):
                waiting += step.acts
                self._rise(step, last=number == len(self._script.steps) - 1)
                if self._alive and self._play(RehearsalStep(step.at, waiting, step.tick), self._doomed[number]):
                    self.acts += [(step.at, self._script.acts[n]) for n in waiting]
                    waiting = ()
                    self.ticks += [step.at] if step.tick else []
        finally:
            for life in self._alive.values():
                life.kill()

    def _rise(self, step: RehearsalStep, *, last: bool) -> None:
        """Those whose time has come are born again."""
        for slot in [slot for slot in self._down if slot not in self._alive]:
            self._down[slot] = max(0, self._down[slot] - step.tick)
            if last or not (self._down[slot] or (is_quiet(step.at) and not self._by_night)):
                self._birth(slot, step.at)

    def _birth(self, slot: int, at: datetime) -> None:
        self._count += 1
        life = Life(self._count, self._script, (self._folder, self._url), self._file)
        life.tell(at if self.ticks or self.kills else self._script.begins)
        assert life.heard(), "not born in time"
        self._alive[slot] = life

    def _play(self, step: RehearsalStep, deaths: int) -> bool:
        """One step; True when some process came through it with all that was done."""
        carrier = self._random.choice(list(self._alive))
        through = False
        for slot, life in list(self._alive.items()):
            life.tell(step if slot == carrier else RehearsalStep(step.at, (), step.tick))
        for slot, life in list(self._alive.items()):
            dies = deaths and self.kills < self._most and self._random.random() < 0.8
            if not dies:
                assert life.heard(), f"no answer at {step.at}"
                through |= slot == carrier
                continue
            if life.heard(self._random.expovariate(1 / 0.015)):
                through |= slot == carrier  # it was too fast, and dies idle
            life.kill()
            del self._alive[slot]
            self.kills += 1
            self._down[slot] = self._random.choice((0, 0, 0, 1, 2, 3, 4, 9))
            if not self._down[slot] and (self._by_night or not is_quiet(step.at)):
                self._birth(slot, step.at)
                again = self._alive[slot]
                again.tell(step if slot == carrier else RehearsalStep(step.at, (), step.tick))
                assert again.heard(), f"no answer at {step.at} after a restart"
                through |= slot == carrier
        return through

    async def judged(self, name: str) -> Findings:
        clock = HandClock(self._script.steps[-1].at)
        stage = _stage(self._script, clock, Recorder(clock), await open_database(self._url, self._folder))
        try:
            await stage.furnish(self._script.cast)
            told, strange = await stage.told(arrived(self._file), self._script.cast)
            return judge(self._script, Diary(self.acts, self.ticks, told, strange, await unsure_of(stage)), name)
        finally:
            await stage.close()


def lives(
    script: Script,
    folder: Path,
    url: str | None = None,
    *,
    processes: int = 1,
    kills: int = 0,
    seed: int = 0,
    by_night: bool = True,
    name: str = "",
) -> Findings:
    """Plays the script with real processes."""
    began = time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    gc.freeze()
    all_ = Lives(script, folder, url, kills=kills, seed=seed, by_night=by_night)
    all_.run(processes)
    found = asyncio.run(all_.judged(name))
    found.kills, found.seconds = all_.kills, time.monotonic() - began
    return found
