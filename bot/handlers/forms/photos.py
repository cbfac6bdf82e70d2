"""What stands on a photo of a paper, offered to the form that is being filled in.

Reading takes seconds. The turn in which the photo came says so and ends; a turn of its own reads it, behind it in the
inbox: what is said meanwhile waits for it, and a kill loses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversations.form import Draft, Talk
from bot.conversations.forms import REGISTRATIONS, form_of
from bot.conversations.forms.year import PAPER
from bot.conversations.order import fit
from bot.conversations.photos import offered, wanting
from bot.handlers import menu
from bot.handlers.forms import filling
from bot.handlers.turn import Turn

_READ_FOR = {*REGISTRATIONS, PAPER.id}


async def reading(turn: Turn, draft: Draft, files: Sequence[str]) -> str:
    """Has the first photo read for this form, and says so; "" where nothing reads it, or nothing is wanted of it."""
    form = form_of(draft.form)
    if not turn.photos.reads or form is None or draft.form not in _READ_FOR or not wanting(form, draft):
        return ""
    pages = [file for file in files if await turn.photos.is_page(file)]
    if not pages:
        return ""
    turn.follows.append(f"{pages[0]} {draft.id}")
    return turn.t("onphoto.reading")


async def read(turn: Turn) -> None:
    """Reads it now, and shows what is on it in the form; who left the form meanwhile is not led back."""
    photo, _, draft_id = turn.said.data.partition(" ")
    draft = await turn.reads.draft(draft_id) if turn.person.draft == draft_id else None
    if draft is None or not filling.goes_on(turn, draft):
        await menu.show(turn, turn.t("onphoto.left"))
        return
    found = await _offered(turn, draft, await turn.photos.lines(photo))
    await filling.enter(turn, found or draft, "" if found else turn.t("onphoto.unread"))


async def _offered(turn: Turn, draft: Draft, lines: Sequence[str]) -> Draft | None:
    """The draft with what the photo says, to be confirmed; None where nothing is read surely."""
    form = form_of(draft.form)
    assert form, "a form that goes on is known"
    context = await filling.context_of(turn, draft)
    at, _ = fit(form, draft, context)
    found = offered(form, at, context, lines)
    if not found:
        return None
    return at.with_(partial=None, page=0, talk=Talk(at.talk.last, at.talk.menu, read=found))
