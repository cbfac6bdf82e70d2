"""An officer confirms what becomes of a product: all that belongs to it goes along, both sides are told."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.handlers.assistance.forward import for_helper
from bot.handlers.registration import course_words
from bot.handlers.registration.own import current
from bot.handlers.shared import revocation, starting, telling
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.changes import AGREED, ChangeRequest, Course
from bot.texts import Translator
from bot.writes.lifetime import (
    Became,
    ChangeProducer,
    HandOn,
    MovePlace,
    NewProducer,
    ResumeProduct,
    StopProduct,
)
from bot.writes.people import Notify
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.duties.model import Starts
from ocop_domain.products import Made, open_of
from ocop_domain.writing import quoted

_FILE = re.compile(r'"([0-9a-f]{32})"')


async def agree(turn: Turn, request: ChangeRequest, made: Made) -> None:
    """Carries out what was asked."""
    match Course(request.question):
        case Course.STOP:
            own = await turn.reads.applications_over_years(made.owner)
            since = date.fromisoformat(request.value["day"])
            ends = open_of(made.product, own)
            turn.do(StopProduct(request.id, made, since, request.reason, ends))
            await revocation.to_be_revoked(turn, made)
        case Course.BACK:
            turn.do(ResumeProduct(request.id, made))
            await revocation.decided(turn, made)
        case Course.PLACE:
            turn.do(await _moved(turn, request, made))
            await _tell_former_commune(turn, request, made)
        case Course.LEGAL:
            turn.do(await _reformed(turn, request, made))
        case Course.HAND_ON:
            turn.do(await _handed(turn, request, made))
    await tell(turn, request, made, AGREED)


def _on_its_way(one: Application) -> bool:
    """Whether nobody has decided on it: it takes on what is new; what was decided keeps what it said on its day."""
    return not one.closed and one.state is not ApplicationState.JUDGED


async def _moved(turn: Turn, request: ChangeRequest, made: Made) -> MovePlace:
    """The application on which each product is goes to the new commune; former ones stay where they were made.

    A product that never took part goes there itself.
    """
    said, own = request.value, await turn.reads.applications_over_years(made.owner)
    products = await turn.reads.products_of(made.owner)
    meant = [one for one in products if said["all"] or one.id == made.product]
    there = {one.product for one in own}
    now = [current(product, own) for product in meant if product.id in there]
    listed = tuple(product.id for product in meant if product.id not in there)
    place = {"area": said["area"], "address": said["address"]}
    became = [Became(one, {**one.answers, **place} if _on_its_way(one) else one.answers) for one in now]
    return MovePlace(request.id, made, said["area"], tuple(became), listed, whole=said["all"])


async def _reformed(turn: Turn, request: ChangeRequest, made: Made) -> ChangeProducer:
    """All products of the producer in this account go on under its new name and form."""
    products = await turn.reads.products_of(made.owner)
    producer = next(one.producer for one in products if one.id == made.product)
    same = tuple(one.id for one in products if one.producer == producer)
    own = await turn.reads.applications_over_years(made.owner)
    known = {**await turn.reads.producer_answers(made.owner), **request.value}
    changed = _under(known, [one for one in own if one.product in same])
    new = NewProducer(turn.new_id(), made.owner, known["producer_name"], known)
    return ChangeProducer(request.id, made, new, same, changed)


def _under(known: dict[str, Any], applications: Sequence[Application]) -> tuple[Became, ...]:
    """Those on their way, with what is known of the producer; where they are made stays."""
    said = {key: value for key, value in known.items() if key not in {"area", "address"}}
    return tuple(Became(one, {**one.answers, **said}) for one in applications if _on_its_way(one))


async def _handed(turn: Turn, request: ChangeRequest, made: Made) -> HandOn:
    """The product with all that is of it."""
    own = await turn.reads.applications_over_years(made.owner)
    its = [one for one in own if one.product == made.product]
    over = tuple(one for one in its if not _on_its_way(one))
    known = request.value["answers"]
    papers = [one for one in await turn.reads.papers_of(made.owner) if made.product in one.products]
    alone = tuple(one for one in papers if len(one.products) == 1)
    return HandOn(
        request=request.id,
        about=made,
        product=made.product,
        producer=NewProducer(turn.new_id(), request.taker, known["producer_name"], known),
        running=_under(known, its),
        decided=over,
        former=tuple((producer, turn.new_id()) for producer in dict.fromkeys(one.producer for one in over)),
        papers=alone,
        shared=tuple((one, turn.new_id()) for one in papers if one not in alone),
        files=await _files(turn, its, [one.files for one in papers]),
    )


async def _files(turn: Turn, its: Sequence[Application], pages: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """All files that the product's applications, plans, dossiers and papers name."""
    named: list[Any] = [list(files) for files in pages]
    for one in its:
        named.append(dict(one.answers))
        named += [dict(part.answers) for part in (await turn.reads.plan_of(one.id)).values()]
        for filing in await turn.reads.submissions_of(one.id):
            handed_in = filing.contents
            named += [dict(handed_in.application.answers), *(dict(part.answers) for part in handed_in.plan.values())]
            named += [list(paper.files) for paper in handed_in.papers]
    text = json.dumps(named, default=str)
    return tuple(dict.fromkeys(_FILE.findall(text)))


# Told


async def tell(turn: Turn, request: ChangeRequest, made: Made, verdict: str, note: str = "") -> None:
    """Its producer hears it, and whoever takes the product over."""
    if request.question == Course.STOP:
        await starting.done(turn, frozenset({Starts.STOPPED}), made, "commune")
    told = [*await turn.reads.told(made.owner)]
    told += await turn.reads.told(request.taker) if request.taker else []
    for recipient in told:
        t = turn.texts[recipient.language]
        what = course_words.line(turn, request, recipient.language)
        product = called(t, made)
        if verdict == AGREED:
            text = t("life.notice_agreed", product=product, what=what)
        else:
            text = t("life.notice_refused", product=product, what=what, reason=quoted(note))
        notice = Reply(text, t("notice.title"), (Choice("mine", t("menu.mine")),))
        stamp = f"change:{request.id}:decided:{recipient.person}"
        turn.do(Notify(recipient.person, for_helper(t, notice, recipient), stamp))


async def _tell_former_commune(turn: Turn, request: ChangeRequest, made: Made) -> None:
    place = turn.areas.get(request.value["area"]).inline

    def words(t: Translator) -> str:
        return t("life.notice_left", product=called(t, made), producer=made.producer_name, place=place)

    await telling.tell_commune_of(turn, made, made.area, words, door="queue", stamp=f"left:{request.id}")
