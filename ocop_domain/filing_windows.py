"""The times in which dossiers are handed in, and for which of them one counts that is handed in on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ocop_domain.applications import Holds, as_planned
from ocop_domain.duties.model import Done, Occurrence


class Timing(StrEnum):
    """How the day lies to the window."""

    OPEN = "open"
    EARLY = "early"
    """No window is open yet: it counts from the first day of the next one."""
    LATE = "late"
    """The last day of a window is over: it counts for the next one."""
    OVER = "over"
    """The last day of the last window is over, and no other one is known."""


@dataclass(frozen=True, slots=True)
class FilingWindow:
    """The time to hand in for which a dossier counts (none when OVER), and the one whose last day is over."""

    timing: Timing
    occurrence: Occurrence | None = None
    missed: Occurrence | None = None


def window_on(occurrences: Iterable[Occurrence], today: date, holds: Holds = as_planned) -> FilingWindow | None:
    """The window of a dossier that is handed in today; None where the programme has no duty of handing in."""
    times = sorted((holds(o) for o in occurrences if o.duty.done is Done.FILED), key=lambda o: (o.last_day, o.opens))
    if not times:
        return None
    missed = [o for o in times if o.last_day < today]
    ahead = [o for o in times if o.last_day >= today]
    if not ahead:
        return FilingWindow(Timing.OVER, missed=missed[-1])
    if ahead[0].opens <= today:
        return FilingWindow(Timing.OPEN, ahead[0])
    return FilingWindow(Timing.LATE, ahead[0], missed[-1]) if missed else FilingWindow(Timing.EARLY, ahead[0])


def windows_from(occurrences: Iterable[Occurrence], today: date, holds: Holds = as_planned) -> list[Occurrence]:
    """The windows in which one can still hand in, the next one first."""
    times = (holds(o) for o in occurrences if o.duty.done is Done.FILED)
    return sorted((o for o in times if o.last_day >= today), key=lambda o: (o.last_day, o.opens))
