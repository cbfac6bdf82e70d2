"""What an occurrence of a duty is called: its title, and which time it is of those that come again."""

from __future__ import annotations

import re

from bot.texts import Translator
from ocop_domain.duties.model import Occurrence

_PERIODS = (
    (r"\d{4}-(\d\d)", "period.month"),
    (r"\d{4}-q(\d)", "period.quarter"),
    (r"\d{4}-h(\d)", "period.half_year"),
    (r"(\d{4})-9m", "period.nine_months"),
    (r"(\d{4})", "period.year"),
    (r"\d{4}-w(\d\d)", "period.week"),
    (r"\d{4}-(\w{1,4})", "period.round"),
)


def title(t: Translator, occurrence: Occurrence) -> str:
    """ "Gửi báo cáo tháng (tháng 2)": a duty that comes once is just its title."""
    for shape, key in _PERIODS:
        if occurrence.duty.recurs and (found := re.fullmatch(shape, occurrence.id)):
            number = found[1].lstrip("0") if found[1].isdecimal() else found[1]
            return f"{occurrence.duty.title} ({t(key, number=number)})"
    return occurrence.duty.title
