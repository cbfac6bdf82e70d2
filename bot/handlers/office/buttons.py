"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.appeal import APPEAL
from bot.conversations.forms.appoint import APPOINT, APPOINT_AGENCY, INVITE_MANY, REPLACE
from bot.conversations.forms.changes import REFUSE_CHANGE
from bot.conversations.forms.clarify import CLARIFY
from bot.conversations.forms.journal import JOURNAL_FIND
from bot.conversations.forms.leaves import LEAVE
from bot.conversations.forms.refuse import REFUSE
from bot.conversations.forms.review import RETURN
from bot.conversations.forms.search import SEARCH
from bot.conversations.forms.slip import SLIP
from bot.handlers.office import (
    area,
    blocking,
    changes,
    clarify,
    decide,
    handed,
    inviting,
    item,
    journal,
    leaves,
    lists,
    many,
    people,
    queue,
    refusing,
    slip,
    spam,
    take_back,
)
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "journal": Button(journal.show, policy.office(Act.OVERSEE), (int,), optional=True),
    "journalof": Button(journal.one, policy.office(Act.OVERSEE), (str, int), optional_last=True),
    "journalfind": Button(journal.ask, policy.office(Act.OVERSEE)),
    "journalfound": Button(journal.found, policy.office(Act.OVERSEE), (int,), optional=True),
    "clarify": Button(clarify.begin, policy.office(Act.CHECK), (str,)),
    "clarified": Button(clarify.files, policy.office(Act.CHECK), (str,)),
    "unask": Button(clarify.take_back, policy.office(Act.CHECK), (str,)),
    "changes": Button(changes.list_, policy.office(Act.CHECK), (int,), optional=True),
    "change": Button(changes.show, policy.office(Act.CHECK), (str,)),
    "agreechange": Button(changes.agree, policy.office(Act.CHECK), (str,)),
    "refusechange": Button(changes.begin_refusing, policy.office(Act.CHECK), (str,)),
    "queue": Button(queue.queue, policy.office(Act.CHECK), (int,), optional=True),
    "only": Button(queue.narrowed, policy.office(Act.CHECK), (str, int)),
    "sift": Button(queue.sift, policy.office(Act.CHECK), (int,), optional=True),
    "skip": Button(item.skip, policy.office(Act.CHECK), (str,)),
    "many": Button(many.ask, policy.office(Act.CHECK)),
    "manyyes": Button(many.agree, policy.office(Act.CHECK), (str,)),
    "refuse": Button(refusing.begin, policy.office(Act.CHECK), (str, int)),
    "merge": Button(refusing.ask_merge, policy.office(Act.CHECK), (str, int)),
    "merged": Button(refusing.merge, policy.office(Act.CHECK), (str, int, str)),
    "slip": Button(slip.begin, policy.office(Act.CHECK), (str, int)),
    "area": Button(area.area, policy.office(Act.SEE), (int,), optional=True),
    "onlyarea": Button(area.narrowed, policy.office(Act.SEE), (str, int)),
    "siftarea": Button(area.sift, policy.office(Act.SEE), (int,), optional=True),
    "find": Button(area.ask_words, policy.office(Act.SEE)),
    "found": Button(area.found, policy.office(Act.SEE), (int,), optional=True),
    "gathered": Button(spam.gathered, policy.office(Act.CHECK), (str, int)),
    "throw": Button(spam.ask_throw, policy.office(Act.CHECK), (str,)),
    "thrown": Button(spam.throw, policy.office(Act.CHECK), (str,)),
    "ban": Button(blocking.ask, policy.office(Act.BAN), (str,)),
    "banyes": Button(blocking.ban, policy.office(Act.BAN), (str,)),
    "bans": Button(blocking.bans, policy.office(Act.LIFT_BAN), (int,), optional=True),
    "banned": Button(blocking.show, policy.office(Act.LIFT_BAN), (int, str)),
    "unban": Button(blocking.lift, policy.office(Act.LIFT_BAN), (int, str)),
    "askabove": Button(blocking.ask_above, policy.FREE, (str,)),
    "p": Button(item.open_, policy.SEE, (str,)),
    "sect": Button(item.section, policy.SEE, (str, int)),
    "photos": Button(item.photos, policy.SEE, (str,)),
    "acts": Button(item.acts, policy.SEE, (str, int), optional_last=True),
    "did": Button(lists.did, policy.FREE, (str, str, str)),
    "undo": Button(take_back.undo, policy.FREE, (str, str, str)),
    "takeup": Button(take_back.take_back, policy.FREE, (str, str, str)),
    "list": Button(lists.show, policy.office(Act.HAND_UP), (str, str, int), optional_last=True),
    "handup": Button(lists.ask, policy.office(Act.HAND_UP), (str, str, str)),
    "sendup": Button(lists.hand_up, policy.office(Act.HAND_UP), (str, str, str, str)),
    "lists": Button(handed.all_, policy.office(Act.OVERSEE), (int,), optional=True),
    "listed": Button(handed.open_, policy.office(Act.OVERSEE), (str, int), optional_last=True),
    "listdoc": Button(handed.document, policy.office(Act.OVERSEE), (str,)),
    "listxls": Button(handed.table, policy.office(Act.OVERSEE), (str,)),
    "askback": Button(handed.ask_back, policy.office(Act.HAND_UP), (str,)),
    "backlist": Button(handed.take_back, policy.office(Act.HAND_UP), (str,)),
    "staff": Button(people.show, policy.office(Act.APPOINT), (int,), optional=True),
    "holder": Button(people.one, policy.office(Act.APPOINT), (int, str, str)),
    "askdismiss": Button(people.ask_dismiss, policy.office(Act.APPOINT), (int, str, str)),
    "dismiss": Button(people.dismiss, policy.office(Act.APPOINT), (int, str, str)),
    "replace": Button(people.begin_replacing, policy.office(Act.APPOINT), (int, str, str)),
    "invitemany": Button(inviting.begin, policy.office(Act.APPOINT)),
    "invitenow": Button(inviting.invite, policy.office(Act.APPOINT), (int,)),
    "offduty": Button(leaves.begin, policy.office(Act.APPOINT), (int, str, str)),
    "leavewho": Button(leaves.who, policy.office(Act.APPOINT), (str, int), optional_last=True),
    "standin": Button(leaves.stand_in, policy.office(Act.APPOINT), (str, int)),
    "standcode": Button(leaves.by_code, policy.office(Act.APPOINT), (str,)),
    "endleave": Button(leaves.end, policy.office(Act.APPOINT), (str,)),
    "appoint": Button(people.begin, policy.office(Act.APPOINT)),
    "appointfor": Button(people.begin_for_agency, policy.office(Act.APPOINT), (str,)),
    "accept": Button(decide.accept, policy.office(Act.CHECK), (str, int)),
    "return": Button(decide.begin_return, policy.office(Act.CHECK), (str, int)),
}

SENT: Sent = {
    RETURN.id: decide.returned,
    REFUSE.id: refusing.refused,
    SLIP.id: slip.said,
    SEARCH.id: area.asked,
    REFUSE_CHANGE.id: changes.refused,
    JOURNAL_FIND.id: journal.asked,
    CLARIFY.id: clarify.asked,
    APPEAL.id: blocking.asked_above,
    APPOINT.id: people.appointed,
    APPOINT_AGENCY.id: people.appointed_for_agency,
    REPLACE.id: people.replacing,
    LEAVE.id: leaves.planned,
    INVITE_MANY.id: inviting.listed,
}
