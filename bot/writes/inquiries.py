"""Inquiries: asked and answered."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records.inquiries import Inquiry


@dataclass(frozen=True, slots=True)
class PutInquiry:
    """Somebody's question waits for an officer from now on."""

    inquiry: Inquiry


@dataclass(frozen=True, slots=True)
class AnswerInquiry:
    """Answered by an officer; refused (`Conflict`) when another one did so meanwhile."""

    inquiry: str
    answer: str
    entry: str = ""
