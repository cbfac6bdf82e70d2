"""A registration that an officer types: begun with what is known, not sent before the producer has agreed."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.consent import DOSSIER
from bot.handlers.forms import filling
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.records.people import Help
from bot.writes.forms import DropDraft, SaveDraft
from bot.writes.registration import AddAuditEntry

READY = "ready"
"""In the history: typed to the end by an officer, and waiting for the producer."""


async def may_send(turn: Turn, draft: Draft) -> bool:
    """Whether what was typed for a producer may be sent; else it stays a draft, and the officer is told why."""
    help_ = turn.person.help
    if help_ is None:
        return True
    continued = turn.areas.continued
    outside = continued(draft.answers["area"], turn.today) != continued(help_.area, turn.today)
    if not outside and turn.person.consents.get(DOSSIER):
        return True
    turn.writes[:] = [w for w in turn.writes if w != DropDraft(draft.id)]
    if outside:
        place = turn.areas.get(help_.area).inline
        await filling.enter(turn, draft, turn.t("assist.outside", place=place))
        return False
    turn.do(SaveDraft(draft), AddAuditEntry(draft.id, READY))
    refused = DOSSIER in turn.person.consents
    turn.say(
        Reply(
            turn.t("assist.refused" if refused else "assist.waits", product=draft.answers["product_name"]),
            choices=(turn.button("ward", "assist.ward"), turn.button("menu", "menu.back")),
        )
    )
    return False


def known_of(help_: Help) -> dict[str, str]:
    """What the first registration need not ask again."""
    answers = {"producer_name": help_.name, "area": help_.area}
    return answers | ({"phone": help_.phone} if help_.phone else {})
