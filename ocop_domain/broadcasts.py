"""A notice to many: for whom it is, how far it has come, and what is known of each who should have it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from ocop_domain.applications import ENDING, ApplicationState
from ocop_domain.errors import Refusal
from ocop_domain.programmes import Programme
from ocop_domain.roles import SPECS, Role, duties_of, holders
from ocop_domain.values import read_phone

DRAFT = "draft"
"""In the place of a product's state: something was begun and not sent."""
STATES = (*(state.value for state in ApplicationState if state not in ENDING), DRAFT)
STARS = (3, 4, 5)
ROLES = ("producer", *duties_of(role for role in Role if SPECS[role].written_to))
CERTAIN = 100
"""Above so many recipients the number is typed before it is sent."""
MOST_PHONES = 20_000


class Phase(StrEnum):
    """How far a broadcast has come."""

    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    TAKEN_BACK = "taken_back"


class ReplyWanted(StrEnum):
    """What recipients are asked for."""

    NOTHING = ""
    GOT = "got"
    YES_NO = "yesno"


ANSWERS: Mapping[ReplyWanted, tuple[str, ...]] = {
    ReplyWanted.NOTHING: (),
    ReplyWanted.GOT: ("got",),
    ReplyWanted.YES_NO: ("yes", "no"),
}


class Fate(StrEnum):
    """What is known of one recipient, the best first: of several tries the best one counts.

    `KEPT` lies in a chat of ours that no page has taken yet; `UNREACHABLE` has addresses of channels only that are not
    served any more.
    """

    SENT = "sent"
    KEPT = "kept"
    ATTEMPTING = "attempting"
    CLAIMED = "claimed"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    BLOCKED = "blocked"
    UNREACHABLE = "unreachable"
    NOWHERE = "nowhere"
    STOPPED = "stopped"


OPEN = (Fate.ATTEMPTING, Fate.CLAIMED, Fate.WAITING)
SURELY_NOT = (Fate.REFUSED, Fate.BLOCKED, Fate.UNREACHABLE, Fate.NOWHERE)
"""Those whom it surely did not reach: only they may get it once more without being asked about it."""
NOT_SURELY = (Fate.KEPT, Fate.UNKNOWN, *SURELY_NOT)
"""Those of whom nobody knows that they have it."""


def best(fates: Iterable[str]) -> Fate:
    """What counts of one person's several tries."""
    order = list(Fate)
    return min((Fate(fate) for fate in fates), key=order.index)


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a broadcast is for; what is empty does not narrow it.

    `role` is one of ROLES, or "" for the owners of `phones` whoever they are. `areas` are units, with all below them.
    `group`, `star` and `state` (one of STATES) are of a producer's products, all of the same one; `duty` and
    `occurrence` name what they have not done yet. `activity`: those who were invited to it and nobody else: all, only
    those with a seat (`seated`), or only those whom one `notice` invited.
    """

    role: str = "producer"
    areas: tuple[str, ...] = ()
    group: str = ""
    star: int = 0
    state: str = ""
    duty: str = ""
    occurrence: str = ""
    phones: tuple[str, ...] = ()
    activity: str = ""
    seated: bool = False
    notice: str = ""

    def to_json(self) -> dict[str, Any]:
        """The target as plain data; what is empty is left out, but the role."""
        found = {f.name: getattr(self, f.name) for f in fields(self)}
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in found.items()
            if value or name == "role"
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Target:
        """The target that `to_json` gave."""
        known: dict[str, Any] = {n: tuple(value) if isinstance(value, list) else value for n, value in raw.items()}
        return cls(**known)


def roles_of(programme: Programme) -> tuple[str, ...]:
    """The roles that can be written to: a programme without districts has no district staff."""
    return tuple(role for role in ROLES if role == "producer" or _sits(role, programme.levels))


def _sits(duty_role: str, levels: Iterable[str]) -> bool:
    """Whether those who hold it sit at one of the levels."""
    return any(not set(levels).isdisjoint(SPECS[role].levels) for role in holders(duty_role))


def checked(target: Target, programme: Programme) -> Target:
    """The target, if it makes sense in the programme; else `Refusal`."""
    if target.role not in (*roles_of(programme), ""):
        raise Refusal("target.role", role=target.role)
    if not target.role and not target.phones:
        raise Refusal("target.nobody")
    if target.role != "producer" and (target.group or target.star or target.state):
        raise Refusal("target.producers_only")
    if target.state and target.state not in STATES:
        raise Refusal("target.state", state=target.state)
    if target.star and target.star not in STARS:
        raise Refusal("target.star")
    if target.state == DRAFT and (target.group or target.star):
        raise Refusal("target.draft_only")
    if target.group and target.group not in programme.product_sets.groups:
        raise Refusal("target.group", group=target.group)
    if target.duty:
        found = programme.occurrence(target.duty, target.occurrence)
        if found is None:
            raise Refusal("target.duty", duty=f"{target.duty}:{target.occurrence}")
        if found.duty.role != target.role:
            raise Refusal("target.duty_role")
    return target


_BETWEEN = r"[\s.\-–()]*"
_PHONE = re.compile(
    rf"(?<!\d)(?:\+?\(?\+?0?0?84\)?{_BETWEEN}\(?0?\)?|0)?{_BETWEEN}"
    rf"(?:2(?:{_BETWEEN}\d){{9}}|[35789](?:{_BETWEEN}\d){{8}})(?!\d)"
)
_LEFT = re.compile(r"\d(?:[.\-–() ]?\d){4,}")


def read_phones(raw: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers in a pasted list, as the assistant keeps them, each once; and what looks like one and is none.

    Names, commas, dots, +84, 84, a zero that a spreadsheet ate: all is taken as people paste it.
    """
    text = unicodedata.normalize("NFKC", raw)
    found: dict[str, None] = {}
    strange: dict[str, None] = {}
    rest: list[str] = []
    at = 0
    for match in _PHONE.finditer(text):
        try:
            digits = re.sub(r"\D", "", match[0])
            national = re.sub(r"^(00)?84", "", digits) if len(digits) > 10 else digits
            found.setdefault(read_phone(f"0{national.lstrip('0')}"))
        except Refusal:
            strange.setdefault(" ".join(match[0].split()))
        rest.append(text[at : match.start()])
        at = match.end()
    rest.append(text[at:])
    for part in rest:
        strange.update(dict.fromkeys(" ".join(left.split()) for left in _LEFT.findall(part)))
    return tuple(found), tuple(strange)
