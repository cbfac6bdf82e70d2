"""The reminders' tick: what is due is planned, asked again, and sent once, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from support.clocks import HandClock

from bot.conversations.form import Draft
from bot.conversations.forms.consent import DOSSIER, REMINDERS
from bot.kit.clock import VIETNAM
from bot.kit.hours import Hours
from bot.messages import Outgoing
from bot.records.people import Person
from bot.reminders.service import Reminders
from bot.storage.delivery.outbox import StoredOutbox
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.storage.writes import By, statements
from bot.storage.year.reminders import StoredReminders
from bot.texts import Texts
from bot.writes import Write
from bot.writes.dossier import DropPaper, KeepPaper
from bot.writes.forms import SaveDraft
from bot.writes.people import SetConsent
from bot.writes.registration import PutApplication
from bot.writes.year import MarkDone, MoveDate, Mute, Nudge, RemindAgain
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.areas import load_areas
from ocop_domain.duties.agenda import Moved
from ocop_domain.duties.audience import Open, Wave
from ocop_domain.duties.model import Concerns, Done, Duty, DutyKind
from ocop_domain.evidence import Paper
from ocop_domain.programme_files import load_programme
from ocop_domain.programmes import Due, NextStep, Programme
from ocop_domain.rights import Grant, Role
from ocop_domain.territories import territory_of

TEXTS = Texts()
AREAS = load_areas()
CAMAU = load_programme("camau-2022")
PROVINCE, CITY, NGOC_HIEN, DINH_BINH, DAT_MUI = "o96", "o964", "o973", "o32035", "o32248"
AN_XUYEN = next(a.code for a in AREAS.below(CITY) if a.code != DINH_BINH)


def day(text: str) -> date:
    return date.fromisoformat(f"2022-{text}" if len(text) == 5 else text)


def duty(id_: str, opens: str, due: str, **changes: object) -> Duty:
    """A commune's duty of 2022, unless told otherwise."""
    fields: dict[str, object] = {
        "id": id_,
        "step": 2,
        "kind": DutyKind.WINDOW,
        "title": f"Làm việc {id_}",
        "role": "commune_officer",
        "level": "commune",
        "source": "I",
        "opens": day(opens),
        "due": day(due),
    }
    return Duty(**(fields | changes))  # type: ignore[arg-type]


def programme(*duties: Duty, **next_: Due) -> Programme:
    actors = {"draft": "producer", "sent": "commune_officer", "returned": "producer"}
    steps = {state: NextStep(actors[state], due, "I") for state, due in next_.items()}
    return replace(CAMAU, id="small", duties=duties, next=steps)


def report(id_: str, **changes: object) -> Duty:
    """A duty of March that nobody is told of when it opens."""
    return duty(id_, "02-01", "03-31", kind=DutyKind.REPORT, **changes)


WINDOW = report("window")
"""Remembered on 17, 28 and 31 March, and on 4 April."""


