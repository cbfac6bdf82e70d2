"""The official papers: every field as the model has it, nothing of the template left, dots for what is missing."""

from __future__ import annotations

import asyncio
import io
import random
import re
import time
import unicodedata
import zipfile
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import psutil
import pytest
import yaml
from docx.shared import Cm, Pt
from docx.table import Table
from support.dossiers import (
    ANSWERS,
    DRIED,
    LAW,
    NOW,
    OLD,
    PLAN,
    a_dossier,
    all_points,
    case,
    empty,
    lines,
    opened,
    vietnamese,
)
from support.each import each
from support.forms import AREAS, TEXTS

from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.registration import FILING, QUESTIONS
from bot.papers.dossier.fields import fields
from bot.papers.dossier.model import DOTS, LINE, WORDS, Dossier, printable
from bot.papers.dossier.papers import PAPERS, TEMPLATES, make_paper, papers_of
from bot.papers.dossier.rendering import fill
from bot.papers.dossier.scores import SelfScore
from bot.papers.dossier.zipped import plain, zip_dossier
from bot.papers.templates.make import HERE, made
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import score
from ocop_domain.errors import Refusal
from ocop_domain.evidence import KINDS, RECOGNITION, ROWS, Paper
from ocop_domain.plan import load_plan
from ocop_domain.programme_changes import as_of
from ocop_domain.programme_files import all_programmes, load_programme

GONE = {"area", "photos"}
"""Answers that are not said by themselves."""


CASES = [(paper, name) for paper in PAPERS for name in ("full", "empty")]


def grid(docx: bytes, head: str) -> list[list[str]]:
    """The rows of the table whose first row has `head` in it."""
    for table in opened(docx).tables:
        rows = cells(table)
        if head in rows[0]:
            return rows[1:]
    raise AssertionError(f"no table with {head}")


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def after(docx: bytes, label: str) -> str:
    """What stands behind a label; the first line that begins so."""
    for line in lines(docx):
        if re.match(rf"(\d+\. )?{re.escape(label)}: ", line):
            return line.split(": ", 1)[1]
    raise AssertionError(f"no {label}")


# Every paper


@each(("paper_id", "name"), CASES)
def test_nothing_of_the_template_and_no_none_is_left(paper_id: str, name: str) -> None:
    said = {"description": "Bánh"}
    dossier = case(paper_id, name)
    dossier = replace(
        dossier, application=replace(dossier.application, answers={**dossier.application.answers, **said})
    )
    text = "\n".join(lines(make_paper(paper_id, dossier)))
    for left in ("{{", "}}", "{%", "%}", "None", "[]", "{'", "plan_", "q.", "\a", "False", "True"):
        assert left not in text.replace("Nhãn plan_", ""), left


@each(("paper_id", "name"), CASES)
def test_a_paper_is_the_same_bytes_each_time(paper_id: str, name: str) -> None:
    assert make_paper(paper_id, case(paper_id, name)) == make_paper(paper_id, case(paper_id, name))


@each("paper_id", PAPERS)
def test_the_page_is_the_official_one(paper_id: str) -> None:
    doc = opened(make_paper(paper_id, case(paper_id, "full")))
    page = doc.sections[0]
    sizes = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.bottom_margin,
        page.left_margin,
        page.right_margin,
    )
    assert [round((size or 0) / Cm(1), 1) for size in sizes] == [21, 29.7, 2, 2, 3, 2]
    normal: Any = doc.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(13))
    assert {p.style.font.name or "Times New Roman" for p in doc.paragraphs if p.style} == {"Times New Roman"}
    assert not doc.core_properties.author


@each("paper_id", PAPERS)
def test_every_paper_has_nation_number_title_day_and_a_place_to_sign(paper_id: str) -> None:
    paper = PAPERS[paper_id]
    dossier = case(paper_id, "full")
    found = lines(make_paper(paper_id, dossier))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in found
    assert "Độc lập - Tự do - Hạnh phúc" in found
    assert found[0] == paper.code
    if paper_id != "mau-03":
        assert paper.title.upper() in found
    place = "Định Bình, ngày 15 tháng 02 năm 2022" if dossier.day.year == 2022 else "Đất Mũi, ngày 23 tháng 11 năm 2026"
    assert place in found
    signer = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH") if paper.by == "commune" else ("ĐẠI DIỆN CHỦ THỂ",)
    assert set(signer) <= set(found)


