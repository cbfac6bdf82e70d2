"""The roles that are given to people, each with all that is known of it. Adding a role is adding an entry here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles that are given; a producer is who speaks for one, whatever roles they hold."""

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
    ANSWER = "answer"
    """Answer questions, difficulties and needs that wait in the own unit, or pass them on."""
    APPROVE_ANSWER = "approve_answer"
    """Let an officer's answer be given to everybody of the own unit who asks the same, and take it back."""
    HAND_UP = "hand_up"
    """Send the commune's list to the level above."""
    OVERSEE = "oversee"
    """See who has done what, and nudge those who have not."""
    MOVE_DATE = "move_date"
    ASSIST = "assist"
    """Type for a producer who cannot: the producer agrees, and what is written names both."""
    BROADCAST = "broadcast"
    """Write to many, and see what became of it."""
    HOLD_ACTIVITY = "hold_activity"
    """Hold a class, a fair, an inspection: invite, change, write down who came and what was found."""
    SCORE = "score"
    """Type the points of a product."""
    PRINT = "print"
    """Print the papers of a dossier, or take it along whole."""
    EDIT = "edit"
    """Change what a producer says of a product, and send it."""
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
    APPOINT = "appoint"
    """Give and take the roles of those who stand below."""
    HOLD_ROUND = "hold_round"
    """Convene a round of a council, close it, conclude and tell its results."""
    JUDGE = "judge"
    """Score what is on the agenda of a council's round."""
    CHOOSE = "choose"
    """Choose ideas and business plans, or refuse them."""
    IMPORT = "import"
    """Import lists of products, and say who speaks for a producer that stands in them."""
    LIFT_BAN = "lift_ban"
    """Take it again: also for the levels above, to whom the person may turn."""


_STAFF = frozenset(
    {
        *(Act.SEE, Act.ANSWER, Act.OVERSEE, Act.BROADCAST, Act.HOLD_ACTIVITY),
        *(Act.BRING_REQUEST, Act.LIFT_BAN, Act.IMPORT),
    }
)
_COMMUNE = frozenset({Act.CHECK, Act.HAND_UP, Act.ASSIST, Act.SCORE, Act.PRINT, Act.BAN, Act.RECOVER})
_ABOVE = _STAFF | {Act.MOVE_DATE, Act.RECOVER_ABOVE, Act.APPOINT, Act.PRINT, Act.HOLD_ROUND, Act.CHOOSE}


@dataclass(frozen=True, slots=True)
class RoleSpec:
    """One role: where it may sit, what it may do, what its holder is offered and asked.

    `levels` are those of the units for which it is given; none for one that has no place. `duty` is how programmes call
    those who must do something; `rank` is the place in the line of authority, 0 outside it. `menu` and `commands` name
    what the holder is offered first; `asks`: a name, a post and a phone of the office are asked for.
    """

    levels: tuple[str, ...]
    duty: str
    rank: int
    acts: frozenset[Act]
    menu: tuple[str, ...]
    commands: tuple[str, ...]
    written_to: bool = True
    """Whether a notice to many can be for those who hold it."""
    asks: bool = True


SPECS: dict[Role, RoleSpec] = {
    Role.COMMUNE_OFFICER: RoleSpec(
        levels=("commune",),
        duty="commune_officer",
        rank=1,
        acts=_STAFF | _COMMUNE,
        menu=("queue", "calendar", "overview", "broadcast", "assist"),
        commands=("queue", "calendar", "dashboard", "menu", "help", "language"),
    ),
    Role.DISTRICT_STAFF: RoleSpec(
        levels=("district",),
        duty="district_staff",
        rank=2,
        acts=_ABOVE,
        menu=("rounds", "calendar", "overview", "area", "broadcast"),
        commands=("calendar", "dashboard", "menu", "help", "language"),
    ),
    Role.PROVINCE_STAFF: RoleSpec(
        levels=("province",),
        duty="province_staff",
        rank=3,
        acts=_ABOVE | {Act.APPROVE_ANSWER},
        menu=("rounds", "calendar", "overview", "area", "broadcast"),
        commands=("calendar", "dashboard", "menu", "help", "language"),
        written_to=False,
    ),
    Role.COUNCIL_SECRETARY: RoleSpec(
        levels=("district", "province"),
        duty="council",
        rank=0,
        acts=frozenset({Act.SEE, Act.PRINT, Act.HOLD_ROUND}),
        menu=("rounds", "calendar"),
        commands=("calendar", "menu", "help", "language"),
    ),
    Role.COUNCIL_MEMBER: RoleSpec(
        levels=("district", "province"),
        duty="council",
        rank=0,
        acts=frozenset({Act.JUDGE}),
        menu=("judging", "calendar"),
        commands=("calendar", "menu", "help", "language"),
    ),
    Role.ADMIN: RoleSpec(
        levels=(),
        duty="",
        rank=0,
        acts=frozenset({Act.BRING_REQUEST, Act.ANSWER_REQUEST, Act.APPOINT}),
        menu=("datareqs", "staff"),
        commands=("menu", "help", "language"),
        written_to=False,
        asks=False,
    ),
}
"""In the order in which the roles of one person are offered: the first is shown first."""

PRODUCER_COMMANDS = ("register", "products", "calendar", "menu", "help", "language", "privacy")
"""What somebody is offered who speaks for a producer."""


def holders(duty_role: str) -> tuple[Role, ...]:
    """The roles whose holders must do a duty of `duty_role`; none for producers and for the ministry."""
    return tuple(role for role in Role if SPECS[role].duty == duty_role and duty_role)


def roles_for(act: Act) -> tuple[Role, ...]:
    """The roles that allow an act somewhere."""
    return tuple(role for role in Role if act in SPECS[role].acts)


def duties_of(roles: Iterable[Role]) -> tuple[str, ...]:
    """How programmes call those who hold one of the roles, each once."""
    return tuple(dict.fromkeys(SPECS[role].duty for role in roles if SPECS[role].duty))


def rank_of(duty_role: str) -> int:
    """The place of a duty's role in the line of authority: 0 for producers and whoever stands outside it."""
    return max((SPECS[role].rank for role in holders(duty_role)), default=0)


def role_at(level: str) -> Role:
    """The role in the line of authority that sits at this level."""
    return next(role for role in Role if SPECS[role].rank and SPECS[role].levels == (level,))
