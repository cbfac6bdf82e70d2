"""A round with whole sheets: items on the phone, an item that is left out, a member who is removed in the middle."""

from __future__ import annotations

import io
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from support.assistants import settings_for
from support.people import WebTown
from support.transcripts import FOLDER, Line, Stage

from bot.storage.engine.encoding import DRAFT, draft_of
from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Statement
from bot.storage.tables import metadata
from ocop_domain.areas import load_areas
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.model import Item
from ocop_domain.programme_files import load_programme

TOTAL = ("> /menu", "> [Chấm điểm sản phẩm]", "> [Mật ong]", "> [Nhập tổng điểm]", "> 66", "> bỏ qua")
HAI, BA, STAFF, LAN = "Ủy viên Hai", "Ủy viên Ba", "Cán bộ tỉnh", "Lan"


@pytest.fixture
async def stage(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Stage]:
    programme = load_programme("vietnam-2027")
    settings = settings_for(tmp_path / "data", programme=programme.id)
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    async with Stage(settings, WebTown(), programme.demo_date) as stage:
        await stage.play(FOLDER / "parts" / "round_open.txt")
        yield stage


async def does(stage: Stage, who: str, *lines: str) -> None:
    """What somebody does and sees, as lines of a transcript."""
    await stage._line(Line("#", who, ""))
    stage._seen = None
    for line in lines:
        sign, _, text = line.partition(" ")
        if sign == ">":
            stage._seen = {}
        await stage._line(Line(sign, text, line))


async def given(stage: Stage, who: str, *, leaves_out: int = -1) -> None:
    """Types the most points of each item; one may be left out."""
    for number in range(80):
        rows = await stage.assistant.store.database.fetch(f"SELECT {DRAFT} FROM draft WHERE form LIKE 'judge:%'")
        draft = draft_of(rows[0])
        if draft.at == "=":
            return
        _, decision, set_id = draft.form.split(":")
        item: Item = load_criteria(decision).set(set_id).item(draft.at)
        if item.cases and not draft.partial:
            await does(stage, who, f"> {item.cases[0].label}")
            continue
        case = next((one for one in item.cases if one.code == draft.partial), None)
        most = max(level.points for level in case.levels) if case else max(item.points)
        await does(stage, who, "> bỏ qua" if number == leaves_out else f"> {most}")
    raise AssertionError("the sheet has no end")


async def test_a_member_scores_every_item_and_the_producer_sees_them(stage: Stage) -> None:
    await does(stage, HAI, "> [Xem đợt đánh giá]", "> [Mật ong]", "> [Chấm từng tiêu chí (32)]")
    await given(stage, HAI, leaves_out=3)
    await does(stage, HAI, "> [Gửi phiếu]", "< Còn 1 tiêu chí chưa chấm")
    await given(stage, HAI)
    await does(stage, HAI, "> [Gửi phiếu]", "< Đã giữ phiếu “Mật ong”")
    for who in (BA, "Ủy viên Tư"):
        await does(
            stage, who, "> /menu", "> [Chấm điểm sản phẩm]", "> [Mật ong]", "> [Nhập tổng điểm]", "> 66", "> bỏ qua"
        )
    await does(stage, STAFF, "> /menu", "> [Đợt đánh giá]", "> [20/12/2026 · đang chấm]", "> [Khóa điểm]")
    await does(stage, STAFF, "> [Đồng ý khóa điểm]", "> [Kết luận]", "> [Mật ong]")
    await does(stage, STAFF, "< Có phiếu chỉ ghi tổng điểm", "> [Góp ý cho chủ thể]", "> Cần tem truy xuất")
    await does(stage, STAFF, "> [Sửa kết luận này]", "> [Kết luận khác]", "> 3 sao", "> Nhãn thiếu hạn dùng")
    await does(stage, STAFF, "> bỏ qua", "> [Ghi kết luận]", "> [Xem đợt đánh giá]", "> [Ghi quyết định, báo kết quả]")
    await does(stage, STAFF, "> 112/2026", "> 23/11/2026", "> bỏ qua", "> [Báo kết quả]")
    await does(stage, LAN, "< “Mật ong” đạt 3 sao", "> [Xem kết quả Hội đồng]", "< Lý do: Nhãn thiếu hạn dùng")
    await does(stage, LAN, "< Góp ý của Hội đồng: Cần tem truy xuất")
    await does(stage, LAN, "> [Xem bảng điểm]", "< Trung bình")


