"""What is said beside the questions: thanks, a moment's patience, a question to the assistant, throwing a form away."""

from __future__ import annotations

from bot.conversations.engine import FormStep
from bot.conversations.form import Draft
from bot.conversations.understanding.lexicon import DISCARD, HELLO, OFFICER, WAIT
from bot.conversations.understanding.meaning import Ask, Command, Thanks
from bot.handlers import menu
from bot.handlers.account import office
from bot.handlers.forms import filling
from bot.handlers.forms.questions import answer
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.writes.forms import DropDraft, SetPlace

_NOTES = {WAIT: "understand.waiting", HELLO: "understand.hello"}


async def beside(turn: Turn, step: FormStep) -> None:
    """Answers what is no answer to the form; its question stands again below, shortly. The draft stays as it is.

    Where the assistant asks back, that is the question on the screen: two lists of numbered buttons would be a riddle.
    """
    meaning = step.meaning
    note = ""
    if isinstance(meaning, Ask):
        if not await answer(turn, meaning.text):
            return
    elif isinstance(meaning, Thanks):
        note = turn.t("understand.thanked")
    elif isinstance(meaning, Command) and meaning.name == DISCARD:
        await ask_discard(turn, step.draft)
        return
    elif isinstance(meaning, Command) and meaning.name == OFFICER:
        await officer(turn, str(step.draft.answers.get("area") or ""))
    elif isinstance(meaning, Command):
        note = turn.t(_NOTES[meaning.name])
    text = "\n\n".join(part for part in (note, step.reply.text) if part)
    turn.say(step.reply.with_(text=text))


async def elsewhere(turn: Turn, name: str) -> None:
    """The same where no form is being filled in."""
    if name == HELLO:
        await menu.start(turn)
    elif name == OFFICER:
        await officer(turn, "")
        await menu.show(turn)
    else:
        await menu.show(turn, turn.t("understand.nothing_open") if name == DISCARD else "")


async def officer(turn: Turn, area: str) -> None:
    """Whom one may ask: officials of one's commune by name, post and phone; else where the office is."""
    where = area or await _area(turn)
    told = await office.contacts(turn, where) if where else ""
    turn.say(Reply(told or turn.t("understand.officer"), title=turn.t("understand.officer_title")))


async def _area(turn: Turn) -> str:
    """The commune of one's newest product, or of the form begun last."""
    drafts = await turn.reads.drafts_of(turn.person.id)
    known = [str(draft.answers.get("area") or "") for draft in drafts]
    applications = await turn.reads.applications_of(turn.person.id)
    return next((area for area in (*(a.area for a in applications), *known) if area), "")


async def ask_discard(turn: Turn, draft: Draft) -> None:
    """Throwing away is asked about once, where there is something to throw away; what was sent before stays."""
    choices = (turn.button("discard", "discard.yes"), turn.button("keepform", "discard.no"))
    filled = sum(value is not None for value in draft.answers.values())
    if not filled and not draft.subject:
        await discard(turn)
        return
    turn.tell("discard.ask", *choices, count=filled)


async def discard(turn: Turn) -> None:
    """Throws away the form that this phone is in."""
    draft = await turn.reads.draft(turn.person.draft) if turn.person.draft else None
    if draft is None:
        await menu.show(turn, turn.t("understand.nothing_open"))
        return
    turn.do(DropDraft(draft.id), SetPlace(""))
    await menu.show(turn, turn.t("discard.done"))


async def keep_form(turn: Turn) -> None:
    """Goes on where the form stands."""
    if not await filling.resume(turn):
        await menu.show(turn)
