"""The composition root: the one place that knows every concrete class."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from bot.bootstrap import Foundation, clock_of, new_id, open_foundation
from bot.broadcasts.service import EVERY, Broadcasts
from bot.channels.web.channel import WebChannel
from bot.channels.web.demo import Demo
from bot.channels.web.front import Front
from bot.channels.web.origins import base_of
from bot.channels.web.plain import PlainPages
from bot.dashboards import Dashboards
from bot.delivery.outbox import Outbox
from bot.demonstration import demo_of, furnish
from bot.dispatch.dispatcher import Dispatcher
from bot.handlers.shared.quotas import Quotas
from bot.kit.checks import Check
from bot.kit.clock import Clock, day_of, system_clock
from bot.kit.metrics import Metrics
from bot.kit.reception import checks
from bot.messages import Arrival, Outgoing, Reply
from bot.operation import importing
from bot.operation.activities import ActivityReminders
from bot.operation.councils import Councils
from bot.operation.due import DueReminders
from bot.operation.endings import Endings
from bot.operation.gathering import Gathering
from bot.operation.health import Health
from bot.operation.leaves import Leaves
from bot.operation.nightly import Nightly, by_command
from bot.operation.preparing import AFTER, Preparing
from bot.operation.services import DayServices
from bot.operation.succession import Succession
from bot.operation.terms import Terms
from bot.operation.upkeep import Upkeep
from bot.operation.watching import Alarm, Watch
from bot.papers.maker import PaperMaker
from bot.papers.photos import PhotoReader
from bot.ports.channels import Channel, Intake
from bot.ports.outbox import Pacing
from bot.reminders.rules import OF_DUTIES, RULES
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
from bot.storage.files.workbooks import readable
from bot.storage.store import Store
from bot.storage.web import WebMessages
from bot.storage.year.reminders import StoredReminders
from bot.subscriptions import Subscriptions
from bot.texts import REFERENCE
from ocop_domain.law import law_on
from ocop_domain.programmes import Programme

log = structlog.get_logger(__name__)

_DELIVERED = 5
"""Seconds that the demonstration's clock waits for deliveries."""
_GRACE = 5.0
"""Seconds that what is on its way has to arrive when the program is stopped."""
SWEEP = 5
"""Seconds between two looks at what still waits: a retry may be late by so much."""


@dataclass(frozen=True, slots=True)
class Assistant:
    """The running program: everything that is open."""

    settings: Settings
    clock: Clock
    programme: Programme
    store: Store
    dispatcher: Dispatcher
    outbox: Outbox
    reminders: Reminders
    broadcasts: Broadcasts
    channels: dict[str, Channel]
    personal: PersonalData
    leftovers: Leftovers
    queues: Queues
    nightly: Nightly
    upkeep: Upkeep
    terms: Terms
    leaves: Leaves
    endings: Endings
    gathering: Gathering
    due_reminders: DueReminders
    councils: Councils
    activities: ActivityReminders
    succession: Succession
    preparing: Preparing
    health: Health
    server: Starlette
    watcher: Watch
    demo: Demo | None = None

    async def idle(self) -> None:
        """Returns when everything that arrived was answered and delivered."""
        await self.dispatcher.idle()
        await self.outbox.idle()

    async def watch(self) -> None:
        """Tells the administrators what they must know of."""
        await self.watcher.look()


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
        assistant = _built(foundation)
        for channel in assistant.channels.values():
            closing.push_async_callback(channel.close)
        closing.push_async_callback(_stop, assistant)
        if settings.is_demo:
            await furnish(foundation.store, foundation.areas, foundation.programme, foundation.clock())
        scheduler = _ticks(assistant)
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


