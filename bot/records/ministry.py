"""A recognised product as the ministry's table keeps it (PTNT_OCOP, Quyết định 5277/QĐ-BNNMT)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class MinistryRow:
    """`number` is the certificate's (the decision's where it has none); `unit` the code of the commune, `year` the one
    of the recognition, `product` the id of the product in this assistant. `revenue` is in million dong, None where the
    producer has reported none or has several recognised products. `state` is one of STATES."""

    number: str
    unit: str
    year: int
    product: str
    name: str
    star: int
    producer: str
    revenue: Decimal | None
    state: str


HOLDS, LAPSED, ENDED = "holds", "lapsed", "ended"
STATES = (HOLDS, LAPSED, ENDED)


def state_on(day: date, expires: date | None, ended: date | None) -> str:
    """Whether a recognition holds on a day, has lapsed, or was ended before its time."""
    if ended and ended <= day:
        return ENDED
    return LAPSED if expires and expires < day else HOLDS
