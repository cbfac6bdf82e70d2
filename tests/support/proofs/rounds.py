"""What each write of `bot/writes/rounds.py` does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.handlers.services import Conflict
from bot.records.rounds import ABSENT, EXCUSED, PRESENT, ForCouncil, RoundLine, RoundSeat
from bot.storage.engine.statements import Statement
from bot.writes.registration import PutApplication
from bot.writes.rounds import (
    CloseRound,
    Conclude,
    DecideRound,
    EndRecognition,
    GiveResult,
    MoveRound,
    PutMemberSheet,
    PutRound,
    PutSamples,
    PutSeat,
    PutSelection,
    ReopenRound,
    SetAgenda,
    TakeSelection,
)
from ocop_domain.applications import ApplicationState
from ocop_domain.rounds import RoundState
from ocop_domain.selection import Pick, What
from support.proofs.scene import APPLICATION, DAY, ROUND, Scene, a_result, a_sheet, an_idea, convened, proves


@proves(PutRound)
async def _(scene: Scene) -> None:
    application = await convened(scene)
    assert await scene.store.round("r1") == ROUND
    assert await scene.store.rounds_in(["o96"], [RoundState.OPEN]) == [RoundLine(ROUND, 1)]
    assert await scene.store.agenda_of("r1") == [application]
    assert await scene.store.judged_now("p1") == [ROUND]
    assert await scene.store.waiting_for_council(["o32035"]) == [], "it is on an agenda"
    lan = await scene.person()
    for state in (ApplicationState.FILED, ApplicationState.CHECKED):
        other = replace(APPLICATION, id=f"p-{state}", owner=lan.id, name=state, state=state)
        await scene.turn(PutApplication(other, {}))
    await scene.turn(PutRound(replace(ROUND, id="r2"), ("p-filed", "p-checked")), who="minh")
    assert [one.id for one in await scene.store.agenda_of("r2")] == ["p-checked"], "what is not checked stays behind"


@proves(MoveRound)
async def _(scene: Scene) -> None:
    await convened(scene, MoveRound("r1", DAY, "Phòng họp 2"))
    found = await scene.store.round("r1")
    assert found
    assert (found.held_on, found.place) == (DAY, "Phòng họp 2")


@proves(PutSamples)
async def _(scene: Scene) -> None:
    await convened(scene)
    assert await scene.store.samples_in("r1") == {"p1": 0}
    await scene.turn(PutSamples("r1", "p1", 4), who="minh")
    assert await scene.store.samples_in("r1") == {"p1": 4}
    with pytest.raises(Conflict):
        await scene.turn(PutSamples("r1", "p9", 4), who="minh")


@proves(SetAgenda)
async def _(scene: Scene) -> None:
    application = await convened(scene, SetAgenda("r1", "p1", on=False))
    assert await scene.store.agenda_of("r1") == []
    assert await scene.store.waiting_for_council(["o32035"]) == [ForCouncil(application)]
    await scene.turn(SetAgenda("r1", "p1"))
    assert await scene.store.agenda_of("r1") == [application]


@proves(PutSeat)
async def _(scene: Scene) -> None:
    hai = await scene.person("hai")
    seat = RoundSeat(hai.id, "Ủy viên Hai", EXCUSED, "Đi công tác")
    await convened(scene, PutSeat("r1", seat))
    assert await scene.store.seats_of("r1") == [seat]


@proves(PutMemberSheet)
async def _(scene: Scene) -> None:
    await convened(scene)
    first = await a_sheet(scene, "hai", decision="c", set_id="s14", answers={"1.1": 3}, comment="Ngon")
    await scene.turn(first, who="hai")
    assert await scene.store.sheets_in("r1") == [first.sheet]
    again = await a_sheet(scene, "hai", "80")
    await scene.turn(again, who="hai", channel="telegram")
    assert await scene.store.sheets_in("r1", "p1") == [again.sheet], "the last of a member holds"
    found = await scene.store.round("r1")
    assert found
    assert found.sheets == 2
    secret = await scene.rows("SELECT was, became, reason FROM audit WHERE kind = 'council.scored'")
    assert not any("80" in str(row) or "78" in str(row) for row in secret), "points are sealed, also in the audit"


@proves(CloseRound)
async def _(scene: Scene) -> None:
    await convened(scene)
    await scene.turn(await a_sheet(scene, "hai"), who="hai")
    hai, ba = await scene.person("hai"), await scene.person("ba")
    seats = (RoundSeat(hai.id, "Hai", PRESENT), RoundSeat(ba.id, "Ba", ABSENT))
    await scene.turn(CloseRound("r1", 1, seats), who="minh")
    assert await scene.store.seats_of("r1") == sorted(seats, key=lambda seat: seat.person)
    (line,) = await scene.store.rounds_in(["o96"], [RoundState.CLOSED])
    assert line.round == replace(ROUND, state=RoundState.CLOSED, sheets=1, closed_on=DAY)


@proves(ReopenRound)
async def _(scene: Scene) -> None:
    await convened(scene, CloseRound("r1", 0, ()))
    await scene.turn(Conclude(await a_result(scene)), ReopenRound("r1"))
    found = await scene.store.round("r1")
    assert found == ROUND
    assert await scene.store.results_in("r1") == {}


@proves(Conclude)
async def _(scene: Scene) -> None:
    await convened(scene, CloseRound("r1", 0, ()))
    first = await a_result(scene, star=3, reason="Bao bì chưa đạt")
    await scene.turn(Conclude(first))
    assert await scene.store.results_in("r1") == {"p1": first}
    last = await a_result(scene, parts={"A": "31.00"}, items={"1.1": "2.67"}, missed=("1.2",), comment="Cần tem")
    with pytest.raises(Conflict):
        await scene.turn(Conclude(last))
    await scene.turn(Conclude(last, first))
    assert await scene.store.results_in("r1") == {"p1": last}
    with pytest.raises(Conflict):
        await scene.turn(Conclude(first, first))
    assert await scene.store.results_of("p1") == [], "sealed until it is told"


@proves(DecideRound)
async def _(scene: Scene) -> None:
    await convened(scene, CloseRound("r1", 0, ()), DecideRound("r1", "112/QĐ-UBND", DAY))
    found = await scene.store.round("r1")
    assert found
    assert (found.state, found.decision, found.decided_on) == (RoundState.TOLD, "112/QĐ-UBND", DAY)


@proves(GiveResult)
async def _(scene: Scene) -> None:
    application = await convened(scene, CloseRound("r1", 0, ()))
    result = await a_result(scene)
    told = replace(result, decision="112/QĐ-UBND", decided_on=DAY, certificate="07/GCN", expires=date(2025, 2, 15))
    await scene.turn(Conclude(result), DecideRound("r1", "112/QĐ-UBND", DAY))
    await scene.turn(GiveResult(told, application.revision, final=True, product="q1"), who="minh")
    assert await scene.store.results_of("p1") == [replace(told, told=True)]
    after = await scene.store.application("p1")
    assert after
    assert after.state is ApplicationState.JUDGED
    (held,) = await scene.store.recognitions_of(application.owner)
    assert (held.star, held.source, held.number, held.expires) == (4, "result", "07/GCN", date(2025, 2, 15))


@proves(PutSelection)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id, state=ApplicationState.ACCEPTED), {}))
    (waits,) = await scene.store.to_choose(["o32035"], What.IDEA)
    assert waits.id == "p1"
    await scene.turn(PutSelection(an_idea(lan.id)), who="minh")
    assert await scene.store.selections_of("p1") == {What.IDEA: an_idea(lan.id)}
    assert await scene.store.to_choose(["o32035"], What.IDEA) == []
    assert await scene.store.to_choose(["o32035"], What.PLAN) == [], "it was not handed in"
    for outcome, waiting in ((Pick.SENT, 1), (Pick.REFUSED, 0), (Pick.SENT, 1)):
        await scene.turn(PutSelection(an_idea(lan.id, outcome, What.PLAN)))
        assert len(await scene.store.to_choose(["o32035"], What.PLAN)) == waiting


@proves(TakeSelection)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id, state=ApplicationState.ACCEPTED), {}))
    plan = (PutSelection(an_idea(lan.id, outcome, What.PLAN)) for outcome in (Pick.SENT, Pick.CHOSEN))
    await scene.turn(PutSelection(an_idea(lan.id)), *plan)
    await scene.turn(TakeSelection("p1", What.IDEA), TakeSelection("p1", What.PLAN), who="minh")
    for what in What:
        assert len(await scene.store.to_choose(["o32035"], what)) == 1, "it waits again"


@proves(EndRecognition)
async def _(scene: Scene) -> None:
    application = await convened(scene, CloseRound("r1", 0, ()), DecideRound("r1", "112/QĐ-UBND", DAY))
    result = await a_result(scene, decision="112/QĐ-UBND", decided_on=DAY, expires=date(2025, 2, 15), certificate="07")
    await scene.store.database.write([Statement("UPDATE round SET state = 'closed'")])
    await scene.turn(Conclude(result), GiveResult(result, application.revision, True, "q1", "Tỉnh Cà Mau"))
    (paper,) = await scene.store.papers_of(application.owner)
    assert (paper.kind, paper.star, paper.expires, paper.products) == ("recognition", 4, date(2025, 2, 15), ("q1",))
    end = date(2023, 5, 2)
    await scene.turn(EndRecognition("p1", "q1", "mark", "Dùng sai nhãn", "9/QĐ-UBND", end), who="minh")
    (held,) = await scene.store.recognitions_of(application.owner)
    assert (held.holds(date(2023, 5, 1)), held.holds(end)) == (True, False)
    (paper,) = await scene.store.papers_of(application.owner)
    assert paper.expires == end, "nobody is reminded of a star that was taken away"
