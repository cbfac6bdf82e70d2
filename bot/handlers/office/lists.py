"""The commune's list: the products it accepted, handed up to the level above."""

from __future__ import annotations

from bot.handlers.shared.naming import called, title
from bot.handlers.turn import Turn
from bot.handlers.year import duty as duties
from bot.handlers.year import oversee
from bot.messages import Choice, Reply
from bot.texts import Translator
from bot.writes.year import MarkDone
from ocop_domain.applications import HANDED_IN, TAKEN_ON, Application, ApplicationState
from ocop_domain.duties.agenda import Task
from ocop_domain.duties.model import Done
from ocop_domain.rights import Act, Subject

_PAGE = 200
"""Products that are read at once; a list is handed up whole."""


async def _todo(turn: Turn, duty: str, occurrence: str) -> list[Task]:
    """The own communes whose list has not been handed up."""
    own = await duties.tasks_of(turn, duty, occurrence)
    return [
        task
        for task in own
        if not task.done and task.occurrence.duty.done is Done.LIST and turn.may(Act.HAND_UP, Subject(task.scope))
    ]


async def show(turn: Turn, duty: str, occurrence: str) -> None:
    """What would be handed up, for each own commune; what still waits for a check is said."""
    todo = await _todo(turn, duty, occurrence)
    if not todo:
        await duties.show(turn, duty, occurrence)
        return
    t = turn.t
    lines, choices = [], []
    for task in todo:
        accepted, waiting = await _products(turn, task.scope)
        place = turn.areas.get(task.scope).name
        lines.append(t("list.head", place=place, count=len(accepted)))
        lines += _listed(t, accepted)
        if waiting:
            lines.append(t("list.waiting", count=len(waiting)))
        label = t("list.send", count=len(accepted)) if len(todo) == 1 else f"{t('remind.do.list')}: {place}"
        choices.append(Choice(f"handup:{duty}:{occurrence}:{task.scope}", label))
    choices.append(turn.button("queue", "menu.queue"))
    nav = (turn.button("calendar", "menu.calendar"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), title(turn.t, todo[0].occurrence), tuple(choices), nav))


def _numbered(t: Translator, found: list[Application]) -> list[str]:
    return [f"{n}. {called(t, p)} – {p.producer_name}" for n, p in enumerate(found, 1)]


async def _products(turn: Turn, area: str) -> tuple[list[Application], list[Application]]:
    """Accepted ones, and those that wait for a check."""
    found: list[Application] = []
    while page := await turn.reads.applications_in(
        [area], (*TAKEN_ON, ApplicationState.SENT), _PAGE, len(found), turn.programme.id
    ):
        found += page
    return [p for p in found if p.state is not ApplicationState.SENT], [
        p for p in found if p.state is ApplicationState.SENT
    ]


def _listed(t: Translator, products: list[Application]) -> list[str]:
    """Each product with its producer; of a dossier that was handed in also how far its check is."""
    return [
        f"{n}. {p.name} – {p.producer_name}" + (f" ({t(f'state.{p.state}')})" if p.state in HANDED_IN else "")
        for n, p in enumerate(products, 1)
    ]


async def hand_up(turn: Turn, duty: str, occurrence: str, area: str) -> None:
    """The level above has the list; an empty one is a list too."""
    task = next((t for t in await _todo(turn, duty, occurrence) if t.scope == area), None)
    if task is None:
        await duties.show(turn, duty, occurrence, turn.t("duty.done_already"))
        return
    accepted, _ = await _products(turn, area)
    names = "\n".join(_listed(turn.t, accepted)) or turn.t("list.empty")
    turn.do(MarkDone(task.occurrence.duty.programme, duty, occurrence, area, names))

    def words(t: Translator, place: str) -> str:
        names = "\n".join(_numbered(t, accepted)) or t("list.empty")
        return t("notice.list", place=place, count=len(accepted), names=names)

    told = await duties.tell_above(turn, area, words, f"list:{duty}:{occurrence}:{area}")
    turn.tell(
        "list.sent" if told else "list.kept",
        turn.button("calendar", "menu.calendar"),
        turn.button("menu", "menu.back"),
        count=len(accepted),
        place=oversee.place_name(turn, area),
    )
