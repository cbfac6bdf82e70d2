"""Fills a template; the same words make the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first day a ZIP file can say: nothing in a paper tells when it was packed."""


def fill(template: Path, words: Mapping[str, Any]) -> bytes:
    """The template with its fields filled in, as DOCX. What people typed is text, never a field."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    paper = DocxTemplate(template)
    # A template may come from anywhere: it reads what it is given, and nothing of the program.
    paper.render(dict(words), SandboxedEnvironment(autoescape=True, undefined=StrictUndefined))
    made = io.BytesIO()
    paper.save(made)
    return packed(made.getvalue())


def packed(docx: bytes) -> bytes:
    """The same document, packed without the time of packing."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, OLDEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(entry))
    return made.getvalue()
