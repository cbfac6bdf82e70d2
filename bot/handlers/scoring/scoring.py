"""Self-scoring: what stars would this product get, by the decision's own criteria."""

from __future__ import annotations

from typing import Any

from bot.conversations.form import Draft
from bot.conversations.forms.scoring import COUNCIL, QUICK, SCORE, VERSION, points_of
from bot.handlers.forms import filling
from bot.handlers.scoring.sheets import (
    STARS,
    Sheet,
    application_to_score,
    decisions,
    describe,
    for_way,
    judged_on,
    newest,
    scored,
)
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records import registration as records
from bot.records.registration import ScoreSheet
from bot.writes.registration import KeepSheet
from ocop_domain.applications import Application
from ocop_domain.criteria.council import differences
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.quick import quick_check


async def overview(turn: Turn, application_id: str) -> None:
    """What can be scored, by which decision, and what was scored before."""
    application = await application_to_score(turn, application_id)
    if not application:
        return
    t = turn.t
    held = decisions(turn, application, await judged_on(turn, application))
    if not held:
        turn.tell("score.no_criteria", turn.button(f"p:{application.id}", "product.open"))
        return
    lines, choices = [t("score.intro")], []
    for decision, criteria in held:
        number = load_criteria(decision).number
        lines.append(t("score.by", decision=number, set=criteria.name))
        if (begins := load_criteria(decision).filed_from) > turn.today:
            lines.append(t("score.later", day=t.day(begins)))
        lines += [*load_criteria(decision).gaps, *criteria.gaps]
        if before := await newest(turn, application, decision, (records.SELF, records.COUNCIL)):
            lines.append(_kept_line(turn, before))
            choices.append(turn.button(f"result:{application.id}:{decision}", "score.see", decision=_short(decision)))
        if application.owner == turn.person.id:
            choices.append(
                turn.button(f"quick:{application.id}:{decision}:4", "score.quick", decision=_short(decision))
            )
            choices.append(turn.button(f"full:{application.id}:{decision}", "score.full", decision=_short(decision)))
    nav = (turn.button(f"p:{application.id}", "product.open"), turn.button("menu", "menu.back"))
    council = [
        turn.button(f"council:{application.id}:{decision}", "score.council", decision=_short(decision))
        for decision, _ in held
    ]
    turn.say(Reply("\n\n".join(lines), t("score.title", product=called(t, application)), (*choices, *council), nav))


def _short(decision: str) -> str:
    return load_criteria(decision).number.partition("/QĐ")[0].partition(" ")[0]


def _kept_line(turn: Turn, sheet: Sheet) -> str:
    t, result = turn.t, sheet.score
    who = t("score.kind_council" if sheet.kept.kind == records.COUNCIL else "score.kind_self")
    return t("score.before", who=who, day=t.day(sheet.kept.on), total=result.total, star=result.star)


async def begin_full(turn: Turn, application_id: str, decision: str) -> None:
    """The whole sheet, part by part; what was answered before is kept."""
    await _begin(turn, application_id, decision, SCORE, former=records.SELF)


async def begin_council(turn: Turn, application_id: str, decision: str) -> None:
    """The council's points, typed from its sheet."""
    await _begin(turn, application_id, decision, COUNCIL, former=records.COUNCIL)


async def begin_quick(turn: Turn, application_id: str, decision: str, target: int) -> None:
    """Only what decides whether the target is reached."""
    if target in STARS:
        await _begin(turn, application_id, decision, QUICK, suffix=f":{target}")
    else:
        await overview(turn, application_id)


async def _begin(
    turn: Turn, application_id: str, decision: str, mode: str, *, former: str = "", suffix: str = ""
) -> None:
    application = await application_to_score(turn, application_id, own=mode != COUNCIL)
    if not application:
        return
    criteria = dict(decisions(turn, application)).get(decision)
    if criteria is None:
        turn.tell("score.no_criteria", turn.button(f"p:{application.id}", "product.open"))
        return
    form = f"{mode}:{decision}:{criteria.id}{suffix}"
    draft_id = f"{mode[0]}{application.id}{decision}{suffix.removeprefix(':')}-{turn.person.id}"
    begun = await turn.reads.draft(draft_id)
    if begun and begun.form == form:
        await filling.enter(turn, begun, turn.t("draft.welcome_back"))
        return
    before = await newest(turn, application, decision, (former,)) if former else None
    answers = dict(before.kept.answers) if before and before.criteria.id == criteria.id else {}
    # Begun for another set, which was corrected since: the same row begins anew.
    revision = begun.revision if begun else 0
    draft = Draft(draft_id, form, VERSION, application.programme, answers, subject=application.id, revision=revision)
    await filling.enter(turn, draft, turn.t(f"score.begin_{mode}"))


