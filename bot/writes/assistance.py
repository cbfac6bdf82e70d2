"""Officers who type for producers without a phone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class BeginHelp:
    """A producer without a phone becomes a person, and this officer works for them from now on.

    `purposes` are those that the signed paper answers; `key` is any word that nobody used before.
    """

    key: str
    area: str
    name: str
    phone: str
    how: str
    files: tuple[str, ...] = ()
    purposes: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetHelp:
    """For whom this officer works from now on; 0 for nobody."""

    ward: int


@dataclass(frozen=True, slots=True)
class KeepAgreement:
    """The producer being helped has agreed on paper: the purposes, and the signed paper."""

    files: tuple[str, ...]
    purposes: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class OpenHelp:
    """This person has opened the link to the account of a producer who is helped."""

    ward: int


@dataclass(frozen=True, slots=True)
class ConfirmHelp:
    """The producer has agreed on the own phone; every other link to the account ends. Refused when it was done."""

    ward: int


@dataclass(frozen=True, slots=True)
class EndHelp:
    """Nobody types for this producer any more; refused (`Conflict`) when that was so already."""

    ward: int
