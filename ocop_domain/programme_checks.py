"""What is wrong in a programme file, by line and in full sentences, and what is only doubtful."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ocop_domain.agencies import strangers
from ocop_domain.areas import TWO_LEVELS_SINCE, Area, load_areas
from ocop_domain.data import LOADER, names
from ocop_domain.data.lined import Lined, Mistake
from ocop_domain.data.lined import Path as Place
from ocop_domain.duties.calendar import occurrences
from ocop_domain.duties.rows import DutyRow, FileRow, WindowRow
from ocop_domain.law import is_law, law_named, law_row
from ocop_domain.product_sets import load_product_sets
from ocop_domain.programme_dealings import Known, above_others, strange
from ocop_domain.programme_defaults import filled, issued_on
from ocop_domain.programme_rows import (
    UNNAMED,
    CouncilRow,
    DueRow,
    GroupsRow,
    MoveRow,
    NextRow,
    ProgrammeFile,
    QuotaRow,
    ReplacedRow,
    StageRow,
    TargetRow,
    ThresholdRow,
    VotingRow,
)

Said = Iterator[tuple[Place, str]]
"""Where, and what is said about it."""
_LEVEL_OF_ROLE = {"commune_officer": "commune", "district_staff": "district", "province_staff": "province"}
_DATES = re.compile(r"(\d{4}-\d\d-\d\d)?/?(\d{4}-\d\d-\d\d)?")
_YEARS = range(2000, 2121)
_DATED = ("draft", "sent", "returned", "accepted")
"""States whose last day every programme names; for what is handed in some plans name none."""
"""Years that can be meant; others are slips of the pen."""


def checked(text: str, known: Known = law_named) -> tuple[ProgrammeFile | None, Lined | None, list[Mistake]]:
    try:
        root = yaml.compose(text, Loader=LOADER)
        if found := list(slips(root)):
            return None, None, sorted(found, key=lambda m: m.line)
        lined = Lined(root)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = f"This is no valid YAML: {getattr(error, 'problem', None) or error}."
        return None, None, [Mistake(mark.line + 1 if mark else 1, said)]
    except (ValueError, RecursionError) as error:
        return None, None, [Mistake(1, f"A value cannot be read: {error}.")]
    try:
        file = law_row(lined.data) if is_law(lined.data) else filled(ProgrammeFile.model_validate(lined.data))
    except ValidationError as error:
        said_of = [(e["loc"], said_of_field(e, lined.data, _fields)) for e in error.errors()]
        return None, lined, at_lines(lined, said_of)
    return (
        file,
        lined,
        at_lines(lined, [*_sense(file, lined.data), *above_others(file, known), *_units(file, doubtful=False)]),
    )


def at_lines(lined: Lined, said: list[tuple[Place, str]]) -> list[Mistake]:
    """Each sentence with the line of its place, by line."""
    return sorted({Mistake(lined.line(path), text) for path, text in said}, key=lambda m: (m.line, m.text))


def slips(node: yaml.Node | None) -> Iterator[Mistake]:
    """What YAML itself would swallow or stumble over: a field given twice, a day that no calendar has."""
    if isinstance(node, yaml.MappingNode):
        before: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if isinstance(key, yaml.ScalarNode):
                if key.value in before:
                    yield Mistake(line, f"{key.value} stands here twice: also in line {before[key.value]}.")
                before[key.value] = line
            yield from slips(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from slips(value)
    elif isinstance(node, yaml.ScalarNode) and (match := _DATES.fullmatch(node.value)):
        for day in filter(None, match.groups()):
            if not _is_day(day):
                yield Mistake(node.start_mark.line + 1, f"{day} is no day of the calendar.")
            elif int(day[:4]) not in _YEARS:
                yield Mistake(node.start_mark.line + 1, f"The year of {day} cannot be meant.")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _where(path: Place, raw: Any) -> str:
    """A place in the file in words: a duty by its id, entries of a list counted from one."""
    words: list[str] = []
    for part in path:
        try:
            raw = raw[part]
        except (LookupError, TypeError):
            raw = None
        own = raw.get("id") if isinstance(part, int) and isinstance(raw, dict) else None
        words.append(f"entry {own or part + 1}" if isinstance(part, int) else str(part))
    return ", ".join(words).replace("duties, entry ", "duty ")


def said_of_field(error: ErrorDetails, raw: Any, fields: Callable[[Place], list[str]]) -> str:
    """A mistake of a single field in a full sentence; `fields` names what may stand at a place."""
    *above, last = error["loc"] or ("",)
    given, limits = error["input"], error.get("ctx", {})
    where = _where(tuple(above), raw)
    match error["type"]:
        case "missing":
            said = f"The field {last} is missing."
        case "extra_forbidden":
            near = get_close_matches(str(last), fields(tuple(above)), n=1)
            said = f"There is no field {last}{f'; did you mean {near[0]}' if near else ' here'}{'?' if near else '.'}"
        case "literal_error" | "enum":
            said = f"“{given}” cannot stand here; choose one of {limits['expected']}."
        case kind if kind.startswith("date"):
            said = f"“{given}” is no date; write year-month-day, for instance 2028-03-31."
        case "string_too_long":
            said = f"“{given}” is too long with {len(given)} characters; there is room for {limits['max_length']}."
        case "string_pattern_mismatch":
            said = f"“{given}” has not the right form; {_FORMS.get(str(last), 'it must match ' + limits['pattern'])}."
        case "string_type":
            said = f"“{given}” must be text; put it in quotation marks."
        case "model_type" | "dict_type":
            said = f"Fields with their values are expected here, not “{given}”." if given else "It is empty."
        case "tuple_type":
            said = f"A list is expected here, not “{given}”."
        case "value_error":
            said = error["msg"].removeprefix("Value error, ").rstrip(".") + "."
            said, where, last = said[:1].upper() + said[1:], _where(error["loc"], raw), ""
        case _:
            why = error["msg"].replace("Input should be", "it must be").rstrip(".")
            said = f"“{given}” cannot stand here: {why}."
    if error["type"] not in {"missing", "extra_forbidden"} and last != "":
        where = _where(error["loc"], raw)
    return f"{where}: {said}" if where else said


_MONTH_DAY = 'a day of every year is month-day in quotation marks, for instance "04-30"'
_FORMS = {
    "id": "an id has only small letters, digits and hyphens, and is short",
    "opens": _MONTH_DAY,
    "due": _MONTH_DAY,
    "before": _MONTH_DAY,
}
_ROWS: dict[str, type[FileRow]] = {
    "duties": DutyRow,
    "stages": StageRow,
    "targets": TargetRow,
    "quotas": QuotaRow,
    "councils": CouncilRow,
    "moves": MoveRow,
    "replaces": ReplacedRow,
}


def _fields(path: Place) -> list[str]:
    """The fields that may stand at this place, where it is one that people edit."""
    if not path:
        return list(ProgrammeFile.model_fields)
    if path[0] == "next":
        return list(DueRow.model_fields if path[-1] == "due" else NextRow.model_fields)
    if path[0] == "voting":
        return list(VotingRow.model_fields)
    if path[0] == "councils" and path[-1] == "up":
        return list(ThresholdRow.model_fields)
    row: type[FileRow] | None = WindowRow if "yearly" in path else _ROWS.get(str(path[0]))
    return list(row.model_fields) if row else []


def _sense(file: ProgrammeFile, raw: Any) -> Said:
    """What no single field can tell: whether the file agrees with itself."""
    # The law leaves days to the plans; a plan that says who acts next must say by when.
    yield from _dates_and_states(file, () if is_law(raw) or "next" not in raw else _DATED)
    yield from _duties(file)
    yield from _councils(file)
    yield from _agencies(file)


def _dates_and_states(file: ProgrammeFile, dated: tuple[str, ...]) -> Said:
    span = f"the programme runs from {file.valid_from} to {file.valid_to}"
    if file.valid_from > file.valid_to:
        yield ("valid_to",), f"valid_to {file.valid_to} is before valid_from {file.valid_from}."
    demo = file.demo_date or file.valid_from
    if not file.valid_from <= demo <= file.valid_to:
        yield ("demo_date",), f"The demonstration cannot begin on {file.demo_date}: {span}."
    if missing := {"draft", "sent", "returned", "accepted", "filed"} - set(file.next or ()):
        yield ("next",), f"next does not say who acts when a product is {', '.join(sorted(missing))}."
    if file.product_sets not in names("product_sets"):
        known = ", ".join(names("product_sets"))
        yield ("product_sets",), f"There are no product sets “{file.product_sets}”; choose one of {known}."
    elif file.rules.groups:
        yield from _groups(file.rules.groups)
    for state, step in (file.next or {}).items():
        place: Place = ("next", state)
        if state in dated and not (step.due or step.duty):
            yield place, f"next.{state} says no day: either due or duty says when."
        if level := _level_missing(file, step.actor):
            yield (*place, "actor"), f"{step.actor} cannot act: levels does not name the {level}."
        own = step.programme in {"", file.id}
        for id_ in step.duty if own else ():
            if all(duty.id != id_ for duty in file.duties):
                yield (*place, "duty"), f"There is no duty “{id_}” below, so nobody knows by when."
        for day in step.due.before if step.due else ():
            if day == "02-29" or not _is_day(f"2024-{day}"):
                yield (*place, "due"), f"“{day}” is not a day of every year."


def _groups(groups: GroupsRow) -> Said:
    """The sectors that a plan's groups are said to be: some decision must have such sectors."""
    known = sorted({one.sector for name in names("product_sets") for one in load_product_sets(name).by_id.values()})
    for sector in groups.sectors:
        if sector not in known:
            yield ("rules", "groups", "sectors"), f"There is no sector “{sector}”; choose of {'; '.join(known)}."


