"""The calendar file: the duties of a person, for the calendar that is already on the phone."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard, vDuration, vText

ZONE = "Asia/Ho_Chi_Minh"
REFRESH = 12
"""Hours after which a subscribed calendar is fetched again."""
ALARMS = (timedelta(days=-7, hours=8), timedelta(days=-1, hours=8))
"""From midnight of the day: 7 days and 1 day before, at eight in the morning where the phone is."""
_BEFORE_AN_HOUR = (timedelta(days=-1), timedelta(hours=-2))
_LASTS = timedelta(hours=2)
"""How long a calendar shows what has an hour."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A duty on its day, in the words of the reader. Whoever moves the day keeps `uid` and raises `sequence`.

    `announced` is the day that is shown; `opens` and `last_day` (what the plan says) go along for machines.
    """

    uid: str
    title: str
    opens: date | None
    last_day: date
    announced: date
    text: str
    sequence: int
    updated: datetime
    url: str = ""
    done: bool = False
    at: datetime | None = None
    """The hour at which it begins; None for what takes whole days, from `announced`."""
    place: str = ""
    off: bool = False
    """It does not take place: a calendar that has it strikes it out."""

    @property
    def ends(self) -> date:
        """The last of its days: a duty stands on the announced one alone."""
        return self.last_day if self.place else self.announced


def calendar_file(name: str, events: Sequence[CalendarEvent], made: datetime, language: str) -> bytes:
    """The events as an iCalendar file (RFC 5545, text/calendar), to be opened or subscribed to."""
    calendar = Calendar()
    calendar.add("prodid", f"-//OCOP//Programme calendar//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    # Calendars differ in what they read: of each pair the first is the standard (RFC 7986), the second the custom.
    calendar.add("name", _text(name, language))
    calendar.add("x-wr-calname", _text(name))
    refresh = vDuration(timedelta(hours=REFRESH))
    refresh.params["VALUE"] = "DURATION"
    calendar.add("refresh-interval", refresh)
    calendar.add("x-published-ttl", f"PT{REFRESH}H")
    calendar.add("x-wr-timezone", ZONE)
    for event in events:
        calendar.add_component(_event(event, made, language))
    if not events:
        # A calendar without any component is none (RFC 5545, 3.6), and a subscription to it would fail.
        calendar.add_component(_zone())
    data: bytes = calendar.to_ical()
    return data


def _event(event: CalendarEvent, made: datetime, language: str) -> Event:
    entry = Event()
    entry.add("uid", event.uid)
    entry.add("dtstamp", _utc(made))
    entry.add("last-modified", _utc(event.updated))
    entry.add("sequence", event.sequence)
    entry.add("summary", _text(event.title, language))
    entry.add("description", _text(event.text, language))
    entry.add("dtstart", _utc(event.at) if event.at else event.announced)
    entry.add("dtend", _utc(event.at + _LASTS) if event.at else event.ends + timedelta(days=1))
    if event.place:
        entry.add("location", _text(event.place, language))
    if event.off:
        entry.add("status", "CANCELLED")
    entry.add("transp", "TRANSPARENT")
    entry.add("x-microsoft-cdo-busystatus", "FREE")
    if event.opens:
        entry.add("x-ocop-opens", f"{event.opens:%Y%m%d}")
    entry.add("x-ocop-last-day", f"{event.last_day:%Y%m%d}")
    if event.url:
        entry.add("url", event.url)
    alarms = _BEFORE_AN_HOUR if event.at else ALARMS
    for before in () if event.done else alarms:
        entry.add_component(_alarm(before, event.title))
    return entry


def _alarm(before: timedelta, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", before)
    alarm.add("description", _text(title))
    return alarm


def _zone() -> Timezone:
    """Vietnam's time: seven hours ahead, the whole year."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", ZONE)
    standard.add("dtstart", datetime(1975, 6, 13))  # noqa: DTZ001 - a zone counts in its own time
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "+07")
    zone.add_component(standard)
    return zone


def _text(text: str, language: str = "") -> vText:
    """The text without what the format forbids; the library escapes and folds it."""
    made = vText("".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc"))
    if language:
        made.params["LANGUAGE"] = language
    return made


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
