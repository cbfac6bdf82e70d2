"""The way to a star in three lines: how far, what holds it back, the earliest round; then what to start with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.conversations.form import FILLED
from bot.handlers.scoring.sheets import stands
from bot.handlers.scoring.standing import LOOK, SheetStanding, path_to, rounds, standing
from bot.handlers.scoring.wish import Wish
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply, shortened
from ocop_domain.criteria.effort import estimates, load_effort
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.path import Path
from ocop_domain.criteria.words import item_short, item_title
from ocop_domain.duties.model import Occurrence

MARGIN = 5
"""Points above the band that are aimed at on wish."""
SHOWN = 3
"""Pieces of work that are buttons of the first screen."""
_LABEL = 60
"""Characters of an item's name in a sentence."""
MONTH = 30


@dataclass(frozen=True, slots=True)
class Way:
    """A way, with what was asked for: the sheet, the wish, and the rounds that are known."""

    at: SheetStanding
    wish: Wish
    path: Path
    rounds: Sequence[Occurrence]

    @property
    def round(self) -> Occurrence | None:
        """The round in time for which everything shall be done; None where no round was asked for."""
        wanted = self.wish.round
        return self.rounds[wanted - 1] if 0 < wanted <= len(self.rounds) else None


async def way_of(turn: Turn, key: str, wished: str) -> Way | None:
    """The way that a button asks for; where there is no sheet yet, that was said here."""
    at = await standing(turn, key)
    if at is None:
        return None
    return counted(turn, at, Wish.read(wished), await rounds(turn, at))


def counted(turn: Turn, at: SheetStanding, wish: Wish, held: Sequence[Occurrence]) -> Way:
    """The way from a sheet to what is wished."""
    by = held[wish.round - 1].last_day if 0 < wish.round <= len(held) else None
    days = (by - turn.today).days if by else None
    path = path_to(at, wish, days)
    return Way(at, wish, path, held)


async def way(turn: Turn, key: str, wished: str) -> None:
    """What is needed for the wished star: three lines, and what to start with."""
    found = await way_of(turn, key, wished)
    if found:
        show(turn, found)


def show(turn: Turn, found: Way, note: str = "") -> None:
    """The screen of a way."""
    t, at = turn.t, found.at
    lines = [note] if note else []
    if found.path.exclusions:
        lines.append(t("way.excluded", reason=found.path.exclusions[0].text))
    lines += [stands(turn, at.sheet), _what_is_missing(turn, found), _when(turn, found)]
    title = t("way.title", star=found.wish.target, product=at.name)
    turn.say(Reply("\n".join(line for line in lines if line), title, tuple(_choices(turn, found)), _nav(turn, found)))


def short(turn: Turn, found: Way, code: str) -> str:
    """An item's name, cut where it is long."""
    label = item_title(found.at.sheet.criteria.item(code), turn.t.language)
    return shortened(label, _LABEL)


def _what_is_missing(turn: Turn, found: Way) -> str:
    """Points and minima between here and the star."""
    path, t, star = found.path, turn.t, found.wish.target
    criteria = found.at.sheet.criteria
    if path.reachable and not path.steps:
        return t("way.enough" if found.at.finished else "way.nothing_so_far", star=star)
    score = found.at.sheet.score
    points = criteria.low(star) + found.wish.margin - score.total
    now = {code: found.at.answers.get(code) for code in criteria.by_code}
    gates = [c for c, least in criteria.required.get(star, {}).items() if (have := now[c]) is not None and have < least]
    names = "; ".join(short(turn, found, code) for code in gates[:2])
    more = len(gates) - 2
    if more > 0:
        names = t("way.and_more", names=names, count=more)
    if not found.at.finished:
        return t("way.musts", star=star, count=len(gates), items=names) if gates else ""
    if gates and points > 0:
        return t("way.points_and_musts", star=star, points=points, count=len(gates), items=names)
    if gates:
        return t("way.musts", star=star, count=len(gates), items=names)
    return t("way.points", star=star, points=points)


def _when(turn: Turn, found: Way) -> str:
    """How much work, and the earliest round; where it cannot be, what stands in the way."""
    path, t, star = found.path, turn.t, found.wish.target
    if not path.reachable:
        return _cannot(turn, found)
    if not path.steps:
        return ""
    _, known = estimates(found.at.sheet.criteria)
    if not known:
        return t("way.work", count=len(path.steps))
    ready = turn.today + timedelta(days=path.lead_days)
    earliest = next((r for r in found.rounds if r.last_day >= ready), None)
    if found.wish.margin:
        return t("way.work_margin", count=len(path.steps), margin=found.wish.margin, day=t.day(ready))
    if earliest:
        return t("way.work_round", count=len(path.steps), star=star, day=t.day(earliest.last_day))
    return t("way.work_months", count=len(path.steps), months=months(path.lead_days))


def months(days: int) -> int:
    """Days as months, as people count them."""
    return max(1, round(days / MONTH))


