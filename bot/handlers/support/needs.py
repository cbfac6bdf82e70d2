"""What producers of a unit and below need: by agency, each with how much waits, was handed on, given or not."""

from __future__ import annotations

from bot.handlers.knowledge import passing
from bot.handlers.shared.paging import earlier, few, start_of
from bot.handlers.shared.territory import units_of
from bot.handlers.support.ways import token_of
from bot.handlers.turn import Turn
from bot.kit.clock import day_of
from bot.messages import Choice, Reply, shortened
from bot.records.inquiries import Inquiry, NeedRow
from ocop_domain.agencies import agency_name
from ocop_domain.applications import Application
from ocop_domain.rights import Act

_SHOWN, _DOORS = 3, 5
_FILES = ("nhu cau ho tro", "nhu cau ho tro")


async def agencies(turn: Turn, start: int = 0) -> None:
    """Whose help is needed here, and how much of it."""
    t = turn.t
    found = await turn.reads.needs_in(units_of(turn, Act.ANSWER))
    nav = (turn.button("inquiries", "asks.all_waiting"), turn.button("menu", "menu.back"))
    if not found:
        turn.say(Reply(t("needs.none"), t("needs.title"), nav=nav))
        return
    waiting, handed = sum(each.waiting for each in found), sum(each.at_agency for each in found)
    helped, none = sum(each.helped for each in found), sum(each.none for each in found)
    text = t("needs.counted", waiting=waiting, handed=handed, helped=helped, none=none)
    doors = [Choice(f"needsof:{token_of(each.agency)}", f"{agency_name(each.agency)} ({each.all})") for each in found]
    start = start_of(start, len(doors))
    choices = (*few(turn, doors, "needs", start)[:_DOORS], turn.button("needsfile", "needs.file"))
    turn.say(Reply(text, t("needs.title"), choices, (*earlier(turn, "needs", start), *nav)))


async def file(turn: Turn) -> None:
    """The whole list as a workbook and as text for programs: who needs what, of whom, and what came of it."""
    t = turn.t
    back = (turn.button("needs", "needs.title"), turn.button("menu", "menu.back"))
    found = await turn.reads.every_need(units_of(turn, Act.ANSWER))
    if not found:
        turn.say(Reply(t("needs.none"), t("needs.title"), nav=back))
        return
    products = await turn.reads.applications_by([one.about for one in found if one.about])
    files = await turn.papers.needs_table([_row(turn, one, products.get(one.about)) for one in found])
    turn.say(Reply(t("needs.file_made", count=len(found)), t("needs.title"), back, files=files, names=_FILES))


def _row(turn: Turn, one: Inquiry, application: Application | None) -> NeedRow:
    return NeedRow(
        agency=agency_name(one.agency),
        need=one.words,
        producer=application.producer_name if application else "",
        product=application.name if application else "",
        place=turn.areas.label(one.area),
        since=day_of(one.asked_at),
        standing=passing.standing(turn, one),
    )


async def of_agency(turn: Turn, token: str, start: int = 0) -> None:
    """Who needs help of one agency, with what, and where that stands: what waits first."""
    t, areas = turn.t, units_of(turn, Act.ANSWER)
    counted = await turn.reads.needs_in(areas)
    agency = next((each.agency for each in counted if token in {token_of(each.agency), _former(each.agency)}), "")
    if not agency:
        await agencies(turn)
        return
    total, found = await turn.reads.needs_of_agency(areas, agency, _SHOWN, start)
    lines = [f"{n}. {await _line(turn, one)}" for n, one in enumerate(found, start + 1)]
    choices = [Choice(f"inquiry:{one.id}", shortened(f"{n}. {one.words}")) for n, one in enumerate(found, start + 1)]
    route = f"needsof:{token}"
    if start + _SHOWN < total:
        choices.append(turn.button(f"{route}:{start + _SHOWN}", "nav.more"))
    before = turn.button(f"{route}:{max(0, start - _SHOWN)}", "nav.earlier")
    nav = (*((before,) if start else ()), turn.button("needs", "needs.title"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines) or t("needs.none"), agency_name(agency), tuple(choices), nav))


def _former(agency: str) -> str:
    """How buttons named it when its name was kept."""
    return token_of(agency_name(agency))


async def _line(turn: Turn, one: Inquiry) -> str:
    application = await turn.reads.application(one.about) if one.about else None
    who = application.producer_name if application else ""
    place = turn.areas.get(one.area).name
    return f"{one.words}: {', '.join(part for part in (who, place) if part)}. {passing.standing(turn, one)}"
