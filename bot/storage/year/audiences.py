"""Whom a reminder concerns, as SQL: each answer has the columns person_id, scope and mark.

The mark tells later whether the thing is still as it was when the reminder was planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from bot.conversations.forms import REGISTRATIONS
from bot.conversations.forms.consent import DOSSIER
from bot.kit.clock import VIETNAM
from bot.storage.engine.encoding import moment
from bot.storage.members.conditions import consents, speaks_for
from ocop_domain.applications import HANDED_IN, RUNNING, STILL_TO_FILE, TAKEN_ON, TO_CHECK, ApplicationState
from ocop_domain.areas import Territory, load_areas
from ocop_domain.duties.audience import (
    Above,
    Around,
    Audience,
    Begun,
    Checkers,
    Drafts,
    EvidencePapers,
    Helpers,
    Open,
    Owners,
    Quiet,
)
from ocop_domain.duties.calendar import begun
from ocop_domain.duties.model import Concerns, Done, Duty, DutyKind, Occurrence
from ocop_domain.duties.reminding import in_digest
from ocop_domain.evidence import RECOGNITION
from ocop_domain.lists import ready_states
from ocop_domain.programme_collection import Counted
from ocop_domain.programmes import HandsUp
from ocop_domain.rights import SPECS, Act, Role, holders, roles_for

_SEATS = frozenset(level for role in holders("council") for level in SPECS[role].levels)
CHECKERS = tuple(role.value for role in roles_for(Act.CHECK))
OFFICES = tuple(role.value for role in roles_for(Act.CHOOSE))
"""Who may sit in an office above the communes that takes dossiers."""


@dataclass(frozen=True, slots=True)
class Query:
    sql: str
    args: tuple[Any, ...]

    def __add__(self, other: Query) -> Query:
        return Query(f"{self.sql} {other.sql}", (*self.args, *other.args))


def marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def counting(programme: str | Counted) -> Counted:
    """Of an id alone: the applications of this programme and no others."""
    return programme if isinstance(programme, Counted) else Counted(programme)


def takes_part(alias: str, counted: Counted, *, unkeyed: bool = False) -> Query:
    """A condition: the application in this table counts for the programme; `unkeyed`: without an index of its own.

    What its producer has withdrawn counts nowhere.
    """
    column = f"{alias}.programme || ''" if unkeyed else f"{alias}.programme"
    stands = Query(f"{alias}.state <> '{ApplicationState.WITHDRAWN}' AND", ())
    if not counted.beside:
        return stands + Query(f"{column} = ?", counted.programmes)
    sent = (counted.programme, counted.since.isoformat(), counted.until.isoformat())
    among = Query(f"{column} IN ({marks(counted.programmes)})", counted.programmes)
    return stands + among + Query(f"AND ({column} = ? OR {alias}.sent_on BETWEEN ? AND ?)", sent)


def asks(audience: Audience, programme: str | Counted) -> Query:
    """Everybody whom the audience holds at this moment, in its territory.

    A duty asks who takes part, under whichever plan that counts; a thing is its own programme's.
    """
    counted = counting(programme)
    programme = counted.programme
    match audience:
        case Open(occurrence, territory, able):
            still = _open(occurrence, counted, territory)
            return still + _able(occurrence.duty, counted) if able else still
        case Begun(first, last, territory):
            return _begun_for(first, last, counted.programme, territory)
        case Quiet(occurrences, _, territory):
            return Query("SELECT DISTINCT u.person_id, u.scope, '' AS mark FROM (", ()) + _each(
                [_quiet(one, counted, territory) for one in occurrences]
            )
        case Around(_, territory):
            return _producers(Concerns.ACCEPTED, counted, territory) + _running(counted)
        case Helpers(occurrence, territory):
            roles = [role.value for r in occurrence.duty.helps if r != occurrence.duty.role for role in holders(r)]
            return _holding(roles, territory)
        case Drafts(forms, touched, territory):
            return Query(
                "SELECT d.person_id AS person_id, d.id AS scope, d.updated_at AS mark FROM draft d"
                f" WHERE d.programme = ? AND d.form IN ({marks(forms)}) AND d.updated_at >= ? AND d.updated_at < ?",
                (programme, *forms, _midnight(touched), _midnight(touched + timedelta(days=1))),
            ) + in_areas("d.area", territory)
        case Owners(state, since, until, territory):
            return Query(
                "SELECT p.person_id AS person_id, p.id AS scope, p.updated_on AS mark FROM application p"
                " WHERE p.programme = ? AND p.state = ? AND p.updated_on BETWEEN ? AND ? AND p.closed_as <> 'ended'",
                (programme, state, since.isoformat(), until.isoformat()),
            ) + in_areas("p.area", territory)
        case Checkers():
            return _checkers(audience, programme)
        case EvidencePapers(recognition, expires, territory):
            return Query(
                "SELECT w.person_id AS person_id, w.id AS scope, w.expires_on AS mark FROM paper w"
                f" WHERE w.expires_on = ? AND w.kind {'=' if recognition else '<>'} ? AND {MADE.format('w')}",
                (expires.isoformat(), RECOGNITION),
            ) + belongs("w.person_id", territory)
        case Above():
            raise TypeError("officials above are found by their areas, not by SQL alone")


def _each(queries: Sequence[Query]) -> Query:
    """All of several queries, closed as a table that is called u."""
    args = tuple(arg for query in queries for arg in query.args)
    return Query(f"{' UNION ALL '.join(query.sql for query in queries)}) u WHERE true", args)


def _quiet(occurrence: Occurrence, counted: Counted, territory: Territory) -> Query:
    """The officials to whom one quiet matter is told once a month, as long as it is open."""
    duty = occurrence.duty
    stands_in = _holding([role.value for role in holders(duty.role)], territory)
    for_office = Query("AND r.agency = ''", ())
    if duty.agencies:
        spoken = f"SELECT 1 FROM role a WHERE a.area = r.area AND a.agency IN ({marks(duty.agencies)})"
        informed = f"OR r.agency IN ({marks(duty.agencies)})" if in_digest(occurrence) else ""
        sql = f"AND ((r.agency = '' AND NOT EXISTS ({spoken})) {informed})"
        for_office = Query(sql, duty.agencies * (2 if informed else 1))
    elif duty.for_all:
        for_office = Query("", ())
    return stands_in + for_office + _still_open(occurrence, counted, "r.area", "r.person_id")


def _begun_for(first: date, last: date, programme: str, territory: Territory) -> Query:
    """Whose began duty has its last day on one of these days: the producer's, or of the unit's office."""
    mark = "s.duty || ':' || s.occurrence"
    open_ = (
        "s.last_day BETWEEN ? AND ? AND s.programme = ? AND NOT EXISTS (SELECT 1 FROM done d"
        " WHERE d.programme = s.programme AND d.duty = s.duty AND d.occurrence = s.occurrence AND d.scope = s.scope)"
    )
    args = (first.isoformat(), last.isoformat(), programme)
    own = Query(
        f"SELECT s.person_id AS person_id, s.scope AS scope, {mark} AS mark FROM started s"
        f" WHERE s.person_id <> 0 AND {open_}",
        args,
    )
    line = tuple(role.value for role in Role if SPECS[role].rank)
    office = Query(
        f"UNION ALL SELECT r.person_id, s.scope, {mark} FROM started s JOIN role r ON r.area = s.scope"
        f" AND r.role IN ({marks(line)}) AND r.agency = '' WHERE s.person_id = 0 AND {open_}",
        (*line, *args),
    )
    return own + office + in_areas("s.scope", territory)


def _checkers(audience: Checkers, programme: str) -> Query:
    """Who checks what waits: the commune's officers, or the staff of the office above that takes it."""
    communes = Query(
        "SELECT r.person_id AS person_id, r.area AS scope, '' AS mark FROM role r"
        f" WHERE r.role IN ({marks(CHECKERS)}) AND r.away = 0",
        CHECKERS,
    )
    communes += _something_waits(audience, programme, "r.area", "r.person_id") + in_areas("r.area", audience.territory)
    pairs = [pair for pair in audience.offices if audience.territory.has(pair[0])]
    if not pairs:
        return communes
    values = ", ".join(["(CAST(? AS TEXT), CAST(? AS TEXT))"] * len(pairs))
    named = tuple(unit for pair in pairs for unit in pair)
    seated = f"(VALUES {values}) v JOIN role k ON k.area = v.column2 AND k.role IN ({marks(OFFICES)}) AND k.away = 0"
    communes += Query(
        f"AND NOT EXISTS (SELECT 1 FROM {seated} WHERE v.column1 = r.area)",
        (*named, *OFFICES),
    )
    staff = Query(f"SELECT k.person_id, v.column1, '' FROM {seated} WHERE true", (*named, *OFFICES))
    staff += _something_waits(audience, programme, "v.column1", "k.person_id")
    return communes + Query("UNION ALL", ()) + staff


