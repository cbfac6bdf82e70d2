"""The contract of the storage, held on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from support.databases import ENGINES, Open, sqlalchemy_url

from bot.conversations.form import Draft
from bot.dispatch.ports import Outcome
from bot.handlers.services import Answered, Conflict
from bot.messages import Arrival, Choice, Outgoing, Reply, Upload
from bot.records.account import Recovery, WrongCodes
from bot.records.agencies import AgencyContact
from bot.records.assessments import Assessment
from bot.records.broadcast import Broadcast
from bot.records.changes import ChangeRequest
from bot.records.clarifications import Clarification
from bot.records.dossier import Contents, FormerPaper, Submission
from bot.records.imports import ImportedProducer, ImportFile
from bot.records.inquiries import Inquiry, InquiryKind, InquiryOutcome, NeedCount, UnitAnswer
from bot.records.leaves import Leave
from bot.records.lists import ListedProduct, ProductList
from bot.records.offices import Official
from bot.records.people import Help, Invitation, Part, Person, Recipient, Team
from bot.records.registration import COUNCIL, SELF, AuditEntry, PlanPart, ScoreSheet
from bot.records.reports import ReportAnswer, ReportRequest
from bot.records.requests import DataRequest
from bot.records.rounds import ABSENT, EXCUSED, PRESENT, ForCouncil, Result, RoundLine, RoundSeat
from bot.records.visits import Visit, VisitFinding
from bot.storage.account import offices
from bot.storage.account.erase import erasure
from bot.storage.account.held import collect
from bot.storage.agencies.contacts import contacts_in
from bot.storage.broadcast.targets import people
from bot.storage.dashboard.sessions import DashboardSessions
from bot.storage.delivery.outbox import StoredOutbox
from bot.storage.engine.migrate import MIGRATIONS, config, head, migrate
from bot.storage.engine.opening import FILE, open_postgres, open_sqlite
from bot.storage.engine.statements import Statement
from bot.storage.office.leaves import running, taken_by
from bot.storage.store import Store
from bot.storage.tables import metadata
from bot.storage.web import WebMessages
from bot.storage.year.reminders import StoredReminders
from bot.writes import Write
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
    Became,
    ChangeProducer,
    DropOffer,
    HandOn,
    MovePlace,
    NewProducer,
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
from bot.writes.visits import AnswerFinding, CloseFinding, PutVisit, ReopenFinding
from bot.writes.year import MarkDone, MoveDate, Mute, Nudge, RemindAgain, StartDuty
from ocop_domain.activities import GOING, Activity, ActivityKind, ActivityState, Attendance, Coming
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.areas import load_areas
from ocop_domain.broadcasts import Ask, Phase, Target
from ocop_domain.councils import Verdict
from ocop_domain.duties.agenda import Moved
from ocop_domain.duties.audience import Open as StillOpen
from ocop_domain.duties.audience import Wave
from ocop_domain.duties.calendar import started
from ocop_domain.evidence import Paper
from ocop_domain.programme_collection import Counted
from ocop_domain.programme_files import load_programme
from ocop_domain.progress import Mark, ProgressStep
from ocop_domain.report_fields import FieldKind, ReportField
from ocop_domain.rights import Act, Grant, Role
from ocop_domain.rounds import MemberSheet, Round, RoundState
from ocop_domain.selection import Pick, Selection, What
from ocop_domain.visits import FindingState

NOW = datetime(2022, 2, 15, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=30)
"""When a reply may be taken up by whoever did not write it: at once where no other shares the database."""
DAY = date(2022, 2, 15)
YEAR = {o.key: o for o in load_programme("camau-2022").occurrences}
LIST = YEAR["cm22-x-41-commune:once"]
PLACE = load_areas().territory("o96")
DRAFT = Draft(
    "d1",
    "idea",
    1,
    "camau-2022",
    {"product_name": "Bánh phồng tôm “đặc biệt” 🦐", "email": None, "price": {"dong": 85_000, "per": "hộp"}},
    at="product_set",
    partial={"hits": ["s01", "s02"]},
    page=2,
    returning=True,
    marked=("price", "story"),
    subject="register",
)
PAPER = Paper(
    id="w1",
    owner=0,
    kind="recognition",
    name="Tôm khô",
    number="12/QĐ-UBND",
    issued=date(2021, 12, 1),
    expires=date(2024, 11, 30),
    issuer="UBND tỉnh Cà Mau",
    star=4,
    products=("p1", "p2"),
    files=("a" * 32, "b" * 32),
)
OFFICER = Grant(Role.COMMUNE_OFFICER, "o32035")
APPLICATION = Application(
    id="p1",
    programme="camau-2022",
    producer="o1",
    owner=0,
    area="o32035",
    name="Tôm khô",
    answers={"product_name": "Tôm khô", "story": None},
    form="idea",
    form_version=1,
    state=ApplicationState.SENT,
    revision=0,
    sent_on=DAY,
    updated_on=DAY,
    producer_name="HTX Tôm khô Đất Mũi",
)
ROW = "SELECT state, sent_at, not_before, attempts, message_ref, error FROM outbox WHERE id = ?"


class Scene:
    """People who talk to the assistant, told from the side of the database."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.now = NOW
        self._updates = itertools.count(1)

    async def arrives(self, who: str = "lan", channel: str = "telegram") -> Arrival:
        arrival = Arrival(channel, who, f"{channel}{next(self._updates)}", "{}")
        assert await self.store.intake([arrival], self.now) == [arrival]
        return arrival

    async def person(self, who: str = "lan", channel: str = "telegram", language: str = "vi") -> Person:
        return await self.store.person(channel, who, language, self.now)

    async def turn(
        self, *writes: Write, who: str = "lan", channel: str = "telegram", replies: Sequence[Reply] = ()
    ) -> list[Outgoing]:
        """One update of `who` that leads to these writes."""
        person = await self.person(who, channel)
        arrival = await self.arrives(who, channel)
        outcome = Outcome(person.id, writes, replies, helper=person.helper)
        return await self.store.commit(arrival, outcome, self.now)

    async def move(self, who: str, channel: str, to: Person) -> None:
        """The code of `to` is typed on this phone."""
        former = await self.person(who, channel)
        arrival = await self.arrives(who, channel)
        await self.store.commit(arrival, Outcome(to.id, (MoveAddress(to.id, former.id),), ()), self.now)

    async def rows(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.store.database.fetch(sql, args)]

    async def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that stands in the tables: to see that nothing was written."""
        told = "person address past_address consent role invitation draft producer application audit file inbox outbox"
        tables = (*told.split(), "done", "moved", "mute", "paper", "paper_version", "wave", "reminder")
        return {name: sorted(await self.rows(f"SELECT * FROM {name}"), key=repr) for name in tables}


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(store)


# Every write does what it promises: one proof for each, and the loop below asks for it.

PROOFS: dict[type, Callable[[Scene], Awaitable[None]]] = {}
Proof = Callable[[Scene], Awaitable[None]]


def proves(write: type) -> Callable[[Proof], Proof]:
    def keep(proof: Proof) -> Proof:
        PROOFS[write] = proof
        return proof

    return keep


@pytest.mark.parametrize("write", get_args(Write), ids=lambda w: w.__name__)
async def test_every_write_of_a_handler_has_its_effect(write: type, scene: Scene) -> None:
    assert write in PROOFS, f"a proof for {write.__name__} is missing"
    await PROOFS[write](scene)


@proves(SaveDraft)
async def _(scene: Scene) -> None:
    await scene.turn(SaveDraft(DRAFT))
    kept = await scene.store.draft("d1")
    assert kept == DRAFT.with_(revision=1), "every field comes back"
    scene.now += timedelta(days=40)
    await scene.turn(SaveDraft(kept.with_(at="=", partial=None, answers={"product_name": "Mắm tôm"})))
    changed = await scene.store.draft("d1")
    assert changed
    assert (changed.at, changed.partial, changed.revision) == ("=", None, 2)
    (listed,) = await scene.store.drafts_of((await scene.person()).id, "camau-2022")
    assert (listed.id, listed.form, listed.name, listed.updated) == ("d1", "idea", "Mắm tôm", scene.now)
    assert await scene.store.drafts_of((await scene.person()).id, "vietnam-2027") == []
    assert await scene.store.drafts_of((await scene.person("minh")).id, "camau-2022") == []


@proves(DropDraft)
async def _(scene: Scene) -> None:
    await scene.turn(SaveDraft(DRAFT))
    await scene.turn(DropDraft("d1"))
    assert await scene.store.draft("d1") is None
    assert await scene.store.drafts_of((await scene.person()).id, "camau-2022") == []


@proves(SetPlace)
async def _(scene: Scene) -> None:
    await scene.turn(SetPlace("d1"))
    assert ((await scene.person()).draft, (await scene.person("minh")).draft) == ("d1", "")
    await scene.turn(SetPlace(""))
    assert (await scene.person()).draft == ""


@proves(SetLanguage)
async def _(scene: Scene) -> None:
    await scene.turn(SetLanguage("en"), who="w1", channel="web")
    person = await scene.person("w1", "web")
    assert person.language == "en"
    assert await scene.store.recipient(person.id) == Recipient(person.id, "en")
    assert await WebMessages(scene.store.database).language("w1") == "en"


@proves(SetConsent)
async def _(scene: Scene) -> None:
    await scene.turn(SetConsent("consent_dossier", True), SetConsent("consent_promotion", False))
    assert (await scene.person()).consents == {"consent_dossier": True, "consent_promotion": False}
    await scene.turn(SetConsent("consent_dossier", False))
    assert (await scene.person()).consents["consent_dossier"] is False
    told = await scene.rows("SELECT kind, subject FROM audit ORDER BY id")
    assert ("consent.given", "consent_dossier") in told, "when consent was given can be shown later"
    assert told[-1] == ("consent.refused", "consent_dossier")


def _asked(kind: str, person: int, request: str = "r1") -> DataRequest:
    return DataRequest(request, person, kind, NOW, NOW.date(), words="Sửa số", held=kind == "restrict")


@proves(PutRequest)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutRequest(_asked("correct", lan.id)))
    (kept,) = await scene.store.data_requests()
    assert kept == _asked("correct", lan.id)
    assert await scene.store.data_requests_of(lan.id) == [kept]


@proves(CloseRequest)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutRequest(_asked("correct", lan.id)))
    await scene.turn(CloseRequest("r1", "Đã sửa"))
    assert await scene.store.data_requests() == []
    kept = await scene.store.data_request("r1")
    assert kept
    assert (kept.closed, kept.note) == (True, "Đã sửa")


@proves(PutInquiry)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    asked = Inquiry("q1", lan.id, "o32035", "camau-2022", NOW, "Bữa nào phát lịch?", unit="o32035")
    await scene.turn(PutInquiry(asked))
    assert await scene.store.inquiry("q1") == asked
    assert await scene.store.inquiries_in(["o32035"], 5) == (1, [asked])
    assert await scene.store.inquiries_in(["o32035"], 5, but=lan.id) == (0, [])
    assert await scene.store.inquiries_in(["o31999"], 5) == (0, [])
    assert await scene.store.waiting_inquiries_of(lan.id) == 1
    assert await scene.store.inquiries_of(lan.id, 5) == (1, [asked])
    assert await scene.store.need_of(lan.id, asked.words) is None, "a question is no need"


def _need(person: int, id_: str = "n1") -> Inquiry:
    more = {"kind": InquiryKind.NEED, "unit": "o32035", "agency": "Sở Y tế", "about": "p1"}
    return Inquiry(id_, person, "o32035", "camau-2022", NOW, "Hướng dẫn công bố", **more)  # type: ignore[arg-type]


def _answered(id_: str = "u1", inquiry: str = "n1") -> UnitAnswer:
    day = NOW.date()
    return UnitAnswer(id_, "o96", "Cân khô cá ở đâu?", "Ở trạm", day, day + timedelta(days=30), inquiry)


@proves(ApproveAnswer)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    asked = Inquiry("n1", lan.id, "o32035", "camau-2022", NOW, "Cân khô cá ở đâu?", unit="o32035")
    await scene.turn(*(PutInquiry(replace(asked, id=id_)) for id_ in ("n1", "n2", "n3")))
    await scene.turn(AnswerInquiry("n1", "Ở trạm"), AnswerInquiry("n2", "Theo luật", "law.fee"), who="hai")
    total, found = await scene.store.answered_in(["o32035"], 5)
    assert (total, [one.id for one in found]) == (1, ["n1"]), "in own words only"
    assert await scene.store.answered_in(["o964"], 5) == (0, [])
    await scene.turn(ApproveAnswer(_answered()), who="minh")
    assert await scene.store.unit_answers(["o96", "o32035"], NOW.date()) == [_answered()]
    assert await scene.store.unit_answers(["o32035"], NOW.date()) == []
    assert await scene.store.unit_answers(["o96"], NOW.date() + timedelta(days=31)) == [], "its day is over"
    assert await scene.store.unit_answer_from("n1") == _answered()
    with pytest.raises(Conflict):
        await scene.turn(ApproveAnswer(_answered("u2")), who="minh")


@proves(WithdrawAnswer)
async def _(scene: Scene) -> None:
    await scene.turn(ApproveAnswer(_answered()), who="minh")
    await scene.turn(WithdrawAnswer("u1"), who="minh")
    assert await scene.store.unit_answers(["o96"], NOW.date()) == []
    assert await scene.store.unit_answer_from("n1") is None
    with pytest.raises(Conflict):
        await scene.turn(WithdrawAnswer("u1"), who="minh")
    await scene.turn(ApproveAnswer(_answered("u2")), who="minh")
    kinds = await scene.rows("SELECT kind FROM audit WHERE kind LIKE 'inquiry.%' ORDER BY id")
    assert [kind for (kind,) in kinds] == ["inquiry.approved", "inquiry.withdrawn", "inquiry.approved"]


@proves(PassInquiry)
async def _(scene: Scene) -> None:
    lan, hai = await scene.person(), await scene.person("hai")
    await scene.turn(PutInquiry(_need(lan.id)))
    assert await scene.store.need_of(lan.id, "Hướng dẫn công bố") == _need(lan.id)
    await scene.turn(PassInquiry("n1", "o32035", "o964"), who="hai")
    await scene.turn(PassInquiry("n1", "o964", "o964", "Sở Công Thương"), who="hai")
    kept = await scene.store.inquiry("n1")
    assert kept
    assert (kept.unit, kept.agency, kept.outcome) == ("o964", "Sở Công Thương", InquiryOutcome.AT_AGENCY)
    up, out = await scene.store.passes_of("n1")
    assert (up.number, up.former, up.unit, up.agency, up.by) == (1, "o32035", "o964", "", hai.id)
    assert (out.number, out.agency) == (2, "Sở Công Thương")
    assert await scene.store.inquiries_in(["o32035"], 5) == (0, [])
    assert (await scene.store.inquiries_in(["o964"], 5))[0] == 1
    with pytest.raises(Conflict):
        await scene.turn(PassInquiry("n1", "o32035", "o964"), who="hai")


async def test_needs_are_counted_by_agency_and_by_what_came_of_them(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(*(PutInquiry(_need(lan.id, f"n{number}")) for number in range(4)))
    await scene.turn(
        PassInquiry("n1", "o32035", "o32035", "Sở Y tế"),
        AnswerInquiry("n2", "Có lớp tháng 6", outcome=InquiryOutcome.HELPED),
        AnswerInquiry("n3", "", outcome=InquiryOutcome.NO_HELP),
        who="hai",
    )
    assert await scene.store.needs_in(["o32035"]) == [NeedCount("Sở Y tế", 1, 1, 1, 1)]
    assert await scene.store.needs_in(["o31999"]) == []
    total, page = await scene.store.needs_of_agency(["o32035"], "Sở Y tế", 3)
    assert (total, [one.id for one in page]) == (4, ["n0", "n1", "n2"]), "what waits first"
    assert [one.id for one in (await scene.store.needs_of_agency(["o32035"], "Sở Y tế", 3, 3))[1]] == ["n3"]


@proves(AnswerInquiry)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutInquiry(Inquiry("q1", lan.id, "o32035", "camau-2022", NOW, "Bữa nào phát lịch?")))
    await scene.turn(AnswerInquiry("q1", "Thứ Hai", "law.fee"))
    kept = await scene.store.inquiry("q1")
    assert kept
    assert (kept.answered, kept.answer, kept.entry) == (True, "Thứ Hai", "law.fee")
    assert await scene.store.inquiries_in(["o32035"], 5) == (0, [])
    with pytest.raises(Conflict):
        await scene.turn(AnswerInquiry("q1", "Thứ Ba"))


def _change(scene: Scene, person: int, id_: str = "c1") -> ChangeRequest:
    return ChangeRequest(id_, "p1", person, "o32035", "phone", "+84912345678", "+84987654321", "Đổi số", NOW)


@proves(PutChange)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    asked = _change(scene, lan.id)
    await scene.turn(PutChange(asked))
    assert await scene.store.change("c1") == asked
    assert await scene.store.changes_of("p1") == [asked]
    assert await scene.store.changes_in(["o32035"], 5, 0) == (1, [asked])
    assert await scene.store.changes_in(["o32035"], 5, lan.id) == (0, []), "nobody decides on the own"
    assert await scene.store.changes_in(["o31999"], 5, 0) == (0, [])
    with pytest.raises(Conflict):
        await scene.turn(PutChange(_change(scene, lan.id, "c2")))


def _clarification(scene: Scene, person: int) -> Clarification:
    return Clarification("q1", "p1", person, 7, "Mua ở đâu?", NOW)


@proves(PutAssessment)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    for said in ({"assess_labour": "true"}, {"assess_labour": "partly"}):
        await scene.turn(PutAssessment(Assessment("p1", lan.id, said, NOW.date())))
        kept = await scene.store.assessment("p1")
        assert kept
        assert kept.answers == said
    assert await scene.store.assessment("p2") is None


@proves(PutClarification)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    asked = _clarification(scene, lan.id)
    await scene.turn(PutClarification(asked))
    assert await scene.store.clarification("q1") == asked
    assert await scene.store.clarifications_of("p1") == [asked]
    assert await scene.store.asked_of(lan.id) == [asked]


@proves(AnswerClarification)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutClarification(_clarification(scene, lan.id)))
    answer = AnswerClarification("q1", "p1", "Ở ấp 3", ("0" * 32,))
    await scene.turn(answer)
    (kept,) = await scene.store.clarifications_of("p1")
    assert (kept.answer, kept.files, kept.waits) == ("Ở ấp 3", ("0" * 32,), False)
    assert await scene.store.asked_of(lan.id) == []
    with pytest.raises(Conflict):
        await scene.turn(answer)


@proves(TakeClarification)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutClarification(_clarification(scene, lan.id)))
    await scene.turn(TakeClarification("q1", "p1"))
    kept = await scene.store.clarification("q1")
    assert kept
    assert kept.taken_back
    assert await scene.store.clarifications_of("p1") == []
    with pytest.raises(Conflict):
        await scene.turn(TakeClarification("q1", "p1"))


@proves(AgreeChange)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    sent = await scene.store.application("p1")
    assert sent
    await scene.turn(PutChange(_change(scene, lan.id)))
    answers = {**sent.answers, "area": "o32035", "phone": "+84987654321", "producer_name": sent.producer_name}
    agreed = AgreeChange("c1", "phone", sent, answers, {"phone": "+84987654321"}, "o9")
    await scene.turn(agreed)
    changed = await scene.store.application("p1")
    assert changed
    assert (changed.area, changed.answers, changed.producer) == ("o32035", answers, sent.producer)
    assert (changed.state, changed.revision) == (sent.state, sent.revision + 1)
    assert (await scene.store.producer_answers(lan.id))["phone"] == "+84987654321"
    with pytest.raises(Conflict):
        await scene.turn(agreed)


@proves(RefuseChange)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutChange(_change(scene, lan.id)))
    await scene.turn(RefuseChange("c1", "p1", "Không gọi được"))
    kept = await scene.store.change("c1")
    assert kept
    assert (kept.verdict, kept.note) == ("refused", "Không gọi được")
    assert await scene.store.changes_of("p1") == []
    with pytest.raises(Conflict):
        await scene.turn(RefuseChange("c1", "p1", "Lần nữa"))


@proves(HoldData)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutRequest(_asked("copy", lan.id)))
    await scene.turn(HoldData(lan.id, True, "r1"))
    assert [r.held for r in await scene.store.data_requests_of(lan.id)] == [True]
    await scene.turn(HoldData(lan.id, False))
    assert [r.held for r in await scene.store.data_requests_of(lan.id)] == [False]


@proves(PutApplication)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    first = replace(APPLICATION, owner=lan.id)
    await scene.turn(PutApplication(first, {"phone": "+84912345678"}))
    assert await scene.store.application("p1") == replace(first, revision=1, product="pp1")
    assert await scene.store.producer_answers(lan.id) == {"phone": "+84912345678"}

    second = replace(first, id="p2", producer="o2", name="Mắm tôm", producer_name="htx tôm khô ĐẤT MŨI")
    await scene.turn(PutApplication(second, {"phone": "+84911111111"}))
    kept = await scene.store.application("p2")
    assert kept
    assert kept.producer == "o1", "the same name, however it is written, is the same producer"
    assert await scene.store.producer_answers(lan.id) == {"phone": "+84911111111"}

    await scene.turn(MoveApplication("p1", 1, ApplicationState.RETURNED, DAY, ("price",), "Thiếu giá"))
    again = replace(first, name="Tôm khô loại 1", revision=2, sent_on=DAY + timedelta(days=3))
    await scene.turn(PutApplication(again, {}))
    sent = await scene.store.application("p1")
    assert sent
    assert (sent.name, sent.revision, sent.marked, sent.reason) == ("Tôm khô loại 1", 3, (), "")
    assert {p.id for p in await scene.store.applications_of(lan.id, "camau-2022")} == {"p1", "p2"}
    assert [p.id for p in await scene.store.all_applications("camau-2022")] == ["p2", "p1"], "oldest first"
    assert [(p.id, p.name, p.former) for p in await scene.store.products_of(lan.id)] == [
        ("pp2", "Mắm tôm", ()),
        ("pp1", "Tôm khô loại 1", (first.name,)),
    ]


@proves(RenameProduct)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    sent = await scene.store.application("p1")
    assert sent
    await scene.turn(RenameProduct("pp1", "Tôm khô Đất Mũi", sent))
    (product,) = await scene.store.products_of(lan.id)
    assert (product.name, product.former) == ("Tôm khô Đất Mũi", (APPLICATION.name,))
    renamed = await scene.store.application("p1")
    assert renamed
    assert (renamed.name, renamed.answers["product_name"]) == ("Tôm khô Đất Mũi", "Tôm khô Đất Mũi")
    assert renamed.product == "pp1"
    with pytest.raises(Conflict):
        await scene.turn(RenameProduct("pp1", "Của người khác"), who="minh")


@proves(MoveApplication)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    await scene.turn(
        MoveApplication("p1", 1, ApplicationState.RETURNED, DAY + timedelta(days=2), ("price", "story"), "Sai giá")
    )
    moved = await scene.store.application("p1")
    assert moved
    assert moved.state is ApplicationState.RETURNED
    assert (moved.marked, moved.reason, moved.revision) == (("price", "story"), "Sai giá", 2)
    assert (moved.sent_on, moved.updated_on) == (DAY, DAY + timedelta(days=2))


@proves(UndoDecision)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    await scene.turn(MoveApplication("p1", 1, ApplicationState.REFUSED, DAY + timedelta(days=2), (), "Trùng"))
    await scene.turn(UndoDecision("p1", 2, ApplicationState.SENT, DAY, "Bấm nhầm"), who="minh")
    again = await scene.store.application("p1")
    assert again
    assert (again.state, again.open, again.sent_on) == (ApplicationState.SENT, True, DAY)
    assert (again.marked, again.reason, again.revision) == ((), "", 3)
    with pytest.raises(Conflict):
        await scene.turn(UndoDecision("p1", 2, ApplicationState.SENT, DAY), who="hoa")


@proves(PutBan)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutBan(lan.id, "o32035", "HTX Tôm"), who="minh")
    assert (await scene.store.bans_in(["o32035"], 0, 5))[0] == 1
    assert (await scene.store.bans_in(["o32038"], 0, 5))[0] == 0
    found = await scene.store.ban_of(lan.id, "o32035")
    assert found
    assert (found.name, found.asked) == ("HTX Tôm", None)
    assert await scene.store.ban_of(lan.id, "o32038") is None


@proves(LiftBan)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutBan(lan.id, "o32035", "HTX Tôm"), who="minh")
    await scene.turn(LiftBan(lan.id, "o32035"), who="minh")
    assert await scene.store.ban_of(lan.id, "o32035") is None


@proves(AskAbove)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutBan(lan.id, "o32035", "HTX Tôm"), who="minh")
    await scene.turn(AskAbove("o32035"))
    found = await scene.store.ban_of(lan.id, "o32035")
    assert found
    assert found.asked


@proves(AddAuditEntry)
async def _(scene: Scene) -> None:
    await scene.turn(AddAuditEntry("p1", "sent"))
    scene.now += timedelta(hours=2)
    await scene.turn(AddAuditEntry("p1", "returned", "Thiếu giá", ("price",)))
    assert await scene.store.history("p1") == [
        AuditEntry("sent", NOW, by=(await scene.person()).id),
        AuditEntry("returned", NOW + timedelta(hours=2), "Thiếu giá", by=(await scene.person()).id),
    ]
    assert await scene.rows("SELECT marked FROM audit WHERE kind = 'returned'") == [('["price"]',)]


@proves(KeepFile)
async def _(scene: Scene) -> None:
    upload = Upload("a" * 32, "ảnh.jpg", "image/jpeg", 123)
    for who in ("lan", "lan", "minh"):
        await scene.turn(KeepFile(upload), who=who)
    kept = await scene.rows("SELECT id, person_id, name, content_type, size FROM file ORDER BY person_id")
    owners = [(await scene.person(who)).id for who in ("lan", "minh")]
    assert kept == [(upload.id, owner, "ảnh.jpg", "image/jpeg", 123) for owner in owners]


@proves(KeepSheet)
async def _(scene: Scene) -> None:
    lan = await scene.person("lan")
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    first = ScoreSheet("p1", SELF, "26-2026", "s08", {"1.1": 3, "exclusions": []}, 3, 1, NOW.date())
    second = replace(first, kind=COUNCIL, answers={"1.1": 2}, total=2)
    for sheet in (first, second):
        await scene.turn(KeepSheet(sheet))
    assert await scene.store.sheets_of("p1") == [second, first], "newest first, and the old one stays"
    assert await scene.store.sheets_of("p2") == []


@proves(AddInvitation)
async def _(scene: Scene) -> None:
    made = Invitation("hash", NOW + timedelta(days=7), Role.COMMUNE_OFFICER, "o32035")
    await scene.turn(AddInvitation(made))
    assert await scene.store.invitation("hash") == made
    assert await scene.store.invitation("other") is None
    own = Invitation("own", NOW + timedelta(minutes=15), person=(await scene.person()).id)
    await scene.turn(AddInvitation(own))
    assert await scene.store.invitation("own") == own


@proves(UseInvitation)
async def _(scene: Scene) -> None:
    await scene.store.invite(Invitation("hash", NOW + timedelta(days=7), Role.ADMIN), NOW)
    await scene.turn(UseInvitation("hash"))
    used = await scene.store.invitation("hash")
    assert used
    assert used.used
    assert await scene.rows("SELECT used_by FROM invitation") == [((await scene.person()).id,)]


@proves(AddGrant)
async def _(scene: Scene) -> None:
    grant = Grant(Role.COMMUNE_OFFICER, "o32035")
    other = Grant(Role.DISTRICT_STAFF, "o964")
    await scene.turn(AddGrant(grant), AddGrant(other))
    await scene.turn(AddGrant(grant))
    officer = await scene.person()
    assert sorted(officer.grants, key=str) == sorted([grant, other], key=str), "a grant given twice is held once"
    found = await scene.store.officers_of(["o32035", "o32038"], Act.CHECK)
    assert found == [Recipient(officer.id, "vi")]
    assert await scene.store.officers_of(["o32035"], Act.MOVE_DATE) == []
    assert await scene.store.officers_of([], Act.CHECK) == []


@proves(EndGrant)
async def _(scene: Scene) -> None:
    grant, other = Grant(Role.COMMUNE_OFFICER, "o32035"), Grant(Role.DISTRICT_STAFF, "o964")
    boss = await scene.person("boss")
    await scene.turn(AddGrant(grant, boss.id, "hash"), AddGrant(other))
    officer = await scene.person()
    await scene.turn(EndGrant(officer.id, grant, boss.id, "removed"), who="boss")
    assert (await scene.person()).grants == (other,)
    (was,) = await offices.formerly_held(scene.store.database)
    assert (was.person, was.grant, was.by, was.how) == (officer.id, grant, boss.id, "removed")
    (still,) = await offices.held(scene.store.database)
    assert (still.person, still.grant, still.by) == (officer.id, other, 0)
    with pytest.raises(Conflict):
        await scene.turn(EndGrant(officer.id, grant, boss.id, "removed"), who="boss")


@proves(SucceedUnit)
async def _(scene: Scene) -> None:
    await _helped(scene)
    old, new = OFFICER.area, "n32025"
    await scene.turn(SucceedUnit(old, new))
    assert await scene.rows("SELECT area FROM assist") == [(new,)]


@proves(PutOfficial)
async def _(scene: Scene) -> None:
    said = Official("Lê Thị Lan", "Công chức Văn hóa - Xã hội", "+842903831234")
    await scene.turn(PutOfficial(Official("Lan")), AddGrant(Grant(Role.COMMUNE_OFFICER, "o32035")))
    await scene.turn(PutOfficial(said))
    assert await offices.official_of(scene.store.database, (await scene.person()).id) == said
    assert await offices.officials_for(scene.store.database, ["o32035"]) == [said]
    assert await offices.officials_for(scene.store.database, ["o32038"]) == []


@proves(SetFace)
async def _(scene: Scene) -> None:
    await scene.turn(SetFace("producer"))
    assert (await scene.person()).face == "producer"


@proves(MoveAddress)
async def _(scene: Scene) -> None:
    lan = await scene.person("lan")
    new = await scene.person("w1", "web")
    upload = Upload("b" * 32, "ảnh.jpg", "image/jpeg", 5)
    empty = Draft("c1", "consent", 1, "camau-2022", {"consent_dossier": True})
    await scene.turn(SaveDraft(empty), KeepFile(upload), Mute("x"), who="w1", channel="web")
    scene.now += timedelta(hours=2)
    await scene.move("w1", "web", lan)
    assert (await scene.person("w1", "web")).id == lan.id == (await scene.person("lan")).id
    assert await scene.rows("SELECT person_id FROM file") == [(lan.id,)], "what was begun here goes along"
    assert await scene.store.muted(lan.id, "camau-2022") == {"x"}
    assert (await scene.person("w1", "web")).joined == scene.now
    assert (await scene.person("lan")).joined is None
    assert (await scene.store.account(new.id)) is not None, "the empty account stays, without a phone"


@proves(TellPhones)
async def _(scene: Scene) -> None:
    lan = await _two_addresses(scene)
    told = TellPhones(lan.id, Reply("Một máy mới"), "joined")
    (row,) = await scene.turn(told, who="w1", channel="web")
    assert (row.channel, row.address, row.lane) == ("telegram", "lan", "notice"), "every phone but the one that speaks"
    assert await scene.turn(told, who="w1", channel="web") == [], "the same key is sent once"


@proves(EndPhone)
async def _(scene: Scene) -> None:
    lan = await _two_addresses(scene)
    (row,) = await scene.turn(EndPhone("web", "w1", "ended", Reply("Tạm biệt")))
    assert (row.channel, row.address, row.lane, row.reply) == ("web", "w1", "reply", Reply("Tạm biệt"))
    account = await scene.store.account(lan.id)
    assert account
    assert [(p.channel, p.address) for p in account.phones] == [("telegram", "lan")]
    assert await scene.rows("SELECT person_id, address, how FROM past_address") == [(lan.id, "w1", "ended")]
    assert (await scene.person("w1", "web")).id != lan.id, "whoever speaks there next is a newcomer"


@proves(TellAt)
async def _(scene: Scene) -> None:
    lan = await _two_addresses(scene)
    minh = await scene.person("minh")
    await scene.turn(TellAt("web", "w1"))
    account = await scene.store.account(lan.id)
    assert account
    assert [(p.address, p.preferred) for p in account.phones] == [("lan", False), ("w1", True)]
    with pytest.raises(Conflict):
        await scene.turn(TellAt("web", "w1"), who="minh")
    await scene.turn(TellAt())
    assert await scene.rows("SELECT address FROM address WHERE preferred = 1") == []
    assert minh.id != lan.id


async def _recovered(scene: Scene) -> Recovery:
    """Lan's phone of before may only look, since "w1" came in by a code that an official gave."""
    lan, minh = await _two_addresses(scene), await scene.person("minh")
    given = Recovery("t" * 64, lan.id, minh.id, "o32035", "known", "Gặp ở chợ", scene.now)
    await scene.turn(KeepRecovery(given), who="minh")
    await scene.turn(TakeRecovery(given.token_hash), who="w1", channel="web")
    found = await scene.store.last_recovery(lan.id)
    assert found
    return found