async def test_a_member_who_is_removed_in_the_middle_counts_no_more(stage: Stage) -> None:
    for who in (HAI, BA):
        await does(
            stage, who, "> /menu", "> [Chấm điểm sản phẩm]", "> [Mật ong]", "> [Nhập tổng điểm]", "> 66", "> bỏ qua"
        )
    store = stage.assistant.store
    ((person,),) = await store.database.fetch("SELECT min(person_id) FROM round_sheet")
    await store.database.write([Statement("DELETE FROM role WHERE person_id = ?", (person,))])
    await does(stage, HAI, "> /menu", "<! [Chấm điểm sản phẩm]")
    await does(stage, STAFF, "> /menu", "> [Đợt đánh giá]", "> [20/12/2026 · đang chấm]", "> [Khóa điểm]")
    await does(stage, STAFF, "< Mới có 1/2 thành viên chấm; cần ít nhất 2", "<! [Đồng ý khóa điểm]")


async def test_what_a_member_gave_on_the_own_phone_is_sealed_and_theirs_alone(stage: Stage) -> None:
    await does(stage, HAI, "> [Xem đợt đánh giá]", "> [Mật ong]", "> [Chấm từng tiêu chí (32)]")
    await given(stage, HAI)
    await does(stage, HAI, "> [Gửi phiếu]")
    ((round_, product, person),) = await stage.assistant.store.database.fetch(
        "SELECT round_id, application_id, person_id FROM round_sheet"
    )
    for button in ("typeitems", "typetotal"):
        forged = f"> <forged button {button}:{round_}:{product}:{person}>"
        await does(stage, STAFF, forged, "< Thành viên này đã tự chấm", "<! Tổng điểm")
    (sheet,) = await stage.assistant.store.sheets_in(round_)
    assert sheet.typed_by == 0


async def test_of_what_left_the_agenda_no_sheet_counts_for_the_quorum(stage: Stage) -> None:
    for who in (HAI, BA, "Ủy viên Tư"):
        await does(stage, who, *TOTAL)
    (here,) = await rounds(stage)
    store = stage.assistant.store
    ((product,),) = await store.database.fetch("SELECT application_id FROM round_application")
    await copied(stage, "application", product, "p2", product_id="'q2'")
    await store.database.write(
        [
            Statement("UPDATE round_application SET application_id = 'p2'"),
            Statement(
                "INSERT INTO round_sheet (round_id, application_id, person_id, total)"
                " SELECT round_id, 'p2', max(person_id), '70' FROM round_sheet GROUP BY round_id"
            ),
        ]
    )
    await does(stage, STAFF, f"> <forged button askclose:{here}>", "< Mới có 1/3 thành viên chấm; cần ít nhất 3")


async def test_nothing_is_locked_before_its_day_unsaid_or_decided_before_the_council_met(stage: Stage) -> None:
    for who in (HAI, BA, "Ủy viên Tư"):
        await does(stage, who, *TOTAL)
    (here,) = await rounds(stage)
    await does(stage, STAFF, f"> <forged button askclose:{here}>", "< Chưa tới ngày họp: chủ nhật 20/12/2026")
    await does(stage, STAFF, "> [Đồng ý khóa điểm]", "> [Kết luận theo điểm]", "> [Ghi quyết định, báo kết quả]")
    assert "" in {seat.name for seat in await stage.assistant.store.seats_of(here)}, "no number in the minutes"
    await does(stage, STAFF, "> 112/2026", "> 20/11/2026", "> bỏ qua", "> [Báo kết quả]")
    await does(stage, STAFF, "< Hội đồng chấm từ", "<! Đã báo kết quả", "> 22/11/2026", "> [Báo kết quả]")
    await does(stage, STAFF, "< Hội đồng chấm từ", "> 23/11/2026", "< 112/2026", "> [Báo kết quả]")
    await does(stage, STAFF, "< Đã báo kết quả 1 sản phẩm", "> [Đợt đánh giá]", "> [20/12/2026 · đã báo kết quả]")
    await does(stage, STAFF, "< 112/2026", "< 23/11/2026")