@each(("paper_id", "name"), CASES)
def test_letters_stay_composed(paper_id: str, name: str) -> None:
    text = "\n".join(lines(make_paper(paper_id, case(paper_id, name))))
    assert text == unicodedata.normalize("NFC", text)


def test_only_papers_of_the_programme_are_offered() -> None:
    assert [p.id for p in papers_of(OLD)] == ["bieu-01", "bieu-03", "bieu-04", "xac-nhan"]
    assert [p.id for p in papers_of(NOW)] == ["mau-01", "mau-02", "phuong-an", "mau-03"]
    assert [p.id for p in papers_of(NOW, "commune")] == ["mau-03"]
    assert all(papers_of(load_programme(programme)) for programme in all_programmes())
    for paper_id in ("bieu-01", "no-such"):
        with pytest.raises(Refusal) as refused:
            make_paper(paper_id, a_dossier())
        assert refused.value.code == "error.paper_unknown"


def test_a_plan_that_goes_on_under_a_later_law_prints_the_forms_of_the_day_and_no_number_of_an_ended_decision() -> None:
    plan = load_programme("camau-2021-2025")
    days = {
        date(2023, 2, 23): ["bieu-01", "bieu-03", "bieu-04", "xac-nhan"],
        date(2023, 2, 24): ["y-tuong", "phuong-an", "xac-nhan"],
        date(2025, 8, 1): ["y-tuong", "phuong-an", "xac-nhan"],
        date(2026, 8, 1): ["y-tuong", "mau-01", "mau-02", "phuong-an", "mau-03"],
    }
    assert {day: [p.id for p in papers_of(as_of(plan, day))] for day in days} == days
    later = as_of(plan, date(2026, 8, 1))
    filed = a_dossier(programme=later, said={"product_set": later.product_sets.sets[0].id})
    assert "(Phụ lục III, Quyết định số 26/2026/QĐ-TTg)" in lines(make_paper("mau-01", filed))
    carried = a_dossier(old=True, programme=as_of(plan, date(2023, 3, 7)))
    assert not [line for line in lines(make_paper("y-tuong", carried)) if "Biểu" in line]
    with pytest.raises(Refusal):
        make_paper("bieu-01", carried)


# Field by field

SAID = {
    "Tên đơn vị": "Hợp tác xã Tân Phát Lợi & Bạn",
    "Người đại diện pháp lý": "Người đại diện thử",
    "Chức vụ": "Giám đốc",
    "Địa chỉ liên hệ": "Số 36, Xóm Lung, xã Đất Mũi, tỉnh Cà Mau",
    "Điện thoại": "0912345678",
    "Email": "lienhe@example.vn",
    "Tên sản phẩm": "Bánh phồng tôm Đất Mũi",
    "Ngành": "Thực phẩm",
    "Nhóm": "Thực phẩm chế biến",
    "Số lượng sản phẩm mẫu": "5",
}
REPORTED = {
    "Tên chủ thể": "Hợp tác xã Tân Phát Lợi & Bạn",
    "Loại hình tổ chức": "Hợp tác xã",
    "Địa chỉ": "Số 36, Xóm Lung, xã Đất Mũi, tỉnh Cà Mau",
    "Người đại diện": "Người đại diện thử",
    "Ngày thành lập hoặc đăng ký kinh doanh": "05/03/2019",
    "Số giấy đăng ký kinh doanh": "2001234567",
    "Sản phẩm, dịch vụ": "Bánh phồng tôm Đất Mũi",
    "Mô tả": "Bánh từ tôm đất, độ ẩm < 12%.",
    "Quy cách": "Túi hút chân không 500 g",
    "Tiêu chuẩn, chất lượng": "TCCS 01:2025/TPL",
    "Nguồn nguyên liệu chính": "Trong xã",
    "Nơi lấy nguyên liệu": "Vuông tôm ở ấp Mũi",
    "Sản lượng mỗi năm": "1.500 kg/năm",
}
ASSESSED = {
    "Tên chủ thể": "Hợp tác xã Tân Phát Lợi & Bạn",
    "Lần đăng ký": "Lần đầu",
    "Nguồn nguyên liệu chính": "Trong xã",
    "Tỷ lệ nguyên liệu trong tỉnh": "85%",
    "Nơi lấy nguyên liệu": "Vuông tôm ở ấp Mũi",
    "Số lao động trong xã": "1.200",
    "Nguồn gốc": "Nghề truyền thống gia đình",
}
IDEA_SAID = {
    "Tên sản phẩm": "Bánh phồng tôm Đất Mũi",
    "Nhóm sản phẩm": "Chế biến từ thủy, hải sản",
    "Tên chủ thể": "Hợp tác xã Tân Phát Lợi & Bạn",
    "Loại hình": "Hợp tác xã",
    "Địa chỉ": "Số 36, Xóm Lung, xã Định Bình, thành phố Cà Mau, tỉnh Cà Mau",
    "Điện thoại": "0912345678",
    "Email": "lienhe@example.vn",
    "Nguồn gốc ý tưởng": "Nghề truyền thống gia đình",
    "Phạm vi": "Trong tỉnh",
    "Khách hàng": "Du khách, siêu thị",
}
BELOW = {
    "b) Quy cách đóng gói": "Túi hút chân không 500 g",
    "c) Nhãn hiệu dự kiến": "Đất Mũi Xanh",
    "d) Mục tiêu chất lượng": "TCCS 01:2025/TPL",
    "e) Sản phẩm tương tự, điểm khác biệt": "Nhiều tôm hơn",
    "g) Quy mô thị trường (lượng bán trong một năm)": "1.500 kg/năm",
    "h) Giá bán dự kiến": "150.000 đồng/kg",
    "i) Câu chuyện sản phẩm: lịch sử, văn hóa, địa danh, nội dung khác": "Ngày xưa…",
    "3. TÍNH MỚI CỦA SẢN PHẨM": "Lần đầu có ở xã",
}


