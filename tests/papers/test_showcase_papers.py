"""The list of products for fairs: a document with photos, a workbook, and the photos in one ZIP."""

from __future__ import annotations

import asyncio
import io
import zipfile
from datetime import date

from docx import Document
from openpyxl import load_workbook
from PIL import Image
from support.forms import AREAS, TEXTS

from bot.papers.dossier.zipped import zip_files
from bot.papers.showcase.document import showcase_document
from bot.papers.showcase.table import showcase_table
from bot.records.showcase import ShowcasePaper, ShownProduct
from ocop_domain.product_sets import KeptSet

DAY = date(2026, 12, 1)
KEPT = KeptSet("camau-2022", "s05")
HONEY = ShownProduct(
    "q1", "=Mật ong & sáp", "HTX Rừng tràm", "+84912345678", "o32035", KEPT, 4, 7, ("a" * 32,), "Mật ong"
)
SHRIMP = ShownProduct("q2", "Tôm khô", "Hộ Lan", "", "o32035", KEPT, 3, 8)
PAPER = ShowcasePaper("Hội chợ tháng 12", "Huyện Ngọc Hiển", DAY, (HONEY, SHRIMP))


def _webp() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (1200, 900), "green").save(out, "WEBP")
    return out.getvalue()


def test_the_document_has_the_photo_of_each_product_that_has_one() -> None:
    document = Document(io.BytesIO(showcase_document(PAPER, AREAS, {"q1": _webp()})))
    assert len(document.inline_shapes) == 1
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows[1:]]
    assert [(row[0], row[2], row[3]) for row in rows] == [("1", "=Mật ong & sáp (Mật ong)", "4"), ("2", "Tôm khô", "3")]
    assert "0912345678" in rows[0][4]
    assert "Hội chợ tháng 12" in "\n".join(line.text for line in document.paragraphs)


def test_the_workbook_has_a_line_for_each_product() -> None:
    sheet = load_workbook(io.BytesIO(showcase_table(PAPER, AREAS, TEXTS["vi"]))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[1] for row in rows] == ["=Mật ong & sáp", "Tôm khô"]
    assert sheet["B3"].data_type == "s", "no formula"
    assert rows[0][5] == "0912345678"
    assert [row[2] for row in rows] == ["Mật ong", None]


def test_the_photos_are_named_after_their_products() -> None:
    async def packed() -> bytes:
        pieces = zip_files([("Mật ong 1.jpg", (b"one",)), ("Tôm khô 1.png", (b"t", b"wo"))], DAY)
        return b"".join([piece async for piece in pieces])

    with zipfile.ZipFile(io.BytesIO(asyncio.run(packed()))) as archive:
        assert archive.namelist() == ["01-mat-ong-1.jpg", "02-tom-kho-1.png"]
        assert archive.read("02-tom-kho-1.png") == b"two"
