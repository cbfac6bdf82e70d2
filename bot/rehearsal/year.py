"""The year, step by step: the clock is moved, people act, the assistant looks what is due."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.kit.clock import VIETNAM
from bot.rehearsal.acts import PlayedAct, acts, moments
from bot.rehearsal.people import Actor
from bot.rehearsal.stage import HandClock, Recorder, RehearsalStage, ToldReminder
from ocop_domain.programmes import Programme


@dataclass(frozen=True, slots=True)
class RehearsalStep:
    """A moment: what is done at it (numbers of acts), and whether the assistant looks what is due."""

    at: datetime
    acts: tuple[int, ...]
    tick: bool


@dataclass(frozen=True)
class Script:
    """Everything that will happen, fixed before it begins."""

    programme: Programme
    cast: tuple[Actor, ...]
    acts: tuple[PlayedAct, ...]
    steps: tuple[RehearsalStep, ...]

    @property
    def begins(self) -> datetime:
        """Before the first step: everybody takes their role."""
        return datetime.combine(self.steps[0].at.astimezone(VIETNAM).date(), time(0), VIETNAM)


def script_of(programme: Programme, cast: Sequence[Actor], first: date, last: date, *, seed: int = 0) -> Script:
    """The year from `first` to `last`, both included."""
    found = acts(programme, cast, first, seed=seed)
    steps = _steps(found, moments(first, last))
    return Script(programme, tuple(cast), tuple(found), tuple(steps))


def _steps(found: Sequence[PlayedAct], ticks: Sequence[datetime]) -> Iterator[RehearsalStep]:
    by_moment: dict[datetime, list[int]] = {}
    for number, act in enumerate(found):
        if act.at <= ticks[-1]:
            by_moment.setdefault(act.at, []).append(number)
    looks = set(ticks)
    for at in sorted(by_moment.keys() | looks):
        yield RehearsalStep(at, tuple(by_moment.get(at, ())), at in looks)


async def take(stage: RehearsalStage, clock: HandClock, script: Script, step: RehearsalStep) -> None:
    """One step; what is done at the very moment of a look happens while it looks."""
    clock.now = step.at
    doing = _do(stage, script, step)
    if step.tick:
        await asyncio.gather(doing, stage.tick())
    else:
        await doing


async def _do(stage: RehearsalStage, script: Script, step: RehearsalStep) -> None:
    for number in step.acts:
        await stage.act(number, script.acts[number])


async def play(
    stage: RehearsalStage, clock: HandClock, channel: Recorder, script: Script
) -> tuple[list[ToldReminder], list[str]]:
    """Plays it all; who was told what when, and what does not add up."""
    clock.now = script.begins
    await stage.furnish(script.cast)
    for step in script.steps:
        await take(stage, clock, script, step)
    return await stage.told(channel.delivered, script.cast)
