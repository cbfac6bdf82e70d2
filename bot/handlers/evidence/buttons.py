"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.year import PAPER
from bot.handlers.evidence import papers
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent

BUTTONS: dict[str, Button] = {
    "papers": Button(papers.papers, policy.FREE, (int,), optional=True),
    "paper": Button(papers.open_, policy.FREE, (str,)),
    "newpaper": Button(papers.new, policy.KEEPS, (str,), optional=True),
    "addpaper": Button(papers.add, policy.KEEPS, (str, str)),
    "gopaper": Button(papers.go_on, policy.KEEPS, (str,)),
    "renew": Button(papers.renew, policy.KEEPS, (str,)),
    "former": Button(papers.former, policy.FREE, (str, int), optional_last=True),
    "formers": Button(papers.formers, policy.FREE, (str, int)),
    "undrop": Button(papers.undrop, policy.KEEPS, (str,)),
    "fixpaper": Button(papers.fix, policy.KEEPS, (str,)),
    "droppaper": Button(papers.drop, policy.FREE, (str,)),
}

SENT: Sent = {
    PAPER.id: papers.keep,
}