def _something_waits(audience: Checkers, programme: str, area: str, person: str) -> Query:
    """A further condition: something that is not the person's own waits in this commune since one of the days."""
    return Query(
        "AND EXISTS (SELECT 1 FROM application p"
        f" WHERE p.programme = ? AND p.area = {area} AND p.state = ?"
        f" AND NOT {speaks_for('p.person_id', person)}"
        " AND p.updated_on BETWEEN ? AND ? AND p.closed_as <> 'ended')",
        (programme, audience.state, audience.since.isoformat(), audience.until.isoformat()),
    )


def _open(occurrence: Occurrence, counted: Counted, territory: Territory) -> Query:
    """Those for whom the occurrence is open."""
    duty = occurrence.duty
    if duty.role != "producer":
        open_ = _officials(duty, territory) + _still_open(occurrence, counted, "r.area", "r.person_id")
        return open_ + _where_begun(occurrence, counted, "r.area")
    theirs = _producers(duty.concerns, counted, territory)
    if duty.concerns is Concerns.ACCEPTED:
        theirs += _running(counted)
    if duty.done is Done.REGISTERED:
        return theirs + _unregistered(counted)
    if duty.done is Done.FILED:
        return theirs + _unfiled(counted)
    scope = "CAST(x.id AS TEXT)"
    return theirs + _still_open(occurrence, counted, scope, "x.id") + _where_begun(occurrence, counted, scope)


