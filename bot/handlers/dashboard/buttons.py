"""Buttons of this feature: what pressing them does; one line each."""

from __future__ import annotations

from bot.handlers.dashboard import door
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "dashboard": Button(door.offer, policy.office(Act.OVERSEE)),
}
