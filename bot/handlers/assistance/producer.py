"""A producer's side of being helped: sees what was typed, agrees or says what is wrong, ends the help."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.conversations import engine
from bot.conversations.engine import asked
from bot.conversations.form import SUMMARY, Draft, Said
from bot.conversations.forms import FORMS, REGISTRATIONS
from bot.conversations.forms.assist import WRONG
from bot.conversations.forms.consent import DOSSIER
from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.screens import SEND_DATA, listing
from bot.handlers.account import consent
from bot.handlers.assistance.agreement import READY
from bot.handlers.forms import filling
from bot.handlers.members.session import working
from bot.handlers.registration import register, show
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.people import Help, Invitation, MemberPart, Team
from bot.texts import Translator
from bot.writes.assistance import ConfirmHelp, EndHelp, OpenHelp
from bot.writes.forms import DropDraft, SaveDraft
from bot.writes.members import AddMember, SetTeam
from bot.writes.people import MoveAddress, Notify, SetConsent, SetLanguage, UseInvitation
from bot.writes.registration import AddAuditEntry
from ocop_domain.writing import quoted


async def invited(turn: Turn, found: Invitation) -> Help | None:
    """The help that a link belongs to, as long as the producer has not agreed on a phone."""
    help_ = await turn.reads.help_of(found.person) if found.person else None
    return help_ if help_ and not help_.confirmed and not help_.ended else None


async def opened(turn: Turn, found: Invitation, help_: Help) -> None:
    """The link was opened: shows what was typed; nothing changes before the producer agrees."""
    if turn.person.grants:  # an officer cannot agree in a producer's place
        turn.tell("assist.officers_phone", turn.button("menu", "menu.back"))
        return
    turn.do(UseInvitation(found.token_hash), OpenHelp(help_.ward))
    await _show(turn, replace(help_, guest=turn.person.id))


async def _holds(turn: Turn) -> bool:
    """Whether this phone holds an account of its own, which never goes into another one."""
    own = await turn.reads.account(turn.person.id)
    return own is not None and own.holds


async def look(turn: Turn, ward: int) -> None:
    """The same once more, for whoever has opened the link."""
    if help_ := await _guest(turn, ward):
        await _show(turn, help_)


async def _guest(turn: Turn, ward: int) -> Help | None:
    help_ = await turn.reads.help_of(ward)
    if (
        help_
        and not help_.confirmed
        and not help_.ended
        and help_.guest == turn.person.me.id
        and not turn.person.me.grants
    ):
        return help_
    if ward in turn.person.speaks_for:  # pressed twice: it is done, and the next question waits
        if not await filling.resume(turn, turn.t("assist.agreed")):
            turn.tell("assist.agreed", turn.button("mine", "menu.mine"), turn.button("menu", "menu.back"))
        return None
    turn.tell("assist.link_old", turn.button("menu", "menu.back"))
    return None


async def _show(turn: Turn, help_: Help, note: str = "") -> None:
    for reply in (await _intro(turn, help_, note), *await _typed(turn, help_)):
        turn.say(reply)
    t = turn.t
    choices = (
        Choice(f"agree:{help_.ward}:{await _stamp(turn, help_)}", t("assist.agree")),
        Choice(f"wrong:{help_.ward}", t("assist.wrong")),
    )
    turn.say(Reply(t("assist.ask_agree"), t("assist.agree_title"), choices))


async def _intro(turn: Turn, help_: Help, note: str) -> Reply:
    t = turn.t
    lines = [note, t("assist.intro_own", name=help_.name, place=turn.areas.get(help_.area).inline)]
    lines.append(t("assist.is", name=help_.name, phone=help_.called))
    return Reply("\n\n".join(line for line in lines if line), t("assist.agree_title"))


async def _typed(turn: Turn, help_: Help) -> list[Reply]:
    """Every answer, one message for each product, plan and form that is not sent yet."""
    t = turn.t
    replies = []
    for application in await turn.reads.applications_of(help_.ward):
        photos = tuple(application.answers.get("photos") or ())
        state = t("product.state", state=t(f"state.{application.state}"))
        replies.append(Reply(f"{state}\n\n{show.answers(turn, application)}", called(t, application), files=photos))
        plan = [
            _answers(turn, Draft(application.id, f"plan_{section}", 1, application.programme, part.answers))
            for section, part in (await turn.reads.plan_of(application.id)).items()
            if f"plan_{section}" in PLAN_FORMS
        ]
        scores = [t("dossier.score", total=s.total, star=s.star) for s in await turn.reads.sheets_of(application.id)][
            :1
        ]
        if plan or scores:
            replies.append(Reply("\n\n".join([*scores, *plan]), t("plan.title", product=application.name)))
    for draft in await _drafts(turn, help_.ward):
        name = str(draft.answers.get("product_name") or t("draft.unnamed"))
        replies.append(Reply(_answers(turn, draft), name, files=tuple(draft.answers.get("photos") or ())))
    papers = [f"• {t(f'q.paper_kind.option.{p.kind}')}: {p.name}" for p in await turn.reads.papers_of(help_.ward)]
    if papers:
        replies.append(Reply("\n".join(papers), t("paper.title")))
    return replies


def _answers(turn: Turn, draft: Draft) -> str:
    form, context = FORMS[draft.form], turn.context(draft)
    questions = [q for q in asked(form, draft, context) if q.id in draft.answers]
    return listing(questions, draft, context)


async def _drafts(turn: Turn, ward: int) -> list[Draft]:
    """Registrations and sections of a plan that are not sent yet."""
    infos = await turn.reads.drafts_of(ward)
    found = [await turn.reads.draft(i.id) for i in infos if i.form in REGISTRATIONS or i.form in PLAN_FORMS]
    return [draft for draft in found if draft]


async def _stamp(turn: Turn, help_: Help) -> str:
    """Changes with what was typed: nobody agrees to what they were not shown."""
    shown: Sequence[object] = [(r.title, r.text, r.files) for r in await _typed(turn, help_)]
    return hashlib.sha256(repr((turn.person.language, shown)).encode()).hexdigest()[:8]


async def agree(turn: Turn, ward: int, stamp: str) -> None:
    """From now on the account is the producer's own; what waited for this is sent."""
    help_ = await _guest(turn, ward)
    if help_ is None:
        return
    if stamp != await _stamp(turn, help_):
        await _show(turn, help_, turn.t("assist.changed"))
        return
    producer = await turn.reads.ward(ward)
    if producer is None:
        return
    consents = {**producer.consents, **turn.person.consents, DOSSIER: True}
    if await _holds(turn):  # one producer more for whom this person works
        me = turn.person.id
        turn.do(AddMember(ward, me, MemberPart.OWNER, help_.name, me), SetTeam(ward))
        own = replace(turn.person, consents=consents, accounts=(*turn.person.accounts, ward))
        turn.person = working(own, Team(ward, help_.name))
    else:
        turn.do(MoveAddress(ward, turn.person.id), SetLanguage(turn.person.language))
        consents |= {**producer.consents, DOSSIER: True}
        turn.person = replace(turn.person, id=ward, consents=consents, draft="")
    turn.do(ConfirmHelp(ward), SetConsent(DOSSIER, True))
    turn.tell("assist.thanks", turn.button("helped", "assist.who_helps"), turn.button("menu", "menu.back"))
    await _tell_helper(turn, lambda t, name: t("assist.has_confirmed", name=name), f"confirmed:{ward}")
    for draft in await _drafts(turn, ward):
        if await _ready(turn, draft):
            turn.do(SaveDraft(draft), DropDraft(draft.id))  # refused when it was changed since it was read
            await register.send(turn, draft)
    await consent.ask_reminders(turn)


