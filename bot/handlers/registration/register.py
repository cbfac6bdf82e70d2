"""A producer's side: register, look at the own products, correct what was returned."""

from __future__ import annotations

from collections.abc import Mapping
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
from bot.handlers.office import blocking
from bot.handlers.registration import show
from bot.handlers.scoring.sheets import STARS
from bot.handlers.shared import telling
from bot.handlers.shared.naming import called, named
from bot.handlers.shared.paging import earlier, few, start_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.registration import COUNCIL
from bot.texts import Translator
from bot.writes.dossier import KeepPaper
from bot.writes.forms import DropDraft
from bot.writes.registration import PutApplication
from ocop_domain.applications import TAKEN_ON, Application, ApplicationState, Move, after
from ocop_domain.evidence import RECOGNITION, Paper, end_of_recognition
from ocop_domain.text import fold


async def _consented(turn: Turn) -> bool:
    """Whether the registration may be kept; else asks, or says what a refusal means."""
    if turn.person.consents.get(DOSSIER) or (turn.person.help and DOSSIER not in turn.person.consents):
        return True  # what an officer types waits for the producer: see `withholding.py`
    if DOSSIER in turn.person.consents:
        turn.tell("consent.needed", turn.button("consent", "menu.consent"), turn.button("menu", "menu.back"))
    else:
        await consent.ask(turn, then="register")
    return False


async def register(turn: Turn) -> None:
    """Begins a registration, or offers to go on with the one that was begun, or to upgrade what has a star."""
    if not await _consented(turn):
        return
    drafts = await turn.reads.drafts_of(turn.person.id, turn.programme.id)
    unfinished = [d for d in drafts if d.form in REGISTRATIONS]
    rising = await _with_star(turn)
    if not unfinished and not rising:
        await begin(turn)
        return
    t = turn.t
    again = [turn.button(f"upgrade:{p.id}", "register.upgrade", name=called(t, p)) for p in rising]
    if not unfinished:
        choices = (turn.button("new", "register.new_product"), *again[:4])
        turn.say(Reply(t("register.new_or_upgrade"), choices=choices, nav=(turn.button("menu", "menu.back"),)))
        return
    resume = [turn.button(f"draft:{d.id}", "menu.resume", name=named(t, d.name, d.answers)) for d in unfinished]
    few = resume[: max(2, 5 - len(again))]
    choices = (*few, turn.button("new", "register.new"), *again[: 5 - len(few)])
    turn.say(Reply(t("register.unfinished"), choices=choices, nav=(turn.button("menu", "menu.back"),)))


async def _with_star(turn: Turn) -> list[Application]:
    """What the commune has taken on and has a star: each name once, as it was registered last."""
    found: dict[str, Application] = {}
    for application in await turn.reads.applications_of(turn.person.id, turn.programme.id):  # the newest first
        star = await _star(turn, application) if application.state in TAKEN_ON else 0
        if star and not await _rising(turn, application, star):
            found.setdefault(fold(application.name), application)
    return list(found.values())


async def _rising(turn: Turn, former: Application, star: int) -> Application | None:
    """The same product on its way up from this star: registered, its dossier not yet checked."""
    own = await turn.reads.applications_of(turn.person.id, turn.programme.id)
    return next((p for p in own if p.state is not ApplicationState.CHECKED and _rises(p.answers, former, star)), None)


def _rises(answers: Mapping[str, Any], former: Application, star: int) -> bool:
    same = fold(str(answers.get("product_name") or "")) == fold(former.name)
    return same and (answers.get("registration_kind"), answers.get("current_star")) == ("upgrade", str(star))


