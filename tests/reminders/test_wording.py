"""What a reminder says: what, by when, why you, one button to do it, and how to hear no more of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any

from support.each import each

from bot.messages import MAX_BUTTON, Reply
from bot.ports.reminders import Reminder
from bot.reminders.rules import RULES
from bot.reminders.wording import MOST, UNDATED, ReminderMatter, Wording
from bot.texts import Texts, Translator
from ocop_domain.areas import load_areas
from ocop_domain.duties.agenda import Moved
from ocop_domain.duties.calendar import occurrences
from ocop_domain.duties.model import SAID, Concerns, Done, Duty, DutyKind, Occurrence, Recurrence
from ocop_domain.programme_files import all_programmes, load_programme

TEXTS = Texts()
WORDING = Wording(load_areas())
DINH_BINH = "o32035"
PERSON = 1_234_567_890
LAST = date(2022, 3, 31)
WHEN = {"ahead": LAST - timedelta(days=3), "today": LAST, "passed": LAST + timedelta(days=2)}
"""Today, seen from the day that the reminder names."""
LIMIT = 52
"""Bytes that a button may carry."""


def occurrence(done: Done = Done.TAP, **changes: object) -> Occurrence:
    fields: dict[str, object] = {
        "id": "cm22-x-41-commune",
        "step": 2,
        "kind": DutyKind.WINDOW,
        "title": "Gửi danh mục ý tưởng của xã lên huyện",
        "role": "commune_officer",
        "level": "commune",
        "source": "II.4.1",
        "deliver": "Danh mục ý tưởng của xã",
        "opens": date(2022, 2, 1),
        "due": LAST,
        "done": done,
    }
    duty = Duty(**(fields | changes))  # type: ignore[arg-type]
    return occurrences([duty], date(2022, 1, 1), date(2022, 12, 31))[0]


OFFICERS = occurrence()
PRODUCERS = occurrence(Done.REGISTERED, role="producer", level="subject", concerns=Concerns.EVERYONE)


def reminder(rule: str, kind: str, of: Occurrence | None, *, official: bool = False, **changes: object) -> Reminder:
    """A planned reminder as the database gives it back."""
    fields: dict[str, object] = {
        "id": 7,
        "rule": rule,
        "kind": kind,
        "duty": of.duty.id if of else "",
        "occurrence": of.id if of else "",
        "person": PERSON,
        "scope": DINH_BINH if not of or of.duty.role != "producer" else str(PERSON),
        "mark": "",
        "day": LAST,
        "on": LAST - timedelta(days=3),
        "at": datetime(2022, 3, 28, 0, 30, tzinfo=UTC),
        "official": official,
        "name": "" if of else "Tôm khô Đất Mũi",
    }
    return Reminder(**(fields | changes))  # type: ignore[arg-type]


def _matter(*given: Any, **changes: Any) -> ReminderMatter:
    """What a reminder is about, in a programme that registers ideas."""
    return ReminderMatter(*given, form="idea", **changes)


def matter(rule: str) -> ReminderMatter:
    """What each rule plans, the way it is stored."""
    if rule == "begun":
        return _matter(reminder(rule, "begun", OFFICERS), OFFICERS)
    if rule == "digest":
        return _matter(reminder(rule, "quiet", None, duty="digest", occurrence="2022-03", name="4"), count=4)
    return _of_a_rule(rule)


def _of_a_rule(rule: str) -> ReminderMatter:
    match rule:
        case "above":
            return _matter(reminder(rule, "above", OFFICERS, scope="o964"), OFFICERS, ("Xã Định Bình", "Xã An Xuyên"))
        case "list_up":
            of = occurrence(Done.LIST)
            return _matter(reminder(rule, "open", of), of)
        case "report":
            of = occurrence(Done.REPORT, kind=DutyKind.REPORT)
            return _matter(reminder(rule, "open", of), of)
        case "checking":
            return _matter(reminder(rule, "checkers", None, name="3"))
        case "silent" | "unfinished":
            return _matter(reminder(rule, "drafts", None, scope="d1", mark="2022-03-25T02:00:00+00:00"))
        case "returned":
            return _matter(reminder(rule, "owners", None, duty="returned", scope="p1", mark="2022-03-25"))
        case "filed" | "filed_waits":
            return _matter(reminder(rule, "checkers", None, duty="filed", name="3"))
        case "supplement" | "supplement_waits":
            return _matter(reminder(rule, "owners", None, duty="supplement", scope="p1", mark="2022-03-25"))
        case "evidence":
            return _matter(reminder(rule, "papers", None, duty="paper", scope="w1", mark=LAST.isoformat()))
        case "recognition":
            return _matter(
                reminder(rule, "papers", None, duty="recognition", scope="w1", mark=LAST.isoformat(), official=True)
            )
        case "moved":
            move = Moved(OFFICERS.duty.id, "once", "", date(2022, 3, 15), LAST, "Mưa lũ kéo dài", date(2022, 3, 10))
            return _matter(reminder(rule, "open", OFFICERS, official=True), OFFICERS, moved=move)
        case _:
            return _matter(reminder(rule, "open", OFFICERS), OFFICERS)


SIX = 6
"""Buttons of one message."""
SPOKEN = [*(rule.id for rule in RULES), "nudge", "again"]
"""All rules, an official's nudge, and what somebody has put off until tomorrow."""
DOORS = {
    "opens": "duty:cm22-x-41-commune:once",
    "round_near": "duty:cm22-x-41-commune:once",
    "before_due": "duty:cm22-x-41-commune:once",
    "list_up": "list:cm22-x-41-commune:once",
    "report": "report:cm22-x-41-commune:once",
    "overdue": "duty:cm22-x-41-commune:once",
    "above": "who:cm22-x-41-commune:once",
    "begun": "duty:cm22-x-41-commune:once",
    "digest": "apart",
    "checking": "queue",
    "silent": "draft:d1",
    "unfinished": "draft:d1",
    "filed": "queue",
    "filed_waits": "queue",
    "returned": "fix:p1",
    "supplement": "supplement:p1",
    "supplement_waits": "supplement:p1",
    "evidence": "paper:w1",
    "recognition": "paper:w1",
    "moved": "duty:cm22-x-41-commune:once",
    "nudge": "duty:cm22-x-41-commune:once",
    "again": "duty:cm22-x-41-commune:once",
}


