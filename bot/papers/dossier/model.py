"""What every paper of a product is made from, and its words as an official paper writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib.resources import files
from typing import Any

import yaml

from bot.conversations.form import Context, Question
from bot.conversations.forms.assess import ASSESS
from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.registration import QUESTIONS
from bot.conversations.kinds.typed import Money
from bot.texts import REFERENCE, Translator
from ocop_domain.applications import Application
from ocop_domain.areas import Area, Areas
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.data import LOADER
from ocop_domain.evidence import Paper
from ocop_domain.plan import Finance, finance, load_plan
from ocop_domain.plan import Section as PlanSection
from ocop_domain.programmes import Programme

WORDS: Mapping[str, Any] = yaml.load(
    files(__package__).joinpath("words.yaml").read_text("utf-8"),
    Loader=LOADER,  # noqa: S506 - both loaders are the safe ones
)

DOTS = "." * 12
"""A missing answer inside a line or a cell."""

LINE = f"{DOTS}\t"
"""A missing answer at the end of a line: the tab's leader draws dots up to the margin."""

MAY_COME = {"registered": True}
"""What may still happen before a paper is signed: a question that hangs on it stays open for the hand."""

PARAGRAPH = "\a"
"""What the template engine turns into a new paragraph."""

_JOINING = {"\u200d", "\u20e3", "\ufe0e", "\ufe0f"}
_BLANKS = re.compile(" {2,}")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One answer under its label."""

    question: str
    label: str
    text: str

    def __str__(self) -> str:
        return f"{self.label}: {self.text}"


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A section of the business plan; `known` names answers that the registration has too.

    `reason` says why it cannot be done yet: in the plan it stands in the place of what is missing.
    """

    id: str
    title: str
    known: Mapping[str, str]
    lines: tuple[PaperLine, ...]
    reason: str = ""

    @property
    def printed(self) -> tuple[PaperLine, ...]:
        """What the plan says of it."""
        if not self.reason:
            return self.lines
        answered = (line for line in self.lines if line.text != LINE)
        return (*answered, PaperLine("", WORDS["blocked"], self.reason))


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """All that is known of one product; `t` is Vietnamese, as the papers are.

    `plan` has the answers of the plan's forms by section, `reasons` why one cannot be done yet, `answers` points by
    item (or case) of `criteria`.
    """

    application: Application
    programme: Programme
    areas: Areas
    t: Translator
    day: date
    plan: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    criteria: CriteriaSet | None = None
    answers: Mapping[str, int | None] = field(default_factory=dict)
    papers: Sequence[Paper] = ()
    assessed: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.t.language != REFERENCE:
            raise ValueError("official papers are Vietnamese")

    # Words

    @staticmethod
    def date_words(day: date | None) -> str:
        """ "ngày 15 tháng 02 năm 2022": days to 9 and months 1 and 2 with a zero, as Decree 30/2020 has it."""
        if day is None:
            return str(WORDS["no_date"])
        month = f"{day.month:02d}" if day.month < 3 else day.month
        return str(WORDS["date"]).format(day=f"{day.day:02d}", month=month, year=day.year)

    @staticmethod
    def short_date(day: date | None) -> str:
        return f"{day:%d/%m/%Y}" if day else DOTS

    def money(self, dong: int | None) -> str:
        """ "150.000.000 đồng"."""
        return DOTS if dong is None else str(WORDS["money"]).format(number=self.t.number(dong))

    @staticmethod
    def yes_no(value: bool | None) -> str:
        return DOTS if value is None else str(WORDS["yes" if value else "no"])

    # Answers

    @cached_property
    def context(self) -> Context:
        return Context(self.programme, self.day, self.areas, self.t, self.application)

    def answer(self, question_id: str) -> Any:
        """The registration's answer as it is kept; None where it is missing or no longer applies."""
        answers = self.application.answers
        return answers.get(question_id) if QUESTIONS[question_id].applies(answers, self.programme) else None

    def said(self, question_id: str) -> str:
        """The registration's answer to this question as the screen shows it; dots where there is none."""
        return self.words_of(QUESTIONS[question_id], self.application.answers)

    def words_of(self, question: Question, answers: Mapping[str, Any]) -> str:
        """The answer as the screen shows it, money with its unit written out; dots where there is none."""
        if not question.applies(answers, self.programme):
            open_yet = question.applies({**answers, **MAY_COME}, self.programme)
            return LINE if open_yet else str(WORDS["not_applicable"])
        value = answers.get(question.id)
        if value is None or value in ("", []):
            return LINE
        if isinstance(question.kind, Money):
            return self.money(value["dong"]) + (f"/{value['per']}" if value["per"] else "")
        return printable(question.kind.show(value, question, self.context))

    # What the commune says

    def assessed_as(self, content: str) -> str:
        """What the commune says of a content in a line; dots where it has said nothing."""
        parts = [self._assessed(f"assess_{content}"), self._assessed(f"assess_{content}_note")]
        return ". ".join(part.rstrip(".") for part in parts if part) or LINE

    @property
    def visited(self) -> str:
        """The day of the visit; dots where none was said."""
        return self._assessed("assess_day") or LINE

    def _assessed(self, name: str) -> str:
        question, value = ASSESS.get(name), self.assessed.get(name)
        if question is None or value is None:
            return ""
        lines = printable(question.kind.show(value, question, self.context)).split(PARAGRAPH)
        return ". ".join(line.rstrip(" .;,") for line in lines)

    # The business plan

    @cached_property
    def sections(self) -> tuple[PaperSection, ...]:
        """The sections that concern this product, in order, answered or not."""
        chosen = self.programme.product_sets.find(self.application.answers.get("product_set") or "")
        wanted = load_plan().sections_for(tourism=bool(chosen and chosen.tourism))
        return tuple(
            PaperSection(
                s.id, WORDS["plan"][s.id], s.known, tuple(self._lines(s)), printable(self.reasons.get(s.id, ""))
            )
            for s in wanted
        )

    def _lines(self, section: PlanSection) -> Iterator[PaperLine]:
        """Label and words of every question; what the registration says already holds until the plan says else."""
        answers = section.from_registration(self.application.answers) | dict(self.plan.get(section.id, {}))
        for question in PLAN_FORMS[f"plan_{section.id}"].questions:
            if question.applies(answers, self.programme):
                yield PaperLine(question.id, question.label(self.t), self.words_of(question, answers))

    @property
    def finance(self) -> Finance:
        """The money of the plan, computed."""
        return finance(self.plan.get("finance", {}))

    # Places

    @cached_property
    def _path(self) -> dict[str, Area]:
        if self.areas.find(self.application.area) is None:
            return {}
        return {area.level: area for area in self.areas.path(self.application.area)}

    @property
    def commune(self) -> Area | None:
        return self._path.get("commune")

    @property
    def district(self) -> Area | None:
        """None since there are none (1 July 2025)."""
        return self._path.get("district")

    @property
    def province(self) -> Area | None:
        return self._path.get("province")

    @property
    def place_and_date(self) -> str:
        """ "Định Bình, ngày 15 tháng 02 năm 2022"; a unit that is only a number keeps its kind."""
        commune = self.commune
        place = DOTS if commune is None else commune.name if commune.bare[0].isdigit() else commune.bare
        return f"{place}, {self.date_words(self.day)}"


def printable(text: str) -> str:
    """The text with its lines as paragraphs, and nothing in it that XML cannot hold or that no letter is."""
    lines = (_lettered(line) for line in unicodedata.normalize("NFC", text).splitlines())
    return PARAGRAPH.join(line for line in lines if line)


def _lettered(line: str) -> str:
    """The line without pictures: where no font has them, a PDF loses the words behind them."""
    letters = ["" if _is_picture(c) else c if c.isprintable() else " " for c in line]
    return _BLANKS.sub(" ", "".join(letters)).strip() if "" in letters else "".join(letters).rstrip()


def _is_picture(letter: str) -> bool:
    """Emoji and other signs, and what joins or colours them."""
    return letter > "\uffff" or letter in _JOINING or (letter > "\u218f" and unicodedata.category(letter) == "So")
