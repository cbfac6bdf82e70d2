"""The commune's list: what may go up, asked once, kept, found by both sides, handed up again, taken back."""

from __future__ import annotations

import asyncio
import io
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import astuple, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.former import dump_of
from support.offices import AREAS, COMMUNE, DISTRICT, NOW, OFFICER, OTHER, TEXTS, Office, buttons, labels, said

from bot.kit.clock import VIETNAM
from bot.papers.dossier.model import WORDS
from bot.papers.lists.document import list_document
from bot.papers.lists.model import PRINTED, printed
from bot.papers.lists.table import list_table
from bot.records.lists import ListedProduct, ProductList
from bot.records.offices import Official
from bot.storage.account.collecting import collect
from bot.storage.engine.migrate import migrate
from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Statement
from bot.writes.people import AddGrant, PutOfficial
from bot.writes.year import MarkDone
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.lists import sort
from ocop_domain.programme_files import load_programme
from ocop_domain.programmes import HandsUp
from ocop_domain.rights import Grant, Role

LIST = "cm22-x-41-commune:once"
STATES = tuple(ApplicationState)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    clock = HandClock(NOW)
    async with assistant_on(settings_for(tmp_path), clock) as assistant:
        found = Office(assistant, clock)
        await found.does("minh", AddGrant(OFFICER))
        await found.does("sau", AddGrant(DISTRICT))
        yield found


async def hands_up(office: Office, at: str = LIST, unit: str = COMMUNE) -> str:
    """Through the question, to the list that is kept; returns its id."""
    asked = await office.presses("minh", f"handup:{at}:{unit}")
    done = await office.presses("minh", buttons(asked, "sendup")[0])
    return buttons(done, "listed")[0].partition(":")[2]


# What may go up


@pytest.mark.parametrize(("name", "rule"), [("camau-2022", HandsUp.ACCEPTED), ("vietnam-2027", HandsUp.CHECKED)])
def test_what_goes_up_is_the_programmes_rule_and_everything_else_stays_behind(name: str, rule: HandsUp) -> None:
    programme = load_programme(name)
    assert programme.hands_up is rule
    day = programme.demo_date
    one = Application("x", name, "o", 1, COMMUNE, "Mắm", {}, "idea", 1, ApplicationState.SENT, 0, day, day)
    found = sort([replace(one, id=state, state=state) for state in STATES], lambda _: programme)
    ready = {"checked"} if rule is HandsUp.CHECKED else {"accepted", "filed", "supplement", "checked"}
    assert {p.id for p in found.ready} == ready
    assert {p.id for p in found.behind} == {*STATES} - ready - {"judged", "refused", "duplicate", "withdrawn"}


def test_a_plan_that_says_nothing_follows_the_law_of_its_day() -> None:
    named = ("camau-2021-2025", "camau-2022", "dakdoa-2022", "khanhhoa-2020")
    assert {load_programme(name).hands_up for name in named} == {HandsUp.ACCEPTED}


# Handed up


async def test_a_list_goes_up_only_after_a_question_that_names_what_stays_behind(office: Office) -> None:
    await office.makes("lan", "p1", state="accepted")
    await office.makes("tu", "p2")
    shown = await office.presses("minh", f"list:{LIST}")
    assert "1 sản phẩm đưa vào danh mục" in said(shown)
    assert "chờ xã kiểm tra" in said(shown)
    asked = await office.presses("minh", buttons(shown, "handup")[0])
    assert "Gửi danh mục 1 sản phẩm của xã Định Bình lên thành phố Cà Mau?" in said(asked)
    assert "Ở lại 1: Mắm" in said(asked)
    assert await office.store.lists_in([COMMUNE], 0, 5) == (0, [])
    await office.presses("minh", buttons(asked, "sendup")[0])
    _, (kept,) = await office.store.lists_in([COMMUNE], 0, 5)
    whole = await office.store.product_list(kept.id)
    assert whole
    assert [line.application for line in whole.products] == ["p1"]
    assert len(await office.told("sau")) == 1


async def test_what_was_accepted_between_the_question_and_the_answer_is_asked_about_again(office: Office) -> None:
    await office.makes("lan", "p1", state="accepted")
    asked = await office.presses("minh", f"handup:{LIST}:{COMMUNE}")
    await office.makes("tu", "p2", state="accepted")
    again = await office.presses("minh", buttons(asked, "sendup")[0])
    assert "vừa thay đổi" in said(again)
    assert await office.store.lists_in([COMMUNE], 0, 5) == (0, [])
    await office.presses("minh", buttons(again, "sendup")[0])
    assert (await office.store.lists_in([COMMUNE], 0, 5))[1][0].count == 2


