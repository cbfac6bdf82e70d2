"""A notice for a producer without a phone, as the officer who helps gets it."""

from __future__ import annotations

from bot.messages import Choice, Reply
from bot.records.people import Recipient
from bot.texts import Translator

FOR = "for"
"""The button that works for a producer: `for:<producer>` or `for:<producer>:<another button>`."""


def for_helper(t: Translator, reply: Reply, told: Recipient) -> Reply:
    """The notice, naming the producer; its buttons act for the producer. Any other notice stays as it is."""
    if not told.ward:
        return reply
    return reply.with_(
        text=t("assist.about", name=told.name) + "\n\n" + reply.text,
        choices=tuple(Choice(f"{FOR}:{told.ward}:{c.data}", c.label) for c in reply.choices),
        nav=tuple(Choice(f"{FOR}:{told.ward}:{c.data}", c.label) for c in reply.nav),
    )
