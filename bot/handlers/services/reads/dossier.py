"""What handlers may ask of the database about plans, dossiers and communes' assessments."""

from __future__ import annotations

from typing import Protocol

from bot.records.assessments import Assessment
from bot.records.dossier import Submission
from bot.records.registration import PlanPart


class DossierReads(Protocol):
    """What handlers may ask of the database about plans and dossiers."""

    async def plan_of(self, application_id: str) -> dict[str, PlanPart]:
        """The sections of a product's plan that were begun, each as it was kept last."""

    async def submissions_of(self, application_id: str) -> list[Submission]:
        """Every time that a dossier was handed in, the newest first."""


class AssessmentReads(Protocol):
    """What handlers may ask of the database about communes' assessments."""

    async def assessment(self, application: str) -> Assessment | None:
        """What the commune has said of an application last; None where nothing."""
