"""A code for another phone as it is typed after hearing or seeing it: "mã CA60 3896 9E8C", "E2C2–A948–8FC9."."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.conversations.understanding.spoken import spoken

_SIGNS = r"[\s.:·\-‐‑‒–—−]"
_CODE = re.compile(rf"(?:[0-9A-F]{_SIGNS}*){{12}}$", re.IGNORECASE)
_WRITTEN = re.compile(rf"[0-9A-F]{{4}}{_SIGNS}+[0-9A-F]{{4}}{_SIGNS}+[0-9A-F]{{4}}", re.IGNORECASE)
_DASHED = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}", re.IGNORECASE)
_BESIDE = frozenset(
    (
        *("của", "tôi", "em", "mình", "là", "này", "đây", "máy", "nè", "nha", "dạ"),
        *("cua", "toi", "minh", "la", "nay", "day", "may", "da", "is", "my", "the", "this"),
    )
)


def code_in(text: str, words: Iterable[str]) -> str:
    """The code in the form XXXX-XXXX-XXXX, if the text is one, with or without one of the words before it; else "".

    A registration number that begins with "Mã số" is none, and no more are twelve digits without the word.
    """
    typed = text.strip().rstrip(" .!,;")
    found = _CODE.search(typed)
    if not found or (found.start() and typed[found.start() - 1].isalnum()):
        return ""
    before = spoken(typed[: found.start()]).words
    shown = found[0].strip(" .:-")
    if before:
        called = {spoken(word).words[0] for word in words} | {spoken(word).plain[0] for word in words}
        if not called & set(before) or not set(before) <= called | _BESIDE:
            return ""
    elif not _DASHED.fullmatch(shown) and not _is_written(shown):
        return ""
    bare = re.sub(_SIGNS, "", shown).upper()
    return f"{bare[:4]}-{bare[4:8]}-{bare[8:]}"


def _is_written(shown: str) -> bool:
    """Whether it looks like a code by itself: letters and digits, in groups of four or in one."""
    mixed = any(c.isalpha() for c in shown) and any(c.isdecimal() for c in shown)
    return mixed and (_WRITTEN.fullmatch(shown) is not None or len(shown) == 12)
