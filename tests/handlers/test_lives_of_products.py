"""What becomes of a product in its life: made no more and again, moved, its producer another one, handed on."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from support.assistants import settings_for
from support.people import WebTown
from support.transcripts import FOLDER, Line, Stage

from bot.kit.clock import VIETNAM
from bot.records.changes import ChangeRequest
from bot.records.journal import JournalSearch
from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Statement
from bot.storage.imports.taking import Taking
from bot.storage.tables import metadata
from bot.storage.writes import By, statements
from bot.storage.year.audiences import asks
from bot.writes.changes import PutChange
from bot.writes.imports import GiveImported
from bot.writes.lifetime import ResumeProduct, StopProduct
from bot.writes.people import SetConsent
from bot.writes.rounds import EndRecognition
from ocop_domain.areas import Territory
from ocop_domain.duties.audience import EvidencePapers
from ocop_domain.imports.recognised import Given
from ocop_domain.imports.rows import ImportedRow
from ocop_domain.law import law_on
from ocop_domain.programme_files import load_programme
from ocop_domain.recognitions import may_be_revoked

LAN, MINH, HERE, THERE = "Lan", "Minh", "Cán bộ Đất Mũi", "Cán bộ Viên An"
ABOVE = "Cán bộ tỉnh"
ENDS = date(2029, 11, 23)


@pytest.fixture
async def stage(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Stage]:
    """Lan's honey with four stars, and a test result that is also for another product of hers."""
    programme = load_programme("vietnam-2027")
    settings = settings_for(tmp_path / "data", programme=programme.id)
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    async with Stage(settings, WebTown(), programme.demo_date) as stage:
        await stage.play(FOLDER / "parts" / "honey.txt")
        store = stage.assistant.store
        ((application, product, person, producer),) = await store.database.fetch(
            "SELECT id, product_id, person_id, producer_id FROM application"
        )
        paper = "INSERT INTO paper (id, person_id, kind, name, number, expires_on, star, products, files, revision)"
        page = "a" * 32
        await store.database.write(
            [
                Statement(
                    "INSERT INTO product (id, producer_id, person_id, name, created_on)"
                    " VALUES ('other', ?, ?, 'Sáp ong', '2026-01-05')",
                    (producer, person),
                ),
                Statement(_twice(), (application,)),
                Statement(
                    "INSERT INTO recognition (product_id, person_id, star, source, number, issued_on, expires_on,"
                    " application_id) VALUES (?, ?, 4, 'result', '15', '2026-11-23', ?, ?)",
                    (product, person, ENDS.isoformat(), application),
                ),
                Statement(
                    f"{paper} VALUES ('cert', ?, 'recognition', 'Mật ong', '15', ?, 4, ?, ?, 1)",
                    (person, ENDS.isoformat(), f'["{product}"]', f'["{page}"]'),
                ),
                Statement(
                    f"{paper} VALUES ('both', ?, 'test_result', 'Kiểm nghiệm', '7', ?, 0, ?, '[]', 1)",
                    (person, ENDS.isoformat(), f'["{product}","other"]'),
                ),
                Statement("INSERT INTO file (id, person_id, name) VALUES (?, ?, 'trang 1')", (page, person)),
            ]
        )
        yield stage


def _twice() -> str:
    """Another application like the first, of the other product."""
    own = {"id": "'p2'", "product_id": "'other'", "name": "'Sáp ong'", "name_folded": "'sap ong'"}
    columns = [column.name for column in metadata.tables["application"].columns]
    values = ", ".join(own.get(column, column) for column in columns)
    return f"INSERT INTO application ({', '.join(columns)}) SELECT {values} FROM application WHERE id = ?"


async def does(stage: Stage, who: str, *lines: str) -> None:
    await stage._line(Line("#", who, ""))
    stage._seen = None
    for line in lines:
        sign, _, text = line.partition(" ")
        if sign == ">":
            stage._seen = {}
        await stage._line(Line(sign, text, line))


async def officer_there(stage: Stage) -> None:
    await stage._line(Line("#", THERE, ""))
    await stage._line(Line("*", "invitation for commune_officer in Xã Phan Ngọc Hiển, Tỉnh Cà Mau", ""))
    await does(stage, THERE, "> /start join-{invitation}", "> [Nhận việc này]")


