"""What would be if: a copy of a sheet, changed item by item or several at once, of which nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.handlers.scoring.sheets import Sheet, scored, stands
from bot.handlers.scoring.standing import SheetStanding, standing
from bot.handlers.scoring.wish import MOST, NONE
from bot.handlers.shared.paging import start_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply, shortened
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.words import item_short, item_title

_SHOWN = 5
_A_CHANGE = 4
"""Digits of one change."""
MOST_CHANGES = MOST // _A_CHANGE


def read_changes(criteria: CriteriaSet, changes: str) -> dict[str, int]:
    """What-if as text: two digits for the item, two for the points, again and again."""
    if not changes.isdecimal() or len(changes) % _A_CHANGE:
        return {}
    pairs = [(int(changes[i : i + 2]), int(changes[i + 2 : i + 4])) for i in range(0, len(changes), _A_CHANGE)]
    return {
        criteria.items[n].code: points
        for n, points in pairs
        if n < len(criteria.items) and points in criteria.items[n].points
    }


def written(criteria: CriteriaSet, changes: Mapping[str, int]) -> str:
    """Changes as the text of a button."""
    places = {item.code: n for n, item in enumerate(criteria.items)}
    return "".join(f"{places[code]:02d}{points:02d}" for code, points in changes.items()) or NONE


def listed(at: SheetStanding) -> list[str]:
    """The items that can be raised: their places are the numbers, whatever was tried since."""
    now = at.answers
    return [item.code for item in at.sheet.criteria.items if now.get(item.code, 0) < item.max]


def total_with(at: SheetStanding, changes: Mapping[str, int]) -> Sheet:
    """The sheet as it would be."""
    answers = {**at.sheet.kept.answers, **changes}
    return Sheet(at.sheet.kept, at.sheet.criteria, scored(at.sheet.criteria, answers))


def gain(at: SheetStanding, changes: Mapping[str, int]) -> int:
    """By how much the total would grow, or fall."""
    return total_with(at, changes).score.total - at.sheet.score.total


async def choose_item(turn: Turn, key: str, changes: str, start: int = 0, note: str = "") -> None:
    """What would be if: the copy so far, and which items to change next."""
    at = await standing(turn, key)
    if at is None:
        return
    criteria, t = at.sheet.criteria, turn.t
    changed = read_changes(criteria, changes)
    known = written(criteria, changed)
    lines = [note] if note else []
    lines += [_outcome(turn, at, changed)] if changed else [t("try.intro")]
    items = listed(at)
    start = start_of(start, len(items))
    choices = [_raise_button(turn, at, known, number) for number in range(start + 1, len(items) + 1)][:_SHOWN]
    if start + _SHOWN < len(items):
        choices.append(Choice(f"try:{key}:{known}:{start + _SHOWN}", t("nav.more")))
    nav = [turn.button(f"way:{key}:4000-", "way.open", star=4)]
    if changed:
        nav.insert(0, turn.button(f"try:{key}:-", "try.again"))
    turn.say(Reply("\n\n".join(lines), t("try.title", product=at.name), tuple(choices), tuple(nav)))


def _outcome(turn: Turn, at: SheetStanding, changed: Mapping[str, int]) -> str:
    """What each change brings, and all together."""
    t, criteria = turn.t, at.sheet.criteria
    lines = [t("try.changed")]
    for code, points in changed.items():
        level = criteria.item(code).level(points)
        label = level.label if level else t("score.none_reached")
        alone = gain(at, {code: points})
        lines.append(
            t(
                "try.line",
                item=item_title(criteria.item(code), turn.t.language),
                gain=f"{alone:+d}",
                level=_short(label),
            )
        )
    after = total_with(at, changed)
    together = gain(at, changed)
    lines.append(t("try.together", gain=f"{together:+d}", before=at.sheet.score.total, after=after.score.total))
    lines.append(stands(turn, after))
    return "\n".join(lines)


def _short(text: str) -> str:
    return shortened(text, 40)


def _raise_button(turn: Turn, at: SheetStanding, known: str, number: int) -> Choice:
    """An item by its number and name, and what its highest level brings."""
    code = listed(at)[number - 1]
    item = at.sheet.criteria.item(code)
    place = at.sheet.criteria.items.index(item)
    more = gain(at, {code: item.max})
    name = item_short(item, turn.t.language)
    label = turn.t("way.work_button", number=number, item=name, gain=more)
    return Choice(f"raise:{at.key}:{known}:{place}", label)


async def choose_level(turn: Turn, key: str, changes: str, index: int) -> None:
    """To which level the item is raised, or lowered, on the copy."""
    at = await standing(turn, key)
    if at is None:
        return
    criteria = at.sheet.criteria
    if index >= len(criteria.items):
        await choose_item(turn, key, changes)
        return
    item = criteria.items[index]
    changed = read_changes(criteria, changes)
    others = {code: points for code, points in changed.items() if code != item.code}
    if len(others) >= MOST_CHANGES:
        await choose_item(turn, key, changes, note=turn.t("try.full", count=MOST_CHANGES))
        return
    choices = []
    for points in item.points:
        level = item.level(points)
        label = level.label if level else turn.t("score.none_reached")
        data = f"try:{key}:{written(criteria, {**others, item.code: points})}"
        choices.append(Choice(data, turn.t("score.level", text=label, points=points)))
    nav: Sequence[Choice] = (turn.button(f"try:{key}:{changes}", "nav.back"),)
    turn.say(Reply(item_title(item, turn.t.language), turn.t("try.title", product=at.name), tuple(choices), tuple(nav)))
