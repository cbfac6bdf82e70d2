"""Notices to many, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ocop_domain.broadcasts import OPEN, Fate, Phase, ReplyWanted, Target


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A notice to many, as it stands. `area` is where it was sent from: who works there may see it.

    `unmatched` are pasted numbers that belong to nobody, `revision` counts corrections, `taken` says that it was
    taken back, though messages may still be on their way to being changed.
    """

    id: str
    programme: str
    area: str
    phase: Phase
    text: str
    files: tuple[str, ...]
    ask: ReplyWanted
    official: bool
    target: Target
    person: int
    send_at: datetime
    unmatched: tuple[str, ...] = ()
    began: datetime | None = None
    upto: int = 0
    complete: bool = False
    revision: int = 0
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a broadcast would reach now: `count` people, three of them by name and area, by channel, and who not.

    `unmatched` are pasted numbers that belong to nobody there.
    """

    count: int
    samples: tuple[tuple[str, str], ...] = ()
    channels: Mapping[str, int] = field(default_factory=dict)
    blocked: int = 0
    unreachable: int = 0
    nowhere: int = 0
    unmatched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What has become of a broadcast: people by their best fate, answers, and messages that were corrected."""

    fates: Mapping[Fate, int] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)
    changed: int = 0
    unchanged: int = 0
    changing: int = 0

    @property
    def count(self) -> int:
        return sum(self.fates.values())

    @property
    def open(self) -> int:
        return sum(self.fates.get(fate, 0) for fate in OPEN)

    def of(self, *fates: Fate) -> int:
        return sum(self.fates.get(fate, 0) for fate in fates)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One recipient in the ledger; `area` is a producer's commune or an official's unit."""

    person: int
    name: str
    area: str
    phone: str
    channel: str
    fate: Fate
    answer: str
    sent: datetime | None
    answered: datetime | None
