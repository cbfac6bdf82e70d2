"""Somebody who shall hold a role: for which commune, and who it is."""

from __future__ import annotations

from bot.conversations.form import Draft, Form, Question
from bot.conversations.kinds.places import AreaKind
from bot.conversations.kinds.typed import Text


def _staff(draft: Draft) -> str:
    return "staff"


_WHO = Question("appoint_name", Text(2, 80, letter=True), section="office")
APPOINT = Form(
    "appoint", 1, (Question("appoint_area", AreaKind(), section="office"), _WHO), summary=False, behind=_staff
)
REPLACE = Form("replace", 1, (_WHO,), summary=False, behind=_staff)
"""The role and its unit stand in the subject of the draft, with who holds it now."""
