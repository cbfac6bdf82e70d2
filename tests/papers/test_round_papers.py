"""The papers of a round: what stands in the minutes, the notices and the workbook."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from support.forms import AREAS, TEXTS

from bot.handlers.rounds.outcome import refused_for
from bot.papers.rounds import papers
from bot.papers.rounds.papers import minutes, notices
from bot.papers.rounds.sheets_table import sheets_table
from bot.papers.rounds.tables import workbook
from bot.papers.templates.make import made
from bot.records.rounds import ABSENT, EXCUSED, PRESENT, Result, RoundPapers, RoundSeat
from bot.storage.files.workbooks import read_table
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.council_table import JudgedProduct, read_sheets
from ocop_domain.councils import Verdict
from ocop_domain.criteria.load import load_criteria
from ocop_domain.rounds import Round, RoundState

VI, DAY = TEXTS["vi"], date(2026, 12, 28)
PROVINCE = AREAS.search("Tỉnh Cà Mau", DAY, level="province", limit=1)[0].code
COMMUNES = [AREAS.search(f"Xã {name}, Cà Mau", DAY, level="commune", limit=1)[0].code for name in ("Đất Mũi", "Tân Ân")]
MOST = Decimal("91.25")


def product(number: int, name: str, area: str) -> Application:
    return Application(
        f"a{number}", "vietnam-2027", f"o{number}", number, area, name, {}, "filing", 1, ApplicationState.JUDGED, 3,
        DAY, DAY, f"Hộ {number}",
    )  # fmt: skip


def result(number: int, total: Decimal, star: int, verdict: Verdict, **more: object) -> Result:
    head = (f"a{number}", "r", number, "province", PROVINCE, 5, total)
    return Result(*head, 4, star, verdict, "c", "s", **more)  # type: ignore[arg-type]


HONEY = result(
    1, Decimal(76), 4, Verdict.RECOGNISED, decision="112/QĐ-UBND", decided_on=DAY, certificate="15",
    expires=date(2029, 12, 28), comment="Thêm mã truy xuất",
)  # fmt: skip
MADE_OF = RoundPapers(
    round=Round("r", "vietnam-2027", PROVINCE, "province", date(2026, 12, 20), "Hội trường", RoundState.TOLD,
                decision="112/QĐ-UBND", decided_on=DAY),
    unit=PROVINCE,
    seats=(RoundSeat(1, "Hai", PRESENT), RoundSeat(2, "Ba", ABSENT), RoundSeat(3, "", EXCUSED, "Đi công tác")),
    quorum=3,
    products=(
        (product(1, "=Mật ong {{ x }}", COMMUNES[0]), HONEY),
        (product(2, "Khô cá", COMMUNES[1]), result(2, Decimal("71.5"), 3, Verdict.RECOGNISED, reason="Nhãn thiếu hạn")),
        (product(3, "Mắm", COMMUNES[0]), None),
    ),
    day=DAY,
)  # fmt: skip


def words(data: bytes) -> str:
    doc = Document(io.BytesIO(data))
    cells = [cell.text for table in doc.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in doc.paragraphs), *cells])


def test_the_minutes_say_who_was_there_and_where_the_council_departed_from_the_average() -> None:
    said = words(minutes(MADE_OF, AREAS, VI))
    for part in (
        f"{papers.TO_WRITE}\nvắng có lý do: Đi công tác",
        "=Mật ong {{ x }}",
        "71,5",
        "“Khô cá”: điểm trung bình ứng với 4 sao, Hội đồng kết luận 3 sao. Lý do: Nhãn thiếu hạn",
        "chưa kết luận",
    ):
        assert part in said


def test_each_commune_gets_a_notice_of_its_own_products_alone() -> None:
    made_ = dict(notices(MADE_OF, AREAS, VI))
    assert sorted(made_) == sorted(AREAS.get(code).name for code in COMMUNES)
    first = words(made_[AREAS.get(COMMUNES[0]).name])
    assert "Mắm" in first
    assert "28/12/2029" in first
    assert VI("rounds.verdict_recognised") in first, "a star that was only proposed is not taken for one that was given"
    assert "Khô cá" not in first


def test_the_workbook_lists_results_and_the_certificates_that_are_given() -> None:
    book = load_workbook(io.BytesIO(workbook(MADE_OF, AREAS, VI)))
    results, certificates = book.worksheets
    assert [row[1].value for row in results.iter_rows(min_row=2)] == ["=Mật ong {{ x }}", "Khô cá", "Mắm"]
    (row,) = certificates.iter_rows(min_row=2)
    assert row[1].data_type == "s", "no formula"
    assert [row[n].value for n in (5, 6)] == ["15", "112/QĐ-UBND"]
    assert row[8].is_date


@pytest.mark.parametrize("name", ["bien-ban", "thong-bao"])
def test_a_template_of_a_round_is_made_again_as_it_stands(name: str) -> None:
    folder = Path(papers.__file__).parent
    assert made(folder / f"{name}.yaml") == (folder / f"{name}.docx").read_bytes()


def test_a_producer_whose_dossier_was_refused_reads_why() -> None:
    for decision in ("1048-2019", "148-2023", "26-2026"):
        for criteria in load_criteria(decision).sets:
            full = {item.code: "2.00" for item in criteria.items}
            for reason in criteria.exclusions:
                for code in reason.at_zero:
                    items = {**full, code: "0.00"}
                    refused = result(1, Decimal(60), 0, Verdict.NONE, items=items)
                    assert reason.text in refused_for(criteria, refused)
                    assert refused_for(criteria, replace(refused, star=3)) == []
            assert refused_for(criteria, result(1, Decimal(60), 0, Verdict.NONE, items=full)) == []


def test_the_councils_table_comes_back_as_it_was_filled_in() -> None:
    criteria = load_criteria("26-2026").set("s14")
    products = [JudgedProduct("a1", "=Mật ong", "Hộ 1", "26-2026", criteria), JudgedProduct("a2", "Mắm", "Hộ 2")]
    data = sheets_table(products, {"Tư (6)": {"a2"}, "An (7)": set()}, TEXTS["vi"])
    book = load_workbook(io.BytesIO(data))
    items, totals = book.worksheets
    assert (items.title, totals.title) == ("Bộ 14", "Tổng điểm")
    assert items["B2"].data_type == "s", "no formula"
    assert totals["G2"].value == "–", "who is involved does not score it"
    for row in range(2, items.max_row):
        most = str(items.cell(row, 6).value).rpartition(", ")[2]
        items.cell(row, 7).value = int(most)
    totals["H2"] = 71.5
    out = io.BytesIO()
    book.save(out)
    read = read_sheets(read_table(out.getvalue(), ""), products, {6: "Tư", 7: "An"})
    assert read.faults == ()
    assert [(one.product.id, one.member, len(one.answers)) for one in read.sheets] == [
        ("a1", 6, len(criteria.items)),
        ("a2", 7, 0),
    ]
