"""What can be asked where somebody is: their programme, their role, their unit."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from hashlib import blake2b

from bot.handlers import menu
from bot.handlers.turn import Turn
from bot.messages import Choice
from ocop_domain.knowledge.asking import Where, entries_at, index_of
from ocop_domain.knowledge.entries import Entry

_ROLES = {
    "producer": "producer",
    "commune_officer": "commune",
    "district_staff": "district",
    "province_staff": "province",
}


async def place(turn: Turn) -> Where:
    """Where this person asks. What is searched is built away from the loop when it is needed for the first time."""
    where = Where(turn.programme, turn.today, _ROLES.get(menu.face(turn), ""), await area_of(turn))
    await ready(where)
    return where


async def ready(where: Where) -> None:
    """What is searched there, built away from the loop."""
    await asyncio.to_thread(index_of, where)


async def area_of(turn: Turn) -> str:
    """The unit of this person: of the role in which they ask, else of the newest product; "" where none is known."""
    held = next((grant.area for grant in turn.person.grants if grant.role == menu.face(turn)), "")
    if held or turn.person.help:
        return held or (turn.person.help.area if turn.person.help else "")
    own = await turn.reads.applications_over_years(turn.person.id)
    return own[0].area if own else ""


def back(turn: Turn) -> Choice:
    """The way back from a question: to the form that is being filled in, else to the main screen."""
    return turn.button("keepform", "ask.to_form") if turn.person.draft else turn.button("menu", "menu.back")


@lru_cache(maxsize=8192)
def token(entry: Entry) -> str:
    """How a button names an entry: short, and the same after a restart."""
    return blake2b(entry.id.encode(), digest_size=5).hexdigest()


def entry_named(where: Where, name: str) -> Entry | None:
    """The entry that a button names; None where it holds no more."""
    return next((entry for entry in entries_at(where) if token(entry) == name), None)


def title_of(entry: Entry) -> str:
    """The question of an entry as it is shown: the first wording."""
    return entry.asked[0]


def label_of(entry: Entry, most: int) -> str:
    """The same for a button: the first wording that fits and has its diacritics; else the first one, cut."""
    fitting = (text for text in entry.asked if len(text) <= most and not text.isascii())
    chosen = next(fitting, entry.asked[0])
    return chosen[:1].upper() + chosen[1:]
