"""Passing an inquiry on: to the level above with one tap, to the agency that helps; taking it back; where it is now."""

from __future__ import annotations

from bot.handlers.knowledge import answering
from bot.handlers.shared.paging import earlier, few, start_of
from bot.handlers.shared.telling import tell_staff
from bot.handlers.support.ways import token_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.inquiries import Inquiry, InquiryKind, InquiryOutcome
from bot.writes.inquiries import PassInquiry
from bot.writes.people import Notify
from ocop_domain.agencies import agency_key, agency_name
from ocop_domain.rights import Act, Subject
from ocop_domain.support import support_of
from ocop_domain.support_topics import by_agency
from ocop_domain.writing import quoted


async def doors(turn: Turn, one: Inquiry) -> tuple[Choice, ...]:
    """The buttons that pass it on: above, where somebody is there, and to an agency."""
    unit, _ = await answering.nearest(turn, one.unit, above=True)
    up = (turn.button(f"passup:{one.id}", "asks.up", place=turn.areas.get(unit).name),) if unit else ()
    other = (turn.button(f"whichagency:{one.id}", "asks.other_agency"),) if one.kind is not InquiryKind.QUESTION else ()
    return (*up, *other)


def to_own_agency(turn: Turn, one: Inquiry) -> tuple[Choice, ...]:
    """The button that hands a need to the agency that the plan names for it."""
    if not one.agency or one.outcome is InquiryOutcome.AT_AGENCY:
        return ()
    return (turn.button(f"toagency:{one.id}:{token_of(one.agency)}", "asks.handed_on"),)


async def up(turn: Turn, inquiry_id: str) -> None:
    """It waits at the level above from now on; the asker hears where it is."""
    one = await answering.waiting(turn, inquiry_id)
    if one is None:
        return
    unit, people = await answering.nearest(turn, one.unit, above=True)
    if not unit:
        turn.tell("asks.nobody_above", turn.button(f"inquiry:{one.id}", "nav.back"), turn.button("menu", "menu.back"))
        return
    place = turn.areas.get(unit).name
    turn.do(PassInquiry(one.id, one.unit, unit))
    number = len(await turn.reads.passes_of(one.id)) + 1
    tell_staff(
        turn,
        people,
        lambda t: t("asks.came_up", place=turn.areas.get(one.unit).name, words=quoted(one.words)),
        lambda t: Choice(f"inquiry:{one.id}", t("asks.open")),
        stamp=f"inquiry:{one.id}:up{number}",
    )
    await _tell_asker(turn, one, place, number)
    choices = (turn.button(f"passback:{one.id}", "asks.take_back"), turn.button("inquiries", "ask.more"))
    turn.tell("asks.passed", *choices, turn.button("menu", "menu.back"), place=place)


async def _tell_asker(turn: Turn, one: Inquiry, place: str, number: int) -> None:
    for recipient in await turn.reads.told(one.person):
        t = turn.texts[recipient.language]
        said = t("asks.is_now_at", words=quoted(one.words), place=place)
        notice = Reply(said, t("notice.title"), (Choice(f"myask:{one.id}", t("asks.see")),))
        turn.do(Notify(recipient.person, notice, f"inquiry:{one.id}:at{number}:{recipient.person}"))


async def which_agency(turn: Turn, inquiry_id: str, start: int = 0) -> None:
    """To which agency, of those that the programme names?"""
    one = await answering.waiting(turn, inquiry_id)
    if one is None:
        return
    route = f"whichagency:{one.id}"
    choices = [Choice(f"toagency:{one.id}:{token_of(key)}", agency_name(key)) for key in _agencies(turn, one)]
    start = start_of(start, len(choices))
    nav = (*earlier(turn, route, start), turn.button(f"inquiry:{one.id}", "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply(turn.t("asks.which_agency"), choices=tuple(few(turn, choices, route, start)), nav=nav))


def _agencies(turn: Turn, one: Inquiry) -> list[str]:
    programme = turn.programmes.find(one.programme) or turn.programme
    named = list(dict.fromkeys(agency_key(name) for name in by_agency(support_of(programme))))
    return named if one.agency in {"", *named} else [one.agency, *named]


async def to_agency(turn: Turn, inquiry_id: str, token: str) -> None:
    """An agency has it: it waits on here until somebody says what came of it; the asker hears who has it."""
    one = await answering.waiting(turn, inquiry_id)
    if one is None:
        return
    agency = next((key for key in _agencies(turn, one) if token in {token_of(key), token_of(agency_name(key))}), "")
    if not agency:
        await which_agency(turn, inquiry_id)
        return
    turn.do(PassInquiry(one.id, one.unit, one.unit, agency))
    number = len(await turn.reads.passes_of(one.id)) + 1
    await _tell_asker(turn, one, agency_name(agency), number)
    choices = (turn.button(f"inquiry:{one.id}", "asks.open"), turn.button("inquiries", "ask.more"))
    turn.tell("asks.passed", *choices, turn.button("menu", "menu.back"), place=agency_name(agency))


async def back(turn: Turn, one: Inquiry) -> tuple[Choice, ...]:
    """The button that takes it back, for the unit that passed it on last, as long as nobody has answered."""
    return (turn.button(f"passback:{one.id}", "asks.take_back"),) if await _may_take_back(turn, one) else ()


async def _may_take_back(turn: Turn, one: Inquiry) -> bool:
    passes = await turn.reads.passes_of(one.id)
    if one.answered or not passes or passes[-1].former == passes[-1].unit:
        return False
    return turn.may(Act.ANSWER, Subject(passes[-1].former, one.person))


async def take_back(turn: Turn, inquiry_id: str) -> None:
    """A slip: it waits here again."""
    one = await turn.reads.inquiry(inquiry_id)
    if one is None or not await _may_take_back(turn, one):
        turn.tell("asks.not_back", turn.button("inquiries", "ask.more"), turn.button("menu", "menu.back"))
        return
    passes = await turn.reads.passes_of(one.id)
    former = passes[-1].former
    turn.do(PassInquiry(one.id, one.unit, former))
    await _tell_asker(turn, one, turn.areas.get(former).name, len(passes) + 1)
    turn.tell("asks.is_back", turn.button(f"inquiry:{one.id}", "asks.open"), turn.button("menu", "menu.back"))


def standing(turn: Turn, one: Inquiry) -> str:
    """Where an inquiry is and what came of it."""
    t = turn.t
    place = turn.areas.get(one.unit).name
    if one.outcome is InquiryOutcome.HELPED:
        return t("asks.was_helped", place=place, answer=quoted(one.answer))
    if one.outcome is InquiryOutcome.NO_HELP:
        return t("asks.was_none", place=place, answer=quoted(one.answer) if one.answer else "–")
    if one.answered:
        return t("asks.was_answered", place=place, answer=quoted(one.answer))
    if one.outcome is InquiryOutcome.AT_AGENCY:
        return t("asks.at_agency", agency=agency_name(one.agency), place=place)
    return t("asks.waits", place=place)
