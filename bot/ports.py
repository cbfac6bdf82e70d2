"""What the adapters owe each other: a channel delivers, the outbox keeps account."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import inf
from typing import Any, Literal, Protocol

from starlette.routing import BaseRoute

from bot.handlers.records import Broadcast, Recipient, Tally
from bot.messages import Arrival, Incoming, Outgoing, Reply, Upload
from ocop_domain.duties.agenda import Moved
from ocop_domain.duties.audience import Audience, Open, Wave


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform offers; what it lacks is made up for in `degrade.py`."""

    buttons: bool
    edit: bool
    files: bool
    text_limit: int
    contact: bool
    per_second: float
    """Notices a second over all chats that we send: a little less than the platform takes."""
    most_per_second: float = inf
    """Messages a second over all chats that the platform takes."""
    gap: Callable[[str], float] = lambda address: 0.0
    """Seconds between two messages that the platform asks for in this chat."""
    burst: Callable[[str], float] = lambda address: inf
    """Replies that the platform lets follow each other faster than that."""


class SendError(Exception):
    """A message did not arrive, or nobody knows.

    `retry`: not delivered, try again after `retry_after` seconds; a flood: too much was sent, in this chat or over all.
    `blocked`: the person does not want messages, or is gone. `refused`: the platform will never take it.
    `unknown`: the request left and no answer came back. `down`: the platform was not reached, or did not answer.
    `parts` of the message arrived before.
    """

    def __init__(
        self,
        outcome: Literal["retry", "blocked", "refused", "unknown"],
        detail: str,
        retry_after: float = 0,
        *,
        flood: bool = False,
        down: bool = False,
        parts: int = 0,
    ) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.retry_after = retry_after
        self.flood = flood
        self.down = down
        self.parts = parts


Intake = Callable[[Sequence[Arrival]], Awaitable[None]]
"""Stores what arrived and commits; returns only then. Raises when the database is down."""


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "text/calendar": ".ics",
    DOCX: ".docx",
    XLSX: ".xlsx",
    "application/zip": ".zip",
}
"""How a file is named when it goes out."""

MAX_FILE = 10 * 1024 * 1024
"""Bytes of one photo or paper: a phone's photo fits, a video does not."""


class Files(Protocol):
    """The folder of files; see `bot/storage/files.py`."""

    async def put(self, data: bytes, name: str, *, made: bool = False) -> Upload:
        """Keeps a file; `refused` of the upload says why it was not kept. What was `made` here may be of any type."""

    async def put_stream(self, chunks: AsyncIterable[bytes], name: str, most: int) -> Upload:
        """Keeps what is made piece by piece; refused above `most` bytes."""

    async def kind(self, file_id: str) -> str:
        """The type of a file; "" when there is none."""

    def pieces(self, file_id: str) -> AsyncIterator[bytes]:
        """A file piece by piece; FileNotFoundError when there is none."""

    async def get(self, file_id: str) -> tuple[bytes, str]:
        """Content and type; FileNotFoundError or ValueError when there is none."""


