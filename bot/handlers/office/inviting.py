"""Many communes are invited at once: a copied table in, what is unclear said row by row, codes and texts out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.conversations.form import Draft
from bot.conversations.forms.appoint import INVITE_MANY
from bot.handlers.account import phones
from bot.handlers.account.codes import fresh_code, hash_token
from bot.handlers.forms import filling
from bot.handlers.office.holders import refuse
from bot.handlers.turn import Turn
from bot.kit.clock import day_of
from bot.messages import Choice, Reply, Upload
from bot.records.invitations import MadeCode
from bot.records.people import Invitation
from bot.writes.forms import DropDraft, KeepFile, SaveDraft, SetPlace
from bot.writes.people import AddInvitation
from ocop_domain.areas import Area
from ocop_domain.areas.exact import named
from ocop_domain.rights import Act, Role, grants_for, may_appoint, role_at
from ocop_domain.text import fold

CODE_DAYS = 14
_MOST = 300
_LINES = 2_000
"""Lines of a table that are looked at: empty ones among them."""
_NAMED = 8
"""Rows that are named on one screen: the others are counted."""
_HEADS = frozenset({"xa", "don vi", "xa phuong", "ten xa", "dia ban", "commune", "area", "unit"})
_ROLE: Role = role_at("commune")


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """One line: as it was written, the unit that it names (None: not exactly one), what is said of it."""

    number: int
    text: str
    whom: str
    unit: Area | None
    why: str = ""


def draft_id(turn: Turn) -> str:
    """The form in which this person sends communes."""
    return f"invitemany.{turn.person.id}"


async def begin(turn: Turn) -> None:
    """Asks for the communes, one a line; what was sent before stands there to be mended."""
    if not grants_for(turn.person.grants, Act.APPOINT):
        refuse(turn)
    elif not phones.waits(turn):
        draft = await turn.reads.draft(draft_id(turn))
        revision = draft.revision if draft else 0
        fresh = Draft(draft_id(turn), INVITE_MANY.id, INVITE_MANY.version, turn.programme.id, revision=revision)
        await filling.enter(turn, fresh)


async def received(turn: Turn, upload: Upload) -> None:
    """A table came in the place of pasted lines: its first two columns are read."""
    draft = await turn.reads.draft(draft_id(turn))
    lines = await turn.papers.table_lines(upload)
    if draft is None or not any(lines):
        turn.tell("invite.unread", turn.button("invitemany", "invite.again"), turn.button("menu", "menu.back"))
        return
    turn.do(KeepFile(upload), DropDraft(draft.id), SetPlace(""))
    await listed(turn, draft.with_(answers={"many_rows": "\n".join(lines[:_LINES])}))


async def listed(turn: Turn, draft: Draft) -> None:
    """Says which rows are clear, and which are not and why; nothing is made yet."""
    rows = list(_rows(turn, str(draft.answers["many_rows"])))
    turn.writes[:] = [write for write in turn.writes if not isinstance(write, SaveDraft)]
    turn.do(SaveDraft(draft.with_(id=draft_id(turn), revision=0)))
    good, bad = [one for one in rows if one.unit], [one for one in rows if one.unit is None]
    t = turn.t
    lines = [t("invite.rows", count=len(good))]
    lines += [t("invite.row", number=one.number, text=one.text, why=one.why) for one in bad[:_NAMED]]
    lines += [t("invite.more_bad", count=len(bad) - _NAMED)] if len(bad) > _NAMED else []
    choices = [turn.button(f"invitenow:{len(good)}", "invite.now", count=len(good))] if good else []
    choices.append(turn.button("invitemany", "invite.again"))
    nav = (turn.button("staff", "people.title"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("invite.many"), tuple(choices), nav))


def _rows(turn: Turn, text: str) -> Iterator[InvitedRow]:
    """The lines with what each names; a head is left out, and a line that came before."""
    own = grants_for(turn.person.grants, Act.APPOINT)
    before: set[tuple[str, str]] = set()
    lines = [line.strip() for line in text.splitlines()]
    filled = [(number, line) for number, line in enumerate(lines, 1) if line]
    for number, line in filled[:_MOST]:
        place, _, whom = (part.strip() for part in line.partition(";"))
        if number == filled[0][0] and fold(place) in _HEADS:
            continue
        found = named(turn.areas, place, turn.today, ("commune",))
        key = (found.unit.code if found.unit else "", fold(whom))
        if found.unit is None:
            meant = "; ".join(turn.areas.label(unit.code) for unit in found.candidates[:3])
            why = turn.t("invite.which", places=meant) if meant else turn.t("invite.unknown")
            yield InvitedRow(number, place, whom, None, why)
        elif not may_appoint(own, _ROLE, found.unit.code, turn.reaches):
            yield InvitedRow(number, place, whom, None, turn.t("invite.elsewhere"))
        elif key in before:
            yield InvitedRow(number, place, whom, None, turn.t("invite.twice"))
        else:
            before.add(key)
            yield InvitedRow(number, place, whom, found.unit)


async def invite(turn: Turn, count: int) -> None:
    """A code for each clear row; a sheet to print and a table with texts to forward. The codes stand nowhere else."""
    draft = await turn.reads.draft(draft_id(turn))
    rows = list(_rows(turn, str(draft.answers.get("many_rows") or ""))) if draft else []
    units = [(one.unit, one.whom) for one in rows if one.unit]
    if phones.waits(turn):
        return
    if draft is None or not units or len(units) != count:
        turn.tell("invite.changed", turn.button("invitemany", "invite.many"), turn.button("menu", "menu.back"))
        return
    expires = turn.now + timedelta(days=CODE_DAYS)
    made = []
    for unit, whom in units:
        code = fresh_code(turn)
        turn.do(AddInvitation(Invitation(hash_token(code), expires, _ROLE, unit.code, by=turn.person.id, whom=whom)))
        made.append(MadeCode(code, _ROLE, turn.areas.label(unit.code), day_of(expires), whom))
    turn.do(SaveDraft(draft.with_(answers={})))
    files = await turn.papers.invitation_sheets(made)
    text = turn.t("invite.made", count=len(made), days=CODE_DAYS)
    choices: tuple[Choice, ...] = (turn.button("staff", "people.title"), turn.button("menu", "menu.back"))
    turn.say(Reply(text, turn.t("invite.many"), choices, files=files, names=("ma QR", "loi moi")))
