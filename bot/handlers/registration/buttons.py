"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms import REGISTRATIONS
from bot.conversations.forms.changes import ASK_CHANGE
from bot.conversations.forms.clarify import EXPLAIN
from bot.conversations.forms.lifetime import HAND_ON, LEGAL, PLACE, STOP, TAKE_ON
from bot.conversations.forms.rename import RENAME
from bot.handlers.registration import (
    again,
    ask_change,
    correct,
    explain,
    handing,
    lifetime,
    own,
    recorded,
    register,
    rename,
    years,
)
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent

BUTTONS: dict[str, Button] = {
    "register": Button(register.register, policy.BEGINS),
    "new": Button(register.begin, policy.BEGINS_KEEPING),
    "mine": Button(own.mine, policy.BEGINS, (int,), optional=True),
    "draft": Button(register.open_draft, policy.BEGINS, (str,)),
    "fix": Button(correct.fix, policy.EDIT_KEEPING, (str,)),
    "askchange": Button(ask_change.begin, policy.EDIT_KEEPING, (str,)),
    "life": Button(lifetime.show, policy.EDIT, (str,)),
    "course": Button(lifetime.begin, policy.EDIT_KEEPING, (str, str)),
    "takeon": Button(handing.take, policy.OWN, (str, int)),
    "noton": Button(handing.decline, policy.OWN, (str,)),
    "explain": Button(explain.begin, policy.EDIT_KEEPING, (str,)),
    "askwithdraw": Button(correct.ask_withdraw, policy.EDIT, (str, int)),
    "withdraw": Button(correct.withdraw, policy.WITHDRAWS, (str, int)),
    "fromlook": Button(register.from_look, policy.BEGINS),
    "recorded": Button(recorded.show, policy.BEGINS, (str,)),
    "fromrecord": Button(recorded.begin, policy.BEGINS_KEEPING, (str,)),
    "years": Button(years.show, policy.SEE, (str, int), optional_last=True),
    "upgrade": Button(again.upgrade, policy.UPGRADE, (str,)),
    "anew": Button(again.anew, policy.UPGRADE, (str,)),
    "kind": Button(again.change_kind, policy.EDIT_KEEPING, (str,)),
    "rename": Button(rename.ask, policy.EDIT_KEEPING, (str,)),
    "sameproduct": Button(register.same_product, policy.BEGINS_KEEPING, (str, str)),
    "newproduct": Button(register.new_product, policy.BEGINS_KEEPING, (str,)),
}

SENT: Sent = {
    **dict.fromkeys(REGISTRATIONS, register.send),
    RENAME.id: rename.renamed,
    ASK_CHANGE.id: ask_change.asked,
    STOP.id: lifetime.stopping,
    PLACE.id: lifetime.moving,
    LEGAL.id: lifetime.reforming,
    HAND_ON.id: handing.offered,
    TAKE_ON.id: handing.said,
    EXPLAIN.id: explain.answered,
}