async def reminded(stage: Stage, *, recognition: bool) -> int:
    query = asks(EvidencePapers(recognition, ENDS, Territory((), whole=True)), "vietnam-2027")
    return len(await stage.assistant.store.database.fetch(query.sql, query.args))


LIFE = ("> /products", "> [Mật ong]", "> [Việc khác…]", "> [Ngừng, chuyển, giao lại]")


async def test_what_is_made_no_more_reminds_nobody_keeps_its_history_and_may_come_back(stage: Stage) -> None:
    assert await reminded(stage, recognition=True) == 1
    await does(stage, LAN, *LIFE, "> [Ngừng sản xuất]", "> 1/3/2026", "> Mất mùa hoa", "< ngừng sản xuất từ 01/03/2026")
    assert await reminded(stage, recognition=True) == 1, "nothing changes before the officer says so"
    await does(stage, HERE, "< xin xác nhận cho “Mật ong”", "> /queue", "> [Xin sửa thông tin (1)]")
    await does(stage, HERE, "> [Ngừng sản xuất: Mật ong]", "< Mất mùa hoa", "> [Xác nhận]", "< Đã xác nhận")
    assert await reminded(stage, recognition=True) == 0
    assert await reminded(stage, recognition=False) == 1, "it is also for something that is still made"
    await does(stage, LAN, "< Xã đã xác nhận cho “Mật ong”", "> /products", "< Đã ngừng sản xuất từ")
    await does(stage, LAN, "> [Mật ong]", "< Từng được công nhận 4 sao", "< số 15", "<! Đang giữ 4 sao")
    await does(stage, LAN, "> /register", "<! [Mật ong")
    await does(stage, LAN, *LIFE, "<! [Ngừng sản xuất]", "> [Sản xuất lại]", "< sản xuất lại")
    await does(stage, HERE, "> [Xem hồ sơ]", "> [Không sửa…]", "> Xuống xem cơ sở đã")
    await does(stage, LAN, "< Xuống xem cơ sở đã", *LIFE, "> [Sản xuất lại]")
    await does(stage, HERE, "> [Xem hồ sơ]", "> [Xác nhận]")
    await does(stage, LAN, "> /products", "< Đang giữ 4 sao", "> [Mật ong]", "< Giấy, quyết định số 15")
    assert await reminded(stage, recognition=True) == 1


async def begun(stage: Stage) -> dict[str, bool]:
    """Which duties began by what happened, and whether each is done."""
    rows = await stage.assistant.store.database.fetch(
        "SELECT s.duty, EXISTS (SELECT 1 FROM done d WHERE d.duty = s.duty AND d.occurrence = s.occurrence"
        " AND d.scope = s.scope) FROM started s WHERE s.duty <> 'vn27-commune-check'"
    )
    return {row[0]: bool(row[1]) for row in rows}


async def test_what_is_made_no_more_is_the_communes_task_and_then_the_provinces_until_it_is_decided(
    stage: Stage,
) -> None:
    await stage._line(Line("#", ABOVE, ""))
    await stage._line(Line("*", "invitation for province_staff in Tỉnh Cà Mau", ""))
    await does(stage, ABOVE, "> /start join-{invitation}", "> [Nhận việc này]")
    await does(stage, LAN, *LIFE, "> [Ngừng sản xuất]", "> 1/3/2026", "> Mất mùa hoa", "< ngừng sản xuất từ 01/03/2026")
    assert await begun(stage) == {"vn27-stopped": False}
    await does(stage, HERE, "> /calendar", "> [Việc thường xuyên (3)]", "< Xác nhận chủ thể không còn sản xuất")
    await does(stage, HERE, "> /queue", "> [Xin sửa thông tin (1)]", "> [Ngừng sản xuất: Mật ong]", "> [Xác nhận]")
    assert await begun(stage) == {"vn27-stopped": True, "vn27-revoke": False}
    await does(stage, ABOVE, "> /calendar", "< Trình thu hồi giấy chứng nhận 3-4 sao")
    await does(stage, LAN, *LIFE, "> [Sản xuất lại]")
    await does(stage, HERE, "> [Xem hồ sơ]", "> [Xác nhận]")
    assert await begun(stage) == {"vn27-stopped": True, "vn27-revoke": True}, "it is made again: nothing to take away"