@proves(KeepRecovery)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    given = Recovery("t" * 64, lan.id, lan.id, "o32035", "known", "Gặp ở chợ", scene.now)
    await scene.turn(KeepRecovery(given))
    assert await scene.store.recovery(given.token_hash) == given
    assert await scene.store.last_recovery(lan.id) is None, "nobody came in yet"


@proves(TakeRecovery)
async def _(scene: Scene) -> None:
    found = await _recovered(scene)
    assert (found.taken, found.channel, found.address) == (scene.now, "web", "w1")
    assert [(await scene.person()).read_only, (await scene.person("w1", "web")).read_only] == [True, False]
    with pytest.raises(Conflict):
        await scene.turn(TakeRecovery(found.token_hash), who="w1", channel="web")


@proves(ObjectRecovery)
async def _(scene: Scene) -> None:
    found = await _recovered(scene)
    (row,) = await scene.turn(ObjectRecovery(found, Reply("Tạm biệt")))
    assert (row.channel, row.address, row.reply) == ("web", "w1", Reply("Tạm biệt"))
    assert not (await scene.person()).read_only
    assert (await scene.person("w1", "web")).id != found.person
    with pytest.raises(Conflict):
        await scene.turn(ObjectRecovery(found, Reply("Tạm biệt")))


@proves(CountWrongCode)
async def _(scene: Scene) -> None:
    await scene.turn(CountWrongCode(("a", "b")))
    scene.now += timedelta(minutes=5)
    await scene.turn(CountWrongCode(("a",)))
    assert await scene.store.wrong_codes(["a", "b", "c"]) == {
        "a": WrongCodes(2, scene.now),
        "b": WrongCodes(1, NOW),
    }


@proves(Notify)
async def _(scene: Scene) -> None:
    minh = await scene.person("minh")
    reply = Reply("Tin", title="Tin từ OCOP", choices=(Choice("p:p1", "Xem"),))
    (row,) = await scene.turn(Notify(minh.id, reply, "sent:p1:0"))
    assert (row.channel, row.address, row.lane, row.reply) == ("telegram", "minh", "notice", reply)
    assert await scene.turn(Notify(minh.id, reply, "sent:p1:0")) == [], "the same key is sent once"
    assert len(await scene.turn(Notify(minh.id, reply, "sent:p1:1"))) == 1


@proves(KeepSheet)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    own = ScoreSheet("p1", SELF, "26-2026", "s08", {"1.1": 5, "1.2": None}, 5, 1, DAY)
    later = replace(own, kind=COUNCIL, answers={"1.1": 4, "1.2": 3}, total=72, star=4, on=DAY + timedelta(days=9))
    await scene.turn(KeepSheet(own))
    await scene.turn(KeepSheet(later), who="council")
    assert await scene.store.sheets_of("p1") == [later, own], "newest first, and none takes another's place"
    assert await scene.store.sheets_of("p2") == []


BEGIN = BeginHelp("key1", OFFICER.area, "Cơ sở Ba Khía", "+84912345678", "own")


async def _helped(scene: Scene, begin: BeginHelp = BEGIN) -> Person:
    """The producer for whom the officer Minh works."""
    await scene.turn(AddGrant(OFFICER), begin, who="minh")
    return await scene.person("minh")


@proves(BeginHelp)
async def _(scene: Scene) -> None:
    paper = Upload("c" * 32, "giấy.pdf", "application/pdf", 9)
    await scene.turn(KeepFile(paper), SetPlace("d9"), who="minh")
    signed = replace(BEGIN, how="paper", files=(paper.id,), purposes={"consent_dossier": True, "consent_x": False})
    ward = await _helped(scene, signed)
    officer = ward.speaker
    assert officer
    assert (ward.helper, ward.grants, ward.draft, officer.grants) == (officer.id, (), "d9", (OFFICER,))
    assert ward.consents == {"consent_dossier": True, "consent_x": False}
    assert ward.help == Help(ward.id, officer.id, OFFICER.area, "Cơ sở Ba Khía", "+84912345678", "paper")
    assert await scene.rows("SELECT person_id FROM file") == [(ward.id,)], "the paper is the producer's"
    assert await scene.rows("SELECT language FROM person WHERE id = ?", ward.id) == [(officer.language,)]
    told = await scene.rows("SELECT person_id, on_behalf FROM audit WHERE kind = 'agreed.on_paper'")
    assert told == [(officer.id, ward.id)]
    assert [h.name for h in await scene.store.helped_in([OFFICER.area])] == ["Cơ sở Ba Khía"]
    assert await scene.store.helped_in(["o1"]) == []


