"""How the plans of an installation lie on each other: who is under which until when, and what is asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from bot.bootstrap import clock_of
from bot.commands.lines import CheckLine
from bot.commands.programmes import span
from bot.kit.clock import day_of
from bot.settings.config import BadSettings, Settings
from bot.settings.plans import programmes_of
from ocop_domain.areas import load_areas
from ocop_domain.programme_collection import WARNED, Programmes
from ocop_domain.programme_dealings import unknown_dealings
from ocop_domain.programme_doubles import doubles
from ocop_domain.programmes import Programme


def laid(settings: Settings) -> list[CheckLine]:
    """A line for each unit with a plan, then what is wrong or doubtful between the plans."""
    try:
        programmes = programmes_of(settings)
    except BadSettings as error:
        return [CheckLine(False, str(error))]
    today = day_of(clock_of(settings)())
    return [*_units(programmes, today), *_wrong(programmes), *_doubtful(programmes, today)]


def _units(programmes: Programmes, today: date) -> Iterator[CheckLine]:
    by_unit: dict[str | None, list[Programme]] = {}
    for plan in programmes:
        by_unit.setdefault(programmes.territory(plan), []).append(plan)
    for unit, plans in by_unit.items():
        name = _named(unit)
        own = ", ".join(f"{plan.id} ({span(plan)})" for plan in plans)
        leading = programmes.lead(unit, today)
        yield CheckLine(True, f"plans for {name}: {own}; today {leading.id} leads ({span(leading)})")


def _named(unit: str | None) -> str:
    """A unit by its address; one that is no more with its last day, for the new one may have the same name."""
    if unit is None:
        return "the whole country"
    area, label = load_areas().get(unit), load_areas().label(unit)
    return f"{label} (until {area.valid_to})" if area.valid_to else label


def _wrong(programmes: Programmes) -> Iterator[CheckLine]:
    """What nobody can decide but the people who write the plans."""
    for first, second in programmes.ties():
        yield CheckLine(
            False,
            f"plans {first.id}, {second.id}: the same unit, length and day of issue, so none of them leads;"
            " say with issued which one is the later",
        )
    for plan in programmes:
        for said in unknown_dealings(plan, programmes.find):
            yield CheckLine(False, f"plan {plan.id}: {said}")


def _doubtful(programmes: Programmes, today: date) -> Iterator[CheckLine]:
    for plan in programmes.ending(today):
        left = (plan.valid_to - today).days
        yield CheckLine(
            True,
            f"  warning: {plan.id} ends on {plan.valid_to}, in {left} days (told from {WARNED} on):"
            " no plan follows it there, so the law alone will hold",
        )
    living = [plan for plan in programmes if plan.valid_to >= today]
    for first, second in combinations(living, 2):
        if programmes.meet(first, second):
            for one, other in doubles(first, second):
                yield CheckLine(
                    True,
                    f"  warning: {first.id} {one.id} and {second.id} {other.id} ask the same:"
                    f" “{one.title}”, “{other.title}”. One of the plans may replace the other's (replaces).",
                )
