"""The council's sheets in one XLSX: downloaded, filled in, sent back; nothing is taken before every cell is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.conversations.form import Draft
from bot.conversations.forms.rounds import COUNCIL_TABLE
from bot.handlers.forms import filling
from bot.handlers.rounds import found, page
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.writes.forms import DropDraft, SaveDraft
from bot.writes.rounds import PutMemberSheet
from ocop_domain.applications import Application
from ocop_domain.council_table import GivenSheet, JudgedProduct, ReadSheets, TableFault, TableTrouble, read_sheets
from ocop_domain.rounds import MemberSheet, Round

_NAMED = 10
"""Findings on one screen: the others are counted."""


def draft_id(turn: Turn) -> str:
    """The form in which this person sends a table; it holds the file until its sheets are taken."""
    return f"counciltable.{turn.person.id}"


async def _own_council(turn: Turn, round_id: str) -> Round | None:
    """An open round whose members sit here; else says how it is."""
    here = await found.open_to_run(turn, round_id)
    if here and not found.own_level(turn, here):
        await page.tell_page(turn, here)
        return None
    return here


async def _judged(turn: Turn, agenda: Sequence[Application]) -> list[JudgedProduct]:
    judged = []
    for one in agenda:
        criteria, decision = await found.judged_by(turn, one), await found.decision_of(turn, one)
        judged.append(JudgedProduct(one.id, called(turn.t, one), one.producer_name, decision, criteria))
    return judged


async def _members(turn: Turn, here: Round) -> dict[int, str]:
    return {one.person: found.called(turn, one) for one in await found.members(turn, here)}


async def template(turn: Turn, round_id: str) -> None:
    """The table to fill in: products and their items down, members across."""
    here = await _own_council(turn, round_id)
    if here is None:
        return
    agenda = await turn.reads.agenda_of(here.id)
    members = await _members(turn, here)
    if not agenda or not members:
        await page.tell_page(turn, here, turn.t("rounds.no_members" if agenda else "rounds.agenda_empty"))
        return
    involved = {one.id: await found.involved(turn, one) for one in agenda}
    columns = {
        f"{name} ({person})": frozenset(product for product, theirs in involved.items() if person in theirs)
        for person, name in members.items()
    }
    file = await turn.papers.council_table(await _judged(turn, agenda), columns, language=turn.person.language)
    choices = (turn.button(f"sendtable:{here.id}", "rounds.table_send"),)
    nav = (turn.button(f"seats:{here.id}", "nav.back"), turn.button("menu", "menu.back"))
    names = (turn.t("rounds.table"),)
    turn.say(Reply(turn.t("rounds.table_how"), turn.t("rounds.table"), choices, nav, files=(file,), names=names))


async def begin(turn: Turn, round_id: str) -> None:
    """Asks for the table."""
    here = await _own_council(turn, round_id)
    if here:
        before = await turn.reads.draft(draft_id(turn))
        revision = before.revision if before else 0
        form, version = COUNCIL_TABLE.id, COUNCIL_TABLE.version
        draft = Draft(draft_id(turn), form, version, here.programme, subject=here.id, revision=revision)
        await filling.enter(turn, draft)


async def received(turn: Turn, draft: Draft) -> None:
    """The table came: the form keeps the file until its sheets are taken."""
    here = await _own_council(turn, draft.subject)
    if here:
        turn.do(SaveDraft(draft.with_(revision=0)))
        await _show(turn, here, await _read(turn, here, draft))


async def _read(turn: Turn, here: Round, draft: Draft) -> ReadSheets:
    """What stands in the file, with all that speaks against it: of the table, and of who may be typed for."""
    files = draft.answers.get("council_table") or ()
    grids = await turn.papers.grids(files[0]) if files else []
    agenda = await turn.reads.agenda_of(here.id)
    read = read_sheets(grids, await _judged(turn, agenda), await _members(turn, here))
    involved = {one.id: await found.involved(turn, one) for one in agenda}
    sealed = {(s.application, s.member) for s in await turn.reads.sheets_in(here.id) if not s.typed_by}
    faults = list(read.faults)
    for one in read.sheets:
        if {one.member, turn.person.id} & involved[one.product.id]:
            faults.append(TableFault(one.sheet, one.row, TableTrouble.INVOLVED, of=one.of))
        elif (one.product.id, one.member) in sealed:
            faults.append(TableFault(one.sheet, one.row, TableTrouble.SEALED, of=one.of))
    return replace(read, faults=tuple(sorted(faults, key=lambda fault: (fault.sheet, fault.row))))


async def _show(turn: Turn, here: Round, read: ReadSheets) -> None:
    """Which column is whose, row by row what must be mended, and what would hold stars back; nothing is taken yet."""
    t = turn.t
    lines = [t("rounds.table_read", count=len(read.sheets), faults=len(read.faults))]
    if read.columns:
        lines.append(t("rounds.table_columns", columns=", ".join(read.columns)))
    if read.left_out:
        lines.append(t("rounds.table_left_out", columns=", ".join(read.left_out)))
    said = [_fault(turn, one) for one in read.faults] or list(_remarks(turn, read.sheets))
    lines += said[:_NAMED]
    if len(said) > _NAMED:
        lines.append(t("rounds.table_more", count=len(said) - _NAMED))
    choices = [turn.button(f"sendtable:{here.id}", "rounds.table_again")]
    if read.sheets and not read.faults:
        count = len(read.sheets)
        choices.insert(0, turn.button(f"taketable:{here.id}:{count}", "rounds.table_take", count=count))
    nav = (turn.button(f"round:{here.id}", "rounds.open"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), t("rounds.table"), tuple(choices), nav))


def _fault(turn: Turn, one: TableFault) -> str:
    why = turn.t(f"rounds.table_fault_{one.what}", said=one.said, of=one.of, right=one.right)
    return turn.t("rounds.table_row", sheet=one.sheet or "1", row=one.row, why=why)


def _remarks(turn: Turn, sheets: Sequence[GivenSheet]) -> Iterator[str]:
    """Sheets whose points make a star that a minimum holds back, and those with a reason for refusing the dossier."""
    for one in sheets:
        if one.score is None:
            continue
        if one.score.star < one.score.star_by_points:
            items = one.score.missed_minima.get(one.score.star_by_points, ())
            yield turn.t(
                "rounds.table_minimum",
                of=one.of,
                total=turn.t.number(one.total),
                star=one.score.star_by_points,
                items=", ".join(items),
            )
        for reason in one.score.exclusions:
            yield turn.t("rounds.table_excluded", of=one.of, why=reason.text)


async def take(turn: Turn, round_id: str, count: int) -> None:
    """All sheets of the table, as typed by who sent it; where something has changed since, how it is now."""
    here = await _own_council(turn, round_id)
    if here is None:
        return
    draft = await turn.reads.draft(draft_id(turn))
    if draft is None or draft.subject != here.id:
        await page.tell_page(turn, here)
        return
    read = await _read(turn, here, draft)
    if read.faults or len(read.sheets) != count:
        await _show(turn, here, read)
        return
    for one in read.sheets:
        turn.do(PutMemberSheet(_kept(turn, here, one)))
    turn.do(DropDraft(draft.id))
    await page.tell_page(turn, here, turn.t("rounds.table_taken", count=count))


def _kept(turn: Turn, here: Round, one: GivenSheet) -> MemberSheet:
    """The sheet of a member: typed in, but for the own one of who sent the table."""
    by = 0 if one.member == turn.person.id else turn.person.id
    set_id = one.product.criteria.id if one.product.criteria and one.answers else ""
    decision = one.product.decision if set_id else ""
    return MemberSheet(here.id, one.product.id, one.member, one.total, decision, set_id, one.answers, typed_by=by)