def say(one: ReminderMatter, when: str = "ahead", language: str = "vi") -> Reply:
    return WORDING.message(TEXTS[language], [one], WHEN[when])


def data(reply: Reply) -> list[str]:
    return [c.data for c in reply.choices]


def test_every_rule_has_an_example_here() -> None:
    assert DOORS.keys() == set(SPOKEN)


ALL = list(product(SPOKEN, WHEN, TEXTS.languages))


@each(("rule", "when", "language"), ALL)
def test_every_reminder_names_the_thing_and_the_day_and_leads_there(rule: str, when: str, language: str) -> None:
    one = matter(rule)
    t = TEXTS[language]
    reply = say(one, when, language)
    assert rule in UNDATED or t.day(LAST) in reply.text, "the day with its weekday, where there is one"
    thing = one.duty.title if one.duty else one.reminder.name
    assert thing in reply.text
    assert reply.title == t("remind.title")
    assert data(reply)[0] == DOORS[rule], "the first button is the way to the thing"
    assert not re.search(r"[{}]", reply.text), "every blank is filled"
    assert f"again:{one.reminder.id}" in data(reply)
    assert ("renew:w1" in data(reply)) is (one.reminder.kind == "papers"), "a new paper is one tap away"
    assert len(reply.choices) <= SIX


@each(("rule", "when", "language"), ALL)
def test_no_reminder_counts_days_backwards(rule: str, when: str, language: str) -> None:
    assert not re.search(r"(?<![\d/])-\d", say(matter(rule), when, language).text)


@each(
    ("when", "text"),
    [("ahead", "Còn 3 ngày"), ("today", "Hôm nay là hạn cuối"), ("passed", "Quá hạn 2 ngày")],
)
@each("rule", ["before_due", "list_up", "report", "overdue", "again"])
def test_how_many_days_are_left_is_counted_from_today(rule: str, when: str, text: str) -> None:
    assert say(matter(rule), when).text.startswith(text)


def test_a_window_that_opens_is_announced_but_not_when_it_comes_too_late() -> None:
    assert say(matter("opens")).text.startswith("Đã đến lúc")
    assert say(matter("opens"), "today").text.startswith("Hôm nay là hạn cuối")
    assert say(matter("opens"), "passed").text.startswith("Quá hạn 2 ngày")


# "Đã xong"


@each("done", Done)
def test_done_may_be_said_where_saying_so_is_what_makes_it_done(done: Done) -> None:
    of = occurrence(done)
    one = _matter(reminder("before_due", "open", of), of)
    did = [d for d in data(say(one)) if d.startswith("did:")]
    assert did == ([f"did:cm22-x-41-commune:once:{DINH_BINH}"] if done in SAID else [])


