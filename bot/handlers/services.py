"""What handlers need from the assistant: what they may read, and what is made for them as a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from bot.conversations.form import Draft
from bot.messages import Reply, Upload
from bot.records.account import Account, Phone, Recovery, WrongCodes
from bot.records.agencies import AgencyContact
from bot.records.assessments import Assessment
from bot.records.broadcast import Broadcast, LedgerLine, Reach, Tally
from bot.records.changes import ChangeRequest
from bot.records.clarifications import Clarification
from bot.records.cycle import CycleData
from bot.records.dashboard import Chosen, TrackedProduct
from bot.records.dossier import DossierParts, FormerPaper, Submission
from bot.records.imports import Claim, ImportedPage, ImportedProducer, ImportFile
from bot.records.inquiries import Inquiry, InquiryPass, NeedCount, NeedRow, UnitAnswer
from bot.records.invitations import MadeCode
from bot.records.journal import JournalLine, JournalSearch
from bot.records.leaves import Leave
from bot.records.lists import Listable, ProductList
from bot.records.ministry import MinistryRow
from bot.records.offices import Holding, Official
from bot.records.people import Help, Holder, Invitation, Member, Person, Recipient, Team
from bot.records.progress import ProgressFigures
from bot.records.registration import (
    AuditEntry,
    Ban,
    DraftInfo,
    HandedUp,
    LastDecision,
    PastApplication,
    PlanPart,
    QueuePage,
    ScoreSheet,
    Waiting,
)
from bot.records.reports import ReportAnswer, ReportRequest, ReportSums, UnitReport
from bot.records.requests import DataRequest
from bot.records.rounds import ForCouncil, Result, RoundLine, RoundPapers, RoundSeat
from bot.records.showcase import ShowcasePaper, ShownProduct
from bot.records.visits import Visit, VisitFinding, VisitPaper
from bot.writes.people import ErasePerson
from ocop_domain.activities import Activity, Attendance, Coming, Seats
from ocop_domain.applications import Application, ApplicationState, FiledFor
from ocop_domain.areas import Areas, Territory
from ocop_domain.broadcasts import Fate, Target
from ocop_domain.council_table import JudgedProduct
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import Score
from ocop_domain.duties.agenda import Facts, Moved, Task
from ocop_domain.duties.model import Occurrence
from ocop_domain.evidence import Paper
from ocop_domain.imports.grid import Grid
from ocop_domain.product_sets import KeptSet
from ocop_domain.products import Product
from ocop_domain.programme_collection import Counted, Programmes
from ocop_domain.programmes import Programme
from ocop_domain.progress import ProgressEntry, TakingPart
from ocop_domain.recognitions import Recognition
from ocop_domain.rights import Act, Grant, Role
from ocop_domain.rounds import MemberSheet, Round, RoundState
from ocop_domain.selection import Selection, What


class BroadcastReads(Protocol):
    """What handlers may ask of the database about broadcasts."""

    async def reach(
        self, target: Target, programme: Programme, areas: Areas, *, official: bool, counted: Counted | None = None
    ) -> Reach:
        """Whom a broadcast would reach at this moment; `counted`: whose applications count for the programme."""

    async def broadcast(self, broadcast_id: str) -> Broadcast | None: ...

    async def broadcasts_in(self, areas: Sequence[str], person: int, start: int, limit: int) -> list[Broadcast]:
        """Those that were sent from these areas, or by this person; the newest first."""

    async def tally(self, broadcast_id: str) -> Tally: ...

    async def again(self, broadcast_id: str, *, elsewhere: bool = False) -> int:
        """How many could get it once more: surely not reached but reachable now; or by a channel not tried yet."""

    async def ledger(
        self,
        broadcast_id: str,
        fates: Sequence[Fate] = (),
        *,
        unanswered: bool = False,
        uncalled: str = "",
        limit: int = 0,
        after: int = 0,
    ) -> list[LedgerLine]:
        """The recipients, all or only those of some fates, all or only those who did not answer; by pages after one.

        `uncalled`: those who were not here since it came, and were not called because of this matter.
        """

    async def answer_of(self, broadcast_id: str, person: int) -> str | None:
        """What a recipient answered ("" for nothing yet); None for somebody who is none."""


class RequestReads(Protocol):
    """What handlers may ask of the database about requests on personal data."""

    async def data_requests(self) -> list[DataRequest]:
        """All that wait for an answer, the most urgent first."""

    async def data_request(self, request: str) -> DataRequest | None: ...

    async def data_requests_of(self, person: int) -> list[DataRequest]: ...

    async def administrators(self) -> list[Recipient]: ...

    async def people_with(self, phone: str) -> Sequence[int]:
        """Those who gave this number for a producer."""


class InquiryReads(Protocol):
    """What handlers may ask of the database about inquiries."""

    async def inquiry(self, inquiry: str) -> Inquiry | None: ...

    async def inquiries_in(
        self, units: Sequence[str], limit: int, start: int = 0, *, but: int = 0
    ) -> tuple[int, list[Inquiry]]:
        """How many wait in these units that are not of one person (`but`), and a page of them, the oldest first."""

    async def waiting_inquiries_of(self, person: int) -> int:
        """How many of one person wait for an answer."""

    async def inquiries_of(self, person: int, limit: int, start: int = 0) -> tuple[int, list[Inquiry]]:
        """How many one person has asked, and a page of them, the newest first."""

    async def need_of(self, person: int, words: str) -> Inquiry | None:
        """The need of this help that one person has told already and that waits."""

    async def passes_of(self, inquiry: str) -> list[InquiryPass]:
        """How it was passed on, the first time first."""

    async def every_need(self, areas: Sequence[str]) -> list[Inquiry]:
        """All that is needed in these units, by agency, what waits first."""

    async def needs_in(self, areas: Sequence[str]) -> list[NeedCount]:
        """Which help is needed in these areas, by agency, what waits most first."""

    async def needs_of_agency(
        self, areas: Sequence[str], agency: str, limit: int, start: int = 0
    ) -> tuple[int, list[Inquiry]]:
        """How much help of one agency is needed there, and a page of it: what waits, the oldest first."""

    async def answered_in(self, areas: Sequence[str], limit: int, start: int = 0) -> tuple[int, list[Inquiry]]:
        """How many questions there an officer answered in own words, and a page of them, the newest first."""

    async def unit_answers(self, units: Sequence[str], today: date) -> list[UnitAnswer]:
        """What these units have approved and is given today, what ends first before."""

    async def unit_answer_from(self, inquiry: str, today: date) -> UnitAnswer | None:
        """What was approved out of an inquiry and is given today: not withdrawn, and its day is not over."""


class ImportReads(Protocol):
    """What handlers may ask of the database about lists that were imported."""

    async def import_file(self, import_id: str) -> ImportFile | None: ...

    async def count_imported(self, areas: Sequence[str]) -> int:
        """How many imported producers there are in these units."""

    async def unclaimed_stars(self, areas: Sequence[str], day: date) -> int:
        """How many products of these units hold a star by an imported list, and nobody speaks for their producers."""

    async def imported(self, producer: str) -> ImportedProducer | None: ...

    async def imported_in(self, areas: Sequence[str], start: int, limit: int, words: str = "") -> ImportedPage:
        """A page of them; of those that each of the words fits."""

    async def imported_by_code(self, code_hash: str, now: datetime) -> ImportedProducer | None:
        """The producer that a one-time code gives; None where it gives none any more."""

    async def imported_of_product(self, product: str) -> ImportedProducer | None: ...

    async def imported_like(self, said: str, phone: str) -> list[ImportedProducer]:
        """What nobody has claimed and has this phone, or a name that begins so."""

    async def claim(self, claim_id: str) -> Claim | None: ...

    async def claims_in(self, areas: Sequence[str]) -> list[Claim]:
        """Claims in these units that wait for an officer, the oldest first."""

    async def claims_of(self, person: int) -> list[Claim]:
        """What this account has claimed and nobody has decided on."""


class RoundReads(Protocol):
    """What handlers may ask of the database about rounds of councils."""

    async def round(self, round_id: str) -> Round | None: ...

    async def rounds_in(self, units: Sequence[str], states: Sequence[RoundState]) -> list[RoundLine]:
        """Rounds of councils of exactly these units, the latest day first."""

    async def agenda_of(self, round_id: str) -> list[Application]:
        """What a round judges, by commune and producer."""

    async def samples_in(self, round_id: str) -> dict[str, int]:
        """How many samples of each product came to a round."""

    async def waiting_for_council(self, areas: Sequence[str]) -> list[ForCouncil]:
        """Checked applications made there that no round judges at the moment."""

    async def sheets_in(self, round_id: str, application_id: str = "") -> list[MemberSheet]:
        """The members' sheets of a round, all or those of one product. They are sealed while it is open."""

    async def seats_of(self, round_id: str) -> list[RoundSeat]:
        """Who was excused; once the round is closed also who was there."""

    async def results_in(self, round_id: str) -> dict[str, Result]:
        """What a round has concluded, by application."""

    async def results_of(self, application_id: str) -> list[Result]:
        """Every result of an application that was told, the last first."""

    async def judged_now(self, application_id: str) -> list[Round]:
        """The rounds that judge an application at the moment."""


