"""Plays a programme's year in a database of its own: who is told what when, and what comes of the products."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from itertools import groupby
from pathlib import Path

from bot.kit.clock import VIETNAM
from bot.rehearsal.people import UnusableList, actors
from bot.rehearsal.stage import HandClock, Recorder, RehearsalStage, ToldReminder
from bot.rehearsal.to_stars.counts import StarCounts, counts_of
from bot.rehearsal.to_stars.opened import KIND, house_in, play_to_stars
from bot.rehearsal.year import Script, play, script_of
from bot.settings.config import BadSettings, Settings
from bot.storage.engine.emptying import empty
from bot.storage.engine.opening import look, open_database
from bot.storage.engine.statements import Database
from bot.storage.store import Store
from bot.texts import Texts
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import BadProgrammeError, UnknownProgrammeError, is_file, load_programme
from ocop_domain.programmes import Programme

_NAMED = 3
"""People named in a line of the table."""


async def rehearse(
    settings: Settings,
    programme_id: str,
    *,
    products: Path | None = None,
    upgrades: Path | None = None,
    first: date | None = None,
    last: date | None = None,
    seed: int = 0,
    chatter: bool = False,
    as_json: bool = False,
) -> str:
    """The year as text; `BadSettings` says what cannot be played.

    A whole year is played twice: by day with everybody's reminders, then week by week through the conversation, from
    the first idea to the last certificate. A part of it (`first`, `last`) is played with its reminders alone.
    With `chatter` everybody also asks, thanks, mistypes and goes back on the way to the stars: it comes to the same.
    """
    whole = first is None and last is None
    try:
        programme = load_programme(programme_id)
        first = first or programme.valid_from
        last = last or (date(first.year + 1, 12, 31) if programme.endless else programme.valid_to)
        if first > last:
            raise BadSettings(f"--from: {first} is after {last}")
        if last < programme.valid_from or first > programme.valid_to:
            raise BadSettings(f"--from, --to: {programme.id} runs from {programme.valid_from} to {programme.valid_to}")
        lists = [path for path in (products, upgrades) if path]
        areas = load_areas()
        script = script_of(programme, actors(programme, areas, lists=lists, seed=seed), first, last, seed=seed)
    except (UnknownProgrammeError, BadProgrammeError, UnusableList) as error:
        raise BadSettings(str(error)) from None
    with _folder() as folder:
        async with _database(settings, folder / "reminded") as store:
            told = await _reminded(settings, store.database, script)
            counts = await counts_of(store, programme, areas)
            if whole:
                await empty(store.database)
        if whole:
            file = programme_id if is_file(programme_id) else None
            async with house_in(folder / "to-stars", settings, programme, areas, first, file=file) as house:
                house.chatter = seed if chatter else None
                counts = await play_to_stars(house, first, last, lists)
                said, chattered = house.messages
    if as_json:
        return _json(told, counts)
    spoken = [f"messages on the way: {said}, chatter: {chattered}"] if whole else []
    return "\n".join([*_table(programme, script, told), "", *counts.lines(), *spoken])


async def _reminded(settings: Settings, database: Database, script: Script) -> list[ToldReminder]:
    """Who was told what when."""
    clock = HandClock(script.begins)
    channel = Recorder(clock)
    stage = RehearsalStage(
        database,
        programme=script.programme,
        areas=load_areas(),
        texts=Texts(),
        clock=clock,
        channel=channel,
        hours=settings.hours,
    )
    try:
        told, strange = await play(stage, clock, channel, script)
    finally:
        await stage.outbox.stop()
    if strange:
        raise RuntimeError("\n".join(strange))
    return told


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that goes away; in memory where there is such a place, for nothing of it is to last."""
    place = next((str(p) for p in (Path("/dev/shm"),) if p.is_dir()), None)  # noqa: S108 - the name in it is made safely
    with tempfile.TemporaryDirectory(prefix="ocop-rehearsal-", dir=place) as folder:
        yield Path(folder)


@asynccontextmanager
async def _database(settings: Settings, folder: Path) -> AsyncIterator[Store]:
    """The database that is set, if nothing was ever kept there; else one in the folder."""
    url = settings.database_url.get_secret_value() if settings.database_url else None
    if (await look(url, folder)).kind:
        raise BadSettings("OCOP_DATABASE_URL: a rehearsal needs an empty database; this one is in use.")
    store = Store(await open_database(url, folder))
    try:
        if await store.kind():
            raise BadSettings("OCOP_DATABASE_URL: a rehearsal needs an empty database; this one is in use.")
        await store.set_kind(KIND)
        yield store
    finally:
        await store.close()


def _json(told: Sequence[ToldReminder], counts: StarCounts) -> str:
    """A line for each reminder; those with the same `message` came as one. The last line has the counts."""
    lines = (
        {
            "at": t.at.astimezone(VIETNAM).isoformat(timespec="minutes"),
            "person": t.actor.label,
            "role": t.actor.role,
            "area": load_areas().label(t.actor.area),
            "rule": t.rule,
            "duty": t.duty,
            "occurrence": t.occurrence,
            "day": t.day.isoformat(),
            "message": t.message,
            "text": t.text,
        }
        for t in told
    )
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in (*lines, {"counts": counts.as_json()}))


def _table(programme: Programme, script: Script, told: Sequence[ToldReminder]) -> Iterator[str]:
    """A line for each day and reminder, with how many got it; then the sums."""
    days = sorted({t.at.astimezone(VIETNAM).date() for t in told})
    for day in days:
        today = [t for t in told if t.at.astimezone(VIETNAM).date() == day]
        yield f"{day:%a %d/%m/%Y}  {len({t.message for t in today})} messages"
        ordered = sorted(today, key=_line)
        for (at, rule, what, role, last), group in groupby(ordered, key=_line):
            people = list(group)
            names = ", ".join(t.actor.name for t in people[:_NAMED]) + (" …" if len(people) > _NAMED else "")
            yield f"  {at}  {rule:<10} {what:<32} {last}  {len(people):>3} {role}: {names}"
    yield ""
    messages = {t.message: t.at.astimezone(VIETNAM).date() for t in told}
    per_day = Counter((t.actor.number, messages[t.message]) for t in {t.message: t for t in told}.values())
    yield f"{programme.id}: {len(script.cast)} people, {len(script.acts)} acts, {len(script.steps)} steps"
    heard = len({t.actor for t in told})
    yield f"reminders: {len(told)} in {len(messages)} messages on {len(days)} days to {heard} people"
    yield f"most messages to one person: {max(Counter(n for n, _ in per_day).values(), default=0)}"
    yield "by rule: " + ", ".join(f"{rule} {n}" for rule, n in Counter(t.rule for t in told).most_common())
    yield "by role: " + ", ".join(f"{role} {n}" for role, n in Counter(t.actor.role for t in told).most_common())


def _line(t: ToldReminder) -> tuple[str, str, str, str, str]:
    at = t.at.astimezone(VIETNAM)
    what = f"{t.duty}:{t.occurrence}" if t.occurrence else t.kind
    return f"{at:%H:%M}", t.rule, what, t.actor.role, f"{t.day:%d/%m/%Y}"
