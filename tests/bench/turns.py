"""Turns of the conversation engine without input or output: what was said goes in, the next screen comes out."""

from __future__ import annotations

import time
from collections.abc import Sequence

from rehearsal.cast import producers

from bench.table import Line
from bench.talks import context, empty_draft, form_of, moves
from bot.conversations import engine
from bot.conversations.form import Context, Said


def measure(*, rounds: int, seconds: float) -> list[Line]:
    """Whole registrations of the list, again and again, in one thread."""
    around = context()
    known = [[m.said for m in moves(parts[0], around)] for parts in producers()]
    rates = []
    for _ in range(rounds):
        turns = 0
        began = time.perf_counter()
        while time.perf_counter() - began < seconds:
            for registration in known:
                _play(registration, around)
            turns += sum(map(len, known))
        rates.append(turns / (time.perf_counter() - began))
    return [Line("conversation turns, no I/O", rates, "per s", least=10_000)]


def _play(registration: Sequence[Said], around: Context) -> None:
    form, draft = form_of(around), empty_draft(around)
    for said in registration:
        draft = engine.turn(form, draft, around, said).draft
