"""What can be asked where somebody is: their programme, their role, their unit."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from hashlib import blake2b

from bot.handlers import menu
from bot.handlers.turn import Turn
from bot.messages import Choice
from bot.records.inquiries import UnitAnswer
from ocop_domain.knowledge.asking import Where, entries_at, has_index, index_of
from ocop_domain.knowledge.english import is_english, wordings_of
from ocop_domain.knowledge.entries import Entry, EntryKind

_ROLES = {
    "producer": "producer",
    "commune_officer": "commune",
    "district_staff": "district",
    "province_staff": "province",
}


async def place(turn: Turn) -> Where:
    """Where this person asks. What is searched is built away from the loop when it is needed for the first time."""
    area = await area_of(turn)
    own = await own_answers(turn, area or await _asked_from(turn))
    where = Where(turn.programme, turn.today, _ROLES.get(menu.face(turn), ""), area, own)
    await ready(where)
    return where


async def ready(where: Where) -> None:
    """What is searched there, built away from the loop."""
    if not has_index(where):
        await asyncio.to_thread(index_of, where)


async def own_answers(turn: Turn, area: str) -> tuple[Entry, ...]:
    """What was approved for the unit and those above it, also under the names that they had or have."""
    if not area:
        return ()
    same = (area, *(unit.code for unit in (*turn.areas.successors(area), *turn.areas.predecessors(area))))
    units = sorted({unit.code for code in same for unit in turn.areas.path(code)})
    found = await turn.reads.unit_answers(units, turn.today)
    return tuple(_entry_of(one, turn.areas.get(one.unit).name) for one in found)


async def _asked_from(turn: Turn) -> str:
    """Where somebody without a product said to live: in the form that is filled in, or when they asked an officer."""
    draft = await turn.reads.draft(turn.person.draft) if turn.person.draft else None
    if told := turn.person.home or (str(draft.answers.get("area") or "") if draft else ""):
        return told
    _, found = await turn.reads.inquiries_of(turn.person.id, 1)
    return found[0].area if found else ""


@lru_cache(maxsize=4096)
def _entry_of(one: UnitAnswer, place: str) -> Entry:
    """An approved answer as it is searched: the same object each time, so that its index is built once."""
    asked = tuple(line.strip() for line in one.question.splitlines() if line.strip())
    source = f"{place}, {one.approved_on:%d/%m/%Y}"
    return Entry(f"unit.{one.id}", EntryKind.PRACTICE, asked, {"vi": one.answer}, source, until=one.until)


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


def language_of(turn: Turn, text: str) -> str:
    """The language of an answer: the one that was asked in, where it is English; else that of the chat."""
    return "en" if is_english(text) else turn.t.language


def label_of(entry: Entry, most: int, language: str = "vi") -> str:
    """The same for a button: the first wording that fits and has its diacritics; else the first one, cut."""
    if language == "en" and (wordings := wordings_of(entry)):
        return wordings[0]
    fitting = (text for text in entry.asked if len(text) <= most and not text.isascii())
    chosen = next(fitting, entry.asked[0])
    return chosen[:1].upper() + chosen[1:]
