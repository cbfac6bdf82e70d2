"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.agencies import AGENCY_CONTACT
from bot.handlers.agencies import pages
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "agencies": Button(pages.show, policy.FREE, (int,), optional=True),
    "agency": Button(pages.one, policy.FREE, (str,)),
    "agencysay": Button(pages.begin, policy.office(Act.MOVE_DATE), (str,)),
}

SENT: Sent = {
    AGENCY_CONTACT.id: pages.filled,
}
