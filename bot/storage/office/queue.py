"""What waits for an officer, page by page: many new ones from one place are one entry; and who is banned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.kit.clock import day_of
from bot.records.registration import Ban, HandedUp, QueuePage, Waiting
from bot.storage.engine.encoding import APPLICATION, application_of, moment
from bot.storage.engine.statements import Database, Row
from bot.storage.members.conditions import NOT_THEIRS
from bot.storage.year.audiences import Query, marks
from ocop_domain.applications import TAKEN_ON, TO_CHECK, ApplicationState
from ocop_domain.writing import one_line

MANY = 6
"""New ones from one place that become one entry: fewer fit on a screen."""

_SINCE = "CASE p.state WHEN 'filed' THEN p.updated_on ELSE p.sent_on END"
"""A dossier waits since it was handed in, however long ago the product was registered."""


def _waiting(areas: Sequence[str], but: int, also: Sequence[str]) -> Query:
    """Each that waits, with the place it is gathered under ("" for none): an address or a phone of newcomers.

    Of whom anything was ever taken on is no newcomer. What is `but`'s own is for somebody else; `also` are some that
    wait elsewhere.
    """
    here = [f"p.area IN ({marks(areas)})"] if areas else []
    here += [f"p.id IN ({marks(also)})"] if also else []
    new = (
        f"CASE WHEN p.state = '{ApplicationState.SENT}' AND NOT EXISTS (SELECT 1 FROM application k"
        f" WHERE k.person_id = p.person_id AND k.state IN ({marks(TAKEN_ON)})) THEN {{}} ELSE '' END"
    )
    return Query(
        f"WITH waits AS (SELECT p.id, p.name, {_SINCE} AS since, {new.format('p.origin')} AS origin,"
        f" {new.format('o.phone')} AS phone FROM application p JOIN producer o ON o.id = p.producer_id"
        f" WHERE ({' OR '.join(here)}) AND p.state IN ({marks(TO_CHECK)}) AND p.closed_as <> 'ended'"
        f" AND {NOT_THEIRS.format('p.person_id')}),"
        " counted AS (SELECT w.*, count(*) OVER (PARTITION BY w.origin) AS near,"
        " count(*) OVER (PARTITION BY w.phone) AS same FROM waits w),"
        f" placed AS (SELECT id, name, since, CASE WHEN origin <> '' AND near >= {MANY} THEN 'a' || origin"
        f" WHEN phone <> '' AND same >= {MANY} THEN 'p' || replace(phone, '+', '') ELSE '' END AS place FROM counted)",
        (*TAKEN_ON, *TAKEN_ON, *areas, *also, *TO_CHECK, but, but),
    )


async def waiting_in(database: Database, areas: Sequence[str], *, but: int, also: Sequence[str] = ()) -> list[Waiting]:
    """All that waits in these communes, in no order: when each must be checked is the programme's to say.

    Of whatever programme: what was handed in is finished under its own, also when that has ended.
    """
    if not areas and not also:
        return []
    waiting = _waiting(areas, but, also)
    rows = await database.fetch(
        f"{waiting.sql} SELECT g.id, g.place, g.since, p.name, p.programme, p.area, p.state, p.product_set"
        " FROM placed g JOIN application p ON p.id = g.id ORDER BY g.since, p.name, g.id",
        waiting.args,
    )
    return [
        Waiting(row[0], row[1], _day(row[2]), one_line(row[3]), row[4], row[5], ApplicationState(row[6]), row[7])
        for row in rows
    ]


async def gathered(
    database: Database,
    areas: Sequence[str],
    place: str,
    *,
    start: int,
    limit: int,
    but: int,
    also: Sequence[str] = (),
) -> QueuePage:
    """One page of what came from one place."""
    if not areas and not also:
        return QueuePage(0, 0, ())
    waiting = _waiting(areas, but, also)
    rows = await database.fetch(
        f"{waiting.sql} SELECT {APPLICATION}, count(*) OVER () FROM placed g JOIN application p ON p.id = g.id"
        " JOIN producer o ON o.id = p.producer_id WHERE g.place = ? ORDER BY g.since, p.name, p.id LIMIT ? OFFSET ?",
        (*waiting.args, place, limit, start),
    )
    if not rows:
        again = await gathered(database, areas, place, start=0, limit=limit, but=but, also=also) if start else None
        return again or QueuePage(0, 0, ())
    total = rows[0][-1]
    return QueuePage(total, total, tuple(application_of(row) for row in rows), start)


async def waiting_of(database: Database, person: int, area: str) -> int:
    """How many registrations of one person wait in one commune."""
    rows = await database.fetch(
        "SELECT count(*) FROM application WHERE person_id = ? AND area = ? AND state = ? AND closed_as <> 'ended'",
        (person, area, ApplicationState.SENT.value),
    )
    return int(rows[0][0])


async def handed_up(database: Database, done: tuple[str, str, str, str], above: Sequence[str]) -> HandedUp | None:
    """The level above has acted when a council has scored something of that place since, or it has done its own."""
    rows = await database.fetch(
        "SELECT d.note, EXISTS (SELECT 1 FROM score s JOIN application p ON p.id = s.application_id WHERE p.programme ="
        " d.programme AND p.area = d.scope AND s.kind = 'council' AND s.at >= substr(d.at, 1, 10)),"
        f" EXISTS (SELECT 1 FROM done u WHERE u.programme = d.programme AND u.scope IN ({marks(above) or 'NULL'})"
        " AND u.duty <> d.duty AND u.at > d.at)"
        " FROM done d WHERE d.programme = ? AND d.duty = ? AND d.occurrence = ? AND d.scope = ? AND d.note <> ''",
        (*above, *done),
    )
    return HandedUp(rows[0][0], bool(rows[0][1] or rows[0][2])) if rows else None


_BAN = "person_id, area, name, at, asked_at, by_id"


async def ban_of(database: Database, person: int, area: str) -> Ban | None:
    rows = await database.fetch(f"SELECT {_BAN} FROM ban WHERE person_id = ? AND area = ?", (person, area))
    return _ban(rows[0]) if rows else None


async def bans_in(database: Database, areas: Sequence[str], start: int, limit: int) -> tuple[int, list[Ban]]:
    """How many are banned in these communes, and one page of them, the latest first."""
    if not areas:
        return 0, []
    rows = await database.fetch(
        f"SELECT {_BAN}, count(*) OVER () FROM ban WHERE area IN ({marks(areas)})"
        " ORDER BY at DESC, person_id, area LIMIT ? OFFSET ?",
        (*areas, limit, start),
    )
    if not rows:
        return await bans_in(database, areas, 0, limit) if start else (0, [])
    return rows[0][-1], [_ban(row) for row in rows]


def _ban(row: Row) -> Ban:
    """A row of _BAN."""
    asked = day_of(datetime.fromisoformat(row[4])) if row[4] else None
    return Ban(row[0], row[1], one_line(row[2]), day_of(datetime.fromisoformat(row[3])), asked, row[5])


def _day(text: str) -> date:
    return date.fromisoformat(text)


_CAME = ("sent", "resent", "filed")
_AT_ONCE = 500


async def came_since(database: Database, ids: Sequence[str], since: datetime) -> int:
    """How many of these were sent, sent again or handed in since a moment."""
    found = 0
    for start in range(0, len(ids), _AT_ONCE):
        some = tuple(ids[start : start + _AT_ONCE])
        rows = await database.fetch(
            f"SELECT count(DISTINCT subject) FROM audit WHERE subject IN ({marks(some)}) AND kind IN ({marks(_CAME)})"
            " AND at > ?",
            (*some, *_CAME, moment(since)),
        )
        found += int(rows[0][0])
    return found