async def test_who_is_excused_and_then_removed_leaves_no_sheet_that_counts(stage: Stage) -> None:
    for who in (HAI, BA, "Ủy viên Tư"):
        await does(stage, who, *TOTAL)
    (here,) = await rounds(stage)
    store = stage.assistant.store
    ((person,),) = await store.database.fetch("SELECT min(person_id) FROM round_sheet")
    await does(stage, STAFF, f"> <forged button excuse:{here}:{person}>", "> Đi công tác")
    await store.database.write([Statement("DELETE FROM role WHERE person_id = ?", (person,))])
    await does(stage, STAFF, f"> <forged button askclose:{here}>", "> [Đồng ý khóa điểm]")
    await does(stage, STAFF, "> [Kết luận]", "> [Mật ong]", "< Trung bình 66 điểm, 2 phiếu")


async def test_every_round_of_a_unit_is_found_however_many_there_are(stage: Stage) -> None:
    (here,) = await rounds(stage)
    for number in range(1, 10):
        await copied(stage, "round", here, f"r{number}", held_on=f"'2026-0{number}-05'")
    await does(stage, STAFF, "> /menu", "> [Đợt đánh giá]", "< Có 10 đợt đánh giá", "< [20/12/2026 · đang chấm]")
    await does(stage, STAFF, "< [05/07/2026 · đang chấm]", "<! [05/06/2026 · đang chấm]")
    await does(stage, STAFF, "> [➡ Xem thêm]", "< [05/06/2026 · đang chấm]", "> [➡ Xem thêm]")
    await does(stage, STAFF, "< [05/01/2026 · đang chấm]", "> [⬅ Xem lại phần trước]", "< [05/06/2026 · đang chấm]")


async def test_the_numbers_of_a_page_of_the_agenda_are_those_of_its_buttons(stage: Stage) -> None:
    (here,) = await rounds(stage)
    ((product,),) = await stage.assistant.store.database.fetch("SELECT application_id FROM round_application")
    for number in range(2, 7):
        await copied(stage, "application", product, f"p{number}", product_id=f"'q{number}'", name=f"'Mắm {number}'")
        await stage.assistant.store.database.write(
            [
                Statement(
                    "INSERT INTO round_application (round_id, application_id, person_id)"
                    " SELECT round_id, ?, person_id FROM round_application WHERE application_id = ?",
                    (f"p{number}", product),
                )
            ]
        )
    await does(stage, STAFF, f"> <forged button agenda:{here}:0>", "< 6. Mắm 6", "< [Mắm 6]")


async def test_a_sheet_that_comes_after_closing_waits_with_its_answers_until_the_round_is_opened_again(
    stage: Stage,
) -> None:
    for who in (HAI, BA, "Ủy viên Tư"):
        await does(stage, who, *TOTAL)
    await does(stage, HAI, "> [✔ 66: Mật ong]", "> [Chấm từng tiêu chí (32)]")
    await given(stage, HAI)
    (here,) = await rounds(stage)
    await does(stage, STAFF, f"> <forged button askclose:{here}>", "> [Đồng ý khóa điểm]", "< Đã khóa điểm")
    await does(stage, HAI, "> [Gửi phiếu]", "< Đợt này đã khóa điểm nên phiếu mới không tính")
    assert {sheet.total for sheet in await stage.assistant.store.sheets_in(here)} == {66}
    await does(stage, STAFF, "> [Mở lại để chấm tiếp]", "< Đã mở lại")
    await does(stage, HAI, "> /menu", "> [Chấm điểm sản phẩm]", "> [✔ 66: Mật ong]", "> [Chấm từng tiêu chí (32)]")
    await does(stage, HAI, "> [Gửi phiếu]", "< thay phiếu trước 66 điểm")


