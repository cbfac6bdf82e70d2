"""Looks at everything that can be wrong before anybody notices."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from functools import cache
from pathlib import Path
from string import Formatter
from urllib.parse import urlsplit

from yaml import YAMLError

from bot.bootstrap import clock_of, files_of, is_shared, kind_of, open_store, refuse_kind, secret_file
from bot.commands.lines import CheckLine
from bot.commands.plans import laid
from bot.commands.programmes import span
from bot.conversations.forms import FORMS
from bot.operation.upkeep import disks, troubles, waiting
from bot.papers.dossier.pdf import FONT, find_office, has_font
from bot.papers.photos import find_reader, reads_vietnamese
from bot.settings.config import BadSettings, Settings, unknown_names
from bot.settings.kinds import is_local
from bot.settings.plans import own_files
from bot.storage.account.requests import open_requests
from bot.storage.backup.state import BackupState, read_state
from bot.storage.engine.migrate import head
from bot.storage.engine.opening import damage_of, look, refuse_tables
from bot.storage.store import Store
from bot.texts import REFERENCE, Texts
from ocop_domain.areas import load_areas
from ocop_domain.criteria.check import problems
from ocop_domain.criteria.effort import effort_problems, load_effort
from ocop_domain.criteria.known import known_problems
from ocop_domain.criteria.load import all_criteria, load_criteria
from ocop_domain.data import names
from ocop_domain.knowledge.files import all_entries, ids_of, is_knowledge, knowledge_mistakes, knowledge_path
from ocop_domain.product_sets import all_decisions, load_product_sets
from ocop_domain.programme_files import (
    BadProgrammeError,
    UnknownProgrammeError,
    all_programmes,
    is_file,
    load_programme,
    programme_path,
    programme_text,
    read_programme,
    warnings,
)


async def check_all(settings: Settings) -> list[CheckLine]:
    """Settings, data files, catalogues, database: a line each."""
    own = [str(path) for path in own_files(settings)]
    programmes = [line for name in [*all_programmes(), *own] for line in check_programme(name)]
    if all(line.ok for line in programmes):
        programmes += laid(settings)
    stored = [*(await _database(settings)), await _secret(settings), await _files(settings)]
    kept = [*stored, *(await _backups(settings)), *(await _telegram(settings))]
    return [
        *_settings(settings),
        *_data(),
        *programmes,
        *_knowledge(),
        *_criteria(),
        *_catalogues(),
        _papers(),
        _photos(),
        *kept,
    ]


def check_file(name: str) -> Iterator[CheckLine]:
    """A programme, or a file of one's own that holds a programme or knowledge."""
    path = Path(name)
    if is_file(name) and path.is_file() and is_knowledge(path.read_text("utf-8", "replace")):
        return check_knowledge(name)
    return check_programme(name)


def check_knowledge(name: str) -> Iterator[CheckLine]:
    """A file of knowledge: a line with its counts, or each mistake as path:line: text."""
    path = Path(name)
    text = path.read_text("utf-8", "replace")
    elsewhere = [id_ for other in names("knowledge") if other != path.stem for id_ in _ids_that_ship(other)]
    found = knowledge_mistakes(text, elsewhere)
    yield from (CheckLine(False, f"{name}:{mistake.line}: {mistake.text}") for mistake in found)
    if not found:
        yield CheckLine(True, f"knowledge {path.stem}: {len(ids_of(text))} entries")


@cache
def _ids_that_ship(name: str) -> tuple[str, ...]:
    """Each file is read once, however many are checked."""
    return tuple(ids_of(knowledge_path(name).read_text("utf-8")))


def check_programme(name: str) -> Iterator[CheckLine]:
    """A programme or a file of one's own: a line with its counts, or each mistake as path:line: text."""
    try:
        text = programme_text(name)
        programme = read_programme(text, name) if is_file(name) else load_programme(name)
    except UnknownProgrammeError as error:
        yield CheckLine(False, f"{name}: {error}.")
        return
    except BadProgrammeError as error:
        yield from (CheckLine(False, f"{_path(name)}:{mistake.line}: {mistake.text}") for mistake in error.mistakes)
        return
    counts = f"{len(programme.duties)} duties, {len(programme.occurrences)} dated occurrences"
    named = name if is_file(name) else programme.id
    if programme.endless:
        counts += " in its first two years"
    yield CheckLine(
        programme.form in FORMS, f"programme {named}: {span(programme)}, {counts}, {len(programme.notes)} notes"
    )
    for doubt in warnings(text):
        yield CheckLine(True, f"{_path(name)}:{doubt.line}: warning: {doubt.text}")


