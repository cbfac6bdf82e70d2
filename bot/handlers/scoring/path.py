"""The way to a star: the cheapest set of improvements, and what would be if."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.conversations.forms.scoring import EXCLUSIONS
from bot.handlers.scoring.scoring import overview
from bot.handlers.scoring.sheets import STARS, Sheet, application_to_score, describe, for_way, newest, scored
from bot.handlers.shared.dates import holding
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.registration import COUNCIL, SELF
from ocop_domain.applications import Application
from ocop_domain.criteria.effort import ItemEffort, load_effort
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.path import Path, Step, cheapest_path
from ocop_domain.rounds import round_on

MARGIN = 5
NONE = "-"
MOST = 24
"""Characters of a list of items in a button: twelve items, or six changes."""


async def _start(turn: Turn, application_id: str) -> tuple[Application, Sheet] | None:
    """The product and the score to start from: the council's, where there is one."""
    application = await application_to_score(turn, application_id)
    if not application:
        return None
    decision = for_way(turn)
    sheet = await newest(turn, application, decision, (COUNCIL,)) or await newest(turn, application, decision, (SELF,))
    if sheet:
        return application, sheet
    await overview(turn, application_id)
    return None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wished, as it travels in a button: "4" stars, "1" in time for the round, "05" points of margin, then two
    digits for each item that cannot be done ("-" for none)."""

    target: int
    timed: bool
    margin: int
    without: str = ""

    @classmethod
    def read(cls, text: str) -> Wish:
        """The wish in a button; one that cannot be read is the plain one for the highest star."""
        head, rest = text[:4], text[4:].removeprefix(NONE)
        if not (len(head) == 4 and head.isdecimal() and int(head[0]) in STARS and (rest == "" or rest.isdecimal())):
            return cls(STARS[-1], False, 0)
        return cls(int(head[0]), head[1] == "1", min(int(head[2:]), 20), rest)

    def data(self, application: Application, name: str = "way", **changes: Any) -> str:
        wish = replace(self, **changes)
        return f"{name}:{application.id}:{wish.target}{int(wish.timed)}{wish.margin:02d}{wish.without or NONE}"

    def codes(self, criteria: CriteriaSet) -> list[str]:
        """The items that cannot be done."""
        numbers = [int(self.without[i : i + 2]) for i in range(0, len(self.without) - 1, 2)]
        return [criteria.items[n].code for n in numbers if n < len(criteria.items)]


def _path(turn: Turn, application: Application, sheet: Sheet, wish: Wish, by: date | None) -> Path:
    """The cheapest way from this sheet to what is wished, by the day on which it must be done."""
    criteria = sheet.criteria
    return cheapest_path(
        criteria,
        {k: v for k, v in sheet.kept.answers.items() if k in criteria.by_code},
        wish.target,
        load_effort(sheet.criteria.decision).for_set(criteria, turn.programme_of(application).effort),
        days_left=(by - turn.today).days if by else None,
        margin=wish.margin,
        without=wish.codes(criteria),
        clear_stops=True,
        said=sheet.kept.answers.get(EXCLUSIONS) or (),
    )


async def _round(turn: Turn, application: Application) -> date | None:
    """The last day to hand in for the round that comes next; None where nobody knows of one."""
    programme = turn.programme_of(application)
    counts = round_on(programme.around(turn.today), turn.today, await holding(turn, (application.area,), programme))
    return counts.occurrence.last_day if counts and counts.occurrence else None


async def way(turn: Turn, application_id: str, wished: str) -> None:
    """What is needed for the wished star, in the order of work."""
    started = await _start(turn, application_id)
    if not started:
        return
    (application, sheet), wish = started, Wish.read(wished)
    criteria, table, t = sheet.criteria, load_effort(sheet.criteria.decision), turn.t
    ends = await _round(turn, application)
    by = ends if wish.timed else None
    efforts = table.for_set(criteria, turn.programme_of(application).effort)
    path = _path(turn, application, sheet, wish, by)
    lines = [_headline(turn, path, by, wish.margin)]
    if gone := wish.codes(criteria):
        lines.append(t("way.left_out", items="; ".join(criteria.item(code).label for code in gone)))
    if path.unanswered:
        lines.append(t("way.unanswered", count=len(path.unanswered)))
    lines += [_step(turn, n, step, criteria, efforts) for n, step in enumerate(path.steps, 1)]
    lines += [table.notice, t("score.reference")]
    nav = (turn.button(f"result:{application.id}:{sheet.kept.decision}", "way.back"), turn.button("menu", "menu.back"))
    title = t("way.title", star=path.target, product=called(turn.t, application))
    turn.say(Reply("\n\n".join(lines), title, tuple(_options(turn, application, path, wish, ends)), nav))


def _headline(turn: Turn, path: Path, by: date | None, margin: int) -> str:
    t = turn.t
    if path.exclusions:
        return (
            t("score.excluded", reasons="; ".join(e.text for e in path.exclusions))
            + "\n"
            + _work(turn, path, by, margin)
        )
    return _work(turn, path, by, margin)


def _work(turn: Turn, path: Path, by: date | None, margin: int) -> str:
    """How much is to be done, and what it leads to."""
    t = turn.t
    if path.reachable and not path.steps:
        return t("way.nothing", star=path.target)
    if not path.reachable and path.after.star >= path.target:
        return t("way.no_room", star=path.target, points=margin, total=path.after.total, steps=len(path.steps))
    if not path.steps:
        return t("way.unreachable_now", star=path.target, best=path.after.star)
    line = t(
        "way.reachable" if path.reachable else "way.unreachable",
        star=path.target,
        best=path.after.star,
        total=path.after.total,
        before=path.before.total,
        steps=len(path.steps),
        effort=path.effort,
        ready=t.day(turn.today + timedelta(days=path.lead_days)),
    )
    extra = [t("way.by", day=t.day(by))] if by else []
    extra += [t("way.margin", points=margin)] if margin else []
    return "\n".join([line, *extra])


def _step(turn: Turn, number: int, step: Step, criteria: CriteriaSet, efforts: dict[str, ItemEffort]) -> str:
    """One piece of work: from which level to which, points, papers, days, who helps."""
    t, table = turn.t, load_effort(criteria.decision)
    item, effort = criteria.item(step.item), efforts[step.item]
    level = item.level(step.end)
    return t(
        "way.step",
        number=number,
        item=item.label,
        to=level.label if level else "",
        gain=step.gain,
        kind=table.kinds[effort.kind],
        days=step.lead_days,
        effort=step.effort,
        why=effort.reason(step.end),
        proof="; ".join(table.evidence[row] for row in effort.evidence),
        helps=", ".join(table.helpers[name] for name in effort.helpers),
    )


def _options(turn: Turn, application: Application, path: Path, wish: Wish, ends: date | None) -> list[Choice]:
    t = turn.t
    choices = [Choice(wish.data(application, timed=False), t("way.any_time"))] if wish.timed else []
    if ends and not wish.timed:
        choices.append(Choice(wish.data(application, timed=True), t("way.in_time", day=f"{ends:%d/%m}")))
    choices += [
        Choice(wish.data(application, margin=0), t("way.no_margin"))
        if wish.margin
        else Choice(wish.data(application, margin=MARGIN), t("way.with_margin", points=MARGIN)),
    ]
    if path.steps and len(wish.without) < MOST:
        choices.append(Choice(wish.data(application, "without"), t("way.cannot")))
    if wish.without:
        choices.append(Choice(wish.data(application, without=""), t("way.all_again")))
    other = next(star for star in (4, 5, 3) if star != wish.target)
    choices.append(Choice(wish.data(application, target=other), t("way.open", star=other)))
    choices.append(turn.button(f"try:{application.id}:-", "try.open"))
    return choices[:6]


async def choose_without(turn: Turn, application_id: str, wished: str) -> None:
    """Which piece of work this producer cannot do."""
    started = await _start(turn, application_id)
    if not started:
        return
    (application, sheet), wish = started, Wish.read(wished)
    place = {item.code: n for n, item in enumerate(sheet.criteria.items)}
    by = await _round(turn, application) if wish.timed else None
    steps = list(enumerate(_path(turn, application, sheet, wish, by).steps, 1))  # numbered as the plan shows them
    lines = [f"{n}. {sheet.criteria.item(step.item).label}" for n, step in steps]
    choices = [
        Choice(wish.data(application, without=f"{wish.without}{place[step.item]:02d}"), str(n)) for n, step in steps
    ]
    text = "\n\n".join([turn.t("way.cannot_ask"), "\n".join(lines)])
    back = Choice(wish.data(application), turn.t("nav.back"))
    turn.say(Reply(text, choices=tuple(choices), nav=(back,), grid=True))


def _changes(criteria: CriteriaSet, changes: str) -> dict[str, int]:
    """What-if as text: two digits for the item, two for the points, again and again."""
    if not changes.isdecimal() or len(changes) % 4:
        return {}
    pairs = [(int(changes[i : i + 2]), int(changes[i + 2 : i + 4])) for i in range(0, len(changes), 4)]
    return {
        criteria.items[n].code: points
        for n, points in pairs
        if n < len(criteria.items) and points in criteria.items[n].points
    }


async def choose_item(turn: Turn, application_id: str, changes: str) -> None:
    """What would be if: the copy so far, and which item to change next."""
    started = await _start(turn, application_id)
    if not started:
        return
    application, sheet = started
    changed = _changes(sheet.criteria, changes)
    copy = {**sheet.kept.answers, **changed}
    known = "" if changes == NONE else changes
    lines = [turn.t("try.intro")]
    if changed:
        what_if = Sheet(sheet.kept, sheet.criteria, scored(sheet.criteria, copy))
        lines = [turn.t("try.changed", items="; ".join(sheet.criteria.item(c).label for c in changed))]
        lines.append(describe(turn, what_if))
    items = [(n, i) for n, i in enumerate(sheet.criteria.items) if i.code not in changed]
    lines.append("\n".join(f"{n}. {item.label}" for n, (_, item) in enumerate(items, 1)))
    room = len(known) < MOST
    turn.say(
        Reply(
            "\n\n".join(lines),
            turn.t("try.title", product=called(turn.t, application)),
            tuple(Choice(f"raise:{application.id}:{known or NONE}:{n}", str(i)) for i, (n, _) in enumerate(items, 1))
            if room
            else (),
            (
                turn.button(f"try:{application.id}:-", "try.again"),
                turn.button(f"result:{application.id}:{sheet.kept.decision}", "way.back"),
            ),
            grid=True,
        )
    )


async def choose_level(turn: Turn, application_id: str, changes: str, index: int) -> None:
    """To which level the item is raised, or lowered, on the copy."""
    started = await _start(turn, application_id)
    if not started:
        return
    application, sheet = started
    if index >= len(sheet.criteria.items):
        await choose_item(turn, application_id, changes)
        return
    item = sheet.criteria.items[index]
    known = "" if changes == NONE else changes
    choices = []
    for points in item.points:
        level = item.level(points)
        label = level.label if level else turn.t("score.none_reached")
        choices.append(
            Choice(
                f"try:{application.id}:{known}{index:02d}{points:02d}", turn.t("score.level", text=label, points=points)
            )
        )
    nav: Sequence[Choice] = (turn.button(f"try:{application.id}:{changes}", "nav.back"),)
    turn.say(Reply(item.label, turn.t("try.title", product=called(turn.t, application)), tuple(choices), tuple(nav)))
