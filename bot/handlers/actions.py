"""What a button, a command or a form that was sent does: one line each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.conversations.form import Draft
from bot.conversations.forms import REGISTRATIONS
from bot.conversations.forms.appeal import APPEAL
from bot.conversations.forms.assist import ASSIST, WRONG
from bot.conversations.forms.blocked import BLOCKED
from bot.conversations.forms.broadcast import AMEND, BROADCAST, CERTAIN, TEMPLATE_FORMS
from bot.conversations.forms.consent import CONSENT, DOSSIER
from bot.conversations.forms.data_request import ANSWER_DATA, ASK_DATA, BROUGHT_DATA
from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.review import RETURN, SUPPLEMENT
from bot.conversations.forms.year import MOVE, PAPER, REPORT
from bot.handlers import (
    acting,
    assisted,
    assisting,
    banning,
    broadcasting,
    calendar,
    casting,
    consenting,
    dossiers,
    duties,
    filed,
    filing,
    handing_up,
    joining,
    keeping,
    ledger,
    menu,
    overseeing,
    phones,
    planning,
    printing,
    privacy,
    queueing,
    receiving,
    registering,
    requesting,
    returning,
    reviewing,
    scoring,
    supplementing,
    taking_back,
    templates,
    way,
)
from bot.handlers.turn import Turn


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
    "askdata": Button(requesting.begin),
    "broughtreq": Button(requesting.begin_brought),
    "datareqs": Button(requesting.overview),
    "datareq": Button(requesting.show, (str,)),
    "closedata": Button(requesting.begin_answer, (str,)),
    "holddata": Button(requesting.hold, (str,)),
    "liftdata": Button(requesting.lift, (str,)),
    "liftown": Button(requesting.lift_own),
    "link": Button(joining.offer_link, stays=True),
    "take": Button(joining.take, (str,)),
    "nothanks": Button(joining.decline),
    "phones": Button(phones.show, (int,), optional=True),
    "askout": Button(phones.ask_out, (str,)),
    "out": Button(phones.out, (str,), stays=True),
    "askothers": Button(phones.ask_others),
    "others": Button(phones.end_others),
    "logout": Button(phones.ask_logout),
    "leave": Button(phones.leave),
    "havecode": Button(returning.ways),
    returning.NEWCOMER: Button(returning.newcomer),
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
    "queue": Button(queueing.queue, (int,), optional=True),
    "area": Button(queueing.area, (int,), optional=True),
    "gathered": Button(queueing.gathered, (str, int)),
    "throw": Button(queueing.ask_throw, (str,)),
    "thrown": Button(queueing.throw, (str,)),
    "ban": Button(banning.ask, (str,)),
    "banyes": Button(banning.ban, (str,)),
    "bans": Button(banning.bans, (int,), optional=True),
    "banned": Button(banning.show, (int, str)),
    "unban": Button(banning.lift, (int, str)),
    "askabove": Button(banning.ask_above, (str,)),
    "p": Button(reviewing.open_, (str,)),
    "calendar": Button(calendar.show, (int,), optional=True),
    "finished": Button(calendar.finished, (int,), optional=True),
    "year": Button(calendar.picture),
    "phone": Button(calendar.phone),
    "newaddress": Button(calendar.new_address),
    "duty": Button(duties.show, (str, str)),
    "did": Button(duties.did, (str, str, str)),
    "undo": Button(taking_back.undo, (str, str, str)),
    "takeup": Button(taking_back.take_back, (str, str, str)),
    "again": Button(duties.again, (int,), stays=True),
    "allagain": Button(duties.all_again, (int,), stays=True),
    "mute": Button(duties.mute, (str,), stays=True),
    "unmute": Button(duties.unmute, (str,), stays=True),
    "muted": Button(duties.ask_muting),
    "nudges": Button(duties.set_nudges, (str,)),
    "report": Button(duties.report, (str, str)),
    "list": Button(handing_up.show, (str, str)),
    "handup": Button(handing_up.hand_up, (str, str, str)),
    "overview": Button(overseeing.overview, (int,), optional=True),
    "who": Button(overseeing.who, (str, str, int), optional_last=True),
    "nudge": Button(overseeing.nudge, (str, str)),
    "move": Button(overseeing.begin_move, (str, str)),
    "broadcast": Button(broadcasting.home),
    "newcast": Button(broadcasting.begin),
    "templates": Button(templates.templates),
    "template": Button(templates.template, (str,)),
    "editcast": Button(broadcasting.edit, (str,)),
    "dropcast": Button(broadcasting.drop, (str,)),
    "sendcast": Button(broadcasting.send, (str, str, int)),
    "sample": Button(broadcasting.sample, stays=True),
    "cast": Button(casting.show, (str,)),
    "halt": Button(casting.stop, (str,), stays=True),
    "goon": Button(casting.resume, (str,), stays=True),
    "amend": Button(casting.begin_amend, (str,)),
    "takeback": Button(casting.ask_take_back, (str,)),
    "takenback": Button(casting.take_back, (str,)),
    "got": Button(casting.got, (str,), stays=True),
    "say": Button(casting.answer, (str, str), stays=True),
    "sentcasts": Button(ledger.sent, (int,), optional=True),
    "ledger": Button(ledger.show, (str,)),
    "ledgerfiles": Button(ledger.files, (str,)),
    "silent": Button(ledger.silent, (str, int), optional_last=True),
    "phoning": Button(ledger.phoning, (str, int), optional_last=True),
    "resend": Button(ledger.again, (str,)),
    "elsewhere": Button(ledger.ask_elsewhere, (str,)),
    "byother": Button(ledger.elsewhere, (str,)),
    "dossier": Button(dossiers.show, (str,)),
    "plan": Button(planning.show, (str, int), optional_last=True),
    "parts": Button(planning.parts, (str, int), optional_last=True),
    "part": Button(planning.part, (str, str)),
    "cannot": Button(planning.cannot, (str, int), optional_last=True),
    "takeover": Button(planning.take_over, (str,)),
    "upgrade": Button(registering.upgrade, (str,)),
    "block": Button(planning.block, (str, str)),
    "evidence": Button(dossiers.evidence, (str,)),
    "print": Button(printing.papers, (str, int), optional_last=True),
    "doc": Button(printing.paper, (str, str, int), optional_last=True),
    "zip": Button(printing.whole, (str, int), optional_last=True),
    "handin": Button(filing.hand_in, (str,)),
    "filenow": Button(filing.file_now, (str, int)),
    "filing": Button(filed.show, (str, int), optional_last=True),
    "filings": Button(filed.all_, (str, int), optional_last=True),
    "fpapers": Button(filed.papers, (str, int, int), optional_last=True),
    "fpaper": Button(filed.paper, (str, int, str)),
    "check": Button(supplementing.check, (str, int)),
    "whole": Button(supplementing.whole, (str, int)),
    "askmore": Button(supplementing.begin_asking, (str, int)),
    "supplement": Button(supplementing.show, (str,)),
    "papers": Button(keeping.papers, (int,), optional=True),
    "paper": Button(keeping.open_, (str,)),
    "newpaper": Button(keeping.new, (str,), optional=True),
    "addpaper": Button(keeping.add, (str, str)),
    "gopaper": Button(keeping.go_on, (str,)),
    "keepfile": Button(receiving.keep_file, (str,)),
    "renew": Button(keeping.renew, (str,)),
    "former": Button(keeping.former, (str, int), optional_last=True),
    "formers": Button(keeping.formers, (str, int)),
    "undrop": Button(keeping.undrop, (str,)),
    "fixpaper": Button(keeping.fix, (str,)),
    "droppaper": Button(keeping.drop, (str,)),
    "assist": Button(assisting.overview, (int,), optional=True),
    "newward": Button(assisting.new, (str,)),
    "otherward": Button(assisting.other, (str,)),
    "sameward": Button(acting.same, (str, int)),
    "ward": Button(assisting.page),
    "wardcode": Button(assisting.give_code),
    "askagain": Button(assisting.ask_again),
    "signed": Button(assisting.on_paper),
    assisting.STOP: Button(acting.stop),
    "look": Button(assisted.look, (int,)),
    "agree": Button(assisted.agree, (int, str)),
    "wrong": Button(assisted.begin_wrong, (int,)),
    "helped": Button(assisted.helped),
    "alone": Button(assisted.alone),
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
    "phones": "phones",
}


async def _consented(turn: Turn, draft: Draft) -> None:
    note = consenting.given(turn, draft)
    if draft.subject == "register" and draft.answers.get(DOSSIER):
        turn.person = replace(turn.person, consents={**turn.person.consents, DOSSIER: True})
        await registering.begin(turn)
    else:
        await menu.show(turn, note)


SENT: dict[str, Callable[[Turn, Draft], Awaitable[None]]] = {
    **dict.fromkeys(REGISTRATIONS, registering.send),
    **dict.fromkeys(PLAN_FORMS, planning.kept),
    RETURN.id: reviewing.returned,
    SUPPLEMENT.id: supplementing.asked,
    REPORT.id: duties.reported,
    MOVE.id: overseeing.move,
    PAPER.id: keeping.keep,
    BLOCKED.id: planning.blocked,
    BROADCAST.id: broadcasting.preview,
    CERTAIN.id: broadcasting.certain,
    AMEND.id: casting.amended,
    **dict.fromkeys(TEMPLATE_FORMS, templates.filled),
    CONSENT.id: _consented,
    APPEAL.id: banning.asked_above,
    ASSIST.id: assisting.told,
    WRONG.id: assisted.is_wrong,
    ASK_DATA.id: requesting.asked,
    BROUGHT_DATA.id: requesting.brought,
    ANSWER_DATA.id: requesting.answered,
}
"""What becomes of a form when it is sent; scoring forms have ids of their own."""


async def sent(turn: Turn, draft: Draft) -> None:
    """A form was filled in and sent."""
    await (scoring.done if scoring.is_sheet(draft.form) else SENT[draft.form])(turn, draft)
