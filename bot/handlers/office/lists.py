"""The commune's list: what may go up by the rule of its programme, asked once, then handed to the level above."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.handlers.office import list_words
from bot.handlers.shared import judging_again, telling
from bot.handlers.shared.naming import called, title
from bot.handlers.shared.paging import page
from bot.handlers.turn import Turn
from bot.handlers.year import agenda
from bot.handlers.year import duty as duties
from bot.messages import Choice, Reply
from bot.records.lists import ListedProduct, ProductList
from bot.texts import Translator
from bot.writes.office import HandUp
from ocop_domain import lists
from ocop_domain.applications import HANDED_IN, TO_CHECK, Application, ApplicationState
from ocop_domain.duties.model import Done, Occurrence
from ocop_domain.rights import Act, Subject, grants_for

NO_DUTY = "-"
"""In the place of a duty: the programme has none for its lists, its id stands in the place of the time."""
LINES = 20
"""Products that are named on one page."""
NAMED = 3
"""Products that stay behind and are named again before a list goes up."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A list that one unit may hand up: for which programme, and for which time of which duty (None: for none)."""

    unit: str
    programme: str
    occurrence: Occurrence | None

    @property
    def duty(self) -> str:
        return self.occurrence.duty.id if self.occurrence else ""

    @property
    def time(self) -> str:
        return self.occurrence.id if self.occurrence else ""

    @property
    def at(self) -> str:
        """How buttons name it, without the unit."""
        return f"{self.duty}:{self.time}" if self.occurrence else f"{NO_DUTY}:{self.programme}"


async def _errands(turn: Turn, duty: str, time: str) -> list[Errand]:
    """One for each own unit for which the list is to be handed up."""
    if duty == NO_DUTY:
        return _without_duty(turn, time)
    own = await duties.tasks_of(turn, duty, time)
    return [
        Errand(task.scope, task.occurrence.duty.programme, task.occurrence)
        for task in own
        if task.occurrence.duty.done is Done.LIST and turn.may(Act.HAND_UP, Subject(task.scope))
    ]


def _without_duty(turn: Turn, id_: str) -> list[Errand]:
    programme = turn.programmes.find(id_)
    if programme is None or any(duty.done is Done.LIST for duty in programme.duties):
        return []
    held = grants_for(turn.person.grants, Act.HAND_UP)
    return [Errand(grant.area, id_, None) for grant in held if turn.programmes.covers(programme, grant.area)]


async def doors(turn: Turn) -> list[Choice]:
    """The ways to hand a list up now: for each duty that is open, or for the programme that leads and has none."""
    if not grants_for(turn.person.grants, Act.HAND_UP):
        return []
    own = await agenda.own_tasks(turn)
    now = [task.occurrence for task in own if task.occurrence.duty.done is Done.LIST and agenda.is_now(turn, task)]
    found = {f"list:{o.duty.id}:{o.id}": title(turn.t, o) for o in now}
    if not found and _without_duty(turn, turn.programme.id):
        found = {f"list:{NO_DUTY}:{turn.programme.id}": turn.t("remind.do.list")}
    return [Choice(data, label) for data, label in found.items()]


async def show(turn: Turn, duty: str, time: str, start: int = 0, note: str = "") -> None:
    """What would go up, for each own unit, and by name what stays behind and why."""
    errands = await _errands(turn, duty, time)
    if not errands:
        await duties.show(turn, duty, time)
        return
    t = turn.t
    lines, choices = [], []
    for errand in errands:
        found, stands = await _sorted(turn, errand), await _standing(turn, errand)
        lines += _described(turn, errand, found, stands)
        if found.ready or not stands:
            label = t("list.send", count=len(found.ready))
            if len(errands) > 1:
                label = f"{t('remind.do.list')}: {_place(turn, errand.unit)}"
            choices.append(Choice(f"handup:{errand.at}:{errand.unit}", label))
    start = start if 0 <= start < len(lines) else 0
    said = [note] if note else []
    if start + LINES < len(lines):
        choices.append(turn.button(f"list:{errands[0].at}:{start + LINES}", "nav.more"))
    choices += [turn.button("lists", "list.all"), turn.button("queue", "menu.queue")]
    nav = (turn.button("calendar", "menu.calendar"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join([*said, *page(lines, start, LINES)]), _title(turn, errands[0]), tuple(choices), nav))


def _described(turn: Turn, errand: Errand, found: lists.Sorted, stands: Sequence[ProductList]) -> list[str]:
    t = turn.t
    lines = [t("list.head", place=_place(turn, errand.unit), count=len(found.ready))]
    lines += [_numbered(t, n, one) for n, one in enumerate(found.ready, 1)]
    if stands:
        lines.append(t("list.before", count=len(stands), products=sum(one.count for one in stands)))
    if found.behind:
        lines.append(t("list.behind", count=len(found.behind)))
        lines += [f"• {called(t, one)} – {one.producer_name}: {_why(t, one)}" for one in found.behind]
    return lines


def _numbered(t: Translator, number: int, application: Application) -> str:
    """A product with its producer; of a dossier that was handed in also how far its check is."""
    line = f"{number}. {called(t, application)} – {application.producer_name}"
    return f"{line} ({t(f'state.{application.state}')})" if application.state in HANDED_IN else line


def _why(t: Translator, application: Application) -> str:
    """Why it stays behind: where it is, and with whom."""
    not_filed = application.state is ApplicationState.ACCEPTED
    return t("list.not_filed") if not_filed else t(f"state.{application.state}")


