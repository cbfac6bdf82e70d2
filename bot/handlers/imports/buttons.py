"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.claim import CLAIM
from bot.handlers.imports import claims, columns, records, sending
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "importlist": Button(sending.ask, policy.office(Act.IMPORT)),
    "takelist": Button(sending.take, policy.office(Act.IMPORT), (str,)),
    "droplist": Button(sending.drop, policy.office(Act.IMPORT), (str,)),
    "readlist": Button(columns.again, policy.office(Act.IMPORT), (str,)),
    "listcolumns": Button(columns.show, policy.office(Act.IMPORT), (str, int), optional_last=True),
    "listcolumn": Button(columns.choose, policy.office(Act.IMPORT), (str, str, str, int), optional_last=True),
    "setcolumn": Button(columns.set_, policy.office(Act.IMPORT), (str, str, str, str)),
    "imported": Button(records.list_, policy.office(Act.IMPORT), (int,), optional=True),
    "foundimported": Button(records.found, policy.office(Act.IMPORT), (int,), optional=True),
    "record": Button(records.show, policy.office(Act.IMPORT), (str, int), optional_last=True),
    "offerclaim": Button(records.offer, policy.office(Act.IMPORT), (str,)),
    "claims": Button(records.claims, policy.office(Act.IMPORT), (int,), optional=True),
    "claim": Button(records.claim, policy.office(Act.IMPORT), (str,)),
    "giveclaim": Button(records.confirm, policy.office(Act.IMPORT), (str,)),
    "denyclaim": Button(records.deny, policy.office(Act.IMPORT), (str,)),
    "claimmine": Button(claims.begin, policy.BEGINS),
    "claimthis": Button(claims.ask, policy.BEGINS_KEEPING, (str,)),
    "claimcode": Button(claims.take, policy.BEGINS_KEEPING, (str,)),
}

SENT: Sent = {
    CLAIM.id: claims.asked,
}