async def test_a_round_goes_on_when_its_unit_went_into_another_one(stage: Stage) -> None:
    await stage.assistant.store.database.write([Statement("UPDATE round SET unit = 'o96'")])
    for who in (HAI, BA, "Ủy viên Tư"):
        await does(stage, who, *TOTAL, "< Đã giữ phiếu “Mật ong”")
    await does(stage, STAFF, "> /menu", "> [Đợt đánh giá]", "> [20/12/2026 · đang chấm]")
    await does(
        stage, STAFF, "< Thành viên đã chấm xong: 3/3", "> [Khóa điểm]", "> [Đồng ý khóa điểm]", "< Đã khóa điểm"
    )


async def test_a_commune_that_went_into_another_in_the_middle_of_a_round_goes_on_in_it(stage: Stage) -> None:
    """Half of the sheets are in when its officer becomes the new unit's: nothing is lost, asked or told twice."""
    store = stage.assistant.store
    await does(stage, HAI, *TOTAL)
    old = "UPDATE {} SET area = 'o31999' WHERE area = 'n32248'"  # Ward 9, which went whole into An Xuyên
    await store.database.write([Statement(old.format(table)) for table in ("application", "role")])
    for _ in range(2):
        await stage.assistant.succession.tick()
    assert [one.area for one in await store.all_applications("vietnam-2027")] == ["n32002"]
    await does(stage, "Cán bộ Đất Mũi", "< nay thuộc Phường An Xuyên", "> /queue", "< Không có hồ sơ nào chờ")
    await does(stage, "Cán bộ Đất Mũi", "> [Sản phẩm trong địa bàn]", "< Mật ong")
    await does(stage, STAFF, "< An Xuyên")
    await does(stage, LAN, "> /products", "> [Mật ong]", "< hồ sơ đã kiểm tra, đủ")
    await does(stage, HAI, "> /menu", "> [Chấm điểm sản phẩm]", "> [✔ 66: Mật ong]")
    for who in (BA, "Ủy viên Tư"):
        await does(stage, who, *TOTAL, "< Đã giữ phiếu “Mật ong”")
    await does(stage, STAFF, "> /menu", "> [Đợt đánh giá]", "> [20/12/2026 · đang chấm]", "> [Sản phẩm của đợt]")
    await does(stage, STAFF, "> [Mật ong]", "< (Phường An Xuyên)", "< Phiếu đã có: 3")
    notices = "SELECT count(*) FROM outbox WHERE lane = 'notice' AND payload LIKE '%An Xuyên%' GROUP BY address"
    assert await store.database.fetch(notices) == [(1,), (1,)], "its officer and the staff of the province"


async def test_a_round_of_a_level_that_has_ended_is_left_to_the_level_above(stage: Stage) -> None:
    (district, *_) = [unit for unit in load_areas().below("o96") if unit.level == "district"]
    ended = Statement("UPDATE round SET unit = ?, level = 'district'", (district.code,))
    await stage.assistant.store.database.write([ended])
    await does(stage, HAI, "> /menu", "> [Chấm điểm sản phẩm]", "< Chưa có đợt nào cần Anh/Chị chấm")
    await does(stage, STAFF, "> /menu", "> [Đợt đánh giá]", "> [20/12/2026 · đang chấm]", "> [Sản phẩm của đợt]")
    await does(stage, STAFF, "> [Mật ong]", "> [Bỏ khỏi đợt này]", "< Sản phẩm chờ đợt sau")


