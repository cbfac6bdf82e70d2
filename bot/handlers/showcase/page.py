"""Which products may be shown, and the list of them to take along; each producer is told for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.conversations.form import Draft
from bot.conversations.forms.showcase import GROUP, PURPOSE, SHOWCASE, STAR, WHERE
from bot.conversations.kinds.sending import ALL
from bot.handlers.activities import found
from bot.handlers.assistance.forward import for_helper
from bot.handlers.broadcast.compose import one_place
from bot.handlers.forms import filling
from bot.handlers.office.groups import group_of, set_of
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.showcase import ShowcasePaper, ShownProduct
from bot.writes.people import Notify
from bot.writes.showcase import TakeShowcase
from ocop_domain.errors import Refusal
from ocop_domain.rights import Act

_MOST = 200
"""Products of one list: more are too many for one document with photos."""
_NAMES = ("san pham gioi thieu", "san pham gioi thieu", "anh san pham gioi thieu")


async def _shown(turn: Turn) -> list[ShownProduct]:
    return await turn.reads.shown_products(units_of(turn, Act.HOLD_ACTIVITY), turn.today)


async def show(turn: Turn) -> None:
    """How many there are of each star, who they are by rule, and the way to the list."""
    t, products = turn.t, await _shown(turn)
    nav = (turn.button("activities", "activity.all"), turn.button("menu", "menu.back"))
    if not products:
        turn.say(Reply(t("showcase.none"), t("showcase.title"), nav=nav))
        return
    stars = Counter(one.star for one in products)
    counted = ", ".join(t("showcase.of_star", count=stars[star], star=star) for star in sorted(stars, reverse=True))
    with_photo = sum(bool(one.photos) for one in products)
    lines = [t("showcase.counted", count=len(products), stars=counted, photos=with_photo), t("showcase.rule")]
    turn.say(Reply("\n".join(lines), t("showcase.title"), (turn.button("showlist", "showcase.take"),), nav))


async def begin(turn: Turn, activity_id: str = "") -> None:
    """Asks for what the list is, which of an activity is known, and of which products."""
    if not found.own_units(turn):
        found.refuse(turn)
        return
    here = await found.to_hold(turn, activity_id) if activity_id else None
    if activity_id and here is None:
        return
    answers: dict[str, object] = {WHERE: ALL} if one_place(turn, found.own_units(turn)) else {}
    if here:
        answers[PURPOSE] = turn.t("showcase.activity", name=here.title, day=f"{here.day:%d/%m/%Y}")
    draft = Draft(turn.new_id(), SHOWCASE.id, SHOWCASE.version, turn.programme.id, answers)
    await filling.enter(turn, draft, str(answers.get(PURPOSE) or ""))


async def taken(turn: Turn, draft: Draft) -> None:
    """The list is made, written down and told to the producers whose products stand in it."""
    units = found.own_units(turn)
    if not units:
        found.refuse(turn)
        return
    purpose = str(draft.answers[PURPOSE])
    products = [_named(turn, one) for one in await _shown(turn) if _wanted(turn, one, draft.answers)]
    nav = (turn.button("showcase", "showcase.title"), turn.button("menu", "menu.back"))
    if not products:
        turn.say(Reply(turn.t("showcase.none_such"), turn.t("showcase.title"), nav=nav))
        return
    if len(products) > _MOST:
        text = turn.t("showcase.too_many", count=len(products), most=_MOST)
        turn.say(Reply(text, turn.t("showcase.title"), nav=nav))
        return
    unit = turn.areas.get(units[0]).name
    try:
        files = await turn.papers.showcase(ShowcasePaper(purpose, unit, turn.today, tuple(products)), turn.largest)
    except Refusal as refusal:
        turn.say(Reply(turn.t(refusal.code, **refusal.params), turn.t("showcase.title"), nav=nav))
        return
    list_id = turn.new_id()
    turn.do(TakeShowcase(list_id, purpose, tuple(one.product for one in products)))
    told = await _tell(turn, list_id, products, purpose, unit)
    text = turn.t("showcase.made", count=len(products), told=told)
    turn.say(Reply(text, purpose, nav=nav, files=files, names=_NAMES[: len(files)]))


def _wanted(turn: Turn, one: ShownProduct, answers: Mapping[str, Any]) -> bool:
    """Whether a product is of the place, the group and the star that were asked for."""
    where, group, star = (str(answers.get(question) or ALL) for question in (WHERE, GROUP, STAR))
    if star not in {ALL, str(one.star)}:
        return False
    if where != ALL and not turn.reaches(where, one.area):
        return False
    return group in {ALL, group_of(turn, one.kept.programme, one.kept.set_id)}


def _named(turn: Turn, one: ShownProduct) -> ShownProduct:
    chosen = set_of(turn, *one.kept)
    return replace(one, set_name=chosen.name if chosen else "")


async def _tell(turn: Turn, list_id: str, products: Iterable[ShownProduct], purpose: str, unit: str) -> int:
    """Each producer once, with all products of theirs; how many producers were told."""
    names: dict[int, list[str]] = {}
    for one in products:
        names.setdefault(one.account, []).append(one.name)
    told = await turn.reads.told_each(list(names))
    for account, own in names.items():
        for recipient in told.get(account, ()):
            t = turn.texts[recipient.language]
            text = t("showcase.notice", products=", ".join(own), purpose=purpose, unit=unit)
            notice = Reply(text, t("notice.title"), (Choice("consent", t("menu.consent")),))
            key = f"shown:{list_id}:{account}:{recipient.person}"
            turn.do(Notify(recipient.person, for_helper(t, notice, recipient), key))
    return len(names)
