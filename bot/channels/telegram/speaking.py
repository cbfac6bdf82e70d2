"""A reply as messages of Telegram."""

from __future__ import annotations

from html import escape
from typing import Any, TypeVar

from bot.channels.rendering import button_labels, numbered_text, parts
from bot.messages import Choice, Reply

TEXT_LIMIT = 4096
"""Characters of a message, counted after the markup is read: core.telegram.org/bots/api#sendmessage."""
_T = TypeVar("_T")

ROW = 5
"""Short buttons side by side that a small phone still shows in full."""


def texts(reply: Reply) -> list[str]:
    """The text in pieces that Telegram takes, the title bold, everything else escaped."""
    pieces = parts(numbered_text(reply, buttons=True), TEXT_LIMIT - len(reply.title) - 2)
    out = [escape(piece, quote=False) for piece in pieces]
    if reply.title:
        out[0] = f"<b>{escape(reply.title, quote=False)}</b>\n\n{out[0]}"
    return out


Markup = dict[str, Any]
"""A keyboard as the Bot API has it: core.telegram.org/bots/api#inlinekeyboardmarkup."""

NO_KEYBOARD: Markup = {"remove_keyboard": True}


def keyboard(reply: Reply) -> Markup | None:
    """Buttons: answers one in a row (short ones side by side), ways to move below, two in a row."""
    if reply.contact:
        moves_below = _rows([{"text": c.label} for c in reply.nav], 2)
        share = [{"text": reply.contact, "request_contact": True}]
        return {"keyboard": [share, *moves_below], "resize_keyboard": True, "one_time_keyboard": True}
    labels = button_labels(reply)
    answers = [_button(reply, c, label) for c, label in zip(reply.choices, labels, strict=True)]
    moves = [_button(reply, c, c.button) for c in reply.nav]
    rows = [*_rows(answers, ROW if reply.grid else 1), *_rows(moves, 2)]
    return {"inline_keyboard": rows} if rows else None


def _button(reply: Reply, choice: Choice, label: str) -> Markup:
    return {"text": label, "callback_data": f"{reply.menu}|{choice.data}"}


def _rows(items: list[_T], width: int) -> list[list[_T]]:
    return [items[i : i + width] for i in range(0, len(items), width)]
