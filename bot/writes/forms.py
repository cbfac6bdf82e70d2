"""A form that is being filled in, the place in it, and the files sent meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversations.form import Draft
from bot.messages import Upload


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Keeps a draft; refused (`Conflict`) when it was changed since it was read."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class DropDraft:
    draft_id: str


@dataclass(frozen=True, slots=True)
class SetPlace:
    """Which form the person is in; "" leaves it."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class KeepFile:
    """A stored file belongs to the person who sent it."""

    upload: Upload
