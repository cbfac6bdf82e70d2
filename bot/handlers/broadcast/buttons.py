"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.broadcast import AMEND, BROADCAST, CERTAIN, TEMPLATE_FORMS
from bot.handlers.broadcast import calling, compose, ledger, steer, templates
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "broadcast": Button(compose.home, policy.office(Act.BROADCAST)),
    "newcast": Button(compose.begin, policy.office(Act.BROADCAST)),
    "templates": Button(templates.templates, policy.office(Act.BROADCAST)),
    "template": Button(templates.template, policy.office(Act.BROADCAST), (str,)),
    "editcast": Button(compose.edit, policy.office(Act.BROADCAST), (str,)),
    "dropcast": Button(compose.drop, policy.office(Act.BROADCAST), (str,)),
    "sendcast": Button(compose.send, policy.office(Act.BROADCAST), (str, str, int)),
    "sample": Button(compose.sample, policy.office(Act.BROADCAST), stays=True),
    "cast": Button(steer.show, policy.office(Act.BROADCAST), (str,)),
    "halt": Button(steer.stop, policy.office(Act.BROADCAST), (str,), stays=True),
    "goon": Button(steer.resume, policy.office(Act.BROADCAST), (str,), stays=True),
    "amend": Button(steer.begin_amend, policy.office(Act.BROADCAST), (str,)),
    "takeback": Button(steer.ask_take_back, policy.office(Act.BROADCAST), (str,)),
    "takenback": Button(steer.take_back, policy.office(Act.BROADCAST), (str,)),
    "got": Button(steer.got, policy.FREE, (str,), stays=True),
    "say": Button(steer.answer, policy.FREE, (str, str), stays=True),
    "sentcasts": Button(ledger.sent, policy.office(Act.BROADCAST), (int,), optional=True),
    "ledger": Button(ledger.show, policy.office(Act.BROADCAST), (str,)),
    "ledgerfiles": Button(ledger.files, policy.office(Act.BROADCAST), (str,)),
    "silent": Button(ledger.silent, policy.office(Act.BROADCAST), (str, int), optional_last=True),
    "phoning": Button(ledger.phoning, policy.office(Act.BROADCAST), (str, int), optional_last=True),
    "tocall": Button(calling.show, policy.office(Act.BROADCAST), (str, int), optional_last=True),
    "calledup": Button(calling.called, policy.office(Act.BROADCAST), (str, int)),
    "resend": Button(ledger.again, policy.office(Act.BROADCAST), (str,)),
    "elsewhere": Button(ledger.ask_elsewhere, policy.office(Act.BROADCAST), (str,)),
    "byother": Button(ledger.elsewhere, policy.office(Act.BROADCAST), (str,)),
}

SENT: Sent = {
    BROADCAST.id: compose.preview,
    CERTAIN.id: compose.certain,
    AMEND.id: steer.amended,
    **dict.fromkeys(TEMPLATE_FORMS, templates.filled),
}
