"""The composition root: the one place that knows every concrete class."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.web.channel import WebChannel
from bot.channels.web.demo import Demo
from bot.clock import Clock, DemoClock, system_clock
from bot.config import BadSettings, Settings
from bot.demonstration import demo_of, furnish
from bot.desk.desk import Desk
from bot.messages import Arrival, Reply
from bot.notices.outbox import Outbox
from bot.notices.reminders import Reminders
from bot.papers.addresses import CalendarAddresses
from bot.papers.shelf import Shelf
from bot.ports import MAX_FILE, Channel, Intake, Pacing
from bot.storage.files import FileStore
from bot.storage.opening import FOREIGN, kind_before, open_database
from bot.storage.outbox import StoredOutbox
from bot.storage.pace import SharedPace
from bot.storage.personal import PersonalData
from bot.storage.reminders import StoredReminders
from bot.storage.statements import Database
from bot.storage.store import Store
from bot.storage.web import WebMessages
from bot.subscriptions import Subscriptions
from bot.texts import REFERENCE, Texts
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme
from ocop_domain.programmes import Programme

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
    channels: dict[str, Channel]
    personal: PersonalData
    server: Starlette

    async def idle(self) -> None:
        """Returns when everything that arrived was answered and delivered."""
        await self.desk.idle()
        await self.outbox.idle()


def new_id() -> str:
    """Twelve letters and digits: short enough for a button, too many to guess."""
    return secrets.token_hex(6)


def programme_of(settings: Settings) -> Programme:
    return load_programme(settings.programme_id)


def clock_of(settings: Settings) -> Clock:
    """The real clock; in the demonstration one that began in the programme's own year, and goes on after a restart."""
    return DemoClock(programme_of(settings).demo_date, settings.folder) if settings.is_demo else system_clock


def secret_of(settings: Settings) -> str:
    """The secret that signs sessions: set, or made once and kept beside the database."""
    if settings.secret:
        return settings.secret.get_secret_value()
    path = settings.folder / "secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Whole or not at all: a process that is killed here must not leave an empty secret for good.
        part = path.with_suffix(".part")
        part.touch(mode=0o600)
        part.write_text(secrets.token_hex(32))
        part.replace(path)
    return path.read_text().strip()


async def open_store(settings: Settings) -> Store:
    """The migrated database, if it is of the kind that the settings ask for: demonstration or live."""
    url = settings.database_url.get_secret_value() if settings.database_url else None
    wanted = "demo" if settings.is_demo else "live"
    _refuse(await kind_before(url, settings.folder), wanted)
    store = Store(await open_database(url, settings.folder))
    found = await store.kind()
    if found != wanted:
        if found:
            await store.close()
        _refuse(found, wanted)
        await store.set_kind(wanted)
    return store


def _refuse(found: str, wanted: str) -> None:
    """Says so before anything is changed when a database is not what it should be."""
    if found == FOREIGN:
        raise BadSettings("OCOP_DATA, OCOP_DATABASE_URL: this database belongs to another program; use an empty one.")
    if found and found != wanted and wanted == "demo":
        raise BadSettings("OCOP_DEMO: this database holds real data; the demonstration needs one of its own.")
    if found and found != wanted:
        raise BadSettings("OCOP_DEMO: this database belongs to a demonstration; set OCOP_DEMO=1 or use another.")


