"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.showcase import SHOWCASE
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from bot.handlers.showcase import page
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "showcase": Button(page.show, policy.office(Act.HOLD_ACTIVITY)),
    "showlist": Button(page.begin, policy.office(Act.HOLD_ACTIVITY), (str,), optional=True),
}

SENT: Sent = {
    SHOWCASE.id: page.taken,
}