async def test_what_is_accepted_later_goes_up_by_a_later_list_and_both_are_kept(office: Office) -> None:
    await office.makes("lan", "p1", state="accepted")
    first = await hands_up(office)
    assert "handup" not in labels(await office.plays("minh", data=f"list:{LIST}")), "nothing is left"
    await office.makes("tu", "p2", state="accepted")
    second = await hands_up(office)
    found = await office.plays("minh", data="lists")
    assert [data.partition(":")[2] for data in buttons(found, "listed")] == [second, first]
    above = await office.plays("sau", data=f"listed:{second}")
    assert "danh mục số 2" in said(above)
    assert buttons(above, "p") == ["p:p2"], "each product can be opened"
    assert "askback" not in labels(above), "only the commune takes it back"


async def test_a_list_is_found_only_by_the_commune_and_by_those_above_it(office: Office) -> None:
    await office.does("xa khac", AddGrant(Grant(Role.COMMUNE_OFFICER, OTHER)))
    await office.does("tinh khac", AddGrant(Grant(Role.PROVINCE_STAFF, "o56")))
    await office.does("tinh", AddGrant(Grant(Role.PROVINCE_STAFF, "o96")))
    await office.makes("lan", "p1", state="accepted")
    kept = await hands_up(office)
    for who, sees in (("minh", True), ("sau", True), ("tinh", True), ("xa khac", False), ("tinh khac", False)):
        assert ("Mắm" in said(await office.plays(who, data=f"listed:{kept}"))) is sees, who
        assert bool(buttons(await office.plays(who, data="lists"), "listed")) is sees, who
    for who in ("sau", "tinh", "xa khac"):
        await office.presses(who, f"backlist:{kept}")
    assert (await office.store.lists_in([COMMUNE], 0, 5))[1][0].stands


async def test_a_list_names_who_handed_it_up(office: Office) -> None:
    await office.does("minh", PutOfficial(Official("Trần Thị Bưởi", "Công chức", "")))
    await office.makes("lan", "p1", state="accepted")
    assert "Trần Thị Bưởi" in said(await office.plays("sau", data=f"listed:{await hands_up(office)}"))


async def test_a_long_list_is_walked_to_its_end_before_and_after_it_went_up(office: Office) -> None:
    for number in range(27):
        await office.makes(f"lan{number}", f"p{number:02}", state="accepted")
    first = await office.plays("minh", data=f"list:{LIST}")
    rest = await office.plays("minh", data=buttons(first, "list")[0])
    assert said(first).count("Mắm") + said(rest).count("Mắm") == 27
    seen: list[str] = []
    data = f"listed:{await hands_up(office)}"
    while data:
        page = await office.plays("sau", data=data)
        seen += buttons(page, "p")
        further = [other for other in buttons(page, "listed") if int(other.split(":")[2]) >= len(seen)]
        data = further[0] if further else ""
    assert len(seen) == len(set(seen)) == 27


# The duty


async def duty_is_open(office: Office) -> bool:
    """Whether it still stands in the officer's calendar."""
    page = await office.plays("minh", data="calendar")
    return f"duty:{LIST}" in [choice.data for reply in page.replies for choice in reply.choices]


async def test_the_duty_is_done_when_its_day_passes_with_nothing_left_not_by_the_first_list(office: Office) -> None:
    await office.makes("lan", "p1", state="accepted")
    await hands_up(office)
    assert await duty_is_open(office)
    office.clock.now = datetime.combine(date(2022, 4, 1), time(9), VIETNAM)
    assert not await duty_is_open(office)


async def test_the_duty_is_late_as_long_as_something_that_came_in_time_is_left(office: Office) -> None:
    await office.makes("lan", "p1", state="accepted")
    await hands_up(office)
    await office.makes("tu", "p2")
    office.clock.now = datetime.combine(date(2022, 4, 1), time(9), VIETNAM)
    assert await duty_is_open(office), "the commune has not checked it"
    await office.presses("minh", "accept:p2:0")
    await office.store.database.write([Statement("UPDATE application SET updated_on = '2022-03-30' WHERE id = 'p2'")])
    assert await duty_is_open(office), "and not handed it up"
    await hands_up(office)
    assert not await duty_is_open(office)


async def test_who_says_done_while_something_is_left_is_shown_what(office: Office) -> None:
    person = await office.makes("lan", "p1", state="accepted")
    assert person
    shown = await office.presses("minh", f"did:{LIST}:{COMMUNE}")
    assert "chưa ghi là xong" in said(shown)
    assert await office.store.database.fetch("SELECT 1 FROM done") == []
    await hands_up(office)
    await office.presses("minh", f"did:{LIST}:{COMMUNE}")
    assert len(await office.store.database.fetch("SELECT 1 FROM done")) == 1


