"""The lists that communes handed up, found by both sides; and what could go up next."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from bot.records.lists import Listable, ListedProduct, ProductList
from bot.records.registration import COUNCIL
from bot.storage.engine.encoding import APPLICATION, application_of
from bot.storage.engine.statements import Database, Row
from bot.storage.year.audiences import counting, marks, takes_part
from ocop_domain.applications import ApplicationState
from ocop_domain.programme_collection import Counted
from ocop_domain.writing import one_line

_LIST = (
    "l.id, l.unit, l.programme, l.duty, l.occurrence, l.number, l.at, l.person_id,"
    " COALESCE((SELECT f.name FROM official f WHERE f.person_id = l.person_id), ''), l.taken_back_at, l.note,"
    " (SELECT count(*) FROM product_list_item i WHERE i.list_id = l.id)"
)
LISTED_IN = (
    "SELECT l.id FROM product_list_item i JOIN product_list l ON l.id = i.list_id"
    " WHERE i.application_id = p.id AND l.programme = ? AND l.taken_back_at = ''"
)
"""The standing lists of a programme on which the application p is."""


class StoredLists:
    """The part of `Reads` that is about lists."""

    _db: Database

    async def listable(self, areas: Sequence[str], programme: Counted) -> list[Listable]:
        if not areas:
            return []
        counts = takes_part("p", counting(programme), unkeyed=True)
        rows = await self._db.fetch(
            f"SELECT {APPLICATION}, COALESCE(({LISTED_IN} ORDER BY l.at LIMIT 1), '') FROM application p"
            f" JOIN producer o ON o.id = p.producer_id WHERE p.area IN ({marks(areas)}) AND {counts.sql}"
            " AND p.closed_as = '' ORDER BY p.sent_on, p.name, p.id",
            (programme.programme, *areas, *counts.args),
        )
        return [Listable(application_of(row), row[-1]) for row in rows]

    async def lists_in(self, areas: Sequence[str], start: int, limit: int) -> tuple[int, list[ProductList]]:
        if not areas:
            return 0, []
        rows = await self._db.fetch(
            f"SELECT {_LIST}, count(*) OVER () FROM product_list l WHERE l.unit IN ({marks(areas)})"
            " ORDER BY l.at DESC, l.number DESC, l.id LIMIT ? OFFSET ?",
            (*areas, limit, start),
        )
        if not rows:
            return await self.lists_in(areas, 0, limit) if start else (0, [])
        return int(rows[0][-1]), [_list(row) for row in rows]

    async def lists_for(self, unit: str, programme: str, duty: str, occurrence: str) -> list[ProductList]:
        rows = await self._db.fetch(
            f"SELECT {_LIST} FROM product_list l WHERE l.unit = ? AND l.programme = ? AND l.duty = ?"
            " AND l.occurrence = ? ORDER BY l.number",
            (unit, programme, duty, occurrence),
        )
        return [_list(row) for row in rows]

    async def product_list(self, list_id: str) -> ProductList | None:
        rows = await self._db.fetch(f"SELECT {_LIST} FROM product_list l WHERE l.id = ?", (list_id,))
        if not rows:
            return None
        lines = await self._db.fetch(
            "SELECT application_id, name, said FROM product_list_item WHERE list_id = ? ORDER BY position", (list_id,)
        )
        return _list(rows[0], tuple(ListedProduct(line[0], one_line(line[1]), json.loads(line[2])) for line in lines))

    async def list_acted(self, list_id: str, above: Sequence[str]) -> bool:
        rows = await self._db.fetch(
            "SELECT EXISTS (SELECT 1 FROM product_list_item i JOIN application p ON p.id = i.application_id"
            " WHERE i.list_id = l.id AND (p.state = ? OR EXISTS (SELECT 1 FROM score s WHERE s.application_id = p.id"
            " AND s.kind = ? AND s.at >= substr(l.at, 1, 10)))),"
            f" EXISTS (SELECT 1 FROM done u WHERE u.programme = l.programme AND u.scope IN ({marks(above) or 'NULL'})"
            " AND u.duty <> l.duty AND u.at > l.at) FROM product_list l WHERE l.id = ?",
            (ApplicationState.JUDGED, COUNCIL, *above, list_id),
        )
        return bool(rows) and any(rows[0])


def _list(row: Row, products: tuple[ListedProduct, ...] = ()) -> ProductList:
    """A row of _LIST."""
    return ProductList(
        id=row[0],
        unit=row[1],
        programme=row[2],
        duty=row[3],
        occurrence=row[4],
        number=int(row[5]),
        at=datetime.fromisoformat(row[6]),
        by=row[7],
        by_name=one_line(row[8]),
        taken_back=datetime.fromisoformat(row[9]) if row[9] else None,
        note=row[10],
        count=int(row[11]),
        products=products,
    )
