"""What is looked at again and again, and how often."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app.assistant import Assistant
from bot.broadcasts.service import EVERY
from bot.kit.clock import system_clock
from bot.operation.preparing import AFTER
from bot.ports.channels import Channel

SWEEP = 5
"""Seconds between two looks at what still waits: a retry may be late by so much."""


def claims_of(channels: Iterable[Channel]) -> int:
    """People reminded in one tick: as many as the platforms take until the next."""
    return min(1000, int(sum(c.capabilities.per_second for c in channels) * SWEEP))


def jobs_of(assistant: Assistant) -> AsyncIOScheduler:
    """What is looked at again and again; what is due stands in the database, never in the scheduler."""
    scheduler = AsyncIOScheduler()
    nightly = assistant.settings.backups_keep and not assistant.settings.is_demo

    async def tidy() -> None:
        await assistant.store.tidy(assistant.clock(), assistant.settings.keeps)

    async def tell() -> None:
        await assistant.queues.tell(assistant.clock())

    jobs = (
        (assistant.outbox.sweep, SWEEP),
        (assistant.reminders.tick, SWEEP),
        (assistant.broadcasts.tick, EVERY),
        (assistant.dispatcher.recover, 6 * SWEEP),
        (assistant.personal.sweep, 600),
        (tell, 60),
        (assistant.watch, 30),
        (tidy, 3600),
        (assistant.upkeep.tick, 3600),
        (assistant.terms.tick, 3600),
        (assistant.leaves.tick, 3600),
        (assistant.endings.tick, 3600),
        (assistant.gathering.tick, 300),
        (assistant.councils.tick, 600),
        (assistant.activities.tick, 600),
        (assistant.due_reminders.tick, 600),
        (assistant.succession.tick, 3600),
        *(((assistant.nightly.tick, 600),) if nightly else ()),
    )
    for job, seconds in jobs:
        scheduler.add_job(job, "interval", seconds=seconds, misfire_grace_time=None, coalesce=True, max_instances=1)
    soon = system_clock() + timedelta(minutes=10)  # an assistant that is started anew each morning is swept too
    scheduler.add_job(assistant.leftovers.sweep, "interval", days=1, next_run_time=soon, misfire_grace_time=None)
    scheduler.add_job(assistant.preparing.at_once, misfire_grace_time=None)
    later = system_clock() + AFTER
    scheduler.add_job(assistant.preparing.after_a_moment, "date", run_date=later, misfire_grace_time=None)
    return scheduler
