"""Many are invited at once, for communes and agencies: a copied table in, unclear rows named, codes and texts out."""

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
from ocop_domain.agencies import agency_named, known_agencies
from ocop_domain.areas.exact import named
from ocop_domain.rights import Act, Grant, grants_for, may_name, role_at
from ocop_domain.text import fold

CODE_DAYS = 14
_MOST = 300
_LINES = 2_000
"""Lines of a table that are looked at: empty ones among them."""
_NAMED = 8
"""Rows that are named on one screen: the others are counted."""
_HEADS = frozenset({"xa", "don vi", "xa phuong", "ten xa", "dia ban", "commune", "area", "unit"})


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """One line: as it was written, the role that it names (None: not exactly one), what is said of it."""

    number: int
    text: str
    whom: str
    grant: Grant | None
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
    """A table came in the place of pasted lines: its first three columns are read."""
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
    good, bad = [one for one in rows if one.grant], [one for one in rows if one.grant is None]
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
    before: set[tuple[Grant, str]] = set()
    lines = [line.strip() for line in text.splitlines()]
    filled = [(number, line) for number, line in enumerate(lines, 1) if line]
    for number, line in filled[:_MOST]:
        place, whom, agency = (*(part.strip() for part in line.split(";", 2)), "", "")[:3]
        if number == filled[0][0] and fold(place) in _HEADS:
            continue
        grant, why = _meant(turn, place, agency)
        if grant and (grant, fold(whom)) in before:
            grant, why = None, turn.t("invite.twice")
        if grant:
            before.add((grant, fold(whom)))
        yield InvitedRow(number, place, whom, grant, why)


def _meant(turn: Turn, place: str, agency: str) -> tuple[Grant | None, str]:
    """The role that a line names; else why there is none."""
    spoken = agency_named(agency) if agency else None
    if agency and spoken is None:
        return None, turn.t("invite.no_agency", agency=agency)
    level = spoken.level if spoken else "commune"
    found = named(turn.areas, place, turn.today, (level,))
    if found.unit is None:
        meant = "; ".join(turn.areas.label(unit.code) for unit in found.candidates[:3])
        return None, turn.t("invite.which", places=meant) if meant else turn.t(f"invite.unknown_{level}")
    grant = Grant(role_at(level), found.unit.code, agency=spoken.id if spoken else "")
    own = grants_for(turn.person.grants, Act.APPOINT)
    return (grant, "") if may_name(own, grant, turn.reaches) else (None, turn.t("invite.elsewhere"))


async def invite(turn: Turn, count: int) -> None:
    """A code for each clear row; a sheet to print and a table with texts to forward. The codes stand nowhere else."""
    draft = await turn.reads.draft(draft_id(turn))
    rows = list(_rows(turn, str(draft.answers.get("many_rows") or ""))) if draft else []
    wanted = [(one.grant, one.whom) for one in rows if one.grant]
    if phones.waits(turn):
        return
    if draft is None or not wanted or len(wanted) != count:
        turn.tell("invite.changed", turn.button("invitemany", "invite.many"), turn.button("menu", "menu.back"))
        return
    expires = turn.now + timedelta(days=CODE_DAYS)
    made = []
    for grant, whom in wanted:
        code = fresh_code(turn)
        turn.do(
            AddInvitation(
                Invitation(
                    token_hash=hash_token(code),
                    expires=expires,
                    role=grant.role,
                    area=grant.area,
                    by=turn.person.id,
                    whom=whom,
                    agency=grant.agency,
                )
            )
        )
        made.append(MadeCode(code, grant.role, _place(turn, grant), day_of(expires), whom))
    turn.do(SaveDraft(draft.with_(answers={})))
    files = await turn.papers.invitation_sheets(made)
    text = turn.t("invite.made", count=len(made), days=CODE_DAYS)
    choices: tuple[Choice, ...] = (turn.button("staff", "people.title"), turn.button("menu", "menu.back"))
    turn.say(Reply(text, turn.t("invite.many"), choices, files=files, names=("ma QR", "loi moi")))


def _place(turn: Turn, grant: Grant) -> str:
    """The unit, with the agency for which they speak there."""
    agency, unit = known_agencies().get(grant.agency), turn.areas.label(grant.area)
    return f"{agency.name}, {unit}" if agency else unit
