"""What each write of `bot/writes/year.py` does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.handlers.services import Conflict
from bot.messages import Reply
from bot.storage.year.reminders import StoredReminders
from bot.writes.people import AddGrant
from bot.writes.year import MarkDone, MoveDate, Mute, Nudge, RemindAgain, StartDuty
from ocop_domain.areas import load_areas
from ocop_domain.duties.agenda import Moved
from ocop_domain.duties.audience import Open as StillOpen
from ocop_domain.duties.audience import Wave
from ocop_domain.duties.calendar import started
from ocop_domain.programme_files import load_programme
from support.proofs.scene import DAY, LATER, LIST, NOW, OFFICER, Scene, proves

PLACE = load_areas().territory("o96")


@proves(StartDuty)
async def _(scene: Scene) -> None:
    again = load_programme("dakdoa-2022").duty("dd22-x-52-resubmit")
    assert again
    lan, minh = await scene.person(), await scene.person("minh")
    here = started(again, date(2022, 4, 1), "p1")
    begins = StartDuty("dakdoa-2022", here, str(lan.id), "Cà phê", "p1", lan.id)
    await scene.turn(begins)
    await scene.turn(replace(begins, about="Tên khác"))
    facts = await scene.store.facts(lan, "dakdoa-2022")
    assert [(row.duty, row.occurrence, row.about) for row in facts.started] == [(again.id, here.id, "Cà phê")]
    assert (await scene.store.facts(minh, "dakdoa-2022")).started == ()
    assert await scene.rows("SELECT last_day FROM started") == [("2022-04-08",)]


@proves(MarkDone)
async def _(scene: Scene) -> None:
    await scene.turn(AddGrant(OFFICER), who="minh")
    await scene.turn(AddGrant(OFFICER))
    done = MarkDone("camau-2022", LIST.duty.id, LIST.id, "o32035", "Đã gửi", ("a" * 32,))
    await scene.turn(done)
    with pytest.raises(Conflict):
        await scene.turn(replace(done, note="Tôi cũng gửi"), who="minh")
    seen = (LIST.duty.id, LIST.id, "o32035")
    for who in ("lan", "minh"):
        facts = await scene.store.facts(await scene.person(who), "camau-2022")
        assert facts.done == {seen}, "whoever shares the duty there need not do it again"
    lan = await scene.person()
    kept = await scene.rows("SELECT person_id, at, note, files FROM done")
    assert [(row[0], row[2], row[3]) for row in kept] == [(lan.id, "Đã gửi", f'["{"a" * 32}"]')], "the first stays"
    assert (await scene.store.facts(lan, "vietnam-2027")).done == frozenset()

    await scene.turn(MarkDone("camau-2022", LIST.duty.id, LIST.id, "o32038"))
    await scene.turn(replace(done, undo=True, note="", files=()), who="minh")
    assert (await scene.store.facts(lan, "camau-2022")).done == frozenset()
    assert await scene.rows("SELECT scope FROM done") == [("o32038",)], "only what was meant is undone"
    told = [e.kind for e in await scene.store.history(f"{LIST.key}:o32035")]
    assert told == ["year.done", "year.undone"], "who said what stays in the history"


@proves(Mute)
async def _(scene: Scene) -> None:
    lan, minh = await scene.person(), await scene.person("minh")
    for duty in ("a", "a", "b"):
        await scene.turn(Mute(duty))
    assert await scene.store.muted(lan.id, "camau-2022") == {"a", "b"}
    assert await scene.store.muted(minh.id, "camau-2022") == set()
    await scene.turn(Mute("a", off=True), who="minh")
    assert await scene.store.muted(lan.id, "camau-2022") == {"a", "b"}, "only one's own"
    await scene.turn(Mute("a", off=True))
    assert await scene.store.muted(lan.id, "camau-2022") == {"b"}
    await scene.turn(Mute("c", programme="camau-2022"))
    assert await scene.store.muted(lan.id, "camau-2022") == {"b", "c"}
    assert await scene.store.muted(lan.id, "dakdoa-2022") == {"b"}, "in another it is heard"


def _wave(key: str = "w", rule: str = "before_due") -> Wave:
    return Wave(rule, key, DAY, f"open:{LIST.key}", StillOpen(LIST, PLACE), LIST.announced)


@proves(RemindAgain)
async def _(scene: Scene) -> None:
    lan, minh = await scene.person(), await scene.person("minh")
    await scene.turn(AddGrant(OFFICER))
    reminders = StoredReminders(scene.store.database, "camau-2022")
    await reminders.plan_for(replace(_wave(), official=True), NOW, [(lan.id, "o32035")])
    (due,) = await reminders.due(NOW, 10)
    (first,) = due.reminders
    await reminders.claim_due(due, [Reply("Tin")], {first.id: StillOpen(LIST, PLACE)}, [], NOW)

    tomorrow = NOW + timedelta(days=1)
    await scene.turn(RemindAgain(first.id, tomorrow), who="minh")
    assert await reminders.due(tomorrow, 10) == [], "only one's own"
    for _ in range(2):
        await scene.turn(RemindAgain(first.id, tomorrow))
    assert await reminders.due(tomorrow - timedelta(seconds=1), 10) == []
    (due,) = await reminders.due(tomorrow, 10)
    (again,) = due.reminders
    on = DAY + timedelta(days=1)
    expected = replace(first, id=again.id, rule="again", at=tomorrow, on=on, official=True)
    assert again == expected, "once, and about the same matter"
    assert minh.id != lan.id == again.person


@proves(Nudge)
async def _(scene: Scene) -> None:
    await scene.turn(AddGrant(OFFICER))
    await scene.turn(AddGrant(replace(OFFICER, area="o32038")), who="minh")
    await scene.turn(MarkDone("camau-2022", LIST.duty.id, LIST.id, "o32038"), who="minh")
    for _ in range(2):
        await scene.turn(Nudge("camau-2022", _wave("n", "nudge"), LATER), who="district")
    reminders = StoredReminders(scene.store.database, "camau-2022")
    assert await reminders.due(NOW, 10) == []
    (due,) = await reminders.due(LATER, 10)
    (nudge,) = due.reminders
    lan = await scene.person()
    assert (nudge.person, nudge.scope, nudge.rule, nudge.duty) == (lan.id, "o32035", "nudge", LIST.duty.id)
    assert [e.kind for e in await scene.store.history(f"open:{LIST.key}")] == ["year.nudged"] * 2


@proves(MoveDate)
async def _(scene: Scene) -> None:
    first = Moved(LIST.duty.id, LIST.id, "o964", LIST.last_day, date(2022, 4, 15), "Mưa lũ", DAY)
    second = Moved(LIST.duty.id, LIST.id, "", LIST.last_day, date(2022, 4, 30), "Toàn tỉnh", DAY + timedelta(days=1))
    await scene.turn(MoveDate("camau-2022", first))
    scene.now += timedelta(days=1)
    await scene.turn(MoveDate("camau-2022", second), who="minh")
    reminders = StoredReminders(scene.store.database, "camau-2022")
    assert await scene.store.moved("camau-2022") == await reminders.moved() == (first, second)
    assert await scene.store.moved("vietnam-2027") == ()
    (told,) = await scene.store.history(f"{LIST.key}:o964")
    assert told.kind == "date.moved"
    assert told.reason == "Mưa lũ"
    was = await scene.rows("SELECT was, became FROM audit WHERE kind = 'date.moved' ORDER BY id")
    assert was[0] == (LIST.last_day.isoformat(), "2022-04-15")