@proves(SetHelp)
async def _(scene: Scene) -> None:
    ward = await _helped(scene)
    await scene.turn(SaveDraft(DRAFT), SetPlace("d1"), AddAuditEntry("p1", "sent"), who="minh")
    assert await scene.rows("SELECT person_id FROM draft") == [(ward.id,)], "what is typed is the producer's"
    assert (await scene.store.history("p1"))[0] == AuditEntry("sent", NOW, by=ward.helper, helped=True)
    await scene.turn(SetHelp(0), SetPlace(""), who="minh")
    assert (await scene.person("minh")).id == ward.helper
    second = await scene.person("second")
    await scene.turn(AddGrant(OFFICER), SetHelp(ward.id), who="second")
    await scene.turn(SetPlace("d1"), who="second")
    await scene.turn(SetHelp(ward.id), SetPlace("d1"), who="minh")
    both = [(await scene.person(who)).draft for who in ("minh", "second")]
    assert both == ["d1", "d1"], "not helping yet when the place was taken"
    await scene.turn(SetPlace("d1"), who="minh")
    assert (await scene.person("second")).draft == "", "one hand at a time in one form"
    assert (await scene.person("second")).helper == second.id


@proves(KeepAgreement)
async def _(scene: Scene) -> None:
    await _helped(scene)
    await scene.turn(KeepAgreement(("e" * 32,), {"consent_dossier": True}), who="minh")
    ward = await scene.person("minh")
    assert ward.help
    assert (ward.consents, ward.help.state) == ({"consent_dossier": True}, "paper")


@proves(OpenHelp)
async def _(scene: Scene) -> None:
    ward = await _helped(scene)
    await scene.turn(OpenHelp(ward.id))
    found = await scene.store.help_of(ward.id)
    assert found
    assert (found.guest, found.state) == ((await scene.person()).id, "waiting")


@proves(ConfirmHelp)
async def _(scene: Scene) -> None:
    ward = await _helped(scene)
    older = Invitation("h1", NOW + timedelta(days=3), person=ward.id)
    await scene.turn(AddInvitation(older), who="minh")
    assert (await scene.store.told(ward.id)) == [Recipient(ward.helper, "vi", ward=ward.id, name="Cơ sở Ba Khía")]
    await scene.move("lan", "telegram", ward)
    await scene.turn(ConfirmHelp(ward.id))
    kept = await scene.store.invitation("h1")
    assert kept
    assert kept.used, "an older code must not open what is the producer's own now"
    assert (await scene.person()).id == ward.id
    assert [told.person for told in await scene.store.told(ward.id)] == [ward.id]
    with pytest.raises(Conflict):
        await scene.turn(ConfirmHelp(ward.id))


async def _cooperative(scene: Scene) -> tuple[Person, Person]:
    """Lan's account, and Minh who works for it on the own phone."""
    lan, minh = await scene.person(), await scene.person("minh")
    await scene.turn(AddMember(lan.id, minh.id, Part.HELPER, "kế toán Minh", lan.id), SetTeam(lan.id), who="minh")
    return lan, await scene.person("minh")


@proves(SetTeam)
async def _(scene: Scene) -> None:
    lan, minh = await _cooperative(scene)
    assert (minh.id, minh.me.accounts, minh.helper) == (lan.id, (lan.id,), 0)
    assert minh.team == Team(lan.id, "", Part.HELPER)
    await scene.turn(SetTeam(0), who="minh")
    assert (await scene.person("minh")).team is None


@proves(AddMember)
async def _(scene: Scene) -> None:
    lan, minh = await _cooperative(scene)
    found = [(member.person, member.part, member.name) for member in await scene.store.members(lan.id)]
    assert found == [(lan.id, Part.OWNER, ""), (minh.me.id, Part.HELPER, "kế toán Minh")]
    assert [told.person for told in await scene.store.told(lan.id)] == [lan.id, minh.me.id]


@proves(BeginProducer)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(BeginProducer("key1"))
    now = await scene.person()
    assert (now.me.id, now.team is not None, now.id != lan.id) == (lan.id, True, True)
    assert await scene.rows("SELECT language FROM person WHERE id = ?", now.id) == [(lan.language,)]
    assert [team.account for team in await scene.store.teams(lan.id)] == [now.id]


@proves(SetPart)
async def _(scene: Scene) -> None:
    lan, minh = await _cooperative(scene)
    with pytest.raises(Conflict):
        await scene.turn(SetPart(lan.id, lan.id, Part.HELPER))
    await scene.turn(SetPart(lan.id, minh.me.id, Part.OWNER), SetPart(lan.id, lan.id, Part.HELPER))
    assert [member.part for member in await scene.store.members(lan.id)] == [Part.HELPER, Part.OWNER]


@proves(EndMember)
async def _(scene: Scene) -> None:
    lan, minh = await _cooperative(scene)
    await scene.turn(AddGrant(OFFICER), SetConsent("consent_dossier", True))
    with pytest.raises(Conflict):
        await scene.turn(EndMember(lan.id, lan.id, "key1"))
    await scene.turn(SetPart(lan.id, minh.me.id, Part.OWNER), EndMember(lan.id, lan.id, "key1"))
    now = await scene.person()
    assert (now.id != lan.id, now.grants, now.consents) == (True, (OFFICER,), {"consent_dossier": True})
    assert [member.person for member in await scene.store.members(lan.id)] == [minh.me.id], "the account stays"
    assert await scene.rows("SELECT language FROM person WHERE id = ?", now.id) == [(lan.language,)]
    with pytest.raises(Conflict):
        await scene.turn(EndMember(lan.id, minh.me.id, "key2"), who="minh")
    await scene.turn(AddMember(lan.id, now.id, Part.OWNER, "Lan", minh.me.id), EndMember(lan.id, minh.me.id, "key3"))
    ended = await scene.person("minh")
    assert (ended.team, ended.accounts) == (None, ()), "out at once"


@proves(EndHelp)
async def _(scene: Scene) -> None:
    ward = await _helped(scene)
    await scene.turn(EndHelp(ward.id))
    officer = await scene.person("minh")
    assert officer.help
    assert officer.help.ended
    with pytest.raises(Conflict):
        await scene.turn(AddAuditEntry("p1", "sent"), who="minh")
    assert await scene.store.history("p1") == []
    with pytest.raises(Conflict):
        await scene.turn(EndHelp(ward.id))


def _list(**changes: Any) -> ProductList:
    line = ListedProduct("p1", "Mắm ba khía", {"producer_name": "Hộ Ba Khía"}, 2)
    whole = ProductList("l1", "o32035", "camau-2022", LIST.duty.id, LIST.id, 1, NOW, 0, count=1, products=(line,))
    return replace(whole, **changes)


async def _accepted(scene: Scene) -> Person:
    await scene.turn(AddGrant(OFFICER), who="minh")
    await scene.turn(PutApplication(replace(APPLICATION, owner=(await scene.person()).id), {}))
    await scene.turn(MoveApplication("p1", 1, ApplicationState.ACCEPTED, DAY), who="minh")
    return await scene.person("minh")


@proves(HandUp)
async def _(scene: Scene) -> None:
    officer = await _accepted(scene)
    counted = Counted("camau-2022")
    assert [(one.application.id, one.listed) for one in await scene.store.listable(["o32035"], counted)] == [("p1", "")]
    moved = replace(_list().products[0], revision=1)
    with pytest.raises(Conflict):
        await scene.turn(HandUp(_list(products=(moved,))), who="minh")
    assert await scene.store.product_list("l1") is None, "nothing goes up that was moved meanwhile"
    await scene.turn(MarkDone("camau-2022", LIST.duty.id, LIST.id, "o32035"), HandUp(_list()), who="minh")
    kept = await scene.store.product_list("l1")
    assert kept
    assert kept == _list(at=scene.now, by=officer.id, products=(replace(_list().products[0], revision=0),))
    assert [one.listed for one in await scene.store.listable(["o32035"], counted)] == ["l1"]
    assert [one.listed for one in await scene.store.listable(["o32035"], Counted("x", ("camau-2022",)))] == [""]
    with pytest.raises(Conflict):
        await scene.turn(HandUp(_list(id="l2")), who="minh")
    await scene.turn(HandUp(_list(id="l2", number=2, products=(), count=0)), who="minh")
    assert [one.id for one in await scene.store.lists_for("o32035", "camau-2022", LIST.duty.id, LIST.id)] == [
        "l1",
        "l2",
    ]
    total, latest = await scene.store.lists_in(["o32035", "o32038"], 0, 1)
    assert (total, len(latest)) == (2, 1)
    assert await scene.store.lists_in(["o32038"], 0, 5) == (0, [])
    facts = await scene.store.facts(officer, "camau-2022")
    assert (facts.lists, facts.left, facts.done) == (frozenset({(LIST.duty.id, LIST.id, "o32035")}), (), frozenset())


@proves(TakeBackList)
async def _(scene: Scene) -> None:
    officer = await _accepted(scene)
    await scene.turn(HandUp(_list()), who="minh")
    assert not await scene.store.list_acted("l1", ["o964"])
    await scene.turn(TakeBackList("l1"), who="minh")
    kept = await scene.store.product_list("l1")
    assert kept
    assert (kept.taken_back, kept.stands, len(kept.products)) == (scene.now, False, 1), "it stays as a former one"
    assert [one.listed for one in await scene.store.listable(["o32035"], Counted("camau-2022"))] == [""]
    facts = await scene.store.facts(officer, "camau-2022")
    assert (facts.lists, [unit for unit, _ in facts.left]) == (frozenset(), ["o32035"])
    with pytest.raises(Conflict):
        await scene.turn(TakeBackList("l1"), who="minh")
    await scene.turn(HandUp(_list(id="l2", number=2)), who="minh")
    scene.now += timedelta(hours=1)
    await scene.turn(MarkDone("camau-2022", "cm22-x-41-district", "once", "o964"), who="lan")
    assert await scene.store.list_acted("l2", ["o964"])


@proves(PutAgencyContact)
async def _(scene: Scene) -> None:
    said = AgencyContact("o96", "so-cong-thuong", "Phòng Quản lý thương mại", "+842903831234", "91 Lý Thường Kiệt")
    await scene.turn(PutAgencyContact(said))
    await scene.turn(PutAgencyContact(replace(said, phone="")), who="minh")
    assert await scene.store.agency_contacts(["o96", "o964"]) == [replace(said, phone="")]
    assert await scene.store.agency_contacts(["o964"]) == []


@proves(StartDuty)
async def _(scene: Scene) -> None:
    again = load_programme("dakdoa-2022").duty("dd22-x-52-resubmit")
    assert again
    lan, minh = await scene.person(), await scene.person("minh")
    here = started(again, date(2022, 4, 1), "p1")
    begins = StartDuty("dakdoa-2022", here, str(lan.id), "Cà phê", "p1", lan.id)
    await scene.turn(begins)
    await scene.turn(replace(begins, about="Tên khác"))
    facts = await scene.store.facts(lan, "dakdoa-2022")
    assert [(row.duty, row.occurrence, row.about) for row in facts.started] == [(again.id, here.id, "Cà phê")]
    assert (await scene.store.facts(minh, "dakdoa-2022")).started == ()
    assert await scene.rows("SELECT last_day FROM started") == [("2022-04-08",)]


@proves(MarkDone)
async def _(scene: Scene) -> None:
    await scene.turn(AddGrant(OFFICER), who="minh")
    await scene.turn(AddGrant(OFFICER))
    done = MarkDone("camau-2022", LIST.duty.id, LIST.id, "o32035", "Đã gửi", ("a" * 32,))
    await scene.turn(done)
    with pytest.raises(Conflict):
        await scene.turn(replace(done, note="Tôi cũng gửi"), who="minh")
    seen = (LIST.duty.id, LIST.id, "o32035")
    for who in ("lan", "minh"):
        facts = await scene.store.facts(await scene.person(who), "camau-2022")
        assert facts.done == {seen}, "whoever shares the duty there need not do it again"
    lan = await scene.person()
    kept = await scene.rows("SELECT person_id, at, note, files FROM done")
    assert [(row[0], row[2], row[3]) for row in kept] == [(lan.id, "Đã gửi", f'["{"a" * 32}"]')], "the first stays"
    assert (await scene.store.facts(lan, "vietnam-2027")).done == frozenset()

    await scene.turn(MarkDone("camau-2022", LIST.duty.id, LIST.id, "o32038"))
    await scene.turn(replace(done, undo=True, note="", files=()), who="minh")
    assert (await scene.store.facts(lan, "camau-2022")).done == frozenset()
    assert await scene.rows("SELECT scope FROM done") == [("o32038",)], "only what was meant is undone"
    told = [e.kind for e in await scene.store.history(f"{LIST.key}:o32035")]
    assert told == ["year.done", "year.undone"], "who said what stays in the history"


@proves(Mute)
async def _(scene: Scene) -> None:
    lan, minh = await scene.person(), await scene.person("minh")
    for duty in ("a", "a", "b"):
        await scene.turn(Mute(duty))
    assert await scene.store.muted(lan.id, "camau-2022") == {"a", "b"}
    assert await scene.store.muted(minh.id, "camau-2022") == set()
    await scene.turn(Mute("a", off=True), who="minh")
    assert await scene.store.muted(lan.id, "camau-2022") == {"a", "b"}, "only one's own"
    await scene.turn(Mute("a", off=True))
    assert await scene.store.muted(lan.id, "camau-2022") == {"b"}
    await scene.turn(Mute("c", programme="camau-2022"))
    assert await scene.store.muted(lan.id, "camau-2022") == {"b", "c"}
    assert await scene.store.muted(lan.id, "dakdoa-2022") == {"b"}, "in another it is heard"


def _wave(key: str = "w", rule: str = "before_due") -> Wave:
    return Wave(rule, key, DAY, f"open:{LIST.key}", StillOpen(LIST, PLACE), LIST.announced)


@proves(RemindAgain)
async def _(scene: Scene) -> None:
    lan, minh = await scene.person(), await scene.person("minh")
    await scene.turn(AddGrant(OFFICER))
    reminders = StoredReminders(scene.store.database, "camau-2022")
    await reminders.plan_for(replace(_wave(), official=True), NOW, [(lan.id, "o32035")])
    (due,) = await reminders.due(NOW, 10)
    (first,) = due.reminders
    await reminders.claim_due(due, [Reply("Tin")], {first.id: StillOpen(LIST, PLACE)}, [], NOW)

    tomorrow = NOW + timedelta(days=1)
    await scene.turn(RemindAgain(first.id, tomorrow), who="minh")
    assert await reminders.due(tomorrow, 10) == [], "only one's own"
    for _ in range(2):
        await scene.turn(RemindAgain(first.id, tomorrow))
    assert await reminders.due(tomorrow - timedelta(seconds=1), 10) == []
    (due,) = await reminders.due(tomorrow, 10)
    (again,) = due.reminders
    on = DAY + timedelta(days=1)
    expected = replace(first, id=again.id, rule="again", at=tomorrow, on=on, official=True)
    assert again == expected, "once, and about the same matter"
    assert minh.id != lan.id == again.person


CAST = Broadcast(
    "cast",
    "camau-2022",
    "o32035",
    Phase.SCHEDULED,
    "Mời họp",
    (),
    Ask.GOT,
    official=True,
    target=Target(),
    person=1,
    send_at=NOW,
)
SAYS = {"vi": Reply("Mời họp"), "en": Reply("Mời họp")}


async def _cast(scene: Scene, *states: str) -> None:
    """A broadcast on its way, with a recipient in each of these states; the first is Lan."""
    lan = await scene.person()
    await scene.turn(PutBroadcast(CAST, SAYS))
    await scene.turn(MoveBroadcast("cast", Phase.SCHEDULED, Phase.SENDING))
    for n, state in enumerate(states):
        await scene.store.database.write(
            [
                Statement(
                    "INSERT INTO outbox (channel, address, lane, payload, key, state, message_ref, person_id,"
                    " broadcast_id) VALUES ('telegram', 'lan', 'bulk', '{}', ?, ?, ?, ?, 'cast')",
                    (f"broadcast:cast:{n}", state, f"m{n}" if state == "sent" else "", n * 1000 or lan.id),
                )
            ]
        )


async def _cast_states(scene: Scene) -> list[tuple[str, int]]:
    rows = await scene.store.database.fetch("SELECT state, revision FROM outbox WHERE lane = 'bulk' ORDER BY id")
    return [(row[0], row[1]) for row in rows]


@proves(PutBroadcast)
async def _(scene: Scene) -> None:
    await scene.turn(PutBroadcast(CAST, SAYS))
    found = await scene.store.broadcast("cast")
    assert found == CAST
    assert await scene.store.broadcasts_in(["o32035"], 0, 0, 5) == [CAST]
    assert await scene.store.broadcasts_in(["o32038"], 0, 0, 5) == []
    with pytest.raises(Conflict):
        await scene.turn(PutBroadcast(CAST, SAYS))


@proves(MoveBroadcast)
async def _(scene: Scene) -> None:
    await _cast(scene)
    await scene.turn(MoveBroadcast("cast", Phase.SENDING, Phase.PAUSED))
    with pytest.raises(Conflict):
        await scene.turn(MoveBroadcast("cast", Phase.SENDING, Phase.PAUSED))
    found = await scene.store.broadcast("cast")
    assert found
    assert found.phase is Phase.PAUSED


@proves(ChangeBroadcast)
async def _(scene: Scene) -> None:
    await _cast(scene, "sent", "waiting", "unknown")
    change = ChangeBroadcast("cast", Phase.SENDING, 0, "Hoãn họp", SAYS)
    await scene.turn(change)
    with pytest.raises(Conflict):
        await scene.turn(change)
    assert await _cast_states(scene) == [("sent", 0), ("waiting", 0), ("unknown", 0), ("waiting", 1)]
    await scene.turn(replace(change, revision=1, take_back=True))
    assert await _cast_states(scene) == [
        ("sent", 0),
        ("stopped", 0),
        ("unknown", 0),
        ("stopped", 1),
        ("waiting", 2),
    ]
    found = await scene.store.broadcast("cast")
    assert found
    assert (found.taken, found.revision, found.text) == (True, 2, "Hoãn họp")


@proves(SendAgain)
async def _(scene: Scene) -> None:
    await _cast(scene, "refused", "unknown")
    await scene.turn(SendAgain("cast"))
    assert await _cast_states(scene) == [("waiting", 0), ("unknown", 0)]


