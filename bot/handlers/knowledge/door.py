"""The door for questions: a text that is no button and no answer of a form is looked up, and answered or asked back."""

from __future__ import annotations

from bot.conversations.form import Option
from bot.conversations.matching import match, says
from bot.conversations.understanding.lexicon import lexicon_of
from bot.conversations.understanding.spoken import spoken
from bot.conversations.understanding.trials import is_trial
from bot.handlers import menu
from bot.handlers.account import office
from bot.handlers.forms import filling
from bot.handlers.knowledge import here, inquiries
from bot.handlers.knowledge.live import LIVE, LiveAnswer
from bot.handlers.turn import Turn
from bot.messages import MAX_BUTTON, Choice, Reply
from bot.records.people import PRODUCER
from ocop_domain.knowledge.answers import answer_of
from ocop_domain.knowledge.asking import Certainty, FoundEntries, Where, find
from ocop_domain.knowledge.entries import Entry, EntryKind
from ocop_domain.knowledge.troubles import tells_trouble
from ocop_domain.knowledge.words import read

_BESIDE = 2
"""Answers that are offered beside sending a difficulty."""
_FEWEST = 3
"""Words of a question: what is shorter may be a button, a name, a slip."""
_MEANT = 0.7
"""The share of its words that an entry must know of a text that is not shaped like a question."""
_DOORS = {
    "register": "register",
    "plan": "mine",
    "evidence": "papers",
    "score": "star",
    "path": "star",
    "dates": "calendar",
    "support": "support",
    "products": "mine",
    "steps": "steps",
    "trouble": "trouble",
    "officer": "trouble",
    "forms": "blankforms",
    "queue": "queue",
    "notices": "broadcast",
}
"""The button behind each action; an official has others, which stand in the menu of the role."""
_OFFICER = "officer"
"""The action of an answer that leads to the officer: where there is one, name and phone are said with it."""
_TO_THE_OFFICER = frozenset({_OFFICER, "trouble"})
_EVERYBODYS = {"support": "aid.open", "steps": "cycle.open", "trouble": "trouble.button", "blankforms": "aid.blank"}
"""The doors that everybody has, in whatever menu they stand, with what they are called."""


async def sure(turn: Turn) -> bool:
    """A route: a question whose answer is surely known comes before buttons that only resemble it."""
    if not _may_ask(turn) or await _is_button(turn):
        return False
    where = await here.place(turn)
    found = find(turn.said.text, where)
    if found.certainty is not Certainty.SURE:
        return False
    await answer(turn, found, where)
    return True


async def trouble(turn: Turn) -> bool:
    """A route: a difficulty that is told, not asked about, may go to the officer in the same words."""
    text = turn.said.text.strip()
    if turn.said.kind != "text" or text.startswith("/") or asks(text) or not tells_trouble(text):
        return False
    if await _is_button(turn):
        return False
    found = find(text, await here.place(turn))
    known = [each for each in found.entries if each.action not in _TO_THE_OFFICER][:_BESIDE]
    known = known if found.certainty is not Certainty.UNKNOWN and found.covered >= _MEANT else []
    doors = tuple(Choice(f"know:{here.token(each)}", here.label_of(each, MAX_BUTTON)) for each in known)
    await inquiries.offer_trouble(turn, text, *doors)
    return True


async def unsure(turn: Turn) -> bool:
    """A route: what is no button is asked back, or said to be unknown; short words are no question."""
    if not _may_ask(turn):
        return False
    where = await here.place(turn)
    found = find(turn.said.text, where)
    vague = found.certainty is Certainty.UNKNOWN and not found.elsewhere
    if not asks(turn.said.text) and (vague or found.covered < _MEANT):
        return False
    await answer(turn, found, where)
    return True


async def ask(turn: Turn, text: str) -> bool:
    """Looks a question up and says what was found; False when it asks back."""
    where = await here.place(turn)
    found = find(text, where)
    await answer(turn, found, where)
    return found.certainty is Certainty.SURE


async def knows(turn: Turn, text: str) -> bool:
    """Whether a text is surely a question that is answered here, also by what the own unit has approved."""
    return find(text, await here.place(turn)).certainty is Certainty.SURE


async def answer(turn: Turn, found: FoundEntries, where: Where) -> None:
    """Says what was found: the answer, the few that may be meant, or that nobody here knows."""
    if found.certainty is Certainty.SURE:
        await tell(turn, found.entries[0], where, found.text)
    elif found.certainty is Certainty.UNSURE:
        await _offer(turn, found)
    elif found.elsewhere:
        await _say_kindly(turn, found)
    elif is_trial(spoken(found.text), lexicon_of(turn.t)):
        turn.tell("ask.play", here.back(turn))
    else:
        await inquiries.offer(turn, found.text)


