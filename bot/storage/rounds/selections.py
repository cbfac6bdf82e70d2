"""Selections as SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.storage.engine.encoding import APPLICATION, application_of
from bot.storage.engine.statements import Database, Row, Statement
from bot.storage.engine.writing import Before, By, audit, statements
from bot.storage.year.audiences import marks
from bot.writes.rounds import PutSelection, TakeSelection
from ocop_domain.applications import Application, ApplicationState, FiledFor
from ocop_domain.selection import Pick, Selection, What
from ocop_domain.writing import one_line

_WAITS_FOR = "s.application_id = p.id AND s.what = ?"


def _before(application: str, what: What) -> Before:
    return Before("SELECT outcome FROM selection WHERE application_id = ? AND what = ?", (application, what.value))


@statements.register
def _(write: PutSelection, by: By) -> Iterator[Statement]:
    s = write.selection
    where = (s.application, s.what.value)
    before = _before(s.application, s.what)
    yield audit(by, f"selection.{s.what}", s.application, s.reason, was=before, became=s.outcome.value)
    # A plan waits as SENT, an idea without a row; a plan that was refused is handed in again.
    free = (Pick.REFUSED.value,) if s.outcome is Pick.SENT else (Pick.SENT.value,)
    yield Statement("DELETE FROM selection WHERE application_id = ? AND what = ? AND outcome = ?", (*where, *free))
    yield Statement(
        "INSERT INTO selection (application_id, what, person_id, outcome, reason, by_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (application_id, what) DO NOTHING",
        (*where, s.owner, s.outcome.value, s.reason, by.actor, by.at),
        changes=1,
    )


@statements.register
def _(write: TakeSelection, by: By) -> Iterator[Statement]:
    where = (write.application, write.what.value)
    yield audit(by, "selection.undone", write.application, was=_before(write.application, write.what))
    if write.what is What.PLAN:
        yield Statement(
            "UPDATE selection SET outcome = 'sent', reason = '' WHERE application_id = ? AND what = ?"
            " AND outcome <> 'sent'",
            where,
            changes=1,
        )
    else:
        yield Statement("DELETE FROM selection WHERE application_id = ? AND what = ?", where, changes=1)


class StoredSelections:
    """The part of `Reads` that is about selections."""

    _db: Database

    async def to_choose(self, areas: Sequence[str], what: What) -> list[Application]:
        if not areas:
            return []
        ideas = f"NOT EXISTS (SELECT 1 FROM selection s WHERE {_WAITS_FOR})"
        plans = f"EXISTS (SELECT 1 FROM selection s WHERE {_WAITS_FOR} AND s.outcome = 'sent')"
        rows = await self._db.fetch(
            f"SELECT {APPLICATION} FROM application p JOIN producer o ON o.id = p.producer_id"
            f" WHERE p.area IN ({marks(areas)}) AND p.state = ? AND p.closed_as = ''"
            f" AND {ideas if what is What.IDEA else plans} ORDER BY p.area, o.name, p.name, p.id",
            (*areas, ApplicationState.ACCEPTED.value, what.value),
        )
        return [application_of(row) for row in rows]

    async def selections_of(self, application_id: str) -> dict[What, Selection]:
        rows = await self._db.fetch(f"SELECT {_SAID} FROM selection WHERE application_id = ?", (application_id,))
        return {said.what: said for said in map(_selection, rows)}

    async def selections_of_producer(self, owner: int) -> dict[str, dict[What, Selection]]:
        rows = await self._db.fetch(f"SELECT {_SAID} FROM selection WHERE person_id = ?", (owner,))
        found: dict[str, dict[What, Selection]] = {}
        for said in map(_selection, rows):
            found.setdefault(said.application, {})[said.what] = said
        return found

    async def filed_for(self, owner: int) -> dict[str, FiledFor]:
        rows = await self._db.fetch(
            "SELECT application_id, duty, occurrence FROM submission WHERE person_id = ?"
            " ORDER BY application_id, number",
            (owner,),
        )
        return {application: FiledFor(duty, occurrence) for application, duty, occurrence in rows}


_SAID = "application_id, what, outcome, person_id, reason, at"


def _selection(row: Row) -> Selection:
    application, what, outcome, owner, reason, at = row
    return Selection(application, What(what), Pick(outcome), owner, one_line(reason), date.fromisoformat(at[:10]))
