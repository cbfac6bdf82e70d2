"""What handlers may ask of the database about forms that were begun."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.conversations.form import Draft
from bot.records.registration import DraftInfo


class FormReads(Protocol):
    """What handlers may ask of the database about forms that were begun."""

    async def draft(self, draft_id: str) -> Draft | None: ...

    async def owner_of_draft(self, draft_id: str) -> int:
        """Whose account a form was begun in; 0 for none."""

    async def drafts_of(self, person: int, programme: str = "") -> list[DraftInfo]:
        """All forms that were begun, the newest first; of one programme where it is named."""

    async def drafts_begun(self, person: int, now: datetime) -> int:
        """How many forms this person has begun and not finished; not those opened long ago without a word."""

    async def open_form(self, person: int) -> str:
        """The form that is being filled in on the phone used last of those that are in one; "" where none is."""
