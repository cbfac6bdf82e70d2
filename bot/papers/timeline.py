"""The timeline: a picture of the programme year, what is done, what runs, what is late and what comes."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.papers.card_style import (
    CARD,
    GOLD,
    INK,
    LEAF,
    LEAF_PALE,
    LONGEST,
    ON_LEAF,
    PAPER_LINE,
    RED,
    SOFT,
)
from bot.papers.drawing import Arrow, Box, Font, Mark, Page, Panel, Star, Tick, Words, drawable, painted, wrapped
from bot.texts import Translator

State = Literal["open", "late", "done", "later"]

MOST = 14
"""Rows that are drawn; whoever has more to do reads the list."""
WIDTH = 720
"""Two pixels for each of a phone 360 wide: letters of 26 are letters of 12 where the picture is shown 320 wide."""
LEFT, RIGHT = 28, WIDTH - 28

SMALL, SMALL_BOLD = Font("plain", 26), Font("bold", 26)
BODY, BODY_BOLD = Font("plain", 28), Font("bold", 28)
TITLES = tuple(Font("title", size) for size in (46, 40, 34))
BADGE, LANE = 32, 38
TRACK, TRACK_LINE = "#f1ead6", "#ded3b4"
COLOURS: dict[State, str] = {"done": "#1c7a3e", "open": "#1f5fae", "late": RED, "later": "#b9beb2"}
ON: dict[State, str] = {"done": CARD, "open": CARD, "late": CARD, "later": INK}


@dataclass(frozen=True, slots=True)
class Entry:
    """One duty. `announced` is the day that people are told, on or before `last_day`."""

    title: str
    opens: date
    last_day: date
    announced: date
    state: State
    is_round: bool = False


@dataclass(frozen=True, slots=True)
class TimelineData:
    """What is drawn: `first_month` and `last_month` are any days of these months, both shown whole."""

    title: str
    first_month: date
    last_month: date
    today: date
    entries: tuple[Entry, ...]


def draw_timeline(plan: TimelineData, t: Translator) -> bytes:
    """The programme year as PNG, 720 wide and as high as it takes."""
    return painted(timeline_page(plan, t))


def timeline_page(plan: TimelineData, t: Translator) -> Page:
    """The timeline laid out."""
    page, scale = Page(WIDTH, CARD), _Scale(plan.first_month, plan.last_month)
    _head(page, plan, t)
    _months(page, scale, plan.today, t)
    top = _today(page, scale, plan.today, t)
    shown = _shown(plan.entries)
    for n, entry in enumerate(shown):
        if n and n % 5 == 0 and n + 2 < len(shown):
            # The picture is higher than a phone: the months stay in sight.
            page.at += 4
            _months(page, scale, plan.today, t)
        _row(page, scale, entry)
    _line(page, scale, plan.today, top)
    if not shown:
        page.words(t("timeline.none"), BODY, SOFT, LEFT, RIGHT, align="centre")
        page.at += 16
    if len(plan.entries) > len(shown):
        page.words(t("timeline.more", count=len(plan.entries) - len(shown)), BODY, SOFT, LEFT, RIGHT)
        page.at += 16
    _legend(page, scale, shown, t)
    return page


class _Scale:
    """Where a day lies between `LEFT` and `RIGHT`: every month is as wide as the others."""

    def __init__(self, first: date, last: date) -> None:
        self._first = first.year * 12 + first.month - 1
        self.months = [divmod(n, 12) for n in range(self._first, last.year * 12 + last.month)]
        """Years and months, from 0."""
        self.first = date(first.year, first.month, 1)
        self.last = date(last.year, last.month, monthrange(last.year, last.month)[1])

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def edge(self, n: int) -> int:
        """Where month number `n` of the picture begins."""
        return LEFT + (RIGHT - LEFT) * n // len(self.months)

    def at(self, day: date, part: float) -> int:
        """Where `day` lies: at 0 it begins, at 1 it ends; days outside lie at the edge."""
        inside = min(max(day, self.first), self.last)
        part = part if inside == day else float(day > self.last)
        months = inside.year * 12 + inside.month - 1 - self._first
        done = (inside.day - 1 + part) / monthrange(inside.year, inside.month)[1]
        return round(LEFT + (RIGHT - LEFT) * (months + done) / len(self.months))

    def label(self, day: date) -> str:
        """The day as written at a bar: with its year where that is not plain."""
        one_year = self.first.year == self.last.year == day.year
        return f"{day:%d/%m}" if one_year else f"{day:%d/%m/%Y}"


def _shown(entries: Sequence[Entry]) -> list[Entry]:
    """What is drawn where there is too much: the oldest of what is done goes first, then what comes last."""
    shown = list(entries)
    while len(shown) > MOST:
        done = [entry for entry in shown if entry.state == "done"]
        shown.remove(min(done, key=_ends) if done else max(shown, key=_begins))
    return shown


def _ends(entry: Entry) -> date:
    return entry.last_day


def _begins(entry: Entry) -> tuple[bool, date, date]:
    return entry.state == "later", entry.opens, entry.last_day


def _head(page: Page, plan: TimelineData, t: Translator) -> None:
    place, page.at = len(page.marks), 28
    page.marks.append(Star(Box(LEFT, page.at, LEFT + 36, page.at + 36), GOLD))
    page.words(t("timeline.title"), BODY_BOLD, GOLD, LEFT + 50, RIGHT)
    page.at += 10
    name = _short(plan.title)
    fitting = (font for font in TITLES if len(wrapped(name, font, RIGHT - LEFT)) <= 2)
    page.words(name, next(fitting, TITLES[-1]), ON_LEAF, LEFT, RIGHT)
    page.at += 8
    page.words(t("timeline.day", day=t.day(plan.today)), BODY, LEAF_PALE, LEFT, RIGHT)
    page.at += 24
    page.marks.insert(place, Panel(Box(0, 0, WIDTH, page.at), LEAF))
    page.marks.append(Panel(Box(0, page.at, WIDTH, page.at + 8), GOLD))
    page.at += 8 + 18


def _short(text: str) -> str:
    text = drawable(text)
    return f"{text[:LONGEST].rstrip()}…" if len(text) > LONGEST else text


def _months(page: Page, scale: _Scale, today: date, t: Translator) -> None:
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


def _years(page: Page, scale: _Scale) -> None:
    end = LEFT
    for n, (year, month) in enumerate(scale.months):
        wide = SMALL_BOLD.width(str(year))
        left = min(scale.edge(n), RIGHT - wide)
        if (n == 0 or month == 0) and left >= end:
            box = Box(left, page.at, left + wide, page.at + SMALL_BOLD.line)
            page.marks.append(Words(box, str(year), SMALL_BOLD, SOFT))
            end = left + wide + 12
    page.at += SMALL_BOLD.line


def _today(page: Page, scale: _Scale, today: date, t: Translator) -> int:
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


def _line(page: Page, scale: _Scale, today: date, top: int) -> None:
    """The line of today down to the last row; it leaves out whatever is written."""
    if not scale.holds(today):
        return
    middle = min(max(scale.at(today, 0.5), LEFT + 2), RIGHT - 2)
    way = Box(middle - 6, top, middle + 6, page.at - 18)
    solid = (
        mark.box for mark in page.marks if mark.box.meets(way) and (isinstance(mark, Words | Star) or _is_badge(mark))
    )
    at = top
    for box in [*sorted(solid, key=lambda box: box.top), Box(0, way.bottom, 0, way.bottom)]:
        if box.top - at >= 12:
            page.marks.append(Panel(Box(middle - 2, at, middle + 2, box.top), RED))
        at = max(at, box.bottom)


def _is_badge(mark: Mark) -> bool:
    return isinstance(mark, Panel) and mark.radius == BADGE // 2


def _row(page: Page, scale: _Scale, entry: Entry) -> None:
    badge = page.at + 4
    _badge(page, Box(LEFT, badge, LEFT + BADGE, badge + BADGE), entry.state)
    font, colour = (BODY_BOLD, INK) if entry.state in {"open", "late"} else (BODY, SOFT)
    for line in _clipped(entry.title, font, RIGHT - LEFT - BADGE - 12):
        page.words(line, font, colour, LEFT + BADGE + 12, RIGHT)
    page.at = max(page.at, badge + BADGE) + 4
    _lane(page, scale)
    _bar(page, scale, entry)
    page.at += LANE + 18


def _clipped(text: str, font: Font, width: int) -> list[str]:
    """The text on two lines; what does not fit gives way to "…"."""
    text = _short(text)
    lines = wrapped(text, font, width)
    cut = len(text)
    while len(lines) > 2:
        # A letter or a word less each time: titles are short, this is rare.
        cut = text.rfind(" ", 0, cut) if " " in text[:cut].strip() else cut - 1
        lines = wrapped(f"{text[:cut].rstrip(' ,;:.…-–')}…", font, width)
    return lines


def _badge(page: Page, box: Box, state: State) -> None:
    """The state as a sign, for eyes that do not part the colours."""
    page.marks.append(Panel(box, COLOURS[state], BADGE // 2))
    middle = (box.left + box.right) // 2
    match state:
        case "done":
            page.marks.append(Tick(box.inset(5), CARD))
        case "open":
            page.marks.append(Arrow(Box(box.left + 11, box.top + 8, box.right - 6, box.bottom - 8), CARD))
        case "late":
            page.marks.append(Panel(Box(middle - 2, box.top + 6, middle + 2, box.bottom - 12), CARD))
            page.marks.append(Panel(Box(middle - 2, box.bottom - 10, middle + 2, box.bottom - 6), CARD))
        case "later":
            page.marks.append(Panel(box.inset(5), CARD, BADGE // 2 - 5))


def _lane(page: Page, scale: _Scale) -> None:
    page.marks.append(Panel(Box(LEFT, page.at, RIGHT, page.at + LANE), TRACK, 8))
    for n in range(1, len(scale.months)):
        x = scale.edge(n)
        page.marks.append(Panel(Box(x - 1, page.at, x + 1, page.at + LANE), TRACK_LINE))


def _bar(page: Page, scale: _Scale, entry: Entry) -> None:
    """The duty over its months, with its last day; an arrow where it goes beyond the picture."""
    left, right = scale.at(entry.opens, 0), scale.at(entry.last_day, 1)
    before, after = entry.opens < scale.first, entry.last_day > scale.last
    least = LANE if entry.is_round or before or after else LANE // 2
    if right - left < least:
        left = max(LEFT, min(right, RIGHT) - least)
        right = left + least
    colour = COLOURS[entry.state]
    body = Box(left + 16 * before, page.at, right - 16 * after, page.at + LANE)
    page.marks.append(Panel(body, colour, 10))
    if before:
        _beyond(page, Box(left, body.top, body.left, body.bottom), colour, right=False)
    if after:
        _beyond(page, Box(body.right, body.top, right, body.bottom), colour, right=True)
    inside = ON[entry.state]
    if entry.is_round:
        inside = INK
        page.marks.append(Panel(body.inset(4), CARD, 6))
    text = scale.label(entry.announced)
    wide = SMALL_BOLD.width(text)
    star = 30 if entry.is_round else 0
    written = body.right - 10 - wide
    if written - (10 if star else 0) >= body.left + 10 + star:
        ink = inside
    elif right + 8 + wide <= RIGHT - 6:
        written, ink = right + 8, INK
    else:
        written, ink = left - 8 - wide, INK
    if star:
        middle = (body.left + (written - 10 if body.left < written < body.right else body.right)) // 2
        middle = max(middle, body.left + star // 2)
        page.marks.append(
            Star(Box(middle - star // 2, page.at + 4, middle + star // 2, page.at + 4 + star), _dark(entry.state))
        )
    page.marks.append(
        Words(Box(written, page.at + 1, written + wide, page.at + 1 + SMALL_BOLD.line), text, SMALL_BOLD, ink)
    )


def _dark(state: State) -> str:
    return SOFT if state == "later" else COLOURS[state]


def _beyond(page: Page, box: Box, colour: str, *, right: bool) -> None:
    """The end of a bar that goes on outside the picture."""
    square = (
        Box(box.left - 10, box.top, box.left, box.bottom)
        if right
        else Box(box.right, box.top, box.right + 10, box.bottom)
    )
    page.marks.append(Panel(square, colour))
    page.marks.append(Arrow(box, colour, right))


def _legend(page: Page, scale: _Scale, shown: Sequence[Entry], t: Translator) -> None:
    """What the signs mean; those of rounds and of what goes beyond the year only where they are drawn."""
    if not shown:
        page.at += 12
        return
    page.marks.append(Panel(Box(LEFT, page.at, RIGHT, page.at + 2), PAPER_LINE))
    page.at += 18
    states: tuple[tuple[State, str], ...] = (
        ("late", t("timeline.late")),
        ("open", t("timeline.open")),
        ("done", t("timeline.done")),
        ("later", t("timeline.later")),
    )
    half = (RIGHT - LEFT) // 2
    for n, (state, text) in enumerate(states):
        left = LEFT + half * (n % 2)
        _badge(page, Box(left, page.at + 2, left + BADGE, page.at + 2 + BADGE), state)
        _beside(page, text, left, left + half, move=n % 2 == 1)
    if any(entry.is_round for entry in shown):
        page.marks.append(Star(Box(LEFT, page.at + 2, LEFT + BADGE, page.at + 2 + BADGE), SOFT))
        _beside(page, t("timeline.round"), LEFT, RIGHT, move=True)
    if any(entry.opens < scale.first or entry.last_day > scale.last for entry in shown):
        page.marks.append(Arrow(Box(LEFT + 6, page.at + 3, LEFT + 26, page.at + 33), SOFT))
        _beside(page, t("timeline.beyond"), LEFT, RIGHT, move=True)
    page.words(t("timeline.dates"), SMALL, SOFT, LEFT, RIGHT)
    page.at += 28


def _beside(page: Page, text: str, left: int, right: int, *, move: bool) -> None:
    """Words beside a sign; moves below them if told so."""
    top = page.at
    page.words(text, SMALL, INK, left + BADGE + 12, right)
    page.at = page.at + 8 if move else top