def _duties(file: ProgrammeFile) -> Said:
    rows = Counter(row for duty in file.duties for row in {duty.id, *duty.also})
    for index, duty in enumerate(file.duties):
        path: Place = ("duties", index)
        for row in dict.fromkeys((duty.id, *duty.also)):
            if rows[row] > 1:
                yield (*path, "id"), f"{row} is the id of {rows[row]} duties or rows; each stands once."
        if duty.round and all(other.id != duty.round for other in file.duties):
            yield (*path, "round"), f"Duty {duty.id} is for the round “{duty.round}”, but there is no such duty."
        if level := _level_missing(file, duty.role):
            yield (*path, "role"), f"Duty {duty.id} is for {duty.role}, but levels does not name the {level}."
        if (duty.role, duty.level) == ("council", "central"):
            yield (*path, "role"), f"Duty {duty.id} would come to nobody: the central council is the ministry's."
        if duty.last and duty.last < file.valid_from:
            place = (*path, "before" if duty.before else "due")
            yield place, f"Duty {duty.id} ends on {duty.last}, before the programme begins on {file.valid_from}."
        for round_ in duty.before_rounds:
            if all(other.id != round_ for other in file.duties):
                yield (*path, "before_rounds"), f"There is no duty “{round_}” below, so nobody knows before when."
        for number, window in enumerate(duty.yearly):
            yield from _window(duty, (*path, "yearly", number), window)


