"""What of a turn stands in the log: who got which role, and nothing of what was said."""

from __future__ import annotations

import structlog

from bot.dispatch.ports import Outcome
from bot.writes.people import AddGrant, ErasePerson, UseInvitation

log = structlog.get_logger(__name__)


def note(channel: str, outcome: Outcome) -> None:
    """A line for each change of who may do what; people are numbers."""
    for write in outcome.writes:
        match write:
            case UseInvitation():
                log.info("invitation taken", channel=channel, person=outcome.person)
            case AddGrant(grant):
                log.info("role granted", person=outcome.person, role=str(grant.role), area=grant.area)
            case ErasePerson():
                log.info("account erased", person=outcome.person, roles="ended")
