"""Members who have not scored everything are reminded: the day before the meeting, and when who runs it asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.rounds import found, page
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.offices import Holding
from bot.texts import Translator
from bot.writes.people import Notify
from ocop_domain.rounds import Round, RoundState


async def waited_for(turn: Turn, here: Round) -> dict[int, int]:
    """How many products each member still has to score; excused ones and those who are done are left out."""
    products = await turn.reads.agenda_of(here.id)
    given = {(sheet.member, sheet.application) for sheet in await turn.reads.sheets_in(here.id)}
    own = {one.id: await found.involved(turn, one) for one in products}
    away = found.excused(await turn.reads.seats_of(here.id))
    waiting = {}
    for member in await _seated(turn, here):
        todo = [one.id for one in products if member.person not in own[one.id]]
        left = sum((member.person, one) not in given for one in todo)
        if left and member.person not in away:
            waiting[member.person] = left
    return waiting


async def _seated(turn: Turn, here: Round) -> Sequence[Holding]:
    return await found.members(turn, here) if found.own_level(turn, here) else ()


async def remind(turn: Turn, round_id: str) -> None:
    """Who still has something to score hears of it, once a day."""
    here = await found.open_to_run(turn, round_id)
    if here is None:
        return
    waiting = await waited_for(turn, here)
    told = 0
    for person, left in waiting.items():
        recipient = await turn.reads.recipient(person)
        if recipient is None or person == turn.person.id:
            continue
        reply = _notice(turn.texts[recipient.language], here, left)
        turn.do(Notify(person, reply, key=f"toscore:{here.id}:{turn.today}:{person}"))
        told += 1
    await page.tell_page(turn, here, turn.t("rounds.reminded" if told else "rounds.nobody_left", count=told))


async def day_before(turn: Turn, here: Round) -> Notify | None:
    """What this member hears the day before the meeting; None where nothing is left. `turn` is the member's."""
    if here.state is not RoundState.OPEN:
        return None
    person = turn.person.id
    left = (await waited_for(turn, here)).get(person)
    if not left:
        return None
    return Notify(person, _notice(turn.t, here, left), key=f"toscore:{here.id}:before:{here.held_on}:{person}")


def _notice(t: Translator, here: Round, left: int) -> Reply:
    text = t("rounds.notice_score", day=t.day(here.held_on), place=here.place, count=left)
    return Reply(text, title=t("notice.title"), choices=(Choice(f"judging:{here.id}", t("rounds.open")),))
