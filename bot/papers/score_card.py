"""The score card: a picture of a score, for the phone it is read on and the wall it may hang on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.papers.drawing import Box, Cross, Font, Page, Panel, Star, drawable, painted, wrapped
from bot.texts import Translator
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.model import CriteriaSet, Criterion, Part
from ocop_domain.criteria.score import Score, missed

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


@dataclass(frozen=True, slots=True)
class Gate:
    """An item below the minimum of a star."""

    code: str
    label: str
    have: int
    need: int


def score_card(
    criteria: CriteriaSet, score: Score, *, product: str, producer: str, day: date, t: Translator, kind: Kind
) -> bytes:
    """The card of `score` as PNG, 1080 wide and as high as it takes."""
    return painted(card_page(criteria, score, product=product, producer=producer, day=day, t=t, kind=kind))


def card_page(
    criteria: CriteriaSet, score: Score, *, product: str, producer: str, day: date, t: Translator, kind: Kind
) -> Page:
    """The card laid out."""
    page = Page(WIDTH, PAPER)
    _head(page, criteria, t, kind, product=product, producer=producer)
    _exclusions(page, score, t)
    _result(page, criteria, score, t, kind)
    held = _held_back(page, criteria, score, t)
    for part in criteria.parts:
        _part(page, part, score, held)
    _notes(page, criteria, score, t)
    _foot(page, criteria, day, t, kind)
    return page


def _short(name: str) -> str:
    return f"{name[:LONGEST].rstrip()}…" if len(name) > LONGEST else name


def _head(page: Page, criteria: CriteriaSet, t: Translator, kind: Kind, *, product: str, producer: str) -> None:
    place, page.at = len(page.marks), 44
    page.marks.append(Star(Box(LEFT, page.at, LEFT + 52, page.at + 52), GOLD))
    page.words(t("card.programme"), SMALL_BOLD, GOLD, LEFT + 72, RIGHT)
    page.at += 28
    page.words(t("card.title.self" if kind == "self" else "card.title.council"), BODY, LEAF_SOFT, LEFT, RIGHT)
    name = drawable(_short(product))
    fitting = (font for font in TITLES if len(wrapped(name, font, RIGHT - LEFT)) <= 2)
    page.words(name, next(fitting, TITLES[-1]), ON_LEAF, LEFT, RIGHT)
    page.at += 8
    page.words(_short(producer), BODY_BOLD, ON_LEAF, LEFT, RIGHT)
    page.at += 20
    page.words(t("card.set", number=criteria.num, name=criteria.name), SMALL, LEAF_PALE, LEFT, RIGHT)
    page.at += 48
    page.marks.insert(place, Panel(Box(0, 0, WIDTH, page.at), LEAF))
    page.marks.append(Panel(Box(0, page.at, WIDTH, page.at + 14), GOLD))
    page.at += 14 + GAP + 8


class _Framed:
    """A panel around everything laid out inside the `with`."""

    def __init__(self, page: Page, colour: str = CARD, line: str = PAPER_LINE) -> None:
        self.page, self.colour, self.line = page, colour, line

    def __enter__(self) -> None:
        self.place, self.top = len(self.page.marks), self.page.at
        self.page.at += 26

    def __exit__(self, *_: object) -> None:
        self.page.at += 34
        box = Box(EDGE, self.top, WIDTH - EDGE, self.page.at)
        self.page.marks[self.place : self.place] = [Panel(box, self.line, 40), Panel(box.inset(3), self.colour, 37)]
        self.page.at += GAP


def _exclusions(page: Page, score: Score, t: Translator) -> None:
    """What refuses the dossier stands before everything else."""
    if not score.exclusions:
        return
    with _Framed(page, RED_PALE, RED):
        refused = any(exclusion.kind == "refused" for exclusion in score.exclusions)
        page.words(t("card.exclusion.refused" if refused else "card.exclusion.stopped"), HEAD, RED, LEFT, RIGHT)
        for exclusion in score.exclusions:
            page.at += 16
            _crossed(page, exclusion.text, RIGHT)
        page.at += 16
        page.words(t("card.exclusion.first"), SMALL, INK, LEFT, RIGHT)


def _crossed(page: Page, text: str, right: int) -> None:
    """A line of what is missing, with a red cross before it."""
    top = page.at + 7
    page.marks.append(Cross(Box(LEFT, top, LEFT + 42, top + 42), CARD, RED))
    page.words(text, BODY, INK, LEFT + 62, right)


def _result(page: Page, criteria: CriteriaSet, score: Score, t: Translator, kind: Kind) -> None:
    low, high = score.points_range
    certain, possible = score.star_range
    top = max(band.star for band in criteria.bands)
    with _Framed(page):
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


def _stars(page: Page, certain: int, possible: int, most: int, *, dimmed: bool) -> None:
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


def _total(page: Page, figure: str, of: str) -> None:
    """The points, large, and what they are out of, on one line."""
    wide, beside = FIGURE.width(figure), HEAD.width(of)
    left = (WIDTH - wide - 20 - beside) // 2
    top = page.at
    page.words(figure, FIGURE, LEAF, left, left + wide)
    # Both stand on one base line.
    under, page.at = page.at, top + FIGURE.above - HEAD.above
    page.words(of, HEAD, SOFT, left + wide + 20, left + wide + 20 + beside)
    page.at = under


def _scale(page: Page, criteria: CriteriaSet, low: int, high: int) -> None:
    """The points on a line from 0 to 100, with the stars that begin on it."""
    end, high_of_bar = _end(criteria), 34
    bands = sorted(criteria.bands, key=lambda band: band.low)

    def x(points: int) -> int:
        return LEFT + (RIGHT - LEFT) * points // end

    _bar(page, high_of_bar, low, high, end)
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


def _under(page: Page, middle: int, text: str, font: Font, colour: str, *, beside: int = 0) -> int:
    """Text centred at `middle`, as far as the panel has room, with room `beside` it; returns where that ends."""
    wide = font.width(text) + beside
    left = min(max(LEFT, middle - wide // 2), RIGHT - wide)
    page.words(text, font, colour, left, left + wide - beside)
    return left + wide


def _bar(page: Page, height: int, low: int, high: int, most: int) -> None:
    """A bar of what is certain and what is still open, out of `most`; does not move on."""
    box = Box(LEFT, page.at, RIGHT, page.at + height)
    radius = height // 2
    page.marks.append(Panel(box, LEAF_PALE, radius))
    for points, colour in ((high, GOLD), (low, LEAF)):
        if points > 0 and (colour == LEAF or high > low):
            end = LEFT + max(height, (RIGHT - LEFT) * min(points, most) // most)
            page.marks.append(Panel(Box(LEFT, page.at, end, page.at + height), colour, radius))


def _held_back(page: Page, criteria: CriteriaSet, score: Score, t: Translator) -> set[str]:
    """What is missing for the next star, and for higher ones the points would reach; returns the items missed."""
    told: dict[str, int] = {}
    most = max(band.star for band in criteria.bands)
    wished = score.star_range[1] + 1
    stars = [wished, *sorted(star for star in score.missed_minima if star > wished)]
    for star in (star for star in stars if star <= most):
        gates = [gate for gate in _gates(criteria, score, star) if gate.need > told.get(gate.code, 0)]
        lacking = criteria.low(star) - score.points_range[1]
        if not gates and lacking <= 0:
            continue
        with _Framed(page, CARD, RED_LINE if gates else PAPER_LINE):
            title = t("card.lacking" if not told else "card.lacking.also", star=star)
            page.words(title, HEAD, RED if gates else LEAF, LEFT, RIGHT)
            if lacking > 0:
                page.at += 12
                need, more = criteria.low(star), score.unanswered
                text = t("card.points.best" if more else "card.points", lacking=lacking, need=need)
                page.words(text, BODY_BOLD, INK, LEFT, RIGHT)
            if gates:
                page.at += 8
                page.words(t("card.gates"), SMALL, SOFT, LEFT, RIGHT)
            for gate in gates:
                page.at += 12
                _gate(page, gate, t)
        told |= {gate.code: gate.need for gate in gates}
    return set(told)


def _gates(criteria: CriteriaSet, score: Score, star: int) -> Iterator[Gate]:
    """The items below what `star` asks, whatever the open answers become."""
    best = {item.code: score.counted.get(item.code, 0) for item in criteria.items}
    best |= {code: criteria.by_code[code].max for code in score.unanswered}
    codes = score.missed_minima.get(star) or missed(criteria, star, best).get(star, ())
    for code in codes:
        yield Gate(code, criteria.by_code[code].label, score.counted.get(code, 0), criteria.required[star][code])


def _gate(page: Page, gate: Gate, t: Translator) -> None:
    text = t("card.gate", have=gate.have, need=gate.need)
    wide = SMALL_BOLD.width(text)
    top = page.at
    page.at += 3
    page.words(text, SMALL_BOLD, RED, RIGHT - wide, RIGHT)
    page.at = top
    _crossed(page, f"{gate.code} {gate.label}", RIGHT - wide - 28)


def _part(page: Page, part: Part, score: Score, held: set[str]) -> None:
    open_items = set(score.unanswered)
    with _Framed(page):
        points = f"{score.parts[part.code]}/{part.max}"
        wide = HEAD.width(points)
        badge = 68
        top = page.at
        page.at += 3
        page.words(points, HEAD, LEAF, RIGHT - wide, RIGHT)
        page.at = top
        page.marks.append(Panel(Box(LEFT, page.at, LEFT + badge, page.at + badge), LEAF, badge // 2))
        page.at += 3
        letter = HEAD.width(part.code)
        page.words(part.code, HEAD, ON_LEAF, LEFT + (badge - letter) // 2, LEFT + badge)
        page.at = top + 8
        page.words(part.label, BODY_BOLD, INK, LEFT + badge + 20, RIGHT - wide - 24)
        page.at = max(page.at, top + badge) + 10
        more = sum(_open(criterion, open_items) for criterion in part.criteria)
        _bar(page, 30, score.parts[part.code], score.parts[part.code] + more, part.max)
        page.at += 30
        for criterion in part.criteria:
            page.at += 16
            _criterion(page, criterion, score, open_items, held)


def _open(criterion: Criterion, open_items: set[str]) -> int:
    return sum(item.max for item in criterion.items if item.code in open_items)


def _criterion(page: Page, criterion: Criterion, score: Score, open_items: set[str], held: set[str]) -> None:
    got = sum(score.counted.get(item.code, 0) for item in criterion.items)
    points = f"{got}/{criterion.max}"
    wide = SMALL_BOLD.width(points)
    missing = any(item.code in held for item in criterion.items)
    top, left = page.at, LEFT
    page.words(points, SMALL_BOLD, RED if missing else INK, RIGHT - wide, RIGHT)
    page.at = top
    if missing:
        page.marks.append(Cross(Box(LEFT, top + 7, LEFT + 36, top + 43), CARD, RED))
        left += 50
    page.words(f"{criterion.code}. {criterion.label}", SMALL, INK, left, RIGHT - wide - 24)
    page.at += 4
    _bar(page, 16, got, got + _open(criterion, open_items), criterion.max)
    page.at += 16


def _notes(page: Page, criteria: CriteriaSet, score: Score, t: Translator) -> None:
    """How to read the colours, and what our copy of the criteria lacks."""
    notes = [t("card.legend")] if score.unanswered else []
    notes += [*criteria.gaps, *load_criteria(criteria.decision).gaps]
    for note in notes:
        page.words(note, SMALL, SOFT, LEFT, RIGHT)
        page.at += 16
    page.at += 8


def _foot(page: Page, criteria: CriteriaSet, day: date, t: Translator, kind: Kind) -> None:
    place, top = len(page.marks), page.at
    page.at += 14 + 44
    note = t("card.note.self" if kind == "self" else "card.note.council")
    page.words(note, HEAD, ON_LEAF, LEFT, RIGHT, align="centre")
    page.at += 16
    page.words(t("card.day", day=t.day(day)), BODY, GOLD, LEFT, RIGHT, align="centre")
    number = load_criteria(criteria.decision).number
    page.words(t("card.decision", number=number), SMALL, LEAF_SOFT, LEFT, RIGHT, align="centre")
    page.at += 48
    ground = Box(0, top, WIDTH, page.at)
    page.marks[place:place] = [Panel(ground, LEAF), Panel(Box(0, top, WIDTH, top + 14), GOLD)]
