"""A producer looks whether a product stands in the plan's list of this year."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.progress import PLANNED
from bot.handlers.forms import filling
from bot.handlers.progress import marks
from bot.handlers.progress.figures import places_of, plans_over
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from ocop_domain.applications import Application
from ocop_domain.planned import PlannedProduct
from ocop_domain.planned_matching import is_of, look_up
from ocop_domain.programmes import Programme

SHOWN = 4
"""Rows of the list that are shown for one name."""


async def unit_of(turn: Turn) -> str:
    """Where this person makes something; "" where nobody knows it."""
    own = await turn.reads.applications_over_years(turn.person.id)
    return turn.person.makes_in or (own[0].area if own else "")


def plan_with_list(turn: Turn, unit: str) -> Programme | None:
    """The plan over a unit that lists products, the one that leads first; without a unit what leads here."""
    plans = plans_over(turn, unit) if unit else [turn.programme]
    return next((plan for plan in plans if plan.planned), None)


async def show(turn: Turn) -> None:
    """Each own product with its row, then the way to look for another name."""
    unit = await unit_of(turn)
    plan = plan_with_list(turn, unit)
    if plan is None:
        turn.tell("planned.no_list", turn.button("mine", "menu.mine"), turn.button("menu", "menu.back"))
        return
    text = await own_lines(turn, plan, unit) or turn.t("planned.ask_name", year=plan.nearest_year(turn.today))
    choices = [turn.button("planname", "planned.other_name"), turn.button("register", f"menu.register_{plan.form}")]
    choices += await marks.door(turn)
    turn.say(Reply(text, turn.t("progress.mine"), tuple(choices), (turn.button("menu", "menu.back"),)))


async def own_lines(turn: Turn, plan: Programme, unit: str) -> str:
    """A line for each own product that is under way; "" where there is none."""
    own = await turn.reads.applications_over_years(turn.person.id)
    return "\n".join(_own_line(turn, plan, one) for one in own[:3] if one.open)


def _own_line(turn: Turn, plan: Programme, one: Application) -> str:
    rows = _near(turn, plan, look_up(plan.planned, one.name, one.producer_name), one.area)
    year = plan.nearest_year(turn.today)
    if not rows:
        return turn.t("planned.not_in", name=one.name, year=year)
    own = [row for row in rows if is_of(row, one.producer_name)]
    best = next((row for row in own or rows if row.year == year), (own or rows)[0])
    if own:
        return turn.t("planned.is_in", name=one.name, row=best.product, year=best.year)
    return turn.t("planned.of_another", name=one.name, row=best.product, producer=best.producer, year=best.year)


def _near(turn: Turn, plan: Programme, rows: tuple[PlannedProduct, ...], unit: str) -> list[PlannedProduct]:
    """Those of the same district or commune; of somebody without a place all, as they are."""
    if not unit:
        return list(rows)
    places = places_of(turn, plan)
    return [row for row in rows if turn.reaches(places.unit_of(row.area), unit)]


async def ask_name(turn: Turn) -> None:
    """Asks for the name of a product."""
    await filling.enter(turn, Draft(turn.new_id(), PLANNED.id, PLANNED.version, turn.programme.id))


async def asked(turn: Turn, draft: Draft) -> None:
    """The rows that may be meant, those of the own district first."""
    name, unit = str(draft.answers["planned_name"]), await unit_of(turn)
    plan = plan_with_list(turn, unit)
    if plan is None:
        await show(turn)
        return
    found = look_up(plan.planned, name)
    near = _near(turn, plan, found, unit)
    rows = [*near, *(row for row in found if row not in near)]
    year = plan.nearest_year(turn.today)
    lines = [turn.t("planned.found", name=name, count=len(rows), year=year)] if rows else []
    lines += [_row(turn, row) for row in rows[:SHOWN]]
    lines = lines or [turn.t("planned.not_found", name=name, document=plan.document)]
    choices = (
        turn.button("register", f"menu.register_{plan.form}"),
        turn.button("planname", "planned.other_name"),
        Choice("menu", turn.t("menu.back")),
    )
    turn.say(Reply("\n".join(lines), turn.t("progress.mine"), choices))


def _row(turn: Turn, row: PlannedProduct) -> str:
    of = ", ".join(part for part in (row.producer, row.commune, row.area) if part)
    return turn.t("planned.row", product=row.product, of=of, year=row.year)
