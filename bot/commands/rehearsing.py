"""Plays a programme's year in a database of its own, and says who was told what when."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from itertools import groupby
from pathlib import Path

from bot.kit.clock import VIETNAM
from bot.rehearsal.people import UnusableList, actors
from bot.rehearsal.stage import HandClock, Recorder, RehearsalStage, Told
from bot.rehearsal.year import Script, play, script_of
from bot.settings.config import BadSettings, Settings
from bot.storage.engine.opening import look, open_database
from bot.storage.engine.statements import Database
from bot.storage.store import Store
from bot.texts import Texts
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import BadProgrammeError, UnknownProgrammeError, load_programme
from ocop_domain.programmes import Programme

KIND = "rehearsal"
"""What a database is marked as before anything is played in it: no assistant opens it afterwards."""
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
    as_json: bool = False,
) -> str:
    """The year as text; `BadSettings` says what cannot be played."""
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
    clock = HandClock(script.begins)
    channel = Recorder(clock)
    async with _database(settings) as database:
        stage = RehearsalStage(
            database,
            programme=programme,
            areas=areas,
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
    return _json(told) if as_json else "\n".join(_table(programme, script, told))


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[Database]:
    """A database in a folder that goes away; or the one that is set, if nothing was ever kept there."""
    url = settings.database_url.get_secret_value() if settings.database_url else None
    # In memory where there is such a folder: nothing of it is to last.
    place = next((str(p) for p in (Path("/dev/shm"),) if p.is_dir()), None)  # noqa: S108 - the name in it is made safely
    with tempfile.TemporaryDirectory(prefix="ocop-rehearsal-", dir=place) as folder:
        if (await look(url, Path(folder))).kind:
            raise BadSettings("OCOP_DATABASE_URL: a rehearsal needs an empty database; this one is in use.")
        store = Store(await open_database(url, Path(folder)))
        try:
            if await store.kind():
                raise BadSettings("OCOP_DATABASE_URL: a rehearsal needs an empty database; this one is in use.")
            await store.set_kind(KIND)
            yield store.database
        finally:
            await store.close()


def _json(told: Sequence[Told]) -> str:
    """A line for each reminder; those with the same `message` came as one."""
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
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)


def _table(programme: Programme, script: Script, told: Sequence[Told]) -> Iterator[str]:
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


def _line(t: Told) -> tuple[str, str, str, str, str]:
    at = t.at.astimezone(VIETNAM)
    what = f"{t.duty}:{t.occurrence}" if t.occurrence else t.kind
    return f"{at:%H:%M}", t.rule, what, t.actor.role, f"{t.day:%d/%m/%Y}"
