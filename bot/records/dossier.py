"""What a dossier holds, now and when it was handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.records.registration import PlanPart, ScoreSheet
from ocop_domain.applications import Application
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.evidence import Paper
from ocop_domain.programmes import Programme


@dataclass(frozen=True, slots=True)
class Contents:
    """What a dossier holds, as it is on a day or as it was handed in; `sheets` newest first."""

    application: Application
    plan: Mapping[str, PlanPart]
    sheets: Sequence[ScoreSheet]
    papers: Sequence[Paper]
    day: date


@dataclass(frozen=True, slots=True)
class Submission:
    """A dossier as it was handed in, for a round (`duty`, `occurrence`; "" for none), and what the commune said of it.

    `number` counts the submissions of an application from 1; `verdict` is the state that the commune gave it, or "".
    """

    number: int
    contents: Contents
    duty: str = ""
    occurrence: str = ""
    verdict: str = ""
    decided: date | None = None
    marked: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FormerPaper:
    """A paper as it was until a day: then it was changed, renewed or dropped."""

    paper: Paper
    until: date


@dataclass(frozen=True, slots=True)
class DossierParts:
    """What the papers of a product are made of; `assessed` is what the commune says, by the questions of its form."""

    application: Application
    programme: Programme
    plan: Mapping[str, PlanPart]
    criteria: CriteriaSet | None
    answers: Mapping[str, Any]
    papers: Sequence[Paper]
    day: date
    assessed: Mapping[str, Any] = field(default_factory=dict)
