"""Whom a reminder concerns, as a question that a database can answer for a hundred thousand people at once.

Each audience names its territory, and answers with rows of (person, scope): the scope is what the duty is open for, an
area's code, a person's own id, a draft, a product, a paper. The same question is asked again at the moment of sending,
for one row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ocop_domain.areas.territory import Territory
from ocop_domain.duties.model import Occurrence


@dataclass(frozen=True, slots=True)
class Open:
    """Those for whom an occurrence is still open; `able`: only those who can do it now, and wait for nobody else."""

    occurrence: Occurrence
    territory: Territory
    able: bool = False


@dataclass(frozen=True, slots=True)
class Above:
    """The officials one level above those for whom an occurrence is still open."""

    occurrence: Occurrence
    territory: Territory


@dataclass(frozen=True, slots=True)
class Around:
    """Everybody who takes part in a round besides its council: producers whose products the commune accepted."""

    occurrence: Occurrence
    territory: Territory


@dataclass(frozen=True, slots=True)
class Helpers:
    """The officials who help with a duty, or look after those who must do it."""

    occurrence: Occurrence
    territory: Territory


@dataclass(frozen=True, slots=True)
class Drafts:
    """Owners of an unfinished form that was last touched on this day."""

    forms: tuple[str, ...]
    touched: date
    territory: Territory


@dataclass(frozen=True, slots=True)
class Owners:
    """Owners of a product that came into `state` on one of these days (both ends included)."""

    state: str
    since: date
    until: date
    territory: Territory


@dataclass(frozen=True, slots=True)
class Checkers:
    """Commune officers with something to check that came into `state` on one of these days (both ends included).

    `offices` are communes with the unit above whose staff check in their place, where somebody of them is here; each
    is told of each commune.
    """

    since: date
    until: date
    territory: Territory
    state: str = "sent"
    offices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EvidencePapers:
    """Owners of a paper that ends on this day: certificates of recognition, or all others."""

    recognition: bool
    expires: date
    territory: Territory


@dataclass(frozen=True, slots=True)
class Begun:
    """Those for whom a duty began by something that happened, with its last day on one of these days, and is open."""

    first: date
    last: date
    territory: Territory


@dataclass(frozen=True, slots=True)
class Quiet:
    """The officials for whom one of these is open in a month: what only informs or names no day, to whom it belongs;
    what an agency leads for which nobody speaks, to the office of OCOP."""

    occurrences: tuple[Occurrence, ...]
    month: str
    territory: Territory


Audience = Begun | Quiet | Open | Above | Around | Helpers | Drafts | Owners | Checkers | EvidencePapers


@dataclass(frozen=True, slots=True)
class Wave:
    """One reminder that becomes due on a day for an audience.

    `topic` joins the waves of one matter: of several that were missed only the last is sent. `key` is unique for ever.
    `day` is the last day that the text will name; `official` ones cannot be muted.
    """

    rule: str
    key: str
    on: date
    topic: str
    audience: Audience
    day: date
    official: bool = False
