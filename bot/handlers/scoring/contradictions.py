"""What was said in two places and differs is asked; what is known can be looked at and changed."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.scoring import SETTLED, VERSION, points_of, quick_id
from bot.handlers.forms import filling
from bot.handlers.scoring import known
from bot.handlers.scoring.headline import counted, may_answer, show
from bot.handlers.scoring.sheets import STARS
from bot.handlers.scoring.standing import SheetStanding, keep, rounds, standing
from bot.handlers.scoring.wish import Wish
from bot.handlers.shared.paging import earlier, few, start_of
from bot.handlers.turn import Turn
from bot.messages import Reply
from ocop_domain.criteria.known import Known
from ocop_domain.criteria.words import item_title


async def ask(turn: Turn, at: SheetStanding, target: int, note: str = "") -> bool:
    """Asks the first thing that differs, with two buttons; False where nothing does."""
    criteria, answers = at.sheet.criteria, at.sheet.kept.answers
    open_ = known.doubts(criteria, await known.facts_of(turn, at.application), answers)
    if not open_ or not may_answer(turn, at):
        return False
    t, one = turn.t, open_[0]
    place = next(n for n, item in enumerate(criteria.items) if item.code == one.item)
    source = known.origin(one)
    text = t(
        f"known.differs_{source}",
        said=known.said_as(turn, one, at.application),
        chosen=known.level_of(turn, criteria, one.item, answers[one.item]),
    )
    choices = (
        turn.button(f"theirs:{at.key}:{place}:{target}", f"known.theirs_{source}"),
        turn.button(f"insist:{at.key}:{place}:{target}", "known.here"),
    )
    lines = [note, text] if note else [text]
    nav = (turn.button("menu", "menu.back"),)
    turn.say(Reply("\n\n".join(lines), item_title(criteria.item(one.item), turn.t.language), choices, nav))
    return True


async def begin(turn: Turn, key: str, target: int) -> None:
    """What differs of a sheet; else the way to the star."""
    at = await standing(turn, key)
    if at:
        await _go_on(turn, at, target, "")


async def theirs(turn: Turn, key: str, place: int, target: int) -> None:
    """What was said elsewhere is right: the answer follows it, or is open again where it says less than a level."""
    at, one = await _doubted(turn, key, place)
    if at is None:
        return
    if one is None:
        await _go_on(turn, at, target, "")
        return
    now = keep(turn, at, {one.item: one.points})
    label = item_title(at.sheet.criteria.item(one.item), turn.t.language)
    if one.points is None:
        note = turn.t("known.open_again", item=label)
    else:
        note = turn.t("known.follows", item=label, level=known.level_of(turn, at.sheet.criteria, one.item, one.points))
    await _go_on(turn, now, target, note)


async def insist(turn: Turn, key: str, place: int, target: int) -> None:
    """The answer of the sheet is right: it stays, and it is not asked again."""
    at, one = await _doubted(turn, key, place)
    if at is None:
        return
    if one is None:
        await _go_on(turn, at, target, "")
        return
    settled = [*at.sheet.kept.answers.get(SETTLED, ()), known.name_of(one)]
    now = keep(turn, at, {SETTLED: settled})
    await _go_on(turn, now, target, turn.t(f"known.stays_{known.origin(one)}"))


async def _doubted(turn: Turn, key: str, place: int) -> tuple[SheetStanding | None, Known | None]:
    at = await standing(turn, key)
    if at is None:
        return None, None
    items = at.sheet.criteria.items
    said = await known.facts_of(turn, at.application)
    open_ = {one.item: one for one in known.doubts(at.sheet.criteria, said, at.sheet.kept.answers)}
    code = items[place].code if 0 <= place < len(items) else ""
    return at, open_.get(code) if may_answer(turn, at) else None


async def _go_on(turn: Turn, at: SheetStanding, target: int, note: str) -> None:
    if await ask(turn, at, target, note):
        return
    wish = Wish(target if target in STARS else STARS[1])
    show(turn, counted(turn, at, wish, await rounds(turn, at)), note)


async def list_known(turn: Turn, key: str, start: int = 0) -> None:
    """What is known from elsewhere of a sheet, and a button to change each."""
    at = await standing(turn, key)
    if at is None:
        return
    criteria, t = at.sheet.criteria, turn.t
    said = await known.facts_of(turn, at.application)
    own = known.in_use(criteria, said, at.sheet.kept.answers)
    lines = [
        t(
            "known.line",
            item=item_title(criteria.item(one.item), turn.t.language),
            level=known.level_of(turn, criteria, one.item, one.points),
            source=t(f"known.{known.origin(one)}"),
        )
        for one in own
    ]
    places = {item.code: n for n, item in enumerate(criteria.items)}
    start = start_of(start, len(own))
    doors = [
        turn.button(
            f"knownfix:{key}:{places[one.item]}", "known.fix", item=item_title(criteria.item(one.item), turn.t.language)
        )
        for one in own
    ]
    choices = few(turn, doors, f"known:{key}", start) if may_answer(turn, at) else []
    nav = (*earlier(turn, f"known:{key}", start), turn.button(f"way:{key}:4000-", "way.open", star=4))
    text = "\n".join([t("known.list"), *lines[start : start + 5]]) if own else t("known.nothing")
    turn.say(Reply(text, t("known.title"), tuple(choices), nav))


async def change(turn: Turn, key: str, place: int) -> None:
    """Asks an item again of which something is known."""
    at = await standing(turn, key)
    if at is None:
        return
    items, kept = at.sheet.criteria.items, at.sheet.kept
    if not (0 <= place < len(items)) or not may_answer(turn, at):
        await list_known(turn, key)
        return
    answers = dict(kept.answers) if at.draft is None else {**at.draft.answers, **kept.answers}
    form = quick_id(kept.decision, kept.set_id, STARS[1], len(points_of(answers)))
    if at.draft:
        draft = at.draft.with_(form=form, at=items[place].code, partial=None, answers=answers)
    else:
        assert at.application
        id_ = f"q{key}{kept.decision}{STARS[1]}-{turn.person.id}"
        begun = await turn.reads.draft(id_)
        revision = begun.revision if begun else 0
        draft = Draft(id_, form, VERSION, at.application.programme, answers, subject=key, revision=revision)
        draft = draft.with_(at=items[place].code)
    await filling.enter(turn, draft)
