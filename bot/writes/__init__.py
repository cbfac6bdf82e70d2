"""What handlers ask to be written: data, which the storage carries out in one transaction for a turn, or not at all.

A module for each family; `bot/storage/writes` has the same ones, with the SQL.
"""

from __future__ import annotations

from bot.writes.account import (
    CountWrongCode,
    EndPhone,
    KeepRecovery,
    ObjectRecovery,
    TakeRecovery,
    TellAt,
    TellPhones,
)
from bot.writes.activities import (
    AnswerInvitation,
    ChangeActivity,
    ChangeAudience,
    ComeIn,
    InviteGuests,
    MarkAttendance,
    OpenDoor,
    PutActivity,
    PutOutcome,
)
from bot.writes.agencies import PutAgencyContact
from bot.writes.assessments import PutAssessment
from bot.writes.assistance import BeginHelp, ConfirmHelp, EndHelp, KeepAgreement, OpenHelp, SetHelp
from bot.writes.broadcast import AnswerBroadcast, ChangeBroadcast, MoveBroadcast, PutBroadcast, SendAgain
from bot.writes.changes import AgreeChange, PutChange, RefuseChange
from bot.writes.clarifications import AnswerClarification, PutClarification, TakeClarification
from bot.writes.dashboard import EndDashboard, OfferDashboard
from bot.writes.dossier import DecideSubmission, DropPaper, KeepPaper, KeepPart, KeepSubmission, LendPapers
from bot.writes.forms import DropDraft, KeepFile, SaveDraft, SetPlace
from bot.writes.imports import DenyClaim, DropImport, GiveImported, OfferClaim, PutClaim, PutImport
from bot.writes.inquiries import AnswerInquiry, ApproveAnswer, PassInquiry, PutInquiry, WithdrawAnswer
from bot.writes.leaves import BeginLeave, EndLeave, MarkCalled, PlanLeave, SetDeputy
from bot.writes.lifetime import (
    ChangeProducer,
    DropOffer,
    HandOn,
    MovePlace,
    OfferProduct,
    ResumeProduct,
    StopProduct,
    TakeOffer,
)
from bot.writes.members import AddMember, BeginProducer, EndMember, SetPart, SetTeam
from bot.writes.office import HandUp, TakeBackList
from bot.writes.people import (
    AddGrant,
    AddInvitation,
    EndGrant,
    ErasePerson,
    KeepExport,
    KeepZip,
    MoveAddress,
    NewCalendarAddress,
    Notify,
    PutOfficial,
    SetConsent,
    SetFace,
    SetLanguage,
    SucceedUnit,
    UseInvitation,
)
from bot.writes.progress import CloseReportRequest, PutReportAnswer, PutReportRequest, SetProducerMark
from bot.writes.registration import (
    AddAuditEntry,
    AskAbove,
    KeepSheet,
    LiftBan,
    MoveApplication,
    PutApplication,
    PutBan,
    RenameProduct,
    UndoDecision,
)
from bot.writes.requests import CloseRequest, HoldData, PutRequest
from bot.writes.rounds import (
    CloseRound,
    Conclude,
    DecideRound,
    EndRecognition,
    GiveResult,
    MoveRound,
    PutMemberSheet,
    PutRound,
    PutSamples,
    PutSeat,
    PutSelection,
    ReopenRound,
    SetAgenda,
    TakeSelection,
)
from bot.writes.showcase import TakeShowcase
from bot.writes.visits import AnswerFinding, CloseFinding, PutVisit, ReopenFinding
from bot.writes.year import MarkDone, MoveDate, Mute, Nudge, RemindAgain, StartDuty

Write = (
    SaveDraft
    | OfferDashboard
    | EndDashboard
    | DropDraft
    | SetPlace
    | KeepFile
    | PutImport
    | DropImport
    | OfferClaim
    | PutClaim
    | DenyClaim
    | GiveImported
    | SetLanguage
    | SetConsent
    | AddInvitation
    | UseInvitation
    | AddGrant
    | EndGrant
    | SucceedUnit
    | PutOfficial
    | SetFace
    | MoveAddress
    | TellPhones
    | EndPhone
    | TellAt
    | KeepRecovery
    | TakeRecovery
    | ObjectRecovery
    | CountWrongCode
    | Notify
    | KeepExport
    | KeepZip
    | ErasePerson
    | NewCalendarAddress
    | BeginHelp
    | SetHelp
    | KeepAgreement
    | OpenHelp
    | ConfirmHelp
    | EndHelp
    | SetTeam
    | BeginProducer
    | AddMember
    | SetPart
    | EndMember
    | PutApplication
    | RenameProduct
    | MoveApplication
    | UndoDecision
    | AddAuditEntry
    | KeepSheet
    | PutBan
    | LiftBan
    | AskAbove
    | KeepPaper
    | DropPaper
    | LendPapers
    | KeepPart
    | KeepSubmission
    | DecideSubmission
    | MarkDone
    | StartDuty
    | PutAgencyContact
    | HandUp
    | TakeBackList
    | Mute
    | RemindAgain
    | Nudge
    | MoveDate
    | PutBroadcast
    | MoveBroadcast
    | ChangeBroadcast
    | SendAgain
    | AnswerBroadcast
    | PutRequest
    | PutInquiry
    | PassInquiry
    | ApproveAnswer
    | WithdrawAnswer
    | PutChange
    | AgreeChange
    | RefuseChange
    | PutAssessment
    | StopProduct
    | ResumeProduct
    | MovePlace
    | ChangeProducer
    | OfferProduct
    | TakeOffer
    | DropOffer
    | HandOn
    | PutVisit
    | AnswerFinding
    | CloseFinding
    | ReopenFinding
    | PlanLeave
    | SetDeputy
    | BeginLeave
    | EndLeave
    | MarkCalled
    | PutClarification
    | AnswerClarification
    | TakeClarification
    | AnswerInquiry
    | CloseRequest
    | HoldData
    | CloseRound
    | Conclude
    | DecideRound
    | GiveResult
    | MoveRound
    | PutMemberSheet
    | PutRound
    | PutSamples
    | PutSeat
    | ReopenRound
    | SetAgenda
    | PutSelection
    | EndRecognition
    | TakeSelection
    | SetProducerMark
    | PutReportRequest
    | CloseReportRequest
    | PutReportAnswer
    | PutActivity
    | InviteGuests
    | ChangeActivity
    | ChangeAudience
    | AnswerInvitation
    | MarkAttendance
    | PutOutcome
    | OpenDoor
    | ComeIn
    | TakeShowcase
)
"""Anything that a handler may ask for."""
