"""When people may be written to: not at night, not on public holidays unless a date would pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.kit.clock import VIETNAM
from ocop_domain.working_days import is_holiday

MORNING = time(7, 30)
"""When reminders of a day leave."""
AFTERNOON = time(13, 30)
TIMES = (MORNING, AFTERNOON)
"""When officials are told in one message what came."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The quiet hours, in Vietnam's time; they may pass midnight."""

    quiet_from: time = time(21, 0)
    quiet_to: time = time(6, 30)

    def quiet(self, now: datetime) -> bool:
        clock = now.astimezone(VIETNAM).time()
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= clock < self.quiet_to
        return clock >= self.quiet_from or clock < self.quiet_to

    def awake(self, moment: datetime) -> datetime:
        """This moment, or the end of the quiet hours that it falls into."""
        if not self.quiet(moment):
            return moment
        here = moment.astimezone(VIETNAM)
        ends = datetime.combine(here.date(), self.quiet_to, VIETNAM)
        return ends if ends > here else ends + timedelta(days=1)

    def morning(self, day: date) -> datetime:
        """The moment on `day` at which reminders leave."""
        at = datetime.combine(day, MORNING, VIETNAM)
        return datetime.combine(day, self.quiet_to, VIETNAM) if self.quiet(at) else at

    def leave(self, on: date, last_day: date) -> datetime:
        """When a reminder of the day `on` leaves: after a holiday, if that is still in time for `last_day`."""
        day = on
        while is_holiday(day):
            day += timedelta(days=1)
        return self.morning(on if on <= last_day < day else day)
