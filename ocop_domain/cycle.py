"""The yearly cycle of six steps: what each is, who does what in it, and where a product is on its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ocop_domain.applications import HANDED_IN, Application, ApplicationState
from ocop_domain.data import read_yaml
from ocop_domain.duties.model import Duty
from ocop_domain.programmes import Programme, Stage
from ocop_domain.selection import Pick, Selection, What, chooser

STEPS = (1, 2, 3, 4, 5, 6)
LISTEN, IDEA, PLAN, MAKE, ASSESS, SELL = STEPS
WHO = ("producer", "commune_officer", "district_staff", "province_staff")
"""Whose part of a step is told, from the producer upwards."""
_CHOSEN = {Pick.CHOSEN, Pick.CONDITIONAL}

Said = Mapping[str, str]
"""A text by language."""


@dataclass(frozen=True, slots=True)
class StepText:
    """One of the six: what happens, and what the producer does."""

    number: int
    what: Said
    you: Said


@dataclass(frozen=True, slots=True)
class Document:
    """What a programme stands on: its name, and what is in it."""

    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a programme says of itself: whom it prefers, how it goes, on which documents it stands."""

    prefers: Said
    preferred: tuple[str, ...]
    prefers_source: str
    cycle: Said
    documents: tuple[Document, ...]


def step(number: int) -> StepText:
    """One of the six steps."""
    row = _file()["steps"][number]
    return StepText(number, row["what"], row["you"])


def principles() -> tuple[Said, ...]:
    """The three principles of OCOP."""
    return tuple(_file()["principles"])


def names_principles(programme: Programme) -> bool:
    """Whether the plan itself, or the one that it was made from, names the three principles."""
    return (programme.based_on or programme.id) in _file()["principles_of"]


def purpose() -> tuple[Said, ...]:
    """What OCOP is for."""
    return tuple(_file()["purpose"])


def sources() -> str:
    """From where principles and purpose were taken."""
    raw = _file()
    return f"{raw['principles_source']}; {raw['purpose_source']}"


def basis_of(programme: Programme) -> Basis | None:
    """What the plan says, or the one that it was made from; else the law below it. None where nothing is known."""
    known = _file()["programmes"]
    below = programme.base.id if programme.base else ""
    row = known.get(programme.based_on or programme.id) or known.get(below)
    if row is None:
        return None
    documents = tuple(Document(each["name"], each["what"]) for each in row["documents"])
    return Basis(row["prefers"], tuple(row["preferred"]), row["prefers_source"], row["cycle"], documents)


def stage_of(programme: Programme, number: int) -> Stage | None:
    """The step as the programme has it; None where the programme has no such step."""
    return next((stage for stage in programme.stages if stage.step == number), None)


def duties_in(programme: Programme, number: int, role: str) -> tuple[Duty, ...]:
    """What somebody has to do in a step under this programme and the law below it; whoever helps, too."""
    parts = (programme, programme.base) if programme.base else (programme,)
    replaced = {(each.programme, each.duty) for each in programme.replaces}
    every = (duty for part in parts for duty in part.duties if duty.step == number)
    here = (duty for duty in every if (duty.programme, duty.id) not in replaced)
    return tuple(duty for duty in here if duty.role == role or role in duty.helps)


def where_is(application: Application, chosen: Mapping[What, Selection], programme: Programme) -> int:
    """The step in which a product is, by its state and what was chosen: the nearest that the programme has."""
    step = _by_state(application, chosen, programme)
    there = sorted(stage.step for stage in programme.stages)
    return next((number for number in there if number >= step), there[-1] if there else step)


def _by_state(application: Application, chosen: Mapping[What, Selection], programme: Programme) -> int:
    if application.state is ApplicationState.JUDGED:
        return SELL
    if application.state in HANDED_IN:
        return ASSESS
    if application.state is not ApplicationState.ACCEPTED:
        return IDEA
    if not chooser(programme):
        return PLAN
    plan, idea = chosen.get(What.PLAN), chosen.get(What.IDEA)
    if plan and plan.outcome in _CHOSEN:
        return MAKE
    if plan or (idea and idea.outcome in _CHOSEN):
        return PLAN
    return IDEA


@cache
def _file() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml("steps.yaml")
    return found
