"""What became of a broadcast: counts, picture, table, who is silent, whom to send it again, whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.handlers.broadcast import steer
from bot.handlers.broadcast.compose import local, own_areas
from bot.handlers.broadcast.progress import counts, excerpt
from bot.handlers.shared.paging import earlier
from bot.handlers.turn import Turn
from bot.kit.clock import day_of
from bot.messages import MAX_BUTTON, Choice, Reply
from bot.records.broadcast import Broadcast, LedgerLine
from bot.writes.broadcast import SendAgain
from ocop_domain.broadcasts import NOT_SURELY, Fate, Phase, ReplyWanted

LISTED = 5
NAMED = 30
"""Names in one message: more are in the table."""


async def sent(turn: Turn, start: int = 0) -> None:
    """The broadcasts of the own areas, the newest first."""
    own = own_areas(turn)
    if not own:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    areas = turn.areas.within(own, turn.today).units
    found = await turn.reads.broadcasts_in(areas, turn.person.id, start, LISTED + 1)
    t = turn.t
    back = (turn.button("broadcast", "menu.broadcast"), turn.button("menu", "menu.back"))
    nav = (*earlier(turn, "sentcasts", start, LISTED + 1), *back)
    if not found:
        turn.say(Reply(t("cast.none_sent"), t("cast.sent"), (), nav))
        return
    shown = found[:LISTED]
    lines = [
        t("cast.line", number=n, day=f"{_day(b):%d/%m/%Y}", text=excerpt(b.text), phase=t(f"cast.phase.{b.phase}"))
        for n, b in enumerate(shown, start + 1)
    ]
    choices = [
        Choice(f"cast:{b.id}" if b.phase is Phase.SCHEDULED else f"ledger:{b.id}", excerpt(b.text, MAX_BUTTON - 1))
        for b in shown
    ]
    if len(found) > LISTED:
        choices.append(turn.button(f"sentcasts:{start + LISTED}", "nav.more"))
    turn.say(Reply("\n".join(lines), t("cast.sent"), tuple(choices), nav))


def _day(broadcast: Broadcast) -> date:
    return day_of(broadcast.began or broadcast.send_at)


async def show(turn: Turn, broadcast_id: str) -> None:
    """The counts, and what can be done about those who do not have it."""
    found = await steer.seen(turn, broadcast_id)
    if found is None:
        return
    t = turn.t
    tally = await turn.reads.tally(found.id)
    lines = [t("cast.about", text=excerpt(found.text)), t(f"cast.phase.{found.phase}"), *counts(t, found, tally)]
    if found.unmatched:
        lines.append(t("cast.count.unmatched", count=len(found.unmatched)))
    choices = []
    silent = tally.of(Fate.SENT) - sum(tally.answers.values())
    if found.ask is not ReplyWanted.NOTHING and silent > 0:
        choices.append(turn.button(f"silent:{found.id}", "ledger.silent"))
    if not found.taken and found.phase is not Phase.SCHEDULED:
        if again := await turn.reads.again(found.id):
            choices.append(turn.button(f"resend:{found.id}", "ledger.again", count=again))
        if other := await turn.reads.again(found.id, elsewhere=True):
            choices.append(turn.button(f"elsewhere:{found.id}", "ledger.elsewhere", count=other))
    if tally.of(*NOT_SURELY) or found.unmatched:
        choices.append(turn.button(f"phoning:{found.id}", "ledger.phoning"))
    if found.phase is not Phase.SCHEDULED:
        choices.append(turn.button(f"tocall:{found.id}", "calls.open"))
    choices.append(turn.button(f"ledgerfiles:{found.id}", "ledger.files"))
    choices.append(turn.button(f"cast:{found.id}", "ledger.steer"))
    nav = (turn.button("sentcasts", "cast.sent"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("cast.ledger"), tuple(choices), nav))


async def files(turn: Turn, broadcast_id: str) -> None:
    """The ledger as a picture, and as a table with a row for each recipient."""
    found = await steer.seen(turn, broadcast_id)
    if found is None:
        return
    language = turn.person.language
    tally = await turn.reads.tally(found.id)
    picture = await turn.papers.ledger_picture(found, tally, today=turn.today, language=language)
    table = await turn.papers.ledger_table(found, await turn.reads.ledger(found.id), language=language)
    turn.say(
        Reply(
            turn.t("ledger.here"),
            turn.t("cast.ledger"),
            (turn.button(f"ledger:{found.id}", "cast.ledger"), turn.button("menu", "menu.back")),
            files=(picture, table),
            names=("so-theo-doi", "so-theo-doi"),
        )
    )


async def silent(turn: Turn, broadcast_id: str, after: int = 0) -> None:
    """Who has it and has not answered."""
    found = await steer.seen(turn, broadcast_id)
    if found is None:
        return
    lines = await turn.reads.ledger(found.id, (Fate.SENT,), unanswered=True, limit=NAMED + 1, after=after)
    await _list(turn, found, "silent", lines, ())


async def phoning(turn: Turn, broadcast_id: str, after: int = 0) -> None:
    """Names and numbers of those who do not have it, or of whom nobody knows; and numbers that are nobody's."""
    found = await steer.seen(turn, broadcast_id)
    if found is None:
        return
    lines = await turn.reads.ledger(found.id, NOT_SURELY, limit=NAMED + 1, after=after)
    await _list(turn, found, "phoning", lines, () if after else found.unmatched)