class Channel(Protocol):
    """One platform."""

    name: str
    capabilities: Capabilities

    async def translate(self, arrival: Arrival) -> Incoming | None:
        """What was said; None when there is nothing to answer. May fetch files."""

    def cost(self, reply: Reply) -> int:
        """How many messages of the platform this is."""

    async def send(self, address: str, reply: Reply, parts: int = 0) -> str:
        """Delivers a reply and returns the platform's id of its last message, or raises `SendError`.

        The first `parts` messages of it arrived at an earlier try.
        """

    def routes(self) -> list[BaseRoute]:
        """The addresses on the program's own server that belong to this channel."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


DOWN = "down: "
"""How the error of a row begins that waits for its platform."""

State = Literal["waiting", "claimed", "attempting", "sent", "blocked", "refused", "unknown", "stopped", "nowhere"]
"""What became of a row. Rows of a broadcast are claimed by a process before they are attempted; `stopped` was taken
back before it left, `nowhere` is somebody without an address."""


class OutboxMemory(Protocol):
    """Rows to deliver, and what became of them."""

    async def waiting(self, now: datetime, *, restarted: bool = False) -> list[Outgoing]:
        """Replies and single notices whose time has come, oldest first; no reply before an earlier one of its
        address that must wait."""

    async def held(self, now: datetime) -> set[tuple[str, str]]:
        """Channel and address of replies whose time has not come: what is said later must wait behind them."""

    async def interrupted(self, now: datetime, *, restarted: bool = False) -> int:
        """Marks as unknown the notices whose sender ended while it was sending them; returns how many.

        Replies that were taken up by a sweep, and what was only claimed, wait again. `restarted` says that this
        process has just begun.
        """

    async def take(self, channel: str, now: datetime, until: datetime, limit: int) -> list[Outgoing]:
        """Claims waiting rows of running broadcasts for this process; a broadcast never waits for another to end."""

    async def claim(self, row: Outgoing, now: datetime, until: datetime) -> Outgoing | None:
        """The row as it must be sent now, by us alone until then; None when another has it or it is gone."""

    async def mark(
        self,
        row: Outgoing,
        state: State,
        now: datetime,
        *,
        ref: str = "",
        error: str = "",
        not_before: datetime | None = None,
        tried: bool = True,
        parts: int = 0,
    ) -> None:
        """What became of it; `tried` counts, `parts` messages of it have arrived by now."""

    async def release(self) -> None:
        """What this process claimed and did not attempt waits again."""

    async def platform_back(self, channel: str) -> None:
        """What waits because the platform was down need not wait any longer."""


class Pacing(Protocol):
    """The pace of one channel, kept by one process or shared by several: seconds until something may leave."""

    async def reply(self, cost: int) -> float: ...

    async def notice(self, cost: int) -> float: ...

    async def hold(self, seconds: float) -> None:
        """Nothing leaves for so long."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A planned reminder: `kind` names its audience, `mark` how the thing was when planned, `day` what it will say.

    `name` is what the scope is called: a product, a paper, a draft's product; `answers` the registration's, if it has.
    """

    id: int
    rule: str
    kind: str
    duty: str
    occurrence: str
    person: int
    scope: str
    mark: str
    day: date
    on: date
    at: datetime
    official: bool
    name: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Due:
    """All that is due for one person, and what is needed to say it.

    Of a producer without a phone the officer who helps is told (`helper`), in the officer's language.
    """

    person: int
    language: str
    areas: tuple[str, ...]
    """Where the own products are made: a moved date may hold there."""
    reminders: tuple[Reminder, ...]
    helper: Recipient | None = None


class ReminderMemory(Protocol):
    """Planned reminders: rows with a time, each with a key that exists once."""

    async def moved(self) -> tuple[Moved, ...]: ...

    async def planned_since(self, day: date) -> set[str]:
        """Keys of the waves since `day` that need no more planning."""

    async def began(self, now: datetime) -> date:
        """The day on which reminders began here: what was due before is nobody's business."""

    async def plan(self, wave: Wave, at: datetime, limit: int) -> bool:
        """Plans the wave for the next `limit` people; True when nobody is left."""

    async def plan_for(self, wave: Wave, at: datetime, rows: Sequence[tuple[int, str]]) -> None:
        """Plans the wave for these people and scopes, and completes it."""

    async def skip(self, waves: Sequence[Wave]) -> None:
        """These waves were missed, and a later one takes their place."""

    async def open_areas(self, audience: Open) -> set[str]:
        """The areas in which an occurrence is still open for somebody."""

    async def open_names(self, audience: Open) -> list[tuple[str, str]]:
        """Scope and name of everybody for whom an occurrence is open; offices have no name but their area."""

    async def officials(self, roles: Sequence[str], areas: Sequence[str]) -> list[tuple[int, str]]:
        """Those who hold one of the roles for exactly one of the areas."""

    async def due(self, now: datetime, limit: int) -> list[Due]:
        """People with reminders whose time has come, and all of these reminders."""

    async def next_at(self, now: datetime) -> datetime | None:
        """When the next reminder that is planned becomes due."""

    async def claim_due(
        self,
        due: Due,
        reply: Reply | None,
        sent: Mapping[int, Audience | None],
        dropped: Sequence[int],
        now: datetime,
    ) -> list[Outgoing]:
        """Sends `reply` for the `sent` reminders, all or none: each is asked again here whether it is still open.

        Raises `Conflict` when one is not.
        """

    async def take_back(self, now: datetime) -> None:
        """Plans again what was handed to the outbox and did not leave: by now it may be night, or done."""

    async def wanted(self, reminder: Reminder, audience: Audience | None) -> bool:
        """Whether the reminder is still planned, still open and still wanted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The message that shows a sender how a broadcast goes on, as it stands in the outbox."""

    reply: Reply
    state: str
    ref: str
    sent: datetime | None


class BroadcastMemory(Protocol):
    """Broadcasts of one programme, and the rows that they become."""

    async def due(self, now: datetime) -> list[str]:
        """Ids of those whose time has come."""

    async def start(self, broadcast_id: str, now: datetime) -> None: ...

    async def running(self, since: datetime) -> list[Broadcast]:
        """Those that are being sent or stopped, and those that ended after `since`."""

    async def last_person(self) -> int:
        """The highest id of anybody."""

    async def plan(self, broadcast: Broadcast, upto: int, now: datetime, *, complete: bool) -> bool:
        """Rows for everybody whom it is for, from where it stands up to this id; False when it went otherwise."""

    async def let_go(self, broadcast_id: str) -> None:
        """Sends corrections that had to wait for the message itself."""

    async def finish(self, broadcast_id: str, now: datetime) -> bool:
        """Ends it, if nothing of it is open any more."""

    async def tally(self, broadcast_id: str) -> Tally: ...

    async def language(self, person: int) -> str: ...

    async def shown(self, broadcast_id: str) -> Shown | None: ...

    async def show(self, broadcast: Broadcast, reply: Reply, now: datetime) -> list[Outgoing]:
        """Writes the sender how it goes, in the place of what was written before; [] while that is on its way."""
