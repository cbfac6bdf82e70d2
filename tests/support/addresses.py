"""Addresses as people write them: the same commune in many forms."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date

from ocop_domain.areas import Area, Areas
from ocop_domain.text import fold

IN_FRONT = ["Ấp 3", "Thôn Đông", "Khóm 5", "số 12 đường Trần Phú", "Tổ 4", "123 Nguyễn Huệ", "ấp Tân Thành", "Bản Mới"]
KINDS = {"xã": ["x.", "X", "xa"], "phường": ["P.", "p", "F"], "đặc khu": ["ĐK"]}
SHORT = {"Hồ Chí Minh": ["TP.HCM", "HCM", "TPHCM", "tp hcm", "TP. Hồ Chí Minh"], "Hà Nội": ["HN", "TP Hà Nội"]}
LETTERS = "abcdeghiklmnoptuvxy"


def communes(areas: Areas, day: date) -> list[Area]:
    """All communes of a day, in the order of their codes."""
    found = [unit for unit in areas if unit.level == "commune" and unit.in_force(day)]
    return sorted(found, key=lambda unit: unit.code)


def province(areas: Areas, unit: Area) -> Area:
    """The province of a unit."""
    return areas.path(unit.code)[0]


def districts(areas: Areas, unit: Area) -> list[Area]:
    """The districts of the former map of which a unit has a part."""
    over = [upper for old in _before(areas, unit.code) for upper in areas.path(old.code)]
    return sorted({upper for upper in over if upper.level == "district"}, key=lambda upper: upper.code)


def _before(areas: Areas, code: str) -> Iterator[Area]:
    for old in areas.predecessors(code):
        yield old
        yield from _before(areas, old.code)


def with_district(areas: Areas, unit: Area, chance: random.Random, template: str) -> str:
    """The template with a district of the unit; with its province where it never had one."""
    known = districts(areas, unit)
    if not known:
        return f"{unit.name}, {province(areas, unit).name}"
    upper = chance.choice(known)
    words = {"name": unit.name, "bare": unit.bare, "district": upper.name, "district_bare": upper.bare}
    return template.format(**words, province=province(areas, upper).name)


def short_province(areas: Areas, unit: Area, chance: random.Random) -> str:
    """The province as it is abbreviated, or without its kind."""
    upper = province(areas, unit)
    return chance.choice(SHORT.get(upper.bare, [upper.bare, upper.bare.lower(), fold(upper.bare), upper.name]))


def slip(text: str, chance: random.Random) -> str:
    """One letter too few, too many or another, not among the first ones; short texts stay."""
    if len(text) < 9:
        return text
    at = chance.randrange(4, len(text) - 1)
    changed = {"fewer": text[:at] + text[at + 1 :], "more": text[:at] + text[at] + text[at:]}
    return text if text[at] == " " else changed[chance.choice(sorted(changed))]


def slipped(areas: Areas, unit: Area, chance: random.Random) -> str:
    """The commune with one wrong letter."""
    return f"{slip(fold(unit.name), chance)}, {province(areas, unit).name}"


Form = Callable[[Areas, Area, random.Random], str]
FORMS: dict[str, Form] = {
    "kind, province": lambda areas, unit, _: f"{unit.name}, {province(areas, unit).name}",
    "hamlet, kind, province": lambda areas, unit, chance: (
        f"{chance.choice(IN_FRONT)}, {unit.name}, {province(areas, unit).name}"
    ),
    "hamlet kind province, no comma": lambda areas, unit, chance: (
        f"{chance.choice(IN_FRONT)} {unit.name} {province(areas, unit).name}"
    ),
    "plain": lambda areas, unit, _: fold(f"{unit.name} {province(areas, unit).name}"),
    "short kind": lambda areas, unit, chance: (
        f"{chance.choice(KINDS[unit.kind])} {unit.bare}, {short_province(areas, unit, chance)}"
    ),
    "no kind": lambda areas, unit, chance: f"{unit.bare}, {short_province(areas, unit, chance)}",
    "no kind, no comma": lambda areas, unit, chance: f"{unit.bare} {short_province(areas, unit, chance)}",
    "with district": lambda areas, unit, chance: with_district(areas, unit, chance, "{name}, {district}, {province}"),
    "district without words": lambda areas, unit, chance: fold(with_district(areas, unit, chance, "{bare} {district}")),
    "hamlet and district": lambda areas, unit, chance: with_district(areas, unit, chance, "Ấp 3, {name}, {district}"),
    "talk": lambda areas, unit, _: f"dạ em ở {unit.name} {province(areas, unit).name}",
    "province with a slip": lambda areas, unit, chance: (
        f"{unit.name}, {slip(fold(province(areas, unit).name), chance)}"
    ),
    "name alone": lambda _areas, unit, _chance: unit.name,
}
FORMS_OF_FORMER: dict[str, Callable[[Areas, Area], str]] = {
    "full": lambda areas, unit: areas.label(unit.code),
    "hamlet and full": lambda areas, unit: f"Ấp 3, {areas.label(unit.code)}",
    "plain": lambda areas, unit: fold(areas.label(unit.code)),
    "with district": lambda areas, unit: f"{unit.name}, {areas.path(unit.code)[-2].name}",
}


def expected_of_former(areas: Areas, unit: Area) -> set[str]:
    """The codes of what a former commune is part of now."""
    return {now.code for now in areas.successors(unit.code)}
