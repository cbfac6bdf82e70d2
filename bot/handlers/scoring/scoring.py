"""Self-scoring: what stars would this product get, by the decision's own criteria."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.scoring import COUNCIL, FEW, QUICK, SCORE, VERSION, points_of, quick_id
from bot.handlers.forms import filling
from bot.handlers.scoring import contradictions, known, look
from bot.handlers.scoring.headline import counted, show
from bot.handlers.scoring.sheets import (
    STARS,
    Sheet,
    application_to_score,
    decisions,
    describe,
    judged_on,
    newest,
    scored,
    stands,
)
from bot.handlers.scoring.standing import SheetStanding, rounds
from bot.handlers.scoring.wish import Wish
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records import registration as records
from bot.records.registration import ScoreSheet
from bot.writes.registration import KeepSheet
from ocop_domain.applications import Application
from ocop_domain.criteria.council import differences
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.words import item_title


async def overview(turn: Turn, application_id: str) -> None:
    """What is known of the stars of a product, and one button for each purpose; the day says by which decision."""
    application = await application_to_score(turn, application_id)
    if not application:
        return
    t, key = turn.t, application.id
    held = decisions(turn, application, await judged_on(turn, application))
    if not held:
        turn.tell("score.no_criteria", turn.button(f"p:{key}", "product.open"))
        return
    decision, criteria = held[0]
    before = await newest(turn, application, decision, (records.SELF, records.COUNCIL))
    if before:
        before = await known.completed(turn, application, before)
    lines = [_kept_line(turn, before) if before else t("score.intro")]
    choices = []
    own = application.owner == turn.person.id
    if before and own and (count := await _doubts(turn, application, before)):
        choices.append(turn.button(f"doubts:{key}:4", "known.doubts", count=count))
    if before:
        choices += [
            turn.button(f"way:{key}:4000-", "way.open", star=4),
            turn.button(f"result:{key}:{decision}", "score.see"),
        ]
    if own:
        choices.append(turn.button(f"quick:{key}:{decision}:4", "score.quick"))
        choices.append(turn.button(f"full:{key}:{decision}", "score.full", count=len(criteria.items)))
    choices.append(turn.button(f"council:{key}:{decision}", "score.council"))
    nav = (
        turn.button(f"whyscore:{key}", "way.source_button"),
        turn.button(f"p:{key}", "product.open"),
        turn.button("menu", "menu.back"),
    )
    turn.say(Reply("\n\n".join(lines), t("score.title", product=called(t, application)), tuple(choices), nav))


async def _doubts(turn: Turn, application: Application, sheet: Sheet) -> int:
    """How many answers of the producer's sheet differ from what was said elsewhere."""
    if sheet.kept.kind != records.SELF:
        return 0
    said = await known.facts_of(turn, application)
    return len(known.doubts(sheet.criteria, said, sheet.kept.answers))


async def source(turn: Turn, application_id: str) -> None:
    """By which decision the product is judged, and what of it we do not hold."""
    application = await application_to_score(turn, application_id)
    held = decisions(turn, application, await judged_on(turn, application)) if application else []
    if not application or not held:
        await overview(turn, application_id)
        return
    t, (decision, criteria) = turn.t, held[0]
    told = load_criteria(decision)
    lines = [t("score.by", decision=told.number, set=criteria.name), *told.gaps, *criteria.gaps]
    turn.say(
        Reply(
            "\n\n".join([*lines, t("score.reference")]),
            choices=(turn.button(f"score:{application.id}", "nav.back"),),
        )
    )


def _kept_line(turn: Turn, sheet: Sheet) -> str:
    t = turn.t
    who = t("score.kind_council" if sheet.kept.kind == records.COUNCIL else "score.kind_self")
    return t("score.before", who=who, day=t.day(sheet.kept.on), stands=stands(turn, sheet))


async def begin_full(turn: Turn, application_id: str, decision: str) -> None:
    """The whole sheet, part by part; what was answered before is kept."""
    await _begin(turn, application_id, decision, SCORE, former=records.SELF)


async def begin_council(turn: Turn, application_id: str, decision: str) -> None:
    """The council's points, typed from its sheet."""
    await _begin(turn, application_id, decision, COUNCIL, former=records.COUNCIL)


async def begin_quick(turn: Turn, application_id: str, decision: str, target: int) -> None:
    """Only what decides most, a few questions at a time; what was answered before is not asked again."""
    if target in STARS:
        await _begin(turn, application_id, decision, QUICK, former=records.SELF, target=target)
    else:
        await overview(turn, application_id)


