"""Duties and waves for tests of reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.kit.clock import VIETNAM
from ocop_domain.duties.audience import Audience, Wave
from ocop_domain.duties.model import Concerns, Done, Duty, DutyKind, Occurrence

HERE, ELSEWHERE = "camau-2022", "vietnam-2027"

DAY = date(2022, 2, 15)

NOW = datetime.combine(DAY, time(9), VIETNAM)

LATER = NOW + timedelta(hours=1)


def occurrence(
    role: str, level: str = "", done: Done = Done.TAP, concerns: Concerns = Concerns.ACCEPTED, name: str = "d"
) -> Occurrence:
    """An occurrence as a programme's file could have it."""
    levels = {"producer": "subject", "commune_officer": "commune", "district_staff": "district", "ministry": "central"}
    level = level or levels.get(role, "province")
    duty = Duty(name, 2, DutyKind.WINDOW, "Làm việc này", role, level, "II", done=done, concerns=concerns)
    return Occurrence(duty, "once", DAY, DAY + timedelta(days=14), DAY + timedelta(days=14))


LIST = occurrence("commune_officer", done=Done.LIST)

PLAN = occurrence("producer", name="plan")


def wave(audience: Audience, key: str = "w", **changes: Any) -> Wave:
    return replace(Wave("before_due", key, DAY, f"topic:{key}", audience, DAY + timedelta(days=14)), **changes)
