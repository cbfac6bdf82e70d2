"""One-time codes: how they are made, what the database keeps of them."""

from __future__ import annotations

import hashlib

from bot.handlers.turn import Turn


def fresh_code(turn: Turn) -> str:
    """Three groups of four letters and digits, as people read them out to each other."""
    return grouped(turn.new_id())


def grouped(raw: str) -> str:
    """Twelve letters and digits in three groups."""
    code = raw.upper()
    return f"{code[:4]}-{code[4:8]}-{code[8:12]}"


def hash_token(token: str) -> str:
    """What the database keeps of a one-time token; letters and digits only count, whatever their case."""
    plain = "".join(c for c in token.upper() if c.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