class ChangeReads(Protocol):
    """What handlers may ask of the database about requests of change."""

    async def change(self, request: str) -> ChangeRequest | None: ...

    async def change_by_code(self, code: str) -> ChangeRequest | None:
        """A product that is offered to whoever has this code (its digest)."""

    async def changes_in(
        self, areas: Sequence[str], limit: int, but: int, start: int = 0, also: Sequence[str] = ()
    ) -> tuple[int, list[ChangeRequest]]:
        """How many wait in these units, and a page of them, the oldest first; what is `but`'s own is for another.

        `also` are some that wait elsewhere.
        """

    async def change_areas(self, areas: Sequence[str]) -> list[str]:
        """Those of the units in which a request of change waits."""

    async def changes_left(self, seats: Mapping[str, Sequence[str]]) -> list[str]:
        """Requests of change that nobody of those who sit for these units may decide."""

    async def changes_of(self, application: str) -> list[ChangeRequest]:
        """Those that wait for one application."""


class ActivityReads(Protocol):
    """What handlers may ask of the database about activities."""

    async def activity(self, activity: str) -> Activity | None: ...

    async def activities_in(self, units: Sequence[str], limit: int, start: int = 0) -> tuple[int, list[Activity]]:
        """How many these units hold, and a page of them, the newest first."""

    async def activities_told(self, units: Sequence[str], limit: int, since: date) -> list[Activity]:
        """What of it anybody there may hear of, the next first: others were invited, and it is no inspection."""

    async def invitations_of(self, people: Sequence[int], since: date) -> list[tuple[Activity, Attendance]]:
        """To what these people are invited that is not over on a day, the next one first."""

    async def attendance(self, activity: str, people: Sequence[int]) -> list[Attendance]:
        """Those of these people who are invited."""

    async def uninvited(self, activity: Activity, programme: Programme, areas: Areas, counted: Counted) -> int:
        """How many guests an invitation that leaves now adds."""

    async def guests(
        self, activity: str, answers: Sequence[Coming], limit: int = 0, start: int = 0
    ) -> list[Attendance]:
        """Those who gave one of these answers, or a page of them: by name, then who waits by their turn."""

    async def seats(self, activity: str) -> Seats:
        """How it is filled, and who waits."""

    async def activity_by_code(self, code: str) -> Activity | None:
        """The one at whose door this code (letters and digits only) is shown."""

    async def activities_held(self, units: Sequence[str], since: date, until: date) -> list[tuple[Activity, Seats]]:
        """What these units have held between two days, with how many came."""

    async def starting_on(self, day: date) -> list[Activity]:
        """Those that begin on a day and take place, where somebody was invited."""


