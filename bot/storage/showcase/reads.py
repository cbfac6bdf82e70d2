"""The products that may be shown: with a star of the state in force, and the producer's agreement."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.conversations.forms.consent import DOSSIER, PICTURES, PROMOTION
from bot.records.showcase import ShownProduct
from bot.storage.account.requests import not_held
from bot.storage.engine.statements import Database, Row
from bot.storage.year.audiences import marks
from ocop_domain.product_sets import KeptSet
from ocop_domain.writing import one_line

_SAID = "EXISTS (SELECT 1 FROM consent c WHERE c.person_id = m.person_id AND c.purpose = ? AND c.granted = {})"
_STAR = (
    "COALESCE((SELECT max(r.star) FROM recognition r WHERE r.product_id = m.id AND r.source <> 'declared'"
    " AND (r.ended_on = '' OR r.ended_on > ?) AND (r.expires_on = '' OR r.expires_on >= ?)), 0)"
)
_TOLD = f"{_STAR}, m.person_id, {_SAID.format(1)}"
_MADE = f"m.stopped_on = '' AND {_SAID.format(1)} AND NOT {_SAID.format(0)}"
_TOOK_PART = (
    f"SELECT m.id, m.name, o.name, o.phone, p.area, p.product_set, p.answers, {_TOLD}, p.programme FROM application p"
    " JOIN product m ON m.id = p.product_id AND m.person_id = p.person_id JOIN producer o ON o.id = p.producer_id"
)
_LISTED = (
    f"SELECT m.id, m.name, o.name, o.phone, m.area, COALESCE(i.product_set, ''), '{{}}', {_TOLD}, '' FROM product m"
    " JOIN producer o ON o.id = m.producer_id LEFT JOIN imported_product i ON i.id = m.id"
)
"""What came with a list of the state and never took part: its producer has sent no photos."""
_NEVER_TOOK_PART = "NOT EXISTS (SELECT 1 FROM application a WHERE a.product_id = m.id)"


class StoredShowcase:
    """The part of `Reads` that is about showing products."""

    _db: Database

    async def shown_products(self, areas: Sequence[str], day: date) -> list[ShownProduct]:
        if not areas:
            return []
        held, today, here = not_held("m.person_id"), day.isoformat(), marks(areas)
        args = (today, today, PICTURES, *areas, PROMOTION, DOSSIER, *held.args)
        rows = await self._db.fetch(
            f"{_TOOK_PART} WHERE p.area IN ({here}) AND {_MADE} {held.sql} ORDER BY p.updated_on DESC, p.id", args
        )
        listed = await self._db.fetch(
            f"{_LISTED} WHERE m.area IN ({here}) AND {_MADE} {held.sql} AND {_NEVER_TOOK_PART} ORDER BY m.id", args
        )
        found: dict[str, ShownProduct] = {}
        for row in (*rows, *listed):
            one = _shown(row)
            newer = found.get(one.product)
            if newer is None:
                found[one.product] = one
            elif not newer.photos:  # the photos of an earlier dossier, where the latest has none
                found[one.product] = replace(newer, photos=one.photos)
        return sorted((one for one in found.values() if one.star), key=lambda one: (-one.star, one.name, one.product))


def _shown(row: Row) -> ShownProduct:
    answers = json.loads(row[6])
    return ShownProduct(
        product=row[0],
        name=one_line(row[1]),
        producer=one_line(row[2]),
        phone=row[3],
        area=row[4],
        kept=KeptSet(row[10], row[5]),
        star=row[7],
        account=row[8],
        photos=tuple(answers.get("photos") or ()) if row[9] else (),
    )