@each("rule", [r for r in SPOKEN if matter(r).reminder.kind not in {"open", "begun"}])
def test_nobody_says_done_for_others_or_of_what_shows_by_itself(rule: str) -> None:
    assert not any(d.startswith("did:") for d in data(say(matter(rule))))


def test_producers_around_a_round_cannot_say_that_it_is_done() -> None:
    assert not any(
        d.startswith("did:") for d in data(say(_matter(reminder("round_near", "around", OFFICERS), OFFICERS)))
    )


@each(
    ("done", "door"),
    [
        (Done.TAP, "duty:cm22-x-41-commune:once"),
        (Done.REPORT, "report:cm22-x-41-commune:once"),
        (Done.LIST, "list:cm22-x-41-commune:once"),
        (Done.REGISTERED, "register"),
        (Done.CHECKED, "queue"),
    ],
)
def test_the_first_button_does_what_the_duty_asks(done: Done, door: str) -> None:
    of = occurrence(done)
    assert data(say(_matter(reminder("before_due", "open", of), of)))[0] == door


# How to hear no more


@each("language", TEXTS.languages)
@each("rule", SPOKEN)
@each("official", [False, True])
def test_how_to_mute_is_said_on_nudges_and_never_on_what_is_official(rule: str, language: str, official: bool) -> None:
    t = TEXTS[language]
    base = matter(rule)
    one = replace(base, reminder=replace(base.reminder, official=official))
    reply = say(one, language=language)
    mutes = f"mute:{OFFICERS.duty.id}" in data(reply)
    told = any(t(key) in reply.text for key in ("remind.how", "remind.how_all"))
    assert told is not official
    assert mutes is (not official and one.duty is not None)
    if mutes:
        assert t("duty.mute") in reply.text, "the text names the button as it is called"


# Why, what is needed, lateness


def test_it_says_why_this_person_is_told() -> None:
    assert "xã Định Bình" in say(matter("before_due")).text
    producer = _matter(reminder("before_due", "open", PRODUCERS), PRODUCERS)
    assert TEXTS["vi"]("remind.why.producer") in say(producer).text
    around = _matter(reminder("round_near", "around", OFFICERS), OFFICERS)
    assert TEXTS["vi"]("remind.why.around") in say(around).text


def test_it_says_what_must_be_there() -> None:
    assert "Cần có: Danh mục ý tưởng của xã." in say(matter("before_due")).text
    assert "Cần có" not in say(matter("above")).text, "not to those who only look on"


@each("rule", SPOKEN)
def test_what_comes_late_says_so_first(rule: str) -> None:
    one = matter(rule)
    assert say(replace(one, late=True)).text.startswith("(Tin đến muộn.) ")
    assert "muộn.)" not in say(one).text


def test_the_officials_above_read_where_it_is_not_done() -> None:
    text = say(matter("above"), "passed").text
    assert "còn 2 nơi chưa xong" in text
    assert "Xã Định Bình, Xã An Xuyên" in text
    many = replace(matter("above"), places=tuple(f"Xã {n}" for n in range(9)))
    assert "Xã 4…" in say(many, "passed").text
    assert "Xã 5" not in say(many, "passed").text


def test_a_correction_names_the_new_day_the_old_one_and_the_reason() -> None:
    text = say(matter("moved")).text
    assert "thứ Năm 31/03/2022" in text
    assert "15/03/2022" in text
    assert "Mưa lũ kéo dài" in text


@each(
    ("left", "day", "key"),
    [
        (180, 120, "opens"),
        (134, 120, "closes"),
        (123, 120, "closes"),
        (120, 120, "last"),
        (30, 0, "ends"),
        (-1, 0, "ended"),
    ],
)
@each("language", TEXTS.languages)
def test_a_recognition_is_spoken_of_as_the_law_counts(left: int, day: int, key: str, language: str) -> None:
    ends = date(2022, 12, 1)
    on, named = ends - timedelta(days=left), ends - timedelta(days=day)
    one = _matter(
        reminder("recognition", "papers", None, duty="recognition", scope="w1", mark=ends.isoformat(), on=on, day=named)
    )
    t = TEXTS[language]
    text = WORDING.message(t, [one], on).text
    assert t(f"remind.recognition.{key}", name="Tôm khô Đất Mũi", day=t.day(named), left=left - day) in text


def test_something_without_a_name_is_called_so() -> None:
    one = matter("silent")
    unnamed = replace(one, reminder=replace(one.reminder, name=""))
    assert TEXTS["vi"]("draft.unnamed") in say(unnamed).text


