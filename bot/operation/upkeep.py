"""What an administrator must see to: backups that are old or failed, disks that fill up."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.kit.clock import Clock, day_of
from bot.kit.metrics import Gauge
from bot.messages import Outgoing, Reply
from bot.records.requests import DataRequest
from bot.settings.config import Settings
from bot.storage.account.requests import open_requests
from bot.storage.backup.state import BackupState, read_state
from bot.storage.store import Store
from bot.texts import REFERENCE, Texts, Translator
from ocop_domain.programme_collection import WARNED, Programmes
from ocop_domain.programmes import Programme

OLD = timedelta(days=2)
PLAN_STAGES = (WARNED, 30, 14, 7, 1)
"""Days before a plan ends on which it is told."""
FULL = 0.9
"""A disk is full enough to be told."""
_usage = shutil.disk_usage


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something an administrator must see to: what it is, and how it is said in a language."""

    name: str
    said: Callable[[Translator], str]


class Upkeep:
    """Looks, and tells: administrators once a day, `/readyz` and `/metrics` whenever they ask."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        texts: Texts,
        clock: Clock,
        deliver: Callable[[list[Outgoing]], None],
        *,
        programmes: Programmes,
    ) -> None:
        self._settings = settings
        self._programmes = programmes
        self._store = store
        self._texts = texts
        self._clock = clock
        self._deliver = deliver

    async def tick(self) -> None:
        """Tells every administrator what is wrong, once a day."""
        now = self._clock()
        for trouble in await self._found():
            text = trouble.said(self._texts[REFERENCE])
            self._deliver(await self._store.alarm(Reply(text), f"{trouble.name}:{day_of(now)}", now))
        for trouble in plans_that_end(self._programmes, day_of(now)):
            text = trouble.said(self._texts[REFERENCE])
            self._deliver(await self._store.alarm(Reply(text), trouble.name, now))

    async def look(self) -> str:
        """What is wrong, in English; "" when all is well."""
        return " ".join(trouble.said(self._texts["en"]) for trouble in await self._found())

    async def figures(self) -> list[Gauge]:
        """The same as figures."""
        return figures(await read_state(self._store.database), self._settings, self._clock())

    async def _found(self) -> list[Trouble]:
        database = self._store.database
        found = troubles(await read_state(database), self._settings, self._clock())
        return [*found, *waiting(await open_requests(database))]


def plans_that_end(programmes: Programmes, today: date) -> list[Trouble]:
    """Plans that end soon without one that follows; each is told when it comes near, and again when it is nearer."""
    return [_ends(plan, (plan.valid_to - today).days) for plan in programmes.ending(today)]


def _ends(plan: Programme, left: int) -> Trouble:
    stage = min(days for days in PLAN_STAGES if left <= days)
    name, day = plan.name, f"{plan.valid_to:%d/%m/%Y}"
    return Trouble(f"plan.ends:{plan.id}:{stage}", lambda t: t("alarm.plan_ends", plan=name, day=day, left=left))


def waiting(requests: Sequence[DataRequest]) -> list[Trouble]:
    """Requests about personal data that nobody answered yet."""
    if not requests:
        return []
    count, day = len(requests), f"{requests[0].due:%d/%m/%Y}"
    return [Trouble("data", lambda t: t("alarm.data_requests", count=count, day=day))]


def troubles(state: BackupState, settings: Settings, now: datetime) -> list[Trouble]:
    """What is wrong with the backups and the disks: for administrators, `check` and `/readyz`."""
    found = []
    age = state.age(now)
    if not settings.is_demo and settings.backups_keep and age is not None and age > OLD:
        found.append(_old(age.days))
    if state.error:
        found.append(_failed(state.error))
    found += [_full(folder, used) for folder, used in disks(settings) if used >= FULL]
    return found


def _old(days: int) -> Trouble:
    return Trouble("backup.old", lambda t: t("alarm.backup_old", days=days))


def _failed(line: str) -> Trouble:
    return Trouble("backup.failed", lambda t: t("alarm.backup_failed", line=line))


def _full(folder: Path, used: float) -> Trouble:
    return Trouble(f"disk:{folder}", lambda t: t("alarm.disk", folder=str(folder), percent=int(used * 100)))


def figures(state: BackupState, settings: Settings, now: datetime) -> list[Gauge]:
    """The same for Prometheus."""
    age = state.age(now) if state.done_at else None
    known = (("", age.total_seconds()),) if age is not None else ()
    return [
        Gauge("ocop_backup_age_seconds", "Age of the newest backup.", "", known),
        Gauge("ocop_backup_failed", "Whether the last try failed.", "", (("", float(bool(state.error))),)),
        Gauge(
            "ocop_disk_used_ratio",
            "How full the disk is.",
            "folder",
            tuple((str(folder), used) for folder, used in disks(settings)),
        ),
    ]


def disks(settings: Settings) -> list[tuple[Path, float]]:
    """How full the disks are that data and backups lie on: each disk once."""
    found: dict[int, tuple[Path, float]] = {}
    for folder in (settings.data, settings.backups_folder):
        if folder.exists():
            usage = _usage(folder)
            found.setdefault(folder.stat().st_dev, (folder, (usage.total - usage.free) / usage.total))
    return list(found.values())
