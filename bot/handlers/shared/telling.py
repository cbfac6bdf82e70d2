"""Telling officials, each in the own language, each once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.handlers.shared.territory import sitting_for
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.people import Recipient
from bot.texts import Translator
from bot.writes.people import Notify
from ocop_domain.products import Made
from ocop_domain.rights import Act, Subject


def tell_staff(
    turn: Turn,
    people: Sequence[Recipient],
    words: Callable[[Translator], str],
    door: Callable[[Translator], Choice],
    *,
    stamp: str,
    files: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
    nav: Callable[[Translator], tuple[Choice, ...]] = lambda t: (),
) -> int:
    """A notice with one button to each; `stamp` names the matter, so that nobody hears it twice. Returns how many.

    An officer who typed it for a producer sees that it was sent, and is not told.
    """
    others = [recipient for recipient in people if recipient.person not in {turn.person.helper, turn.person.working}]
    for recipient in others:
        t = turn.texts[recipient.language]
        notice = Reply(words(t), title=t("notice.title"), choices=(door(t),), nav=nav(t), files=files, names=names)
        turn.do(Notify(recipient.person, notice, key=f"{stamp}:{recipient.person}"))
    return len(people)


async def staff_above(turn: Turn, area: str) -> list[Recipient]:
    """The staff of the nearest level above a unit that has any."""
    for unit in reversed(turn.areas.path(area)[:-1] if turn.areas.find(area) else ()):
        people = await turn.reads.officers_of(sitting_for(turn, unit.code), Act.OVERSEE)
        if people:
            return people
    return []


async def checked_by(turn: Turn, made: Made) -> Subject:
    """The product as something to check: where nobody in the unit might but its owner, the level above stands in."""
    alone = not await checkers_of(turn, made)
    return Subject(made.area, made.owner, stands_in=alone)


async def checkers_of(turn: Turn, made: Made) -> list[Recipient]:
    """The officers of the commune who may check it: those who do not speak for its producer."""
    there = await turn.reads.officers_of(sitting_for(turn, made.area), Act.CHECK)
    return await _others(turn, made, there)


async def _others(turn: Turn, made: Made, officers: Sequence[Recipient]) -> list[Recipient]:
    """Those of the officers who do not speak for the producer."""
    own = {member.person for member in await turn.reads.members(made.owner)} if officers else set()
    return [officer for officer in officers if officer.person not in {made.owner, *own}]


async def tell_commune(turn: Turn, made: Made, words: Callable[[Translator], str], door: str, stamp: str) -> int:
    """The officers of the commune in which a product is made; `door` is where "open" leads.

    Whose own it is does not check it: where nobody else is there, or nobody at all, the level above is told.
    """
    return await tell_commune_of(turn, made, made.area, words, door=door, stamp=stamp)


async def tell_commune_of(
    turn: Turn, made: Made, area: str, words: Callable[[Translator], str], *, door: str, stamp: str = ""
) -> int:
    """The same in the commune to which a product comes, or from which it goes; without a `stamp` the door is it."""
    there = await turn.reads.officers_of(sitting_for(turn, area), Act.CHECK)
    officers = await _others(turn, made, there)
    if not officers:
        officers = await staff_above(turn, area)
    return tell_staff(
        turn, officers, words, lambda t: Choice(door, t("notice.open")), stamp=stamp or door, nav=_to_queue
    )


def _to_queue(t: Translator) -> tuple[Choice, ...]:
    """Every notice to an officer leads to what waits."""
    return (Choice("queue", t("menu.queue")),)
