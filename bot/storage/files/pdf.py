"""A PDF that was sent: where it begins, and whether it opens. Its library runs aside: see `aside.py`."""

from __future__ import annotations

import io

from bot.storage.files import aside

BEGINS = b"%PDF-"
_WITHIN = 1024
"""Bytes in which readers look for the beginning (ISO 32000, annex H)."""
_OPENS, _LOCKED = b"opens", b"locked"


def whole(data: bytes) -> bytes:
    """The PDF without what stands before it (a byte order mark, a line, the head of a mail); b"" if it is none."""
    start = data[: _WITHIN + len(BEGINS)].find(BEGINS)
    return data[start:] if start >= 0 else b""


def locked(data: bytes) -> bool:
    """Whether it asks for a password. One that forbids only to copy or to print opens for everybody."""
    return b"/Encrypt" in data and aside.run("bot.storage.files.pdf", data) != _OPENS


def _answer(data: bytes) -> bytes:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)):
            return _OPENS
    except pikepdf.PasswordError:
        return _LOCKED
    except pikepdf.PdfError as error:
        # One that only a certificate opens is locked for the commune; one that is not quite whole, readers mend.
        return _LOCKED if "encryption" in str(error) or "security" in str(error) else _OPENS


if __name__ == "__main__":
    aside.serve(_answer)