@proves(AnswerBroadcast)
async def _(scene: Scene) -> None:
    await _cast(scene, "sent")
    await scene.turn(AnswerBroadcast("cast", "got"))
    await scene.turn(AnswerBroadcast("cast", "got"), who="minh")
    lan, minh = await scene.person(), await scene.person("minh")
    assert await scene.store.answer_of("cast", lan.id) == "got"
    assert await scene.store.answer_of("cast", minh.id) is None


@proves(Nudge)
async def _(scene: Scene) -> None:
    await scene.turn(AddGrant(OFFICER))
    await scene.turn(AddGrant(replace(OFFICER, area="o32038")), who="minh")
    await scene.turn(MarkDone("camau-2022", LIST.duty.id, LIST.id, "o32038"), who="minh")
    for _ in range(2):
        await scene.turn(Nudge("camau-2022", _wave("n", "nudge"), LATER), who="district")
    reminders = StoredReminders(scene.store.database, "camau-2022")
    assert await reminders.due(NOW, 10) == []
    (due,) = await reminders.due(LATER, 10)
    (nudge,) = due.reminders
    lan = await scene.person()
    assert (nudge.person, nudge.scope, nudge.rule, nudge.duty) == (lan.id, "o32035", "nudge", LIST.duty.id)
    assert [e.kind for e in await scene.store.history(f"open:{LIST.key}")] == ["year.nudged"] * 2


@proves(MoveDate)
async def _(scene: Scene) -> None:
    first = Moved(LIST.duty.id, LIST.id, "o964", LIST.last_day, date(2022, 4, 15), "Mưa lũ", DAY)
    second = Moved(LIST.duty.id, LIST.id, "", LIST.last_day, date(2022, 4, 30), "Toàn tỉnh", DAY + timedelta(days=1))
    await scene.turn(MoveDate("camau-2022", first))
    scene.now += timedelta(days=1)
    await scene.turn(MoveDate("camau-2022", second), who="minh")
    reminders = StoredReminders(scene.store.database, "camau-2022")
    assert await scene.store.moved("camau-2022") == await reminders.moved() == (first, second)
    assert await scene.store.moved("vietnam-2027") == ()
    (told,) = await scene.store.history(f"{LIST.key}:o964")
    assert told.kind == "date.moved"
    assert told.reason == "Mưa lũ"
    was = await scene.rows("SELECT was, became FROM audit WHERE kind = 'date.moved' ORDER BY id")
    assert was[0] == (LIST.last_day.isoformat(), "2022-04-15")


@proves(KeepPaper)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(KeepPaper(PAPER))
    assert await scene.store.papers_of(lan.id) == [replace(PAPER, owner=lan.id, revision=1)], "every field comes back"
    assert (await scene.store.facts(lan, "camau-2022")).recognised
    bare = Paper("w2", 0, "test_result", "Kiểm nghiệm", expires=date(2023, 1, 1))
    await scene.turn(KeepPaper(bare))
    assert await scene.store.papers_of((await scene.person("minh")).id) == []
    changed = replace(PAPER, revision=1, kind="other", issued=None, expires=date(2022, 12, 31), star=0, files=())
    await scene.turn(KeepPaper(changed))
    assert await scene.store.papers_of(lan.id) == [
        replace(changed, owner=lan.id, revision=2),
        replace(bare, owner=lan.id, revision=1),
    ], "the first to run out first"
    assert await scene.store.former_papers(lan.id, "w1") == [
        FormerPaper(replace(PAPER, owner=lan.id, revision=1), NOW.date())
    ], "how it was stays"
    assert await scene.store.former_papers((await scene.person("minh")).id, "w1") == []
    assert not (await scene.store.facts(lan, "camau-2022")).recognised


@proves(DropPaper)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(KeepPaper(PAPER), KeepPaper(replace(PAPER, id="w2")))
    await scene.turn(DropPaper("w1"), who="minh")
    assert {p.id for p in await scene.store.papers_of(lan.id)} == {"w1", "w2"}, "only one's own"
    assert await scene.rows("SELECT * FROM paper_version") == []
    await scene.turn(DropPaper("w1"))
    assert {p.id for p in await scene.store.papers_of(lan.id)} == {"w2"}
    assert [old.paper for old in await scene.store.former_papers(lan.id, "w1")] == [
        replace(PAPER, owner=lan.id, revision=1)
    ]
    # What was dropped can be taken back: an account that has nothing else holds something all the same.
    await scene.turn(KeepPaper(replace(PAPER, id="w3")), DropPaper("w3"), who="guest", channel="web")
    guest = await scene.store.account((await scene.person("guest", "web")).id)
    assert guest
    assert guest.holds


@proves(KeepPart)
async def _(scene: Scene) -> None:
    await scene.turn(PutApplication(replace(APPLICATION, owner=(await scene.person()).id), {}))
    for answers, reason in (
        ({"plan_story_text": "Chuyện nghề"}, ""),
        ({"plan_story_text": "Chuyện làng"}, "chưa xong"),
    ):
        await scene.turn(KeepPart("p1", PlanPart("story", answers, reason)))
    assert await scene.store.plan_of("p1") == {
        "story": PlanPart("story", {"plan_story_text": "Chuyện làng"}, "chưa xong")
    }
    assert len(await scene.rows("SELECT 1 FROM plan_part")) == 2, "what was there before stays"


SUBMISSION = Submission(
    number=1,
    contents=Contents(
        application=replace(
            APPLICATION,
            state=ApplicationState.FILED,
            revision=2,
            answers={"product_name": "Tôm khô", "photos": ["b" * 32]},
        ),
        plan={"story": PlanPart("story", {"plan_story_text": "Chuyện nghề"}, "chưa xong")},
        sheets=(ScoreSheet("p1", SELF, "26-2026", "s08", {"1.1": 3}, 61, 3, DAY),),
        papers=(replace(PAPER, revision=4), Paper("w2", 0, "story", "Chuyện nghề")),
        day=DAY,
    ),
    duty="file",
    occurrence="2022-1",
)


async def _filed(scene: Scene, *more: Write) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}), KeepSubmission(SUBMISSION), *more)


@proves(KeepSubmission)
async def _(scene: Scene) -> None:
    await _filed(scene)
    assert await scene.store.submissions_of("p1") == [SUBMISSION], "read as it was kept, with every date and file"
    second = replace(SUBMISSION, number=2, contents=replace(SUBMISSION.contents, papers=()))
    await scene.turn(KeepSubmission(second))
    assert await scene.store.submissions_of("p1") == [second, SUBMISSION], "the newest first, the earlier one stays"


@proves(DecideSubmission)
async def _(scene: Scene) -> None:
    await _filed(scene)
    await scene.turn(DecideSubmission("p1", 1, ApplicationState.SUPPLEMENT, DAY, ("score",), "Chưa chấm"), who="minh")
    (kept,) = await scene.store.submissions_of("p1")
    assert kept == replace(SUBMISSION, verdict="supplement", decided=DAY, marked=("score",), reason="Chưa chấm")


async def test_a_filing_of_another_version_is_read_with_what_it_has(scene: Scene) -> None:
    """Fields come and go: what was handed in can be opened whatever this version knows of it."""
    await _filed(scene)
    parts: dict[str, Any] = {
        "product": {"id": "p1", "name": "Tôm khô", "area": "o32035", "state": "filed", "colour": "red"},
        "papers": [{"id": "w1", "kind": "story", "name": "Chuyện", "files": ["c" * 32], "product": "p1"}, {"id": "w2"}],
    }
    parts["papers"].append({"id": "w3", "file": "d" * 32})
    await scene.store.database.write([Statement("UPDATE submission SET parts = ?", (json.dumps(parts),))])
    (kept,) = await scene.store.submissions_of("p1")
    application = kept.contents.application
    assert (application.name, application.state, application.revision, application.answers["photos"]) == (
        "Tôm khô",
        "filed",
        0,
        ["b" * 32],
    )
    papers = [(p.id, p.files, p.expires) for p in kept.contents.papers]
    assert papers == [("w1", ("c" * 32,), None), ("w2", (), None), ("w3", ("d" * 32,), None)]
    assert (kept.contents.plan, kept.contents.sheets) == ({}, ())


@proves(KeepExport)
async def _(scene: Scene) -> None:
    one, two = (Upload(c * 32, "du-lieu-cua-toi.zip", "application/zip", 9) for c in "ab")
    await scene.turn(KeepExport((one,)))
    await scene.turn(KeepExport((one,)), who="minh")
    await scene.turn(KeepExport((two,)))
    kept = await scene.rows("SELECT id, person_id, content_type FROM file ORDER BY person_id, id")
    assert kept == [(one.id, 1, "dropped"), (two.id, 1, "application/zip"), (one.id, 2, "application/zip")]


@proves(KeepZip)
async def _(scene: Scene) -> None:
    one, two = (Upload(c * 32, "ho-so-tom-kho.zip", "application/zip", 9) for c in "ab")
    other = Upload("c" * 32, "ho-so-mat-ong.zip", "application/zip", 9)
    await scene.turn(KeepZip(one), KeepZip(other))
    await scene.turn(KeepZip(one), who="minh")
    await scene.turn(KeepZip(two))
    kept = await scene.rows("SELECT id, person_id, content_type FROM file ORDER BY person_id, id")
    whole = "application/zip"
    assert kept == [(one.id, 1, "dropped"), (two.id, 1, whole), (other.id, 1, whole), (one.id, 2, whole)]


@proves(ErasePerson)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(SaveDraft(DRAFT), PutApplication(replace(APPLICATION, owner=lan.id), {}))
    await scene.turn(await scene.store.erasure(lan.id))
    assert await scene.store.applications_of(lan.id, "camau-2022") == []
    assert await scene.store.drafts_of(lan.id, "camau-2022") == []
    assert (await scene.person()).id != lan.id


@proves(NewCalendarAddress)
async def _(scene: Scene) -> None:
    lan, minh = await scene.person(), await scene.person("minh")
    before = await scene.store.calendar_version(lan.id)
    await scene.turn(NewCalendarAddress())
    assert await scene.store.calendar_version(lan.id) == before + 1
    assert await scene.store.calendar_version(minh.id) == before
    assert await scene.store.calendar_version(10**9) not in range(before, before + 2), "nobody has no calendar"


# What was changed meanwhile is not overwritten, and nothing of the unit is written.

# Rounds of councils

ROUND = Round(
    "r1", "camau-2022", "o96", "province", date(2022, 8, 10), "Hội trường", duty="cm22-a4-5.5", occurrence="once"
)


async def _convened(scene: Scene, *more: Write) -> Application:
    """A round of the province with one checked product."""
    lan = await scene.person()
    checked = replace(APPLICATION, owner=lan.id, product="q1", state=ApplicationState.CHECKED)
    await scene.turn(PutApplication(checked, {}))
    await scene.turn(PutRound(ROUND, ("p1",)), *more, who="minh")
    found = await scene.store.application("p1")
    assert found
    return found


async def _sheet(scene: Scene, who: str, total: str = "78.5", **more: Any) -> PutMemberSheet:
    member = await scene.person(who)
    return PutMemberSheet(MemberSheet("r1", "p1", member.id, Decimal(total), **more))


async def _result(scene: Scene, **more: Any) -> Result:
    lan = await scene.person()
    found = Result("p1", "r1", lan.id, "province", "o96", 3, Decimal("78.50"), 4, 4, Verdict.RECOGNISED, "c", "s14")
    return replace(found, **more)


@proves(PutRound)
async def _(scene: Scene) -> None:
    application = await _convened(scene)
    assert await scene.store.round("r1") == ROUND
    assert await scene.store.rounds_in(["o96"], [RoundState.OPEN]) == [RoundLine(ROUND, 1)]
    assert await scene.store.agenda_of("r1") == [application]
    assert await scene.store.judged_now("p1") == [ROUND]
    assert await scene.store.waiting_for_council(["o32035"]) == [], "it is on an agenda"
    lan = await scene.person()
    for state in (ApplicationState.FILED, ApplicationState.CHECKED):
        other = replace(APPLICATION, id=f"p-{state}", owner=lan.id, name=state, state=state)
        await scene.turn(PutApplication(other, {}))
    await scene.turn(PutRound(replace(ROUND, id="r2"), ("p-filed", "p-checked")), who="minh")
    assert [one.id for one in await scene.store.agenda_of("r2")] == ["p-checked"], "what is not checked stays behind"


@proves(MoveRound)
async def _(scene: Scene) -> None:
    await _convened(scene, MoveRound("r1", DAY, "Phòng họp 2"))
    found = await scene.store.round("r1")
    assert found
    assert (found.held_on, found.place) == (DAY, "Phòng họp 2")


@proves(PutSamples)
async def _(scene: Scene) -> None:
    await _convened(scene)
    assert await scene.store.samples_in("r1") == {"p1": 0}
    await scene.turn(PutSamples("r1", "p1", 4), who="minh")
    assert await scene.store.samples_in("r1") == {"p1": 4}
    with pytest.raises(Conflict):
        await scene.turn(PutSamples("r1", "p9", 4), who="minh")


@proves(SetAgenda)
async def _(scene: Scene) -> None:
    application = await _convened(scene, SetAgenda("r1", "p1", on=False))
    assert await scene.store.agenda_of("r1") == []
    assert await scene.store.waiting_for_council(["o32035"]) == [ForCouncil(application)]
    await scene.turn(SetAgenda("r1", "p1"))
    assert await scene.store.agenda_of("r1") == [application]


@proves(PutSeat)
async def _(scene: Scene) -> None:
    hai = await scene.person("hai")
    seat = RoundSeat(hai.id, "Ủy viên Hai", EXCUSED, "Đi công tác")
    await _convened(scene, PutSeat("r1", seat))
    assert await scene.store.seats_of("r1") == [seat]


@proves(PutMemberSheet)
async def _(scene: Scene) -> None:
    await _convened(scene)
    first = await _sheet(scene, "hai", decision="c", set_id="s14", answers={"1.1": 3}, comment="Ngon")
    await scene.turn(first, who="hai")
    assert await scene.store.sheets_in("r1") == [first.sheet]
    again = await _sheet(scene, "hai", "80")
    await scene.turn(again, who="hai", channel="telegram")
    assert await scene.store.sheets_in("r1", "p1") == [again.sheet], "the last of a member holds"
    found = await scene.store.round("r1")
    assert found
    assert found.sheets == 2
    secret = await scene.rows("SELECT was, became, reason FROM audit WHERE kind = 'council.scored'")
    assert not any("80" in str(row) or "78" in str(row) for row in secret), "points are sealed, also in the audit"


@proves(CloseRound)
async def _(scene: Scene) -> None:
    await _convened(scene)
    await scene.turn(await _sheet(scene, "hai"), who="hai")
    hai, ba = await scene.person("hai"), await scene.person("ba")
    seats = (RoundSeat(hai.id, "Hai", PRESENT), RoundSeat(ba.id, "Ba", ABSENT))
    await scene.turn(CloseRound("r1", 1, seats), who="minh")
    assert await scene.store.seats_of("r1") == sorted(seats, key=lambda seat: seat.person)
    (line,) = await scene.store.rounds_in(["o96"], [RoundState.CLOSED])
    assert line.round == replace(ROUND, state=RoundState.CLOSED, sheets=1)


@proves(ReopenRound)
async def _(scene: Scene) -> None:
    await _convened(scene, CloseRound("r1", 0, ()))
    await scene.turn(Conclude(await _result(scene)), ReopenRound("r1"))
    found = await scene.store.round("r1")
    assert found == ROUND
    assert await scene.store.results_in("r1") == {}


@proves(Conclude)
async def _(scene: Scene) -> None:
    await _convened(scene, CloseRound("r1", 0, ()))
    first = await _result(scene, star=3, reason="Bao bì chưa đạt")
    await scene.turn(Conclude(first))
    assert await scene.store.results_in("r1") == {"p1": first}
    last = await _result(scene, parts={"A": "31.00"}, items={"1.1": "2.67"}, missed=("1.2",), comment="Cần tem")
    with pytest.raises(Conflict):
        await scene.turn(Conclude(last))
    await scene.turn(Conclude(last, first))
    assert await scene.store.results_in("r1") == {"p1": last}
    with pytest.raises(Conflict):
        await scene.turn(Conclude(first, first))
    assert await scene.store.results_of("p1") == [], "sealed until it is told"


@proves(DecideRound)
async def _(scene: Scene) -> None:
    await _convened(scene, CloseRound("r1", 0, ()), DecideRound("r1", "112/QĐ-UBND", DAY))
    found = await scene.store.round("r1")
    assert found
    assert (found.state, found.decision, found.decided_on) == (RoundState.TOLD, "112/QĐ-UBND", DAY)


@proves(GiveResult)
async def _(scene: Scene) -> None:
    application = await _convened(scene, CloseRound("r1", 0, ()))
    result = await _result(scene)
    told = replace(result, decision="112/QĐ-UBND", decided_on=DAY, certificate="07/GCN", expires=date(2025, 2, 15))
    await scene.turn(Conclude(result), DecideRound("r1", "112/QĐ-UBND", DAY))
    await scene.turn(GiveResult(told, application.revision, final=True, product="q1"), who="minh")
    assert await scene.store.results_of("p1") == [replace(told, told=True)]
    after = await scene.store.application("p1")
    assert after
    assert after.state is ApplicationState.JUDGED
    (held,) = await scene.store.recognitions_of(application.owner)
    assert (held.star, held.source, held.number, held.expires) == (4, "result", "07/GCN", date(2025, 2, 15))


async def test_the_ministrys_rows_are_the_last_recognition_of_each_product_with_what_was_earned(scene: Scene) -> None:
    application = await _convened(scene, CloseRound("r1", 0, ()))
    result = replace(await _result(scene), decision="112", decided_on=DAY, certificate="7", expires=date(2025, 2, 15))
    await scene.turn(Conclude(result), DecideRound("r1", "112", DAY))
    await scene.turn(GiveResult(result, application.revision, final=True, product=application.product), who="minh")
    earned = {"revenue": {"dong": 120_500_000, "per": ""}}
    answer = ReportAnswer("b1", str(application.owner), application.owner, "o32035", "Hộ Lan", earned)
    await scene.turn(PutReportAnswer(answer))
    (row,) = await scene.store.ministry_rows(["o32035"], DAY)
    assert (row.number, row.unit, row.year, row.star, row.state) == ("7", "32035", DAY.year, 4, "holds")
    assert row.revenue == Decimal("120.50")
    assert await scene.store.ministry_rows(["o31999"], DAY) == []
    (lapsed,) = await scene.store.ministry_rows(["o32035"], date(2025, 2, 16))
    assert lapsed.state == "lapsed"


