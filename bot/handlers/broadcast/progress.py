"""How a broadcast goes on, in words and buttons: one message that is changed while it is sent."""

from __future__ import annotations

from collections.abc import Mapping

from bot.messages import Choice, Reply, shortened
from bot.records.broadcast import Broadcast, Tally
from bot.texts import Translator
from ocop_domain.broadcasts import ANSWERS, Fate, Phase, ReplyWanted

_TOLD = (
    *(Fate.SENT, Fate.KEPT, Fate.UNKNOWN, Fate.REFUSED),
    *(Fate.BLOCKED, Fate.UNREACHABLE, Fate.NOWHERE, Fate.STOPPED),
)
EXCERPT = 80
SLOWEST = 25.0
"""Messages a second that any platform takes: what is counted with where no rate is known."""


def excerpt(text: str, most: int = EXCERPT) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text.split())
    return shortened(line, most)


def lasts(t: Translator, seconds: float) -> str:
    """About how long: minutes, or hours."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return t("cast.time.short")
    return t("cast.time.minutes", count=minutes) if minutes < 90 else t("cast.time.hours", count=round(minutes / 60))


def takes(channels: Mapping[str, int], rates: Mapping[str, float]) -> float:
    """Seconds until the last message has left: the channels work side by side."""
    return max((count / rates.get(channel, SLOWEST) for channel, count in channels.items()), default=0)


def counts(t: Translator, broadcast: Broadcast, tally: Tally) -> list[str]:
    """Every count that is not zero, a line each."""
    lines = [t("cast.count.all", count=t.number(tally.count))]
    if tally.open:
        lines.append(t("cast.count.open", count=t.number(tally.open)))
    lines += [t(f"cast.fate.{fate}", count=t.number(tally.of(fate))) for fate in _TOLD if tally.of(fate)]
    lines += [
        t(f"cast.answer.{answer}", count=t.number(tally.answers[answer]))
        for answer in ANSWERS[broadcast.ask]
        if tally.answers.get(answer)
    ]
    answered = sum(tally.answers.values())
    if broadcast.ask is not ReplyWanted.NOTHING and tally.of(Fate.SENT) > answered:
        lines.append(t("cast.count.silent", count=t.number(tally.of(Fate.SENT) - answered)))
    if tally.changing:
        lines.append(t("cast.count.changing", count=t.number(tally.changing)))
    if tally.changed:
        lines.append(
            t("cast.count.emptied" if broadcast.taken else "cast.count.changed", count=t.number(tally.changed))
        )
    if tally.unchanged:
        lines.append(t("cast.count.unchanged", count=t.number(tally.unchanged)))
    return lines


def progress(t: Translator, broadcast: Broadcast, tally: Tally, rates: Mapping[str, float]) -> Reply:
    """The message with its buttons, as things are now."""
    lines = [t("cast.about", text=excerpt(broadcast.text))]
    if broadcast.phase is Phase.SCHEDULED:
        lines.append(t("cast.not_yet"))
    elif broadcast.phase is Phase.SENDING and not broadcast.complete:
        lines.append(t("cast.listing", count=t.number(tally.count)))
    if broadcast.phase is not Phase.SCHEDULED:
        lines += counts(t, broadcast, tally)
    if broadcast.phase is Phase.SENDING and (left := tally.open + tally.changing):
        rate = min(rates.values(), default=SLOWEST)
        lines.append(t("cast.left", time=lasts(t, left / rate)))
    taken = broadcast.taken and broadcast.phase is not Phase.TAKEN_BACK
    title = t("cast.taking_back") if taken else t(f"cast.phase.{broadcast.phase}")
    return Reply("\n".join(lines), title=title, choices=tuple(_buttons(t, broadcast)))


def _buttons(t: Translator, broadcast: Broadcast) -> list[Choice]:
    at, phase, found = broadcast.id, broadcast.phase, []
    if phase is Phase.SENDING and not broadcast.taken:
        found.append(Choice(f"halt:{at}", t("cast.stop")))
    if phase is Phase.PAUSED:
        found.append(Choice(f"goon:{at}", t("cast.resume")))
    if not broadcast.taken:
        found.append(Choice(f"amend:{at}", t("cast.amend")))
        key = "cast.cancel" if phase is Phase.SCHEDULED else "cast.take_back"
        found.append(Choice(f"takeback:{at}", t(key)))
    if phase is not Phase.SCHEDULED:
        found.append(Choice(f"ledger:{at}", t("cast.ledger")))
    return found


def message(
    t: Translator, broadcast_id: str, text: str, files: tuple[str, ...], ask: ReplyWanted, *, official: bool, place: str
) -> Reply:
    """What a recipient is shown: the office's words as they are, buttons and title in the own language."""
    title = t("notice.title")
    if place:
        title = t("cast.title.official" if official else "cast.title.nudge", place=place)
    names = tuple(f"thong-bao-{n}" for n, _ in enumerate(files, 1))
    return Reply(text, title=title, choices=answers(t, broadcast_id, ask), files=files, names=names)


def answers(t: Translator, broadcast_id: str, ask: ReplyWanted) -> tuple[Choice, ...]:
    """The buttons with which a recipient answers."""
    if ask is ReplyWanted.GOT:
        return (Choice(f"got:{broadcast_id}", t("cast.got")),)
    if ask is ReplyWanted.YES_NO:
        return (
            Choice(f"say:{broadcast_id}:yes", t("option.yes")),
            Choice(f"say:{broadcast_id}:no", t("option.no")),
        )
    return ()
