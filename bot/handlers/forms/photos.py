"""What stands on a photo of a paper, offered to the form that is being filled in."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversations.form import Draft, Talk
from bot.conversations.forms import form_of
from bot.conversations.order import fit
from bot.conversations.photos import offered
from bot.handlers.forms import filling
from bot.handlers.turn import Turn


async def read(turn: Turn, draft: Draft, files: Sequence[str]) -> Draft:
    """The draft with what its first photo says, to be confirmed; as it was where nothing is read surely."""
    form = form_of(draft.form)
    lines = await turn.photos.lines(files[0]) if form and files else ()
    if form is None or not lines:
        return draft
    context = await filling.context_of(turn, draft)
    at, _ = fit(form, draft, context)
    found = offered(form, at, context, lines)
    if not found:
        return draft
    return at.with_(partial=None, page=0, talk=Talk(at.talk.last, at.talk.menu, read=found))
