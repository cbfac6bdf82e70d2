"""Buttons of this feature: what pressing them does; one line each."""

from __future__ import annotations

from bot.handlers.cycle import about, steps
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button

BUTTONS: dict[str, Button] = {
    "steps": Button(steps.show, policy.FREE),
    "step": Button(steps.one, policy.FREE, (int,)),
    "stepof": Button(steps.of, policy.FREE, (int, str, int), optional_last=True),
    "stepsource": Button(steps.source, policy.FREE, (int,)),
    "principles": Button(about.principles, policy.FREE),
    "purpose": Button(about.purpose, policy.FREE),
    "whojoins": Button(about.who_joins, policy.FREE),
    "documents": Button(about.documents, policy.FREE, (int,), optional=True),
}
