"""Lists that offices import: from a workbook into the database, once; and to their producers, by a claim or a code."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.imports import Reader, a_list, a_long_list
from support.offices import OFFICER, Office, buttons, said

from bot.commands.importing import Order, import_list, lines
from bot.handlers.services import Conflict
from bot.handlers.turn import Turn
from bot.kit.clock import VIETNAM
from bot.messages import Incoming, Upload
from bot.records.imports import ImportFile
from bot.settings.config import BadSettings, Settings
from bot.storage.engine.statements import Statement
from bot.storage.files.looking import looked
from bot.storage.files.workbooks import MOST_ROWS, UnusableTable, read_table
from bot.storage.imports.taking import Taking
from bot.storage.store import Store
from bot.writes.people import AddGrant, SetConsent
from ocop_domain.imports.recognised import Given
from ocop_domain.imports.rows import ImportedRow
from ocop_domain.product_sets import load_product_sets
from ocop_domain.rights import Grant, Role

NOW = datetime.combine(date(2026, 11, 20), time(9), VIETNAM)
HEAD = ["TT", "Tên sản phẩm", "Chủ thể", "Xã, phường", "Điện thoại", "Số sao", "Ngày QĐ", "Số QĐ", "Số GCN"]
ROWS: list[list[Any]] = [
    [1, "Mắm ba khía", "HTX Rạch Gốc", "Xã Đất Mũi", 912345678, 3, date(2024, 3, 14), "11/QĐ-UBND", "01/GCN"],
    [
        2,
        "Tôm khô",
        "Hộ kinh doanh Hai Lúa",
        "Xã Tam Giang, Cà Mau",
        "0987654321",
        "4 sao",
        "1/5/2025",
        "12/QĐ-UBND",
        None,
    ],
    [3, "Khô cá", None, None, None, "bảy", None, None, None],
]


def workbook(*sheets: Sequence[Sequence[Any]], title: str = "DANH SÁCH") -> bytes:
    """A workbook as an office keeps it: a title over all columns, then the list."""
    book = Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if not number else book.create_sheet()
        sheet.append([title])
        sheet.merge_cells("A1:I1")
        for one in rows:
            sheet.append(list(one))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_row(name: str = "Mắm", producer: str = "HTX Rạch Gốc", area: str = "n32191", **more: Any) -> ImportedRow:
    given = Given(3, date(2024, 3, 14), date(2027, 3, 14), decision="11/QĐ-UBND")
    return ImportedRow(name, producer, area, province="n96", recognitions=(given,), **more)


# Tables that come


def test_workbooks_and_csv_of_every_kind_become_the_same_rows() -> None:
    rows = [["Tên", "Chủ thể"], ["Mắm, ngon", "Hộ A"]]
    book = Workbook()
    for one in rows:
        book.active.append(one)
    out = io.BytesIO()
    book.save(out)
    tables = [
        out.getvalue(),
        'Tên,Chủ thể\n"Mắm, ngon",Hộ A\n'.encode("utf-8-sig"),
        "Tên;Chủ thể\r\nMắm, ngon;Hộ A\r\n".encode(),
        "Tên\tChủ thể\nMắm, ngon\tHộ A\n".encode("utf-16"),
    ]
    for data in tables:
        (grid,) = read_table(data, "x")
        assert [list(row) for row in grid.cells] == rows


def test_errors_and_formulas_without_a_value_are_seen() -> None:
    book = Workbook()
    book.active.append(["#REF!", "=1+1", "còn"])
    book.active["A1"].data_type = "e"
    out = io.BytesIO()
    book.save(out)
    (grid,) = read_table(out.getvalue(), "x")
    assert grid.rows == [["#REF!", "=1+1", "còn"]]


def _bomb(inner: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", inner)
    return out.getvalue()


def _far_away() -> bytes:
    book = Workbook()
    book.active["A1"] = 1
    book.active.cell(MOST_ROWS + 5, 2, "xa")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_unpacks_without_end_or_is_no_table_is_refused_before_it_is_opened() -> None:
    for data, told in (
        (_bomb(bytes(60 << 20)), "import.too_large"),
        (_far_away(), "import.too_large"),
        (b"PK\x03\x04 broken", "import.unreadable"),
        (b"\xd0\xcf\x11\xe0 broken", "import.unreadable"),
        (b"\x00\x01\x02", "import.unreadable"),
    ):
        with pytest.raises(UnusableTable, match=told):
            read_table(data, "x")


def test_only_tables_are_taken_as_tables() -> None:
    assert looked(workbook(ROWS), "a.xlsx").kind.endswith("spreadsheetml.sheet")
    assert looked(b"a,b\n1,2\n", "a.csv").kind == "text/csv"
    assert looked(b"a,b\n1,2\n", "a.txt").refused
    assert looked(_bomb(b"x").replace(b"xl/", b"wo/"), "a.docx").refused == "error.file_word"


# Into the database


def _taking(store: Store, name: str = "ds.xlsx", import_id: str = "i1") -> Taking:
    return Taking(store.database, by=0, import_id=import_id, name=name, area="", now=NOW)


async def test_a_list_is_taken_once_and_again_only_what_has_changed(store: Store) -> None:
    rows = [a_row(), a_row("Tôm khô", certificate="7")]
    assert (await _taking(store).look(rows)).new == 2
    assert await store.count_imported(["n32191"]) == 0
    first = await _taking(store).take(rows, {}, {})
    again = await _taking(store, import_id="i2").take(rows, {}, {})
    assert ((first.new, first.same), (again.new, again.changed, again.same)) == ((2, 0), (0, 0, 2))
    renamed = [replace(rows[0], phone="+84912345678"), replace(rows[1], product="Tôm khô loại 1")]
    changed = await _taking(store, import_id="i3").take(renamed, {}, {})
    assert (changed.new, changed.changed) == (0, 2)
    (one,) = (await store.imported_in(["n32191"], 0, 5)).shown
    assert [(p.name, p.recognitions[0].star) for p in one.products] == [("Mắm", 3), ("Tôm khô loại 1", 3)]
    assert one.phone == "+84912345678"


async def test_two_lists_at_once_never_make_a_product_twice(store: Store) -> None:
    slow = _taking(store)
    plan = await slow._planned([a_row()])
    await _taking(store, import_id="i2").take([a_row()], {}, {})
    with pytest.raises(Conflict):
        await store.database.write(list(slow._unit(plan, "0", {}, {})))
    assert (await store.database.fetch("SELECT count(*) FROM imported_product"))[0][0] == 1


async def test_imported_producers_are_found_by_name_and_phone_and_by_no_one_elses_unit(store: Store) -> None:
    await _taking(store).take([a_row(phone="+84912345678"), a_row("Trà", "Công ty TNHH Biển Nam", "n32134")], {}, {})
    assert [one.name for one in await store.imported_like("biển nam", "")] == ["Công ty TNHH Biển Nam"]
    assert [one.name for one in await store.imported_like("htx rạch", "")] == ["HTX Rạch Gốc"]
    assert [one.name for one in await store.imported_like("", "+84912345678")] == ["HTX Rạch Gốc"]
    assert (await store.imported_in(["n32191"], 0, 5, "bien")).total == 0
    assert (await store.imported_in(["n32191", "n32134"], 0, 5, "tra")).total == 1
    assert (await store.imported_in(["n32191"], 0, 5, "0912345678")).total == 1


# The command


@pytest.fixture
async def live(tmp_path: Path) -> AsyncIterator[tuple[Settings, Store]]:
    settings = settings_for(tmp_path)
    async with assistant_on(settings, HandClock(NOW)) as assistant:
        yield settings, assistant.store


async def test_the_command_says_how_it_read_takes_what_is_right_and_writes_what_is_to_be_mended(
    live: tuple[Settings, Store], tmp_path: Path
) -> None:
    settings, store = live
    file, mend = a_list(tmp_path, workbook([HEAD, *ROWS])), tmp_path / "mend.xlsx"
    order = Order(file, ["Tỉnh Cà Mau"], at=NOW, findings=mend)
    tried = await import_list(settings, replace(order, dry_run=True))
    assert (tried["rows"], tried["new"], tried["errors"], tried["taken"]) == (3, 2, 1, False)
    told = await import_list(settings, order)
    assert told["sheets"][0]["heading_rows"] == [2]
    assert [c["field"] for c in told["sheets"][0]["columns"]][1:4] == ["product", "producer", "commune"]
    assert {(one["row"], one["column"], one["code"]) for one in told["findings"]} == {
        (3, "E", "phone_zero"),
        (5, "", "producer_above"),
        (5, "F", "star"),
    }
    assert any("2 new" in line for line in lines(told))
    assert await store.count_imported([one.code for one in _communes()]) == 2
    sheet = load_workbook(mend).worksheets[0]
    sheet["H2"] = 5  # the star of the only row that was wrong, in the workbook to send again
    assert sheet["D2"].value == "Khô cá"
    assert sheet["E2"].value == "Hộ kinh doanh Hai Lúa"
    assert sheet["H1"].value == "Số sao"
    sheet["I2"] = "2/5/2025"
    sheet.parent.save(mend)
    again = await import_list(settings, Order(mend, ["Tỉnh Cà Mau"], at=NOW))
    assert (again["new"], again["same"], again["errors"]) == (1, 1, 0)


async def test_of_a_long_list_all_that_is_right_is_taken_once_and_each_wrong_row_comes_back_to_be_mended(
    live: tuple[Settings, Store], tmp_path: Path
) -> None:
    """The shape of `make bench`'s ten thousand rows with three hundred wrong ones."""
    settings, store = live
    file, mend = a_list(tmp_path, a_long_list(400, 12, NOW.date())), tmp_path / "mend.xlsx"
    order = Order(file, ["Tỉnh Cà Mau"], at=NOW, findings=mend)
    told = await import_list(settings, order)
    assert (told["rows"], told["new"], told["errors"]) == (400, 388, 12)
    wrong = {one["row"] for one in told["findings"] if one["code"] == "star"}
    assert wrong == set(range(2, 14)), "rows as the sheet counts them"
    again = await import_list(settings, replace(order, findings=tmp_path / "again.xlsx"))
    assert (again["new"], again["same"], again["errors"]) == (0, 388, 12)
    sheet = load_workbook(mend).worksheets[0]
    (star,) = [cell.column for cell in sheet[1] if cell.value == "Sao"]
    for row in range(2, 14):
        assert sheet.cell(row, star).value == "bảy"
        sheet.cell(row, star, 4)
    sheet.parent.save(mend)
    mended = await import_list(settings, Order(mend, ["Tỉnh Cà Mau"], at=NOW))
    assert (mended["new"], mended["changed"], mended["errors"]) == (12, 0, 0), "other rows have only a remark"
    assert await store.database.fetch("SELECT count(*) FROM imported_product") == [(400,)]


