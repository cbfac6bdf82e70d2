"""What things are called: an occurrence of a duty with its time, a product with what it is registered for again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.texts import Translator
from ocop_domain.duties.model import Occurrence
from ocop_domain.eligibility import RECOGNISED
from ocop_domain.products import Made
from ocop_domain.writing import one_line

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


def period(t: Translator, occurrence: Occurrence) -> str:
    """ "tháng 2": the time of a duty that comes again; "" of one that comes once."""
    for name, shape in _SHAPES.items():
        if occurrence.duty.recurs and (found := re.fullmatch(shape, occurrence.id)):
            return t(f"period.{name}", number=found[1].lstrip("0"))
    return ""


def called(t: Translator, made: Made) -> str:
    """The product's name; of one that wants another star also that, for the first one has the same name."""
    return named(t, made.name, made.answers)


def named(t: Translator, name: str, answers: Mapping[str, Any]) -> str:
    """The same for what has a name and the answers of a registration; one that has no name yet says so."""
    name = one_line(name) or t("draft.unnamed")
    kind, star = answers.get("registration_kind"), answers.get("current_star")
    if kind not in RECOGNISED:
        return name
    return t(f"product.called.{kind}", name=name, star=star) if star else t("product.again", name=name)
