"""A duty of one named unit is asked of that unit, and of those above and in it; of no other one."""

from __future__ import annotations

from support.each import each

from bot.reminders.occurrences import year_of
from ocop_domain.areas import load_areas
from ocop_domain.duties.agenda import Facts, tasks
from ocop_domain.programme_collection import Programmes
from ocop_domain.programme_files import all_plans, load_programme, mistakes, programme_text
from ocop_domain.rights import Grant, Role

AREAS = load_areas()
HOUSE = Programmes([load_programme(name) for name in all_plans()], AREAS)
DISTRICT, PROVINCE = Role.DISTRICT_STAFF, Role.PROVINCE_STAFF
OF_UNITS = [
    ("camau-2022", "cm22-x-5", "Huyện Ngọc Hiển", "Huyện U Minh", DISTRICT),
    ("camau-2022", "cm22-x-5-goal", "Huyện Ngọc Hiển", "Thành phố Cà Mau", DISTRICT),
    ("camau-2021-2025", "cm25-a1-3", "Huyện Ngọc Hiển", "Huyện Cái Nước", DISTRICT),
    ("khanhhoa-2020", "kh20-b9a", "Thành phố Cam Ranh", "Huyện Khánh Sơn", None),
    ("khanhhoa-2020", "kh20-b9b", "Huyện Khánh Sơn", "Thành phố Cam Ranh", None),
]


def unit(name: str, programme: str) -> str:
    plan = load_programme(programme)
    return AREAS.search(f"{name}, {plan.province}", plan.issued or plan.valid_from, limit=1)[0].code


@each(("programme", "duty", "own", "other", "role"), OF_UNITS)
def test_a_duty_of_one_unit_is_told_there_and_nowhere_else(
    programme: str, duty: str, own: str, other: str, role: Role | None
) -> None:
    plan = load_programme(programme)
    day = plan.valid_from.replace(month=7)
    (here,) = [o for o in plan.around(day) if o.duty.id == duty]
    there, elsewhere = unit(own, programme), unit(other, programme)
    where = HOUSE.where(here, day)
    above = HOUSE.territory(plan)
    assert above
    assert where.has(there)
    assert where.has(above)
    assert not where.has(elsewhere)

    if role:

        def asked(area: str) -> bool:
            facts = Facts(1, grants=(Grant(role, area),))
            return bool(tasks([here], facts, [], AREAS.reaches, where))

        assert asked(there)
        assert not asked(elsewhere)

    (variant,) = [v for v in year_of(plan, (), AREAS, day).variants if v.occurrence.key == here.key]
    assert variant.territory == where
    for area, listed in ((there, True), (elsewhere, False), (above, True)):
        assert any(o.key == here.key for o in HOUSE.year(area, here.last_day.year)) is listed
        assert any(d.id == duty for d in HOUSE.duties(area, day)) is listed


def test_a_duty_without_units_is_of_all_of_its_level() -> None:
    plan = load_programme("camau-2022")
    (here,) = [o for o in plan.occurrences if o.duty.id == "cm22-x-11a"]
    assert all(HOUSE.where(here, here.opens).has(unit(quota.area, plan.id)) for quota in plan.quotas)


def test_a_unit_that_nobody_knows_is_a_mistake_with_its_line() -> None:
    text = programme_text("camau-2022").replace('units: ["Huyện Ngọc Hiển"]', 'units: ["Huyện Ngọc Hiện"]', 1)
    line = text.splitlines().index('    units: ["Huyện Ngọc Hiện"]') + 1
    (found,) = mistakes(text)
    assert found.line == line
    assert "Huyện Ngọc Hiện" in found.text