@each(
    ("paper_id", "said"),
    [("mau-01", SAID), ("mau-02", REPORTED), ("mau-03", ASSESSED), ("bieu-01", IDEA_SAID)],
)
def test_each_field_says_what_was_answered_and_dots_when_it_was_not(paper_id: str, said: Mapping[str, str]) -> None:
    full, bare = make_paper(paper_id, case(paper_id, "full")), make_paper(paper_id, case(paper_id, "empty"))
    assert {label: after(full, label) for label in said} == said
    assert {label for label in said if not after(bare, label).startswith(DOTS)} == set()


def test_answers_under_their_headings_stand_there() -> None:
    found = lines(make_paper("bieu-01", a_dossier(old=True)))
    assert {head: found[found.index(head) + 1] for head in BELOW} == BELOW
    bare = lines(make_paper("bieu-01", empty(old=True)))
    assert {bare[bare.index(head) + 1] for head in BELOW} == {f"{DOTS}\t"}


@each("question", [q for q in QUESTIONS if q not in GONE])
def test_every_answer_of_the_registration_is_on_some_paper(question: str) -> None:
    """Each question changes a paper of its form: nothing that was asked for is left out."""
    form_says = {q.id for q in FILING.questions}
    old = question not in form_says or question in {"story", "difference", "novelty", "brand"}
    other = {"registration_kind": "upgrade", "legal_form": "household", "current_star": "4"}
    said = {question: other.get(question)} if question in ANSWERS else {question: "4", "registration_kind": "upgrade"}
    if question == "certificate_date":
        said[question] = "2024-01-31"
    now = a_dossier(old=old, said=said, plan={})
    upgrade = question not in ANSWERS
    assert any(_before(p.id, old, upgrade) != lines(make_paper(p.id, now)) for p in papers_of(now.programme)), question


@cache
def _before(paper: str, old: bool, upgrade: bool) -> list[str]:
    """What a paper says before the question is answered."""
    said = {"registration_kind": "upgrade"} if upgrade else {}
    return lines(make_paper(paper, a_dossier(old=old, said=said, plan={})))


def test_what_people_type_is_text_and_its_lines_are_paragraphs() -> None:
    found = lines(make_paper("mau-02", a_dossier()))
    at = found.index("Mô tả: Bánh từ tôm đất, độ ẩm < 12%.")
    assert found[at + 1] == "Không {{ hàn the }}; giòn & thơm."
    nasty = "<w:p> & {% for x in y %} {{ 7 * 7 }} ]]> \x00\x07\x0b\ud800 {#"
    text = "\n".join(lines(make_paper("mau-02", a_dossier(said={"description": nasty}))))
    assert "<w:p> & {% for x in y %} {{ 7 * 7 }} ]]>" in text
    assert "49" not in text


