"""Activities as SQL: each change is compared with what was read, by the revision of the activity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.storage.activities.audience import uninvited
from bot.storage.engine.encoding import dump
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By, audit, statements
from bot.storage.year.audiences import marks
from bot.writes.activities import (
    AnswerInvitation,
    ChangeActivity,
    ChangeAudience,
    ComeIn,
    InviteGuests,
    MarkAttendance,
    OpenDoor,
    PutActivity,
    PutOutcome,
)
from ocop_domain.activities import Activity, ActivityState, Attendance


@statements.register
def _(write: PutActivity, by: By) -> Iterator[Statement]:
    a = write.activity
    yield audit(by, "activities.planned", a.id, a.title)
    yield Statement(
        "INSERT INTO activity (id, unit, programme, kind, title, starts, ends, place, places, bring, audience, duty,"
        " occurrence, scope, state, by_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(a.id, a.unit, a.programme, a.kind.value, a.title, a.starts, a.ends.isoformat(), a.place, a.places),
            *(a.bring, _audience(a), a.duty, a.occurrence, a.scope, a.state.value, by.actor, by.at),
        ),
    )


@statements.register
def _(write: ChangeAudience, by: By) -> Iterator[Statement]:
    yield audit(by, "activities.widened", write.activity.id)
    yield _compared(write.activity, "audience = ?", _audience(write.activity))


@statements.register
def _(write: InviteGuests, by: By) -> Iterator[Statement]:
    a = write.activity
    yield audit(by, "activities.invited", a.id)
    yield _compared(a, "invited_at = ?, notice = ?", by.at, a.notice)
    guests = uninvited(a, write.programme, write.areas, write.counted)
    yield Statement(
        "INSERT INTO attendance (activity_id, person_id, notice) SELECT CAST(? AS TEXT), u.person_id, CAST(? AS TEXT)"
        f" FROM ({guests.sql}) u WHERE true ON CONFLICT (activity_id, person_id) DO NOTHING",
        (a.id, a.notice, *guests.args),
    )


@statements.register
def _(write: ChangeActivity, by: By) -> Iterator[Statement]:
    a = write.activity
    off = a.state is ActivityState.CANCELLED
    yield audit(by, "activities.off" if off else "activities.changed", a.id, a.reason, became=a.starts)
    columns = "starts = ?, ends = ?, place = ?, places = ?, bring = ?, state = ?, reason = ?, notice = ?"
    values = (a.starts, a.ends.isoformat(), a.place, a.places, a.bring, a.state.value, a.reason, a.notice)
    yield _compared(a, columns, *values)
    yield from _rows(write.seated, by)


@statements.register
def _(write: AnswerInvitation, by: By) -> Iterator[Statement]:
    own = write.changed[0]
    said = "activities.answered_for" if write.for_caller else "activities.answered"
    yield audit(by, said, write.activity.id, became=own.answer.value)
    yield _compared(write.activity, "title = title")
    yield from _rows(write.changed, by)


@statements.register
def _(write: MarkAttendance, by: By) -> Iterator[Statement]:
    a = write.activity
    yield audit(by, "activities.attended", a.id, became=str(len(write.came)))
    if write.came:  # who came waits no more; by the code at the door they came at a moment of its own
        yield Statement(
            "UPDATE attendance SET came_at = CASE came_at WHEN '' THEN CAST(? AS TEXT) ELSE came_at END,"
            f" waiting_since = '' WHERE activity_id = ? AND person_id IN ({marks(write.came)})",
            (by.at, a.id, *write.came),
        )
        yield from _held(a, by)
    if write.absent:
        yield Statement(
            f"UPDATE attendance SET came_at = '' WHERE activity_id = ? AND person_id IN ({marks(write.absent)})",
            (a.id, *write.absent),
        )


@statements.register
def _(write: PutOutcome, by: By) -> Iterator[Statement]:
    a = write.activity
    yield audit(by, "activities.concluded", a.id, a.found)
    yield Statement("UPDATE activity SET found = ?, others = ? WHERE id = ?", (a.found, a.others, a.id))
    yield from _held(a, by)


@statements.register
def _(write: OpenDoor, by: By) -> Iterator[Statement]:
    a = write.activity
    yield audit(by, "activities.opened", a.id)
    yield Statement("UPDATE activity SET code = ? WHERE id = ? AND code = ''", (a.code, a.id), changes=1)


@statements.register
def _(write: ComeIn, by: By) -> Iterator[Statement]:
    a = write.activity
    yield audit(by, "activities.came", a.id)
    yield Statement(
        "INSERT INTO attendance (activity_id, person_id, answer, came_at, answered_at) VALUES (?, ?, 'yes', ?, ?)"
        " ON CONFLICT (activity_id, person_id) DO UPDATE SET came_at = CASE attendance.came_at WHEN ''"
        " THEN excluded.came_at ELSE attendance.came_at END, waiting_since = '',"
        " answer = CASE attendance.answer WHEN 'instead' THEN 'instead' ELSE 'yes' END",
        (a.id, write.person, by.at, by.at),
    )
    yield from _held(a, by)


def _audience(activity: Activity) -> str:
    return dump([target.to_json() for target in activity.audience])


def _held(activity: Activity, by: By) -> Iterator[Statement]:
    """It has taken place; the duty that it serves is done by it, whoever holds the activity."""
    a = activity
    yield Statement("UPDATE activity SET state = 'held' WHERE id = ? AND state = 'planned'", (a.id,))
    if not a.duty:
        return
    yield Statement(
        "INSERT INTO done (programme, duty, occurrence, scope, person_id, at, note, files)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, '[]') ON CONFLICT (programme, duty, occurrence, scope) DO NOTHING",
        (a.programme, a.duty, a.occurrence, a.scope, a.by or by.actor, by.at, a.title),
    )


def _compared(activity: Activity, columns: str, *values: object) -> Statement:
    """Changes the activity only where it still is as it was read."""
    return Statement(
        f"UPDATE activity SET {columns}, revision = revision + 1 WHERE id = ? AND revision = ?",
        (*values, activity.id, activity.revision),
        changes=1,
    )


def _rows(changed: Iterable[Attendance], by: By) -> Iterator[Statement]:
    for one in changed:
        yield Statement(
            "UPDATE attendance SET answer = ?, instead = ?, waiting_since = ?, answered_at = ?"
            " WHERE activity_id = ? AND person_id = ?",
            (one.answer.value, one.instead, one.waiting, by.at, one.activity, one.person),
            changes=1,
        )
