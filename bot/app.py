"""The composition root: the one place that knows every concrete class."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.web.channel import WebChannel
from bot.channels.web.demo import WINDOWS, Demo
from bot.clock import Clock, clock_from, day_of, system_clock
from bot.config import BadSettings, Settings
from bot.desk.desk import Desk
from bot.messages import Arrival, Reply
from bot.notices.outbox import Outbox
from bot.papers.shelf import Shelf
from bot.ports import MAX_FILE, Channel, Intake
from bot.storage.files import FileStore
from bot.storage.opening import FOREIGN, kind_before, open_database
from bot.storage.outbox import StoredOutbox
from bot.storage.statements import Database
from bot.storage.store import Store
from bot.storage.web import WebMessages
from bot.texts import REFERENCE, Texts
from ocop_domain.areas import Areas, load_areas
from ocop_domain.programme_files import load_programme
from ocop_domain.programmes import Programme
from ocop_domain.rights import Grant, Role

log = structlog.get_logger(__name__)

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
    channels: dict[str, Channel]
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
    if not settings.is_demo:
        return system_clock
    began = settings.folder / "began"
    if not began.exists():
        began.parent.mkdir(parents=True, exist_ok=True)
        began.write_text(system_clock().isoformat())
    return clock_from(programme_of(settings).demo_date, datetime.fromisoformat(began.read_text()))


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

    async def intake(arrivals: Sequence[Arrival]) -> None:
        await desk.receive(arrivals)

    async def alarm(line: str) -> None:
        now = clock()
        key = f"{hashlib.sha256(line.encode()).hexdigest()[:12]}:{now:%Y%m%d%H}"
        outbox.push(await store.alarm(Reply(texts[REFERENCE]("alarm.fault", line=line)), key, now))

    channels = {c.name: c for c in _channels(settings, clock, database, files, texts, intake=intake)}
    outbox = Outbox(StoredOutbox(database), channels, clock)
    desk = Desk(
        memory=store,
        texts=texts,
        areas=areas,
        programme=programme,
        clock=clock,
        new_id=new_id,
        papers=Shelf(files, texts),
        translators={name: channel.translate for name, channel in channels.items()},
        deliver=outbox.push,
        alarm=alarm,
    )
    if settings.is_demo:
        await _furnish(store, areas, programme, clock())
    routes = [route for channel in channels.values() for route in channel.routes()]
    house = House(settings, clock, store, desk, outbox, channels, _server(store, routes))
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
        await outbox.stop()
        await store.close()


def _channels(
    settings: Settings, clock: Clock, database: Database, files: FileStore, texts: Texts, *, intake: Intake
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
        )
    yield WebChannel(
        messages=WebMessages(database),
        files=files,
        texts=texts,
        clock=clock,
        intake=intake,
        secret=secret,
        secure=(settings.web_url or "").startswith("https://"),
        demo=_demo(settings, programme_of(settings), clock),
        max_upload=MAX_FILE,
    )


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

    for job, seconds in ((house.outbox.sweep, SWEEP), (house.desk.recover, 6 * SWEEP), (tidy, 3600)):
        scheduler.add_job(job, "interval", seconds=seconds, misfire_grace_time=None, coalesce=True, max_instances=1)
    return scheduler


def _demo(settings: Settings, programme: Programme, clock: Clock) -> Demo | None:
    if not settings.is_demo:
        return None
    return Demo(programme_name=programme.name, day=lambda: day_of(clock()))


async def _furnish(store: Store, areas: Areas, programme: Programme, now: datetime) -> None:
    """Gives the windows of the demonstration their roles."""
    today = day_of(now)
    district, commune = programme.demo_commune["district"], programme.demo_commune["commune"]
    named = f"{commune}, {district}" if district else str(commune)
    places = {
        Role.COMMUNE_OFFICER.value: areas.search(named, today, level="commune", limit=1)[0].code,
        Role.DISTRICT_STAFF.value: areas.search(programme.demo_district, today, limit=1)[0].code,
    }
    for window in WINDOWS:
        person = await store.person("web", window.address, REFERENCE, now)
        if window.role in places:
            await store.grant(person.id, Grant(Role(window.role), places[window.role], programme.id), now)