async def test_what_moves_is_confirmed_where_it_comes_to_and_its_queue_passes_over(stage: Stage) -> None:
    await officer_there(stage)
    await does(stage, LAN, *LIFE, "> [Chuyển sang xã khác]", "> Phan Ngọc Hiển", "> Ấp 3", "> Chỉ sản phẩm này")
    await does(stage, LAN, "> Thuê được đất mới", "< chuyển sản phẩm từ Xã Đất Mũi")
    await does(stage, HERE, "<! chuyển sản phẩm", "> /queue", "<! [Xin sửa thông tin (1)]")
    await does(stage, THERE, "> [Xem hồ sơ]", "< Thuê được đất mới", "> [Xác nhận]", "> /queue")
    await does(stage, THERE, "> [Sản phẩm trong địa bàn]", "> [Mật ong]", "< Đang giữ 4 sao")
    await does(stage, HERE, "< “Mật ong” của Hộ kinh doanh Mật ong rừng tràm đã chuyển đến")
    await does(stage, HERE, "> /queue", "> [Sản phẩm trong địa bàn]", "<! [Mật ong]")
    ((area, address),) = await stage.assistant.store.database.fetch(
        "SELECT area, answers FROM application WHERE id <> 'p2'"
    )
    assert "Ấp 3" in address
    assert (await kinds(stage))[-1] == "lifetime.moved"
    assert area != ""


async def kinds(stage: Stage) -> list[str]:
    rows = await stage.assistant.store.database.fetch("SELECT kind FROM audit ORDER BY id")
    return [row[0] for row in rows]


async def test_a_household_becomes_a_cooperative_and_keeps_star_papers_and_history(stage: Stage) -> None:
    database = stage.assistant.store.database
    await database.write([Statement("UPDATE application SET state = 'judged'")])
    await does(stage, LAN, *LIFE, "> [Đổi loại hình, tên chủ thể]", "> hợp tác xã", "> Hợp tác xã Rừng Tràm")
    await does(stage, LAN, "> 6101234567", "> 5/1/2026", "> Bà con góp vốn", "< Hợp tác xã Rừng Tràm (")
    await does(stage, HERE, "> [Xem hồ sơ]", "> [Xác nhận]")
    await does(stage, LAN, "> /products", "> [Mật ong]", "< Nay thuộc chủ thể: Hợp tác xã Rừng Tràm")
    await does(stage, LAN, "< Hộ kinh doanh Mật ong rừng tràm", "< Đang giữ 4 sao")
    rows = await database.fetch("SELECT o.name FROM product q JOIN producer o ON o.id = q.producer_id ORDER BY q.id")
    assert {row[0] for row in rows} == {"Hợp tác xã Rừng Tràm"}, "everything that the producer makes"


async def test_what_is_handed_on_goes_along_whole_when_both_sides_and_the_officer_agree(stage: Stage) -> None:
    database = stage.assistant.store.database
    await database.write([Statement("UPDATE application SET state = 'judged'")])
    await does(stage, LAN, *LIFE, "> [Giao cho chủ thể khác]", "> Hợp tác xã Rừng Tràm", "> [Lập hợp tác xã, công ty]")
    await does(stage, LAN, "< Mã để Hợp tác xã Rừng Tràm nhận “Mật ong”", "> {code}", "< Mã này để bên nhận gõ")
    await does(stage, MINH, "> {code}", "< muốn giao sản phẩm “Mật ong”", "< Đang giữ 4 sao")
    await does(stage, MINH, "> [Tôi nhận sản phẩm này]", "> [Đồng ý]", "> hợp tác xã", "> Hợp tác xã Rừng Tràm")
    await does(stage, MINH, "> 6101234567", "> 0987654321", "< Anh/Chị nhận “Mật ong”")
    await does(stage, LAN, "< đã đồng ý nhận “Mật ong”", "> /products", "> [Mật ong]")
    await does(stage, HERE, "> [Xem hồ sơ]", "< Hợp tác xã Rừng Tràm", "> [Xác nhận]")
    await does(stage, LAN, "< Xã đã xác nhận", "> /products", "<! [Mật ong]")
    await does(stage, MINH, "< Xã đã xác nhận", "> /products", "< 4 sao", "> [Mật ong]")
    await does(stage, MINH, "< Hộ kinh doanh Mật ong rừng tràm", "< Nay thuộc chủ thể: Hợp tác xã Rừng Tràm")
    ((giver,), (taker,)) = await database.fetch(
        "SELECT DISTINCT person_id FROM producer WHERE name LIKE 'H%' AND answers <> '{}' ORDER BY person_id"
    )
    papers = await database.fetch("SELECT id, person_id, products FROM paper ORDER BY id")
    assert [(row[0], row[1]) for row in papers if row[0] == "cert"] == [("cert", taker)]
    assert [row[2] for row in papers if row[0] == "both"] == ['["other"]'], "the former producer keeps its part"
    assert len([row for row in papers if row[1] == taker]) == 2, "and the new one has a copy"
    owners = await database.fetch(
        "SELECT person_id FROM recognition UNION ALL SELECT person_id FROM application WHERE id <> 'p2'"
    )
    assert {row[0] for row in owners} == {taker}
    files = await database.fetch("SELECT person_id FROM file WHERE id = ? ORDER BY person_id", ("a" * 32,))
    assert [row[0] for row in files] == [giver, taker]
    said = await database.fetch("SELECT answers, phone FROM producer WHERE person_id = ? AND answers = '{}'", (taker,))
    assert said == [("{}", "")], "of the former producer only the name goes along"


