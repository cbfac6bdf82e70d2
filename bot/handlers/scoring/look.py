"""A first look: how many stars would it be, and what is needed? Nobody has to register or to agree for it."""

from __future__ import annotations

from typing import Any

from bot.conversations.form import Draft
from bot.conversations.forms.scoring import FEW, LOOK, PRODUCT, VERSION, points_of, quick_id
from bot.handlers.forms import filling
from bot.handlers.scoring import contradictions, known, standing
from bot.handlers.scoring.headline import counted, show
from bot.handlers.scoring.sheets import held_for
from bot.handlers.scoring.wish import Wish
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.registration import SELF, ScoreSheet
from bot.writes.forms import DropDraft, SaveDraft
from bot.writes.registration import KeepSheet
from ocop_domain.applications import Application
from ocop_domain.product_sets import load_product_sets

TARGET = 4
"""The star of the first look: the one that most ask about."""
_OWN = 3
"""Registered products that are offered."""


async def star(turn: Turn) -> None:
    """Which product it is about: one of one's own, the one that was looked at, or another."""
    products = await turn.reads.products_of(turn.person.id)
    applications = await turn.reads.applications_over_years(turn.person.id)
    own = {one.product: one for one in reversed(applications)}
    choices = [Choice(f"score:{own[p.id].id}", p.name) for p in products[:_OWN] if p.id in own]
    begun = await turn.reads.draft(standing.look_id(turn))
    if begun and begun.form != LOOK.id:
        name = standing.of_look(turn, begun).name
        choices.append(turn.button(f"way:{standing.LOOK}:{TARGET}000-", "look.again", product=name))
    if not choices:
        await begin(turn)
        return
    choices.append(turn.button("lookat", "look.other"))
    turn.say(Reply(turn.t("look.which"), choices=tuple(choices), nav=(turn.button("menu", "menu.back"),)))


async def begin(turn: Turn) -> None:
    """Asks what the product is; a former look makes room."""
    former = await turn.reads.draft(standing.look_id(turn))
    if former and former.form == LOOK.id:
        await filling.enter(turn, former)
        return
    revision = former.revision if former else 0
    draft = Draft(standing.look_id(turn), LOOK.id, LOOK.version, turn.programme.id, revision=revision)
    await filling.enter(turn, draft, turn.t("look.begin"))


async def chosen(turn: Turn, draft: Draft) -> None:
    """The product is known: now the few questions that decide."""
    sets = turn.programme_of(draft).product_sets
    held = held_for(sets.get(draft.answers["product_set"]), sets, turn.today)
    if not held:
        turn.tell("score.no_criteria", turn.button("star", "look.open"), turn.button("menu", "menu.back"))
        return
    decision, criteria = held[0]
    said = await known.facts_of(turn)
    answers = known.begun_with(criteria, said, {PRODUCT: draft.answers[PRODUCT]})
    told = known.note(turn, criteria, said, answers)
    form = quick_id(decision, criteria.id, TARGET, len(points_of(answers)) + FEW)
    quick = Draft(draft.id, form, VERSION, draft.programme, answers)
    lines = [turn.t("look.few", count=FEW), *([told] if told else [])]
    await filling.enter(turn, quick, "\n".join(lines))


async def looked(turn: Turn, draft: Draft) -> None:
    """Keeps the look as a record of the chat, and shows what it comes to."""
    kept = draft.with_(revision=0)
    turn.do(SaveDraft(kept))
    at = standing.of_look(turn, kept)
    target = int(draft.form.split(":")[3])
    if await contradictions.ask(turn, at, target):
        return
    show(turn, counted(turn, at, Wish(target), await standing.rounds(turn, at)))


async def more(turn: Turn, key: str, target: int) -> None:
    """Goes on asking, for a surer answer."""
    at = await standing.standing(turn, key)
    if at is None:
        return
    kept = at.sheet.kept
    answers: dict[str, Any] = dict(at.draft.answers) if at.draft else dict(kept.answers)
    said = await known.facts_of(turn, at.application)
    answers = known.begun_with(at.sheet.criteria, said, answers)
    form = quick_id(kept.decision, kept.set_id, target, len(points_of(answers)) + FEW)
    if at.draft:
        draft = at.draft.with_(form=form, at="", partial=None, answers=answers)
    else:
        assert at.application
        id_ = f"q{key}{kept.decision}{target}-{turn.person.id}"
        begun = await turn.reads.draft(id_)
        revision = begun.revision if begun else 0
        draft = Draft(id_, form, VERSION, at.application.programme, answers, subject=key, revision=revision)
    await filling.enter(turn, draft)


async def product_known(turn: Turn) -> dict[str, Any]:
    """What a registration need not ask any more: how the product is called, and its set."""
    draft = await turn.reads.draft(standing.look_id(turn))
    if draft is None or draft.form == LOOK.id:
        return {}
    at = standing.of_look(turn, draft)
    found = {PRODUCT: at.name}
    before = load_product_sets(at.sheet.kept.decision)
    if now := turn.programme.product_sets.from_set(before, at.sheet.kept.set_id):
        found["product_set"] = now
    return found


async def take_over(turn: Turn, application: Application) -> None:
    """What was answered in a first look becomes the first sheet of the product that was registered from it."""
    draft = await turn.reads.draft(standing.look_id(turn))
    if draft is None or draft.form == LOOK.id:
        return
    at = standing.of_look(turn, draft)
    kept = at.sheet.kept
    sets = turn.programme_of(application).product_sets
    registered = sets.find(application.answers.get("product_set") or "")
    held = held_for(registered, sets, turn.today) if registered else []
    if at.name != application.answers.get(PRODUCT) or (kept.decision, at.sheet.criteria) not in held:
        return
    own = {code: points for code, points in kept.answers.items() if points is not None}
    sheet = ScoreSheet(application.id, SELF, kept.decision, kept.set_id, own, kept.total, kept.star, turn.today)
    turn.do(KeepSheet(sheet), DropDraft(draft.id))
