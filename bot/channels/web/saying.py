"""What the page sends, checked: a text, a pressed button, a file; and how the dispatcher reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from bot.channels.web.guard import Refused
from bot.kit.documents import read_json
from bot.messages import Arrival, Incoming, Upload
from ocop_domain.writing import heard, one_line

NAME = "web"
MAX_TEXT = 4000
MAX_BODY = 64 * 1024
_LABEL = 300
_DATA = 64
_UPDATE = re.compile(r"[0-9A-Za-z-]{8,64}")


@dataclass(frozen=True, slots=True)
class PageMessage:
    """One thing said: `heard` goes to the dispatcher, `shown` into the chat."""

    update: str
    heard: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)

    def arrival(self, address: str, about: Mapping[str, str] = MappingProxyType({})) -> Arrival:
        """What is stored for the dispatcher; `about` tells of the browser that said it."""
        heard = self.heard | {word: said for word, said in about.items() if said}
        return Arrival(NAME, address, f"{address}:{self.update}", json.dumps(heard, ensure_ascii=False))


def clean(text: object, limit: int) -> str:
    """Text that every database takes and everybody sees: no control characters, no halves of a character."""
    if not isinstance(text, str):
        raise Refused(400, "web.not_understood")
    text = heard(text)
    if len(text) > limit:
        raise Refused(422, "web.too_long", values={"over": len(text) - limit, "limit": limit})
    return text


def update_of(raw: object) -> str:
    """The id that the page gave to what it sends."""
    if not isinstance(raw, str) or not _UPDATE.fullmatch(raw):
        raise Refused(400, "web.not_understood")
    return raw


def read(body: bytes, language: str) -> PageMessage:
    """What `/api/send` was given."""
    try:
        raw = read_json(body)
    except ValueError:
        raise Refused(400, "web.not_understood") from None
    if not isinstance(raw, dict):
        raise Refused(400, "web.not_understood")
    update = update_of(raw.get("id"))
    if raw.get("kind") == "press":
        return _press(update, raw, language)
    if raw.get("kind") != "text":
        raise Refused(400, "web.not_understood")
    text = clean(raw.get("text"), MAX_TEXT).strip()
    if not text:
        raise Refused(400, "web.not_understood")
    heard = {"kind": "text", "text": text, "language": language, "menu": _under(raw.get("menu"))}
    if text.startswith("/start"):  # said by the page itself; an invitation's secret does not belong into the chat
        return PageMessage(update, heard, {"kind": "text", "text": "/start", "hidden": True})
    return PageMessage(update, heard, {"kind": "text", "text": text})


def _under(menu: object) -> int:
    """The number of the menu under which a text was typed; 0 from a page that does not say so."""
    return menu if type(menu) is int and 0 <= menu < 2**53 else 0


def _press(update: str, raw: dict[str, Any], language: str) -> PageMessage:
    data, label = clean(raw.get("data"), _DATA), one_line(clean(raw.get("label"), _LABEL))
    menu, message = raw.get("menu", 0), raw.get("message", 0)
    if not data or not all(type(n) is int and 0 <= n < 2**53 for n in (menu, message)):
        raise Refused(400, "web.not_understood")
    heard = {"kind": "press", "data": data, "menu": menu, "message": str(message or ""), "language": language}
    return PageMessage(update, heard, {"kind": "press", "text": label, "data": data, "message": message})


def read_file(update: str, upload: Upload, language: str) -> PageMessage:
    """A file that has been stored."""
    heard = {"kind": "files", "files": [[upload.id, upload.name, upload.content_type, upload.size, upload.refused]]}
    sized = {"width": upload.width, "height": upload.height} if upload.width else {}
    shown = {"kind": "files", "files": [{"id": upload.id, "type": upload.content_type, "name": upload.name, **sized}]}
    return PageMessage(update, {**heard, "language": language}, shown)


def incoming(arrival: Arrival) -> Incoming:
    """What was said, for the dispatcher."""
    raw = json.loads(arrival.payload)
    return Incoming(
        channel=arrival.channel,
        address=arrival.address,
        update_id=arrival.update_id,
        kind=raw["kind"],
        text=raw.get("text", ""),
        data=raw.get("data", ""),
        menu=raw.get("menu", 0),
        message_ref=raw.get("message", ""),
        files=tuple(Upload(*f) for f in raw.get("files", ())),
        language=raw.get("language", ""),
        device=raw.get("device", ""),
        origin=raw.get("origin", ""),
    )
