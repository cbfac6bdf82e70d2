"""Everything that hears, answers, reminds and delivers, joined."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from contextlib import suppress

from bot.app.answering import desk_of, dispatcher_of, papers_of
from bot.app.assistant import Assistant
from bot.app.channels import channels_of, paces_of
from bot.app.pages import server_of
from bot.app.reminding import broadcasts_of, reminders_of
from bot.bootstrap import Foundation
from bot.delivery.outbox import Outbox
from bot.demonstration import demo_of
from bot.kit.checks import Check
from bot.kit.metrics import Metrics
from bot.kit.reception import checks
from bot.messages import Arrival, Outgoing, Reply
from bot.operation.activities import ActivityReminders
from bot.operation.councils import Councils
from bot.operation.due import DueReminders
from bot.operation.endings import Endings
from bot.operation.gathering import Gathering
from bot.operation.health import Health
from bot.operation.leaves import Leaves
from bot.operation.nightly import Nightly, by_command
from bot.operation.preparing import Preparing
from bot.operation.services import DayServices
from bot.operation.succession import Succession
from bot.operation.terms import Terms
from bot.operation.upkeep import Upkeep
from bot.operation.watching import Alarm, Watch
from bot.storage.delivery.outbox import StoredOutbox
from bot.storage.delivery.queues import Queues, metered
from bot.storage.engine.heartbeat import Heartbeat
from bot.storage.files.leftovers import Leftovers

_DELIVERED = 5
"""Seconds that the demonstration's clock waits for deliveries."""


def built(foundation: Foundation) -> Assistant:
    """Everything that hears, answers, reminds and delivers, joined; nothing runs yet."""

    async def intake(arrivals: Sequence[Arrival]) -> None:
        await dispatcher.receive(arrivals)
        for name in {arrival.channel for arrival in arrivals}:
            receptions[name].heard_at = clock()

    async def remind() -> int:
        """Everything that is due now, planned and delivered before the day goes on; no platform is waited for long."""
        await endings.tick()
        told = await reminders.tick() + await gathering.tick() + await councils.tick()
        await activities.tick()
        await due_reminders.tick()
        await broadcasts.tick()
        with suppress(TimeoutError):
            async with asyncio.timeout(_DELIVERED):
                await outbox.idle()
        return told

    def deliver(told: Sequence[Outgoing]) -> None:
        outbox.push(told)

    settings, clock, store = foundation.settings, foundation.clock, foundation.store
    demo = demo_of(foundation.programme, clock, remind) if settings.is_demo else None
    papers = papers_of(foundation, lambda: channels)
    desk = desk_of(foundation, papers, lambda: channels, deliver)
    channels = {channel.name: channel for channel in channels_of(foundation, intake=intake, demo=demo, desk=desk)}
    receptions = {name: channel.reception for name, channel in channels.items()}
    metrics, queues = Metrics(), Queues(store.database)
    metrics.follow(receptions)
    outbox = Outbox(
        StoredOutbox(store.database, noted=metered(metrics, receptions)),
        channels,
        clock,
        paces=paces_of(store.database, channels.values()),
        places=settings.places,
        awake=lambda: not settings.hours.quiet(clock()),
    )
    alarm = _alarm(foundation, outbox)
    dispatcher = dispatcher_of(foundation, channels, outbox, metrics, alarm, papers=papers)
    reminders = reminders_of(foundation, channels, outbox)
    broadcasts = broadcasts_of(foundation, channels, outbox)
    routes = [route for channel in channels.values() for route in channel.routes()]
    day = DayServices(
        store,
        clock,
        foundation.texts,
        foundation.areas,
        foundation.programmes,
        outbox.push,
        dispatcher.turn_for,
        settings.hours,
    )
    endings, gathering, councils, due_reminders = Endings(day), Gathering(day), Councils(day), DueReminders(day)
    activities = ActivityReminders(store, foundation.texts, clock, settings.hours)
    upkeep = Upkeep(settings, store, foundation.texts, clock, outbox.push, programmes=foundation.programmes)
    looks = [check for name, reception in receptions.items() for check in checks(name, reception)]
    every = [*_checks(foundation, upkeep), *looks]
    health = Health(settings.metrics_token, every, queues, metrics, clock, gauges=upkeep.figures)
    server = server_of(foundation, [*health.routes(), *routes])
    return Assistant(
        settings=settings,
        clock=clock,
        programme=foundation.programme,
        store=store,
        dispatcher=dispatcher,
        outbox=outbox,
        reminders=reminders,
        broadcasts=broadcasts,
        channels=channels,
        personal=foundation.personal,
        leftovers=Leftovers(store.database, foundation.files),
        queues=queues,
        nightly=Nightly(settings, store.database, clock, by_command(settings)),
        upkeep=upkeep,
        terms=Terms(day),
        leaves=Leaves(day),
        endings=endings,
        gathering=gathering,
        due_reminders=due_reminders,
        councils=councils,
        activities=activities,
        succession=Succession(day),
        preparing=Preparing(foundation.programme, foundation.programmes, foundation.areas, foundation.clock),
        health=health,
        server=server,
        watcher=Watch(receptions, alarm, foundation.texts),
        demo=demo,
    )


def _checks(foundation: Foundation, upkeep: Upkeep) -> list[Check]:
    """What `/readyz` looks at beside the channels, a line for each part that can be ill."""
    return [
        Check("database", Heartbeat(foundation.store.database, foundation.clock).look),
        Check("backups and disks", upkeep.look, vital=False),
    ]


def _alarm(foundation: Foundation, outbox: Outbox) -> Alarm:
    """Tells the administrators; the same words once an hour."""

    async def tell(words: str) -> None:
        now = foundation.clock()
        key = f"{hashlib.sha256(words.encode()).hexdigest()[:12]}:{now:%Y%m%d%H}"
        outbox.push(await foundation.store.alarm(Reply(words), key, now))

    return tell
