"""Every time that a product took part: under which programme, when, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import earlier, more, start_of, taken
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.registration import PastApplication
from bot.texts import Translator
from ocop_domain.applications import DONE_HERE, Application
from ocop_domain.rights import Act

_SHOWN = 5
"""Times on one screen: each takes two or three lines."""
Time = Application | PastApplication
"""An application, or what it was under a programme before it went on in the next one."""


async def door(turn: Turn, application: Application) -> list[Choice]:
    """The way to the former times, where there were any."""
    count = len(await _times(turn, application))
    return [turn.button(f"years:{application.id}", "years.open", count=count)] if count > 1 else []


async def show(turn: Turn, application_id: str, start: int = 0) -> None:
    """The times one below the other, the last first; whoever may see the product sees them."""
    application = await turn.reads.application(application_id)
    if application is None or not turn.may_on(Act.SEE, application):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    found = await _times(turn, application)
    start = start_of(start, len(found))
    route = f"years:{application.id}"
    shown = found[start : start + taken(start, len(found), _SHOWN)]
    lines = [turn.t("years.head", product=called(turn.t, application), count=len(found))]
    lines += [await _line(turn, number, one) for number, one in enumerate(shown, start + 1)]
    choices = tuple(more(turn, route, start, len(found), _SHOWN))
    nav = (*earlier(turn, route, start, _SHOWN), turn.button(f"p:{application.id}", "product.open"))
    turn.say(Reply("\n\n".join(lines), turn.t("years.title"), choices, (*nav, turn.button("menu", "menu.back"))))


async def _times(turn: Turn, application: Application) -> Sequence[Time]:
    """Every application of the product, each with what it was before, the last first."""
    own = await turn.reads.applications_over_years(application.owner)
    of_product = [one for one in own if one.product == application.product] or [application]
    found: list[Time] = []
    for one in of_product:
        found += [one, *await turn.reads.past_of(one.id)]
    return found


async def _line(turn: Turn, number: int, one: Time) -> str:
    t = turn.t
    programme = turn.programmes.find(one.programme)
    name = programme.name if programme else one.programme
    if isinstance(one, PastApplication):
        said = t("years.went_on", day=t.day(one.until), state=t(f"state.{one.state}"))
        return "\n".join([f"{number}. {name}", said])
    said = t("years.sent", kind=_kind(t, one), day=t.day(one.sent_on), state=t(f"state.{one.state}"))
    return "\n".join([f"{number}. {name}", said, *await _result(turn, one)])


def _kind(t: Translator, one: Application) -> str:
    kind = one.answers.get("registration_kind") or "first"
    return t(f"q.registration_kind.option.{kind}")


async def _result(turn: Turn, one: Application) -> list[str]:
    """What the council said last."""
    results = await turn.reads.results_of(one.id) if one.state in DONE_HERE else []
    if not results:
        return []
    last = results[0]
    return [turn.t("years.result", star=turn.t(f"rounds.star_{last.star}"), decision=last.decision or "–")]