def _cannot(turn: Turn, found: Way) -> str:
    """Which piece of work is too long, or that no work that is left leads there."""
    t, wish = turn.t, found.wish
    by = found.round
    free = path_to(found.at, wish, None)
    if by and free.reachable:
        longest = max(free.steps, key=lambda step: step.lead_days)
        return t(
            "way.too_long",
            day=t.day(by.last_day),
            item=short(turn, found, longest.item),
            months=months(longest.lead_days),
        )
    if found.path.after.star >= wish.target:
        return t("way.no_room", star=wish.target, points=wish.margin)
    return t("way.impossible", star=wish.target)


def _choices(turn: Turn, found: Way) -> list[Choice]:
    t, wish, key, steps = turn.t, found.wish, found.at.key, found.path.steps
    choices = [work_button(turn, found, number) for number in range(1, min(SHOWN, len(steps)) + 1)]
    if len(steps) > SHOWN:
        choices.append(Choice(wish.data(key, "works"), t("way.all", count=len(steps))))
    by = found.round
    if by and not found.path.reachable and wish.round < len(found.rounds):
        following = found.rounds[wish.round]
        choices.append(_in_time(turn, found, wish.round + 1, following))
    if not found.at.finished and may_answer(turn, found.at):
        choices.append(turn.button(f"more:{key}:{wish.target}", "way.answer_more"))
    if key == LOOK:
        choices.append(turn.button("fromlook", "way.register"))
    elif not (by and not found.path.reachable):
        choices.append(Choice(wish.data(key, "wishes"), t("way.wishes")))
    return choices[:6]


def _in_time(turn: Turn, found: Way, number: int, round_: Occurrence) -> Choice:
    data = found.wish.data(found.at.key, round=number)
    return Choice(data, turn.t("way.in_time", day=f"{round_.last_day:%d/%m/%Y}"))


def may_answer(turn: Turn, at: SheetStanding) -> bool:
    """Whether the questions of this sheet are for whoever presses."""
    return at.application is None or at.application.owner == turn.person.id


def work_button(turn: Turn, found: Way, number: int) -> Choice:
    """A piece of work as a button: its number, its name, what it brings."""
    step = found.path.steps[number - 1]
    name = item_short(found.at.sheet.criteria.item(step.item), turn.t.language)
    text = turn.t("way.work_button", number=number, item=name, gain=step.gain)
    return Choice(f"{found.wish.data(found.at.key, 'work')}:{number}", text)


def _nav(turn: Turn, found: Way) -> tuple[Choice, ...]:
    at = found.at
    back = (
        turn.button("menu", "menu.back")
        if at.key == LOOK
        else turn.button(f"result:{at.key}:{at.sheet.kept.decision}", "way.back")
    )
    return Choice(found.wish.data(at.key, "whyway"), turn.t("way.source_button")), back


async def source(turn: Turn, key: str, wished: str) -> None:
    """By which decision it was counted, and what is an estimate of ours."""
    found = await way_of(turn, key, wished)
    if found is None:
        return
    criteria, t = found.at.sheet.criteria, turn.t
    decision = load_criteria(criteria.decision)
    lines = [t("score.by", decision=decision.number, set=criteria.name)]
    _, known = estimates(criteria)
    lines.append(load_effort(criteria.decision).notice if known else t("way.no_estimates"))
    if not found.at.finished:
        lines.append(t("way.best_assumed"))
    lines += [*decision.gaps, *criteria.gaps, t("score.reference")]
    choices = [Choice(found.wish.data(key), t("nav.back"))]
    if found.at.sheet.kept.answers.get(FILLED):
        choices.insert(0, turn.button(f"known:{key}", "known.open"))
    turn.say(Reply("\n\n".join(lines), choices=tuple(choices)))


async def wishes(turn: Turn, key: str, wished: str) -> None:
    """How else the way can be counted: in time for a round, with room, another star, what would be if."""
    found = await way_of(turn, key, wished)
    if found is None:
        return
    t, wish = turn.t, found.wish
    choices = [
        _in_time(turn, found, number, round_)
        for number, round_ in enumerate(found.rounds[:2], 1)
        if number != wish.round
    ]
    if wish.round:
        choices.append(Choice(wish.data(key, round=0), t("way.any_time")))
    if wish.margin:
        choices.append(Choice(wish.data(key, margin=0), t("way.no_margin")))
    else:
        choices.append(Choice(wish.data(key, margin=MARGIN), t("way.with_margin", points=MARGIN)))
    if wish.without:
        choices.append(Choice(wish.data(key, without=""), t("way.all_again")))
    if found.path.steps:
        choices.append(Choice(wish.data(key, "nowork"), t("way.cannot_open")))
    if found.at.finished:
        choices.append(turn.button(f"try:{key}:-", "try.open"))
    other = next(star for star in (4, 5, 3) if star != wish.target)
    choices.append(Choice(Wish(other).data(key), t("way.open", star=other)))
    back = Choice(wish.data(key), t("nav.back"))
    turn.say(Reply(t("way.wishes_ask"), choices=tuple(choices[:6]), nav=(back,)))
