"""Opening the assistant, and closing it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.app.assistant import Assistant
from bot.app.building import built
from bot.app.jobs import jobs_of
from bot.bootstrap import clock_of, open_foundation
from bot.demonstration import furnish
from bot.kit.clock import Clock
from bot.settings.config import Settings
from bot.storage.engine.serving import serving

_GRACE = 5.0
"""Seconds that what is on its way has to arrive when the program is stopped."""


@asynccontextmanager
async def open_assistant(
    settings: Settings, clock: Clock | None = None, *, ticks: bool = True
) -> AsyncIterator[Assistant]:
    """Opens everything, takes up what a former process left, and closes it all in the end.

    Without `ticks` nothing is looked at again by itself: where the clock is moved by hand, so is what it moves.
    """
    async with AsyncExitStack() as closing:
        if not settings.database_url:
            await closing.enter_async_context(serving(settings.folder))
        foundation = await open_foundation(settings, clock or clock_of(settings), closing)
        assistant = built(foundation)
        for channel in assistant.channels.values():
            closing.push_async_callback(channel.close)
        closing.push_async_callback(_stop, assistant)
        if settings.is_demo:
            await furnish(foundation.store, foundation.areas, foundation.programme, foundation.clock())
        scheduler = jobs_of(assistant)
        await assistant.outbox.recover()
        await assistant.dispatcher.recover()
        for channel in assistant.channels.values():
            await channel.start()
        if ticks:
            scheduler.start()
            closing.callback(scheduler.shutdown, wait=False)
        yield assistant


async def _stop(assistant: Assistant) -> None:
    """Takes nothing more; what is on its way has a moment to arrive."""
    for channel in assistant.channels.values():
        await channel.stop()
    await assistant.dispatcher.stop()
    await assistant.outbox.stop(_GRACE)
    await assistant.health.stop()
