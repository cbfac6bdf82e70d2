"""The law as one timeline: what holds from which day, in a file for each decision that changed it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from ocop_domain.criteria.load import decision_on, load_criteria
from ocop_domain.data import names, read_yaml
from ocop_domain.programme_making import programme_from
from ocop_domain.programme_rows import LawFile
from ocop_domain.programmes import FOREVER, Programme, Renewal

FOLDER = "law"


@cache
def laws() -> tuple[Programme, ...]:
    """The law's calendars by their first day; each holds until the next one, the last without end."""
    files = sorted(_files().values(), key=lambda file: file.valid_from)
    begins = [file.valid_from for file in files[1:]]
    ends = [*(day - timedelta(days=1) for day in begins), FOREVER]
    return tuple(programme_from(file, until=end) for file, end in zip(files, ends, strict=True))


def law_on(day: date) -> Programme:
    """The law of a day; before the first decision that we know it is that one."""
    return next((law for law in reversed(laws()) if law.valid_from <= day), laws()[0])


def law_named(id_: str) -> Programme | None:
    """The law's calendar with this id."""
    return next((law for law in laws() if law.id == id_), None)


def renewal_on(day: date) -> Renewal:
    """How long what is recognised on a day holds, and when its next dossier may be filed."""
    renewal = law_on(day).renewal
    assert renewal, "each file of the law has one, or amends one that has"
    return renewal


def criteria_on(day: date) -> str:
    """The id of the decision by whose criteria a dossier of this day is judged; before the first it is that one."""
    return decision_on(max(day, laws()[0].valid_from)).id


def estimated_on(day: date) -> str:
    """The decision for which there are estimates of work: that of the day, else the newest one that has some."""
    known = names("effort")
    today = criteria_on(day)
    return today if today in known else max(known, key=lambda id_: load_criteria(id_).filed_from)


def law_file(id_: str) -> str:
    """The name of the data file that has the law's calendar with this id; "" where none has."""
    return next((name for name, file in _files().items() if file.id == id_), "")


@cache
def _files() -> dict[str, LawFile]:
    return {name: _read(name) for name in names(FOLDER)}


def is_law(raw: object) -> bool:
    """Whether the data of a file is one of the law's own rather than a plan's."""
    return isinstance(raw, dict) and not raw.keys().isdisjoint({"renewal", "amends"})


def law_row(raw: dict[str, object]) -> LawFile:
    """The law's file over the one that it amends; raises pydantic's ValidationError."""
    return LawFile.model_validate(_amended(raw))


def _read(name: str) -> LawFile:
    return law_row(read_yaml(FOLDER, f"{name}.yaml"))


def _amended(raw: dict[str, object]) -> dict[str, object]:
    return {**_amended(read_yaml(FOLDER, f"{raw['amends']}.yaml")), **raw} if "amends" in raw else raw
