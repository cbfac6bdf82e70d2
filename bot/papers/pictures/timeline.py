"""The timeline: a picture of the programme year, what is done, what runs, what is late and what comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.papers.pictures.card_style import CARD, GOLD, INK, LEAF, LEAF_PALE, ON_LEAF, PAPER_LINE, RED, SOFT
from bot.papers.pictures.drawing import Arrow, Box, Canvas, Mark, Panel, Star, Words, drawable, painted, wrapped
from bot.papers.pictures.timeline_rows import badge, row
from bot.papers.pictures.timeline_style import (
    BADGE,
    BODY,
    BODY_BOLD,
    LEFT,
    RIGHT,
    SMALL,
    SMALL_BOLD,
    TITLES,
    WIDTH,
    ApplicationState,
    Scale,
    TimelineEntry,
    short,
)
from bot.texts import Translator

MOST = 14
"""Rows that are drawn; whoever has more to do reads the list."""


@dataclass(frozen=True, slots=True)
class TimelineData:
    """What is drawn: `first_month` and `last_month` are any days of these months, both shown whole."""

    title: str
    first_month: date
    last_month: date
    today: date
    entries: tuple[TimelineEntry, ...]


def draw_timeline(plan: TimelineData, t: Translator) -> bytes:
    """The programme year as PNG, 720 wide and as high as it takes."""
    return painted(timeline_page(plan, t))


def timeline_page(plan: TimelineData, t: Translator) -> Canvas:
    """The timeline laid out."""
    page, scale = Canvas(WIDTH, CARD), Scale(plan.first_month, plan.last_month)
    _head(page, plan, t)
    _months(page, scale, plan.today, t)
    top = _today(page, scale, plan.today, t)
    shown = _shown(plan.entries)
    for n, entry in enumerate(shown):
        if n and n % 5 == 0 and n + 2 < len(shown):
            # The picture is higher than a phone: the months stay in sight.
            page.at += 4
            _months(page, scale, plan.today, t)
        row(page, scale, entry)
    _line(page, scale, plan.today, top)
    if not shown:
        page.words(t("timeline.none"), BODY, SOFT, LEFT, RIGHT, align="centre")
        page.at += 16
    if len(plan.entries) > len(shown):
        page.words(t("timeline.more", count=len(plan.entries) - len(shown)), BODY, SOFT, LEFT, RIGHT)
        page.at += 16
    _legend(page, scale, shown, t)
    return page


def _shown(entries: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """What is drawn where there is too much: the oldest of what is done goes first, then what comes last."""
    shown = list(entries)
    while len(shown) > MOST:
        done = [entry for entry in shown if entry.state == "done"]
        shown.remove(min(done, key=_ends) if done else max(shown, key=_begins))
    return shown


def _ends(entry: TimelineEntry) -> date:
    return entry.last_day


def _begins(entry: TimelineEntry) -> tuple[bool, date, date]:
    return entry.state == "later", entry.opens, entry.last_day


def _head(page: Canvas, plan: TimelineData, t: Translator) -> None:
    place, page.at = len(page.marks), 28
    page.marks.append(Star(Box(LEFT, page.at, LEFT + 36, page.at + 36), GOLD))
    page.words(t("timeline.title"), BODY_BOLD, GOLD, LEFT + 50, RIGHT)
    page.at += 10
    name = short(plan.title)
    fitting = (font for font in TITLES if len(wrapped(name, font, RIGHT - LEFT)) <= 2)
    page.words(name, next(fitting, TITLES[-1]), ON_LEAF, LEFT, RIGHT)
    page.at += 8
    page.words(t("timeline.day", day=t.day(plan.today)), BODY, LEAF_PALE, LEFT, RIGHT)
    page.at += 24
    page.marks.insert(place, Panel(Box(0, 0, WIDTH, page.at), LEAF))
    page.marks.append(Panel(Box(0, page.at, WIDTH, page.at + 8), GOLD))
    page.at += 8 + 18


def _months(page: Canvas, scale: Scale, today: date, t: Translator) -> None:
    """The names of the months; where they are too many, of every second, every third…"""
    names = t.words("timeline.months")
    widest = max(map(SMALL.width, names)) + 3
    step = next((n for n in range(1, len(scale.months)) if scale.edge(n) - LEFT >= widest), 1)
    if scale.first.year != scale.last.year:
        _years(page, scale)
    for n, (year, month) in enumerate(scale.months):
        if n % step == 0:
            now = (year, month + 1) == (today.year, today.month)
            name, font = names[month], SMALL_BOLD if now else SMALL
            wide = font.width(name)
            middle = (scale.edge(n) + scale.edge(n + 1)) // 2
            left = min(max(middle - wide // 2, LEFT), RIGHT - wide)
            box = Box(left, page.at, left + wide, page.at + font.line)
            page.marks.append(Words(box, name, font, RED if now else LEAF))
    page.at += SMALL_BOLD.line + 6


def _years(page: Canvas, scale: Scale) -> None:
    end = LEFT
    for n, (year, month) in enumerate(scale.months):
        wide = SMALL_BOLD.width(str(year))
        left = min(scale.edge(n), RIGHT - wide)
        if (n == 0 or month == 0) and left >= end:
            box = Box(left, page.at, left + wide, page.at + SMALL_BOLD.line)
            page.marks.append(Words(box, str(year), SMALL_BOLD, SOFT))
            end = left + wide + 12
    page.at += SMALL_BOLD.line


def _today(page: Canvas, scale: Scale, today: date, t: Translator) -> int:
    """The flag from which the line of today hangs; returns where the line begins."""
    if not scale.holds(today):
        return page.at
    text = drawable(t("timeline.today", day=scale.label(today)))
    wide = SMALL_BOLD.width(text)
    left = min(max(scale.at(today, 0.5) - wide // 2, LEFT + 14), RIGHT - 14 - wide)
    page.marks.append(Panel(Box(left - 14, page.at, left + wide + 14, page.at + 40), RED, 12))
    page.marks.append(Words(Box(left, page.at + 1, left + wide, page.at + 1 + SMALL_BOLD.line), text, SMALL_BOLD, CARD))
    page.at += 40
    top = page.at
    page.at += 12
    return top


def _line(page: Canvas, scale: Scale, today: date, top: int) -> None:
    """The line of today down to the last row; it leaves out whatever is written."""
    if not scale.holds(today):
        return
    middle = min(max(scale.at(today, 0.5), LEFT + 2), RIGHT - 2)
    way = Box(middle - 6, top, middle + 6, page.at - 18)
    solid = (
        mark.box for mark in page.marks if mark.box.meets(way) and (isinstance(mark, Words | Star) or _isbadge(mark))
    )
    at = top
    for box in [*sorted(solid, key=lambda box: box.top), Box(0, way.bottom, 0, way.bottom)]:
        if box.top - at >= 12:
            page.marks.append(Panel(Box(middle - 2, at, middle + 2, box.top), RED))
        at = max(at, box.bottom)


def _isbadge(mark: Mark) -> bool:
    return isinstance(mark, Panel) and mark.radius == BADGE // 2


def _legend(page: Canvas, scale: Scale, shown: Sequence[TimelineEntry], t: Translator) -> None:
    """What the signs mean; those of rounds and of what goes beyond the year only where they are drawn."""
    if not shown:
        page.at += 12
        return
    page.marks.append(Panel(Box(LEFT, page.at, RIGHT, page.at + 2), PAPER_LINE))
    page.at += 18
    states: tuple[tuple[ApplicationState, str], ...] = (
        ("late", t("timeline.late")),
        ("open", t("timeline.open")),
        ("done", t("timeline.done")),
        ("later", t("timeline.later")),
    )
    half = (RIGHT - LEFT) // 2
    for n, (state, text) in enumerate(states):
        left = LEFT + half * (n % 2)
        badge(page, Box(left, page.at + 2, left + BADGE, page.at + 2 + BADGE), state)
        _beside(page, text, left, left + half, move=n % 2 == 1)
    if any(entry.is_round for entry in shown):
        page.marks.append(Star(Box(LEFT, page.at + 2, LEFT + BADGE, page.at + 2 + BADGE), SOFT))
        _beside(page, t("timeline.round"), LEFT, RIGHT, move=True)
    if any(entry.opens < scale.first or entry.last_day > scale.last for entry in shown):
        page.marks.append(Arrow(Box(LEFT + 6, page.at + 3, LEFT + 26, page.at + 33), SOFT))
        _beside(page, t("timeline.beyond"), LEFT, RIGHT, move=True)
    page.words(t("timeline.dates"), SMALL, SOFT, LEFT, RIGHT)
    page.at += 28


def _beside(page: Canvas, text: str, left: int, right: int, *, move: bool) -> None:
    """Words beside a sign; moves below them if told so."""
    top = page.at
    page.words(text, SMALL, INK, left + BADGE + 12, right)
    page.at = page.at + 8 if move else top
