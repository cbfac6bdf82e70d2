"""What a typed name may say: the kind of unit, long or short, and the bare name."""

from __future__ import annotations

import re
from types import MappingProxyType

KINDS = MappingProxyType(
    {
        "tỉnh": ("tinh", "t", "province"),
        "thành phố": ("thanh pho", "tp", "city"),
        "quận": ("quan", "q"),
        "huyện": ("huyen", "h", "district"),
        "thị xã": ("thi xa", "tx", "town"),
        "thị trấn": ("thi tran", "tt", "township"),
        "phường": ("phuong", "p", "f", "ward"),
        "xã": ("xa", "x", "commune"),
        "đặc khu": ("dac khu", "dk"),
    }
)
"""Kinds as they are printed, and how people type them without diacritics, in Vietnamese and English."""

KIND_OF = MappingProxyType({word: kind for kind, words in KINDS.items() for word in words})
_WORDS = "|".join(sorted(KIND_OF, key=len, reverse=True))
_KIND_FIRST = re.compile(rf"(?P<kind>{_WORDS})(?: |(?=\d))(?P<name>.+)")
_KIND_LAST = re.compile(r"(?P<name>.+) (?P<kind>province|city|district|town|township|ward|commune)")
KIND_INSIDE = re.compile(r" (?=(?:tinh|thanh pho|tp|quan|huyen|thi xa|tx|thi tran|tt|phuong|xa) \S|tphcm)")
SEPARATOR = re.compile(r"[,;\n]| [-–] ")
SHORT = MappingProxyType({"hcm": "ho chi minh", "tphcm": "ho chi minh", "hn": "ha noi", "brvt": "ba ria vung tau"})


def readings(part: str) -> list[tuple[str | None, str]]:
    """What a folded part may say: (kind or None, bare name), the plain reading first."""
    readings: list[tuple[str | None, str]] = [(None, part)]
    for pattern in (_KIND_FIRST, _KIND_LAST):
        if match := pattern.fullmatch(part):
            readings.append((KIND_OF[match["kind"]], match["name"]))
    return [(kind, SHORT.get(name) or re.sub(r"\b0+(?=\d)", "", name)) for kind, name in readings]
