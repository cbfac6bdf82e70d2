"""Makes papers beside the event loop and puts them where files are kept.

What draws and packs them is imported when it is first asked for: where nobody prints, memory is a fifth less.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from bot.conversations.forms.scoring import points_of
from bot.handlers.progress.figures import HouseOf
from bot.messages import Upload
from bot.papers.calendar.addresses import CalendarAddresses
from bot.papers.dossier.model import Dossier
from bot.papers.dossier.papers import make_paper, papers_of
from bot.papers.dossier.pdf import to_pdf
from bot.papers.dossier.scores import SelfScore
from bot.papers.dossier.zipped import zip_dossier, zip_files
from bot.papers.limits import TooMany, Turns
from bot.papers.tables.lists import ReadList
from bot.ports.files import SUFFIXES, Files
from bot.records.broadcast import Broadcast, LedgerLine, Tally
from bot.records.cycle import CycleData
from bot.records.dossier import DossierParts
from bot.records.imports import ImportFile
from bot.records.inquiries import NeedRow
from bot.records.invitations import MadeCode
from bot.records.lists import ProductList
from bot.records.ministry import MinistryRow
from bot.records.progress import ProgressFigures
from bot.records.registration import COUNCIL
from bot.records.reports import ReportSums, UnitReport
from bot.records.rounds import RoundPapers
from bot.records.showcase import ShowcasePaper, ShownProduct
from bot.records.visits import VisitPaper
from bot.texts import REFERENCE, Texts
from ocop_domain.activities import Activity, Attendance
from ocop_domain.applications import Application
from ocop_domain.areas import Areas
from ocop_domain.council_table import JudgedProduct
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import Score
from ocop_domain.duties.agenda import Moved, Task
from ocop_domain.errors import Refusal
from ocop_domain.imports.grid import Grid
from ocop_domain.programme_collection import Programmes
from ocop_domain.programmes import Programme


class PaperMaker:
    """`Papers`, drawn and stored. `links` are the addresses by channel that take a one-time code."""

    def __init__(
        self,
        files: Files,
        texts: Texts,
        areas: Areas,
        addresses: CalendarAddresses,
        personal: Callable[[int], Awaitable[tuple[Upload, ...]]],
        *,
        links: Callable[[str], dict[str, str]] = lambda code: {},
        reader: ReadList | None = None,
        grids: Callable[[bytes, str], list[Grid]] = lambda data, name: [],
        dashboard: Callable[[str], str] = lambda code: "",
        most: int = 4,
    ) -> None:
        self._files = files
        self._texts = texts
        self._areas = areas
        self._addresses = addresses
        self._turns = Turns(most)
        self._personal = personal
        self._links = links
        self._reader = reader
        self._grids = grids
        self._dashboard = dashboard

    async def score_card(
        self, criteria: CriteriaSet, score: Score, *, application: Application, kind: str, day: date, language: str
    ) -> str:
        """The score as a picture; the same score is the same file."""
        from bot.papers.pictures.score_card import score_card

        data = await asyncio.to_thread(
            score_card,
            criteria,
            score,
            product=application.name,
            producer=application.producer_name,
            day=day,
            t=self._texts[language],
            kind="council" if kind == COUNCIL else "self",
        )
        return (await self._files.put(data, "phieu-diem.png", made=True)).id

    async def timeline(self, tasks: Sequence[Task], *, name: str, today: date, language: str) -> str:
        from bot.papers.calendar.year import year_picture

        data = await asyncio.to_thread(year_picture, tasks, name=name, today=today, t=self._texts[language])
        return (await self._files.put(data, "lich.png", made=True)).id

    async def cycle(self, data: CycleData, *, language: str) -> str:
        from bot.papers.pictures.cycle import draw_cycle

        picture = await asyncio.to_thread(draw_cycle, data, self._texts[language])
        return (await self._files.put(picture, "sau-buoc.png", made=True)).id

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
        from bot.papers.calendar.year import year_calendar

        t = self._texts[language]
        data = await asyncio.to_thread(year_calendar, tasks, moved, activities, name=name, programme=programme, t=t)
        return (await self._files.put(data, "lich.ics", made=True)).id

    async def ledger_picture(self, broadcast: Broadcast, tally: Tally, *, today: date, language: str) -> str:
        from bot.papers.pictures.ledger_card import ledger_card

        unit = self._areas.find(broadcast.area)
        place, t = unit.name if unit else "", self._texts[language]
        data = await asyncio.to_thread(ledger_card, broadcast, tally, place=place, today=today, t=t)
        return (await self._files.put(data, "so-theo-doi.png", made=True)).id

    async def ledger_table(self, broadcast: Broadcast, lines: Sequence[LedgerLine], *, language: str) -> str:
        from bot.papers.tables.ledger_table import ledger_table

        t = self._texts[language]
        data = await asyncio.to_thread(ledger_table, lines, broadcast.unmatched, areas=self._areas, t=t)
        return (await self._files.put(data, "so-theo-doi.xlsx", made=True)).id

    async def guests(self, here: Activity, guests: Sequence[Attendance], *, language: str) -> str:
        from bot.papers.tables.guests_table import guests_table

        data = await asyncio.to_thread(guests_table, here, guests, areas=self._areas, t=self._texts[language])
        return (await self._files.put(data, "danh-sach-moi.xlsx", made=True)).id

    async def round_papers(self, made_of: RoundPapers, *, language: str) -> list[tuple[str, str]]:
        from bot.papers.rounds.papers import minutes, notices
        from bot.papers.rounds.tables import workbook

        t, official = self._texts[language], self._texts[REFERENCE]
        made = [("bien-ban", ".docx", await asyncio.to_thread(minutes, made_of, self._areas, official))]
        made.append(("ket-qua", ".xlsx", await asyncio.to_thread(workbook, made_of, self._areas, t)))
        for place, data in await asyncio.to_thread(notices, made_of, self._areas, official):
            made.append((f"thong-bao {place}", ".docx", data))
        return [(name, (await self._files.put(data, f"{name}{kind}", made=True)).id) for name, kind, data in made]

    async def product_list(
        self, file: ImportFile, units: Sequence[str], *, now: datetime, language: str, take: bool
    ) -> tuple[Mapping[str, Any], str]:
        assert self._reader is not None
        data, _ = await self._files.get(file.file)
        told, findings = await self._reader(data, file, units, now=now, language=language, take=take)
        made = await self._files.put(findings, "can-sua.xlsx", made=True) if findings else None
        return told, made.id if made else ""

    async def council_table(
        self, products: Sequence[JudgedProduct], members: Mapping[str, Collection[str]], *, language: str
    ) -> str:
        from bot.papers.rounds.sheets_table import sheets_table

        data = await asyncio.to_thread(sheets_table, products, members, self._texts[language])
        return (await self._files.put(data, "bang-diem.xlsx", made=True)).id

    async def grids(self, file: str) -> list[Grid]:
        data, _ = await self._files.get(file)
        return await asyncio.to_thread(self._grids, data, "")

    async def table_lines(self, file: Upload) -> list[str]:
        data, _ = await self._files.get(file.id)
        grids = await asyncio.to_thread(self._grids, data, file.name)
        rows = grids[0].rows if grids else []
        return ["; ".join("" if cell is None else str(cell).strip() for cell in row[:3]).rstrip("; ") for row in rows]

    async def consent_sheet(self, area: str, name: str = "", phone: str = "") -> str:
        from bot.papers.assistance.sheet import consent_sheet

        data = await asyncio.to_thread(consent_sheet, self._areas.get(area), name, phone)
        return (await self._files.put(data, "giay-dong-y.docx", made=True)).id

    async def list_document(self, one: ProductList, programme: Programme) -> str:
        from bot.papers.lists.document import list_document
        from bot.papers.lists.model import printed

        words = printed(one, programme, self._areas, self._texts[REFERENCE])
        return (await self._files.put(await asyncio.to_thread(list_document, words), "danh-muc.docx", made=True)).id

    async def list_table(self, one: ProductList, programme: Programme) -> str:
        from bot.papers.lists.model import printed
        from bot.papers.lists.table import list_table

        words = printed(one, programme, self._areas, self._texts[REFERENCE])
        return (await self._files.put(await asyncio.to_thread(list_table, words), "danh-muc.xlsx", made=True)).id

    async def visit_minutes(self, made_of: VisitPaper) -> str:
        from bot.papers.visits.minutes import visit_minutes

        data = await asyncio.to_thread(visit_minutes, made_of, self._areas, self._texts[REFERENCE])
        return (await self._files.put(data, "bien-ban-kiem-tra.docx", made=True)).id

    async def progress(self, figures: ProgressFigures, programmes: Programmes, *, language: str) -> tuple[str, ...]:
        from bot.papers.progress.card import progress_card
        from bot.papers.progress.workbook import progress_workbook

        t, house = self._texts[language], HouseOf(programmes, self._areas, figures.day)
        card = await asyncio.to_thread(progress_card, figures, house, t)
        book = await asyncio.to_thread(progress_workbook, figures, house, t)
        picture = await self._files.put(card, "tien-do.png", made=True)
        return picture.id, (await self._files.put(book, "tien-do.xlsx", made=True)).id

    async def progress_report(
        self, figures: ProgressFigures, programmes: Programmes, *, title: str, below: Sequence[UnitReport] = ()
    ) -> str:
        from bot.papers.progress.documents import progress_report

        house = HouseOf(programmes, self._areas, figures.day)
        data = await asyncio.to_thread(progress_report, figures, house, title, self._texts[REFERENCE], below)
        return (await self._files.put(data, "bao-cao.docx", made=True)).id

    async def report_sums(self, made_of: ReportSums) -> tuple[str, str]:
        from bot.papers.progress.documents import sums_document
        from bot.papers.progress.workbook import answers_workbook

        t, areas = self._texts[REFERENCE], self._areas
        paper = await asyncio.to_thread(sums_document, made_of, areas, t)
        book = await asyncio.to_thread(answers_workbook, made_of, areas, t)
        word = await self._files.put(paper, "tong-hop.docx", made=True)
        return word.id, (await self._files.put(book, "so-lieu.xlsx", made=True)).id

    async def ministry_table(self, rows: Sequence[MinistryRow]) -> str:
        from bot.papers.tables.ministry_table import ministry_table

        data = await asyncio.to_thread(ministry_table, rows, self._texts[REFERENCE])
        return (await self._files.put(data, "ptnt-ocop.xlsx", made=True)).id

    async def needs_table(self, rows: Sequence[NeedRow]) -> tuple[str, str]:
        from bot.papers.tables.needs_table import needs_csv, needs_table

        book = await asyncio.to_thread(needs_table, rows, self._texts[REFERENCE])
        plain = needs_csv(rows, self._texts[REFERENCE]).encode("utf-8-sig")
        made = await self._files.put(book, "nhu-cau.xlsx", made=True)
        return made.id, (await self._files.put(plain, "nhu-cau.csv", made=True)).id

    async def showcase(self, made_of: ShowcasePaper, most: int) -> tuple[str, ...]:
        from bot.papers.showcase.document import showcase_document
        from bot.papers.showcase.table import showcase_table

        pictures = await self._pictures(made_of, most)  # first: they may be too large for one file
        shown = {one.product: photo for one in made_of.products if (photo := await self._photo(one))}
        book = await asyncio.to_thread(showcase_table, made_of, self._areas, self._texts[REFERENCE])
        word = await asyncio.to_thread(showcase_document, made_of, self._areas, shown)
        kept = ((book, "gioi-thieu.xlsx"), (word, "gioi-thieu.docx"))
        made = [(await self._files.put(data, name, made=True)).id for data, name in kept]
        return (*made, *pictures)

    async def _photo(self, one: ShownProduct) -> bytes:
        """The first photo that can be shown; b"" without one."""
        for photo in one.photos:
            with suppress(FileNotFoundError, ValueError):  # it was taken away, or is no picture that can be read
                return (await self._files.small(photo))[0]
        return b""

    async def _pictures(self, made_of: ShowcasePaper, most: int) -> tuple[str, ...]:
        """All photos in one ZIP, named after their products."""
        named = []
        for one in made_of.products:
            for number, photo in enumerate(one.photos, 1):
                kind = await self._files.kind(photo)
                if kind:
                    name = f"{one.name} {number}".replace("/", "-") + SUFFIXES.get(kind, "")
                    named.append((name, self._files.pieces(photo)))
        if not named:
            return ()
        made = await self._files.put_stream(zip_files(named, made_of.day), "anh-san-pham.zip", most)
        if made.refused:
            raise Refusal("showcase.too_large", most=most // 1024 // 1024)
        return (made.id,)

    async def personal_data(self, person: int) -> tuple[Upload, ...]:
        return await self._personal(person)

    async def invitation(self, code: str) -> tuple[dict[str, str], str]:
        import segno

        links = self._links(code)
        if not links:
            return {}, ""
        picture = io.BytesIO()
        segno.make(next(iter(links.values()))).save(picture, kind="png", scale=8)
        return links, (await self._files.put(picture.getvalue(), "ma-qr.png", made=True)).id

    async def invitation_sheets(self, made: Sequence[MadeCode]) -> tuple[str, ...]:
        from bot.papers.tables.invitations import invitation_sheets

        links = [next(iter(self._links(one.code).values()), "") for one in made]
        sheet, book = await asyncio.to_thread(invitation_sheets, made, links, self._texts[REFERENCE])
        kept = ((sheet, "ma-qr.pdf"), (book, "loi-moi.xlsx"))
        return tuple([(await self._files.put(data, name, made=True)).id for data, name in kept])

    def dashboard_address(self, code: str) -> str:
        return self._dashboard(code)

    def calendar_address(self, person: int, version: int) -> str:
        return self._addresses.address(person, version)

    def official(self, programme: Programme, by: str) -> list[tuple[str, str]]:
        return [(paper.id, paper.title) for paper in papers_of(programme, by)]

    async def official_paper(self, paper: str, made_of: DossierParts, by: int) -> tuple[str, ...]:
        try:
            async with self._turns.turn(by):  # one at a time: each takes a whole processor
                return await self._official(paper, made_of)
        except TooMany:
            raise Refusal("dossier.papers_many") from None

    async def _official(self, paper: str, made_of: DossierParts) -> tuple[str, ...]:
        data = await asyncio.to_thread(make_paper, paper, self._dossier(made_of))
        word = (await self._files.put(data, f"{paper}.docx", made=True)).id
        pdf = await asyncio.to_thread(to_pdf, data)
        return (word, (await self._files.put(pdf, f"{paper}.pdf", made=True)).id) if pdf else (word,)

    async def whole_dossier(self, made_of: DossierParts, most: int) -> Upload:
        dossier = self._dossier(made_of)
        scores = SelfScore(dossier)
        named = []
        for evidence in scores.evidence:
            title = scores.reference(evidence)
            several = len(evidence.files) > 1
            named += [(f"{title} {n}" if several else title, file) for n, file in enumerate(evidence.files, 1)]
        kinds = [await self._files.kind(file) for _, file in named]
        kept = [
            (name.replace("/", "-") + SUFFIXES.get(kind, ""), self._files.pieces(file))
            for (name, file), kind in zip(named, kinds, strict=True)
            if kind
        ]
        made = await self._files.put_stream(zip_dossier(dossier, kept), f"ho-so-{made_of.application.id}.zip", most)
        if made.refused:
            raise Refusal("dossier.too_large", most=most // 1024 // 1024)
        return made

    def _dossier(self, made_of: DossierParts) -> Dossier:
        return Dossier(
            application=made_of.application,
            programme=made_of.programme,
            areas=self._areas,
            t=self._texts[REFERENCE],
            day=made_of.day,
            plan={section: part.answers for section, part in made_of.plan.items()},
            reasons={section: part.reason for section, part in made_of.plan.items()},
            criteria=made_of.criteria,
            answers=points_of(made_of.answers),
            papers=made_of.papers,
            assessed=made_of.assessed,
        )
