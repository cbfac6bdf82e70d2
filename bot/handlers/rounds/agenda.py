"""What a round judges: products come on its agenda and leave it until it is closed."""

from __future__ import annotations

from bot.handlers.rounds import convene, found
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import earlier, few, taken
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.writes.rounds import SetAgenda
from ocop_domain.applications import Application
from ocop_domain.rounds import RoundState


async def show(turn: Turn, round_id: str, start: int = 0) -> None:
    """The products of a round, page by page; each opens."""
    here = await found.to_run(turn, round_id)
    if here is None:
        return
    products = await turn.reads.agenda_of(here.id)
    doors = [Choice(f"onagenda:{here.id}:{one.id}", called(turn.t, one)) for one in products]
    choices = few(turn, doors, f"agenda:{here.id}", start)
    shown = products[start : start + taken(start, len(products))]
    lines = [_line(turn, n, one) for n, one in enumerate(shown, start + 1)]
    nav = [*earlier(turn, f"agenda:{here.id}", start)]
    if here.state is RoundState.OPEN:
        nav.append(turn.button(f"addable:{here.id}:0", "rounds.add"))
    nav += [turn.button(f"round:{here.id}", "nav.back"), turn.button("menu", "menu.back")]
    text = "\n".join(lines) or turn.t("rounds.agenda_empty")
    turn.say(Reply(text, turn.t("rounds.agenda_title", count=len(products)), tuple(choices), tuple(nav)))


def _line(turn: Turn, number: int, one: Application) -> str:
    return f"{number}. {called(turn.t, one)} – {one.producer_name} ({turn.areas.get(one.area).name})"


async def one(turn: Turn, round_id: str, application_id: str, note: str = "", *, one_more: bool = False) -> None:
    """A product of the round: its dossier, and taking it from the agenda; where no member sits, its result."""
    here = await found.to_run(turn, round_id)
    product = next((p for p in await turn.reads.agenda_of(round_id) if p.id == application_id), None)
    if here is None:
        return
    if product is None:
        await show(turn, round_id)
        return
    choices = [turn.button(f"p:{product.id}", "product.open"), turn.button(f"filing:{product.id}", "filing.open")]
    if here.state is RoundState.OPEN:
        key = "rounds.type_sheets" if found.own_level(turn, here) else "rounds.type_result"
        choices.insert(0, turn.button(f"typesheets:{here.id}:{product.id}", key))
        choices.append(turn.button(f"offagenda:{here.id}:{product.id}", "rounds.drop"))
    nav = (turn.button(f"agenda:{here.id}:0", "nav.back"), turn.button("menu", "menu.back"))
    given = await turn.reads.sheets_in(here.id, product.id)
    lines = [note] if note else []
    lines += [_line(turn, 1, product).partition(" ")[2], turn.t("rounds.sheets", count=len(given) + one_more)]
    turn.say(Reply("\n".join(lines), called(turn.t, product), tuple(choices), nav))


async def addable(turn: Turn, round_id: str, start: int = 0) -> None:
    """What waits for this council and is not on the agenda."""
    here = await found.open_to_run(turn, round_id)
    if here is None:
        return
    waiting = [one.application for one in await convene.waiting_for(turn, here)]
    doors = [Choice(f"addtoround:{here.id}:{one.id}", called(turn.t, one)) for one in waiting]
    choices = few(turn, doors, f"addable:{here.id}", start)
    nav = (*earlier(turn, f"addable:{here.id}", start), turn.button(f"agenda:{here.id}:0", "nav.back"))
    text = turn.t("rounds.addable" if waiting else "rounds.nothing_waits", count=len(waiting))
    turn.say(Reply(text, turn.t("rounds.add"), tuple(choices), nav))


async def add(turn: Turn, round_id: str, application_id: str) -> None:
    """A product comes on the agenda."""
    here = await found.open_to_run(turn, round_id)
    if here is None:
        return
    waiting = {one.application.id: one.application for one in await convene.waiting_for(turn, here)}
    if application_id not in waiting:
        await show(turn, round_id)
        return
    turn.do(SetAgenda(here.id, application_id))
    turn.tell(
        "rounds.added",
        turn.button(f"addable:{here.id}:0", "rounds.add"),
        turn.button(f"round:{here.id}", "rounds.open"),
        product=called(turn.t, waiting[application_id]),
    )


async def drop(turn: Turn, round_id: str, application_id: str) -> None:
    """A product leaves the agenda: it waits for another round, what members gave it counts no more."""
    here = await found.open_to_run(turn, round_id)
    if here is None:
        return
    product = next((p for p in await turn.reads.agenda_of(round_id) if p.id == application_id), None)
    if product:
        turn.do(SetAgenda(here.id, application_id, on=False))
        turn.tell(
            "rounds.dropped",
            turn.button(f"addtoround:{here.id}:{product.id}", "rounds.undrop"),
            turn.button(f"round:{here.id}", "rounds.open"),
            product=called(turn.t, product),
        )
    else:
        await show(turn, round_id)
