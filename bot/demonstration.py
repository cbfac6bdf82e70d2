"""The demonstration: its clock, its windows and the roles behind them, and how its time is moved on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.channels.web.demo import TRIES, WINDOWS, Demo, NothingAhead, Step, Window
from bot.kit.clock import VIETNAM, Clock, DemoClock, day_of
from bot.storage.store import Store
from bot.texts import REFERENCE
from ocop_domain.areas import Areas
from ocop_domain.programmes import Programme
from ocop_domain.rights import Grant, Role

_STEPS = {"day": 1, "week": 7}
_MOST = 400
"""Days in which an event is looked for: a year and a little."""


def windows_of(programme: Programme) -> tuple[Window, ...]:
    """The windows; without districts their staff's is the province's."""
    if "district" in programme.levels:
        return WINDOWS
    upper = Role.PROVINCE_STAFF.value
    return tuple(replace(w, id="province", role=upper) if w.role == Role.DISTRICT_STAFF else w for w in WINDOWS)


async def furnish(store: Store, areas: Areas, programme: Programme, now: datetime) -> None:
    """Gives the windows their roles."""
    today = day_of(now)
    district, commune = programme.demo_commune["district"], programme.demo_commune["commune"]
    named = f"{commune}, {district}" if district else str(commune)
    upper = areas.search(programme.demo_district, today, limit=1)[0].code
    places = {
        Role.COMMUNE_OFFICER.value: areas.search(named, today, level="commune", limit=1)[0].code,
        Role.DISTRICT_STAFF.value: upper,
        Role.PROVINCE_STAFF.value: upper,
        Role.COUNCIL_MEMBER.value: upper,
    }
    for window in windows_of(programme):
        person = await store.person("web", window.address, REFERENCE, now)
        if window.role in places:
            officer = person.speaker or person  # who was left while helping a producer
            await store.grant(officer.id, Grant(Role(window.role), places[window.role]), now)


def demo_of(programme: Programme, clock: Clock, remind: Callable[[], Awaitable[int]]) -> Demo:
    """What the page is told; only a clock of the demonstration can be moved."""

    async def day() -> int:
        """The next morning, and all that it brings."""
        assert isinstance(clock, DemoClock)
        clock.advance_to(datetime.combine(day_of(clock()) + timedelta(days=1), time(9), VIETNAM))
        return await remind()

    async def advance(by: Step) -> None:
        # Day by day, so that each message says what it would have said on its own day.
        if by in _STEPS:
            for _ in range(_STEPS[by]):
                await day()
            return
        for _ in range(_MOST):
            if day_of(clock()) > programme.valid_to:
                break
            if await day():
                return
        raise NothingAhead

    return Demo(
        programme_name=programme.name,
        day=lambda: day_of(clock()),
        windows=windows_of(programme),
        advance=advance if isinstance(clock, DemoClock) else None,
        tries=TRIES,
    )
