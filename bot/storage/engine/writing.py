"""Who writes, and the one question that each kind of write answers: which SQL?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch

from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Statement

OUTGOING = "id, channel, address, lane, payload, attempts, parts, created_at"
"""What is asked of a row of the outbox that must be delivered."""


class By:
    """Who writes, from which address, and when.

    `person` is whose things are written, `actor` who does it: the officer who types, or a member of the producer.
    """

    __slots__ = ("_member", "actor", "address", "at", "channel", "now", "person")

    def __init__(
        self, person: int, channel: str, address: str, at: datetime, helper: int = 0, *, member: int = 0
    ) -> None:
        self.person = person
        self.actor = helper or member or person
        self.channel = channel
        self.address = address
        self.now = at
        self.at = moment(at)
        self._member = member

    @property
    def own(self) -> By:
        """The same for what is a member's own, such as a consent, and not the producer's."""
        return By(self._member, self.channel, self.address, self.now) if self._member else self


@singledispatch
def statements(write: object, by: By) -> Iterator[Statement]:
    """The statements of one write."""
    raise TypeError(f"no SQL for {type(write).__name__}")


@dataclass(frozen=True, slots=True)
class Before:
    """What a query finds before the act: one value. The entry must stand before the statement that changes it."""

    sql: str
    args: tuple[object, ...] = ()


def audit(
    by: By,
    kind: str,
    subject: str,
    reason: str = "",
    marked: tuple[str, ...] = (),
    *,
    was: Before | str = "",
    became: str = "",
) -> Statement:
    """Who did what to which thing, for whom; what `was` before, and what it `became`."""
    before = was if isinstance(was, Before) else Before("?", (was,))
    on_behalf = by.person if by.actor != by.person else 0
    return Statement(
        "INSERT INTO audit (at, person_id, kind, subject, reason, marked, on_behalf, became, was)"
        f" VALUES (?, ?, ?, ?, ?, ?, ?, ?, COALESCE(CAST(({before.sql}) AS TEXT), ''))",
        (by.at, by.actor, kind, subject, reason, dump(marked), on_behalf, became, *before.args),
    )
