"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.visits import MENDED, NOT_MENDED, VISIT
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from bot.handlers.visits import findings, making
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "visit": Button(making.begin, policy.office(Act.OVERSEE), (str,)),
    "visits": Button(making.all_, policy.office(Act.OVERSEE), (str, int), optional_last=True),
    "visitdoc": Button(making.minutes, policy.office(Act.OVERSEE), (str,)),
    "findings": Button(findings.list_, policy.office(Act.OVERSEE), (int,), optional=True),
    "tomend": Button(findings.own, policy.BEGINS, (int,), optional=True),
    "found1": Button(findings.show, policy.FREE, (str,)),
    "mended": Button(findings.begin_answer, policy.KEEPS, (str,)),
    "proposefind": Button(findings.propose, policy.office(Act.OVERSEE), (str,)),
    "closefind": Button(findings.close, policy.office(Act.OVERSEE), (str,)),
    "againfind": Button(findings.begin_again, policy.office(Act.OVERSEE), (str,)),
}

SENT: Sent = {
    VISIT.id: making.made,
    MENDED.id: findings.answered,
    NOT_MENDED.id: findings.again,
}
