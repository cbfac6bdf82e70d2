"""What the papers of a producer are worth: which a dossier wants, what they prove, what they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.conversations.form import Answers, Draft, Wallet
from bot.conversations.forms.scoring import points_of
from bot.handlers.scoring import sheets
from bot.handlers.turn import Turn
from bot.records.registration import COUNCIL, SELF, PlanPart
from ocop_domain.applications import Application
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.words import item_title
from ocop_domain.eligibility import RECOGNISED, UNREGISTERED_FORMS
from ocop_domain.evidence import RECOGNITION, ROWS, Paper, Wanted, checklist, kinds_that_hold, required_kinds
from ocop_domain.proofs import items_of_star, kinds_for, proofs
from ocop_domain.text import file_name

_LOOKED_AT = 3
"""Products whose missing papers are offered first, the newest ones."""


async def papers_for(turn: Turn, application: Application) -> list[Paper]:
    """The papers of its producer that count for this product."""
    return [paper for paper in await turn.reads.papers_of(application.owner) if paper.is_for(application.product)]


async def holding(turn: Turn, application: Application) -> set[str]:
    """The kinds of paper that hold today for this product."""
    return kinds_that_hold(await papers_for(turn, application), turn.today)


async def wanted(turn: Turn, application: Application) -> list[Wanted]:
    """What the dossier of a product wants now: for its set, and for the star it aims at."""
    sheet = await sheets.newest(turn, application, sheets.for_way(turn), (SELF, COUNCIL))
    plan, papers = await turn.reads.plan_of(application.id), await papers_for(turn, application)
    scored = sheet.kept.answers if sheet else {}
    return wanted_of(turn, application, plan=plan, scored=scored, papers=papers, day=turn.today)


def wanted_of(
    turn: Turn,
    application: Application,
    *,
    plan: Mapping[str, PlanPart],
    scored: Mapping[str, Any],
    papers: Sequence[Paper],
    day: date,
) -> list[Wanted]:
    """What a dossier wants that holds these things on this day."""
    chosen = turn.programme_of(application).product_sets.find(application.answers.get("product_set") or "")
    food = any(e.id == "food_safety_certificate" for _, c in sheets.decisions(turn, application) for e in c.exclusions)
    food = food and not (chosen and chosen.tourism)
    registered = application.answers.get("legal_form") not in UNREGISTERED_FORMS
    criteria = in_force(turn, application)
    proven = proofs(criteria) if criteria else {}
    star: tuple[str, ...] = ()
    if criteria and proven:
        aim = wished_star(application, plan)
        anyway = {c for kind in required_kinds(food=food, registered=registered) for c in proven.get(kind, ())}
        star = kinds_for(proven, items_of_star(criteria, points_of(scored), aim, anyway))
    return checklist(
        [paper for paper in papers if paper.kind != RECOGNITION],
        food=food,
        registered=registered,
        today=day,
        proves=proven or None,
        for_star=star,
    )


def in_force(turn: Turn, application: Application) -> CriteriaSet | None:
    """The product's set in the decision that says what proves what."""
    way = sheets.for_way(turn)
    return next((c for decision, c in sheets.decisions(turn, application) if decision == way), None)


def wished_star(application: Application, plan: Mapping[str, PlanPart]) -> int:
    """The star of the plan; else the next one of a product that has some, else the first."""
    target = plan["target"].answers.get("plan_target_star") if "target" in plan else None
    if target:
        return int(target)
    if application.answers.get("registration_kind") in RECOGNISED and application.answers.get("current_star"):
        step = 1 if application.answers["registration_kind"] == "upgrade" else 0
        return min(sheets.STARS[-1], int(application.answers["current_star"]) + step)
    return sheets.STARS[0]


def proven_lines(turn: Turn, kind: str, products: list[Application]) -> list[str]:
    """The items that a kind of paper proves; a line for each product that has others."""
    lines: dict[tuple[str, ...], list[str]] = {}
    for application in products:
        criteria = in_force(turn, application)
        codes = proofs(criteria).get(kind, ()) if criteria else ()
        items = (
            tuple(f"{code} {item_title(criteria.item(code), turn.t.language)}" for code in codes) if criteria else ()
        )
        if items:
            lines.setdefault(items, []).append(application.name)
    t = turn.t
    if len(lines) == 1:
        return [t("paper.proves", items="; ".join(next(iter(lines))))]
    return [t("paper.proves_for", name=", ".join(names), items="; ".join(items)) for items, names in lines.items()]


