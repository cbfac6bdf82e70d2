"""Whom a reminder concerns, as SQL: each answer has the columns person_id, scope and mark.

The mark tells later whether the thing is still as it was when the reminder was planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.conversations.forms import REGISTRATIONS
from bot.conversations.forms.consent import DOSSIER
from bot.kit.clock import VIETNAM
from bot.storage.engine.encoding import moment
from ocop_domain.duties.audience import (
    Above,
    Around,
    Audience,
    Checkers,
    Drafts,
    Helpers,
    Open,
    Owners,
    Papers,
    holders,
)
from ocop_domain.duties.model import AREA_LEVELS, Concerns, Done, Duty
from ocop_domain.evidence import RECOGNITION
from ocop_domain.products import HANDED_IN, TAKEN_ON, TO_CHECK, State


@dataclass(frozen=True, slots=True)
class Query:
    sql: str
    args: tuple[Any, ...]

    def __add__(self, other: Query) -> Query:
        return Query(f"{self.sql} {other.sql}", (*self.args, *other.args))


def marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def asks(audience: Audience, programme: str) -> Query:
    """Everybody whom the audience holds at this moment."""
    match audience:
        case Open(occurrence, within, beside):
            return _open(occurrence.duty, occurrence.id, programme, within, beside)
        case Around(_, within, beside):
            return _producers(Concerns.ACCEPTED, programme, within, beside)
        case Helpers(occurrence, within, beside):
            roles = [role.value for r in occurrence.duty.helps if r != occurrence.duty.role for role in holders(r)]
            return _holding(roles, programme, within, beside)
        case Drafts(forms, touched, within, beside):
            return Query(
                "SELECT d.person_id AS person_id, d.id AS scope, d.updated_at AS mark FROM draft d"
                f" WHERE d.programme = ? AND d.form IN ({marks(forms)}) AND d.updated_at >= ? AND d.updated_at < ?",
                (programme, *forms, _midnight(touched), _midnight(touched + timedelta(days=1))),
            ) + in_areas("d.area", within, beside)
        case Owners(state, since, until, within, beside):
            return Query(
                "SELECT p.person_id AS person_id, p.id AS scope, p.updated_on AS mark FROM product p"
                " WHERE p.programme = ? AND p.state = ? AND p.updated_on BETWEEN ? AND ?",
                (programme, state, since.isoformat(), until.isoformat()),
            ) + in_areas("p.area", within, beside)
        case Checkers(since, until, within, beside, state):
            return Query(
                "SELECT r.person_id AS person_id, r.area AS scope, '' AS mark FROM role r"
                " WHERE r.programme = ? AND r.role = 'commune_officer' AND EXISTS (SELECT 1 FROM product p"
                " WHERE p.programme = r.programme AND p.area = r.area AND p.state = ?"
                " AND p.updated_on BETWEEN ? AND ?)",
                (programme, state, since.isoformat(), until.isoformat()),
            ) + in_areas("r.area", within, beside)
        case Papers(recognition, expires):
            return Query(
                "SELECT w.person_id AS person_id, w.id AS scope, w.expires_on AS mark FROM paper w"
                f" WHERE w.expires_on = ? AND w.kind {'=' if recognition else '<>'} ?",
                (expires.isoformat(), RECOGNITION),
            )
        case Above():
            raise TypeError("officials above are found by their areas, not by SQL alone")


def _open(duty: Duty, occurrence: str, programme: str, within: Sequence[str], beside: Sequence[str]) -> Query:
    """Those for whom the occurrence is open."""
    if duty.role != "producer":
        return _officials(duty, programme, within, beside) + _still_open(duty, occurrence, programme, "r.area")
    if duty.done is Done.REGISTERED:
        forms = sorted(REGISTRATIONS)
        begun = Query(
            "AND (NOT EXISTS (SELECT 1 FROM product q WHERE q.person_id = x.id AND q.programme = ?)"
            " OR EXISTS (SELECT 1 FROM draft f WHERE f.person_id = x.id AND f.programme = ?"
            f" AND f.form IN ({marks(forms)})))",
            (programme, programme, *forms),
        )
        return _producers(duty.concerns, programme, within, beside) + begun
    if duty.done is Done.FILED:
        own = "(SELECT 1 FROM product q WHERE q.person_id = x.id AND q.programme = ? AND q.state IN ({}))"
        left = Query(
            f"AND (NOT EXISTS {own.format(marks(HANDED_IN))} OR EXISTS {own.format('?')})",
            (programme, *HANDED_IN, programme, State.ACCEPTED.value),
        )
        return _producers(duty.concerns, programme, within, beside) + left
    return _producers(duty.concerns, programme, within, beside) + _still_open(
        duty, occurrence, programme, "CAST(x.id AS TEXT)"
    )


def everybody(duty: Duty, programme: str, within: Sequence[str]) -> Query:
    """All whom the duty concerns, whether they have done it or not."""
    if duty.role == "producer":
        return _producers(duty.concerns, programme, within, ())
    return _officials(duty, programme, within, ())


def _officials(duty: Duty, programme: str, within: Sequence[str], beside: Sequence[str]) -> Query:
    query = _holding([role.value for role in holders(duty.role)], programme, within, beside)
    if duty.role == "council":
        query += Query("AND length(r.area) = ?", (AREA_LEVELS.get(duty.level, 0),))
    return query


def _holding(roles: Sequence[str], programme: str, within: Sequence[str], beside: Sequence[str]) -> Query:
    """Those who hold one of the roles, each with the own area."""
    once = "DISTINCT " if len(roles) > 1 else ""  # a secretary may be a member too
    query = Query(
        f"SELECT {once}r.person_id AS person_id, r.area AS scope, '' AS mark FROM role r"
        f" WHERE r.programme = ? AND r.role IN ({marks(roles) or 'NULL'})",
        (programme, *roles),
    )
    return query + in_areas("r.area", within, beside)


def _producers(concerns: Concerns, programme: str, within: Sequence[str], beside: Sequence[str]) -> Query:
    """Producers that a duty concerns: people without a role who have not refused to be kept."""
    # Found by their area, not one by one among everybody: an area has few of them. A draft tells it too.
    # As a list, not as a join: SQLite makes it once, also where each of many people is asked about.
    there = (
        "SELECT p.person_id FROM product p WHERE p.programme = ? AND p.area IN ({0})"
        " UNION SELECT f.person_id FROM draft f WHERE f.programme = ? AND f.area IN ({0})"
    )
    query = Query(
        "SELECT x.id AS person_id, CAST(x.id AS TEXT) AS scope, '' AS mark FROM person x"
        " WHERE NOT EXISTS (SELECT 1 FROM role r WHERE r.person_id = x.id AND r.programme = ?)",
        (programme,),
    )
    if within:
        query += Query(f"AND x.id IN ({there.format(marks(within))})", (programme, *within) * 2)
    agreed = "EXISTS (SELECT 1 FROM consent c WHERE c.person_id = x.id AND c.purpose = ? AND c.granted = {})"
    if concerns is Concerns.EVERYONE:
        query += Query(f"AND {agreed.format(1)}", (DOSSIER,))
    else:
        query += Query(f"AND NOT {agreed.format(0)}", (DOSSIER,))
    if concerns is Concerns.RECOGNISED:
        query += Query("AND EXISTS (SELECT 1 FROM paper w WHERE w.person_id = x.id AND w.kind = ?)", (RECOGNITION,))
    own = "(SELECT 1 FROM product p WHERE p.person_id = x.id AND p.programme = ?{})"
    if concerns is Concerns.ACCEPTED:
        query += Query(f"AND EXISTS {own.format(f' AND p.state IN ({marks(TAKEN_ON)})')}", (programme, *TAKEN_ON))
    elif concerns is Concerns.REGISTERED:
        query += Query(f"AND EXISTS {own.format('')}", (programme,))
    if beside:
        query += Query(f"AND x.id NOT IN ({there.format(marks(beside))})", (programme, *beside) * 2)
    return query


def _still_open(duty: Duty, occurrence: str, programme: str, scope: str) -> Query:
    if duty.done is Done.CHECKED:
        return Query(
            f"AND EXISTS (SELECT 1 FROM product p WHERE p.programme = ? AND p.area = {scope}"
            f" AND p.state IN ({marks(TO_CHECK)}))",
            (programme, *TO_CHECK),
        )
    return Query(
        "AND NOT EXISTS (SELECT 1 FROM done d WHERE d.programme = ? AND d.duty = ? AND d.occurrence = ?"
        f" AND d.scope = {scope})",
        (programme, duty.id, occurrence),
    )


def in_areas(column: str, within: Sequence[str], beside: Sequence[str] = ()) -> Query:
    """A further condition: in one of these areas (anywhere when empty), in none of those."""
    query = Query("", ())
    if within:
        query += Query(f"AND {column} IN ({marks(within)})", tuple(within))
    if beside:
        query += Query(f"AND {column} NOT IN ({marks(beside)})", tuple(beside))
    return query


def _midnight(day: date) -> str:
    return moment(datetime.combine(day, time(0), VIETNAM))
