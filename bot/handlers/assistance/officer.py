"""An officer's side of helping: whom the commune helps, a new one, and how they agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.conversations import engine
from bot.conversations.form import SUMMARY, Draft, Said
from bot.conversations.forms.assist import ASSIST
from bot.conversations.forms.consent import DOSSIER, PROMOTION, REMINDERS
from bot.conversations.screens import SEND_DATA
from bot.handlers.account import phones
from bot.handlers.account.codes import fresh_code, hash_token
from bot.handlers.forms import filling
from bot.handlers.shared.paging import earlier, few, start_of, taken
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply, shortened
from bot.records.people import ON_PAPER, Invitation
from bot.writes.assistance import BeginHelp, KeepAgreement
from bot.writes.forms import DropDraft, SaveDraft, SetPlace
from bot.writes.people import AddInvitation, Notify
from ocop_domain.rights import Act, grants_for
from ocop_domain.text import fold

CODE_DAYS = 3
"""How long the producer may take to open the link."""
STOP = "stophelp"


def areas_of(turn: Turn) -> list[str]:
    """The communes in which this person may help."""
    return list(dict.fromkeys(g.area for g in grants_for(turn.person.grants, Act.ASSIST)))


def helped_in(turn: Turn) -> list[str]:
    """The units whose producers this person may help: the communes, and those that went into them."""
    return units_of(turn, Act.ASSIST)


def refuse(turn: Turn) -> None:
    """Says that this is not theirs to open."""
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))


async def overview(turn: Turn, start: int = 0) -> None:
    """Whom the commune helps, and how far each has agreed."""
    areas, t = areas_of(turn), turn.t
    if not areas:
        refuse(turn)
        return
    found = await turn.reads.helped_in(helped_in(turn))
    start = start_of(start, len(found))
    choices = few(turn, [Choice(f"for:{h.ward}", h.name) for h in found], "assist", start)
    shown = found[start : start + taken(start, len(found))]
    lines = [
        t("assist.line", number=n, name=h.name, state=t(f"assist.state.{h.state}"))
        for n, h in enumerate(shown, start + 1)
    ]
    new = [
        Choice(f"newward:{area}", t("assist.new_in", place=turn.areas.get(area).name) if areas[1:] else t("assist.new"))
        for area in areas[:3]
    ]
    text = "\n".join(lines) or t("assist.none")
    below = new if found else []  # the first step is a large button
    sheet = turn.button(f"sheet:{areas[0]}", "assist.sheet")
    nav = (*earlier(turn, "assist", start), *below, sheet, turn.button("menu", "menu.back"))
    turn.say(Reply(text, t("assist.title"), tuple(choices or new), nav))


def new_id(turn: Turn, area: str) -> str:
    """The draft of somebody new in this commune, by this officer."""
    return f"ward.{turn.person.id}.{area}"


async def new(turn: Turn, area: str) -> None:
    """Asks who it is and how they agree; what was begun goes on."""
    if area not in areas_of(turn):
        refuse(turn)
        return
    draft_id = new_id(turn, area)
    begun = await turn.reads.draft(draft_id)
    draft = begun or Draft(draft_id, ASSIST.id, ASSIST.version, turn.programme.id, subject=area)
    await filling.enter(turn, draft, turn.t("assist.intro"))


async def on_paper(turn: Turn) -> None:
    """The producer has signed after all: asks for the paper."""
    if (help_ := turn.person.help) is None:
        refuse(turn)
        return
    known = {"ward_name": help_.name, "ward_phone": help_.phone or None, "ward_agreement": ON_PAPER}
    draft_id = f"signed.{help_.ward}"
    begun = await turn.reads.draft(draft_id)
    draft = begun or Draft(draft_id, ASSIST.id, ASSIST.version, turn.programme.id, known)
    await filling.enter(turn, draft)


async def told(turn: Turn, draft: Draft, *, another: bool = False) -> None:
    """The form was sent: somebody new (`another` than those who are known), or the paper of somebody helped already."""
    answers = draft.answers
    paper = answers["ward_agreement"] == ON_PAPER
    files = tuple(answers.get("ward_paper") or ()) if paper else ()
    said = {REMINDERS: answers.get("ward_reminders"), PROMOTION: answers.get("ward_promotion")}
    purposes = {DOSSIER: True} | {purpose: bool(agreed) for purpose, agreed in said.items()} if paper else {}
    if turn.person.help:
        if paper:
            turn.do(KeepAgreement(files, purposes))
            agreed = {**turn.person.consents, **purposes}
            now = replace(turn.person.help, how=ON_PAPER)
            turn.person = replace(turn.person, consents=agreed, help=now)
        await page(turn, turn.t("assist.paper_kept") if paper else "")
        return
    if draft.subject not in areas_of(turn):
        refuse(turn)
    elif not another and await _known(turn, draft):
        turn.do(SaveDraft(replace(draft, revision=0)))  # sent is dropped; this one is not done yet
    else:
        _began(turn, draft, files, purposes)


async def other(turn: Turn, area: str) -> None:
    """It is somebody else than those who were shown: begins."""
    if area not in areas_of(turn):
        refuse(turn)  # what was typed stays
        return
    draft = await turn.reads.draft(new_id(turn, area))
    if draft is None:
        await overview(turn)
        return
    ready = draft.with_(at=SUMMARY)
    if engine.turn(ASSIST, ready, turn.context(), Said(data=SEND_DATA)).outcome != "sent":
        await filling.enter(turn, draft)
        return
    turn.do(DropDraft(draft.id), SetPlace(""))
    await told(turn, draft, another=True)


async def _known(turn: Turn, draft: Draft) -> bool:
    """Whether the commune has somebody of this name or number already; then they are shown, and it is asked."""
    t, area = turn.t, draft.subject
    name, phone = draft.answers["ward_name"], draft.answers.get("ward_phone") or ""
    here = await turn.reads.helped_in(sorted(turn.areas.inside(area)))
    alike = [h for h in here if fold(h.name) == fold(name) or (phone and h.phone == phone)]
    own = await turn.reads.producers_in(area)
    called = [n for n, number in own if phone and number == phone]
    named = [n for n, _ in own if fold(n) == fold(name) and n not in called]
    if not alike and not called and not named:
        return False
    lines = [
        t("assist.known_helped", name=h.name, phone=h.called) if h.phone else t("assist.known_helped_name", name=h.name)
        for h in alike[:3]
    ]
    lines += [t("assist.known_alone", name=n) for n in called[:3]]
    lines += [t("assist.known_alone_name", name=n) for n in named[:3]]
    choices = [
        Choice(f"sameward:{area}:{h.ward}", t("assist.open_known") if len(alike) == 1 else h.name) for h in alike[:3]
    ]
    choices.append(Choice(f"otherward:{area}", t("assist.another")))
    text = "\n\n".join([*lines, t("assist.known_ask", name=name)])
    turn.say(Reply(text, t("assist.known_title"), tuple(choices), (turn.button("menu", "menu.back"),)))
    return True


def _began(turn: Turn, draft: Draft, files: tuple[str, ...], purposes: dict[str, bool]) -> None:
    answers = draft.answers
    name, paper = answers["ward_name"], answers["ward_agreement"] == ON_PAPER
    key, phone = turn.new_id(), answers.get("ward_phone") or ""
    turn.do(BeginHelp(key, draft.subject, name, phone, answers["ward_agreement"], files, purposes))
    text = [turn.t("assist.began", name=name), turn.t("assist.began_paper" if paper else "assist.began_own")]
    choices = (turn.button("register", f"menu.register_{turn.programme.form}"), turn.button("ward", "assist.ward"))
    reply = Reply("\n\n".join(text), choices=choices, nav=(turn.button("menu", "menu.back"),))
    turn.say(framed(turn, reply, name))


async def page(turn: Turn, note: str = "") -> None:
    """How the producer agrees, and what can be done about it."""
    help_, t = turn.person.help, turn.t
    if help_ is None:
        refuse(turn)
        return
    lines = [note, t("assist.is", name=help_.name, phone=help_.called)]
    lines.append(t(f"assist.about_{help_.state}"))
    choices: list[Choice] = []
    if not help_.confirmed:
        choices.append(turn.button("wardcode", "assist.give_code"))
        if help_.guest:
            lines.append(t("assist.was_opened"))
            choices.append(turn.button("askagain", "assist.ask_again"))
        if help_.how != ON_PAPER:
            choices.append(turn.button("wardsheet", "assist.sheet"))
            choices.append(turn.button("signed", "assist.has_signed"))
        choices.append(turn.button("privacy", "assist.data"))
    turn.say(
        Reply("\n\n".join(p for p in lines if p), t("assist.ward"), tuple(choices), (turn.button("menu", "menu.back"),))
    )


async def blank_sheet(turn: Turn, area: str) -> None:
    """The sheet of consent for anybody of the commune, to be filled in and signed by hand."""
    if area not in areas_of(turn):
        refuse(turn)
        return
    _give_sheet(turn, await turn.papers.consent_sheet(area), turn.button("assist", "assist.title"))


async def own_sheet(turn: Turn) -> None:
    """The same for the producer who is helped, with the name and the phone on it."""
    help_ = turn.person.help
    if help_ is None:
        refuse(turn)
        return
    phone = help_.called if help_.phone else ""
    file = await turn.papers.consent_sheet(help_.area, help_.name, phone)
    _give_sheet(turn, file, turn.button("signed", "assist.has_signed"))


def _give_sheet(turn: Turn, file: str, then: Choice) -> None:
    choices = (then, turn.button("menu", "menu.back"))
    name = turn.t("assist.sheet_file")
    turn.say(Reply(turn.t("assist.sheet_here"), turn.t("assist.sheet"), choices, files=(file,), names=(name,)))


async def give_code(turn: Turn) -> None:
    """A one-time code, link and picture with which the producer opens the account on the own phone."""
    if phones.waits(turn):
        return
    help_ = turn.person.help
    if help_ is None or help_.confirmed:
        await page(turn)
        return
    code = fresh_code(turn)
    expires = turn.now + timedelta(days=CODE_DAYS)
    turn.do(AddInvitation(Invitation(hash_token(code), expires, person=help_.ward)))
    links, picture = await turn.papers.invitation(code)
    lines = [turn.t("assist.code", code=code, days=CODE_DAYS, name=help_.name)]
    if links:
        listed = "\n".join(turn.t(f"assist.link_{channel}", link=link) for channel, link in links.items())
        lines.append(f"{turn.t('assist.links')}\n{listed}")
    turn.say(
        Reply(
            "\n\n".join(lines),
            turn.t("assist.give_code"),
            (turn.button("ward", "assist.ward"), turn.button("menu", "menu.back")),
            files=(picture,) if picture else (),
        )
    )


async def ask_again(turn: Turn) -> None:
    """The producer who has opened the link is asked to look once more."""
    help_ = turn.person.help
    guest = await turn.reads.recipient(help_.guest) if help_ and help_.guest else None
    if help_ is None or help_.confirmed or guest is None:
        await page(turn)
        return
    t = turn.texts[guest.language]
    notice = Reply(t("assist.look_again", name=help_.name), choices=(Choice(f"look:{help_.ward}", t("assist.look")),))
    turn.do(Notify(guest.person, notice, key=f"look:{help_.ward}:{turn.new_id()}"))
    await page(turn, turn.t("assist.asked_again"))


def framed(turn: Turn, reply: Reply, name: str) -> Reply:
    """The screen with the name of the producer above it, and the way back."""
    working = turn.t("assist.working", name=shortened(name, 32))
    title = f"{working}\n{reply.title}" if reply.title else working
    if not reply.choices and not reply.nav:
        return reply.with_(title=title)
    return reply.with_(title=title, nav=(*reply.nav, turn.button(STOP, "assist.stop")))
