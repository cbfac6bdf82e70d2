"""Everybody concerned is told when and where a round is held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.handlers.assistance.forward import for_helper
from bot.handlers.rounds import found, page
from bot.handlers.shared.naming import called
from bot.handlers.shared.telling import tell_staff
from bot.handlers.shared.territory import sitting_for
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.people import Recipient
from bot.texts import Translator
from bot.writes.people import Notify
from ocop_domain.applications import Application
from ocop_domain.rights import Act, Role
from ocop_domain.rounds import Round


async def call(turn: Turn, round_id: str) -> None:
    """Members, secretaries, communes and producers are told when and where; each once for a day and a place."""
    here = await found.open_to_run(turn, round_id)
    if here is None:
        return
    products = await turn.reads.agenda_of(here.id)
    if not products:
        turn.tell("rounds.agenda_empty", turn.button(f"addable:{here.id}:0", "rounds.add"))
        return
    await page.tell_page(turn, here, await tell_all(turn, here, products))


async def tell_all(turn: Turn, here: Round, products: Sequence[Application], *, moved: bool = False) -> str:
    """Tells everybody concerned when and where, `moved` that it is another day or place; returns how many were told."""
    council = await _council(turn, here, len(products), moved=moved)
    producers = await _producers(turn, here, products, moved=moved)
    communes = await _communes(turn, here, products, moved=moved)
    return turn.t("rounds.called", council=council, producers=producers, communes=communes)


def _said(t: Translator, text: str, *, moved: bool) -> str:
    return f"{t('rounds.notice_moved')} {text}" if moved else text


def _stamp(here: Round) -> str:
    return f"round:{here.id}:{here.held_on}:{here.place}"


async def _council(turn: Turn, here: Round, count: int, *, moved: bool) -> int:
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
        reply = Reply(_said(t, text, moved=moved), title=t("notice.title"), choices=(Choice(door, t("rounds.open")),))
        turn.do(Notify(person, reply, key=f"{_stamp(here)}:{person}"))
        told += 1
    return told


async def _producers(turn: Turn, here: Round, products: Sequence[Application], *, moved: bool) -> int:
    """Each producer hears of each of their products, from the day on which it comes to the council."""
    told = 0
    for product in products:
        for recipient in await turn.reads.told(product.owner):
            t = turn.texts[recipient.language]
            text = t("rounds.notice_producer", product=called(t, product), day=t.day(here.held_on), place=here.place)
            reply = Reply(
                _said(t, text, moved=moved),
                title=t("notice.title"),
                choices=(Choice(f"p:{product.id}", t("product.open")),),
            )
            key = f"{_stamp(here)}:{product.id}:{recipient.person}"
            turn.do(Notify(recipient.person, for_helper(t, reply, recipient), key=key))
            told += 1
    return told


async def _communes(turn: Turn, here: Round, products: Sequence[Application], *, moved: bool) -> int:
    """The officers of each commune hear how many of theirs come to the council."""
    counts = Counter(one.area for one in products)
    told = 0
    for area, count in counts.items():
        officers: list[Recipient] = await turn.reads.officers_of(sitting_for(turn, area), Act.CHECK)

        def words(t: Translator, count: int = count) -> str:
            text = t("rounds.notice_commune", count=count, day=t.day(here.held_on), place=here.place)
            return _said(t, text, moved=moved)

        stamp = f"{_stamp(here)}:{area}"
        told += tell_staff(turn, officers, words, lambda t: Choice("area", t("notice.open")), stamp=stamp)
    return told
