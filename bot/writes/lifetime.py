"""What becomes of a product in its life, agreed by an officer; and one that is offered to another producer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.records.changes import ChangeRequest
from ocop_domain.applications import Application
from ocop_domain.evidence import Paper
from ocop_domain.products import Made


@dataclass(frozen=True, slots=True)
class StopProduct:
    """It is made no more since that day; `ends` is an application that ends with it. Its papers remind nobody.

    Refused (`Conflict`) when somebody decided, or the application moved.
    """

    request: str
    about: Made
    since: date
    why: str
    ends: Application | None = None


@dataclass(frozen=True, slots=True)
class ResumeProduct:
    """It is made again, and holds what it held; refused (`Conflict`) when somebody decided."""

    request: str
    about: Made


@dataclass(frozen=True, slots=True)
class Became:
    """An application as it was, and its answers from now on."""

    before: Application
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MovePlace:
    """These are made in another commune, whose officers have them from now on; `whole`: all of the producer's.

    `moved` are applications, `listed` products that never took part.

    Refused (`Conflict`) when somebody decided, or one of them moved.
    """

    request: str
    about: Made
    area: str
    moved: tuple[Became, ...]
    listed: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class NewProducer:
    """A producer with the answers that are said of it: `id` counts where the account has none of this name yet."""

    id: str
    owner: int
    name: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangeProducer:
    """The producer of an account is another one by law: its products are that one's from now on.

    `changed` are the applications on their way, which take its answers on; what is decided keeps the name of its day.
    """

    request: str
    about: Made
    producer: NewProducer
    products: tuple[str, ...]
    changed: tuple[Became, ...]


@dataclass(frozen=True, slots=True)
class OfferProduct:
    """Another producer may agree to have a product, by a code; an offer that was made before is dropped."""

    request: ChangeRequest


@dataclass(frozen=True, slots=True)
class TakeOffer:
    """The other producer agrees, and the officer decides; refused (`Conflict`) when it was taken or dropped."""

    request: str
    about: str
    value: Mapping[str, Any]
    taker: int


@dataclass(frozen=True, slots=True)
class DropOffer:
    """The other producer does not want it; refused (`Conflict`) when it was taken or dropped."""

    request: str
    about: str


@dataclass(frozen=True, slots=True)
class HandOn:
    """A product is another account's from now on, with its star, applications, papers and history.

    `running` go on under the new producer; of the others the producer of their day stays (`former`: its id there, and
    the id under which the new account keeps its name). `papers` are only of this product, `shared` also of others: of
    these the new account gets a copy. `files` are what all of it names.
    """

    request: str
    about: Made
    product: str
    producer: NewProducer
    running: tuple[Became, ...]
    decided: tuple[Application, ...]
    former: tuple[tuple[str, str], ...]
    papers: tuple[Paper, ...]
    shared: tuple[tuple[Paper, str], ...]
    files: tuple[str, ...]
