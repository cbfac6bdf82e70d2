"""A round of the council comes near: its members and its secretary hear of it, producers whose products are judged,
and the offices and communes that help."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.reminders.occurrences import Rule, YearOfDuties
from ocop_domain.duties.audience import Around, Helpers, Wave
from ocop_domain.duties.model import DutyKind
from ocop_domain.duties.reminding import slot_until

_LEAD = (14, 3)
"""Days before a round begins, or the day before them on which calendar reminders leave."""


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    for variant in year.variants:
        occurrence = variant.occurrence
        if occurrence.duty.kind is not DutyKind.ROUND or occurrence.undated:
            continue
        if day not in {slot_until(occurrence.opens - timedelta(days=left)) for left in _LEAD}:
            continue
        yield year.wave("round_near", variant, day, day=occurrence.opens)
        # Only a few products go up to the ministry: their producers hear of it from the province.
        if occurrence.duty.role not in {"producer", "ministry"}:
            yield year.wave(
                "round_near",
                variant,
                day,
                key=year.key("round_near", variant.topic, occurrence.opens, day, "around"),
                topic=f"around:{variant.topic}",
                audience=Around(occurrence, variant.territory),
                day=occurrence.opens,
            )
        if any(role != "producer" for role in occurrence.duty.helps):
            yield year.wave(
                "round_near",
                variant,
                day,
                key=year.key("round_near", variant.topic, occurrence.opens, day, "help"),
                topic=f"round-help:{variant.topic}",
                audience=Helpers(occurrence, variant.territory),
                day=occurrence.opens,
            )


RULE = Rule("round_near", _waves)
