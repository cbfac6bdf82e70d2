"""The self-score table of Mẫu 02 and its evidence: every item of the set, in the order of the criteria."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bot.papers.dossier.model import DOTS, PARAGRAPH, WORDS, Dossier, printable
from ocop_domain.criteria.effort import ItemEffort, load_effort
from ocop_domain.criteria.model import Criterion, Item
from ocop_domain.criteria.score import Score, read_answers, score
from ocop_domain.errors import Refusal
from ocop_domain.evidence import ROWS, Paper
from ocop_domain.text import fold

NOTHING = "–"
"""An item without points, or whose points the council gives by looking, needs no paper."""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A row of the table: a part, a criterion or an item."""

    code: str
    label: str
    max: int
    points: str
    level: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class CriterionRows:
    """A criterion; `heading` is False where it is scored itself and so is its only line."""

    head: ScoreRow
    heading: bool
    lines: tuple[ScoreRow, ...]


@dataclass(frozen=True, slots=True)
class PartRows:
    """Part A, B or C."""

    head: ScoreRow
    criteria: tuple[CriterionRows, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A paper in the list of evidence; `row` is its row in the decision's own table, 0 when it has none.

    `files` are its pages, and `title` what they are called.
    """

    number: int
    kind: str
    name: str
    sign: str
    issued: str
    expires: str
    row: int
    title: str = ""
    files: tuple[str, ...] = ()


class SelfScore:
    """The table of one dossier; without criteria it is empty."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._criteria = dossier.criteria
        self._given: Mapping[str, int] = {}
        self._score: Score | None = None
        if self._criteria:
            self._given = read_answers(self._criteria, dossier.answers)[0]
            self._score = score(self._criteria, dossier.answers)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The papers that there are, in the order of the criteria they prove."""
        order = {row: place for place, row in enumerate(dict.fromkeys(self._rows_asked))}
        found = sorted(self._papers(), key=lambda e: order.get(e.row, len(order) if e.row else len(order) + 1))
        return tuple(replace(e, number=number) for number, e in enumerate(found, 1))

    def reference(self, evidence: Evidence) -> str:
        """How a file of this evidence is called: with its number, where the report names it by that."""
        title = evidence.title or evidence.name
        return str(WORDS["evidence_ref"]).format(number=evidence.number, name=title) if self._efforts else title

    @cached_property
    def parts(self) -> tuple[PartRows, ...]:
        return tuple(
            PartRows(
                ScoreRow(part.code, part.label, part.max, self._sum([i for c in part.criteria for i in c.items])),
                tuple(self._criterion(criterion) for criterion in part.criteria),
            )
            for part in (self._criteria.parts if self._criteria else ())
        )

    @property
    def max(self) -> str:
        return str(sum(p.max for p in self._criteria.parts)) if self._criteria else DOTS

    @property
    def total(self) -> str:
        """Dots as long as an item is open: half a sum is not a result."""
        return self._sum(list(self._criteria.items)) if self._criteria else DOTS

    @property
    def star(self) -> str:
        """The star with its minima, certain only when nothing is open."""
        if not self._score or self._score.unanswered:
            return DOTS
        return str(WORDS["star"]).format(star=self._score.star)

    def _criterion(self, criterion: Criterion) -> CriterionRows:
        alone = len(criterion.items) == 1 and criterion.items[0].code == criterion.code
        head = ScoreRow(criterion.code, criterion.label, criterion.max, self._sum(list(criterion.items)))
        return CriterionRows(head, not alone, tuple(self._item(item) for item in criterion.items))

    def _item(self, item: Item) -> ScoreRow:
        label = f"{item.heading}: {item.label}" if item.heading else item.label
        return ScoreRow(item.code, label, item.max, self._sum([item]), self._level(item), self._proof(item))

    def _sum(self, items: list[Item]) -> str:
        assert self._score is not None
        if any(item.code in self._score.unanswered for item in items):
            return DOTS[:6]
        return str(sum(self._score.counted.get(item.code, 0) for item in items))

    def _level(self, item: Item) -> str:
        """The printed answer that was chosen, of the case that is theirs."""
        points = self._given.get(item.code)
        if points is None:
            return DOTS if self._open(item) else NOTHING
        case = next((c for c in item.cases if c.code in self._dossier.answers), None)
        level = next((v for v in case.levels if v.points == points), None) if case else item.level(points)
        return level.label if level else str(WORDS["points_none"])

    def _proof(self, item: Item) -> str:
        """The papers by their number in the list; one that is asked for and missing, with dots."""
        if not self._open(item) and not self._given.get(item.code):
            return NOTHING
        effort = self._efforts.get(item.code)
        if effort is None:
            return DOTS
        return PARAGRAPH.join(text for row in effort.evidence for text in self._proofs(row)) or NOTHING

    def _proofs(self, row: int) -> Iterator[str]:
        own = [e for e in self.evidence if e.row == row]
        for evidence in own:
            yield str(WORDS["evidence_ref"]).format(number=evidence.number, name=evidence.kind)
        if not own:
            yield f"{self._asked[row]}: {DOTS}"

    def _open(self, item: Item) -> bool:
        return self._score is not None and item.code in self._score.unanswered

    @cached_property
    def _efforts(self) -> Mapping[str, ItemEffort]:
        if self._criteria is None:
            return {}
        try:
            return load_effort(self._criteria.decision).for_set(self._criteria)
        except Refusal:  # no evidence table for the decisions of the past
            return {}

    @cached_property
    def _asked(self) -> Mapping[int, str]:
        return load_effort(self._criteria.decision).evidence if self._criteria else {}

    @property
    def _rows_asked(self) -> Iterator[int]:
        for item in self._criteria.items if self._criteria else ():
            if item.code in self._efforts:
                yield from self._efforts[item.code].evidence

    def _papers(self) -> Iterator[Evidence]:
        dossier = self._dossier
        kept = [paper for paper in dossier.papers if paper.kind == "registration"]
        if dossier.answer("registered") is True and not kept:
            yield self._registration(WORDS["registration_paper"])
        for paper in dossier.papers:
            kind = dossier.t(f"q.paper_kind.option.{paper.kind}")
            found = Evidence(
                number=0,
                kind=kind,
                name=_pages(_named(kind, paper), len(paper.files)),
                sign=_sign(paper),
                issued=dossier.short_date(paper.issued),
                expires=dossier.short_date(paper.expires) if paper.expires else NOTHING,
                row=ROWS.get(paper.kind, 0),
                title=_named(kind, paper),
                files=paper.files,
            )
            if paper.kind == "registration" and dossier.answer("registered") is True:
                said = self._registration(kind)  # what the wallet does not say, the registration does
                sign = found.sign if paper.number else said.sign
                found = replace(found, sign=sign, issued=found.issued if paper.issued else said.issued)
            yield found
        if photos := dossier.answer("photos"):
            name = f"{WORDS['photos_paper']}: {dossier.said('photos')}"
            yield Evidence(0, name, name, NOTHING, NOTHING, NOTHING, 0, WORDS["photos_paper"], tuple(photos))

    def _registration(self, name: str) -> Evidence:
        """The certificate of the business, as the registration of the product tells it."""
        dossier = self._dossier
        day = dossier.answer("registration_date")
        issued = dossier.short_date(date.fromisoformat(day) if day else None)
        sign = printable(str(dossier.answer("registration_number") or "")) or DOTS
        return Evidence(0, name, name, sign, issued, NOTHING, ROWS["registration"])


def _sign(paper: Paper) -> str:
    """Its number, and who gave it."""
    number, issuer = printable(paper.number) or DOTS, printable(paper.issuer)
    return str(WORDS["evidence_sign"]).format(number=number, issuer=issuer) if issuer else number


def _named(kind: str, paper: Paper) -> str:
    """What the paper is, then what it is for; a name that says itself what it is stands alone."""
    name = printable(paper.name)
    says_itself = paper.kind == "other" or fold(name).split()[:1] == fold(kind).split()[:1]
    return name if says_itself else f"{kind}: {name}"


def _pages(name: str, count: int) -> str:
    return str(WORDS["evidence_pages"]).format(name=name, count=count) if count > 1 else name
