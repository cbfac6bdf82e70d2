"""The rounds of a unit, and one round: how far it is, and what is to be done next."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.rounds import choosing, found, samples
from bot.handlers.shared.paging import SHOWN, earlier, more, taken
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.offices import Holding
from ocop_domain.applications import Application
from ocop_domain.rights import Act
from ocop_domain.rounds import MemberSheet, Round, RoundState


async def home(turn: Turn, start: int = 0) -> None:
    """All rounds of the own unit, the latest first, then what may be chosen for one, and the way to a new one."""
    units = found.rounds_where(turn, Act.HOLD_ROUND)
    lines = await turn.reads.rounds_in(units, tuple(RoundState))
    doors = [Choice(f"round:{one.round.id}", label(turn, one.round)) for one in lines]
    last = [turn.button("choosing", "choosing.open")] if await choosing.waits(turn) else []
    last.append(turn.button("convene", "rounds.convene"))
    shown, total = SHOWN - len(last), len(doors)
    choices = [*doors[start : start + taken(start, total, shown)], *more(turn, "rounds", start, total, shown), *last]
    nav = (*earlier(turn, "rounds", start, shown), turn.button("menu", "menu.back"))
    text = turn.t("rounds.list" if lines else "rounds.none", count=len(lines))
    turn.say(Reply(text, turn.t("rounds.title"), tuple(choices), nav))


def label(turn: Turn, round_: Round) -> str:
    return turn.t("rounds.label", day=f"{round_.held_on:%d/%m/%Y}", state=turn.t(f"rounds.state_{round_.state}"))


def name(turn: Turn, round_: Round) -> str:
    """ "Hội đồng Tỉnh Cà Mau, ngày …"."""
    place, day = turn.areas.get(round_.unit).inline, turn.t.day(round_.held_on)
    return turn.t(f"rounds.name_{round_.level}", place=place, day=day)


async def show(turn: Turn, round_id: str) -> None:
    """One round."""
    here = await found.to_run(turn, round_id)
    if here:
        await tell_page(turn, here)


async def tell_page(turn: Turn, here: Round, note: str = "") -> None:
    """The round with what comes next first; `note` says what was just done."""
    products = await turn.reads.agenda_of(here.id)
    lines = [note] if note else []
    state = turn.t(f"rounds.state_{here.state}")
    lines.append(turn.t("rounds.page", place=here.place, state=state, count=len(products)))
    steps = {RoundState.OPEN: _while_open, RoundState.CLOSED: _while_closed, RoundState.TOLD: _when_told}
    more, choices = await steps[here.state](turn, here, products)
    nav = (turn.button("rounds", "rounds.title"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join([*lines, *more]), name(turn, here), tuple(choices), nav))


async def _while_open(turn: Turn, here: Round, products: Sequence[Application]) -> tuple[list[str], list[Choice]]:
    seated = await found.members(turn, here)
    sheets = await turn.reads.sheets_in(here.id)
    lines, choices = [], []
    if found.own_level(turn, here):
        lines.append(turn.t("rounds.scored", done=await _done(turn, sheets, seated, products), count=len(seated)))
        choices += [turn.button(f"callround:{here.id}", "rounds.call"), turn.button(f"seats:{here.id}", "rounds.seats")]
    if lacking := await samples.missing(turn, here, products):
        lines.append(lacking)
    choices += [
        turn.button(f"agenda:{here.id}:0", "rounds.agenda"),
        turn.button(f"samples:{here.id}:0", "rounds.samples"),
        turn.button(f"moveround:{here.id}", "rounds.move"),
        turn.button(f"askclose:{here.id}", "rounds.close"),
    ]
    return lines, choices


async def _done(
    turn: Turn, sheets: Sequence[MemberSheet], seated: Sequence[Holding], products: Sequence[Application]
) -> int:
    """How many members have scored every product on the agenda but their own."""
    done = 0
    for one in seated:
        scored = {sheet.application for sheet in sheets if sheet.member == one.person}
        left = [product for product in products if product.id not in scored]
        done += len(left) < len(products) and await _all_own(turn, one.person, left)
    return done


async def _all_own(turn: Turn, person: int, products: Sequence[Application]) -> bool:
    for product in products:
        if person not in await found.involved(turn, product):
            return False
    return True


async def _while_closed(turn: Turn, here: Round, products: Sequence[Application]) -> tuple[list[str], list[Choice]]:
    results = await turn.reads.results_in(here.id)
    lines = [turn.t("rounds.concluded", done=len(results), count=len(products))]
    choices = [turn.button(f"conclusions:{here.id}:0", "rounds.conclusions")]
    if len(results) < len(products):
        choices.append(turn.button(f"concludeall:{here.id}", "rounds.conclude_all"))
    elif products:
        choices.insert(0, turn.button(f"decide:{here.id}", "rounds.decide"))
    choices.append(turn.button(f"roundpapers:{here.id}", "rounds.papers"))
    choices.append(turn.button(f"reopen:{here.id}", "rounds.reopen"))
    return lines, choices


async def _when_told(turn: Turn, here: Round, products: Sequence[Application]) -> tuple[list[str], list[Choice]]:
    day = turn.t.day(here.decided_on) if here.decided_on else ""
    lines = [turn.t("rounds.decided", decision=here.decision, day=day)]
    return lines, [
        turn.button(f"conclusions:{here.id}:0", "rounds.conclusions"),
        turn.button(f"roundpapers:{here.id}", "rounds.papers"),
    ]