class ShowcaseReads(Protocol):
    """What handlers may ask of the database about showing products."""

    async def shown_products(self, areas: Sequence[str], day: date) -> list[ShownProduct]:
        """Products with a star of the state in force whose producers agreed to it: the most stars first."""


class VisitReads(Protocol):
    """What handlers may ask of the database about visits to producers."""

    async def visit(self, visit: str) -> Visit | None: ...

    async def visits_of(self, application: str) -> list[Visit]:
        """The visits because of one application, the last first."""

    async def findings_of(self, visit: str) -> list[VisitFinding]:
        """What was found, what must be mended first first."""

    async def finding(self, finding: str) -> VisitFinding | None: ...

    async def own_findings(self, person: int) -> list[VisitFinding]:
        """What a producer has to mend, or has answered and nobody has closed."""

    async def findings_in(
        self, areas: Sequence[str], limit: int, but: int, start: int = 0
    ) -> tuple[int, list[VisitFinding]]:
        """How many are not closed in these units, and a page: answered ones first, then by their last day."""

    async def late_findings(self, areas: Sequence[str], but: int, day: date, since: date) -> tuple[int, int]:
        """How many are not closed in these units on a day after their last one; of how many that was since a day."""


class LeaveReads(Protocol):
    """What handlers may ask of the database about leaves, and about calls by phone."""

    async def leave(self, leave: str) -> Leave | None: ...

    async def leave_of(self, person: int, grant: Grant) -> Leave | None:
        """The first that is not over of somebody in a role."""

    async def called(self, matter: str) -> dict[int, date]:
        """Who was called because of a matter, and when."""

    async def seen_reminder(self, programme: str, duty: str, occurrence: str, people: Sequence[int]) -> set[int]:
        """Who of them was here since a reminder of this duty came."""


