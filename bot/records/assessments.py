"""What a commune says of a product before it goes up: its own look at what the producer says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Assessment:
    """One application as its commune has assessed it, by the ids of the form's questions; `on` is when."""

    application: str
    person: int
    answers: Mapping[str, Any]
    on: date
    by: int = 0