async def products(turn: Turn) -> list[Application]:
    """The own products, each as it was registered last."""
    found: dict[str, Application] = {}
    for application in await turn.reads.applications_over_years(turn.person.id):
        found.setdefault(application.product, application)
    return list(found.values())


async def of_form(turn: Turn, draft: Draft) -> Wallet:
    """What the form of a paper may know."""
    own = await products(turn)
    asked = draft.answers.get("paper_products") or ()
    looked_at = [p for p in own if p.product in asked] or own[:_LOOKED_AT]
    return Wallet(await _missing(turn, looked_at), {p.product: p.name for p in own})


async def _missing(turn: Turn, of: list[Application]) -> tuple[str, ...]:
    """Kinds that these products' dossiers lack: what must be, what the star stands on, what brings points."""
    lacking = [w for application in of for w in await wanted(turn, application) if w.lacking]
    lacking.sort(key=lambda w: (not w.required, not w.for_star, not w.proves, -len(w.proves)))
    return tuple(dict.fromkeys(w.kind for w in lacking))


async def begun_with(turn: Turn, kind: str = "", application: str = "") -> dict[str, Any]:
    """The answers that a new paper has from the start."""
    own = await products(turn)
    answers: dict[str, Any] = {"paper_kind": kind} if kind in ROWS or kind == RECOGNITION else {}
    named = await turn.reads.application(application) if application else None
    if named and named.owner == turn.person.id:
        answers["paper_products"] = [named.product]
    elif len(own) <= 1:
        answers["paper_products"] = [p.product for p in own] or None
    return answers


def answers_of(paper: Paper, *, has_products: bool) -> dict[str, Any]:
    """A paper as answers of its form."""
    return {
        "paper_kind": paper.kind,
        "paper_products": list(paper.products) if paper.products or has_products else None,
        "paper_name": paper.name,
        "paper_star": str(paper.star) if paper.star else None,
        "paper_number": paper.number or None,
        "paper_issuer": paper.issuer or None,
        "paper_issued": paper.issued.isoformat() if paper.issued else None,
        "paper_expires": paper.expires.isoformat() if paper.expires else None,
        "paper_file": list(paper.files) or None,
    }


def as_new(paper: Paper) -> Paper:
    """The same paper, as if it had never been there."""
    return replace(paper, revision=0)


def name_of(turn: Turn, answers: Answers, known: Mapping[str, str]) -> str:
    """What a paper is for: certain products, or what was typed."""
    named = "; ".join(known[id_] for id_ in answers.get("paper_products") or () if id_ in known)
    return named or answers.get("paper_name") or turn.t("paper.all_products")


def title(turn: Turn, paper: Paper) -> str:
    """What a paper is called: what it is, and what it is for."""
    return f"{turn.t(f'q.paper_kind.option.{paper.kind}')}: {paper.name}"


def line(turn: Turn, paper: Paper) -> str:
    """What it is, and when it ends."""
    t = turn.t
    head = title(turn, paper) + (f", {paper.star}★" if paper.star else "")
    if paper.expires is None:
        return f"{head}. {t('paper.no_end')}"
    left = (paper.expires - turn.today).days
    return f"{head}. {t('paper.ended' if left < 0 else 'paper.ends', day=t.day(paper.expires), left=left)}"


def details(turn: Turn, paper: Paper) -> list[str]:
    """Its number, who gave it, and when."""
    t = turn.t
    found = [t("paper.number", number=paper.number)] if paper.number else []
    found += [t("paper.issuer", issuer=paper.issuer)] if paper.issuer else []
    found += [t("paper.issued", day=t.day(paper.issued))] if paper.issued else []
    return found


def file_names(turn: Turn, paper: Paper) -> tuple[str, ...]:
    """What its pages are called when they go out: "phieu-kiem-nghiem-tom-kho-2"."""
    stem = file_name(turn.t(f"q.paper_kind.option.{paper.kind}"), paper.name)
    many = len(paper.files) > 1
    return tuple(f"{stem[:56]}-{n}" if many else stem for n, _ in enumerate(paper.files, 1))
