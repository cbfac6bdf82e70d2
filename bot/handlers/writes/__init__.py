"""What handlers ask to be written: data, which the storage carries out in one transaction for a turn, or not at all.

A module for each family; `bot/storage/writes` has the same ones, with the SQL.
"""

from __future__ import annotations

from bot.handlers.writes.accounts import CountWrongCode, EndPhone, TellPhones
from bot.handlers.writes.broadcasts import AnswerBroadcast, ChangeBroadcast, MoveBroadcast, PutBroadcast, SendAgain
from bot.handlers.writes.dossiers import DecideFiling, DropPaper, KeepFiling, KeepPaper, KeepPart
from bot.handlers.writes.drafts import DropDraft, KeepFile, SaveDraft, SetPlace
from bot.handlers.writes.duties import MarkDone, MoveDate, Mute, Nudge, RemindAgain
from bot.handlers.writes.helping import BeginHelp, ConfirmHelp, EndHelp, KeepAgreement, OpenHelp, SetHelp
from bot.handlers.writes.people import (
    AddGrant,
    AddInvitation,
    ErasePerson,
    KeepExport,
    KeepZip,
    MoveAddress,
    NewCalendarAddress,
    Notify,
    SetConsent,
    SetLanguage,
    UseInvitation,
)
from bot.handlers.writes.products import AddEvent, AskAbove, KeepSheet, LiftBan, MoveProduct, PutBan, PutProduct
from bot.handlers.writes.requests import CloseRequest, HoldData, PutRequest

Write = (
    SaveDraft
    | DropDraft
    | SetPlace
    | KeepFile
    | SetLanguage
    | SetConsent
    | AddInvitation
    | UseInvitation
    | AddGrant
    | MoveAddress
    | TellPhones
    | EndPhone
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
    | PutProduct
    | MoveProduct
    | AddEvent
    | KeepSheet
    | PutBan
    | LiftBan
    | AskAbove
    | KeepPaper
    | DropPaper
    | KeepPart
    | KeepFiling
    | DecideFiling
    | MarkDone
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
    | CloseRequest
    | HoldData
)
"""Anything that a handler may ask for."""
