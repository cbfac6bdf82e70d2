"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.assess import ASSESS
from bot.conversations.forms.review import SUPPLEMENT, WHOLE
from bot.handlers.dossier import assess, hand_in, overview, printing, submitted, supplement
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent
from ocop_domain.rights import Act

BUTTONS: dict[str, Button] = {
    "assess": Button(assess.begin, policy.office(Act.CHECK), (str,)),
    "dossier": Button(overview.show, policy.EDIT, (str,)),
    "dossiers": Button(overview.which, policy.BEGINS),
    "evidence": Button(overview.evidence, policy.EDIT, (str,)),
    "print": Button(printing.papers, policy.PRINT, (str, int), optional_last=True),
    "doc": Button(printing.paper, policy.PRINT, (str, str, int), optional_last=True),
    "zip": Button(printing.whole, policy.PRINT, (str, int), optional_last=True),
    "handin": Button(hand_in.hand_in, policy.SENDS, (str,)),
    "filenow": Button(hand_in.file_now, policy.SENDS, (str, int)),
    "filing": Button(submitted.show, policy.SEE, (str, int), optional_last=True),
    "filings": Button(submitted.all_, policy.SEE, (str, int), optional_last=True),
    "fpapers": Button(submitted.papers, policy.SEE, (str, int, int), optional_last=True),
    "fpaper": Button(submitted.paper, policy.SEE, (str, int, str)),
    "check": Button(supplement.check, policy.office(Act.CHECK), (str, int)),
    "whole": Button(supplement.whole, policy.office(Act.CHECK), (str, int)),
    "askmore": Button(supplement.begin_asking, policy.office(Act.CHECK), (str, int)),
    "supplement": Button(supplement.show, policy.EDIT, (str, str), optional_last=True),
}

SENT: Sent = {
    SUPPLEMENT.id: supplement.asked,
    WHOLE.id: supplement.said_whole,
    ASSESS.id: assess.assessed,
}
