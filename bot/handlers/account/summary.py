"""An account in plain words: whose it is, since when, and what is in it. Never what somebody wrote at length."""

from __future__ import annotations

from bot.handlers.turn import Turn
from bot.kit.clock import day_of
from bot.messages import shortened
from bot.records.account import Account
from bot.texts import Translator
from ocop_domain.agencies import known_agencies
from ocop_domain.rights import Grant
from ocop_domain.writing import one_line

_LONGEST = 40
"""Letters of a name: whoever chose it must not be able to write a message with it."""


def short(name: str) -> str:
    """A name as one short line: no line breaks, no characters that cannot be seen."""
    line = one_line(name)
    return shortened(line, _LONGEST)


def called(turn: Turn, account: Account) -> str:
    """The producer's name, or that there is none yet."""
    name = short(account.name)
    return f"“{name}”" if name else turn.t("account.nameless")


def office(turn: Turn, grant: Grant, t: Translator | None = None) -> str:
    """A role and its place: "cán bộ xã, Xã Định Bình, …"."""
    role = (t or turn.t)(f"account.role.{grant.role}")
    agency = known_agencies().get(grant.agency)
    spoken = f"{role}, {agency.name}" if agency else role
    return f"{spoken}, {turn.areas.label(grant.area)}" if grant.area else spoken


def contents(turn: Turn, account: Account) -> str:
    """What is in it, a line each."""
    t = turn.t
    counts = {"products": account.products, "drafts": account.drafts, "papers": account.papers}
    lines = [office(turn, grant) for grant in account.grants]
    lines += [t(f"privacy.count.{what}", count=count) for what, count in counts.items() if count]
    return "\n".join(f"• {line}" for line in lines or [t("account.nothing")])


def described(turn: Turn, account: Account) -> str:
    """Whose account it is, since when, and what is in it."""
    day = turn.t.day(day_of(account.since))
    whose = turn.t("account.whose", name=called(turn, account), day=day)
    return f"{whose}\n{contents(turn, account)}"
