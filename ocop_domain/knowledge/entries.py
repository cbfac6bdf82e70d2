"""An entry of knowledge: a question in several wordings, and what answers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ROLES = ("producer", "commune", "district", "province")
"""For whom an entry can be meant."""


class EntryKind(StrEnum):
    """Where an answer comes from, and what may be said of it."""

    FACT = "fact"
    CONFLICT = "conflict"
    """The plan contradicts itself: both places are told."""
    UNKNOWN = "unknown"
    """The plan does not say; that is the answer."""
    LAW = "law"
    PRACTICE = "practice"
    LIVE = "live"
    """It is about the one who asks."""
    ELSEWHERE = "elsewhere"
    """It has nothing to do with OCOP: this is said kindly, and is never an answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One thing that can be asked. The answer is written here, or the fact or the live fact named here gives it."""

    id: str
    kind: EntryKind
    asked: tuple[str, ...]
    answer: Mapping[str, str]
    """The answer by language; of a live fact what is said without knowing who asks."""
    source: str
    programmes: tuple[str, ...] = ()
    """The programmes in which it holds; empty: in all."""
    roles: tuple[str, ...] = ()
    """For whom it is; empty: for everybody."""
    since: date | None = None
    until: date | None = None
    action: str = ""
    like: tuple[str, ...] = ()
    """Ids of entries that answer the same elsewhere: where none of them stands, this one is asked in their wordings."""
    fact: str = ""
    """The name of the fact that is computed from the programme at hand."""
    live: str = ""
    """The name of the fact about the one who asks."""