def test_answers_that_no_longer_apply_are_not_said() -> None:
    """A set or a legal form that was changed leaves answers behind; what may still come is left open for the hand."""
    group = make_paper("mau-02", a_dossier(said={"legal_form": "cooperative_group"}))
    assert after(group, "Số giấy đăng ký kinh doanh") == "Không áp dụng"
    assert "☐ Giấy đăng ký kinh doanh" in lines(group)
    assert "2001234567" not in str(grid(group, "Tên tài liệu"))
    not_yet = make_paper("mau-02", a_dossier(said={"registered": False}))
    assert after(not_yet, "Số giấy đăng ký kinh doanh").startswith(DOTS)


def test_long_texts_fit() -> None:
    long = "Ngày xửa ngày xưa ở Đất Mũi. " * 100
    assert printable(long) in lines(make_paper("bieu-01", a_dossier(old=True, said={"story": long})))


# Mẫu 01, Mẫu 02: ticks


@each(
    ("kind", "line"),
    [
        ("first", "☒ Lần đầu      ☐ Nâng hạng      ☐ Đánh giá lại"),
        ("upgrade", "☐ Lần đầu      ☒ Nâng hạng      ☐ Đánh giá lại"),
        ("reevaluation", "☐ Lần đầu      ☐ Nâng hạng      ☒ Đánh giá lại"),
    ],
)
def test_the_kind_of_registration_is_ticked(kind: str, line: str) -> None:
    recognised = {"current_star": "3", "certificate_date": "2024-01-31"} if kind != "first" else {}
    made_ = make_paper("mau-01", a_dossier(said={"registration_kind": kind, **recognised}))
    assert f"9. Lần đăng ký:   {line}" in lines(made_)
    text = "\n".join(
        lines(made_) + lines(make_paper("mau-02", a_dossier(said={"registration_kind": kind, **recognised})))
    )
    assert text.count("Hạng sao hiện tại: 3 sao") == text.count("Ngày cấp giấy chứng nhận: 31/01/2024")
    assert text.count("Hạng sao hiện tại") == (2 if recognised else 0)


def test_ticks_are_what_the_wallet_and_the_answers_prove() -> None:
    def ticked(dossier: Dossier) -> set[str]:
        return {line[2:] for line in lines(make_paper("mau-02", dossier)) if line.startswith("☒")}

    assert ticked(a_dossier()) == {
        "Giấy đăng ký kinh doanh",
        "Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm",
    }
    assert ticked(empty()) == set()
    licence = (Paper("1", 1, "facility", "Giấy phép sản xuất rượu"), Paper("2", 1, "trademark", "Đất Mũi Xanh"))
    declared = (*licence, Paper("3", 1, "declaration", "Bánh"))
    assert ticked(a_dossier(papers=declared, said={"registered": False})) == {
        "Đã công bố chất lượng sản phẩm",
        "Giấy chứng nhận đủ điều kiện sản xuất (nếu thuộc diện bắt buộc)",
        "Nhãn hiệu",
    }


# The self-score table


def items_of(rows: list[list[str]], criteria: CriteriaSet) -> list[list[str]]:
    """The rows of items: criteria that are scored themselves have only one row."""
    codes = {item.code for item in criteria.items}
    return [row for row in rows if row[0] in codes]


@each("set_id", LAW.set_ids)
def test_every_item_of_the_set_is_in_the_table_in_order_with_points_and_level(set_id: str) -> None:
    criteria = LAW.set(set_id)
    points = all_points(criteria)
    docx = make_paper("mau-02", a_dossier(criteria=criteria, answers=points))
    rows = grid(docx, "Mức đạt được")
    items = items_of(rows, criteria)
    assert [row[0] for row in items] == [item.code for item in criteria.items]
    for row, item in zip(items, criteria.items, strict=True):
        assert row[1].endswith(item.label)
        assert row[2:4] == [str(item.max), str(points[item.code])]
        level = item.level(item.points[-1])
        assert level
        assert row[4] == level.label
        assert row[5]
    result = score(criteria, points)
    assert [row[3] for row in rows if row[0] in {"A", "B", "C"}] == [str(p) for p in result.parts.values()]
    assert rows[-1][1:4] == ["TỔNG CỘNG", "100", str(result.total)]
    total = f"Tổng điểm tự chấm: {result.total}/100 điểm. Chủ thể tự xếp hạng: {result.star} sao."
    assert total in lines(docx)


