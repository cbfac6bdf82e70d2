"""The steps: where the own product is, as a picture and in words; each step, with what everybody does in it."""

from __future__ import annotations

from datetime import date

from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import start_of
from bot.handlers.support.seeker import HelpSought, place_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.cycle import CycleData, CycleStep
from bot.texts import Translator
from ocop_domain.cycle import STEPS, WHO, duties_in, stage_of, step
from ocop_domain.duties.model import Duty

_DUTIES = 3


async def show(turn: Turn) -> None:
    """All steps; of the own product the one in which it is, and what is done in it."""
    t = turn.t
    place = await place_of(turn)
    stages = place.programme.stages
    if not stages:
        turn.tell("cycle.none", turn.button("menu", "menu.back"), document=place.programme.document)
        return
    steps = tuple(CycleStep(each.step, each.title, _period(t, each.opens, each.due)) for each in stages)
    name = called(t, place.application) if place.application else ""
    data = CycleData(place.programme.name, name, place.who.step, steps)
    file = await turn.papers.cycle(data, language=turn.person.language)
    doors = [Choice(f"step:{each.number}", f"{each.number}. {each.title}") for each in steps]
    nav = (turn.button("principles", "cycle.principles"), turn.button("menu", "menu.back"))
    text = "\n".join(_standing(turn, place, steps))
    turn.say(Reply(text, t("cycle.title"), tuple(doors), nav, files=(file,), names=(t("cycle.file"),)))


def _standing(turn: Turn, place: HelpSought, steps: tuple[CycleStep, ...]) -> list[str]:
    """The same as the picture says, for whoever does not see it."""
    t, number = turn.t, place.who.step
    known = [each for each in steps if each.number == number]
    if place.application is None or not known:
        return [t("cycle.all", steps="; ".join(f"{each.number}. {each.title}" for each in steps))]
    said = step(number)
    here = t("cycle.here", name=called(t, place.application), step=number, stage=known[0].title)
    return [here, t("cycle.you", what=said.you[t.language])]


async def one(turn: Turn, number: int) -> None:
    """One step: what it is, when, and who does what in it under this programme."""
    t = turn.t
    place = await place_of(turn)
    stage = stage_of(place.programme, number)
    if number not in STEPS or stage is None:
        await show(turn)
        return
    said = step(number)
    lines = [said.what[t.language], t("cycle.you", what=said.you[t.language])]
    if period := _period(t, stage.opens, stage.due):
        lines.append(t("cycle.when", period=period))
    doors = [(role, len(duties_in(place.programme, number, role))) for role in WHO]
    choices = tuple(
        turn.button(f"stepof:{number}:{role}", f"cycle.of_{role}", count=count) for role, count in doors if count
    )
    nav = (turn.button("steps", "cycle.open"), turn.button(f"stepsource:{number}", "ask.source"))
    turn.say(Reply("\n".join(lines), t("cycle.step_title", step=number, stage=stage.title), choices, nav))


async def of(turn: Turn, number: int, role: str, start: int = 0) -> None:
    """What the producer, the commune, the district or the province does in a step, three things at a time."""
    t = turn.t
    place = await place_of(turn)
    found = duties_in(place.programme, number, role) if role in WHO else ()
    if not found:
        await show(turn)
        return
    start = start_of(start, len(found))
    shown = found[start : start + _DUTIES]
    lines = [_line(turn, duty, role) for duty in shown]
    route = f"stepof:{number}:{role}"
    rest = start + _DUTIES < len(found)
    choices = (turn.button(f"{route}:{start + _DUTIES}", "nav.more"),) if rest else ()
    back = turn.button(f"{route}:{max(0, start - _DUTIES)}", "nav.earlier")
    nav = (*((back,) if start else ()), turn.button(f"step:{number}", "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t(f"cycle.title_{role}", step=number), choices, nav))


def _line(turn: Turn, duty: Duty, role: str) -> str:
    """One duty with its time; whose help it is, where another leads."""
    t = turn.t
    period = _period(t, duty.opens, duty.due)
    line = t("cycle.duty_dated", duty=duty.title, period=period) if period else t("cycle.duty", duty=duty.title)
    return line if duty.role == role else f"{line} {t('cycle.helps')}"


def _period(t: Translator, opens: date | None, last: date | None) -> str:
    """A time in words; "" where nobody names one."""
    first, end = (f"{day:%d/%m/%Y}" if day else "" for day in (opens, last))
    if first and end and first != end:
        return t("cycle.from_to", opens=first, last=end)
    if end:
        return t("cycle.until", last=end)
    return t("cycle.from", opens=first) if first else ""


async def source(turn: Turn, number: int) -> None:
    """On what a step stands."""
    place = await place_of(turn)
    stage = stage_of(place.programme, number)
    if stage is None:
        await show(turn)
        return
    turn.tell(
        "ask.from", turn.button(f"step:{number}", "nav.back"), source=f"{place.programme.document}, {stage.source}"
    )
