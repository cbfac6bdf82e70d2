"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.activities import (
    ACTIVITY,
    ALSO,
    ATTENDED,
    CALL_OFF,
    CALLER,
    CALLER_INSTEAD,
    CHANGE_ACTIVITY,
    INSTEAD,
    OUTCOME,
)
from bot.handlers.activities import answering, attending, callers, changing, guests, making, page, whom
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "activities": Button(page.home, policy.FREE, (int,), optional=True),
    "invitedto": Button(page.invitations, policy.FREE, (int,), optional=True),
    "activity": Button(page.show, policy.FREE, (str,)),
    "holdactivity": Button(page.hold, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "newactivity": Button(making.begin, policy.office(Act.HOLD_ACTIVITY), (str, str), optional=True),
    "invite": Button(making.invite, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "whom": Button(whom.show, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "alsowhom": Button(whom.begin, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "notwhom": Button(whom.take_away, policy.office(Act.HOLD_ACTIVITY), (str, int, int)),
    "guests": Button(guests.show, policy.office(Act.HOLD_ACTIVITY), (str, int), optional_last=True),
    "guest": Button(guests.one, policy.office(Act.HOLD_ACTIVITY), (str, int)),
    "guesttable": Button(guests.table, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "caller": Button(callers.begin, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "callersays": Button(callers.says, policy.office(Act.HOLD_ACTIVITY), (str, int, str)),
    "callerother": Button(callers.begin_instead, policy.office(Act.HOLD_ACTIVITY), (str, int)),
    "moveactivity": Button(changing.begin, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "calloff": Button(changing.begin_off, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "attend": Button(attending.begin, policy.office(Act.HOLD_ACTIVITY), (str, int), optional_last=True),
    "door": Button(attending.door, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "activityend": Button(attending.begin_outcome, policy.office(Act.HOLD_ACTIVITY), (str,)),
    "come": Button(answering.come, policy.FREE, (str, str)),
    "instead": Button(answering.begin_instead, policy.FREE, (str,)),
}

SENT: Sent = {
    ACTIVITY.id: making.made,
    CHANGE_ACTIVITY.id: changing.changed,
    CALL_OFF.id: changing.off,
    INSTEAD.id: answering.instead,
    ALSO.id: whom.added,
    CALLER.id: callers.named,
    CALLER_INSTEAD.id: callers.instead,
    ATTENDED.id: attending.attended,
    OUTCOME.id: attending.concluded,
}
