"""Activities: made, invited to, changed, called off, answered, written down."""

from __future__ import annotations

from dataclasses import dataclass

from ocop_domain.activities import Activity, Attendance
from ocop_domain.areas import Areas
from ocop_domain.programme_collection import Counted
from ocop_domain.programmes import Programme


@dataclass(frozen=True, slots=True)
class PutActivity:
    """An activity is planned; nobody is invited yet."""

    activity: Activity


@dataclass(frozen=True, slots=True)
class ChangeAudience:
    """The activity is for other people; nobody hears it yet. Refused (`Conflict`) when it was changed meanwhile."""

    activity: Activity


@dataclass(frozen=True, slots=True)
class InviteGuests:
    """Everybody whom the activity is for at this moment and who is not invited yet is invited, by its last notice.
    Refused (`Conflict`) when the activity was changed since it was read.
    """

    activity: Activity
    programme: Programme
    areas: Areas
    counted: Counted


@dataclass(frozen=True, slots=True)
class ChangeActivity:
    """Another day, place, number of places; what to bring; called off. `seated` are those of the queue who get a seat.
    Refused (`Conflict`) when it was changed, or answered, since it was read.
    """

    activity: Activity
    seated: tuple[Attendance, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerInvitation:
    """What somebody has said, and who gets the seat that becomes free by it. Refused (`Conflict`) when somebody else
    has answered since it was read: one seat is never given twice. `for_caller`: who holds it writes down what a guest
    said.
    """

    activity: Activity
    changed: tuple[Attendance, ...]
    for_caller: bool = False


@dataclass(frozen=True, slots=True)
class MarkAttendance:
    """Who of these guests came; those of the list who are not named did not. Where somebody came the activity is held,
    and the duty that it serves is done.
    """

    activity: Activity
    came: tuple[int, ...]
    absent: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PutOutcome:
    """What was found or decided, and how many came who stand in no list. The activity is held."""

    activity: Activity


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """The code that is shown at the door. Refused (`Conflict`) when it has one."""

    activity: Activity


@dataclass(frozen=True, slots=True)
class ComeIn:
    """Somebody came and says so by the code at the door; who was not invited is a guest from now on."""

    activity: Activity
    person: int