def _path(name: str) -> str:
    """Where the file stands, so that an editor can open it at the line."""
    return name if is_file(name) else str(programme_path(name))


def _settings(settings: Settings) -> Iterator[CheckLine]:
    mode = "demonstration" if settings.is_demo else "live"
    named = settings.programme_id or "none named: the law and the plans of each unit"
    yield CheckLine(True, f"settings: {mode}, programme {named}, data in {settings.folder}")
    if settings.outdated:
        yield CheckLine(True, f"  warning: {settings.outdated}")
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        shown = "set" if hasattr(value, "get_secret_value") else value
        yield CheckLine(
            True, f"  OCOP_{name.upper()} = {shown if value is not None else 'not set'}: {field.description}"
        )
    yield from (CheckLine(True, f"  warning: {name}: no setting has this name") for name in unknown_names())
    if settings.publicly:
        yield CheckLine(False, f"settings: this is the demonstration, and {settings.publicly}: set OCOP_DEMO=0")
    yield from (CheckLine(True, f"  warning: OCOP_WEB_URL: {why}") for why in _doubts(settings))


def _doubts(settings: Settings) -> Iterator[str]:
    """What works here, but not for those who are to come."""
    if settings.is_demo:
        return
    if not settings.web_url:
        yield f"not set: invitations lead to http://localhost:{settings.web_port}, which opens on this machine only"
    elif settings.web_url.startswith("http:") and not is_local(urlsplit(settings.web_url).hostname or ""):
        yield "set it to https://…: by http everybody on the way can read along"


def _data() -> Iterator[CheckLine]:
    areas = load_areas()
    yield CheckLine(True, f"areas: {sum(1 for _ in areas)} units of all eras")
    for decision in all_decisions():
        sets = load_product_sets(decision)
        ids = [s.id for s in sets.sets]
        yield CheckLine(len(ids) == len(set(ids)) == 26, f"product sets of {sets.decision}: {len(ids)}")


def _knowledge() -> Iterator[CheckLine]:
    """What can be asked in free words: one line, or where it is broken each file with its mistakes."""
    try:
        entries = all_entries()
    except (YAMLError, ValueError):
        for name in names("knowledge"):
            yield from check_knowledge(str(knowledge_path(name)))
        return
    yield CheckLine(True, f"knowledge: {len(entries)} entries in {len(names('knowledge'))} files")


def _criteria() -> Iterator[CheckLine]:
    """Every decision: what does not add up is a problem; what it is known to lack is a note."""
    for decision_id in all_criteria():
        decision = load_criteria(decision_id)
        sets = list(decision.sets)
        wrong = [str(problem) for problem in problems(decision)]
        yield CheckLine(not wrong, f"criteria of {decision.number}: {len(sets)} sets, from {decision.filed_from}")
        yield from (CheckLine(False, f"  {text}") for text in wrong)
        for set_id, reason in decision.missing.items():
            yield CheckLine(True, f"  known gap: {set_id}: {reason}")
        for criteria in sets:
            yield from (CheckLine(True, f"  known gap: {criteria.id}: {gap}") for gap in criteria.gaps)
        yield from (CheckLine(True, f"  known gap: {gap}") for gap in decision.gaps)
        unclear = known_problems(decision_id, sets)
        yield CheckLine(not unclear, f"what is known of {decision.number}: our own reading of forms and papers")
        yield from (CheckLine(False, f"  {text}") for text in unclear)
        if decision_id in names("effort"):
            strange = [str(problem) for problem in effort_problems(load_effort(decision_id), iter(sets))]
            yield CheckLine(not strange, f"effort for {decision.number}: our own estimates for every item")
            yield from (CheckLine(False, f"  {text}") for text in strange)


def _catalogues() -> Iterator[CheckLine]:
    texts = Texts()
    reference = texts[REFERENCE].texts
    for language in texts.languages:
        own = texts[language].texts
        differing = {k for k in reference.keys() | own.keys() if _fields(reference.get(k)) != _fields(own.get(k))}
        names = ", ".join(sorted(differing)[:5])
        yield CheckLine(not differing, f"catalogue {language}: {len(own)} texts{': ' if names else ''}{names}")


def _fields(text: str | None) -> set[str] | None:
    return None if text is None else {name for _, name, _, _ in Formatter().parse(text) if name}


