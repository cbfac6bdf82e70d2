"""Who makes which product, and who checks and judges it: the plan's own lists, a list that is given, or a handful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from bot.rehearsal.people import read_list
from bot.rehearsal.season.goods import goods
from ocop_domain.areas import Areas
from ocop_domain.legal_forms import legal_form_named
from ocop_domain.planned import UPGRADE, PlannedProduct, PlannedUnits
from ocop_domain.programmes import Programme
from ocop_domain.rights import Role
from ocop_domain.text import fold

MADE_UP = 8
"""Products where neither a list is given nor the plan has one."""
_COUNCIL = (Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.COUNCIL_MEMBER)


@dataclass(frozen=True, slots=True)
class PlayedProduct:
    """One product as its producer registers it; `star` is what an upgrade has, `year` when it is expected (0: any)."""

    number: int
    name: str
    producer: str
    commune: str
    set_id: str
    legal_form: str = "household"
    address: str = ""
    star: int = 0
    recognised: int = 0
    year: int = 0


@dataclass(frozen=True, slots=True)
class PlayedOfficial:
    """Somebody with a role in a unit."""

    address: str
    role: Role
    unit: str


def products_of(programme: Programme, areas: Areas, lists: Sequence[Path] = (), take: int = 0) -> list[PlayedProduct]:
    """The products of the lists that are given, else of the plan's own, else made up; `take` bounds them."""
    if lists:
        found = list(_listed(programme, areas, lists))
    elif programme.planned:
        found = [_planned(programme, areas, row, number) for number, row in enumerate(programme.planned)]
    else:
        found = list(_made_up(programme, areas))
    return found[:take] if take else found


def officials_of(programme: Programme, areas: Areas, products: Sequence[PlayedProduct]) -> list[PlayedOfficial]:
    """An officer in each commune, staff and a council in each unit above in which something is made."""
    units = {unit for one in products for unit in areas.path(one.commune)}
    judging = {council.level for council in programme.councils}
    found: list[tuple[Role, str]] = []
    for unit in sorted(units, key=lambda unit: unit.code):
        staff = {"commune": Role.COMMUNE_OFFICER, "district": Role.DISTRICT_STAFF, "province": Role.PROVINCE_STAFF}
        found.append((staff[unit.level], unit.code))
        if unit.level in judging:
            found += [(role, unit.code) for role in _COUNCIL]
    return [PlayedOfficial(f"official-{number}", role, unit) for number, (role, unit) in enumerate(found, 1)]


def _planned(programme: Programme, areas: Areas, row: PlannedProduct, number: int) -> PlayedProduct:
    """A row of the plan's annex."""
    assert programme.province, "only plans have lists"
    top = areas.search(programme.province, programme.demo_date, level="province", limit=1)[0].code
    unit = PlannedUnits(areas, top, programme.demo_date).unit_of(row.area, row.commune)
    inside = areas.get(unit)
    commune = unit if inside.level == "commune" else areas.children(unit, programme.demo_date)[0].code
    rises = row.kind == UPGRADE
    return PlayedProduct(
        number,
        row.product,
        row.producer or f"Hộ {row.product}",
        commune,
        set_named(programme, row.product, row.subgroup, row.group),
        row.legal_form or "household",
        row.address,
        star=row.star if rises else 0,
        recognised=row.recognised if rises else 0,
        year=row.year,
    )


def _listed(programme: Programme, areas: Areas, lists: Sequence[Path]) -> Iterator[PlayedProduct]:
    """The rows of the files that were given."""
    rows = [row for path in lists for row in read_list(path, programme, areas)]
    for number, (producer, good) in enumerate(rows):
        yield PlayedProduct(
            number,
            good.name,
            producer,
            good.area,
            set_named(programme, good.name),
            legal_form_named(producer) or "household",
            star=good.star,
            recognised=good.recognised,
        )


def _made_up(programme: Programme, areas: Areas) -> Iterator[PlayedProduct]:
    """A handful in the communes around the one of the demonstration."""
    district, named = programme.demo_commune["district"], programme.demo_commune["commune"]
    place = f"{named}, {district}" if district else str(named)
    first = areas.search(place, programme.demo_date, level="commune", limit=1)[0]
    others = areas.children(areas.path(first.code)[-2].code, programme.demo_date)
    communes = [first, *(one for one in others if one.code != first.code)][:4]
    for number, good in enumerate(goods(programme, MADE_UP)):
        commune = communes[number % len(communes)].code
        yield PlayedProduct(number, good.name, good.producer, commune, set_named(programme, good.name))


def set_named(programme: Programme, product: str, *names: str) -> str:
    """The product set that a list means: by its own name, else by the product's, else the likest name."""
    sets = programme.product_sets
    by_name = {fold(one.name): one.id for one in sets.sets}
    for name in names:
        if fold(name) in by_name:
            return by_name[fold(name)]
    wanted = next((fold(name) for name in names if len(name) > 1), "")
    if not wanted:
        offered = sets.offers(product)
        return offered[0].set.id if offered else sets.sets[0].id
    return max(by_name.items(), key=lambda one: (SequenceMatcher(None, one[0], wanted).ratio(), one[1]))[1]
