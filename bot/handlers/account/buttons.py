"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.data_request import ANSWER_DATA, ASK_DATA, BROUGHT_DATA
from bot.conversations.forms.office import OFFICE
from bot.conversations.forms.recovery import RECOVERY
from bot.handlers.account import (
    come_back,
    consent,
    former_phone,
    join,
    office,
    phones,
    privacy,
    recovery,
    requests,
    units,
)
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "office": Button(office.begin, policy.FREE),
    "myunit": Button(units.choose, policy.office(Act.SEE), (str, str, str)),
    "consent": Button(consent.ask, policy.OWN_PHONE),
    "promote": Button(consent.ask_promotion, policy.OWN_PHONE),
    "privacy": Button(privacy.show, policy.DATA),
    "mydata": Button(privacy.export, policy.DATA),
    "forget": Button(privacy.ask_delete, policy.DATA),
    "erase": Button(privacy.delete, policy.DATA),
    "askdata": Button(requests.begin, policy.DATA),
    "broughtreq": Button(requests.begin_brought, policy.office(Act.BRING_REQUEST)),
    "datareqs": Button(requests.overview, policy.office(Act.ANSWER_REQUEST)),
    "datareq": Button(requests.show, policy.office(Act.ANSWER_REQUEST), (str,)),
    "closedata": Button(requests.begin_answer, policy.office(Act.ANSWER_REQUEST), (str,)),
    "holddata": Button(requests.hold, policy.office(Act.ANSWER_REQUEST), (str,)),
    "liftdata": Button(requests.lift, policy.office(Act.ANSWER_REQUEST), (str,)),
    "liftown": Button(requests.lift_own, policy.OWN_PHONE),
    "link": Button(join.offer_link, policy.OWN_PHONE, stays=True),
    "take": Button(join.take, policy.OWN_OFFICE, (str,)),
    "nothanks": Button(join.decline, policy.OWN_OFFICE),
    "phones": Button(phones.show, policy.OWN_OFFICE, (int,), optional=True),
    "tellwhere": Button(phones.ask_where, policy.OWN_OFFICE, (int,), optional=True),
    "tellat": Button(phones.tell_at, policy.OWN_OFFICE, (str,), optional=True),
    "askout": Button(phones.ask_out, policy.OWN_OFFICE, (str,)),
    "out": Button(phones.out, policy.OWN_OFFICE, (str,), stays=True),
    "askothers": Button(phones.ask_others, policy.OWN_OFFICE),
    "others": Button(phones.end_others, policy.OWN_OFFICE),
    "logout": Button(phones.ask_logout, policy.OWN_OFFICE),
    "leave": Button(phones.leave, policy.OWN_OFFICE),
    "havecode": Button(come_back.ways, policy.FREE),
    "lostphone": Button(recovery.begin, policy.office(Act.RECOVER), (str,)),
    "notme": Button(former_phone.say, policy.FREE),
    come_back.NEWCOMER: Button(come_back.newcomer, policy.FREE),
}

SENT: Sent = {
    OFFICE.id: office.said,
    ASK_DATA.id: requests.asked,
    BROUGHT_DATA.id: requests.brought,
    ANSWER_DATA.id: requests.answered,
    RECOVERY.id: recovery.made,
}
