"""Papers are made person after person: thirty presses of one never hold up another."""

from __future__ import annotations

import asyncio

import pytest

from bot.papers.limits import TooMany, Turns


class Office:
    """Makes one paper at a time; each is finished by hand."""

    def __init__(self, most: int = 30) -> None:
        self.turns = Turns(most)
        self.begun: list[int] = []
        self.finish: asyncio.Queue[None] = asyncio.Queue()
        self.most_at_once = 0
        self._now = 0

    async def make(self, person: int) -> None:
        async with self.turns.turn(person):
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            self.begun.append(person)
            await self.finish.get()
            self._now -= 1

    async def all(self, *people: int) -> None:
        tasks = [asyncio.create_task(self.make(person)) for person in people]
        await asyncio.sleep(0)  # all have asked
        for _ in people:
            self.finish.put_nowait(None)
        await asyncio.gather(*tasks)


async def test_who_presses_thirty_times_waits_for_the_others() -> None:
    office = Office()
    await office.all(*[1] * 30, 2, 3)
    assert office.begun.index(2) <= 2
    assert office.begun.index(3) <= 3
    assert office.begun.count(1) == 30
    assert office.most_at_once == 1


async def test_more_than_may_wait_is_told_and_takes_no_place() -> None:
    office = Office(most=2)
    waiting = [asyncio.create_task(office.make(1)) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(TooMany):
        await office.make(1)
    for _ in waiting:
        office.finish.put_nowait(None)
    await asyncio.gather(*waiting)
    await office.all(2, 1)
    assert office.begun == [1, 1, 2, 1]


async def test_who_gives_up_waiting_leaves_the_row_moving() -> None:
    office = Office()
    first = asyncio.create_task(office.make(1))
    second = asyncio.create_task(office.make(2))
    third = asyncio.create_task(office.make(3))
    await asyncio.sleep(0)
    second.cancel()
    office.finish.put_nowait(None)
    office.finish.put_nowait(None)
    await asyncio.gather(first, third)
    assert office.begun == [1, 3]
    await office.all(2)
