"""How much one person may begin and send before something of it is finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

ABANDONED = timedelta(hours=1)
"""How long a form that was opened waits for its first word: then it goes when another is begun."""


@dataclass(frozen=True, slots=True)
class Quotas:
    """`drafts` begun at the same time; `waiting` registrations of one person in the queue of one commune."""

    drafts: int = 200
    waiting: int = 30
