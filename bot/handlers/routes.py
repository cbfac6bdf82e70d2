"""Where a message goes: one ordered list, read from top to bottom. The order matters; the last takes all."""

from __future__ import annotations

import warnings
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from bot.conversations.engine import FormStep
from bot.conversations.form import Draft, Option
from bot.conversations.forms import form_of
from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.matching import match, says
from bot.conversations.screens import NAV, OPTION
from bot.conversations.understanding.codes import code_in
from bot.conversations.understanding.frame import Frame, Heard
from bot.conversations.understanding.lexicon import DEEDS, lexicon_of
from bot.conversations.understanding.meaning import AnswerOrQuestion, Ask, Choose, Command, FormMove, Thanks
from bot.conversations.understanding.understand import understand
from bot.handlers import menu
from bot.handlers.account import come_back, consent, former_phone, join, notices
from bot.handlers.assistance import officer, session
from bot.handlers.assistance.forward import FOR
from bot.handlers.forms import asides, filling, photos, receiving
from bot.handlers.forms.questions import QuestionsOfToday, answer, where
from bot.handlers.imports import sending
from bot.handlers.knowledge import door, here
from bot.handlers.members import session as members
from bot.handlers.office import area, inviting
from bot.handlers.plan import sections
from bot.handlers.registry import BUTTONS, COMMANDS, sent
from bot.handlers.rounds import tabled
from bot.handlers.scoring import several
from bot.handlers.shared import meant, openings
from bot.handlers.shared.policy import FREE
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.writes.forms import SetPlace
from ocop_domain.programme_collection import MARK
from ocop_domain.text import fold

FORM_DATA = (OPTION, NAV, "s:")

_GUESSED = 3
"""Letters from which a text may be the beginning of a label: "dạ" is no "Đăng ký"."""
log = structlog.get_logger(__name__)


class SilentTurn(UserWarning):
    """A message was answered with nothing: a fault of ours. In tests a warning is an error."""


async def route(turn: Turn) -> None:
    """Answers one message; always says something."""
    if not (await session.still(turn) and await members.still(turn)):
        return
    for matches in ROUTES:
        if await matches(turn):
            break
    if not turn.replies:
        await _nothing_said(turn)
    if turn.person.read_only:
        turn.writes[:] = [write for write in turn.writes if isinstance(write, former_phone.ALLOWED)]
    meant.carry(turn)
    session.frame(turn)
    members.frame(turn)


async def _nothing_said(turn: Turn) -> None:
    """The main screen for somebody who would be left without an answer."""
    name = turn.said.data.partition(":")[0]
    log.error("turn without a reply", kind=turn.said.kind, button=name)
    warnings.warn(f"no reply to {turn.said.kind} {name}", SilentTurn, stacklevel=2)
    await menu.show(turn, turn.t("stale.menu"))


async def _not_private(turn: Turn) -> bool:
    if turn.said.private:
        return False
    turn.say(Reply(turn.t("group.private_only")))
    return True


async def _own(turn: Turn) -> bool:
    """What a former turn left to be done: no platform can say this."""
    if turn.said.kind != "own":
        return False
    if receiving.taken_up(turn):
        return False
    await photos.read(turn)
    return True


async def _unknown_kind(turn: Turn) -> bool:
    """Stickers, edits, locations: said kindly, and the current screen again."""
    if turn.said.kind != "other":
        return False
    key = f"unknown.{turn.said.what}"
    note = turn.t(key if turn.t.has(key) else "unknown.other")
    if not await filling.resume(turn, note):
        await menu.show(turn, note)
    return True


