"""What each write of `bot/writes/activities.py` does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.handlers.services import Conflict
from bot.storage.broadcast.targets import people
from bot.writes.activities import (
    AnswerInvitation,
    ChangeActivity,
    ChangeAudience,
    ComeIn,
    InviteGuests,
    MarkAttendance,
    OpenDoor,
    PutActivity,
    PutOutcome,
)
from bot.writes.people import AddGrant
from bot.writes.registration import PutApplication
from ocop_domain.activities import GOING, Activity, ActivityKind, ActivityState, Attendance, Coming
from ocop_domain.areas import load_areas
from ocop_domain.broadcasts import Target
from ocop_domain.programme_collection import Counted
from ocop_domain.programme_files import load_programme
from ocop_domain.progress import Mark
from ocop_domain.rights import Grant, Role
from support.proofs.scene import APPLICATION, Scene, proves

CLASS = Activity(
    *("a1", "o32035", APPLICATION.programme, ActivityKind.CLASS, "Tập huấn hồ sơ", "2022-03-20T08:00"),
    *(date(2022, 3, 20), "Hội trường xã", 1, "Sổ ghi", (Target("producer", ("o32035",)),)),
)


async def _class(scene: Scene) -> tuple[Activity, Attendance]:
    """A class with one seat, to which Lan is invited."""
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id, area="o32035"), {}))
    await scene.turn(PutActivity(CLASS), who="minh")
    programme = load_programme(CLASS.programme)
    guests = InviteGuests(replace(CLASS, notice="a1"), programme, load_areas(), Counted(programme.id))
    await scene.turn(guests, who="minh")
    with pytest.raises(Conflict):
        await scene.turn(guests, who="minh")
    here = await scene.store.activity("a1")
    assert here
    return here, (await scene.store.attendance("a1", [lan.id]))[0]


@proves(PutActivity)
async def _(scene: Scene) -> None:
    await scene.turn(PutActivity(CLASS), who="minh")
    minh = await scene.person("minh")
    assert await scene.store.activity("a1") == replace(CLASS, by=minh.id)
    assert await scene.store.activities_in(["o32035"], 5) == (1, [replace(CLASS, by=minh.id)])
    assert await scene.store.activities_told(["o32035"], 5, CLASS.day) == [], "nobody is invited yet"
    assert await scene.store.starting_on(CLASS.day) == [], "nobody is invited yet"


@proves(ChangeAudience)
async def _(scene: Scene) -> None:
    here, lan = await _class(scene)
    officers = Target("commune_officer", ("o32035",))
    wider = replace(here, audience=(*here.audience, officers, Target("producer", ("o32035",), star=3)))
    await scene.turn(ChangeAudience(wider), who="minh")
    with pytest.raises(Conflict):
        await scene.turn(ChangeAudience(wider), who="minh")
    assert await scene.store.activity("a1") == replace(wider, revision=2)
    minh = await scene.person("minh")
    await scene.turn(AddGrant(Grant(Role.COMMUNE_OFFICER, "o32035")), who="minh")
    programme = load_programme(CLASS.programme)
    counted = Counted(programme.id)
    assert await scene.store.uninvited(wider, programme, load_areas(), counted) == 1, "Lan is invited already"
    more = InviteGuests(replace(wider, notice="n2", revision=2), programme, load_areas(), counted)
    await scene.turn(more, who="minh")
    assert await scene.store.uninvited(wider, programme, load_areas(), counted) == 0
    added = people(Target("", activity="a1", notice="n2"), programme, load_areas(), official=True)
    assert [row[0] for row in await scene.rows(added.sql, *added.args)] == [minh.id], "only who is new hears it"
    assert {one.person for one in await scene.store.guests("a1", tuple(Coming))} == {lan.person, minh.id}


@proves(InviteGuests)
async def _(scene: Scene) -> None:
    here, one = await _class(scene)
    assert (here.revision, here.notice, bool(here.invited_at)) == (1, "a1", True)
    assert (one.answer, one.area) == (Coming.UNSAID, "o32035")
    assert await scene.store.invitations_of([one.person], CLASS.day) == [(here, one)]
    assert await scene.store.starting_on(CLASS.day) == [here]
    assert await scene.store.activities_told(["o32035"], 5, CLASS.day) == [here]
    assert await scene.store.activities_told(["o32035"], 5, date(2022, 3, 21)) == []
    assert (await scene.store.seats("a1")).unsaid == 1
    told = people(Target("", activity="a1"), load_programme(CLASS.programme), load_areas(), official=True)
    assert [row[0] for row in await scene.rows(told.sql, *told.args)] == [one.person]


@proves(AnswerInvitation)
async def _(scene: Scene) -> None:
    here, one = await _class(scene)
    own = replace(one, answer=Coming.INSTEAD, instead="Bình", waiting="2022-03-01")
    await scene.turn(AnswerInvitation(here, (own,)))
    seats = await scene.store.seats("a1")
    assert (seats.taken, seats.waiting, seats.queue) == (0, 1, (replace(own, name="", area="", phone=""),))
    assert await scene.store.guests("a1", GOING, 5) == [own]
    with pytest.raises(Conflict):
        await scene.turn(AnswerInvitation(here, (own,)))
    free = people(Target("", activity="a1", seated=True), load_programme(CLASS.programme), load_areas(), official=True)
    assert await scene.rows(free.sql, *free.args) == []


@proves(ChangeActivity)
async def _(scene: Scene) -> None:
    here, one = await _class(scene)
    own = replace(one, answer=Coming.YES)
    moved = replace(here, starts="2022-03-21T14:00", ends=date(2022, 3, 22), place="Sân", places=2, notice="n2")
    await scene.turn(ChangeActivity(moved, (own,)), who="minh")
    assert await scene.store.activity("a1") == replace(moved, revision=2)
    assert (await scene.store.seats("a1")).taken == 1
    with pytest.raises(Conflict):
        await scene.turn(ChangeActivity(moved), who="minh")
    off = replace(moved, state=ActivityState.CANCELLED, reason="Bão", revision=2)
    await scene.turn(ChangeActivity(off), who="minh")
    assert await scene.store.activities_told(["o32035"], 5, CLASS.day) == [], "it does not take place"
    assert await scene.store.starting_on(date(2022, 3, 21)) == []


SERVES = replace(CLASS, duty="cm22-x-41-commune", occurrence="once", scope="o32035")


@proves(MarkAttendance)
async def _(scene: Scene) -> None:
    here, one = await _class(scene)
    assert (await scene.store.marks_of(one.person)).get(Mark.TRAINED) is None
    await scene.turn(MarkAttendance(replace(SERVES, revision=here.revision), (), (one.person,)), who="minh")
    assert await scene.store.activities_held(["o32035"], CLASS.day, CLASS.day) == [], "nobody came: it was not held"
    assert await scene.rows("SELECT duty FROM done") == []
    await scene.turn(AnswerInvitation(here, (replace(one, answer=Coming.YES, waiting="2022-03-01"),)))
    await scene.turn(MarkAttendance(replace(SERVES, revision=here.revision), (one.person,), ()), who="minh")
    assert (await scene.store.marks_of(one.person))[Mark.TRAINED] is True
    people_ = await scene.store.taking_part(["o32035"], CLASS.programme, CLASS.day)
    assert [each.marks for each in people_] == [{Mark.TRAINED: True}]
    assert await scene.rows("SELECT duty, scope, note FROM done") == [(SERVES.duty, "o32035", CLASS.title)]
    held = await scene.store.activities_held(["o32035"], CLASS.day, CLASS.day)
    assert [(each.state, seats.came) for each, seats in held] == [(ActivityState.HELD, 1)]
    assert (await scene.store.seats("a1")).waiting == 0, "who came waits no more"
    await scene.turn(MarkAttendance(here, (), (one.person,)), who="minh")
    assert (await scene.store.seats("a1")).came == 0, "a slip is typed again"


@proves(PutOutcome)
async def _(scene: Scene) -> None:
    here, _one = await _class(scene)
    await scene.turn(PutOutcome(replace(here, found="Xong", others=3)), who="minh")
    after = await scene.store.activity("a1")
    assert after
    assert (after.found, after.others, after.state) == ("Xong", 3, ActivityState.HELD)


@proves(OpenDoor)
async def _(scene: Scene) -> None:
    here, _one = await _class(scene)
    await scene.turn(OpenDoor(replace(here, code="ABCD")), who="minh")
    assert await scene.store.activity_by_code("ABCD") == replace(here, code="ABCD")
    with pytest.raises(Conflict):
        await scene.turn(OpenDoor(replace(here, code="EFGH")), who="minh")
    assert await scene.store.activity_by_code("") is None


@proves(ComeIn)
async def _(scene: Scene) -> None:
    here, one = await _class(scene)
    hoa = await scene.person("hoa")
    for person in (one.person, hoa.id, hoa.id):
        await scene.turn(ComeIn(here, person))
    rows = await scene.store.attendance("a1", [one.person, hoa.id])
    assert [(row.answer, bool(row.came)) for row in rows] == [(Coming.YES, True)] * 2
