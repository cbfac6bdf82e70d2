"""A council's table of points: read whole, or said row by row what must be mended."""

from __future__ import annotations

from decimal import Decimal

from ocop_domain.council_table import JudgedProduct, ReadSheets, read_sheets
from ocop_domain.criteria.load import load_criteria
from ocop_domain.imports.grid import Cell, Grid

SET = load_criteria("26-2026").set("s14")
PRODUCTS = [
    JudgedProduct("p1", "Mật ong", "Lan", "26-2026", SET),
    JudgedProduct("p2", "Mắm tép", "Hoa", "26-2026", SET),
    JudgedProduct("p3", "Mắm tép", "Tư", "26-2026", SET),
]
MEMBERS = {6: "Tư", 7: "An", 8: "An"}
PARTS = [part.code for part in SET.parts]


def read(*rows: list[Cell], name: str = "Bộ 1") -> ReadSheets:
    return read_sheets([Grid(name, rows)], PRODUCTS, MEMBERS)


def faults(found: ReadSheets) -> list[tuple[int, str, str]]:
    return [(one.row, one.what, one.said) for one in found.faults]


def all_items(points: str = "most", leaves_out: str = "") -> list[list[Cell]]:
    """A row for each item of p1: the most points, or the least."""
    said = [(item.code, max(item.points) if points == "most" else 0) for item in SET.items]
    return [["p1", "Mật ong", code, given] for code, given in said if code != leaves_out]


def test_totals_alone_are_read_by_mark_or_by_name_and_what_is_nobodys_column_is_told() -> None:
    found = read(
        ["HỘI ĐỒNG ĐÁNH GIÁ"],
        ["TT", "Mã", "Tên sản phẩm", "Chủ thể", "tư", "An (7)", "Trung bình"],
        [1, "p1", "", "", 71.5, "80", 75.75],
        [2, None, "MẮM TÉP", "Tư", "", "66,25", ""],
        [3, None, "Mắm tép", "Hoa", "–", None, ""],
    )
    assert not found.faults
    assert [(one.row, one.product.id, one.member, one.total) for one in found.sheets] == [
        (3, "p1", 6, Decimal("71.5")),
        (3, "p1", 7, Decimal(80)),
        (4, "p3", 7, Decimal("66.25")),
    ]
    assert found.columns == {"tư": 6, "An (7)": 7}
    assert found.left_out == ("TT", "Trung bình")


def test_items_make_the_total_and_what_stands_in_parts_and_total_must_agree() -> None:
    head: list[Cell] = ["Mã", "Sản phẩm", "Tiêu chí", "Tư (6)"]
    found = read(head, *all_items())
    assert not found.faults
    (given,) = found.sheets
    assert given.score
    assert given.total == given.score.total
    assert set(given.answers) == set(SET.by_code)
    parts: list[list[Cell]] = [["p1", "Mật ong", f"Phần {code}", given.score.parts[code]] for code in PARTS]
    whole: list[Cell] = ["p1", "Mật ong", "Tổng điểm", given.score.total]
    assert read(head, *all_items(), *parts, whole).sheets[0].answers == given.answers
    assert read(head, *parts).sheets[0].total == given.score.total, "parts alone make the total"
    wrong: list[Cell] = ["p1", "Mật ong", "TỔNG", given.score.total - 1]
    assert faults(read(head, *all_items(), wrong)) == [(len(all_items()) + 2, "sum", str(given.score.total - 1))]
    assert faults(read(head, *parts, wrong))[0][1] == "sum"
    assert faults(read(head, parts[0])) == [(2, "unfinished", ", ".join(PARTS[1:]))]
    last = SET.items[-1].code
    assert faults(read(head, *all_items(leaves_out=last))) == [(2, "unfinished", last)]
    low = read(head, *all_items("least"))
    assert low.sheets[0].score
    assert low.sheets[0].score.exclusions or low.sheets[0].score.star <= 1


def test_every_wrong_cell_is_named_with_its_row_and_nothing_else_is_lost() -> None:
    found = read(
        ["Mã", "Sản phẩm", "Tiêu chí", "Tư (6)", "An", "Ba (9)", "TƯ"],
        ["p1", "", "9.99", 1],
        ["p1", "", "", 101],
        ["p9", "Lạ", "", 5],
        ["", "Mắm tép", "", 5],
        ["p2", "", SET.items[0].code, "2.5"],
        ["p3", "", "", 70],
        ["p3", "", "Cộng", 71],
        ["p2", "", "", ""],
    )
    assert faults(found) == [
        (1, "member", "Ba (9)"),
        (1, "twice", "TƯ"),
        (2, "item", "9.99"),
        (3, "points", "101"),
        (4, "product", "Lạ"),
        (5, "product", "Mắm tép"),
        (6, "points", "2.5"),
        (8, "twice", "Mắm tép – Tư"),
    ]
    assert [one.total for one in found.sheets] == [70]
    assert "An" in found.left_out, "two are called so"
    assert read_sheets([], PRODUCTS, MEMBERS).faults[0].what == "head"
    assert read(["Tên", "Điểm"], ["Mật ong", 7]).faults[0].what == "head"


def test_a_product_without_criteria_takes_a_total_alone() -> None:
    bare = [JudgedProduct("p1", "Mật ong", "Lan")]
    grid = Grid("", [["Mã", "Tiêu chí", "Tư"], ["p1", "Tổng", 60], ["p1", "1.1", 2]])
    found = read_sheets([grid], bare, MEMBERS)
    assert [one.total for one in found.sheets] == [60]
    assert [one.what for one in found.faults] == ["item"]
