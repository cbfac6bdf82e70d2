"""Words beside a file: read where a paper is kept, given back where they belong to nothing; never dropped."""

from __future__ import annotations

from typing import Any

from bot.conversations.captions import read_caption, shown
from bot.conversations.form import Answers
from bot.handlers.turn import Turn
from bot.messages import shortened

_QUOTED = 300
"""Characters of a caption that are shown again; the whole stands in the chat of who wrote it."""


def read(turn: Turn, known: Answers) -> tuple[dict[str, Any], str]:
    """What the caption answers beyond what is known, and a note that says so, or gives it back."""
    if not turn.said.text:
        return {}, ""
    context = turn.context()
    found = {name: value for name, value in read_caption(turn.said.text, context).items() if name not in known}
    if not found:
        return {}, given_back(turn)
    return found, turn.t("caption.read", read=shown(found, context))


def given_back(turn: Turn) -> str:
    """The caption again, with the word that it was written down nowhere; "" when there is none."""
    text = " ".join(turn.said.text.split())
    if turn.said.kind != "files" or not text:
        return ""
    quoted = shortened(text, _QUOTED)
    return turn.t("caption.back", caption=quoted)


def beside(note: str, *more: str) -> str:
    """Notes below each other."""
    return "\n".join(part for part in (note, *more) if part)