def _where_begun(occurrence: Occurrence, counted: Counted, scope: str) -> Query:
    """A further condition: what begins by something that happened is only for whom it began."""
    if begun(occurrence.duty, occurrence.id) is None:
        return Query("", ())
    return Query(
        "AND EXISTS (SELECT 1 FROM started b WHERE b.programme = ? AND b.duty = ? AND b.occurrence = ?"
        f" AND b.scope = {scope})",
        (counted.programme, occurrence.duty.id, occurrence.id),
    )


def _own(counted: Counted, states: Sequence[str] = ()) -> Query:
    """Whether x has an application that counts, in one of the states."""
    found = Query("EXISTS (SELECT 1 FROM application q WHERE q.person_id = x.id AND", ()) + takes_part("q", counted)
    return found + Query(f"AND q.state IN ({marks(states)}))", tuple(states)) if states else found + Query(")", ())


def _running(counted: Counted) -> Query:
    """A further condition: a council has still to say how something ends."""
    return Query("AND", ()) + _own(counted, RUNNING)


def _unregistered(counted: Counted) -> Query:
    """A further condition: nothing was sent yet, or something more is begun."""
    forms = sorted(REGISTRATIONS)
    begun = Query(
        "OR EXISTS (SELECT 1 FROM draft f WHERE f.person_id = x.id"
        f" AND f.programme IN ({marks(counted.programmes)}) AND f.form IN ({marks(forms)})))",
        (*counted.programmes, *forms),
    )
    return Query("AND (NOT", ()) + _own(counted) + begun


def _unfiled(counted: Counted) -> Query:
    """A further condition: nothing was handed in yet, or something that was accepted waits for it."""
    open_ = _own(counted, STILL_TO_FILE)
    return Query("AND (NOT", ()) + _own(counted, HANDED_IN) + Query("OR", ()) + open_ + Query(")", ())


