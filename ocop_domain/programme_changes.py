"""A plan as a later law changes it: a plan may last longer than the law under which it began."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ocop_domain.law import law_on
from ocop_domain.programmes import NextStep, Programme

_LEVELS = {"commune_officer": "commune", "district_staff": "district", "province_staff": "province"}


def as_of(plan: Programme, day: date) -> Programme:
    """The plan with what the law of a day says of decision, levels and councils, where that law came after it began.

    What is the plan's own stays: its duties, dates, forms of organisation, quotas and goals. One chooses from the
    product sets of the law of the day; what was chosen before is found by the plan's own list. Where the levels have
    changed, a step of somebody who is no more is the law's.
    """
    law = law_on(day)
    if plan.base is None or law.valid_from <= plan.base.valid_from:
        return plan
    return replace(
        plan,
        decision=law.decision,
        law_sets=law.product_sets_id if law.product_sets_id != plan.product_sets_id else "",
        levels=law.levels,
        councils=law.councils,
        voting=law.voting,
        revocation=law.revocation or plan.revocation,
        next=_steps(plan.next, law),
    )


def _steps(own: Mapping[str, NextStep], law: Programme) -> Mapping[str, NextStep]:
    return {state: step if _there(step, law) else law.next.get(state, step) for state, step in own.items()}


def _there(step: NextStep, law: Programme) -> bool:
    return _LEVELS.get(step.actor, "commune") in law.levels
