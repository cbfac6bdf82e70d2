"""What a dossier is made of, and the dossier as it is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.records.dossier import Submission
from bot.records.registration import PlanPart
from ocop_domain.applications import ApplicationState
from ocop_domain.evidence import Paper


@dataclass(frozen=True, slots=True)
class KeepPaper:
    """A paper is kept, or changed (`revision`): how it was before stays as a version."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class DropPaper:
    """A paper is no longer shown nor counted; it stays as a version."""

    paper_id: str


@dataclass(frozen=True, slots=True)
class LendPapers:
    """Papers of an application that is merged into another one are for both products; `papers` say so already.

    Sections of the plan that the other one does not have go along too. Refused (`Conflict`) when a paper was changed.
    """

    closed: str
    staying: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class KeepPart:
    """A section of a plan is kept; earlier ones stay."""

    application_id: str
    part: PlanPart


@dataclass(frozen=True, slots=True)
class KeepSubmission:
    """A dossier as it is handed in; earlier filings stay. Refused (`Conflict`) when its number is taken."""

    submission: Submission


@dataclass(frozen=True, slots=True)
class DecideSubmission:
    """What the commune says of a filing; refused (`Conflict`) when somebody has decided meanwhile."""

    application_id: str
    number: int
    verdict: ApplicationState
    on: date
    marked: tuple[str, ...] = ()
    reason: str = ""