async def upgrade(turn: Turn, application_id: str) -> None:
    """The same product for another star: its answers stay, only what an upgrade needs is asked."""
    former = await turn.reads.application(application_id)
    if not await _consented(turn):
        return
    if former is None or former.owner != turn.person.id or former.state not in TAKEN_ON:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    star = await _star(turn, former)
    if not star:
        turn.tell(
            "register.no_star_yet",
            turn.button("papers", "menu.papers"),
            turn.button("new", "register.new_product"),
            turn.button("menu", "menu.back"),
            product=former.name,
        )
        return
    if rising := await _rising(turn, former, star):  # pressed twice, or an old button
        name = called(turn.t, rising)
        turn.tell(
            "register.rising",
            turn.button(f"p:{rising.id}", "product.open"),
            turn.button("menu", "menu.back"),
            product=name,
        )
        return
    drafts = await turn.reads.drafts_of(turn.person.id, turn.programme.id)
    if begun := next((d for d in drafts if d.form in REGISTRATIONS and _rises(d.answers, former, star)), None):
        await open_draft(turn, begun.id)
        return
    form = FORMS[turn.programme.form]
    answers = {k: v for k, v in former.answers.items() if form.get(k)}
    answers |= {"registration_kind": "upgrade", "current_star": str(star)}
    known = await _recognition(turn, former)
    if known and known.issued:
        answers |= {"certificate_date": known.issued.isoformat()}
    draft = Draft(turn.new_id(), form.id, form.version, turn.programme.id, answers)
    await filling.enter(turn, draft, turn.t("register.upgraded", product=former.name))


async def _recognition(turn: Turn, application: Application) -> Paper | None:
    """The kept certificate of a product: the paper of that name."""
    papers = await turn.reads.papers_of(turn.person.id)
    return next(
        (p for p in papers if p.kind == RECOGNITION and p.star and fold(p.name) == fold(application.name)), None
    )


async def _star(turn: Turn, application: Application) -> int:
    """The star that the product has: of its certificate, or by the council's last result; 0 before it has any."""
    known = await _recognition(turn, application)
    given = next((s.star for s in await turn.reads.sheets_of(application.id) if s.kind == COUNCIL), 0)
    return max(known.star if known else 0, given if given in STARS else 0)


async def begin(turn: Turn) -> None:
    """A new registration; what is known of the producer is not asked again."""
    if not await _consented(turn):
        return
    form = FORMS[turn.programme.form]
    known = await turn.reads.producer_answers(turn.person.id)
    answers = {k: v for k, v in known.items() if k in PRODUCER_QUESTIONS and form.get(k)}
    note = turn.t("register.known") if answers else ""
    if turn.person.help and not answers:
        answers, note = known_of(turn.person.help), turn.t("assist.known")
    draft = Draft(turn.new_id(), form.id, form.version, turn.programme.id, answers)
    await filling.enter(turn, draft, note)


async def open_draft(turn: Turn, draft_id: str) -> None:
    """Goes on with a draft of one's own."""
    if not await _consented(turn):
        return
    drafts = await turn.reads.drafts_of(turn.person.id, turn.programme.id)
    draft = await turn.reads.draft(draft_id) if any(d.id == draft_id for d in drafts) else None
    if draft:
        await filling.enter(turn, draft, turn.t("draft.welcome_back"))
    else:
        turn.tell("draft.gone", turn.button("mine", "menu.mine"), turn.button("menu", "menu.back"))


