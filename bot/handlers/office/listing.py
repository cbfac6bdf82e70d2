"""How products stand in a list of officials: a line and a button each, page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from bot.handlers.office.waiting import days_left, since
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import earlier, more, taken
from bot.handlers.turn import Turn
from bot.messages import MAX_BUTTON, Choice, Reply, shortened
from bot.records.registration import Gathered, QueueEntry, QueuePage
from ocop_domain.applications import HANDED_IN, Application, ApplicationState
from ocop_domain.text import fold

_NAME = 15
"""Letters of a product's name on a button that must say who makes it."""


def show(
    turn: Turn,
    found: QueuePage,
    route: str,
    title: str,
    nav: Sequence[Choice],
    *,
    last_days: Mapping[str, date | None] | None = None,
    first: Sequence[Choice] = (),
    note: str = "",
) -> None:
    """One page of a list, with a note above it; `last_days` of what must be checked, by the ids.

    `first` are buttons above the list's.
    """
    start = found.start
    here = found.shown[: taken(start, found.entries)]
    lines = [_line(turn, entry, number, last_days) for number, entry in enumerate(here, start + 1)]
    labels = told_apart(turn, [entry for entry in here if isinstance(entry, Application)])
    choices = [*first, *(_door(turn, entry, labels, queue=last_days is not None) for entry in here)]
    choices += more(turn, route, start, found.entries)
    text = "\n\n".join([note, *lines] if note else lines)
    turn.say(Reply(text, title, tuple(choices), (*earlier(turn, route, start), *nav)))


def told_apart(turn: Turn, applications: Sequence[Application]) -> dict[str, str]:
    """What the button of each is called; of several with one name each with its producer, or else with its place."""
    names = {one.id: called(turn.t, one) for one in applications}
    often = Counter(fold(name) for name in names.values())
    labels = {one.id: _apart(one, names[one.id], often) for one in applications}
    twice = Counter(labels.values())
    numbers: Counter[str] = Counter()
    for id_, label in labels.items():
        if twice[label] > 1:
            numbers[label] += 1
            labels[id_] = f"{label[: MAX_BUTTON - 4].rstrip()} ({numbers[label]})"
    return labels


def _apart(one: Application, name: str, often: Mapping[str, int]) -> str:
    """The end of a producer's name tells more than its beginning: many are "Hộ kinh doanh …"."""
    if often[fold(name)] < 2 or not one.producer_name:
        return name
    short = shortened(name, _NAME)
    room = MAX_BUTTON - len(short) - len(" – ")
    producer = one.producer_name
    if len(producer) > room:
        producer = f"…{producer[1 - room :].lstrip()}"
    return f"{short} – {producer}"


def _line(turn: Turn, entry: QueueEntry, number: int, last_days: Mapping[str, date | None] | None) -> str:
    t = turn.t
    if isinstance(entry, Gathered):
        return t("queue.gathered_line", number=number, count=entry.count, day=t.day(entry.since))
    what = "queue.dossier" if entry.state in HANDED_IN else f"queue.{turn.programme_of(entry).form}"
    left = days_left(turn, last_days.get(entry.id)) if last_days else ""
    line = t(
        "queue.line" if left else "queue.line_state",
        number=number,
        product=called(t, entry),
        producer=entry.producer_name,
        place=_elsewhere(turn, entry.area),
        what=t(what),
        state=t(f"state.{entry.state}"),
        day=t.day(since(entry)),
    )
    return f"{line}\n{left}" if left else line


def _elsewhere(turn: Turn, area: str) -> str:
    """The place of a product; the own commune is not named again in each line."""
    own = {grant.area for grant in turn.person.grants}
    return "" if own == {area} else f", {turn.areas.get(area).name}"


def _door(turn: Turn, entry: QueueEntry, labels: Mapping[str, str], *, queue: bool) -> Choice:
    """Where a line of a list leads: in the queue to what must be checked."""
    if isinstance(entry, Gathered):
        return turn.button(f"gathered:{entry.place}:0", "queue.gathered", count=entry.count)
    filed = queue and entry.state is ApplicationState.FILED
    return Choice(f"filing:{entry.id}" if filed else f"p:{entry.id}", labels[entry.id])
