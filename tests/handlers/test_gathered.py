"""What comes to an officer is told in few messages: the first at once, the others together, what is late each day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from support.communes import VI, Commune, commune
from support.day import day_services

from bot.handlers.office.waiting import last_day_of
from bot.kit.clock import VIETNAM
from bot.operation.gathering import Gathering, before, last_time
from bot.writes.people import AddGrant, SetConsent
from bot.writes.registration import MoveApplication
from ocop_domain.applications import ApplicationState
from ocop_domain.areas import load_areas
from ocop_domain.programme_collection import Programmes
from ocop_domain.rights import Grant, Role

__all__ = ["commune"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


TIMES = (
    ("2022-02-11T07:29", None),
    ("2022-02-11T07:30", "2022-02-11T07:30"),
    ("2022-02-11T12:00", "2022-02-11T07:30"),
    ("2022-02-11T13:00", None),
    ("2022-02-11T13:31", "2022-02-11T13:30"),
    ("2022-02-11T19:00", None),
    ("2022-02-12T08:00", None),
)


def test_messages_are_gathered_twice_a_working_day() -> None:
    for now, last in TIMES:
        assert last_time(at(now)) == (at(last) if last else None), now
    assert before(at("2022-02-11T13:30")) == at("2022-02-11T07:30")
    assert before(at("2022-02-14T07:30")) == at("2022-02-11T13:30"), "over the weekend"


def gathering(commune: Commune) -> Gathering:
    day = day_services(commune.store, commune.clock, Programmes([], load_areas()), commune.sent)
    return Gathering(replace(day, turn_of=commune.dispatcher.turn_for))


def told(commune: Commune) -> list[str]:
    return [f"{o.reply.title} {o.reply.text}" for o in commune.sent if o.lane == "notice"]


async def moves(commune: Commune, to: str) -> None:
    commune.clock.move(seconds=(at(to) - commune.clock()).total_seconds())


async def sends(commune: Commune, address: str, name: str) -> None:
    """Somebody sends a registration that was filled in."""
    made = await commune.registers(address, name)
    await commune.writes(address, SetConsent("consent_dossier", True))
    assert made


async def test_many_that_came_are_one_message_and_one_alone_is_none(commune: Commune) -> None:
    await moves(commune, "2022-02-11T08:00")
    await sends(commune, "a0", "Mắm")
    await moves(commune, "2022-02-11T13:31")
    assert await gathering(commune).tick() == 0, "it was told at once"
    for n in range(7):
        await sends(commune, f"b{n}", f"Tôm khô {n}")
    await moves(commune, "2022-02-14T07:31")
    commune.sent.clear()
    for _ in range(2):
        await gathering(commune).tick()
    assert len(told(commune)) == 1, "also after a restart"
    assert VI("gathered.new", count=7) in told(commune)[0]
    (one,) = [o.reply for o in commune.sent if o.lane == "notice"]
    assert one.choices[0].data == "queue"


async def test_what_is_late_is_said_each_morning_and_to_the_level_above_after_three_days(commune: Commune) -> None:
    await commune.writes("province", AddGrant(Grant(Role.PROVINCE_STAFF, "o96")))
    made = await commune.registers("a1", "Tôm khô")
    application = await commune.store.application(made)
    assert application
    turn = commune.dispatcher.turn_for(await commune.store.person("web", "officer", "vi", commune.clock()))
    last = await last_day_of(turn, application)
    assert last
    await moves(commune, f"{last}T08:00")
    commune.sent.clear()
    await gathering(commune).tick()
    assert told(commune) == [], "one that waits and is not late is a reminder's matter"
    heard: dict[int, list[str]] = {}
    for day in range(1, 11):
        await moves(commune, f"{last + timedelta(days=day)}T08:00")
        commune.sent.clear()
        await gathering(commune).tick()
        heard[day] = told(commune)
    mine = VI("gathered.late", count=1)
    working = [day for day in heard if (last + timedelta(days=day)).weekday() < 5]
    assert all(any(mine in text for text in heard[day]) for day in working)
    above = VI("late.line", places=1, count=1)
    days = [day for day in heard if any(above in text for text in heard[day])]
    assert days, "the level above hears of it"
    assert all(day >= 3 for day in days)
    assert len(days) <= 3, "when it has become late for them, and once a week"


async def test_an_office_that_takes_dossiers_hears_of_the_first_and_then_of_the_others_together(
    commune: Commune,
) -> None:
    await commune.writes("district", AddGrant(Grant(Role.DISTRICT_STAFF, "o973")))
    await moves(commune, "2022-05-12T08:00")
    commune.sent.clear()
    for n in range(4):
        made = await commune.registers(f"f{n}", f"Tôm khô {n}", area="o32248")
        await commune.writes(f"f{n}", SetConsent("consent_dossier", True))
        await commune.writes("officer", MoveApplication(made, 1, ApplicationState.ACCEPTED, commune.clock().date()))
        await commune.presses(f"filenow:{made}:2", f"f{n}")
    heard = [o.reply.text for o in commune.sent if o.lane == "notice" and o.address == "district"]
    assert len(heard) == 1
    assert VI("notice.gathered") in heard[0]
    await moves(commune, "2022-05-12T13:31")
    commune.sent.clear()
    await gathering(commune).tick()
    (together,) = [o.reply.text for o in commune.sent if o.lane == "notice" and o.address == "district"]
    assert VI("gathered.new", count=4) in together
