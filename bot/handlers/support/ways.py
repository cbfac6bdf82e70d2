"""Other ways to the same help: by the agency that gives it, by the decree that pays, and what a star brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from bot.handlers.shared.paging import earlier, few, start_of
from bot.handlers.support import page
from bot.handlers.support.seeker import place_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from ocop_domain.star_benefits import STARS, StarBenefit, benefits_of
from ocop_domain.support import Support, support_of
from ocop_domain.support_topics import by_agency, by_policy

_BENEFITS = 3

Groups = Mapping[str, tuple[Support, ...]]


def token_of(name: str) -> str:
    """How a button names an agency or a decree: short, and the same after a restart."""
    return blake2b(name.encode(), digest_size=5).hexdigest()


async def agencies(turn: Turn, start: int = 0) -> None:
    """Everybody who helps under this programme."""
    place = await place_of(turn)
    found = by_agency(support_of(place.programme))
    _groups(turn, found, "aidwhos", start, route="aidwho", text=turn.t("aid.which_agency"))


async def agency(turn: Turn, token: str, start: int = 0) -> None:
    """All that one of them does for producers."""
    place = await place_of(turn)
    await _group(turn, by_agency(support_of(place.programme)), "aidwho", token, start)


async def policies(turn: Turn, start: int = 0) -> None:
    """The decrees and resolutions that the programme names."""
    place = await place_of(turn)
    found = by_policy(support_of(place.programme))
    _groups(turn, found, "aidpolicies", start, route="aidpolicy", text=turn.t("aid.which_policy"))


async def policy(turn: Turn, token: str, start: int = 0) -> None:
    """For what one of them may pay, and whom to ask."""
    place = await place_of(turn)
    await _group(turn, by_policy(support_of(place.programme)), "aidpolicy", token, start)


def _groups(turn: Turn, found: Groups, own: str, start: int, *, route: str, text: str) -> None:
    doors = [Choice(f"{route}:{token_of(name)}", name) for name in found]
    start = start_of(start, len(doors))
    nav = (*earlier(turn, own, start), turn.button("support", "aid.back"), turn.button("menu", "menu.back"))
    turn.say(Reply(text if doors else turn.t("aid.nothing"), choices=tuple(few(turn, doors, own, start)), nav=nav))


async def _group(turn: Turn, found: Groups, route: str, token: str, start: int) -> None:
    name = next((name for name in found if token_of(name) == token), "")
    if not name:
        await page.show(turn)
        return
    place = await place_of(turn)
    await page.rows(turn, place, found[name], name, route=f"{route}:{token}", start=start)


async def stars(turn: Turn) -> None:
    """What a star brings: which one?"""
    place = await place_of(turn)
    found = [star for star in STARS if benefits_of(place.programme, star)]
    choices = tuple(turn.button(f"starbrings:{star}", "aid.star", star=star) for star in found)
    nav = (turn.button("support", "aid.back"), turn.button("menu", "menu.back"))
    text = turn.t("aid.which_star") if found else turn.t("aid.no_stars", document=place.programme.document)
    turn.say(Reply(text, turn.t("aid.stars"), choices, nav))


async def star(turn: Turn, number: int, start: int = 0) -> None:
    """What one star brings, three things at a time, with who gives it and where that stands."""
    t = turn.t
    place = await place_of(turn)
    found = benefits_of(place.programme, number)
    if not found:
        await stars(turn)
        return
    start = start_of(start, len(found))
    shown = found[start : start + _BENEFITS]
    lines = [f"{n}. {each.what} ({each.who})." for n, each in enumerate(shown, start + 1)]
    lines.append(t("aid.by", document=place.programme.document, source=_sources(shown)))
    choices = [turn.button(f"starbrings:{number}:{start + _BENEFITS}", "nav.more")]
    others = [turn.button(f"starbrings:{other}", "aid.star", star=other) for other in STARS if other != number]
    choices = [*(choices if start + _BENEFITS < len(found) else []), *others]
    back = turn.button(f"starbrings:{number}:{max(0, start - _BENEFITS)}", "nav.earlier")
    nav = (*((back,) if start else ()), turn.button("support", "aid.back"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("aid.star_title", star=number), tuple(choices), nav))


def _sources(shown: Sequence[StarBenefit]) -> str:
    parts = (part for each in shown for part in each.source.split("; "))
    return "; ".join(dict.fromkeys(parts))