def _agencies(file: ProgrammeFile) -> Said:
    """Who leads and helps: each duty and each agency that is named is there."""
    if file.agencies:
        for place, said in strangers(file.agencies, frozenset(duty.id for duty in file.duties)):
            yield ("agencies", *place), said


def _councils(file: ProgrammeFile) -> Said:
    """Councils stand from the lowest level to the highest, each once, at levels that the programme has."""
    councils = file.councils or ()
    levels = [row.level for row in councils]
    order = [level for level in ("district", "province", "centre") if level in levels]
    if levels != order:
        yield ("councils",), f"Councils stand from the lowest level to the highest, each once: {', '.join(order)}."
    for index, row in enumerate(councils):
        if row.level != "centre" and row.level not in (file.levels or ()):
            yield ("councils", index, "level"), f"There is no council of the {row.level}: levels does not name it."
        if row.up and index == len(councils) - 1:
            yield ("councils", index, "up"), f"Nothing goes up from the {row.level}: no council stands above it."


def _level_missing(file: ProgrammeFile, role: str) -> str:
    level = _LEVEL_OF_ROLE.get(role, "")
    return "" if level in (file.levels or ()) else level


def _window(duty: DutyRow, path: Place, window: WindowRow) -> Said:
    for field in ("opens", "due", "before"):
        day = getattr(window, field)
        if day and not _is_day(f"2024-{day}"):
            yield (*path, field), f"Duty {duty.id}: “{day}” is no day of the calendar."
    if window.before == "02-29":
        yield (*path, "before"), f'Duty {duty.id}: “02-29” does not come every year; write due: "02-28".'
    if [w.id for w in duty.yearly].count(window.id) > 1:
        yield (*path, "id"), f"Duty {duty.id}: two yearly windows have the id “{window.id}”; each needs its own."


