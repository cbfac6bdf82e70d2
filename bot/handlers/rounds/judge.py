"""A member scores the products of a round on the own phone: item by item, or the total of a sheet of paper."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.conversations.form import Draft
from bot.conversations.forms.rounds import TOTAL
from bot.conversations.forms.scoring import JUDGE, VERSION, points_of
from bot.handlers.forms import filling
from bot.handlers.rounds import agenda, found, page
from bot.handlers.scoring.sheets import scored
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import earlier, few
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.writes.forms import DropDraft
from bot.writes.rounds import PutMemberSheet
from ocop_domain.applications import Application
from ocop_domain.criteria.load import load_criteria
from ocop_domain.rights import Act
from ocop_domain.rounds import MemberSheet, Round, RoundState


async def home(turn: Turn, round_id: str = "") -> None:
    """The rounds in which this member scores now; one alone opens."""
    units = found.rounds_where(turn, Act.JUDGE)
    lines = await turn.reads.rounds_in(units, [RoundState.OPEN])
    if round_id or len(lines) == 1:
        await products(turn, round_id or lines[0].round.id)
        return
    if not units:
        found.refuse(turn)
        return
    choices = few(turn, [Choice(f"judging:{one.round.id}", page.name(turn, one.round)) for one in lines], "judging")
    text = turn.t("judging.which" if lines else "judging.none")
    turn.say(Reply(text, turn.t("judging.title"), tuple(choices), (turn.button("menu", "menu.back"),)))


async def _to_judge(turn: Turn, round_id: str) -> Round | None:
    """The round, for its members; a closed one says so kindly."""
    here = await turn.reads.round(round_id)
    if here is None or here.unit not in found.rounds_where(turn, Act.JUDGE) or not found.own_level(turn, here):
        found.refuse(turn)
        return None
    if here.state is not RoundState.OPEN:
        turn.tell("judging.closed", turn.button("judging", "judging.title"), turn.button("menu", "menu.back"))
        return None
    return here


async def products(turn: Turn, round_id: str, start: int = 0) -> None:
    """What this member has to score: what is left comes first."""
    await _list(turn, round_id, start)


async def _list(turn: Turn, round_id: str, start: int = 0, *, note: str = "", given: MemberSheet | None = None) -> None:
    """The same with what was just given, which is not kept before the turn ends."""
    here = await _to_judge(turn, round_id)
    if here is None:
        return
    own = [one for one in await turn.reads.agenda_of(here.id) if found.judges(turn, here, one)]
    mine = {s.application: s for s in await turn.reads.sheets_in(here.id) if s.member == turn.person.id}
    if given:
        mine[given.application] = given
    ordered = sorted(own, key=lambda one: one.id in mine)
    doors = [Choice(f"tojudge:{here.id}:{one.id}", _door(turn, one, mine.get(one.id))) for one in ordered]
    lines = [note] if note else []
    done = sum(one.id in mine for one in own)
    lines.append(turn.t("judging.products", count=len(own), done=done))
    choices = few(turn, doors, f"judgelist:{here.id}", start)
    nav = (*earlier(turn, f"judgelist:{here.id}", start), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), page.name(turn, here), tuple(choices), nav))


def _door(turn: Turn, one: Application, sheet: MemberSheet | None) -> str:
    name = called(turn.t, one)
    return turn.t("judging.scored", total=turn.t.number(sheet.total), name=name) if sheet else name


async def _product(turn: Turn, round_id: str, application_id: str) -> tuple[Round, Application] | None:
    """A product on the agenda, for a member who is not of its producer."""
    here = await _to_judge(turn, round_id)
    if here is None:
        return None
    one = next((p for p in await turn.reads.agenda_of(here.id) if p.id == application_id), None)
    if one is None or not found.judges(turn, here, one):
        turn.tell("judging.not_yours", turn.button(f"judging:{here.id}", "judging.title"))
        return None
    return here, one


async def product(turn: Turn, round_id: str, application_id: str) -> None:
    """One product: its dossier, and the two ways to score it."""
    both = await _product(turn, round_id, application_id)
    if both is None:
        return
    here, one = both
    sheets = await turn.reads.sheets_in(here.id, one.id)
    own = next((s for s in sheets if s.member == turn.person.id), None)
    lines = [turn.t("judging.of", producer=one.producer_name, place=turn.areas.get(one.area).name)]
    if own:
        lines.append(turn.t("judging.given", total=turn.t.number(own.total)))
    criteria = await found.judged_by(turn, one)
    choices = []
    if criteria:
        choices.append(turn.button(f"judgeitems:{here.id}:{one.id}", "judging.items", count=len(criteria.items)))
    choices += [
        turn.button(f"judgetotal:{here.id}:{one.id}", "judging.total"),
        turn.button(f"filing:{one.id}", "judging.dossier"),
        turn.button(f"print:{one.id}", "judging.download"),
    ]
    nav = (turn.button(f"judging:{here.id}", "judging.list"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), called(turn.t, one), tuple(choices), nav))


async def items(turn: Turn, round_id: str, application_id: str) -> None:
    """The whole sheet; what was given before stands in it."""
    both = await _product(turn, round_id, application_id)
    if both:
        await _by_items(turn, *both, turn.person.id)


async def total(turn: Turn, round_id: str, application_id: str) -> None:
    """The total of a sheet of paper."""
    both = await _product(turn, round_id, application_id)
    if both:
        await _by_total(turn, *both, turn.person.id)


async def _typing(turn: Turn, round_id: str, application_id: str, person: int) -> tuple[Round, Application] | None:
    """A product for which who runs the round types in the sheet of a member, or the result of a level above."""
    here = await found.open_to_run(turn, round_id)
    if here is None:
        return None
    one = next((p for p in await turn.reads.agenda_of(here.id) if p.id == application_id), None)
    seated = {m.person for m in await found.members(turn, here)} if found.own_level(turn, here) else {turn.person.id}
    if one is None or person not in seated or {person, turn.person.id} & await found.involved(turn, one):
        turn.tell("judging.not_yours", turn.button(f"round:{here.id}", "rounds.open"))
        return None
    before = await _sheet(turn, here, one, person)
    if before and not before.typed_by:  # what a member gave on the own phone is sealed, and theirs alone
        turn.tell("rounds.scored_self", turn.button(f"onagenda:{here.id}:{one.id}", "nav.back"))
        return None
    return here, one


async def type_items(turn: Turn, round_id: str, application_id: str, person: int) -> None:
    """Another one's sheet, item by item."""
    both = await _typing(turn, round_id, application_id, person)
    if both:
        await _by_items(turn, *both, person)


