"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.progress import MARKS, PLANNED
from bot.handlers.progress import home, marks, mine, ministry, planned
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "progress": Button(home.show, policy.office(Act.OVERSEE), (str, int), optional=True),
    "numbers": Button(home.numbers, policy.office(Act.OVERSEE), (str, int, int)),
    "progressby": Button(home.by, policy.office(Act.OVERSEE), (str, int, str, int)),
    "progressfiles": Button(home.files, policy.office(Act.OVERSEE), (str, int)),
    "ministry": Button(ministry.give, policy.office(Act.OVERSEE), (str,)),
    "planlist": Button(planned.show, policy.office(Act.OVERSEE), (str, int, int)),
    "planhere": Button(planned.registered, policy.office(Act.OVERSEE), (str, int, int)),
    "planrow": Button(planned.one, policy.office(Act.OVERSEE), (str, int, int)),
    "plancall": Button(planned.call, policy.office(Act.OVERSEE), (str, int, int)),
    "tomark": Button(marks.to_mark, policy.office(Act.OVERSEE), (str, int, int)),
    "markone": Button(marks.one, policy.office(Act.OVERSEE), (int,)),
    "ownmarks": Button(marks.own, policy.BEGINS_KEEPING),
    "inplan": Button(mine.show, policy.BEGINS),
    "planname": Button(mine.ask_name, policy.BEGINS),
}

SENT: Sent = {
    MARKS.id: marks.said,
    PLANNED.id: mine.asked,
}
