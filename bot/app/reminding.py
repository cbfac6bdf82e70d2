"""Who writes unasked: reminders, and what is sent to many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.app.channels import rates_of
from bot.app.jobs import claims_of
from bot.bootstrap import Foundation
from bot.broadcasts.service import Broadcasts
from bot.delivery.outbox import Outbox
from bot.kit.clock import day_of
from bot.ports.channels import Channel
from bot.reminders.rules import OF_DUTIES, RULES
from bot.reminders.service import Reminders
from bot.storage.broadcast.service import CastingMemory
from bot.storage.year.reminders import StoredReminders
from ocop_domain.law import law_on
from ocop_domain.programmes import Programme


def reminders_of(foundation: Foundation, channels: Mapping[str, Channel], outbox: Outbox) -> Reminders:
    """Who looks at what is due: in the law of the day, and in each plan of which something is left."""
    programmes = foundation.programmes
    made: dict[tuple[str, int], Reminders] = {}

    def of(programme: Programme, **more: Any) -> Reminders:
        key = programme.id, id(programme)  # the law may change under a plan
        if key not in made:
            # What a person's own papers bring is said once, by the law.
            rules = RULES if programme.is_law else OF_DUTIES
            made[key] = _of_programme(foundation, channels, outbox, programme, rules=rules, **more)
        return made[key]

    def planning(day: date) -> Iterator[Reminders]:
        return (of(programme) for programme in (law_on(day), *programmes.living(day)))

    return of(law_on(day_of(foundation.clock())), planning=planning)


def _of_programme(
    foundation: Foundation, channels: Mapping[str, Channel], outbox: Outbox, programme: Programme, **more: Any
) -> Reminders:
    return Reminders(
        memory=StoredReminders(foundation.store.database, programme.id, foundation.programmes.counted),
        programme=programme,
        areas=foundation.areas,
        texts=foundation.texts,
        clock=foundation.clock,
        deliver=outbox.push,
        hours=foundation.settings.hours,
        limit=claims_of(channels.values()),
        programmes=foundation.programmes,
        **more,
    )


def broadcasts_of(foundation: Foundation, channels: Mapping[str, Channel], outbox: Outbox) -> Broadcasts:
    """Who begins, follows and ends what is sent to many."""
    return Broadcasts(
        memory=CastingMemory(foundation.store.database, foundation.programmes, foundation.areas),
        texts=foundation.texts,
        clock=foundation.clock,
        deliver=outbox.push,
        hours=foundation.settings.hours,
        rates=rates_of(channels),
    )
