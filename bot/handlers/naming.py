"""What an occurrence of a duty is called: its title, and which time it is of those that come again."""

from __future__ import annotations

import re

from bot.texts import Translator
from ocop_domain.duties.model import Occurrence

_SHAPES = {
    "month": r"\d{4}-(\d\d)",
    "quarter": r"\d{4}-q(\d)",
    "half_year": r"\d{4}-h(\d)",
    "nine_months": r"(\d{4})-9m",
    "year": r"(\d{4})",
    "week": r"\d{4}-w(\d\d)",
    "round": r"\d{4}-(\w{1,4})",
}
"""How the id of an occurrence looks, and what is counted in it."""
PERIODS = tuple(_SHAPES)


def title(t: Translator, occurrence: Occurrence) -> str:
    """ "Gửi báo cáo tháng (tháng 2)": a duty that comes once is just its title."""
    for period, shape in _SHAPES.items():
        if occurrence.duty.recurs and (found := re.fullmatch(shape, occurrence.id)):
            number = found[1].lstrip("0") if found[1].isdecimal() else found[1]
            if period == "round":
                number = f"{number}/{occurrence.id[:4]}"
            return f"{occurrence.duty.title} ({t(f'period.{period}', number=number)})"
    return occurrence.duty.title