async def test_an_offer_is_taken_once_and_only_by_the_code(stage: Stage) -> None:
    await does(stage, LAN, *LIFE, "> [Giao cho chủ thể khác]", "> Con gái", "> [Người nhà nối nghiệp]")
    await does(stage, MINH, "> {code}", "> [Tôi không nhận]", "< Không có gì thay đổi")
    await does(stage, LAN, "< không nhận “Mật ong”")
    await does(stage, MINH, "> {code}", "< Mã này không đúng, đã dùng rồi")
    ((request,),) = await stage.assistant.store.database.fetch("SELECT id FROM change_request")
    await does(stage, MINH, f"> <forged button takeon:{request}:1>", "< không còn nữa")
    await does(stage, HERE, f"> <forged button agreechange:{request}>", "< Việc này không còn nữa")
    assert "lifetime.handed" not in await kinds(stage)


async def test_what_a_visit_finds_is_answered_by_the_producer_and_closed_by_the_officer(stage: Stage) -> None:
    await does(stage, HERE, "> /queue", "> [Sản phẩm trong địa bàn]", "> [Mật ong]", "> [Việc khác…]")
    await does(
        stage, HERE, "> [Ghi lần kiểm tra]", "< in đúng số sao, đúng sản phẩm", "< QĐ 26/2026/QĐ-TTg, Điều 8.1.d"
    )
    today = f"{stage.clock():%d/%m/%Y}"
    await does(stage, HERE, f"> {today}", "< Mẫu lưu, sổ ghi chép: Có lưu mẫu", "> [Nhãn, sao in trên bao bì]")
    await does(stage, HERE, "> [✔ Xong]", "> Hũ nhỏ in 5 sao, phải in lại", "> <photo>", "> [✔ Xong, đủ ảnh]")
    await does(stage, HERE, "> 31/12/2027", "> Bà chủ", "< Hũ nhỏ in 5 sao", "> [Ghi và báo chủ thể]")
    await does(stage, HERE, "< 1 điều phải sửa", "> [Biên bản để ký]", "< Đây là biên bản")
    await does(stage, LAN, "< có điều cần sửa", "< Hũ nhỏ in 5 sao", "> /calendar", "< Sửa theo kiểm tra: Mật ong")
    await does(stage, LAN, "> [Sửa theo kiểm tra: Mật ong]", "> [Tôi đã sửa]", "> Đã in lại", "> bỏ qua", "< Đã gửi")
    await stage._line(Line("#", ABOVE, ""))
    await stage._line(Line("*", "invitation for province_staff in Tỉnh Cà Mau", ""))
    await does(stage, ABOVE, "> /start join-{invitation}", "> [Nhận việc này]", "> /menu", "> [Theo dõi tiến độ]")
    await does(stage, ABOVE, "> [Điều phải sửa (1)]", "< Mật ong: Nhãn, sao in trên bao bì")
    await does(stage, HERE, "< Chủ thể báo đã sửa “Mật ong”", "> /queue", "> [Điều phải sửa (1)]")
    await does(stage, HERE, "< chủ thể báo đã sửa", "> [Mật ong: Nhãn, sao in trên bao bì]", "> [Chưa đạt…]")
    await does(stage, HERE, "> Hũ lớn cũng sai", "< Đã ghi cho “Mật ong”")
    await does(stage, LAN, "< Hũ lớn cũng sai", "> [Xem hồ sơ]", "> [Tôi đã sửa]", "> Sửa cả hũ lớn", "> bỏ qua")
    await does(stage, HERE, "> [Xem hồ sơ]", "< Sửa cả hũ lớn", "> [Đã đạt, kết thúc]", "> /queue", "<! Điều phải sửa")
    await does(stage, LAN, "< nay đã đạt")
    row = "SELECT {0}, id, application_id, person_id, area, 'place', 'Dọn', '2027-12-31', '[]', '[]', 'open' FROM visit"
    columns = "id, visit_id, application_id, person_id, area, point, what, due_on, files, answer_files, state"
    many = " UNION ALL ".join(row.format(f"'n{n}'") for n in range(7))
    await stage.assistant.store.database.write([Statement(f"INSERT INTO visit_finding ({columns}) {many}")])
    await does(stage, LAN, "> <forged button tomend>", "< 5. Mật ong", "<! 6. Mật ong")
    await does(stage, LAN, "> [Xem thêm]", "< 7. Mật ong", "<! 5. Mật ong", "> [Xem lại phần trước]", "< 1. Mật ong")
    late = row.format("'late'").replace("2027-12-31", "2026-01-01")
    await stage.assistant.store.database.write([Statement(f"INSERT INTO visit_finding ({columns}) {late}")])
    await does(stage, HERE, "> <forged button found1:late>", "> [Đề nghị xem xét thu hồi]", "< Đã báo tỉnh")
    await does(stage, ABOVE, "< đề nghị xem xét thu hồi", "> /calendar", "< Trình thu hồi giấy chứng nhận 3-4 sao")
    await does(stage, LAN, "> <forged button proposefind:late>", "<! Đã báo tỉnh")
    assert await begun(stage) == {"vn27-revoke": False}
    kept = await kinds(stage)
    assert [kind for kind in kept if kind.startswith("inspection.")] == [
        "inspection.made",
        *("inspection.answered", "inspection.reopened", "inspection.answered", "inspection.closed"),
    ]


