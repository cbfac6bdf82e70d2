"""What is known of a person in each of several programmes, for the calendar: asked of the database once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversations.forms import REGISTRATIONS
from bot.conversations.forms.consent import DOSSIER
from bot.records.people import Person
from bot.storage.engine.statements import Database, Row
from bot.storage.members.conditions import NOT_THEIRS
from bot.storage.year.audiences import IS_MEMBER, Query, left_for_list, marks
from ocop_domain.applications import TO_CHECK, ApplicationState
from ocop_domain.duties.agenda import Facts, StartedDuty
from ocop_domain.evidence import RECOGNITION, Paper
from ocop_domain.programme_collection import Counted
from ocop_domain.rights import Act, grants_for


async def facts_of(
    database: Database, person: Person, programmes: Sequence[Counted], papers: Sequence[Paper]
) -> dict[str, Facts]:
    """By the id of the programme; which applications count for it is told by `counted`."""
    sent = await database.fetch(
        "SELECT programme, sent_on, state, area FROM application WHERE person_id = ? ORDER BY id", (person.id,)
    )
    begun = await database.fetch(
        "SELECT programme, form, area FROM draft WHERE person_id = ? ORDER BY id", (person.id,)
    )
    waiting = await _waiting(database, person, {id_ for counted in programmes for id_ in counted.programmes})
    said = await _said(database, person, [counted.programme for counted in programmes])
    member = await database.fetch(f"SELECT {IS_MEMBER.format('p.id')} FROM person p WHERE p.id = ?", (person.id,))
    lists = await _lists(database, person, programmes)
    spoken = frozenset((row[4], row[2]) for row in said if row[0] == "spoken")
    forms = [row for row in begun if row[1] in REGISTRATIONS]
    found = {}
    for counted in programmes:
        own = [row for row in forms if row[0] in counted.programmes]
        found[counted.programme] = Facts(
            person=person.id,
            grants=person.grants,
            member=bool(member and member[0][0]),
            elsewhere_member=bool(person.accounts) and not person.team,
            dossier=person.consents.get(DOSSIER),
            products=tuple(
                (row[2], row[3]) for row in sent if row[2] != ApplicationState.WITHDRAWN and _counts(row, counted)
            ),
            begun_in=tuple(row[2] for row in own if row[2]),
            elsewhere=tuple(sorted({row[3] for row in sent} | {row[2] for row in begun if row[2]})),
            unfinished=bool(own),
            recognised=any(paper.kind == RECOGNITION for paper in papers),
            waiting=frozenset(row[2] for row in waiting if _counts(row, counted)),
            done=frozenset((row[2], row[3], row[4]) for row in said if (row[0], row[1]) == ("done", counted.programme)),
            lists=frozenset((row[1], row[2], row[3]) for row in lists if row[0] == counted.programme and not row[4]),
            left=tuple((row[3], date.fromisoformat(row[4])) for row in lists if row[0] == counted.programme and row[4]),
            spoken=spoken,
            started=tuple(
                StartedDuty(row[2], row[3], row[4], row[5])
                for row in said
                if (row[0], row[1]) == ("started", counted.programme)
            ),
        )
    return found


def _counts(row: Row, counted: Counted) -> bool:
    """The same as `takes_part` for a row that begins with an application's programme and the day it was sent."""
    return counted.counts(row[0], date.fromisoformat(row[1]))


async def _waiting(database: Database, person: Person, programmes: set[str]) -> list[Row]:
    """Programme, day and commune of what waits for a check by this person."""
    communes = [grant.area for grant in grants_for(person.grants, Act.CHECK)]
    if not communes:
        return []
    ids = sorted(programmes)
    return await database.fetch(
        f"SELECT DISTINCT programme, sent_on, area FROM application WHERE programme IN ({marks(ids)})"
        f" AND state IN ({marks(TO_CHECK)}) AND area IN ({marks(communes)}) AND closed_as <> 'ended'"
        f" AND {NOT_THEIRS.format('person_id')}",
        (*ids, *TO_CHECK, *communes, person.id, person.id),
    )


async def _lists(database: Database, person: Person, programmes: Sequence[Counted]) -> list[Row]:
    """Programme, duty, occurrence and unit of each list that stands; and, with the day since when, programme and
    commune of what is left for one."""
    communes = [grant.area for grant in grants_for(person.grants, Act.HAND_UP)]
    if not communes:
        return []
    here, ids = marks(communes), [counted.programme for counted in programmes]
    query = Query(
        "SELECT l.programme, l.duty, l.occurrence, l.unit, '' FROM product_list l"
        f" WHERE l.unit IN ({here}) AND l.programme IN ({marks(ids)}) AND l.taken_back_at = ''",
        (*communes, *ids),
    )
    for counted in programmes:
        left = Query("UNION ALL SELECT CAST(? AS TEXT), '', '', p.area, min(p.updated_on)", (counted.programme,))
        query += left + Query(f"FROM application p WHERE p.area IN ({here}) AND", tuple(communes))
        query += left_for_list(counted) + Query("GROUP BY p.area", ())
    return await database.fetch(query.sql, query.args)


async def _said(database: Database, person: Person, programmes: Sequence[str]) -> list[Row]:
    """Asked together: what was said to be done ("done"), what began ("started"), and for which agencies somebody speaks
    in the own units ("spoken"); each with programme, duty or agency, occurrence, scope and words."""
    scopes, areas = [str(person.id), *(grant.area for grant in person.grants)], [grant.area for grant in person.grants]
    here = (*programmes, *scopes)
    where = f"programme IN ({marks(programmes)}) AND scope IN ({marks(scopes)})"
    return await database.fetch(
        f"SELECT 'done', programme, duty, occurrence, scope, '', '' AS at FROM done WHERE {where}"
        f" UNION ALL SELECT 'started', programme, duty, occurrence, scope, about, at FROM started WHERE {where}"
        " UNION ALL SELECT DISTINCT 'spoken', '', agency, '', area, '', '' FROM role"
        f" WHERE area IN ({marks(areas) or 'NULL'}) AND agency <> '' ORDER BY 7, 3, 4, 5",
        (*here, *here, *areas),
    )


async def begun_of(database: Database, subject: str, scope: str) -> list[tuple[str, str, str]]:
    """Which duties (programme, duty, time) began for a unit or producer by this thing, and are not done."""
    rows = await database.fetch(
        "SELECT s.programme, s.duty, s.occurrence FROM started s WHERE s.scope = ? AND s.subject = ? AND NOT EXISTS"
        " (SELECT 1 FROM done d WHERE d.programme = s.programme AND d.duty = s.duty AND d.occurrence = s.occurrence"
        " AND d.scope = s.scope) ORDER BY s.at, s.duty",
        (scope, subject),
    )
    return [(row[0], row[1], row[2]) for row in rows]
