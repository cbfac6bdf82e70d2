"""The parts of a dossier that an officer can mark: sections of the plan, the self-score, kinds of evidence."""

from __future__ import annotations

from bot.texts import Translator
from ocop_domain.applications import Application
from ocop_domain.eligibility import UNREGISTERED_FORMS
from ocop_domain.evidence import KINDS, RECOGNITION
from ocop_domain.plan import load_plan
from ocop_domain.programmes import Programme

SCORE = "score"
ANSWERS = "answers"
"""The registration: shown as changed, never marked."""
PLAN = "plan:"
PAPER = "paper:"
_EVIDENCE = tuple(kind for kind in KINDS if kind not in {RECOGNITION, "other"})


def parts_of(application: Application, programme: Programme) -> list[str]:
    """All parts of the dossier of this product, in the order in which they are numbered."""
    chosen = programme.product_sets.find(application.answers.get("product_set") or "")
    sections = load_plan().sections_for(tourism=bool(chosen and chosen.tourism))
    registered = application.answers.get("legal_form") not in UNREGISTERED_FORMS
    kinds = [kind for kind in _EVIDENCE if registered or kind != "registration"]
    return [*(PLAN + s.id for s in sections), SCORE, *(PAPER + kind for kind in kinds)]


def part_name(t: Translator, part: str) -> str:
    """What a part is called."""
    if part.startswith(PLAN):
        return t("part.plan", section=t(f"plan.section.{part.removeprefix(PLAN)}"))
    if part.startswith(PAPER):
        return t(f"q.paper_kind.option.{part.removeprefix(PAPER)}")
    return t("part.score") if part == SCORE else t("part.answers")
