"""The composition root: the one place that knows every concrete class."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from bot.bootstrap import Ground, clock_of, lay, new_id
from bot.broadcasts.service import EVERY, Broadcasts
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.web.channel import WebChannel
from bot.channels.web.demo import Demo
from bot.channels.web.front import Front
from bot.channels.web.origins import base_of
from bot.channels.web.plain import Plain
from bot.delivery.outbox import Outbox
from bot.demonstration import demo_of, furnish
from bot.dispatch.dispatcher import Desk
from bot.handlers.shared.quotas import Quotas
from bot.kit.checks import Check
from bot.kit.clock import Clock, system_clock
from bot.kit.metrics import Metrics
from bot.kit.reception import checks
from bot.messages import Arrival, Reply
from bot.operation.health import Health
from bot.operation.nightly import Nightly, by_command
from bot.operation.upkeep import Upkeep
from bot.operation.watching import Alarm, Watch
from bot.papers.maker import Shelf
from bot.ports.channels import Channel, Intake
from bot.ports.outbox import Pacing
from bot.reminders.service import Reminders
from bot.settings.config import Settings
from bot.storage.account.export import PersonalData
from bot.storage.broadcast.service import CastingMemory
from bot.storage.delivery.outbox import StoredOutbox
from bot.storage.delivery.pace import SharedPace
from bot.storage.delivery.queues import Queues, metered
from bot.storage.engine.heartbeat import Heartbeat
from bot.storage.engine.serving import serving
from bot.storage.engine.statements import Database
from bot.storage.files.allowance import Allowance
from bot.storage.files.leftovers import Leftovers
from bot.storage.store import Store
from bot.storage.web import WebMessages
from bot.storage.year.reminders import StoredReminders
from bot.subscriptions import Subscriptions
from bot.texts import REFERENCE

log = structlog.get_logger(__name__)

_DELIVERED = 5
"""Seconds that the demonstration's clock waits for deliveries."""
_GRACE = 5.0
"""Seconds that what is on its way has to arrive when the program is stopped."""
SWEEP = 5
"""Seconds between two looks at what still waits: a retry may be late by so much."""


@dataclass(frozen=True, slots=True)
class House:
    """The running program: everything that is open."""

    settings: Settings
    clock: Clock
    store: Store
    desk: Desk
    outbox: Outbox
    reminders: Reminders
    broadcasts: Broadcasts
    channels: dict[str, Channel]
    personal: PersonalData
    leftovers: Leftovers
    queues: Queues
    nightly: Nightly
    upkeep: Upkeep
    health: Health
    server: Starlette
    watcher: Watch

    async def idle(self) -> None:
        """Returns when everything that arrived was answered and delivered."""
        await self.desk.idle()
        await self.outbox.idle()

    async def watch(self) -> None:
        """Tells the administrators what they must know of."""
        await self.watcher.look()


@asynccontextmanager
async def open_house(settings: Settings, clock: Clock | None = None, *, ticks: bool = True) -> AsyncIterator[House]:
    """Opens everything, takes up what a former process left, and closes it all in the end.

    Without `ticks` nothing is looked at again by itself: where the clock is moved by hand, so is what it moves.
    """
    async with AsyncExitStack() as closing:
        if not settings.database_url:
            await closing.enter_async_context(serving(settings.folder))
        ground = await lay(settings, clock or clock_of(settings), closing)
        house = _built(ground)
        for channel in house.channels.values():
            closing.push_async_callback(channel.close)
        closing.push_async_callback(_stop, house)
        if settings.is_demo:
            await furnish(ground.store, ground.areas, ground.programme, ground.clock())
        scheduler = _ticks(house)
        await house.outbox.recover()
        await house.desk.recover()
        for channel in house.channels.values():
            await channel.start()
        if ticks:
            scheduler.start()
            closing.callback(scheduler.shutdown, wait=False)
        yield house


async def _stop(house: House) -> None:
    """Takes nothing more; what is on its way has a moment to arrive."""
    for channel in house.channels.values():
        await channel.stop()
    await house.desk.stop()
    await house.outbox.stop(_GRACE)
    await house.health.stop()


