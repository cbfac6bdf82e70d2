"""Somebody who shall hold a role: for which commune, and who it is."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversations.form import Context, Draft, Form, Question
from bot.conversations.kinds.places import AreaKind
from bot.conversations.kinds.typed import Text


def _staff(draft: Draft) -> str:
    return "staff"


def _agency(draft: Draft) -> str:
    return f"agency:{draft.subject}"


_WHO = Question("appoint_name", Text(2, 80, letter=True), section="office")


@dataclass(frozen=True)
class Rows(Text):
    """A table that was copied: a unit a line; behind tabs or semicolons for whom it is, for which agency."""

    def parse(self, raw: str, context: Context) -> str:
        return Text.parse(self, raw.replace("\t", "; "), context)


APPOINT = Form(
    "appoint", 1, (Question("appoint_area", AreaKind(), section="office"), _WHO), summary=False, behind=_staff
)
REPLACE = Form("replace", 1, (_WHO,), summary=False, behind=_staff)
"""The role and its unit stand in the subject of the draft, with who holds it now."""
APPOINT_AGENCY = Form("appoint_agency", 1, (_WHO,), summary=False, behind=_agency)
"""The agency stands in the subject of the draft."""
INVITE_MANY = Form(
    "invite_many",
    1,
    (Question("many_rows", Rows(2, 8000, lines=True), section="office"),),
    summary=False,
    behind=_staff,
)
"""Many communes, or agencies of units, at once."""
