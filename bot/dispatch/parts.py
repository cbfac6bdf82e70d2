"""What people's app cut in parts, a long text or an album: whether two belong together, and what they are as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.messages import Incoming

_TRIMMED = 64
"""Characters that an app may drop where it cuts: blanks and empty lines."""
_APART = 5
"""Seconds between two parts at most, by the platform's clock: an app sends them one after the other."""


def may_go_on(said: Incoming, limit: int) -> bool:
    """Whether more of it may follow: apps cut a text in the second half of what a message holds (`limit`)."""
    if said.kind == "files":
        return bool(said.group)
    return said.kind == "text" and 0 < limit // 2 < units(said.text)


def goes_on(said: Incoming, following: Incoming, limit: int) -> bool:
    """Whether `following` is the next part of the same."""
    if said.kind != following.kind or abs(following.said_at - said.said_at) > _APART:
        return False
    if said.kind == "files":
        return said.group == following.group
    together = units(said.text) + units(following.text)
    return together + _TRIMMED > limit and not following.text.startswith("/")


def joined(parts: Sequence[Incoming], limit: int) -> Incoming:
    """All parts as one thing said."""
    first, *rest = parts
    text = first.text
    for former, part in zip(parts, rest, strict=False):
        # A part that fills a message was cut within a word; a shorter one at a blank, which is gone.
        between = "" if units(former.text) >= limit else " "
        text = f"{text}{between if text and part.text else ''}{part.text}"
    return replace(first, text=text, files=tuple(file for part in parts for file in part.files))


def units(text: str) -> int:
    """The length as phones count it: in units of UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