async def _begin(turn: Turn, application_id: str, decision: str, mode: str, *, former: str, target: int = 0) -> None:
    application = await application_to_score(turn, application_id, own=mode != COUNCIL)
    if not application:
        return
    criteria = dict(decisions(turn, application)).get(decision)
    if criteria is None:
        turn.tell("score.no_criteria", turn.button(f"p:{application.id}", "product.open"))
        return
    form = f"{mode}:{decision}:{criteria.id}" + (f":{target}" if target else "")
    draft_id = f"{mode[0]}{application.id}{decision}{target or ''}-{turn.person.id}"
    said = await known.facts_of(turn, application) if mode != COUNCIL else {}
    begun = await turn.reads.draft(draft_id)
    if begun and (begun.form == form or (target and begun.form.startswith(f"{form}:"))):
        begun, told = known.entered(turn, begun, criteria, said)
        await filling.enter(turn, begun, _lines(turn.t("draft.welcome_back"), told))
        return
    before = await newest(turn, application, decision, (former,))
    answers = dict(before.kept.answers) if before and before.criteria.id == criteria.id else {}
    answers = known.begun_with(criteria, said, answers)
    if target:
        form = quick_id(decision, criteria.id, target, len(points_of(answers)) + FEW)
    # Begun for another set, which was corrected since: the same row begins anew.
    revision = begun.revision if begun else 0
    draft = Draft(draft_id, form, VERSION, application.programme, answers, subject=application.id, revision=revision)
    await filling.enter(turn, draft, _lines(turn.t(f"score.begin_{mode}"), known.note(turn, criteria, said, answers)))


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def is_sheet(form_id: str) -> bool:
    """Whether a form is one of the scoring forms."""
    return form_id.partition(":")[0] in {SCORE, COUNCIL, QUICK}


async def done(turn: Turn, draft: Draft) -> None:
    """Keeps what was scored and shows what it comes to."""
    mode, decision, set_id, *_ = draft.form.split(":")
    if not draft.subject:
        await look.looked(turn, draft)
        return
    application = await application_to_score(turn, draft.subject, own=mode != COUNCIL)
    if not application:
        return
    criteria = load_criteria(decision).set(set_id)
    answers = {q: a for q, a in draft.answers.items() if a is not None}
    kind = records.COUNCIL if mode == COUNCIL else records.SELF
    score = scored(criteria, answers)
    sheet = ScoreSheet(application.id, kind, decision, set_id, answers, score.total, score.star, turn.today)
    turn.do(KeepSheet(sheet))
    target = int(draft.form.split(":")[3]) if mode == QUICK else 0
    name = called(turn.t, application)
    at = SheetStanding(application.id, name, turn.programme_of(application), Sheet(sheet, criteria, score), application)
    if kind == records.SELF and await contradictions.ask(turn, at, target):
        return
    if target:
        show(turn, counted(turn, at, Wish(target), await rounds(turn, at)))
    else:
        await _show(turn, application, at.sheet)


async def result(turn: Turn, application_id: str, decision: str) -> None:
    """The newest score, in words and as a picture."""
    application = await application_to_score(turn, application_id)
    if not application:
        return
    sheet = await newest(turn, application, decision, (records.SELF, records.COUNCIL))
    if sheet:
        await _show(turn, application, await known.completed(turn, application, sheet))
    else:
        await overview(turn, application_id)


async def _show(turn: Turn, application: Application, sheet: Sheet) -> None:
    picture = await turn.papers.score_card(
        sheet.criteria,
        sheet.score,
        application=application,
        kind=sheet.kept.kind,
        day=sheet.kept.on,
        language=turn.person.language,
    )
    text = "\n\n".join(line for line in (describe(turn, sheet), await _council_line(turn, application, sheet)) if line)
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
    key, decision = application.id, sheet.kept.decision
    reached = sheet.score.star_range[0]
    choices = [turn.button(f"way:{key}:{star}000-", "way.open", star=star) for star in STARS if star > reached][:2]
    if not sheet.score.unanswered:
        choices.append(turn.button(f"try:{key}:-", "try.open"))
    if application.owner == turn.person.id:
        count = len(sheet.criteria.items)
        choices.append(turn.button(f"full:{key}:{decision}", "score.full", count=count))
    choices.append(turn.button(f"council:{key}:{decision}", "score.council"))
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
        turn.t(
            "score.difference",
            item=item_title(sheet.criteria.item(d.item), turn.t.language),
            own=d.own,
            council=d.council,
        )
        for d in found
    ]
    return "\n".join([turn.t("score.differences", count=len(found)), *lines])