async def test_a_round_of_an_ended_level_is_finished_above_with_what_was_given_and_written_down(stage: Stage) -> None:
    (district, *_) = [unit for unit in load_areas().below("o96") if unit.level == "district"]
    await does(stage, HAI, *TOTAL)
    ended = "UPDATE round SET unit = ?, level = 'district', held_on = '2025-06-20'"
    await stage.assistant.store.database.write([Statement(ended, (district.code,))])
    await does(stage, STAFF, "> /menu", "> [Đợt đánh giá]", "> [20/06/2025 · đang chấm]", "> [Khóa điểm]")
    await does(stage, STAFF, "> [Đồng ý khóa điểm]", "> [Kết luận]", "> [Mật ong]", "< 66")
    await does(stage, STAFF, "> [Theo điểm: 3 sao]", "< Đã ghi kết luận")
    (result,) = (await stage.assistant.store.results_in((await rounds(stage))[0])).values()
    assert (result.star, result.members) == (3, 1)


async def test_every_product_needs_its_own_quorum(stage: Stage) -> None:
    for who in (HAI, BA, "Ủy viên Tư"):
        await does(stage, who, *TOTAL)
    (here,) = await rounds(stage)
    store = stage.assistant.store
    ((product,),) = await store.database.fetch("SELECT application_id FROM round_application")
    await copied(stage, "application", product, "p2", product_id="'q2'", name="'Tôm khô'")
    added = "INSERT INTO round_application (round_id, application_id, person_id) VALUES (?, 'p2', 3)"
    sheet = (
        "INSERT INTO round_sheet (round_id, application_id, person_id, total)"
        " SELECT round_id, 'p2', max(person_id), '70' FROM round_sheet GROUP BY round_id"
    )
    await store.database.write([Statement(added, (here,)), Statement(sheet)])
    await does(stage, STAFF, f"> <forged button askclose:{here}>", "< “Tôm khô”: mới có 1/3 phiếu, cần ít nhất 3")
    await does(stage, STAFF, "<! “Mật ong”: mới có", "<! [Đồng ý khóa điểm]")
    ((sheets,),) = await store.database.fetch("SELECT sheets FROM round")
    await does(stage, STAFF, f"> <forged button closeround:{here}:{sheets}>", "< “Tôm khô”: mới có 1/3 phiếu")


async def test_of_two_who_conclude_one_product_the_second_is_told_before_anything_is_replaced(stage: Stage) -> None:
    for who in (HAI, BA, "Ủy viên Tư"):
        await does(stage, who, *TOTAL)
    (here,) = await rounds(stage)
    store = stage.assistant.store
    ((product,),) = await store.database.fetch("SELECT application_id FROM round_application")
    await does(stage, STAFF, f"> <forged button askclose:{here}>", "> [Đồng ý khóa điểm]")
    await does(stage, STAFF, "> [Kết luận]", "> [Mật ong]", "> [Kết luận khác]", "> 2 sao", "> Nhãn thiếu hạn dùng")
    await does(stage, STAFF, "> bỏ qua")
    # On another phone somebody concludes the same product, which was not concluded when it was looked at.
    found_ = await store.results_in(here)
    assert not found_
    await store.database.write(
        [
            Statement(
                "INSERT INTO result (round_id, application_id, person_id, level, unit, members, total, proposed, star,"
                " verdict, criteria, set_id, at)"
                " VALUES (?, ?, 3, 'province', 'n96', 3, '66', 3, 3, 'recognised', '', '', '2026-11-23')",
                (here, product),
            )
        ]
    )
    await does(stage, STAFF, "> [Ghi kết luận]", "< Người khác vừa ghi kết luận sản phẩm này: 3 sao")
    assert (await store.results_in(here))[product].star == 3
    await does(stage, STAFF, "> [Ghi kết luận]", "< Đã ghi kết luận")
    assert (await store.results_in(here))[product].star == 2
    await does(stage, STAFF, f"> <forged button asaverage:{here}:{product}:0>", "< Người khác vừa ghi kết luận")
    assert (await store.results_in(here))[product].star == 2


async def rounds(stage: Stage) -> list[str]:
    return [row[0] for row in await stage.assistant.store.database.fetch("SELECT id FROM round")]


