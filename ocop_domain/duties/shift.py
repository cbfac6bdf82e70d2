"""Makes next year's programme file from an older one: the same text, its days and years moved on."""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any

import yaml

from ocop_domain.areas import TWO_LEVELS_SINCE

YEARS = range(2018, 2081)
"""OCOP began in 2018; beyond 2080 nobody knows the holidays."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SAID = frozenset({"name", "title", "deliver", "what", "unit", "after"})
"""What people read. All other texts tell where something comes from, so their years stay."""
_KEPT = frozenset({"source", "form_source", "legal_forms_source", "document", "decision", "note", "notes", "effort"})
_NEAR = 3
"""Years around the programme's own that are meant as seen from it: the products of the last two years."""

_DAY = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
_YEAR = re.compile(
    # 26/2026 is the number of a decision; tháng 12/2026 and quý IV/2026 are times.
    r"(?P<time>(?:tháng|quý)\s+(?:\d{1,2}|[IVX]+)\s*/\s*)?(?<![\d.,-])(?(time)|(?<!/))"
    r"(?P<first>20\d\d)(?:(?P<to>\s*[-–]\s*)(?P<last>20\d\d))?(?![\d/]|[.,-]\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\d/])\d+/20\d\d(?!\d)")
_OWN_TIME = re.compile(r"(?<!\d)20\d\d(?!\d)|(?<!\d)\d{1,2}/\d{1,2}(?!\d)")

_HEAD = "# Made from "
_END = "# End of what to check."
_WIDTH = 118

Path = tuple[str | int, ...]
Raw = Mapping[str, Any]


class CannotShiftError(ValueError):
    """The year cannot be moved; the text says why."""


@dataclass(frozen=True, slots=True)
class Shifted:
    """The new file, and what somebody has to look at in it.

    `years` is by how many it moved, `left` the texts that still name a year or a day of their own, `district` the ids
    and titles of duties for people that there are no longer.
    """

    text: str
    id: str
    years: int
    left: tuple[str, ...]
    district: tuple[tuple[str, str], ...]


def shift_day(day: date, years: int) -> date:
    """The same day so many years on; the end of February stays the end of February."""
    year = day.year + years
    if day.month == 2 and day.day >= (29 if isleap(day.year) else 28):
        return date(year, 2, 29 if isleap(year) else 28)
    return day.replace(year=year)


def shifted(text: str, year: int, new_id: str = "") -> Shifted:
    """The file of a programme, which has no mistakes, moved so that it begins in `year`."""
    text = _without_head(text)
    raw = _loaded(text)
    years = year - raw["valid_from"].year
    if year not in YEARS:
        raise CannotShiftError(f"The year {year} is out of range: give one from {YEARS[0]} to {YEARS[-1]}.")
    if not years:
        raise CannotShiftError(f"{raw['id']} begins in {year} already: give another year.")
    span = range(raw["valid_from"].year, raw["valid_to"].year + 1)
    new_id = new_id or _id(raw["id"], span, year)
    changes: dict[tuple[int, int], str] = {}
    left: list[str] = []
    root = yaml.compose(text, Loader=_LOADER)
    assert isinstance(root, yaml.MappingNode)
    for path, node in _scalars(root, ()):
        at = node.start_mark.index, node.end_mark.index
        if path == ("id",):
            changes[at] = _plain(new_id)
            changes |= {} if "based_on" in raw else _based_on(root, text, at[1], raw["id"])
        elif path == ("based_on",):
            changes[at] = _plain(raw["id"])
        elif not _KEPT.intersection(path):
            changes[at] = _DAY.sub(lambda m: f"{shift_day(date.fromisoformat(m[0]), years)}", text[slice(*at)])
            if path[-1] in _SAID:
                changes[at] = _moved_years(changes[at], span, years)
                left += [node.value] if _still(node.value, span) else []
    moved = _spliced(text, changes)
    new = _loaded(moved)
    left, district = list(dict.fromkeys(left)), _district(new)
    head = _head(raw["id"], years, new, left, district)
    return Shifted(f"{head}{moved}", new_id, years, tuple(left), tuple(district))


def _loaded(text: str) -> Raw:
    raw: Raw = yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are the safe ones
    return raw


