"""Progress of a unit in three lines; behind them its numbers, the plan's list, tables and files."""

from __future__ import annotations

from bot.handlers.dashboard.door import door
from bot.handlers.progress.figures import gather, plans_over
from bot.handlers.progress.tables import DIMENSIONS, Value, far, number_of, quota_words, step_words, summary, table
from bot.handlers.shared.paging import earlier, page, start_of
from bot.handlers.turn import Turn
from bot.handlers.year import late
from bot.messages import Choice, Reply
from bot.records.progress import ProgressFigures
from ocop_domain.rights import Act, Subject, grants_for

LINES = 8
"""Lines of numbers on one screen."""


def units(turn: Turn) -> list[str]:
    """The units of whose progress this person may know: where a role lets them look after others."""
    return list(dict.fromkeys(grant.area for grant in grants_for(turn.person.grants, Act.OVERSEE) if grant.area))


async def figures_of(turn: Turn, unit: str, plan: int) -> ProgressFigures | None:
    """The figures of one unit and plan (its place in `plans_over`); None, and it is said, where it is not theirs."""
    area = turn.areas.find(unit)
    if area is None or not turn.may(Act.OVERSEE, Subject(unit)):
        turn.tell("who.not_yours", turn.button("menu", "menu.back"))
        return None
    plans = plans_over(turn, unit)
    return await gather(turn, turn.reads, unit, plans[plan] if plan < len(plans) else plans[0])


async def show(turn: Turn, unit: str = "", plan: int = 0) -> None:
    """How far the own unit is; with several units, each is a button."""
    own = units(turn)
    if not own:
        turn.tell("who.not_yours", turn.button("menu", "menu.back"))
        return
    found = await figures_of(turn, unit or own[0], plan)
    if found is None:
        return
    at = f"{found.unit}:{plan}"
    overdue = await late.line(turn)
    lines = [headline(turn, found), step_words(found, turn.t), *([overdue] if overdue else [])]
    choices = [
        turn.button(f"numbers:{at}:0", "progress.numbers"),
        turn.button(f"progressby:{at}:area:0", "progress.parts"),
        turn.button(f"progressfiles:{at}", "progress.files"),
        turn.button("reports", "report.all"),
    ]
    if found.planned:
        choices.insert(1, turn.button(f"planlist:{at}:0", "progress.planned"))
    nav = [turn.button("late", "late.title")] if overdue else []
    nav += [*_others(turn, found, own, plan), *door(turn), turn.button("menu", "menu.back")]
    turn.say(Reply("\n".join(lines), title_of(turn, found), tuple(choices), tuple(nav)))


def title_of(turn: Turn, found: ProgressFigures) -> str:
    """Whose progress, in which year."""
    return turn.t("progress.title", unit=turn.areas.get(found.unit).name, year=found.year)


def headline(turn: Turn, found: ProgressFigures) -> str:
    """The three numbers; a commune has rows of a list instead of a quota."""
    if found.quotas or not found.planned:
        return summary(found, turn.t)
    return turn.t(
        "progress.list_line",
        wanted=len(found.planned),
        matched=len(found.compared.matched),
        registered=found.registered,
        recognised=found.recognised,
    )


def _others(turn: Turn, found: ProgressFigures, own: list[str], plan: int) -> list[Choice]:
    """The next plan that holds there and has numbers, and the next unit of this person."""
    choices = []
    plans = plans_over(turn, found.unit)
    other = next((n for n, one in enumerate(plans) if n != plan and (one.quotas or one.targets)), None)
    if other is not None:
        choices.append(Choice(f"progress:{found.unit}:{other}", plans[other].name))
    if len(own) > 1 and found.unit in own:
        following = own[(own.index(found.unit) + 1) % len(own)]
        choices.append(Choice(f"progress:{following}:0", turn.areas.get(following).name))
    return choices