async def copied(stage: Stage, table: str, row: str, id_: str, **other: str) -> None:
    """Another row like this one, but for what is given as SQL."""
    columns = [one.name for one in metadata.tables[table].columns]
    values = {"id": f"'{id_}'", **other}
    said = ", ".join(values.get(name, name) for name in columns)
    sql = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {said} FROM {table} WHERE id = ?"
    await stage.assistant.store.database.write([Statement(sql, (row,))])


async def test_who_runs_a_round_neither_types_a_sheet_nor_departs_from_the_average_for_the_own_producer(
    stage: Stage,
) -> None:
    for who in (HAI, BA, "Ủy viên Tư"):
        await does(stage, who, *TOTAL)
    (here,) = await rounds(stage)
    store = stage.assistant.store
    ((product,),) = await store.database.fetch("SELECT application_id FROM round_application")
    await copied(stage, "application", product, "p2", product_id="'q2'", person_id="3")
    added = "INSERT INTO round_application (round_id, application_id, person_id) VALUES (?, 'p2', 3)"
    sheets = (
        "INSERT INTO round_sheet (round_id, application_id, person_id, total, typed_by)"
        " SELECT round_id, 'p2', person_id, '70', 3 FROM round_sheet"
    )
    await store.database.write([Statement(added, (here,)), Statement(sheets)])
    (member, *_) = [sheet.member for sheet in await store.sheets_in(here, "p2")]
    await does(stage, STAFF, f"> <forged button typetotal:{here}:p2:{member}>", "< Anh/Chị có liên quan")
    await does(stage, STAFF, f"> <forged button askclose:{here}>", "> [Đồng ý khóa điểm]")
    await does(stage, STAFF, f"> <forged button otherstar:{here}:p2>", "< Anh/Chị có liên quan")
    await does(stage, STAFF, f"> <forged button asaverage:{here}:p2>", "< Đã ghi kết luận")


async def test_a_member_has_done_all_who_has_scored_all_but_the_own_product(stage: Stage) -> None:
    await does(stage, HAI, *TOTAL)
    (here,) = await rounds(stage)
    store = stage.assistant.store
    ((product, member),) = await store.database.fetch("SELECT application_id, person_id FROM round_sheet")
    await copied(stage, "application", product, "p2", product_id="'q2'", person_id=str(member))
    added = "INSERT INTO round_application (round_id, application_id, person_id) VALUES (?, 'p2', ?)"
    await store.database.write([Statement(added, (here, member))])
    await does(stage, BA, *TOTAL)
    await does(stage, STAFF, f"> <forged button round:{here}>", "< Thành viên đã chấm xong: 1/3")


async def test_of_another_day_all_hear_at_once_and_who_has_not_scored_is_reminded(stage: Stage) -> None:
    (here,) = await rounds(stage)
    await does(stage, STAFF, "> /menu", "> [Đợt đánh giá]", "> [20/12/2026 · đang chấm]", "> [Đổi ngày, nơi họp]")
    await does(stage, STAFF, "> 22/12/2026", "> Hội trường Sở", "< Đã đổi ngày, nơi họp", "< Đã báo: 3 người")
    await does(stage, HAI, "< Lịch họp đã đổi. Mời Anh/Chị dự họp Hội đồng đánh giá thứ Ba 22/12/2026")
    await does(stage, LAN, "< Lịch họp đã đổi. Sản phẩm “Mật ong”")
    await does(stage, HAI, *TOTAL)
    await does(stage, STAFF, f"> <forged button seats:{here}>", "> [Nhắc người chưa chấm]", "< Đã nhắc 2 thành viên")
    await does(stage, BA, "< Còn 1 sản phẩm Anh/Chị chưa chấm. Hội đồng họp thứ Ba 22/12/2026")
    notices = "SELECT count(*) FROM outbox WHERE key LIKE 'toscore:%'"
    assert await stage.assistant.store.database.fetch(notices) == [(2,)]
    await does(stage, STAFF, f"> <forged button remindscore:{here}>")
    assert await stage.assistant.store.database.fetch(notices) == [(2,)], "once a day"
    for days, told in ((27, 2), (1, 4), (0, 4), (1, 4)):
        stage.clock.move(days=days)
        await stage.assistant.councils.tick()
        assert await stage.assistant.store.database.fetch(notices) == [(told,)], "once, the day before"


