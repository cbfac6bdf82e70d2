"""What people send, looked at before it is kept: what it is, whether it can be opened, and how it is kept."""

from __future__ import annotations

from bot.kit.filetypes import CSV, XLS, XLSX
from bot.ports.files import DOCX, MAX_FILE
from bot.storage.files import pdf, pictures, workbooks
from bot.storage.files.pictures import Looked

HEAD = 64
"""Bytes that tell a type."""
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
_INSTEAD = {
    b"II*\x00": "error.file_scan",
    b"MM\x00*": "error.file_scan",
    b"GIF8": "error.file_gif",
    b"PK\x03\x04": "error.file_word",
    b"\xd0\xcf\x11\xe0": "error.file_word",
    b"MZ": "error.file_type",
}
"""First bytes of what is not taken, and the text that says how to send it instead."""


def content_type(head: bytes) -> str:
    """The type that the first bytes tell; "" for anything we do not take. Names and headers are not believed."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(pdf.BEGINS):
        return "application/pdf"
    if head.startswith(b"BEGIN:VCALENDAR"):
        return "text/calendar"
    if head.startswith(b"PK\x03\x04"):
        if b"docProps/app.xml" in head:  # what our workbooks begin with
            return XLSX
        return DOCX if b"[Content_Types].xml" in head else "application/zip"
    return ""


def looked(data: bytes, name: str = "") -> Looked:
    """What somebody sent, as it is kept; or the reason why it is not. Blocks: call it in a thread."""
    if not data:
        return Looked(b"", refused="error.file_empty")
    if len(data) > MAX_FILE:
        return Looked(b"", refused="error.file_large")
    kind = content_type(data[:HEAD])
    if kind in PICTURES:
        return pictures.look(data, kind)
    if pictures.is_heic(data):
        return pictures.from_heic(data)
    if table := _table(data, name):
        return Looked(data, table)
    for begins, told in _INSTEAD.items():
        if data.startswith(begins):
            return Looked(b"", refused=told)
    if not (paper := pdf.whole(data)):
        return Looked(b"", refused="error.file_type")
    if pdf.locked(paper):
        return Looked(b"", refused="error.file_locked")
    return Looked(paper, "application/pdf")


def _table(data: bytes, name: str) -> str:
    """The type of a table; "" for anything else. What is in it is looked at by who reads it."""
    ending = name.casefold().rpartition(".")[2]
    if workbooks.is_workbook(data):
        return XLSX
    if ending == "xls" and data.startswith(b"\xd0\xcf\x11\xe0"):
        return XLS
    return CSV if ending == "csv" and workbooks.is_text(data) else ""