async def _ready(turn: Turn, draft: Draft) -> bool:
    """Whether the officer has typed it to the end and wanted to send it."""
    if draft.form not in REGISTRATIONS:
        return False
    if not any(e.kind == READY for e in await turn.reads.history(draft.id)):
        return False
    sent = engine.turn(FORMS[draft.form], draft.with_(at=SUMMARY), turn.context(draft), Said(data=SEND_DATA))
    return sent.outcome == "sent"


async def begin_wrong(turn: Turn, ward: int) -> None:
    """Asks what is not right, in the producer's own words."""
    if await _guest(turn, ward):
        draft = Draft(turn.new_id(), WRONG.id, WRONG.version, turn.programme.id, subject=str(ward))
        await filling.enter(turn, draft)


async def is_wrong(turn: Turn, draft: Draft) -> None:
    """The officer who helped is told, once; nothing was agreed to."""
    ward = int(draft.subject)
    if await _guest(turn, ward) is None:
        return
    words = str(draft.answers["wrong_text"])
    turn.do(AddAuditEntry(f"ward:{ward}", "helped.wrong", words))
    helper = await turn.reads.helper_of(ward)
    if helper:
        t = turn.texts[helper.language]
        text = t("assist.is_wrong", name=helper.name, words=quoted(words))
        notice = Reply(text, t("notice.title"), (Choice(f"for:{ward}", t("assist.open")),))
        turn.do(Notify(helper.person, notice, key=f"wrong:{draft.id}"))
    turn.tell("assist.wrong_kept", Choice(f"look:{ward}", turn.t("assist.look")), turn.button("menu", "menu.back"))


async def helped(turn: Turn) -> None:
    """Who helps, and the button that ends it."""
    help_ = await _own(turn)
    if help_:
        text = turn.t("assist.helps_you", place=turn.areas.get(help_.area).inline)
        choices = (turn.button("alone", "assist.alone"), turn.button("menu", "menu.back"))
        turn.say(Reply(text, turn.t("assist.who_helps"), choices))


async def _own(turn: Turn) -> Help | None:
    help_ = await turn.reads.help_of(turn.person.id)
    if help_ and help_.confirmed and not help_.ended:
        return help_
    turn.tell("assist.nobody", turn.button("menu", "menu.back"))
    return None


async def alone(turn: Turn) -> None:
    """The producer does it alone from now on: the officer is out at once."""
    if await _own(turn):
        once = f"alone:{turn.person.id}"
        await _tell_helper(turn, lambda t, name: t("assist.goes_alone", name=name), once)
        turn.do(EndHelp(turn.person.id))
        turn.tell("assist.ended", turn.button("mine", "menu.mine"), turn.button("menu", "menu.back"))


async def _tell_helper(turn: Turn, words: Callable[[Translator, str], str], once: str) -> None:
    helper = await turn.reads.helper_of(turn.person.id)
    if helper:
        t = turn.texts[helper.language]
        notice = Reply(words(t, helper.name), t("notice.title"), (Choice("assist", t("assist.title")),))
        turn.do(Notify(helper.person, notice, key=once))
