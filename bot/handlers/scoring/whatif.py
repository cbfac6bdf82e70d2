"""What would be if: a copy of a sheet, changed item by item, of which nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.scoring.sheets import Sheet, describe, scored
from bot.handlers.scoring.standing import standing
from bot.handlers.scoring.wish import MOST, NONE
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from ocop_domain.criteria.model import CriteriaSet


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


async def choose_item(turn: Turn, key: str, changes: str) -> None:
    """What would be if: the copy so far, and which item to change next."""
    at = await standing(turn, key)
    if at is None:
        return
    sheet = at.sheet
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
            turn.t("try.title", product=at.name),
            tuple(Choice(f"raise:{key}:{known or NONE}:{n}", str(i)) for i, (n, _) in enumerate(items, 1))
            if room
            else (),
            (
                turn.button(f"try:{key}:-", "try.again"),
                turn.button(f"way:{key}:4000-", "way.open", star=4),
            ),
            grid=True,
        )
    )


async def choose_level(turn: Turn, key: str, changes: str, index: int) -> None:
    """To which level the item is raised, or lowered, on the copy."""
    at = await standing(turn, key)
    if at is None:
        return
    sheet = at.sheet
    if index >= len(sheet.criteria.items):
        await choose_item(turn, key, changes)
        return
    item = sheet.criteria.items[index]
    known = "" if changes == NONE else changes
    choices = []
    for points in item.points:
        level = item.level(points)
        label = level.label if level else turn.t("score.none_reached")
        choices.append(
            Choice(f"try:{key}:{known}{index:02d}{points:02d}", turn.t("score.level", text=label, points=points))
        )
    nav: Sequence[Choice] = (turn.button(f"try:{key}:{changes}", "nav.back"),)
    turn.say(Reply(item.label, turn.t("try.title", product=at.name), tuple(choices), tuple(nav)))