async def test_what_a_visit_found_is_remembered_before_its_day_and_counted_as_late_above(stage: Stage) -> None:
    await stage._line(Line("#", ABOVE, ""))
    await stage._line(Line("*", "invitation for province_staff in Tỉnh Cà Mau", ""))
    await does(stage, ABOVE, "> /start join-{invitation}", "> [Nhận việc này]")
    store, clock = stage.assistant.store, stage.assistant.clock
    await store.database.write(
        [
            Statement(
                "INSERT INTO visit (id, application_id, person_id, area, made_on, by_id, wrong, at) SELECT 'v', id,"
                " person_id, area, '2026-11-23', 0, '[]', '' FROM application WHERE id <> 'p2'"
            ),
            Statement(
                "INSERT INTO visit_finding (id, visit_id, application_id, person_id, area, point, what, due_on, files,"
                " answer_files, state) SELECT 'f', 'v', application_id, person_id, area, 'place', 'Dọn', '2026-12-04',"
                " '[]', '[]', 'open' FROM visit"
            ),
        ]
    )

    async def told(day: date, prefix: str) -> int:
        """How many notices of a kind there are after the morning of a day."""
        morning = datetime.combine(day, time(8), VIETNAM)
        clock.move(seconds=(morning - clock()).total_seconds())
        for _ in range(2):
            await stage.assistant.due_reminders.tick()
            await stage.assistant.gathering.tick()
        await stage._town.settled(stage.assistant)
        rows = await store.database.fetch("SELECT count(*) FROM outbox WHERE key LIKE ?", (f"{prefix}%",))
        return int(rows[0][0])

    days = [await told(day, "mend:") for day in (date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 3))]
    assert [*days, await told(date(2026, 12, 4), "mend:")] == [0, 1, 1, 2]
    await does(stage, LAN, "< Còn điều phải sửa ở “Mật ong”")
    assert await told(date(2026, 12, 7), "gathered:") >= 2
    await does(stage, ABOVE, "< Quá hạn sửa sau kiểm tra: 1 điều", "> /menu", "> [Theo dõi tiến độ]")
    await does(stage, ABOVE, "> [Phải sửa 1 (1 trễ)]", "< Mật ong")
    await does(stage, HERE, "< Quá hạn sửa sau kiểm tra: 1 điều")


