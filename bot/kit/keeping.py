"""How long things are kept: settings, told in the chat."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keeps:
    """Days; 0 is for ever. `drafts` are those without content, or of nobody who agreed to be kept."""

    chats: int = 730
    drafts: int = 30