def _communes() -> Any:
    from support.offices import AREAS

    return [one for one in AREAS.below("n96") if one.level == "commune"]


async def test_columns_that_no_words_say_can_be_said(live: tuple[Settings, Store], tmp_path: Path) -> None:
    settings, _ = live
    rows = [["STT", "Tên sản phẩm", "Ai làm", "Xã"], [1, "Mắm", "Hộ Ba", "Xã Đất Mũi, Cà Mau"]]
    order = Order(a_list(tmp_path, workbook(rows)), at=NOW)
    assert (await import_list(settings, order))["errors"] == 1
    assert (await import_list(settings, replace(order, columns={"C": "producer"})))["new"] == 1
    for wrong in ({"C": "owner"}, {}):
        bad = replace(order, columns=wrong, units=[] if wrong else ["Xã Không Có"])
        with pytest.raises(BadSettings):
            await import_list(settings, bad)


async def test_a_file_without_a_list_says_so(live: tuple[Settings, Store], tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="danh-sach"):
        await import_list(live[0], Order(a_list(tmp_path, workbook([["a", "b"], [1, 2]])), at=NOW))


# In the chat


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    clock = HandClock(NOW)
    settings = settings_for(tmp_path)
    async with assistant_on(settings, clock) as assistant:
        assistant.dispatcher._papers._reader = Reader(settings, tmp_path)  # type: ignore[attr-defined]
        found = Office(assistant, clock)
        await found.does("minh", AddGrant(Grant(Role.PROVINCE_STAFF, "n96")))
        yield found


