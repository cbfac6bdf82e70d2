"""Administration in the chat: who stands in during leave, many invitations, the log, whom to call."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.assistants import settings_for
from support.people import WebTown
from support.transcripts import FOLDER, Line, Stage

from bot.papers.tables.invitations import invitation_sheets
from bot.records.invitations import MadeCode
from bot.records.journal import KINDS
from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Statement
from bot.storage.year.audiences import everybody
from bot.texts import Texts
from ocop_domain.areas import Territory
from ocop_domain.programme_files import load_programme
from ocop_domain.rights import Act, Role

STAFF, HERE, OTHER, LAN = "Cán bộ tỉnh", "Cán bộ Đất Mũi", "Cán bộ Phan Ngọc Hiển", "Lan"
NEW = "Cán bộ trực thay"
PEOPLE = ("> /menu", "> [Sản phẩm trong địa bàn]", "> [Cán bộ trong địa bàn]")
PROGRAMME = load_programme("vietnam-2027")


@pytest.fixture
async def stage(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Stage]:
    """Two communes with officers, the staff of their province, and a producer with honey."""
    settings = settings_for(tmp_path / "data", programme=PROGRAMME.id)
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    async with Stage(settings, WebTown(), PROGRAMME.demo_date) as stage:
        await stage.play(FOLDER / "parts" / "honey.txt")
        for who, role, place in (
            (OTHER, "commune_officer", "Xã Phan Ngọc Hiển, Tỉnh Cà Mau"),
            (STAFF, "province_staff", "Tỉnh Cà Mau"),
        ):
            await stage._line(Line("#", who, ""))
            await stage._line(Line("*", f"invitation for {role} in {place}", ""))
            await does(stage, who, "> /start join-{invitation}", "> [Nhận việc này]")
        yield stage


async def does(stage: Stage, who: str, *lines: str) -> None:
    await stage._line(Line("#", who, ""))
    stage._seen = None
    for line in lines:
        sign, _, text = line.partition(" ")
        if sign == ">":
            stage._seen = {}
        await stage._line(Line(sign, text, line))


async def told(stage: Stage) -> set[int]:
    """Who hears what waits in the commune of the honey."""
    ((area,),) = await stage.assistant.store.database.fetch("SELECT area FROM application")
    return {one.person for one in await stage.assistant.store.officers_of([area], Act.CHECK)}


async def person_in(stage: Stage, place: str) -> int:
    """Whoever is the officer where the honey is made, or of the other commune."""
    here = "(SELECT area FROM application)"
    sign = "=" if place == HERE else "<>"
    ((person,),) = await stage.assistant.store.database.fetch(
        f"SELECT person_id FROM role WHERE role = 'commune_officer' AND area {sign} {here}"
    )
    return int(person)


async def test_who_stands_in_gets_queue_reminders_and_duties_and_gives_them_back(stage: Stage) -> None:
    here, other = await person_in(stage, HERE), await person_in(stage, OTHER)
    since, until = PROGRAMME.demo_date + timedelta(days=2), PROGRAMME.demo_date + timedelta(days=5)
    await does(stage, STAFF, *PEOPLE, "> [Xã Đất Mũi: cán bộ xã]")
    await does(stage, STAFF, "> [Trực thay khi nghỉ]", f"> {since:%d/%m/%Y}", f"> {until:%d/%m/%Y}")
    await does(
        stage,
        STAFF,
        "< Ai trực thay?",
        "<! [Xã Đất Mũi: cán bộ xã]",
        "> [Xã Phan Ngọc Hiển: cán bộ xã]",
        "< Hai người đều được báo",
    )
    await does(stage, HERE, "< Trong lúc đó có người trực thay")
    await does(stage, OTHER, "< Anh/Chị trực thay ở Xã Đất Mũi")
    assert await told(stage) == {here}, "not before the first day"
    await stage._line(Line("*", "2 days later", ""))
    await stage.assistant.leaves.tick()
    await stage.assistant.leaves.tick()
    await stage._town.settled(stage.assistant)
    assert await told(stage) == {other}
    dated = next(one for one in PROGRAMME.occurrences if one.duty.role == "commune_officer")
    asked = everybody(dated, PROGRAMME.id, Territory((), whole=True))
    rows = await stage.assistant.store.database.fetch(asked.sql, asked.args)
    assert {row[0] for row in rows} == {other}, "duties pass over too"
    await does(stage, OTHER, "< đến hết", "> /queue", "> [Sản phẩm trong địa bàn]", "< [Mật ong]")
    await does(stage, HERE, "> /queue", "> [Sản phẩm trong địa bàn]", "< [Mật ong]")
    await stage._line(Line("*", "4 days later", ""))
    await stage.assistant.terms.tick()
    await stage.assistant.leaves.tick()
    await stage._town.settled(stage.assistant)
    assert await told(stage) == {here}
    await does(stage, HERE, "< trở lại với Anh/Chị")
    await does(stage, OTHER, "> /queue", "> [Sản phẩm trong địa bàn]", "<! [Mật ong]")


async def test_a_leave_that_begins_today_passes_over_at_once_and_may_end_early(stage: Stage) -> None:
    here, other = await person_in(stage, HERE), await person_in(stage, OTHER)
    today, until = PROGRAMME.demo_date, PROGRAMME.demo_date + timedelta(days=5)
    await does(stage, STAFF, *PEOPLE, "> [Xã Đất Mũi: cán bộ xã]")
    await does(stage, STAFF, "> [Trực thay khi nghỉ]", f"> {until:%d/%m/%Y}", f"> {today:%d/%m/%Y}")
    await does(stage, STAFF, "< Ngày cuối phải sau ngày đầu", f"> {today:%d/%m/%Y}", f"> {until:%d/%m/%Y}")
    await does(stage, STAFF, "> [Xã Phan Ngọc Hiển: cán bộ xã]")
    assert await told(stage) == {other}
    await does(stage, STAFF, *PEOPLE, "> [Xã Đất Mũi: cán bộ xã]")
    await does(stage, STAFF, "< Nghỉ từ", "> [Kết thúc lịch nghỉ này]", "< Việc trở lại người cũ")
    assert await told(stage) == {here}


async def test_who_comes_by_a_code_stands_in_from_the_first_day_and_loses_the_role_when_the_leave_ends(
    stage: Stage,
) -> None:
    here = await person_in(stage, HERE)
    since, until = PROGRAMME.demo_date + timedelta(days=2), PROGRAMME.demo_date + timedelta(days=9)
    await does(stage, STAFF, *PEOPLE, "> [Xã Đất Mũi: cán bộ xã]", "> [Trực thay khi nghỉ]")
    await does(stage, STAFF, f"> {since:%d/%m/%Y}", f"> {until:%d/%m/%Y}", "> [Người mới: gửi mã]")
    shown = " ".join(text for text, _ in await stage._phones[STAFF].seen())
    code = re.search(r"\b[A-Z0-9]{4}(?:-[A-Z0-9]{4})+\b", shown)
    assert code
    await stage._line(Line("*", "3 days later", ""))
    await stage.assistant.leaves.tick()
    assert await told(stage) == {here}, "nobody has come by the code yet"
    await does(stage, NEW, f"> {code[0]}", "> [Nhận việc này]")
    await stage.assistant.leaves.tick()
    await stage._town.settled(stage.assistant)
    deputies = await told(stage)
    assert deputies
    assert here not in deputies
    await does(stage, STAFF, *PEOPLE, "> [Xã Đất Mũi: cán bộ xã]", "> [Kết thúc lịch nghỉ này]")
    await does(stage, NEW, "> /queue", "> [Sản phẩm trong địa bàn]", "<! [Mật ong]")
    assert await told(stage) == {here}


async def test_many_communes_are_invited_from_a_copied_table_and_unclear_rows_are_named(stage: Stage) -> None:
    await does(stage, STAFF, *PEOPLE, "> [Mời nhiều xã cùng lúc]")
    table = "Xã;Tên\nXã Đất Mũi;Nguyễn Thị Tư\nXã Không Có Thật\nXã Đất Mũi; nguyễn thị tư\nXã Viên An"
    await stage._phones[STAFF].say(table)
    await stage._town.settled(stage.assistant)
    await does(
        stage,
        STAFF,
        "< dòng ghi rõ nơi nhận",
        "< Dòng 3, “Xã Không Có Thật”",
        "< Dòng 4, “Xã Đất Mũi”: đã có ở dòng trên",
    )
    rows = await stage.assistant.store.database.fetch("SELECT count(*) FROM invitation WHERE whom <> ''")
    assert rows == [(0,)], "nothing is made before it is confirmed"
    await does(stage, STAFF, "> [Gửi lại danh sách]")
    book, held = Workbook(), io.BytesIO()
    for row in (
        ("Xã", "Tên"),
        ("Xã Đất Mũi", "Nguyễn Thị Tư"),
        ("Xã Phan Ngọc Hiển", None),
        ("Thành phố Huế", "Ai đó"),
        ("Tỉnh Cà Mau", "Trần Văn Bảy", "Sở Công Thương"),
        ("Tỉnh Cà Mau", None, "Sở Không Có"),
    ):
        book.active.append(row)
    book.save(held)
    await stage._phones[STAFF].photo(held.getvalue())
    await stage._town.settled(stage.assistant)
    await does(stage, STAFF, "> [Mời 3 dòng ghi rõ]", "< mỗi mã dùng một lần trong 14 ngày")
    made = await stage.assistant.store.database.fetch("SELECT area FROM invitation WHERE by_id <> 0 AND used_at = ''")
    assert len(made) == 3
    (theirs,) = await stage.assistant.store.database.fetch("SELECT role, agency FROM invitation WHERE agency <> ''")
    assert tuple(theirs) == ("province_staff", "so-cong-thuong")
    await does(stage, STAFF, "> <forged button invitenow:3>", "< Danh sách đã đổi")


async def test_the_office_invites_in_the_chat_who_speaks_for_a_department_and_only_it_does(stage: Stage) -> None:
    page = ("> <forged button agency:so-cong-thuong>",)
    await does(stage, STAFF, *PEOPLE, "> [Mời người của sở, ngành]")
    await does(stage, STAFF, *page, "> [Mời người của cơ quan này]", "> Trần Văn Bảy", "< Sở Công Thương")
    shown = " ".join(text for text, _ in await stage._phones[STAFF].seen())
    code = re.search(r"\b[A-Z0-9]{4}(?:-[A-Z0-9]{4})+\b", shown)
    assert code
    await does(stage, NEW, f"> {code[0]}", "< Sở Công Thương", "> [Nhận việc này]")
    rows = await stage.assistant.store.database.fetch("SELECT role, agency FROM role WHERE agency <> ''")
    assert [tuple(row) for row in rows] == [("province_staff", "so-cong-thuong")]
    await does(stage, NEW, *page, "<! [Mời người của cơ quan này]")
    await does(stage, NEW, "> <forged button appointfor:so-cong-thuong>", "<! Ai nhận việc này")
    await does(stage, HERE, *page, "<! [Mời người của cơ quan này]")
    await does(stage, STAFF, *PEOPLE, "> [Sở Công Thương]", "> [Thu hồi quyền]", "> [Đúng, thu hồi]")
    assert await stage.assistant.store.database.fetch("SELECT 1 FROM role WHERE agency <> ''") == []


def test_the_sheets_of_many_codes_hold_each_code_once_with_a_text_to_forward() -> None:
    made = [MadeCode(f"AAAA-BBBB-CC{n:02}", Role.COMMUNE_OFFICER, f"Xã {n}", date(2026, 3, 1), "Tư") for n in range(8)]
    pdf, book = invitation_sheets(made, ["https://o.vn/join/x", *[""] * 7], Texts()["vi"])
    assert pdf.startswith(b"%PDF")
    (page,) = load_workbook(io.BytesIO(book)).worksheets
    rows = list(page.iter_rows(values_only=True))
    assert len(rows) == 9
    assert "https://o.vn/join/x" in rows[1][5]
    assert "AAAA-BBBB-CC03" in rows[4][5]


async def test_staff_read_and_search_what_was_done_in_their_unit_and_others_do_not(stage: Stage) -> None:
    await does(stage, HERE, "> /queue", "> [Sản phẩm trong địa bàn]", "> [Nhật ký]")
    await does(stage, HERE, "< chủ thể gửi hồ sơ đăng ký “Mật ong”", "< đồng ý đăng ký “Mật ong”")
    await does(stage, HERE, "> [Tìm trong nhật ký]", "> mat ong", "< đồng ý đăng ký", "<! nhận việc cán bộ xã")
    await does(stage, HERE, "> [Tìm trong nhật ký]", "> 1/1/2020", "< Chưa có việc nào")
    await does(stage, STAFF, "> /menu", "> [Sản phẩm trong địa bàn]", "> [Mật ong]", "> [Việc khác…]")
    await does(stage, STAFF, "> [Nhật ký sản phẩm]", "< đồng ý đăng ký “Mật ong”")
    ((application,),) = await stage.assistant.store.database.fetch("SELECT id FROM application")
    await does(stage, OTHER, f"> <forged button journalof:{application}>", "<! Mật ong")
    await does(stage, LAN, "> <forged button journal>", "<! đồng ý đăng ký")
    kinds = await stage.assistant.store.database.fetch("SELECT DISTINCT kind FROM audit")
    assert {"sent", "accepted"} <= {row[0] for row in kinds} & set(KINDS)


async def test_the_log_names_who_has_no_name_by_role_and_unit_and_says_how_a_choice_ended(stage: Stage) -> None:
    database = stage.assistant.store.database
    await database.write([Statement("UPDATE official SET name = ''")])
    said = "INSERT INTO audit (at, person_id, on_behalf, kind, subject, was, became, reason) SELECT at, person_id, 0,"
    said += " 'selection.idea', subject, '', ?, '' FROM audit WHERE kind = 'accepted'"
    await database.write([Statement(said, (end,)) for end in ("chosen", "refused")])
    await does(stage, STAFF, "> /menu", "> [Sản phẩm trong địa bàn]", "> [Nhật ký]")
    await does(stage, STAFF, "< cán bộ xã, Xã Đất Mũi, Tỉnh Cà Mau đồng ý đăng ký “Mật ong”")
    await does(stage, STAFF, "< chọn ý tưởng “Mật ong”", "< không chọn ý tưởng “Mật ong”", "<! người dùng số")


async def test_staff_see_at_home_how_much_waits_below(stage: Stage) -> None:
    await does(stage, STAFF, "> /menu", "<! Chờ xã kiểm tra")
    await stage.assistant.store.database.write([Statement("UPDATE application SET state = 'sent'")])
    await does(stage, STAFF, "> /menu", "< Chờ xã kiểm tra: 1", "<! chờ Hội đồng")
    await does(stage, HERE, "> /menu", "<! Chờ xã kiểm tra")
    await stage.assistant.store.database.write([Statement("UPDATE application SET state = 'checked'")])
    await does(stage, STAFF, "> /menu", "< Đã kiểm tra, chờ Hội đồng: 1")


async def test_who_has_not_opened_what_is_due_is_called_and_marked(stage: Stage) -> None:
    await does(stage, STAFF, "> /menu", "> [Theo dõi tiến độ]")
    shown = await stage._phones[STAFF].seen()
    duty = next(label for label in shown[-1][1] if "danh" in label.casefold() or "đề nghị" in label)
    await does(stage, STAFF, f"> [{duty}]", "> [Danh sách cần gọi]", "< Chưa thấy mở xem", "< Xã Đất Mũi: chưa có số")
    await does(stage, STAFF, "> [Đã gọi Xã Đất Mũi]", "< Đã ghi là đã gọi", "> [Gọi người tiếp theo]")
    await does(stage, STAFF, "< Đã gọi 1 người", "<! Xã Đất Mũi")