async def test_the_ministrys_rows_hold_what_lists_recognise_claimed_or_not(scene: Scene) -> None:
    one, lan = await _imported(scene), await scene.person()
    for _ in range(2):
        (row,) = await scene.store.ministry_rows(["o32035"], DAY)
        assert (row.product, row.unit, row.star, row.producer) == ("iq", "32035", 4, "HTX Tôm")
        assert await scene.store.ministry_rows(["o31999"], DAY) == []
        if (await scene.store.imported("ip")) == one:
            await scene.turn(GiveImported(one, lan.id, DAY, "", "Tỉnh Cà Mau"), who="minh")


async def test_what_an_erased_account_had_claimed_is_claimed_again_whole(scene: Scene) -> None:
    one, lan = await _imported(scene), await scene.person()
    await scene.turn(GiveImported(one, lan.id, DAY, "", "Tỉnh Cà Mau"), who="minh")
    kept = replace(APPLICATION, owner=lan.id, product="iq", state=ApplicationState.FILED)
    await scene.turn(PutApplication(kept, {}))
    await scene.turn(await erasure(scene.store.database, lan.id))
    again = await scene.store.imported("ip")
    assert again
    assert not again.owner
    hoa = await scene.person("hoa")
    await scene.turn(GiveImported(again, hoa.id, DAY, "", "Tỉnh Cà Mau"), who="minh")
    (product,) = await scene.store.products_of(hoa.id)
    (star,) = await scene.store.recognitions_of(hoa.id)
    (paper,) = await scene.store.papers_of(hoa.id)
    assert (product.id, star.product, star.star, paper.star) == ("iq", "iq", 4, 4)
    assert await scene.store.products_of(lan.id) == []


def _idea(owner: int, outcome: Pick = Pick.CHOSEN, what: What = What.IDEA) -> Selection:
    return Selection("p1", what, outcome, owner, "Có giấy trước tháng 6", DAY)


@proves(PutSelection)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id, state=ApplicationState.ACCEPTED), {}))
    (waits,) = await scene.store.to_choose(["o32035"], What.IDEA)
    assert waits.id == "p1"
    await scene.turn(PutSelection(_idea(lan.id)), who="minh")
    assert await scene.store.selections_of("p1") == {What.IDEA: _idea(lan.id)}
    assert await scene.store.to_choose(["o32035"], What.IDEA) == []
    assert await scene.store.to_choose(["o32035"], What.PLAN) == [], "it was not handed in"
    for outcome, waiting in ((Pick.SENT, 1), (Pick.REFUSED, 0), (Pick.SENT, 1)):
        await scene.turn(PutSelection(_idea(lan.id, outcome, What.PLAN)))
        assert len(await scene.store.to_choose(["o32035"], What.PLAN)) == waiting


@proves(SetProducerMark)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    for value, kept in ((True, {Mark.TRAINED: True}), (False, {Mark.TRAINED: False}), (None, {})):
        await scene.turn(SetProducerMark(lan.id, Mark.TRAINED, value), who="minh")
        assert await scene.store.marks_of(lan.id) == kept
        (one,) = await scene.store.taking_part(["o32035"], APPLICATION.programme, DAY)
        assert (one.account, one.marks, one.stars) == (lan.id, kept, 0)


_WANTED = ReportRequest(
    "b1",
    "o32035",
    "camau-2022",
    "Số liệu tháng 6",
    (ReportField("f1", FieldKind.NUMBER, "Bao nhiêu kg?", unit="kg"),),
    "producer",
    DAY,
    0,
    NOW,
)


@proves(PutReportRequest)
async def _(scene: Scene) -> None:
    await scene.turn(PutReportRequest(_WANTED), who="minh")
    minh = await scene.person("minh")
    (kept,) = await scene.store.report_requests(["o32035"])
    assert kept == replace(_WANTED, by=minh.id)
    assert await scene.store.report_request("b1") == kept
    assert await scene.store.report_requests(["o31999"]) == []


@proves(CloseReportRequest)
async def _(scene: Scene) -> None:
    await scene.turn(PutReportRequest(_WANTED), CloseReportRequest("b1"), who="minh")
    assert await scene.store.report_requests(["o32035"]) == []
    (closed,) = await scene.store.report_requests(["o32035"], closed=True)
    assert not closed.open
    with pytest.raises(Conflict):
        await scene.turn(CloseReportRequest("b1"))


@proves(PutReportAnswer)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    answer = ReportAnswer("b1", str(lan.id), lan.id, "o32035", "Hộ Lan", {"f1": 12})
    await scene.turn(PutReportAnswer(answer))
    await scene.turn(PutReportAnswer(replace(answer, answers={"f1": 15})))
    (kept,) = await scene.store.report_answers("b1", ["o32035"])
    assert (kept.answers, kept.name) == ({"f1": 15}, "Hộ Lan")
    assert await scene.store.report_answer("b1", str(lan.id)) == kept
    assert await scene.store.report_answers("b1", ["o31999"]) == []
    assert ("reporting.answered", '{"f1":12}') in await scene.rows("SELECT kind, was FROM audit")


async def test_progress_counts_where_each_application_is_and_what_it_was_given(scene: Scene) -> None:
    application = await _convened(scene, CloseRound("r1", 0, ()))
    (entry,) = await scene.store.progress_in(["o32035"], application.programme)
    assert (entry.step, entry.star, entry.owner) == (ProgressStep.CHECKED, 0, application.owner)
    result = replace(await _result(scene), decision="112", decided_on=DAY, certificate="7", expires=date(2025, 2, 15))
    await scene.turn(Conclude(result), DecideRound("r1", "112", DAY))
    await scene.turn(GiveResult(result, application.revision, final=True, product="q1"), who="minh")
    (entry,) = await scene.store.progress_in(["o32035"], application.programme)
    assert (entry.step, entry.star, entry.recognised_on) == (ProgressStep.RECOGNISED, 4, DAY)
    (one,) = await scene.store.taking_part(["o32035"], application.programme, DAY)
    assert one.stars == 4
    assert await scene.store.progress_in(["o31999"], application.programme) == []


@proves(TakeSelection)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id, state=ApplicationState.ACCEPTED), {}))
    plan = (PutSelection(_idea(lan.id, outcome, What.PLAN)) for outcome in (Pick.SENT, Pick.CHOSEN))
    await scene.turn(PutSelection(_idea(lan.id)), *plan)
    await scene.turn(TakeSelection("p1", What.IDEA), TakeSelection("p1", What.PLAN), who="minh")
    for what in What:
        assert len(await scene.store.to_choose(["o32035"], what)) == 1, "it waits again"


@proves(EndRecognition)
async def _(scene: Scene) -> None:
    application = await _convened(scene, CloseRound("r1", 0, ()), DecideRound("r1", "112/QĐ-UBND", DAY))
    result = await _result(scene, decision="112/QĐ-UBND", decided_on=DAY, expires=date(2025, 2, 15), certificate="07")
    await scene.store.database.write([Statement("UPDATE round SET state = 'closed'")])
    await scene.turn(Conclude(result), GiveResult(result, application.revision, True, "q1", "Tỉnh Cà Mau"))
    (paper,) = await scene.store.papers_of(application.owner)
    assert (paper.kind, paper.star, paper.expires, paper.products) == ("recognition", 4, date(2025, 2, 15), ("q1",))
    end = date(2023, 5, 2)
    await scene.turn(EndRecognition("p1", "q1", "mark", "Dùng sai nhãn", "9/QĐ-UBND", end), who="minh")
    (held,) = await scene.store.recognitions_of(application.owner)
    assert (held.holds(date(2023, 5, 1)), held.holds(end)) == (True, False)
    (paper,) = await scene.store.papers_of(application.owner)
    assert paper.expires == end, "nobody is reminded of a star that was taken away"


# The dashboard, imported lists, agencies, lives of products, visits, leaves


@proves(OfferDashboard)
async def _(scene: Scene) -> None:
    sessions, lan = DashboardSessions(scene.store.database), await scene.person()
    await scene.turn(OfferDashboard("first", NOW + timedelta(minutes=10)))
    await scene.turn(OfferDashboard("second", NOW + timedelta(minutes=10)))
    assert await sessions.offered_to("first", NOW) == 0, "an earlier link opens nothing any more"
    assert await sessions.offered_to("second", NOW + timedelta(minutes=10)) == 0, "its time is over"
    assert await sessions.open("second", "cookie", "Chrome", NOW) == lan.id
    assert await sessions.open("second", "other", "Chrome", NOW) == 0, "once"


@proves(EndDashboard)
async def _(scene: Scene) -> None:
    sessions, lan = DashboardSessions(scene.store.database), await scene.person()
    await scene.turn(OfferDashboard("code", NOW + timedelta(minutes=10)))
    await sessions.open("code", "cookie", "Chrome", NOW)
    assert [phone.address for phone in await scene.store.dashboards(lan.id, NOW)] == ["code"]
    with pytest.raises(Conflict):
        await scene.turn(EndDashboard("code"), who="minh")
    await scene.turn(EndDashboard("code"))
    assert await sessions.signed_in("cookie", NOW) is None
    with pytest.raises(Conflict):
        await scene.turn(EndDashboard("code"))


SENT_LIST = ImportFile("i1", 0, "o32035", "danh sách.xlsx", "f" * 32, {"0:B": "product"}, {"rows": 3})


@proves(PutImport)
async def _(scene: Scene) -> None:
    await scene.turn(PutImport(SENT_LIST))
    await scene.turn(PutImport(replace(SENT_LIST, columns={"0:C": "product"})))
    kept = await scene.store.import_file("i1")
    assert kept == replace(SENT_LIST, person=(await scene.person()).id, columns={"0:C": "product"})


@proves(DropImport)
async def _(scene: Scene) -> None:
    await scene.turn(PutImport(SENT_LIST), DropImport("i1"))
    kept = await scene.store.import_file("i1")
    assert kept
    assert kept.state == "dropped"


async def _imported(scene: Scene) -> ImportedProducer:
    """A producer of a list with a product of four stars, which nobody speaks for."""
    await scene.store.database.write(
        [
            Statement(
                "INSERT INTO imported_producer (id, area, key, name_key, name, answers, phone, at) VALUES"
                " ('ip', 'o32035', 'htx tom', 'tom', 'HTX Tôm', '{}', '+84912345678', '')"
            ),
            Statement(
                "INSERT INTO imported_product (id, producer_id, area, name, key) VALUES"
                " ('iq', 'ip', 'o32035', 'Tôm khô', 'tom kho')"
            ),
            Statement(
                "INSERT INTO imported_recognition (product_id, position, star, issued_on, expires_on, number)"
                " VALUES ('iq', 0, 4, '2021-12-01', '2024-11-30', '15')"
            ),
        ]
    )
    found = await scene.store.imported("ip")
    assert found
    return found


@proves(OfferClaim)
async def _(scene: Scene) -> None:
    one = await _imported(scene)
    await scene.turn(OfferClaim("ip", "former", NOW + timedelta(days=7)))
    await scene.turn(OfferClaim("ip", "code", NOW + timedelta(days=7)))
    assert await scene.store.imported_by_code("code", NOW) == one
    assert await scene.store.imported_by_code("former", NOW) is None
    assert await scene.store.imported_by_code("code", NOW + timedelta(days=7)) is None
    assert await scene.store.imported_by_code("", NOW) is None


@proves(PutClaim)
async def _(scene: Scene) -> None:
    await _imported(scene)
    await scene.turn(PutClaim("c1", "ip", "o32035"))
    with pytest.raises(Conflict):
        await scene.turn(PutClaim("c2", "ip", "o32035"))
    await scene.turn(PutClaim("c3", "ip", "o32035"), who="minh")
    assert [one.id for one in await scene.store.claims_in(["o32035"])] == ["c1", "c3"]
    assert [one.id for one in await scene.store.claims_of((await scene.person()).id)] == ["c1"]
    assert await scene.store.claims_in(["o32038"]) == []


@proves(DenyClaim)
async def _(scene: Scene) -> None:
    await _imported(scene)
    await scene.turn(PutClaim("c1", "ip", "o32035"))
    await scene.turn(DenyClaim("c1"), who="minh")
    assert await scene.store.claims_in(["o32035"]) == []
    with pytest.raises(Conflict):
        await scene.turn(DenyClaim("c1"), who="minh")


@proves(GiveImported)
async def _(scene: Scene) -> None:
    lan, one = await scene.person(), await _imported(scene)
    await scene.turn(PutClaim("c1", "ip", "o32035"))
    await scene.turn(PutClaim("c2", "ip", "o32035"), who="stranger")
    given = GiveImported(one, lan.id, DAY, "c1", "Tỉnh Cà Mau")
    await scene.turn(given, who="minh")
    (held,) = await scene.store.recognitions_of(lan.id)
    assert (held.product, held.star, held.number) == ("iq", 4, "15")
    (paper,) = await scene.store.papers_of(lan.id)
    assert (paper.name, paper.star, paper.issuer) == ("Tôm khô", 4, "Tỉnh Cà Mau")
    assert await scene.rows("SELECT id, verdict FROM claim ORDER BY id") == [("c1", "confirmed"), ("c2", "denied")]
    with pytest.raises(Conflict):
        await scene.turn(replace(given, claim=""), who="minh")


@proves(PutAgencyContact)
async def _(scene: Scene) -> None:
    first = AgencyContact("n96", "industry", "Phòng Thương mại", "0290 3831 234", "Phường Tân Thành")
    await scene.turn(PutAgencyContact(first))
    await scene.turn(PutAgencyContact(replace(first, phone="")))
    assert await contacts_in(scene.store.database, ["n96"]) == [replace(first, phone="")]
    assert await contacts_in(scene.store.database, ["o32035"]) == []
    was = await scene.rows("SELECT was FROM audit WHERE kind = 'agency.said' ORDER BY id")
    assert was[1] == ("Phòng Thương mại, 0290 3831 234, Phường Tân Thành",)


async def _asked_of_life(scene: Scene, request: str = "r1", product: str = "q1") -> Application:
    """Lan's recognised product, of which something is asked for."""
    lan = await scene.person()
    application = replace(APPLICATION, owner=lan.id, product=product, state=ApplicationState.ACCEPTED)
    if await scene.store.application("p1") is None:
        await scene.turn(PutApplication(application, {}))
        await scene.store.database.write(
            [
                Statement(
                    "INSERT INTO recognition (product_id, person_id, star, source, issued_on, expires_on)"
                    " VALUES ('q1', ?, 4, 'result', '2021-12-01', '2024-11-30')",
                    (lan.id,),
                )
            ]
        )
    asked = ChangeRequest(request, "p1", lan.id, "o32035", "life", "", "", "Mất mùa", scene.now)
    await scene.turn(PutChange(asked))
    found = await scene.store.application("p1")
    assert found
    return found


@proves(StopProduct)
async def _(scene: Scene) -> None:
    about = await _asked_of_life(scene)
    stop = StopProduct("r1", about, DAY, "Mất mùa", about)
    await scene.turn(stop, who="minh")
    (held,) = await scene.store.recognitions_of(about.owner)
    assert not held.holds(DAY)
    assert await scene.rows("SELECT stopped_on FROM product WHERE id = 'q1'") == [(DAY.isoformat(),)]
    ended = await scene.store.application("p1")
    assert ended
    assert ended.closed == "ended"
    with pytest.raises(Conflict):
        await scene.turn(stop, who="minh")


@proves(ResumeProduct)
async def _(scene: Scene) -> None:
    about = await _asked_of_life(scene)
    await scene.turn(StopProduct("r1", about, DAY, "Mất mùa"), who="minh")
    await _asked_of_life(scene, "r2")
    await scene.turn(ResumeProduct("r2", about), who="minh")
    (held,) = await scene.store.recognitions_of(about.owner)
    assert held.holds(DAY)
    assert await scene.rows("SELECT stopped_on FROM product WHERE id = 'q1'") == [("",)]


@proves(MovePlace)
async def _(scene: Scene) -> None:
    about = await _asked_of_life(scene)
    move = MovePlace("r1", about, "o32038", (Became(about, {**about.answers, "area": "o32038"}),), whole=True)
    await scene.turn(move, who="minh")
    moved = await scene.store.application("p1")
    assert moved
    assert (moved.area, moved.answers["area"], moved.revision) == ("o32038", "o32038", about.revision + 1)
    with pytest.raises(Conflict):
        await scene.turn(move, who="minh")


def _new_producer(owner: int) -> NewProducer:
    return NewProducer("o9", owner, "Công ty Tôm", {"producer_name": "Công ty Tôm", "phone": "+84987654321"})


@proves(ChangeProducer)
async def _(scene: Scene) -> None:
    about = await _asked_of_life(scene)
    change = ChangeProducer("r1", about, _new_producer(about.owner), ("q1",), (Became(about, {"story": "Mới"}),))
    await scene.turn(change, who="minh")
    changed = await scene.store.application("p1")
    assert changed
    assert (changed.producer, changed.producer_name, changed.answers) == ("o9", "Công ty Tôm", {"story": "Mới"})
    assert await scene.rows("SELECT producer_id FROM product WHERE id = 'q1'") == [("o9",)]


async def _offered(scene: Scene) -> Application:
    about = await _asked_of_life(scene)
    offer = ChangeRequest("h1", "p1", about.owner, "o32035", "hand_on", "", "", "Sang tên", scene.now, code="secret")
    await scene.turn(OfferProduct(offer))
    return about


@proves(OfferProduct)
async def _(scene: Scene) -> None:
    about = await _offered(scene)
    again = ChangeRequest("h2", "p1", about.owner, "o32035", "hand_on", "", "", "Sang tên", scene.now, code="later")
    await scene.turn(OfferProduct(again))
    rows = await scene.rows("SELECT id, verdict, code FROM change_request WHERE question = 'hand_on' ORDER BY id")
    assert rows == [("h1", "dropped", ""), ("h2", "offered", "later")]


@proves(TakeOffer)
async def _(scene: Scene) -> None:
    await _offered(scene)
    minh = await scene.person("minh")
    take = TakeOffer("h1", "p1", {"name": "Công ty Tôm"}, minh.id)
    await scene.turn(take, who="minh")
    rows = await scene.rows("SELECT verdict, code, taker_id FROM change_request WHERE id = 'h1'")
    assert rows == [("", "", minh.id)], "it waits for the officer, and the code opens nothing"
    with pytest.raises(Conflict):
        await scene.turn(take, who="third")


@proves(DropOffer)
async def _(scene: Scene) -> None:
    await _offered(scene)
    await scene.turn(DropOffer("h1", "p1"), who="minh")
    assert await scene.rows("SELECT verdict, code FROM change_request WHERE id = 'h1'") == [("dropped", "")]
    with pytest.raises(Conflict):
        await scene.turn(DropOffer("h1", "p1"), who="minh")


