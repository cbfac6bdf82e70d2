"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.assist import ASSIST, WRONG
from bot.handlers.assistance import officer, producer, session
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "assist": Button(officer.overview, policy.office(Act.ASSIST), (int,), optional=True),
    "newward": Button(officer.new, policy.office(Act.ASSIST), (str,)),
    "otherward": Button(officer.other, policy.office(Act.ASSIST), (str,)),
    "sameward": Button(session.same, policy.office(Act.ASSIST), (str, int)),
    "ward": Button(officer.page, policy.BEGINS),
    "wardcode": Button(officer.give_code, policy.FREE),
    "askagain": Button(officer.ask_again, policy.FREE),
    "signed": Button(officer.on_paper, policy.FREE),
    "sheet": Button(officer.blank_sheet, policy.office(Act.ASSIST), (str,)),
    "wardsheet": Button(officer.own_sheet, policy.FREE),
    officer.STOP: Button(session.stop, policy.FREE),
    "look": Button(producer.look, policy.OWN, (int,)),
    "agree": Button(producer.agree, policy.OWN, (int, str)),
    "wrong": Button(producer.begin_wrong, policy.OWN, (int,)),
    "helped": Button(producer.helped, policy.PRODUCERS_PHONE),
    "alone": Button(producer.alone, policy.PRODUCERS_PHONE),
}

SENT: Sent = {
    ASSIST.id: officer.told,
    WRONG.id: producer.is_wrong,
}