def waits_for_commune(duty: Duty, counted: Counted, person: str) -> Query:
    """A condition: the person in this column cannot hand in yet, because what was sent waits for the commune."""
    if duty.done is not Done.FILED:
        return Query("1 = 0", ())
    found = f"EXISTS (SELECT 1 FROM application q WHERE q.person_id = {person} AND"
    sent = Query(found, ()) + takes_part("q", counted) + Query("AND q.state = ?)", (ApplicationState.SENT.value,))
    own = Query(f"AND NOT {found}", ()) + takes_part("q", counted)
    return sent + own + Query(f"AND q.state IN ({marks(STILL_TO_FILE)}))", tuple(STILL_TO_FILE))


def _able(duty: Duty, counted: Counted) -> Query:
    """A further condition: they do not wait for the commune."""
    if duty.done is not Done.FILED or duty.role != "producer":
        return Query("", ())
    return Query("AND NOT (", ()) + waits_for_commune(duty, counted, "x.id") + Query(")", ())


def everybody(occurrence: Occurrence, programme: str | Counted, territory: Territory) -> Query:
    """All whom the occurrence concerns, whether they have done it or not."""
    duty, counted = occurrence.duty, counting(programme)
    if duty.role == "producer":
        all_ = _producers(duty.concerns, counted, territory)
        return all_ + _where_begun(occurrence, counted, "CAST(x.id AS TEXT)")
    return _officials(duty, territory) + _where_begun(occurrence, counted, "r.area")


def _officials(duty: Duty, territory: Territory) -> Query:
    query = _holding([role.value for role in holders(duty.role)], territory)
    if duty.role == "council":
        units = [unit for unit in _units_at(duty.level) if territory.has(unit)]
        query += Query(f"AND r.area IN ({marks(units) or 'NULL'})", tuple(units))
        return query
    return query + _speaking(duty)


def _speaking(duty: Duty) -> Query:
    """A further condition: those who speak for an agency that leads it; else the office of OCOP itself, without those
    who speak for an agency, unless all of them lead it."""
    if duty.agencies:
        return Query(f"AND r.agency IN ({marks(duty.agencies)})", duty.agencies)
    return Query("", ()) if duty.for_all else Query("AND r.agency = ''", ())


@cache
def _units_at(level: str) -> tuple[str, ...]:
    """Every unit of a level, of every era; councils sit at no more than a few hundred."""
    return tuple(sorted(unit.code for unit in load_areas() if unit.level == level)) if level in _SEATS else ()


def _holding(roles: Sequence[str], territory: Territory) -> Query:
    """Those who hold one of the roles, each with the own area."""
    once = "DISTINCT " if len(roles) > 1 else ""  # a secretary may be a member too
    query = Query(
        f"SELECT {once}r.person_id AS person_id, r.area AS scope, '' AS mark FROM role r"
        f" WHERE r.role IN ({marks(roles) or 'NULL'}) AND r.away = 0",
        tuple(roles),
    )
    return query + in_areas("r.area", territory)


def _producers(concerns: Concerns, counted: Counted, territory: Territory) -> Query:
    """Producers that a duty concerns, whatever roles they hold, who have not refused to be kept."""
    query = Query("SELECT x.id AS person_id, CAST(x.id AS TEXT) AS scope, '' AS mark FROM person x WHERE true", ())
    query += _there(concerns, counted, territory)
    agreed = consents("x.id", 1)
    if concerns is Concerns.EVERYONE:
        query += Query(f"AND {agreed} AND ({IS_MEMBER.format('x.id')} OR {_NO_OFFICE})", (DOSSIER, DOSSIER))
    else:
        refused = "EXISTS (SELECT 1 FROM consent c WHERE c.person_id = x.id AND c.purpose = ? AND c.granted = 0)"
        query += Query(f"AND (NOT {refused} OR {agreed})", (DOSSIER, DOSSIER, DOSSIER))
    if concerns is Concerns.RECOGNISED:
        made = f"w.person_id = x.id AND w.kind = ? AND {MADE.format('w')}"
        query += Query(f"AND EXISTS (SELECT 1 FROM paper w WHERE {made})", (RECOGNITION,))
    if concerns is Concerns.ACCEPTED:
        query += Query("AND", ()) + _own(counted, TAKEN_ON)
    elif concerns is Concerns.PREPARING:
        query += Query("AND", ()) + _own(counted, STILL_TO_FILE)
    elif concerns is Concerns.CHECKED:
        query += Query("AND", ()) + _own(counted, (ApplicationState.CHECKED,))
    elif concerns is Concerns.REGISTERED:
        query += Query("AND", ()) + _own(counted)
    return query