def test_the_table_has_32_items_and_is_made_within_a_second() -> None:
    assert len(DRIED.items) == 32
    dossier = a_dossier()
    make_paper("mau-02", dossier)
    began = time.thread_time()  # of work: what else a machine does meanwhile says nothing of the table
    docx = make_paper("mau-02", a_dossier())
    assert time.thread_time() - began < 1
    assert len(items_of(grid(docx, "Mức đạt được"), DRIED)) == 32


def test_open_items_and_sums_over_them_are_dots_not_numbers() -> None:
    points = {**all_points(DRIED), "6.3": None}
    docx = make_paper("mau-02", a_dossier(answers=points))
    by_code = {row[0]: row for row in grid(docx, "Mức đạt được")}
    for code in ("6.3", "6", "C"):
        assert set(by_code[code][3]) == {"."}, code
    assert set(by_code["6.3"][4]) == {"."}
    assert by_code["6.2"][3] == "3"
    assert by_code["A"][3] == "40"
    assert f"Chủ thể tự xếp hạng: {DOTS}." in next(line for line in lines(docx) if line.startswith("Tổng điểm"))


def test_an_item_without_points_says_so_and_one_that_cannot_count_counts_nothing() -> None:
    points = {**all_points(DRIED), "1.1": 0, "5.1": 0, "5.2": None}
    by_code = {row[0]: row for row in grid(make_paper("mau-02", a_dossier(answers=points)), "Mức đạt được")}
    assert by_code["1.1"][3:] == ["0", "Chưa đạt mức nào", "–"]
    assert by_code["5.2"][3:] == ["0", "–", "–"]


def test_either_or_items_say_the_level_of_the_own_case() -> None:
    tourism = LAW.set("s26")
    item = tourism.by_code["8"]
    for case_ in item.cases:
        level = case_.levels[-1]
        points = {code: p for code, p in all_points(tourism).items() if code != "8"} | {case_.code: level.points}
        dossier = a_dossier(criteria=tourism, answers=points, said={"product_set": "s26"})
        row = next(r for r in grid(make_paper("mau-02", dossier), "Mức đạt được") if r[0] == "8")
        assert row[3:5] == [str(level.points), level.label]


def test_evidence_names_the_papers_that_are_there_and_asks_for_those_that_are_not() -> None:
    docx = make_paper("mau-02", a_dossier())
    listed = [row for row in grid(docx, "Tên tài liệu") if row[0]]
    assert [row[0] for row in listed] == [str(n) for n in range(1, len(listed) + 1)]
    assert [row[1] for row in listed] == [
        "Giấy đăng ký kinh doanh (bản sao)",
        "Phiếu kiểm nghiệm vi sinh",
        "Giấy chứng nhận đủ điều kiện an toàn thực phẩm",
        "Chứng nhận quản lý chất lượng: HACCP",
        "Bằng khen hội chợ",
        "Ảnh sản phẩm: 2 ảnh",
    ]
    assert listed[0][2:] == ["2001234567", "05/03/2019", "–"]
    assert listed[1][2:] == ["KN-01/2026", "04/03/2026", "04/03/2027"]
    assert listed[2][2:4] == ["12/ATTP", DOTS]
    by_code = {row[0]: row[5] for row in grid(docx, "Mức đạt được")}
    assert by_code["3.1"] == "TL 1: Giấy đăng ký kinh doanh (bản sao)"
    assert "TL 2: Phiếu kiểm nghiệm" in by_code["8"]
    assert f"Hồ sơ công bố chất lượng sản phẩm: {DOTS}" in by_code["8"]
    assert {"TL 3: Giấy đủ điều kiện sản xuất", "TL 4: Chứng nhận quản lý chất lượng"} <= set(by_code["9"].split("\n"))


