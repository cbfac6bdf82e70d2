"""What waits to be delivered and what could not be: for administrators and meters. No names, no texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.kit.metrics import Metrics
from bot.kit.reception import Reception
from bot.messages import Outgoing
from bot.ports.outbox import RowState
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Database

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Queue:
    """Rows of one channel, lane and state; `oldest` was written then, `next` says when the first is tried again."""

    channel: str
    lane: str
    state: str
    rows: int
    oldest: datetime
    next: datetime | None


@dataclass(frozen=True, slots=True)
class Failure:
    """Messages that ended, or wait, for one reason."""

    channel: str
    lane: str
    state: str
    error: str
    rows: int
    last: datetime


class Queues:
    """Counts in the outbox."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def waiting(self) -> list[Queue]:
        """Everything that has not come to an end; what belongs to a broadcast that was stopped is `stopped` here."""
        rows = await self._db.fetch(
            "SELECT channel, lane, shown, count(*), min(created_at), min(not_before) FROM (SELECT o.channel, o.lane,"
            " o.created_at, o.not_before, CASE WHEN o.state = 'waiting' AND b.state <> 'sending' THEN 'stopped'"
            " ELSE o.state END AS shown FROM outbox o LEFT JOIN broadcast b ON b.id = o.broadcast_id"
            " WHERE o.state = 'waiting' OR o.state IN ('claimed', 'attempting')) q"
            " GROUP BY channel, lane, shown ORDER BY channel, lane, shown"
        )
        return [Queue(row[0], row[1], row[2], row[3], datetime.fromisoformat(row[4]), _when(row[5])) for row in rows]

    async def tell(self, now: datetime) -> None:
        """Into the log: how much waits, and for how long the oldest; nothing when nothing does."""
        for q in await self.waiting():
            age = round(max(0.0, (now - q.oldest).total_seconds()))
            log.info("queue", channel=q.channel, lane=q.lane, state=q.state, rows=q.rows, oldest_seconds=age)

    async def failures(self, since: datetime) -> list[Failure]:
        """What was not delivered since then, by reason, the most frequent first."""
        rows = await self._db.fetch(
            "SELECT channel, lane, state, error, count(*), max(created_at) FROM outbox"
            " WHERE created_at >= ? AND (state IN ('refused', 'blocked', 'unknown', 'unreachable', 'nowhere')"
            " OR (state = 'waiting' AND error <> ''))"
            " GROUP BY channel, lane, state, error ORDER BY count(*) DESC, channel, lane, state, error",
            (moment(since),),
        )
        return [Failure(row[0], row[1], row[2], row[3], row[4], datetime.fromisoformat(row[5])) for row in rows]

    async def blocked(self) -> list[tuple[str, int]]:
        """Addresses that do not want messages, by channel."""
        rows = await self._db.fetch(
            "SELECT channel, count(*) FROM address WHERE blocked_at <> '' GROUP BY channel ORDER BY channel"
        )
        return [(row[0], row[1]) for row in rows]


def _when(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def metered(metrics: Metrics, receptions: Mapping[str, Reception]) -> Callable[[Outgoing, RowState, datetime], None]:
    """Counts and logs every end of a try that an outbox notes."""

    def noted(row: Outgoing, state: RowState, now: datetime) -> None:
        seconds = max(0.0, (now - row.created).total_seconds()) if row.created else None
        outcome = {"waiting": "again", "kept": "sent"}.get(state, state)
        metrics.sent(row.channel, row.lane, outcome, seconds)
        if reception := receptions.get(row.channel):
            reception.sent(outcome, now)
        log.debug("send", row=row.id, channel=row.channel, lane=row.lane, outcome=outcome, seconds=seconds)

    return noted