async def _sends(office: Office, who: str, data: bytes) -> Turn:
    papers = office.assistant.dispatcher._papers
    upload: Upload = await papers._files.put(data, "ds.xlsx")  # type: ignore[attr-defined]
    person = await office.store.person("web", who, "vi", office.clock())
    turn = office.assistant.dispatcher._turn(
        Incoming("web", who, "u", "files", files=(upload,)), person, office.clock()
    )
    office._played_with[id(turn)] = person.grants
    from bot.handlers import routes

    await routes.route(turn)
    await office.commits(turn)
    return turn


async def test_a_list_sent_in_the_chat_is_shown_first_and_taken_by_a_button(office: Office) -> None:
    seen = await _sends(office, "minh", workbook([HEAD, *ROWS]))
    assert "3 dòng: 2 nhập được (2 mới" in said(seen)
    assert seen.replies[-1].files
    asked = await office.presses("minh", buttons(seen, "listcolumns")[0])
    column = await office.presses("minh", buttons(asked, "listcolumn")[1])
    assert "Mắm ba khía" in said(column)
    done = await office.presses("minh", buttons(seen, "takelist")[0])
    assert "2 sản phẩm mới" in said(done)
    again = await office.presses("minh", buttons(seen, "takelist")[0])
    assert "2 sản phẩm mới" in said(again)
    records = await office.presses("minh", "imported")
    assert len(buttons(records, "record")) == 2


