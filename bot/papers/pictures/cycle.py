"""The cycle: the steps of the programme one below the other, what lies behind a product, and where it is now."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.papers.pictures.card_style import CARD, GOLD, INK, LEAF, LEAF_PALE, ON_LEAF, PAPER_LINE, RED, SOFT
from bot.papers.pictures.drawing import Box, Canvas, Font, Panel, Star, Tick, Words, drawable, painted
from bot.papers.pictures.timeline_style import BODY, BODY_BOLD, LEFT, RIGHT, SMALL, SMALL_BOLD, WIDTH, short
from bot.records.cycle import CycleData, CycleStep
from bot.texts import Translator

_DISC = 64
_NUMBER = Font("bold", 34)
_TEXT_LEFT = LEFT + _DISC + 24
_PAD = 16
_GREY = "#b9beb2"


def draw_cycle(data: CycleData, t: Translator) -> bytes:
    """The cycle as PNG, 720 wide and as high as it takes."""
    return painted(cycle_page(data, t))


def cycle_page(data: CycleData, t: Translator) -> Canvas:
    """The cycle laid out."""
    page = Canvas(WIDTH, CARD)
    _head(page, data, t)
    middles = [_row(page, each, data.now, t) for each in data.steps]
    _thread(page, middles)
    page.at += 12
    return page


def _head(page: Canvas, data: CycleData, t: Translator) -> None:
    place, page.at = len(page.marks), 28
    page.marks.append(Star(Box(LEFT, page.at, LEFT + 36, page.at + 36), GOLD))
    page.words(t("cycle.picture_title"), BODY_BOLD, GOLD, LEFT + 50, RIGHT)
    page.at += 10
    page.words(short(data.title), BODY, ON_LEAF, LEFT, RIGHT)
    if data.name:
        page.words(short(data.name), BODY_BOLD, ON_LEAF, LEFT, RIGHT)
    page.at += 20
    page.marks.insert(place, Panel(Box(0, 0, WIDTH, page.at), LEAF))
    page.marks.append(Panel(Box(0, page.at, WIDTH, page.at + 8), GOLD))
    page.at += 8 + 24


def _row(page: Canvas, each: CycleStep, now: int, t: Translator) -> int:
    """One step; returns where the middle of its disc is."""
    is_now, is_past = each.number == now, each.number < now
    place, top = len(page.marks), page.at
    page.at += _PAD
    if is_now:
        page.words(t("cycle.you_are_here", step=each.number), SMALL_BOLD, RED, _TEXT_LEFT, RIGHT - _PAD)
    page.words(each.title, BODY_BOLD if is_now else BODY, INK, _TEXT_LEFT, RIGHT - _PAD)
    if each.period:
        page.words(each.period, SMALL, SOFT, _TEXT_LEFT, RIGHT - _PAD)
    page.at = max(page.at, top + _PAD + _DISC) + _PAD
    if is_now:
        page.marks.insert(place, Panel(Box(LEFT - 12, top, RIGHT, page.at), LEAF_PALE, 18))
    middle = (top + page.at) // 2
    _disc(page, each.number, middle, RED if is_now else LEAF if is_past else _GREY, ticked=is_past)
    page.at += 12
    return middle


def _disc(page: Canvas, number: int, middle: int, colour: str, *, ticked: bool) -> None:
    """The number of a step on a disc; a tick where it lies behind."""
    box = Box(LEFT, middle - _DISC // 2, LEFT + _DISC, middle + _DISC // 2)
    page.marks.append(Panel(box, colour, _DISC // 2))
    if ticked:
        page.marks.append(Tick(box.inset(14), CARD))
        return
    text = drawable(str(number))
    wide = _NUMBER.width(text)
    left = LEFT + (_DISC - wide) // 2
    top = middle - _NUMBER.line // 2
    page.marks.append(Words(Box(left, top, left + wide, top + _NUMBER.line), text, _NUMBER, CARD))


def _thread(page: Canvas, middles: Sequence[int]) -> None:
    """The line that leads from disc to disc, between them."""
    half = _DISC // 2
    for above, below in pairwise(middles):
        if below - above > _DISC:
            middle = LEFT + half
            page.marks.append(Panel(Box(middle - 3, above + half, middle + 3, below - half), PAPER_LINE))
