"""Who may do what, where: a right belongs to a role in a unit, or to who owns the thing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from ocop_domain.roles import SPECS, Act, Role, holders, rank_of, role_at, roles_for

__all__ = [
    "OWNERS",
    "SPECS",
    "Act",
    "Grant",
    "Own",
    "Reaches",
    "Role",
    "Subject",
    "appoints",
    "grants_for",
    "holders",
    "may",
    "may_appoint",
    "may_name",
    "may_seat",
    "rank_of",
    "role_at",
    "roles_for",
]


@dataclass(frozen=True, slots=True)
class Grant:
    """One role of one person for a unit (its code), from a day; `until` is the last day, None for no end.

    `agency`: the one for which they speak there ("": the office of OCOP itself).
    """

    role: Role
    area: str
    until: date | None = None
    agency: str = ""


class Own(Enum):
    """What an act is to the owner of the thing."""

    NOTHING = auto()
    """Whether one owns it does not matter."""
    ALSO = auto()
    """The owner may, and so may the roles."""
    ONLY = auto()
    """Nobody but the owner may."""
    NEVER = auto()
    """The owner may not, whatever roles they hold: somebody else of the unit does it, or the level above."""


OWNERS: dict[Act, Own] = {
    Act.SEE: Own.ALSO,
    Act.CHECK: Own.NEVER,
    Act.ANSWER: Own.NEVER,
    Act.APPROVE_ANSWER: Own.NOTHING,
    Act.HAND_UP: Own.NOTHING,
    Act.OVERSEE: Own.NOTHING,
    Act.MOVE_DATE: Own.NOTHING,
    Act.ASSIST: Own.NOTHING,
    Act.BROADCAST: Own.NOTHING,
    Act.HOLD_ACTIVITY: Own.NOTHING,
    Act.SCORE: Own.ALSO,
    Act.PRINT: Own.ALSO,
    Act.EDIT: Own.ONLY,
    Act.BRING_REQUEST: Own.NOTHING,
    Act.ANSWER_REQUEST: Own.NOTHING,
    Act.RECOVER: Own.NOTHING,
    Act.RECOVER_ABOVE: Own.NOTHING,
    Act.APPOINT: Own.NOTHING,
    Act.BAN: Own.NEVER,
    Act.LIFT_BAN: Own.NEVER,
    Act.HOLD_ROUND: Own.NOTHING,
    Act.JUDGE: Own.NEVER,
    Act.CHOOSE: Own.NEVER,
    Act.IMPORT: Own.NOTHING,
}
"""The table of acts, seen from the owner; what roles allow stands with each role."""

_COUNCIL = frozenset(holders("council"))

Reaches = Callable[[str, str], bool]
"""Tells whether what lies in the second unit is a matter of the first."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is done on: the unit in which it lies, and whose it is (0: nobody's).

    `stands_in`: those of the unit who might do it are its owners, so that the level above does it. `by`: the programme
    names who does it, as it calls the role, instead of those whose role allows it.
    """

    unit: str
    owner: int = 0
    stands_in: bool = False
    by: str = ""


def grants_for(grants: Iterable[Grant], act: Act) -> list[Grant]:
    """Those of the grants that allow `act` somewhere."""
    return [grant for grant in grants if act in SPECS[grant.role].acts]


def may(
    person: int,
    grants: Iterable[Grant],
    act: Act,
    subject: Subject,
    reaches: Reaches,
    *,
    speaks_for: Collection[int] = (),
) -> bool:
    """Whether this person, who holds these roles, may do the act on the subject.

    What is of any producer for whom they speak (`speaks_for`) is their own where the owner may not.
    """
    own, owns = OWNERS[act], subject.owner == person
    if own is Own.NEVER:
        owns = owns or subject.owner in speaks_for
    if owns and own in {Own.ALSO, Own.ONLY}:
        return True
    if own is Own.ONLY or (owns and own is Own.NEVER):
        return False
    named = [grant for grant in grants if SPECS[grant.role].duty == subject.by]
    allowed = named if subject.by else grants_for(grants, act)
    if subject.stands_in:
        allowed += [grant for grant in grants if _above(grant.role, act)]
    return any(reaches(grant.area, subject.unit) for grant in allowed)


def _above(role: Role, act: Act) -> bool:
    """Whether a role stands above those that allow the act."""
    return SPECS[role].rank > max((SPECS[other].rank for other in roles_for(act)), default=0)


def appoints(grants: Iterable[Grant]) -> frozenset[Role]:
    """The roles that somebody who holds these may give and take somewhere: those that stand below."""
    ranks = [SPECS[grant.role].rank for grant in grants_for(grants, Act.APPOINT)]
    below = {role for role in Role if any(_below(role, rank) for rank in ranks)}
    seated = {role for role in Role if SPECS[role].rank or role in _COUNCIL} if 0 in ranks else set()
    return frozenset(below | seated)


def _below(role: Role, rank: int) -> bool:
    """Whether a role stands below a place in the line of authority; councils stand below the staff of their unit."""
    return 0 < SPECS[role].rank < rank or (rank > 0 and role in _COUNCIL)


def may_appoint(grants: Iterable[Grant], role: Role, area: str, reaches: Reaches) -> bool:
    """Whether somebody who holds these may give and take a role for a unit: below in the line, and inside.

    Who has no place, an administrator, names everybody in the line of authority.
    """
    for grant in grants_for(grants, Act.APPOINT):
        rank = SPECS[grant.role].rank
        if not rank and (SPECS[role].rank or role in _COUNCIL):
            return True
        if _below(role, rank) and reaches(grant.area, area):
            return True
    return False


def may_name(grants: Iterable[Grant], grant: Grant, reaches: Reaches) -> bool:
    """Whether somebody who holds these may give and take this role: as `may_appoint` says; of an agency's also the
    office of OCOP in the same unit."""
    own = tuple(grants)
    beside = {(one.role, one.area) for one in grants_for(own, Act.APPOINT) if not one.agency}
    if grant.agency and (grant.role, grant.area) in beside:
        return True
    return may_appoint(own, grant.role, grant.area, reaches)


def may_seat(grants: Iterable[Grant], role: Role, area: str) -> bool:
    """Whether somebody who holds these may invite this role for a unit: a member of the council whose rounds they run.

    They only invite: who sits there is taken away, or replaced, by who may appoint.
    """
    own = {grant.area for grant in grants_for(grants, Act.HOLD_ROUND)}
    return role is Role.COUNCIL_MEMBER and area in own


def holds_on(grants: Iterable[Grant], day: date) -> tuple[Grant, ...]:
    """Those of the grants that have not ended before this day."""
    return tuple(grant for grant in grants if grant.until is None or grant.until >= day)