async def _sorted(turn: Turn, errand: Errand) -> lists.Sorted:
    """What the unit has and no standing list of the programme holds."""
    counted = turn.programmes.counted(errand.programme)
    units = turn.areas.within([errand.unit], turn.today).units
    found = await turn.reads.listable(units, counted)
    return lists.sort([one.application for one in found if not one.listed], turn.programme_of)


async def _standing(turn: Turn, errand: Errand) -> list[ProductList]:
    found = await turn.reads.lists_for(errand.unit, errand.programme, errand.duty, errand.time)
    return [one for one in found if one.stands]


def _title(turn: Turn, errand: Errand) -> str:
    return title(turn.t, errand.occurrence) if errand.occurrence else turn.t("remind.do.list")


def _place(turn: Turn, unit: str) -> str:
    return turn.areas.get(unit).name


async def did(turn: Turn, duty: str, time: str, scope: str) -> None:
    """ "Đã xong" of any duty; of a list only where nothing is left that should go up."""
    errand = await _errand(turn, duty, time, scope)
    found = await _sorted(turn, errand) if errand else None
    if found is not None and (found.ready or _in_hand(found)):
        await show(turn, duty, time, note=turn.t("list.left"))
        return
    await duties.did(turn, duty, time, scope)


def _in_hand(found: lists.Sorted) -> bool:
    """Whether something waits for the commune itself."""
    return any(one.state in TO_CHECK for one in found.behind)


async def ask(turn: Turn, duty: str, time: str, unit: str) -> None:
    """Asked once before it goes up: how many, to whom, and what stays behind."""
    errand = await _errand(turn, duty, time, unit)
    if errand is None:
        await show(turn, duty, time)
        return
    await _ask(turn, errand, await _sorted(turn, errand))


async def _errand(turn: Turn, duty: str, time: str, unit: str) -> Errand | None:
    return next((one for one in await _errands(turn, duty, time) if one.unit == unit), None)


async def _ask(turn: Turn, errand: Errand, found: lists.Sorted, note: str = "") -> None:
    t = turn.t
    if not found.ready and await _standing(turn, errand):
        await show(turn, errand.duty or NO_DUTY, errand.time or errand.programme)
        return
    unit, above = turn.areas.get(errand.unit), turn.areas.path(errand.unit)[:-1]
    lines = [note] if note else []
    count, place = len(found.ready), unit.inline
    lines.append(t("list.ask", count=count, place=place, above=above[-1].inline if above else t("list.above")))
    if found.behind:
        names, more = ", ".join(one.name for one in found.behind[:NAMED]), len(found.behind) - NAMED
        told = t("list.and_more", names=names, count=more) if more > 0 else names
        lines.append(t("list.stays", count=len(found.behind), names=told))
    sure = turn.button(f"sendup:{errand.at}:{errand.unit}:{_mark(found)}", "list.sure")
    back = turn.button(f"list:{errand.at}", "list.look")
    turn.say(Reply("\n".join(lines), _title(turn, errand), (sure, back)))


def _mark(found: lists.Sorted) -> str:
    """Tells one list from another: what was shown is what goes up."""
    named = " ".join(f"{one.id}:{one.revision}" for one in found.ready)
    return hashlib.sha256(named.encode()).hexdigest()[:6]


async def hand_up(turn: Turn, duty: str, time: str, unit: str, mark: str) -> None:
    """The level above has the list, which is kept beside the former ones; an empty one is a list too."""
    errand = await _errand(turn, duty, time, unit)
    if errand is None:
        await show(turn, duty, time)
        return
    found = await _sorted(turn, errand)
    if mark != _mark(found):
        await _ask(turn, errand, found, turn.t("list.changed"))
        return
    if not found.ready and await _standing(turn, errand):
        await show(turn, duty, time)
        return
    made = await _made(turn, errand, found)
    turn.do(HandUp(made))
    for one in found.ready:
        await judging_again.went_up(turn, one)
    told = await _tell(turn, made)
    turn.tell(
        "list.sent" if told else "list.kept",
        turn.button(f"listed:{made.id}", "list.open"),
        turn.button("calendar", "menu.calendar"),
        turn.button("menu", "menu.back"),
        count=made.count,
        place=turn.areas.get(unit).inline,
    )


def _said(turn: Turn, application: Application) -> dict[str, Any]:
    """What the list prints of it, with the decision whose product sets its answers name."""
    known = {"producer_name": application.producer_name, "area": application.area}
    sets = turn.programme_of(application).product_sets_id
    return {**lists.said_of({**application.answers, **known}), "product_sets": sets}


async def _made(turn: Turn, errand: Errand, found: lists.Sorted) -> ProductList:
    former = await turn.reads.lists_for(errand.unit, errand.programme, errand.duty, errand.time)
    lines = tuple(ListedProduct(one.id, one.name, _said(turn, one), one.revision) for one in found.ready)
    return ProductList(
        id=turn.new_id(),
        unit=errand.unit,
        programme=errand.programme,
        duty=errand.duty,
        occurrence=errand.time,
        number=max((one.number for one in former), default=0) + 1,
        at=turn.now,
        by=turn.person.id,
        count=len(lines),
        products=lines,
    )


async def _tell(turn: Turn, made: ProductList) -> int:
    """The staff of the nearest level above hear of it, with the way to it; returns how many."""
    place = turn.areas.get(made.unit).inline

    def words(t: Translator) -> str:
        names = "\n".join(list_words.line(t, n, one) for n, one in enumerate(made.products[:LINES], 1))
        more = "\n…" if made.count > LINES else ""
        return t("notice.list", place=place, count=made.count, names=(names or t("list.empty")) + more)

    people = await telling.staff_above(turn, made.unit)
    return telling.tell_staff(
        turn, people, words, lambda t: Choice(f"listed:{made.id}", t("list.open")), stamp=f"list:{made.id}"
    )