async def test_columns_are_changed_in_the_chat_and_read_again(office: Office) -> None:
    rows = [["STT", "Tên sản phẩm", "Ai làm", "Xã"], [1, "Mắm", "Hộ Ba", "Xã Đất Mũi"]]
    seen = await _sends(office, "minh", workbook(rows))
    assert not buttons(seen, "takelist")
    id_ = buttons(seen, "droplist")[0].partition(":")[2]
    now = await office.presses("minh", f"setcolumn:{id_}:0:C:producer")
    assert buttons(now, "takelist")
    dropped = await office.presses("minh", f"droplist:{id_}")
    assert "không được nhập" in said(dropped)
    assert await office.store.count_imported([one.code for one in _communes()]) == 0


async def test_who_may_not_import_is_told_how_to_send_it_instead(office: Office) -> None:
    await office.does("lan", SetConsent("consent_dossier", True))
    turn = await _sends(office, "lan", workbook([HEAD, *ROWS]))
    assert "Word, Excel" in said(turn)
    assert not buttons(turn, "takelist")


async def _imported(office: Office) -> str:
    """A list is in; returns the id of a producer of it."""
    seen = await _sends(office, "minh", workbook([HEAD, *ROWS]))
    await office.presses("minh", buttons(seen, "takelist")[0])
    records = await office.presses("minh", "imported")
    for data in buttons(records, "record"):
        shown = await office.presses("minh", data)
        if "Rạch Gốc" in said(shown):
            return data.partition(":")[2]
    raise AssertionError


async def test_a_producer_finds_the_own_record_and_has_it_when_an_officer_has_confirmed(office: Office) -> None:
    producer = await _imported(office)
    lan = await office.does("lan", SetConsent("consent_dossier", True))
    await office.presses("lan", "claimmine")
    found = await office.plays("lan", text="rạch gốc")
    await office.commits(found)
    assert buttons(found, "claimthis") == [f"claimthis:{producer}"]
    asked = await office.presses("lan", f"claimthis:{producer}")
    assert "Đã báo" in said(asked)
    assert "Xã đang xác nhận" in said(await office.presses("lan", f"claimthis:{producer}"))
    (claim,) = buttons(await office.presses("minh", "claims"), "claim")
    shown = await office.presses("minh", claim)
    assert "0912345678" in said(shown)
    await office.presses("minh", buttons(shown, "giveclaim")[0])
    assert "đã được xác nhận" in said(await office.presses("minh", claim))
    (star,) = await office.store.recognitions_of(lan)
    assert (star.star, star.declared, star.expires) == (3, False, date(2027, 3, 14))
    (paper,) = await office.store.papers_of(lan)
    assert paper.expires == date(2027, 3, 14)
    mine = await office.presses("lan", "mine")
    assert "Mắm ba khía" in said(mine)
    page = await office.presses("lan", buttons(mine, "recorded")[0])
    # The list was read under a former decision, whose s14 is coffee.
    await office.store.database.write([Statement("UPDATE imported_product SET product_set = '1048-2019.s14'", ())])
    await office.presses("lan", buttons(page, "fromrecord")[0])
    (info,) = [one for one in await office.store.drafts_of(lan) if one.subject]
    draft = await office.store.draft(info.id)
    assert draft is not None
    assert (draft.answers["product_name"], draft.answers["current_star"]) == ("Mắm ba khía", "3")
    assert draft.answers["producer_name"] == "HTX Rạch Gốc"
    assert draft.answers["product_set"] == load_product_sets("1048-2019").get("s14").now


async def test_a_claim_that_is_denied_gives_nothing_and_is_told(office: Office) -> None:
    producer = await _imported(office)
    lan = await office.does("lan", SetConsent("consent_dossier", True))
    await office.presses("lan", f"claimthis:{producer}")
    (claim,) = buttons(await office.presses("minh", "claims"), "claim")
    await office.presses("minh", f"deny{claim}")
    assert await office.store.products_of(lan) == []
    assert any("chưa xác nhận" in told for told in await office.told("lan"))
    assert buttons(await office.presses("minh", "claims"), "claim") == []


async def test_a_one_time_code_gives_the_record_once(office: Office) -> None:
    producer = await _imported(office)
    lan = await office.does("lan", SetConsent("consent_dossier", True))
    await office.does("nam", SetConsent("consent_dossier", True))
    code = said(await office.presses("minh", f"offerclaim:{producer}")).split(": ")[1].split("\n")[0]
    shown = await office.plays("lan", text=code)
    await office.commits(shown)
    (take,) = buttons(shown, "claimcode")
    assert await office.store.products_of(lan) == []
    await office.presses("lan", take)
    assert [one.name for one in await office.store.products_of(lan)] == ["Mắm ba khía"]
    other = await office.plays("nam", text=code)
    await office.commits(other)
    assert not buttons(other, "claimcode")
    assert "record" not in said(await office.presses("nam", take))


