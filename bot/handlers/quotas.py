"""How much one person may begin and send before something of it is finished."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quotas:
    """`drafts` begun at the same time; `waiting` registrations of one person in the queue of one commune."""

    drafts: int = 60
    waiting: int = 30
