"""The law and the plans on it: what holds over a unit on a day, which one leads, what is to be done."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.each import each

from ocop_domain.areas import load_areas
from ocop_domain.law import law_on
from ocop_domain.programme_collection import Programmes
from ocop_domain.programme_files import all_plans, load_programme, read_programme
from ocop_domain.programmes import AtEnd, Programme

AREAS = load_areas()
SHIPPED = [load_programme(name) for name in all_plans()]
HOUSE = Programmes(SHIPPED, AREAS)
CA_MAU, KHANH_HOA, GIA_LAI, DAK_DOA = "o96", "o56", "o64", "o626"


def day(text: str) -> date:
    return date.fromisoformat(text)


def commune(name: str, on: str) -> str:
    return AREAS.search(name, day(on), level="commune", limit=1)[0].code


def plan(id_: str, first: str, last: str, **more: Any) -> Programme:
    """A plan as somebody writes it: what is not said follows from the law."""
    fields = {"id": id_, "name": id_, "document": f"Kế hoạch {id_}", "province": "Cà Mau"}
    dates = {"valid_from": day(first), "valid_to": day(last)}
    return read_programme(yaml.safe_dump({**fields, **dates, **more}, allow_unicode=True), id_)


DUTY = {
    "id": "cm27-list",
    "step": 5,
    "kind": "deadline",
    "title": "Gửi danh sách sản phẩm của xã",
    "role": "commune_officer",
    "level": "commune",
    "opens": day("2027-04-01"),
    "due": day("2027-05-31"),
    "source": "II.4",
}
MARCH = plan(
    "camau-2027",
    "2027-03-01",
    "2027-12-31",
    issued=day("2027-02-20"),
    duties=[DUTY],
    moves=[
        {
            "programme": "vietnam-2027",
            "duty": "vn27-file",
            "occurrence": "2027-2",
            "due": day("2027-09-15"),
            "source": "II.3",
        }
    ],
    replaces=[{"programme": "vietnam-2027", "duty": "vn27-request", "source": "II.4"}],
)
WITH_MARCH = Programmes([*SHIPPED, MARCH], AREAS)

DINH_BINH = commune("Xã Định Bình, Thành phố Cà Mau", "2022-03-01")
GLAR = commune("Xã Glar, Huyện Đak Đoa", "2022-03-01")
CAM_HAI_TAY = commune("Xã Cam Hải Tây", "2020-04-01")
DAT_MUI = commune("Xã Đất Mũi, Tỉnh Cà Mau", "2026-01-01")


# What holds, and which one leads

YEARS = {
    "2021-03-01": {CA_MAU: "camau-2021-2025", KHANH_HOA: "", GIA_LAI: "", DAK_DOA: ""},
    "2022-03-01": {CA_MAU: "camau-2021-2025 camau-2022", KHANH_HOA: "", GIA_LAI: "", DAK_DOA: "dakdoa-2022"},
    "2023-01-15": {CA_MAU: "camau-2021-2025", KHANH_HOA: "", GIA_LAI: "", DAK_DOA: ""},
    "2023-06-01": {CA_MAU: "camau-2021-2025", KHANH_HOA: "", GIA_LAI: "", DAK_DOA: ""},
    "2024-06-01": {CA_MAU: "camau-2021-2025", KHANH_HOA: "", GIA_LAI: "", DAK_DOA: ""},
    "2025-06-30": {CA_MAU: "camau-2021-2025", KHANH_HOA: "", GIA_LAI: "", DAK_DOA: ""},
    "2025-07-01": {CA_MAU: "camau-2021-2025", KHANH_HOA: "", GIA_LAI: "", DAK_DOA: ""},
    "2025-12-31": {CA_MAU: "camau-2021-2025", KHANH_HOA: "", GIA_LAI: "", DAK_DOA: ""},
    "2026-01-01": {CA_MAU: "", KHANH_HOA: "", GIA_LAI: "", DAK_DOA: ""},
    "2026-05-21": {CA_MAU: "", KHANH_HOA: "", GIA_LAI: "", DAK_DOA: ""},
    "2026-05-22": {CA_MAU: "", KHANH_HOA: "", GIA_LAI: "", DAK_DOA: ""},
    "2027-06-01": {CA_MAU: "", KHANH_HOA: "", GIA_LAI: "", DAK_DOA: ""},
    "2028-06-01": {CA_MAU: "", KHANH_HOA: "", GIA_LAI: "", DAK_DOA: ""},
}
"""By day and unit: the plans that ship and hold then, the leading one last; "" is a gap, in which the law leads."""


@each(("on", "unit", "held"), [(on, u, ids) for on, row in YEARS.items() for u, ids in row.items()])
def test_the_law_and_all_plans_of_the_day_hold_and_the_shortest_of_the_deepest_unit_leads(
    on: str, unit: str, held: str
) -> None:
    ids = [programme.id for programme in HOUSE.over(unit, day(on))]
    assert ids == [law_on(day(on)).id, *held.split()]
    assert HOUSE.lead(unit, day(on)).id == ids[-1]


@each(
    ("unit", "on", "leads"),
    [
        (DINH_BINH, "2022-02-15", "camau-2022"),
        (DINH_BINH, "2023-02-15", "camau-2021-2025"),
        (GLAR, "2022-03-15", "dakdoa-2022"),
        (GLAR, "2023-01-01", "vietnam-1048"),
        (GLAR, "2023-03-01", "vietnam-148"),
        (CAM_HAI_TAY, "2020-04-20", "khanhhoa-2020"),
        (CAM_HAI_TAY, "2021-01-01", "vietnam-1048"),
        (CAM_HAI_TAY, "2026-05-21", "vietnam-1489"),
        (DAT_MUI, "2025-09-01", "camau-2021-2025"),
        (DAT_MUI, "2026-01-01", "vietnam-1489"),
        (DAT_MUI, "2028-06-01", "vietnam-2027"),
    ],
)
def test_a_commune_is_led_by_the_plan_of_its_district_or_province(unit: str, on: str, leads: str) -> None:
    assert HOUSE.lead(unit, day(on)).id == leads


@given(st.sampled_from([None, *(area.code for area in AREAS)]), st.dates(date(2019, 1, 1), date(2032, 12, 31)))
def test_one_always_leads_and_it_holds_that_day(unit: str | None, on: date) -> None:
    for house in (HOUSE, WITH_MARCH, Programmes([], AREAS)):
        held = house.over(unit, on)
        assert held[0] == law_on(on)
        assert house.lead(unit, on) == held[-1]
        assert held[-1].holds(on) or on < held[-1].valid_from == day("2019-08-21")


@given(st.sampled_from([area.code for area in AREAS]), st.dates(date(2019, 1, 1), date(2032, 12, 31)))
def test_without_a_plan_it_is_the_law_alone(unit: str, on: date) -> None:
    assert Programmes([], AREAS).over(unit, on) == (law_on(on),)


def test_over_no_unit_the_law_holds_alone() -> None:
    assert HOUSE.over(None, day("2022-03-01")) == (law_on(day("2022-03-01")),)


def test_a_district_lies_within_its_province() -> None:
    gia_lai = plan("gialai-2022", "2022-01-01", "2022-12-31", province="Gia Lai")
    house = Programmes([*SHIPPED, gia_lai], AREAS)
    assert [p.id for p in house.over(GLAR, day("2022-06-01"))] == ["vietnam-1048", "gialai-2022", "dakdoa-2022"]
    assert [p.id for p in house.over(GIA_LAI, day("2022-06-01"))] == ["vietnam-1048", "gialai-2022"]


def test_a_plan_that_starts_in_march_leads_from_that_day() -> None:
    assert WITH_MARCH.lead(DAT_MUI, day("2027-02-28")).id == "vietnam-2027"
    assert WITH_MARCH.lead(DAT_MUI, day("2027-03-01")).id == "camau-2027"
    assert WITH_MARCH.lead(DAT_MUI, day("2028-01-01")).id == "vietnam-2027"


def test_of_two_plans_of_the_same_length_the_later_leads_and_two_equal_ones_are_a_tie() -> None:
    early, late = (plan(f"cm-{m}", "2027-01-01", "2027-12-31", issued=day(f"2026-{m}-01")) for m in ("11", "12"))
    again = plan("cm-x", "2027-01-01", "2027-12-31", issued=day("2026-12-01"))
    assert Programmes([late, early], AREAS).lead(DAT_MUI, day("2027-05-01")) == late
    assert Programmes([late, early], AREAS).ties() == []
    assert Programmes([late, early, again], AREAS).ties() == [(late, again)]
    elsewhere = plan("gl-x", "2027-01-01", "2027-12-31", issued=day("2026-12-01"), province="Gia Lai")
    assert Programmes([late, elsewhere], AREAS).ties() == []
    later = plan("cm-y", "2028-01-01", "2028-12-31", issued=day("2026-12-01"))
    assert Programmes([late, later], AREAS).ties() == []
    assert HOUSE.ties() == []


# Territory


@cache
def _old(province: str) -> list[str]:
    return [a.code for a in AREAS.below(province) if a.level == "commune"]


def test_a_later_commune_belongs_to_the_plan_if_one_of_its_predecessors_did() -> None:
    period = next(p for p in SHIPPED if p.id == "camau-2021-2025")
    new = [a.code for a in AREAS.below("n96") if a.level == "commune"]
    inside = [code for code in new if HOUSE.covers(period, code)]
    assert (len(inside), len(new)) == (39, 64), "the new province has communes of two old ones"
    for code in inside:
        assert any(AREAS.contains(CA_MAU, old.code) for old in AREAS.predecessors(code) if old.code.startswith("o"))


def test_a_split_commune_lies_under_the_plan_with_each_of_its_parts() -> None:
    split = [code for code in _old(CA_MAU) if len(AREAS.successors(code)) > 1]
    period = next(p for p in SHIPPED if p.id == "camau-2021-2025")
    assert len(split) == 19
    assert all(HOUSE.covers(period, part.code) for code in split for part in AREAS.successors(code))


def test_what_was_registered_in_an_old_commune_lies_under_a_plan_of_the_new_province() -> None:
    assert all(WITH_MARCH.covers(MARCH, code) for code in _old(CA_MAU))
    assert not any(WITH_MARCH.covers(MARCH, code) for code in _old(KHANH_HOA))


def test_a_plan_of_a_district_covers_nothing_above_it_and_nothing_beside_it() -> None:
    district = next(p for p in SHIPPED if p.id == "dakdoa-2022")
    assert HOUSE.territory(district) == DAK_DOA
    assert HOUSE.covers(district, GLAR)
    assert not HOUSE.covers(district, GIA_LAI)
    assert not HOUSE.covers(district, DINH_BINH)
    inside = {new.code for old in _old(GIA_LAI) if AREAS.contains(DAK_DOA, old) for new in AREAS.successors(old)}
    new = {a.code for a in AREAS if a.level == "commune" and a.code.startswith("n")}
    assert {code for code in new if HOUSE.covers(district, code)} == inside


@given(st.sampled_from([a.code for a in AREAS]), st.sampled_from(SHIPPED))
def test_what_lies_inside_the_unit_of_a_plan_is_covered_and_what_never_touched_it_is_not(
    unit: str, own: Programme
) -> None:
    territory = str(HOUSE.territory(own))
    if AREAS.contains(territory, unit):
        assert HOUSE.covers(own, unit)
    if HOUSE.covers(own, unit):
        former = {unit, *(a.code for a in AREAS.predecessors(unit)), *(a.code for a in AREAS.successors(unit))}
        below = {inside.code for inside in AREAS.below(unit)}
        earlier = {a.code for code in below for a in AREAS.predecessors(code)}
        assert any(AREAS.contains(territory, code) for code in former | below | earlier)


# Duties


def test_the_duties_of_all_that_hold_are_one_list_each_with_the_programme_that_declares_it() -> None:
    found = HOUSE.duties(DINH_BINH, day("2022-06-01"))
    assert {d.programme for d in found} == {"vietnam-1048", "camau-2021-2025", "camau-2022"}
    keys = [(d.programme, d.id) for d in found]
    assert len(keys) == len(set(keys))


def test_a_replaced_duty_goes_while_the_plan_holds_and_only_in_its_unit() -> None:
    def held(unit: str, on: str) -> set[str]:
        return {d.id for d in WITH_MARCH.duties(unit, day(on))}

    assert "vn27-request" in held(DAT_MUI, "2027-02-28")
    assert "vn27-request" not in held(DAT_MUI, "2027-03-01")
    assert "vn27-request" in held(DAT_MUI, "2028-01-01")
    assert "vn27-request" in held("n56", "2027-06-01")


def test_an_occurrence_is_replaced_by_its_own_last_day() -> None:
    """What was due while the plan held does not come back when it ends, and what is due later is not lost."""
    after = [o.key for o in WITH_MARCH.occurrences(DAT_MUI, day("2028-01-15"))]
    assert "vn27-request:2027-2" not in after
    assert "vn27-request:2028-1" in after
    before = [o.key for o in WITH_MARCH.occurrences(DAT_MUI, day("2027-02-15"))]
    assert "vn27-request:2027-1" in before


def test_the_date_of_a_plan_holds_in_its_unit_from_its_first_day_and_the_key_stays() -> None:
    def last_day(unit: str | None, on: str) -> date:
        found = (o for o in WITH_MARCH.occurrences(unit, day(on)) if o.key == "vn27-file:2027-2")
        here = next(found)
        assert here.duty.programme == "vietnam-2027"
        return here.last_day

    assert last_day(DAT_MUI, "2027-02-28") == day("2027-10-08")
    assert last_day(DAT_MUI, "2027-03-01") == day("2027-09-15")
    assert last_day("n56", "2027-03-01") == day("2027-10-08")
    assert last_day(None, "2027-03-01") == day("2027-10-08")


def test_a_duty_lives_by_its_own_dates_which_may_outlast_its_plan() -> None:
    after = {o.key for o in HOUSE.occurrences(DAT_MUI, day("2026-08-01"))}
    assert "cm22-x-5-goal:once" in after, "it is due at the end of 2027"
    assert not any(key.startswith("cm22-") and key != "cm22-x-5-goal:once" for key in after)


def test_the_moves_of_plans_come_before_those_of_people_and_name_the_document() -> None:
    (move,) = WITH_MARCH.moved("vietnam-2027", day("2027-03-01"))
    assert (move.duty, move.occurrence, move.area) == ("vn27-file", "2027-2", "n96")
    assert (move.was, move.last_day) == (day("2027-10-08"), day("2027-09-15"))
    assert "II.3" in move.reason
    assert WITH_MARCH.moved("vietnam-2027", day("2027-02-28")) == []
    assert WITH_MARCH.moved("camau-2022", day("2027-03-01")) == []


@given(st.sampled_from([DINH_BINH, GLAR, CAM_HAI_TAY, DAT_MUI]), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_what_is_to_be_done_has_each_key_once_in_order(unit: str, on: date) -> None:
    found = WITH_MARCH.occurrences(unit, on)
    keys = [(o.duty.programme, o.key) for o in found]
    assert len(keys) == len(set(keys))
    assert [o.last_day for o in found] == sorted(o.last_day for o in found)


@given(st.dates(date(2022, 1, 1), date(2022, 12, 31)))
def test_with_one_plan_alone_its_occurrences_are_what_they_were(on: date) -> None:
    """The decision of 1048 has no dates: a house with one plan dates just what that plan does, each year's standing
    tasks in their year."""
    one = next(p for p in SHIPPED if p.id == "dakdoa-2022")
    found = Programmes([one], AREAS).occurrences(GLAR, on)
    dated = [o for o in one.occurrences if not o.undated or o.opens <= on <= o.last_day]
    assert [o for o in found if o.duty.programme == one.id] == dated
    assert all(o.undated for o in found if o.duty.programme != one.id)


def test_a_year_of_a_unit_has_the_dates_that_hold_there_in_that_year() -> None:
    found = {o.key: o for o in WITH_MARCH.year(DAT_MUI, 2027)}
    assert found["vn27-file:2027-2"].last_day == day("2027-09-15")
    assert "cm27-list:once" in found
    assert "vn27-request:2027-2" not in found, "the plan has its own"
    assert {o.duty.programme for o in HOUSE.year(DINH_BINH, 2022)} == {"camau-2022", "camau-2021-2025"}
    assert {o.duty.programme for o in HOUSE.year(DAT_MUI, 2026) if not o.undated} == {"vietnam-2027"}
    assert all(o.last_day.year == 2028 for o in WITH_MARCH.year(None, 2028))


# The end of a plan


def test_a_plan_that_ends_without_a_successor_is_known_sixty_days_before() -> None:
    def told(house: Programmes, on: str) -> list[str]:
        return [p.id for p in house.ending(day(on))]

    assert told(HOUSE, "2025-10-31") == []
    assert told(HOUSE, "2025-11-01") == told(HOUSE, "2025-12-31") == ["camau-2021-2025"]
    assert told(HOUSE, "2026-01-01") == []
    assert told(HOUSE, "2022-11-30") == ["dakdoa-2022"], "Cà Mau 2022 ends too, but the plan of the period goes on"
    following = plan("camau-2026", "2026-01-01", "2026-12-31")
    assert told(Programmes([*SHIPPED, following], AREAS), "2025-12-01") == []
    late = plan("camau-2026", "2026-02-01", "2026-12-31")
    assert told(Programmes([*SHIPPED, late], AREAS), "2025-12-01") == ["camau-2021-2025"]


def test_a_plan_says_what_becomes_of_what_was_not_handed_in_and_else_it_is_carried_over() -> None:
    assert {p.at_end for p in SHIPPED} == {AtEnd.CARRY}
    assert plan("x", "2028-01-01", "2028-12-31", at_end="close").at_end is AtEnd.CLOSE


# What a plan leaves out


def test_what_a_plan_does_not_say_follows_from_the_law_of_its_first_day() -> None:
    law = law_on(day("2027-03-01"))
    assert MARCH.base == law
    for name in ("decision", "product_sets_id", "form", "levels", "legal_forms", "tourism_legal_forms"):
        assert getattr(MARCH, name) == getattr(law, name), name
    assert {state: step.duty for state, step in MARCH.next.items()} == {s: step.duty for s, step in law.next.items()}
    times = MARCH.times(MARCH.next["draft"], day("2027-04-01"))
    assert {o.duty.programme for o in times} == {"vietnam-2027"}


def test_the_days_of_a_plan_can_be_counted() -> None:
    assert MARCH.valid_to - MARCH.valid_from == timedelta(days=305)
