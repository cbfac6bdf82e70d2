"""A date was moved: one correction to everybody who still has to act by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.notices.year import Rule, Year
from ocop_domain.duties.audience import Wave


def _waves(year: Year, day: date) -> Iterator[Wave]:
    for variant in year.variants:
        if variant.moved and variant.moved.on == day:
            yield year.wave("moved", variant, day, topic=f"moved:{variant.topic}", official=True)


RULE = Rule("moved", _waves)
