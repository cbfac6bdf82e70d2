"""What the law says of a registration: who may take part, which product would be refused; advice or a bar."""

from __future__ import annotations

from typing import Any

from support.each import each

from bot.conversations.forms import FORMS
from ocop_domain.eligibility import Finding, check
from ocop_domain.programme_files import load_programme
from ocop_domain.programmes import Programme

CA_MAU = load_programme("camau-2022")
VIETNAM = load_programme("vietnam-2027")
BOTH = [CA_MAU, VIETNAM]
NAMES = [p.id for p in BOTH]


def _codes(programme: Programme, **answers: Any) -> dict[str, bool]:
    """The findings as code → whether it blocks."""
    return {f.code.removeprefix("eligibility."): f.blocks for f in check(answers, programme)}


def _one(programme: Programme, **answers: Any) -> Finding:
    (found,) = check(answers, programme)
    return found


def _set(programme: Programme, **wanted: bool) -> str:
    """A set of the programme that has these marks under the decision in force."""
    now = VIETNAM.product_sets.by_id
    for chosen in programme.product_sets.sets:
        today = now.get(chosen.id if programme is VIETNAM else chosen.now or "")
        if today and all(getattr(today, name) is value for name, value in wanted.items()):
            return chosen.id
    raise AssertionError(wanted)


@each("programme", BOTH)
def test_nothing_is_said_of_what_was_not_answered(programme: Programme) -> None:
    assert check({}, programme) == []
    assert (
        check({"legal_form": None, "registered": None, "product_set": None, "material_origin": None}, programme) == []
    )


@each("form", ["cooperative", "cooperative_group", "company", "household"])
@each("programme", BOTH)
def test_the_usual_producers_may_take_part(programme: Programme, form: str) -> None:
    assert _codes(programme, legal_form=form, registered=True) == {}


def test_a_farm_may_take_part_since_the_decision_of_2026() -> None:
    assert _codes(VIETNAM, legal_form="farm", registered=True) == {}
    assert _codes(CA_MAU, legal_form="farm", registered=True) == {"legal_form": True}


def test_an_association_is_for_tourism_only() -> None:
    tourism, food = _set(VIETNAM, tourism=True), _set(VIETNAM, tourism=False)
    assert _codes(VIETNAM, legal_form="association") == {}, "not judged before the product is known"
    assert _codes(VIETNAM, legal_form="association", product_set=tourism) == {}
    assert _codes(VIETNAM, legal_form="association", product_set=food) == {"association_tourism_only": True}
    assert _codes(CA_MAU, legal_form="association", product_set=_set(CA_MAU, tourism=True)) == {"legal_form": True}


def test_who_is_not_registered_is_told_where_to_register() -> None:
    for form in ("household", "cooperative", "company"):
        assert _codes(CA_MAU, legal_form=form, registered=False) == {"not_registered_district": False}, (
            "an idea may go on"
        )
        assert _codes(VIETNAM, legal_form=form, registered=False) == {"not_registered_commune": True}
    found = _one(VIETNAM, legal_form="household", registered=False)
    assert (found.question, found.source) == ("registered", VIETNAM.legal_forms_source)


@each("programme", BOTH)
def test_a_cooperative_group_needs_no_registration(programme: Programme) -> None:
    assert _codes(programme, legal_form="cooperative_group", registered=False) == {}


@each("origin", ["imported", "untraceable"])
def test_material_that_is_imported_or_of_unknown_origin_bars_a_filing_and_warns_an_idea(origin: str) -> None:
    strict = {"excludes_untraceable": True}
    for programme, blocks in ((VIETNAM, True), (CA_MAU, False)):
        found = _one(programme, product_set=_set(programme, **strict), material_origin=origin)
        assert found.code == f"eligibility.material_{origin}"
        assert (found.question, found.blocks) == ("material_origin", blocks)
        assert found.source == "26/2026/QĐ-TTg"


@each("programme", BOTH)
def test_traceable_material_is_no_ground_for_refusal(programme: Programme) -> None:
    chosen = _set(programme, excludes_untraceable=True)
    for origin in ("commune", "province", "country", "imported_traceable"):
        assert _codes(programme, product_set=chosen, material_origin=origin) == {}, origin


@each("programme", BOTH)
def test_what_must_grow_in_the_province_is_advised_but_never_barred(programme: Programme) -> None:
    chosen = _set(programme, grown_in_province=True, excludes_untraceable=False)
    for origin in ("commune", "province"):
        assert _codes(programme, product_set=chosen, material_origin=origin) == {}
    for origin in ("country", "imported_traceable", "imported", "untraceable"):
        assert _codes(programme, product_set=chosen, material_origin=origin) == {"grown_in_province": False}


@each("programme", BOTH)
def test_groups_without_such_a_note_take_any_material(programme: Programme) -> None:
    chosen = _set(programme, grown_in_province=False, excludes_untraceable=False)
    assert _codes(programme, product_set=chosen, material_origin="imported") == {}


def test_a_group_that_the_decision_in_force_no_longer_has_is_not_judged_by_it() -> None:
    gone = next(s for s in CA_MAU.product_sets.sets if s.now is None)
    assert _codes(CA_MAU, product_set=gone.id, material_origin="imported") == {}


@each("programme", BOTH)
def test_a_group_that_does_not_exist_is_not_judged(programme: Programme) -> None:
    assert _codes(programme, product_set="s99", material_origin="imported", legal_form="household") == {}


@each("programme", BOTH)
def test_every_finding_names_a_question_of_the_form_and_a_source(programme: Programme) -> None:
    """All answers that can be chosen, in every combination: what is found can be shown and mended."""
    questions = {q.id for q in FORMS[programme.form].questions}
    forms = ["cooperative", "cooperative_group", "company", "household", "farm", "association"]
    origins = ["commune", "province", "country", "imported_traceable", "imported", "untraceable"]
    seen = set()
    for form in forms:
        for registered in (True, False):
            for chosen in programme.product_sets.sets:
                for origin in origins:
                    answers = {
                        "legal_form": form,
                        "registered": registered,
                        "product_set": chosen.id,
                        "material_origin": origin,
                    }
                    for found in check(answers, programme):
                        assert found.question in questions
                        assert found.source
                        seen.add(found.code)
    assert len(seen) >= 5
