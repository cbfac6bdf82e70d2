"""Buttons of this feature: what pressing them does; one line each."""

from __future__ import annotations

from bot.handlers.forms import asides, receiving
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button

BUTTONS: dict[str, Button] = {
    "discard": Button(asides.discard, policy.FREE, stays=True),
    "keepform": Button(asides.keep_form, policy.FREE, stays=True),
    "keepfile": Button(receiving.keep_file, policy.KEEPS, (str,)),
}