async def tell(turn: Turn, entry: Entry, where: Where, text: str = "") -> None:
    """The answer of an entry: at most five lines, the door to the next thing, and its source one tap away."""
    if entry.kind is EntryKind.LIVE and (found := await _live(turn, entry)):
        turn.say(Reply(found.text, choices=found.choices, nav=(turn.button("menu", "menu.back"),)))
        return
    told = answer_of(entry, where, turn.areas, text, here.language_of(turn, text))
    if told is None:
        turn.tell("ask.gone", turn.button("menu", "menu.back"))
        return
    nav = (turn.button(f"source:{here.token(entry)}", "ask.source"), turn.button("menu", "menu.back"))
    whom = await office.contacts(turn, where.area) if told.action == _OFFICER and where.area else ""
    text = "\n".join(part for part in (told.text, whom) if part)
    turn.say(Reply(text, choices=await _door(turn, told.action), nav=nav))


async def show(turn: Turn, name: str) -> None:
    """One of the questions that were offered."""
    where = await here.place(turn)
    entry = here.entry_named(where, name)
    if entry is None:
        turn.tell("ask.gone", turn.button("menu", "menu.back"))
        return
    await tell(turn, entry, where, here.title_of(entry))
    await filling.resume(turn)


async def source(turn: Turn, name: str) -> None:
    """From where an answer was taken."""
    where = await here.place(turn)
    entry = here.entry_named(where, name)
    told = answer_of(entry, where, turn.areas, language=turn.t.language) if entry else None
    if told is None:
        turn.tell("ask.gone", turn.button("menu", "menu.back"))
        return
    turn.tell("ask.from", turn.button("menu", "menu.back"), source=told.source)
    await filling.resume(turn)


def asks(text: str) -> bool:
    """Whether a text is shaped like a question."""
    reading = read(text)
    return "?" in text or (bool(reading.kinds) and len(text.split()) >= _FEWEST)


def _may_ask(turn: Turn) -> bool:
    text = turn.said.text.strip()
    return turn.said.kind == "text" and len(text.split()) >= _FEWEST and not text.startswith("/")


async def _is_button(turn: Turn) -> bool:
    """Whether it is what stands on a button, of the last screen or of a menu; what is no question may be a part of it.

    "đăng ký sản phẩm" presses "Đăng ký ý tưởng sản phẩm", though much is written about registered products.
    """
    text, choices = turn.said.text, await menu.all_choices(turn)
    if says(text, [label for _, label in turn.person.choices]) or says(text, [choice.label for choice in choices]):
        return True
    return not asks(text) and match(text, [Option(choice.data, choice.label) for choice in choices], []) is not None


async def none_of_these(turn: Turn) -> None:
    """What was offered was not meant: the question may go to the officer."""
    if text := await inquiries.kept_words(turn):
        await inquiries.offer(turn, text, "ask.not_these")
        return
    turn.tell("ask.gone", turn.button("menu", "menu.back"))


async def _offer(turn: Turn, found: FoundEntries) -> None:
    await inquiries.keep(turn, found.text)
    language = here.language_of(turn, found.text)
    choices = tuple(
        Choice(f"know:{here.token(entry)}", here.label_of(entry, MAX_BUTTON, language)) for entry in found.entries
    )
    turn.tell("ask.unsure", *choices, turn.button("notthese", "ask.not_meant"), here.back(turn))


async def _say_kindly(turn: Turn, found: FoundEntries) -> None:
    """What has nothing to do with OCOP: said so, and where it can be asked; who meant something else may say that."""
    await inquiries.keep(turn, found.text)
    answers = found.entries[0].answer
    text = answers.get(here.language_of(turn, found.text)) or answers["vi"]
    turn.say(Reply(text, choices=(turn.button("notthese", "ask.about_ocop"), here.back(turn))))


async def _live(turn: Turn, entry: Entry) -> LiveAnswer | None:
    return await LIVE[entry.live](turn)


async def _door(turn: Turn, action: str) -> tuple[Choice, ...]:
    """The button of the next thing, where this person has it."""
    wanted = _DOORS.get(action, "")
    mine = await menu.all_choices(turn)
    found = next((choice for choice in mine if choice.data == wanted), None)
    if found:
        return (found,)
    if action == "agencies":
        return (turn.button("agencies", "agencies.title"),)
    if wanted == "papers" and menu.face(turn) == PRODUCER:
        return (turn.button("papers", "ask.papers"),)
    return (turn.button(wanted, _EVERYBODYS[wanted]),) if wanted in _EVERYBODYS else ()
