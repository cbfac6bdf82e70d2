"""Usual notices: what each needs is asked, and it is put into words that can still be changed."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms import form_of
from bot.conversations.forms.broadcast import TEMPLATES
from bot.handlers.broadcast.compose import begin, refused
from bot.handlers.forms import filling
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply


async def templates(turn: Turn) -> None:
    """The usual notices."""
    if await refused(turn):
        return
    found = [Choice(f"template:{each.id}", turn.t(f"template.{each.id}.name")) for each in TEMPLATES]
    nav = (turn.button("broadcast", "menu.broadcast"), turn.button("menu", "menu.back"))
    turn.say(Reply(turn.t("cast.templates_ask"), turn.t("cast.templates"), tuple(found), nav))


async def template(turn: Turn, template_id: str) -> None:
    """Asks what a ready-made notice needs; the programme's own dates are filled in."""
    chosen = next((each for each in TEMPLATES if each.id == template_id), None)
    if chosen is None or await refused(turn):
        await templates(turn)
        return
    days = {question: day.isoformat() for question, day in chosen.days(turn.programme, turn.today).items()}
    form = chosen.form
    draft = Draft(turn.new_id(), form.id, form.version, turn.programme.id, days)
    shown = "\n".join(
        f"{q.label(turn.t)}: {q.kind.show(days[q.id], q, turn.context())}" for q in form.questions if q.id in days
    )
    await filling.enter(turn, draft, turn.t("cast.known", days=shown) if shown else "")


async def filled(turn: Turn, draft: Draft) -> None:
    """The ready-made notice in words, to be changed or taken as it is."""
    form = form_of(draft.form)
    chosen = next(each for each in TEMPLATES if each.form.id == draft.form)
    context = turn.context()
    assert form is not None
    said = {q.id: q.kind.show(draft.answers[q.id], q, context) for q in form.questions}
    await begin(turn, turn.t(f"template.{chosen.id}.text", programme=turn.programme.name, **said))