def _built(foundation: Foundation) -> Assistant:
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
    papers = _papers(foundation, lambda: channels)
    desk = _desk(foundation, papers, lambda: channels, deliver)
    channels = {channel.name: channel for channel in _channels(foundation, intake=intake, demo=demo, desk=desk)}
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
    alarm = _alarm(foundation, outbox)
    dispatcher = _dispatcher(foundation, channels, outbox, metrics, alarm, papers=papers)
    reminders = _reminders(foundation, channels, outbox)
    broadcasts = _broadcasts(foundation, channels, outbox)
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
    server = _server(foundation, [*health.routes(), *routes])
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
        preparing=Preparing(foundation.programme, foundation.programmes, foundation.clock),
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


def _server(foundation: Foundation, routes: Sequence[BaseRoute]) -> Starlette:
    """All pages, behind what every request passes first."""
    settings = foundation.settings
    public = settings.web_url or ""
    plain = PlainPages(foundation.texts, base_of(public))
    front = Middleware(Front, public=public, proxies=settings.proxy_list, plain=plain, private=settings.is_demo)
    return Starlette(routes=routes, middleware=[front], exception_handlers=plain.handlers())


def _papers(foundation: Foundation, channels: Callable[[], Mapping[str, Channel]]) -> PaperMaker:
    """What comes out as a file; `channels` are asked for when they are there."""

    def links(code: str) -> dict[str, str]:
        """The web chat first: every phone opens it."""
        served = channels()
        order = sorted(served, key=lambda name: name != WebChannel.name)
        found = {name: served[name].link(code) for name in order}
        return {name: link for name, link in found.items() if link}

    def dashboard(code: str) -> str:
        web = channels().get(WebChannel.name)
        return web.dashboard(code) if isinstance(web, WebChannel) else ""

    return PaperMaker(
        foundation.files,
        foundation.texts,
        foundation.areas,
        foundation.addresses,
        foundation.personal.export,
        links=links,
        dashboard=dashboard,
        reader=importing.by_command(foundation.settings),
        grids=readable,
        most=foundation.settings.papers_most,
    )


def _desk(
    foundation: Foundation,
    papers: PaperMaker,
    channels: Callable[[], Mapping[str, Channel]],
    deliver: Callable[[Sequence[Outgoing]], None],
) -> Dashboards:
    """What stands behind the dashboard's pages."""

    def at(channel: str, opening: str) -> str:
        """The web chat's own address follows from that of the page."""
        served = channels().get(channel)
        return served.at(opening) if served and channel != WebChannel.name else ""

    return Dashboards(
        foundation.store,
        texts=foundation.texts,
        areas=foundation.areas,
        programme=foundation.programme,
        programmes=foundation.programmes,
        clock=foundation.clock,
        papers=papers,
        new_id=new_id,
        deliver=deliver,
        at=at,
    )


def _dispatcher(
    foundation: Foundation,
    channels: Mapping[str, Channel],
    outbox: Outbox,
    metrics: Metrics,
    alarm: Alarm,
    *,
    papers: PaperMaker,
) -> Dispatcher:
    """Who answers; a fault is told to the administrators."""

    async def fault(line: str) -> None:
        await alarm(foundation.texts[REFERENCE]("alarm.fault", line=line))

    return Dispatcher(
        memory=foundation.store,
        texts=foundation.texts,
        areas=foundation.areas,
        programme=foundation.programme,
        programmes=foundation.programmes,
        clock=foundation.clock,
        new_id=new_id,
        papers=papers,
        translators={name: channel.translate for name, channel in channels.items()},
        deliver=outbox.push,
        alarm=fault,
        timed=metrics.turn,
        hours=foundation.settings.hours,
        rates=_rates(channels),
        keeps=foundation.settings.keeps,
        largest={name: channel.capabilities.largest for name, channel in channels.items()},
        quotas=Quotas(foundation.settings.drafts_most, foundation.settings.waiting_most),
        cuts={name: channel.capabilities.heard_limit for name, channel in channels.items()},
        photos=PhotoReader(foundation.files),
    )


