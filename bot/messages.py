"""What a person says to the assistant, and what it says back: the same on every channel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from ocop_domain.text import file_name
from ocop_domain.writing import showable

Kind = Literal["text", "press", "contact", "files", "other", "own"]

Lane = Literal["reply", "notice", "bulk"]
"""Replies wait for nobody, a notice to one person goes before those of a broadcast."""

MAX_BUTTON = 30
"""Characters on a button: more does not fit on a cheap phone."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A phone number shared by a button; `own` only when the platform says it is the sender's."""

    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that has been stored; `refused` carries the code of the reason when it was not.

    `width` and `height` are those of a picture.
    """

    id: str
    name: str
    content_type: str
    size: int
    refused: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it came in, before it is understood: stored first, translated later.

    `identity` tells it from another that comes with the same id, where a platform gives ids a second time.
    """

    channel: str
    address: str
    update_id: str
    payload: str
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update of a platform, translated.

    `menu` is the number of the menu whose button was pressed, `data` what the button carries;
    `message_ref` is the platform's id of the message that was pressed. `device` is the kind of phone. With
    files `text` is what was written beside them, and `group` names the album they came in. `said_at` is the platform's
    clock, in seconds. An "own" one no platform sent: an earlier turn left it, and `data` is what is to be done now.
    """

    channel: str
    address: str
    update_id: str
    kind: Kind
    text: str = ""
    data: str = ""
    menu: int = 0
    message_ref: str = ""
    contact: Contact | None = None
    files: tuple[Upload, ...] = ()
    what: str = ""
    private: bool = True
    language: str = ""
    device: str = ""
    group: str = ""
    said_at: int = 0
    origin: str = ""
    """Tells networks apart without telling which: "" where a platform does not know."""


def shortened(text: str, most: int = MAX_BUTTON) -> str:
    """A text as it fits on a button: cut between words, unless too little would be left."""
    if len(text) <= most:
        return text
    room = text[:most]
    whole = room[: room.rfind(" ")] if " " in room[most // 2 :] else room[:-1]
    return whole.rstrip(" ,.;:·–-(") + "…"


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: `data` comes back when it is pressed (at most 52 bytes), `label` is what it says."""

    data: str
    label: str

    @property
    def button(self) -> str:
        """The label as it fits on a button."""
        return shortened(self.label)


@dataclass(frozen=True, slots=True)
class Reply:
    """What to show: a text, choices (answers, one a row), `nav` (ways to move), files.

    `grid` lays the choices out as short buttons side by side. `contact` offers to share the own phone number.
    `names` says what the files are called when they go out, in their order and without endings.
    `refused` are words that were typed and not taken: a channel that can puts them where they may be changed.
    `commands` names the role whose commands this chat shall offer, in `language`.
    `menu` is set by the dispatcher; `edit` names the message that this one takes the place of, and with `only_edit`
    nothing is sent where that message cannot be changed any more.
    """

    text: str
    title: str = ""
    choices: tuple[Choice, ...] = ()
    nav: tuple[Choice, ...] = ()
    grid: bool = False
    contact: str = ""
    files: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    refused: str = ""
    commands: str = ""
    language: str = ""
    menu: int = 0
    edit: str = ""
    only_edit: bool = False

    def to_json(self) -> dict[str, Any]:
        """The reply as the outbox keeps it; empty fields are left out."""
        out: dict[str, Any] = {"text": showable(self.text)}
        for key in ("title", "grid", "contact", "refused", "commands", "language", "menu", "edit", "only_edit"):
            if value := getattr(self, key):
                out[key] = showable(value) if key == "title" else value
        for key in ("choices", "nav"):
            if pairs := getattr(self, key):
                out[key] = [[c.data, c.label] for c in pairs]
        for key in ("files", "names"):
            if listed := getattr(self, key):
                out[key] = list(listed)
        return out

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Reply:
        """The reply that `to_json` kept."""
        fields = dict(raw)
        for key in ("choices", "nav"):
            fields[key] = tuple(Choice(d, label) for d, label in raw.get(key, ()))
        for key in ("files", "names"):
            fields[key] = tuple(raw.get(key, ()))
        return cls(**fields)

    def named_files(self) -> list[tuple[str, str]]:
        """Each file with the name it goes out under; "" where nobody named it."""
        names = (*self.names, *[""] * len(self.files))
        return [(file, file_name(name)) for file, name in zip(self.files, names, strict=False)]

    def with_(self, **changes: Any) -> Reply:
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A row of the outbox: one reply or notice to one address; `parts` messages of it arrived at an earlier try."""

    id: int
    channel: str
    address: str
    lane: Lane
    reply: Reply
    attempts: int = 0
    parts: int = 0
    created: datetime | None = None
