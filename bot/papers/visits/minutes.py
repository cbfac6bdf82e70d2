"""The minutes of a visit to a producer, to be signed by both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.papers.dossier.model import LINE, printable
from bot.papers.dossier.rendering import fill
from bot.records.visits import VisitPaper
from bot.texts import Translator
from ocop_domain.areas import Areas
from ocop_domain.visits import VisitPoint, visit_points

TEMPLATE = Path(__file__).resolve().parent / "bien-ban-kiem-tra.docx"


def visit_minutes(made_of: VisitPaper, areas: Areas, t: Translator) -> bytes:
    """What was looked at, what is to be mended until when, and what is known of the rules."""
    return fill(TEMPLATE, _words(made_of, areas, t))


def _words(made_of: VisitPaper, areas: Areas, t: Translator) -> dict[str, Any]:
    visit, one = made_of.visit, made_of.application
    unit = areas.get(made_of.unit)
    place = t(
        "papers.place_and_date",
        place=unit.bare,
        day=made_of.day.day,
        month=made_of.day.month,
        year=made_of.day.year,
    )
    address = ", ".join(part for part in (str(one.answers.get("address") or ""), areas.label(one.area)) if part)
    return {
        "unit_upper": unit.name.upper(),
        "place_and_date": place,
        "made_on": t.day(visit.on),
        "officer": printable(made_of.officer) or LINE,
        "producer": printable(one.producer_name),
        "present": printable(visit.present) or LINE,
        "product": printable(one.name),
        "star": made_of.star or LINE,
        "address": printable(address),
        "rows": [_row(t, made_of, n, point) for n, point in enumerate(visit_points(), 1)],
        "findings": _findings(t, made_of),
        "rules": list(made_of.rules) or [LINE],
        "line": LINE,
    }


def _row(t: Translator, made_of: VisitPaper, number: int, point: VisitPoint) -> dict[str, Any]:
    result = t("visit.to_mend") if point.id in made_of.visit.wrong else t("visit.fine")
    return {"number": number, "name": point.said("name", "vi"), "ok": point.said("ok", "vi"), "result": result}


def _findings(t: Translator, made_of: VisitPaper) -> list[str]:
    names = {point.id: point.said("name", "vi") for point in visit_points()}
    lines = [
        t("visit.line", point=names.get(one.point, one.point), what=printable(one.what), day=f"{one.due:%d/%m/%Y}")
        for one in made_of.findings
    ]
    return lines or [t("visit.nothing_found")]