class JournalReads(Protocol):
    """What handlers may ask of the audit."""

    async def journal(
        self, areas: Sequence[str], looked: JournalSearch, start: int, limit: int
    ) -> tuple[int, list[JournalLine]]:
        """How many acts there are in these units, and a page of them, the last first."""


class ClarificationReads(Protocol):
    """What handlers may ask of the database about clarifications."""

    async def clarification(self, one: str) -> Clarification | None: ...

    async def clarifications_of(self, application: str) -> list[Clarification]:
        """What was asked about a product and not taken back, the oldest first."""

    async def asked_of(self, person: int) -> list[Clarification]:
        """What waits for an answer of this producer, the oldest first."""


class AssessmentReads(Protocol):
    """What handlers may ask of the database about communes' assessments."""

    async def assessment(self, application: str) -> Assessment | None:
        """What the commune has said of an application last; None where nothing."""


class SelectionReads(Protocol):
    """What handlers may ask of the database about selections."""

    async def to_choose(self, areas: Sequence[str], what: What) -> list[Application]:
        """Accepted applications made there of which nothing was said; of plans those that were handed in."""

    async def selections_of(self, application_id: str) -> dict[What, Selection]:
        """What was said of the idea and of the plan of an application."""

    async def selections_of_producer(self, owner: int) -> dict[str, dict[What, Selection]]:
        """The same of every application of a producer, by the application's id."""

    async def filed_for(self, owner: int) -> dict[str, FiledFor]:
        """For which time of handing in each dossier of a producer counts: of the last time that it was handed in."""


class DashboardReads(Protocol):
    """What handlers may ask of the database for the dashboard."""

    async def dashboards(self, person: int, now: datetime) -> list[Phone]:
        """The browsers that show the dashboard of this person."""

    async def tracked(self, areas: Sequence[str], day: date, chosen: Chosen) -> list[TrackedProduct]:
        """All applications of these areas that fit, in no order, with what their products hold on the day."""

    async def occurring(self, areas: Sequence[str]) -> list[tuple[str, str]]:
        """The area, the programme and the product set of the applications there, each combination once."""


class ProgressReads(Protocol):
    """What handlers may ask of the database about progress and reports with fields."""

    async def progress_in(self, areas: Sequence[str], programme: Counted | str) -> list[ProgressEntry]:
        """Every application of these units that counts for a programme, as it is counted."""

    async def taking_part(self, areas: Sequence[str], programme: Counted | str, day: date) -> list[TakingPart]:
        """Every producer of them, with what is known of it and the highest star that it holds on a day."""

    async def ministry_rows(self, areas: Sequence[str] | None, day: date) -> list[MinistryRow]:
        """Every product that the state has recognised, of these units or of all (None), as it holds on a day."""

    async def marks_of(self, account: int) -> dict[str, bool]:
        """What was marked of a producer that plans count."""

    async def report_request(self, request: str) -> ReportRequest | None: ...

    async def report_requests(self, units: Sequence[str], *, closed: bool = False) -> list[ReportRequest]:
        """What exactly these units have asked for, the first to end first: what is open, or what is closed."""

    async def report_answers(self, report: str, areas: Sequence[str]) -> list[ReportAnswer]:
        """What was answered to a report in these units."""

    async def report_answer(self, report: str, scope: str) -> ReportAnswer | None:
        """What one unit or producer has answered to it."""

    async def reported_in(self, programme: str, duty: str, occurrence: str, areas: Sequence[str]) -> dict[str, str]:
        """What units have reported of one time of a duty in their own words, by unit."""

    async def report_answered(self, reports: Sequence[str], scopes: Sequence[str]) -> set[tuple[str, str]]:
        """Which of these units and producers have answered to which of these reports."""


