"""Links that open the chat at something: what stands in them, and which screens they may open."""

from __future__ import annotations

import re

PREFIX = "go-"
"""What the chat is begun with by such a link: "/start go-p_4f2a…"."""
SCREENS = frozenset(
    {
        *("p", "filing", "queue", "only", "area", "found", "round", "rounds", "choosing", "lists", "listed"),
        *("mine", "papers", "judging", "imported", "showcase"),
        *(
            "overview",
            "who",
            "late",
            "lateunit",
            "calendar",
            "duty",
            "staff",
            "holder",
            "inquiries",
            "changes",
            "progress",
        ),
    }
)
"""Buttons that only show something: whoever sends a link to somebody must not act through them."""
_FITS = re.compile(r"[0-9A-Za-z_-]{1,60}")
"""What a link can carry on every platform (Telegram: letters, digits, "_" and "-", 64 in all)."""


def opening_of(data: str) -> str:
    """What a link carries to open the screen of a button; "" where none can."""
    name = data.partition(":")[0]
    opening = data.replace("_", "--").replace(":", "_")
    whole = _data(opening) == data
    return opening if name in SCREENS and whole and _FITS.fullmatch(opening) else ""


def data_of(opening: str) -> str:
    """The button whose screen a link opens; "" where it may open none."""
    data = _data(opening)
    return data if opening and opening_of(data) == opening else ""


def _data(opening: str) -> str:
    return opening.replace("_", ":").replace("--", "_")
