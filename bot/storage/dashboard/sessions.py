"""Browsers that show the dashboard: opened once by a link, known by a cookie of which only the digest is kept."""

from __future__ import annotations

from datetime import datetime

from bot.handlers.services import Conflict
from bot.records.account import Phone
from bot.records.dashboard import DASHBOARD, OFFER, SIGNED_IN, SignedIn
from bot.storage.dashboard.writes import NAMED
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Database, Row, Statement
from bot.storage.engine.writing import By, audit, statements
from bot.writes.dashboard import OfferDashboard

_OPEN = "opened_at <> '' AND ended_at = '' AND until_at > ?"


class DashboardSessions:
    """What the web channel asks of the database about who is signed in."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def offered_to(self, code_hash: str, now: datetime) -> int:
        """Whose dashboard a code opens at this moment; 0 for nobody's."""
        rows = await self._db.fetch(
            "SELECT person_id FROM dashboard_session WHERE code_hash = ? AND opened_at = '' AND ended_at = ''"
            " AND expires_at > ?",
            (code_hash, moment(now)),
        )
        return int(rows[0][0]) if rows else 0

    async def demonstrate(self, code_hash: str, person: int, channel: str, address: str, now: datetime) -> None:
        """A code for a window of the demonstration, which nobody asked for in the chat."""
        offer = OfferDashboard(code_hash, now + OFFER)
        await self._db.write(list(statements(offer, By(person, channel, address, now))))

    async def open(self, code_hash: str, cookie_hash: str, kind: str, now: datetime) -> int:
        """Spends the code for a browser; returns whose dashboard it shows from now on, 0 where somebody was quicker."""
        person = await self.offered_to(code_hash, now)
        if not person:
            return 0
        at = moment(now)
        opened = Statement(
            "UPDATE dashboard_session SET opened_at = ?, seen_at = ?, until_at = ?, cookie_hash = ?, kind = ?"
            " WHERE code_hash = ? AND opened_at = '' AND ended_at = '' AND expires_at > ?",
            (at, at, moment(now + SIGNED_IN), cookie_hash, kind, code_hash, at),
            changes=1,
        )
        try:
            await self._db.write([opened, audit(By(person, "", "", now), "phone.dashboard_opened", code_hash[:NAMED])])
        except Conflict:
            return 0
        return person

    async def signed_in(self, cookie_hash: str, now: datetime) -> SignedIn | None:
        """The browser with this cookie; None where it is signed in no longer."""
        rows = await self._db.fetch(
            "SELECT code_hash, person_id, channel, address, until_at, seen_at FROM dashboard_session"
            f" WHERE cookie_hash = ? AND cookie_hash <> '' AND {_OPEN}",
            (cookie_hash, moment(now)),
        )
        return _signed_in(rows[0]) if rows else None

    async def seen(self, code_hash: str, now: datetime) -> None:
        """The browser was used just now."""
        await self._db.write(
            [Statement("UPDATE dashboard_session SET seen_at = ? WHERE code_hash = ?", (moment(now), code_hash))]
        )

    async def end(self, session: SignedIn, now: datetime) -> None:
        """Signed out in the browser itself."""
        by = By(session.person, "", "", now)
        await self._db.write(
            [
                Statement(
                    "UPDATE dashboard_session SET ended_at = ? WHERE code_hash = ? AND ended_at = ''",
                    (by.at, session.code_hash),
                ),
                audit(by, "phone.dashboard_ended", session.code_hash[:NAMED]),
            ]
        )

    async def taken_along(self, person: int, what: str, count: int, now: datetime) -> None:
        """An export left: who took what of how many."""
        await self._db.write([audit(By(person, "", "", now), "data.table_taken", what, str(count))])


async def dashboards_of(database: Database, person: int, now: datetime) -> list[Phone]:
    """The browsers that show somebody's dashboard, the first to be opened first; each counts as new."""
    rows = await database.fetch(
        "SELECT code_hash, kind, opened_at, seen_at FROM dashboard_session"
        f" WHERE person_id = ? AND {_OPEN} ORDER BY opened_at, code_hash",
        (person, moment(now)),
    )
    return [_phone(row) for row in rows]


def _phone(row: Row) -> Phone:
    opened = datetime.fromisoformat(row[2])
    return Phone(DASHBOARD, row[0], row[1], opened, datetime.fromisoformat(row[3]), opened)


def _signed_in(row: Row) -> SignedIn:
    code_hash, person, channel, address, until, seen = row
    return SignedIn(code_hash, person, channel, address, datetime.fromisoformat(until), datetime.fromisoformat(seen))


def forget_dashboards(before: str) -> Statement:
    """Browsers that were signed in long ago."""
    return Statement("DELETE FROM dashboard_session WHERE made_at < ?", (before,))