def test_a_paper_of_several_pages_is_one_line_with_its_issuer_and_the_wallet_fills_in_the_registration() -> None:
    papers = (
        Paper("e1", 1, "test_result", "Tôm khô", "KN-9", files=("a" * 32, "b" * 32, "c" * 32), issuer="Trung tâm"),
        Paper("e2", 1, "registration", "HTX", files=("d" * 32,)),
        Paper("e3", 1, "award", "Hội chợ", files=("e" * 32,)),
    )
    listed = [row for row in grid(make_paper("mau-02", a_dossier(papers=papers)), "Tên tài liệu") if row[0]]
    assert [row[1] for row in listed] == [
        "Giải thưởng: Hội chợ",
        "Giấy đăng ký kinh doanh: HTX",
        "Phiếu kiểm nghiệm: Tôm khô (3 tệp)",
        "Ảnh sản phẩm: 2 ảnh",
    ], "in the order of the criteria, the registration once"
    assert listed[1][2:4] == ["2001234567", "05/03/2019"], "what the paper does not say, the registration does"
    assert listed[2][2] == "KN-9, Trung tâm"
    found = SelfScore(a_dossier(papers=papers))
    assert [found.reference(e) for e in found.evidence][2] == "TL 3: Phiếu kiểm nghiệm: Tôm khô"
    assert [len(e.files) for e in found.evidence] == [1, 1, 3, 2]


def test_without_criteria_there_is_an_empty_table_with_dots() -> None:
    rows = grid(make_paper("mau-02", empty()), "Mức đạt được")
    assert [row[1] for row in rows] == ["TỔNG CỘNG"]
    assert SelfScore(empty()).parts == ()


def test_a_decision_without_evidence_table_leaves_the_evidence_open() -> None:
    past = load_criteria("148-2023").set("s08")
    rows = items_of(
        grid(make_paper("mau-02", a_dossier(criteria=past, answers=all_points(past))), "Mức đạt được"), past
    )
    assert {row[5] for row in rows} == {DOTS}


# The plan


def test_the_plan_has_every_section_and_question_in_order_with_its_answer() -> None:
    dossier = a_dossier(plan=PLAN)
    found = lines(make_paper("phuong-an", dossier))
    titles = [f"{n}. {WORDS['plan'][s.id]}" for n, s in enumerate(load_plan().sections, 1)]
    assert [line for line in found if line in titles] == titles
    for section in dossier.sections:
        at = found.index(next(title for title in titles if title.endswith(section.title)))
        assert found[at + 1 : at + 1 + len(section.lines)] == [f"{line.label}: {line.text}" for line in section.lines]
    t = vietnamese()
    assert f"{t('q.plan_investment_total.label')}: 150.000.000 đồng" in found
    assert f"{t('q.plan_environment_wrapping.label')}: Không" in found
    assert f"{t('q.plan_material_local.label')}: 85%" in found, "the registration says it already"
    assert not any("trợ lý" in line for line in found), "what we know of the form is no matter of who signs it"


def test_a_section_that_cannot_be_done_says_why_in_the_place_of_what_is_missing() -> None:
    reasons = {"environment": "Chưa có chỗ gom rác", "story": "Đang hỏi người già"}
    dossier = a_dossier(plan={"environment": PLAN["environment"]}, reasons=reasons)
    found = lines(make_paper("phuong-an", dossier))
    blocked = {s.id: s for s in dossier.sections if s.id in reasons}
    assert any(line.text == LINE for line in blocked["environment"].lines), "something is missing there"
    for id_, section in blocked.items():
        at = found.index(next(line for line in found if line.endswith(f". {section.title}")))
        said = [f"{line.label}: {line.text}" for line in section.lines if line.text != LINE]
        assert found[at + 1 : at + 1 + len(said) + 1] == [*said, f"Chưa làm được vì: {reasons[id_]}"]
        assert re.match(r"\d+\. ", found[at + len(said) + 2]), "and then the next section"


def test_the_money_of_the_plan_is_computed() -> None:
    rows = grid(make_paper("phuong-an", a_dossier()), "Doanh thu")
    assert rows[0] == ["Năm thứ 1", "900.000.000 đồng", "1.000.000.000 đồng", "-100.000.000 đồng"]
    assert rows[1] == ["Năm thứ 2", DOTS, DOTS, DOTS]
    assert rows[-1] == ["Cộng", "900.000.000 đồng", "1.000.000.000 đồng", "-100.000.000 đồng"]
    assert [row[0] for row in grid(make_paper("phuong-an", empty()), "Doanh thu")] == [
        f"Năm thứ {n}" for n in (1, 2, 3)
    ]