def _papers() -> CheckLine:
    """PDFs need a program; their font is ours. Without it papers are Word files, which is no fault."""
    office = find_office()
    if office is None:
        return CheckLine(True, "papers: Word only, for LibreOffice is not installed (Debian: libreoffice-writer-nogui)")
    return CheckLine(has_font(), f"papers: Word, and PDF by {office} in {FONT}")


def _photos() -> CheckLine:
    """Photos of papers are read by a program. Without it people type, which is no fault."""
    program = find_reader()
    if program is None or not reads_vietnamese(program):
        return CheckLine(
            True, "photos: not read, for Tesseract is not installed (Debian: tesseract-ocr tesseract-ocr-vie)"
        )
    return CheckLine(True, f"photos: read by {program}, and confirmed by who sent them")


async def _database(settings: Settings) -> list[CheckLine]:
    """Looks at the database as it is: nothing is made, migrated or marked."""
    url, direct = settings.database_urls
    try:
        found = await look(url, settings.folder, direct)
        refuse_kind(found.kind, kind_of(settings))
        refuse_tables(found, migrate=True)
    except Exception as error:  # whatever it is: the administrator must know it, in a line
        return [CheckLine(False, f"database: {error}")]
    if not found.revision:
        return [CheckLine(True, "database: none yet; `ocop-bot run` makes it")]
    if not url and (damage := await damage_of(settings.folder)):
        return [CheckLine(False, f"database: {damage}")]
    older = f", older than {head()}: `ocop-bot upgrade` or `run` brings it there" if found.revision < head() else ""
    return [CheckLine(True, f"database: {found.kind or kind_of(settings)}, revision {found.revision}{older}")]


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Store]:
    store = await open_store(settings)
    try:
        yield store
    finally:
        await store.close()


async def _backups(settings: Settings) -> list[CheckLine]:
    """How old the newest backup is, and how full the disks are."""
    now = clock_of(settings)()
    try:
        async with _opened(settings) as store:
            state = await read_state(store.database)
            asked = waiting(await open_requests(store.database))
    except Exception:  # the lines above say what is wrong with the database
        state, asked = BackupState(), []
    wrong = [CheckLine(False, t.said(Texts()["en"])) for t in (*troubles(state, settings, now), *asked)]
    newest = f"{state.file}, made {state.done_at}" if state.done_at else "none yet"
    lacks = f"; {state.missing} files that rows know were missing" if state.missing else ""
    full = ", ".join(f"{folder} {used:.0%} full" for folder, used in disks(settings))
    return [
        CheckLine(True, f"backups: newest {newest}{lacks}"),
        CheckLine(True, f"disks: {full or 'no folder yet'}"),
        *wrong,
    ]


async def _secret(settings: Settings) -> CheckLine:
    """Where the secret is that signs sessions: whoever loses it logs everybody out."""
    if settings.secret:
        return CheckLine(True, "secret: OCOP_SECRET; without it everybody has to begin anew, so keep a copy")
    if not is_shared(settings):
        path = secret_file(settings)
        where = f"kept in {path}" if path.exists() else f"none yet; `ocop-bot run` makes it in {path}"
        return CheckLine(
            True, f"secret: {where}; without it everybody has to begin anew, so back it up with the database"
        )
    try:
        async with _opened(settings) as store:
            kept = await store.secret()
    except Exception:  # what is wrong with the database stands in its own line
        return CheckLine(
            True, "secret: none was found; `ocop-bot run` keeps it in the database, unless OCOP_SECRET is set"
        )
    where = "kept in the database" if kept else "none yet; `ocop-bot run` makes it and keeps it in the database"
    return CheckLine(
        True, f"secret: warning: OCOP_SECRET is not set: {where}. Whoever reads a copy of it can sign sessions"
    )


async def _files(settings: Settings) -> CheckLine:
    """Whether a file can be kept, read and dropped where the settings want it."""
    try:
        async with aclosing(files_of(settings)) as kept:
            return CheckLine(True, f"files: {await kept.check()}")
    except (OSError, BadSettings) as error:
        return CheckLine(False, f"files: {settings.files_place or settings.folder} cannot be used: {error}")


async def _telegram(settings: Settings) -> list[CheckLine]:
    """Whether Telegram takes the token, and whether another program is served with it."""
    if settings.telegram_token is None:
        return []
    from bot.channels.telegram.looking import look

    return [CheckLine(ok, text) async for ok, text in look(settings)]
