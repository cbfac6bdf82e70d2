"""A producer's side: register, correct what was returned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.conversations.form import Draft
from bot.conversations.forms import FORMS, REGISTRATIONS
from bot.conversations.forms.consent import DOSSIER
from bot.conversations.forms.registration import PRODUCER_QUESTIONS
from bot.handlers.account import consent
from bot.handlers.assistance.agreement import known_of, may_send
from bot.handlers.forms import filling
from bot.handlers.office import arrivals, blocking
from bot.handlers.registration import again, correct, show, which
from bot.handlers.registration.gate import not_refused
from bot.handlers.scoring import look
from bot.handlers.shared import telling
from bot.handlers.shared.naming import called, named
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.texts import Translator
from bot.writes.dossier import KeepPaper
from bot.writes.forms import DropDraft, SetPlace
from bot.writes.registration import PutApplication
from ocop_domain.applications import Application, ApplicationState, Move, after
from ocop_domain.evidence import RECOGNITION, Paper, end_of_recognition, of_registration
from ocop_domain.products import first_of


async def register(turn: Turn) -> None:
    """Begins a registration, or offers to go on with the one that was begun, or to upgrade what has a star."""
    if not not_refused(turn):
        return
    drafts = await turn.reads.drafts_of(turn.person.id)
    unfinished = [d for d in drafts if d.form in REGISTRATIONS]
    known = await again.offers(turn, unfinished)
    if not unfinished and not known:
        await begin(turn)
        return
    t = turn.t
    if not unfinished:
        choices = (turn.button("new", "register.new_product"), *known[:4])
        turn.say(Reply(t("register.new_or_upgrade"), choices=choices, nav=(turn.button("menu", "menu.back"),)))
        return
    resume = [turn.button(f"draft:{d.id}", "menu.resume", name=named(t, d.name, d.answers)) for d in unfinished]
    few = resume[: max(2, 5 - len(known))]
    choices = (*few, turn.button("new", "register.new"), *known[: 5 - len(few)])
    turn.say(Reply(t("register.unfinished"), choices=choices, nav=(turn.button("menu", "menu.back"),)))


async def from_look(turn: Turn) -> None:
    """A registration that goes on from a first look: the product is known."""
    if not_refused(turn):
        await begin(turn, **await look.product_known(turn))


async def begin(turn: Turn, **product: Any) -> None:
    """A new registration; what is known of the producer, or of the `product`, is not asked again."""
    if not not_refused(turn):
        return
    programme = turn.lead(turn.person.makes_in)
    form = FORMS[programme.form]
    known = await turn.reads.producer_answers(turn.person.id)
    answers = {k: v for k, v in known.items() if k in PRODUCER_QUESTIONS and form.get(k)}
    note = turn.t("register.known") if answers else turn.t("onphoto.first") if turn.photos.reads else ""
    if turn.person.help and not answers:
        answers, note = known_of(turn.person.help), turn.t("assist.known")
    proven = of_registration(await turn.reads.papers_of(turn.person.id), turn.today)
    if proven and answers.get("registered") is not True:
        answers = {**{k: v for k, v in proven.items() if form.get(k)}, **answers, "registered": True}
        note = "\n".join(
            line for line in (note, turn.t("known.from_paper", items=turn.t("q.registered.label"))) if line
        )
    answers = {**answers, **product}
    draft = Draft(turn.new_id(), form.id, form.version, programme.id, answers)
    await filling.enter(turn, draft, note)


async def open_draft(turn: Turn, draft_id: str) -> None:
    """Goes on with a draft of one's own."""
    await _go_on(turn, draft_id, turn.t("draft.welcome_back"))


async def open_for_photo(turn: Turn, draft_id: str) -> None:
    """Goes on with a draft whose photo waited for the consent that is given now."""
    await _go_on(turn, draft_id, turn.t("consent.photo_again"))


