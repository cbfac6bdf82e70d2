"""The audit as officials read it: who did what, to what, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ocop_domain.rights import Grant, Role

_PRODUCT = (
    *("sent", "resent", "corrected", "withdrawn", "recalled", "kind", "renamed", "carried", "stopped"),
    *("accepted", "returned", "refused", "duplicate", "undone", "filed", "supplement", "checked", "judged"),
    *("selection.idea", "selection.plan", "selection.undone", "council.concluded", "council.revoked"),
    *("correction.asked", "correction.agreed", "correction.refused", "proof.lent"),
    *("lifetime.stopped", "lifetime.resumed", "lifetime.moved", "lifetime.producer", "lifetime.offered"),
    *("lifetime.taken", "lifetime.declined", "lifetime.handed"),
    *("inspection.made", "inspection.answered", "inspection.closed", "inspection.reopened"),
    *("scored.council", "submission.kept"),
)
"""Acts whose subject is an application, or a product that never took part."""
_UNIT = (
    *(f"granted.{role}" for role in Role),
    *(f"ended.{role}" for role in Role),
    *("leave.planned", "leave.deputy", "leave.begun", "leave.over"),
)
"""Acts whose subject is a unit."""
_SAID = ("chosen", "conditional", "refused")
SELECTIONS: dict[str, tuple[str, ...]] = {"selection.idea": _SAID, "selection.plan": ("sent", *_SAID)}
"""Acts of which officials read how they ended."""
KINDS = (*_PRODUCT, *_UNIT)
"""What officials read: what concerns a person alone, and a council's sealed sheets, is not among them."""


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One act: `who` is the official's name, "" for a producer and for whoever has not said it (`by` is 0 at the
    machine); `office` is what they hold or held. `product` and `producer` are what it was done to, "" for a unit
    (`area`)."""

    id: int
    at: datetime
    kind: str
    by: int
    who: str
    helped: bool
    subject: str
    area: str
    product: str
    producer: str
    owner: int
    reason: str
    became: str = ""
    office: Grant | None = None

    @property
    def act(self) -> str:
        """What was done; of a selection also what was said."""
        return f"{self.kind}.{self.became}" if self.kind in SELECTIONS and self.became else self.kind


@dataclass(frozen=True, slots=True)
class JournalSearch:
    """What is looked for: words of a product or producer, acts of these people, a day, one thing."""

    words: str = ""
    people: tuple[int, ...] = ()
    day: date | None = None
    subject: str = ""
