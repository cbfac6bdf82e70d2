"""A date was moved: one correction to everybody who still has to act by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.reminders.occurrences import Rule, YearOfDuties
from ocop_domain.duties.audience import Helpers, Wave


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    for variant in year.variants:
        if variant.moved and variant.moved.on == day:
            # Moved there and back and there again is three corrections, so the key counts the moves.
            key = year.key("moved", variant.topic, variant.occurrence.announced, day, variant.moves)
            yield year.wave("moved", variant, day, key=key, topic=f"moved:{variant.topic}", official=True)
            if variant.occurrence.duty.helps:
                yield year.wave(
                    "moved",
                    variant,
                    day,
                    key=f"{key}:help",
                    topic=f"moved-help:{variant.topic}",
                    audience=Helpers(variant.occurrence, variant.territory),
                    official=True,
                )


RULE = Rule("moved", _waves)