def is_sheet(form_id: str) -> bool:
    """Whether a form is one of the scoring forms."""
    return form_id.partition(":")[0] in {SCORE, COUNCIL, QUICK}


async def done(turn: Turn, draft: Draft) -> None:
    """Keeps what was scored and shows what it comes to."""
    mode, decision, set_id, *rest = draft.form.split(":")
    application = await application_to_score(turn, draft.subject, own=mode != COUNCIL)
    if not application:
        return
    criteria = load_criteria(decision).set(set_id)
    answers = {q: a for q, a in draft.answers.items() if a is not None}
    kind = records.COUNCIL if mode == COUNCIL else records.SELF
    if mode == QUICK:
        answers = await _with_former(turn, application, decision, set_id, answers)
    result = scored(criteria, answers)
    sheet = ScoreSheet(application.id, kind, decision, set_id, answers, result.total, result.star, turn.today)
    turn.do(KeepSheet(sheet))
    note = _verdict(turn, criteria, draft, int(rest[0])) if mode == QUICK else ""
    await _show(turn, application, Sheet(sheet, criteria, result), note)


async def _with_former(
    turn: Turn, application: Application, decision: str, set_id: str, answers: dict[str, Any]
) -> dict[str, Any]:
    """A quick check adds to what was scored before; it forgets nothing."""
    before = await newest(turn, application, decision, (records.SELF,))
    former = before.kept.answers if before and before.kept.set_id == set_id else {}
    return {**former, **answers}


def _verdict(turn: Turn, criteria: CriteriaSet, draft: Draft, target: int) -> str:
    """What the quick check decided: what one does not know was counted as not reached."""
    check = quick_check(criteria, {c: p or 0 for c, p in points_of(draft.answers).items()}, target)
    unsure = [criteria.item(code).label for code, points in points_of(draft.answers).items() if points is None]
    if unsure and not check.reached:
        return turn.t("score.quick_unsure", star=target, items="; ".join(unsure))
    return turn.t(
        "score.quick_yes" if check.reached else "score.quick_no",
        star=target,
        asked=len(draft.answers),
        count=len(criteria.items),
    )


async def result(turn: Turn, application_id: str, decision: str) -> None:
    """The newest score, in words and as a picture."""
    application = await application_to_score(turn, application_id)
    if not application:
        return
    sheet = await newest(turn, application, decision, (records.SELF, records.COUNCIL))
    if sheet:
        await _show(turn, application, sheet)
    else:
        await overview(turn, application_id)


async def _show(turn: Turn, application: Application, sheet: Sheet, note: str = "") -> None:
    picture = await turn.papers.score_card(
        sheet.criteria,
        sheet.score,
        application=application,
        kind=sheet.kept.kind,
        day=sheet.kept.on,
        language=turn.person.language,
    )
    text = "\n\n".join(
        line for line in (note, describe(turn, sheet), await _council_line(turn, application, sheet)) if line
    )
    choices = _next_choices(turn, application, sheet)
    nav = (turn.button(f"p:{application.id}", "product.open"), turn.button("menu", "menu.back"))
    turn.say(
        Reply(
            text,
            turn.t("score.title", product=called(turn.t, application)),
            choices,
            nav,
            files=(picture,),
            names=(f"phieu-diem {application.name}",),
        )
    )


def _next_choices(turn: Turn, application: Application, sheet: Sheet) -> tuple[Choice, ...]:
    decision, way = sheet.kept.decision, for_way(turn)
    choices = []
    if decision == way:
        reached = sheet.score.star_range[0]
        choices += [
            turn.button(f"way:{application.id}:{star}000-", "way.open", star=star) for star in STARS if star > reached
        ][:2]
        choices.append(turn.button(f"try:{application.id}:-", "try.open"))
    elif application.owner == turn.person.id and any(held == way for held, _ in decisions(turn, application)):
        choices.append(turn.button(f"full:{application.id}:{way}", "score.for_way", decision=_short(way)))
    if application.owner == turn.person.id:
        choices.append(turn.button(f"full:{application.id}:{decision}", "score.full", decision=_short(decision)))
    choices.append(turn.button(f"council:{application.id}:{decision}", "score.council", decision=_short(decision)))
    return tuple(choices)


async def _council_line(turn: Turn, application: Application, sheet: Sheet) -> str:
    """Where the council gave other points than the producer."""
    if sheet.kept.kind != records.COUNCIL:
        return ""
    own = await newest(turn, application, sheet.kept.decision, (records.SELF,))
    if not own or own.criteria.id != sheet.criteria.id:
        return ""
    found = differences(sheet.criteria, points_of(own.kept.answers), points_of(sheet.kept.answers))
    lines = [
        turn.t("score.difference", item=sheet.criteria.item(d.item).label, own=d.own, council=d.council) for d in found
    ]
    return "\n".join([turn.t("score.differences", count=len(found)), *lines])
