"""Who speaks for whom, as conditions of other statements."""

from __future__ import annotations

from bot.storage.delivery.address import reaches


def speaks_for(account: str, person: str) -> str:
    """Whether the person in a column speaks for the account in another: then nothing of it is theirs to check."""
    return (
        f"({account} = {person} OR EXISTS (SELECT 1 FROM member sf WHERE sf.account_id = {account}"
        f" AND sf.person_id = {person} AND sf.ended_at = ''))"
    )


def hears(account: str = "?") -> str:
    """Whether somebody who speaks for the account in a column has an address that a message can reach."""
    return (
        f"({reaches(account)} OR EXISTS (SELECT 1 FROM member hm WHERE hm.account_id = {account}"
        f" AND hm.ended_at = '' AND {reaches('hm.person_id')}))"
    )


NOT_THEIRS = "{0} <> ? AND {0} NOT IN (SELECT so.account_id FROM member so WHERE so.person_id = ? AND so.ended_at = '')"
"""Whether the account in a column is none of those for which a person speaks; the person twice as argument."""


def consents(account: str, granted: int) -> str:
    """Whether whoever began the account, or another who speaks for it, has given (1) or refused (0) a purpose.

    The purpose comes twice as argument.
    """
    said = f"c.purpose = ? AND c.granted = {granted})"
    return (
        f"(EXISTS (SELECT 1 FROM consent c WHERE c.person_id = {account} AND {said}"
        " OR EXISTS (SELECT 1 FROM member cm JOIN consent c ON c.person_id = cm.person_id"
        f" WHERE cm.account_id = {account} AND cm.ended_at = '' AND {said})"
    )
