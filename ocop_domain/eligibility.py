"""May this producer take part, and would this product be refused? As the law states it, with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ocop_domain.product_sets import ProductSet, newest
from ocop_domain.programmes import Programme

UNREGISTERED_FORMS = frozenset({"cooperative_group"})
"""Forms that take part without a business registration: a group works on a cooperation contract."""

RECOGNISED = frozenset({"upgrade", "reevaluation"})
IMPORTED = "imported"
UNTRACEABLE = "untraceable"
IN_PROVINCE = frozenset({"commune", "province"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the law has to say; `blocks` means it cannot be sent like this."""

    code: str
    question: str
    source: str
    blocks: bool = False
    params: Mapping[str, object] = field(default_factory=dict)
    """What its text fills in."""


def check(answers: Mapping[str, Any], programme: Programme) -> list[Finding]:
    """All findings on what has been answered so far; unanswered questions are not judged.

    An idea may be sent with its findings (the commune sees them); a filing that would be refused may not.
    """
    return [*_producer(answers, programme), *_product(answers, programme), *_of_plan(answers, programme)]


def _found(code: str, question: str, source: str, **params: object) -> Finding:
    """A finding that refuses nothing, with what its text fills in."""
    return Finding(code, question, source, params=params)


def _of_plan(answers: Mapping[str, Any], programme: Programme) -> Iterator[Finding]:
    """What the plan asks of a product beside the law: the producer and the officer are told, nothing is refused."""
    material, groups = programme.rules.local_material, programme.rules.groups
    share, origin = answers.get("material_share"), answers.get("material_origin")
    elsewhere = origin is not None and origin not in IN_PROVINCE
    if material and (elsewhere or (isinstance(share, int | float) and share < material.least)):
        question = "material_origin" if elsewhere else "material_share"
        yield _found("eligibility.local_material", question, material.source, least=material.least)
    chosen = _set(answers, programme)
    if groups and chosen and chosen.sector not in groups.sectors:
        named = "; ".join(groups.names)
        yield _found("eligibility.group", "product_set", groups.source, groups=named, own=chosen.sector)


def _producer(answers: Mapping[str, Any], programme: Programme) -> Iterator[Finding]:
    form = answers.get("legal_form")
    chosen = _set(answers, programme)
    tourism = chosen is None or chosen.tourism
    if form and not programme.admits(form, tourism=tourism):
        only_tourism = form in programme.tourism_legal_forms
        code = "eligibility.association_tourism_only" if only_tourism else "eligibility.legal_form"
        yield Finding(code, "legal_form", programme.legal_forms_source, blocks=True)
    if answers.get("registered") is False and form not in UNREGISTERED_FORMS:
        office = "district" if "district" in programme.levels else "commune"
        yield Finding(
            f"eligibility.not_registered_{office}",
            "registered",
            programme.legal_forms_source,
            blocks=programme.form == "filing",
        )


def _product(answers: Mapping[str, Any], programme: Programme) -> Iterator[Finding]:
    chosen = _set(answers, programme)
    origin = answers.get("material_origin")
    if chosen is None or origin is None:
        return
    # Older decisions do not print these notes: there they warn, and the newest one is named.
    found = newest(chosen, programme.product_sets)
    if found is None:
        return
    today, newest_sets = found
    source, strict = newest_sets.decision, newest_sets.id == programme.product_sets_id
    if today.excludes_untraceable and origin in {IMPORTED, UNTRACEABLE}:
        yield Finding(f"eligibility.material_{origin}", "material_origin", source, blocks=strict)
    elif today.grown_in_province and origin not in IN_PROVINCE:
        yield Finding("eligibility.grown_in_province", "material_origin", source)


def _set(answers: Mapping[str, Any], programme: Programme) -> ProductSet | None:
    set_id = answers.get("product_set")
    return programme.product_sets.find(set_id) if set_id else None
