"""What OCOP is for, its principles, who may join and whom the plan prefers, and the documents on which it stands."""

from __future__ import annotations

from bot.handlers.shared.paging import start_of
from bot.handlers.support.seeker import place_of
from bot.handlers.turn import Turn
from bot.messages import Reply
from ocop_domain import cycle

_DOCUMENTS = 3


async def principles(turn: Turn) -> None:
    """The three principles, and how this programme puts its own."""
    t = turn.t
    place = await place_of(turn)
    lines = [f"{number}. {said[t.language]}" for number, said in enumerate(cycle.principles(), 1)]
    if basis := cycle.basis_of(place.programme):
        lines.append(basis.cycle[t.language])
    choices = (
        turn.button("purpose", "cycle.purpose"),
        turn.button("whojoins", "cycle.who_joins"),
        turn.button("documents", "cycle.documents"),
        turn.button("steps", "cycle.open"),
    )
    turn.say(Reply("\n".join(lines), t("cycle.principles"), choices, (turn.button("menu", "menu.back"),)))


async def purpose(turn: Turn) -> None:
    """What OCOP is for."""
    t = turn.t
    lines = [f"• {said[t.language]}" for said in cycle.purpose()]
    choices = (turn.button("whojoins", "cycle.who_joins"), turn.button("support", "aid.open"))
    nav = (turn.button("principles", "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("cycle.purpose"), choices, nav))


async def who_joins(turn: Turn) -> None:
    """Which legal forms may take part in this programme, and which of them come first."""
    t = turn.t
    programme = (await place_of(turn)).programme
    lines = [t("cycle.may_join", forms=_forms(turn, programme.legal_forms))]
    if programme.tourism_legal_forms:
        lines.append(t("cycle.may_join_tourism", forms=_forms(turn, programme.tourism_legal_forms)))
    if basis := cycle.basis_of(programme):
        lines.append(basis.prefers[t.language])
        lines.append(t("aid.by", document=programme.document, source=basis.prefers_source))
    choices = (turn.button("support", "aid.open"), turn.button("documents", "cycle.documents"))
    nav = (turn.button("principles", "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("cycle.who_joins"), choices, nav))


def _forms(turn: Turn, forms: tuple[str, ...]) -> str:
    return ", ".join(turn.t(f"q.legal_form.option.{form}") for form in forms)


async def documents(turn: Turn, start: int = 0) -> None:
    """The decisions and guides on which the programme stands, three at a time, the programme's own first."""
    t = turn.t
    programme = (await place_of(turn)).programme
    basis = cycle.basis_of(programme)
    found = [programme.document, *(f"{each.name}: {each.what}" for each in basis.documents)] if basis else []
    found = found or [programme.document]
    start = start_of(start, len(found))
    lines = [f"{number}. {each}" for number, each in enumerate(found[start : start + _DOCUMENTS], start + 1)]
    rest = start + _DOCUMENTS < len(found)
    choices = (turn.button(f"documents:{start + _DOCUMENTS}", "nav.more"),) if rest else ()
    back = turn.button(f"documents:{max(0, start - _DOCUMENTS)}", "nav.earlier")
    nav = (*((back,) if start else ()), turn.button("principles", "nav.back"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("cycle.documents"), choices, nav))