async def _go_on(turn: Turn, draft_id: str, note: str) -> None:
    if not not_refused(turn):
        return
    drafts = await turn.reads.drafts_of(turn.person.id)
    draft = await turn.reads.draft(draft_id) if any(d.id == draft_id for d in drafts) else None
    if draft:
        await filling.enter(turn, draft, note)
    else:
        turn.tell("draft.gone", turn.button("mine", "menu.mine"), turn.button("menu", "menu.back"))


async def send(turn: Turn, draft: Draft) -> None:
    """The commune has it: the product is written, its officers are told, the producer knows what is next."""
    before = await turn.reads.application(draft.id)
    if before and before.owner != turn.person.id:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    if not not_refused(turn):
        which.keep(turn, draft)
        return
    if before and set(draft.marked) == set(again.KIND):
        draft = again.only_kind(before, draft)
    answers: dict[str, Any] = {q.id: draft.answers[q.id] for q in FORMS[draft.form].questions if q.id in draft.answers}
    changed = correct.changes(before, draft) if before else ()
    if before and not _may_change(before, draft):
        correct.too_late(turn, before, correct.listed(turn, draft, changed))
        return
    if before and not changed and before.state is ApplicationState.SENT:
        turn.tell("fix.same", turn.button(f"p:{before.id}", "product.open"), turn.button("menu", "menu.back"))
        return
    if consent.unasked(turn):
        which.keep(turn, draft)
        await consent.ask_for(turn, DOSSIER, then=f"send:{draft.id}")
        return
    if not await may_send(turn, draft):
        return
    if await blocking.stopped(turn, draft.answers["area"]) or not (before or await _has_room(turn, draft)):
        turn.writes[:] = [w for w in turn.writes if w != DropDraft(draft.id)]  # nothing typed is lost
        return
    product = before.product if before else await which.product(turn, draft)
    if product is None:
        return
    anew = before is None or before.state is ApplicationState.RETURNED
    act = "" if anew else _act(changed)
    application = Application(
        id=draft.id,
        programme=draft.programme,
        producer=turn.new_id(),  # a name that is known already keeps the producer it has
        owner=turn.person.id,
        area=turn.areas.continued(answers["area"], turn.today),
        name=answers["product_name"],
        answers=answers,
        form=draft.form,
        form_version=draft.version,
        state=_next_state(before),
        revision=before.revision if before else 0,
        sent_on=turn.today if before is None or anew else before.sent_on,
        updated_on=turn.today if before is None or anew else before.updated_on,
        producer_name=answers["producer_name"],
        product=product,
    )
    producer_answers = {k: answers.get(k) for k in PRODUCER_QUESTIONS if k in answers}
    turn.do(PutApplication(application, producer_answers, turn.said.origin, act, changed))
    await _keep_recognition(turn, application)
    if before is None:
        await look.take_over(turn, application)
        await again.sent(turn, application)
    first = not turn.person.help and await _alone(turn)
    told = await _tell_officers(turn, application, before, act, changed)
    place = turn.areas.get(application.area).inline
    lines = [turn.t("register.sent", product=called(turn.t, application), place=place)]
    lines.append(await show.next_line(turn, application))
    if not told:
        lines.append(turn.t("register.no_officer", place=place))
    if first:
        lines.append(turn.t("register.keep_safe"))
    turn.say(
        Reply(
            "\n\n".join(line for line in lines if line),
            title=turn.t("register.sent_title"),
            choices=(
                turn.button("mine", "menu.mine"),
                *((turn.button("link", "register.other_phone"),) if first else ()),
                turn.button("register", "register.another"),
                turn.button("menu", "menu.back"),
            ),
        )
    )
    await consent.ask_reminders(turn)


def _next_state(before: Application | None) -> ApplicationState:
    """The commune looks at it from the start; what only changed its kind stays where it is."""
    if before is None:
        return ApplicationState.SENT
    if before.state is ApplicationState.RETURNED:
        return after(before.state, Move.RESEND)
    return after(before.state, Move.CORRECT) if before.state is ApplicationState.SENT else before.state


def _act(changed: tuple[str, ...]) -> str:
    """What the history says of a change that nobody asked for."""
    return "kind" if set(changed) <= set(again.KIND) else correct.CORRECTED