@proves(HandOn)
async def _(scene: Scene) -> None:
    about, minh = await _offered(scene), await scene.person("minh")
    await scene.turn(TakeOffer("h1", "p1", {}, minh.id), who="minh")
    running = (Became(about, {"story": "Của người mới"}),)
    hand = HandOn("h1", about, "q1", _new_producer(minh.id), running, (), (), (), (), ())
    await scene.turn(hand, who="officer")
    handed = await scene.store.application("p1")
    assert handed
    assert (handed.owner, handed.producer, handed.answers) == (minh.id, "o9", {"story": "Của người mới"})
    assert [held.star for held in await scene.store.recognitions_of(minh.id)] == [4]
    assert await scene.store.recognitions_of(about.owner) == []
    assert await scene.rows("SELECT person_id, producer_id FROM product WHERE id = 'q1'") == [(minh.id, "o9")]
    with pytest.raises(Conflict):
        await scene.turn(hand, who="officer")


async def test_whatever_stands_with_an_application_goes_along_when_its_product_is_handed_on(scene: Scene) -> None:
    """Else the former producer keeps it, and takes it along when they are erased."""
    about, minh = await _offered(scene), await scene.person("minh")
    with_it = [
        table
        for table in metadata.tables.values()
        if {"application_id", "person_id"} <= set(table.columns.keys()) and table.name not in HELD_BY_OTHERS
    ]
    await scene.turn(PutRound(ROUND, ()))
    for table in with_it:
        own = {"application_id": "p1", "person_id": about.owner, "product_id": "q1", "verdict": "", "round_id": "r1"}
        needed = [
            c for c in table.columns if c.name in own or c.primary_key or (not c.nullable and c.server_default is None)
        ]
        values = [own.get(c.name, 7 if c.type.python_type is int else f"x-{table.name}") for c in needed]
        names = ", ".join(c.name for c in needed)
        places = ", ".join("?" for _ in needed)
        await scene.store.database.write(
            [Statement(f"INSERT INTO {table.name} ({names}) VALUES ({places})", (*values,))]
        )
    again = StartDuty("camau-2022", started(RESUBMITTED, DAY, "p1"), str(about.owner), "Tôm khô", "p1", about.owner)
    await scene.turn(again, TakeOffer("h1", "p1", {}, minh.id))
    running = (Became(about, {}),)
    await scene.turn(HandOn("h1", about, "q1", _new_producer(minh.id), running, (), (), (), (), ()), who="officer")
    for table in with_it:
        rows = await scene.rows(f"SELECT person_id FROM {table.name} WHERE application_id = 'p1'")
        if table.name == "change_request":
            rows = await scene.rows("SELECT person_id FROM change_request WHERE verdict = ''")
        assert {row[0] for row in rows} == {minh.id}, table.name
    assert await scene.rows("SELECT scope, person_id FROM started") == [(str(minh.id), minh.id)]


HELD_BY_OTHERS = {"round_sheet"}
"""Tables that name an application, and a person who is not its producer."""
RESUBMITTED = next(d for d in load_programme("dakdoa-2022").duties if d.id == "dd22-x-52-resubmit")
FOUND = VisitFinding("f1", "v1", "p1", 0, "o32035", "label", "In lại nhãn", DAY + timedelta(days=30), ("c" * 32,))


async def _visited(scene: Scene) -> VisitFinding:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    visit = Visit("v1", "p1", lan.id, "o32035", DAY, 0, ("label",), "Chị Lan", "Gặp tại xưởng")
    await scene.turn(PutVisit(visit, (replace(FOUND, person=lan.id),)), who="minh")
    officer = await scene.person("minh")
    assert await scene.store.visits_of("p1") == [await scene.store.visit("v1")] == [replace(visit, by=officer.id)]
    found = await scene.store.finding("f1")
    assert found
    return found


@proves(PutVisit)
async def _(scene: Scene) -> None:
    found = await _visited(scene)
    assert found == replace(FOUND, person=found.person, name="Tôm khô")
    assert await scene.store.findings_of("v1") == [found]
    assert await scene.store.own_findings(found.person) == [found]
    assert await scene.store.findings_in(["o32035"], 5, 0) == (1, [found])
    assert await scene.store.findings_in(["o32035"], 5, found.person) == (0, []), "never one's own"


@proves(AnswerFinding)
async def _(scene: Scene) -> None:
    found = await _visited(scene)
    await scene.turn(AnswerFinding(found, "Đã in lại", ("d" * 32,)))
    answered = await scene.store.finding("f1")
    assert answered == replace(found, state=FindingState.ANSWERED, answer="Đã in lại", answer_files=("d" * 32,))
    with pytest.raises(Conflict):
        await scene.turn(AnswerFinding(found, "Nữa", ()))


@proves(CloseFinding)
async def _(scene: Scene) -> None:
    found = await _visited(scene)
    await scene.turn(CloseFinding(found), who="minh")
    assert await scene.store.own_findings(found.person) == []
    with pytest.raises(Conflict):
        await scene.turn(CloseFinding(found), who="minh")


@proves(ReopenFinding)
async def _(scene: Scene) -> None:
    found = await _visited(scene)
    with pytest.raises(Conflict):
        await scene.turn(ReopenFinding(found, "Chưa"), who="minh")
    await scene.turn(AnswerFinding(found, "Đã in lại", ()))
    await scene.turn(ReopenFinding(found, "Còn mờ"), who="minh")
    again = await scene.store.finding("f1")
    assert again
    assert (again.state, again.note, again.answer) == (FindingState.OPEN, "Còn mờ", "Đã in lại")


CLASS = Activity(
    *("a1", "o32035", APPLICATION.programme, ActivityKind.CLASS, "Tập huấn hồ sơ", "2022-03-20T08:00"),
    *(date(2022, 3, 20), "Hội trường xã", 1, "Sổ ghi", Target("producer", ("o32035",))),
)


async def _class(scene: Scene) -> tuple[Activity, Attendance]:
    """A class with one seat, to which Lan is invited."""
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id, area="o32035"), {}))
    await scene.turn(PutActivity(CLASS), who="minh")
    programme = load_programme(CLASS.programme)
    guests = InviteGuests(replace(CLASS, notice="a1"), programme, load_areas(), Counted(programme.id))
    await scene.turn(guests, who="minh")
    with pytest.raises(Conflict):
        await scene.turn(guests, who="minh")
    here = await scene.store.activity("a1")
    assert here
    return here, (await scene.store.attendance("a1", [lan.id]))[0]


@proves(PutActivity)
async def _(scene: Scene) -> None:
    await scene.turn(PutActivity(CLASS), who="minh")
    minh = await scene.person("minh")
    assert await scene.store.activity("a1") == replace(CLASS, by=minh.id)
    assert await scene.store.activities_in(["o32035"], 5) == (1, [replace(CLASS, by=minh.id)])
    assert await scene.store.activities_in(["o32035"], 5, since=date(2022, 3, 21)) == (0, [])
    assert await scene.store.starting_on(CLASS.day) == [], "nobody is invited yet"


@proves(InviteGuests)
async def _(scene: Scene) -> None:
    here, one = await _class(scene)
    assert (here.revision, here.notice, bool(here.invited_at)) == (1, "a1", True)
    assert (one.answer, one.area) == (Coming.UNSAID, "o32035")
    assert await scene.store.invitations_of([one.person], CLASS.day) == [(here, one)]
    assert await scene.store.starting_on(CLASS.day) == [here]
    assert (await scene.store.seats("a1")).unsaid == 1
    told = people(Target("", activity="a1"), load_programme(CLASS.programme), load_areas(), official=True)
    assert [row[0] for row in await scene.rows(told.sql, *told.args)] == [one.person]


@proves(AnswerInvitation)
async def _(scene: Scene) -> None:
    here, one = await _class(scene)
    own = replace(one, answer=Coming.INSTEAD, instead="Bình", waiting="2022-03-01")
    await scene.turn(AnswerInvitation(here, (own,)))
    seats = await scene.store.seats("a1")
    assert (seats.taken, seats.waiting, seats.queue) == (0, 1, (own,))
    assert await scene.store.guests("a1", GOING, 5) == [own]
    with pytest.raises(Conflict):
        await scene.turn(AnswerInvitation(here, (own,)))
    free = people(Target("", activity="a1", seated=True), load_programme(CLASS.programme), load_areas(), official=True)
    assert await scene.rows(free.sql, *free.args) == []


@proves(ChangeActivity)
async def _(scene: Scene) -> None:
    here, one = await _class(scene)
    own = replace(one, answer=Coming.YES)
    moved = replace(here, starts="2022-03-21T14:00", ends=date(2022, 3, 22), place="Sân", places=2, notice="n2")
    await scene.turn(ChangeActivity(moved, (own,)), who="minh")
    assert await scene.store.activity("a1") == replace(moved, revision=2)
    assert (await scene.store.seats("a1")).taken == 1
    with pytest.raises(Conflict):
        await scene.turn(ChangeActivity(moved), who="minh")
    off = replace(moved, state=ActivityState.CANCELLED, reason="Bão", revision=2)
    await scene.turn(ChangeActivity(off), who="minh")
    assert await scene.store.starting_on(date(2022, 3, 21)) == []


SERVES = replace(CLASS, duty="cm22-x-41-commune", occurrence="once", scope="o32035")


@proves(MarkAttendance)
async def _(scene: Scene) -> None:
    here, one = await _class(scene)
    assert (await scene.store.marks_of(one.person)).get(Mark.TRAINED) is None
    await scene.turn(MarkAttendance(replace(SERVES, revision=here.revision), (one.person,), ()), who="minh")
    assert (await scene.store.marks_of(one.person))[Mark.TRAINED] is True
    people_ = await scene.store.taking_part(["o32035"], CLASS.programme, CLASS.day)
    assert [each.marks for each in people_] == [{Mark.TRAINED: True}]
    assert await scene.rows("SELECT duty, scope, note FROM done") == [(SERVES.duty, "o32035", CLASS.title)]
    held = await scene.store.activities_held(["o32035"], CLASS.day, CLASS.day)
    assert [(each.state, seats.came) for each, seats in held] == [(ActivityState.HELD, 1)]
    await scene.turn(MarkAttendance(here, (), (one.person,)), who="minh")
    assert (await scene.store.seats("a1")).came == 0, "a slip is typed again"


@proves(PutOutcome)
async def _(scene: Scene) -> None:
    here, _one = await _class(scene)
    await scene.turn(PutOutcome(replace(here, found="Xong", others=3)), who="minh")
    after = await scene.store.activity("a1")
    assert after
    assert (after.found, after.others, after.state) == ("Xong", 3, ActivityState.HELD)


@proves(OpenDoor)
async def _(scene: Scene) -> None:
    here, _one = await _class(scene)
    await scene.turn(OpenDoor(replace(here, code="ABCD", code_on="2022-03-20")), who="minh")
    assert await scene.store.activity_by_code("ABCD") == replace(here, code="ABCD", code_on="2022-03-20")
    assert await scene.store.activity_by_code("") is None


@proves(ComeIn)
async def _(scene: Scene) -> None:
    here, one = await _class(scene)
    hoa = await scene.person("hoa")
    for person in (one.person, hoa.id, hoa.id):
        await scene.turn(ComeIn(here, person))
    rows = await scene.store.attendance("a1", [one.person, hoa.id])
    assert [(row.answer, bool(row.came)) for row in rows] == [(Coming.YES, True)] * 2


async def _planned(scene: Scene) -> Leave:
    """Minh will be away; Hoa is to stand in."""
    await scene.turn(AddGrant(OFFICER), who="minh")
    minh, hoa = await scene.person("minh"), await scene.person("hoa")
    await scene.turn(PlanLeave(Leave("l1", minh.id, OFFICER, DAY, DAY + timedelta(days=3), 0)), who="staff")
    one = Leave("l2", minh.id, OFFICER, DAY, DAY + timedelta(days=3), (await scene.person("staff")).id, hoa.id)
    await scene.turn(PlanLeave(one), who="staff")
    return one


async def _told_of_checks(scene: Scene) -> set[int]:
    return {one.person for one in await scene.store.officers_of([OFFICER.area], Act.CHECK)}


@proves(PlanLeave)
async def _(scene: Scene) -> None:
    one = await _planned(scene)
    assert await scene.store.leave("l2") == await scene.store.leave_of(one.person, OFFICER) == one
    assert [leave.id for leave in await running(scene.store.database)] == ["l2"], "the one before is over"
    assert await _told_of_checks(scene) == {one.person}


@proves(SetDeputy)
async def _(scene: Scene) -> None:
    one = await _planned(scene)
    await scene.turn(SetDeputy(replace(one, deputy=0, token="code")), who="staff")
    kept = await scene.store.leave("l2")
    assert kept == replace(one, deputy=0, token="code")
    code = Invitation("code", NOW + timedelta(days=7), OFFICER.role, OFFICER.area, by=one.by)
    await scene.turn(AddInvitation(code), who="staff")
    await scene.turn(UseInvitation("code"), AddGrant(OFFICER, one.by, "code"), who="new")
    assert await taken_by(scene.store.database, "code") == (await scene.person("new")).id
    await scene.turn(BeginLeave(one), who="staff")
    with pytest.raises(Conflict):
        await scene.turn(SetDeputy(one), who="staff")


@proves(BeginLeave)
async def _(scene: Scene) -> None:
    one = await _planned(scene)
    await scene.turn(BeginLeave(one), who="staff")
    assert await _told_of_checks(scene) == {one.deputy}
    assert OFFICER in (await scene.person("minh")).grants, "who is away may still look"
    with pytest.raises(Conflict):
        await scene.turn(BeginLeave(one), who="staff")


@proves(EndLeave)
async def _(scene: Scene) -> None:
    one = await _planned(scene)
    await scene.turn(BeginLeave(one), who="staff")
    await scene.turn(EndLeave(one), who="staff")
    assert await _told_of_checks(scene) == {one.person}
    assert (await scene.person("hoa")).grants == ()
    assert [was.person for was in await offices.formerly_held(scene.store.database)] == [one.deputy]
    with pytest.raises(Conflict):
        await scene.turn(EndLeave(one), who="staff")


async def test_who_stands_in_for_two_keeps_the_role_until_the_last_of_them_is_back(scene: Scene) -> None:
    one = await _planned(scene)
    await scene.turn(AddGrant(OFFICER), who="lan")
    lan, longer = await scene.person("lan"), one.until + timedelta(days=4)
    two = replace(one, id="l3", person=lan.id, until=longer)
    await scene.turn(PlanLeave(two), BeginLeave(one), BeginLeave(two), who="staff")
    await scene.turn(EndLeave(one), who="staff")
    ((held, until),) = await scene.store.database.fetch(
        "SELECT person_id, until_on FROM role WHERE person_id = ?", (one.deputy,)
    )
    assert (held, until) == (one.deputy, longer.isoformat())
    await scene.turn(EndLeave(two), who="staff")
    assert (await scene.person("hoa")).grants == ()
    assert await _told_of_checks(scene) == {one.person, lan.id}


async def test_who_stands_in_already_and_comes_by_a_code_begins_the_second_leave_too(scene: Scene) -> None:
    one = await _planned(scene)
    await scene.turn(BeginLeave(one), who="staff")
    await scene.turn(AddGrant(OFFICER), who="lan")
    lan = await scene.person("lan")
    two = replace(one, id="l3", person=lan.id, deputy=0)
    code = Invitation("again", NOW + timedelta(days=7), OFFICER.role, OFFICER.area, by=one.by)
    await scene.turn(PlanLeave(two), AddInvitation(code), SetDeputy(replace(two, token="again")), who="staff")
    assert await taken_by(scene.store.database, "again") == 0
    await scene.turn(UseInvitation("again"), AddGrant(OFFICER, one.by, "again"), who="hoa")
    assert await taken_by(scene.store.database, "again") == one.deputy
    await scene.turn(BeginLeave(replace(two, deputy=one.deputy, token="again")), who="staff")
    assert await _told_of_checks(scene) == {one.deputy}


async def test_who_stands_in_speaks_for_the_agency_of_who_is_away(scene: Scene) -> None:
    theirs = Grant(Role.PROVINCE_STAFF, "o96", agency="bao")
    await scene.turn(AddGrant(theirs), who="minh")
    minh, hoa = await scene.person("minh"), await scene.person("hoa")
    leave = Leave("l9", minh.id, theirs, DAY, DAY + timedelta(days=3), 0, hoa.id)
    await scene.turn(PlanLeave(leave), BeginLeave(leave), who="staff")
    (held,) = (await scene.person("hoa")).grants
    assert (held.role, held.area, held.agency) == (theirs.role, theirs.area, "bao")


@proves(MarkCalled)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    for _ in range(2):
        await scene.turn(MarkCalled("cast:1", lan.id), who="minh")
    assert await scene.store.called("cast:1") == {lan.id: DAY}
    assert await scene.store.called("cast:2") == {}


@proves(LendPapers)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id, product="q1"), {}))
    await scene.turn(PutApplication(replace(APPLICATION, id="p2", owner=lan.id, product="q2"), {}), KeepPaper(PAPER))
    plan = PlanPart("story", {"plan_story_text": "Chuyện"}, "")
    await scene.turn(KeepPart("p1", plan))
    paper = replace(PAPER, owner=lan.id, revision=1, products=("q1", "q2"))
    await scene.turn(LendPapers("p1", "p2", (paper,)), who="minh")
    (kept,) = await scene.store.papers_of(lan.id)
    assert (kept.products, kept.revision) == (("q1", "q2"), 2)
    assert (await scene.store.plan_of("p2")).keys() == {"story"}
    with pytest.raises(Conflict):
        await scene.turn(LendPapers("p1", "p2", (paper,)), who="minh")


async def test_a_star_that_another_application_gave_reminds_nobody_once_it_is_taken_away(scene: Scene) -> None:
    application = await _convened(scene, CloseRound("r1", 0, ()))
    result = await _result(scene, decision="112/QĐ-UBND", decided_on=DAY, expires=date(2025, 2, 15), certificate="07")
    await scene.turn(Conclude(result), GiveResult(result, application.revision, True, "q1", "Tỉnh Cà Mau"))
    again = replace(APPLICATION, id="p2", owner=application.owner, product="q1", state=ApplicationState.CHECKED)
    await scene.turn(PutApplication(again, {}))
    early, late = date(2023, 5, 2), date(2024, 1, 1)
    for day in (early, late):
        await scene.turn(EndRecognition("p2", "q1", "mark", "Dùng sai nhãn", "9/QĐ-UBND", day), who="minh")
        (paper,) = await scene.store.papers_of(application.owner)
        assert paper.expires == early, "what has ended is not made longer"


