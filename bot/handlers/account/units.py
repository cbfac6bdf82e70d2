"""A role whose unit is no more: it goes on for the unit that took its place, or the holder says for which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.handlers import menu
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.texts import Translator
from bot.writes import Write
from bot.writes.people import AddGrant, EndGrant, Notify
from ocop_domain.areas import Areas
from ocop_domain.rights import Grant, Role

SHOWN = 6
"""Units that the holder may choose from."""
UNIT = "unit"
"""How a role ended that goes on for another unit."""


def moved_role(person: int, grant: Grant, new: str, *, by: int, t: Translator, areas: Areas) -> list[Write]:
    """The role for the new unit in place of the old one, and what the holder is told."""
    later = replace(grant, area=new)
    text = t("notice.unit_moved", old=areas.label(grant.area), new=areas.label(new))
    notice = Reply(text, t("notice.title"), (Choice("menu", t("menu.back")),))
    return [
        EndGrant(person, grant, 0, UNIT),
        AddGrant(later, by, how=UNIT),
        Notify(person, notice, f"unitmoved:{person}:{grant.role}:{grant.area}:{new}"),
    ]


def told_above(t: Translator, areas: Areas, grant: Grant, new: str) -> Reply:
    """What the level above hears of it."""
    role = t(f"account.role.{grant.role}")
    text = t("notice.unit_moved_below", role=role, old=areas.label(grant.area), new=areas.label(new))
    return Reply(text, t("notice.title"), (Choice("menu", t("menu.back")),))


def asked(t: Translator, areas: Areas, grant: Grant, units: Sequence[str]) -> Reply:
    """The unit was split: for which part does the holder go on?"""
    choices = tuple(Choice(f"myunit:{grant.role}:{grant.area}:{unit}", areas.get(unit).name) for unit in units)
    return Reply(t("notice.unit_split", old=areas.label(grant.area)), t("notice.title"), choices)


async def choose(turn: Turn, role: str, old: str, new: str) -> None:
    """The holder of a role in a unit that was split says for which unit it goes on."""
    grant = next((one for one in turn.person.grants if (one.role, one.area) == (role, old)), None)
    later = {unit.code for unit in turn.areas.successors(old)} if grant else set()
    if grant is None or new not in later:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    person = turn.person.id
    turn.do(*moved_role(person, grant, new, by=0, t=turn.t, areas=turn.areas)[:2])
    grants = tuple(one for one in turn.person.grants if one != grant)
    turn.person = replace(turn.person, grants=(*grants, replace(grant, role=Role(role), area=new)))
    await menu.show(turn, turn.t("notice.unit_moved", old=turn.areas.label(old), new=turn.areas.label(new)))
