"""Roles while they are at work: taken away in the middle, ended by their day, two of one person, one's own product."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.former import REVISIONS, dump_of
from support.offices import AREAS, BOSS, CITY, COMMUNE, DISTRICT, NOW, OFFICER, OTHER, PROVINCE, Office, labels

from bot.conversations.form import Draft
from bot.dispatch.ports import Outcome
from bot.handlers import menu
from bot.handlers.account.codes import hash_token
from bot.handlers.account.join import packed
from bot.handlers.services import Conflict
from bot.handlers.turn import Turn
from bot.handlers.year.agenda import own_tasks
from bot.kit.pace import Pace
from bot.messages import Arrival
from bot.operation.terms import over
from bot.records.offices import Official
from bot.records.people import Invitation
from bot.storage.account import offices
from bot.storage.account.collecting import collect
from bot.storage.engine.migrate import migrate
from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Statement
from bot.writes.assistance import BeginHelp
from bot.writes.forms import SaveDraft
from bot.writes.people import AddGrant, EndGrant, PutOfficial, SetConsent
from ocop_domain.duties.model import SAID
from ocop_domain.rights import Act, Grant, Role


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    clock = HandClock(NOW)
    async with assistant_on(settings_for(tmp_path), clock) as assistant:
        yield Office(assistant, clock)


# Taken away in the middle


async def test_a_turn_in_flight_when_the_role_is_taken_away_is_refused_and_played_anew_without_it(
    office: Office,
) -> None:
    await office.makes("lan", "p1")
    officer = await office.does("minh", AddGrant(OFFICER))
    accepting = await office.plays("minh", data="accept:p1:0")
    await office.removes(officer, OFFICER)
    with pytest.raises(Conflict):
        await office.commits(accepting)
    assert await office.state("p1") == "sent"
    again = await office.presses("minh", "accept:p1:0")
    assert await office.state("p1") == "sent"
    assert not again.writes or all(type(write).__name__ == "SetPlace" for write in again.writes)


async def test_the_form_that_was_being_filled_in_stays_theirs_and_does_nothing_to_what_is_anothers(
    office: Office,
) -> None:
    await office.makes("lan", "p1")
    officer = await office.does("minh", AddGrant(OFFICER))
    await office.presses("minh", "return:p1:0")
    ((form,),) = await office.store.database.fetch("SELECT id FROM draft WHERE form = 'return'")
    draft = await office.store.draft(form)
    assert draft
    filled = replace(draft, answers={"marks": ["price"], "reason": "Giá bán chưa ghi cho gói bao nhiêu"}, at="=")
    await office.does("minh", SaveDraft(filled))
    await office.removes(officer, OFFICER)
    sending = await office.plays("minh", data="s:send")
    await office.commits(sending)
    assert await office.state("p1") == "sent"
    told = await office.told("minh")
    assert any("không còn giữ việc này" in payload for payload in told)
    (was,) = await offices.formerly_held(office.store.database)
    assert (was.person, was.how) == (officer, "removed")


async def test_who_lost_the_role_writes_nothing_for_the_producer_whom_they_were_helping(office: Office) -> None:
    """Mutant R5: asked with everything an officer writes for somebody else, in the same transaction."""
    begin = BeginHelp("key1", COMMUNE, "Cơ sở Ba Khía", "", "own")
    officer = await office.does("minh", AddGrant(OFFICER), begin)
    ((ward,),) = await office.store.database.fetch("SELECT ward_id FROM assist")
    arrival = Arrival("web", "minh", "77", "{}")
    await office.store.intake([arrival], NOW)
    draft = Draft("d1", "idea", 1, "camau-2022", {"product_name": "Mắm"})
    typed = Outcome(ward, (SaveDraft(draft),), (), helper=officer)
    await office.removes(officer, OFFICER)
    with pytest.raises(Conflict):
        await office.store.commit(arrival, typed, NOW)
    assert await office.store.draft("d1") is None


# Their end


@pytest.mark.parametrize(
    ("grant", "day", "how"),
    [
        (OFFICER, date(2022, 2, 15), ""),
        (DISTRICT, date(2025, 6, 30), ""),
        (DISTRICT, date(2025, 7, 1), "level"),
        (Grant(Role.COUNCIL_SECRETARY, CITY), date(2025, 7, 1), "level"),
        (OFFICER, date(2025, 7, 1), ""),  # its commune was merged: another matter
        (Grant(Role.PROVINCE_STAFF, PROVINCE), date(2025, 7, 1), ""),
        (Grant(Role.COMMUNE_OFFICER, COMMUNE, date(2022, 2, 15)), date(2022, 2, 15), ""),
        (Grant(Role.COMMUNE_OFFICER, COMMUNE, date(2022, 2, 15)), date(2022, 2, 16), "until"),
        (BOSS, date(2030, 1, 1), ""),
    ],
)
def test_a_role_ends_after_its_last_day_or_with_its_level(grant: Grant, day: date, how: str) -> None:
    assert over(grant, AREAS, day) == how


async def test_what_is_over_goes_among_what_was_held_and_the_holder_is_told_once(office: Office) -> None:
    last = Grant(Role.COMMUNE_OFFICER, COMMUNE, NOW.date())
    person = await office.does("minh", AddGrant(last), AddGrant(Grant(Role.COMMUNE_OFFICER, OTHER)))
    await office.assistant.terms.tick()
    assert await office.told("minh") == []
    office.clock.move(days=1)
    for _ in range(2):
        await office.assistant.terms.tick()
    (told,) = await office.told("minh")
    assert "hết thời hạn" in told
    (was,) = await offices.formerly_held(office.store.database)
    assert (was.person, was.grant.area, was.how) == (person, COMMUNE, "until")
    (held,) = await offices.held(office.store.database)
    assert held.grant.area == OTHER


# Taking one


async def _invited(office: Office, who: str, invitation: Invitation) -> Turn:
    await office.store.invite(invitation, office.clock())
    return await office.presses(who, f"take:{packed(invitation.token_hash)}")


async def test_whoever_invited_hears_who_took_it_and_the_new_official_is_asked_who_they_are(office: Office) -> None:
    await office.does("boss", AddGrant(BOSS))
    ends = NOW + timedelta(days=7)
    taken = await _invited(office, "minh", Invitation(hash_token("a"), ends, Role.COMMUNE_OFFICER, COMMUNE, whom="Tư"))
    assert "office" in labels(taken)
    (told,) = await office.told("boss")
    assert "Xã Định Bình" in told
    assert "Tư" in told
    staff = await office.does("sau", AddGrant(DISTRICT))
    await _invited(office, "ba", Invitation(hash_token("b"), ends, Role.COMMUNE_OFFICER, OTHER, by=staff))
    assert len(await office.told("sau")) == 1
    assert len(await office.told("boss")) == 1, "who invited is told, nobody else"
    (given,) = [held for held in await offices.held(office.store.database) if held.grant.area == OTHER]
    assert given.by == staff


async def test_a_producer_reads_whom_to_ask(office: Office) -> None:
    await office.makes("lan", "p1")
    said = Official("Lê Thị Minh", "Công chức", "+842903831234")
    await office.does("minh", AddGrant(OFFICER), PutOfficial(said))
    opened = await office.plays("lan", data="p:p1")
    assert "Lê Thị Minh, Công chức, 02903831234" in opened.replies[0].text
    others = await office.plays("minh", data="p:p1")
    assert "Lê Thị Minh" not in others.replies[0].text


# Two roles of one person


async def test_an_official_who_is_a_producer_has_both_menus_and_stays_in_the_one_that_was_chosen(
    office: Office,
) -> None:
    await office.does("minh", AddGrant(OFFICER), AddGrant(DISTRICT))
    first = await office.presses("minh", "menu")
    assert labels(first)[:1] == ["queue"]
    assert "mine" not in labels(first), "not a producer yet"
    await office.makes("minh", "p1", OTHER)
    switched = await office.presses("minh", "as:producer")
    assert "mine" in labels(switched)
    again = await office.presses("minh", "menu")
    assert "mine" in labels(again)
    assert labels(again).count("as") == 2, "back to each office"
    assert all(len(reply.choices) <= menu.MOST for reply in again.replies)
    typed = await office.plays("minh", text="Hồ sơ chờ kiểm tra")
    assert "queue" in labels(typed) or "area" in labels(typed), "what stands in the other menu can be typed"
    district = await office.presses("minh", "as:district_staff")
    assert "area" in labels(district)
    unknown = await office.presses("minh", "as:admin")
    assert "area" in labels(unknown), "what is not held cannot be chosen"


async def test_an_official_who_is_a_producer_has_the_tasks_of_both(office: Office) -> None:
    await office.makes("minh", "p1", OTHER, "accepted")
    before = await own_tasks(await office.plays("minh", data="menu"))
    assert {task.occurrence.duty.role for task in before} == {"producer"}
    await office.does("minh", AddGrant(OFFICER))
    after = await own_tasks(await office.plays("minh", data="menu"))
    assert {task.occurrence.duty.role for task in after} == {"producer", "commune_officer"}
    assert [task for task in after if task.occurrence.duty.role == "producer"] == before


# One's own product


async def test_an_officer_never_checks_the_own_product_another_of_the_commune_does(office: Office) -> None:
    await office.makes("minh", "p1")
    await office.does("minh", AddGrant(OFFICER))
    await office.does("tu", AddGrant(OFFICER))
    own = await office.presses("minh", "accept:p1:0")
    assert await office.state("p1") == "sent"
    assert "cán bộ khác" in own.replies[0].text
    opened = await office.plays("minh", data="p:p1")
    assert "accept" not in labels(opened)
    queue = await office.plays("minh", data="queue")
    assert "p" not in labels(queue), "it does not wait for its owner"
    assert "p" in labels(await office.plays("tu", data="queue"))
    await office.presses("tu", "accept:p1:0")
    assert await office.state("p1") == "accepted"


async def test_where_the_commune_has_nobody_else_the_level_above_checks_it(office: Office) -> None:
    await office.makes("minh", "p1")
    await office.does("minh", AddGrant(OFFICER))
    await office.does("sau", AddGrant(DISTRICT))
    assert "accept" in labels(await office.plays("sau", data="p:p1"))
    await office.presses("minh", "accept:p1:0")
    assert await office.state("p1") == "sent"
    await office.presses("sau", "accept:p1:0")
    assert await office.state("p1") == "accepted"


async def test_the_level_above_checks_nothing_where_the_commune_can(office: Office) -> None:
    await office.makes("lan", "p1")
    await office.does("minh", AddGrant(OFFICER))
    await office.does("sau", AddGrant(DISTRICT))
    assert "accept" not in labels(await office.plays("sau", data="p:p1"))
    await office.presses("sau", "accept:p1:0")
    assert await office.state("p1") == "sent"


# What survived the mutants


@pytest.mark.parametrize("button", ["did", "undo"])
async def test_what_shows_by_itself_is_not_done_nor_undone_by_saying_so(office: Office, button: str) -> None:
    """Mutant R8: a forged press on a duty that is done when a dossier was handed in."""
    person = await office.makes("lan", "p1", state="accepted")
    own = await own_tasks(await office.plays("lan", data="menu"))
    shown = next(task.occurrence for task in own if task.occurrence.duty.done not in SAID and not task.done)
    await office.presses("lan", f"{button}:{shown.duty.id}:{shown.id}:{person}")
    assert await office.store.database.fetch("SELECT 1 FROM done") == []
    assert await office.store.database.fetch("SELECT 1 FROM audit WHERE kind LIKE 'year.%'") == []


def test_exactly_as_many_replies_leave_in_a_second_as_the_platform_takes() -> None:
    """Mutant O4: not one more, whatever each costs."""
    pace = Pace(28, 30)
    assert [pace.reply(1000.0) for _ in range(31)] == [1000.0] * 30 + [1001.0]
    costly = Pace(28, 30)
    assert [costly.reply(1000.0, 10) for _ in range(4)] == [1000.0] * 3 + [1001.0]


async def test_officials_of_a_unit_are_found_by_what_they_may_do(office: Office) -> None:
    person = await office.does("minh", AddGrant(OFFICER))
    assert [o.person for o in await office.store.officers_of([COMMUNE], Act.CHECK)] == [person]
    assert await office.store.officers_of([OTHER], Act.CHECK) == []


# Roles of former versions


@pytest.mark.parametrize("revision", [REVISIONS[0], REVISIONS[-1]])
def test_roles_of_one_unit_in_several_programmes_become_one_the_earliest_wins(revision: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.executescript(dump_of(revision))
        known = {tuple(row) for row in connection.execute("SELECT DISTINCT person_id, role, area FROM role")}
        person = connection.execute("SELECT min(id) FROM person").fetchone()[0]
        for programme, at in (("camau-2022", "2022-03-01"), ("camau-2021-2025", "2021-05-01"), ("x", "2023-01-01")):
            row = (person, "district_staff", CITY, programme, at)
            columns = "person_id, role, area, programme, granted_at"
            connection.execute(f"INSERT INTO role ({columns}) VALUES (?, ?, ?, ?, ?)", row)
        connection.commit()
    asyncio.run(migrate(f"sqlite+aiosqlite:///{tmp_path / FILE}"))
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        now = {tuple(row) for row in connection.execute("SELECT person_id, role, area FROM role")}
        mine = "SELECT granted_at FROM role WHERE role = 'district_staff' AND area = ? AND person_id = ?"
        (kept,) = connection.execute(mine, (CITY, person))
    assert now == known | {(person, "district_staff", CITY)}
    assert kept == ("2021-05-01",)


# After consent was withdrawn


@pytest.mark.parametrize("button", ["full:p1:1048-2019", "quick:p1:1048-2019:4", "undrop:w1", "part:p1:target"])
async def test_after_consent_was_withdrawn_no_score_sheet_and_no_paper_is_begun_or_taken_back(
    office: Office, button: str
) -> None:
    await office.makes("lan", "p1", state="accepted")
    await office.does("lan", SetConsent("consent_dossier", False))
    pressed = await office.presses("lan", button)
    assert "consent" in labels(pressed), "how to choose again is offered"
    assert await office.store.database.fetch("SELECT 1 FROM draft") == []


async def test_who_has_not_done_it_yet_is_named_where_officials_have_said_a_name(office: Office) -> None:
    await office.does("minh", AddGrant(OFFICER), PutOfficial(Official("Lê Thị Minh")))
    await office.does("tu", AddGrant(OFFICER))
    turn = await office.plays("minh", data="menu")
    duty = next(o for o in turn.programme.occurrences if o.duty.role == "commune_officer")
    found = await office.store.holders(duty, AREAS.territory(PROVINCE), "camau-2022")
    assert [holder.name for holder in found] == ["", "Lê Thị Minh"]


async def test_what_an_official_said_is_in_the_export_and_goes_with_the_account(office: Office) -> None:
    said = Official("Lê Thị Minh", "Công chức", "+842903831234")
    person = await office.does("minh", AddGrant(OFFICER), AddGrant(DISTRICT), PutOfficial(said))
    await office.removes(person, DISTRICT)
    told = await collect(office.store.database, person)
    assert [row["name"] for row in told["office"]] == ["Lê Thị Minh"]
    assert [row["area"] for row in told["former_roles"]] == [CITY]
    await office.does("minh", await office.store.erasure(person))
    for table in ("official", "role", "past_role"):
        assert await office.store.database.fetch(f"SELECT 1 FROM {table}") == [], table


# Units that went into others


WARD_9, AN_XUYEN, TAN_THANH, HOA_THANH, NEW_PROVINCE = "o31999", "n32002", "n32025", "n32041", "n96"
"""Ward 9 went whole into An Xuyên on 1 July 2025; Định Bình, the commune, was divided between the other two."""


async def test_a_role_goes_on_for_the_unit_that_took_the_place_of_the_old_one(office: Office) -> None:
    """With what is under way, once however often it is looked at; the holder and the level above are told."""
    here, later = Grant(Role.COMMUNE_OFFICER, WARD_9), Grant(Role.COMMUNE_OFFICER, AN_XUYEN)
    minh = await office.does("minh", AddGrant(here))
    await office.does("tỉnh", AddGrant(Grant(Role.PROVINCE_STAFF, NEW_PROVINCE)))
    await office.makes("lan", "p1", WARD_9)
    await office.does("minh", BeginHelp("k", WARD_9, "Cơ sở Ba Khía", "", "own"))
    await office.assistant.succession.tick()
    assert [holding.grant for holding in await offices.held(office.store.database)][:1] == [here], "not before its day"
    office.clock.move(days=(date(2025, 7, 1) - NOW.date()).days)
    for _ in range(2):
        await office.assistant.succession.tick()
    held = [holding.grant for holding in await offices.held(office.store.database) if holding.person == minh]
    assert held == [later]
    former = [(h.grant.area, h.how) for h in await offices.formerly_held(office.store.database)]
    assert former == [(WARD_9, "unit")], "what was held stays readable"
    assert await office.store.database.fetch("SELECT area FROM application") == [(AN_XUYEN,)]
    assert await office.store.database.fetch("SELECT area FROM assist") == [(AN_XUYEN,)]
    entries = await office.store.database.fetch("SELECT was, became FROM audit WHERE kind = 'unit.succeeded'")
    assert [tuple(row) for row in entries] == [(WARD_9, AN_XUYEN)]
    assert len(await office.told("minh")) == len(await office.told("tỉnh")) == 1
    assert "An Xuyên" in (await office.told("tỉnh"))[0]
    await office.presses("minh", "stophelp")
    shown = await office.plays("minh", data="queue")
    assert "Mắm" in shown.replies[0].text
    assert "Cơ sở Ba Khía" in str((await office.plays("minh", data="assist")).replies)


async def test_of_a_unit_that_was_divided_the_holder_says_for_which_part_the_role_goes_on(office: Office) -> None:
    minh = await office.does("minh", AddGrant(OFFICER))
    await office.makes("lan", "p1")
    await office.does("minh", BeginHelp("k", COMMUNE, "Cơ sở Ba Khía", "", "own"))
    await office.presses("minh", "stophelp")
    office.clock.move(days=(date(2025, 7, 1) - NOW.date()).days)
    for _ in range(2):
        await office.assistant.succession.tick()
    (asked,) = await office.told("minh")
    assert f"myunit:commune_officer:{COMMUNE}:{TAN_THANH}" in asked
    assert f"myunit:commune_officer:{COMMUNE}:{HOA_THANH}" in asked
    assert "Mắm" in (await office.plays("minh", data="queue")).replies[0].text, "until then the old things are seen"
    await office.presses("minh", f"myunit:commune_officer:{COMMUNE}:{AN_XUYEN}")
    assert [h.grant for h in await offices.held(office.store.database)] == [OFFICER], "only what it went into"
    await office.presses("minh", f"myunit:commune_officer:{COMMUNE}:{TAN_THANH}")
    assert [(h.person, h.grant.area) for h in await offices.held(office.store.database)] == [(minh, TAN_THANH)]
    assert "Mắm" in (await office.plays("minh", data="queue")).replies[0].text, "each part sees what was there"
    assert "Cơ sở Ba Khía" in str((await office.plays("minh", data="assist")).replies)
    ((ward,),) = await office.store.database.fetch("SELECT ward_id FROM assist")
    await office.presses("minh", f"for:{ward}")
    await office.presses("minh", "mine")
    assert [told.person for told in await office.store.told(ward)] == [minh]


async def test_where_a_commune_has_no_officer_the_level_above_is_told_and_checks(office: Office) -> None:
    await office.does("huyện", AddGrant(DISTRICT))
    await office.does("xa", AddGrant(Grant(Role.DISTRICT_STAFF, "o570")))
    await office.makes("lan", "p1")
    queue = await office.plays("huyện", data="queue")
    assert "Mắm" in queue.replies[0].text
    assert "Mắm" not in (await office.plays("xa", data="queue")).replies[0].text
    (door,) = [c for c in (await office.plays("huyện", data="area")).replies[0].nav if c.data == "queue"]
    assert "1" in door.label
    revision = (await office.store.database.fetch("SELECT revision FROM application"))[0][0]
    await office.does("minh", AddGrant(OFFICER))
    assert "Mắm" not in (await office.plays("huyện", data="queue")).replies[0].text, "until somebody is named"
    await office.presses("huyện", f"accept:p1:{revision}")
    assert await office.store.database.fetch("SELECT state FROM application") == [("sent",)]
    assert await office.told("huyện") == []
    await office.removes((await office.store.person("web", "minh", "vi", office.clock())).id, OFFICER)
    assert len(await office.told("huyện")) == 1, "nobody is left there, and something waits"
    await office.presses("huyện", f"accept:p1:{revision}")
    assert await office.store.database.fetch("SELECT state FROM application") == [("accepted",)]


async def test_the_only_officers_own_product_is_in_the_queue_of_the_level_above(office: Office) -> None:
    await office.does("huyện", AddGrant(DISTRICT))
    await office.makes("minh", "p1")
    await office.does("minh", AddGrant(OFFICER))
    await office.makes("lan", "p2", COMMUNE)
    await office.store.database.write([Statement("UPDATE application SET name = 'Khô' WHERE id = 'p2'", ())])
    shown = (await office.plays("huyện", data="queue")).replies[0].text
    assert "Mắm" in shown
    assert "Khô" not in shown, "what the officer may check is the officer's"
    own = (await office.plays("minh", data="queue")).replies[0].text
    assert "Khô" in own
    assert "Mắm" not in own


async def test_who_has_two_communes_is_greeted_for_both_and_told_which_task_is_for_which(office: Office) -> None:
    await office.does("minh", AddGrant(OFFICER), AddGrant(Grant(Role.COMMUNE_OFFICER, OTHER)))
    places = [AREAS.get(unit).name for unit in (COMMUNE, OTHER)]
    greeting = (await office.plays("minh", text="/start")).replies[0].text
    assert all(AREAS.inline(unit) in greeting for unit in (COMMUNE, OTHER))
    listed = [c.label for c in (await office.plays("minh", data="calendar")).replies[0].choices]
    named = [label for label in listed if any(place in label for place in places)]
    assert named
    assert len(listed) == len(set(listed)), "no line twice word for word"


# Roles that are given and taken in the chat


async def _fills(office: Office, who: str, button: str, *answers: str) -> str:
    """Opens a form and answers it; returns the code that was made."""
    await office.presses(who, button)
    shown = ""
    for answer in answers:
        turn = await office.plays(who, text=answer)
        await office.commits(turn)
        shown = turn.replies[-1].text
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", shown)
    assert found, shown
    return found[0]


async def _takes(office: Office, who: str, code: str) -> Turn:
    await office.commits(await office.plays(who, text=f"mã {code}"))
    return await office.presses(who, f"take:{packed(hash_token(code))}")


async def test_who_stands_above_names_an_officer_and_takes_the_role_away_in_the_chat(office: Office) -> None:
    boss = await office.does("huyện", AddGrant(DISTRICT))
    code = await _fills(office, "huyện", "appoint", "xã Định Bình", "Lê Thị Lan")
    await _takes(office, "lan", code)
    lan = (await office.store.person("web", "lan", "vi", office.clock())).id
    (held,) = [h for h in await offices.held(office.store.database) if h.person == lan]
    assert (held.grant, held.by) == (OFFICER, boss)
    assert any("Lê Thị Lan" in told for told in await office.told("huyện")), "who invited hears who took it"
    listed = await office.plays("huyện", data="staff")
    assert f"holder:{lan}:commune_officer:{COMMUNE}" in [c.data for c in listed.replies[-1].choices]
    asked = await office.plays("huyện", data=f"askdismiss:{lan}:commune_officer:{COMMUNE}")
    assert f"dismiss:{lan}:commune_officer:{COMMUNE}" in [c.data for c in asked.replies[-1].choices]
    assert not any(isinstance(write, EndGrant) for write in asked.writes), "asked first"
    await office.presses("huyện", f"dismiss:{lan}:commune_officer:{COMMUNE}")
    assert [h.person for h in await offices.held(office.store.database)] == [boss]
    assert len(await office.told("lan")) == 1
    rows = await office.store.database.fetch("SELECT person_id, on_behalf FROM audit WHERE kind LIKE 'ended.%'")
    assert [tuple(row) for row in rows] == [(boss, lan)]


async def test_a_role_that_is_handed_over_ends_when_the_other_takes_it(office: Office) -> None:
    await office.does("huyện", AddGrant(DISTRICT))
    minh = await office.does("minh", AddGrant(OFFICER))
    code = await _fills(office, "huyện", f"replace:{minh}:commune_officer:{COMMUNE}", "Lê Thị Lan")
    assert minh in [h.person for h in await offices.held(office.store.database)], "nobody is missing meanwhile"
    await _takes(office, "lan", code)
    lan = (await office.store.person("web", "lan", "vi", office.clock())).id
    officers = [h.person for h in await offices.held(office.store.database) if h.grant == OFFICER]
    assert officers == [lan]
    assert any("không còn giữ việc này" in told for told in await office.told("minh"))


async def test_nobody_names_or_removes_who_does_not_stand_below_and_inside(office: Office) -> None:
    await office.does("huyện", AddGrant(DISTRICT))
    await office.does("xa", AddGrant(Grant(Role.DISTRICT_STAFF, "o570")))
    minh = await office.does("minh", AddGrant(OFFICER))
    colleague = await office.does("tu", AddGrant(DISTRICT))
    for who, person, role, area in (
        ("xa", minh, "commune_officer", COMMUNE),
        ("minh", minh, "commune_officer", COMMUNE),
        ("huyện", colleague, "district_staff", CITY),
        ("huyện", minh, "admin", COMMUNE),
    ):
        for button in ("holder", "askdismiss", "dismiss", "replace"):
            await office.presses(who, f"{button}:{person}:{role}:{area}")
    assert len(await offices.held(office.store.database)) == 4
    await office.presses("minh", "appoint")
    assert await office.store.database.fetch("SELECT 1 FROM draft") == []
    code = await _fills(office, "huyện", "appoint", "xã Định Bình", "Lê Thị Lan")
    await office.removes((await office.store.person("web", "huyện", "vi", office.clock())).id, DISTRICT)
    await _takes(office, "lan", code)
    assert len(await offices.held(office.store.database)) == 3, "the word of who names nobody any more gives nothing"
