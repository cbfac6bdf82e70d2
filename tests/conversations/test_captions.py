"""Words beside a photo count: read where a paper is kept, given back where they belong to nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.each import each
from support.people import PNG
from support.telegram import TEXTS, VI, Line, line_on

from bot.conversations.captions import read_caption
from bot.conversations.form import Context
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme

CONTEXT = Context(load_programme("camau-2022"), date(2026, 11, 30), load_areas(), VI)
ENGLISH = Context(load_programme("camau-2022"), date(2026, 11, 30), load_areas(), TEXTS["en"])


@pytest.fixture
async def line(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Line]:
    async with line_on("polling", tmp_path, migrated_sqlite) as line:
        yield line


@each(
    ("caption", "read"),
    [
        (
            "Giấy kiểm nghiệm số KN-01 ngày 15/1/2026",
            {"paper_kind": "test_result", "paper_number": "KN-01", "paper_issued": "2026-01-15"},
        ),
        (
            "giay kiem nghiem so 128/2019, ngay 15-01-2026, han den 15-01-2027",
            {
                "paper_kind": "test_result",
                "paper_number": "128/2019",
                "paper_issued": "2026-01-15",
                "paper_expires": "2027-01-15",
            },
        ),
        (
            "Quyết định công nhận OCOP 4 sao số 55/QĐ-UBND ngày 20 tháng 12 năm 2025",
            {
                "paper_kind": "recognition",
                "paper_star": "4",
                "paper_number": "55/QĐ-UBND",
                "paper_issued": "2025-12-20",
            },
        ),
        ("VSATTP hết hạn 01/02/2029", {"paper_kind": "facility", "paper_expires": "2029-02-01"}),
        ("kiểm nghiệm và mã vạch", {}),
        ("ngày 45/13/2026", {}),
        ("giấy cấp ngày 15/1/2031", {}),
        ("số lượng 500 hộp", {}),
        ("tôm khô nhà em nè 😀", {}),
    ],
)
def test_of_a_caption_is_read_what_it_surely_says(caption: str, read: dict[str, Any]) -> None:
    """Two kinds, no day of the calendar, a day to come: left unread, never guessed."""
    assert read_caption(caption, CONTEXT) == read


def test_an_english_caption_is_read_too() -> None:
    found = read_caption("Test report No. KN-01, 15/1/2026", ENGLISH)
    assert found == {"paper_kind": "test_result", "paper_number": "KN-01", "paper_issued": "2026-01-15"}


async def test_a_caption_fills_in_the_paper_and_what_was_read_is_shown_and_can_be_changed(line: Line) -> None:
    lan = await line.newcomer()
    await lan.photo(PNG, "Giấy kiểm nghiệm số KN-01 ngày 15/1/2022")
    await line.settled()
    for told in ("Phiếu kiểm nghiệm", "KN-01", "15/01/2022"):
        assert told in lan.last.text
    assert VI("q.paper_kind.ask") not in lan.last.text
    await line.says(lan, "Tôm khô")
    assert VI("q.paper_issuer.label") in lan.last.text, "number and day are not asked again"
    await line.says(lan, "bỏ qua")
    await line.says(lan, "bỏ qua")
    await line.says(lan, f"{VI.words('understand.correct.words')[0]} {VI('q.paper_number.label')}")
    assert VI("q.paper_number.ask") in lan.last.text


async def test_a_caption_that_cannot_be_read_is_given_back(line: Line) -> None:
    lan = await line.newcomer()
    await lan.photo(PNG, "tôm khô nhà em nè")
    await line.settled()
    assert VI("caption.back", caption="tôm khô nhà em nè") in lan.last.text
    assert VI("q.paper_kind.ask") in lan.last.text


@pytest.mark.parametrize("question", ["photos", "description"])
async def test_a_caption_at_a_question_is_neither_an_answer_nor_a_command_and_is_given_back(
    line: Line, question: str
) -> None:
    """The caption is what would end the question if it were typed."""
    lan = await line.newcomer()
    await line.answers_until(lan, question)
    await lan.photo(PNG, VI.words("nav.skip.words")[0])
    await line.settled()
    assert VI(f"q.{question}.label") in lan.last.text
    assert VI("caption.back", caption=VI.words("nav.skip.words")[0]) in lan.last.text


async def test_the_caption_of_a_further_page_fills_in_what_is_still_open(line: Line) -> None:
    lan = await line.newcomer()
    await lan.photo(PNG)
    await line.settled()
    assert VI("q.paper_kind.ask") in lan.last.text
    await lan.photo(PNG + b"2", "kiểm nghiệm số KN-02")
    await line.settled()
    assert VI("paper.page_added", count=2, limit=10) in lan.last.text
    assert "KN-02" in lan.last.text
    assert VI("q.paper_kind.ask") not in lan.last.text


async def test_an_album_with_one_caption_is_one_paper(line: Line) -> None:
    lan = await line.newcomer()
    before = len(lan.said)
    await lan.album([PNG + bytes([n]) for n in range(3)], "Giấy kiểm nghiệm số KN-01")
    await line.settled()
    assert len(lan.said) == before + 1
    ((answers,),) = line.sql("SELECT answers FROM draft WHERE form = 'paper'")
    assert answers.count('"', answers.index("paper_file")) >= 6
    assert "KN-01" in answers


async def test_the_caption_of_a_file_that_is_not_taken_is_given_back(line: Line) -> None:
    lan = await line.newcomer()
    await lan.document("bang.xlsx", b"PK\x03\x04", caption="bảng giá của tôi")
    await line.settled()
    assert VI("caption.back", caption="bảng giá của tôi") in lan.last.text
