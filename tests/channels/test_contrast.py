"""Words of the page and of the dashboard stand out from what is behind them, by day and by night."""

from __future__ import annotations

import re

import pytest

from bot.channels.web.page import STATIC

LEAST = 4.5
"""What WCAG 2 asks of text of an ordinary size (level AA)."""
PAIRS = (
    *((words, "paper") for words in ("ink", "soft", "leaf-ink")),
    *((words, "card") for words in ("ink", "soft", "leaf-ink")),
    ("on-leaf", "leaf"),
    ("on-leaf", "leaf-hover"),
    ("gold-ink", "gold-pale"),
    ("ink", "leaf-pale"),
)
"""Which colour stands on which."""


def _colours() -> dict[str, dict[str, str]]:
    """The colours by their names: of the day, and of the night where it has its own."""
    css = (STATIC / "base.css").read_text("utf-8")
    day, night = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})\b", part)) for part in css.split("@media", 2)[:2])
    return {"day": day, "night": day | night}


def _brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_brightness(one), _brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("when", ["day", "night"])
def test_words_can_be_read_in_the_sun_and_in_the_dark(when: str) -> None:
    colours = _colours()[when]
    pale = {pair: found for pair in PAIRS if (found := _contrast(colours[pair[0]], colours[pair[1]])) < LEAST}
    assert pale == {}