@asynccontextmanager
async def open_house(settings: Settings, clock: Clock | None = None) -> AsyncIterator[House]:
    """Opens everything, takes up what a former process left, and closes it all in the end."""
    clock = clock or clock_of(settings)
    texts, areas, programme = Texts(), load_areas(), programme_of(settings)
    store = await open_store(settings)
    database = store.database
    files = FileStore(settings.folder / "files")
    personal = PersonalData(database, files)

    async def intake(arrivals: Sequence[Arrival]) -> None:
        await desk.receive(arrivals)

    async def remind() -> int:
        """Everything that is due now, planned and delivered before the day goes on; no platform is waited for long."""
        told = await reminders.tick()
        with suppress(TimeoutError):
            async with asyncio.timeout(_DELIVERED):
                await outbox.idle()
        return told

    async def alarm(line: str) -> None:
        now = clock()
        key = f"{hashlib.sha256(line.encode()).hexdigest()[:12]}:{now:%Y%m%d%H}"
        outbox.push(await store.alarm(Reply(texts[REFERENCE]("alarm.fault", line=line)), key, now))

    at_home = f"http://localhost:{settings.web_port}" if settings.is_demo else ""
    addresses = CalendarAddresses(secret_of(settings), settings.web_url or at_home)
    subscriptions = Subscriptions(store, addresses, programme=programme, areas=areas, texts=texts)
    demo = demo_of(programme, clock, remind) if settings.is_demo else None
    channels = {
        c.name: c
        for c in _channels(settings, clock, database, files, texts, intake=intake, demo=demo, calendar=subscriptions)
    }
    paces = _paces(database, channels.values())
    outbox = Outbox(StoredOutbox(database), channels, clock, paces=paces, places=settings.places)
    desk = Desk(
        memory=store,
        texts=texts,
        areas=areas,
        programme=programme,
        clock=clock,
        new_id=new_id,
        papers=Shelf(files, texts, areas, addresses, personal.export),
        translators={name: channel.translate for name, channel in channels.items()},
        deliver=outbox.push,
        alarm=alarm,
    )
    reminders = Reminders(
        memory=StoredReminders(database, programme.id),
        programme=programme,
        areas=areas,
        texts=texts,
        clock=clock,
        deliver=outbox.push,
        hours=settings.hours,
        limit=_claims(channels.values()),
    )
    if settings.is_demo:
        await furnish(store, areas, programme, clock())
    routes = [route for channel in channels.values() for route in channel.routes()]
    house = House(settings, clock, store, desk, outbox, reminders, channels, personal, _server(store, routes))
    scheduler = _ticks(house)
    await outbox.recover()
    await desk.recover()
    for channel in channels.values():
        await channel.start()
    scheduler.start()
    try:
        yield house
    finally:
        scheduler.shutdown(wait=False)
        for channel in channels.values():
            await channel.stop()
        await desk.stop()
        await outbox.stop(_GRACE)
        await store.close()


def _channels(
    settings: Settings,
    clock: Clock,
    database: Database,
    files: FileStore,
    texts: Texts,
    *,
    intake: Intake,
    demo: Demo | None,
    calendar: Subscriptions,
) -> Iterator[Channel]:
    """The list of channels: each that the settings give what it needs."""
    secret = secret_of(settings)
    if settings.telegram_token:
        yield TelegramChannel(
            token=settings.telegram_token.get_secret_value(),
            api_url=settings.telegram_api_url,
            webhook_url=settings.telegram_webhook_url,
            webhook_secret=hmac.new(secret.encode(), b"telegram-webhook", "sha256").hexdigest(),
            intake=intake,
            files=files,
            texts=texts,
            rate=settings.telegram_rate,
        )
    yield WebChannel(
        messages=WebMessages(database),
        files=files,
        texts=texts,
        clock=clock,
        intake=intake,
        secret=secret,
        secure=(settings.web_url or "").startswith("https://"),
        demo=demo,
        max_upload=MAX_FILE,
        calendar=calendar,
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


def _server(store: Store, routes: list[BaseRoute]) -> Starlette:
    async def health(request: Request) -> PlainTextResponse:
        return PlainTextResponse("ok")

    async def ready(request: Request) -> PlainTextResponse:
        await store.kind()
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/healthz", health), Route("/readyz", ready), *routes])


def _ticks(house: House) -> AsyncIOScheduler:
    """What is looked at again and again; what is due stands in the database, never in the scheduler."""
    scheduler = AsyncIOScheduler()

    async def tidy() -> None:
        await house.store.tidy(house.clock())

    jobs = (
        (house.outbox.sweep, SWEEP),
        (house.reminders.tick, SWEEP),
        (house.desk.recover, 6 * SWEEP),
        (house.personal.sweep, 600),
        (tidy, 3600),
    )
    for job, seconds in jobs:
        scheduler.add_job(job, "interval", seconds=seconds, misfire_grace_time=None, coalesce=True, max_instances=1)
    return scheduler
