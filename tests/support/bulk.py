"""Lets a broadcast go out: the ticks of some seconds, by the clock of the test."""

from __future__ import annotations

from bot.app import Assistant
from support.clocks import HandClock


async def go_out(assistant: Assistant, clock: HandClock) -> None:
    """Everything that is due leaves, and its sender sees how it went."""
    for _ in range(3):
        await assistant.broadcasts.tick()
        await assistant.outbox.sweep()
        await assistant.idle()
        clock.move(seconds=4)