async def _list(
    turn: Turn, broadcast: Broadcast, route: str, found: Sequence[LedgerLine], unmatched: Sequence[str]
) -> None:
    t = turn.t
    titles = {"silent": t("ledger.silent_title"), "phoning": t("ledger.phoning_title")}
    lines = [f"• {_who(turn, line)}" for line in found[:NAMED]]
    if unmatched:
        lines.append(t("ledger.strangers", numbers=", ".join(local(phone) for phone in unmatched)))
    text = "\n".join(lines) or t("ledger.nobody")
    choices = [turn.button(f"ledgerfiles:{broadcast.id}", "ledger.files")]
    if len(found) > NAMED:  # pages part between people
        choices.insert(0, turn.button(f"{route}:{broadcast.id}:{found[NAMED - 1].person}", "nav.more"))
    nav = (turn.button(f"ledger:{broadcast.id}", "cast.ledger"), turn.button("menu", "menu.back"))
    turn.say(Reply(text, titles[route], tuple(choices), nav))


def _who(turn: Turn, line: LedgerLine) -> str:
    unit = turn.areas.find(line.area)
    parts = [line.name or ("" if unit else turn.t("who.unnamed")), unit.name if unit else ""]
    text = ", ".join(part for part in parts if part)
    if line.fate is Fate.SENT:
        return text
    phone = local(line.phone) if line.phone else turn.t("ledger.no_phone")
    return f"{text}: {phone} ({turn.t(f'fate.{line.fate}')})"


async def again(turn: Turn, broadcast_id: str) -> None:
    """Once more to those whom it surely did not reach, never to those of whom nobody knows."""
    await _again(turn, broadcast_id, elsewhere=False)


async def ask_elsewhere(turn: Turn, broadcast_id: str) -> None:
    """Says plainly that some may get it twice, and asks."""
    found = await steer.seen(turn, broadcast_id)
    if found is None:
        return
    count = await turn.reads.again(found.id, elsewhere=True)
    unknown = (await turn.reads.tally(found.id)).of(Fate.UNKNOWN)
    turn.tell(
        "ledger.elsewhere_twice" if unknown else "ledger.elsewhere_ask",
        turn.button(f"byother:{found.id}", "ledger.elsewhere_sure"),
        turn.button(f"ledger:{found.id}", "cast.ledger"),
        count=turn.t.number(count),
    )


async def elsewhere(turn: Turn, broadcast_id: str) -> None:
    await _again(turn, broadcast_id, elsewhere=True)


async def _again(turn: Turn, broadcast_id: str, *, elsewhere: bool) -> None:
    found = await steer.seen(turn, broadcast_id)
    if found is None:
        return
    count = await turn.reads.again(found.id, elsewhere=elsewhere)
    look, back = turn.button(f"ledger:{found.id}", "cast.ledger"), turn.button("menu", "menu.back")
    if not count or found.taken or found.phase is Phase.SCHEDULED:
        turn.tell("ledger.nobody_again", look, back)
        return
    turn.do(SendAgain(found.id, elsewhere=elsewhere))
    turn.tell("ledger.again_set", look, back, count=turn.t.number(count))
