"""The business plan of a product: its sections, how far each is, its money, and what in it should be looked at again.

No official list of fields was found (Biểu 03 of Decision 1048): the structure is ours, and `Plan.source` says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Literal

from ocop_domain.criteria.model import CriteriaSet, Item
from ocop_domain.data import read_yaml
from ocop_domain.text import fold

Answers = Mapping[str, Any]
ApplicationState = Literal["todo", "doing", "done", "blocked"]

FOLDER = "plan"
YEARS = (1, 2, 3)
MARGIN_MOST = 90
"""Per cent of the revenue: more profit than that is hardly ever meant."""
GROWTH_MOST = 5
"""Times the revenue of the year before: more is mostly a slip of the finger."""


@dataclass(frozen=True)
class Section:
    """One section: its questions with what each is for, those it needs, and the criteria it feeds, by label.

    `known` names for a question the one of the registration that has its answer already, `proven` the papers that do.
    """

    id: str
    questions: Mapping[str, str]
    needed: frozenset[str]
    feeds: tuple[str, ...]
    source: str
    known: Mapping[str, str]
    proven: Mapping[str, Mapping[str, str]]
    goods_only: bool = False

    def from_registration(self, registration: Answers) -> dict[str, Any]:
        """The answers that the registration of the product has already."""
        return {own: registration[theirs] for own, theirs in self.known.items() if registration.get(theirs) is not None}

    def from_papers(self, kinds: Collection[str]) -> dict[str, Any]:
        """The answers that papers of these kinds prove."""
        return {own: answer for own, proofs in self.proven.items() for kind, answer in proofs.items() if kind in kinds}

    def fed(self, criteria: CriteriaSet) -> tuple[Item, ...]:
        """The items of this set that the section helps with, in the order of the decision."""
        return tuple(item for item in criteria.items if item.label in self.feeds)


@dataclass(frozen=True)
class Plan:
    """All sections, in order. `official` is false: `source` says what the structure is taken from."""

    decision: str
    official: bool
    source: str
    sections: tuple[Section, ...]

    def get(self, section_id: str) -> Section | None:
        return next((s for s in self.sections if s.id == section_id), None)

    def sections_for(self, *, tourism: bool) -> tuple[Section, ...]:
        """The sections of goods, or of a tourism service."""
        return tuple(s for s in self.sections if not (tourism and s.goods_only))


@cache
def load_plan() -> Plan:
    """The plan as its data file has it."""
    raw = read_yaml(FOLDER, f"{FOLDER}.yaml")
    sections = tuple(
        Section(
            row["id"],
            MappingProxyType(row["questions"]),
            frozenset(row["needed"]),
            tuple(row["feeds"]),
            row["source"],
            MappingProxyType(row.get("known", {})),
            MappingProxyType(row.get("proven", {})),
            row.get("goods_only", False),
        )
        for row in raw["sections"]
    )
    return Plan(raw["decision"], raw["official"], raw["source"], sections)


def state_of(section: Section, answers: Answers, reason: str = "") -> ApplicationState:
    """How far a section is; with a `reason` why it cannot go on, it is blocked, whatever was answered.

    Done: what it needs is answered, and everything else answered or skipped.
    """
    if reason:
        return "blocked"
    if all(answers.get(q) is not None for q in section.needed) and all(q in answers for q in section.questions):
        return "done"
    return "doing" if any(answers.get(q) is not None for q in section.questions) else "todo"


# Money


@dataclass(frozen=True, slots=True)
class PlanYear:
    """Revenue and cost of one year of the plan in đồng; None: not said."""

    number: int
    revenue: int | None
    cost: int | None

    @property
    def profit(self) -> int | None:
        """What is left; less than nothing is a loss."""
        return None if self.revenue is None or self.cost is None else self.revenue - self.cost

    @property
    def margin(self) -> Fraction | None:
        """Profit in per cent of the revenue; None where there is no revenue."""
        return _margin(self.profit, self.revenue)


@dataclass(frozen=True, slots=True)
class Finance:
    """The years of the plan. Totals are over the years that are whole, so that profit is revenue less cost."""

    years: tuple[PlanYear, ...]

    @property
    def whole(self) -> tuple[PlanYear, ...]:
        """The years of which both revenue and cost are known."""
        return tuple(y for y in self.years if y.profit is not None)

    @property
    def revenue(self) -> int:
        return sum(y.revenue or 0 for y in self.whole)

    @property
    def cost(self) -> int:
        return sum(y.cost or 0 for y in self.whole)

    @property
    def profit(self) -> int:
        return self.revenue - self.cost

    @property
    def margin(self) -> Fraction | None:
        return _margin(self.profit, self.revenue)


@dataclass(frozen=True, slots=True)
class Investment:
    """What is to be spent in đồng, and where it comes from; None: not said."""

    total: int | None
    own: int | None
    credit: int | None
    support: int | None

    @property
    def found(self) -> int:
        """What the sources named so far give together."""
        return sum(s or 0 for s in self._sources)

    @property
    def gap(self) -> int | None:
        """What is still to be found; less than nothing: more than is needed. None while a source may be missing."""
        if self.total is None:
            return None
        gap = self.total - self.found
        return gap if gap < 0 or None not in self._sources else None

    @property
    def _sources(self) -> tuple[int | None, ...]:
        return self.own, self.credit, self.support


def finance(answers: Answers) -> Finance:
    """The years of section `finance`."""
    return Finance(
        tuple(
            PlanYear(n, _dong(answers, f"plan_finance_revenue_{n}"), _dong(answers, f"plan_finance_cost_{n}"))
            for n in YEARS
        )
    )


def investment(answers: Answers) -> Investment:
    """The sums of section `investment`."""
    total, own, credit, support = (
        _dong(answers, f"plan_investment_{what}") for what in ("total", "own", "credit", "support")
    )
    return Investment(total, own, credit, support)


def most_sold(answers: Answers) -> int | None:
    """What all that can be made in a year brings at the planned price; None where the units do not agree."""
    price, capacity = answers.get("plan_market_price"), answers.get("plan_technology_capacity")
    if not isinstance(price, Mapping) or not isinstance(capacity, Mapping):
        return None
    unit = _unit(str(capacity.get("unit") or ""))
    if not unit or unit != _unit(str(price.get("per") or "")):
        return None
    try:
        return int(Decimal(str(capacity["amount"])) * int(price["dong"]))
    except (InvalidOperation, LookupError, TypeError, ValueError, OverflowError):
        return None


def _unit(text: str) -> str:
    """The unit without "a year": "1500 kg/năm" and "85k/kg" agree."""
    words = fold(text.partition("/")[0]).split()
    while len(words) > 1 and words[-1] in {"nam", "year", "mot", "moi", "1", "a", "per"}:
        words.pop()
    return " ".join(words)


def _dong(answers: Answers, question: str) -> int | None:
    value = answers.get(question)
    return int(value["dong"]) if isinstance(value, Mapping) and "dong" in value else None


def _margin(profit: int | None, revenue: int | None) -> Fraction | None:
    return Fraction(100 * profit, revenue) if profit is not None and revenue else None


# What should be looked at again


class Dong(int):
    """A sum in a finding: to be written as money."""


@dataclass(frozen=True, slots=True)
class PlanFinding:
    """Something in the plan that can hardly be meant; it never blocks.

    `code` is the key of the text, `params` fill it.
    """

    code: str
    question: str
    params: Mapping[str, int] = field(default_factory=dict)


def findings(answers: Answers, section: Section | None = None) -> list[PlanFinding]:
    """All findings, or those to be mended in `section`; what was not answered is not judged."""
    found = [*_finance(answers), *_capacity(answers), *_investment(answers), *_labour(answers), *_timetable(answers)]
    return [f for f in found if section is None or f.question in section.questions]


def _found(code: str, question: str, **params: int) -> PlanFinding:
    return PlanFinding(code, question, params)


def _finance(answers: Answers) -> Iterator[PlanFinding]:
    money = finance(answers)
    if money.whole and all((y.profit or 0) < 0 for y in money.whole):
        yield _found("plan.loss_always", f"plan_finance_cost_{money.whole[0].number}", loss=Dong(-money.profit))
    for year in money.years:
        if (year.revenue is None) != (year.cost is None):
            missing = "revenue" if year.revenue is None else "cost"
            yield _found("plan.year_half", f"plan_finance_{missing}_{year.number}", year=year.number)
        if year.margin is not None and year.margin > MARGIN_MOST:
            question = f"plan_finance_cost_{year.number}"
            yield _found("plan.margin_high", question, year=year.number, percent=MARGIN_MOST)
    for before, after in pairwise(money.years):
        if before.revenue and after.revenue and after.revenue > GROWTH_MOST * before.revenue:
            question, times = f"plan_finance_revenue_{after.number}", after.revenue // before.revenue
            yield _found("plan.growth_high", question, year=after.number, times=times)


def _capacity(answers: Answers) -> Iterator[PlanFinding]:
    most = most_sold(answers)
    if most is None:
        return
    above = next((y for y in finance(answers).years if y.revenue is not None and y.revenue > most), None)
    if above:
        question, revenue = f"plan_finance_revenue_{above.number}", Dong(above.revenue or 0)
        yield _found("plan.above_capacity", question, year=above.number, revenue=revenue, most=Dong(most))


def _investment(answers: Answers) -> Iterator[PlanFinding]:
    sums, money = investment(answers), finance(answers)
    total = Dong(sums.total or 0)
    if sums.gap:
        yield _found(
            "plan.sources_short" if sums.gap > 0 else "plan.sources_over",
            "plan_investment_total",
            total=total,
            found=Dong(sums.found),
            gap=Dong(abs(sums.gap)),
        )
    if total and len(money.whole) == len(YEARS) and 0 <= money.profit < total:
        yield _found("plan.payback_long", "plan_investment_total", profit=Dong(money.profit), total=total)


def _labour(answers: Answers) -> Iterator[PlanFinding]:
    people = answers.get("plan_labour_people")
    local, insured = answers.get("plan_labour_local"), answers.get("plan_labour_insured")
    if people is not None and local is not None and local > people:
        yield _found("plan.local_above_people", "plan_labour_local", people=people, number=local)
    if people is not None and insured is not None and insured > people:
        yield _found("plan.insured_above_people", "plan_labour_insured", people=people, number=insured)


def _timetable(answers: Answers) -> Iterator[PlanFinding]:
    """Months are kept as "2027-09", so they sort as text."""
    start, filing = answers.get("plan_timetable_start"), answers.get("plan_timetable_filing")
    for what in ("papers", "sale", "filing"):
        month = answers.get(f"plan_timetable_{what}")
        if start and month and month < start:
            yield _found("plan.before_start", f"plan_timetable_{what}")
    papers, wanted = answers.get("plan_timetable_papers"), answers.get("plan_target_year")
    if papers and filing and filing < papers:
        yield _found("plan.filed_before_papers", "plan_timetable_filing")
    if filing and wanted and int(filing[:4]) > int(wanted):
        yield _found("plan.filed_after_target", "plan_timetable_filing", year=int(wanted))
