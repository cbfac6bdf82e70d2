"""Requests about personal data."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records.requests import DataRequest


@dataclass(frozen=True, slots=True)
class PutRequest:
    request: DataRequest


@dataclass(frozen=True, slots=True)
class CloseRequest:
    """Answered, with a note; refused (`Conflict`) when somebody did so meanwhile."""

    request: str
    note: str


@dataclass(frozen=True, slots=True)
class HoldData:
    """Nothing of a person is used for notices and the like, or it is again."""

    person: int
    held: bool
    request: str = ""
