"""The parameters of one call, whichever way they were encoded."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from .errors import ApiError, bad

Json = dict[str, Any]


@dataclass(slots=True)
class Upload:
    """A file that came in a multipart body."""

    name: str
    content: bytes
    mime: str


class Params:
    """Named values: strings from forms, JSON values from JSON bodies; `sender` is what the caller says of itself."""

    __slots__ = ("files", "raw", "sender")

    def __init__(self, raw: Json, files: dict[str, Upload] | None = None) -> None:
        self.raw = raw
        self.files = files or {}
        self.sender = ""

    def text(self, name: str, default: str = "") -> str:
        """The value as a string; numbers and flags of JSON bodies are spelled out."""
        value = self.raw.get(name)
        if value is None:
            return default
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """The value as a number; anything else counts as 0, as the real server does."""
        value = self.raw.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            return 0

    def flag(self, name: str) -> bool:
        """True for true, yes and 1."""
        value = self.raw.get(name)
        return value is True or str(value).strip().lower() in ("true", "yes", "1")

    def parsed(self, name: str, complaint: str) -> Any:
        """The JSON value of a parameter, None when it is absent; `complaint` when it is broken."""
        value = self.raw.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad(complaint) from None

    def loggable(self) -> Json:
        """What the log keeps: values, and the names and sizes of files."""
        if not self.files:
            return self.raw
        return self.raw | {k: f"<{f.name}, {len(f.content)} bytes>" for k, f in self.files.items()}


async def read_params(request: web.BaseRequest, query: str) -> Params:
    """Query string and body together; the body wins."""
    raw: Json = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    if request.method != "POST":
        return Params(raw)
    kind = request.headers.get("Content-Type", "")
    if kind.startswith("multipart/"):
        return await _read_multipart(request, raw)
    body = await request.read()
    if not body:
        return Params(raw)
    if kind.startswith("application/json"):
        raw.update(_read_json(body))
    elif kind.startswith("application/x-www-form-urlencoded"):
        raw.update(parse_qsl(body.decode(), keep_blank_values=True))
    return Params(raw)


def _read_json(body: bytes) -> Json:
    try:
        value = json.loads(body)
    except ValueError:
        raise bad("can't parse request JSON object") from None
    if not isinstance(value, dict):
        raise bad("can't parse request: expected an Object")
    return value


async def _read_multipart(request: web.BaseRequest, raw: Json) -> Params:
    files: dict[str, Upload] = {}
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                continue
            content = bytes(await part.read())
            if part.filename is None:
                raw[part.name] = content.decode()
            else:
                mime = part.headers.get("Content-Type", "application/octet-stream")
                files[part.name] = Upload(part.filename, content, mime)
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    return Params(raw, files)
