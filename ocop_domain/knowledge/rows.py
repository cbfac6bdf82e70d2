"""How an entry stands in its file: each field and what it may hold."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from ocop_domain.duties.rows import FileRow
from ocop_domain.text import fold

MOST_LINES = 5
MOST_CHARACTERS = 420
FEWEST_WORDINGS = 3

Wording = Annotated[str, Field(min_length=3, max_length=200)]
Action = Literal[
    "agencies",
    "register",
    "plan",
    "evidence",
    "score",
    "path",
    "dates",
    "support",
    "steps",
    "trouble",
    "forms",
    "officer",
    "products",
    "queue",
    "notices",
]


class AnswerRow(FileRow):
    vi: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    @field_validator("vi", "en")
    @classmethod
    def _short(cls, text: str) -> str:
        said = text.strip()
        lines = len(said.splitlines())
        if lines > MOST_LINES:
            raise ValueError(f"an answer has at most {MOST_LINES} lines, this one has {lines}")
        if len(said) > MOST_CHARACTERS:
            raise ValueError(f"an answer has at most {MOST_CHARACTERS} characters, this one has {len(said)}")
        return said


class EntryRow(FileRow):
    """One entry as its file has it."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{2,79}$")]
    kind: Literal["fact", "conflict", "unknown", "law", "practice", "live", "elsewhere"] = "fact"
    asked: tuple[Wording, ...]
    like: tuple[str, ...] = ()
    """Entries that answer the same question at other times or elsewhere: what asks for them asks for this one, too."""
    answer: AnswerRow | None = None
    fact: str = ""
    live: str = ""
    source: str = ""
    roles: tuple[Literal["producer", "commune", "district", "province"], ...] = ()
    since: date | None = None
    until: date | None = None
    action: Action | None = None

    @field_validator("asked")
    @classmethod
    def _several(cls, asked: tuple[str, ...]) -> tuple[str, ...]:
        if len({fold(wording) for wording in asked}) < FEWEST_WORDINGS:
            raise ValueError(f"a question has at least {FEWEST_WORDINGS} wordings that differ in more than diacritics")
        if all(_marked(wording) for wording in asked):
            raise ValueError("at least one wording is written without diacritics, as many people type")
        return asked

    @model_validator(mode="after")
    def _answered(self) -> Self:
        if (self.answer is None) == (not self.fact):
            raise ValueError("either answer or fact says what is answered")
        if self.answer and not self.source.strip():
            raise ValueError("source is missing: no answer without the place it was taken from")
        if (self.kind == "live") != bool(self.live):
            raise ValueError("kind live and the field live belong together")
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"until {self.until} is before since {self.since}")
        return self


class KnowledgeFile(FileRow):
    about: Annotated[str, Field(min_length=1)]
    programmes: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    entries: tuple[EntryRow, ...]


def _marked(wording: str) -> bool:
    return not wording.isascii()
