"""Lists of products as provinces keep them: where the list stands, what its columns are, what each row says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from support.each import each

from ocop_domain.areas import load_areas
from ocop_domain.imports.columns import Field, Meant, meant
from ocop_domain.imports.findings import Code, Severity
from ocop_domain.imports.grid import Cell, Grid, Merge, letter
from ocop_domain.imports.identity import bare_name, producer_key
from ocop_domain.imports.layout import layout_of
from ocop_domain.imports.rows import ImportedRow, ReadRow, ReadSheet, RowReader, read_sheet, without_doubles
from ocop_domain.imports.values import Unread, day_of, day_within, phones_of, star_of
from ocop_domain.product_sets import load_product_sets

TODAY = date(2026, 11, 20)
AREAS = load_areas()
READING = RowReader(AREAS, TODAY, [load_product_sets(name) for name in ("26-2026", "148-2023", "1048-2019")])
HEAD: list[Cell] = ["TT", "Tên sản phẩm", "Chủ thể", "Xã", "Số sao", "Ngày QĐ", "Số QĐ", "Điện thoại"]


def row(name: Cell, producer: Cell = "HTX Rạch Gốc", place: Cell = "Xã Đất Mũi, Cà Mau", **more: Cell) -> list[Cell]:
    said = {"star": 3, "day": "14/3/2024", "decision": "11/QĐ-UBND", "phone": "0912345678"} | more
    return [1, name, producer, place, said["star"], said["day"], said["decision"], said["phone"]]


def read(rows: Sequence[Sequence[Cell]], merges: Sequence[Merge] = (), reading: RowReader = READING) -> ReadSheet:
    grid = Grid("Bảng", rows, merges)
    layout = layout_of(grid)
    assert layout
    return next(iter(without_doubles([read_sheet(grid, layout, reading)])))


def only(rows: Sequence[Sequence[Cell]], merges: Sequence[Merge] = ()) -> ReadRow:
    (found,) = read(rows, merges).rows
    return found


def codes(found: ReadRow) -> list[str]:
    return [finding.code for finding in found.findings]


def taken(found: ReadRow) -> ImportedRow:
    assert found.record, found.findings
    return found.record


# The heading


@each(
    ("parts", "field", "series"),
    [
        (["Tên SP"], Field.PRODUCT, 0),
        (["Bộ sản phẩm"], Field.PRODUCT_SET, 0),
        (["SẢN PHẨM ĐĂNG KÝ"], Field.PRODUCT, 0),
        (["Tên cơ sở sản xuất"], Field.PRODUCER, 0),
        (["Địa chỉ chủ thể"], Field.ADDRESS, 0),
        (["Xã/phường/thị trấn"], Field.COMMUNE, 0),
        (["SĐT"], Field.PHONE, 0),
        (["Họ và tên người đại diện"], Field.REPRESENTATIVE, 0),
        (["Công nhận lần 2", "Ngày QĐ"], Field.DECIDED_ON, 2),
        (["Đánh giá lần thứ 1", "Hạng sao"], Field.STAR, 1),
        (["Quyết định công nhận", "Số"], Field.DECISION, 0),
        (["Quyết định", "Ngày"], Field.DECIDED_ON, 0),
        (["Địa chỉ", "Xã"], Field.COMMUNE, 0),
        (["Số giấy chứng nhận"], Field.CERTIFICATE, 0),
        (["Thời hạn (36 tháng)"], Field.EXPIRES, 0),
        (["Loại hình tổ chức"], Field.LEGAL_FORM, 0),
        (["Năm đạt"], Field.YEAR, 0),
        (["Số thứ tự"], Field.NUMBER, 0),
    ],
)
def test_a_column_is_what_its_heading_says_however_it_is_worded(parts: list[str], field: Field, series: int) -> None:
    assert meant(parts) == Meant(field, series)


def test_what_no_words_say_is_nothing() -> None:
    assert meant(["Doanh thu"]) is None
    assert [letter(n) for n in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]


def test_the_heading_stands_at_any_row_below_titles_and_above_numbers_of_columns() -> None:
    title: list[Cell] = ["DANH SÁCH SẢN PHẨM ĐÃ ĐƯỢC CÔNG NHẬN", *[None] * 7]
    numbers: list[Cell] = ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"]
    found = read([title, [None] * 8, HEAD, numbers, row("Mắm ba khía")], [(0, 0, 0, 7)])
    assert (found.layout.top, found.layout.first) == (2, 4)  # type: ignore[union-attr]
    assert [taken(one).product for one in found.rows] == ["Mắm ba khía"]


def test_two_rows_of_heading_with_merged_cells_give_each_recognition_its_columns() -> None:
    upper: list[Cell] = ["Chủ thể", "Sản phẩm", "Xã", "Công nhận lần 1", None, "Công nhận lần 2", None]
    lower: list[Cell] = [None, None, None, "Sao", "Ngày", "Sao", "Ngày"]
    line: list[Cell] = ["HTX Rạch Gốc", "Tôm khô", "Xã Đất Mũi, Cà Mau", "3*", date(2021, 5, 1), "4 sao", "1.5.2024"]
    merges = [(0, 0, 3, 4), (0, 0, 5, 6), (0, 1, 0, 0), (0, 1, 1, 1), (0, 1, 2, 2)]
    record = taken(only([upper, lower, line], merges))
    assert [(one.star, one.issued, one.expires) for one in record.recognitions] == [
        (3, date(2021, 5, 1), date(2024, 5, 1)),
        (4, date(2024, 5, 1), date(2027, 5, 1)),
    ]


def test_a_sheet_without_products_has_no_list() -> None:
    assert layout_of(Grid("x", [["Thu", "Chi"], ["một", "hai"]])) is None
    assert layout_of(Grid("x", [])) is None


# Rows that are none


def test_sums_headings_of_sections_and_repeated_headings_are_left_out_and_named() -> None:
    found = read(
        [
            HEAD,
            ["I", "Xã Đất Mũi, tỉnh Cà Mau", *[None] * 6],
            row("Mắm ba khía", place=None),
            ["Cộng", None, None, None, 1, None, None, None],
            HEAD,
            row("Tôm khô", "Công ty Cổ phần Công Danh", "Xã Tân Ân, Cà Mau"),
            ["Tổng cộng", *["Tổng cộng"] * 3, 2, None, None, None],
            [None] * 8,
            ["Người lập biểu", *[None] * 7],
        ],
        [(6, 6, 0, 3)],
    )
    assert [line.skipped for line in found.skipped] == ["section", "sum", "heading", "sum", "section"]
    assert [taken(one).product for one in found.rows] == ["Mắm ba khía", "Tôm khô"]
    assert taken(found.rows[0]).area == AREAS.read("Xã Đất Mũi, Cà Mau", TODAY).units[0].code


def test_a_row_without_a_producer_is_of_the_one_above_and_it_is_told() -> None:
    found = read([HEAD, row("Mắm ba khía"), row("Mắm tôm", None, None, phone=None)])
    assert taken(found.rows[1]).producer == "HTX Rạch Gốc"
    assert taken(found.rows[1]).phone == "+84912345678"
    assert codes(found.rows[1]) == [Code.PRODUCER_ABOVE]


def test_merged_cells_give_every_row_its_producer_without_a_word() -> None:
    second = row("Mắm tôm", None, None)
    found = read([HEAD, row("Mắm ba khía"), second], [(1, 2, 2, 2), (1, 2, 3, 3)])
    assert [taken(one).producer for one in found.rows] == ["HTX Rạch Gốc"] * 2
    assert codes(found.rows[1]) == []


# What rows say


@each("said", [3, 3.0, "3", "3 sao", "3*", "★★★", "ba sao", "Hạng 3 sao"])
def test_stars_are_read_in_every_way(said: Cell) -> None:
    assert star_of(said) == 3


@each("said", ["", "sao", "6", "3-4", "3,5", 0, "đạt"])
def test_what_is_no_number_of_stars_is_said(said: Cell) -> None:
    with pytest.raises(Unread):
        star_of(said)


@each(
    "said",
    [
        "14/3/2024",
        "14.03.2024",
        "14-03-24",
        "2024-03-14",
        "ngày 14 tháng 3 năm 2024",
        45365,
        "45365",
        date(2024, 3, 14),
    ],
)
def test_days_are_read_in_every_way(said: Cell) -> None:
    assert day_of(said, TODAY) == date(2024, 3, 14)


def test_days_that_are_none_and_days_beside_a_number_of_a_decision() -> None:
    for said, code in (("31/02/2023", Code.DATE_NONE), ("chưa rõ", Code.DATE)):
        with pytest.raises(Unread) as refused:
            day_of(said, TODAY)
        assert refused.value.code is code
    assert day_within("112/QĐ-UBND ngày 14/3/2024", TODAY) == ("112/QĐ-UBND", date(2024, 3, 14))
    assert day_within("112/QĐ-UBND", TODAY) == ("112/QĐ-UBND", None)


def test_phones_without_their_zero_and_several_in_one_cell() -> None:
    assert phones_of(912345678) == (["+84912345678"], True)
    assert phones_of("0912 345 678 / 0987654321")[0] == ["+84912345678", "+84987654321"]
    with pytest.raises(Unread):
        phones_of("không có")


@each(
    ("changed", "expected"),
    [
        ({}, []),
        ({"phone": 912345678.0}, [Code.PHONE_ZERO]),
        ({"phone": "0912345678; 0987654321"}, [Code.PHONE_SEVERAL]),
        ({"phone": "hỏi ông Ba"}, [Code.PHONE]),
        ({"phone": "#N/A"}, [Code.BROKEN]),
        ({"day": None}, [Code.NO_DATE]),
        ({"star": 2}, [Code.STAR_LOW]),
        ({"day": "1/1/2022"}, [Code.EXPIRED]),
        ({"place": "Xã Đất Mũi, huyện Ngọc Hiển, Cà Mau"}, []),
        ({"place": "Xã Viên An Đông, huyện Ngọc Hiển, Cà Mau"}, [Code.UNIT_FORMER]),
    ],
)
def test_what_is_worth_telling_is_told_and_the_row_is_taken(changed: dict[str, Cell], expected: list[Code]) -> None:
    place = changed.pop("place", "Xã Đất Mũi, Cà Mau")
    found = only([HEAD, row("Mắm ba khía", place=place, **changed)])
    assert taken(found)
    assert codes(found) == expected
    assert {finding.level for finding in found.findings} <= {Severity.WARNING}


@each(
    ("name", "producer", "place", "changed", "code"),
    [
        (None, "HTX Rạch Gốc", "Xã Đất Mũi, Cà Mau", {}, Code.NO_PRODUCT),
        ("=B2", "HTX Rạch Gốc", "Xã Đất Mũi, Cà Mau", {}, Code.FORMULA),
        ("#REF!", "HTX Rạch Gốc", "Xã Đất Mũi, Cà Mau", {}, Code.BROKEN),
        ("Mắm", None, "Xã Đất Mũi, Cà Mau", {}, Code.NO_PRODUCER),
        ("Mắm", "HTX Rạch Gốc", None, {}, Code.NO_UNIT),
        ("Mắm", "HTX Rạch Gốc", "Xã Không Đâu Cả", {}, Code.UNIT_UNKNOWN),
        ("Mắm", "HTX Rạch Gốc", "Phường 5", {}, Code.UNIT_SEVERAL),
        ("Mắm", "HTX Rạch Gốc", "Tỉnh Cà Mau", {}, Code.UNIT_ABOVE),
        ("Mắm", "HTX Rạch Gốc", "Xã Đất Mũi, Cà Mau", {"star": "bảy"}, Code.STAR),
        ("Mắm", "HTX Rạch Gốc", "Xã Đất Mũi, Cà Mau", {"day": "31/02/2024"}, Code.DATE_NONE),
        ("Mắm", "HTX Rạch Gốc", "Xã Đất Mũi, Cà Mau", {"day": "1/1/2030"}, Code.DATE_AHEAD),
    ],
)
def test_a_row_that_is_wrong_is_not_taken_and_says_why(
    name: Cell, producer: Cell, place: Cell, changed: dict[str, Cell], code: Code
) -> None:
    found = only([HEAD, row(name, producer, place, **changed)])
    assert found.failed
    assert found.record is None
    assert code in codes(found)


def test_dates_that_contradict_each_other_are_told_and_the_day_of_the_decision_counts() -> None:
    head = [*HEAD, "Năm", "Ngày hết hạn"]
    record = only([head, [*row("Mắm"), 2022, "1/1/2024"]])
    assert codes(record) == [Code.YEAR, Code.EXPIRES_BEFORE]
    assert taken(record).recognitions[0].expires == date(2027, 3, 14)
    kept = only([head, [*row("Mắm"), 2024, "1/1/2028"]])
    assert codes(kept) == [Code.EXPIRES_OTHER]
    assert taken(kept).recognitions[0].expires == date(2028, 1, 1)
    year = only([head, [*row("Mắm", day=None), 2024, None]])
    assert codes(year) == [Code.YEAR_ONLY]
    assert taken(year).recognitions[0].expires == date(2027, 1, 1)


def test_rows_outside_the_own_unit_are_refused() -> None:
    inside = RowReader(AREAS, TODAY, READING.decisions, [AREAS.read("Xã Đất Mũi, Cà Mau", TODAY).units[0].code])
    found = read([HEAD, row("Mắm"), row("Trà", "HTX Đồi", "Xã Tân Ân, Cà Mau")], reading=inside)
    assert [one.failed for one in found.rows] == [False, True]
    assert codes(found.rows[1]) == [Code.UNIT_OUTSIDE]


def test_a_set_is_known_by_number_or_name_and_else_by_what_the_product_is_called() -> None:
    head = [*HEAD, "Bộ sản phẩm"]
    ours = {one.num: one for one in READING.decisions[0].sets}
    named = [str(8), f"Bộ {8}", f"8. {ours[8].name}", ours[8].name]
    assert {taken(only([head, [*row("Khô cá dứa"), said]])).product_set for said in named} == {f"26-2026.{ours[8].id}"}
    guessed = only([head, [*row("Khô cá dứa"), "#REF!"]])
    assert codes(guessed) == [Code.BROKEN, Code.SET_BY_NAME]


# One product, one record


def test_a_producer_is_known_by_its_name_however_its_form_is_written() -> None:
    assert producer_key("HTX Biển Nam") == producer_key("Hợp tác xã BIỂN NAM")
    assert producer_key("Hộ kinh doanh Ba Lan") == producer_key("HKD Ba Lan") == producer_key("Cơ sở Ba Lan")
    assert producer_key("HTX Biển Nam") != producer_key("Công ty TNHH Biển Nam")
    assert bare_name("Công ty Cổ phần Biển Nam") == "bien nam"


def test_the_same_product_twice_is_taken_once_and_a_further_recognition_goes_with_it() -> None:
    same = read([HEAD, row("Mắm"), row("Mắm", "Hợp tác xã Rạch Gốc")])
    assert [bool(one.record) for one in same.rows] == [True, False]
    assert codes(same.rows[1]) == [Code.TWICE]
    other = read([HEAD, row("Mắm"), row("Mắm", star=4)])
    assert codes(other.rows[1]) == [Code.TWICE_OTHER]
    again = read([HEAD, row("Mắm", day="1/5/2021"), row("Mắm", star=4, day="2/5/2024")])
    assert [one.star for one in taken(again.rows[0]).recognitions] == [3, 4]
    assert not again.rows[1].failed
