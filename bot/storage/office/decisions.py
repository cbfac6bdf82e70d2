"""What was decided on an application, read from the audit."""

from __future__ import annotations

from datetime import datetime

from bot.records.registration import LastDecision
from bot.storage.engine.statements import Database
from ocop_domain.applications import DECIDED


async def decision_on(database: Database, application_id: str) -> LastDecision | None:
    """The last thing that happened to it, where that was a decision: whatever came since stands between."""
    rows = await database.fetch(
        "SELECT kind, was, became, at, person_id FROM audit WHERE subject = ? ORDER BY id DESC LIMIT 1",
        (application_id,),
    )
    if not rows or rows[0][0] not in set(DECIDED):
        return None
    _, was, became, at, by = rows[0]
    return LastDecision(was, became, datetime.fromisoformat(at), by)