class Scene:
    """An assistant whose time is moved by hand, and the people whom it knows."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = HandClock()
        self.people: dict[str, Person] = {}
        self.sent: list[Outgoing] = []
        self.reminders: Reminders

    def opens(self, of: Programme, **settings: object) -> None:
        """A process begins (or begins again): it remembers nothing but what the database holds."""
        self.reminders = Reminders(
            memory=StoredReminders(self.store.database, of.id),
            programme=of,
            areas=AREAS,
            texts=TEXTS,
            clock=self.clock,
            deliver=self.sent.extend,
            **settings,  # type: ignore[arg-type]
        )

    async def on(self, when: str, hour: int = 9, minute: int = 0) -> dict[str, str]:
        """One tick at this hour in Vietnam: what each person is told then."""
        self.clock.now = datetime.combine(day(when), time(hour, minute), VIETNAM)
        self.sent.clear()
        told = await self.reminders.tick()
        assert told == len(self.sent), "each who is told gets one message"
        assert len({row.address for row in self.sent}) == len(self.sent)
        for row in self.sent:  # the platform takes them all
            await StoredOutbox(self.store.database).mark(row, "sent", self.clock.now)
        return {row.address: row.reply.text for row in self.sent}

    async def plans(self, when: str) -> None:
        """What is due on this day is planned, and not yet sent."""
        self.clock.now = datetime.combine(day(when), time(8), VIETNAM)
        assert await self.reminders.plan(self.clock.now, ())

    async def begins(self, of: Programme, when: str, **settings: object) -> None:
        """The assistant opens on this day: what was due before is nobody's business."""
        self.opens(of, **settings)
        await self.on(when, 3)

    def buttons(self, who: str) -> list[str]:
        (row,) = [r for r in self.sent if r.address == who]
        return [c.data for c in row.reply.choices]

    async def person(self, who: str, language: str = "vi") -> Person:
        self.people[who] = await self.store.person("telegram", who, language, self.clock.now)
        return self.people[who]

    async def official(self, who: str, role: Role, area: str) -> Person:
        person = await self.person(who)
        await self.store.grant(person.id, Grant(role, area), self.clock.now)
        return person

    async def officer(self, who: str, area: str = DINH_BINH) -> Person:
        return await self.official(who, Role.COMMUNE_OFFICER, area)

    async def producer(self, who: str, state: ApplicationState | None = None, area: str = DINH_BINH) -> Person:
        person = await self.person(who)
        await self.does(who, SetConsent(DOSSIER, True))
        if state:
            await self.does(who, PutApplication(self.application(who, state, area), {}))
        return person

    def application(self, who: str, state: ApplicationState, area: str = DINH_BINH) -> Application:
        on = self.clock.now.astimezone(VIETNAM).date()
        return Application(
            id=f"p-{who}",
            programme="small",
            producer=f"o-{who}",
            owner=self.people[who].id,
            area=area,
            name=f"Tôm khô của {who}",
            answers={},
            form="idea",
            form_version=1,
            state=state,
            revision=0,
            sent_on=on,
            updated_on=on,
            producer_name=f"Hộ {who}",
        )

    async def does(self, who: str, *writes: Write) -> None:
        by = By(self.people[who].id, "telegram", who, self.clock.now)
        await self.store.database.write([s for write in writes for s in statements(write, by)])

    async def sql(self, sql: str, *args: object) -> None:
        await self.store.database.write([Statement(sql, args)])

    async def states(self) -> list[str]:
        rows = await self.store.database.fetch("SELECT state FROM reminder ORDER BY id")
        return [row[0] for row in rows]

    async def reminder_of(self, who: str) -> int:
        """The last reminder that this person was sent."""
        rows = await self.store.database.fetch(
            "SELECT max(id) FROM reminder WHERE person_id = ? AND state = 'sent'", (self.people[who].id,)
        )
        return int(rows[0][0])


def done(id_: str = "window", scope: str = DINH_BINH) -> MarkDone:
    return MarkDone("small", id_, "once", scope)


def move(to: str, area: str = "", *, on: str, was: str = "03-31", id_: str = "window") -> MoveDate:
    return MoveDate("small", Moved(id_, "once", area, day(was), day(to), "Mưa lũ kéo dài", day(on)))


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store)


# Once, on its day, in the morning