def test_what_comes_again_is_called_by_its_period() -> None:
    monthly = occurrence(kind=DutyKind.REPORT, done=Done.REPORT, title="Gửi báo cáo tháng", recurs=Recurrence("month"))
    assert "Gửi báo cáo tháng (tháng 2)" in say(_matter(reminder("report", "open", monthly), monthly)).text


# Several at once


def several(count: int) -> list[ReminderMatter]:
    made = []
    for n in range(count):
        of = occurrence(id=f"d{n}", title=f"Làm việc số {n}")
        made.append(_matter(reminder("before_due", "open", of, id=n + 1), of))
    return made


@each("language", TEXTS.languages)
@each("count", [2, MOST, MOST + 1, 12])
def test_several_matters_are_one_message_with_a_button_each(count: int, language: str) -> None:
    t = TEXTS[language]
    reply = WORDING.message(t, several(count), WHEN["ahead"])
    assert reply.text.startswith(t("remind.several", count=count))
    for n in range(count):
        assert f"{n + 1}. " in reply.text
        assert f"Làm việc số {n}" in reply.text
    assert reply.text.count(t.day(LAST)) == count
    assert data(reply) == [*(f"duty:d{n}:once" for n in range(min(count, MOST))), "allagain:1"]
    assert [c.data for c in reply.nav] == ["calendar"]
    assert len(reply.choices) + len(reply.nav) <= SIX
    assert t("remind.how_all") in reply.text


@each("language", TEXTS.languages)
def test_matters_of_every_rule_go_together(language: str) -> None:
    t = TEXTS[language]
    reply = WORDING.message(t, [matter(rule) for rule in SPOKEN], WHEN["ahead"])
    assert len(reply.choices) == MOST + 1
    assert reply.text.count(t.day(LAST)) >= len(SPOKEN) - len(UNDATED)
    assert all(len(c.button) <= MAX_BUTTON for c in reply.choices)


def test_several_official_matters_do_not_say_how_to_mute() -> None:
    t = TEXTS["vi"]
    official = [replace(m, reminder=replace(m.reminder, official=True)) for m in several(3)]
    assert t("remind.how_all") not in WORDING.message(t, official, LAST).text
    assert t("remind.how_all") in WORDING.message(t, [*official, several(1)[0]], LAST).text


def test_of_several_only_what_is_late_says_so() -> None:
    first, second = several(2)
    text = WORDING.message(TEXTS["vi"], [replace(first, late=True), second], WHEN["ahead"]).text
    assert "1. (Tin đến muộn.)" in text
    assert text.count("(Tin đến muộn.)") == 1


# Buttons fit


def _buttons(of: Occurrence, t: Translator) -> Reply:
    scope = str(PERSON) if of.duty.role == "producer" else DINH_BINH
    one = _matter(reminder("before_due", "open", of, scope=scope, id=9_999_999_999, day=of.announced), of)
    return WORDING.message(t, [one], of.announced)


@each("programme", all_programmes())
def test_every_duty_of_every_programme_fits_on_its_buttons(programme: str) -> None:
    for of in load_programme(programme).occurrences:
        for language in TEXTS.languages:
            t = TEXTS[language]
            one = _buttons(of, t)
            together = WORDING.message(t, [_matter(reminder("before_due", "open", of), of)] * 2, of.announced)
            undo = f"undo:{of.duty.id}:{of.id}:{PERSON}"
            for choice in (*one.choices, *one.nav, *together.choices):
                assert len(choice.data.encode()) <= LIMIT, choice.data
                assert 0 < len(choice.button) <= MAX_BUTTON
            assert len(undo.encode()) <= LIMIT, undo
            assert t.day(of.announced) in one.text
            assert not re.search(r"[{}]", one.text)


@each("programme", all_programmes())
def test_the_longest_name_that_a_duty_may_have_fits_too(programme: str) -> None:
    """An id has at most 24 characters, a window's year and name at most 9, a person's id at most 10."""
    longest = max((o.id for o in load_programme(programme).occurrences), key=len, default="once")
    assert len(longest) <= 9
    assert len(f"undo:{'x' * 24}:{'x' * 9}:{PERSON}".encode()) <= LIMIT


@each("rule", SPOKEN)
@each("language", TEXTS.languages)
def test_the_labels_of_what_can_be_done_are_short_enough_to_be_read_whole(rule: str, language: str) -> None:
    for choice in say(matter(rule), language=language).choices:
        assert choice.button == choice.label, "nothing is cut off"
