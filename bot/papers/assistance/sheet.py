"""The sheet on which a producer agrees that the commune types for them, to be signed by hand."""

from __future__ import annotations

from pathlib import Path

from bot.papers.dossier.model import DOTS, LINE, printable
from bot.papers.dossier.rendering import fill
from ocop_domain.areas import Area

TEMPLATE = Path(__file__).resolve().parent / "giay-dong-y.docx"


def consent_sheet(unit: Area, name: str = "", phone: str = "", template: Path = TEMPLATE) -> bytes:
    """The sheet for a commune; of a producer who is known with the name and the phone, else with lines to write on."""
    words = {
        "commune": unit.name,
        "commune_inline": unit.inline,
        "place": unit.bare,
        "name": printable(name) or LINE,
        "phone": printable(phone) or DOTS,
        "line": LINE,
    }
    return fill(template, words)
