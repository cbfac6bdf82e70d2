"""What progress is counted from: every application of some units, every producer who takes part there."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from bot.storage.engine.encoding import day_or_none
from bot.storage.engine.statements import Database, Row
from bot.storage.year.audiences import Query, counting, marks, takes_part
from ocop_domain.activities import training
from ocop_domain.applications import ApplicationState
from ocop_domain.programme_collection import Counted
from ocop_domain.progress import Mark, ProgressEntry, TakingPart
from ocop_domain.writing import one_line

_PICKED = "(SELECT s.outcome FROM selection s WHERE s.application_id = p.id AND s.what = '{}')"
_LEVEL = (
    "CASE WHEN p.state IN ('checked', 'judged') THEN (SELECT t.level FROM result t WHERE t.application_id = p.id"
    " AND t.told_at <> '' ORDER BY t.told_at DESC, t.round_id LIMIT 1) END"
)
_STAR = (
    "CASE WHEN p.state = 'judged' THEN (SELECT r.star || ' ' || r.issued_on FROM recognition r"
    " WHERE r.application_id = p.id AND r.source = 'result' AND r.ended_on = '' ORDER BY r.id DESC LIMIT 1) END"
)
_ENTRY = (
    "p.id, p.product_id, p.person_id, p.programme, p.area, p.name, o.name, p.state, p.closed_as, p.product_set,"
    f" p.sent_on, p.updated_on, {_PICKED.format('idea')}, {_PICKED.format('plan')}, {_LEVEL}, {_STAR}"
)
"""Behind it come the kind and the legal form out of the answers: a province has thousands, and none is read whole."""
_MODERN = frozenset({"supermarket", "online"})
"""Of the channels that a plan names (question plan_market_channels) those that are called modern."""
_MARKET = "market"
"""The section of the business plan that has them."""


class StoredProgress:
    """The part of `Reads` that is about progress."""

    _db: Database

    async def progress_in(self, areas: Sequence[str], programme: Counted | str) -> list[ProgressEntry]:
        if not areas:
            return []
        counts = takes_part("p", counting(programme), unkeyed=True)
        said = ", ".join(self._db.field.format("p.answers", name) for name in ("registration_kind", "legal_form"))
        rows = await self._db.fetch(
            f"SELECT {_ENTRY}, {said} FROM application p JOIN producer o ON o.id = p.producer_id"
            f" WHERE p.area IN ({marks(areas)}) AND {counts.sql} ORDER BY p.area, p.sent_on, p.id",
            (*areas, *counts.args),
        )
        return [_entry(row) for row in rows]

    async def taking_part(self, areas: Sequence[str], programme: Counted | str, day: date) -> list[TakingPart]:
        if not areas:
            return []
        counts = takes_part("p", counting(programme), unkeyed=True)
        here = Query(f"p.area IN ({marks(areas)}) AND {counts.sql}", (*areas, *counts.args))
        form = self._db.field.format("p.answers", "legal_form")
        rows = await self._db.fetch(
            f"SELECT p.person_id, o.name, p.area, {form}, o.phone FROM application p"
            f" JOIN producer o ON o.id = p.producer_id WHERE {here.sql} ORDER BY p.person_id, p.sent_on DESC, p.id",
            here.args,
        )
        known = await self._marks_there(here)
        stars = await self._stars_there(here, day)
        found: dict[int, TakingPart] = {}
        for account, name, area, legal_form, phone in rows:
            if account not in found:
                marked, star = known.get(account, {}), stars.get(account, 0)
                found[account] = TakingPart(account, one_line(name), area, legal_form or "", phone, marked, star)
        return list(found.values())

    async def _marks_there(self, here: Query) -> dict[int, dict[str, bool]]:
        """What was marked, what follows from a business plan (what was marked goes before), who came to a class."""
        found: dict[int, dict[str, bool]] = {}
        plans = await self._db.fetch(
            "SELECT p.person_id, t.answers FROM application p JOIN plan_part t ON t.application_id = p.id"
            f" WHERE {here.sql} AND t.section = ? ORDER BY t.id",
            (*here.args, _MARKET),
        )
        for account, answers in plans:
            channels = _channels(json.loads(answers))
            if channels:
                found.setdefault(account, {})[Mark.MODERN] = bool(_MODERN & channels)
        marked = await self._db.fetch(
            "SELECT DISTINCT m.person_id, m.what, m.value FROM application p"
            f" JOIN producer_mark m ON m.person_id = p.person_id WHERE {here.sql}",
            here.args,
        )
        for account, what, value in marked:
            found.setdefault(account, {})[what] = bool(value)
        kinds = training()
        trained = await self._db.fetch(
            "SELECT DISTINCT p.person_id FROM application p JOIN attendance t ON t.person_id = p.person_id"
            f" JOIN activity a ON a.id = t.activity_id WHERE {here.sql} AND t.came_at <> ''"
            f" AND a.kind IN ({marks(kinds)})",
            (*here.args, *kinds),
        )
        for (account,) in trained:
            found.setdefault(account, {})[Mark.TRAINED] = True
        return found

    async def _stars_there(self, here: Query, day: date) -> dict[int, int]:
        rows = await self._db.fetch(
            "SELECT r.person_id, max(r.star) FROM application p JOIN recognition r ON r.person_id = p.person_id"
            f" WHERE {here.sql} AND r.source <> 'declared' AND r.ended_on = ''"
            " AND (r.expires_on = '' OR r.expires_on >= ?) GROUP BY r.person_id",
            (*here.args, day.isoformat()),
        )
        return {row[0]: int(row[1]) for row in rows}

    async def marks_of(self, account: int) -> dict[str, bool]:
        found = {}
        plans = await self._db.fetch(
            "SELECT answers FROM plan_part WHERE person_id = ? AND section = ? ORDER BY id", (account, _MARKET)
        )
        for (answers,) in plans:
            if channels := _channels(json.loads(answers)):
                found[Mark.MODERN.value] = bool(_MODERN & channels)
        rows = await self._db.fetch("SELECT what, value FROM producer_mark WHERE person_id = ?", (account,))
        found |= {row[0]: bool(row[1]) for row in rows}
        kinds = training()
        trained = await self._db.fetch(
            "SELECT 1 FROM attendance t JOIN activity a ON a.id = t.activity_id WHERE t.person_id = ?"
            f" AND t.came_at <> '' AND a.kind IN ({marks(kinds)}) LIMIT 1",
            (account, *kinds),
        )
        return found | ({Mark.TRAINED.value: True} if trained else {})


def _channels(answers: Mapping[str, object]) -> frozenset[str]:
    named = answers.get("plan_market_channels")
    return frozenset(map(str, named)) if isinstance(named, list) else frozenset()


def _entry(row: Row) -> ProgressEntry:
    star, _, day = (row[15] or "0 ").partition(" ")
    return ProgressEntry(
        application=row[0],
        product=row[1],
        owner=row[2],
        programme=row[3],
        area=row[4],
        name=one_line(row[5]),
        producer=one_line(row[6]),
        state=ApplicationState(row[7]),
        closed=row[8],
        kind=(row[16] or "new").replace("first", "new"),
        legal_form=row[17] or "",
        set_id=row[9],
        sent_on=date.fromisoformat(row[10]),
        updated_on=date.fromisoformat(row[11]),
        idea=row[12] or "",
        plan=row[13] or "",
        level=row[14] or "",
        star=int(star),
        recognised_on=day_or_none(day),
    )
