"""The calendar file: what every phone's calendar reads, in Vietnamese, and updates when a day moves."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from icalendar import Calendar, Component

from bot.papers.calendar.ics import CalendarEvent, calendar_file
from bot.papers.calendar.year import year_calendar
from bot.texts import Texts
from ocop_domain.activities import Activity, ActivityKind, ActivityState

MADE = datetime(2022, 2, 15, 1, 30, 0, 123456, tzinfo=UTC)
EVENT = CalendarEvent(
    uid="cm22-x-41-commune.once@ocop",
    title="Hạn: Gửi danh mục ý tưởng của xã lên huyện",
    opens=date(2022, 2, 1),
    last_day=date(2022, 4, 30),
    announced=date(2022, 4, 29),
    text="Cần có: danh mục ý tưởng của xã; mẫu số 01, 02.\nVì sao: huyện chọn ý tưởng từ danh mục này.",
    sequence=0,
    updated=datetime(2022, 1, 3, 8, 0, tzinfo=timezone(timedelta(hours=7))),
    url="https://ocop.example.vn/?viec=cm22-x-41-commune,1;2",
)


def written(*events: CalendarEvent, name: str = "Lịch OCOP: Đất Mũi", language: str = "vi") -> bytes:
    return calendar_file(name, events, MADE, language)


def read(data: bytes) -> Component:
    return Calendar.from_ical(data)


def events_of(data: bytes) -> Sequence[Component]:
    return read(data).walk("VEVENT")


def lines(data: bytes) -> list[str]:
    """The lines as they are meant: unfolded."""
    return data.decode("utf-8").replace("\r\n ", "").split("\r\n")


def test_a_duty_is_one_whole_day_the_one_that_is_announced() -> None:
    (event,) = events_of(written(EVENT))
    assert event["DTSTART"].dt == date(2022, 4, 29)
    assert event["DTEND"].dt == date(2022, 4, 30)
    assert "DTSTART;VALUE=DATE:20220429" in lines(written(EVENT))
    assert str(event["SUMMARY"]) == EVENT.title
    assert str(event["DESCRIPTION"]) == EVENT.text
    assert str(event["URL"]) == EVENT.url
    assert event["UID"] == EVENT.uid
    assert event["TRANSP"] == "TRANSPARENT"


def test_what_the_plan_says_goes_along_for_machines() -> None:
    assert {"X-OCOP-OPENS:20220201", "X-OCOP-LAST-DAY:20220430"} <= set(lines(written(EVENT)))
    assert "X-OCOP-OPENS" not in written(replace(EVENT, opens=None)).decode()


def test_a_duty_without_a_page_has_no_address() -> None:
    assert "URL" not in events_of(written(replace(EVENT, url="")))[0]


def test_the_phone_rings_at_eight_seven_days_and_one_day_before() -> None:
    (event,) = events_of(written(EVENT))
    alarms = event.walk("VALARM")
    midnight = datetime(2022, 4, 29)
    assert [midnight + alarm["TRIGGER"].dt for alarm in alarms] == [datetime(2022, 4, 22, 8), datetime(2022, 4, 28, 8)]
    assert {str(alarm["ACTION"]) for alarm in alarms} == {"DISPLAY"}
    assert {str(alarm["DESCRIPTION"]) for alarm in alarms} == {EVENT.title}


def test_what_is_done_stands_in_the_calendar_and_rings_no_more() -> None:
    (event,) = events_of(written(replace(EVENT, done=True)))
    assert event["DTSTART"].dt == EVENT.announced
    assert event.walk("VALARM") == []


def test_a_moved_day_is_the_same_event_in_a_later_edition() -> None:
    moved = replace(
        EVENT, announced=date(2022, 5, 13), last_day=date(2022, 5, 15), sequence=1, updated=EVENT.updated + timedelta(9)
    )
    (old,), (new,) = events_of(written(EVENT)), events_of(written(moved))
    assert old["UID"] == new["UID"]
    assert (int(old["SEQUENCE"]), int(new["SEQUENCE"])) == (0, 1)
    assert new["LAST-MODIFIED"].dt > old["LAST-MODIFIED"].dt
    assert new["DTSTART"].dt == date(2022, 5, 13)


def test_moments_are_written_in_universal_time_without_fractions() -> None:
    assert {"LAST-MODIFIED:20220103T010000Z", "DTSTAMP:20220215T013000Z"} <= set(lines(written(EVENT)))


def test_the_calendar_has_its_name_and_asks_to_be_fetched_twice_a_day() -> None:
    data = written(EVENT, name="Lịch OCOP; xã Đất Mũi, Cà Mau")
    assert {
        "VERSION:2.0",
        "METHOD:PUBLISH",
        "CALSCALE:GREGORIAN",
        r"X-WR-CALNAME:Lịch OCOP\; xã Đất Mũi\, Cà Mau",
        r"NAME;LANGUAGE=vi:Lịch OCOP\; xã Đất Mũi\, Cà Mau",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
        "PRODID:-//OCOP//Programme calendar//VI",
    } <= set(lines(data))
    assert "SUMMARY;LANGUAGE=en:" in written(EVENT, language="en").decode()


def check(data: bytes) -> None:
    """The form that RFC 5545 asks for."""
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.replace(b"\r\n", b"").count(b"\n") == data.replace(b"\r\n", b"").count(b"\r") == 0
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert all(part.decode("utf-8") is not None for part in data.split(b"\r\n"))
    text = data.decode("utf-8")
    assert not [c for c in text if ord(c) < 32 and c not in "\r\n\t"]
    opened = [line[6:] for line in text.split("\r\n") if line.startswith("BEGIN:")]
    assert sorted(opened) == sorted(line[4:] for line in text.split("\r\n") if line.startswith("END:"))
    assert len(opened) > 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ẫ" * 400, "Ẫ" * 400),
        ("Bánh phồng tôm, khô; “Năm Căn” \\ 100%: 🦐🇻🇳", "Bánh phồng tôm, khô; “Năm Căn” \\ 100%: 🦐🇻🇳"),
        ("một\nhai\n\nba", "một\nhai\n\nba"),
        ("một\r\nEND:VEVENT\r\nhai", "một\nEND:VEVENT\nhai"),
        ("a\x00b\x0bc\x7fd\x85e", "abcde"),
        ("", ""),
    ],
)
def test_whatever_stands_in_a_text_comes_back_as_it_was(typed: str, meant: str) -> None:
    data = written(replace(EVENT, title=typed, text=typed), name=typed)
    check(data)
    (event,) = events_of(data)
    assert str(event["SUMMARY"]) == str(event["DESCRIPTION"]) == meant
    escaped = meant.replace("\\", "\\\\").replace("\n", r"\n").replace(";", r"\;").replace(",", r"\,")
    assert f"X-WR-CALNAME:{escaped}" in lines(data)


def test_a_year_of_duties_keeps_its_order_and_its_form() -> None:
    many = [
        replace(EVENT, uid=f"v{n}@ocop", announced=date(2022, 1, 1) + timedelta(days=n * 3), sequence=n)
        for n in range(100)
    ]
    data = written(*many)
    check(data)
    assert [event["UID"] for event in events_of(data)] == [event.uid for event in many]
    assert len(data) < 120_000
    assert written(*many) == data


def test_a_calendar_without_duties_is_one_that_can_be_subscribed_to() -> None:
    data = written()
    check(data)
    calendar = read(data)
    assert events_of(data) == []
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]
    assert str(calendar["X-WR-CALNAME"]) == "Lịch OCOP: Đất Mũi"
    offsets = {line for line in lines(data) if line.startswith("TZOFFSET")}
    assert offsets == {"TZOFFSETFROM:+0700", "TZOFFSETTO:+0700"}


def test_nothing_old_of_the_library_is_used() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert written(EVENT)


ACTIVITY = Activity(
    *("a1", "u", "p", ActivityKind.FAIR, "Hội chợ xuân", "2022-06-15T08:00", date(2022, 6, 15), "Sân vận động"),
    invited_at="2022-06-01T02:00:00+00:00",
)


def test_an_activity_stands_at_its_hour_and_place_and_what_is_not_answered_says_so() -> None:
    vi = Texts()["vi"]
    data = year_calendar([], [], [(ACTIVITY, True)], name="Kế hoạch", programme="p", t=vi)
    (event,) = events_of(data)
    assert event["DTSTART"].dt == datetime(2022, 6, 15, 1, tzinfo=UTC), "eight in the morning in Vietnam"
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Hội chợ xuân", "Sân vận động")
    assert len(event.walk("VALARM")) == 2
    (open_,) = events_of(year_calendar([], [], [(ACTIVITY, False)], name="K", programme="p", t=vi))
    assert str(open_["SUMMARY"]) == "Được mời: Hội chợ xuân"


def test_an_activity_of_several_days_takes_them_whole_and_one_that_is_called_off_is_struck_out() -> None:
    vi = Texts()["vi"]
    long = replace(ACTIVITY, ends=date(2022, 6, 17))
    (event,) = events_of(year_calendar([], [], [(long, True)], name="K", programme="p", t=vi))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2022, 6, 15), date(2022, 6, 18))
    off = replace(ACTIVITY, state=ActivityState.CANCELLED, reason="Mưa lũ", revision=3)
    (event,) = events_of(year_calendar([], [], [(off, True)], name="K", programme="p", t=vi))
    assert (str(event["STATUS"]), event["SEQUENCE"], event.walk("VALARM")) == ("CANCELLED", 3, [])
    assert "Mưa lũ" in str(event["DESCRIPTION"])
