"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.inquiry import ANSWER_INQUIRY, APPROVE_ANSWER, INQUIRY, NEED_HELPED, NEED_NONE, TROUBLE
from bot.handlers.knowledge import approving, asked, door, inquiries, officer, passing
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "know": Button(door.show, policy.FREE, (str,), stays=True),
    "notthese": Button(door.none_of_these, policy.FREE, stays=True),
    "inquire": Button(inquiries.send, policy.KEEPS, stays=True),
    "trouble": Button(inquiries.begin_trouble, policy.FREE),
    "need": Button(inquiries.need, policy.KEEPS, (str, str)),
    "myasks": Button(asked.all_, policy.FREE, (int,), optional=True),
    "myask": Button(asked.one, policy.FREE, (str,)),
    "inquiries": Button(officer.list_, policy.office(Act.ANSWER), (int,), optional=True),
    "inquiry": Button(officer.show, policy.office(Act.ANSWER), (str,)),
    "answerinq": Button(officer.begin_answer, policy.office(Act.ANSWER), (str,)),
    "pickanswer": Button(officer.pick, policy.office(Act.ANSWER), (str, str)),
    "sendanswer": Button(officer.send_known, policy.office(Act.ANSWER), (str, str)),
    "needhelped": Button(officer.begin_helped, policy.office(Act.ANSWER), (str,)),
    "neednone": Button(officer.begin_none, policy.office(Act.ANSWER), (str,)),
    "passup": Button(passing.up, policy.office(Act.ANSWER), (str,)),
    "passback": Button(passing.take_back, policy.office(Act.ANSWER), (str,)),
    "whichagency": Button(passing.which_agency, policy.office(Act.ANSWER), (str, int), optional_last=True),
    "toagency": Button(passing.to_agency, policy.office(Act.ANSWER), (str, str)),
    "answereds": Button(approving.answered, policy.office(Act.APPROVE_ANSWER), (int,), optional=True),
    "answered": Button(approving.one, policy.office(Act.APPROVE_ANSWER), (str,)),
    "approve": Button(approving.begin, policy.office(Act.APPROVE_ANSWER), (str,)),
    "unitanswers": Button(approving.given, policy.office(Act.APPROVE_ANSWER), (int,), optional=True),
    "unitanswer": Button(approving.given_one, policy.office(Act.APPROVE_ANSWER), (str,)),
    "withdrawanswer": Button(approving.withdraw, policy.office(Act.APPROVE_ANSWER), (str,)),
    "source": Button(door.source, policy.FREE, (str,), stays=True),
}

SENT: Sent = {
    INQUIRY.id: inquiries.placed,
    ANSWER_INQUIRY.id: officer.answered,
    APPROVE_ANSWER.id: approving.approved,
    TROUBLE.id: inquiries.trouble_said,
    NEED_HELPED.id: officer.helped,
    NEED_NONE.id: officer.none,
}
