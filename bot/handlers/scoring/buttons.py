"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.scoring import LOOK
from bot.handlers.scoring import contradictions, headline, look, scoring, several, whatif, works
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent

BUTTONS: dict[str, Button] = {
    "score": Button(scoring.overview, policy.SCORE, (str,)),
    "full": Button(scoring.begin_full, policy.EDIT_KEEPING, (str, str)),
    "council": Button(scoring.begin_council, policy.COUNCIL_SHEET, (str, str)),
    "quick": Button(scoring.begin_quick, policy.EDIT_KEEPING, (str, str, int)),
    "result": Button(scoring.result, policy.SCORE, (str, str)),
    "whyscore": Button(scoring.source, policy.SCORE, (str,)),
    "star": Button(look.star, policy.BEGINS),
    "lookat": Button(look.begin, policy.BEGINS),
    "more": Button(look.more, policy.SCORE, (str, int)),
    "way": Button(headline.way, policy.SCORE, (str, str)),
    "whyway": Button(headline.source, policy.SCORE, (str, str)),
    "wishes": Button(headline.wishes, policy.SCORE, (str, str)),
    "works": Button(works.works, policy.SCORE, (str, str, int), optional_last=True),
    "work": Button(works.work, policy.SCORE, (str, str, int)),
    "have": Button(works.have, policy.EDIT_KEEPING, (str, str, int)),
    "without": Button(headline.way, policy.SCORE, (str, str)),
    "known": Button(contradictions.list_known, policy.SCORE, (str, int), optional_last=True),
    "knownfix": Button(contradictions.change, policy.EDIT_KEEPING, (str, int)),
    "doubts": Button(contradictions.begin, policy.SCORE, (str, int)),
    "theirs": Button(contradictions.theirs, policy.EDIT_KEEPING, (str, int, int)),
    "insist": Button(contradictions.insist, policy.EDIT_KEEPING, (str, int, int)),
    "nowork": Button(several.choose, policy.SCORE, (str, str, int), optional_last=True),
    "dropwork": Button(several.drop, policy.SCORE, (str, str, int)),
    "try": Button(whatif.choose_item, policy.SCORE, (str, str, int), optional_last=True),
    "raise": Button(whatif.choose_level, policy.SCORE, (str, str, int)),
}

SENT: Sent = {
    LOOK.id: look.chosen,
}