async def test_a_star_that_was_revoked_because_nothing_is_made_does_not_come_back(stage: Stage) -> None:
    revocation = law_on(date(2026, 11, 1)).revocation
    assert revocation
    assert len(revocation.cases) == 6
    store, by = stage.assistant.store, By(0, "", "", stage.clock())
    ((id_,),) = await store.database.fetch("SELECT id FROM application WHERE id <> 'p2'")
    honey = await store.application(id_)
    assert honey
    put = ChangeRequest("r1", id_, honey.owner, honey.area, "stop", "", {"day": "2026-11-01"}, "", stage.clock())
    again = replace(put, id="r2", question="back", value={})

    async def does_all(*writes: object) -> None:
        await store.database.write([s for write in writes for s in statements(write, by)])

    await does_all(PutChange(put), StopProduct("r1", honey, date(2026, 11, 1), "Mất mùa"))
    (star,) = await store.recognitions_of(honey.owner)
    assert not star.holds(date(2026, 11, 2))
    assert may_be_revoked(star, date(2026, 11, 2)), "the law names it as a case"
    await does_all(EndRecognition(id_, honey.product, "stopped", "Không sản xuất", "9/2026", date(2026, 11, 3)))
    await does_all(PutChange(again), ResumeProduct("r2", honey))
    (star,) = await store.recognitions_of(honey.owner)
    assert not star.holds(date(2026, 11, 4))
    assert not may_be_revoked(star, date(2026, 11, 4))


async def test_who_holds_a_star_is_asked_once_whether_customers_may_be_shown_it(stage: Stage) -> None:
    database = stage.assistant.store.database
    said = "SELECT granted FROM consent WHERE purpose = 'consent_promotion'"
    await database.write([Statement("DELETE FROM consent WHERE purpose = 'consent_promotion'")])
    await does(stage, LAN, "> /products", "> [Mật ong]", "> [Việc khác…]", "> [Giới thiệu cho khách hàng]", "> không")
    assert [row[0] for row in await database.fetch(said)] == [0]
    await does(stage, LAN, "> /products", "> [Mật ong]", "> [Việc khác…]", "<! [Giới thiệu cho khách hàng]")


LISTED = ("> /products", "> [Mắm ba khía]", "> [Ngừng, chuyển, giao lại]")


async def claimed(stage: Stage) -> int:
    """A product of the state's list, claimed by Lan, that never took part; returns her account."""
    store = stage.assistant.store
    ((person, area),) = await store.database.fetch("SELECT person_id, area FROM application WHERE id <> 'p2'")
    given = Given(3, date(2025, 3, 14), date(2028, 3, 14), number="01/GCN")
    row = ImportedRow("Mắm ba khía", "HTX Rạch Gốc", area, product_set="26-2026.s01", recognitions=(given,))
    await Taking(store.database, by=0, import_id="l1", name="ds", area="", now=stage.clock()).take([row], {}, {})
    (producer,) = (await store.imported_in([area], 0, 5)).shown
    by = By(person, "web", LAN, stage.clock())
    give = GiveImported(producer, person, on=stage.clock().date())
    agreed = SetConsent("consent_promotion", True)
    await store.database.write([one for write in (give, agreed) for one in statements(write, by)])
    return int(person)


