"""A broadcast from the command line: what it says from a file, whom it is for in words like `role=producer star=3`."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from bot.bootstrap import clock_of, new_id, open_store, programme_of
from bot.conversations.form import Context
from bot.conversations.kinds.sending import Letter
from bot.handlers.broadcast.progress import message
from bot.kit.clock import VIETNAM, day_of
from bot.records.broadcast import Broadcast, Reach
from bot.settings.config import Settings
from bot.settings.plans import programmes_of
from bot.texts import REFERENCE, Texts
from ocop_domain.areas import Areas, load_areas
from ocop_domain.broadcasts import MOST_PHONES, ROLES, STARS, STATES, Phase, ReplyWanted, Target, checked, read_phones
from ocop_domain.errors import Refusal
from ocop_domain.programmes import Programme
from ocop_domain.text import fold

KEYS = ("role", "area", "state", "group", "star", "not-done", "phones")
_MOST_SAID = 20


class Unusable(Exception):  # noqa: N818 - said plainly on the command line
    """What was asked for cannot be sent; the text says why."""


@dataclass(frozen=True, slots=True)
class BroadcastRequest:
    """What the command line asks for."""

    file: Path
    to: str
    official: bool
    ask: str
    at: datetime | None
    send: bool


async def broadcast(settings: Settings, asked: BroadcastRequest) -> list[str]:
    """The lines to print; with `send` a running assistant delivers it from now on."""
    programme, areas, texts, now = programme_of(settings), load_areas(), Texts(), clock_of(settings)()
    today = min(day_of(now), programme.valid_to)  # the units of the programme's own time
    text = _text(asked.file, Context(programme, today, areas, texts[REFERENCE]))
    target = read_target(asked.to, programme, areas, today)
    wished = asked.at.replace(tzinfo=VIETNAM) if asked.at else now
    if wished < now:
        raise Unusable(f"--at {wished:%Y-%m-%d %H:%M}: that has passed")
    planned = Broadcast(
        id=new_id(),
        programme=programme.id,
        area=target.areas[0] if target.areas else _top(programme, areas, today),
        phase=Phase.SCHEDULED,
        text=text,
        files=(),
        ask=_ask(asked.ask),
        official=asked.official,
        target=target,
        person=0,
        send_at=settings.hours.awake(wished),
    )
    store = await open_store(settings)
    try:
        counted = programmes_of(settings).counted(programme.id)
        reach = await store.reach(target, programme, areas, official=asked.official, counted=counted)
        lines = _lines(planned, reach, areas, quiet=planned.send_at != wished)
        if not asked.send:
            return [*lines, "Nothing was sent. To send it: the same with --send in the place of --dry-run."]
        if not reach.count:
            raise Unusable("\n".join([*lines, "Nobody fits: nothing was sent."]))
        unit = areas.find(planned.area)
        replies = {
            language: message(
                texts[language],
                planned.id,
                text,
                (),
                planned.ask,
                official=planned.official,
                place=unit.inline if unit else "",
            )
            for language in texts.languages
        }
        await store.schedule(replace(planned, unmatched=reach.unmatched), replies, now)
    finally:
        await store.close()
    return [*lines, f"Broadcast {planned.id} is in the database: a running assistant delivers it."]


def _text(file: Path, context: Context) -> str:
    try:
        return Letter().parse(file.read_text("utf-8-sig"), context)
    except OSError as error:
        raise Unusable(f"{file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise Unusable(f"{file}: is not UTF-8 text") from None
    except Refusal:
        raise Unusable(f"{file}: a notice has {Letter.min} to {Letter.max} letters") from None


def _ask(word: str) -> ReplyWanted:
    if word not in set(ReplyWanted):
        raise Unusable(f'--ask {word}: choose "got" or "yesno"')
    return ReplyWanted(word)


def _top(programme: Programme, areas: Areas, today: date) -> str:
    """Who may see a broadcast to the whole programme: those of its province."""
    found = areas.search(programme.province, today, level="province", limit=1) if programme.province else []
    return found[0].code if found else ""


def read_target(words: str, programme: Programme, areas: Areas, today: date) -> Target:
    """The target that `key=value` words mean; `Unusable` says which of them is wrong."""
    try:
        pairs = [part.partition("=") for part in shlex.split(words)]
    except ValueError as error:
        raise Unusable(f"--to: {error}") from None
    wrong = [key for key, sign, value in pairs if key not in KEYS or not sign or not value]
    if wrong or not pairs:
        raise Unusable(f"--to: what is {' '.join(wrong) or 'it'}? Write {', '.join(f'{key}=…' for key in KEYS)}")
    given = {key: value for key, _, value in pairs}
    if len(given) < len(pairs):
        raise Unusable("--to: a word stands twice")
    star = given.get("star", "0")
    if star not in {"0", *map(str, STARS)}:
        raise Unusable(f"--to star={star}: stars are {', '.join(map(str, STARS))}")
    duty, _, occurrence = given.get("not-done", "").partition(":")
    target = Target(
        role=given.get("role", "" if "phones" in given else "producer"),
        areas=_area(given["area"], programme, areas, today) if "area" in given else (),
        group=_group(given["group"], programme) if "group" in given else "",
        star=int(star),
        state=given.get("state", ""),
        duty=duty,
        occurrence=occurrence or ("once" if duty else ""),
        phones=_phones(Path(given["phones"])) if "phones" in given else (),
    )
    try:
        return checked(target, programme)
    except Refusal as refusal:
        raise Unusable(f"--to: {_english(refusal)}") from None


def _english(refusal: Refusal) -> str:
    said = Texts()["en"](refusal.code, **refusal.params)
    known = {"target.role": ROLES, "target.state": STATES}
    return f"{said} Choose one of {', '.join(known[refusal.code])}." if refusal.code in known else said


def _area(name: str, programme: Programme, areas: Areas, today: date) -> tuple[str, ...]:
    if found := areas.find(name):
        return (found.code,)
    hits = areas.search(name, today, within=_top(programme, areas, today) or None, limit=6)
    first = fold(name.partition(",")[0])
    exact = [unit for unit in hits if fold(unit.name) == first or fold(areas.label(unit.code)) == fold(name)]
    if len(exact or hits) != 1:
        named = "".join(f"\n  {unit.code}  {areas.label(unit.code)}" for unit in exact or hits)
        raise Unusable(f'--to area="{name}": {"may be several; give the code:" + named if named else "is not known"}')
    return ((exact or hits)[0].code,)


def _group(name: str, programme: Programme) -> str:
    hits = [group for group in programme.product_sets.groups if fold(group) == fold(name)]
    hits = hits or [group for group in programme.product_sets.groups if fold(name) in fold(group)]
    if len(hits) != 1:
        known = "".join(f"\n  {group}" for group in hits or programme.product_sets.groups)
        raise Unusable(f'--to group="{name}": choose one of{known}')
    return hits[0]


def _phones(file: Path) -> tuple[str, ...]:
    try:
        found, strange = read_phones(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"--to phones={file}: {error}") from None
    if strange:
        raise Unusable(f"--to phones={file}: these are no phone numbers: {', '.join(strange[:_MOST_SAID])}")
    if not found:
        raise Unusable(f"--to phones={file}: holds no phone number")
    if len(found) > MOST_PHONES:
        raise Unusable(f"--to phones={file}: holds {len(found)} numbers; {MOST_PHONES} at most")
    return found


def _lines(planned: Broadcast, reach: Reach, areas: Areas, *, quiet: bool) -> list[str]:
    at = planned.send_at.astimezone(VIETNAM)
    lines = [
        f"Recipients:    {reach.count}",
        *(f"  for instance {_named(name, area, areas)}" for name, area in reach.samples),
        f"By channel:    {', '.join(f'{name} {count}' for name, count in sorted(reach.channels.items())) or '–'}",
        f"Unreachable:   {reach.blocked} blocked, {reach.unreachable} on channels not served,"
        f" {reach.nowhere} without any chat",
        f"Leaves:        {at:%Y-%m-%d %H:%M}{' (not at night)' if quiet else ''}",
        f"Kind:          {'official' if planned.official else 'nudge: not to those who turned reminders off'}",
    ]
    if reach.unmatched:
        lines.append(f"Numbers of nobody: {_some(reach.unmatched)}")
    return lines


def _named(name: str, area: str, areas: Areas) -> str:
    return ", ".join(part for part in (name, areas.label(area) if areas.find(area) else "") if part) or "(no name)"


def _some(phones: Sequence[str]) -> str:
    rest = len(phones) - _MOST_SAID
    return ", ".join(phones[:_MOST_SAID]) + (f" and {rest} more" if rest > 0 else "")
