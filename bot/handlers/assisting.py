"""An officer's side of helping: whom the commune helps, a new one, working for one, and the way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.conversations.form import Draft
from bot.conversations.forms.assist import ASSIST
from bot.conversations.forms.consent import DOSSIER, PROMOTION, REMINDERS
from bot.handlers import filling, menu, privacy
from bot.handlers.forwarding import FOR
from bot.handlers.joining import hash_token
from bot.handlers.products import few
from bot.handlers.records import ON_PAPER, Invitation
from bot.handlers.turn import Turn
from bot.handlers.writes import AddInvitation, BeginHelp, ErasePerson, KeepAgreement, Notify, SetHelp, SetPlace
from bot.messages import Choice, Reply
from ocop_domain.rights import Act, grants_for

CODE_DAYS = 3
"""How long the producer may take to open the link."""
STOP = "stophelp"

OFFICE = frozenset(
    {"queue", "area", "overview", "who", "nudge", "move", "list", "handup", "report", "accept", "return", "council"}
    | {"assist", "newward"}
)
"""Buttons of the officer's own work: whoever presses one has gone back to it."""
OWN = frozenset({"consent", "link", "nudges", "muted", "newaddress", "phone", "helped", "alone"})
"""What only the producer may decide, on the own phone."""
DATA = frozenset({"privacy", "mydata", "forget", "erase"})
"""The producer's data: asked for through the officer as long as there is no own phone."""


def _areas(turn: Turn) -> list[str]:
    return list(dict.fromkeys(g.area for g in grants_for(turn.person.grants, Act.ASSIST, turn.programme.id)))


def _refuse(turn: Turn) -> None:
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))


async def overview(turn: Turn, start: int = 0) -> None:
    """Whom the commune helps, and how far each has agreed."""
    areas, t = _areas(turn), turn.t
    if not areas:
        _refuse(turn)
        return
    found = await turn.reads.helped_in(areas)
    start = start if 0 <= start < len(found) else 0
    choices = few(turn, [Choice(f"for:{h.ward}", h.name) for h in found], "assist", start)
    shown = found[start : start + sum(c.data.startswith("for:") for c in choices)]
    lines = [
        t("assist.line", number=n, name=h.name, state=t(f"assist.state.{h.state}"))
        for n, h in enumerate(shown, start + 1)
    ]
    nav = [
        Choice(f"newward:{area}", t("assist.new_in", place=turn.areas.get(area).name) if areas[1:] else t("assist.new"))
        for area in areas[:3]
    ]
    text = "\n".join(lines) or t("assist.none")
    turn.say(Reply(text, t("assist.title"), tuple(choices), (*nav, turn.button("menu", "menu.back"))))


async def new(turn: Turn, area: str) -> None:
    """Asks who it is and how they agree; what was begun goes on."""
    if area not in _areas(turn):
        _refuse(turn)
        return
    draft_id = f"ward.{turn.person.id}.{area}"
    begun = await turn.reads.draft(draft_id)
    draft = begun or Draft(draft_id, ASSIST.id, ASSIST.version, turn.programme.id, subject=area)
    await filling.enter(turn, draft, turn.t("assist.intro"))


async def on_paper(turn: Turn) -> None:
    """The producer has signed after all: asks for the paper."""
    if (help_ := turn.person.help) is None:
        _refuse(turn)
        return
    known = {"ward_name": help_.name, "ward_phone": help_.phone or None, "ward_agreement": ON_PAPER}
    draft_id = f"signed.{help_.ward}"
    begun = await turn.reads.draft(draft_id)
    draft = begun or Draft(draft_id, ASSIST.id, ASSIST.version, turn.programme.id, known)
    await filling.enter(turn, draft)


async def told(turn: Turn, draft: Draft) -> None:
    """The form was sent: somebody new, or the signed paper of somebody who is helped already."""
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
    if draft.subject not in _areas(turn):
        _refuse(turn)
        return
    name = answers["ward_name"]
    key, phone = turn.new_id(), answers.get("ward_phone") or ""
    turn.do(
        BeginHelp(key, draft.subject, name, phone, answers["ward_agreement"], files, purposes),
    )
    text = [turn.t("assist.began", name=name), turn.t("assist.began_paper" if paper else "assist.began_own")]
    choices = (turn.button("register", f"menu.register_{turn.programme.form}"), turn.button("ward", "assist.ward"))
    reply = Reply("\n\n".join(text), choices=choices, nav=(turn.button("menu", "menu.back"),))
    turn.say(_framed(turn, reply, name))