async def _command(turn: Turn) -> bool:
    text = turn.said.text.strip()
    if turn.said.kind != "text" or not text:
        return False
    if text.startswith("/"):
        name, _, rest = text[1:].partition(" ")
        if not await _named(turn, name.partition("@")[0].casefold(), rest.strip()):
            note = turn.t("unknown.command")
            if not await filling.resume(turn, note):
                await menu.show(turn, note)
        return True
    if turn.person.help and says(text, [turn.t("assist.stop")]):
        return await _act(turn, officer.STOP)
    if await notices.opened(turn, text):
        return True
    code = code_in(text, turn.t.words("command.code.words"))
    # In a form twelve bare digits are an answer: the registration number of a household is one.
    if not code or (turn.person.draft and code.replace("-", "").isdecimal()):
        return False
    session.leave(turn)
    members.oneself(turn)
    await join.opened(turn, code)
    return True


async def _named(turn: Turn, name: str, rest: str) -> bool:
    if name == "start":
        for prefix in ("join-", "link-"):
            if rest.startswith(prefix):
                session.leave(turn)  # what a link gives is for the officer
                members.oneself(turn)
                await join.opened(turn, rest.removeprefix(prefix))
                return True
        if rest.startswith(openings.PREFIX):
            await _opened_at(turn, rest.removeprefix(openings.PREFIX))
            return True
        await (come_back.ask(turn) if rest == come_back.BACK else menu.start(turn))
        return True
    if name in {"english", "vietnamese"}:
        await menu.set_language(turn, {"english": "en", "vietnamese": "vi"}[name])
        return True
    if name == "link" and rest:
        session.leave(turn)
        members.oneself(turn)
        await join.opened(turn, rest)
        return True
    if name not in COMMANDS:
        return False
    return await _act(turn, COMMANDS[name])


async def _opened_at(turn: Turn, opening: str) -> None:
    """A link of the dashboard was opened: its screen, which is the officer's own work; elsewhere it says where."""
    session.leave(turn)
    members.oneself(turn)
    if menu.is_newcomer(turn):
        turn.tell("dashboard.other_phone", turn.button(come_back.NEWCOMER, "back.newcomer"))
        return
    data = openings.data_of(opening)
    if not (data and await _act(turn, data)):
        await menu.show(turn, turn.t("stale.menu"))


async def _understood(turn: Turn) -> bool:
    """Decides once what a text means; nobody is answered here."""
    if turn.said.kind == "text" and turn.said.text.strip():
        draft = await turn.reads.draft(turn.person.draft) if turn.person.draft else None
        heard = Heard(turn.said.text, _under(turn, draft) if draft else "")
        await here.ready(where(turn))
        turn.meaning = understand(heard, await _frame(turn, draft), lexicon_of(turn.t), QuestionsOfToday(turn))
        if isinstance(turn.meaning, AnswerOrQuestion) and await door.knows(turn, turn.said.text):
            turn.meaning = Ask(turn.said.text)
    return False


async def _frame(turn: Turn, draft: Draft | None) -> Frame:
    """What is on the screen of this phone: the question of its form, or the buttons shown last."""
    if draft is not None and filling.goes_on(turn, draft):
        return await filling.frame_of(turn, draft)
    options = tuple(Option(data, label) for data, label in turn.person.choices)
    return Frame(options=options, shown=options)


def _under(turn: Turn, draft: Draft) -> str:
    """The question under which a text was typed, where that is no longer the one that stands there."""
    late = turn.said.menu and turn.said.menu == draft.talk.menu and turn.said.menu < turn.person.menu
    return draft.talk.last if late else ""


async def _ordered(turn: Turn) -> bool:
    """A command is done wherever it is said; what concerns the form that is being filled in is the form's."""
    if not isinstance(turn.meaning, Command):
        return False
    if turn.meaning.name not in DEEDS:
        return await _act(turn, turn.meaning.name)
    if turn.person.draft and await turn.reads.draft(turn.person.draft):
        return False
    await asides.elsewhere(turn, turn.meaning.name)
    return True


