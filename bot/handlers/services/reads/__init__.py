"""What handlers may ask of the database, a file a feature; `Reads` is all of it."""

from __future__ import annotations

from typing import Protocol

from bot.handlers.services.reads.account import AccountReads, RequestReads
from bot.handlers.services.reads.activities import ActivityReads
from bot.handlers.services.reads.assistance import AssistanceReads
from bot.handlers.services.reads.broadcast import BroadcastReads
from bot.handlers.services.reads.dashboard import DashboardReads
from bot.handlers.services.reads.dossier import AssessmentReads, DossierReads
from bot.handlers.services.reads.evidence import EvidenceReads
from bot.handlers.services.reads.forms import FormReads
from bot.handlers.services.reads.imports import ImportReads
from bot.handlers.services.reads.knowledge import InquiryReads
from bot.handlers.services.reads.members import MemberReads
from bot.handlers.services.reads.office import JournalReads, LeaveReads, ListReads, OfficialReads, QueueReads
from bot.handlers.services.reads.progress import ProgressReads
from bot.handlers.services.reads.registration import ChangeReads, ClarificationReads, RegistrationReads
from bot.handlers.services.reads.rounds import RoundReads, SelectionReads
from bot.handlers.services.reads.showcase import ShowcaseReads
from bot.handlers.services.reads.visits import VisitReads
from bot.handlers.services.reads.year import YearReads


class Reads(
    AccountReads,
    ActivityReads,
    AssessmentReads,
    AssistanceReads,
    BroadcastReads,
    ChangeReads,
    ClarificationReads,
    DashboardReads,
    DossierReads,
    EvidenceReads,
    FormReads,
    ImportReads,
    InquiryReads,
    JournalReads,
    LeaveReads,
    ListReads,
    MemberReads,
    OfficialReads,
    ProgressReads,
    QueueReads,
    RegistrationReads,
    RequestReads,
    RoundReads,
    SelectionReads,
    ShowcaseReads,
    VisitReads,
    YearReads,
    Protocol,
):
    """What handlers may ask of the database."""
