"""How far a unit is, as a picture: for the phone, and for the report it is pasted into."""

from __future__ import annotations

from bot.handlers.progress.figures import House
from bot.handlers.progress.tables import summary, table
from bot.papers.pictures.card_style import (
    BODY_BOLD,
    CARD,
    GAP,
    GOLD,
    HEAD,
    LEAF,
    LEAF_SOFT,
    LEFT,
    ON_LEAF,
    PAPER,
    RIGHT,
    SMALL,
    SMALL_BOLD,
    SOFT,
    WIDTH,
    Framed,
)
from bot.papers.pictures.drawing import Box, Canvas, Panel, painted
from bot.papers.pictures.ledger_card import bar
from bot.records.progress import ProgressFigures
from bot.texts import Translator
from ocop_domain.progress import STEPS, ProgressStep, at_least, by_step

_MOST = 14
"""Units that are drawn: more are in the workbook."""


def progress_card(figures: ProgressFigures, house: House, t: Translator) -> bytes:
    """The figures as PNG, 1080 wide and as high as it takes."""
    return painted(progress_page(figures, house, t))


def progress_page(figures: ProgressFigures, house: House, t: Translator) -> Canvas:
    """Laid out: the three numbers, how many came to each step, the units below with their numbers."""
    page = Canvas(WIDTH, PAPER)
    _head(page, figures, house, t)
    whole = max(at_least(figures.entries, STEPS[0]), 1)
    with Framed(page):
        page.words(t("progress.picture_steps"), SMALL_BOLD, SOFT, LEFT, RIGHT)
        for step in STEPS:
            # Who got no star did not come farther than the council: that is a number of its own, not a part of the way.
            judged = step is ProgressStep.JUDGED
            count = by_step(figures.entries).get(step, 0) if judged else at_least(figures.entries, step)
            bar(page, t(f"progress.step.{step}"), t.number(count), count / whole, SOFT if judged else LEAF)
    with Framed(page, CARD):
        _units(page, figures, house, t)
    page.words(t("progress.picture_day", day=t.day(figures.day)), SMALL, SOFT, LEFT, RIGHT)
    page.at += GAP
    return page


def _head(page: Canvas, figures: ProgressFigures, house: House, t: Translator) -> None:
    ground = len(page.marks)
    page.at = 44
    page.words(figures.programme.name, SMALL_BOLD, GOLD, LEFT, RIGHT)
    page.at += 8
    title = t("progress.title", unit=house.areas.get(figures.unit).name, year=figures.year)
    page.words(title, HEAD, ON_LEAF, LEFT, RIGHT)
    page.at += 16
    page.words(summary(figures, t), BODY_BOLD, ON_LEAF, LEFT, RIGHT)
    if figures.planned and not figures.quotas:
        page.words(t("progress.picture_list", count=len(figures.planned)), SMALL, LEAF_SOFT, LEFT, RIGHT)
    page.at += 40
    page.marks.insert(ground, Panel(Box(0, 0, WIDTH, page.at), LEAF))
    page.marks.append(Panel(Box(0, page.at, WIDTH, page.at + 14), GOLD))
    page.at += 14 + GAP


def _units(page: Canvas, figures: ProgressFigures, house: House, t: Translator) -> None:
    """With quotas: registered of what each is to bring; else how many each has registered."""
    if figures.quotas:
        page.words(t("progress.picture_quotas"), SMALL_BOLD, SOFT, LEFT, RIGHT)
        for one in figures.quotas[:_MOST]:
            share = one.registered / one.wanted if one.wanted else 0
            said = t("progress.picture_of", registered=one.registered, wanted=one.wanted, recognised=one.recognised)
            bar(page, one.quota.area, said, share, LEAF if share >= 1 else GOLD)
        return
    rows = table(figures, "area", house, t).rows[:-1][:_MOST]
    page.words(t("progress.by.area"), SMALL_BOLD, SOFT, LEFT, RIGHT)
    most = max((int(row[1]) for row in rows), default=1) or 1
    for row in rows:
        bar(page, str(row[0]), t.number(int(row[1])), int(row[1]) / most, LEAF)
