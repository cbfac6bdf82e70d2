"""What was imported, read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from bot.records.imports import Claim, ImportedPage, ImportedProducer, ImportedProduct, ImportFile
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Database, Row
from bot.storage.year.audiences import marks
from ocop_domain.imports.identity import bare_name
from ocop_domain.recognitions import Recognition, Source
from ocop_domain.text import fold

_PRODUCER = "o.id, o.area, o.name, o.answers, o.phone, o.person_id"
_CLAIM = "id, producer_id, person_id, area, verdict"
_FEW = 8


class StoredImports:
    """The part of `Reads` about lists that were imported."""

    _db: Database

    async def import_file(self, import_id: str) -> ImportFile | None:
        rows = await self._db.fetch(
            "SELECT id, person_id, area, name, file_id, columns, seen, state FROM import_file WHERE id = ?",
            (import_id,),
        )
        if not rows:
            return None
        row = rows[0]
        return ImportFile(row[0], row[1], row[2], row[3], row[4], json.loads(row[5]), json.loads(row[6]), row[7])

    async def imported(self, producer: str) -> ImportedProducer | None:
        return await self._imported("o.id = ?", producer)

    async def imported_by_code(self, code_hash: str, now: datetime) -> ImportedProducer | None:
        """The producer that a one-time code gives; None where it gives none any more."""
        held = "o.code_hash <> '' AND o.code_hash = ? AND o.code_until > ?"
        return await self._imported(held, code_hash, moment(now))

    async def imported_of_product(self, product: str) -> ImportedProducer | None:
        return await self._imported("o.id = (SELECT producer_id FROM imported_product WHERE id = ?)", product)

    async def _imported(self, where: str, *args: str) -> ImportedProducer | None:
        rows = await self._db.fetch(f"SELECT {_PRODUCER} FROM imported_producer o WHERE {where}", args)
        return (await self._whole(rows))[0] if rows else None

    async def imported_in(self, areas: Sequence[str], start: int, limit: int, words: str = "") -> ImportedPage:
        """Imported producers of these units; those whose name or product has each of the words, or whose phone has."""
        if not areas:
            return ImportedPage(0, ())
        where, args = f"o.area IN ({marks(areas)})", list(areas)
        for word in fold(words).split():
            like = "%" + word.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
            digits = word.lstrip("0") if word.isdecimal() else ""
            where += (
                " AND (o.key LIKE ? ESCAPE '!' OR (? <> '' AND o.phone LIKE ?) OR EXISTS (SELECT 1 FROM"
                " imported_product x WHERE x.producer_id = o.id AND x.key LIKE ? ESCAPE '!'))"
            )
            args += [like, digits, f"%{digits}%", like]
        rows = await self._db.fetch(
            f"SELECT {_PRODUCER}, count(*) OVER () FROM imported_producer o WHERE {where}"
            " ORDER BY o.area, o.name_key, o.id LIMIT ? OFFSET ?",
            (*args, limit, start),
        )
        if not rows and start:
            return await self.imported_in(areas, 0, limit, words)
        return ImportedPage(rows[0][-1] if rows else 0, tuple(await self._whole(rows)), start)

    async def imported_like(self, said: str, phone: str) -> list[ImportedProducer]:
        """What nobody has claimed and this phone belongs to, or whose name begins so without its legal form."""
        if phone:
            rows = await self._db.fetch(
                f"SELECT {_PRODUCER} FROM imported_producer o WHERE o.phone = ? AND o.person_id = 0"
                " ORDER BY o.name_key, o.id LIMIT ?",
                (phone, _FEW),
            )
            return await self._whole(rows)
        name = bare_name(said)
        if not name:
            return []
        rows = await self._db.fetch(
            f"SELECT {_PRODUCER} FROM imported_producer o WHERE o.name_key >= ? AND o.name_key < ?"
            " AND o.person_id = 0 ORDER BY o.name_key, o.id LIMIT ?",
            (name, f"{name}\U0010ffff", _FEW),
        )
        return await self._whole(rows)

    async def _whole(self, rows: Sequence[Row]) -> list[ImportedProducer]:
        """With their products, and what these hold."""
        if not rows:
            return []
        ids = tuple(row[0] for row in rows)
        products = await self._db.fetch(
            "SELECT id, producer_id, name, product_set FROM imported_product"
            f" WHERE producer_id IN ({marks(ids)}) ORDER BY name, id",
            ids,
        )
        given: dict[str, list[Recognition]] = {}
        if products:
            own = tuple(row[0] for row in products)
            for row in await self._db.fetch(
                "SELECT product_id, star, issued_on, expires_on, number, decision FROM imported_recognition"
                f" WHERE product_id IN ({marks(own)}) ORDER BY product_id, position",
                own,
            ):
                given.setdefault(row[0], []).append(_recognition(row))
        return [
            ImportedProducer(
                row[0],
                row[1],
                row[2],
                json.loads(row[3]),
                row[4],
                row[5],
                tuple(
                    ImportedProduct(p[0], p[2], p[3], tuple(given.get(p[0], ()))) for p in products if p[1] == row[0]
                ),
            )
            for row in rows
        ]

    async def count_imported(self, areas: Sequence[str]) -> int:
        """How many imported producers there are in these units."""
        if not areas:
            return 0
        rows = await self._db.fetch(
            f"SELECT count(*) FROM imported_producer WHERE area IN ({marks(areas)})", tuple(areas)
        )
        return int(rows[0][0])

    async def unclaimed_stars(self, areas: Sequence[str], day: date) -> int:
        """How many imported products of these units hold a star on this day, and nobody speaks for their producers."""
        if not areas:
            return 0
        rows = await self._db.fetch(
            "SELECT count(*) FROM imported_producer o JOIN imported_product x ON x.producer_id = o.id"
            f" WHERE o.area IN ({marks(areas)}) AND o.person_id = 0 AND EXISTS (SELECT 1 FROM imported_recognition r"
            " WHERE r.product_id = x.id AND r.star > 0 AND (r.expires_on = '' OR r.expires_on >= ?))",
            (*areas, day.isoformat()),
        )
        return int(rows[0][0])

    async def claim(self, claim_id: str) -> Claim | None:
        rows = await self._db.fetch(f"SELECT {_CLAIM} FROM claim WHERE id = ?", (claim_id,))
        return Claim(*rows[0]) if rows else None

    async def claims_in(self, areas: Sequence[str]) -> list[Claim]:
        """Claims in these units that wait for an officer, the oldest first."""
        if not areas:
            return []
        rows = await self._db.fetch(
            f"SELECT {_CLAIM} FROM claim WHERE verdict = '' AND area IN ({marks(areas)}) ORDER BY asked_at, id",
            tuple(areas),
        )
        return [Claim(*row) for row in rows]

    async def claims_of(self, person: int) -> list[Claim]:
        """What this account has claimed and nobody has decided on."""
        rows = await self._db.fetch(
            f"SELECT {_CLAIM} FROM claim WHERE person_id = ? AND verdict = '' ORDER BY asked_at, id",
            (person,),
        )
        return [Claim(*row) for row in rows]


def _recognition(row: Row) -> Recognition:
    return Recognition(
        product=row[0],
        star=row[1],
        source=Source.IMPORT,
        issued=date.fromisoformat(row[2]) if row[2] else None,
        expires=date.fromisoformat(row[3]) if row[3] else None,
        number=row[4],
        decision=row[5],
    )
