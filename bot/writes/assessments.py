"""A commune's assessment of a product."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records.assessments import Assessment


@dataclass(frozen=True, slots=True)
class PutAssessment:
    """What the commune says of a product from now on; what it said before falls, the audit says that it did."""

    assessment: Assessment
