"""Every question about people names a territory: the same people as before with one programme, nobody with none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.crowds import Somebody, Thing, settle
from support.places import TESTS

from bot.storage.broadcast.targets import people
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.storage.year.audiences import asks
from ocop_domain.areas import NATION, NOBODY, Territory, load_areas
from ocop_domain.broadcasts import Target
from ocop_domain.duties.audience import Around, Audience, Checkers, Drafts, EvidencePapers, Helpers, Open, Owners
from ocop_domain.duties.model import Occurrence
from ocop_domain.programme_files import load_programme
from ocop_domain.territories import territory_of

HERE = load_programme("camau-2022")
AREAS = load_areas()
PLACE = territory_of(HERE, AREAS)
BEFORE: dict[str, Any] = json.loads((TESTS / "data/people_before_territories.json").read_text())
"""A crowd, and whom each question found before questions named a territory (commit 114def8)."""
COMMUNE, OTHER, FAR = "o32035", "o32038", "o32242"
FROM, UNTIL = date(2022, 2, 1), date(2022, 2, 28)
NOVEMBER, JULY_2025, EVE = date(2022, 11, 30), date(2025, 7, 1), date(2025, 6, 30)


def _crowd() -> list[Somebody]:
    def tuples(value: Any) -> Any:
        return tuple(tuples(v) for v in value) if isinstance(value, list) else value

    made = []
    for one in BEFORE["crowd"]:
        things = tuple(Thing(**thing) for thing in one["products"])
        rest = {key: tuples(value) for key, value in one.items() if key != "products"}
        made.append(Somebody(products=things, **rest))
    return made


def _occurrences() -> list[Occurrence]:
    """Those that were asked for at that time: one of each sort of duty."""
    asked = {name.split(" ")[1] for name in BEFORE["audiences"] if name.startswith("open ")}
    return [o for o in HERE.occurrences if o.key in asked]


def _audiences(place: Territory) -> Iterator[tuple[str, Audience]]:
    within, beside = place.part((COMMUNE, OTHER)), place.without((COMMUNE,))
    for o in _occurrences():
        yield f"open {o.key}", Open(o, place)
        yield f"open {o.key} within", Open(o, within)
        yield f"open {o.key} beside", Open(o, beside)
        yield f"helpers {o.key}", Helpers(o, place)
    o = HERE.occurrences[0]
    yield "around", Around(o, place)
    yield "around within", Around(o, place.part((FAR,)))
    yield "drafts", Drafts(("idea",), date(2022, 2, 15), place)
    yield "drafts within", Drafts(("idea",), date(2022, 2, 15), place.part((COMMUNE,)))
    for state in ("returned", "accepted"):
        yield f"owners {state}", Owners(state, FROM, UNTIL, place)
        yield f"owners {state} beside", Owners(state, FROM, UNTIL, beside)
    for state in ("sent", "filed"):
        yield f"checkers {state}", Checkers(FROM, UNTIL, place, state)
        yield f"checkers {state} within", Checkers(FROM, UNTIL, place.part((OTHER, FAR)), state)
    for recognition in (True, False):
        yield f"papers {recognition}", EvidencePapers(recognition, date(2022, 12, 31), place)


@pytest.fixture
async def crowd(store: Store) -> Store:
    await settle(store, HERE.id, _crowd())
    at = "2022-02-15T03:00:00+00:00"
    await store.database.write(
        [
            Statement("UPDATE application SET updated_on = '2022-02-10' WHERE person_id % 2 = 0"),
            Statement("UPDATE draft SET updated_at = ? WHERE person_id % 2 = 0", (at,)),
            Statement("UPDATE paper SET expires_on = '2022-12-31'"),
        ]
    )
    return store


async def _held(store: Store, audience: Audience) -> list[list[Any]]:
    query = asks(audience, HERE.id)
    return sorted([row[0], row[1]] for row in await store.database.fetch(query.sql, query.args))


def _is_handing_in(audience: str) -> bool:
    return audience.startswith("open cm22-p-file-")


async def test_with_one_programme_every_audience_holds_the_same_people_as_before(crowd: Store) -> None:
    found = {name: await _held(crowd, audience) for name, audience in _audiences(PLACE)}
    before = dict(BEFORE["audiences"])
    for name in filter(_is_handing_in, BEFORE["audiences"]):
        # Since then it is open until all that was accepted was handed in.
        assert all(one in found[name] for one in before.pop(name)), name
    # Since then the plan's data name more helpers of some duties: these are not compared.
    assert {name: found[name] for name in before} == before
    assert sum(bool(people) for people in found.values()) > 70, "it says something"


async def test_with_one_programme_every_target_holds_the_same_people_as_before(crowd: Store) -> None:
    for said, official, before in BEFORE["targets"]:
        query = people(Target.from_json(said), HERE, AREAS, official=official)
        found = sorted(row[0] for row in await crowd.database.fetch(query.sql, query.args))
        assert found == before, said


async def test_an_empty_territory_is_nobody_and_never_everybody(crowd: Store) -> None:
    for name, audience in _audiences(NOBODY):
        assert await _held(crowd, audience) == [], name


async def test_people_of_another_province_are_asked_nothing_by_a_plan_that_is_not_theirs(store: Store) -> None:
    """Khánh Hòa's officer, and its producer with a certificate: a plan of Cà Mau knows neither."""
    cam_hai = "o22435"
    assert AREAS.contains("o56", cam_hai)
    officer = Somebody(roles=(("commune_officer", cam_hai), ("province_staff", "o56")))
    producer = Somebody(products=(Thing(cam_hai, "accepted"),), dossier=True, certificate=3)
    await settle(store, HERE.id, [officer, producer])
    await store.database.write(
        [
            Statement("UPDATE application SET programme = 'khanhhoa-2020'"),
            Statement("UPDATE paper SET expires_on = '2022-12-31'"),
        ]
    )
    for name, audience in _audiences(PLACE):
        assert await _held(store, audience) == [], name
    assert await _held(store, EvidencePapers(True, date(2022, 12, 31), NATION)) != []


