"""What is made as a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from bot.messages import Upload
from bot.records.broadcast import Broadcast, LedgerLine, Tally
from bot.records.cycle import CycleData
from bot.records.dossier import DossierParts
from bot.records.imports import ImportFile
from bot.records.inquiries import NeedRow
from bot.records.invitations import MadeCode
from bot.records.lists import ProductList
from bot.records.ministry import MinistryRow
from bot.records.progress import ProgressFigures
from bot.records.reports import ReportSums, UnitReport
from bot.records.rounds import RoundPapers
from bot.records.showcase import ShowcasePaper
from bot.records.visits import VisitPaper
from ocop_domain.activities import Activity, Attendance
from ocop_domain.applications import Application
from ocop_domain.council_table import JudgedProduct
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import Score
from ocop_domain.duties.agenda import Moved, Task
from ocop_domain.imports.grid import Grid
from ocop_domain.programme_collection import Programmes
from ocop_domain.programmes import Programme


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