def _built(ground: Ground) -> House:
    """Everything that hears, answers, reminds and delivers, joined; nothing runs yet."""

    async def intake(arrivals: Sequence[Arrival]) -> None:
        await desk.receive(arrivals)
        for name in {arrival.channel for arrival in arrivals}:
            receptions[name].heard_at = clock()

    async def remind() -> int:
        """Everything that is due now, planned and delivered before the day goes on; no platform is waited for long."""
        told = await reminders.tick()
        await broadcasts.tick()
        with suppress(TimeoutError):
            async with asyncio.timeout(_DELIVERED):
                await outbox.idle()
        return told

    settings, clock, store = ground.settings, ground.clock, ground.store
    demo = demo_of(ground.programme, clock, remind) if settings.is_demo else None
    channels = {channel.name: channel for channel in _channels(ground, intake=intake, demo=demo)}
    receptions = {name: channel.reception for name, channel in channels.items()}
    metrics, queues = Metrics(), Queues(store.database)
    metrics.follow(receptions)
    outbox = Outbox(
        StoredOutbox(store.database, noted=metered(metrics, receptions)),
        channels,
        clock,
        paces=_paces(store.database, channels.values()),
        places=settings.places,
        awake=lambda: not settings.hours.quiet(clock()),
    )
    alarm = _alarm(ground, outbox)
    desk = _desk(ground, channels, outbox, metrics, alarm)
    reminders = _reminders(ground, channels, outbox)
    broadcasts = _broadcasts(ground, channels, outbox)
    routes = [route for channel in channels.values() for route in channel.routes()]
    upkeep = Upkeep(settings, store, ground.texts, clock, outbox.push)
    looks = [check for name, reception in receptions.items() for check in checks(name, reception)]
    every = [*_checks(ground, upkeep), *looks]
    health = Health(settings.metrics_token, every, queues, metrics, clock, gauges=upkeep.figures)
    server = _server(ground, [*health.routes(), *routes])
    return House(
        settings=settings,
        clock=clock,
        store=store,
        desk=desk,
        outbox=outbox,
        reminders=reminders,
        broadcasts=broadcasts,
        channels=channels,
        personal=ground.personal,
        leftovers=Leftovers(store.database, ground.files),
        queues=queues,
        nightly=Nightly(settings, store.database, clock, by_command(settings)),
        upkeep=upkeep,
        health=health,
        server=server,
        watcher=Watch(receptions, alarm, ground.texts),
    )


def _checks(ground: Ground, upkeep: Upkeep) -> list[Check]:
    """What `/readyz` looks at beside the channels, a line for each part that can be ill."""
    return [
        Check("database", Heartbeat(ground.store.database, ground.clock).look),
        Check("backups and disks", upkeep.look, vital=False),
    ]


def _alarm(ground: Ground, outbox: Outbox) -> Alarm:
    """Tells the administrators; the same words once an hour."""

    async def tell(words: str) -> None:
        now = ground.clock()
        key = f"{hashlib.sha256(words.encode()).hexdigest()[:12]}:{now:%Y%m%d%H}"
        outbox.push(await ground.store.alarm(Reply(words), key, now))

    return tell


def _server(ground: Ground, routes: Sequence[BaseRoute]) -> Starlette:
    """All pages, behind what every request passes first."""
    settings = ground.settings
    public = settings.web_url or ""
    plain = Plain(ground.texts, base_of(public))
    front = Middleware(Front, public=public, proxies=settings.proxy_list, plain=plain, private=settings.is_demo)
    return Starlette(routes=routes, middleware=[front], exception_handlers=plain.handlers())


def _desk(ground: Ground, channels: Mapping[str, Channel], outbox: Outbox, metrics: Metrics, alarm: Alarm) -> Desk:
    """Who answers; a fault is told to the administrators."""

    def links(code: str) -> dict[str, str]:
        """The web chat first: every phone opens it."""
        order = sorted(channels, key=lambda name: name != WebChannel.name)
        found = {name: channels[name].link(code) for name in order}
        return {name: link for name, link in found.items() if link}

    async def fault(line: str) -> None:
        await alarm(ground.texts[REFERENCE]("alarm.fault", line=line))

    return Desk(
        memory=ground.store,
        texts=ground.texts,
        areas=ground.areas,
        programme=ground.programme,
        clock=ground.clock,
        new_id=new_id,
        papers=Shelf(
            ground.files,
            ground.texts,
            ground.areas,
            ground.addresses,
            ground.personal.export,
            links=links,
            most=ground.settings.papers_most,
        ),
        translators={name: channel.translate for name, channel in channels.items()},
        deliver=outbox.push,
        alarm=fault,
        timed=metrics.turn,
        hours=ground.settings.hours,
        rates=_rates(channels),
        keeps=ground.settings.keeps,
        largest={name: channel.capabilities.largest for name, channel in channels.items()},
        quotas=Quotas(ground.settings.drafts_most, ground.settings.waiting_most),
        cuts={name: channel.capabilities.heard_limit for name, channel in channels.items()},
    )