async def send(turn: Turn, draft: Draft) -> None:
    """The commune has it: the product is written, its officers are told, the producer knows what is next."""
    answers: dict[str, Any] = {q.id: draft.answers[q.id] for q in FORMS[draft.form].questions if q.id in draft.answers}
    before = await turn.reads.application(draft.id)
    if before and before.owner != turn.person.id:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    if before and before.state is not ApplicationState.RETURNED:
        turn.tell("fix.not_returned", turn.button(f"p:{before.id}", "product.open"))
        return
    if not await may_send(turn, draft):
        return
    if await blocking.stopped(turn, draft.answers["area"]) or not (before or await _has_room(turn, draft)):
        turn.writes[:] = [w for w in turn.writes if w != DropDraft(draft.id)]  # nothing typed is lost
        return
    application = Application(
        id=draft.id,
        programme=draft.programme,
        producer=turn.new_id(),  # a name that is known already keeps the producer it has
        owner=turn.person.id,
        area=answers["area"],
        name=answers["product_name"],
        answers=answers,
        form=draft.form,
        form_version=draft.version,
        state=after(before.state, Move.RESEND) if before else ApplicationState.SENT,
        revision=before.revision if before else 0,
        sent_on=turn.today,
        updated_on=turn.today,
        producer_name=answers["producer_name"],
    )
    producer_answers = {k: answers.get(k) for k in PRODUCER_QUESTIONS if k in answers}
    turn.do(
        PutApplication(application, producer_answers, turn.said.origin),
    )
    await _keep_recognition(turn, application)
    first = not turn.person.help and await _alone(turn)
    told = await _tell_officers(turn, application, again=before is not None)
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
    own, issued = await turn.reads.papers_of(turn.person.id), date.fromisoformat(given)
    kept = next((p for p in own if p.id == application.id), None)
    if any(p.id != application.id and _is_certificate(p, application, issued) for p in own):
        return  # an upgrade names the one that is there
    paper = replace(
        kept or Paper(application.id, turn.person.id, RECOGNITION, application.name, products=(application.id,)),
        name=application.name,
        issued=issued,
        expires=end_of_recognition(issued),
        star=int(application.answers.get("current_star") or 0),
    )
    if kept is None or (kept.issued, kept.star) != (paper.issued, paper.star):
        turn.do(KeepPaper(paper))


def _is_certificate(paper: Paper, application: Application, issued: date) -> bool:
    return paper.kind == RECOGNITION and paper.issued == issued and fold(paper.name) == fold(application.name)


async def _tell_officers(turn: Turn, application: Application, *, again: bool) -> bool:
    """Tells the commune's officers; False when there is none."""

    def words(t: Translator) -> str:
        return t(
            "notice.resent" if again else "notice.sent",
            product=called(t, application),
            producer=application.producer_name,
            place=turn.areas.get(application.area).inline,
        )

    door = f"p:{application.id}"
    return bool(
        await telling.tell_commune(turn, application, words, door, f"sent:{application.id}:{application.revision}")
    )


async def mine(turn: Turn, start: int = 0) -> None:
    """Every product of this person: its state, what comes next, and by when."""
    t = turn.t
    own = await turn.reads.applications_of(turn.person.id, turn.programme.id)
    drafts = await turn.reads.drafts_of(turn.person.id, turn.programme.id)
    unfinished = [d for d in drafts if d.form in REGISTRATIONS and all(p.id != d.id for p in own)]
    lines = [await show.line(turn, p) for p in own]
    choices = [Choice(f"p:{p.id}", called(t, p)) for p in own]
    for draft in unfinished:
        name = named(t, draft.name, draft.answers)
        lines.append(await show.draft_line(turn, name, draft.updated.date()))
        choices.append(turn.button(f"draft:{draft.id}", "menu.resume", name=name))
    if not lines:
        turn.tell(
            "mine.none",
            turn.button("register", f"menu.register_{turn.programme.form}"),
            turn.button("menu", "menu.back"),
        )
        return
    numbered = [f"{n}. {line}" for n, line in enumerate(lines, 1)]
    start = start_of(start, len(choices))
    shown, nav = few(turn, choices, "mine", start), (*earlier(turn, "mine", start), turn.button("menu", "menu.back"))
    turn.say(Reply("\n\n".join(numbered), t("mine.title"), tuple(shown), nav))


async def fix(turn: Turn, application_id: str) -> None:
    """Opens the correction of a returned product: only what was marked is asked."""
    if not await _consented(turn):
        return
    application = await turn.reads.application(application_id)
    if not application or application.owner != turn.person.id:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    if application.state is not ApplicationState.RETURNED:
        turn.tell("fix.not_returned", turn.button(f"p:{application.id}", "product.open"))
        return
    note = turn.t("fix.intro", reason=application.reason)
    if begun := await turn.reads.draft(application.id):
        await filling.enter(turn, begun, note)
        return
    draft = Draft(
        application.id,
        application.form,
        application.form_version,
        application.programme,
        application.answers,
        marked=application.marked,
        subject=application.id,
    )
    await filling.enter(turn, draft, note)