def _scalars(node: yaml.Node, path: Path) -> Iterator[tuple[Path, yaml.ScalarNode]]:
    """Every value of the file; the names of its fields are none."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _scalars(value, (*path, index))
    elif isinstance(node, yaml.ScalarNode):
        yield path, node


def _moved_years(text: str, span: range, years: int) -> str:
    def moved(match: re.Match[str]) -> str:
        if not _is_own(match, span):
            return match[0]
        return re.sub(r"20\d\d", lambda year: str(int(year[0]) + years), match[0])

    return _YEAR.sub(moved, text)


def _is_own(match: re.Match[str], span: range) -> bool:
    """Whether a year is meant as seen from the programme; a period that reaches outside of it is somebody else's."""
    first, last = int(match["first"]), match["last"]
    if last:
        return first in span and int(last) in span
    return span[0] - _NEAR <= first <= span[-1] + _NEAR


def _still(text: str, span: range) -> bool:
    """Whether a text keeps a year or names a day, once all that moved and numbers of documents are taken out."""
    rest = _YEAR.sub(lambda m: "" if _is_own(m, span) else m[0], _DAY.sub("", text))
    return bool(_OWN_TIME.search(_NUMBER.sub("", rest)))


def _id(old: str, span: range, year: int) -> str:
    moved = re.sub(r"(?<!\d)20\d\d(?!\d)", lambda m: str(int(m[0]) + year - span[0]), old)
    return moved if moved != old else f"{old}-{year}"


def _plain(id_: str) -> str:
    """An id as YAML reads it back: 2028 and null would not be text."""
    return id_ if yaml.safe_load(id_) == id_ else f'"{id_}"'


def _based_on(root: yaml.MappingNode, text: str, end: int, old: str) -> dict[tuple[int, int], str]:
    """`based_on` comes right after the id, whatever else stands in that line."""
    if root.flow_style:
        return {(end, end): f", based_on: {_plain(old)}"}
    line = text.find("\n", end)
    end = len(text) if line < 0 else line
    return {(end, end): f"\nbased_on: {_plain(old)}"}


def _spliced(text: str, changes: dict[tuple[int, int], str]) -> str:
    parts, at = [], 0
    for (start, end), new in sorted(changes.items()):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def _district(new: Raw) -> list[tuple[str, str]]:
    """The duties of the districts, if the programme reaches into the time without any."""
    duties = new.get("duties") or () if _outlives_districts(new) else ()
    return [(duty["id"], duty["title"]) for duty in duties if duty["role"] == "district_staff"]


def _outlives_districts(new: Raw) -> bool:
    return "district" in new.get("levels", ()) and new["valid_to"] >= TWO_LEVELS_SINCE


def _head(old: str, years: int, new: Raw, left: list[str], district: list[tuple[str, str]]) -> str:
    """The comment that says what no program can know of the new year."""
    lines = [
        f"{_HEAD}{old}: every day moved by {years:+} years ({new['valid_from']} to {new['valid_to']}).",
        "# Check by hand, then delete this:",
        *_point("document: number and day of the new plan. decision, product_sets, form, legal_forms: the law then."),
        *_point("Every date: the new plan may have other days. What falls on a holiday is announced before it anyway."),
        *_point("targets and quotas: still the numbers of the old year."),
        *_point("source, note, notes and comments: still about the old documents; their years were left as they are."),
    ]
    if left:
        lines += _point("Texts that name a year or a day that was not moved:")
        lines += [line for said in left for line in _point(f"“{said}”", 4)]
    if _outlives_districts(new):
        since = f"levels: there are no districts since {TWO_LEVELS_SINCE}, but this file still has them."
        lines += _point(f"{since} Change levels, next, demo_commune, demo_district and quotas.")
    if district:
        lines += _point(f"Duties for district_staff ({len(district)}); give them to the commune or the province:")
        lines += [line for id_, title in district for line in _point(f"{id_}: {title}", 4)]
    return "\n".join([*lines, _END, ""])


def _point(said: str, indent: int = 0) -> list[str]:
    return wrap(said, _WIDTH, initial_indent=f"# {' ' * indent}- ", subsequent_indent=f"# {' ' * indent}  ")


def _without_head(text: str) -> str:
    """Without the head of an earlier shift."""
    text = text.removeprefix("\ufeff")
    head, end, rest = text.partition(f"{_END}\n")
    is_head = end and head.startswith(_HEAD) and all(line.startswith("#") for line in head.splitlines())
    return rest if is_head else text
