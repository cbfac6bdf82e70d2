"""What became of a notice to many, as a picture: for the phone, and for the report it is pasted into."""

from __future__ import annotations

from datetime import date

from bot.handlers.broadcast.progress import excerpt
from bot.kit.clock import VIETNAM
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
    ON_LEAF,
    PAPER,
    RED,
    RIGHT,
    SMALL,
    SMALL_BOLD,
    SOFT,
    WIDTH,
    Framed,
)
from bot.papers.pictures.drawing import Box, Canvas, Panel, drawable, painted
from bot.records.broadcast import Broadcast, Tally
from bot.texts import Translator
from ocop_domain.broadcasts import ANSWERS, Fate, ReplyWanted

_COLOURS = {
    Fate.SENT: LEAF,
    Fate.KEPT: GOLD,
    Fate.UNKNOWN: GOLD,
    Fate.REFUSED: RED,
    Fate.BLOCKED: RED,
    Fate.UNREACHABLE: RED,
    Fate.NOWHERE: RED,
    Fate.STOPPED: SOFT,
}
_BAR = 26


def ledger_card(broadcast: Broadcast, tally: Tally, *, place: str, today: date, t: Translator) -> bytes:
    """The ledger as PNG, 1080 wide and as high as it takes."""
    return painted(ledger_page(broadcast, tally, place=place, today=today, t=t))


def ledger_page(broadcast: Broadcast, tally: Tally, *, place: str, today: date, t: Translator) -> Canvas:
    """The ledger laid out."""
    page = Canvas(WIDTH, PAPER)
    _head(page, broadcast, tally, place, t)
    everybody = max(tally.count, 1)
    with Framed(page):
        if tally.open:
            bar(page, t("ledger.fate.open"), t.number(tally.open), tally.open / everybody, GOLD)
        for fate, colour in _COLOURS.items():
            if count := tally.of(fate):
                bar(page, t(f"ledger.fate.{fate}"), t.number(count), count / everybody, colour)
    if broadcast.ask is not ReplyWanted.NOTHING:
        delivered = max(tally.of(Fate.SENT), 1)
        with Framed(page, CARD):
            for answer in ANSWERS[broadcast.ask]:
                count = tally.answers.get(answer, 0)
                bar(page, t(f"ledger.answer.{answer}"), t.number(count), count / delivered, LEAF)
            silent = max(0, tally.of(Fate.SENT) - sum(tally.answers.values()))
            bar(page, t("ledger.answer.none"), t.number(silent), silent / delivered, SOFT)
    page.words(t("ledger.day", day=t.day(today)), SMALL, SOFT, LEFT, RIGHT)
    page.at += GAP
    return page


def _head(page: Canvas, broadcast: Broadcast, tally: Tally, place: str, t: Translator) -> None:
    ground = len(page.marks)
    page.at = 44
    page.words(t("cast.ledger"), SMALL_BOLD, GOLD, LEFT, RIGHT)
    page.at += 8
    page.words(excerpt(broadcast.text), HEAD, ON_LEAF, LEFT, RIGHT)
    page.at += 16
    began = (broadcast.began or broadcast.send_at).astimezone(VIETNAM)
    about = [t(f"cast.phase.{broadcast.phase}"), f"{began:%H:%M %d/%m/%Y}", *([drawable(place)] if place else [])]
    page.words(" · ".join(about), SMALL, LEAF_SOFT, LEFT, RIGHT)
    page.at += 16
    page.words(t("cast.count.all", count=t.number(tally.count)), BODY_BOLD, ON_LEAF, LEFT, RIGHT)
    page.at += 40
    page.marks.insert(ground, Panel(Box(0, 0, WIDTH, page.at), LEAF))
    page.marks.append(Panel(Box(0, page.at, WIDTH, page.at + 14), GOLD))
    page.at += 14 + GAP


def bar(page: Canvas, label: str, figure: str, share: float, colour: str) -> None:
    """A count with its bar."""
    page.at += 10
    wide = BODY_BOLD.width(figure)
    top = page.at
    page.words(figure, BODY_BOLD, INK, RIGHT - wide, RIGHT)
    page.at = top
    page.words(label, BODY, INK, LEFT, RIGHT - wide - 24)
    page.at += 8
    page.marks.append(Panel(Box(LEFT, page.at, RIGHT, page.at + _BAR), LEAF_PALE, _BAR // 2))
    if share > 0:
        end = LEFT + max(_BAR, round((RIGHT - LEFT) * min(share, 1)))
        page.marks.append(Panel(Box(LEFT, page.at, end, page.at + _BAR), colour, _BAR // 2))
    page.at += _BAR + 10
