"""How far a producer's plan is, what holds it up, and which help is needed: for the officer who follows it."""

from __future__ import annotations

from bot.handlers.dossier.contents import sections_of
from bot.handlers.knowledge import passing
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import SHOWN
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply, shortened
from bot.records.inquiries import Inquiry
from bot.records.registration import PlanPart
from ocop_domain.applications import Application
from ocop_domain.plan import state_of
from ocop_domain.rights import Act, Subject

_LAST = 30
"""So many of what the producer has asked are looked through, the newest first."""


async def show(turn: Turn, application_id: str) -> None:
    """Sections that are done, begun, blocked and why; then what was told and needed for this product."""
    t = turn.t
    application = await turn.reads.application(application_id)
    if application is None or not turn.may_on(Act.SEE, application):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    _, asked = await turn.reads.inquiries_of(application.owner, _LAST)
    told = [one for one in asked if one.about == application.id][:SHOWN]
    lines = await _plan(turn, application)
    lines += [f"• {one.words}. {passing.standing(turn, one)}" for one in told[:2]]
    choices = tuple(_door(one) for one in told if _may_open(turn, one))
    nav = (turn.button(f"p:{application.id}", "product.open"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("plan.followed", product=called(t, application)), choices, nav))


def _door(one: Inquiry) -> Choice:
    return Choice(f"inquiry:{one.id}", shortened(one.words))


def _may_open(turn: Turn, one: Inquiry) -> bool:
    return turn.may(Act.ANSWER, Subject(one.area, one.person))


async def _plan(turn: Turn, application: Application) -> list[str]:
    t = turn.t
    sections = sections_of(turn, application)
    plan = await turn.reads.plan_of(application.id)
    parts = [plan.get(section.id) or PlanPart(section.id, {}) for section in sections]
    states = [state_of(section, part.answers, part.reason) for section, part in zip(sections, parts, strict=True)]
    lines = [t("plan.progress", done=states.count("done"), all=len(sections))]
    held_up = [part for part in parts if part.reason]
    lines += [t("plan.followed_blocked", section=t(f"plan.section.{p.section}"), reason=p.reason) for p in held_up]
    return lines
