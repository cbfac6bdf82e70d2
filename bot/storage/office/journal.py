"""The audit of some units, read page by page. Nothing here writes: an entry is made with its act, and never changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from bot.kit.clock import VIETNAM
from bot.records.journal import KINDS, JournalLine, JournalSearch
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Database, Row
from bot.storage.year.audiences import Query, marks
from ocop_domain.rights import Grant, Role
from ocop_domain.text import fold
from ocop_domain.writing import one_line

_COLUMNS = (
    "a.id, a.at, a.kind, a.person_id, COALESCE((SELECT g.name FROM official g WHERE g.person_id = a.person_id), ''),"
    " a.on_behalf, a.subject, COALESCE(p.area, q.area, ''), COALESCE(p.name, q.name, ''), COALESCE(o.name, ''),"
    " COALESCE(p.person_id, q.person_id, 0), a.reason, a.became,"
    " COALESCE((SELECT min(r.role || ' ' || r.area) FROM role r WHERE r.person_id = a.person_id),"
    " (SELECT min(f.role || ' ' || f.area) FROM past_role f WHERE f.person_id = a.person_id), '')"
)
_FROM = (
    "FROM audit a LEFT JOIN application p ON p.id = a.subject LEFT JOIN product q ON q.id = a.subject"
    " LEFT JOIN producer o ON o.id = COALESCE(p.producer_id, q.producer_id)"
)
"""What never took part goes by its product."""
_TOLD = (
    "(a.kind <> 'council.concluded' OR EXISTS (SELECT 1 FROM result t WHERE t.application_id = a.subject"
    " AND t.told_at >= a.at))"
)
"""What a council has concluded is sealed until it is told."""


class StoredJournal:
    """The part of `Reads` that is about the audit."""

    _db: Database

    async def journal(
        self, areas: Sequence[str], looked: JournalSearch, start: int, limit: int
    ) -> tuple[int, list[JournalLine]]:
        """How many acts there are in these units, and a page of them, the last first."""
        if not areas:
            return 0, []
        where = _where(areas, looked)
        counted = await self._db.fetch(f"SELECT count(*) {_FROM} WHERE {where.sql}", where.args)
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS} {_FROM} WHERE {where.sql} ORDER BY a.id DESC LIMIT ? OFFSET ?",
            (*where.args, limit, start),
        )
        return int(counted[0][0]), [_line(row) for row in rows]


def _where(areas: Sequence[str], looked: JournalSearch) -> Query:
    its, listed = _products(areas, looked), _listed(areas, looked)
    subjects = Query("(a.subject IN (", ()) + its + Query("UNION ALL", ()) + listed + Query(")", ())
    if looked.people or not (looked.words or looked.subject):  # units have no product's words
        subjects += Query(f"OR a.subject IN ({marks(areas)})", tuple(areas))
    query = subjects + Query(f") AND a.kind IN ({marks(KINDS)}) AND {_TOLD}", KINDS)
    if looked.people:
        query += Query(f"AND a.person_id IN ({marks(looked.people)})", looked.people)
    if looked.day:
        first = datetime.combine(looked.day, time(0), VIETNAM)
        query += Query("AND a.at >= ? AND a.at < ?", (moment(first), moment(first + timedelta(days=1))))
    return query


def _products(areas: Sequence[str], looked: JournalSearch) -> Query:
    query = Query(
        f"SELECT s.id FROM application s JOIN producer m ON m.id = s.producer_id WHERE s.area IN ({marks(areas)})",
        tuple(areas),
    )
    if looked.subject:
        query += Query("AND s.id = ?", (looked.subject,))
    for within in _within(looked.words):
        query += Query("AND (s.name_folded LIKE ? ESCAPE '!' OR m.name_folded LIKE ? ESCAPE '!')", (within, within))
    return query


def _listed(areas: Sequence[str], looked: JournalSearch) -> Query:
    """What came with a list of the state; it is found by the words of its row."""
    query = Query(
        f"SELECT s.id FROM product s JOIN imported_product i ON i.id = s.id WHERE s.area IN ({marks(areas)})",
        tuple(areas),
    )
    if looked.subject:
        query += Query("AND s.id = ?", (looked.subject,))
    for within in _within(looked.words):
        query += Query("AND i.key LIKE ? ESCAPE '!'", (within,))
    return query


def _within(words: str) -> Iterator[str]:
    for word in fold(words).split():
        plain = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        yield f"%{plain}%"


def _line(row: Row) -> JournalLine:
    role, _, area = row[13].partition(" ")
    return JournalLine(
        id=row[0],
        at=datetime.fromisoformat(row[1]),
        kind=row[2],
        by=row[3],
        who=one_line(row[4]),
        helped=bool(row[5]),
        subject=row[6],
        area=row[7] or row[6],
        product=one_line(row[8]),
        producer=one_line(row[9]),
        owner=row[10],
        reason=one_line(row[11]),
        became=row[12],
        office=Grant(Role(role), area) if role else None,
    )