_ONE_OF_ITS = "sp.person_id = {0}.person_id AND {0}.products LIKE '%\"' || sp.id || '\"%'"
MADE = (
    f"NOT (EXISTS (SELECT 1 FROM product sp WHERE {_ONE_OF_ITS} AND sp.stopped_on <> '')"
    f" AND NOT EXISTS (SELECT 1 FROM product sp WHERE {_ONE_OF_ITS} AND sp.stopped_on = ''))"
)
"""Whether something that the paper in a table is for is still made; a paper of the whole business always counts."""
_FORMS = ", ".join(f"'{form}'" for form in sorted(REGISTRATIONS))
IS_MEMBER = (
    "(EXISTS (SELECT 1 FROM producer m WHERE m.person_id = {0}) OR EXISTS (SELECT 1 FROM draft m"
    f" WHERE m.person_id = {{0}} AND m.form IN ({_FORMS})))"
)
"""Whether the person in a column speaks for a producer, or begins to."""
HOME = (
    "COALESCE((SELECT h.area FROM application h WHERE h.person_id = {0} ORDER BY h.sent_on DESC, h.id LIMIT 1),"
    " (SELECT h.area FROM draft h WHERE h.person_id = {0} AND h.area <> '' ORDER BY h.updated_at DESC, h.id LIMIT 1),"
    " (SELECT h.area FROM imported_producer h WHERE h.person_id = {0}"
    " ORDER BY h.claimed_at DESC, h.id LIMIT 1), '')"
)
"""Where the person in a column made something last, or began to."""
_NO_OFFICE = (
    "(NOT EXISTS (SELECT 1 FROM role r WHERE r.person_id = x.id) AND NOT EXISTS (SELECT 1 FROM member em"
    " WHERE em.person_id = x.id AND em.account_id <> x.id AND em.ended_at = ''))"
)
"""Whoever has nothing yet and holds an office is here for the office, or works for another's producer for that one."""
_OWN_PRODUCTS = frozenset({Concerns.REGISTERED, Concerns.ACCEPTED, Concerns.PREPARING, Concerns.CHECKED})
"""Asked of the products in the programme: these lie in its territory."""


def _there(concerns: Concerns, counted: Counted, territory: Territory) -> Query:
    """Which of the people x belong to the territory by where they make something, or begin to."""
    # In a part: found by its areas, not one by one among everybody, as it has few of them. A draft tells it too.
    # As a list, not as a join: SQLite makes it once, also where each of many people is asked about.
    units, beside = territory.units, territory.beside
    if territory.whole or (territory.unplaced and concerns in _OWN_PRODUCTS):
        query = Query("", ())
    elif territory.unplaced:
        query = belongs("x.id", replace(territory, beside=()))
    else:
        query = Query("AND x.id IN (", ()) + _makers(counted, units) + Query(")", ())
    if beside:
        query += Query("AND x.id NOT IN (", ()) + _makers(counted, beside) + Query(")", ())
    return query


def _makers(counted: Counted, units: Sequence[str]) -> Query:
    """Who makes something in one of the units, or begins to."""
    here = Query(f"AND {{}}.area IN ({marks(units) or 'NULL'})", tuple(units))
    sent = Query("SELECT p.person_id FROM application p WHERE", ()) + takes_part("p", counted)
    begun = Query(
        f"UNION SELECT f.person_id FROM draft f WHERE f.programme IN ({marks(counted.programmes)})",
        counted.programmes,
    )
    return sent + replace(here, sql=here.sql.format("p")) + begun + replace(here, sql=here.sql.format("f"))


