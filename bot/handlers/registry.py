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
from bot.conversations.forms.office import OFFICE
from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.recovery import RECOVERY
from bot.conversations.forms.review import RETURN, SUPPLEMENT
from bot.conversations.forms.year import MOVE, PAPER, REPORT
from bot.handlers import menu
from bot.handlers.account import come_back, consent, former_phone, join, office, phones, privacy, recovery, requests
from bot.handlers.assistance import officer, producer, session
from bot.handlers.broadcast import compose, ledger, steer, templates
from bot.handlers.dossier import hand_in, overview, printing, submitted, supplement
from bot.handlers.evidence import papers
from bot.handlers.forms import receiving
from bot.handlers.office import blocking, lists, queue, review, take_back
from bot.handlers.plan import sections
from bot.handlers.registration import register
from bot.handlers.scoring import path, scoring
from bot.handlers.turn import Turn
from bot.handlers.year import agenda, duty, oversee


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
    "as": Button(menu.switch, (str,)),
    "help": Button(menu.help_, stays=True),
    "office": Button(office.begin),
    "language": Button(menu.language, stays=True),
    "lang": Button(menu.set_language, (str,), stays=True),
    "consent": Button(consent.ask),
    "privacy": Button(privacy.show),
    "mydata": Button(privacy.export),
    "forget": Button(privacy.ask_delete),
    "erase": Button(privacy.delete),
    "askdata": Button(requests.begin),
    "broughtreq": Button(requests.begin_brought),
    "datareqs": Button(requests.overview),
    "datareq": Button(requests.show, (str,)),
    "closedata": Button(requests.begin_answer, (str,)),
    "holddata": Button(requests.hold, (str,)),
    "liftdata": Button(requests.lift, (str,)),
    "liftown": Button(requests.lift_own),
    "link": Button(join.offer_link, stays=True),
    "take": Button(join.take, (str,)),
    "nothanks": Button(join.decline),
    "phones": Button(phones.show, (int,), optional=True),
    "tellwhere": Button(phones.ask_where, (int,), optional=True),
    "tellat": Button(phones.tell_at, (str,), optional=True),
    "askout": Button(phones.ask_out, (str,)),
    "out": Button(phones.out, (str,), stays=True),
    "askothers": Button(phones.ask_others),
    "others": Button(phones.end_others),
    "logout": Button(phones.ask_logout),
    "leave": Button(phones.leave),
    "havecode": Button(come_back.ways),
    "lostphone": Button(recovery.begin, (str,)),
    "notme": Button(former_phone.say),
    come_back.NEWCOMER: Button(come_back.newcomer),
    "register": Button(register.register),
    "new": Button(register.begin),
    "mine": Button(register.mine, (int,), optional=True),
    "draft": Button(register.open_draft, (str,)),
    "fix": Button(register.fix, (str,)),
    "score": Button(scoring.overview, (str,)),
    "full": Button(scoring.begin_full, (str, str)),
    "council": Button(scoring.begin_council, (str, str)),
    "quick": Button(scoring.begin_quick, (str, str, int)),
    "result": Button(scoring.result, (str, str)),
    "way": Button(path.way, (str, str)),
    "without": Button(path.choose_without, (str, str)),
    "try": Button(path.choose_item, (str, str)),
    "raise": Button(path.choose_level, (str, str, int)),
    "queue": Button(queue.queue, (int,), optional=True),
    "area": Button(queue.area, (int,), optional=True),
    "gathered": Button(queue.gathered, (str, int)),
    "throw": Button(queue.ask_throw, (str,)),
    "thrown": Button(queue.throw, (str,)),
    "ban": Button(blocking.ask, (str,)),
    "banyes": Button(blocking.ban, (str,)),
    "bans": Button(blocking.bans, (int,), optional=True),
    "banned": Button(blocking.show, (int, str)),
    "unban": Button(blocking.lift, (int, str)),
    "askabove": Button(blocking.ask_above, (str,)),
    "p": Button(review.open_, (str,)),
    "calendar": Button(agenda.show, (int,), optional=True),
    "finished": Button(agenda.finished, (int,), optional=True),
    "year": Button(agenda.picture),
    "phone": Button(agenda.phone),
    "newaddress": Button(agenda.new_address),
    "duty": Button(duty.show, (str, str)),
    "did": Button(duty.did, (str, str, str)),
    "undo": Button(take_back.undo, (str, str, str)),
    "takeup": Button(take_back.take_back, (str, str, str)),
    "again": Button(duty.again, (int,), stays=True),
    "allagain": Button(duty.all_again, (int,), stays=True),
    "mute": Button(duty.mute, (str,), stays=True),
    "unmute": Button(duty.unmute, (str,), stays=True),
    "muted": Button(duty.ask_muting),
    "nudges": Button(duty.set_nudges, (str,)),
    "report": Button(duty.report, (str, str)),
    "list": Button(lists.show, (str, str)),
    "handup": Button(lists.hand_up, (str, str, str)),
    "overview": Button(oversee.overview, (int,), optional=True),
    "who": Button(oversee.who, (str, str, int), optional_last=True),
    "nudge": Button(oversee.nudge, (str, str)),
    "move": Button(oversee.begin_move, (str, str)),
    "broadcast": Button(compose.home),
    "newcast": Button(compose.begin),
    "templates": Button(templates.templates),
    "template": Button(templates.template, (str,)),
    "editcast": Button(compose.edit, (str,)),
    "dropcast": Button(compose.drop, (str,)),
    "sendcast": Button(compose.send, (str, str, int)),
    "sample": Button(compose.sample, stays=True),
    "cast": Button(steer.show, (str,)),
    "halt": Button(steer.stop, (str,), stays=True),
    "goon": Button(steer.resume, (str,), stays=True),
    "amend": Button(steer.begin_amend, (str,)),
    "takeback": Button(steer.ask_take_back, (str,)),
    "takenback": Button(steer.take_back, (str,)),
    "got": Button(steer.got, (str,), stays=True),
    "say": Button(steer.answer, (str, str), stays=True),
    "sentcasts": Button(ledger.sent, (int,), optional=True),
    "ledger": Button(ledger.show, (str,)),
    "ledgerfiles": Button(ledger.files, (str,)),
    "silent": Button(ledger.silent, (str, int), optional_last=True),
    "phoning": Button(ledger.phoning, (str, int), optional_last=True),
    "resend": Button(ledger.again, (str,)),
    "elsewhere": Button(ledger.ask_elsewhere, (str,)),
    "byother": Button(ledger.elsewhere, (str,)),
    "dossier": Button(overview.show, (str,)),
    "plan": Button(sections.show, (str, int), optional_last=True),
    "parts": Button(sections.parts, (str, int), optional_last=True),
    "part": Button(sections.part, (str, str)),
    "cannot": Button(sections.cannot, (str, int), optional_last=True),
    "takeover": Button(sections.take_over, (str,)),
    "upgrade": Button(register.upgrade, (str,)),
    "block": Button(sections.block, (str, str)),
    "evidence": Button(overview.evidence, (str,)),
    "print": Button(printing.papers, (str, int), optional_last=True),
    "doc": Button(printing.paper, (str, str, int), optional_last=True),
    "zip": Button(printing.whole, (str, int), optional_last=True),
    "handin": Button(hand_in.hand_in, (str,)),
    "filenow": Button(hand_in.file_now, (str, int)),
    "filing": Button(submitted.show, (str, int), optional_last=True),
    "filings": Button(submitted.all_, (str, int), optional_last=True),
    "fpapers": Button(submitted.papers, (str, int, int), optional_last=True),
    "fpaper": Button(submitted.paper, (str, int, str)),
    "check": Button(supplement.check, (str, int)),
    "whole": Button(supplement.whole, (str, int)),
    "askmore": Button(supplement.begin_asking, (str, int)),
    "supplement": Button(supplement.show, (str,)),
    "papers": Button(papers.papers, (int,), optional=True),
    "paper": Button(papers.open_, (str,)),
    "newpaper": Button(papers.new, (str,), optional=True),
    "addpaper": Button(papers.add, (str, str)),
    "gopaper": Button(papers.go_on, (str,)),
    "keepfile": Button(receiving.keep_file, (str,)),
    "renew": Button(papers.renew, (str,)),
    "former": Button(papers.former, (str, int), optional_last=True),
    "formers": Button(papers.formers, (str, int)),
    "undrop": Button(papers.undrop, (str,)),
    "fixpaper": Button(papers.fix, (str,)),
    "droppaper": Button(papers.drop, (str,)),
    "assist": Button(officer.overview, (int,), optional=True),
    "newward": Button(officer.new, (str,)),
    "otherward": Button(officer.other, (str,)),
    "sameward": Button(session.same, (str, int)),
    "ward": Button(officer.page),
    "wardcode": Button(officer.give_code),
    "askagain": Button(officer.ask_again),
    "signed": Button(officer.on_paper),
    officer.STOP: Button(session.stop),
    "look": Button(producer.look, (int,)),
    "agree": Button(producer.agree, (int, str)),
    "wrong": Button(producer.begin_wrong, (int,)),
    "helped": Button(producer.helped),
    "alone": Button(producer.alone),
    "accept": Button(review.accept, (str, int)),
    "return": Button(review.begin_return, (str, int)),
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
    note = consent.given(turn, draft)
    if draft.subject == "register" and draft.answers.get(DOSSIER):
        turn.person = replace(turn.person, consents={**turn.person.consents, DOSSIER: True})
        await register.begin(turn)
    else:
        await menu.show(turn, note)


