"""What a round judges: products come on its agenda and leave it until it is closed; everybody concerned is invited."""

from __future__ import annotations

from collections import Counter

from bot.handlers.assistance.forward import for_helper
from bot.handlers.rounds import convene, found, page
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import earlier, few, taken
from bot.handlers.shared.telling import tell_staff
from bot.handlers.shared.territory import sitting_for
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.people import Recipient
from bot.texts import Translator
from bot.writes.people import Notify
from bot.writes.rounds import SetAgenda
from ocop_domain.applications import Application
from ocop_domain.rights import Act, Role
from ocop_domain.rounds import Round, RoundState


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


# Everybody is told


async def call(turn: Turn, round_id: str) -> None:
    """Members, secretaries, communes and producers are told when and where; each once for a day and a place."""
    here = await found.open_to_run(turn, round_id)
    if here is None:
        return
    products = await turn.reads.agenda_of(here.id)
    if not products:
        turn.tell("rounds.agenda_empty", turn.button(f"addable:{here.id}:0", "rounds.add"))
        return
    council = await _council(turn, here, len(products))
    producers = await _producers(turn, here, products)
    communes = await _communes(turn, here, products)
    note = turn.t("rounds.called", council=council, producers=producers, communes=communes)
    await page.tell_page(turn, here, note)


def _stamp(here: Round) -> str:
    return f"round:{here.id}:{here.held_on}:{here.place}"


async def _council(turn: Turn, here: Round, count: int) -> int:
    held = await turn.reads.holdings([Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY], sitting_for(turn, here.unit))
    away = found.excused(await turn.reads.seats_of(here.id))
    told = 0
    for person, role in {one.person: one.grant.role for one in held}.items():
        recipient = await turn.reads.recipient(person)
        if recipient is None or person in away or person == turn.person.id:
            continue
        t = turn.texts[recipient.language]
        text = t("rounds.notice_member", day=t.day(here.held_on), place=here.place, count=count)
        door = f"judging:{here.id}" if role is Role.COUNCIL_MEMBER else f"round:{here.id}"
        reply = Reply(text, title=t("notice.title"), choices=(Choice(door, t("rounds.open")),))
        turn.do(Notify(person, reply, key=f"{_stamp(here)}:{person}"))
        told += 1
    return told


async def _producers(turn: Turn, here: Round, products: list[Application]) -> int:
    """Each producer hears of each of their products, from the day on which it comes to the council."""
    told = 0
    for product in products:
        for recipient in await turn.reads.told(product.owner):
            t = turn.texts[recipient.language]
            text = t("rounds.notice_producer", product=called(t, product), day=t.day(here.held_on), place=here.place)
            reply = Reply(text, title=t("notice.title"), choices=(Choice(f"p:{product.id}", t("product.open")),))
            key = f"{_stamp(here)}:{product.id}:{recipient.person}"
            turn.do(Notify(recipient.person, for_helper(t, reply, recipient), key=key))
            told += 1
    return told


async def _communes(turn: Turn, here: Round, products: list[Application]) -> int:
    """The officers of each commune hear how many of theirs come to the council."""
    counts = Counter(one.area for one in products)
    told = 0
    for area, count in counts.items():
        officers: list[Recipient] = await turn.reads.officers_of(sitting_for(turn, area), Act.CHECK)

        def words(t: Translator, count: int = count) -> str:
            return t("rounds.notice_commune", count=count, day=t.day(here.held_on), place=here.place)

        stamp = f"{_stamp(here)}:{area}"
        told += tell_staff(turn, officers, words, lambda t: Choice("area", t("notice.open")), stamp=stamp)
    return told
