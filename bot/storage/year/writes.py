"""The programme year: done, silenced, asked for again, moved, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.kit.clock import day_of
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By, audit, statements
from bot.storage.year.audiences import asks, counting
from bot.storage.year.waves import into
from bot.writes.year import MarkDone, MoveDate, Mute, Nudge, RemindAgain, StartDuty
from ocop_domain.duties.model import SAID

_WITH = (
    "r.state = 'sent' AND (r.person_id, r.closed_at) = (SELECT f.person_id, f.closed_at FROM reminder f WHERE f.id = ?)"
)
"""What left together was closed at one moment."""


@statements.register
def _(write: MarkDone, by: By) -> Iterator[Statement]:
    where = (write.programme, write.duty, write.occurrence, write.scope)
    if write.undo:
        yield Statement("DELETE FROM done WHERE programme = ? AND duty = ? AND occurrence = ? AND scope = ?", where)
    else:
        yield Statement(
            "INSERT INTO done (programme, duty, occurrence, scope, person_id, at, note, files)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (programme, duty, occurrence, scope) DO NOTHING",
            (*where, by.person, by.at, write.note, dump(write.files)),
            changes=None if write.shown else 1,
        )
    kind = "year.undone" if write.undo else "year.done"
    yield audit(by, kind, f"{write.duty}:{write.occurrence}:{write.scope}", write.note)


@statements.register
def _(write: StartDuty, by: By) -> Iterator[Statement]:
    here = write.occurrence
    # What shows by itself has a rule of its own that reminds of it.
    shows = here.duty.done not in SAID
    last_day = "" if here.undated or shows else here.last_day.isoformat()
    yield Statement(
        "INSERT INTO started (programme, duty, occurrence, scope, person_id, last_day, about, subject, at, by_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (programme, duty, occurrence, scope) DO NOTHING",
        (
            *(write.programme, here.duty.id, here.id, write.scope, write.owner),
            *(last_day, write.about, write.subject, by.at, by.person),
        ),
    )
    yield audit(by, "year.started", f"{here.duty.id}:{here.id}:{write.scope}")


@statements.register
def _(write: Mute, by: By) -> Iterator[Statement]:
    by = by.own
    yield audit(by, "year.heard" if write.off else "year.muted", write.duty)
    if write.off:
        yield Statement(
            "DELETE FROM mute WHERE person_id = ? AND programme IN (?, '') AND duty = ?",
            (by.person, write.programme, write.duty),
        )
    else:
        yield Statement(
            "INSERT INTO mute (person_id, programme, duty, at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (person_id, programme, duty) DO NOTHING",
            (by.person, write.programme, write.duty, by.at),
        )


@statements.register
def _(write: RemindAgain, by: By) -> Iterator[Statement]:
    yield Statement(
        # Asked for by the person, so it comes even where nudges are off.
        "INSERT INTO reminder (key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at,"
        " official) SELECT r.key || ':again:' || CAST(? AS TEXT), r.programme,"
        " CASE WHEN r.kind = 'open' THEN 'again' ELSE r.rule END, r.kind, r.duty, r.occurrence, r.person_id,"
        " r.scope, r.mark, r.day, CAST(? AS TEXT), CAST(? AS TEXT), 1 FROM reminder r"
        f" WHERE {_WITH if write.together else 'r.id = ?'} AND r.person_id = ? ON CONFLICT (key) DO NOTHING",
        (day_of(write.at).isoformat(), day_of(write.at).isoformat(), moment(write.at), write.reminder, by.person),
    )


@statements.register
def _(write: Nudge, by: By) -> Iterator[Statement]:
    counted = counting(write.programme)
    yield into(write.wave, write.at, counted.programme, asks(write.wave.audience, counted))
    yield audit(by, "year.nudged", write.wave.topic)


@statements.register
def _(write: MoveDate, by: By) -> Iterator[Statement]:
    m = write.move
    yield Statement(
        "INSERT INTO moved (programme, duty, occurrence, area, was, last_day, reason, person_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            write.programme,
            m.duty,
            m.occurrence,
            m.area,
            m.was.isoformat(),
            m.last_day.isoformat(),
            m.reason,
            by.person,
            by.at,
        ),
    )
    yield audit(by, "date.moved", f"{m.duty}:{m.occurrence}:{m.area}", m.reason, was=f"{m.was}", became=f"{m.last_day}")
