"""What handlers ask of the database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.conversations.form import Draft
from bot.handlers.ports import DraftInfo, Event, Invitation, Recipient, ScoreSheet
from bot.storage.encoding import DRAFT, PRODUCT, draft_of, product_of
from bot.storage.statements import Database, Row
from ocop_domain.products import Product, State
from ocop_domain.rights import Role

FROM_PRODUCT = f"SELECT {PRODUCT} FROM product p JOIN producer o ON o.id = p.producer_id"  # noqa: S608


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


class StoredReads:
    """`Reads`, answered by a database."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def draft(self, draft_id: str) -> Draft | None:
        rows = await self._db.fetch(f"SELECT {DRAFT} FROM draft WHERE id = ?", (draft_id,))  # noqa: S608
        return draft_of(rows[0]) if rows else None

    async def drafts_of(self, person: int, programme: str) -> list[DraftInfo]:
        rows = await self._db.fetch(
            "SELECT id, form, answers, updated_at FROM draft WHERE person_id = ? AND programme = ?"
            " ORDER BY updated_at DESC",
            (person, programme),
        )
        return [
            DraftInfo(row[0], row[1], json.loads(row[2]).get("product_name") or "", datetime.fromisoformat(row[3]))
            for row in rows
        ]

    async def producer_answers(self, person: int) -> dict[str, Any]:
        rows = await self._db.fetch(
            "SELECT answers FROM producer WHERE person_id = ? ORDER BY updated_at DESC LIMIT 1", (person,)
        )
        answers: dict[str, Any] = json.loads(rows[0][0]) if rows else {}
        return answers

    async def products_of(self, person: int, programme: str) -> list[Product]:
        rows = await self._db.fetch(
            f"{FROM_PRODUCT} WHERE p.person_id = ? AND p.programme = ? ORDER BY p.sent_on DESC, p.name",
            (person, programme),
        )
        return [product_of(row) for row in rows]

    async def product(self, product_id: str) -> Product | None:
        rows = await self._db.fetch(f"{FROM_PRODUCT} WHERE p.id = ?", (product_id,))
        return product_of(rows[0]) if rows else None

    async def products_in(
        self, areas: Sequence[str], programme: str, states: Sequence[State], limit: int = 50
    ) -> list[Product]:
        if not areas:
            return []
        rows = await self._db.fetch(
            f"{FROM_PRODUCT} WHERE p.programme = ? AND p.area IN ({_marks(areas)})"
            f" AND p.state IN ({_marks(states)}) ORDER BY p.sent_on, p.name LIMIT {int(limit)}",
            (programme, *areas, *states),
        )
        return [product_of(row) for row in rows]

    async def count_in(self, areas: Sequence[str], programme: str) -> dict[State, int]:
        if not areas:
            return {}
        rows = await self._db.fetch(
            f"SELECT state, count(*) FROM product WHERE programme = ? AND area IN ({_marks(areas)})"  # noqa: S608
            " GROUP BY state",
            (programme, *areas),
        )
        found = {row[0]: row[1] for row in rows}
        return {state: found[state] for state in State if state in found}

    async def history(self, product_id: str) -> list[Event]:
        rows = await self._db.fetch("SELECT kind, at, reason FROM event WHERE subject = ? ORDER BY id", (product_id,))
        return [Event(row[0], datetime.fromisoformat(row[1]), row[2]) for row in rows]

    async def sheets_of(self, product_id: str) -> list[ScoreSheet]:
        rows = await self._db.fetch(
            "SELECT product_id, kind, decision, set_id, answers, total, star, at FROM score"
            " WHERE product_id = ? ORDER BY id DESC",
            (product_id,),
        )
        return [_sheet(row) for row in rows]

    async def officers_of(self, areas: Sequence[str], role: Role, programme: str) -> list[Recipient]:
        rows = await self._db.fetch(
            "SELECT DISTINCT p.id, p.language FROM role r JOIN person p ON p.id = r.person_id"  # noqa: S608
            f" WHERE r.role = ? AND r.programme = ? AND r.area IN ({_marks(areas)}) ORDER BY p.id",
            (role, programme, *areas),
        )
        return [Recipient(row[0], row[1]) for row in rows]

    async def recipient(self, person: int) -> Recipient | None:
        rows = await self._db.fetch("SELECT id, language, draft_id, menu FROM person WHERE id = ?", (person,))
        return Recipient(*rows[0]) if rows else None

    async def invitation(self, token_hash: str) -> Invitation | None:
        rows = await self._db.fetch(
            "SELECT expires_at, role, area, programme, person_id, used_at FROM invitation WHERE token_hash = ?",
            (token_hash,),
        )
        if not rows:
            return None
        expires, role, area, programme, person, used = rows[0]
        return Invitation(
            token_hash,
            datetime.fromisoformat(expires),
            Role(role) if role else None,
            area,
            programme,
            person,
            bool(used),
        )


def _sheet(row: Row) -> ScoreSheet:
    return ScoreSheet(
        product_id=row[0],
        kind=row[1],
        decision=row[2],
        set_id=row[3],
        answers=json.loads(row[4]),
        total=row[5],
        star=row[6],
        on=date.fromisoformat(row[7]),
    )


def _info(row: Row) -> DraftInfo:
    name = json.loads(row[2]).get("product_name") or ""
    return DraftInfo(row[0], row[1], name, datetime.fromisoformat(row[3]))
