"""What somebody has asked, told or needs, and where it is now."""

from __future__ import annotations

from bot.handlers.knowledge import passing
from bot.handlers.knowledge.officer import called
from bot.handlers.shared.paging import earlier
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.inquiries import InquiryKind
from ocop_domain.agencies import agency_name

_SHOWN = 5


async def all_(turn: Turn, start: int = 0) -> None:
    """Everything, the newest first."""
    t = turn.t
    total, found = await turn.reads.inquiries_of(turn.person.id, _SHOWN, start)
    nav = (
        turn.button("trouble", "trouble.button"),
        turn.button("support", "aid.open"),
        turn.button("menu", "menu.back"),
    )
    if not found:
        turn.say(Reply(t("asks.none"), t("asks.title"), nav=nav))
        return
    lines = [f"{n}. {called(turn, one)}. {passing.standing(turn, one)}" for n, one in enumerate(found[:3], start + 1)]
    choices = [Choice(f"myask:{one.id}", called(turn, one)) for one in found]
    if start + _SHOWN < total:
        choices.append(turn.button(f"myasks:{start + _SHOWN}", "nav.more"))
    turn.say(Reply("\n".join(lines), t("asks.title"), tuple(choices), (*earlier(turn, "myasks", start), *nav)))


async def one(turn: Turn, inquiry_id: str) -> None:
    """One of them: what was said, on which way it went, where it is, what came of it."""
    t = turn.t
    found = await turn.reads.inquiry(inquiry_id)
    if found is None or found.person != turn.person.id:
        turn.tell("asks.not_there", turn.button("myasks", "asks.title"), turn.button("menu", "menu.back"))
        return
    lines = [t("asks.own", day=t.day(found.asked_at.date()), words=found.words)]
    lines += [t("asks.from_agency", agency=agency_name(found.agency))] if found.kind is InquiryKind.NEED else []
    for each in await turn.reads.passes_of(found.id):
        place = agency_name(each.agency) or turn.areas.get(each.unit).name
        lines.append(t("asks.way", day=t.day(each.at.date()), place=place))
    lines.append(passing.standing(turn, found))
    nav = (turn.button("myasks", "asks.title"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("asks.title"), nav=nav))
