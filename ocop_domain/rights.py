"""Who may do what, where: a right belongs to a role in an area within a programme."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles that are granted; everybody else is a producer of their own products."""

    COMMUNE_OFFICER = "commune_officer"
    DISTRICT_STAFF = "district_staff"
    PROVINCE_STAFF = "province_staff"
    COUNCIL_MEMBER = "council_member"
    COUNCIL_SECRETARY = "council_secretary"
    ADMIN = "admin"


class Act(StrEnum):
    """What rights are asked for."""

    SEE = "see"
    CHECK = "check"
    HAND_UP = "hand_up"
    """Send the commune's list to the level above."""
    OVERSEE = "oversee"
    """See who has done what, and nudge those who have not."""
    MOVE_DATE = "move_date"
    ASSIST = "assist"
    """Type for a producer who cannot: the producer agrees, and what is written names both."""
    BROADCAST = "broadcast"
    """Write to many, and see what became of it."""
    BRING_REQUEST = "bring_request"
    """Write down what somebody asks about their personal data."""
    ANSWER_REQUEST = "answer_request"
    """See and answer such requests."""
    BAN = "ban"
    """Take nothing new from somebody any more."""
    RECOVER = "recover"
    """Give an account back to a producer who lost the phone."""
    RECOVER_ABOVE = "recover_above"
    """The same where the commune has no officer."""
    LIFT_BAN = "lift_ban"
    """Take it again: also for the levels above, to whom the person may turn."""


_ALLOWED: dict[Act, frozenset[Role]] = {
    Act.SEE: frozenset({Role.COMMUNE_OFFICER, Role.DISTRICT_STAFF, Role.PROVINCE_STAFF}),
    Act.CHECK: frozenset({Role.COMMUNE_OFFICER}),
    Act.HAND_UP: frozenset({Role.COMMUNE_OFFICER}),
    Act.OVERSEE: frozenset({Role.COMMUNE_OFFICER, Role.DISTRICT_STAFF, Role.PROVINCE_STAFF}),
    Act.MOVE_DATE: frozenset({Role.DISTRICT_STAFF, Role.PROVINCE_STAFF}),
    Act.ASSIST: frozenset({Role.COMMUNE_OFFICER}),
    Act.BROADCAST: frozenset({Role.COMMUNE_OFFICER, Role.DISTRICT_STAFF, Role.PROVINCE_STAFF}),
    Act.BRING_REQUEST: frozenset({Role.COMMUNE_OFFICER, Role.DISTRICT_STAFF, Role.PROVINCE_STAFF, Role.ADMIN}),
    Act.ANSWER_REQUEST: frozenset({Role.ADMIN}),
    Act.BAN: frozenset({Role.COMMUNE_OFFICER}),
    Act.RECOVER: frozenset({Role.COMMUNE_OFFICER}),
    Act.RECOVER_ABOVE: frozenset({Role.DISTRICT_STAFF, Role.PROVINCE_STAFF}),
    Act.LIFT_BAN: frozenset({Role.COMMUNE_OFFICER, Role.DISTRICT_STAFF, Role.PROVINCE_STAFF}),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """One role of one person: in `area` (a unit's code) and for `programme`."""

    role: Role
    area: str
    programme: str


def grants_for(grants: Iterable[Grant], act: Act, programme: str) -> list[Grant]:
    """Those of the grants that allow `act` somewhere in the programme."""
    return [g for g in grants if g.role in _ALLOWED[act] and g.programme == programme]


Reaches = Callable[[str, str], bool]
"""Tells whether what lies in the second unit is a matter of the first."""


def may(grants: Iterable[Grant], act: Act, area: str, programme: str, reaches: Reaches) -> bool:
    """Whether one of the grants allows `act` on something that lies in `area`."""
    allowed = _ALLOWED[act]
    return any(g.role in allowed and g.programme == programme and reaches(g.area, area) for g in grants)
