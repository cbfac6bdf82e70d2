"""Rounds of councils as they were read: who is in them, what is on the agenda, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ocop_domain.applications import Application
from ocop_domain.councils import Verdict
from ocop_domain.rounds import Round

EXCUSED, PRESENT, ABSENT = "excused", "present", "absent"


@dataclass(frozen=True, slots=True)
class RoundSeat:
    """A member of a round: excused beforehand, or, once it is closed, present (who has scored) or absent."""

    person: int
    name: str
    part: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list, with how many products it judges."""

    round: Round
    products: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a round concluded of an application: `proposed` by the average, `star` by the council, with its reason
    where the two differ. Told once `told`; the dossier of a `verdict` UP goes on to the next council."""

    application: str
    round: str
    owner: int
    level: str
    unit: str
    members: int
    total: Decimal
    proposed: int
    star: int
    verdict: Verdict
    criteria: str
    set_id: str
    parts: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    missed: tuple[str, ...] = ()
    reason: str = ""
    comment: str = ""
    decision: str = ""
    decided_on: date | None = None
    certificate: str = ""
    expires: date | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class ForCouncil:
    """A checked application that no round judges, with the last result it has: where it goes on follows from that."""

    application: Application
    level: str = ""
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class RoundPapers:
    """What the papers of a round are made of: the products with their results (None: not concluded yet)."""

    round: Round
    unit: str
    seats: tuple[RoundSeat, ...]
    quorum: int
    products: tuple[tuple[Application, Result | None], ...]
    day: date
