"""Activities as events of a calendar: at their hour and place; of several days, as whole days."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.handlers.activities.words import facts
from bot.kit.clock import VIETNAM
from bot.papers.calendar.ics import CalendarEvent
from bot.texts import Translator
from ocop_domain.activities import Activity, ActivityState

_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def activity_event(here: Activity, t: Translator, *, sure: bool) -> CalendarEvent:
    """One activity; an invitation that is not answered yet says so in its title."""
    off = here.state is ActivityState.CANCELLED
    lines = [*facts(t, here), *([t("activity.off", reason=here.reason)] if off else [])]
    one_day = here.ends == here.day
    return CalendarEvent(
        uid=f"activity.{here.id}@ocop",
        title=here.title if sure else t("calendar.event_invited", name=here.title),
        opens=None,
        last_day=here.ends,
        announced=here.day,
        text="\n".join(lines),
        sequence=here.revision,
        updated=datetime.fromisoformat(here.invited_at) if here.invited_at else _LONG_AGO,
        done=here.state is not ActivityState.PLANNED,
        at=datetime.combine(here.day, here.hour, VIETNAM) if one_day else None,
        place=here.place,
        off=off,
    )
