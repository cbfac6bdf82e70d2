"""Lines of people: in order within one, all at the same time, and nobody waits for what is done."""

from __future__ import annotations

import asyncio

from bot.kit.lines import Lines


async def test_waiting_for_lines_that_were_served_a_moment_ago_ends() -> None:
    """From Python 3.12 on it went round and round in one step of the loop, and nothing else ever had a turn."""
    done = asyncio.Event()

    async def serve(item: int) -> None:
        done.set()

    lines = Lines[str, int](serve)
    lines.add("a", 1)
    await done.wait()  # the task has ended, and what takes it out of the set has not run yet
    await lines.idle()
    lines.add("a", 2)
    await lines.idle()
    assert list(lines) == []


async def test_what_comes_while_one_waits_is_waited_for_too() -> None:
    served: list[int] = []

    async def serve(item: int) -> None:
        await asyncio.sleep(0)
        served.append(item)
        if item < 3:
            lines.add(f"line {item + 1}", item + 1)

    lines = Lines[str, int](serve)
    lines.add("line 0", 0)
    await lines.idle()
    assert served == [0, 1, 2, 3]