async def _table(turn: Turn) -> bool:
    """A table is a list to import for whoever may; from others it is no file that is taken."""
    tables = sending.tables(turn) if turn.said.kind == "files" else []
    if tables and turn.person.draft == inviting.draft_id(turn):
        await inviting.received(turn, tables[0])
        return True
    if tables and turn.person.draft == tabled.draft_id(turn):
        return False  # the form takes it
    if tables and sending.may(turn):
        await sending.received(turn)
        return True
    if tables:
        files = (replace(u, refused="error.file_word") if u in tables else u for u in turn.said.files)
        turn.said = replace(turn.said, files=tuple(files))
    return False


async def _in_form(turn: Turn) -> bool:
    """The form the person is in hears everything but the buttons of other screens."""
    said = turn.said
    pressed_form = said.kind == "press" and said.data.startswith(FORM_DATA)
    if said.kind == "press" and not pressed_form:
        return False
    draft = await turn.reads.draft(turn.person.draft) if turn.person.draft else None
    if draft is None:
        return bool(turn.person.draft) and await _form_is_gone(turn)
    if not filling.goes_on(turn, draft):
        return await _in_former_form(turn, draft)
    if pressed_form and not turn.fresh:
        await filling.enter(turn, draft, turn.t("stale.form"))
        return True
    if draft.at != turn.person.asked and not _saves(turn):
        await _went_on_elsewhere(turn, draft)
        return True
    if receiving.is_page(turn, draft):
        await receiving.add_pages(turn, draft)
        return True
    if receiving.waits_for_consent(turn, draft):
        await receiving.ask_first(turn, draft)
        return True
    if await receiving.is_aside(turn, draft):
        note = await receiving.set_aside_in(turn, draft)
        if not turn.said.text:  # what is written under a photo is the answer
            await filling.enter(turn, draft, note)
            return True
    await _goes_on(turn, draft, await filling.answer(turn, draft))
    return True


async def _goes_on(turn: Turn, draft: Draft, step: FormStep) -> None:
    """After a form has heard something: what was said beside it, its end, or the screen behind it."""
    if step.outcome == "aside":
        await asides.beside(turn, step)
    elif step.outcome == "left" and not step.reply.text and (behind := behind_of(draft)):
        await _act(turn, behind)
    elif step.outcome == "left" and draft.form in PLAN_FORMS:
        turn.do(SetPlace(""))
        await sections.show(turn, draft.subject, note=step.reply.text)
    elif step.outcome == "left":
        await menu.show(turn, step.reply.text)
    elif step.outcome == "sent":
        await sent(turn, step.draft)


async def _in_former_form(turn: Turn, draft: Draft) -> bool:
    """The programme of a registration is over: what was said is no answer to a question of today."""
    if form_of(draft.form) is None:
        return False
    await filling.enter(turn, draft)
    return True


def _saves(turn: Turn) -> bool:
    """Whether the form is only put away: that means the same at every question."""
    return turn.said.data == f"{NAV}save" or turn.meaning == FormMove("save")


async def _form_is_gone(turn: Turn) -> bool:
    """The form that this phone shows was sent or dropped on another one: what is typed here is no answer any more."""
    turn.do(SetPlace(""))
    if turn.said.kind == "files":
        return False
    await menu.show(turn, turn.t("stale.form_gone"))
    return True


async def _went_on_elsewhere(turn: Turn, draft: Draft) -> None:
    """Another phone of the account answered the question that this one shows: what was said here answers no other."""
    lines = [turn.t("stale.form_elsewhere")]
    if turn.said.kind == "files":
        lines.append(await receiving.set_aside(turn))
    elif turn.said.text:
        lines.append(turn.t("stale.not_taken", said=turn.said.text))
    await filling.enter(turn, draft, "\n".join(lines))


def behind_of(draft: Draft) -> str:
    """The button of the screen that lies before the first question of a form."""
    form = form_of(draft.form)
    return form.behind(draft) if form and form.behind else ""


async def _button(turn: Turn) -> bool:
    return turn.said.kind == "press" and await _act(turn, turn.said.data)


async def _listed(turn: Turn) -> bool:
    """Several things of a list of the score, by number or name."""
    return await several.heard(turn)