# Taken back


async def test_a_list_that_is_taken_back_stays_and_its_products_go_up_again(office: Office) -> None:
    await office.makes("lan", "p1", state="accepted")
    first = await hands_up(office)
    asked = await office.presses("minh", f"askback:{first}")
    await office.presses("minh", buttons(asked, "backlist")[0])
    assert len(await office.told("sau")) == 2, "the level above hears of it"
    assert "Đã rút lại" in said(await office.plays("sau", data=f"listed:{first}"))
    second = await hands_up(office)
    assert (await office.store.product_list(second)) is not None
    assert [one.stands for one in (await office.store.lists_in([COMMUNE], 0, 5))[1]].count(True) == 1


async def test_a_list_on_which_the_level_above_has_acted_is_not_taken_back(office: Office) -> None:
    await office.makes("lan", "p1", state="accepted")
    kept = await hands_up(office)
    office.clock.now += timedelta(hours=1)
    await office.does("sau", MarkDone("camau-2022", "cm22-x-41-district", "once", "o964"))
    refused = await office.presses("minh", f"backlist:{kept}")
    assert "Không rút được nữa" in said(refused)
    assert (await office.store.lists_in([COMMUNE], 0, 5))[1][0].stands


async def test_what_stands_in_a_list_is_no_slip_of_an_officer_any_more(office: Office) -> None:
    await office.makes("lan", "p1")
    await office.presses("minh", "accept:p1:0")
    assert await office.store.decision_on("p1")
    await hands_up(office)
    assert await office.store.decision_on("p1") is None


# A programme that asks for no list


async def test_where_no_duty_asks_for_a_list_it_goes_up_all_the_same(office: Office) -> None:
    office.clock.now = datetime.combine(date(2020, 6, 1), time(9), VIETNAM)
    await office.makes("lan", "p1", state="accepted")
    await office.store.database.write([Statement("UPDATE application SET programme = 'vietnam-1048'")])
    door = [data for data in buttons(await office.plays("minh", data="lists"), "list") if data.startswith("list:-")]
    assert door == ["list:-:vietnam-1048"]
    kept = await hands_up(office, "-:vietnam-1048")
    assert "Mắm" in said(await office.plays("sau", data=f"listed:{kept}"))
    await office.makes("tu", "p2", state="accepted")
    await office.store.database.write([Statement("UPDATE application SET programme = 'vietnam-1048'")])
    await hands_up(office, "-:vietnam-1048")
    assert [one.number for one in (await office.store.lists_in([COMMUNE], 0, 5))[1]] == [2, 1]


# Printed


async def test_each_line_keeps_where_its_product_is_and_the_decision_that_its_set_is_of(office: Office) -> None:
    """Of an earlier decision, handed up with what a later plan leads: its set is printed under its own name."""
    await office.makes("lan", "p1", state="accepted")
    answers = Statement("UPDATE application SET answers = ?", ('{"product_set": "s03", "area": "o32038"}',))
    await office.store.database.write([answers])
    kept = await office.store.product_list(await hands_up(office))
    assert kept
    (line,) = kept.products
    assert (line.said["product_sets"], line.said["area"]) == ("1048-2019", COMMUNE)
    words = printed(kept, load_programme("vietnam-2027"), AREAS, TEXTS["vi"])
    assert words.rows[0].subgroup == load_programme("camau-2022").product_sets.by_id["s03"].name


def _three() -> ProductList:
    """A new product, an upgrade, and one whose producer was erased."""
    said = {"producer_name": "HTX Ông Muộn", "legal_form": "cooperative", "representative": "Lê Văn Bưởi"}
    place = {"address": "Ấp Ông Muộn", "area": COMMUNE, "product_set": "s03", "product_sets": "1048-2019"}
    lines = (
        ListedProduct("p1", "=Gạo sạch", {**said, **place, "registration_kind": "first"}),
        ListedProduct("p2", "Mật ong", {**said, **place, "registration_kind": "upgrade", "current_star": "3"}),
        ListedProduct("p3", ""),
    )
    return ProductList("l1", COMMUNE, "camau-2022", "cm22-x-41-commune", "once", 1, NOW, 0, count=3, products=lines)


