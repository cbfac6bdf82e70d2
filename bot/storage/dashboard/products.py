"""The products of an area as the tables of the dashboard show them: one row each, in one question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.records.account import Phone
from bot.records.dashboard import Chosen, TrackedProduct
from bot.storage.dashboard.sessions import dashboards_of
from bot.storage.engine.statements import Database, Row
from bot.storage.office.search import by_words, of_sets
from bot.storage.year.audiences import Query, marks
from ocop_domain.applications import ApplicationState

_HELD = (
    "COALESCE((SELECT max(r.star) FROM recognition r WHERE p.product_id <> '' AND r.product_id = p.product_id"
    " AND r.source {} 'declared' AND (r.ended_on = '' OR r.ended_on > ?)"
    " AND (r.expires_on = '' OR r.expires_on >= ?)), 0)"
)
_COLUMNS = (
    "p.id, p.name, p.name_folded, o.name, p.person_id, p.area, p.programme, p.state,"
    " CASE p.state WHEN 'sent' THEN p.sent_on ELSE p.updated_on END, p.product_set, p.closed_as,"
    f" {_HELD.format('<>')}, {_HELD.format('=')}"
)


_STATES = {state.value: state for state in ApplicationState}


class StoredDashboard:
    """The part of `Reads` that is about the dashboard."""

    _db: Database

    async def dashboards(self, person: int, now: datetime) -> list[Phone]:
        return await dashboards_of(self._db, person, now)

    async def tracked(self, areas: Sequence[str], day: date, chosen: Chosen) -> list[TrackedProduct]:
        if not areas:
            return []
        where = Query(f"p.area IN ({marks(areas)})", tuple(areas)) + _narrowed(self._db, chosen)
        today = day.isoformat()
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS} FROM application p JOIN producer o ON o.id = p.producer_id WHERE {where.sql}",
            (today, today, today, today, *where.args),
        )
        return [_tracked(row) for row in rows]

    async def occurring(self, areas: Sequence[str]) -> list[tuple[str, str]]:
        if not areas:
            return []
        rows = await self._db.fetch(
            f"SELECT area, programme FROM application WHERE area IN ({marks(areas)})"
            " GROUP BY area, programme ORDER BY area, programme",
            tuple(areas),
        )
        return [(row[0], row[1]) for row in rows]


def _narrowed(database: Database, chosen: Chosen) -> Query:
    """Each choice as one more condition."""
    query = by_words(chosen.words)
    columns = {"p.state": chosen.state, "p.programme": chosen.programme}
    columns |= {database.field.format("p.answers", "legal_form"): chosen.legal_form}
    columns |= {database.field.format("p.answers", "registration_kind"): chosen.kind}
    for column, value in columns.items():
        if value:
            query += Query(f" AND {column} = ?", (value,))
    if chosen.sets:
        query += Query(" AND", ()) + of_sets(chosen.sets)
    return query


def _tracked(row: Row) -> TrackedProduct:
    """A row of _COLUMNS."""
    return TrackedProduct(
        id=row[0],
        name=row[1],
        folded=row[2],
        producer=row[3],
        owner=row[4],
        area=row[5],
        programme=row[6],
        state=_STATES[row[7]],
        since=date.fromisoformat(row[8]),
        product_set=row[9],
        closed=row[10],
        star=row[11],
        declared=row[12],
    )
