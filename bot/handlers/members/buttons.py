"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.members import LET_IN, VOUCHED
from bot.handlers.members import producers, team, vouched
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "vouch": Button(vouched.begin, policy.office(Act.RECOVER), (str,)),
    "producers": Button(producers.show, policy.BEGINS, (int,), optional=True),
    "workfor": Button(producers.work_for, policy.BEGINS, (int,)),
    "otherproducer": Button(producers.another, policy.PRODUCERS_PHONE),
    "team": Button(team.show, policy.PRODUCERS_PHONE, (int,), optional=True),
    "member": Button(team.one, policy.PRODUCERS_PHONE, (int,)),
    "memberpart": Button(team.set_part, policy.PRODUCERS_PHONE, (int, str)),
    "letin": Button(team.let_in, policy.PRODUCERS_PHONE),
    "askmemberout": Button(team.ask_out, policy.PRODUCERS_PHONE, (int,)),
    "memberout": Button(team.out, policy.PRODUCERS_PHONE, (int,)),
    "askleaveteam": Button(team.ask_leave, policy.PRODUCERS_PHONE),
    "leaveteam": Button(team.leave, policy.PRODUCERS_PHONE),
    "handover": Button(team.hand_over, policy.PRODUCERS_PHONE, (int,)),
}

SENT: Sent = {
    LET_IN.id: team.offered,
    VOUCHED.id: vouched.offered,
}
