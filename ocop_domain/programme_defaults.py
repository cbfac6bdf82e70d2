"""What a plan does not say: the law of its first day, and the first commune of its unit for a demonstration."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from ocop_domain.areas import Area, load_areas
from ocop_domain.councils import Council, Voting
from ocop_domain.law import law_on
from ocop_domain.programme_rows import CouncilRow, DemoCommune, NextRow, ProgrammeFile, VotingRow
from ocop_domain.programmes import NextStep, Programme


def filled(file: ProgrammeFile) -> ProgrammeFile:
    """The plan with every gap filled."""
    law = law_on(file.valid_from)
    said = {**_rules(law), **_place(file), "demo_date": file.valid_from}
    gaps = {name: value for name, value in said.items() if getattr(file, name) is None}
    return file.model_copy(update=gaps) if gaps else file


def issued_on(file: ProgrammeFile) -> date:
    """The day whose units a plan names: that of its document, or its first one where the document tells none."""
    return file.issued or file.valid_from


def _rules(law: Programme) -> dict[str, Any]:
    return {
        "decision": law.decision,
        "product_sets": law.product_sets_id,
        "form": law.form,
        "form_source": law.form_source,
        "levels": law.levels,
        "legal_forms": law.legal_forms,
        "tourism_legal_forms": law.tourism_legal_forms,
        "legal_forms_source": law.legal_forms_source,
        "hands_up": law.hands_up,
        "asks_plan": law.asks_plan,
        "councils": tuple(_council(council) for council in law.councils),
        "voting": _voting(law.voting) if law.voting else None,
        "next": {state: _next(step) for state, step in law.next.items()},
    }


def _council(council: Council) -> CouncilRow:
    return CouncilRow.model_validate(asdict(council))


def _voting(voting: Voting) -> VotingRow:
    share = f"{voting.quorum.numerator}/{voting.quorum.denominator}"
    return VotingRow(quorum=share, apart=voting.apart, source=voting.source, inferred=voting.inferred)


def _next(step: NextStep) -> NextRow:
    due = step.due
    days = {"day": due.day, "before": due.before, "working_days": due.working_days} if due else None
    said = {"actor": step.actor, "due": days, "programme": step.programme, "source": step.source}
    return NextRow.model_validate({**said, "duty": step.duties})


def _place(file: ProgrammeFile) -> dict[str, Any]:
    """The first commune of the plan's unit and what is above it; of a plan for the whole country the first of all."""
    areas, day = load_areas(), file.demo_date or file.valid_from
    above = _unit(file, day) or areas.provinces(day)[0]
    commune = above
    while commune.level != "commune":
        above, commune = commune, areas.children(commune.code, day)[0]
    return {"demo_commune": _commune(above, commune), "demo_district": above.name}


def _unit(file: ProgrammeFile, day: date) -> Area | None:
    """The unit for which the plan is; None where it names none, or none that there is."""
    areas, names = load_areas(), [name for name in (file.province, file.unit) if name]
    below, found = areas.provinces(day), list[Area]()
    for name in names:  # the names of files that ship are exact: nothing need be searched
        found = [area for area in below if name in (area.name, area.bare)]
        if len(found) != 1:
            return next(iter(areas.search(", ".join(reversed(names)), day, limit=1)), None)
        below = areas.children(found[0].code, day)
    return next(iter(found), None)


def _commune(above: Area, commune: Area) -> DemoCommune:
    return DemoCommune(district=above.name if above.level == "district" else None, commune=commune.name)
