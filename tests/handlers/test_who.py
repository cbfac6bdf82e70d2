"""Who has done a duty: units and producers are counted, each can be opened, and a nudge asks first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.offices import AREAS, COMMUNE, DISTRICT, NOW, OFFICER, OTHER, Office, buttons, said

from bot.kit.clock import VIETNAM
from bot.records.offices import Official
from bot.storage.engine.statements import Statement
from bot.writes.people import AddGrant, PutOfficial
from bot.writes.year import MarkDone
from ocop_domain.rights import Grant, Role

LIST = "cm22-x-41-commune:once"
FILE = "cm22-p-file-1:once"
STANDING = "cm22-p-2-6-commune:once"
"""A matter of the commune until the last day of the plan."""
NEW = "n32248"
"""Đất Mũi, a commune of today."""


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    clock = HandClock(NOW)
    async with assistant_on(settings_for(tmp_path), clock) as assistant:
        found = Office(assistant, clock)
        await found.does("sau", AddGrant(DISTRICT))
        yield found


async def walked(office: Office, route: str) -> tuple[str, list[str]]:
    """Every page of a list: what is said, and the buttons of the names."""
    text, names, data = "", list[str](), f"who:{route}"
    while data:
        page = await office.plays("sau", data=data)
        text, names = text + said(page), names + buttons(page, "whose")
        further = [other for other in buttons(page, "who") if int(other.split(":")[3]) >= len(names)]
        data = further[0] if further else ""
    return text, names


async def test_units_are_counted_not_officers_and_those_without_one_are_named(office: Office) -> None:
    for who in ("minh", "tu", "nam"):
        await office.does(who, AddGrant(OFFICER))
    assert "0/17 đã xong" in said(await office.plays("sau", data="overview"))
    text, names = await walked(office, LIST)
    assert len(names) == len(set(names)) == 17
    assert text.count("• Xã Định Bình") == 1
    assert text.count("(chưa có cán bộ)") == 16
    await office.does("minh", MarkDone("camau-2022", "cm22-x-41-commune", "once", COMMUNE))
    assert "1/17 đã xong" in said(await office.plays("sau", data="overview"))


async def test_a_name_leads_to_whom_to_call(office: Office) -> None:
    await office.does("minh", AddGrant(OFFICER), PutOfficial(Official("Trần Thị Bưởi", "Công chức", "0290 3831 000")))
    opened = said(await office.plays("sau", data=f"whose:{LIST}:{COMMUNE}"))
    assert "Trần Thị Bưởi" in opened
    assert "0290 3831 000" in opened
    assert "Chưa có cán bộ nào" in said(await office.plays("sau", data=f"whose:{LIST}:{OTHER}"))
    lan = await office.makes("lan", "p1", state="accepted")
    await office.store.database.write([Statement('UPDATE producer SET answers = \'{"phone":"+84912345678"}\'')])
    producer = await office.plays("sau", data=f"whose:{FILE}:{lan}")
    assert "0912345678" in said(producer)
    assert buttons(producer, "p") == ["p:p1"]
    await office.does("xa", AddGrant(Grant(Role.COMMUNE_OFFICER, OTHER)))
    assert "0912345678" not in said(await office.plays("xa", data=f"whose:{FILE}:{lan}"))


async def test_a_nudge_says_whom_it_reaches_and_leaves_only_when_that_was_agreed(office: Office) -> None:
    await office.does("minh", AddGrant(OFFICER))
    asked = await office.presses("sau", f"nudge:{LIST}")
    assert "nhắc 1 người chưa xong?" in said(asked)
    assert "Xã Định Bình" in said(asked)
    assert await office.store.database.fetch("SELECT 1 FROM reminder WHERE rule = 'nudge'") == []
    await office.presses("sau", buttons(asked, "nudgeyes")[0])
    assert len(await office.store.database.fetch("SELECT 1 FROM reminder WHERE rule = 'nudge'")) == 1


async def test_nobody_is_nudged_for_what_waits_for_somebody_else(office: Office) -> None:
    office.clock.now = datetime.combine(date(2026, 11, 23), time(9), VIETNAM)
    await office.does("tinh", AddGrant(Grant(Role.PROVINCE_STAFF, AREAS.path(NEW)[0].code)))
    waits = await office.makes("lan", "p1", NEW)
    able = [await office.makes("tu", "p2", NEW, "accepted"), await office.makes("nam", "p3", NEW, "supplement")]
    done = await office.makes("ba", "p4", NEW, "filed")
    sent = "UPDATE application SET programme = 'vietnam-2027', form = 'filing', sent_on = '2026-11-01'"
    await office.store.database.write([Statement(sent)])
    await office.store.database.write([Statement("UPDATE producer SET name = 'Hộ Lan' WHERE id = 'op1'")])
    page = await office.plays("tinh", data="who:vn27-file:2027-1")
    assert "Hộ Lan, Xã Đất Mũi (chờ xã kiểm tra)" in said(page)
    assert "Chưa xong (3)" in said(page), "it is not done, though nobody blames the producer"
    asked = await office.presses("tinh", "nudge:vn27-file:2027-1")
    assert "nhắc 2 người chưa xong?" in said(asked)
    await office.presses("tinh", buttons(asked, "nudgeyes")[0])
    rows = await office.store.database.fetch("SELECT person_id FROM reminder WHERE rule = 'nudge' ORDER BY person_id")
    assert [row[0] for row in rows] == sorted(able)
    assert {waits, done}.isdisjoint(able)


async def test_a_producer_is_told_plainly_that_the_commune_is_late(office: Office) -> None:
    await office.makes("lan", "p1")
    office.clock.now = datetime.combine(date(2022, 4, 20), time(9), VIETNAM)
    assert "Xã đã quá hạn kiểm tra" in said(await office.plays("lan", data="p:p1"))
    await office.store.database.write([Statement("UPDATE application SET programme = 'vietnam-2027', form = 'filing'")])
    late = said(await office.plays("lan", data="p:p1"))
    assert "Xã đã quá hạn 15 ngày làm việc" in late
    assert "có thể hỏi cán bộ xã" in late


async def test_the_level_above_sees_late_checks_after_three_days(office: Office) -> None:
    await office.does("minh", AddGrant(OFFICER), PutOfficial(Official("Trần Thị Bưởi", "", "0290 3831 000")))
    await office.makes("lan", "p1")
    for day, seen in ((31, False), (33, False), (34, True)):
        office.clock.now = datetime.combine(date(2022, 3, 31) + timedelta(days=day - 31), time(9), VIETNAM)
        assert ("Kiểm tra quá hạn: 1 xã, 1 hồ sơ" in said(await office.plays("sau", data="overview"))) is seen, day
    page = await office.plays("sau", data="late")
    assert "Xã Định Bình: 1 hồ sơ quá hạn kiểm tra, lâu nhất 3 ngày" in said(page)
    assert "0290 3831 000" in said(await office.plays("sau", data=buttons(page, "lateunit")[0]))
    assert "Không có xã nào" in said(await office.plays("minh", data="late")), "the commune has its own queue"
    await office.presses("minh", "accept:p1:0")
    assert "Kiểm tra quá hạn" not in said(await office.plays("sau", data="overview"))


async def test_help_and_refusals_are_the_role_s_own(office: Office) -> None:
    await office.does("minh", AddGrant(OFFICER))
    await office.makes("lan", "p1", state="accepted")
    for who, word in (("minh", "kiểm tra hồ sơ trong hàng chờ"), ("sau", "xem danh mục các xã gửi")):
        told = said(await office.plays(who, data="help"))
        assert word in told
        assert "Anh/Chị gặp cán bộ phụ trách OCOP" not in told
    assert "Anh/Chị gặp cán bộ phụ trách OCOP" in said(await office.plays("lan", data="help"))
    await office.does("khac", AddGrant(Grant(Role.DISTRICT_STAFF, "o570")))
    assert "Danh mục này là của nơi khác" in said(await office.plays("khac", data="listed:none"))
    assert "không phải của người Anh/Chị phụ trách" in said(await office.plays("minh", data=f"who:{LIST}"))
    await office.does("hai", AddGrant(Grant(Role.COUNCIL_MEMBER, DISTRICT.area)))
    for who, promised in (("minh", True), ("khac", True), ("hai", False), ("lan", False)):
        empty = said(await office.plays(who, data="queue"))
        assert ("trợ lý sẽ báo" in empty) is promised, (who, empty)


async def test_what_a_council_does_its_secretary_says_where_it_has_one(office: Office) -> None:
    """One member's tap does not end the meeting for all others."""
    meeting, district = "cm22-a4-5.2b:once", DISTRICT.area
    office.clock.now = datetime(2022, 9, 5, 9, tzinfo=VIETNAM)
    await office.does("hai", AddGrant(Grant(Role.COUNCIL_MEMBER, district)))
    assert f"did:{meeting}:{district}" in buttons(await office.plays("hai", data=f"duty:{meeting}"), "did")
    await office.does("ba", AddGrant(Grant(Role.COUNCIL_SECRETARY, district)))
    assert not buttons(await office.plays("hai", data=f"duty:{meeting}"), "did")
    assert "thư ký ghi là đã xong" in said(await office.plays("hai", data=f"did:{meeting}:{district}"))
    await office.does("ba", *(await office.plays("ba", data=f"did:{meeting}:{district}")).writes)
    assert f"undo:{meeting}:{district}" in buttons(await office.plays("ba", data=f"duty:{meeting}"), "undo")
    assert not buttons(await office.plays("hai", data=f"duty:{meeting}"), "undo")


async def test_what_a_plan_asked_for_can_be_said_to_be_done_after_the_plan_is_over(office: Office) -> None:
    """A reminder of what is late leaves in January: its buttons act on the plan of December."""
    await office.does("minh", AddGrant(OFFICER))
    office.clock.now = datetime(2023, 1, 5, 9, tzinfo=VIETNAM)
    asked, done = f"duty:{STANDING}", f"did:{STANDING}:{COMMUNE}"
    assert done in buttons(await office.plays("minh", data=asked), "did")
    await office.does("minh", *(await office.plays("minh", data=done)).writes)
    rows = await office.store.database.fetch("SELECT programme, duty, scope FROM done")
    assert [tuple(row) for row in rows] == [("camau-2022", STANDING.partition(":")[0], COMMUNE)]
    assert not buttons(await office.plays("minh", data=asked), "did")
    await office.does("minh", *(await office.plays("minh", data=f"mute:{STANDING.partition(':')[0]}")).writes)
    assert [row[0] for row in await office.store.database.fetch("SELECT programme FROM mute")] == ["camau-2022"]
