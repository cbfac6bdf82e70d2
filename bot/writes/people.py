"""A person: language, consent, links, roles, addresses, what they are told and what is kept of them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages import Reply, Upload
from bot.records.offices import Official
from bot.records.people import Invitation
from bot.records.registration import KeptApplication
from ocop_domain.rights import Grant


@dataclass(frozen=True, slots=True)
class SetLanguage:
    language: str


@dataclass(frozen=True, slots=True)
class SetFace:
    """As what the person works at this address: a role, or "producer"."""

    face: str


@dataclass(frozen=True, slots=True)
class SetConsent:
    purpose: str
    granted: bool


@dataclass(frozen=True, slots=True)
class AddInvitation:
    """`how` is written down: how it was made sure that somebody is meant."""

    invitation: Invitation
    how: str = ""


@dataclass(frozen=True, slots=True)
class UseInvitation:
    """Spends a one-time link; refused (`Conflict`) when it was spent meanwhile."""

    token_hash: str


@dataclass(frozen=True, slots=True)
class AddGrant:
    """A role that was taken by an invitation (`invited_by`, `token`), or given by the assistant itself: `how`."""

    grant: Grant
    by: int = 0
    token: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class EndGrant:
    """A role that is taken away, by whom and how; refused (`Conflict`) when it is held no more."""

    person: int
    grant: Grant
    by: int
    how: str


@dataclass(frozen=True, slots=True)
class SucceedUnit:
    """A unit went into another as a whole: what is under way lies in that one from now on."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PutOfficial:
    """What an official says of themselves takes the place of what was said before."""

    official: Official


@dataclass(frozen=True, slots=True)
class MoveAddress:
    """This address leaves the empty account `former` for that of `person`; refused when `former` holds something."""

    person: int
    former: int


@dataclass(frozen=True, slots=True)
class Notify:
    """A notice to another person; `key` makes sure it is sent once."""

    person: int
    reply: Reply
    key: str


@dataclass(frozen=True, slots=True)
class KeepExport:
    """The files that were just made of one's own data; earlier ones are taken away."""

    uploads: tuple[Upload, ...]


@dataclass(frozen=True, slots=True)
class KeepZip:
    """A dossier in one file, as it was just made; an earlier one of this name and person is taken away."""

    upload: Upload


@dataclass(frozen=True, slots=True)
class ShownTraces:
    """Where the chats of officials show traces of a person: numbers of messages that were sent, and of those in the web
    chat, up to the last ones that were looked at; the addresses whose last screen offers one; entries that tell of a
    ban."""

    sent: tuple[int, ...] = ()
    kept: tuple[int, ...] = ()
    screens: tuple[tuple[str, str], ...] = ()
    last_sent: int = 0
    last_kept: int = 0
    bans: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """A person goes, but for what must be kept; refused (`Conflict`) when a product was moved since it was read.

    `gone` are products (id, name, revision), `producers` ids and names; `files` were sent, `prints` were made of the
    answers; by `traces` the chats of officials show that they speak of this person. Of one who was `helped` officials
    typed them too. Where they do was looked up before, a little at a time (`shown`).
    """

    people: tuple[int, ...]
    official: bool
    gone: tuple[tuple[str, str, int], ...] = ()
    kept: tuple[KeptApplication, ...] = ()
    producers: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()
    traces: tuple[str, ...] = ()
    helped: bool = False
    shown: ShownTraces | None = None
    stays: tuple[tuple[int, str], ...] = ()
    """Producers (account, name) with which others go on: of them nothing is taken but what is the person's own."""
    heirs: tuple[tuple[int, int], ...] = ()
    """Who becomes owner of which of them (account, person)."""

    @property
    def accounts(self) -> tuple[int, ...]:
        """The accounts whose things go or are kept as this says; (0,), which is nobody's, where there is none."""
        others = {account for account, _ in self.stays}
        return tuple(one for one in self.people if one not in others) or (0,)


@dataclass(frozen=True, slots=True)
class NewCalendarAddress:
    """The old private address of the calendar holds no longer."""
