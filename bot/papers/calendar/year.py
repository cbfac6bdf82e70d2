"""The tasks of a person as a picture of the year and as a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.handlers.shared.naming import title
from bot.papers.calendar.activities import activity_event
from bot.papers.calendar.ics import CalendarEvent, calendar_file
from bot.papers.pictures.timeline import MOST, TimelineData, draw_timeline
from bot.papers.pictures.timeline_style import ApplicationState, TimelineEntry
from bot.texts import Translator
from ocop_domain.activities import Activity
from ocop_domain.duties.agenda import Moved, Task
from ocop_domain.duties.model import DutyKind
from ocop_domain.duties.reminding import followed

_BEFORE, _MONTHS = timedelta(days=60), 12


def year_picture(tasks: Sequence[Task], *, name: str, today: date, t: Translator) -> bytes:
    """Twelve months that begin two before today; of duties that come again only what is late and what is next."""
    tasks = _with_days(tasks)
    begins = min((k.occurrence.opens for k in tasks), default=today)
    first = max(today - _BEFORE, min(begins, today)).replace(day=1)
    months = first.month - 1 + _MONTHS
    last = date(first.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)
    shown = [k for k in tasks if k.occurrence.last_day >= first and k.occurrence.opens <= last]
    chosen = [k for k in shown if k.occurrence.duty.recurs is None or _late(k, today) or _next(k, shown, today)]
    # What must not be missed first: the picture has room for so many.
    chosen.sort(key=lambda k: (not followed(k.occurrence.duty), k.done, k.occurrence.last_day))
    entries = [
        TimelineEntry(
            title(t, k.occurrence),
            k.occurrence.opens,
            k.occurrence.last_day,
            k.occurrence.announced,
            _state(k, today),
            k.occurrence.duty.kind is DutyKind.ROUND,
        )
        for k in sorted(chosen[:MOST], key=lambda k: (k.occurrence.opens, k.occurrence.last_day))
    ]
    return draw_timeline(TimelineData(name, first, last, today, tuple(entries)), t)


def _late(task: Task, today: date) -> bool:
    return not task.done and task.occurrence.last_day < today


def _next(task: Task, shown: Sequence[Task], today: date) -> bool:
    """Whether this is the next time of its duty; every window of a yearly duty is worth seeing."""
    o = task.occurrence
    if o.duty.recurs and o.duty.recurs.yearly:
        return True
    times = [k.occurrence.last_day for k in shown if (k.occurrence.duty.id, k.scope) == (o.duty.id, task.scope)]
    return o.last_day == min((d for d in times if d >= today), default=None)


def _with_days(tasks: Sequence[Task]) -> list[Task]:
    """Those that have a day of their own: what only informs, or names no day, is no entry of a calendar."""
    return [task for task in tasks if not task.occurrence.undated and not task.occurrence.duty.informs]


def _state(task: Task, today: date) -> ApplicationState:
    if task.done:
        return "done"
    if task.occurrence.last_day < today:
        return "late"
    return "open" if task.occurrence.opens <= today else "later"


def year_calendar(
    tasks: Sequence[Task],
    moved: Sequence[Moved],
    activities: Sequence[tuple[Activity, bool]] = (),
    *,
    name: str,
    programme: str,
    t: Translator,
) -> bytes:
    """Every last day as an event, and every activity; a date that was moved is the same event, changed."""
    events = [_event(task, moved, programme, t) for task in _with_days(tasks)]
    events += [activity_event(here, t, sure=sure) for here, sure in activities]
    made = max((e.updated for e in events), default=_moment(date(2020, 1, 1)))
    return calendar_file(t("calendar.file_name", programme=name), events, made, t.language)


def _event(task: Task, moved: Sequence[Moved], programme: str, t: Translator) -> CalendarEvent:
    o = task.occurrence
    moves = [m for m in moved if (m.duty, m.occurrence) == (o.duty.id, o.id)]
    lines = [t("remind.deliver", what=o.duty.deliver)] if o.duty.deliver else []
    lines += [t("duty.role", role=t(f"role.{o.duty.role}")), o.duty.source]
    lines += [t("duty.moved", was=f"{m.was:%d/%m/%Y}", reason=m.reason) for m in moves if m.last_day == o.last_day]
    return CalendarEvent(
        uid=f"{o.duty.programme or programme}.{o.duty.id}.{o.id}.{task.scope}@ocop",
        title=t("calendar.event_done" if task.done else "calendar.event", duty=title(t, o)),
        opens=o.opens,
        last_day=o.last_day,
        announced=o.announced,
        text="\n".join(lines),
        sequence=len(moves) * 2 + task.done,
        updated=_moment(moves[-1].on if moves else o.opens),
        done=task.done,
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(0), UTC)
