"""What the acts of a day are given, around a database of a test."""

from __future__ import annotations

from typing import NoReturn

from bot.kit.clock import Clock
from bot.messages import Outgoing
from bot.operation.services import DayServices
from bot.records.people import Person
from bot.storage.store import Store
from bot.texts import Texts
from ocop_domain.areas import load_areas
from ocop_domain.programme_collection import Programmes


def day_services(store: Store, clock: Clock, programmes: Programmes, told: list[Outgoing]) -> DayServices:
    """`told` gathers what leaves; who needs a turn puts in what makes one."""
    return DayServices(store, clock, Texts(), load_areas(), programmes, told.extend, _nobody)


def _nobody(person: Person) -> NoReturn:
    raise AssertionError(f"nobody takes a turn here: {person.id}")
