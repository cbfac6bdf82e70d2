"""Clarifications: asked, answered, taken back."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records.clarifications import Clarification


@dataclass(frozen=True, slots=True)
class PutClarification:
    """A question about a product waits for its producer."""

    clarification: Clarification


@dataclass(frozen=True, slots=True)
class AnswerClarification:
    """The producer's answer; refused (`Conflict`) when it was answered or taken back meanwhile."""

    clarification: str
    application: str
    answer: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeClarification:
    """The officer needs no answer any more; refused (`Conflict`) when there is one meanwhile."""

    clarification: str
    application: str
