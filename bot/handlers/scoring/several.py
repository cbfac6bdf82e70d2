"""Several things named at once, by number or name: what would be if they were done, and what cannot be done.

The screen that was shown last says what the numbers mean.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.understanding.meaning import Ask
from bot.handlers.scoring import whatif
from bot.handlers.scoring.headline import Way, counted, show, way_of
from bot.handlers.scoring.standing import SheetStanding, rounds, standing
from bot.handlers.scoring.wish import MOST, Wish
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from ocop_domain.criteria.named import NamedItems, named
from ocop_domain.criteria.words import item_title
from ocop_domain.text import fold

_TRY, _WORK, _DROP = "raise", "work", "dropwork"
_MANY = 2
"""Things from which on a text names several."""


async def heard(turn: Turn) -> bool:
    """Does what a text names on a screen of the score; False where it names nothing of it."""
    if turn.said.kind != "text" or not turn.said.text.strip():
        return False
    screen, key, rest = _screen(turn)
    if not screen:
        return False
    words, cannot = _cannot(turn, turn.said.text)
    at = await standing(turn, key)
    if at is None:
        return True
    if screen == _TRY and not cannot:
        return await _try(turn, at, rest, words)
    found = counted(turn, at, Wish.read(rest) if screen != _TRY else Wish(4), await rounds(turn, at))
    if cannot or screen == _DROP:
        return await _drop(turn, found, words)
    return await _several_works(turn, found, words)


def _screen(turn: Turn) -> tuple[str, str, str]:
    """The screen that was shown last, whose sheet it is of, and what was wished or tried so far."""
    for data, _ in turn.person.choices:
        name, _, rest = data.partition(":")
        if name in {_TRY, _WORK, _DROP}:
            key, _, rest = rest.partition(":")
            return name, key, rest.rpartition(":")[0]
    return "", "", ""


def _cannot(turn: Turn, text: str) -> tuple[str, bool]:
    """The words without what says that something cannot be done, and whether that was said."""
    said = fold(text)
    for phrase in sorted(turn.t.words("way.cannot.words"), key=len, reverse=True):
        opening = fold(phrase)
        if said.startswith(f"{opening} "):
            kept = text.split()[len(opening.split()) :]
            return " ".join(kept), True
    return text, False


async def _try(turn: Turn, at: SheetStanding, changes: str, words: str) -> bool:
    """Raises what is named on the copy, each to its highest level or the one that was named."""
    criteria = at.sheet.criteria
    read = named(words, criteria, whatif.listed(at), at.answers)
    if not _is_list(turn, read):
        return False
    changed = whatif.read_changes(criteria, changes)
    at_top, left_out = [], []
    for hit in read.found:
        item = criteria.item(hit.item)
        if at.answers.get(hit.item, 0) >= item.max:
            at_top.append(item_title(item, turn.t.language))
        elif hit.item not in changed and len(changed) >= whatif.MOST_CHANGES:
            left_out.append(item_title(item, turn.t.language))
        else:
            changed[hit.item] = item.max if hit.points is None else hit.points
    lines = _not_taken(turn, at, read)
    lines += [turn.t("try.at_top", items="; ".join(at_top))] if at_top else []
    if left_out:
        lines.append(turn.t("try.left_out", count=whatif.MOST_CHANGES, items="; ".join(left_out)))
    await whatif.choose_item(turn, at.key, whatif.written(criteria, changed), note="\n".join(lines))
    return True


def _is_list(turn: Turn, read: NamedItems) -> bool:
    """Whether the text names anything here; what looks like a question must name nothing else."""
    if isinstance(turn.meaning, Ask) and turn.meaning.shaped and (read.unclear or read.unknown):
        return False
    return bool(read.found or read.unclear)


def _not_taken(turn: Turn, at: SheetStanding, read: NamedItems) -> list[str]:
    """What was not understood, word for word, and what may be meant."""
    t, label = turn.t, at.sheet.criteria.item
    lines = [
        t("try.unclear", words=words, items="; ".join(item_title(label(code), turn.t.language) for code in codes[:3]))
        for words, codes in read.unclear
    ]
    if read.unknown:
        lines.append(t("try.unknown", words="; ".join(read.unknown)))
    return lines


async def _drop(turn: Turn, found: Way, words: str) -> bool:
    """Leaves out what cannot be done, and counts the way anew."""
    criteria, steps = found.at.sheet.criteria, [step.item for step in found.path.steps]
    read = named(words, criteria, steps, {})
    if not _is_list(turn, read):
        return False
    gone = set(found.wish.codes(criteria))
    without, left = found.wish.without, []
    for hit in read.found:
        if hit.item in gone:
            continue
        if len(without) >= MOST:
            left.append(item_title(criteria.item(hit.item), turn.t.language))
            continue
        without = replace(found.wish, without=without).left_out(criteria, hit.item)
        gone.add(hit.item)
    lines = _not_taken(turn, found.at, read)
    names = [item_title(criteria.item(hit.item), turn.t.language) for hit in read.found if hit.item in gone]
    if names:
        lines.insert(0, turn.t("way.dropped", items="; ".join(names)))
    if left:
        lines.append(turn.t("try.left_out", count=MOST // 2, items="; ".join(left)))
    wish = replace(found.wish, without=without)
    show(turn, counted(turn, found.at, wish, found.rounds), "\n".join(lines))
    return True


async def _several_works(turn: Turn, found: Way, words: str) -> bool:
    """What would be if several pieces of work were done: each to the level that the way wants of it."""
    at, steps = found.at, {step.item: step.end for step in found.path.steps}
    read = named(words, at.sheet.criteria, list(steps), at.answers)
    if len(read.found) < _MANY:
        return False
    tops = {hit.item: at.sheet.criteria.item(hit.item).max for hit in read.found}
    changed = {code: steps.get(code, top) for code, top in tops.items()}
    changed = dict(list(changed.items())[: whatif.MOST_CHANGES])
    note = "\n".join(_not_taken(turn, at, read))
    await whatif.choose_item(turn, at.key, whatif.written(at.sheet.criteria, changed), note=note)
    return True


async def choose(turn: Turn, key: str, wished: str, start: int = 0) -> None:
    """Which pieces of work cannot be done: by button, or several at once by number or name."""
    found = await way_of(turn, key, wished)
    if found is None:
        return
    steps, t = found.path.steps, turn.t
    first = start if start < len(steps) else 0
    last = min(first + 5, len(steps))
    criteria = found.at.sheet.criteria
    choices = [
        Choice(
            f"dropwork:{key}:{wished}:{number}",
            t("way.drop", number=number, item=item_title(criteria.item(steps[number - 1].item), turn.t.language)),
        )
        for number in range(first + 1, last + 1)
    ]
    if last < len(steps):
        choices.append(Choice(f"nowork:{key}:{wished}:{last}", t("nav.more")))
    back = Choice(found.wish.data(key), t("nav.back"))
    turn.say(Reply(t("way.cannot_which"), t("way.cannot_title"), tuple(choices), (back,)))


async def drop(turn: Turn, key: str, wished: str, number: int) -> None:
    """One piece of work cannot be done."""
    found = await way_of(turn, key, wished)
    if found is None:
        return
    if 0 < number <= len(found.path.steps):
        await _drop(turn, found, str(number))
        return
    show(turn, found)
