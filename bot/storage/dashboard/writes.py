"""What handlers write about the dashboard, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By, audit, statements
from bot.writes.dashboard import EndDashboard, OfferDashboard

NAMED = 16
"""Letters of a digest that tell one link from another, and open nothing."""


@statements.register
def _(write: OfferDashboard, by: By) -> Iterator[Statement]:
    by = by.own
    yield Statement(
        "UPDATE dashboard_session SET ended_at = ? WHERE person_id = ? AND opened_at = '' AND ended_at = ''",
        (by.at, by.person),
    )
    yield Statement(
        "INSERT INTO dashboard_session (code_hash, person_id, channel, address, made_at, expires_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (write.code_hash, by.person, by.channel, by.address, by.at, moment(write.expires)),
    )
    yield audit(by, "phone.dashboard_offered", write.code_hash[:NAMED])


@statements.register
def _(write: EndDashboard, by: By) -> Iterator[Statement]:
    by = by.own
    yield Statement(
        "UPDATE dashboard_session SET ended_at = ? WHERE code_hash = ? AND person_id = ? AND ended_at = ''",
        (by.at, write.code_hash, by.person),
        changes=1,
    )
    yield audit(by, "phone.dashboard_ended", write.code_hash[:NAMED])


def end_all(person: int, at: str) -> Statement:
    """No browser shows the dashboard of this person any more."""
    return Statement("UPDATE dashboard_session SET ended_at = ? WHERE person_id = ? AND ended_at = ''", (at, person))


def end_of_phone(person: int, channel: str, address: str, at: str) -> Statement:
    """What was opened by a link that was asked for on a phone ends with that phone."""
    return Statement(
        "UPDATE dashboard_session SET ended_at = ? WHERE person_id = ? AND channel = ? AND address = ?"
        " AND ended_at = ''",
        (at, person, channel, address),
    )
