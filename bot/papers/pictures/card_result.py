"""The upper part of the score card: stars, points, and where they lie on the scale."""

from __future__ import annotations

from bot.papers.pictures.card_style import (
    BODY,
    CARD,
    FIGURE,
    GOLD,
    GOLD_INK,
    GOLD_PALE,
    HEAD,
    LARGE,
    LEAF,
    LEFT,
    PAPER,
    PAPER_LINE,
    RED,
    RIGHT,
    SMALL,
    SMALL_BOLD,
    SOFT,
    WIDTH,
    Framed,
    Kind,
    bar,
)
from bot.papers.pictures.drawing import Box, Canvas, Font, Panel, Star
from bot.texts import Translator
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import Score


def result(page: Canvas, criteria: CriteriaSet, score: Score, t: Translator, kind: Kind) -> None:
    """Stars, points, and where they lie on the scale."""
    low, high = score.points_range
    certain, possible = score.star_range
    top = max(band.star for band in criteria.bands)
    with Framed(page):
        page.at += 6
        _stars(page, certain, possible, top, dimmed=bool(score.exclusions))
        _total(page, f"{low}–{high}" if high > low else str(low), t("card.of", most=_end(criteria)))
        if score.exclusions:
            page.words(t("card.star.excluded", star=certain, most=top), HEAD, RED, LEFT, RIGHT, align="centre")
        elif high == low:
            text = t("card.star" if kind == "self" else "card.star.council", star=certain, most=top)
            page.words(text, LARGE, LEAF, LEFT, RIGHT, align="centre")
        if high > low:
            text = t("card.range.sure", low=low, high=high, sure=certain)
            if possible > certain:
                text = t("card.range", low=low, high=high, sure=certain, best=possible)
            page.words(text, HEAD, LEAF, LEFT, RIGHT, align="centre")
            page.at += 10
            count = len(score.unanswered)
            page.words(t("card.unanswered", count=count), BODY, GOLD_INK, LEFT, RIGHT, align="centre")
        elif score.star_by_points > score.star:
            text = t("card.held_back", points_star=score.star_by_points, star=score.star)
            page.at += 10
            page.words(text, BODY, RED, LEFT, RIGHT, align="centre")
        page.at += 30
        _scale(page, criteria, low, high)


def _end(criteria: CriteriaSet) -> int:
    return max(band.end for band in criteria.bands)


def _stars(page: Canvas, certain: int, possible: int, most: int, *, dimmed: bool) -> None:
    """Certain stars are gold, possible ones pale; all are pale where the dossier would be refused."""
    size, space = 152, 20
    left = (WIDTH - most * size - (most - 1) * space) // 2
    for star in range(1, most + 1):
        box = Box(left, page.at, left + size, page.at + size)
        if star <= certain and not dimmed:
            page.marks.append(Star(box, GOLD))
        elif star <= possible and not dimmed:
            page.marks.append(Star(box, GOLD, GOLD_PALE))
        else:
            page.marks.append(Star(box, PAPER_LINE, PAPER if star > possible else PAPER_LINE))
        left += size + space
    page.at += size


def _total(page: Canvas, figure: str, of: str) -> None:
    """The points, large, and what they are out of, on one line."""
    wide, beside = FIGURE.width(figure), HEAD.width(of)
    left = (WIDTH - wide - 20 - beside) // 2
    top = page.at
    page.words(figure, FIGURE, LEAF, left, left + wide)
    # Both stand on one base line.
    under, page.at = page.at, top + FIGURE.above - HEAD.above
    page.words(of, HEAD, SOFT, left + wide + 20, left + wide + 20 + beside)
    page.at = under


def _scale(page: Canvas, criteria: CriteriaSet, low: int, high: int) -> None:
    """The points on a line from 0 to 100, with the stars that begin on it."""
    end, high_of_bar = _end(criteria), 34
    bands = sorted(criteria.bands, key=lambda band: band.low)

    def x(points: int) -> int:
        return LEFT + (RIGHT - LEFT) * points // end

    bar(page, high_of_bar, low, high, end)
    for band in bands[1:]:
        page.marks.append(Panel(Box(x(band.low) - 2, page.at, x(band.low) + 2, page.at + high_of_bar), CARD))
    page.at += high_of_bar + 6
    below = page.at
    for band in bands:
        page.at = below
        _under(page, x(band.low), str(band.low), SMALL, SOFT)
        star = 34
        right = _under(page, x(band.low), str(band.star), SMALL_BOLD, LEAF, beside=star + 4)
        top = page.at - SMALL.line + 5
        page.marks.append(Star(Box(right - star, top, right, top + star), GOLD))
    page.at = below + 2 * SMALL.line


def _under(page: Canvas, middle: int, text: str, font: Font, colour: str, *, beside: int = 0) -> int:
    """Text centred at `middle`, as far as the panel has room, with room `beside` it; returns where that ends."""
    wide = font.width(text) + beside
    left = min(max(LEFT, middle - wide // 2), RIGHT - wide)
    page.words(text, font, colour, left, left + wide - beside)
    return left + wide
