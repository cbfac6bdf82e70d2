"""Requests of change: asked by a producer, decided by an officer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.records.changes import ChangeRequest
from ocop_domain.applications import Application


@dataclass(frozen=True, slots=True)
class PutChange:
    """Waits for an officer; refused (`Conflict`) when the same answer waits already."""

    request: ChangeRequest


@dataclass(frozen=True, slots=True)
class AgreeChange:
    """The answer is another one from now on; refused (`Conflict`) when somebody decided or the product moved."""

    request: str
    question: str
    before: Application
    answers: Mapping[str, Any]
    producer_answers: Mapping[str, Any]
    producer: str
    """The id of the producer, should its name be new."""


@dataclass(frozen=True, slots=True)
class RefuseChange:
    """Stays as it is, with a word why; refused (`Conflict`) when somebody decided meanwhile."""

    request: str
    application: str
    note: str