async def numbers(turn: Turn, unit: str, plan: int, start: int) -> None:
    """The quotas and goals that are this unit's matter, each with how far it is."""
    found = await figures_of(turn, unit, plan)
    if found is None:
        return
    t, at = turn.t, f"{unit}:{plan}"
    lines = [quota_words(one, t) for one in found.quotas]
    lines += [
        t(
            "progress.goal_line",
            what=one.goal.what,
            value=one.goal.said or number_of(one.goal.value, t),
            unit=one.goal.unit,
            now=far(one, t),
        )
        for one in found.goals
    ]
    lines = lines or _of_the_list(turn, found)
    here = sorted(turn.areas.reach(found.unit, turn.today))
    unclaimed = await turn.reads.unclaimed_stars(here, turn.today)
    lines += [t("progress.unclaimed", count=t.number(unclaimed))] if unclaimed else []
    start = start_of(start, len(lines))
    shown = page(lines, start, LINES)
    text = "\n".join(shown)
    choices = [Choice(f"numbers:{at}:{start + LINES}", t("nav.more"))] if start + LINES < len(lines) else []
    unknown = max((one.unknown for one in found.goals), default=0)
    if unknown:
        choices.append(turn.button(f"tomark:{at}:0", "progress.to_mark", count=unknown))
    nav = (*_back(turn, start, f"numbers:{at}"), turn.button(f"progress:{at}", "progress.open"))
    turn.say(Reply(text, t("progress.numbers"), tuple(choices), (*nav, turn.button("menu", "menu.back"))))


def _of_the_list(turn: Turn, found: ProgressFigures) -> list[str]:
    """Where the plan gives no number, its list may name products of this unit: a commune is held against those."""
    none = turn.t("progress.no_numbers", document=found.programme.document)
    return [none, headline(turn, found)] if found.planned else [none]


def _back(turn: Turn, start: int, route: str) -> tuple[Choice, ...]:
    return earlier(turn, route, start, LINES + 1)


async def by(turn: Turn, unit: str, plan: int, dimension: str, start: int) -> None:
    """The products of a unit by area, step, star and so on, row by row; a button for each other way."""
    found = await figures_of(turn, unit, plan)
    if found is None:
        return
    t, at = turn.t, f"{unit}:{plan}"
    dimension = dimension if dimension in DIMENSIONS else DIMENSIONS[0]
    made = table(found, dimension, turn, t)
    start = start_of(start, len(made.rows))
    lines = [_row(turn, dimension, row) for row in page(made.rows, start, LINES)]
    lines.append(t("progress.sex_unknown"))
    here = f"progressby:{at}:{dimension}"
    choices = [Choice(f"{here}:{start + LINES}", t("nav.more"))] if start + LINES < len(made.rows) else []
    place = DIMENSIONS.index(dimension)
    others = [DIMENSIONS[(place + n) % len(DIMENSIONS)] for n in range(1, 5 if choices else 6)]
    choices += [turn.button(f"progressby:{at}:{other}:0", f"progress.by.{other}") for other in others]
    nav = (*_back(turn, start, here), turn.button(f"progress:{at}", "progress.open"))
    turn.say(Reply("\n".join(lines), made.title, tuple(choices), (*nav, turn.button("menu", "menu.back"))))


def _row(turn: Turn, dimension: str, row: tuple[Value, ...]) -> str:
    if dimension == "step":
        return turn.t("progress.step_row", name=row[0], count=row[1])
    return turn.t("progress.row", name=row[0], registered=row[1], filed=row[3], recognised=row[5])


async def files(turn: Turn, unit: str, plan: int) -> None:
    """The figures as a picture for the phone and as a workbook."""
    found = await figures_of(turn, unit, plan)
    if found is None:
        return
    made = await turn.papers.progress(found, turn.programmes, language=turn.person.language)
    name = turn.areas.get(unit).bare
    choices = [turn.button(f"progressdoc:{unit}:{plan}", "report.document")]
    if found.level != "commune":
        choices.append(turn.button(f"ministry:{unit}", "ministry.open"))
    choices += [turn.button(f"progress:{unit}:{plan}", "progress.open"), turn.button("menu", "menu.back")]
    turn.say(
        Reply(
            turn.t("progress.files_made", day=turn.t.day(turn.today)),
            title_of(turn, found),
            tuple(choices),
            files=made,
            names=(f"tien-do {name}", f"tien-do {name}"),
        )
    )
