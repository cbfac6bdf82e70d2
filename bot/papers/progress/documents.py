"""Reports as DOCX: a unit's own with its figures, and the sums of a report with fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.handlers.progress.figures import House
from bot.handlers.progress.tables import far, number_of, quota_table, step_words, summary, table
from bot.handlers.reporting.wording import total
from bot.papers.dossier.model import DOTS, printable
from bot.papers.dossier.rendering import fill
from bot.records.progress import GoalProgress, ProgressFigures
from bot.records.reports import ReportSums, UnitReport
from bot.texts import Translator
from ocop_domain.activities import Activity, Seats
from ocop_domain.areas import Areas
from ocop_domain.report_fields import FieldKind, summed

HERE = Path(__file__).resolve().parent


def progress_report(
    figures: ProgressFigures, house: House, title: str, t: Translator, below: Sequence[UnitReport] = ()
) -> bytes:
    """The report of a unit: what it counted and what those below reported is filled in, the rest is for the hand."""
    rows = table(figures, "area", house, t).rows
    named = figures.programme.reports_to.get(house.areas.get(figures.unit).level)
    words = {
        **_heading(house.areas, figures.unit),
        "addressee": named.to if named else "",
        "title": title or t("report.progress_title", year=figures.year),
        "document": figures.programme.document,
        "day": f"{figures.day:%d/%m/%Y}",
        "summary": summary(figures, t),
        "steps": step_words(figures, t),
        "quotas": quota_table(figures, t).rows,
        "goals": [_goal(one, t) for one in figures.goals],
        "areas": rows if len(rows) > 1 else (),
        "held": [_held(here, seats, t) for here, seats in figures.held],
        "below": [(printable(one.unit), printable(one.text)) for one in below],
        "missing": [
            (printable(row.product), printable(row.producer), ", ".join(filter(None, (row.commune, row.area))))
            for row in figures.compared.missing
        ],
    }
    return fill(HERE / "bao-cao.docx", words)


def _goal(one: GoalProgress, t: Translator) -> tuple[str, ...]:
    """A goal with its number; how far it is is left to the hand where the assistant does not count it."""
    wanted = one.goal.said or number_of(one.goal.value, t)
    return (one.goal.what, wanted, one.goal.unit, DOTS if one.now is None else far(one, t))


def _held(here: Activity, seats: Seats, t: Translator) -> tuple[str, ...]:
    """An activity with its day and place, how many were invited and came, and what came of it."""
    kind = t(f"q.act_kind.option.{here.kind}")
    title = f"{kind}: {printable(here.title)}"
    came = t.number(seats.came + here.others)
    return (title, f"{here.day:%d/%m/%Y}, {printable(here.place)}", str(seats.invited), came, printable(here.found))


def sums_document(made_of: ReportSums, areas: Areas, t: Translator) -> bytes:
    """Each question with what all answers come to, what was written, and who has not answered."""
    found = summed(made_of.fields, [one.answers for one in made_of.answers])
    words = {
        **_heading(areas, made_of.unit),
        "title": printable(made_of.title),
        "day": f"{made_of.day:%d/%m/%Y}",
        "answered": len(made_of.answers),
        "rows": [{"head": one.field.head, "answered": one.answered, "total": total(t, one)} for one in found],
        "texts": list(_texts(made_of)),
        "missing": [printable(name) for name in made_of.missing],
    }
    return fill(HERE / "tong-hop.docx", words)


def _texts(made_of: ReportSums) -> Iterator[str]:
    """What was written, question by question, with who wrote it."""
    for field in made_of.fields:
        written = [one for one in made_of.answers if field.kind is FieldKind.TEXT and one.answers.get(field.id)]
        yield from (f"{printable(one.name)}: {printable(str(one.answers[field.id]))}" for one in written)


def _heading(areas: Areas, unit: str) -> dict[str, Any]:
    here, above = areas.get(unit), areas.path(unit)[:-1]
    to = above[-1].inline if above else ""
    return {"inline": here.inline, "unit_upper": here.name.upper(), "place": here.bare, "to": to}
