"""How visits and findings are told: a point, a line, what is known of the rules of the printed mark."""

from __future__ import annotations

from datetime import date

from bot.handlers.turn import Turn
from bot.records.visits import VisitFinding
from bot.texts import Translator
from ocop_domain.applications import Application
from ocop_domain.visits import rules_on, visit_points


def point(t: Translator, one: VisitFinding) -> str:
    """What the point of a finding is called; one that the checklist knows no more keeps its id."""
    found = next((each for each in visit_points() if each.id == one.point), None)
    return found.said("name", t.language) if found else one.point


def line(t: Translator, one: VisitFinding) -> str:
    """What is to be mended, until when."""
    return t("visit.line", point=point(t, one), what=one.what, day=f"{one.due:%d/%m/%Y}")


def standing(t: Translator, one: VisitFinding, today: date) -> str:
    """The same with how far it is."""
    state = t("visit.state_late") if one.late(today) else t(f"visit.state_{one.state}")
    return f"{line(t, one)} ({state})"


def rules(turn: Turn, application: Application, day: date | None = None) -> list[str]:
    """What is known of the printed mark on a day where the product is made, with its source."""
    path = turn.areas.path(application.area)
    province = path[0].name if path else ""
    known = [rule for each in visit_points() for rule in rules_on(each, day or turn.today, province)]
    language = turn.t.language
    return [f"{rule.words.get(language) or rule.words['vi']} ({rule.source})" for rule in known]
