"""Where a message goes: one ordered list, read from top to bottom. The order matters; the last takes all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.conversations.form import Draft, Option
from bot.conversations.forms import REGISTRATIONS, form_of
from bot.conversations.forms.blocked import BLOCKED
from bot.conversations.forms.consent import CONSENT, DOSSIER
from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.review import RETURN
from bot.conversations.forms.year import MOVE, PAPER, REPORT
from bot.conversations.matching import match, says
from bot.conversations.screens import NAV, OPTION
from bot.handlers import (
    calendar,
    consenting,
    dossiers,
    duties,
    filling,
    handing_up,
    joining,
    keeping,
    menu,
    overseeing,
    planning,
    privacy,
    registering,
    reviewing,
    scoring,
    way,
)
from bot.handlers.ports import SetPlace
from bot.handlers.turn import Turn
from bot.messages import Reply

FORM_DATA = (OPTION, NAV, "s:")


@dataclass(frozen=True, slots=True)
class Button:
    """What a button does: its data is a name and, after colons, these arguments.

    One that `stays` does not lead out of the form that is being filled in.
    """

    action: Callable[..., Awaitable[None]]
    arguments: tuple[type[str] | type[int], ...] = ()
    optional: bool = False
    optional_last: bool = False
    stays: bool = False

    def read(self, rest: str) -> list[str | int] | None:
        """The arguments in `rest`; None when they do not fit."""
        parts = rest.split(":") if rest else []
        fewest = 0 if self.optional else len(self.arguments) - self.optional_last
        if not fewest <= len(parts) <= len(self.arguments) or (self.optional and 0 < len(parts) < len(self.arguments)):
            return None
        numbers = (p for p, kind in zip(parts, self.arguments, strict=False) if kind is int)
        if not all(n.isdecimal() and len(n) < 10 for n in numbers):
            return None
        return [kind(part) for part, kind in zip(parts, self.arguments, strict=False)]


BUTTONS: dict[str, Button] = {
    "menu": Button(menu.show),
    "help": Button(menu.help_, stays=True),
    "language": Button(menu.language, stays=True),
    "lang": Button(menu.set_language, (str,), stays=True),
    "consent": Button(consenting.ask),
    "privacy": Button(privacy.show),
    "mydata": Button(privacy.export),
    "forget": Button(privacy.ask_delete),
    "erase": Button(privacy.delete),
    "link": Button(joining.offer_link, stays=True),
    "register": Button(registering.register),
    "new": Button(registering.begin),
    "mine": Button(registering.mine, (int,), optional=True),
    "draft": Button(registering.open_draft, (str,)),
    "fix": Button(registering.fix, (str,)),
    "score": Button(scoring.overview, (str,)),
    "full": Button(scoring.begin_full, (str, str)),
    "council": Button(scoring.begin_council, (str, str)),
    "quick": Button(scoring.begin_quick, (str, str, int)),
    "result": Button(scoring.result, (str, str)),
    "way": Button(way.way, (str, str)),
    "without": Button(way.choose_without, (str, str)),
    "try": Button(way.choose_item, (str, str)),
    "raise": Button(way.choose_level, (str, str, int)),
    "queue": Button(reviewing.queue, (int,), optional=True),
    "area": Button(reviewing.area, (int,), optional=True),
    "p": Button(reviewing.open_, (str,)),
    "calendar": Button(calendar.show, (int,), optional=True),
    "finished": Button(calendar.finished),
    "year": Button(calendar.picture),
    "phone": Button(calendar.phone),
    "newaddress": Button(calendar.new_address),
    "duty": Button(duties.show, (str, str)),
    "did": Button(duties.did, (str, str, str)),
    "undo": Button(duties.undo, (str, str, str)),
    "again": Button(duties.again, (int,), stays=True),
    "mute": Button(duties.mute, (str,), stays=True),
    "unmute": Button(duties.unmute, (str,), stays=True),
    "muted": Button(duties.ask_muting),
    "nudges": Button(duties.set_nudges, (str,)),
    "report": Button(duties.report, (str, str)),
    "list": Button(handing_up.show, (str, str)),
    "handup": Button(handing_up.hand_up, (str, str, str)),
    "overview": Button(overseeing.overview),
    "who": Button(overseeing.who, (str, str)),
    "nudge": Button(overseeing.nudge, (str, str)),
    "move": Button(overseeing.begin_move, (str, str)),
    "dossier": Button(dossiers.show, (str,)),
    "plan": Button(planning.show, (str, int), optional_last=True),
    "parts": Button(planning.parts, (str, int), optional_last=True),
    "part": Button(planning.part, (str, str)),
    "cannot": Button(planning.cannot, (str, int), optional_last=True),
    "takeover": Button(planning.take_over, (str,)),
    "upgrade": Button(registering.upgrade, (str,)),
    "block": Button(planning.block, (str, str)),
    "evidence": Button(dossiers.evidence, (str,)),
    "print": Button(dossiers.papers, (str,)),
    "doc": Button(dossiers.paper, (str, str)),
    "zip": Button(dossiers.whole, (str,)),
    "handin": Button(dossiers.hand_in, (str,)),
    "filenow": Button(dossiers.file_now, (str, int)),
    "papers": Button(keeping.papers, (int,), optional=True),
    "paper": Button(keeping.open_, (str,)),
    "newpaper": Button(keeping.new),
    "fixpaper": Button(keeping.fix, (str,)),
    "droppaper": Button(keeping.drop, (str,)),
    "accept": Button(reviewing.accept, (str, int)),
    "return": Button(reviewing.begin_return, (str, int)),
}

COMMANDS = {
    "menu": "menu",
    "help": "help",
    "language": "language",
    "register": "register",
    "products": "mine",
    "queue": "queue",
    "calendar": "calendar",
    "papers": "papers",
    "cancel": "menu",
    "privacy": "privacy",
}


async def route(turn: Turn) -> None:
    """Answers one message; always says something."""
    for matches in ROUTES:
        if await matches(turn):
            return


async def _not_private(turn: Turn) -> bool:
    if turn.said.private:
        return False
    turn.say(Reply(turn.t("group.private_only")))
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
    for name in ("menu", "help", "english", "vietnamese"):
        if says(text, turn.t.words(f"command.{name}.words")):
            return await _named(turn, name, "")
    code = turn.t.words("command.code.words")
    first, _, rest = text.partition(" ")
    # In a form twelve bare digits are an answer: the registration number of a household is one.
    answered = turn.person.draft and rest.strip().isdecimal()
    if says(first, code) and joining.CODE.fullmatch(rest.strip().upper()) and not answered:
        await joining.link(turn, rest)
        return True
    return False


async def _named(turn: Turn, name: str, rest: str) -> bool:
    if name == "start":
        for prefix, take in (("join-", joining.join), ("link-", joining.link)):
            if rest.startswith(prefix):
                await take(turn, rest.removeprefix(prefix))
                return True
        await menu.start(turn)
        return True
    if name in {"english", "vietnamese"}:
        await menu.set_language(turn, {"english": "en", "vietnamese": "vi"}[name])
        return True
    if name == "link" and rest:
        await joining.link(turn, rest)
        return True
    if name not in COMMANDS:
        return False
    return await _act(turn, COMMANDS[name])


async def _in_form(turn: Turn) -> bool:
    """The form the person is in hears everything but the buttons of other screens."""
    said = turn.said
    pressed_form = said.kind == "press" and said.data.startswith(FORM_DATA)
    if said.kind == "press" and not pressed_form:
        return False
    draft = await turn.reads.draft(turn.person.draft) if turn.person.draft else None
    if draft is None or draft.programme != turn.programme.id or form_of(draft.form) is None:
        return False
    if pressed_form and not turn.fresh:
        await filling.enter(turn, draft, turn.t("stale.form"))
        return True
    step = await filling.answer(turn, draft)
    if step.outcome == "left":
        await menu.show(turn, step.reply.text)
    elif step.outcome == "sent":
        await _sent(turn, step.draft)
    return True


async def _sent(turn: Turn, draft: Draft) -> None:
    if draft.form in REGISTRATIONS:
        await registering.send(turn, draft)
    elif draft.form == RETURN.id:
        await reviewing.returned(turn, draft)
    elif scoring.is_sheet(draft.form):
        await scoring.done(turn, draft)
    elif draft.form == REPORT.id:
        await duties.reported(turn, draft)
    elif draft.form == MOVE.id:
        await overseeing.move(turn, draft)
    elif draft.form == PAPER.id:
        await keeping.keep(turn, draft)
    elif draft.form in PLAN_FORMS:
        await planning.kept(turn, draft)
    elif draft.form == BLOCKED.id:
        await planning.blocked(turn, draft)
    elif draft.form == CONSENT.id:
        note = consenting.given(turn, draft)
        if draft.subject == "register" and draft.answers.get(DOSSIER):
            turn.person = replace(turn.person, consents={**turn.person.consents, DOSSIER: True})
            await registering.begin(turn)
        else:
            await menu.show(turn, note)


async def _button(turn: Turn) -> bool:
    return turn.said.kind == "press" and await _act(turn, turn.said.data)


async def _typed_button(turn: Turn) -> bool:
    """A number or a label typed for a button of the last menu."""
    if turn.said.kind != "text":
        return False
    options = [Option(d, label) for d, label in turn.person.choices]
    found = match(turn.said.text, options, options)
    return found is not None and await _act(turn, found.id)


async def _typed_menu(turn: Turn) -> bool:
    """A label of the menu, typed when another screen was shown last."""
    options = [Option(c.data, c.label) for c in await menu.choices(turn)]
    found = match(turn.said.text, options, []) if turn.said.kind == "text" else None
    return found is not None and await _act(turn, found.id)


async def _act(turn: Turn, data: str) -> bool:
    name, _, rest = data.partition(":")
    button = BUTTONS.get(name)
    arguments = button.read(rest) if button else None
    if button is None or arguments is None:
        return False
    if not button.stays:
        turn.do(SetPlace(""))
    await button.action(turn, *arguments)
    return True


async def _anything(turn: Turn) -> bool:
    keys = {"press": "stale.menu", "files": "unknown.files", "contact": "unknown.contact"}
    await menu.show(turn, turn.t(keys.get(turn.said.kind, "unknown.text")))
    return True


ROUTES: tuple[Callable[[Turn], Awaitable[bool]], ...] = (
    _not_private,
    _unknown_kind,
    _command,
    _in_form,
    _button,
    _typed_button,
    _typed_menu,
    _anything,
)
