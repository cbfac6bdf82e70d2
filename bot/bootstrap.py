"""What everything in the assistant stands on: settings, clock, rules, texts, the database and the files."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.kit.clock import Clock, DemoClock, day_of, system_clock
from bot.papers.calendar.addresses import CalendarAddresses
from bot.settings.config import BadSettings, Settings
from bot.settings.plans import leading, programmes_of
from bot.storage.account.export import PersonalData
from bot.storage.engine.opening import FOREIGN, look, open_database, refuse_tables
from bot.storage.files.folder import Folder
from bot.storage.files.kept import FileStore
from bot.storage.files.places import ContentStore, FilesHarmed
from bot.storage.files.private import close_to_others, make_folder
from bot.storage.files.remote import Remote
from bot.storage.files.unasked import UnaskedFiles
from bot.storage.store import Store
from bot.texts import Texts
from ocop_domain.areas import Areas, load_areas
from ocop_domain.programme_collection import Programmes
from ocop_domain.programmes import Programme

log = structlog.get_logger(__name__)

_PATIENCE = 10
"""Seconds that the start waits for the store of files."""


def new_id() -> str:
    """Twelve letters and digits: short enough for a button, too many to guess."""
    return secrets.token_hex(6)


def programme_of(settings: Settings) -> Programme:
    """The programme of the tools that know one: the one that is named, else the law of today."""
    return leading(settings, programmes_of(settings), day_of(system_clock()))


def clock_of(settings: Settings) -> Clock:
    """The real clock; in the demonstration one that began in the programme's own year, and goes on after a restart."""
    return DemoClock(programme_of(settings).demo_date, settings.folder) if settings.is_demo else system_clock


def secret_of(settings: Settings) -> str:
    """The secret that signs sessions: set, or made once and kept beside the database."""
    if settings.secret:
        return settings.secret.get_secret_value()
    path = secret_file(settings)
    if not path.exists():
        make_folder(path.parent)
        _make_once(path, secrets.token_hex(32))
    return path.read_text().strip()


def secret_file(settings: Settings) -> Path:
    return settings.folder / "secret"


def _make_once(path: Path, secret: str) -> None:
    """Whole or not at all, and never twice: of two processes that begin together one makes it, both read it."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    part.touch(mode=0o600)
    part.write_text(secret)
    try:
        path.hardlink_to(part)
    except FileExistsError:
        pass
    except OSError:  # a disk without hard links
        part.replace(path)
        return
    part.unlink()


def is_shared(settings: Settings) -> bool:
    """Whether the assistant lives elsewhere than in its folder: then a folder may be new, and others have theirs."""
    return bool(settings.database_url or settings.files_url)


async def secret_for(settings: Settings, store: Store) -> str:
    """The secret of everybody who shares the database: set, or kept there.

    An assistant that is moved into a new container, or has a second process, must know its people again. What was kept
    in a folder before is carried into the database once.
    """
    if settings.secret or not is_shared(settings):
        return secret_of(settings)
    kept = await store.secret()
    if kept:
        return kept
    former = secret_file(settings)
    return await store.keep_secret(former.read_text().strip() if former.exists() else secrets.token_hex(32))


def place_of(settings: Settings) -> ContentStore:
    """Where the settings want files to be; nothing is asked of a store far away yet."""
    url = settings.files_place
    try:
        return Remote(url, settings.files_options) if url else Folder(settings.folder / "files")
    except ImportError:
        raise BadSettings("OCOP_FILES_URL: files in S3 need one more package: pip install 'ocop-bot[s3]'.") from None


def files_of(settings: Settings) -> FileStore:
    """The files, where the settings want them."""
    return FileStore(place_of(settings))


async def _try(files: FileStore) -> None:
    """Refuses a store that keeps something else than it is given; one that is away may come back."""
    try:
        async with asyncio.timeout(_PATIENCE):
            await files.check()
    except FilesHarmed as error:
        raise BadSettings(f"OCOP_FILES_URL: files cannot be kept there: {error}.") from None
    except OSError as error:
        log.warning("files out of reach", setting="OCOP_FILES_URL", error=str(error))


async def open_store(settings: Settings, *, migrate: bool = False) -> Store:
    """The database, if it is of the kind that the settings ask for: demonstration or live.

    Only who serves or upgrades may `migrate` it, or make it; the other tools take it as it is, or say what it lacks.
    """
    url, direct = settings.database_urls
    wanted = kind_of(settings)
    found = await look(url, settings.folder, direct)
    refuse_kind(found.kind, wanted)
    refuse_tables(found, migrate=migrate)
    store = Store(await open_database(url, settings.folder, direct))
    try:
        kind = await store.kind()
        refuse_kind(kind, wanted)
        if not kind and migrate:
            await store.set_kind(wanted)
    except BaseException:
        await store.close()
        raise
    return store


def kind_of(settings: Settings) -> str:
    """What the database of these settings is for."""
    return "demo" if settings.is_demo else "live"


def refuse_kind(found: str, wanted: str) -> None:
    """Says so before anything is changed when a database is not what it should be."""
    if found == FOREIGN:
        raise BadSettings("OCOP_DATA, OCOP_DATABASE_URL: this database belongs to another program; use an empty one.")
    if found and found != wanted and wanted == "demo":
        raise BadSettings("OCOP_DEMO: this database holds real data; the demonstration needs one of its own.")
    if found and found != wanted:
        raise BadSettings("OCOP_DEMO: this database belongs to a demonstration; set OCOP_DEMO=1 or use another.")


@dataclass(frozen=True, slots=True)
class Foundation:
    """What everything in the assistant stands on: settings, clock, rules, texts, the database and the files."""

    settings: Settings
    clock: Clock
    programme: Programme
    """For whom no place is known: the one that is named, else the law of the day on which the program was started."""
    programmes: Programmes
    areas: Areas
    texts: Texts
    store: Store
    files: FileStore
    unasked: UnaskedFiles
    personal: PersonalData
    addresses: CalendarAddresses
    secret: str
    public: str
    """Where people reach the program; "" where nobody said it."""


async def open_foundation(settings: Settings, clock: Clock, closing: AsyncExitStack) -> Foundation:
    """Reads the rules, opens the files and the database; `closing` ends them, also when this fails half-way."""
    public = settings.web_url or (f"http://localhost:{settings.web_port}" if settings.is_demo else "")
    texts, areas, programmes = Texts(), load_areas(), programmes_of(settings)
    files = files_of(settings)
    closing.push_async_callback(files.aclose)
    close_to_others(settings.data, settings.folder)
    await _try(files)
    store = await open_store(settings, migrate=True)
    closing.push_async_callback(store.close)
    secret = await secret_for(settings, store)
    return Foundation(
        settings=settings,
        clock=clock,
        programme=leading(settings, programmes, day_of(clock())),
        programmes=programmes,
        areas=areas,
        texts=texts,
        store=store,
        files=files,
        unasked=UnaskedFiles(files),
        personal=PersonalData(store.database, files, clock),
        addresses=CalendarAddresses(secret, public),
        secret=secret,
        public=public,
    )
