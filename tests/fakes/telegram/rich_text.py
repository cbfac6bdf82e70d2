"""HTML to plain text and entities, refusing what Telegram refuses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .errors import bad
from .params import Json
from .spans import Span, finish

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(?:x([0-9a-fA-F]+)|([0-9]+))|([a-zA-Z]+));?")
_SPACE = " \t\r\n\v\f"
_NAME_TOKEN = re.compile(r"[0-9a-zA-Z.-]*")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int  # in the plain text, in characters


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and its entities (offsets in UTF-16 units)."""
    if "<" not in source and "&" not in source:
        return finish(source, [])
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.out: list[str] = []
        self.length = 0
        self.stack: list[_Open] = []
        self.spans: list[Span] = []

    def run(self) -> tuple[str, list[Json]]:
        at = 0
        for tag_at in self._tags():
            if tag_at < at:  # inside an attribute of the tag before
                continue
            self._put(decode(self.source[at:tag_at]))
            at = self._end_tag(tag_at) if self.source[tag_at + 1 : tag_at + 2] == "/" else self._start_tag(tag_at)
        self._put(decode(self.source[at:]))
        if self.stack:
            raise self._fail(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return finish("".join(self.out), self.spans)

    def _tags(self) -> Iterator[int]:
        at = self.source.find("<")
        while at >= 0:
            yield at
            at = self.source.find("<", at + 1)

    def _put(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def _fail(self, text: str, at: int | None = None, tail: str = "") -> Exception:
        where = "" if at is None else f" at byte offset {len(self.source[:at].encode())}"
        return bad(f"can't parse entities: {text}{where}{tail}")

    def _char(self, at: int) -> str:
        return self.source[at] if at < len(self.source) else ""

    def _skip_spaces(self, at: int) -> int:
        while self._char(at) and self._char(at) in _SPACE:
            at += 1
        return at

    def _skip_name(self, at: int, stops: str) -> int:
        while self._char(at) and self._char(at) not in stops:
            at += 1
        return at

    def _start_tag(self, begin: int) -> int:
        at = self._skip_name(begin + 1, _SPACE + ">")
        if not self._char(at):
            raise self._fail("Unclosed start tag", begin)
        tag = self.source[begin + 1 : at].lower()
        if tag not in _TYPES:
            raise self._fail(f'Unsupported start tag "{tag}"', begin)
        attributes: dict[str, str] = {}
        while (at := self._skip_spaces(at)) < len(self.source) and self._char(at) != ">":
            at = self._attribute(tag, begin, at, attributes)
        if not self._char(at):
            raise self._fail("Unclosed start tag", begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._fail('Tag "span" must have class "tg-spoiler"', begin)
        self.stack.append(_Open(tag, attributes, self.length))
        return at + 1

    def _attribute(self, tag: str, begin: int, at: int, attributes: dict[str, str]) -> int:
        name_at = at
        at = self._skip_name(at, _SPACE + "=>")
        name = self.source[name_at:at].lower()
        if not name:
            raise self._fail(f'Empty attribute name in the tag "{tag}"', begin)
        at = self._skip_spaces(at)
        if self._char(at) != "=":
            attributes[name] = ""
            return at
        at = self._skip_spaces(at + 1)
        quote = self._char(at)
        if not quote:
            raise self._fail(f'Unclosed start tag "{tag}"', begin)
        if quote not in "'\"":
            match = _NAME_TOKEN.match(self.source, at)
            end = match.end() if match else at
            if not self._char(end) or self._char(end) not in _SPACE + ">":
                raise self._fail("Unexpected end of name token", at)
            attributes[name] = self.source[at:end].lower()
            return end
        end = self.source.find(quote, at + 1)
        if end < 0 or end + 1 >= len(self.source):
            raise self._fail("Unclosed start tag", begin)
        attributes[name] = decode(self.source[at + 1 : end])
        return end + 1

    def _end_tag(self, begin: int) -> int:
        if not self.stack:
            raise self._fail("Unexpected end tag", begin)
        at = self._skip_name(begin + 2, _SPACE + ">")
        name = self.source[begin + 2 : at].lower()
        at = self._skip_spaces(at)
        if self._char(at) != ">":
            raise self._fail("Unclosed end tag", begin)
        opened = self.stack.pop()
        if name and name != opened.tag:
            raise self._fail("Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{name}>"')
        if self.length > opened.start:
            self._close(opened)
        return at + 1

    def _close(self, opened: _Open) -> None:
        kind, extra = _TYPES[opened.tag], {}
        if kind == "text_link":
            inner = "".join(self.out)[opened.start :]
            url = checked_url(opened.attributes.get("href") or inner)
            if url is None:
                return
            extra = {"url": url}
        elif kind == "blockquote" and "expandable" in opened.attributes:
            kind = "expandable_blockquote"
        elif kind == "code" and opened.attributes.get("class", "").startswith("language-"):
            extra = {"language": opened.attributes["class"].removeprefix("language-")}
        self.spans.append(Span(kind, opened.start, self.length, extra))


def decode(text: str) -> str:
    """Character references resolved; unknown ones stay as they are."""
    return _REFERENCE.sub(_resolve, text) if "&" in text else text


def _resolve(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name is not None:
        return _NAMED.get(name, match[0])
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if 0xD800 <= code <= 0xDFFF:
        raise bad(
            "can't parse entities: Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code) if 0 < code < 0x110000 else match[0]


def checked_url(href: str) -> str | None:
    """A link as Telegram shows it, None when it is no link."""
    href = href.strip()
    match = re.fullmatch(r"(?:(https?|tg|ton)://)?([^\s/?#]+)([^\s]*)", href)
    if match is None:
        return None
    scheme, host, rest = match.groups()
    if scheme in ("tg", "ton"):
        return href
    if "." not in host and host != "localhost" and scheme is None:
        return None
    return f"{scheme or 'http'}://{host}{rest if rest.startswith('/') else '/' + rest}"
