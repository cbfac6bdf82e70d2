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
    ADMIN = "admin"


class Act(StrEnum):
    """What rights are asked for."""

    SEE = "see"
    CHECK = "check"


_ALLOWED: dict[Act, frozenset[Role]] = {
    Act.SEE: frozenset({Role.COMMUNE_OFFICER, Role.DISTRICT_STAFF, Role.PROVINCE_STAFF}),
    Act.CHECK: frozenset({Role.COMMUNE_OFFICER}),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """One role of one person: in `area` (a unit's code) and for `programme`."""

    role: Role
    area: str
    programme: str


Contains = Callable[[str, str], bool]
"""Tells whether the first unit contains the second (or is the same)."""


def may(grants: Iterable[Grant], act: Act, area: str, programme: str, contains: Contains) -> bool:
    """Whether one of the grants allows `act` on something that lies in `area`."""
    allowed = _ALLOWED[act]
    return any(g.role in allowed and g.programme == programme and contains(g.area, area) for g in grants)
