"""A product that is known takes part again: for another star, because its star ends, or once more."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations import carrying
from bot.conversations.form import Draft
from bot.conversations.forms import FORMS, REGISTRATIONS
from bot.handlers.forms import filling
from bot.handlers.registration import recorded
from bot.handlers.registration.gate import consented
from bot.handlers.registration.own import current, taken_part
from bot.handlers.shared import starting
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice
from bot.records.registration import DraftInfo
from ocop_domain.applications import TAKEN_ON, Application, ApplicationState
from ocop_domain.duties.model import Starts
from ocop_domain.products import open_of
from ocop_domain.recognitions import Recognition, held

KIND = ("registration_kind", "current_star", "certificate_date")
"""What says whether a product comes for the first time; it may change until the dossier is handed in."""

CHANGEABLE = (ApplicationState.SENT, ApplicationState.RETURNED, ApplicationState.ACCEPTED)


async def offers(turn: Turn, drafts: list[DraftInfo]) -> list[Choice]:
    """A button for each own product that is not under way: for a higher star where it has one, else once more."""
    applications = await turn.reads.applications_over_years(turn.person.id)
    stars = await turn.reads.recognitions_of(turn.person.id)
    begun = {draft.subject for draft in drafts}
    choices = []
    for product in await turn.reads.products_of(turn.person.id):
        if product.id in begun or product.stopped or open_of(product.id, applications):
            continue
        if not taken_part(product, applications):
            choices.append(recorded.button(turn, product, held(product.id, stars, turn.today)))
            continue
        last = current(product, applications)
        if last.state is ApplicationState.DUPLICATE:  # it is the same as another one, which goes on
            continue
        if held(product.id, stars, turn.today):
            choices.append(turn.button(f"upgrade:{last.id}", "register.upgrade", name=product.name))
        else:
            choices.append(turn.button(f"anew:{last.id}", "register.anew", name=product.name))
    return choices


async def door(turn: Turn, application: Application) -> list[Choice]:
    """Of what was not chosen: the way to send it once more, while nothing else of its product is under way."""
    if application.state is not ApplicationState.REFUSED:
        return []
    applications = await turn.reads.applications_over_years(turn.person.id)
    if open_of(application.product, applications):
        return []
    return [turn.button(f"anew:{application.id}", "register.anew", name=application.name)]


async def upgrade(turn: Turn, application_id: str) -> None:
    """The same product for another star: its answers stay, only what an upgrade needs is asked."""
    await _begin(turn, application_id, "upgrade")


async def anew(turn: Turn, application_id: str) -> None:
    """The same product once more: because its star ends, or because it has none."""
    await _begin(turn, application_id, "anew")


async def _begin(turn: Turn, application_id: str, act: str) -> None:
    former = await turn.reads.application(application_id)
    if not await consented(turn):
        return
    if former is None or former.owner != turn.person.id or (act == "upgrade" and former.state not in TAKEN_ON):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    own = await turn.reads.products_of(turn.person.id)
    if any(one.stopped for one in own if one.id == former.product):
        choices = (turn.button(f"life:{former.id}", "life.open"), turn.button("menu", "menu.back"))
        turn.tell("life.stopped_first", *choices, product=former.name)
        return
    star = held(former.product, await turn.reads.recognitions_of(turn.person.id), turn.today)
    if act == "upgrade" and star is None:
        turn.tell(
            "register.no_star_yet",
            turn.button("papers", "menu.papers"),
            turn.button("new", "register.new_product"),
            turn.button("menu", "menu.back"),
            product=former.name,
        )
        return
    applications = await turn.reads.applications_over_years(turn.person.id)
    if under_way := open_of(former.product, applications):
        say_under_way(turn, under_way)
        return
    drafts = await turn.reads.drafts_of(turn.person.id)
    begun = next((d for d in drafts if d.form in REGISTRATIONS and d.subject == former.product), None)
    draft = await turn.reads.draft(begun.id) if begun else None
    if draft:
        await filling.enter(turn, draft, turn.t("draft.welcome_back"))
        return
    note = turn.t("register.upgraded", product=former.name)
    await filling.enter(turn, _draft(turn, former, star, act), note)


def _draft(turn: Turn, former: Application, star: Recognition | None, act: str) -> Draft:
    """What is known of the product, as far as it could be chosen today."""
    programme = turn.lead(former.area)
    form = FORMS[programme.form]
    known = {k: v for k, v in former.answers.items() if k not in KIND}
    if star:
        kind = "upgrade" if act == "upgrade" else "reevaluation"
        known |= {"registration_kind": kind, "current_star": str(star.star)}
        known |= {"certificate_date": star.issued.isoformat()} if star.issued else {}
    else:
        known |= {"registration_kind": "first"}
    context = replace(turn.context(), programme=programme)
    answers = carrying.fitted(form, turn.programme_of(former), known, context)
    return Draft(turn.new_id(), form.id, form.version, programme.id, answers, subject=former.product)


async def sent(turn: Turn, application: Application) -> None:
    """A product came again: that it was to be mended, since it was not chosen, is done."""
    for former in await turn.reads.applications_over_years(turn.person.id):
        if former.product == application.product and former.state is ApplicationState.REFUSED:
            await starting.over(turn, frozenset({Starts.IDEA_REFUSED}), former.id, str(former.owner))


def say_under_way(turn: Turn, application: Application) -> None:
    """A product has one application at a time: leads to it, and to what may still be changed in it."""
    may_change = application.state in CHANGEABLE
    turn.tell(
        "register.rising",
        turn.button(f"p:{application.id}", "product.open"),
        *((turn.button(f"kind:{application.id}", "register.change_kind"),) if may_change else ()),
        turn.button("menu", "menu.back"),
        product=called(turn.t, application),
    )


def only_kind(before: Application, draft: Draft) -> Draft:
    """Of what was begun to change the kind only that is taken: the rest may have been changed meanwhile."""
    kept = {k: v for k, v in before.answers.items() if k not in KIND}
    said = {k: draft.answers[k] for k in KIND if k in draft.answers}
    return draft.with_(answers={**kept, **said})


async def change_kind(turn: Turn, application_id: str) -> None:
    """Whether it comes for the first time, for another star, or because its star ends: until it is handed in."""
    application = await turn.reads.application(application_id)
    if not await consented(turn):
        return
    if application is None or application.owner != turn.person.id:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    if application.state not in CHANGEABLE or application.closed:
        turn.tell("register.kind_too_late", turn.button(f"p:{application.id}", "product.open"))
        return
    if begun := await turn.reads.draft(application.id):
        await filling.enter(turn, begun, turn.t("draft.welcome_back"))
        return
    marked = (*(m for m in application.marked if m not in KIND), *KIND)
    about = (application.id, application.form, application.form_version, application.programme, application.answers)
    await filling.enter(turn, Draft(*about, marked=marked, subject=application.id), turn.t("register.kind_intro"))
