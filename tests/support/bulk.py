"""Lets a broadcast go out: the ticks of some seconds, by the clock of the test."""

from __future__ import annotations

from bot.app import House
from support.clocks import HandClock


async def go_out(house: House, clock: HandClock) -> None:
    """Everything that is due leaves, and its sender sees how it went."""
    for _ in range(3):
        await house.broadcasts.tick()
        await house.outbox.sweep()
        await house.idle()
        clock.move(seconds=4)