async def test_a_reminder_leaves_in_the_morning_of_its_day_and_once(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    assert await scene.on("03-16", 23) == {}
    assert await scene.on("03-17", 0, 1) == {}
    assert await scene.on("03-17", 7, 29) == {}, "planned, and not yet time"
    told = await scene.on("03-17", 7, 30)
    assert "Làm việc window" in told["lan"]
    assert "thứ Năm 31/03/2022" in told["lan"]
    assert "14" in told["lan"]
    for hour in (7, 8, 20):
        assert await scene.on("03-17", hour, 31) == {}, "the second tick sends nothing"
    assert await scene.on("03-18") == {}
    assert await scene.states() == ["sent"]


async def test_a_whole_month_has_the_days_that_the_duty_says(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-10")
    await scene.officer("lan")
    days = [day("03-10") + timedelta(days=n) for n in range(30)]
    told = {f"{d:%m-%d}" for d in days if await scene.on(d.isoformat())}
    assert told == {"03-17", "03-28", "03-31", "04-04"}


async def test_after_a_restart_nothing_is_sent_again(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    assert await scene.on("03-17")
    scene.opens(programme(WINDOW))
    assert await scene.on("03-17", 10) == {}
    assert await scene.on("03-28")


async def test_two_processes_send_it_once(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    await scene.on("03-17", 5)
    first = scene.reminders
    scene.opens(programme(WINDOW))
    assert await scene.on("03-17")
    scene.reminders = first
    assert await scene.on("03-17") == {}


async def test_what_was_due_before_the_assistant_began_is_nobodys_business(scene: Scene) -> None:
    await scene.officer("lan")
    await scene.begins(programme(WINDOW), "03-29")
    assert await scene.on("03-29") == {}
    assert await scene.on("03-31")


async def test_people_are_told_in_their_own_language(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.person("kim", "en")
    await scene.officer("kim")
    assert "Thursday 31/03/2022" in (await scene.on("03-17"))["kim"]


async def test_more_people_than_one_tick_takes_are_told_by_the_next(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16", limit=2)
    for who in ("lan", "minh", "hoa"):
        await scene.officer(who)
    first, second = await scene.on("03-17"), await scene.on("03-17", 9, 1)
    assert (len(first), len(second)) == (2, 1)
    assert first.keys() | second.keys() == {"lan", "minh", "hoa"}


# When the assistant stood still


async def test_of_several_missed_reminders_only_the_last_comes(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    told = await scene.on("03-29", 7)
    assert "31/03/2022" in told["lan"]
    assert "2" in told["lan"].split(":")[0], "two days are left, though the reminder was of the day before"
    assert TEXTS["vi"]("remind.late") not in told["lan"]
    assert await scene.states() == ["sent"]
    assert await scene.on("03-29") == {}
    assert await scene.on("03-31")


@pytest.mark.parametrize(("hour", "minute", "late"), [(7, 30, False), (7, 31, True)])
async def test_what_leaves_more_than_48_hours_late_says_so(scene: Scene, hour: int, minute: int, late: bool) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    told = await scene.on("03-19", hour, minute)
    assert (TEXTS["vi"]("remind.late") in told["lan"]) is late


async def test_after_a_long_standstill_only_the_last_two_months_are_looked_at(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    assert await scene.on("06-30") == {}, "the last wave of 7 April is older than that"


# Hours


async def test_nothing_leaves_in_quiet_hours(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    assert await scene.on("03-17", 21) == {}
    assert await scene.on("03-18", 6, 29) == {}
    assert await scene.on("03-18", 6, 30)


async def test_quiet_hours_are_the_settings(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16", hours=Hours(time(18), time(8, 15)))
    await scene.officer("lan")
    assert await scene.on("03-17", 8, 14) == {}
    assert await scene.on("03-17", 8, 15)


async def test_a_reminder_in_tet_comes_when_tet_is_over(scene: Scene) -> None:
    await scene.begins(programme(duty("window", "01-03", "02-10")), "02-02")
    await scene.officer("lan")
    assert await scene.on("02-03") == {}
    assert "5" in (await scene.on("02-05"))["lan"].split(":")[0]
    assert await scene.on("02-06") == {}


# Who, at that moment


async def test_somebody_who_joins_after_a_week_before_gets_what_is_still_to_come(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    assert (await scene.on("03-17")).keys() == {"lan"}
    await scene.officer("minh", DAT_MUI)
    assert await scene.on("03-18") == {}, "the wave has gone by"
    assert (await scene.on("03-28")).keys() == {"lan", "minh"}


async def test_what_was_done_between_planning_and_sending_is_not_sent(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    await scene.officer("mai")
    await scene.officer("minh", DAT_MUI)
    await scene.plans("03-17")
    assert await scene.states() == ["planned"] * 3
    await scene.does("lan", done())
    assert (await scene.on("03-17")).keys() == {"minh"}, "done in a commune is done for all who share it"
    assert sorted(await scene.states()) == ["dropped", "dropped", "sent"]


async def test_what_was_done_and_is_not_done_after_all_is_reminded_of_again(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    await scene.does("lan", done())
    assert await scene.on("03-17") == {}
    await scene.does("lan", replace(done(), undo=True))
    assert await scene.on("03-28")


async def test_who_has_muted_a_duty_hears_of_its_last_day_only(scene: Scene) -> None:
    await scene.begins(programme(WINDOW, report("other")), "03-16")
    await scene.officer("lan")
    await scene.does("lan", Mute("window"))
    for when in ("03-17", "03-28"):
        told = await scene.on(when)
        assert "Làm việc other" in told["lan"]
        assert "Làm việc window" not in told["lan"]
    told = await scene.on("03-31")
    assert "Làm việc window" in told["lan"]
    assert "Làm việc other" in told["lan"]
    await scene.does("lan", Mute("window", off=True))
    assert "Làm việc window" in (await scene.on("04-04"))["lan"]


def two_programmes(scene: Scene) -> tuple[Programme, Programme]:
    """Two plans that hold together, and an assistant that reminds of both."""
    first = programme(report("window"))
    second = replace(programme(report("window")), id="other")
    made = {}

    def planning(_: date) -> list[Reminders]:
        return list(made.values())

    for one in (first, second):
        scene.opens(one, planning=planning)
        made[one.id] = scene.reminders
    return first, second


async def test_what_several_programmes_ask_comes_in_one_message_each_under_its_own_programme(scene: Scene) -> None:
    two_programmes(scene)
    await scene.on("03-16", 3)
    await scene.officer("lan")
    told = await scene.on("03-17")
    assert "2 việc" in told["lan"]
    rows = await scene.store.database.fetch("SELECT programme, state FROM reminder ORDER BY programme")
    assert [tuple(row) for row in rows] == [("other", "sent"), ("small", "sent")]
    assert await scene.on("03-17", 10) == {}


async def test_what_is_silenced_in_one_programme_is_heard_in_another(scene: Scene) -> None:
    two_programmes(scene)
    await scene.on("03-16", 3)
    await scene.officer("lan")
    await scene.does("lan", Mute("window", programme="other"))
    assert "2 việc" not in (await scene.on("03-17"))["lan"]
    rows = await scene.store.database.fetch("SELECT programme FROM reminder WHERE state = 'sent'")
    assert [row[0] for row in rows] == ["small"]
    await scene.does("lan", Mute("window"))
    assert await scene.on("03-28") == {}, "with no programme named it is silenced in all"
    await scene.does("lan", Mute("window", off=True), Mute("window", off=True, programme="other"))
    assert "2 việc" in (await scene.on("04-04"))["lan"]


async def test_who_wants_no_reminders_hears_of_last_days_only(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    await scene.on("03-17", 5)
    await scene.does("lan", SetConsent(REMINDERS, False))
    assert await scene.on("03-17") == {}, "refused after it was planned"
    assert await scene.on("03-28") == {}
    assert await scene.on("03-31")
    assert await scene.on("04-04") == {}


async def test_who_has_lost_the_role_hears_nothing(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    person = await scene.officer("lan")
    await scene.plans("03-17")
    await scene.sql("DELETE FROM role WHERE person_id = ?", person.id)
    assert await scene.on("03-17") == {}
    assert await scene.states() == ["dropped"]
    assert await scene.on("03-31") == {}


async def test_producers_are_reminded_of_what_concerns_them(scene: Scene) -> None:
    def asks(id_: str, concerns: Concerns, **changes: object) -> Duty:
        return report(id_, role="producer", level="subject", concerns=concerns, **changes)

    of = programme(
        asks("register", Concerns.EVERYONE, done=Done.REGISTERED),
        asks("plan", Concerns.ACCEPTED),
        asks("report", Concerns.RECOGNISED),
        asks("any", Concerns.REGISTERED),
    )
    await scene.begins(of, "03-16")
    await scene.producer("lan")
    await scene.producer("minh", ApplicationState.SENT)
    await scene.producer("hoa", ApplicationState.ACCEPTED)
    await scene.person("passing-by")
    await scene.producer("refused", ApplicationState.ACCEPTED)
    await scene.does("refused", SetConsent(DOSSIER, False))
    await scene.producer("starred")
    await scene.does(
        "starred", KeepPaper(Paper("w1", scene.people["starred"].id, "recognition", "Mắm", expires=day("2024-12-31")))
    )
    told = await scene.on("03-17")
    found = {who: {d.id for d in of.duties if f"Làm việc {d.id}" in text} for who, text in told.items()}
    assert found == {
        "lan": {"register"},
        "minh": {"any"},
        "hoa": {"plan", "any"},
        "starred": {"register", "report"},
    }
    await scene.does("lan", PutApplication(scene.application("lan", ApplicationState.SENT), {}))
    assert "Làm việc register" not in (await scene.on("03-28")).get("lan", "")


async def test_a_council_is_reminded_at_its_level_and_producers_around_it(scene: Scene) -> None:
    round_ = duty("round", "03-17", "03-31", kind=DutyKind.ROUND, role="council", level="district")
    await scene.begins(programme(round_), "03-01")
    await scene.official("secretary", Role.COUNCIL_SECRETARY, CITY)
    await scene.official("member", Role.COUNCIL_MEMBER, CITY)
    await scene.official("upper", Role.COUNCIL_MEMBER, PROVINCE)
    await scene.producer("lan", ApplicationState.ACCEPTED)
    await scene.producer("minh", ApplicationState.SENT)
    told = await scene.on("03-03")
    assert told.keys() == {"secretary", "member", "lan"}
    assert all("thứ Năm 17/03/2022" in text for text in told.values())
    assert (await scene.on("03-14")).keys() == {"secretary", "member", "lan"}


# Several at once


async def test_several_matters_come_in_one_message(scene: Scene) -> None:
    duties = [report(f"d{n}") for n in range(1, 4)]
    await scene.begins(programme(*duties), "03-16")
    await scene.officer("lan")
    told = await scene.on("03-17")
    assert all(f"Làm việc d{n}" in told["lan"] for n in range(1, 4))
    doors = ["duty:d1:once", "duty:d2:once", "duty:d3:once"]
    assert scene.buttons("lan")[:3] == doors
    assert scene.buttons("lan")[3].startswith("allagain:")
    assert await scene.states() == ["sent"] * 3


async def test_of_several_matters_only_what_is_open_is_named(scene: Scene) -> None:
    await scene.begins(programme(WINDOW, report("other")), "03-16")
    await scene.officer("lan")
    await scene.on("03-17", 5)
    await scene.does("lan", done("other"))
    told = await scene.on("03-17")
    assert "Làm việc window" in told["lan"]
    assert "Làm việc other" not in told["lan"]


async def test_who_works_in_two_communes_is_told_of_each(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    await scene.officer("lan", DAT_MUI)
    assert "2" in (await scene.on("03-17"))["lan"].splitlines()[0]
    await scene.does("lan", done())
    assert "đất mũi" in (await scene.on("03-28"))["lan"].lower()


# Tomorrow again


async def test_a_reminder_that_was_put_off_comes_once_next_morning(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    await scene.on("03-17")
    again = RemindAgain(await scene.reminder_of("lan"), Hours().morning(day("03-18")))
    await scene.does("lan", again)
    await scene.does("lan", again)
    assert await scene.on("03-17", 20) == {}
    assert await scene.on("03-18", 7, 29) == {}
    assert "31/03/2022" in (await scene.on("03-18", 7, 30))["lan"]
    assert await scene.on("03-18") == {}
    assert await scene.on("03-19") == {}


async def test_what_was_put_off_and_is_done_meanwhile_does_not_come(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    await scene.on("03-17")
    await scene.does("lan", RemindAgain(await scene.reminder_of("lan"), Hours().morning(day("03-18"))))
    await scene.does("lan", done())
    assert await scene.on("03-18") == {}


async def test_nobody_puts_off_the_reminder_of_somebody_else(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    await scene.person("minh")
    await scene.on("03-17")
    await scene.does("minh", RemindAgain(await scene.reminder_of("lan"), Hours().morning(day("03-18"))))
    assert await scene.on("03-18") == {}


async def test_what_was_put_off_to_the_last_day_does_not_come_twice(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-29")
    await scene.officer("lan")
    await scene.on("03-31")
    await scene.does("lan", RemindAgain(await scene.reminder_of("lan"), Hours().morning(day("03-31"))))
    told = await scene.on("03-31")
    assert told["lan"].count("Làm việc window") == 1
    assert await scene.on("03-31", 10) == {}


async def test_who_has_turned_reminders_off_and_asks_for_tomorrow_is_reminded_tomorrow(scene: Scene) -> None:
    await scene.begins(programme(duty("window", "02-01", "03-31", remind=(0,))), "03-29")
    await scene.officer("lan")
    await scene.does("lan", SetConsent(REMINDERS, False))
    assert await scene.on("03-31"), "the last day cannot be muted"
    await scene.does("lan", RemindAgain(await scene.reminder_of("lan"), Hours().morning(day("03-31"))))
    assert await scene.on("03-31"), "it was asked for, and promised"


# A date is moved


async def test_a_moved_date_drops_the_old_reminder_and_corrects_it_once_for_everybody(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    await scene.officer("minh", DAT_MUI)
    await scene.officer("done", AN_XUYEN)
    await scene.does("done", done(scope=AN_XUYEN))
    await scene.official("staff", Role.PROVINCE_STAFF, PROVINCE)
    await scene.on("03-28", 5)
    assert await scene.states() == ["planned"] * 2
    await scene.does("staff", move("04-30", on="03-28"))
    told = await scene.on("03-28")
    assert told.keys() == {"lan", "minh"}
    assert all("thứ Sáu 29/04/2022" in text for text in told.values()), "30/4 is a holiday"
    assert (await scene.states()).count("sent") == 2
    assert await scene.on("03-28", 10) == {}
    for when in ("03-28", "03-31", "03-31", "04-04", "04-07"):
        assert await scene.on(when) == {}, "the old day is nobody's any more"
    assert (await scene.on("04-15")).keys() == {"lan", "minh"}
    assert "29/04/2022" in (await scene.on("04-29"))["lan"]
    (kept,) = await scene.store.moved("small")
    assert (kept.was, kept.last_day, kept.reason) == (day("03-31"), day("04-30"), "Mưa lũ kéo dài")


async def test_a_correction_cannot_be_muted(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    await scene.does("lan", Mute("window"), SetConsent(REMINDERS, False))
    await scene.on("03-20", 8)
    await scene.does("lan", move("04-29", on="03-20"))
    assert "29/04/2022" in (await scene.on("03-20"))["lan"]


async def test_a_date_moved_for_one_district_is_corrected_there_only(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    await scene.officer("minh", DAT_MUI)
    await scene.on("03-20", 8)
    await scene.does("minh", move("04-29", NGOC_HIEN, on="03-20"))
    assert (await scene.on("03-20")).keys() == {"minh"}
    assert (await scene.on("03-28")).keys() == {"lan"}
    assert (await scene.on("03-31")).keys() == {"lan"}
    await scene.does("lan", done())
    assert (await scene.on("04-22")).keys() == {"minh"}
    assert (await scene.on("04-29")).keys() == {"minh"}


async def test_a_date_that_is_moved_twice_is_corrected_twice_and_the_last_holds(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    await scene.on("03-20", 8)
    await scene.does("lan", move("04-29", on="03-20"))
    assert "29/04/2022" in (await scene.on("03-20"))["lan"]
    scene.clock.move(days=1)
    await scene.does("lan", move("05-31", on="03-21", was="04-29"))
    assert "31/05/2022" in (await scene.on("03-21"))["lan"]
    assert await scene.on("04-29") == {}
    assert "31/05/2022" in (await scene.on("05-31"))["lan"]


async def test_a_correction_names_the_day_that_this_person_had_heard(scene: Scene) -> None:
    """Moved twice in a night: who had heard of 31 March is not told of a day in between, of which nobody spoke."""
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    assert "31/03/2022" in (await scene.on("03-17"))["lan"]
    await scene.on("03-20", 8)
    await scene.does("lan", move("04-15", on="03-20"))
    await scene.does("lan", move("04-29", on="03-20", was="04-15"))
    told = (await scene.on("03-20"))["lan"]
    assert "29/04/2022" in told
    assert "31/03/2022" in told
    assert "15/04/2022" not in told


async def test_a_date_that_was_moved_there_and_back_in_a_night_is_corrected_to_nobody(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    assert "31/03/2022" in (await scene.on("03-17"))["lan"]
    await scene.officer("minh")  # has heard of no day at all
    await scene.on("03-20", 22)
    await scene.does("lan", move("04-29", on="03-20"))
    await scene.on("03-20", 23)
    await scene.does("lan", move("03-31", on="03-20", was="04-29"))
    assert await scene.on("03-21") == {}
    assert (await scene.on("03-28")).keys() == {"lan", "minh"}


async def test_who_heard_of_the_day_in_between_is_told_that_the_first_one_holds_again(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    await scene.on("03-20", 8)
    await scene.does("lan", move("04-29", on="03-20"))
    assert "29/04/2022" in (await scene.on("03-20"))["lan"]
    await scene.officer("minh")  # came when nobody spoke of it any more
    await scene.on("03-21", 8)
    await scene.does("lan", move("03-31", on="03-21", was="04-29"))
    told = await scene.on("03-21")
    assert told.keys() == {"lan"}
    assert "31/03/2022" in told["lan"]
    assert "29/04/2022" in told["lan"]


async def test_a_reminder_put_off_before_the_date_was_moved_names_the_new_day(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-16")
    await scene.officer("lan")
    await scene.on("03-17")
    await scene.does("lan", RemindAgain(await scene.reminder_of("lan"), Hours().morning(day("03-18"))))
    await scene.does("lan", move("04-29", on="03-17"))
    await scene.on("03-17", 10)
    told = await scene.on("03-18")
    assert "31/03/2022" not in told.get("lan", "")


async def test_officials_above_do_not_hear_that_a_date_is_over_which_was_moved_meanwhile(scene: Scene) -> None:
    await scene.begins(programme(duty("window", "04-04", "04-27")), "04-28")
    await scene.officer("lan")
    await scene.official("staff", Role.DISTRICT_STAFF, CITY)
    await scene.on("04-30")  # a holiday: what the staff is to hear waits until 4 May
    await scene.does("staff", move("05-31", on="04-30", was="04-27"))
    await scene.on("04-30", 10)
    assert "staff" not in await scene.on("05-04")


# Above


async def test_the_level_above_learns_after_three_days_where_it_is_not_done(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-31")
    for who, area in (("lan", DINH_BINH), ("minh", AN_XUYEN), ("hoa", DAT_MUI)):
        await scene.officer(who, area)
    await scene.does("minh", done(scope=AN_XUYEN))
    await scene.does("hoa", done(scope=DAT_MUI))
    await scene.official("city", Role.DISTRICT_STAFF, CITY)
    await scene.official("cape", Role.DISTRICT_STAFF, NGOC_HIEN)
    await scene.official("province", Role.PROVINCE_STAFF, PROVINCE)
    for when in ("03-31", "04-01", "04-03"):
        assert "city" not in await scene.on(when)
    told = await scene.on("04-04")
    assert told.keys() == {"lan", "city"}
    assert AREAS.get(DINH_BINH).name in told["city"]
    assert AREAS.get(AN_XUYEN).name not in told["city"]
    assert scene.buttons("city")[0] == "who:window:once"
    assert await scene.on("04-05") == {}


async def test_the_level_above_hears_nothing_when_it_is_done_before_they_are_told(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-31")
    await scene.officer("lan")
    await scene.official("city", Role.DISTRICT_STAFF, CITY)
    await scene.on("04-04", 5)
    await scene.does("lan", done())
    assert await scene.on("04-04") == {}


async def test_who_has_lost_the_role_above_hears_nothing(scene: Scene) -> None:
    await scene.begins(programme(WINDOW), "03-31")
    await scene.officer("lan")
    staff = await scene.official("city", Role.DISTRICT_STAFF, CITY)
    await scene.on("04-04", 5)
    await scene.sql("DELETE FROM role WHERE person_id = ?", staff.id)
    assert "city" not in await scene.on("04-04")


@pytest.mark.parametrize(
    ("role", "level", "above"),
    [
        ("producer", "subject", {"officer"}),
        ("commune_officer", "commune", {"district"}),
        ("district_staff", "district", {"province"}),
        ("province_staff", "province", set()),
    ],
)
async def test_it_is_the_next_level_that_learns(scene: Scene, role: str, level: str, above: set[str]) -> None:
    await scene.begins(programme(replace(WINDOW, role=role, level=level)), "03-31")
    await scene.producer("producer", ApplicationState.ACCEPTED)
    await scene.officer("officer")
    await scene.official("district", Role.DISTRICT_STAFF, CITY)
    await scene.official("province", Role.PROVINCE_STAFF, PROVINCE)
    await scene.on("04-02")
    told = await scene.on("04-04")
    assert {
        who for who, text in told.items() if "chưa làm" in text or "Chưa làm" in text or "chưa xong" in text
    } == above


# A nudge


async def test_a_nudge_reaches_those_who_have_not_done_it_and_once_a_day(scene: Scene) -> None:
    of = programme(WINDOW)
    await scene.begins(of, "03-18")
    await scene.officer("lan")
    await scene.officer("minh", AN_XUYEN)
    await scene.officer("hoa", DAT_MUI)
    await scene.official("city", Role.DISTRICT_STAFF, CITY)
    await scene.does("minh", done(scope=AN_XUYEN))
    (here,) = of.occurrences
    city = territory_of(of, AREAS).part(AREAS.inside(CITY))
    wave = Wave("nudge", "small:nudge:window:once:2022-03-20", day("03-20"), here.key, Open(here, city), here.announced)
    await scene.on("03-20", 22)
    for _ in range(2):
        await scene.does("city", Nudge("small", wave, scene.clock.now))
    assert await scene.on("03-20", 23) == {}, "not at night"
    told = await scene.on("03-21", 7)
    assert told.keys() == {"lan"}
    assert "31/03/2022" in told["lan"]
    assert await scene.on("03-21") == {}


# Products, drafts and papers


async def test_something_begun_and_not_sent_is_reminded_of_until_it_is_touched(scene: Scene) -> None:
    await scene.begins(programme(draft=Due(day=day("03-31"))), "03-01")
    await scene.on("03-02")
    await scene.producer("lan")
    draft = Draft("d1", "idea", 1, "small", {"product_name": "Mắm tôm"})
    await scene.does("lan", SaveDraft(draft))
    assert await scene.on("03-04") == {}
    assert "Mắm tôm" in (await scene.on("03-05"))["lan"]
    assert scene.buttons("lan")[0] == "draft:d1"
    await scene.on("03-09", 5)
    await scene.does("lan", SaveDraft(draft.with_(revision=1)))
    assert await scene.on("03-09") == {}, "it was touched after the reminder was planned"
    assert await scene.on("03-12")


async def test_a_returned_product_is_reminded_of_until_it_is_sent_again(scene: Scene) -> None:
    await scene.begins(programme(returned=Due(day=day("03-31"))), "03-01")
    await scene.on("03-02")
    await scene.producer("lan", ApplicationState.RETURNED)
    assert "Tôm khô của lan" in (await scene.on("03-04"))["lan"]
    assert scene.buttons("lan")[0] == "fix:p-lan"
    await scene.on("03-07", 5)
    await scene.does("lan", PutApplication(replace(scene.application("lan", ApplicationState.SENT), revision=1), {}))
    assert await scene.on("03-07") == {}
    assert await scene.on("03-31") == {}


async def test_officers_are_reminded_of_products_that_wait(scene: Scene) -> None:
    await scene.begins(programme(sent=Due(day=day("03-31"))), "03-01")
    await scene.officer("officer")
    await scene.officer("elsewhere", DAT_MUI)
    await scene.on("03-02")
    await scene.producer("lan", ApplicationState.SENT)
    await scene.producer("minh", ApplicationState.SENT)
    told = await scene.on("03-06")
    assert told.keys() == {"officer"}
    assert "2" in told["officer"]
    assert scene.buttons("officer")[0] == "queue"
    for when in ("03-30", "03-31", "04-01"):
        assert (await scene.on(when)).keys() == {"officer"}, when
    await scene.sql("UPDATE application SET state = 'accepted'")
    assert await scene.on("04-02") == {}


async def test_officers_are_reminded_though_other_products_have_other_last_days(scene: Scene) -> None:
    await scene.begins(programme(sent=Due(working_days=15)), "02-14")
    await scene.officer("officer")
    await scene.on("02-14")
    await scene.producer("lan", ApplicationState.SENT)
    told = {when for when in ("02-18", "03-04", "03-06", "03-07", "03-08") if await scene.on(when)}
    assert told == {"02-18", "03-06", "03-07", "03-08"}


async def test_the_holder_of_a_recognition_is_told_when_to_file_again(scene: Scene) -> None:
    await scene.begins(programme(), "02-01")
    await scene.producer("lan")
    ends = day("03-01") + timedelta(days=180)
    await scene.does("lan", KeepPaper(Paper("w1", scene.people["lan"].id, "recognition", "Mắm tôm", expires=ends)))
    told = await scene.on("03-01")
    last = ends - timedelta(days=120)
    assert "Mắm tôm" in told["lan"]
    assert TEXTS["vi"].day(last) in told["lan"]
    assert scene.buttons("lan")[0] == "paper:w1"
    await scene.on((last - timedelta(days=14)).isoformat(), 5)
    await scene.does(
        "lan",
        KeepPaper(Paper("w1", scene.people["lan"].id, "recognition", "Mắm tôm", expires=day("2025-08-28"), revision=1)),
    )
    assert await scene.on((last - timedelta(days=14)).isoformat()) == {}, "it was renewed meanwhile"


async def test_a_paper_that_runs_out_is_called_by_its_kind_and_a_paper_thrown_away_is_nobodys_business(
    scene: Scene,
) -> None:
    await scene.begins(programme(), "02-01")
    await scene.producer("lan")
    ends = day("03-01") + timedelta(days=60)
    await scene.does("lan", KeepPaper(Paper("w1", scene.people["lan"].id, "test_result", "Mắm tôm", expires=ends)))
    told = await scene.on("03-01")
    assert "Phiếu kiểm nghiệm của “Mắm tôm” hết hạn" in told["lan"]
    await scene.does("lan", DropPaper("w1"))
    assert await scene.on((ends - timedelta(days=30)).isoformat()) == {}


# What must never stop the others


async def test_a_duty_that_was_taken_out_of_the_programme_stops_nobody(scene: Scene) -> None:
    await scene.begins(programme(WINDOW, duty("other", "03-01", "04-11")), "03-31")
    await scene.officer("lan")
    await scene.official("city", Role.DISTRICT_STAFF, CITY)
    await scene.on("04-04", 5)
    scene.opens(programme(duty("other", "03-01", "04-11")))
    assert (await scene.on("04-04")).keys() == {"lan"}
