"""Every write of a turn has its effect, all of a turn or none: one proof for each, on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest
from support.proofs import PROOFS
from support.proofs.scene import (
    APPLICATION,
    DAY,
    NOW,
    OFFICER,
    ROUND,
    Scene,
    a_filing,
    a_need,
    a_new_producer,
    a_result,
    a_sheet,
    convened,
    imported,
    offered,
    planned,
    scene,
    told_of_checks,
)

from bot.handlers.services import Conflict
from bot.records.inquiries import InquiryOutcome, NeedCount
from bot.records.leaves import Leave
from bot.records.people import Invitation
from bot.records.reports import ReportAnswer
from bot.records.rounds import EXCUSED, RoundSeat
from bot.storage.account.collecting import collect
from bot.storage.account.erase import erasure
from bot.storage.engine.statements import Statement
from bot.storage.office.leaves import taken_by
from bot.storage.tables import metadata
from bot.writes import Write
from bot.writes.imports import GiveImported
from bot.writes.inquiries import AnswerInquiry, PassInquiry, PutInquiry
from bot.writes.leaves import BeginLeave, EndLeave, PlanLeave, SetDeputy
from bot.writes.lifetime import Became, HandOn, TakeOffer
from bot.writes.people import AddGrant, AddInvitation, UseInvitation
from bot.writes.progress import PutReportAnswer
from bot.writes.registration import PutApplication
from bot.writes.rounds import (
    CloseRound,
    Conclude,
    DecideRound,
    EndRecognition,
    GiveResult,
    PutRound,
    PutSeat,
    SetAgenda,
)
from bot.writes.year import StartDuty
from ocop_domain.applications import ApplicationState
from ocop_domain.councils import Verdict
from ocop_domain.duties.calendar import started
from ocop_domain.programme_files import load_programme
from ocop_domain.progress import ProgressStep
from ocop_domain.rights import Grant, Role
from ocop_domain.rounds import RoundState

__all__ = ["scene"]


@pytest.mark.parametrize("write", get_args(Write), ids=lambda w: w.__name__)
async def test_every_write_of_a_handler_has_its_effect(write: type, scene: Scene) -> None:
    assert write in PROOFS, f"a proof for {write.__name__} is missing"
    await PROOFS[write](scene)


async def test_needs_are_counted_by_agency_and_by_what_came_of_them(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(*(PutInquiry(a_need(lan.id, f"n{number}")) for number in range(4)))
    await scene.turn(
        PassInquiry("n1", "o32035", "o32035", "Sở Y tế"),
        AnswerInquiry("n2", "Có lớp tháng 6", outcome=InquiryOutcome.HELPED),
        AnswerInquiry("n3", "", outcome=InquiryOutcome.NO_HELP),
        who="hai",
    )
    assert await scene.store.needs_in(["o32035"]) == [NeedCount("Sở Y tế", 1, 1, 1, 1)]
    assert await scene.store.needs_in(["o31999"]) == []
    total, page = await scene.store.needs_of_agency(["o32035"], "Sở Y tế", 3)
    assert (total, [one.id for one in page]) == (4, ["n0", "n1", "n2"]), "what waits first"
    assert [one.id for one in (await scene.store.needs_of_agency(["o32035"], "Sở Y tế", 3, 3))[1]] == ["n3"]


async def test_a_filing_of_another_version_is_read_with_what_it_has(scene: Scene) -> None:
    """Fields come and go: what was handed in can be opened whatever this version knows of it."""
    await a_filing(scene)
    parts: dict[str, Any] = {
        "product": {"id": "p1", "name": "Tôm khô", "area": "o32035", "state": "filed", "colour": "red"},
        "papers": [{"id": "w1", "kind": "story", "name": "Chuyện", "files": ["c" * 32], "product": "p1"}, {"id": "w2"}],
    }
    parts["papers"].append({"id": "w3", "file": "d" * 32})
    await scene.store.database.write([Statement("UPDATE submission SET parts = ?", (json.dumps(parts),))])
    (kept,) = await scene.store.submissions_of("p1")
    application = kept.contents.application
    assert (application.name, application.state, application.revision, application.answers["photos"]) == (
        "Tôm khô",
        "filed",
        0,
        ["b" * 32],
    )
    papers = [(p.id, p.files, p.expires) for p in kept.contents.papers]
    assert papers == [("w1", ("c" * 32,), None), ("w2", (), None), ("w3", ("d" * 32,), None)]
    assert (kept.contents.plan, kept.contents.sheets) == ({}, ())


async def test_the_ministrys_rows_are_the_last_recognition_of_each_product_with_what_was_earned(scene: Scene) -> None:
    application = await convened(scene, CloseRound("r1", 0, ()))
    result = replace(await a_result(scene), decision="112", decided_on=DAY, certificate="7", expires=date(2025, 2, 15))
    await scene.turn(Conclude(result), DecideRound("r1", "112", DAY))
    await scene.turn(GiveResult(result, application.revision, final=True, product=application.product), who="minh")
    earned = {"revenue": {"dong": 120_500_000, "per": ""}}
    answer = ReportAnswer("b1", str(application.owner), application.owner, "o32035", "Hộ Lan", earned)
    await scene.turn(PutReportAnswer(answer))
    (row,) = await scene.store.ministry_rows(["o32035"], DAY)
    assert (row.number, row.unit, row.year, row.star, row.state) == ("7", "32035", DAY.year, 4, "holds")
    assert row.revenue == Decimal("120.50")
    assert await scene.store.ministry_rows(["o31999"], DAY) == []
    (lapsed,) = await scene.store.ministry_rows(["o32035"], date(2025, 2, 16))
    assert lapsed.state == "lapsed"


async def test_the_ministrys_rows_hold_what_lists_recognise_claimed_or_not(scene: Scene) -> None:
    one, lan = await imported(scene), await scene.person()
    for _ in range(2):
        (row,) = await scene.store.ministry_rows(["o32035"], DAY)
        assert (row.product, row.unit, row.star, row.producer) == ("iq", "32035", 4, "HTX Tôm")
        assert await scene.store.ministry_rows(["o31999"], DAY) == []
        if (await scene.store.imported("ip")) == one:
            await scene.turn(GiveImported(one, lan.id, DAY, "", "Tỉnh Cà Mau"), who="minh")


async def test_what_an_erased_account_had_claimed_is_claimed_again_whole(scene: Scene) -> None:
    one, lan = await imported(scene), await scene.person()
    await scene.turn(GiveImported(one, lan.id, DAY, "", "Tỉnh Cà Mau"), who="minh")
    kept = replace(APPLICATION, owner=lan.id, product="iq", state=ApplicationState.FILED)
    await scene.turn(PutApplication(kept, {}))
    await scene.turn(await erasure(scene.store.database, lan.id))
    again = await scene.store.imported("ip")
    assert again
    assert not again.owner
    hoa = await scene.person("hoa")
    await scene.turn(GiveImported(again, hoa.id, DAY, "", "Tỉnh Cà Mau"), who="minh")
    (product,) = await scene.store.products_of(hoa.id)
    (star,) = await scene.store.recognitions_of(hoa.id)
    (paper,) = await scene.store.papers_of(hoa.id)
    assert (product.id, star.product, star.star, paper.star) == ("iq", "iq", 4, 4)
    assert await scene.store.products_of(lan.id) == []


async def test_progress_counts_where_each_application_is_and_what_it_was_given(scene: Scene) -> None:
    application = await convened(scene, CloseRound("r1", 0, ()))
    (entry,) = await scene.store.progress_in(["o32035"], application.programme)
    assert (entry.step, entry.star, entry.owner) == (ProgressStep.CHECKED, 0, application.owner)
    result = replace(await a_result(scene), decision="112", decided_on=DAY, certificate="7", expires=date(2025, 2, 15))
    await scene.turn(Conclude(result), DecideRound("r1", "112", DAY))
    await scene.turn(GiveResult(result, application.revision, final=True, product="q1"), who="minh")
    (entry,) = await scene.store.progress_in(["o32035"], application.programme)
    assert (entry.step, entry.star, entry.recognised_on) == (ProgressStep.RECOGNISED, 4, DAY)
    (one,) = await scene.store.taking_part(["o32035"], application.programme, DAY)
    assert one.stars == 4
    assert await scene.store.progress_in(["o31999"], application.programme) == []


async def test_whatever_stands_with_an_application_goes_along_when_its_product_is_handed_on(scene: Scene) -> None:
    """Else the former producer keeps it, and takes it along when they are erased."""
    about, minh = await offered(scene), await scene.person("minh")
    with_it = [
        table
        for table in metadata.tables.values()
        if {"application_id", "person_id"} <= set(table.columns.keys()) and table.name not in HELD_BY_OTHERS
    ]
    await scene.turn(PutRound(ROUND, ()))
    for table in with_it:
        own = {"application_id": "p1", "person_id": about.owner, "product_id": "q1", "verdict": "", "round_id": "r1"}
        needed = [
            c for c in table.columns if c.name in own or c.primary_key or (not c.nullable and c.server_default is None)
        ]
        values = [own.get(c.name, 7 if c.type.python_type is int else f"x-{table.name}") for c in needed]
        names = ", ".join(c.name for c in needed)
        places = ", ".join("?" for _ in needed)
        await scene.store.database.write(
            [Statement(f"INSERT INTO {table.name} ({names}) VALUES ({places})", (*values,))]
        )
    again = StartDuty("camau-2022", started(RESUBMITTED, DAY, "p1"), str(about.owner), "Tôm khô", "p1", about.owner)
    await scene.turn(again, TakeOffer("h1", "p1", {}, minh.id))
    running = (Became(about, {}),)
    await scene.turn(HandOn("h1", about, "q1", a_new_producer(minh.id), running, (), (), (), (), ()), who="officer")
    for table in with_it:
        rows = await scene.rows(f"SELECT person_id FROM {table.name} WHERE application_id = 'p1'")
        assert {row[0] for row in rows} == {minh.id}, table.name
    assert await scene.rows("SELECT person_id FROM change_request WHERE verdict = ''") == [(minh.id,)]
    assert await scene.rows("SELECT scope, person_id FROM started") == [(str(minh.id), minh.id)]


HELD_BY_OTHERS = {"round_sheet"}
"""Tables that name an application, and a person who is not its producer."""


RESUBMITTED = next(d for d in load_programme("dakdoa-2022").duties if d.id == "dd22-x-52-resubmit")


async def test_who_stands_in_for_two_keeps_the_role_until_the_last_of_them_is_back(scene: Scene) -> None:
    one = await planned(scene)
    await scene.turn(AddGrant(OFFICER), who="lan")
    lan, longer = await scene.person("lan"), one.until + timedelta(days=4)
    two = replace(one, id="l3", person=lan.id, until=longer)
    await scene.turn(PlanLeave(two), BeginLeave(one), BeginLeave(two), who="staff")
    await scene.turn(EndLeave(one), who="staff")
    ((held, until),) = await scene.store.database.fetch(
        "SELECT person_id, until_on FROM role WHERE person_id = ?", (one.deputy,)
    )
    assert (held, until) == (one.deputy, longer.isoformat())
    await scene.turn(EndLeave(two), who="staff")
    assert (await scene.person("hoa")).grants == ()
    assert await told_of_checks(scene) == {one.person, lan.id}


async def test_who_stands_in_already_and_comes_by_a_code_begins_the_second_leave_too(scene: Scene) -> None:
    one = await planned(scene)
    await scene.turn(BeginLeave(one), who="staff")
    await scene.turn(AddGrant(OFFICER), who="lan")
    lan = await scene.person("lan")
    two = replace(one, id="l3", person=lan.id, deputy=0)
    code = Invitation("again", NOW + timedelta(days=7), OFFICER.role, OFFICER.area, by=one.by)
    await scene.turn(PlanLeave(two), AddInvitation(code), SetDeputy(replace(two, token="again")), who="staff")
    assert await taken_by(scene.store.database, "again") == 0
    await scene.turn(UseInvitation("again"), AddGrant(OFFICER, one.by, "again"), who="hoa")
    assert await taken_by(scene.store.database, "again") == one.deputy
    await scene.turn(BeginLeave(replace(two, deputy=one.deputy, token="again")), who="staff")
    assert await told_of_checks(scene) == {one.deputy}


async def test_who_stands_in_speaks_for_the_agency_of_who_is_away(scene: Scene) -> None:
    theirs = Grant(Role.PROVINCE_STAFF, "o96", agency="bao")
    await scene.turn(AddGrant(theirs), who="minh")
    minh, hoa = await scene.person("minh"), await scene.person("hoa")
    leave = Leave("l9", minh.id, theirs, DAY, DAY + timedelta(days=3), 0, hoa.id)
    await scene.turn(PlanLeave(leave), BeginLeave(leave), who="staff")
    (held,) = (await scene.person("hoa")).grants
    assert (held.role, held.area, held.agency) == (theirs.role, theirs.area, "bao")


async def test_a_star_that_another_application_gave_reminds_nobody_once_it_is_taken_away(scene: Scene) -> None:
    application = await convened(scene, CloseRound("r1", 0, ()))
    result = await a_result(scene, decision="112/QĐ-UBND", decided_on=DAY, expires=date(2025, 2, 15), certificate="07")
    await scene.turn(Conclude(result), GiveResult(result, application.revision, True, "q1", "Tỉnh Cà Mau"))
    again = replace(APPLICATION, id="p2", owner=application.owner, product="q1", state=ApplicationState.CHECKED)
    await scene.turn(PutApplication(again, {}))
    early, late = date(2023, 5, 2), date(2024, 1, 1)
    for day in (early, late):
        await scene.turn(EndRecognition("p2", "q1", "mark", "Dùng sai nhãn", "9/QĐ-UBND", day), who="minh")
        (paper,) = await scene.store.papers_of(application.owner)
        assert paper.expires == early, "what has ended is not made longer"


async def test_what_a_council_concluded_stands_in_the_export_of_the_producer_only_once_it_is_told(
    scene: Scene,
) -> None:
    application = await convened(scene, CloseRound("r1", 0, ()))
    result = await a_result(scene, star=3, reason="Nhãn thiếu hạn dùng")
    await scene.turn(Conclude(result), who="minh")
    sealed = await collect(scene.store.database, application.owner)
    assert "Nhãn thiếu hạn dùng" not in str(sealed)
    assert "council.concluded" not in str(sealed)
    told = replace(result, decision="112/QĐ-UBND", decided_on=DAY)
    await scene.turn(GiveResult(told, application.revision, True, "q1"), who="minh", channel="telegram")
    assert "council.concluded" in str((await collect(scene.store.database, application.owner))["history"])


async def test_what_goes_up_waits_for_the_next_council_and_holds_no_star(scene: Scene) -> None:
    application = await convened(scene, CloseRound("r1", 0, ()))
    result = await a_result(scene, level="district", verdict=Verdict.UP)
    await scene.turn(Conclude(result), DecideRound("r1", "5/QĐ", DAY))
    told = replace(result, decision="5/QĐ", decided_on=DAY)
    await scene.turn(GiveResult(told, application.revision, final=False, product="q1"), who="minh")
    (waiting,) = await scene.store.waiting_for_council(["o32035"])
    assert (waiting.level, waiting.verdict) == ("district", "up")
    assert waiting.application.state is ApplicationState.CHECKED
    assert await scene.store.recognitions_of(application.owner) == []


async def test_of_a_member_who_is_erased_the_minutes_keep_the_seat_without_the_reason(scene: Scene) -> None:
    hai = await scene.person("hai")
    await convened(scene, PutSeat("r1", RoundSeat(hai.id, "Ủy viên Hai", EXCUSED, "Nằm viện")))
    await scene.turn(await erasure(scene.store.database, hai.id), who="hai")
    assert await scene.store.seats_of("r1") == [RoundSeat(hai.id, "Ủy viên Hai", EXCUSED, "")]
    assert "Nằm viện" not in str(await scene.rows("SELECT reason FROM audit"))


async def test_two_rounds_that_are_convened_at_once_never_judge_the_same_product(scene: Scene) -> None:
    await convened(scene)
    await scene.turn(PutRound(replace(ROUND, id="r2"), ("p1",)), SetAgenda("r2", "p1"), who="hai")
    assert await scene.store.agenda_of("r2") == []
    assert len(await scene.store.agenda_of("r1")) == 1


async def test_a_judged_product_may_take_part_again(scene: Scene) -> None:
    lan = await scene.person()
    judged = replace(APPLICATION, owner=lan.id, product="q1", state=ApplicationState.JUDGED)
    await scene.turn(PutApplication(judged, {}))
    await scene.turn(PutApplication(replace(judged, id="p2", state=ApplicationState.SENT), {}))
    assert len(await scene.store.applications_of(lan.id)) == 2


async def test_a_sheet_and_the_closing_of_its_round_on_their_way_together_never_lose_a_sheet(scene: Scene) -> None:
    """Either the sheet counts and the closing is asked again, or the round is closed and the sheet is refused."""
    await convened(scene)
    sheet, closing = await a_sheet(scene, "hai"), CloseRound("r1", 0, ())
    done = await asyncio.gather(scene.turn(sheet, who="hai"), scene.turn(closing, who="minh"), return_exceptions=True)
    refused = [one for one in done if isinstance(one, BaseException)]
    assert [type(one) for one in refused] == [Conflict]
    found = await scene.store.round("r1")
    assert found
    kept = await scene.store.sheets_in("r1")
    assert (found.state, len(kept), found.sheets) in {(RoundState.OPEN, 1, 1), (RoundState.CLOSED, 0, 0)}


async def test_two_phones_of_a_member_that_score_at_once_leave_one_whole_sheet(scene: Scene) -> None:
    await convened(scene)
    one, other = await a_sheet(scene, "hai", "70"), await a_sheet(scene, "hai", "90", comment="Tốt")
    await asyncio.gather(scene.turn(one, who="hai"), scene.turn(other, who="hai"))
    (kept,) = await scene.store.sheets_in("r1")
    assert (one.sheet, other.sheet).count(kept) == 1
