"""Progress on paper: the picture, the workbook, a unit's report, the sums of a report, the ministry's table."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image
from support.proofs.activities import CLASS

from bot.handlers.progress.figures import HouseOf, gather
from bot.handlers.progress.tables import DIMENSIONS, all_tables, table
from bot.papers.progress.card import progress_card, progress_page
from bot.papers.progress.documents import progress_report, sums_document
from bot.papers.progress.workbook import answers_workbook, progress_workbook
from bot.papers.tables.ministry_table import COLUMNS, ministry_csv, ministry_table
from bot.records.ministry import MinistryRow, state_on
from bot.records.progress import ProgressFigures
from bot.records.reports import ReportAnswer, ReportSums, UnitReport
from bot.texts import Texts
from ocop_domain.activities import Seats
from ocop_domain.applications import ApplicationState
from ocop_domain.areas import load_areas
from ocop_domain.programme_collection import Programmes
from ocop_domain.programme_files import all_plans, load_programme
from ocop_domain.progress import ProgressEntry, TakingPart
from ocop_domain.report_fields import from_words

AREAS = load_areas()
VI, EN = Texts()["vi"], Texts()["en"]
CITY, COMMUNE, PROVINCE = "o964", "o32035", "o96"
DAY = date(2022, 6, 1)
HOUSE = HouseOf(Programmes([load_programme(name) for name in all_plans()], AREAS), AREAS, DAY)


class Counts:
    """What a database would give: the entries and producers that lie in the areas."""

    def __init__(self, *entries: ProgressEntry) -> None:
        self.entries = entries

    async def progress_in(self, areas: Any, programme: Any) -> list[ProgressEntry]:
        return [one for one in self.entries if one.area in areas]

    async def taking_part(self, areas: Any, programme: Any, day: date) -> list[TakingPart]:
        own = {one.owner: one for one in self.entries if one.area in areas}
        return [TakingPart(o, e.producer, e.area, e.legal_form, stars=e.star) for o, e in own.items()]


def _entry(number: int, name: str, producer: str, **changes: Any) -> ProgressEntry:
    plain = ProgressEntry(
        application=f"p{number}",
        product=f"q{number}",
        owner=number,
        programme="camau-2022",
        area=COMMUNE,
        name=name,
        producer=producer,
        state=ApplicationState.SENT,
        closed="",
        kind="new",
        legal_form="household",
        set_id="",
        sent_on=date(2022, 2, 15),
        updated_on=date(2022, 2, 15),
    )
    return replace(plain, **changes)


COUNTS = Counts(
    _entry(1, "Gạo ST25 Thuận Xương", "Công ty TNHH Thuận Xương"),
    _entry(2, "=1+1", "Hộ Lan", state=ApplicationState.JUDGED, star=4, recognised_on=DAY, legal_form="cooperative"),
    _entry(3, "Mắm", "Hộ Ba", state=ApplicationState.REFUSED),
)


async def _figures(unit: str, programme: str = "camau-2022") -> ProgressFigures:
    return await gather(HOUSE, COUNTS, unit, load_programme(programme))


async def test_a_unit_sees_its_own_numbers_and_those_below_and_none_of_the_province() -> None:
    city, province, commune = [await _figures(unit) for unit in (CITY, PROVINCE, COMMUNE)]
    assert (city.wanted, city.registered, city.recognised) == (14, 2, 1)
    assert [one.quota.area for one in city.quotas] == ["Thành phố Cà Mau"]
    assert city.goals == ()
    assert (province.wanted, len(province.quotas)) == (74, 9)
    assert {one.goal.value for one in province.goals} >= {40, 30, 3, 58, 16}
    assert (commune.quotas, commune.goals) == ((), ())
    assert len(city.planned) == 17
    # The rice is a row of another commune of the city: it is registered, and no commune is told that it is missing.
    assert [(row.product, one.product) for row, one in city.compared.matched] == [
        ("Gạo ST 25 Thuận Xương", "Gạo ST25 Thuận Xương")
    ]
    ward = next(unit.code for unit in AREAS.children(CITY, DAY) if unit.name == "Phường 7")
    own = await _figures(ward)
    assert [row.product for row, _ in own.compared.matched] == ["Gạo ST 25 Thuận Xương"]
    whole = await _figures(PROVINCE, "camau-2021-2025")
    assert (whole.year, whole.wanted) == (2022, 49)
    far = {one.goal.measure: one for one in whole.goals}
    assert (far["recognised"].now, far["cooperative_share"].now) == (1, 100.0)
    assert far["trained_share"].unknown == 3


async def test_every_table_counts_every_product_once() -> None:
    figures = await _figures(CITY)
    for dimension in DIMENSIONS:
        made = table(figures, dimension, HOUSE, VI)
        if dimension == "step":
            assert sum(int(row[1]) for row in made.rows) == 2
            continue
        *rows, whole = made.rows
        assert len(made.head) == len(whole)
        for column in range(1, len(whole)):
            assert sum(int(row[column]) for row in rows) == whole[column], (dimension, column)
    assert [one.id for one in all_tables(figures, HOUSE, VI)] == ["quotas", *DIMENSIONS, "planned"]


@pytest.mark.parametrize("t", [VI, EN], ids=["vi", "en"])
async def test_the_picture_has_each_units_number_and_nothing_leaves_the_page(t: Any) -> None:
    for unit in (CITY, PROVINCE, COMMUNE):
        figures = await _figures(unit)
        page = progress_page(figures, HOUSE, t)
        assert all(page.box.holds(mark.box) for mark in page.marks)
    whole = " ".join(progress_page(await _figures(PROVINCE), HOUSE, VI).texts)
    assert "Huyện U Minh" in whole
    assert "2/14 · công nhận 1" in whole
    image = Image.open(io.BytesIO(progress_card(await _figures(CITY), HOUSE, t)))
    assert image.width == 1080


async def test_the_workbook_has_a_sheet_for_each_table_and_what_was_typed_is_no_formula() -> None:
    book = load_workbook(io.BytesIO(progress_workbook(await _figures(CITY), HOUSE, VI)))
    assert book.sheetnames[0] == "Chỉ tiêu năm 2022"
    assert {"Theo địa bàn", "Danh sách của kế hoạch", "Sản phẩm", "Ghi chú"} <= set(book.sheetnames)
    cells = [cell for row in book["Sản phẩm"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]
    quota = [[cell.value for cell in row] for row in book["Chỉ tiêu năm 2022"].iter_rows()]
    assert quota[1] == ["Thành phố Cà Mau", 14, 12, 2, 2, 1]


def _words(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        text = packed.read("word/document.xml").decode()
    return " ".join("".join(part.split(">", 1)[-1] for part in text.split("<")).split())


async def test_a_report_has_the_units_heading_and_its_numbers() -> None:
    text = _words(progress_report(await _figures(CITY), HOUSE, "Báo cáo tháng 5", VI))
    for part in ("THÀNH PHỐ CÀ MAU", "Báo cáo tháng 5", "tỉnh Cà Mau", "Chỉ tiêu 14, đã đăng ký 2", "Xã Định Bình"):
        assert part in text, part
    assert "Kính gửi: Sở Nông nghiệp và Phát triển nông thôn tỉnh Cà Mau" in text, "to whom the plan sends a district's"
    assert "Kính gửi: Ủy ban nhân dân" not in text
    assert "chưa đăng ký (16)" in text
    assert "{" not in text
    assert "Báo cáo của các đơn vị" not in text
    said = [UnitReport("Huyện U Minh", "Đã nhận 12 phiếu"), UnitReport("Huyện Thới Bình", "Mở 1 lớp")]
    whole = _words(progress_report(await _figures(PROVINCE), HOUSE, "", VI, said))
    for part in ("Báo cáo của các đơn vị (2)", "Huyện U Minh", "Đã nhận 12 phiếu", "Huyện Thới Bình", "Mở 1 lớp"):
        assert part in whole, part
    plain = _words(progress_report(await _figures(COMMUNE), HOUSE, "", VI))
    assert "Kết quả thực hiện Chương trình OCOP năm 2022" in plain
    assert "Kính gửi: Ủy ban nhân dân thành phố Cà Mau" in plain, "of a commune's the plan says nothing"
    assert "Chỉ tiêu được giao" not in plain


def test_the_sums_of_a_report_are_added_up_and_say_who_has_not_answered() -> None:
    fields = from_words("Bán được bao nhiêu kg?\nDoanh thu bao nhiêu tiền?\nCó khó khăn không?\nKhó khăn gì")
    at = datetime(2022, 6, 1, tzinfo=UTC)
    answers = (
        ReportAnswer(
            "b", "1", 1, COMMUNE, "Hộ Lan", {"f1": 12, "f2": {"dong": 5_000_000}, "f3": True, "f4": "=Nước"}, at
        ),
        ReportAnswer("b", "2", 2, COMMUNE, "Hộ Ba", {"f1": 8, "f3": False}, at),
    )
    made_of = ReportSums("Số liệu", CITY, fields, answers, ("Hộ Tư",), DAY)
    text = _words(sums_document(made_of, AREAS, VI))
    for part in ("20", "5.000.000 đ", "1 có, 1 không", "Hộ Lan: =Nước", "Hộ Tư"):
        assert part in text, part
    book = load_workbook(io.BytesIO(answers_workbook(made_of, AREAS, VI)))
    rows = [[cell.value for cell in row] for row in book["Trả lời"].iter_rows()]
    assert rows[1][:6] == ["Hộ Lan", "Xã Định Bình", 12, 5_000_000, "Có", "=Nước"]
    assert [cell.value for cell in book["Chưa trả lời"]["A"]] == ["Nơi trả lời", "Hộ Tư"]


async def test_a_report_names_what_was_held_and_leaves_to_the_hand_what_nobody_counts() -> None:
    held = replace(CLASS, unit=PROVINCE, found="Mỗi xã chọn 2 sản phẩm", others=3)
    figures = replace(await _figures(PROVINCE), held=((held, Seats(taken=10, waiting=2, no=3, unsaid=5, came=8)),))
    text = _words(progress_report(figures, HOUSE, "", VI))
    assert "Hoạt động đã tổ chức" in text
    for part in (held.title, held.place, "2011Mỗi xã chọn 2 sản phẩm", "ít nhất 40", "28-30", "......"):
        assert part in text, part
    assert "trợ lý không đếm được" not in text


def test_the_ministrys_table_has_its_columns_in_its_order() -> None:
    rows = [
        MinistryRow("07/GCN", "32035", 2022, "q1", "=Mắm", 4, "Hộ Lan", Decimal("120.50"), "holds"),
        MinistryRow("", "32035", 0, "q2", "Gạo", 3, "Hộ Ba", None, "lapsed"),
    ]
    read = list(csv.reader(io.StringIO(ministry_csv(rows, VI))))
    assert tuple(read[0]) == COLUMNS
    assert read[1] == ["07/GCN", "32035", "2022", "q1", "'=Mắm", "4*", "Hộ Lan", "120.50", "Còn hiệu lực"]
    assert read[2][7:] == ["", "Hết hạn"]
    sheet = load_workbook(io.BytesIO(ministry_table(rows, VI)))["PTNT_OCOP"]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert (sheet["H2"].value, sheet["H2"].number_format, sheet["E2"].data_type) == (120.5, "0.00", "s")
    assert [state_on(DAY, *days) for days in ((None, None), (date(2022, 5, 31), None), (None, DAY))] == [
        "holds",
        "lapsed",
        "ended",
    ]
