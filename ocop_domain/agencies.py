"""Agencies: the departments, stations, unions and offices that lead or help with the duties of a programme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ocop_domain.data import names, read_yaml
from ocop_domain.text import fold

FOLDER = "agencies"
_BRACKETS = re.compile(r"\([^)]*\)")
_ROLES = {
    "subject": "producer",
    "commune": "commune_officer",
    "district": "district_staff",
    "province": "province_staff",
}


class AgencyKind(StrEnum):
    """What an agency is to the work of OCOP."""

    OFFICE = "office"
    """Whose officers do the work of OCOP at a level: they need no agency in their grant."""
    AGENCY = "agency"
    """A body of its own, for which an officer of the level may speak."""
    ALL = "all"
    """All the bodies of a level."""
    COUNCIL = "council"
    PRODUCERS = "producers"
    OUTSIDE = "outside"
    """Consultants, schools, banks: they hold no role here."""


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency as a programme names it; its id is the same in every programme, and stands in grants.

    `does`: what it does for OCOP, in a few words; `level` is that of its officers, "" where it has none.
    """

    id: str
    name: str
    kind: AgencyKind
    source: str
    level: str = ""
    does: str = ""


@dataclass(frozen=True, slots=True)
class Leading:
    """Who leads a duty and who helps; `post` is who answers for it, without a name."""

    lead: tuple[Agency, ...] = ()
    beside: tuple[Agency, ...] = ()
    post: str = ""

    @property
    def helping(self) -> tuple[str, ...]:
        """The roles of those who help. A council judges; that it helps is said of a duty itself."""
        levels = (one.level for one in self.beside if one.kind is not AgencyKind.COUNCIL)
        return tuple(_ROLES[level] for level in dict.fromkeys(levels) if level in _ROLES)


NOBODY_NAMED = Leading()
"""Of a duty for which no plan names an agency: its role says who does it."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AgencyRow(_Row):
    """An agency as the file has it."""

    name: Annotated[str, Field(min_length=3, max_length=90)]
    kind: AgencyKind
    level: Literal["", "subject", "commune", "district", "province", "central"] = ""
    does: Annotated[str, Field(max_length=140)] = ""
    source: Annotated[str, Field(min_length=1)]


class LeadingRow(_Row):
    """Who leads and who helps with one duty, by the ids of agencies."""

    lead: Annotated[tuple[str, ...], Field(min_length=1)]
    beside: tuple[str, ...] = ()
    post: str = ""


class AgenciesFile(_Row):
    """The agencies of one programme, and its duties by id."""

    document: str = ""
    agencies: dict[Annotated[str, Field(pattern=r"^[a-z0-9-]{2,24}$")], AgencyRow]
    duties: dict[str, LeadingRow]


@dataclass(frozen=True)
class Agencies:
    """All agencies of a programme, in the order of its file, and who leads which of its duties."""

    all: tuple[Agency, ...] = ()
    leading: Mapping[str, Leading] | None = None

    def of_duty(self, duty: str) -> Leading:
        return (self.leading or {}).get(duty, NOBODY_NAMED)


def agencies_of(programme: str, based_on: str = "") -> Agencies:
    """The agencies of a programme that ships, or of the one that it was made from; none where nobody wrote them."""
    return next((_read(id_) for id_ in (programme, based_on) if id_ in _shipped()), Agencies())


def agencies_from(file: AgenciesFile) -> Agencies:
    """The agencies that are written in a file without mistakes."""
    known = {id_: _agency(id_, row) for id_, row in file.agencies.items()}
    leading = {
        duty: Leading(tuple(known[id_] for id_ in row.lead), tuple(known[id_] for id_ in row.beside), row.post)
        for duty, row in file.duties.items()
    }
    return Agencies(tuple(known.values()), leading)


def strangers(file: AgenciesFile, duties: frozenset[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Where a file names a duty or an agency that there is not, and what is said about it."""
    for duty, row in file.duties.items():
        if duty not in duties:
            yield ("duties", duty), f"There is no duty {duty}."
        for id_ in (*row.lead, *row.beside):
            if id_ not in file.agencies:
                yield ("duties", duty), f"There is no agency {id_}."


def known_agencies() -> Mapping[str, Agency]:
    """Every agency that a programme which ships names, by its id: as the first programme calls it."""
    return _known()


def agency_named(text: str) -> Agency | None:
    """The agency for which somebody may speak that an id or a name says, however it is typed."""
    if text in known_agencies():
        own = known_agencies()[text]
        return own if own.kind is AgencyKind.AGENCY and own.level else None
    return _called().get(_bare(text))


def agency_key(name: str) -> str:
    """How it is kept who is to help: the id of an agency, else the name as the plan writes it."""
    found = agency_named(name)
    return found.id if found else name


def agency_name(key: str) -> str:
    """The name of who is kept so."""
    found = known_agencies().get(key)
    return found.name if found else key


@cache
def _called() -> Mapping[str, Agency]:
    """Those for which somebody may speak, by what is left of their names."""
    own = [one for one in known_agencies().values() if one.kind is AgencyKind.AGENCY and one.level]
    return {said: one for one in own for said in (_bare(one.id), _bare(one.name))}


def _bare(name: str) -> str:
    """A name without what stands in brackets; "-" and "và" are written for each other."""
    return " ".join(word for word in fold(_BRACKETS.sub(" ", name)).replace("-", " ").split() if word != "va")


@cache
def _known() -> Mapping[str, Agency]:
    found: dict[str, Agency] = {}
    for programme in _shipped():
        for agency in _read(programme).all:
            found.setdefault(agency.id, agency)
    return found


@cache
def _shipped() -> tuple[str, ...]:
    return tuple(names(FOLDER))


@cache
def _read(programme: str) -> Agencies:
    return agencies_from(AgenciesFile.model_validate(read_yaml(FOLDER, f"{programme}.yaml")))


def _agency(id_: str, row: AgencyRow) -> Agency:
    return Agency(id_, row.name, row.kind, row.source, row.level, row.does)