def _may_change(before: Application, draft: Draft) -> bool:
    """What waits or was returned may be corrected; of what was accepted only for what it is registered."""
    if correct.may_correct(before):
        return True
    return before.state in again.CHANGEABLE and not before.closed and set(draft.marked) == set(again.KIND)


async def send_agreed(turn: Turn, draft_id: str) -> None:
    """What waited for the word that it may be kept is sent."""
    if draft := await which.waiting(turn, draft_id):
        turn.do(DropDraft(draft.id), SetPlace(""))
        await send(turn, draft)


async def same_product(turn: Turn, draft_id: str, product_id: str) -> None:
    """What was typed is a product that is known already."""
    await _send_answered(turn, draft_id, product_id)


async def new_product(turn: Turn, draft_id: str) -> None:
    """What was typed is another product, though it may be called the same."""
    await _send_answered(turn, draft_id, which.NEW)


async def _send_answered(turn: Turn, draft_id: str, product_id: str) -> None:
    if draft := await which.answered(turn, draft_id, product_id):
        turn.do(DropDraft(draft.id), SetPlace(""))
        await send(turn, draft)


async def _alone(turn: Turn) -> bool:
    """Whether this is the first that was sent, from the only phone: whoever loses it loses the way in."""
    account = await turn.reads.account(turn.person.id)
    return account is not None and not account.products and not account.phones[1:]


async def _has_room(turn: Turn, draft: Draft) -> bool:
    """Whether one more of this person may wait in the commune's queue; else says to wait for its answers."""
    if await turn.reads.waiting_of(turn.person.id, draft.answers["area"]) < turn.quotas.waiting:
        return True
    turn.tell(
        "register.many_waiting",
        turn.button("mine", "menu.mine"),
        turn.button("menu", "menu.back"),
        count=turn.quotas.waiting,
        place=turn.areas.get(draft.answers["area"]).inline,
    )
    return False


async def _keep_recognition(turn: Turn, application: Application) -> None:
    """A certificate that the registration names is kept among the papers: its holder is reminded before it ends."""
    given = application.answers.get("certificate_date")
    if not given:
        return
    product = application.product or first_of(application.id)
    own, issued = await turn.reads.papers_of(turn.person.id), date.fromisoformat(given)
    kept = next((p for p in own if p.id == application.id), None)
    same = next((p for p in own if p.id != application.id and _is_certificate(p, product, issued)), None)
    if same:  # an upgrade names the one that is there
        if not same.products:
            turn.do(KeepPaper(replace(same, products=(product,))))
        return
    paper = replace(
        kept or Paper(application.id, turn.person.id, RECOGNITION, application.name, products=(product,)),
        name=application.name,
        issued=issued,
        expires=end_of_recognition(issued),
        star=int(application.answers.get("current_star") or 0),
    )
    if kept is None or (kept.issued, kept.star) != (paper.issued, paper.star):
        turn.do(KeepPaper(paper))


def _is_certificate(paper: Paper, product: str, issued: date) -> bool:
    """The certificate of that day: of this product, or kept before any product was there."""
    return paper.kind == RECOGNITION and paper.issued == issued and paper.is_for(product)


async def _tell_officers(
    turn: Turn, application: Application, before: Application | None, act: str, changed: tuple[str, ...]
) -> bool:
    """Tells the commune's officers; False when there is none. Corrections of one day are told once."""
    elsewhere = before is not None and act and before.area != application.area
    if before and elsewhere:
        await correct.tell_left(turn, before, application)
    elif act == correct.CORRECTED:
        return await correct.tell_corrected(turn, application, changed)

    def words(t: Translator) -> str:
        return t(
            "notice.resent" if before and not elsewhere else "notice.sent",
            product=called(t, application),
            producer=application.producer_name,
            place=turn.areas.get(application.area).inline,
        )

    if before is None and application.product in {"", first_of(application.id)}:  # what comes again is told at once
        return bool(await arrivals.tell(turn, application, words, f"p:{application.id}"))
    stamp = f"sent:{application.id}:{application.revision}"
    return bool(await telling.tell_commune(turn, application, words, f"p:{application.id}", stamp))