units = st.sampled_from((COMMUNE, OTHER, FAR, "o964", "o96", "n32041", "o22435", "o56", "n56"))
territories = st.builds(
    Territory,
    units=st.lists(units, max_size=4, unique=True).map(tuple),
    beside=st.lists(units, max_size=2, unique=True).map(tuple),
    whole=st.booleans(),
    unplaced=st.booleans(),
)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(here=territories, places=st.lists(st.lists(units, max_size=2, unique=True), min_size=1, max_size=5))
async def test_the_database_finds_exactly_who_belongs_to_a_territory(
    store: Store, here: Territory, places: list[list[str]]
) -> None:
    tables = ("paper", "recognition", "application", "producer", "address", "person")
    await store.database.write([Statement(f"DELETE FROM {table}") for table in tables])
    crowd = [Somebody(products=tuple(Thing(p, "sent") for p in own), certificate=3) for own in places]
    await settle(store, HERE.id, crowd)
    await store.database.write([Statement("UPDATE paper SET expires_on = '2022-12-31'")])
    found = [person for person, _ in await _held(store, EvidencePapers(True, date(2022, 12, 31), here))]
    assert found == [n for n, own in enumerate(places, 1) if here.holds(own)]


@given(here=territories, inner=st.lists(units, max_size=3))
def test_a_part_lies_in_the_whole_and_holds_nobody_without_a_place(here: Territory, inner: list[str]) -> None:
    part = here.part(inner)
    assert all(here.has(unit) for unit in part.units)
    assert {unit for unit in inner if here.has(unit)} == set(part.units)
    assert not part.holds([])


def test_a_plan_of_the_old_province_holds_in_the_new_communes_that_have_a_part_of_it() -> None:
    new = [code for code in PLACE.units if AREAS.get(code).valid_from == JULY_2025]
    communes = [code for code in new if AREAS.get(code).level == "commune"]
    below = [unit.code for unit in AREAS.children("n96", JULY_2025)]
    assert len(below) == 64
    assert len(communes) == 39
    assert set(communes) < set(below)
    assert all(any(PLACE.has(old.code) for old in AREAS.predecessors(code)) for code in communes)


def test_a_unit_sees_what_went_into_it_and_a_former_one_lives_on_only_where_it_went_as_a_whole() -> None:
    dinh_binh, hoa_thanh, an_xuyen = "o32035", "n32041", "n32025"
    assert {unit.code for unit in AREAS.successors(dinh_binh)} == {hoa_thanh, an_xuyen}
    for later in (hoa_thanh, an_xuyen, "n96"):
        assert AREAS.reaches(later, dinh_binh, JULY_2025), "old things are seen by each that has a part"
    assert not AREAS.reaches(dinh_binh, hoa_thanh, JULY_2025), "it was split"
    assert AREAS.reaches("o96", hoa_thanh, JULY_2025), "the province went into one"
    assert not AREAS.reaches("o96", hoa_thanh, EVE), "not before its day"
    assert not AREAS.reaches("o95", dinh_binh, EVE), "the two provinces are strangers before they are one"


def test_on_a_day_before_they_merge_neighbours_are_nothing_to_each_other() -> None:
    for unit in AREAS.children("o964", NOVEMBER):
        assert AREAS.reach(unit.code, NOVEMBER) == AREAS.inside(unit.code)
        assert all(AREAS.get(code).valid_from != JULY_2025 for code in AREAS.reach(unit.code, NOVEMBER))
