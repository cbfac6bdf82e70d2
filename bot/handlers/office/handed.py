"""Lists that were handed up: found again by the commune and by the levels above, opened, and taken back."""

from __future__ import annotations

from bot.handlers.office import lists
from bot.handlers.office.list_words import called, duty_of, line, name_of
from bot.handlers.shared import telling
from bot.handlers.shared.paging import SHOWN, earlier, more, start_of, taken
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.handlers.year import duty as duties
from bot.kit.clock import day_of
from bot.messages import Choice, Reply
from bot.records.lists import ProductList
from bot.texts import Translator
from bot.writes.office import TakeBackList
from ocop_domain.programmes import Programme
from ocop_domain.rights import Act, Subject


async def all_(turn: Turn, start: int = 0) -> None:
    """Every list of the own territory, the latest first, with the way to each."""
    total, found = await turn.reads.lists_in(units_of(turn, Act.OVERSEE), start, SHOWN)
    start = start_of(start, total)
    shown = found[: taken(start, total)]
    lines = [_headline(turn, one, n) for n, one in enumerate(shown, start + 1)]
    choices = [Choice(f"listed:{one.id}", name_of(turn, turn.t, one)) for one in shown]
    choices += more(turn, "lists", start, total)
    nav = (*await lists.doors(turn), *earlier(turn, "lists", start), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines) or turn.t("list.none"), turn.t("list.all"), tuple(choices), nav))


def _headline(turn: Turn, one: ProductList, number: int) -> str:
    t = turn.t
    line = t("list.line", number=number, name=name_of(turn, t, one), day=t.day(day_of(one.at)), count=one.count)
    return line if one.stands else f"{line} {t('list.withdrawn_mark')}"


async def open_(turn: Turn, list_id: str, start: int = 0, note: str = "") -> None:
    """One list: whose, from when, and its products, each to be opened."""
    one = await seen(turn, list_id)
    if one is None:
        return
    t, total = turn.t, len(one.products)
    start = start_of(start, total)
    shown = one.products[start : start + taken(start, total)]
    lines = [note] if note else []
    lines += [*_about(turn, one), *(line(t, n, product) for n, product in enumerate(shown, start + 1))]
    if not total:
        lines.append(one.note or t("list.empty"))
    choices = [Choice(f"p:{product.application}", called(t, product)) for product in shown if product.name]
    choices += more(turn, f"listed:{list_id}", start, total)
    papers = (turn.button(f"listdoc:{list_id}", "list.word"), turn.button(f"listxls:{list_id}", "list.excel"))
    nav = [*earlier(turn, f"listed:{list_id}", start), *papers]
    if one.stands and turn.may(Act.HAND_UP, Subject(one.unit)):
        nav.append(turn.button(f"askback:{list_id}", "handed.sure"))
    nav += [turn.button("lists", "list.all"), turn.button("menu", "menu.back")]
    turn.say(Reply("\n".join(lines), name_of(turn, t, one), tuple(choices), tuple(nav)))


async def seen(turn: Turn, list_id: str) -> ProductList | None:
    """The list, where this person looks after its unit; else it says that it is not theirs."""
    one = await turn.reads.product_list(list_id)
    if one is None or not turn.may(Act.OVERSEE, Subject(one.unit)):
        turn.tell("list.not_yours", turn.button("menu", "menu.back"))
        return None
    return one


def _about(turn: Turn, one: ProductList) -> list[str]:
    t = turn.t
    lines = [duty_of(turn, one), t("list.handed", day=t.day(day_of(one.at)), by=one.by_name or t("list.officer"))]
    if one.taken_back:
        lines.append(t("list.withdrawn", day=t.day(day_of(one.taken_back))))
    lines.append(t("list.count", count=one.count))
    return [text for text in lines if text]


async def document(turn: Turn, list_id: str) -> None:
    """The list as the annexes print it, to be numbered and signed."""
    if one := await seen(turn, list_id):
        _give(turn, one, await turn.papers.list_document(one, _programme(turn, one)))


async def table(turn: Turn, list_id: str) -> None:
    """The same as a workbook."""
    if one := await seen(turn, list_id):
        _give(turn, one, await turn.papers.list_table(one, _programme(turn, one)))


def _programme(turn: Turn, one: ProductList) -> Programme:
    return turn.programmes.find(one.programme) or turn.programme


def _give(turn: Turn, one: ProductList, file: str) -> None:
    name = name_of(turn, turn.t, one)
    choices = (turn.button(f"listed:{one.id}", "list.open"), turn.button("menu", "menu.back"))
    turn.say(Reply(turn.t("list.printed"), name, choices, files=(file,), names=(f"danh-muc {name}",)))


async def ask_back(turn: Turn, list_id: str) -> None:
    """A list is taken back by a question, while the level above has not acted on it."""
    one = await _own(turn, list_id)
    if one is None:
        return
    look = turn.button(f"listed:{list_id}", "list.open")
    name = name_of(turn, turn.t, one)
    if await _acted(turn, one):
        turn.tell("handed.acted", look, turn.button("menu", "menu.back"), duty=name)
        return
    turn.tell("handed.ask", turn.button(f"backlist:{list_id}", "handed.sure"), look, duty=name)


async def _own(turn: Turn, list_id: str) -> ProductList | None:
    """The list, where this person may take it back and it stands."""
    one = await seen(turn, list_id)
    if one is None:
        return None
    if not turn.may(Act.HAND_UP, Subject(one.unit)):
        turn.tell("list.not_yours", turn.button("menu", "menu.back"))
        return None
    if not one.stands:
        await open_(turn, list_id)
        return None
    return one


async def _acted(turn: Turn, one: ProductList) -> bool:
    above = [unit.code for unit in turn.areas.path(one.unit)[:-1]]
    return await turn.reads.list_acted(one.id, above)


async def take_back(turn: Turn, list_id: str) -> None:
    """It does not stand any more, its products may go up again, and the level above hears of it."""
    one = await _own(turn, list_id)
    if one is None:
        return
    if await _acted(turn, one):
        await ask_back(turn, list_id)
        return
    turn.do(TakeBackList(list_id))

    def words(t: Translator) -> str:
        return t("notice.list_back", name=name_of(turn, t, one), count=one.count)

    people = await telling.staff_above(turn, one.unit)
    telling.tell_staff(
        turn, people, words, lambda t: Choice(f"listed:{list_id}", t("list.open")), stamp=f"listback:{list_id}"
    )
    again = f"duty:{one.duty}:{one.occurrence}" if one.duty else "lists"
    turn.tell(
        "handed.taken_back",
        turn.button(again, "remind.do.look" if one.duty else "list.all"),
        turn.button("calendar", "menu.calendar"),
        duty=name_of(turn, turn.t, one),
    )


async def last_standing(turn: Turn, unit: str, duty: str, occurrence: str) -> ProductList | None:
    """The last list of a unit for one time of a duty that was not taken back."""
    here = duties.occurrence_of(turn, duty, occurrence)
    if here is None:
        return None
    found = await turn.reads.lists_for(unit, here.duty.programme, duty, occurrence)
    return next((one for one in reversed(found) if one.stands), None)
