"""Products over the years, with the names they had and the stars they hold."""

from __future__ import annotations

from datetime import date

from bot.storage.engine.encoding import day_or_none
from bot.storage.engine.statements import Database, Row
from bot.storage.registration.recognised import PAUSED
from ocop_domain.products import Product
from ocop_domain.recognitions import Recognition, Source
from ocop_domain.writing import one_line

_PRODUCTS = (
    "SELECT q.id, q.producer_id, q.person_id, q.name, q.created_on, o.name, q.stopped_on, q.area FROM product q"
    " JOIN producer o ON o.id = q.producer_id"
)


async def product_by_id(database: Database, product: str) -> Product | None:
    """One product as it is called now."""
    rows = await database.fetch(f"{_PRODUCTS} WHERE q.id = ?", (product,))
    return _product(rows[0], ()) if rows else None


async def products_of(database: Database, person: int) -> list[Product]:
    """The own products of all years, the newest first."""
    rows = await database.fetch(
        f"{_PRODUCTS} WHERE q.person_id = ? ORDER BY q.created_on DESC, q.name, q.id", (person,)
    )
    former: dict[str, list[str]] = {}
    for product, name in await database.fetch(
        "SELECT product_id, name FROM product_name WHERE person_id = ? ORDER BY id", (person,)
    ):
        former.setdefault(product, []).append(one_line(name))
    return [_product(row, tuple(former.get(row[0], ()))) for row in rows]


def _product(row: Row, former: tuple[str, ...]) -> Product:
    return Product(
        *(row[0], row[1], row[2], one_line(row[3]), day_or_none(row[4]) or date.min, former),
        maker=one_line(row[5]),
        stopped=day_or_none(row[6]),
        area=row[7],
    )


async def recognitions_of(database: Database, person: int) -> list[Recognition]:
    """What the own products hold or held, the newest first."""
    rows = await database.fetch(
        "SELECT product_id, star, source, issued_on, expires_on, number, decision, ended_on, ended_as FROM recognition"
        " WHERE person_id = ? ORDER BY id DESC",
        (person,),
    )
    return [_recognition(row) for row in rows]


def _recognition(row: Row) -> Recognition:
    return Recognition(
        product=row[0],
        star=row[1],
        source=Source(row[2]),
        issued=date.fromisoformat(row[3]) if row[3] else None,
        expires=date.fromisoformat(row[4]) if row[4] else None,
        number=one_line(row[5]),
        decision=row[6],
        ended=date.fromisoformat(row[7]) if row[7] else None,
        paused=row[8] == PAUSED,
    )