def test_a_tourism_service_is_not_asked_for_goods() -> None:
    service = a_dossier(said={"product_set": "s26"})
    assert not {"material", "packaging"} & {s.id for s in service.sections}
    assert after(make_paper("mau-02", service), "Quy cách") == "Không áp dụng"


def test_what_the_plan_asks_again_is_said_once() -> None:
    found = lines(make_paper("mau-02", a_dossier()))
    assert sum(line.endswith("Du khách, siêu thị") for line in found) == 1
    assert sum(line.endswith(": 85%") for line in found) == 1


def test_words_know_every_section_group_and_kind_of_paper() -> None:
    assert list(WORDS["plan"]) == [section.id for section in load_plan().sections]
    known = {*QUESTIONS, *PLAN_FORMS, *(q.id for form in PLAN_FORMS.values() for q in form.questions)}
    assert {entry for group in WORDS["groups"].values() for entry in group} <= known
    assert set(ROWS) == set(KINDS) - {RECOGNITION, "other"}
    assert sorted(ROWS.values()) == list(range(1, 16)), "the fifteen rows of the table of evidence"


# Words


def test_days_money_and_yes_and_no_are_said_as_papers_say_them() -> None:
    dossier = a_dossier()
    assert dossier.date_words(date(2022, 2, 15)) == "ngày 15 tháng 02 năm 2022"
    assert dossier.date_words(date(2026, 3, 5)) == "ngày 05 tháng 3 năm 2026"
    assert dossier.date_words(None) == "ngày ....... tháng ....... năm ........."
    assert dossier.money(150_000_000) == "150.000.000 đồng"
    assert dossier.money(None) == dossier.yes_no(None) == dossier.short_date(None) == DOTS
    assert (dossier.yes_no(True), dossier.yes_no(False)) == ("Có", "Không")


def test_a_commune_that_is_a_number_keeps_its_kind() -> None:
    unit = next(a for a in AREAS if a.level == "commune" and a.name == "Phường 2" and a.in_force(date(2022, 2, 15)))
    dossier = a_dossier(old=True)
    assert replace(dossier, application=replace(dossier.application, area=unit.code)).place_and_date.startswith(
        "Phường 2, ngày"
    )


def test_papers_are_vietnamese_only() -> None:
    with pytest.raises(ValueError, match="Vietnamese"):
        a_dossier(t=TEXTS["en"])


# Templates


@each("source", sorted(HERE.glob("*.yaml")))
def test_a_template_is_made_again_as_it_stands(source: Path) -> None:
    kept = TEMPLATES / f"{source.stem}.docx"
    again = made(source)
    assert lines(again) == lines(kept.read_bytes())
    assert again == made(source)


def test_the_head_of_a_group_of_rows_never_stands_alone_at_the_foot_of_a_page() -> None:
    tables = opened((TEMPLATES / "mau-02.docx").read_bytes()).tables
    heads = [row for table in tables for row in table.rows if ".head.code" in row.cells[0].text]
    assert len(heads) == 2
    assert all(row.cells[1].paragraphs[0].paragraph_format.keep_with_next for row in heads)


def test_every_template_belongs_to_a_paper_and_has_a_source() -> None:
    kept = {p.name for p in TEMPLATES.glob("*.docx")}
    assert kept == {paper.template for paper in PAPERS.values()}
    assert {Path(name).stem for name in kept} == {p.stem for p in HERE.glob("*.yaml")}
    for source in HERE.glob("*.yaml"):
        assert yaml.safe_load(source.read_text("utf-8"))["title"]


def test_a_template_that_a_clerk_changed_is_used_and_an_unknown_field_is_told(tmp_path: Path) -> None:
    changed = opened((TEMPLATES / "mau-01.docx").read_bytes())
    changed.paragraphs[0].insert_paragraph_before("Kính gửi {{ commune }} ({{ province }})")
    changed.save(str(tmp_path / "mau-01.docx"))
    assert lines(make_paper("mau-01", a_dossier(), templates=tmp_path))[0] == "Kính gửi Xã Đất Mũi (Tỉnh Cà Mau)"
    changed.paragraphs[0].insert_paragraph_before("{{ comune }}")
    changed.save(str(tmp_path / "mau-01.docx"))
    with pytest.raises(Exception, match="comune"):
        make_paper("mau-01", a_dossier(), templates=tmp_path)