async def _typed_button(turn: Turn) -> bool:
    """A number or a label typed for a button of the last menu."""
    return isinstance(turn.meaning, Choose) and await _act(turn, turn.meaning.option)


async def _searched(turn: Turn) -> bool:
    """ "tìm Ba Lan", said by an official where no form is being filled in."""
    own = not (turn.person.help or turn.person.team)
    words = area.searches(turn, turn.said.text) if turn.said.kind == "text" and own else ""
    if words:
        await area.find(turn, words)
    return bool(words)


async def _lost(turn: Turn) -> bool:
    """Whoever was asked for the way back to an account is not answered as a stranger before they have chosen."""
    if turn.said.kind not in {"text", "files"} or not come_back.asked(turn):
        return False
    await come_back.ask(turn)
    return True


async def _typed_menu(turn: Turn) -> bool:
    """A label of the menu, typed when another screen was shown last."""
    if not isinstance(turn.meaning, Ask):
        return False
    options = [Option(c.data, c.label) for c in await menu.all_choices(turn)]
    called = [*options, *(Option(c.data, c.label) for c in menu.by_name(turn))]
    named = next((o for o in called if says(turn.said.text, [o.label])), None)
    guessed = not turn.meaning.shaped and len(fold(turn.said.text)) >= _GUESSED
    found = named or (match(turn.said.text, options, []) if guessed else None)
    return found is not None and await _act(turn, found.id)


async def _act(turn: Turn, data: str, *, unasked: bool = True) -> bool:
    data, _, mark = data.partition(MARK)
    turn.meant = turn.programmes.marked(mark) or turn.meant
    name, _, rest = data.partition(":")
    button = BUTTONS.get(name)
    await members.admits(turn, name, rest, button.policy if button else FREE)
    if not await session.admits(turn, name, rest, button.policy if button else FREE, unasked=unasked):
        return True
    if name == FOR:
        return await _for(turn, rest)
    arguments = button.read(rest) if button else None
    if button is None or arguments is None:
        return False
    if not consent.admits(turn, button.policy):
        return True
    if await meant.asks_which(turn, data):
        return True
    if not button.stays:
        turn.do(SetPlace(""))
    await button.action(turn, *arguments)
    return True


async def _files(turn: Turn) -> bool:
    """A photo or PDF that nobody asked for."""
    if turn.said.kind != "files":
        return False
    await receiving.receive(turn)
    return True


async def _for(turn: Turn, rest: str) -> bool:
    """Works for a producer, and presses another button there if the data name one."""
    ward, _, then = rest.partition(":")
    if not (ward.isdecimal() and len(ward) < 16):
        return False
    entered = await members.enter(turn, int(ward)) or await session.enter(turn, int(ward))
    if entered and not (then and await _act(turn, then, unasked=False)):
        await menu.show(turn)
    return True


async def _thanked(turn: Turn) -> bool:
    """Who thanks is answered kindly."""
    if not isinstance(turn.meaning, Thanks):
        return False
    await menu.show(turn, turn.t("understand.welcome"))
    return True


async def _asked(turn: Turn) -> bool:
    """A question, wherever no form is being filled in."""
    if not isinstance(turn.meaning, Ask) or not turn.meaning.shaped:
        return False
    await answer(turn, turn.meaning.text)
    return True


async def _anything(turn: Turn) -> bool:
    keys = {"press": "stale.menu", "contact": "unknown.contact"}
    await menu.show(turn, turn.t(keys.get(turn.said.kind, "unknown.text")))
    return True


ROUTES: tuple[Callable[[Turn], Awaitable[bool]], ...] = (
    _not_private,
    former_phone.answer,
    _own,
    _unknown_kind,
    _command,
    _understood,
    _ordered,
    _table,
    _in_form,
    _button,
    _searched,
    _lost,
    _listed,
    door.trouble,
    door.sure,
    _typed_button,
    _typed_menu,
    _files,
    _thanked,
    _asked,
    door.unsure,
    _anything,
)
