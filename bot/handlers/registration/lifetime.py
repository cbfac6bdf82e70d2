"""What a producer says of a product's life: no longer made, made again, moved, under another legal form."""

from __future__ import annotations

from typing import Any

from bot.conversations.form import Draft, Form
from bot.conversations.forms.lifetime import HAND_ON, LEGAL, PLACE, STOP
from bot.handlers.account import phones
from bot.handlers.forms import filling
from bot.handlers.registration import course_words
from bot.handlers.registration.gate import consented
from bot.handlers.registration.made import found, page
from bot.handlers.shared import starting, telling
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.changes import ChangeRequest, Course
from bot.records.people import MemberPart
from bot.texts import Translator
from bot.writes.changes import PutChange
from ocop_domain.applications import TAKEN_ON, Application
from ocop_domain.duties.model import Starts
from ocop_domain.products import Made, Product
from ocop_domain.recognitions import held

_FORMS: dict[Course, Form] = {Course.STOP: STOP, Course.PLACE: PLACE, Course.LEGAL: LEGAL, Course.HAND_ON: HAND_ON}


async def door(turn: Turn, made: Made) -> list[Choice]:
    """The button on the product's page, once the commune knows the product."""
    known = made.owner == turn.person.id and await _known(turn, made)
    return [turn.button(f"life:{made.id}", "life.open")] if known else []


async def _known(turn: Turn, made: Made) -> Product | None:
    """The own product, where the commune has taken it on, or a list of the state names it."""
    product = await turn.reads.product(made.product) if made.product else None
    taken_on = isinstance(made, Application) and made.state in TAKEN_ON
    return product if product and (taken_on or product.area) else None


async def show(turn: Turn, subject: str) -> None:
    """What may become of the product, and what waits for an officer."""
    both = await own(turn, subject)
    if both is None:
        return
    made, product = both
    waiting = {one.question: one for one in await turn.reads.changes_of(made.id, made.product)}
    lines = [turn.t("life.ask", product=product.name)]
    if product.stopped:
        lines.append(turn.t("life.stopped_since", day=turn.t.day(product.stopped)))
    asked = [course_words.line(turn, one) for one in waiting.values() if one.question in set(Course)]
    lines += [turn.t("life.waits", what=what) for what in asked]
    first = Course.BACK if product.stopped else Course.STOP
    open_ = [course for course in (first, Course.PLACE, Course.LEGAL, Course.HAND_ON) if course not in waiting]
    choices = [turn.button(f"course:{made.id}:{course}", f"life.name_{course}") for course in open_]
    nav = (turn.button(page(made), "product.open"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n\n".join(lines), called(turn.t, made), tuple(choices), nav))


async def own(turn: Turn, subject: str) -> tuple[Made, Product] | None:
    """The own product as it is made, where the commune knows it; else says that it is not theirs."""
    made = await found(turn, subject)
    product = await _known(turn, made) if made and made.owner == turn.person.id else None
    if made is None or product is None:
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    return made, product


async def begin(turn: Turn, subject: str, course: str) -> None:
    """Asks what an officer must know; that it is made again needs no form."""
    if not await consented(turn):
        return
    both = await own(turn, subject)
    if both is None:
        return
    made, product = both
    if not _fits(course, product):
        await show(turn, subject)
    elif course == Course.BACK:
        await put(turn, made, Course.BACK, {})
    elif course != Course.HAND_ON or await may_hand_on(turn):
        await filling.enter(turn, await _draft(turn, made, Course(course)))


def _fits(course: str, product: Product) -> bool:
    """Whether the product can take this course as it is now: a button may be of former days."""
    if course in {Course.STOP, Course.BACK}:
        return (course == Course.BACK) is bool(product.stopped)
    return course in set(Course)


async def may_hand_on(turn: Turn) -> bool:
    """Whether this person may give a product away: an owner, on a phone that has been here for a while."""
    if phones.waits(turn):
        return False
    found = await turn.reads.members(turn.person.id)
    part = next((member.part for member in found if member.person == turn.person.me.id), MemberPart.OWNER)
    if part is not MemberPart.OWNER:
        turn.tell("members.owners_only", turn.button("team", "members.title"), turn.button("menu", "menu.back"))
    return part is MemberPart.OWNER


async def _draft(turn: Turn, made: Made, course: Course) -> Draft:
    form = _FORMS[course]
    draft_id = f"life-{course}-{made.id}"
    begun = await turn.reads.draft(draft_id)
    answers: dict[str, Any] = {}
    if course is Course.PLACE and len(await turn.reads.products_of(turn.person.id)) < 2:
        answers = {"place_all": True}
    return begun or Draft(draft_id, form.id, form.version, made.programme, answers, subject=made.id)


async def stopping(turn: Turn, draft: Draft) -> None:
    """It is made no more since a day."""
    both = await own(turn, draft.subject)
    if both:
        a, made = draft.answers, both[0]
        if held(made.product, await turn.reads.recognitions_of(made.owner), turn.today):
            await starting.to_office(turn, Starts.STOPPED, made, "commune", called(turn.t, made))
        await put(turn, made, Course.STOP, {"day": a["stop_day"]}, why=str(a["life_reason"]))


async def moving(turn: Turn, draft: Draft) -> None:
    """It is made in another commune, whose officer decides."""
    both = await own(turn, draft.subject)
    if both is None:
        return
    made, a = both[0], draft.answers
    area = turn.areas.continued(str(a["place_to"]), turn.today)
    if area == made.area:
        turn.tell("change.same", turn.button(page(made), "product.open"), turn.button("menu", "menu.back"))
        return
    said = {"area": area, "address": a["place_address"], "all": bool(a["place_all"])}
    why = str(a["life_reason"])
    await put(turn, made, Course.PLACE, said, was=made.area, why=why, area=area)


async def reforming(turn: Turn, draft: Draft) -> None:
    """The producer has another legal form, or name."""
    both = await own(turn, draft.subject)
    if both is None:
        return
    made, product = both
    keys = ("producer_name", "legal_form", "registration_number", "registration_date")
    said = {key: draft.answers[key] for key in keys if draft.answers.get(key) is not None}
    await put(turn, made, Course.LEGAL, said, was=product.maker, why=str(draft.answers["life_reason"]))


async def put(
    turn: Turn,
    made: Made,
    course: Course,
    said: dict[str, Any],
    *,
    was: str = "",
    why: str = "",
    area: str = "",
) -> None:
    """It waits for the officer, who is told; nothing changes before."""
    buttons = (turn.button(page(made), "product.open"), turn.button("menu", "menu.back"))
    request = ChangeRequest(
        id=turn.new_id(),
        subject=made.id,
        person=made.owner,
        area=area or made.area,
        question=course.value,
        was=was,
        value=said,
        reason=why,
        asked_at=turn.now,
    )
    what = course_words.line(turn, request)
    if any(one.question == course for one in await turn.reads.changes_of(made.id, made.product)):
        turn.tell("change.waits", *buttons, what=what)
        return
    turn.do(PutChange(request))
    told = await tell_officers(turn, made, request)
    place = turn.areas.get(request.area).inline
    turn.tell("life.sent" if told else "life.sent_alone", *buttons, what=what, place=place)


async def tell_officers(turn: Turn, made: Made, request: ChangeRequest) -> int:
    """Those who decide: where it shall be made from now on."""

    def words(t: Translator) -> str:
        what = course_words.line(turn, request, t.language)
        return t("life.notice_asked", product=called(t, made), producer=made.producer_name, what=what)

    return await telling.tell_commune_of(turn, made, request.area, words, door=f"change:{request.id}")
