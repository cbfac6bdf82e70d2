"""Recognised products in the ministry's shape: the last recognition of each, with what its producer has reported."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.records.ministry import HOLDS, MinistryRow, state_on
from bot.storage.engine.encoding import day_or_none
from bot.storage.engine.statements import Database, Row
from bot.storage.year.audiences import marks
from ocop_domain.report_fields import amount
from ocop_domain.writing import one_line

_COLUMNS = (
    "r.id, r.product_id, r.star, r.number, r.decision, r.issued_on, r.expires_on, r.ended_on, q.name, o.name,"
    " o.answers, r.person_id"
)
_LATEST = (
    "COALESCE((SELECT p.area FROM application p WHERE p.product_id = q.id ORDER BY p.sent_on DESC, p.id LIMIT 1),"
    " q.area)"
)
"""Where it is made: by its last application, else where the list of the state says, or its producer moved to."""
_LISTED = (
    "SELECT 0, x.id, r.star, r.number, r.decision, r.issued_on, r.expires_on, '', x.name, o.name, '{}', 0, x.area"
    " FROM imported_producer o JOIN imported_product x ON x.producer_id = o.id"
    " JOIN imported_recognition r ON r.product_id = x.id"
)
"""What a list of the state recognises, for whose producer nobody speaks yet."""
_FROM = "JOIN product q ON q.id = r.product_id JOIN producer o ON o.id = q.producer_id"
_YEARLY, _HALF_YEARLY = "revenue", "sales"
"""Fields of reports that tell what was earned: in a year, in half a year."""
_MILLION = Decimal(1_000_000)


class StoredMinistry:
    """The part of `Reads` that gives the ministry's table."""

    _db: Database

    async def ministry_rows(self, areas: Sequence[str] | None, day: date) -> list[MinistryRow]:
        rows = await self._recognised(areas)
        latest: dict[str, Row] = {}
        for row in rows:  # by rising star and day: the last one of a product counts
            latest[row[1]] = row
        held = [row for row in latest.values() if _state(row, day) == HOLDS]
        several = Counter(row[11] for row in held)
        earned = await self._earned(sorted({row[11] for row in rows if row[11]}))
        made = [_made(row, day, earned.get(row[11]) if several[row[11]] <= 1 else None) for row in latest.values()]
        return sorted(made, key=lambda one: (one.unit, one.producer, one.name, one.product))

    async def _recognised(self, areas: Sequence[str] | None) -> list[Row]:
        """Every recognition that the state gave in these units (None: anywhere), the one that counts last.

        Also of products that came with a list: claimed or not, whether they ever took part here or not.
        """
        if areas is None:
            own = await self._db.fetch(
                f"SELECT {_COLUMNS}, {_LATEST} FROM recognition r {_FROM} WHERE r.source <> 'declared'"
            )
            listed = await self._db.fetch(f"{_LISTED} WHERE o.person_id = 0")
            return _ordered(own, listed)
        if not areas:
            return []
        here = marks(areas)
        products = (
            f"SELECT a.product_id AS id FROM application a WHERE a.area IN ({here}) AND a.product_id <> ''"
            f" UNION SELECT m.id FROM product m WHERE m.area IN ({here})"
        )
        own = await self._db.fetch(
            f"SELECT {_COLUMNS}, {_LATEST} FROM ({products}) made JOIN recognition r ON r.product_id = made.id {_FROM}"
            " WHERE r.source <> 'declared'",
            (*areas, *areas),
        )
        listed = await self._db.fetch(f"{_LISTED} WHERE o.area IN ({here}) AND o.person_id = 0", tuple(areas))
        within = frozenset(areas)
        return _ordered([row for row in own if row[12] in within], listed)

    async def _earned(self, accounts: Sequence[int]) -> dict[int, Decimal]:
        """What producers reported last of a year, in million dong; of half-year reports the last two together."""
        if not accounts:
            return {}
        rows = await self._db.fetch(
            f"SELECT person_id, answers FROM report_answer WHERE person_id IN ({marks(accounts)}) ORDER BY at DESC",
            tuple(accounts),
        )
        yearly: dict[int, Decimal] = {}
        halves: dict[int, list[Decimal]] = {}
        for account, text in rows:
            said = json.loads(text)
            if said.get(_YEARLY) is not None:
                yearly.setdefault(account, Decimal(amount(said[_YEARLY])) / _MILLION)
            if said.get(_HALF_YEARLY) is not None:
                halves.setdefault(account, []).append(Decimal(amount(said[_HALF_YEARLY])) / _MILLION)
        both = {account: sum(found[:2], Decimal()) for account, found in halves.items() if len(found) > 1}
        return both | yearly


def _ordered(own: Sequence[Row], listed: Sequence[Row]) -> list[Row]:
    """What ended before its day first, then by day and star; a list counts only where nothing else is known."""
    known = {row[1] for row in own}
    every = [*own, *(row for row in listed if row[1] not in known)]
    return sorted(every, key=lambda row: (row[7] == "", row[5], row[2], row[0]))


def _state(row: Row, day: date) -> str:
    return state_on(day, day_or_none(row[6]), day_or_none(row[7]))


def _made(row: Row, day: date, revenue: Decimal | None) -> MinistryRow:
    issued = day_or_none(row[5])
    unit = row[12] or str(json.loads(row[10]).get("area") or "")
    return MinistryRow(
        number=row[3] or row[4],
        unit=unit[1:] if unit[:1].isalpha() else unit,
        year=issued.year if issued else 0,
        product=row[1],
        name=one_line(row[8]),
        star=int(row[2]),
        producer=one_line(row[9]),
        revenue=revenue.quantize(Decimal("0.01")) if revenue is not None else None,
        state=_state(row, day),
    )