async def type_total(turn: Turn, round_id: str, application_id: str, person: int) -> None:
    """Another one's total."""
    both = await _typing(turn, round_id, application_id, person)
    if both:
        await _by_total(turn, *both, person)


async def _by_items(turn: Turn, here: Round, one: Application, person: int) -> None:
    criteria = await found.judged_by(turn, one)
    if criteria is None:
        await _by_total(turn, here, one, person)
        return
    decision = (await found.decision_of(turn, one)) or ""
    form = f"{JUDGE}:{decision}:{criteria.id}"
    draft_id = f"j{here.id}.{one.id}.{person}.{turn.person.id}"
    begun = await turn.reads.draft(draft_id)
    if begun and begun.form == form:
        await filling.enter(turn, begun, turn.t("draft.welcome_back"))
        return
    before = await _sheet(turn, here, one, person)
    answers = dict(before.answers) if before and before.set_id == criteria.id else {}
    revision = begun.revision if begun else 0
    subject = f"{here.id}:{one.id}:{person}"
    draft = Draft(draft_id, form, VERSION, one.programme, answers, subject=subject, revision=revision)
    await filling.enter(turn, draft, turn.t("judging.begin", product=called(turn.t, one)))


async def _by_total(turn: Turn, here: Round, one: Application, person: int) -> None:
    subject = f"{here.id}:{one.id}:{person}"
    draft = Draft(turn.new_id(), TOTAL.id, TOTAL.version, one.programme, subject=subject)
    await filling.enter(turn, draft, turn.t("judging.begin", product=called(turn.t, one)))


async def _sheet(turn: Turn, here: Round, one: Application, person: int) -> MemberSheet | None:
    return next((s for s in await turn.reads.sheets_in(here.id, one.id) if s.member == person), None)


def is_member_sheet(form_id: str) -> bool:
    """Whether a form is a member's sheet, item by item."""
    return form_id.partition(":")[0] == JUDGE


async def items_given(turn: Turn, draft: Draft) -> None:
    """A sheet was sent, item by item; one that is not complete waits with its answers."""
    _, decision, set_id = draft.form.split(":")
    criteria = load_criteria(decision).set(set_id)
    answers = {q: a for q, a in draft.answers.items() if a is not None}
    score = scored(criteria, answers)
    if score.unanswered:
        note = turn.t("judging.unfinished", count=len(score.unanswered))
        await filling.enter(turn, draft.with_(at=score.unanswered[0], revision=0), note)
        return
    known = await turn.reads.round(draft.subject.partition(":")[0])
    if known and known.state is RoundState.CLOSED:  # it may be opened again: nothing typed is lost
        turn.writes[:] = [write for write in turn.writes if write != DropDraft(draft.id)]
    await _give(turn, draft, Decimal(score.total), {"decision": decision, "set_id": set_id}, points_of(answers))


async def total_given(turn: Turn, draft: Draft) -> None:
    """A total was sent."""
    comment = str(draft.answers.get("round_comment") or "")
    await _give(turn, draft, Decimal(draft.answers["round_total"]), {"comment": comment})


async def _give(
    turn: Turn, draft: Draft, total_: Decimal, more: Mapping[str, str], answers: Mapping[str, Any] | None = None
) -> None:
    """Keeps the sheet of a member: what the same member gave before falls, and they hear of it."""
    round_id, application_id, who = draft.subject.split(":")
    person = int(who)
    known = await turn.reads.round(round_id)
    member = known is not None and known.unit in found.rounds_where(turn, Act.JUDGE) and found.own_level(turn, known)
    typed = person != turn.person.id or not member
    if typed:
        both = await _typing(turn, round_id, application_id, person)
    else:
        both = await _product(turn, round_id, application_id)
    if both is None:
        return
    here, one = both
    before = await _sheet(turn, here, one, person)
    by = turn.person.id if typed else 0
    sheet = MemberSheet(here.id, one.id, person, total_, answers=answers or {}, typed_by=by, **more)
    turn.do(PutMemberSheet(sheet))
    note = _kept_note(turn, called(turn.t, one), sheet, before)
    if typed:
        await agenda.one(turn, here.id, one.id, note, one_more=before is None)
    else:
        await _list(turn, here.id, note=note, given=sheet)


def _kept_note(turn: Turn, name: str, sheet: MemberSheet, before: MemberSheet | None) -> str:
    """That it was kept; where it takes the place of another one, also of which."""
    total_ = turn.t.number(sheet.total)
    if sheet.typed_by:
        return turn.t("rounds.sheet_typed", product=name, total=total_)
    if before and before.total != sheet.total:
        return turn.t("judging.changed", product=name, was=turn.t.number(before.total), total=total_)
    return turn.t("judging.kept", product=name, total=total_)