async def enter(turn: Turn, ward: int) -> bool:
    """Works for this producer from now on, if the officer may; False when not, and says so."""
    if turn.person.help and turn.person.help.ward == ward:
        return True
    leave(turn)
    found = await turn.reads.ward(ward)
    if found is None or found.help is None or found.help.area not in _areas(turn):
        _refuse(turn)
        return False
    if found.help.ended:
        turn.tell("assist.over", turn.button("menu", "menu.back"), name=found.help.name)
        return False
    officer = turn.person
    turn.do(SetHelp(ward), SetPlace(""))
    turn.person = replace(
        found, language=officer.language, menu=officer.menu, choices=officer.choices, speaker=replace(officer, draft="")
    )
    return True


def leave(turn: Turn) -> None:
    """Back to the officer's own work; what was typed for the producer is kept."""
    if turn.person.help and turn.person.speaker:
        turn.person = replace(turn.person.speaker, draft="")
        turn.do(SetHelp(0), SetPlace(""))


async def stop(turn: Turn) -> None:
    """Says whom one no longer works for, and shows the officer's menu."""
    name = turn.person.help.name if turn.person.help else ""
    leave(turn)
    await menu.show(turn, turn.t("assist.stopped", name=name) if name else "")


async def page(turn: Turn, note: str = "") -> None:
    """How the producer agrees, and what can be done about it."""
    help_, t = turn.person.help, turn.t
    if help_ is None:
        _refuse(turn)
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
            choices.append(turn.button("signed", "assist.has_signed"))
        choices.append(turn.button("privacy", "assist.data"))
    turn.say(
        Reply("\n\n".join(p for p in lines if p), t("assist.ward"), tuple(choices), (turn.button("menu", "menu.back"),))
    )


async def give_code(turn: Turn) -> None:
    """A one-time code, link and picture with which the producer opens the account on the own phone."""
    help_ = turn.person.help
    if help_ is None or help_.confirmed:
        await page(turn)
        return
    raw = turn.new_id().upper()
    code = f"{raw[:4]}-{raw[4:8]}-{raw[8:12]}"
    expires = turn.now + timedelta(days=CODE_DAYS)
    turn.do(AddInvitation(Invitation(hash_token(code), expires, person=help_.ward)))
    link, picture = await turn.papers.invitation(code)
    lines = [turn.t("assist.code", code=code, days=CODE_DAYS, name=help_.name)]
    if link:
        lines.append(turn.t("assist.link", link=link))
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


# Around every turn


async def still(turn: Turn) -> bool:
    """Whether the officer may still work for the producer; else brings them back, and says so."""
    help_, officer = turn.person.help, turn.person.speaker
    if help_ is None or officer is None:
        return True
    areas = {g.area for g in grants_for(officer.grants, Act.ASSIST, turn.programme.id)}
    if not help_.ended and help_.area in areas:
        return True
    leave(turn)
    await menu.show(turn, turn.t("assist.over", name=help_.name))
    return False


async def admits(turn: Turn, name: str, rest: str, *, unasked: bool = True) -> bool:
    """Whether a button may go on while one works for a producer; else it was answered here.

    `unasked` is False for the button of a notice about this producer.
    """
    help_ = turn.person.help
    if help_ is None:
        return True
    # What came unasked is about the officer's own work; of a producer it says so (`for:`).
    notice = unasked and turn.said.kind == "press" and turn.said.menu == 0 and name != FOR
    if notice or name in OFFICE or await _anothers(turn, name, rest):
        leave(turn)
        turn.say(Reply(turn.t("assist.stopped", name=help_.name)))
        return True
    if name in OWN:
        await page(turn, turn.t("assist.only_own"))
        return False
    if name in DATA and help_.confirmed:
        await page(turn, turn.t("assist.own_phone"))
        return False
    if name == "erase":
        await privacy.delete(turn)
        if any(isinstance(w, ErasePerson) for w in turn.writes):
            turn.replies[:] = [Reply(turn.t("assist.erased"), choices=(turn.button("menu", "menu.back"),))]
        return False
    return True


async def _anothers(turn: Turn, name: str, rest: str) -> bool:
    """Whether the button opens a product that is not the producer's: the number of a notice can be typed too."""
    product = await turn.reads.product(rest) if name == "p" else None
    return product is not None and product.owner != turn.person.id


def frame(turn: Turn) -> None:
    """Says on every screen for whom one works, and offers the way back."""
    help_ = turn.person.help
    if help_ and not any(isinstance(w, ErasePerson) for w in turn.writes):
        turn.replies[:] = [_framed(turn, reply, help_.name) for reply in turn.replies]


def _framed(turn: Turn, reply: Reply, name: str) -> Reply:
    working = turn.t("assist.working", name=name if len(name) <= 40 else f"{name[:39]}…")
    title = f"{working}\n{reply.title}" if reply.title else working
    if not reply.choices and not reply.nav:
        return reply.with_(title=title)
    return reply.with_(title=title, nav=(*reply.nav, turn.button(STOP, "assist.stop")))
