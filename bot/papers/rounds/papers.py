"""Minutes and notices of a round, as DOCX."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.papers.dossier.rendering import fill
from bot.records.rounds import PRESENT, Result, RoundPapers
from bot.texts import Translator
from ocop_domain.applications import Application
from ocop_domain.areas import Areas

HERE = Path(__file__).resolve().parent
TO_WRITE = "." * 30
"""Where a member has not said a name: it is written by hand."""


def minutes(made_of: RoundPapers, areas: Areas, t: Translator) -> bytes:
    """The minutes of the meeting: who was there, what each product got, what was said."""
    return fill(HERE / "bien-ban.docx", _words(made_of, areas, t, made_of.products))


def notices(made_of: RoundPapers, areas: Areas, t: Translator) -> list[tuple[str, bytes]]:
    """A notice for each commune, with the products made there; the name of the commune stands first."""
    found = []
    for area in dict.fromkeys(one.area for one, _ in made_of.products):
        own = [(one, result) for one, result in made_of.products if one.area == area]
        words = {**_words(made_of, areas, t, own), "commune": areas.get(area).name}
        found.append((areas.get(area).name, fill(HERE / "thong-bao.docx", words)))
    return found


def _words(
    made_of: RoundPapers, areas: Areas, t: Translator, products: Sequence[tuple[Application, Result | None]]
) -> dict[str, Any]:
    """The fields of both papers."""
    unit, here = areas.get(made_of.unit), made_of.round
    return {
        "unit_upper": unit.name.upper(),
        "unit_inline": unit.inline,
        "place_and_date": t(
            "papers.place_and_date",
            place=unit.bare,
            day=made_of.day.day,
            month=made_of.day.month,
            year=made_of.day.year,
        ),
        "held_on": t.day(here.held_on),
        "place": here.place,
        "seats": [
            {"number": n, "name": seat.name or TO_WRITE, "part": _part(t, seat.part, seat.reason)}
            for n, seat in enumerate(made_of.seats, 1)
        ],
        "present": sum(seat.part == PRESENT for seat in made_of.seats),
        "quorum": made_of.quorum,
        "decision": here.decision,
        "decided_on": _day(here.decided_on),
        "rows": [_row(t, n, one, result) for n, (one, result) in enumerate(products, 1)],
        "remarks": _remarks(t, products) or [t("rounds.no_remarks")],
    }


def _part(t: Translator, part: str, reason: str) -> str:
    said = t(f"rounds.part_{part}")
    return f"{said}: {reason}" if reason else said


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _row(t: Translator, number: int, one: Application, result: Result | None) -> dict[str, Any]:
    row = {"number": number, "product": one.name, "producer": one.producer_name}
    if result is None:
        return {**row, "total": "", "star": "", "meaning": t("rounds.not_concluded"), "until": ""}
    return {
        **row,
        "total": t.number(result.total),
        "star": t(f"rounds.star_{result.star}"),
        "meaning": t(f"rounds.verdict_{result.verdict}"),
        "until": _day(result.expires),
    }


def _remarks(t: Translator, products: Sequence[tuple[Application, Result | None]]) -> list[str]:
    """Where the council departed from the average, with its reason; what it wants producers to mend."""
    lines = []
    for one, result in products:
        if result and result.reason:
            average = t(f"rounds.star_{result.proposed}")
            given = t(f"rounds.star_{result.star}")
            lines.append(t("rounds.departed", product=one.name, average=average, star=given, reason=result.reason))
        if result and result.comment:
            lines.append(t("rounds.remark_on", product=one.name, comment=result.comment))
    return lines