def test_a_list_prints_the_columns_of_the_annexes() -> None:
    words = printed(_three(), load_programme("camau-2022"), AREAS, TEXTS["vi"])
    assert (words.unit, words.to) == ("Xã Định Bình", "thành phố Cà Mau")
    first, second, gone = words.rows
    rice = load_programme("camau-2022").product_sets.by_id["s03"]
    assert astuple(first)[:4] == ("1", "=Gạo sạch", "HTX Ông Muộn", "Lê Văn Bưởi")
    assert astuple(first)[4:6] == ("Ấp Ông Muộn, xã Định Bình", "Hợp tác xã")
    assert astuple(first)[6:] == (rice.sector, rice.group, rice.name, "Mới", "")
    assert (second.kind, second.star) == ("Nâng hạng", "3 lên 4")
    assert (gone.product, gone.producer, gone.kind) == ("(đã xóa theo yêu cầu)", "", "")


def test_the_document_and_the_workbook_have_heading_table_and_signature() -> None:
    words = printed(_three(), load_programme("camau-2022"), AREAS, TEXTS["vi"])
    paper = Document(io.BytesIO(list_document(words)))
    told = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    told += [paragraph.text for paragraph in paper.paragraphs]
    book = load_workbook(io.BytesIO(list_table(words)))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value]
    for where in ("\n".join(told), "\n".join(str(cell.value) for cell in cells)):
        for word in (*WORDS["nation"], "XÃ ĐỊNH BÌNH", "Số: ........../DM-UBND", "CHỦ TỊCH", "ngày ......."):
            assert word in where, word
        for word in (*PRINTED["columns"].values(), "HTX Ông Muộn", "3 lên 4", "Danh mục có 3 sản phẩm."):
            assert word in where, word
    assert all(cell.data_type == "s" for cell in cells), "what people typed is no formula"
    section = paper.sections[0]
    assert section.page_width > section.page_height
    assert list_document(words) == list_document(words)


async def test_the_commune_and_the_level_above_print_a_list_by_one_button_each(office: Office) -> None:
    await office.makes("lan", "p1", state="accepted")
    kept = await hands_up(office)
    for who in ("minh", "sau"):
        shown = await office.plays(who, data=f"listed:{kept}")
        for name in ("listdoc", "listxls"):
            given = await office.plays(who, data=buttons(shown, name)[0])
            assert [len(reply.files) for reply in given.replies] == [1], (who, name)
    await office.does("xa khac", AddGrant(Grant(Role.COMMUNE_OFFICER, OTHER)))
    assert not any(reply.files for reply in (await office.plays("xa khac", data=f"listdoc:{kept}")).replies)


# Kept


async def test_whoever_is_erased_is_no_longer_named_in_a_list(office: Office) -> None:
    lan = await office.makes("lan", "p1", state="accepted")
    kept = await hands_up(office)
    assert (await collect(office.store.database, lan))["listed"][0]["said"] == {
        "producer_name": "Cơ sở",
        "area": COMMUNE,
        "product_sets": "1048-2019",
    }
    await office.does("lan", await office.store.erasure(lan))
    whole = await office.store.product_list(kept)
    assert whole
    assert [(line.application, line.said) for line in whole.products] == [("p1", {})]
    assert "p:p1" in buttons(await office.plays("sau", data=f"listed:{kept}"), "p")


def test_what_was_handed_up_before_lists_were_kept_is_a_list_after_the_migration(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as base, base:
        base.executescript(dump_of("0019"))
        base.execute("DELETE FROM done")
        base.execute("UPDATE producer SET name = 'Hộ Tư (Đồng)'")
        known = base.execute(
            "SELECT name FROM product WHERE area = 'o32035' AND producer_id IN (SELECT id FROM producer) ORDER BY name"
        ).fetchall()
        names = [name for (name,) in known][:2]
        notes = {
            "list": f"1. {names[0]} – Hộ Tư (Đồng) (hồ sơ đã kiểm tra, đủ)\n2. {names[1]} – Hộ Tư (Đồng)",
            "report": "1. Đã họp dân\n2. Đã gửi giấy",
        }
        for duty, note in notes.items():
            done = ("camau-2022", duty, "once", "o32035", 1, "2022-03-01T02:00:00.000+00:00", note, "[]")
            base.execute("INSERT INTO done VALUES (?, ?, ?, ?, ?, ?, ?, ?)", done)
    asyncio.run(migrate(f"sqlite+aiosqlite:///{tmp_path / FILE}"))
    with closing(sqlite3.connect(tmp_path / FILE)) as base:
        (kept,) = base.execute("SELECT unit, programme, duty, number, person_id, note FROM product_list").fetchall()
        lines = base.execute("SELECT name, said FROM product_list_item ORDER BY position").fetchall()
        marked = base.execute("SELECT duty, note FROM done ORDER BY duty").fetchall()
    assert kept == ("o32035", "camau-2022", "list", 1, 1, notes["list"])
    assert {line[0] for line in lines} == set(names)
    assert all('"story"' not in line[1] for line in lines)
    assert marked == [*notes.items()], "nothing that was written is lost"
