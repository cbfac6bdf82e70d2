"""The officials' side: the queue, one product in full, accept, return with a reason."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.parts import part_name
from bot.handlers.account import consent
from bot.handlers.account.office import contacts
from bot.handlers.assistance.agreement import READY
from bot.handlers.assistance.forward import for_helper
from bot.handlers.registration import again, ask_change, correct, explain, lifetime, own, show, years
from bot.handlers.scoring import sheets
from bot.handlers.shared import dossier_office
from bot.handlers.shared.naming import called
from bot.handlers.shared.telling import checked_by
from bot.handlers.shared.territory import sitting_for
from bot.handlers.turn import Turn
from bot.kit.clock import day_of
from bot.messages import Choice, Reply
from bot.texts import Translator
from bot.writes.people import Notify
from ocop_domain.applications import DONE_HERE, ENDING, HANDED_IN, Application, ApplicationState, Move, after
from ocop_domain.errors import Refusal
from ocop_domain.products import Made
from ocop_domain.programmes import Resubmission
from ocop_domain.recognitions import Recognition, held
from ocop_domain.rights import Act, grants_for

_TOLD = 4
"""Marks that a notice names; all of them stand behind its button."""
HISTORY = (
    READY,
    "sent",
    "resent",
    "corrected",
    "withdrawn",
    "recalled",
    "kind",
    "renamed",
    "returned",
    "accepted",
    "refused",
    "duplicate",
    "undone",
    "filed",
)
"""What is told of a product's history; the rest is for the export."""


async def open_(turn: Turn, application: Application) -> None:
    """One product for its owner: where it stands and what is next; answers and rare things are a tap away."""
    t = turn.t
    head = [t("product.producer", name=application.producer_name), await show.standing(turn, application)]
    head += await star(turn, application)
    head += await helped(turn, application)
    head += [line for line in [await contacts(turn, application.area)] if line]
    head += why(turn, application)
    head += await explain.asked(turn, application)
    choices = [*await explain.door(turn, application), *await again.door(turn, application)]
    choices += correct.door(turn, application)
    if application.state is ApplicationState.SUPPLEMENT:
        choices.append(turn.button(f"supplement:{application.id}", "dossier.supplement_button"))
    if application.state is not ApplicationState.WITHDRAWN:
        choices.append(turn.button(f"dossier:{application.id}", "menu.dossier"))
    choices += await result(turn, application)
    if sheets.may_score(turn, application):
        choices.append(turn.button(f"score:{application.id}", "score.open"))
    choices.append(turn.button(f"sect:{application.id}:0", "item.answers", count=len(application.answers)))
    if await own_changes(turn, application):
        choices.append(turn.button(f"acts:{application.id}", "item.other"))
    turn.say(
        Reply(
            "\n\n".join([*head, *show.findings(turn, application)]),
            title=called(t, application),
            choices=tuple(choices),
            nav=(
                *correct.way_out(turn, application),
                *await years.door(turn, application),
                turn.button(f"support:{application.id}", "aid.open"),
                turn.button("mine", "menu.mine"),
                turn.button("menu", "menu.back"),
            ),
        )
    )


async def result(turn: Turn, application: Application) -> list[Choice]:
    """The way to what a council said of it."""
    known = application.state in DONE_HERE and await turn.reads.results_of(application.id)
    return [turn.button(f"outcome:{application.id}", "outcome.open")] if known else []


def why(turn: Turn, application: Application) -> list[str]:
    """What an officer said of it, as long as it stands."""
    t = turn.t
    if application.state is ApplicationState.SUPPLEMENT:
        marks = "; ".join(part_name(t, part) for part in application.marked)
        return [t("dossier.supplement_reason", marks=marks, reason=application.reason)]
    said = application.state in {ApplicationState.RETURNED, *ENDING}
    return [t("product.reason", reason=application.reason)] if application.reason and said else []


async def own_changes(turn: Turn, application: Application) -> list[Choice]:
    """What its producer may change without being asked to; of a star, also whether customers are shown it."""
    if application.owner != turn.person.id:
        return []
    starred = held(application.product, await turn.reads.recognitions_of(application.owner), turn.today)
    return [*(consent.promotion_door(turn) if starred else []), *await _corrections(turn, application)]


async def _corrections(turn: Turn, application: Application) -> list[Choice]:
    name = turn.button(f"rename:{application.id}", "rename.button")
    if application.state not in again.CHANGEABLE or application.closed:
        return [name, *ask_change.door(turn, application), *await lifetime.door(turn, application)]
    kind = turn.button(f"kind:{application.id}", "register.change_kind")
    return [name, kind, *ask_change.door(turn, application), *await lifetime.door(turn, application)]


async def star(turn: Turn, application: Application) -> list[str]:
    """What the product holds; of another one's who says so is told to whoever looks."""
    stars = await turn.reads.recognitions_of(application.owner)
    one = held(application.product, stars, turn.today)
    products = await turn.reads.products_of(application.owner)
    product = next((each for each in products if each.id == application.product), None)
    lines = [own.star_line(turn, one), own.paper_line(turn, one), own.window_line(turn, one)] if one else []
    if product and product.stopped:
        lines.append(turn.t("life.stopped_since", day=turn.t.day(product.stopped)))
        lines += [_once_held(turn, star) for star in stars if star.product == product.id and star.ended][:1]
    if product and product.maker not in {"", application.producer_name}:
        lines.append(turn.t("life.now_of", producer=product.maker))
    text = "\n".join(line for line in lines if line)
    return [text] if text else []


