"""The members of a round: who has scored, who is excused, who is invited; a sheet of paper is typed for one."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.rounds import EXCUSE, SEAT
from bot.handlers.account import phones
from bot.handlers.forms import filling
from bot.handlers.office.people import offer
from bot.handlers.rounds import found, reminding
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import earlier, few
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.offices import Holding
from bot.records.rounds import EXCUSED, RoundSeat
from bot.writes.rounds import PutSeat
from ocop_domain.rights import Grant, Role, may_appoint, may_seat
from ocop_domain.rounds import Round, RoundState


async def show(turn: Turn, round_id: str, start: int = 0) -> None:
    """Each member with how many products they have scored: never which points."""
    here = await found.to_run(turn, round_id)
    if here is None:
        return
    products = {one.id for one in await turn.reads.agenda_of(here.id)}
    away = found.excused(await turn.reads.seats_of(here.id))
    sheets = await turn.reads.sheets_in(here.id)
    lines, doors = [], []
    for number, one in enumerate(await found.members(turn, here), 1):
        done = sum(s.member == one.person and s.application in products for s in sheets)
        state = turn.t("rounds.seat_excused") if one.person in away else f"{done}/{len(products)}"
        lines.append(f"{number}. {found.called(turn, one)}: {state}")
        doors.append(Choice(f"seat:{here.id}:{one.person}", found.called(turn, one)))
    choices = few(turn, doors, f"seats:{here.id}", start)
    nav = [*earlier(turn, f"seats:{here.id}", start)]
    if here.state is RoundState.OPEN and await reminding.waited_for(turn, here):
        nav.append(turn.button(f"remindscore:{here.id}", "rounds.remind"))
    if here.state is RoundState.OPEN and found.own_level(turn, here):
        nav.append(turn.button(f"counciltable:{here.id}", "rounds.table"))
    if _may_invite(turn, here):
        nav.append(turn.button(f"inviteseat:{here.id}", "rounds.invite"))
    nav += [turn.button(f"round:{here.id}", "nav.back"), turn.button("menu", "menu.back")]
    text = "\n".join(lines) or turn.t("rounds.no_members")
    turn.say(Reply(text, turn.t("rounds.seats"), tuple(choices), tuple(nav)))


def _may_invite(turn: Turn, here: Round) -> bool:
    """Who appoints people here, and the secretary of the own council."""
    own, unit = turn.person.grants, turn.areas.continued(here.unit, turn.today)
    return may_appoint(own, Role.COUNCIL_MEMBER, unit, turn.reaches) or may_seat(own, Role.COUNCIL_MEMBER, unit)


async def _member(turn: Turn, here: Round, person: int) -> Holding | None:
    return next((one for one in await found.members(turn, here) if one.person == person), None)


async def one(turn: Turn, round_id: str, person: int) -> None:
    """One member: excused, or here again."""
    here = await found.open_to_run(turn, round_id)
    member = await _member(turn, here, person) if here else None
    if here is None:
        return
    if member is None:
        await show(turn, round_id)
        return
    away = person in found.excused(await turn.reads.seats_of(here.id))
    key = "rounds.seat_again" if away else "rounds.excuse"
    data = f"seatagain:{here.id}:{person}" if away else f"excuse:{here.id}:{person}"
    nav = (turn.button(f"seats:{here.id}", "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply(turn.t("rounds.seat", name=found.called(turn, member)), "", (turn.button(data, key),), nav))


async def begin_excusing(turn: Turn, round_id: str, person: int) -> None:
    """Asks why a member is away."""
    here = await found.open_to_run(turn, round_id)
    if here and await _member(turn, here, person):
        draft = Draft(turn.new_id(), EXCUSE.id, EXCUSE.version, here.programme, subject=f"{here.id}:{person}")
        await filling.enter(turn, draft)
    elif here:
        await show(turn, round_id)


async def excused(turn: Turn, draft: Draft) -> None:
    """A member is away with a reason: it stands in the minutes."""
    round_id, _, person = draft.subject.partition(":")
    await _seat(turn, round_id, int(person), EXCUSED, draft.answers["excuse_reason"])


async def again(turn: Turn, round_id: str, person: int) -> None:
    """A member takes part after all."""
    await _seat(turn, round_id, person, "", "")


async def _seat(turn: Turn, round_id: str, person: int, part: str, reason: str) -> None:
    here = await found.open_to_run(turn, round_id)
    member = await _member(turn, here, person) if here else None
    if here is None:
        return
    if member:
        turn.do(PutSeat(here.id, RoundSeat(person, member.official.name, part, reason)))
    turn.tell(
        "rounds.seat_excused_done" if part else "rounds.seat_again_done",
        turn.button(f"seats:{here.id}", "rounds.seats"),
        turn.button(f"round:{here.id}", "rounds.open"),
        name=found.called(turn, member) if member else "–",
    )


async def begin_inviting(turn: Turn, round_id: str) -> None:
    """Asks who shall sit in the council."""
    here = await found.to_run(turn, round_id)
    if here and not _may_invite(turn, here):
        found.refuse(turn)
    elif here and not phones.waits(turn):
        await filling.enter(turn, Draft(turn.new_id(), SEAT.id, SEAT.version, here.programme, subject=here.id))


async def invited(turn: Turn, draft: Draft) -> None:
    """A one-time code for a new member."""
    here = await found.to_run(turn, draft.subject)
    if here:
        await offer(
            turn,
            str(draft.answers["seat_name"]),
            Grant(Role.COUNCIL_MEMBER, turn.areas.continued(here.unit, turn.today)),
        )


# Sheets from paper


async def whose(turn: Turn, round_id: str, application_id: str, start: int = 0) -> None:
    """Whose sheet is typed in; the result of a level above is nobody's and typed at once."""
    here = await found.open_to_run(turn, round_id)
    if here is None:
        return
    product = next((p for p in await turn.reads.agenda_of(here.id) if p.id == application_id), None)
    if product is None:
        await show(turn, round_id)
        return
    if not found.own_level(turn, here):
        choices: list[Choice] = [
            turn.button(f"typetotal:{here.id}:{product.id}:{turn.person.id}", "rounds.by_total"),
            turn.button(f"typeitems:{here.id}:{product.id}:{turn.person.id}", "rounds.by_items"),
        ]
    else:
        theirs = await found.involved(turn, product)
        own = [one for one in await found.members(turn, here) if one.person not in theirs]
        doors = [Choice(f"typetotal:{here.id}:{product.id}:{one.person}", found.called(turn, one)) for one in own]
        choices = few(turn, doors, f"typesheets:{here.id}:{product.id}", start)
    back = turn.button(f"onagenda:{here.id}:{product.id}", "nav.back")
    before = earlier(turn, f"typesheets:{here.id}:{product.id}", start)
    nav = (*before, back, turn.button("menu", "menu.back"))
    text = turn.t("rounds.whose", product=called(turn.t, product))
    turn.say(Reply(text, turn.t("rounds.type_sheets"), tuple(choices), nav))
