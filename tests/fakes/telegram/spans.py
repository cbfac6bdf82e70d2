"""Entities: from character positions to what Telegram answers with."""

import re
from dataclasses import dataclass, field

from .params import Json

_ORDER = ["blockquote", "expandable_blockquote", "text_link", "pre", "code", "bold", "italic"]
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/@])(?P<bot_command>/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[a-zA-Z]\w{3,31})"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)"
)


@dataclass(slots=True)
class Span:
    """A formatted part, in characters of the plain text."""

    kind: str
    start: int
    end: int
    extra: dict[str, str] = field(default_factory=dict)


def utf16_length(text: str) -> int:
    """How long Telegram counts a text: UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def finish(text: str, spans: list[Span]) -> tuple[str, list[Json]]:
    """Text trimmed as Telegram trims it, and entities in its order, found ones (links, commands) included."""
    trimmed = text.rstrip()
    first = min((span.start for span in spans), default=len(trimmed))
    cut = min(len(trimmed) - len(trimmed.lstrip(" \n")), first)
    trimmed = trimmed[cut:]
    moved = []
    for span in _with_languages(spans):
        start, end = span.start - cut, min(span.end - cut, len(trimmed))
        if end > start:
            moved.append(Span(span.kind, start, end, span.extra))
    moved.extend(_found(trimmed, moved))
    if not moved:
        return trimmed, []
    moved.sort(key=lambda s: (s.start, -s.end, _ORDER.index(s.kind) if s.kind in _ORDER else 99))
    return trimmed, [_entity(trimmed, span) for span in moved]


def _entity(text: str, span: Span) -> Json:
    offset, length = utf16_length(text[: span.start]), utf16_length(text[span.start : span.end])
    return {"type": span.kind, "offset": offset, "length": length, **span.extra}


def _with_languages(spans: list[Span]) -> list[Span]:
    """A code with a language exactly inside a pre becomes one pre; other codes have no language."""
    result = list(spans)
    for code in spans:
        if code.kind != "code" or "language" not in code.extra:
            continue
        language = code.extra.pop("language")
        for pre in spans:
            if pre.kind == "pre" and (pre.start, pre.end) == (code.start, code.end) and language:
                pre.extra["language"] = language
                result.remove(code)
                break
    return result


def _found(text: str, taken: list[Span]) -> list[Span]:
    if not any(mark in text for mark in "/@#"):
        return []
    closed = [s for s in taken if s.kind in ("pre", "code", "text_link")]
    spans = []
    for match in _FOUND.finditer(text):
        if match.lastgroup and not any(s.start < match.end() and match.start() < s.end for s in closed):
            spans.append(Span(match.lastgroup, match.start(), match.end()))
    return spans