async def test_what_is_known_from_a_list_only_stops_moves_and_is_shown_like_any_other(stage: Stage) -> None:
    person = await claimed(stage)
    store, today = stage.assistant.store, stage.clock().date()
    (product,) = [one for one in await store.products_of(person) if one.name == "Mắm ba khía"]
    shown = [one.name for one in await store.shown_products([product.area], today)]
    assert "Mắm ba khía" in shown
    await does(
        stage, LAN, *LISTED, "> [Ngừng sản xuất]", "> 1/3/2026", "> Hết ba khía", "< ngừng sản xuất từ 01/03/2026"
    )
    await does(stage, HERE, "< xin xác nhận cho “Mắm ba khía”", "> [Xem hồ sơ]", "< Hết ba khía", "> [Xác nhận]")
    await does(stage, LAN, "< Xã đã xác nhận cho “Mắm ba khía”", "> /products", "< Đã ngừng sản xuất từ")
    assert await begun(stage) == {"vn27-stopped": True, "vn27-revoke": False}
    assert "Mắm ba khía" not in [one.name for one in await store.shown_products([product.area], today)]
    _, told = await store.journal([product.area], JournalSearch(words="ba khia"), 0, 5)
    assert {(one.kind, one.product) for one in told} >= {("lifetime.stopped", "Mắm ba khía")}
    await does(stage, LAN, *LISTED, "> [Sản xuất lại]", "< sản xuất lại")
    await does(stage, HERE, "> [Xem hồ sơ]", "> [Xác nhận]")
    await does(stage, LAN, "> /products", "< Đang giữ 3 sao")
    await officer_there(stage)
    await does(stage, LAN, *LISTED, "> [Chuyển sang xã khác]", "> Phan Ngọc Hiển", "> Ấp 3", "> Tất cả sản phẩm")
    await does(stage, LAN, "> Thuê được đất mới", "< chuyển tất cả sản phẩm")
    await does(stage, THERE, "> [Xem hồ sơ]", "< Thuê được đất mới", "> [Xác nhận]")
    ((there,),) = await store.database.fetch("SELECT DISTINCT area FROM application")
    (moved,) = [one for one in await store.products_of(person) if one.id == product.id]
    assert moved.area == there != product.area
    assert "Mắm ba khía" in [one.name for one in await store.shown_products([there], today)]


async def test_what_is_known_from_a_list_only_is_handed_on_with_its_star(stage: Stage) -> None:
    person = await claimed(stage)
    await does(stage, LAN, *LISTED, "> [Giao cho chủ thể khác]", "> Con gái", "> [Người nhà nối nghiệp]")
    await does(stage, MINH, "> {code}", "< muốn giao sản phẩm “Mắm ba khía”", "< Đang giữ 3 sao")
    await does(stage, MINH, "> [Tôi nhận sản phẩm này]", "> [Đồng ý]", "> hợp tác xã", "> Hợp tác xã Rừng Tràm")
    await does(stage, MINH, "> 6101234567", "> 0987654321", "< Anh/Chị nhận “Mắm ba khía”")
    await does(stage, HERE, "> [Xem hồ sơ]", "> [Xác nhận]")
    await does(stage, LAN, "< Xã đã xác nhận", "> /products", "<! [Mắm ba khía]")
    await does(stage, MINH, "> /products", "> [Mắm ba khía]", "< 3 sao", "> [Ngừng, chuyển, giao lại]")
    assert "Mắm ba khía" not in [one.name for one in await stage.assistant.store.products_of(person)]


async def test_a_star_that_is_known_from_a_list_only_is_revoked_from_the_list(stage: Stage) -> None:
    person = await claimed(stage)
    await stage._line(Line("#", ABOVE, ""))
    await stage._line(Line("*", "invitation for province_staff in Tỉnh Cà Mau", ""))
    await does(stage, ABOVE, "> /start join-{invitation}", "> [Nhận việc này]")
    ((producer,),) = await stage.assistant.store.database.fetch("SELECT id FROM imported_producer")
    await does(stage, ABOVE, f"> <forged button record:{producer}>", "> [Thu hồi: Mắm ba khía]", "< 1. ")
    ((product,),) = await stage.assistant.store.database.fetch("SELECT id FROM imported_product")
    await does(stage, ABOVE, "> [Dùng sai nhãn hiệu chứng nhận OCOP]", "> In nhãn cho sản phẩm khác", "> 77/QĐ-UBND")
    await does(stage, ABOVE, "> hôm nay", "> [Ghi thu hồi]", "< Đã ghi thu hồi")
    await does(stage, LAN, "< 77/QĐ-UBND", "> /products", "> [Mắm ba khía]")
    stars = await stage.assistant.store.recognitions_of(person)
    assert [one.ended for one in stars if one.product == product] == [stage.clock().date()]
    (paper,) = [one for one in await stage.assistant.store.papers_of(person) if product in one.products]
    assert paper.expires == stage.clock().date(), "nobody is reminded of what was taken away"
