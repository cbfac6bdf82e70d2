"""The page "Được hỗ trợ gì?": for what there is help, who gives it, one kind of help whole."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.account import office
from bot.handlers.knowledge import here
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import earlier, few, start_of
from bot.handlers.support.seeker import HelpSought, place_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply, shortened
from ocop_domain.budgets import budget_of
from ocop_domain.cycle import stage_of
from ocop_domain.programmes import Programme
from ocop_domain.support import Support, support_of
from ocop_domain.support_topics import about, ordered, suits, topic

_NEAREST = 2
"""Matters that are shown at once; all others are one tap away."""
_ROWS = 3
_WAYS = 5
"""Buttons of the other ways: with the way back they are six."""
_OF_COMMUNE = "Ủy ban nhân dân xã"


async def show(turn: Turn, application_id: str = "") -> None:
    """What there is help for where the own product stands, and the ways to all the rest."""
    t = turn.t
    place = await place_of(turn, application_id)
    found = ordered(place.programme, place.who)
    if not found:
        turn.tell(
            "aid.none",
            turn.button("myasks", "asks.title"),
            turn.button("trouble", "trouble.button"),
            turn.button("menu", "menu.back"),
            document=place.programme.document,
        )
        return
    lines = [*_standing(turn, place), t("aid.choose", count=len(support_of(place.programme)))]
    choices = [_door(turn, place, each.id, count) for each, count in found[:_NEAREST]]
    choices += [
        turn.button(f"aidall:{place.id}", "aid.all"),
        turn.button("trouble", "trouble.button"),
        turn.button("aidmore", "aid.more"),
    ]
    nav = (turn.button("menu", "menu.back"),)
    turn.say(Reply("\n".join(lines), t("aid.title"), tuple(choices), nav))


def _standing(turn: Turn, place: HelpSought) -> list[str]:
    """Of which product it is told, and in which step that is."""
    t, number = turn.t, place.who.step
    if place.application is None:
        return []
    name = called(t, place.application)
    stage = stage_of(place.programme, number)
    return [t("aid.of_product", name=name, step=number, stage=stage.title) if stage else t("aid.of", name=name)]


def _door(turn: Turn, place: HelpSought, topic_id: str, count: int) -> Choice:
    name = turn.t(f"aid.topic_{topic_id}")
    return Choice(f"aidtopic:{topic_id}:{place.id}", f"{name} ({count})" if count else name)


async def topics(turn: Turn, application_id: str, start: int = 0) -> None:
    """Every matter for which the programme names help, those of the own step first."""
    place = await place_of(turn, application_id)
    doors = [_door(turn, place, each.id, count) for each, count in ordered(place.programme, place.who)]
    start = start_of(start, len(doors))
    route = f"aidall:{place.id}"
    nav = (*earlier(turn, route, start), turn.button("support", "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply(turn.t("aid.which"), turn.t("aid.title"), tuple(few(turn, doors, route, start)), nav))


async def of_topic(turn: Turn, topic_id: str, application_id: str, start: int = 0) -> None:
    """Who helps in one matter with what: what suits the own product first, then the rest with for whom it is."""
    place = await place_of(turn, application_id)
    each = topic(topic_id)
    if each is None:
        await show(turn)
        return
    found = sorted(about(place.programme, each), key=lambda row: not suits(row, place.who))
    title = turn.t(f"aid.topic_{topic_id}")
    await rows(turn, place, found, title, route=f"aidtopic:{topic_id}:{place.id}", start=start)


async def rows(turn: Turn, place: HelpSought, found: Sequence[Support], title: str, *, route: str, start: int) -> None:
    """Three kinds of help at a time, a button for each."""
    t = turn.t
    start = start_of(start, len(found))
    here_ = found[start : start + _ROWS]
    lines = [_line(turn, place, number, row) for number, row in enumerate(here_, start + 1)]
    choices = [
        Choice(f"aid:{row.token}:{place.id}", shortened(f"{n}. {row.what}")) for n, row in enumerate(here_, start + 1)
    ]
    if start + _ROWS < len(found):
        choices.append(turn.button(f"{route}:{start + _ROWS}", "nav.more"))
    back = Choice(f"{route}:{max(0, start - _ROWS)}", t("nav.earlier"))
    nav = (*((back,) if start else ()), turn.button("support", "aid.back"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines) or t("aid.nothing"), title, tuple(choices), nav))


def _line(turn: Turn, place: HelpSought, number: int, row: Support) -> str:
    line = f"{number}. {row.who}: {row.what}."
    return line if suits(row, place.who) else f"{line} {turn.t('aid.not_now', whom=for_whom(turn, row))}"


def for_whom(turn: Turn, row: Support) -> str:
    """For which products and producers help is; "" where it is for all."""
    t = turn.t
    parts = [t("aid.from_stars", star=row.stars)] if row.stars else []
    parts += [t(f"aid.ministry_{row.ministry}")] if row.ministry else []
    parts += [t(f"aid.only_{row.only}")] if row.only else []
    parts += [", ".join(t(f"q.legal_form.option.{form}") for form in row.forms)] if row.forms else []
    return "; ".join(parts)


async def one(turn: Turn, token: str, application_id: str) -> None:
    """One kind of help: who gives it, by which document, until when, for whom; and "I need it"."""
    t = turn.t
    place = await place_of(turn, application_id)
    row = named(place.programme, token)
    if row is None:
        turn.tell("aid.gone", turn.button("support", "aid.back"), turn.button("menu", "menu.back"))
        return
    document = place.programme.document
    lines = [t("aid.who", who=row.who)]
    if row.who.startswith(_OF_COMMUNE) and (area := await here.area_of(turn)):
        lines += filter(None, [await office.contacts(turn, area)])
    if whom := for_whom(turn, row):
        lines.append(t("aid.whom", whom=whom))
    lines.append(t("aid.policy", policy=row.policy) if row.policy else t("aid.no_policy"))
    lines.append(t("aid.by", document=document, source=row.source))
    lines.append(until(turn, place.programme))
    choices = (turn.button(f"need:{row.token}:{place.id}", "aid.need"),) if place.is_producer else ()
    nav = (turn.button("support", "aid.back"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), row.what, choices, nav))


def until(turn: Turn, programme: Programme) -> str:
    """Until when a programme gives what it names."""
    if programme.endless:
        return turn.t("aid.endless")
    day = turn.t.day(programme.valid_to)
    return turn.t("aid.over", day=day) if programme.valid_to < turn.today else turn.t("aid.until", day=day)


def named(programme: Programme, token: str) -> Support | None:
    """The kind of help that a button names."""
    return next((row for row in support_of(programme) if row.token == token), None)


async def more(turn: Turn, start: int = 0) -> None:
    """The other ways into the same: by star, by who helps, by decree, by money; what was asked; and what OCOP is."""
    place = await place_of(turn)
    money = (turn.button("aidmoney", "aid.money"),) if budget_of(place.programme) else ()
    policies = any(row.policy for row in support_of(place.programme))
    ways = (
        turn.button("myasks", "asks.title"),
        turn.button("stars", "aid.stars"),
        turn.button("aidwhos", "aid.by_agency"),
        *((turn.button("aidpolicies", "aid.policies"),) if policies else ()),
        *money,
        turn.button("blankforms", "aid.blank"),
        turn.button("steps", "cycle.open"),
    )
    start = start_of(start, len(ways))
    shown = few(turn, ways, "aidmore", start, _WAYS)
    nav = (*earlier(turn, "aidmore", start, _WAYS), turn.button("support", "aid.back"))
    turn.say(Reply(turn.t("aid.more_ways"), turn.t("aid.title"), tuple(shown), nav))