async def test_what_a_council_concluded_stands_in_the_export_of_the_producer_only_once_it_is_told(
    scene: Scene,
) -> None:
    application = await _convened(scene, CloseRound("r1", 0, ()))
    result = await _result(scene, star=3, reason="Nhãn thiếu hạn dùng")
    await scene.turn(Conclude(result), who="minh")
    sealed = await collect(scene.store.database, application.owner)
    assert "Nhãn thiếu hạn dùng" not in str(sealed)
    assert "council.concluded" not in str(sealed)
    told = replace(result, decision="112/QĐ-UBND", decided_on=DAY)
    await scene.turn(GiveResult(told, application.revision, True, "q1"), who="minh", channel="telegram")
    assert "council.concluded" in str((await collect(scene.store.database, application.owner))["history"])


async def test_what_goes_up_waits_for_the_next_council_and_holds_no_star(scene: Scene) -> None:
    application = await _convened(scene, CloseRound("r1", 0, ()))
    result = await _result(scene, level="district", verdict=Verdict.UP)
    await scene.turn(Conclude(result), DecideRound("r1", "5/QĐ", DAY))
    told = replace(result, decision="5/QĐ", decided_on=DAY)
    await scene.turn(GiveResult(told, application.revision, final=False, product="q1"), who="minh")
    (waiting,) = await scene.store.waiting_for_council(["o32035"])
    assert (waiting.level, waiting.verdict) == ("district", "up")
    assert waiting.application.state is ApplicationState.CHECKED
    assert await scene.store.recognitions_of(application.owner) == []


async def test_of_a_member_who_is_erased_the_minutes_keep_the_seat_without_the_reason(scene: Scene) -> None:
    hai = await scene.person("hai")
    await _convened(scene, PutSeat("r1", RoundSeat(hai.id, "Ủy viên Hai", EXCUSED, "Nằm viện")))
    await scene.turn(await erasure(scene.store.database, hai.id), who="hai")
    assert await scene.store.seats_of("r1") == [RoundSeat(hai.id, "Ủy viên Hai", EXCUSED, "")]
    assert "Nằm viện" not in str(await scene.rows("SELECT reason FROM audit"))


async def test_two_rounds_that_are_convened_at_once_never_judge_the_same_product(scene: Scene) -> None:
    await _convened(scene)
    await scene.turn(PutRound(replace(ROUND, id="r2"), ("p1",)), SetAgenda("r2", "p1"), who="hai")
    assert await scene.store.agenda_of("r2") == []
    assert len(await scene.store.agenda_of("r1")) == 1


async def test_a_judged_product_may_take_part_again(scene: Scene) -> None:
    lan = await scene.person()
    judged = replace(APPLICATION, owner=lan.id, product="q1", state=ApplicationState.JUDGED)
    await scene.turn(PutApplication(judged, {}))
    await scene.turn(PutApplication(replace(judged, id="p2", state=ApplicationState.SENT), {}))
    assert len(await scene.store.applications_of(lan.id)) == 2


async def test_a_sheet_and_the_closing_of_its_round_on_their_way_together_never_lose_a_sheet(scene: Scene) -> None:
    """Either the sheet counts and the closing is asked again, or the round is closed and the sheet is refused."""
    await _convened(scene)
    sheet, closing = await _sheet(scene, "hai"), CloseRound("r1", 0, ())
    done = await asyncio.gather(scene.turn(sheet, who="hai"), scene.turn(closing, who="minh"), return_exceptions=True)
    refused = [one for one in done if isinstance(one, BaseException)]
    assert [type(one) for one in refused] == [Conflict]
    found = await scene.store.round("r1")
    assert found
    kept = await scene.store.sheets_in("r1")
    assert (found.state, len(kept), found.sheets) in {(RoundState.OPEN, 1, 1), (RoundState.CLOSED, 0, 0)}


async def test_two_phones_of_a_member_that_score_at_once_leave_one_whole_sheet(scene: Scene) -> None:
    await _convened(scene)
    one, other = await _sheet(scene, "hai", "70"), await _sheet(scene, "hai", "90", comment="Tốt")
    await asyncio.gather(scene.turn(one, who="hai"), scene.turn(other, who="hai"))
    (kept,) = await scene.store.sheets_in("r1")
    assert (one.sheet, other.sheet).count(kept) == 1


STALE: dict[str, Callable[[Scene, Person], Awaitable[Write]]] = {}


def becomes_stale(make: Callable[[Scene, Person], Awaitable[Write]]) -> None:
    STALE[make.__name__.strip("_")] = make


@becomes_stale
async def _draft_that_was_saved_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(SaveDraft(DRAFT))
    await scene.turn(SaveDraft(DRAFT.with_(revision=1)))
    return SaveDraft(DRAFT.with_(revision=1, at="="))


@becomes_stale
async def _draft_that_was_begun_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(SaveDraft(DRAFT))
    return SaveDraft(DRAFT.with_(at="="))


@becomes_stale
async def _draft_that_was_sent_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(SaveDraft(DRAFT))
    await scene.turn(DropDraft("d1"))
    return SaveDraft(DRAFT.with_(revision=1, at="="))


@becomes_stale
async def _product_that_was_moved_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    await scene.turn(MoveApplication("p1", 1, ApplicationState.ACCEPTED, DAY))
    return MoveApplication("p1", 1, ApplicationState.RETURNED, DAY, ("price",), "Sai giá")


@becomes_stale
async def _result_that_was_concluded_otherwise_meanwhile(scene: Scene, lan: Person) -> Write:
    application = await _convened(scene, CloseRound("r1", 0, ()))
    read = await _result(scene, decision="112/QĐ-UBND", decided_on=DAY)
    await scene.turn(Conclude(await _result(scene, star=3, reason="Bao bì chưa đạt")))
    return GiveResult(read, application.revision, final=True, product="q1")


@becomes_stale
async def _product_that_was_sent_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    return PutApplication(replace(APPLICATION, owner=lan.id, name="Khác"), {"phone": "+84911111111"})


@becomes_stale
async def _product_that_was_corrected_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id, revision=1), {}))
    return PutApplication(replace(APPLICATION, owner=lan.id, revision=1, name="Khác"), {"phone": "+84911111111"})


@becomes_stale
async def _invitation_that_was_spent_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.store.invite(Invitation("hash", NOW + timedelta(days=7), Role.ADMIN), NOW)
    await scene.turn(UseInvitation("hash"), who="minh")
    return UseInvitation("hash")


@becomes_stale
async def _sheet_of_a_round_that_was_closed_meanwhile(scene: Scene, lan: Person) -> Write:
    await _convened(scene, CloseRound("r1", 0, ()))
    return await _sheet(scene, "hai")


@becomes_stale
async def _sheet_of_a_product_that_left_the_agenda_meanwhile(scene: Scene, lan: Person) -> Write:
    await _convened(scene, SetAgenda("r1", "p1", on=False))
    return await _sheet(scene, "hai")


@becomes_stale
async def _closing_of_a_round_for_which_a_sheet_came_meanwhile(scene: Scene, lan: Person) -> Write:
    await _convened(scene)
    await scene.turn(await _sheet(scene, "hai"), who="hai")
    return CloseRound("r1", 0, ())


@becomes_stale
async def _round_that_was_closed_meanwhile(scene: Scene, lan: Person) -> Write:
    await _convened(scene, CloseRound("r1", 0, ()))
    return MoveRound("r1", DAY, "")


@becomes_stale
async def _round_that_was_decided_meanwhile(scene: Scene, lan: Person) -> Write:
    await _convened(scene, CloseRound("r1", 0, ()), DecideRound("r1", "1/QĐ", DAY))
    return DecideRound("r1", "2/QĐ", DAY)


@becomes_stale
async def _result_of_a_product_that_was_moved_meanwhile(scene: Scene, lan: Person) -> Write:
    application = await _convened(scene, CloseRound("r1", 0, ()))
    result = await _result(scene)
    await scene.turn(Conclude(result), MoveApplication("p1", application.revision, ApplicationState.FILED, DAY))
    return GiveResult(replace(result, decided_on=DAY), application.revision, final=True, product="q1")


@becomes_stale
async def _idea_that_another_one_has_chosen_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id, state=ApplicationState.ACCEPTED), {}))
    await scene.turn(PutSelection(_idea(lan.id)), who="minh")
    return PutSelection(_idea(lan.id, Pick.REFUSED))


@becomes_stale
async def _phone_that_left_meanwhile(scene: Scene, lan: Person) -> Write:
    await _two_addresses(scene)
    await scene.turn(EndPhone("web", "w1", "left"))
    return EndPhone("web", "w1", "ended")


@becomes_stale
async def _dossier_that_was_handed_in_meanwhile(scene: Scene, lan: Person) -> Write:
    await _filed(scene)
    return KeepSubmission(replace(SUBMISSION, duty="other"))


@becomes_stale
async def _dossier_on_which_another_officer_decided_meanwhile(scene: Scene, lan: Person) -> Write:
    await _filed(scene)
    await scene.turn(DecideSubmission("p1", 1, ApplicationState.CHECKED, DAY), who="minh")
    return DecideSubmission("p1", 1, ApplicationState.SUPPLEMENT, DAY, ("score",), "Chưa chấm")


@becomes_stale
async def _paper_that_was_changed_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(KeepPaper(PAPER))
    await scene.turn(KeepPaper(replace(PAPER, revision=1)))
    return KeepPaper(replace(PAPER, revision=1, name="Khác"))


@becomes_stale
async def _paper_that_was_kept_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(KeepPaper(PAPER))
    return KeepPaper(replace(PAPER, name="Khác"))


@becomes_stale
async def _paper_that_was_dropped_meanwhile(scene: Scene, lan: Person) -> Write:
    await scene.turn(KeepPaper(PAPER))
    await scene.turn(DropPaper("w1"))
    return KeepPaper(replace(PAPER, revision=1, name="Khác"))


@becomes_stale
async def _paper_of_somebody_else(scene: Scene, lan: Person) -> Write:
    await scene.turn(KeepPaper(PAPER), who="minh")
    return KeepPaper(replace(PAPER, revision=1, name="Khác"))


@pytest.mark.parametrize("what", STALE)
async def test_a_stale_write_is_a_conflict_and_undoes_the_whole_turn(what: str, scene: Scene) -> None:
    lan = await scene.person()
    write = await STALE[what](scene, lan)
    arrival = await scene.arrives()
    before = await scene.everything()
    others = (
        SetLanguage("en"),
        AddGrant(Grant(Role.ADMIN, "")),
        Notify(lan.id, Reply("x"), "k"),
    )
    unit = Outcome(lan.id, (*others, write, SetPlace("d9")), (Reply("Xin chào"),), 7)
    with pytest.raises(Conflict) as caught:
        await scene.store.commit(arrival, unit, NOW)
    assert not isinstance(caught.value, Answered), "somebody else was quicker: the turn must be played again"
    assert await scene.everything() == before
    assert await scene.store.unanswered() == [arrival], "the update still waits for its answer"


async def test_of_many_who_save_the_same_draft_at_once_exactly_one_does(scene: Scene) -> None:
    await scene.turn(SaveDraft(DRAFT))
    lan = await scene.person()
    arrivals = [await scene.arrives() for _ in range(8)]

    async def save(number: int, arrival: Arrival) -> bool:
        answers = {"product_name": f"Tên {number}"}
        outcome = Outcome(lan.id, (SaveDraft(DRAFT.with_(revision=1, answers=answers)),), (Reply(str(number)),))
        try:
            await scene.store.commit(arrival, outcome, NOW)
        except Conflict:
            return False
        return True

    saved = await asyncio.gather(*(save(n, a) for n, a in enumerate(arrivals)))
    assert saved.count(True) == 1
    kept = await scene.store.draft("d1")
    assert kept
    assert kept.answers == {"product_name": f"Tên {saved.index(True)}"}
    assert len(await scene.rows("SELECT id FROM outbox")) == 1


# What arrives is stored once and answered once.


async def test_an_update_that_comes_again_is_stored_once(scene: Scene) -> None:
    first, second, other = (Arrival("telegram", "1", u, "{}") for u in ("7", "8", "9"))
    assert await scene.store.intake([first, second], NOW) == [first, second]
    assert await scene.store.intake([second, first], NOW) == []
    assert await scene.store.intake([second, other], NOW) == [other], "of a batch only what is new"
    assert await scene.store.unanswered() == [first, second, other], "in the order they came"


async def test_the_same_number_on_another_channel_is_another_update(scene: Scene) -> None:
    here, there = Arrival("telegram", "1", "7", "{}"), Arrival("web", "1", "7", "{}")
    assert await scene.store.intake([here, there], NOW) == [here, there]


async def test_the_same_update_in_two_processes_at_once_is_stored_once(scene: Scene) -> None:
    arrival = Arrival("telegram", "1", "7", "{}")
    stored = await asyncio.gather(*(scene.store.intake([arrival], NOW) for _ in range(8)))
    assert sorted(map(len, stored)) == [0] * 7 + [1]


async def test_an_update_is_answered_exactly_once(scene: Scene) -> None:
    lan = await scene.person()
    arrival = await scene.arrives()
    (row,) = await scene.store.commit(arrival, Outcome(lan.id, (), (Reply("Chào"),)), NOW)
    assert (row.channel, row.address, row.lane, row.reply) == ("telegram", "lan", "reply", Reply("Chào"))
    before = await scene.everything()
    with pytest.raises(Answered):
        await scene.store.commit(arrival, Outcome(lan.id, (SetLanguage("en"),), (Reply("Chào"),), 3), NOW)
    assert await scene.everything() == before
    assert await scene.store.unanswered() == []


async def test_two_processes_that_answer_the_same_update_at_once_answer_it_once(scene: Scene) -> None:
    lan = await scene.person()
    arrival = await scene.arrives()

    async def answer() -> int:
        try:
            return len(await scene.store.commit(arrival, Outcome(lan.id, (), (Reply("Chào"),)), NOW))
        except Answered:
            return 0

    assert sum(await asyncio.gather(*(answer() for _ in range(6)))) == 1


async def test_an_update_that_needs_no_answer_is_done(scene: Scene) -> None:
    arrival = await scene.arrives()
    await scene.store.answered(arrival, NOW)
    assert await scene.store.unanswered() == []


async def test_an_answered_update_keeps_no_text_of_the_person(scene: Scene) -> None:
    arrival = Arrival("telegram", "lan", "1", '{"text": "số nhà 25"}')
    await scene.store.intake([arrival], NOW)
    lan = await scene.person()
    await scene.store.commit(arrival, Outcome(lan.id, (), ()), NOW)
    assert await scene.rows("SELECT payload FROM inbox") == [("",)]


async def test_replies_come_back_as_they_were_said(scene: Scene) -> None:
    said = Reply(
        "Câu <b> & “hỏi” 🦐",
        title="Câu 3/12",
        choices=(Choice("o:1", "Một"), Choice("o:2", "Hai")),
        nav=(Choice("n:back", "⬅ Quay lại"),),
        grid=True,
        contact="📱 Gửi số",
        files=("a" * 32,),
        commands="producer",
        language="en",
        menu=12,
        edit="77",
    )
    (row,) = await scene.turn(replies=[said])
    assert row.reply == said
    assert [r.reply for r in await StoredOutbox(scene.store.database).waiting(LATER)] == [said]


# Who is talking


async def test_a_new_address_is_a_new_person_in_the_language_of_the_platform(scene: Scene) -> None:
    lan = await scene.person("lan", language="en")
    assert lan == Person(lan.id, "en")
    assert (await scene.person("lan", language="vi")) == lan, "known people keep their language"
    assert (await scene.person("lan", "web")).id != lan.id, "the same name elsewhere is somebody else"


async def test_the_last_menu_is_remembered_with_what_it_offered(scene: Scene) -> None:
    lan = await scene.person()
    reply = Reply("?", choices=(Choice("mine", "Của tôi"),), nav=(Choice("menu", "Trang chính"),), menu=4)
    await scene.store.commit(await scene.arrives(), Outcome(lan.id, (), (reply,), 4), NOW)
    known = await scene.person()
    assert (known.menu, known.choices) == (4, (("mine", "Của tôi"), ("menu", "Trang chính")))
    await scene.store.commit(await scene.arrives(), Outcome(lan.id, (), (Reply("không có nút"),)), NOW)
    assert (await scene.person()).menu == 4, "a message without buttons leaves the menu in force"


async def _product(scene: Scene, who: Person) -> list[Write]:
    return [PutApplication(replace(APPLICATION, owner=who.id), {})]


async def _draft(scene: Scene, who: Person) -> list[Write]:
    return [SaveDraft(DRAFT)]


async def _paper(scene: Scene, who: Person) -> list[Write]:
    return [KeepPaper(PAPER)]


async def _role(scene: Scene, who: Person) -> list[Write]:
    return [AddGrant(OFFICER)]


@pytest.mark.parametrize("gives", [_product, _draft, _paper, _role])
async def test_an_account_that_holds_something_never_goes_into_another(
    gives: Callable[[Scene, Person], Awaitable[list[Write]]], scene: Scene
) -> None:
    lan, victim = await scene.person("lan"), await scene.person("w1", "web")
    await scene.turn(*await gives(scene, victim), who="w1", channel="web")
    before = await scene.everything()
    with pytest.raises(Conflict):
        await scene.move("w1", "web", lan)
    after = await scene.everything()
    assert {name: rows for name, rows in after.items() if name != "inbox"} == {
        name: rows for name, rows in before.items() if name != "inbox"
    }


# Notices


async def _two_addresses(scene: Scene) -> Person:
    """Lan on Telegram, and later on the web."""
    lan = await scene.person("lan")
    scene.now += timedelta(days=1)
    await scene.move("w1", "web", lan)
    return lan


async def _notice(scene: Scene, person: Person, key: str) -> Outgoing | None:
    rows = await scene.turn(Notify(person.id, Reply("Tin"), key), who="office")
    return rows[0] if rows else None


async def test_a_notice_goes_where_the_person_was_last(scene: Scene) -> None:
    lan = await _two_addresses(scene)
    first = await _notice(scene, lan, "k1")
    assert first
    assert (first.channel, first.address) == ("web", "w1")
    scene.now += timedelta(days=1)
    await scene.turn(who="lan")
    second = await _notice(scene, lan, "k2")
    assert second
    assert (second.channel, second.address) == ("telegram", "lan")


async def test_a_notice_avoids_an_address_that_blocked_us_until_it_speaks_again(scene: Scene) -> None:
    lan = await _two_addresses(scene)
    outbox = StoredOutbox(scene.store.database)
    first = await _notice(scene, lan, "k1")
    assert first
    await outbox.mark(first, "blocked", scene.now, error="blocked by the user")
    second = await _notice(scene, lan, "k2")
    assert second
    assert (second.channel, second.address) == ("telegram", "lan")
    await outbox.mark(second, "blocked", scene.now)
    assert await _notice(scene, lan, "k3") is None, "nowhere to send it"
    scene.now += timedelta(minutes=5)
    await scene.turn(who="lan")
    again = await _notice(scene, lan, "k4")
    assert again
    assert again.address == "lan", "who speaks to us is not blocking us"