def _doubts(file: ProgrammeFile) -> Said:
    """What can be meant, but seldom is."""
    if "district" in (file.levels or ()) and file.valid_from >= TWO_LEVELS_SINCE:
        count = sum(duty.role == "district_staff" for duty in file.duties)
        yield (
            ("levels",),
            f"levels names the district, but there are no districts since {TWO_LEVELS_SINCE}; "
            f"{count} duties are for district_staff. Give them to the commune or the province.",
        )
    last = min(file.valid_to, file.valid_from.replace(month=12, day=31) + timedelta(days=366))
    if UNNAMED in file.document:
        yield ("document",), "document still has a gap: put the plan's own number and day there."
    for index, duty in enumerate(file.duties):
        path: Place = ("duties", index)
        read = duty.read()
        has_days = read.recurs and read.recurs.every not in {"always", "on_demand", "unspecified"}
        if has_days and not any(True for _ in occurrences([read], file.valid_from, last)):
            yield path, f"Duty {duty.id} comes again, but never while the programme runs."
        if duty.note:  # Whoever wrote one has seen the dates.
            continue
        if duty.opens and not file.valid_from <= duty.opens <= file.valid_to:
            yield (*path, "opens"), f"Duty {duty.id} opens on {duty.opens}, outside the programme. A note may say why."
        if duty.last and duty.last > file.valid_to:
            place = (*path, "before" if duty.before else "due")
            yield place, f"Duty {duty.id} ends on {duty.last}, after the programme does. A note may say why."


def _units(file: ProgrammeFile, *, doubtful: bool) -> Said:
    """Units that nobody knows, or (`doubtful`) that were there in another year."""
    demo, day = file.demo_commune, file.demo_date or file.valid_from
    assert demo, "what a plan leaves out was filled"
    district = demo.district or file.demo_district or ""
    province = file.province or ""
    asked: list[tuple[Place, str, date, tuple[str, ...]]] = [
        (("demo_commune",), demo.commune, day, (district, province)),
        (("demo_district",), file.demo_district or "", day, (province,)),
        *((("quotas", n, "area"), quota.area, file.valid_from, (province,)) for n, quota in enumerate(file.quotas)),
        *(
            (("duties", n, "units"), name, issued_on(file), (province, file.unit))
            for n, duty in enumerate(file.duties)
            for name in duty.units
        ),
    ]
    if province:
        asked.append((("province",), province, issued_on(file), ()))
    if file.unit:
        asked.append((("unit",), file.unit, issued_on(file), (province,)))
    for path, name, on, inside in asked:
        known = [area for area in _by_name().get(name, ()) if _inside(area, inside)]
        if not any(area.in_force(on) for area in known):
            ended = [area for area in known if area.valid_to and area.valid_to < on]
            explained = (ended and "district" in (file.levels or ())) or (known and file.based_on)
            if bool(explained) == doubtful:
                yield path, _unknown(path, name, on, inside, ended)


@cache
def _by_name() -> dict[str, list[Area]]:
    """All units by name; provinces also without their kind, as `province` has them."""
    found: dict[str, list[Area]] = {}
    for area in load_areas():
        for name in (area.name, area.bare) if area.level == "province" else (area.name,):
            found.setdefault(name, []).append(area)
    return found


def _inside(area: Area, names_: tuple[str, ...]) -> bool:
    above = {name for unit in load_areas().path(area.code) for name in (unit.name, unit.bare)}
    return all(name in above for name in names_ if name)


def _unknown(path: Place, name: str, on: date, inside: tuple[str, ...], ended: list[Area]) -> str:
    areas = load_areas()
    place = ", ".join(dict.fromkeys(part for part in (name, *inside) if part))
    said = f"{path[0]}: there is no “{place}” on {on}"
    if ended and ended[0].valid_to:
        now = [area.name for area in areas.successors(ended[0].code)]
        now = [*now[:3], "others"] if len(now) > 3 else now
        since = ended[0].valid_to + timedelta(days=1)
        return f"{said}; since {since} {'it belongs to ' + ', '.join(now) if now else 'it is no more'}."
    near = areas.search(place, on, limit=1)
    return f"{said}; did you mean “{areas.label(near[0].code)}”?" if near else f"{said}."


def doubts(text: str, known: Known = law_named) -> list[Mistake]:
    """What somebody should look at though the file can be used, by line; empty while there are mistakes."""
    file, lined, found = checked(text, known)
    if found or file is None or lined is None:
        return []
    return at_lines(lined, [*_doubts(file), *strange(file, known), *_units(file, doubtful=True)])