def _once_held(turn: Turn, star: Recognition) -> str:
    """What a product held that is made no more."""
    head = turn.t("life.once_held", star=star.star)
    return ", ".join(part for part in (head, own.paper_line(turn, star)) if part)


async def helped(turn: Turn, application: Application) -> list[str]:
    """What an officer typed is told to everybody, with all that happened; a second officer is asked to check it."""
    t, events = turn.t, await turn.reads.history(application.id)
    if not any(e.helped for e in events):
        return []
    lines = [
        f"• {day_of(e.at):%d/%m/%Y}: {t(f'history.{e.kind}')}" + (f" {t('history.helped')}" if e.helped else "")
        for e in events
        if e.kind in HISTORY
    ]
    text = ["\n".join([t("history.title"), *lines])]
    typed = any(e.helped and e.by == turn.person.id for e in events)
    if typed and application.state is ApplicationState.SENT and may_act(turn, application, Act.CHECK):
        here = await turn.reads.officers_of(sitting_for(turn, application.area), Act.CHECK)
        text.append(t("history.second" if len(here) > 1 else "history.own"))
    return text


async def may_check(turn: Turn, made: Made) -> bool:
    """Whether this person checks it: never the own; where the commune has nobody else, the level above.

    A dossier is checked by the office that the programme names, while somebody of it is here.
    """
    if not turn.person.grants:
        return turn.may_on(Act.CHECK, made)
    dossier = await dossier_office.dossier_of(turn, made) if isinstance(made, Application) else None
    if dossier:
        return turn.may(Act.CHECK, dossier)
    return turn.may_on(Act.CHECK, made) or turn.may(Act.CHECK, await checked_by(turn, made))


def may_act(turn: Turn, application: Application, act: Act) -> bool:
    """Whether this person may do it to the product."""
    return turn.may_on(act, application)


async def to_check(turn: Turn, application_id: str, revision: int, step: Move) -> Application | None:
    """The product, when this person may check it and nobody was quicker; else says why not."""
    application = await turn.reads.application(application_id)
    if application and application.owner == turn.person.id and grants_for(turn.person.grants, Act.CHECK):
        turn.tell("review.own", turn.button("menu", "menu.back"), product=called(turn.t, application))
        return None
    if not application or not await may_check(turn, application):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    try:
        after(application.state, step)
    except Refusal:
        turn.tell(
            "review.done_already",
            turn.button(f"p:{application.id}", "product.open"),
            turn.button("queue", "menu.queue"),
            product=called(turn.t, application),
            state=turn.t(f"state.{application.state}"),
        )
        return None
    if application.revision != revision:
        turn.tell(
            "review.changed", turn.button(f"p:{application.id}", "product.open"), product=called(turn.t, application)
        )
        return None
    return application


async def tell_owner(
    turn: Turn,
    application: Application,
    state: ApplicationState,
    marked: tuple[str, ...],
    reason: str,
    *,
    instead: str = "",
) -> str:
    """Who is told: the producer, the officer who helps one without a phone, or nobody.

    `instead` is the application that stays where this one is closed as its double.
    """
    after_refusal = turn.programme_of(application).resubmission.get("idea")
    told = await turn.reads.told(application.owner)
    for recipient in told:
        t = turn.texts[recipient.language]
        place = turn.areas.get(application.area).inline
        reply = _notice(t, application, state, place=place, marked=marked, reason=reason)
        if state is ApplicationState.REFUSED:
            reply = replace(reply, text=f"{reply.text}\n{_comes_again(t, after_refusal)}")
        if instead:
            reply = replace(reply, choices=(Choice(f"p:{instead}", t("product.open")),))
        key = f"{state}:{application.id}:{application.revision}"
        if recipient.account and recipient.person != application.owner:
            key = f"{key}:{recipient.person}"
        turn.do(Notify(recipient.person, for_helper(t, reply, recipient), key=key))
    if not told:
        return "nobody"
    return "helper" if told[0].ward else "producer"


def _comes_again(t: Translator, rule: Resubmission | None) -> str:
    """What may come after a refusal, as the programme says."""
    if rule is None:
        return t("refuse.again_open")
    if not rule.days:
        return t("refuse.again_year", source=rule.source)
    return t("refuse.again_days_or_year" if rule.next_year else "refuse.again_days", days=rule.days, source=rule.source)


def _notice(
    t: Translator,
    application: Application,
    state: ApplicationState,
    *,
    place: str,
    marked: tuple[str, ...],
    reason: str,
) -> Reply:
    """What has become of the product, and the button to what comes next."""
    dossier = state in HANDED_IN
    named = [part_name(t, i) if dossier else t(f"q.{i}.label") for i in marked]
    what = "; ".join(named[:_TOLD])
    if len(named) > _TOLD:
        what = t("notice.marks_more", marks=what, count=len(named) - _TOLD)
    if state is ApplicationState.RETURNED:
        button = Choice(f"fix:{application.id}", t("fix.button"))
    elif state is ApplicationState.REFUSED:
        button = Choice(f"anew:{application.id}", t("refuse.anew"))
    elif state is ApplicationState.SUPPLEMENT:
        button = Choice(f"supplement:{application.id}", t("dossier.supplement_button"))
    else:
        button = Choice(f"p:{application.id}", t("product.open"))
    text = t(f"notice.{state}", product=called(t, application), place=place, marks=what, reason=reason)
    return Reply(text, title=t("notice.title"), choices=(button,))
