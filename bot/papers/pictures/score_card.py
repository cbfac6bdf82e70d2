"""The score card: a picture of a score, for the phone it is read on and the wall it may hang on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.papers.pictures.card_result import result
from bot.papers.pictures.card_style import (
    BODY,
    BODY_BOLD,
    CARD,
    GAP,
    GOLD,
    HEAD,
    INK,
    LEAF,
    LEAF_PALE,
    LEAF_SOFT,
    LEFT,
    LONGEST,
    ON_LEAF,
    PAPER,
    PAPER_LINE,
    RED,
    RED_LINE,
    RED_PALE,
    RIGHT,
    SMALL,
    SMALL_BOLD,
    SOFT,
    TITLES,
    WIDTH,
    Framed,
    Kind,
    bar,
)
from bot.papers.pictures.drawing import Box, Canvas, Cross, Panel, Star, drawable, painted, wrapped
from bot.texts import Translator
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.model import CriteriaSet, Criterion, Part
from ocop_domain.criteria.score import Score, missed


@dataclass(frozen=True, slots=True)
class MissedMinimum:
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
) -> Canvas:
    """The card laid out."""
    page = Canvas(WIDTH, PAPER)
    _head(page, criteria, t, kind, product=product, producer=producer)
    _exclusions(page, score, t)
    result(page, criteria, score, t, kind)
    held = _held_back(page, criteria, score, t)
    for part in criteria.parts:
        _part(page, part, score, held)
    _notes(page, criteria, score, t)
    _foot(page, criteria, day, t, kind)
    return page


def _short(name: str) -> str:
    return f"{name[:LONGEST].rstrip()}…" if len(name) > LONGEST else name


def _head(page: Canvas, criteria: CriteriaSet, t: Translator, kind: Kind, *, product: str, producer: str) -> None:
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


def _exclusions(page: Canvas, score: Score, t: Translator) -> None:
    """What refuses the dossier stands before everything else."""
    if not score.exclusions:
        return
    with Framed(page, RED_PALE, RED):
        refused = any(exclusion.kind == "refused" for exclusion in score.exclusions)
        page.words(t("card.exclusion.refused" if refused else "card.exclusion.stopped"), HEAD, RED, LEFT, RIGHT)
        for exclusion in score.exclusions:
            page.at += 16
            _crossed(page, exclusion.text, RIGHT)
        page.at += 16
        page.words(t("card.exclusion.first"), SMALL, INK, LEFT, RIGHT)


def _crossed(page: Canvas, text: str, right: int) -> None:
    """A line of what is missing, with a red cross before it."""
    top = page.at + 7
    page.marks.append(Cross(Box(LEFT, top, LEFT + 42, top + 42), CARD, RED))
    page.words(text, BODY, INK, LEFT + 62, right)


def _held_back(page: Canvas, criteria: CriteriaSet, score: Score, t: Translator) -> set[str]:
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
        with Framed(page, CARD, RED_LINE if gates else PAPER_LINE):
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


def _gates(criteria: CriteriaSet, score: Score, star: int) -> Iterator[MissedMinimum]:
    """The items below what `star` asks, whatever the open answers become."""
    best = {item.code: score.counted.get(item.code, 0) for item in criteria.items}
    best |= {code: criteria.by_code[code].max for code in score.unanswered}
    codes = score.missed_minima.get(star) or missed(criteria, star, best).get(star, ())
    for code in codes:
        yield MissedMinimum(
            code, criteria.by_code[code].label, score.counted.get(code, 0), criteria.required[star][code]
        )


def _gate(page: Canvas, gate: MissedMinimum, t: Translator) -> None:
    text = t("card.gate", have=gate.have, need=gate.need)
    wide = SMALL_BOLD.width(text)
    top = page.at
    page.at += 3
    page.words(text, SMALL_BOLD, RED, RIGHT - wide, RIGHT)
    page.at = top
    _crossed(page, f"{gate.code} {gate.label}", RIGHT - wide - 28)


def _part(page: Canvas, part: Part, score: Score, held: set[str]) -> None:
    open_items = set(score.unanswered)
    with Framed(page):
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
        bar(page, 30, score.parts[part.code], score.parts[part.code] + more, part.max)
        page.at += 30
        for criterion in part.criteria:
            page.at += 16
            _criterion(page, criterion, score, open_items, held)


def _open(criterion: Criterion, open_items: set[str]) -> int:
    return sum(item.max for item in criterion.items if item.code in open_items)


def _criterion(page: Canvas, criterion: Criterion, score: Score, open_items: set[str], held: set[str]) -> None:
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
    bar(page, 16, got, got + _open(criterion, open_items), criterion.max)
    page.at += 16


def _notes(page: Canvas, criteria: CriteriaSet, score: Score, t: Translator) -> None:
    """How to read the colours, and what our copy of the criteria lacks."""
    notes = [t("card.legend")] if score.unanswered else []
    notes += [*criteria.gaps, *load_criteria(criteria.decision).gaps]
    for note in notes:
        page.words(note, SMALL, SOFT, LEFT, RIGHT)
        page.at += 16
    page.at += 8


def _foot(page: Canvas, criteria: CriteriaSet, day: date, t: Translator, kind: Kind) -> None:
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
