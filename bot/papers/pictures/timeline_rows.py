"""A row of the timeline: the sign of its state, its name, and its bar over the months."""

from __future__ import annotations

from bot.papers.pictures.card_style import CARD, INK, SOFT
from bot.papers.pictures.drawing import Arrow, Box, Canvas, Font, Panel, Star, Tick, Words, wrapped
from bot.papers.pictures.timeline_style import (
    BADGE,
    BODY,
    BODY_BOLD,
    COLOURS,
    LANE,
    LEFT,
    ON,
    RIGHT,
    SMALL_BOLD,
    TRACK,
    TRACK_LINE,
    ApplicationState,
    Scale,
    TimelineEntry,
    short,
)


def row(page: Canvas, scale: Scale, entry: TimelineEntry) -> None:
    """Draws the duty below what is drawn already."""
    top = page.at + 4
    badge(page, Box(LEFT, top, LEFT + BADGE, top + BADGE), entry.state)
    font, colour = (BODY_BOLD, INK) if entry.state in {"open", "late"} else (BODY, SOFT)
    for line in _clipped(entry.title, font, RIGHT - LEFT - BADGE - 12):
        page.words(line, font, colour, LEFT + BADGE + 12, RIGHT)
    page.at = max(page.at, top + BADGE) + 4
    _lane(page, scale)
    _bar(page, scale, entry)
    page.at += LANE + 18


def _clipped(text: str, font: Font, width: int) -> list[str]:
    """The text on two lines; what does not fit gives way to "…"."""
    text = short(text)
    lines = wrapped(text, font, width)
    cut = len(text)
    while len(lines) > 2:
        # A letter or a word less each time: titles are short, this is rare.
        cut = text.rfind(" ", 0, cut) if " " in text[:cut].strip() else cut - 1
        lines = wrapped(f"{text[:cut].rstrip(' ,;:.…-–')}…", font, width)
    return lines


def badge(page: Canvas, box: Box, state: ApplicationState) -> None:
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


def _lane(page: Canvas, scale: Scale) -> None:
    page.marks.append(Panel(Box(LEFT, page.at, RIGHT, page.at + LANE), TRACK, 8))
    for n in range(1, len(scale.months)):
        x = scale.edge(n)
        page.marks.append(Panel(Box(x - 1, page.at, x + 1, page.at + LANE), TRACK_LINE))


def _bar(page: Canvas, scale: Scale, entry: TimelineEntry) -> None:
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


def _dark(state: ApplicationState) -> str:
    return SOFT if state == "later" else COLOURS[state]


def _beyond(page: Canvas, box: Box, colour: str, *, right: bool) -> None:
    """The end of a bar that goes on outside the picture."""
    square = (
        Box(box.left - 10, box.top, box.left, box.bottom)
        if right
        else Box(box.right, box.top, box.right + 10, box.bottom)
    )
    page.marks.append(Panel(square, colour))
    page.marks.append(Arrow(box, colour, right))
