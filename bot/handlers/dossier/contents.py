"""What a dossier holds, now or as it was filed: how far it is, what is missing, what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.conversations.parts import ANSWERS, PAPER, PLAN, SCORE, part_name, parts_of
from bot.handlers.evidence import checklist
from bot.handlers.scoring import sheets
from bot.handlers.turn import Turn
from bot.records.dossier import Contents, DossierParts
from bot.records.registration import SELF, PlanPart, ScoreSheet
from ocop_domain.applications import Application
from ocop_domain.evidence import Paper, Wanted
from ocop_domain.plan import Section, load_plan, state_of


async def now(turn: Turn, application: Application) -> Contents:
    """The dossier as it stands at this moment."""
    own = [s for s in await turn.reads.sheets_of(application.id) if s.kind == SELF]
    plan, papers = await turn.reads.plan_of(application.id), await checklist.papers_for(turn, application)
    return Contents(application, plan, own, papers, turn.today)


def sections_of(turn: Turn, application: Application) -> tuple[Section, ...]:
    """The sections that this product's plan has."""
    chosen = turn.programme_of(application).product_sets.find(application.answers.get("product_set") or "")
    return load_plan().sections_for(tourism=bool(chosen and chosen.tourism))


def open_sections(turn: Turn, held: Contents) -> list[Section]:
    """The sections of the plan that are not done."""
    return [s for s in sections_of(turn, held.application) if _state(s, held.plan.get(s.id)) != "done"]


def plan_left(turn: Turn, held: Contents) -> list[Section]:
    """The sections that are still to be written; none where the programme asks for no plan."""
    return open_sections(turn, held) if turn.programme_of(held.application).asks_plan else []


def _state(section: Section, part: PlanPart | None) -> str:
    return state_of(section, part.answers, part.reason) if part else "todo"


def progress(turn: Turn, held: Contents) -> tuple[int, int]:
    """How many sections of the plan are done, of how many."""
    all_ = len(sections_of(turn, held.application))
    return all_ - len(open_sections(turn, held)), all_


def wanted(turn: Turn, held: Contents) -> list[Wanted]:
    """The papers that the dossier wants, as they stood on its day."""
    scored = next((sheet.answers for sheet in held.sheets if sheet.decision == sheets.for_way(turn)), {})
    return checklist.wanted_of(turn, held.application, plan=held.plan, scored=scored, papers=held.papers, day=held.day)


def must(turn: Turn, held: Contents) -> str:
    """The papers that must be there and are not, in words; "" when none is missing."""
    kinds = [w.kind for w in wanted(turn, held) if w.required and w.lacking]
    return turn.t("dossier.must", papers="; ".join(turn.t(f"q.paper_kind.option.{k}") for k in kinds)) if kinds else ""


def missing(turn: Turn, held: Contents) -> list[str]:
    """All that is missing, a line each."""
    papers, count = must(turn, held), len(plan_left(turn, held))
    lines = [papers] if papers else []
    lines += [turn.t("dossier.plan_open", count=count)] if count else []
    return lines if held.sheets else [*lines, turn.t("dossier.no_score")]


def lacking(turn: Turn, held: Contents) -> list[str]:
    """The parts that `missing` speaks of."""
    parts = [PLAN + section.id for section in plan_left(turn, held)]
    parts += [] if held.sheets else [SCORE]
    return parts + [PAPER + w.kind for w in wanted(turn, held) if w.required and w.lacking]


def there(turn: Turn, held: Contents) -> set[str]:
    """The parts that are there."""
    still = {s.id for s in open_sections(turn, held)}
    found = {PLAN + s.id for s in sections_of(turn, held.application) if s.id not in still}
    found |= {PAPER + w.kind for w in wanted(turn, held) if not w.lacking}
    return found | ({SCORE} if held.sheets else set())


async def numbered(turn: Turn, application: Application) -> str:
    """The parts of the newest filing by number under their headings, those that are there with a tick."""
    submission = next(iter(await turn.reads.submissions_of(application.id)), None)
    held = submission.contents if submission else await now(turn, application)
    t, have = turn.t, there(turn, held)
    lines, heading = [], ""
    for number, part in enumerate(parts_of(held.application, turn.programme_of(application)), 1):
        above = "plan.open" if part.startswith(PLAN) else "dossier.evidence" if part.startswith(PAPER) else "part.score"
        if above != heading:
            lines.append(f"— {t(above)} —")
            heading = above
        name = t(f"plan.section.{part.removeprefix(PLAN)}") if part.startswith(PLAN) else part_name(t, part)
        lines.append(f"{number}. {'✔' if part in have else '○'} {name}")
    return "\n".join(lines)


def changed(turn: Turn, before: Contents, after: Contents) -> list[str]:
    """The parts in which two states of a dossier differ, in the order of the parts."""
    found = [ANSWERS] if dict(before.application.answers) != dict(after.application.answers) else []
    kinds = {p.kind for p in (*before.papers, *after.papers)}
    parts = parts_of(after.application, turn.programme_of(after.application))
    parts += [PAPER + kind for kind in sorted(kinds) if PAPER + kind not in parts]
    return found + [part for part in parts if _seen(before, part) != _seen(after, part)]


def _seen(held: Contents, part: str) -> Any:
    """What an officer sees of a part: equal when nothing was changed."""
    if part == SCORE:
        sheet = next(iter(held.sheets), None)
        return sheet and (sheet.decision, sheet.set_id, dict(sheet.answers))
    if part.startswith(PLAN):
        kept = held.plan.get(part.removeprefix(PLAN))
        return kept and (dict(kept.answers), kept.reason)
    return sorted((_paper(p) for p in held.papers if PAPER + p.kind == part), key=lambda p: str(p["id"]))


def _paper(paper: Paper) -> Mapping[str, Any]:
    """The paper without the count of its changes."""
    return {name: value for name, value in asdict(paper).items() if name != "revision"}


def printable(turn: Turn, held: Contents) -> DossierParts:
    """Everything that the papers of a product are made of: of several scores the last of its own decision."""
    found = sheets.decisions(turn, held.application)
    kept: list[ScoreSheet] = [s for s in held.sheets if found and s.decision == found[0][0]]
    return DossierParts(
        application=held.application,
        programme=turn.programme_of(held.application),
        plan=held.plan,
        criteria=found[0][1] if found else None,
        answers=kept[0].answers if kept else {},
        papers=held.papers,
        day=held.day,
    )