class Reads(
    BroadcastReads,
    RequestReads,
    InquiryReads,
    ChangeReads,
    AssessmentReads,
    RoundReads,
    SelectionReads,
    VisitReads,
    ActivityReads,
    ShowcaseReads,
    JournalReads,
    LeaveReads,
    ClarificationReads,
    ProgressReads,
    DashboardReads,
    ImportReads,
    Protocol,
):
    """What handlers may ask of the database."""

    async def facts(self, person: Person, programme: str | Counted) -> Facts:
        """What is known of this person in the programme, for the calendar."""

    async def moved(self, programme: str) -> tuple[Moved, ...]:
        """Every date that was moved, in the order of the moves."""

    async def holders(self, occurrence: Occurrence, territory: Territory, programme: str | Counted) -> list[Holder]:
        """All in this territory whom an occurrence concerns, those who have done it last."""

    async def agency_contacts(self, areas: Sequence[str]) -> list[AgencyContact]:
        """Where to ask agencies of these units, as it was filled in."""

    async def facts_of(self, person: Person, programmes: Sequence[Counted]) -> dict[str, Facts]:
        """The same of several programmes, by their ids."""

    async def begun_of(self, subject: str, scope: str) -> list[tuple[str, str, str]]:
        """Which duties (programme, duty, time) began for a unit or producer by this thing, and are not done."""

    async def past_of(self, application_id: str) -> list[PastApplication]:
        """What an application was under programmes that are over, the last first."""

    async def version_before(self, application_id: str) -> PastApplication | None:
        """How it was when the commune decided on it last, else as it came first; None where it is so still."""

    async def muted(self, person: int, programme: str) -> set[str]:
        """The duties of which this person does not want to be reminded."""

    async def papers_of(self, person: int) -> list[Paper]:
        """The own papers, the first to run out first."""

    async def former_papers(self, person: int, paper_id: str) -> list[FormerPaper]:
        """One of the own papers as it was before each change, the last first; one that was dropped as well."""

    async def sent_file(self, person: int, file_id: str) -> bool:
        """Whether this person has sent this file."""

    async def products_of(self, person: int) -> list[Product]:
        """The own products of all years, the newest first."""

    async def applications_over_years(self, person: int) -> list[Application]:
        """The own applications of all programmes, the newest first."""

    async def recognitions_of(self, person: int) -> list[Recognition]:
        """What the own products hold or held, and who says so."""

    async def plan_of(self, application_id: str) -> dict[str, PlanPart]:
        """The sections of a product's plan that were begun, each as it was kept last."""

    async def submissions_of(self, application_id: str) -> list[Submission]:
        """Every time that a dossier was handed in, the newest first."""

    async def held(self, person: int) -> dict[str, int]:
        """How much is kept of this person, by the lists of the export."""

    async def erasure(self, person: int, *, looked: bool = True) -> ErasePerson:
        """What deleting this person means at this moment; where officials see it is `looked` for."""

    async def calendar_version(self, person: int) -> int:
        """Counts how often the private address of the calendar was changed."""

    async def draft(self, draft_id: str) -> Draft | None: ...

    async def owner_of_draft(self, draft_id: str) -> int:
        """Whose account a form was begun in; 0 for none."""

    async def drafts_of(self, person: int, programme: str = "") -> list[DraftInfo]:
        """All forms that were begun, the newest first; of one programme where it is named."""

    async def drafts_begun(self, person: int, now: datetime) -> int:
        """How many forms this person has begun and not finished; not those opened long ago without a word."""

    async def producer_answers(self, person: int) -> dict[str, Any]:
        """The answers about the producer that this person gave last; empty when there are none."""

    async def applications_of(self, person: int, programme: str = "") -> list[Application]:
        """All of a person's, the newest first; of one programme where it is named."""

    async def application(self, application_id: str) -> Application | None: ...

    async def applications_in(
        self,
        areas: Sequence[str],
        states: Sequence[ApplicationState],
        limit: int,
        start: int = 0,
        programme: str = "",
    ) -> list[Application]:
        """One page of what lies in `areas`, what waits longest first; of one programme where it is named."""

    async def listable(self, areas: Sequence[str], programme: Counted) -> list[Listable]:
        """All that take part there and are still on their way, each with the standing list of the programme on which it
        is; the oldest first."""

    async def lists_in(self, areas: Sequence[str], start: int, limit: int) -> tuple[int, list[ProductList]]:
        """How many lists these units handed up, and one page of them, the latest first."""

    async def lists_for(self, unit: str, programme: str, duty: str, occurrence: str) -> list[ProductList]:
        """The lists of a unit for one time of a duty, in their order; those taken back too."""

    async def product_list(self, list_id: str) -> ProductList | None:
        """One list with its products."""

    async def list_acted(self, list_id: str, above: Sequence[str]) -> bool:
        """Whether the level above has acted since a list was handed up: judged something of it, or gone on."""

    async def handed_up(self, done: tuple[str, str, str, str], above: Sequence[str]) -> HandedUp | None:
        """What was handed up with a duty (programme, duty, occurrence, scope); None where nothing was."""

    async def waiting_in(self, areas: Sequence[str], *, but: int = 0, also: Sequence[str] = ()) -> list[Waiting]:
        """All that waits for a check and is not `but`'s own; `also` are some that wait elsewhere."""

    async def came_since(self, ids: Sequence[str], since: datetime) -> int:
        """How many of these came to the office since: sent, sent again, handed in."""

    async def applications_by(self, ids: Sequence[str]) -> dict[str, Application]:
        """Several at once, by their ids."""

    async def products_in(
        self,
        areas: Sequence[str],
        start: int,
        limit: int,
        *,
        words: str = "",
        states: Sequence[str] = (),
        sets: Sequence[KeptSet] = (),
    ) -> QueuePage:
        """One page of what lies in `areas` and fits: words of product, producer or phone; states; sets."""

    async def sets_in(self, areas: Sequence[str]) -> dict[KeptSet, int]:
        """How many products of each set there are."""

    async def decision_on(self, application_id: str) -> LastDecision | None:
        """What was decided on it, when nobody has acted on it since."""

    async def gathered(
        self, areas: Sequence[str], place: str, start: int, limit: int, *, but: int = 0, also: Sequence[str] = ()
    ) -> QueuePage:
        """One page of what came from one place."""

    async def waiting_areas(self, areas: Sequence[str]) -> list[str]:
        """Those of the units in which something waits for a check."""

    async def left_to_above(self, seats: Mapping[str, Sequence[str]]) -> list[str]:
        """What waits in these units and nobody of those who sit for each may check."""

    async def waiting_of(self, person: int, area: str) -> int:
        """How many registrations of one person wait in one commune."""

    async def ban_of(self, person: int, area: str) -> Ban | None:
        """Whether the officers of a commune take nothing new from this person, and since when."""

    async def bans_in(self, areas: Sequence[str], start: int, limit: int) -> tuple[int, list[Ban]]:
        """How many are banned in these communes, and one page of them."""

    async def count_in(self, areas: Sequence[str]) -> dict[ApplicationState, int]: ...

    async def history(self, application_id: str) -> list[AuditEntry]: ...

    async def sheets_of(self, application_id: str) -> list[ScoreSheet]:
        """Every score of a product that was kept, newest first."""

    async def officers_of(self, areas: Sequence[str], act: Act) -> list[Recipient]:
        """Those who hold a role that allows `act` for exactly one of `areas`."""

    async def holdings(self, roles: Sequence[Role], areas: Sequence[str] | None) -> list[Holding]:
        """Who holds one of the roles in one of the units, or anywhere (None)."""

    async def official_of(self, person: int) -> Official | None:
        """What an official says of themselves; None before they were asked."""

    async def officials_for(self, areas: Sequence[str]) -> list[Official]:
        """Whom producers of exactly these units may ask."""

    async def account(self, person: int) -> Account | None:
        """Whose account it is, what it holds and which phones use it."""

    async def recovery(self, token_hash: str) -> Recovery | None: ...

    async def last_recovery(self, person: int) -> Recovery | None:
        """The last one by which a phone came into the account."""

    async def wrong_codes(self, keys: Sequence[str]) -> dict[str, WrongCodes]:
        """How often codes were typed that open nothing, by key."""

    async def recipient(self, person: int) -> Recipient | None: ...

    async def last_notice(self, channel: str, address: str) -> Reply | None:
        """What came to this address unasked, the last of it; None when nothing has come."""

    async def open_form(self, person: int) -> str:
        """The form that is being filled in on the phone used last of those that are in one; "" where none is."""

    async def told(self, person: int) -> list[Recipient]:
        """Who is told what concerns this person: all who speak for them; the officer who helps, where nobody can."""

    async def told_each(self, people: Sequence[int]) -> dict[int, list[Recipient]]:
        """The same of many at once; somebody for whom nobody else speaks hears it themselves."""

    async def team(self, account: int, person: int) -> Team:
        """A producer as this member works for it; `ended` where they are none."""

    async def teams(self, person: int) -> list[Team]:
        """The producers for whom this person may work beside the own account."""

    async def members(self, account: int) -> list[Member]:
        """Who speaks for a producer; whoever began the account first."""

    async def helper_of(self, ward: int) -> Recipient | None:
        """The officer to tell about a producer who is helped; None when nobody helps."""

    async def help_of(self, ward: int) -> Help | None:
        """How this person is or was helped; None for everybody else."""

    async def helped_in(self, areas: Sequence[str]) -> list[Help]:
        """Those who are helped by officers of these communes, the newest first."""

    async def ward(self, ward: int) -> Person | None:
        """A producer as an officer finds them: their consents and `help`, nobody's place in a chat."""

    async def producers_in(self, area: str) -> list[tuple[str, str]]:
        """Names and numbers of the producers of a commune whom nobody helps."""

    async def invitation(self, token_hash: str) -> Invitation | None: ...