def _reminders(foundation: Foundation, channels: Mapping[str, Channel], outbox: Outbox) -> Reminders:
    """Who looks at what is due: in the law of the day, and in each plan of which something is left."""
    programmes = foundation.programmes
    made: dict[tuple[str, int], Reminders] = {}

    def of(programme: Programme, **more: Any) -> Reminders:
        key = programme.id, id(programme)  # the law may change under a plan
        if key not in made:
            # What a person's own papers bring is said once, by the law.
            rules = RULES if programme.is_law else OF_DUTIES
            made[key] = _reminders_of(foundation, channels, outbox, programme, rules=rules, **more)
        return made[key]

    def planning(day: date) -> Iterator[Reminders]:
        return (of(programme) for programme in (law_on(day), *programmes.living(day)))

    return of(law_on(day_of(foundation.clock())), planning=planning)


def _reminders_of(
    foundation: Foundation, channels: Mapping[str, Channel], outbox: Outbox, programme: Programme, **more: Any
) -> Reminders:
    return Reminders(
        memory=StoredReminders(foundation.store.database, programme.id, foundation.programmes.counted),
        programme=programme,
        areas=foundation.areas,
        texts=foundation.texts,
        clock=foundation.clock,
        deliver=outbox.push,
        hours=foundation.settings.hours,
        limit=_claims(channels.values()),
        programmes=foundation.programmes,
        **more,
    )


def _broadcasts(foundation: Foundation, channels: Mapping[str, Channel], outbox: Outbox) -> Broadcasts:
    """Who begins, follows and ends what is sent to many."""
    return Broadcasts(
        memory=CastingMemory(foundation.store.database, foundation.programmes, foundation.areas),
        texts=foundation.texts,
        clock=foundation.clock,
        deliver=outbox.push,
        hours=foundation.settings.hours,
        rates=_rates(channels),
    )


def _rates(channels: Mapping[str, Channel]) -> dict[str, float]:
    """Notices a second by channel."""
    return {name: channel.capabilities.per_second for name, channel in channels.items()}


def _channels(foundation: Foundation, *, intake: Intake, demo: Demo | None, desk: Dashboards) -> Iterator[Channel]:
    """The list of channels: each that the settings give what it needs."""
    keeping = Allowance(foundation.store.database, foundation.settings.file_limits, foundation.settings.folder)
    settings, secret = foundation.settings, foundation.secret
    if settings.telegram_token:
        from bot.channels.telegram.channel import TelegramChannel

        yield TelegramChannel(
            token=settings.telegram_token.get_secret_value(),
            api_url=settings.telegram_api_url,
            webhook_url=settings.telegram_webhook_url,
            webhook_secret=hmac.new(secret.encode(), b"telegram-webhook", "sha256").hexdigest(),
            intake=intake,
            files=foundation.files,
            keeping=keeping,
            texts=foundation.texts,
            rate=settings.telegram_rate,
            clock=foundation.clock,
        )
    yield WebChannel(
        messages=WebMessages(foundation.store.database),
        files=foundation.files,
        texts=foundation.texts,
        clock=foundation.clock,
        intake=intake,
        secret=secret,
        secure=(settings.web_url or "").startswith("https://"),
        public=foundation.public,
        demo=demo,
        live=settings.live,
        live_each=settings.live_each,
        keeping=keeping,
        limits=settings.file_limits,
        newcomers=(settings.newcomers_hourly, settings.newcomers_hourly_all),
        reads=settings.reads_rate,
        desk=desk,
        calendar=Subscriptions(
            foundation.store,
            foundation.addresses,
            programme=foundation.programme,
            programmes=foundation.programmes,
            areas=foundation.areas,
            texts=foundation.texts,
            clock=foundation.clock,
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


def _ticks(assistant: Assistant) -> AsyncIOScheduler:
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
    scheduler.add_job(assistant.preparing.once, "date", run_date=system_clock() + AFTER, misfire_grace_time=None)
    return scheduler