async def test_a_list_that_comes_again_renews_what_was_claimed(office: Office) -> None:
    producer = await _imported(office)
    lan = await office.does("lan", SetConsent("consent_dossier", True))
    await office.presses("lan", f"claimthis:{producer}")
    (claim,) = buttons(await office.presses("minh", "claims"), "claim")
    await office.presses("minh", f"give{claim}")
    later = [[1, "Mắm ba khía", "HTX Rạch Gốc", "Xã Đất Mũi", 912345678, 4, date(2026, 5, 1), "9/QĐ-UBND", "01/GCN"]]
    seen = await _sends(office, "minh", workbook([HEAD, *later]))
    await office.presses("minh", buttons(seen, "takelist")[0])
    assert [(one.star, one.issued) for one in await office.store.recognitions_of(lan)] == [(4, date(2026, 5, 1))]
    (paper,) = await office.store.papers_of(lan)
    assert (paper.star, paper.expires) == (4, date(2029, 5, 1))


async def test_a_product_that_a_later_list_names_first_is_of_whoever_claimed_its_producer(office: Office) -> None:
    producer = await _imported(office)
    lan = await office.does("lan", SetConsent("consent_dossier", True))
    await office.presses("lan", f"claimthis:{producer}")
    (claim,) = buttons(await office.presses("minh", "claims"), "claim")
    await office.presses("minh", f"give{claim}")
    later = [[1, "Mắm tôm", "HTX Rạch Gốc", "Xã Đất Mũi", 912345678, 4, date(2026, 5, 1), "9/QĐ-UBND", "07/GCN"]]
    seen = await _sends(office, "minh", workbook([HEAD, *later]))
    await office.presses("minh", buttons(seen, "takelist")[0])
    assert {one.name for one in await office.store.products_of(lan)} == {"Mắm ba khía", "Mắm tôm"}
    assert 4 in {one.star for one in await office.store.recognitions_of(lan)}


async def test_what_a_list_says_goes_to_whom_the_product_was_handed_on(office: Office) -> None:
    """The stars stay with the product, whoever claimed the list's producer once."""
    producer = await _imported(office)
    lan = await office.does("lan", SetConsent("consent_dossier", True))
    nam = await office.does("nam", SetConsent("consent_dossier", True))
    await office.presses("lan", f"claimthis:{producer}")
    (claim,) = buttons(await office.presses("minh", "claims"), "claim")
    await office.presses("minh", f"give{claim}")
    for table in ("product", "recognition", "paper"):
        await office.store.database.write([Statement(f"UPDATE {table} SET person_id = ?", (nam,))])
    later = [[1, "Mắm ba khía", "HTX Rạch Gốc", "Xã Đất Mũi", 912345678, 4, date(2026, 5, 1), "9/QĐ-UBND", "01/GCN"]]
    seen = await _sends(office, "minh", workbook([HEAD, *later]))
    await office.presses("minh", buttons(seen, "takelist")[0])
    assert await office.store.recognitions_of(lan) == []
    assert [(one.star, one.issued) for one in await office.store.recognitions_of(nam)] == [(4, date(2026, 5, 1))]
    assert await office.store.papers_of(lan) == []


async def test_an_officer_sees_and_gives_what_lies_in_the_own_commune_only(office: Office) -> None:
    producer = await _imported(office)
    await office.does("kha", AddGrant(OFFICER))
    for data in (f"record:{producer}", f"offerclaim:{producer}"):
        assert not buttons(await office.presses("kha", data), "offerclaim")


async def test_a_process_of_its_own_reads_the_same(live: tuple[Settings, Store]) -> None:
    from bot.operation.importing import by_command

    file = ImportFile("i9", 0, "n96", "Danh sách xã.xlsx", "f", {"0:B": "product"})
    read = by_command(live[0])
    told, mend = await read(workbook([HEAD, *ROWS]), file, ["n96"], now=NOW, language="vi", take=True)
    assert (told["file"], told["new"], told["errors"]) == ("Danh sách xã.xlsx", 2, 1)
    assert load_workbook(io.BytesIO(mend)).worksheets[0]["D2"].value == "Khô cá"
    kept = await live[1].import_file("i9")
    assert kept
    assert kept.state == "taken"
