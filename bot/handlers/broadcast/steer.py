"""A broadcast on its way: looked at, stopped, resumed, corrected, taken back; and what recipients answer."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.form import Draft
from bot.conversations.forms.broadcast import AMEND
from bot.handlers.broadcast.progress import message, progress
from bot.handlers.forms import filling
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.broadcast import Broadcast
from bot.writes.broadcast import AnswerBroadcast, ChangeBroadcast, MoveBroadcast
from ocop_domain.broadcasts import ANSWERS, Fate, Phase
from ocop_domain.rights import Act, Subject, grants_for


def may_see(turn: Turn, broadcast: Broadcast) -> bool:
    """Whoever may write to that area may see and steer what was written there; so may a sender still in office."""
    grants = turn.person.grants
    if not grants_for(grants, Act.BROADCAST):
        return False
    if broadcast.person == turn.person.id:
        return True
    area = broadcast.area
    return bool(turn.areas.find(area)) and turn.may(Act.BROADCAST, Subject(area))


async def seen(turn: Turn, broadcast_id: str) -> Broadcast | None:
    """The broadcast, if this person may see it; else says that it is not theirs."""
    found = await turn.reads.broadcast(broadcast_id)
    if found and may_see(turn, found):
        return found
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))
    return None


async def show_if_seen(turn: Turn, broadcast_id: str) -> bool:
    """Shows a broadcast that was sent already; False when there is none, or none of theirs."""
    found = await turn.reads.broadcast(broadcast_id)
    if found is None or not may_see(turn, found):
        return False
    await _show(turn, found, turn.t("cast.sent_already"))
    return True


async def show(turn: Turn, broadcast_id: str) -> None:
    """How it goes, with what can be done about it."""
    if found := await seen(turn, broadcast_id):
        await _show(turn, found)


async def _show(turn: Turn, broadcast: Broadcast, note: str = "") -> None:
    shown = progress(turn.t, broadcast, await turn.reads.tally(broadcast.id), turn.rates)
    text = f"{note}\n\n{shown.text}" if note else shown.text
    nav = (turn.button("sentcasts", "cast.sent"), turn.button("menu", "menu.back"))
    turn.say(shown.with_(text=text, nav=nav))


async def stop(turn: Turn, broadcast_id: str) -> None:
    await _move(turn, broadcast_id, Phase.SENDING, Phase.PAUSED, "cast.stopped")


async def resume(turn: Turn, broadcast_id: str) -> None:
    await _move(turn, broadcast_id, Phase.PAUSED, Phase.SENDING, "cast.resumed")


async def _move(turn: Turn, broadcast_id: str, was: Phase, now: Phase, key: str) -> None:
    found = await seen(turn, broadcast_id)
    if found is None:
        return
    if found.phase is not was or found.taken:
        await _show(turn, found, turn.t("cast.as_it_is"))
        return
    turn.do(MoveBroadcast(found.id, was, now))
    turn.tell(key, turn.button(f"cast:{found.id}", "cast.look"), turn.button("menu", "menu.back"))


# Corrected, taken back


def composed(turn: Turn, broadcast: Broadcast, language: str) -> Reply:
    """What a recipient with this language is shown."""
    unit = turn.areas.find(broadcast.area)
    place = unit.inline if unit else ""
    b = broadcast
    shown = message(turn.texts[language], b.id, b.text, b.files, b.ask, official=b.official, place=place)
    if not b.target.activity:
        return shown
    door = Choice(f"activity:{b.target.activity}", turn.texts[language]("activity.open"))
    return shown.with_(choices=(door,))


async def _standing(turn: Turn, broadcast_id: str) -> Broadcast | None:
    """The broadcast, if it may still be changed; of one that was taken back it is said how it is."""
    found = await seen(turn, broadcast_id)
    if found and (found.taken or found.phase is Phase.TAKEN_BACK):
        await _show(turn, found, turn.t("cast.as_it_is"))
        return None
    return found


async def begin_amend(turn: Turn, broadcast_id: str) -> None:
    """Asks for the text as it should be."""
    found = await _standing(turn, broadcast_id)
    if found is None:
        return
    draft = Draft(
        turn.new_id(),
        AMEND.id,
        AMEND.version,
        turn.programme.id,
        {"cast_text": found.text},
        at="cast_text",
        subject=found.id,
    )
    await filling.enter(turn, draft, turn.t("cast.amend_note"))


async def amended(turn: Turn, draft: Draft) -> None:
    """The new text goes to all who have not got it yet, and in the place of the old one where the platform can."""
    found = await _standing(turn, draft.subject)
    if found is None:
        return
    text = draft.answers["cast_text"]
    if text == found.text:
        await _show(turn, found, turn.t("cast.as_it_is"))
        return
    changed = replace(found, text=text)
    replies = {language: composed(turn, changed, language) for language in turn.texts.languages}
    turn.do(ChangeBroadcast(found.id, found.phase, found.revision, text, replies))
    delivered = (await turn.reads.tally(found.id)).of(Fate.SENT)
    turn.tell(
        "cast.amended_some" if delivered else "cast.amended",
        turn.button(f"cast:{found.id}", "cast.look"),
        turn.button("menu", "menu.back"),
        count=turn.t.number(delivered),
    )


async def ask_take_back(turn: Turn, broadcast_id: str) -> None:
    """Says what taking back can do and what not, and asks once more."""
    found = await _standing(turn, broadcast_id)
    if found is None:
        return
    tally = await turn.reads.tally(found.id)
    delivered = tally.of(Fate.SENT)
    turn.tell(
        "cast.take_back_ask" if tally.of(Fate.SENT, Fate.UNKNOWN, Fate.ATTEMPTING) else "cast.take_back_none",
        turn.button(f"takenback:{found.id}", "cast.take_back_sure"),
        turn.button(f"cast:{found.id}", "cast.take_back_not"),
        count=turn.t.number(delivered),
    )


async def take_back(turn: Turn, broadcast_id: str) -> None:
    """Nobody gets it any more; where it was delivered it is replaced, if the platform can."""
    found = await _standing(turn, broadcast_id)
    if found is None:
        return
    replies = {
        language: composed(turn, found, language).with_(
            text=turn.texts[language]("cast.was_taken_back"), choices=(), files=()
        )
        for language in turn.texts.languages
    }
    turn.do(ChangeBroadcast(found.id, found.phase, found.revision, found.text, replies, take_back=True))
    turn.tell("cast.taken_back", turn.button(f"cast:{found.id}", "cast.look"), turn.button("menu", "menu.back"))


# What recipients say


async def got(turn: Turn, broadcast_id: str) -> None:
    """“I have received it.”"""
    await answer(turn, broadcast_id, "got")


async def answer(turn: Turn, broadcast_id: str, said: str) -> None:
    """A recipient's answer is kept, and may be changed; nobody else's counts."""
    found = await turn.reads.broadcast(broadcast_id)
    before = await turn.reads.answer_of(broadcast_id, turn.person.me.id) if found else None
    if found is None or before is None or said not in ANSWERS[found.ask]:
        turn.tell("cast.not_asked")
    elif found.taken:
        turn.tell("cast.answer_late")
    elif before == said:
        turn.tell("cast.answered_already")
    else:
        turn.do(AnswerBroadcast(found.id, said))
        turn.tell("cast.answer_changed" if before else "cast.thanks")
