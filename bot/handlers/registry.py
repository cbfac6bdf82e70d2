"""Every button, command and form that can be sent: gathered from the features, whose `buttons.py` name their own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from bot.conversations.form import Draft
from bot.conversations.forms.consent import CONSENT_FORMS, DOSSIER
from bot.conversations.forms.progress import is_report
from bot.handlers import menu
from bot.handlers.account import buttons as account
from bot.handlers.account import consent
from bot.handlers.activities import buttons as activities
from bot.handlers.agencies import buttons as agencies
from bot.handlers.assistance import buttons as assistance
from bot.handlers.broadcast import buttons as broadcast
from bot.handlers.cycle import buttons as cycle
from bot.handlers.dashboard import buttons as dashboard
from bot.handlers.dossier import buttons as dossier
from bot.handlers.evidence import buttons as evidence
from bot.handlers.evidence import papers
from bot.handlers.forms import buttons as forms
from bot.handlers.forms import receiving
from bot.handlers.imports import buttons as imports
from bot.handlers.knowledge import buttons as knowledge
from bot.handlers.knowledge import inquiries
from bot.handlers.members import buttons as members
from bot.handlers.office import buttons as office
from bot.handlers.plan import buttons as plan
from bot.handlers.progress import buttons as progress
from bot.handlers.registration import buttons as registration
from bot.handlers.registration import handing, register
from bot.handlers.reporting import answering
from bot.handlers.reporting import buttons as reporting
from bot.handlers.rounds import buttons as rounds
from bot.handlers.rounds import judge
from bot.handlers.scoring import buttons as scoring
from bot.handlers.scoring import scoring as sheets
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from bot.handlers.showcase import buttons as showcase
from bot.handlers.support import buttons as support
from bot.handlers.turn import Turn
from bot.handlers.visits import buttons as visits
from bot.handlers.year import buttons as year
from bot.writes.forms import SetPlace

_Entry = TypeVar("_Entry")


def _gathered(*features: Mapping[str, _Entry]) -> dict[str, _Entry]:
    """All entries of the features; a name belongs to one of them."""
    found: dict[str, _Entry] = {}
    for entries in features:
        if twice := found.keys() & entries.keys():
            raise ValueError(f"two features have {sorted(twice)}")
        found |= entries
    return found


_MENU = {
    "menu": Button(menu.show, policy.FREE),
    "as": Button(menu.switch, policy.FREE, (str,)),
    "help": Button(menu.help_, policy.FREE, stays=True),
    "language": Button(menu.language, policy.FREE, stays=True),
    "lang": Button(menu.set_language, policy.FREE, (str,), stays=True),
}

BUTTONS: dict[str, Button] = _gathered(
    _MENU,
    account.BUTTONS,
    activities.BUTTONS,
    agencies.BUTTONS,
    assistance.BUTTONS,
    broadcast.BUTTONS,
    cycle.BUTTONS,
    dashboard.BUTTONS,
    dossier.BUTTONS,
    evidence.BUTTONS,
    forms.BUTTONS,
    imports.BUTTONS,
    knowledge.BUTTONS,
    members.BUTTONS,
    office.BUTTONS,
    plan.BUTTONS,
    progress.BUTTONS,
    registration.BUTTONS,
    reporting.BUTTONS,
    rounds.BUTTONS,
    scoring.BUTTONS,
    showcase.BUTTONS,
    support.BUTTONS,
    visits.BUTTONS,
    year.BUTTONS,
)

COMMANDS = {
    "menu": "menu",
    "help": "help",
    "language": "language",
    "register": "register",
    "products": "mine",
    "star": "star",
    "queue": "queue",
    "calendar": "calendar",
    "progress": "progress",
    "papers": "papers",
    "cancel": "menu",
    "privacy": "privacy",
    "consent": "consent",
    "phones": "phones",
    "dashboard": "dashboard",
}


_PHOTO = "photo"


async def _consented(turn: Turn, draft: Draft) -> None:
    note = consent.given(turn, draft)
    then, _, what = draft.subject.partition(":")
    came = DOSSIER in draft.answers and await receiving.take_up(turn)
    if came and then in {"", _PHOTO}:
        turn.do(SetPlace(what))
        turn.tell("consent.photo_taken")
    elif then == _PHOTO and not draft.answers.get(DOSSIER):
        await receiving.go_back(turn, what)
    elif not draft.answers.get(DOSSIER) or then not in _WHEN_AGREED:
        await menu.show(turn, note)
    else:
        await _WHEN_AGREED[then](turn, *([what] if what else []))


_WHEN_AGREED: dict[str, Callable[..., Awaitable[None]]] = {
    "register": register.begin,
    "fromlook": register.from_look,
    "send": register.send_agreed,
    "draft": register.open_draft,
    _PHOTO: register.open_for_photo,
    "inquire": inquiries.send,
    "newpaper": papers.new,
    "gopaper": papers.go_on,
    "takeon": handing.take_agreed,
}
"""What somebody wanted to do who was asked whether it may be kept."""


SENT: Sent = _gathered(
    dict.fromkeys((form.id for form in CONSENT_FORMS), _consented),
    account.SENT,
    activities.SENT,
    agencies.SENT,
    assistance.SENT,
    broadcast.SENT,
    dossier.SENT,
    evidence.SENT,
    imports.SENT,
    knowledge.SENT,
    members.SENT,
    office.SENT,
    plan.SENT,
    progress.SENT,
    registration.SENT,
    reporting.SENT,
    rounds.SENT,
    scoring.SENT,
    showcase.SENT,
    visits.SENT,
    year.SENT,
)
"""What becomes of a form when it is sent; scoring forms have ids of their own."""


async def sent(turn: Turn, draft: Draft) -> None:
    """A form was filled in and sent."""
    if judge.is_member_sheet(draft.form):
        await judge.items_given(turn, draft)
    elif sheets.is_sheet(draft.form):
        await sheets.done(turn, draft)
    elif is_report(draft.form):
        await answering.sent(turn, draft)
    else:
        await SENT[draft.form](turn, draft)
