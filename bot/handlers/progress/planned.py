"""The plan's list in a unit: what of it was registered, what is missing, whom to call on."""

from __future__ import annotations

from bot.handlers.progress.home import figures_of
from bot.handlers.shared.paging import SHOWN, earlier, more, start_of, taken
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.progress import ProgressFigures
from bot.texts import Translator
from bot.writes.people import Notify
from ocop_domain.planned import PlannedProduct
from ocop_domain.planned_matching import producer_likeness
from ocop_domain.progress import TakingPart

SAME = 80
"""From here on a producer in the assistant is called the one that the list names."""


async def show(turn: Turn, unit: str, plan: int, start: int) -> None:
    """How much of the list was registered; the rows that are missing first, each to be opened."""
    found = await figures_of(turn, unit, plan)
    if found is None:
        return
    t, at = turn.t, f"{unit}:{plan}"
    if found.listed is None:
        turn.tell("progress.no_list", turn.button(f"progress:{at}", "progress.open"))
        return
    compared = found.compared
    total = len(compared.missing)
    start = start_of(start, total)
    shown = compared.missing[start : start + taken(start, total, SHOWN - 1)]
    matched = len(compared.matched)
    head = t("progress.list_head", all=len(found.planned), matched=matched, missing=total)
    lines = [
        head if found.planned else t("progress.list_empty", unit=turn.areas.get(found.unit).name),
        *([t("progress.beside", count=len(compared.unplanned))] if compared.unplanned else []),
    ]
    lines += [_line(t, n, row) for n, row in enumerate(shown, start + 1)]
    choices = [Choice(f"planrow:{at}:{place_of(found, row)}", row.product) for row in shown]
    choices += more(turn, f"planlist:{at}", start, total, SHOWN - 1)
    choices.append(turn.button(f"planhere:{at}:0", "progress.registered_ones"))
    nav = (*earlier(turn, f"planlist:{at}", start, SHOWN - 1), turn.button(f"progress:{at}", "progress.open"))
    turn.say(Reply("\n".join(lines), t("progress.planned"), tuple(choices), (*nav, turn.button("menu", "menu.back"))))


def _line(t: Translator, number: int, row: PlannedProduct) -> str:
    producer, place = row.producer or t("progress.nobody"), row.commune or row.area
    return t("progress.missing_row", number=number, product=row.product, producer=producer, place=place)


async def registered(turn: Turn, unit: str, plan: int, start: int) -> None:
    """What of the list was registered, and what was registered beside it; each leads to its product."""
    found = await figures_of(turn, unit, plan)
    if found is None:
        return
    t, at = turn.t, f"{unit}:{plan}"
    rows = [
        (one, t("progress.in_list_row", product=one.product, row=row.product)) for row, one in found.compared.matched
    ]
    rows += [(one, t("progress.beside_row", product=one.product)) for one in found.compared.unplanned]
    start = start_of(start, len(rows))
    shown = rows[start : start + taken(start, len(rows))]
    choices = [Choice(f"p:{one.application}", one.product) for one, _ in shown]
    choices += more(turn, f"planhere:{at}", start, len(rows))
    text = "\n".join(line for _, line in shown) or t("progress.none_registered")
    nav = (*earlier(turn, f"planhere:{at}", start), turn.button(f"planlist:{at}:0", "progress.planned"))
    turn.say(Reply(text, t("progress.registered_ones"), tuple(choices), (*nav, turn.button("menu", "menu.back"))))


async def one(turn: Turn, unit: str, plan: int, place: int) -> None:
    """One row that is missing: of whom, where, and the tap that calls on the producer, where a message reaches them."""
    found = await figures_of(turn, unit, plan)
    row = _row(found, place)
    if found is None:
        return
    if row is None:
        await show(turn, unit, plan, 0)
        return
    t, at = turn.t, f"{unit}:{plan}"
    here = _producer(row, found)
    lines = [t("progress.row_of", kind=t(f"progress.kind.{row.kind}"), year=row.year, source=row.source)]
    lines += [row.producer] if row.producer else []
    lines.append(", ".join(dict.fromkeys(part for part in (row.address, row.commune, row.area) if part)))
    lines.append(_reach(turn, here))
    choices = [turn.button(f"plancall:{at}:{place}", "progress.call")] if here else []
    back = (turn.button(f"planlist:{at}:0", "progress.planned"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), row.product, tuple(choices), back))


def place_of(found: ProgressFigures, row: PlannedProduct) -> int:
    """Where a row stands in the whole list: buttons name it so."""
    return found.listed.planned.index(row) if found.listed else 0


def _row(found: ProgressFigures | None, place: int) -> PlannedProduct | None:
    missing = found.compared.missing if found else ()
    return next((row for row in missing if found and place_of(found, row) == place), None)


def _producer(row: PlannedProduct, found: ProgressFigures) -> TakingPart | None:
    """The producer of that name who uses the assistant in this unit."""
    if not row.producer:
        return None
    likeness = [(producer_likeness(row.producer, one.name), one) for one in found.people]
    best = max(likeness, key=lambda pair: (pair[0], -pair[1].account), default=None)
    return best[1] if best and best[0] >= SAME else None


def _reach(turn: Turn, here: TakingPart | None) -> str:
    if here is None:
        return turn.t("progress.not_here")
    phone = "0" + here.phone.removeprefix("+84") if here.phone else ""
    return turn.t("progress.here_phone", phone=phone) if phone else turn.t("progress.here")


async def call(turn: Turn, unit: str, plan: int, place: int) -> None:
    """Tells the producer that the plan expects the product: once a day at most."""
    found = await figures_of(turn, unit, plan)
    row = _row(found, place)
    here = _producer(row, found) if row and found else None
    if found is None or row is None or here is None:
        if found is not None:
            await one(turn, unit, plan, place)
        return
    for recipient in await turn.reads.told(here.account):
        t = turn.texts[recipient.language]
        notice = Reply(
            t("notice.planned", product=row.product, year=row.year, place=row.commune or row.area),
            t("notice.title"),
            (Choice("register", t(f"menu.register_{found.programme.form}")), Choice("inplan", t("progress.mine"))),
        )
        turn.do(Notify(recipient.person, notice, key=f"planned:{row.id}:{turn.today}:{recipient.person}"))
    at = f"{unit}:{plan}"
    turn.tell(
        "progress.called",
        turn.button(f"planlist:{at}:0", "progress.planned"),
        turn.button("menu", "menu.back"),
        producer=here.name,
    )