SENT: dict[str, Callable[[Turn, Draft], Awaitable[None]]] = {
    **dict.fromkeys(REGISTRATIONS, register.send),
    **dict.fromkeys(PLAN_FORMS, sections.kept),
    RETURN.id: review.returned,
    SUPPLEMENT.id: supplement.asked,
    REPORT.id: duty.reported,
    MOVE.id: oversee.move,
    PAPER.id: papers.keep,
    BLOCKED.id: sections.blocked,
    BROADCAST.id: compose.preview,
    CERTAIN.id: compose.certain,
    AMEND.id: steer.amended,
    **dict.fromkeys(TEMPLATE_FORMS, templates.filled),
    CONSENT.id: _consented,
    OFFICE.id: office.said,
    APPEAL.id: blocking.asked_above,
    ASSIST.id: officer.told,
    WRONG.id: producer.is_wrong,
    ASK_DATA.id: requests.asked,
    BROUGHT_DATA.id: requests.brought,
    ANSWER_DATA.id: requests.answered,
    RECOVERY.id: recovery.made,
}
"""What becomes of a form when it is sent; scoring forms have ids of their own."""


async def sent(turn: Turn, draft: Draft) -> None:
    """A form was filled in and sent."""
    await (scoring.done if scoring.is_sheet(draft.form) else SENT[draft.form])(turn, draft)