async def sends_table(stage: Stage, who: str, *rows: list[str | float]) -> None:
    """A workbook comes in at the question that stands there."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    await does(stage, who)
    stage._seen = {}
    await stage._phones[who].photo(out.getvalue())
    await stage._town.settled(stage.assistant)


async def test_the_councils_table_is_taken_whole_and_never_while_a_cell_is_wrong_or_a_sheet_is_sealed(
    stage: Stage,
) -> None:
    (here,) = await rounds(stage)
    store = stage.assistant.store
    await does(stage, HAI, *TOTAL)
    (own,) = await store.sheets_in(here)
    seated = await store.database.fetch("SELECT person_id FROM role WHERE role = 'council_member' ORDER BY person_id")
    first, second = (person for (person,) in seated if person != own.member)
    head: list[str | float] = ["Mã", "Sản phẩm", f"Ba ({first})", f"Tư ({second})", f"Hai ({own.member})"]
    await does(stage, STAFF, f"> <forged button seats:{here}>", "> [Bảng điểm Hội đồng (Excel)]", "< Tải bảng này")
    await does(stage, STAFF, "> [Gửi bảng đã điền]", "> tôi gửi sau", "< Câu này cần tệp bảng tính")
    await sends_table(stage, STAFF, head, [own.application, "", 70, 101, 90])
    await does(stage, STAFF, "< Đọc được 2 phiếu, 2 chỗ cần sửa. Chưa ghi gì", "< đã niêm phong", "< “101” không phải")
    await does(stage, STAFF, "<! [Ghi 2 phiếu]", f"> <forged button taketable:{here}:2>", "< Chưa ghi gì")
    assert await store.sheets_in(here) == [own]
    await does(stage, STAFF, "> [Gửi bảng khác]")
    await sends_table(stage, STAFF, head, [own.application, "", 70, 81.5, ""])
    await does(stage, STAFF, "< Cột điểm: ", "> [Ghi 2 phiếu]", "< Đã ghi 2 phiếu theo bảng")
    typed = {sheet.member: str(sheet.total) for sheet in await store.sheets_in(here) if sheet.typed_by}
    assert typed == {first: "70", second: "81.5"}
    entries = await store.database.fetch("SELECT became FROM audit WHERE kind = 'council.scored' ORDER BY id")
    assert entries == [(str(own.member),), (str(first),), (str(second),)]

    # A table that was read before the round was closed, and one of a member who has left.
    await does(stage, STAFF, f"> <forged button sendtable:{here}>")
    await sends_table(stage, STAFF, head, [own.application, "", 71, 81.5, ""])
    await does(stage, STAFF, f"> <forged button askclose:{here}>", "> [Đồng ý khóa điểm]")
    await does(stage, STAFF, f"> <forged button taketable:{here}:2>", "< Đợt này đã khóa điểm")
    await does(stage, STAFF, "> [Xem đợt đánh giá]", "> [Mở lại để chấm tiếp]")
    await store.database.write([Statement("DELETE FROM role WHERE person_id = ?", (second,))])
    await does(stage, STAFF, f"> <forged button taketable:{here}:2>", "< không còn là thành viên Hội đồng")
    assert {s.member: str(s.total) for s in await store.sheets_in(here) if s.typed_by} == typed

    # Nobody scores what is of the own producer.
    await copied(stage, "application", own.application, "p2", product_id="'q2'", name="'Mắm'", person_id=str(first))
    added = "INSERT INTO round_application (round_id, application_id, person_id) VALUES (?, 'p2', ?)"
    await store.database.write([Statement(added, (here, first))])
    await does(stage, STAFF, f"> <forged button sendtable:{here}>")
    await sends_table(stage, STAFF, ["Sản phẩm", f"Ba ({first})"], ["Mắm", 70], ["Mật ong", 60])
    await does(stage, STAFF, "< Đọc được 2 phiếu, 1 chỗ cần sửa", "< có liên quan với chủ thể")
