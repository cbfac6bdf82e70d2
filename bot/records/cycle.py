"""The cycle as it is drawn: the steps of a programme, and where a product is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CycleStep:
    """One step: its number, what it is called, and when it is, in words ("" where nobody says)."""

    number: int
    title: str
    period: str


@dataclass(frozen=True, slots=True)
class CycleData:
    """All that is drawn; `now` is the step of the product, 0 where there is none; `name` is what it is called."""

    title: str
    name: str
    now: int
    steps: tuple[CycleStep, ...]