async def test_administrators_are_told_of_a_fault_once(scene: Scene) -> None:
    await scene.turn(AddGrant(Grant(Role.ADMIN, "")), who="boss")
    await scene.turn(AddGrant(Grant(Role.ADMIN, "")), who="boss")
    await scene.turn(AddGrant(Grant(Role.COMMUNE_OFFICER, "o32035")), who="lan")
    (row,) = await scene.store.alarm(Reply("Hỏng"), "hour1", NOW)
    assert (row.address, row.lane) == ("boss", "notice")
    assert await scene.store.alarm(Reply("Hỏng"), "hour1", NOW) == []
    assert len(await scene.store.alarm(Reply("Hỏng"), "hour2", NOW)) == 1


async def test_without_administrators_an_alarm_is_no_fault(scene: Scene) -> None:
    assert await scene.store.alarm(Reply("Hỏng"), "k", NOW) == []


# The outbox


async def test_a_row_waits_until_its_time(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    (first,), (other,) = [await scene.turn(who=who, replies=[Reply("1")]) for who in ("lan", "minh")]
    later = LATER + timedelta(seconds=30)
    await outbox.mark(first, "waiting", NOW, error="flood", not_before=later)
    assert [r.id for r in await outbox.waiting(LATER)] == [other.id]
    due = await outbox.waiting(later)
    assert [(r.id, r.attempts) for r in due] == [(first.id, 1), (other.id, 0)], "oldest first, tries counted"


async def test_a_young_reply_is_left_to_its_writer_only_where_others_share_the_database(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    lan = await scene.person()
    (reply,) = await scene.turn(replies=[Reply("1")])
    (notice,) = await scene.turn(Notify(lan.id, Reply("Tin"), "k"))
    young = LATER - timedelta(milliseconds=1)
    alone = scene.store.database.alone
    assert [r.id for r in await outbox.waiting(young)] == ([reply.id] if alone else []) + [notice.id]
    assert [r.id for r in await outbox.waiting(LATER)] == [reply.id, notice.id]
    await outbox.mark(reply, "waiting", NOW, error="busy", not_before=NOW + timedelta(seconds=1))
    due = await outbox.waiting(NOW + timedelta(seconds=1))
    assert [r.id for r in due] == [reply.id, notice.id], "what was tried and must be tried again is anybody's"


async def test_of_many_who_claim_a_row_at_once_exactly_one_has_it(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    lan = await scene.person()
    (row,) = await scene.turn(Notify(lan.id, Reply("Tin"), "k"))
    claims = await asyncio.gather(*(outbox.claim(row, NOW, NOW + timedelta(minutes=2)) for _ in range(8)))
    assert sorted(map(bool, claims)) == [False] * 7 + [True]
    assert await outbox.waiting(LATER) == []
    assert await outbox.interrupted(NOW + timedelta(minutes=2)) == 0, "its sender may still be at work"
    assert await outbox.interrupted(NOW + timedelta(minutes=2, seconds=1)) == 1
    assert not await outbox.claim(row, LATER, LATER + timedelta(minutes=2)), "what is unknown is not claimed again"


@pytest.mark.parametrize("state", ["sent", "blocked", "refused", "unknown"])
async def test_a_row_that_came_to_an_end_cannot_be_claimed(scene: Scene, state: Any) -> None:
    outbox = StoredOutbox(scene.store.database)
    (row,) = await scene.turn(replies=[Reply("1")])
    await outbox.mark(row, state, NOW)
    assert not await outbox.claim(row, LATER, LATER + timedelta(minutes=2))


async def test_a_claimed_reply_waits_again_when_its_lease_is_over(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    (row,) = await scene.turn(replies=[Reply("1")])
    assert await outbox.claim(row, LATER, LATER + timedelta(minutes=2))
    assert await outbox.waiting(LATER) == []
    later = LATER + timedelta(minutes=3)
    assert await outbox.interrupted(later) == 0, "only notices become unknown"
    assert [r.id for r in await outbox.waiting(later)] == [row.id]


async def test_a_process_that_is_alone_knows_at_its_start_that_its_claims_were_interrupted(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    lan = await scene.person()
    (reply,) = await scene.turn(replies=[Reply("1")])
    (notice,) = await scene.turn(Notify(lan.id, Reply("Tin"), "k"))
    for row in (reply, notice):
        assert await outbox.claim(row, NOW, LATER + timedelta(minutes=2))
    assert scene.store.database.first
    assert await outbox.interrupted(LATER, restarted=True) == 1
    assert [(await scene.rows(ROW, row.id))[0][0] for row in (reply, notice)] == ["waiting", "unknown"]


async def test_a_reply_behind_one_that_waits_waits_too(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    lan = await scene.person()
    first, second = await scene.turn(replies=[Reply("1"), Reply("2")])
    (notice,) = await scene.turn(Notify(lan.id, Reply("Tin"), "k"))
    await outbox.mark(first, "waiting", NOW, not_before=NOW + timedelta(seconds=30))
    assert [r.id for r in await outbox.waiting(NOW)] == [notice.id], "a notice does not wait for replies"
    assert await outbox.held(NOW) == {("telegram", "lan")}
    later = NOW + timedelta(seconds=30)
    assert [r.id for r in await outbox.waiting(later)] == [first.id, second.id, notice.id]
    assert await outbox.held(later) == set()


async def test_a_notice_that_meets_a_block_goes_to_the_other_address(scene: Scene) -> None:
    lan = await _two_addresses(scene)
    outbox = StoredOutbox(scene.store.database)
    notice = await _notice(scene, lan, "k1")
    assert notice
    await outbox.mark(notice, "blocked", scene.now)
    (moved,) = await outbox.waiting(scene.now)
    assert (moved.id, moved.channel, moved.address) == (notice.id, "telegram", "lan")
    await outbox.mark(moved, "blocked", scene.now)
    assert await outbox.waiting(scene.now) == []
    assert (await scene.rows(ROW, notice.id))[0][0] == "blocked", "nowhere else to go"


@pytest.mark.parametrize("state", ["sent", "blocked", "refused", "unknown"])
async def test_a_row_that_came_to_an_end_does_not_wait_any_more(scene: Scene, state: Any) -> None:
    outbox = StoredOutbox(scene.store.database)
    (row,) = await scene.turn(replies=[Reply("1")])
    await outbox.mark(row, state, NOW, ref="77" if state == "sent" else "", error="e" * 900)
    assert await outbox.waiting(NOW + timedelta(days=400)) == []
    ((kept, sent_at, _, attempts, ref, error),) = await scene.rows(ROW, row.id)
    assert (kept, attempts, bool(sent_at), ref) == (state, 1, state == "sent", "77" if state == "sent" else "")
    assert len(error) == 500


async def test_a_notice_that_was_being_sent_when_the_process_ended_is_unknown(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    lan = await scene.person()
    first, second = [(await scene.turn(Notify(lan.id, Reply("Tin"), k)))[0] for k in ("a", "b")]
    await outbox.mark(first, "attempting", NOW)
    assert await outbox.interrupted(NOW) == 1
    assert await outbox.interrupted(NOW) == 0
    assert [r.id for r in await outbox.waiting(NOW)] == [second.id]
    assert (await scene.rows(ROW, first.id))[0][0] == "unknown"


# Products in lists


async def test_an_office_sees_the_products_of_its_communes_oldest_first(scene: Scene) -> None:
    lan = await scene.person()
    for n, (area, state) in enumerate(
        [("o32035", "sent"), ("o32035", "accepted"), ("o32038", "sent"), ("o99999", "sent")]
    ):
        application = replace(
            APPLICATION,
            id=f"p{n}",
            owner=lan.id,
            area=area,
            state=ApplicationState(state),
            name=f"Món {n}",
            sent_on=DAY - timedelta(days=n),
        )
        await scene.turn(PutApplication(application, {}))
    mine = ["o32035", "o32038"]
    sent = await scene.store.applications_in(mine, (ApplicationState.SENT,), 50)
    assert [p.id for p in sent] == ["p2", "p0"]
    assert [p.id for p in await scene.store.applications_in(mine, tuple(ApplicationState), limit=2)] == [
        "p2",
        "p1",
    ]
    assert await scene.store.count_in(mine) == {ApplicationState.SENT: 2, ApplicationState.ACCEPTED: 1}
    assert await scene.store.applications_in(mine, tuple(ApplicationState), 50, programme="vietnam-2027") == []
    assert await scene.store.applications_in([], tuple(ApplicationState), 50) == []
    assert await scene.store.count_in([]) == {}


# The assistant itself


async def test_a_database_knows_what_it_is_for(scene: Scene) -> None:
    assert await scene.store.kind() == ""
    await scene.store.set_kind("demo")
    await scene.store.set_kind("live")
    assert await scene.store.kind() == "demo", "it does not become another kind later"


async def test_a_database_of_people_without_a_kind_is_live(scene: Scene) -> None:
    await scene.person()
    assert await scene.store.kind() == "live", "a demonstration must never open it"


async def test_tidying_forgets_what_nobody_needs_and_nothing_else(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    lan = await scene.person()
    unanswered = await scene.arrives()
    rows = await scene.turn(SaveDraft(DRAFT), Notify(lan.id, Reply("Tin"), "k"), replies=[Reply("1"), Reply("2")])
    by_text = {row.reply.text: row for row in rows}
    await outbox.mark(by_text["1"], "sent", NOW)
    await outbox.mark(by_text["Tin"], "sent", NOW)
    await scene.store.tidy(NOW + timedelta(days=29))
    assert len(await scene.rows("SELECT id FROM inbox")) == 2
    await scene.store.tidy(NOW + timedelta(days=31))
    assert await scene.store.unanswered() == [unanswered], "what was not answered is kept however old"
    assert len(await scene.rows("SELECT id FROM inbox")) == 1
    left = await scene.rows("SELECT lane, state FROM outbox ORDER BY id")
    assert sorted(left) == [("notice", "sent"), ("reply", "waiting")], (
        "notices are the ledger, unsent replies still go out"
    )
    assert await scene.store.draft("d1")


async def test_what_was_written_is_there_after_opening_again(open_database: Open) -> None:
    first = Store(await open_database())
    await Scene(first).turn(SaveDraft(DRAFT), SetPlace("d1"), replies=[Reply("Câu 1")])
    await first.close()
    second = Store(await open_database())
    try:
        person = await second.person("telegram", "lan", "vi", NOW)
        assert person.draft == "d1"
        assert await second.draft("d1") == DRAFT.with_(revision=1)
        assert [r.reply.text for r in await StoredOutbox(second.database).waiting(LATER)] == ["Câu 1"]
    finally:
        await second.close()


# Migrations

VERSIONS = MIGRATIONS / "versions"
REVISIONS = sorted(p.name.split("_")[0] for p in VERSIONS.glob("[0-9]*.py"))


@pytest.fixture(params=ENGINES)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLAlchemy's address of an empty database, on each engine in turn."""
    if request.param == "postgres":
        return sqlalchemy_url(request.getfixturevalue("fresh_postgres")())
    (tmp_path / "data").mkdir()
    return f"sqlite+aiosqlite:///{tmp_path / 'data' / FILE}"


async def _on(url: str, act: Callable[[Connection], Any]) -> Any:
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(act)
    finally:
        await engine.dispose()


async def _upgrade(url: str, revision: str) -> None:
    await _on(url, lambda c: command.upgrade(config(c), revision))


async def _open(url: str) -> Store:
    """Opens the database as the program does at its start."""
    if url.startswith("sqlite"):
        return Store(await open_sqlite(Path(url.partition("///")[2]).parent))
    return Store(await open_postgres(url.replace("+asyncpg", "")))


async def test_papers_of_one_file_are_papers_of_one_page_for_the_product_they_named(new_url: str) -> None:
    await _upgrade(new_url, "0005")
    await _on(new_url, lambda c: c.execute(text("INSERT INTO person (id, language) VALUES (7, 'vi')")))
    old = "INSERT INTO paper (id, person_id, kind, name, expires_on, product_id, file_id, revision) VALUES "
    rows = (
        "('w1', 7, 'test_result', 'Tôm khô', '2023-01-10', '', 'f1', 3)",
        "('w2', 7, 'award', 'Hội chợ', '', 'p1', '', 1)",
    )
    await _on(new_url, lambda c: [c.execute(text(old + row)) for row in rows])
    store = await _open(new_url)
    try:
        assert await store.papers_of(7) == [
            Paper("w1", 7, "test_result", "Tôm khô", expires=date(2023, 1, 10), files=("f1",), revision=3),
            Paper("w2", 7, "award", "Hội chợ", products=("p1",), revision=1),
        ]
    finally:
        await store.close()


def test_there_is_one_line_of_migrations_and_its_head_is_the_newest_file() -> None:
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(settings)
    assert script.get_heads() == [head()] == [REVISIONS[-1]]
    assert [r.revision for r in script.walk_revisions()] == REVISIONS[::-1]


async def test_the_migrated_tables_are_the_declared_ones(new_url: str) -> None:
    await migrate(new_url)

    def differences(connection: Connection) -> list[Any]:
        # Alembic takes SQLite's '' for another default than ours.
        options = {"compare_type": True, "compare_server_default": connection.dialect.name == "postgresql"}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    assert await _on(new_url, differences) == []


async def test_migrating_twice_changes_nothing(new_url: str) -> None:
    await migrate(new_url)
    store = await _open(new_url)
    await Scene(store).turn(SaveDraft(DRAFT))
    await store.close()
    await migrate(new_url)
    store = await _open(new_url)
    assert await store.draft("d1")
    await store.close()


async def test_whoever_came_at_any_earlier_revision_is_still_known(
    new_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One database goes through all of them, and at each one somebody more comes: so every step meets rows of all
    before. The steps run in this process: to start another takes longer than they do."""
    monkeypatch.setattr("bot.storage.engine.opening.migrate_aside", migrate)
    for number, revision in enumerate(REVISIONS, start=1):
        await _upgrade(new_url, revision)
        at_address = revision >= "0022"
        person, address = ("", ", draft_id") if at_address else (", draft_id", "")
        values = {"": "", ", draft_id": f", 'd{revision}'"}
        for insert in (
            f"INSERT INTO person (language{person}) VALUES ('en'{values[person]})",
            f"INSERT INTO address (channel, address, person_id{address})"
            f" SELECT 'telegram', 'lan{revision}', max(id){values[address]} FROM person",
        ):
            await _on(new_url, lambda c, sql=insert: c.execute(text(sql)))
        assert number == await _on(new_url, lambda c: c.scalar(text("SELECT count(*) FROM person")))
    store = await _open(new_url)
    try:
        rows = await store.database.fetch("SELECT version_num FROM alembic_version")
        assert [r[0] for r in rows] == [head()]
        scene = Scene(store)
        for revision in REVISIONS:
            known = await scene.person(f"lan{revision}")
            assert known == Person(known.id, "en", draft=f"d{revision}"), revision
        await scene.turn(SaveDraft(DRAFT), who=f"lan{REVISIONS[0]}")
        assert await store.draft("d1")
    finally:
        await store.close()


async def test_what_waited_in_the_inbox_before_updates_had_an_identity_is_still_answered_and_not_taken_twice(
    new_url: str,
) -> None:
    await _upgrade(new_url, "0015")
    at = NOW.isoformat()
    insert = "INSERT INTO inbox (channel, update_id, address, payload, received_at, done_at) VALUES "
    rows = f"('telegram', '7', 'lan', '{{}}', '{at}', ''), ('telegram', '6', '', '', '{at}', 'x')"
    await _on(new_url, lambda c: c.exec_driver_sql(insert + rows))
    store = await _open(new_url)
    try:
        assert await store.unanswered() == [Arrival("telegram", "lan", "7", "{}")]
        again = [Arrival("telegram", "lan", number, "{}", "own") for number in ("6", "7", "8")]
        assert await store.intake(again, NOW) == again[2:]
        later = NOW + timedelta(days=7)
        other = Arrival("telegram", "lan", "8", "{}", "other")
        assert await store.intake([*again, other], later) == [*again[:2], other], "a week later the ids are others'"
    finally:
        await store.close()


async def test_a_dossier_filed_before_filings_were_kept_is_kept_as_it_stands_now(new_url: str) -> None:
    await _upgrade(new_url, "0005")
    rows = {
        "person": [{"language": "vi"}],
        "producer": [{"id": "o1", "person_id": 1, "name": "HTX Tôm khô"}],
        "product": [
            {
                "id": id_,
                "producer_id": "o1",
                "person_id": 1,
                "programme": "camau-2022",
                "area": "o32035",
                "name": "Tôm khô",
                "answers": '{"product_name": "Tôm khô"}',
                "form": "idea",
                "form_version": 1,
                "state": state,
                "revision": 3,
                "sent_on": "2022-02-15",
                "updated_on": "2022-05-20",
            }
            for id_, state in (("p1", "filed"), ("p2", "accepted"))
        ],
        "plan_part": [
            {"product_id": "p1", "person_id": 1, "section": "story", "answers": f'{{"a": "{a}"}}', "reason": ""}
            for a in ("cũ", "mới")
        ],
        "score": [
            {
                "product_id": "p1",
                "person_id": 1,
                "kind": kind,
                "decision": "26-2026",
                "set_id": "s08",
                "answers": "{}",
                "total": total,
                "star": 3,
                "at": "2022-05-01",
            }
            for kind, total in (("self", 50), ("self", 61), ("council", 70))
        ],
        "paper": [
            {
                "id": "w1",
                "person_id": 1,
                "kind": "story",
                "name": "Chuyện",
                "expires_on": "2023-01-10",
                "file_id": "f" * 32,
            }
        ],
    }
    for table, lines in rows.items():
        for line in lines:
            insert = f"INSERT INTO {table} ({', '.join(line)}) VALUES ({', '.join(f':{c}' for c in line)})"
            await _on(new_url, lambda c, sql=insert, line=line: c.execute(text(sql), line))
    store = await _open(new_url)
    try:
        (submission,) = await store.submissions_of("p1")
        held = submission.contents
        assert (submission.number, held.day, submission.verdict) == (1, date(2022, 5, 20), "")
        now = await store.application("p1")
        assert now
        assert held.application == replace(now, product=""), "a dossier of that time names no product"
        assert now.product == "pp1"
        assert held.plan == await store.plan_of("p1") == {"story": PlanPart("story", {"a": "mới"})}
        assert [s.total for s in held.sheets] == [61, 50], "the newest first, and none of the council"
        assert list(held.papers) == await store.papers_of(1)
        assert await store.submissions_of("p2") == [], "nothing was handed in"
    finally:
        await store.close()
