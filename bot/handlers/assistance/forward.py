"""A notice for a producer without a phone, as the officer who helps gets it."""

from __future__ import annotations

from bot.messages import Choice, Reply
from bot.records.people import Recipient
from bot.texts import Translator

FOR = "for"
"""The button that works for a producer: `for:<producer>` or `for:<producer>:<another button>`."""


def for_helper(t: Translator, reply: Reply, told: Recipient) -> Reply:
    """The notice, naming the producer; its buttons act for the producer. Any other notice stays as it is.

    So for an officer who helps, and for a member who has more than one producer.
    """
    producer = told.ward or told.account
    if not producer:
        return reply
    about = t("assist.about" if told.ward else "members.about", name=told.name or t("members.nameless"))
    return reply.with_(
        text=f"{about}\n\n{reply.text}",
        choices=tuple(Choice(f"{FOR}:{producer}:{c.data}", c.label) for c in reply.choices),
        nav=tuple(Choice(f"{FOR}:{producer}:{c.data}", c.label) for c in reply.nav),
    )
