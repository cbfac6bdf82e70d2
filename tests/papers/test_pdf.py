"""Papers as PDF: made where LibreOffice is, in a font of ours that has every Vietnamese letter."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from support.assistants import settings_for
from support.dossiers import a_dossier
from support.needs import needed
from support.waiting import PATIENCE

from bot.commands.checking import check_all
from bot.commands.lines import CheckLine
from bot.papers.dossier import pdf
from bot.papers.dossier.model import printable
from bot.papers.dossier.papers import make_paper
from bot.papers.dossier.pdf import to_pdf


def test_without_libreoffice_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    assert to_pdf(b"") is None


def test_a_conversion_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 120\n")
    slow.chmod(0o755)
    monkeypatch.setattr(pdf.shutil, "which", lambda name: str(slow))
    began = time.monotonic()
    assert to_pdf(b"", timeout=0.2) is None
    assert time.monotonic() - began < 60, "it was not waited for"


VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậđeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"


def _faces(data: bytes) -> set[str]:
    """The fonts of a PDF's pages, without the mark that says which letters are in."""
    with pikepdf.open(io.BytesIO(data)) as read:
        fonts = [font for page in read.pages for font in page.Resources.get("/Font", pikepdf.Dictionary()).values()]
        return {str(font.BaseFont).rpartition("+")[2] for font in fonts}


def test_every_vietnamese_letter_of_a_pdf_comes_from_one_face() -> None:
    needed("soffice")
    doc = Document()
    run = doc.add_paragraph().add_run(f"{VIETNAMESE} {VIETNAMESE.upper()}")
    run.font.name = "Times New Roman"
    word = io.BytesIO()
    doc.save(word)
    pdf_ = to_pdf(word.getvalue(), PATIENCE)
    assert pdf_
    assert _faces(pdf_) == {"LiberationSerif"}


async def test_the_check_says_whether_papers_become_pdf_and_in_which_font(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def told() -> CheckLine:
        (line,) = [line for line in await check_all(settings_for(tmp_path)) if line.text.startswith("papers:")]
        return line

    monkeypatch.setenv("PATH", str(tmp_path))
    assert await told() == CheckLine(
        True, "papers: Word only, for LibreOffice is not installed (Debian: libreoffice-writer-nogui)"
    )
    office = tmp_path / "soffice"
    office.touch(0o755)
    assert await told() == CheckLine(True, f"papers: Word, and PDF by {office} in Liberation Serif")
    monkeypatch.setattr(pdf, "FONT", "Font of nobody")
    assert not (await told()).ok


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Bánh 🦐👨\u200d👩\u200d👧 của nhà O'Brien", "Bánh của nhà O'Brien"),
        ("⭐ Mật ong ❤\ufe0f", "Mật ong"),
        ("1\ufe0f\u20e3 Trà ☘ – 100 %, 30 °C, Nhà máy №1 ™", "1 Trà – 100 %, 30 °C, Nhà máy №1 ™"),
        ("Cột  1   Cột 2", "Cột  1   Cột 2"),
        ("🦐", ""),
    ],
)
def test_pictures_in_a_name_are_left_out_of_papers(typed: str, printed: str) -> None:
    assert printable(typed) == printed


def test_a_paper_becomes_a_pdf_and_the_registration_fits_on_one_page() -> None:
    needed("soffice")
    made = to_pdf(make_paper("mau-01", a_dossier()), PATIENCE)
    assert made
    with pikepdf.open(io.BytesIO(made)) as read:
        assert len(read.pages) == 1