def _reminders(ground: Ground, channels: Mapping[str, Channel], outbox: Outbox) -> Reminders:
    """Who looks at what is due."""
    return Reminders(
        memory=StoredReminders(ground.store.database, ground.programme.id),
        programme=ground.programme,
        areas=ground.areas,
        texts=ground.texts,
        clock=ground.clock,
        deliver=outbox.push,
        hours=ground.settings.hours,
        limit=_claims(channels.values()),
    )


def _broadcasts(ground: Ground, channels: Mapping[str, Channel], outbox: Outbox) -> Broadcasts:
    """Who begins, follows and ends what is sent to many."""
    return Broadcasts(
        memory=CastingMemory(ground.store.database, ground.programme, ground.areas),
        texts=ground.texts,
        clock=ground.clock,
        deliver=outbox.push,
        hours=ground.settings.hours,
        rates=_rates(channels),
    )


def _rates(channels: Mapping[str, Channel]) -> dict[str, float]:
    """Notices a second by channel."""
    return {name: channel.capabilities.per_second for name, channel in channels.items()}


def _channels(ground: Ground, *, intake: Intake, demo: Demo | None) -> Iterator[Channel]:
    """The list of channels: each that the settings give what it needs."""
    keeping = Allowance(ground.store.database, ground.settings.file_limits, ground.settings.folder)
    settings, secret = ground.settings, ground.secret
    if settings.telegram_token:
        yield TelegramChannel(
            token=settings.telegram_token.get_secret_value(),
            api_url=settings.telegram_api_url,
            webhook_url=settings.telegram_webhook_url,
            webhook_secret=hmac.new(secret.encode(), b"telegram-webhook", "sha256").hexdigest(),
            intake=intake,
            files=ground.files,
            keeping=keeping,
            texts=ground.texts,
            rate=settings.telegram_rate,
            clock=ground.clock,
        )
    yield WebChannel(
        messages=WebMessages(ground.store.database),
        files=ground.files,
        texts=ground.texts,
        clock=ground.clock,
        intake=intake,
        secret=secret,
        secure=(settings.web_url or "").startswith("https://"),
        public=ground.public,
        demo=demo,
        live=settings.live,
        live_each=settings.live_each,
        keeping=keeping,
        limits=settings.file_limits,
        newcomers=(settings.newcomers_hourly, settings.newcomers_hourly_all),
        reads=settings.reads_rate,
        calendar=Subscriptions(
            ground.store, ground.addresses, programme=ground.programme, areas=ground.areas, texts=ground.texts
        ),
    )


def _paces(database: Database, channels: Iterable[Channel]) -> dict[str, Pacing]:
    """Where several processes may share the database they share the platforms' limits too."""
    if database.alone:
        return {}
    able = {c.name: c.capabilities for c in channels}
    # One place of a second stays free: no process sees how long the messages of another are on their way.
    return {name: SharedPace(database, name, c.per_second, c.most_per_second - 1) for name, c in able.items()}


def _claims(channels: Iterable[Channel]) -> int:
    """People reminded in one tick: as many as the platforms take until the next."""
    return min(1000, int(sum(c.capabilities.per_second for c in channels) * SWEEP))


def _ticks(house: House) -> AsyncIOScheduler:
    """What is looked at again and again; what is due stands in the database, never in the scheduler."""
    scheduler = AsyncIOScheduler()
    nightly = house.settings.backups_keep and not house.settings.is_demo

    async def tidy() -> None:
        await house.store.tidy(house.clock(), house.settings.keeps)

    async def tell() -> None:
        await house.queues.tell(house.clock())

    jobs = (
        (house.outbox.sweep, SWEEP),
        (house.reminders.tick, SWEEP),
        (house.broadcasts.tick, EVERY),
        (house.desk.recover, 6 * SWEEP),
        (house.personal.sweep, 600),
        (tell, 60),
        (house.watch, 30),
        (tidy, 3600),
        (house.upkeep.tick, 3600),
        *(((house.nightly.tick, 600),) if nightly else ()),
    )
    for job, seconds in jobs:
        scheduler.add_job(job, "interval", seconds=seconds, misfire_grace_time=None, coalesce=True, max_instances=1)
    soon = system_clock() + timedelta(minutes=10)  # a house that is started anew each morning is swept too
    scheduler.add_job(house.leftovers.sweep, "interval", days=1, next_run_time=soon, misfire_grace_time=None)
    return scheduler
