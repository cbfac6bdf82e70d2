"""The business plan of one product: one short form for each section, in any order.

The field list of Biểu 03 of Decision 1048 was not found: the sections are ours, made from parts II and IV of Mẫu 02.
What each section feeds stands in `ocop_domain/data/plan/plan.yaml`.
"""

from __future__ import annotations

from bot.conversations.form import Context, Form, Kind, Question
from bot.conversations.kinds.chosen import ChoiceKind, Farthest, YesNo
from bot.conversations.kinds.tables import Month, Several, Sum, YearKind
from bot.conversations.kinds.typed import Integer, Money, Percent, Quantity, Text
from ocop_domain.plan import load_plan


def _areas(context: Context) -> tuple[str, ...]:
    return (*context.programme.levels, "country", "export")


_PROGRESS = ("done", "doing", "planned", "exempt")

_KINDS: dict[str, Kind] = {
    "plan_target_star": ChoiceKind(("3", "4", "5")),
    "plan_target_year": YearKind(),
    "plan_target_goal": Text(5, 800, lines=True),
    "plan_material_supply": ChoiceKind(("own", "contract", "bought", "mixed")),
    "plan_material_local": Percent(),
    "plan_material_need": Quantity(),
    "plan_material_linked": Percent(),
    "plan_material_certificate": ChoiceKind(("national", "international", "planned", "none")),
    "plan_technology_process": Text(5, 1500, lines=True),
    "plan_technology_level": ChoiceKind(("manual", "partly", "machines", "advanced")),
    "plan_technology_capacity": Quantity(),
    "plan_technology_machines": Text(3, 500, lines=True),
    "plan_labour_people": Integer(1, 5000),
    "plan_labour_local": Integer(0, 5000),
    "plan_labour_insured": Integer(0, 5000),
    "plan_labour_training": Several(("skill", "safety", "selling", "books", "service")),
    "plan_quality_declared": ChoiceKind(_PROGRESS),
    "plan_quality_facility": ChoiceKind(_PROGRESS),
    "plan_quality_tests": ChoiceKind(("yearly", "once", "none", "exempt")),
    "plan_quality_system": ChoiceKind(("national", "international", "planned", "none")),
    "plan_packaging_now": ChoiceKind(("none", "simple", "creative", "luxury")),
    "plan_packaging_sizes": Text(3, 500, lines=True),
    "plan_packaging_label": Several(("legal", "guide", "story", "trace", "bilingual")),
    "plan_packaging_change": Text(3, 500, lines=True),
    "plan_brand_name": Text(2, 150),
    "plan_brand_trademark": ChoiceKind(("granted", "accepted", "filed", "planned", "none")),
    "plan_brand_origin": ChoiceKind(("granted", "doing", "none")),
    "plan_brand_rights": Several(("design", "invention", "copyright")),
    "plan_market_customers": Text(3, 500, lines=True),
    "plan_market_area": Farthest(_areas),
    "plan_market_channels": Several(("home", "agents", "supermarket", "online", "export")),
    "plan_market_agents": Integer(0, 5000),
    "plan_market_seller": ChoiceKind(("nobody", "person", "team", "software")),
    "plan_market_price": Money(),
    "plan_promotion_ways": Several(("leaflet", "website", "social", "fair_inside", "fair_outside")),
    "plan_promotion_times": Integer(0, 1000),
    "plan_promotion_budget": Sum(),
    "plan_story_text": Text(5, 3000, lines=True),
    "plan_story_identity": Text(3, 800, lines=True),
    "plan_story_places": Several(("label", "leaflet", "website", "trace")),
    "plan_environment_papers": ChoiceKind(_PROGRESS),
    "plan_environment_waste": Several(("collect", "reuse", "water", "hired")),
    "plan_environment_wrapping": YesNo(),
    "plan_environment_saving": Several(("energy", "material", "recycle")),
    "plan_organisation_structure": Text(5, 1000, lines=True),
    "plan_organisation_members": Integer(1, 5000),
    "plan_organisation_capital": Percent(),
    "plan_organisation_books": ChoiceKind(("none", "notebook", "ledger", "software")),
    "plan_investment_use": Text(3, 800, lines=True),
    "plan_investment_total": Sum(),
    "plan_investment_own": Sum(),
    "plan_investment_credit": Sum(),
    "plan_investment_support": Sum(),
    "plan_finance_revenue_1": Sum(),
    "plan_finance_cost_1": Sum(),
    "plan_finance_revenue_2": Sum(),
    "plan_finance_cost_2": Sum(),
    "plan_finance_revenue_3": Sum(),
    "plan_finance_cost_3": Sum(),
    "plan_timetable_start": Month(),
    "plan_timetable_papers": Month(),
    "plan_timetable_sale": Month(),
    "plan_timetable_filing": Month(),
}

PLAN_FORMS: dict[str, Form] = {
    f"plan_{section.id}": Form(
        f"plan_{section.id}",
        1,
        tuple(
            Question(
                question, _KINDS[question], question in section.needed, section=f"plan_{section.id}", source=source
            )
            for question, source in section.questions.items()
        ),
        texts="plan",
    )
    for section in load_plan().sections
}
"""One form for each section of the plan, in the order of the checklist."""