class PhotoService(Protocol):
    """Reads what stands on a photo; see `bot/papers/photos.py`."""

    @property
    def reads(self) -> bool:
        """Whether photos are read here."""

    async def is_page(self, file_id: str) -> bool:
        """Whether this file is a photo, or a PDF that may be a scan."""

    async def lines(self, file_id: str) -> tuple[str, ...]:
        """The lines of text on a photo; none where it cannot be read."""


class NoPhotos:
    """Where no photo is read."""

    reads = False

    async def is_page(self, file_id: str) -> bool:
        return False

    async def lines(self, file_id: str) -> tuple[str, ...]:
        return ()


class PaperService(Protocol):
    """What comes out as a file, made and stored; each returns the id of the file."""

    async def score_card(
        self, criteria: CriteriaSet, score: Score, *, application: Application, kind: str, day: date, language: str
    ) -> str: ...

    async def timeline(self, tasks: Sequence[Task], *, name: str, today: date, language: str) -> str:
        """The year as a picture."""

    async def cycle(self, data: CycleData, *, language: str) -> str:
        """The steps of the programme as a picture, with where a product is."""

    async def calendar(
        self,
        tasks: Sequence[Task],
        moved: Sequence[Moved],
        activities: Sequence[tuple[Activity, bool]],
        *,
        name: str,
        programme: str,
        language: str,
    ) -> str:
        """The year as a file that a phone's calendar takes, with activities: each, and whether it is sure."""

    async def consent_sheet(self, area: str, name: str = "", phone: str = "") -> str:
        """The sheet on which a producer agrees that the commune types for them, as DOCX to be signed."""

    async def list_document(self, one: ProductList, programme: Programme) -> str:
        """A list as the annexes of the plans print it, as DOCX to be signed."""

    async def list_table(self, one: ProductList, programme: Programme) -> str:
        """The same as a workbook."""

    def official(self, programme: Programme, by: str) -> list[tuple[str, str]]:
        """The official papers of the programme that `by` ("producer", "commune") signs: id and title."""

    async def official_paper(self, paper: str, made_of: DossierParts, by: int) -> tuple[str, ...]:
        """One official paper as DOCX, and as PDF where the machine can make one.

        `Refusal` when `by` has too many waiting.
        """

    async def whole_dossier(self, made_of: DossierParts, most: int) -> Upload:
        """All papers of the producer, and the files of the wallet, in one ZIP."""

    async def ledger_picture(self, broadcast: Broadcast, tally: Tally, *, today: date, language: str) -> str:
        """What became of a broadcast, as a picture."""

    async def guests(self, here: Activity, guests: Sequence[Attendance], *, language: str) -> str:
        """Who is invited to an activity as XLSX, in this order."""

    async def ledger_table(self, broadcast: Broadcast, lines: Sequence[LedgerLine], *, language: str) -> str:
        """One row a recipient, as XLSX."""

    async def round_papers(self, made_of: RoundPapers, *, language: str) -> list[tuple[str, str]]:
        """Minutes, results and a notice for each commune: what each file is called, and its id."""

    async def visit_minutes(self, made_of: VisitPaper) -> str:
        """The minutes of a visit, as DOCX to be signed."""

    async def progress(self, figures: ProgressFigures, programmes: Programmes, *, language: str) -> tuple[str, ...]:
        """How far a unit is: a picture, and a workbook with every table."""

    async def progress_report(
        self, figures: ProgressFigures, programmes: Programmes, *, title: str, below: Sequence[UnitReport] = ()
    ) -> str:
        """The unit's report as DOCX with its figures and what the units below reported filled in; `title` is how the
        duty calls it, "" for none."""

    async def report_sums(self, made_of: ReportSums) -> tuple[str, str]:
        """A report with fields: the sums as DOCX, every answer as XLSX."""

    async def needs_table(self, rows: Sequence[NeedRow]) -> tuple[str, str]:
        """What producers need, as XLSX and as CSV."""

    async def showcase(self, made_of: ShowcasePaper, most: int) -> tuple[str, ...]:
        """Products to be shown, as XLSX and as DOCX with a photo of each, and all photos in one ZIP where there are
        any; Refusal above `most` bytes.
        """

    async def ministry_table(self, rows: Sequence[MinistryRow]) -> str:
        """Recognised products in the ministry's columns, as XLSX."""

    async def product_list(
        self, file: ImportFile, units: Sequence[str], *, now: datetime, language: str, take: bool
    ) -> tuple[Mapping[str, Any], str]:
        """What a list comes to or, once it is taken, came to; and the id of a workbook with what is to be mended.

        `Refusal` says why it cannot be read.
        """

    async def personal_data(self, person: int) -> tuple[Upload, ...]:
        """Everything that is kept of this person, as ZIP files that a chat takes."""

    async def invitation(self, code: str) -> tuple[dict[str, str], str]:
        """The addresses that take a one-time code, by channel, and a picture of the first to scan; "" where none is."""

    async def council_table(
        self, products: Sequence[JudgedProduct], members: Mapping[str, Collection[str]], *, language: str
    ) -> str:
        """The sheets of a council to fill in and send back; each of `members` with the products not theirs to score."""

    async def grids(self, file: str) -> list[Grid]:
        """The sheets of a table that came; none where it cannot be read."""

    async def table_lines(self, file: Upload) -> list[str]:
        """The first two columns of a table's first sheet, a line a row; none where it cannot be read."""

    async def invitation_sheets(self, made: Sequence[MadeCode]) -> tuple[str, ...]:
        """A sheet of QR codes to print, as PDF, and a workbook with a text to forward for each."""

    def dashboard_address(self, code: str) -> str:
        """Where a one-time code opens the dashboard; "" where no browser can be sent to."""

    def calendar_address(self, person: int, version: int) -> str:
        """The private address of the calendar; "" where none is served."""


class DatabaseDown(ConnectionError):  # noqa: N818 - said as it is, like FilesDown
    """The database does not answer or takes nothing at this moment; later it may. The text says why, in plain words."""


class Conflict(Exception):  # noqa: N818 - an expected race, not a fault: the turn is played again
    """Something was changed by somebody else between reading and writing."""


class Answered(Conflict):
    """The update was answered meanwhile, by a restarted or a second process: nothing is left to do."""
