"""Visits to a place that makes a recognised product: what is looked at, and what is known of its rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from ocop_domain.data import read_yaml

FILE = "visits.yaml"


class FindingState(StrEnum):
    """How far it is with what was found: it waits for the producer, for the officer, or is closed."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class VisitRule:
    """What is known of a rule, with its source; `unit` is the province whose own it is, "" for the nation."""

    words: Mapping[str, str]
    source: str
    since: date
    until: date | None = None
    unit: str = ""

    def holds(self, day: date, province: str) -> bool:
        """Whether it holds on this day in a province (its name)."""
        here = not self.unit or self.unit in province
        return here and self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class VisitPoint:
    """One thing that is looked at: its name, how it is when it is right, and what is asked when it is not."""

    id: str
    words: Mapping[str, Mapping[str, str]]
    rules: tuple[VisitRule, ...] = ()

    def said(self, key: str, language: str) -> str:
        """A text of the point ("name", "ok", "what")."""
        return (self.words.get(language) or self.words["vi"])[key]


@cache
def visit_points() -> tuple[VisitPoint, ...]:
    """The checklist, in its order."""
    return tuple(_point(raw) for raw in read_yaml(FILE)["points"])


def _point(raw: Mapping[str, Any]) -> VisitPoint:
    words = {language: raw[language] for language in ("vi", "en")}
    return VisitPoint(raw["id"], words, tuple(_rule(one) for one in raw.get("rules", ())))


def _rule(raw: Mapping[str, Any]) -> VisitRule:
    words = {language: raw[language] for language in ("vi", "en")}
    return VisitRule(words, raw["source"], raw["since"], raw.get("until"), raw.get("unit", ""))


def rules_on(point: VisitPoint, day: date, province: str) -> tuple[VisitRule, ...]:
    """What is known of the rules of a point on a day in a province."""
    return tuple(rule for rule in point.rules if rule.holds(day, province))


def asking_photos(point: VisitPoint, language: str) -> tuple[str, str]:
    """How photos of a point are called and asked for."""
    words = read_yaml(FILE)["photos"][language]
    return words["name"].format(point=point.said("name", language)), words["ask"]
