"""What a template may name: every answer by its question's id, and what is put together from them.

A name that is not here is a fault of the template, told when the paper is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.forms.assess import CONTENTS
from bot.conversations.forms.registration import QUESTIONS
from bot.papers.dossier.model import DOTS, LINE, WORDS, Dossier, PaperLine
from bot.papers.dossier.scores import SelfScore
from ocop_domain.areas import Area
from ocop_domain.criteria.load import decision_named
from ocop_domain.eligibility import RECOGNISED
from ocop_domain.evidence import ROWS
from ocop_domain.product_sets import ProductSet
from ocop_domain.text import fold

TICKED, EMPTY = "☒", "☐"


def fields(dossier: Dossier, code: str) -> dict[str, Any]:
    """Name → words for the templates; `code` is the number of the form ("Mẫu 01")."""
    said = {question: dossier.said(question) for question in QUESTIONS}
    return {
        **said,
        **_places(dossier),
        **_boxes(dossier),
        **_set(dossier),
        **_score(dossier),
        **{name: _group(dossier, row) for name, row in WORDS["groups"].items()},
        **{f"assessed_{content}": dossier.assessed_as(content) for content in CONTENTS},
        "visited": dossier.visited,
        "code": code,
        "recognised": dossier.answer("registration_kind") in RECOGNISED,
        "sections": dossier.sections,
        "finance": _finance(dossier),
        "programme": dossier.programme.name,
        "decision": decision_named(dossier.programme.forms_of).number,
        "date": dossier.date_words(dossier.day),
        "year": str(dossier.day.year),
        "place_and_date": dossier.place_and_date,
        "dots": DOTS,
        "dotted": LINE,
    }


def _places(dossier: Dossier) -> dict[str, str]:
    """Places as names ("Xã Định Bình") and as they stand in a sentence ("xã Định Bình")."""
    units: Mapping[str, Area | None] = {
        "commune": dossier.commune,
        "district": dossier.district,
        "province": dossier.province,
    }
    found = {name: unit.name if unit else DOTS for name, unit in units.items()}
    found |= {f"{name}_inline": unit.inline if unit else DOTS for name, unit in units.items()}
    address = dossier.answer("address")
    area = dossier.areas.inline(dossier.application.area) if dossier.commune else ""
    parts = [part for part in (dossier.said("address") if address else "", area) if part]
    return {**found, "full_address": ", ".join(parts) if address else f"{DOTS} {area}".rstrip()}


def _boxes(dossier: Dossier) -> dict[str, str]:
    """Ticked where an answer or a paper in the wallet says so."""
    kinds = {paper.kind for paper in dossier.papers}
    ticks = {
        f"box_{kind}": dossier.answer("registration_kind") == kind for kind in ("first", "upgrade", "reevaluation")
    }
    ticks["box_empty"] = False
    ticks["box_registered"] = dossier.answer("registered") is True or "registration" in kinds
    ticks |= {f"box_{kind}": kind in kinds for kind in ROWS}
    # The wallet has one kind for both licences of a facility; what it is for stands in its name.
    licences = [fold(paper.name) for paper in dossier.papers if paper.kind == "facility"]
    safety = [name for name in licences if any(word in name for word in WORDS["food_safety"])]
    ticks |= {"box_food_safety": bool(safety), "box_facility": len(safety) < len(licences)}
    return {name: TICKED if tick else EMPTY for name, tick in ticks.items()}


def _set(dossier: Dossier) -> dict[str, str]:
    chosen: ProductSet | None = dossier.programme.product_sets.find(
        dossier.application.answers.get("product_set") or ""
    )
    return {
        "sector": chosen.sector if chosen else LINE,
        "group": chosen.group if chosen else LINE,
        "set_number": str(chosen.num) if chosen else DOTS,
    }


def _score(dossier: Dossier) -> dict[str, Any]:
    own = SelfScore(dossier)
    return {
        "parts": own.parts,
        "max_points": own.max,
        "total_points": own.total,
        "star": own.star,
        "evidence": own.evidence,
    }


def _group(dossier: Dossier, entries: list[str]) -> list[PaperLine]:
    """The lines of one heading, in the order in which words.yaml names them."""
    sections = {f"plan_{section.id}": section for section in dossier.sections}
    single = {line.question: line for section in dossier.sections for line in section.lines}
    asked_again = {theirs for entry in entries if entry in sections for theirs in sections[entry].known.values()}
    lines: list[PaperLine] = []
    for entry in entries:
        if entry in sections:
            lines += sections[entry].lines
        elif entry in single:
            lines.append(single[entry])
        elif entry in QUESTIONS and entry not in asked_again:
            lines.append(PaperLine(entry, QUESTIONS[entry].label(dossier.t), dossier.said(entry)))
    return lines


def _finance(dossier: Dossier) -> list[dict[str, str]]:
    """Revenue, cost and profit of each year of the plan, and of the years that are whole together."""
    money = dossier.finance
    rows = [(WORDS["year"].format(number=y.number), y.revenue, y.cost, y.profit) for y in money.years]
    if money.whole:
        rows.append((WORDS["total"], money.revenue, money.cost, money.profit))
    return [
        {
            "name": name,
            "revenue": dossier.money(revenue),
            "cost": dossier.money(cost),
            "profit": dossier.money(profit),
        }
        for name, revenue, cost, profit in rows
    ]
