"""Activities, asked for: by the unit that holds them, and by who is invited."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from bot.storage.activities.audience import uninvited
from bot.storage.engine.statements import Database, Row
from bot.storage.year.audiences import marks
from ocop_domain.activities import (
    Activity,
    ActivityKind,
    ActivityState,
    Attendance,
    Coming,
    Seats,
)
from ocop_domain.areas import Areas
from ocop_domain.broadcasts import Target
from ocop_domain.programme_collection import Counted
from ocop_domain.programmes import Programme
from ocop_domain.writing import one_line, several_lines

_ACTIVITY = (
    "a.id, a.unit, a.programme, a.kind, a.title, a.starts, a.ends, a.place, a.places, a.bring, a.audience, a.duty,"
    " a.occurrence, a.scope, a.state, a.by_id, a.invited_at, a.code, a.found, a.others, a.reason,"
    " a.notice, a.revision"
)
_NAME = (
    "COALESCE((SELECT min(n.name) FROM producer n WHERE n.person_id = t.person_id AND n.name <> ''),"
    " (SELECT min(o.name) FROM official o WHERE o.person_id = t.person_id), '')"
)
_AREA = (
    "COALESCE((SELECT p.area FROM application p WHERE p.person_id = t.person_id ORDER BY p.sent_on DESC, p.id LIMIT 1),"
    " (SELECT min(r.area) FROM role r WHERE r.person_id = t.person_id),"
    " (SELECT min(d.area) FROM draft d WHERE d.person_id = t.person_id AND d.area <> ''), '')"
)
_PHONE = (
    "COALESCE((SELECT max(n.phone) FROM producer n WHERE n.person_id = t.person_id),"
    " (SELECT max(o.phone) FROM official o WHERE o.person_id = t.person_id), '')"
)
_SAID = "t.activity_id, t.person_id, t.answer, t.instead, t.waiting_since, t.came_at"
_GUEST = f"{_SAID}, {_NAME} AS called, {_AREA} AS place, {_PHONE} AS phone"
_QUEUED = f"{_SAID}, '', '', ''"
"""A guest of the queue without name, place and phone: it is read whole whenever somebody answers."""
_SEATED = "t.answer IN ('yes', 'instead') AND t.waiting_since = ''"
_WAITING = "t.answer IN ('yes', 'instead') AND t.waiting_since <> ''"

_COUNTS = (
    f"count(CASE WHEN {_SEATED} THEN 1 END), count(CASE WHEN {_WAITING} THEN 1 END),"
    " count(CASE WHEN t.answer = 'no' THEN 1 END), count(CASE WHEN t.answer = '' THEN 1 END),"
    " count(CASE WHEN t.came_at <> '' THEN 1 END)"
)

_ALL = 2**62


class StoredActivities:
    """The part of `Reads` that is about activities."""

    _db: Database

    async def activity(self, activity: str) -> Activity | None:
        rows = await self._db.fetch(f"SELECT {_ACTIVITY} FROM activity a WHERE a.id = ?", (activity,))
        return _activity(rows[0]) if rows else None

    async def activities_in(self, units: Sequence[str], limit: int, start: int = 0) -> tuple[int, list[Activity]]:
        if not units:
            return 0, []
        where = f"a.unit IN ({marks(units)})"
        counted = await self._db.fetch(f"SELECT count(*) FROM activity a WHERE {where}", tuple(units))
        rows = await self._db.fetch(
            f"SELECT {_ACTIVITY} FROM activity a WHERE {where} ORDER BY a.starts DESC, a.id LIMIT ? OFFSET ?",
            (*units, limit, start),
        )
        return int(counted[0][0]), [_activity(row) for row in rows]

    async def activities_told(self, units: Sequence[str], limit: int, since: date) -> list[Activity]:
        if not units:
            return []
        rows = await self._db.fetch(
            f"SELECT {_ACTIVITY} FROM activity a WHERE a.unit IN ({marks(units)}) AND a.ends >= ?"
            " AND a.state <> 'cancelled' AND a.kind <> 'inspection' AND a.invited_at <> '' ORDER BY a.starts, a.id"
            " LIMIT ?",
            (*units, since.isoformat(), limit),
        )
        return [_activity(row) for row in rows]

    async def invitations_of(self, people: Sequence[int], since: date) -> list[tuple[Activity, Attendance]]:
        rows = await self._db.fetch(
            f"SELECT {_ACTIVITY}, {_GUEST} FROM attendance t JOIN activity a ON a.id = t.activity_id"
            f" WHERE t.person_id IN ({marks(people)}) AND a.ends >= ? ORDER BY a.starts, a.id, t.person_id",
            (*people, since.isoformat()),
        )
        width = len(_ACTIVITY.split(","))
        return [(_activity(row), _guest(row[width:])) for row in rows]

    async def attendance(self, activity: str, people: Sequence[int]) -> list[Attendance]:
        rows = await self._db.fetch(
            f"SELECT {_GUEST} FROM attendance t WHERE t.activity_id = ? AND t.person_id IN ({marks(people)})"
            " ORDER BY t.person_id",
            (activity, *people),
        )
        return [_guest(row) for row in rows]

    async def uninvited(self, activity: Activity, programme: Programme, areas: Areas, counted: Counted) -> int:
        if not activity.audience:
            return 0
        guests = uninvited(activity, programme, areas, counted)
        rows = await self._db.fetch(f"SELECT count(*) FROM ({guests.sql}) u", guests.args)
        return int(rows[0][0])

    async def guests(
        self, activity: str, answers: Sequence[Coming], limit: int = 0, start: int = 0
    ) -> list[Attendance]:
        rows = await self._db.fetch(
            f"SELECT {_GUEST} FROM attendance t WHERE t.activity_id = ? AND t.answer IN ({marks(answers)})"
            " ORDER BY t.waiting_since, called, t.person_id LIMIT ? OFFSET ?",
            (activity, *(answer.value for answer in answers), limit or _ALL, start),
        )
        return [_guest(row) for row in rows]

    async def seats(self, activity: str) -> Seats:
        rows = await self._db.fetch(f"SELECT {_COUNTS} FROM attendance t WHERE t.activity_id = ?", (activity,))
        queue = await self._db.fetch(
            f"SELECT {_QUEUED} FROM attendance t WHERE t.activity_id = ? AND {_WAITING}"
            " ORDER BY t.waiting_since, t.person_id",
            (activity,),
        )
        taken, waiting, no, unsaid, came = map(int, rows[0])
        return Seats(taken, waiting, no, unsaid, came, tuple(_guest(row) for row in queue))

    async def activity_by_code(self, code: str) -> Activity | None:
        rows = await self._db.fetch(f"SELECT {_ACTIVITY} FROM activity a WHERE a.code = ? AND a.code <> ''", (code,))
        return _activity(rows[0]) if rows else None

    async def activities_held(self, units: Sequence[str], since: date, until: date) -> list[tuple[Activity, Seats]]:
        if not units:
            return []
        rows = await self._db.fetch(
            f"SELECT {_ACTIVITY} FROM activity a WHERE a.unit IN ({marks(units)}) AND a.state = 'held'"
            " AND a.ends >= ? AND a.starts < ? ORDER BY a.starts, a.id",
            (*units, since.isoformat(), f"{until.isoformat()}Z"),
        )
        found = [_activity(row) for row in rows]
        filled = await self._filled([here.id for here in found])
        return [(here, filled.get(here.id, Seats())) for here in found]

    async def _filled(self, activities: Sequence[str]) -> dict[str, Seats]:
        """How activities are filled, without their queues."""
        if not activities:
            return {}
        rows = await self._db.fetch(
            f"SELECT t.activity_id, {_COUNTS} FROM attendance t WHERE t.activity_id IN ({marks(activities)})"
            " GROUP BY t.activity_id",
            tuple(activities),
        )
        return {row[0]: Seats(int(row[1]), int(row[2]), int(row[3]), int(row[4]), int(row[5])) for row in rows}

    async def starting_on(self, day: date) -> list[Activity]:
        rows = await self._db.fetch(
            f"SELECT {_ACTIVITY} FROM activity a WHERE a.state = 'planned' AND a.starts >= ? AND a.starts < ?"
            " AND a.invited_at <> '' ORDER BY a.starts, a.id",
            (day.isoformat(), f"{day.isoformat()}Z"),
        )
        return [_activity(row) for row in rows]


def _activity(row: Row) -> Activity:
    return Activity(
        id=row[0],
        unit=row[1],
        programme=row[2],
        kind=ActivityKind(row[3]),
        title=one_line(row[4]),
        starts=row[5],
        ends=date.fromisoformat(row[6]),
        place=one_line(row[7]),
        places=row[8],
        bring=several_lines(row[9]),
        audience=tuple(Target.from_json(one) for one in json.loads(row[10])),
        duty=row[11],
        occurrence=row[12],
        scope=row[13],
        state=ActivityState(row[14]),
        by=row[15],
        invited_at=row[16],
        code=row[17],
        found=several_lines(row[18]),
        others=row[19],
        reason=one_line(row[20]),
        notice=row[21],
        revision=row[22],
    )


def _guest(row: Row) -> Attendance:
    return Attendance(
        activity=row[0],
        person=row[1],
        answer=Coming(row[2]),
        instead=one_line(row[3]),
        waiting=row[4],
        came=row[5],
        name=one_line(row[6]),
        area=row[7],
        phone=row[8],
    )
