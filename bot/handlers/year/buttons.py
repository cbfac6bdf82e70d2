"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.year import MOVE, REPORT
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from bot.handlers.year import agenda, apart, call_duty, duty, late, oversee, who
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "calendar": Button(agenda.show, policy.FREE, (int,), optional=True),
    "apart": Button(apart.show, policy.FREE, (int,), optional=True),
    "finished": Button(agenda.finished, policy.FREE, (int,), optional=True),
    "year": Button(agenda.picture, policy.FREE),
    "phone": Button(agenda.phone, policy.PRODUCERS_PHONE),
    "newaddress": Button(agenda.new_address, policy.PRODUCERS_PHONE),
    "duty": Button(duty.show, policy.FREE, (str, str)),
    "again": Button(duty.again, policy.FREE, (int,), stays=True),
    "allagain": Button(duty.all_again, policy.FREE, (int,), stays=True),
    "mute": Button(duty.mute, policy.FREE, (str,), stays=True),
    "unmute": Button(duty.unmute, policy.FREE, (str,), stays=True),
    "muted": Button(duty.ask_muting, policy.OWN_PHONE),
    "nudges": Button(duty.set_nudges, policy.OWN_PHONE, (str,)),
    "overview": Button(who.overview, policy.office(Act.OVERSEE), (int,), optional=True),
    "who": Button(who.show, policy.office(Act.OVERSEE), (str, str, int), optional_last=True),
    "late": Button(late.show, policy.office(Act.OVERSEE), (int,), optional=True),
    "lateunit": Button(late.unit, policy.office(Act.OVERSEE), (str,)),
    "whose": Button(who.whose, policy.office(Act.OVERSEE), (str, str, str)),
    "nudge": Button(who.ask_nudge, policy.office(Act.OVERSEE), (str, str)),
    "nudgeyes": Button(who.nudge, policy.office(Act.OVERSEE), (str, str)),
    "move": Button(oversee.begin_move, policy.office(Act.MOVE_DATE), (str, str)),
    "callduty": Button(call_duty.show, policy.office(Act.OVERSEE), (str, str, int), optional_last=True),
    "dialled": Button(call_duty.called, policy.office(Act.OVERSEE), (str, str, int)),
}

SENT: Sent = {
    REPORT.id: duty.reported,
    MOVE.id: oversee.move,
}
