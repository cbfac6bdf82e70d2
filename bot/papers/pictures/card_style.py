"""What all parts of the score card share: sizes, colours, letters, frames, bars."""

from __future__ import annotations

from typing import Literal

from bot.papers.pictures.drawing import Box, Canvas, Font, Panel

Kind = Literal["self", "council"]

WIDTH = 1080
"""Three pixels for each of a phone 360 wide; letters of 36 are letters of 12 there."""
EDGE, PAD, GAP = 28, 40, 24
"""From the page to a panel, from a panel to its words, from panel to panel."""
LEFT, RIGHT = EDGE + PAD, WIDTH - EDGE - PAD
LONGEST = 120
"""Letters of a name that are shown."""

LEAF, LEAF_PALE, LEAF_SOFT = "#14532d", "#dcebd6", "#b9d3b4"
GOLD, GOLD_PALE, GOLD_INK = "#e9b949", "#fbefcf", "#6b4700"
PAPER, PAPER_LINE, CARD = "#f7f2e4", "#e6dcc2", "#fffdf7"
INK, SOFT, ON_LEAF = "#1f2a22", "#5b6558", "#fffdf5"
RED, RED_PALE, RED_LINE = "#b3261e", "#fbe7e2", "#e9b7ae"

SMALL, SMALL_BOLD = Font("plain", 36), Font("bold", 36)
BODY, BODY_BOLD = Font("plain", 40), Font("bold", 40)
HEAD, LARGE = Font("bold", 46), Font("bold", 56)
TITLES = tuple(Font("title", size) for size in (92, 78, 66, 56, 48))
FIGURE = Font("title", 168)


class Framed:
    """A panel around everything laid out inside the `with`."""

    def __init__(self, page: Canvas, colour: str = CARD, line: str = PAPER_LINE) -> None:
        self.page, self.colour, self.line = page, colour, line

    def __enter__(self) -> None:
        self.place, self.top = len(self.page.marks), self.page.at
        self.page.at += 26

    def __exit__(self, *_: object) -> None:
        self.page.at += 34
        box = Box(EDGE, self.top, WIDTH - EDGE, self.page.at)
        self.page.marks[self.place : self.place] = [Panel(box, self.line, 40), Panel(box.inset(3), self.colour, 37)]
        self.page.at += GAP


def bar(page: Canvas, height: int, low: int, high: int, most: int) -> None:
    """A bar of what is certain and what is still open, out of `most`; does not move on."""
    box = Box(LEFT, page.at, RIGHT, page.at + height)
    radius = height // 2
    page.marks.append(Panel(box, LEAF_PALE, radius))
    for points, colour in ((high, GOLD), (low, LEAF)):
        if points > 0 and (colour == LEAF or high > low):
            end = LEFT + max(height, (RIGHT - LEFT) * min(points, most) // most)
            page.marks.append(Panel(Box(LEFT, page.at, end, page.at + height), colour, radius))
