"""What waits for an officer: by the last day, late first, narrowed where asked, page by page to the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from bot.handlers.knowledge import answering
from bot.handlers.office import changes, listing, waiting
from bot.handlers.office.blocking import banned_here
from bot.handlers.office.groups import group_id, group_of
from bot.handlers.office.waiting import DatedWaiting
from bot.handlers.shared.paging import SHOWN, few, start_of
from bot.handlers.turn import Turn
from bot.handlers.visits import findings
from bot.messages import Choice, Reply
from bot.records.registration import Gathered, QueueEntry, QueuePage

Entry = DatedWaiting | Gathered


async def queue(turn: Turn, start: int = 0) -> None:
    """What waits for this officer, what must be done first first; many new ones from one place are one entry."""
    await narrowed(turn, "", start)


async def narrowed(turn: Turn, which: str, start: int = 0) -> None:
    """The queue, or only what is late, of one kind, of one group."""
    everything = await waiting.in_order(turn)
    found = waiting.only(turn, everything, which)
    nav = (
        *await answering.door(turn),
        *await changes.door(turn),
        *await findings.door(turn),
        *await banned_here(turn),
        turn.button("menu", "menu.back"),
    )
    if not everything:
        find = (turn.button("area", "menu.area"), turn.button("find", "find.open"))
        turn.tell("queue.empty" if waiting.is_told(turn) else "queue.nothing", *find, *nav)
        return
    if not found:
        turn.tell("queue.none_such", turn.button("queue", "menu.queue"), *nav)
        return
    page = await _page(turn, found, start)
    days = {due.one.id: due.last_day for due in found}
    doors = (turn.button("sift", "sift.open"), turn.button("find", "find.open"), turn.button("many", "many.open"))
    back = (turn.button("queue", "queue.all"),) if which else ()
    route = f"only:{which}" if which else "queue"
    listing.show(turn, page, route, _title(turn, found, which), (*doors, *back, *nav), last_days=days)


def _title(turn: Turn, found: Sequence[DatedWaiting], which: str) -> str:
    """How much waits, counted; how much of it is late."""
    t = turn.t
    title = t("queue.title", count=t.number(len(found)))
    late = sum(due.late(turn.today) for due in found)
    if late and which != "late":
        title = f"{title}, {t('queue.late', count=t.number(late))}"
    return f"{title} · {name_of(turn, found, which)}" if which else title


def name_of(turn: Turn, found: Sequence[DatedWaiting], which: str) -> str:
    """What the queue was narrowed to."""
    if which in waiting.ONLY:
        return turn.t(f"sift.{which}")
    one = found[0].one
    return group_of(turn, one.programme, one.product_set)


async def _page(turn: Turn, found: Sequence[DatedWaiting], start: int) -> QueuePage:
    """One page, of which only what is shown is read whole."""
    entries = _entries(found)
    start = start_of(start, len(entries))
    here = entries[start : start + SHOWN]
    known = await turn.reads.applications_by([due.one.id for due in here if isinstance(due, DatedWaiting)])
    shown = (entry if isinstance(entry, Gathered) else known.get(entry.one.id) for entry in here)
    there: tuple[QueueEntry, ...] = tuple(entry for entry in shown if entry is not None)
    return QueuePage(len(found), len(entries), there, start)


def _entries(found: Sequence[DatedWaiting]) -> list[Entry]:
    """Each alone, or where its place has many the whole place, at the first of them."""
    counts = Counter(due.one.place for due in found)
    since: dict[str, date] = {}
    for due in found:
        since[due.one.place] = min(due.one.since, since.get(due.one.place, date.max))
    entries: list[Entry] = []
    seen = set()
    for due in found:
        place = due.one.place
        if not place:
            entries.append(due)
        elif place not in seen:
            seen.add(place)
            entries.append(Gathered(place, counts[place], since[place]))
    return entries


async def sift(turn: Turn, start: int = 0) -> None:
    """What the queue can be narrowed to, each with how much it is."""
    found = await waiting.in_order(turn)
    if not found:
        await queue(turn)
        return
    choices = [_kind(turn, which, found) for which in waiting.ONLY if waiting.only(turn, found, which)]
    groups = Counter(group_of(turn, due.one.programme, due.one.product_set) for due in found)
    named = sorted((group, count) for group, count in groups.items() if group)
    choices += [Choice(f"only:{group_id(group)}:0", f"{group}: {count}") for group, count in named]
    nav = (
        *await answering.door(turn),
        *await changes.door(turn),
        turn.button("queue", "queue.all"),
        turn.button("menu", "menu.back"),
    )
    shown = few(turn, choices, "sift", start_of(start, len(choices)))
    turn.say(Reply(turn.t("sift.ask"), turn.t("sift.open"), tuple(shown), nav))


def _kind(turn: Turn, which: str, found: Sequence[DatedWaiting]) -> Choice:
    count = len(waiting.only(turn, found, which))
    return Choice(f"only:{which}:0", f"{turn.t(f'sift.{which}')}: {turn.t.number(count)}")