def belongs(person: str, territory: Territory) -> Query:
    """A further condition: the person in this column makes something in the territory, or begins to.

    Asked one by one, by the person: right where few are asked about, or nearly everybody belongs.
    """
    places = (
        f"SELECT p.area FROM application p WHERE p.person_id = {person} UNION ALL"
        f" SELECT f.area FROM draft f WHERE f.person_id = {person} AND f.area <> ''"
    )
    query = Query("", ())
    if not territory.whole:
        nowhere = f" OR NOT EXISTS ({places})" if territory.unplaced else ""
        units = marks(territory.units) or "NULL"
        query += Query(f"AND (EXISTS (SELECT 1 FROM ({places}) h WHERE h.area IN ({units})){nowhere})", territory.units)
    if territory.beside:
        left_out = f"EXISTS (SELECT 1 FROM ({places}) h WHERE h.area IN ({marks(territory.beside)}))"
        query += Query(f"AND NOT {left_out}", territory.beside)
    return query


def _still_open(occurrence: Occurrence, counted: Counted, scope: str, person: str) -> Query:
    """Not said to be done; of checks: something of somebody else waits there; of lists: something is left."""
    duty = occurrence.duty
    if duty.done is Done.CHECKED:
        waits = Query("AND EXISTS (SELECT 1 FROM application p WHERE", ()) + takes_part("p", counted)
        return waits + Query(
            f"AND p.area = {scope} AND p.state IN ({marks(TO_CHECK)}) AND NOT {speaks_for('p.person_id', person)}"
            " AND p.closed_as <> 'ended')",
            TO_CHECK,
        )
    for_good = occurrence.undated and duty.kind is DutyKind.STANDING  # in whichever year that was said
    this_time = Query("", ()) if for_good else Query("AND d.occurrence = ?", (occurrence.id,))
    said = Query("AND NOT EXISTS (SELECT 1 FROM done d WHERE d.programme = ? AND d.duty = ?", ())
    said = Query(said.sql, (counted.programme, duty.id)) + this_time + Query(f"AND d.scope = {scope})", ())
    return said + _to_list(occurrence, counted, scope) if duty.done is Done.LIST else said


def _to_list(occurrence: Occurrence, counted: Counted, scope: str) -> Query:
    """A further condition: no list stands, or something that came in time is left for another one."""
    stands = Query(
        f"AND (NOT EXISTS (SELECT 1 FROM product_list l WHERE l.unit = {scope} AND l.programme = ? AND l.duty = ?"
        " AND l.occurrence = ? AND l.taken_back_at = '') OR EXISTS (SELECT 1 FROM application p WHERE",
        (counted.programme, occurrence.duty.id, occurrence.id),
    )
    in_time = Query(f"AND p.area = {scope} AND p.updated_on <= ?))", (occurrence.last_day.isoformat(),))
    return stands + left_for_list(counted) + in_time


def left_for_list(counted: Counted) -> Query:
    """A condition on p: it may go up by the rule of its programme, or waits for the commune's check, and stands in no
    list of the programme that counts."""
    states = (*TO_CHECK, *ready_states(HandsUp.ACCEPTED))
    checked = (*TO_CHECK, *ready_states(HandsUp.CHECKED))
    strict = counted.only_checked
    by_rule = Query(
        f"AND (p.state IN ({marks(checked)}) OR (p.state IN ({marks(states)})"
        f" AND p.programme NOT IN ({marks(strict) or 'NULL'})))"
        if strict
        else f"AND p.state IN ({marks(states)})",
        (*checked, *states, *strict) if strict else states,
    )
    unlisted = Query(
        "AND p.closed_as = '' AND NOT EXISTS (SELECT 1 FROM product_list_item i JOIN product_list k"
        " ON k.id = i.list_id WHERE i.application_id = p.id AND k.programme = ? AND k.taken_back_at = '')",
        (counted.programme,),
    )
    return takes_part("p", counted, unkeyed=True) + by_rule + unlisted


def in_areas(column: str, territory: Territory) -> Query:
    """A further condition: in the territory. "" is no place yet."""
    query = Query("", ())
    if not territory.whole:
        unplaced = f" OR {column} = ''" if territory.unplaced else ""
        query += Query(f"AND ({column} IN ({marks(territory.units) or 'NULL'}){unplaced})", territory.units)
    if territory.beside:
        query += Query(f"AND {column} NOT IN ({marks(territory.beside)})", territory.beside)
    return query


def _midnight(day: date) -> str:
    return moment(datetime.combine(day, time(0), VIETNAM))
