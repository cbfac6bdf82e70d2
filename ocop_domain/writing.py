"""Text as it may be kept and shown: one line or several, composed, without what nobody sees."""

from __future__ import annotations

import re
import unicodedata

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANK = re.compile("[^\\S\n]|\u2800")
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]")
"""Characters that count as printable and take no room: fillers and selectors."""
_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
"""What turns or hides the text around it."""
_PICTURE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_EMOJI = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]{2,6}\U000e007f|[0-9#*]\ufe0f\u20e3"
    f"|{_PICTURE}(?:\ufe0f|[\U0001f3fb-\U0001f3ff]|\u200d{_PICTURE})*)"
)
"""A picture with what belongs to it: its joiners would be unseen characters anywhere else."""


def heard(text: str) -> str:
    """What comes in, as it is kept until it is read: the same as `several_lines`, but an old font may be in it.

    The soft hyphen is a letter there ("ư" of TCVN3).
    """
    return "\u00ad".join(several_lines(part) for part in text.split("\u00ad"))


def several_lines(text: str) -> str:
    """The text with its lines, composed (NFC); nothing unseen is left in it: no control, direction or width of zero."""
    if _plain(text):
        return text
    text = _BLANK.sub(" ", _LINE_END.sub("\n", unicodedata.normalize("NFC", text)))
    parts = _EMOJI.split(text)  # every second part is a picture
    parts[::2] = (_seen(part) for part in parts[::2])
    return unicodedata.normalize("NFC", "".join(parts))


def one_line(text: str) -> str:
    """The same in one line; what parted lines is a blank now."""
    return " ".join(several_lines(text).split())


def showable(text: str) -> str:
    """A text of ours with what is quoted in it, also from times when it was not read so: looked at, seldom changed."""
    return several_lines(text) if _HIDDEN.search(text) else text


def quoted(text: str) -> str:
    """Somebody's words among our own: each further line is marked, so that it never looks like one of ours."""
    return several_lines(text).replace("\n", "\n│ ")


def _plain(text: str) -> bool:
    """Whether nothing is to be done, which is so for nearly all that is read: found without taking it apart."""
    if not text.isprintable() or "\u2800" in text:
        return False
    return text.isascii() or (unicodedata.is_normalized("NFC", text) and not _UNSEEN.search(text))


def _seen(text: str) -> str:
    plain = _UNSEEN.sub("", text)
    return plain if plain.isprintable() else "".join(c for c in plain if c == "\n" or c.isprintable())
