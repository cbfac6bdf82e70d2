"""What handlers may ask of the database about activities."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from ocop_domain.activities import Activity, Attendance, Coming, Seats
from ocop_domain.areas import Areas
from ocop_domain.programme_collection import Counted
from ocop_domain.programmes import Programme


class ActivityReads(Protocol):
    """What handlers may ask of the database about activities."""

    async def activity(self, activity: str) -> Activity | None: ...

    async def activities_in(self, units: Sequence[str], limit: int, start: int = 0) -> tuple[int, list[Activity]]:
        """How many these units hold, and a page of them, the newest first."""

    async def activities_told(self, units: Sequence[str], limit: int, since: date) -> list[Activity]:
        """What of it anybody there may hear of, the next first: others were invited, and it is no inspection."""

    async def invitations_of(self, people: Sequence[int], since: date) -> list[tuple[Activity, Attendance]]:
        """To what these people are invited that is not over on a day, the next one first."""

    async def attendance(self, activity: str, people: Sequence[int]) -> list[Attendance]:
        """Those of these people who are invited."""

    async def uninvited(self, activity: Activity, programme: Programme, areas: Areas, counted: Counted) -> int:
        """How many guests an invitation that leaves now adds."""

    async def guests(
        self, activity: str, answers: Sequence[Coming], limit: int = 0, start: int = 0
    ) -> list[Attendance]:
        """Those who gave one of these answers, or a page of them: by name, then who waits by their turn."""

    async def seats(self, activity: str) -> Seats:
        """How it is filled, and who waits."""

    async def activity_by_code(self, code: str) -> Activity | None:
        """The one at whose door this code (letters and digits only) is shown."""

    async def activities_held(self, units: Sequence[str], since: date, until: date) -> list[tuple[Activity, Seats]]:
        """What these units have held between two days, with how many came."""

    async def starting_on(self, day: date) -> list[Activity]:
        """Those that begin on a day and take place, where somebody was invited."""