def test_a_template_reaches_nothing_of_the_program(tmp_path: Path) -> None:
    evil = opened((TEMPLATES / "mau-01.docx").read_bytes())
    evil.paragraphs[0].insert_paragraph_before("{{ sections.__class__.__mro__ }}")
    evil.save(str(tmp_path / "evil.docx"))
    with pytest.raises(Exception, match="unsafe"):
        fill(tmp_path / "evil.docx", fields(a_dossier(), ""))


# The whole dossier


async def gathered(stream: AsyncIterator[bytes]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join([piece async for piece in stream])))


async def test_the_zip_has_contents_papers_and_files_in_order() -> None:
    async def later() -> AsyncIterator[bytes]:
        yield b"%PDF-"
        await asyncio.sleep(0)
        yield b"1.7"

    files = [("Giấy chứng nhận ATTP.PDF", later()), ("Ảnh/sản phẩm đẹp.jpg", [b"\xff\xd8", b"\xff"]), ("…", [b"x"])]
    archive = await gathered(zip_dossier(a_dossier(), files))
    assert archive.testzip() is None
    assert archive.namelist() == [
        "00-muc-luc.txt",
        "01-mau-01.docx",
        "02-mau-02.docx",
        "03-phuong-an.docx",
        "04-giay-chung-nhan-attp.pdf",
        "05-san-pham-dep.jpg",
        "06-tep",
    ]
    assert archive.read("04-giay-chung-nhan-attp.pdf") == b"%PDF-1.7"
    assert archive.read("05-san-pham-dep.jpg") == b"\xff\xd8\xff"
    assert archive.read("02-mau-02.docx") == make_paper("mau-02", a_dossier())
    contents = archive.read("00-muc-luc.txt").decode("utf-8-sig").split("\r\n")
    assert contents[:4] == [
        "MỤC LỤC HỒ SƠ",
        "Sản phẩm: Bánh phồng tôm Đất Mũi",
        "Chủ thể: Hợp tác xã Tân Phát Lợi & Bạn",
        "Ngày lập: 23/11/2026",
    ]
    assert contents[5] == "01. Mẫu 01. Phiếu đăng ký đánh giá, phân hạng sản phẩm: 01-mau-01.docx"
    assert contents[8] == "04. Giấy chứng nhận ATTP: 04-giay-chung-nhan-attp.pdf"


async def test_the_zip_is_the_same_each_time_and_takes_the_papers_that_are_named() -> None:
    first, second = [b"".join([p async for p in zip_dossier(a_dossier(), [], ["mau-03"])]) for _ in range(2)]
    assert first == second
    assert zipfile.ZipFile(io.BytesIO(first)).namelist() == ["00-muc-luc.txt", "01-mau-03.docx"]


async def test_the_files_in_the_zip_have_the_day_of_the_dossier() -> None:
    archive = await gathered(zip_dossier(a_dossier(), [("a.pdf", [b"x"])]))
    assert {info.date_time for info in archive.infolist()} == {(2026, 11, 23, 0, 0, 0)}


async def test_a_file_that_cannot_be_read_ends_the_stream_with_its_error() -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise FileNotFoundError("gone")

    pieces: list[bytes] = []
    with pytest.raises(FileNotFoundError):  # noqa: PT012 - the stream is what fails
        async for piece in zip_dossier(a_dossier(), [("a.pdf", broken())]):
            pieces.append(piece)
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(b"".join(pieces)))


async def test_a_dossier_of_200_mb_is_sent_in_little_memory() -> None:
    noise = random.Random(1).randbytes(1_000_000)

    def scan() -> Iterator[bytes]:
        for _ in range(10):
            yield noise

    def held() -> int:
        return int(psutil.Process().memory_info().rss)

    before, most, total = held(), 0, 0
    async for piece in zip_dossier(a_dossier(), [(f"{n}.pdf", scan()) for n in range(20)]):
        total += len(piece)
        most = max(most, held())
        assert len(piece) < 1_000_000
    assert total > 200_000_000
    assert most - before < 50_000_000


def test_names_in_the_zip_are_plain() -> None:
    assert plain("Đơn đề nghị (bản sao).PDF") == "don-de-nghi-ban-sao.pdf"
    assert plain("..\\..\\etc/passwd") == "passwd"
    assert plain("中文.jpg") == "tep.jpg"
    assert len(plain("a" * 500 + ".jpeg")) <= 66
