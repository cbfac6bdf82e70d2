"""What a photographed paper says, read from its lines of text: a business registration, a certificate, a test result.

The lines come from a program that reads pictures: letters lose their marks, a nought becomes an O, a line is cut.
What is not read surely is left out; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

REGISTRATION = "registration"


@dataclass(frozen=True, slots=True)
class PaperText:
    """What stands on a paper; "" and None for what was not read. `kind` is one of `evidence.KINDS`.

    `name`, `address` and `legal_form` are those of a registration.
    """

    kind: str
    number: str = ""
    issuer: str = ""
    issued: date | None = None
    expires: date | None = None
    name: str = ""
    address: str = ""
    legal_form: str = ""


_TITLES = (
    (REGISTRATION, r"(?<!phong )dang ky (?:ho kinh doanh|doanh nghiep|hop tac xa|kinh doanh|lien hiep hop tac xa)"),
    ("facility", r"du dieu kien (?:ve )?(?:an toan thuc pham|vs ?attp|attp)"),
    ("test_result", r"(?:phieu )?ket qua (?:thu nghiem|kiem nghiem|phan tich|xet nghiem)|phieu kiem nghiem"),
    ("declaration", r"tu cong bo san pham"),
    ("trademark", r"dang ky nhan hieu|chung nhan nhan hieu"),
    ("barcode", r"ma so,? ma vach"),
    ("recognition", r"(?:san pham ocop|ocop .*\bsao\b)"),
    ("quality_system", r"\b(?:haccp|iso 22000|iso 9001|vietgap|globalgap|huu co|gmp)\b"),
)
"""The title of each kind of paper, without diacritics; what stands highest on the paper names it."""
_FORMS = (
    (r"\bho kinh doanh\b", "hộ kinh doanh"),
    (r"\bhop tac xa\b", "hợp tác xã"),
    (r"\b(?:doanh nghiep tu nhan|dntn)\b", "doanh nghiệp tư nhân"),
    (r"\bcong ty (?:co phan|cp)\b", "công ty cổ phần"),
    (r"\bcong ty (?:trach nhiem huu han|tnhh)\b", "công ty TNHH"),
)
_NAME = re.compile(
    r"\bten (?:ho kinh doanh|doanh nghiep|cong ty|hop tac xa)(?: viet bang tieng viet)?(?: ?\([^)]*\))? ?[:;.]? ?"
)
_NO_NAME = re.compile(r"nuoc ngoai|viet tat")
_ADDRESS = re.compile(r"\bdia (?:diem|chi)(?: kinh doanh| tru so(?: chinh)?)?(?: ?\([^)]*\))? ?[:;.]? ?")
_NO_ADDRESS = re.compile(r"email|thu dien tu|website|thuong tru|cho o|lien lac|lien he")
_CODE = re.compile(r"\b(?:ma so(?: doanh nghiep| ho kinh doanh| hop tac xa| thue)*|s[o0](?: dang ky| giay)*) ?[:;.] ?")
_NUMBER = re.compile(r"\b(?:s[o0](?: cap| giay| chung nhan| phieu| hieu)*|ma s[o0](?: phieu)?|n[o0]) ?[:;.] ?")
_NO_NUMBER = re.compile(r"quyet dinh|nghi dinh|thong tu|dien thoai|can cuoc|cmnd|cccd|ma so mau|dia chi|can cu")
_DAY = re.compile(
    r"(?:ngay ?)?\b([\do]{1,2}) ?(?:thang|[/.-]) ?([\do]{1,2}) ?(?:nam|[/.-]) ?([12][\do]{3})\b",
)
_FIRST = re.compile(r"lan dau|lan thu nhat|lan 1\b")
_GIVEN = re.compile(r"ngay cap|cap ngay|ngay phat hanh|ngay ban hanh|ngay tra ket qua|^[^:]{2,40}, ?ngay ")
_ENDS = re.compile(r"(?:hieu luc|gia tri|thoi han|han).*?\b(?:den|toi)(?: het)?\b|ngay het han|het han|het hieu luc")
_BODY = re.compile(r"^(?:uy ban nhan dan|so|phong|chi cuc|cuc|trung tam|vien|cong ty|to chuc|ban quan ly)\b")
_MOTTO = re.compile(r"cong hoa xa hoi|doc lap ?[-–]|socialist republic")
_LABEL = re.compile(r"^\s*(?:\d{1,2} ?[.)] |[-+•] |dien thoai|email|website|fax|nganh|von |ho va ten|ten )|:")
_NOISE = re.compile(r"[|~_{}\[\]<>©®«»\\^=*]")
_BARE = {"đ": "d", "Đ": "D"}


def read_paper(lines: Sequence[str]) -> PaperText | None:
    """The paper; None where its title was not read."""
    page = _Page.of(lines)
    titles = [(page.first(re.compile(words)), kind) for kind, words in _TITLES]
    found = [(at, kind) for at, kind in titles if at is not None]
    if not found:
        return None
    at, kind = min(found, key=lambda title: title[0])
    if kind == REGISTRATION:
        name = page.after(_NAME, _NO_NAME)
        return PaperText(
            kind,
            number=_code(page.after(_CODE, _NO_NUMBER, whole=False)),
            issuer=_issuer(page, at),
            issued=next((day for line in page.following(_FIRST) for day in _days(line)), None),
            name=name,
            address=page.after(_ADDRESS, _NO_ADDRESS),
            legal_form=_form(page.plain[at], name),
        )
    expires = _end(page)
    return PaperText(
        kind,
        number=_number(page.after(_NUMBER, _NO_NUMBER, whole=False)),
        issuer=_issuer(page, at),
        issued=_given(page, expires),
        expires=expires,
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a paper, and the same without diacritics, letter by letter as long."""

    lines: tuple[str, ...]
    plain: tuple[str, ...]

    @staticmethod
    def of(lines: Sequence[str]) -> _Page:
        clean = [" ".join(unicodedata.normalize("NFC", line).split()) for line in lines]
        kept = tuple(line for line in clean if line)
        return _Page(kept, tuple(map(_plain, kept)))

    def first(self, words: re.Pattern[str]) -> int | None:
        """The first line that says this."""
        return next((n for n, line in enumerate(self.plain) if words.search(line)), None)

    def following(self, words: re.Pattern[str]) -> Iterator[str]:
        """What stands behind these words, in their line and then in the next."""
        for n, line in enumerate(self.plain):
            if found := words.search(line):
                yield line[found.end() :]
                yield from self.plain[n + 1 : n + 2]
                return

    def after(self, label: re.Pattern[str], never: re.Pattern[str], *, whole: bool = True) -> str:
        """The value behind a label, with the lines in which a `whole` one goes on; "" where it is not clean."""
        for n, line in enumerate(self.plain):
            found = label.search(line)
            if found is None or never.search(line):
                continue
            parts = [self.lines[n][found.end() :].strip(" .:;-")]
            parts += self._going_on(n + 1, most=2 if parts[0] else 3) if whole or not parts[0] else []
            value = _cut(" ".join(part for part in parts if part))
            if value and not _NOISE.search(value):
                return value
        return ""

    def _going_on(self, start: int, most: int) -> Iterator[str]:
        """The lines from here on that begin nothing new."""
        for line, plain in zip(self.lines[start : start + most], self.plain[start:], strict=False):
            if _LABEL.search(plain) or _MOTTO.search(plain) or _DAY.search(plain):
                return
            yield line.strip(" .")


def _plain(line: str) -> str:
    """Without diacritics and capitals; each letter stays at its place."""
    return "".join(unicodedata.normalize("NFD", _BARE.get(c, c))[0] for c in line).lower()


def _cut(value: str) -> str:
    """Without the dots of a form and without what the next field of the same line says."""
    value = re.split(r"\.{3,}|…|(?i:điện thoại|dien thoai)", value)[0]
    return value.strip(" .:;,-")


def _code(value: str) -> str:
    """The number of a registration: eight to fourteen signs, almost all of them digits."""
    signs = _digits(re.sub(r"[\s.]", "", value.split(" ngày", maxsplit=1)[0]).upper())
    found = re.fullmatch(r"([0-9A-Z]{8,14})(-\d{3})?", signs)
    letters = sum(c.isalpha() for c in found[1]) if found else 0
    return signs if found and letters <= 2 else ""


def _digits(code: str) -> str:
    """Letters that stand for digits in a number."""
    return code.replace("O", "0").replace("I", "1")


def _number(value: str) -> str:
    """The number of a certificate: up to where something else begins."""
    joined = re.sub(r"\s*([/-])\s*", r"\1", value)
    found = re.match(r"[\wĐ][\w./-]*", joined)
    number = found[0].rstrip("./-") if found else ""
    return number if sum(c.isdigit() for c in number) >= 2 else ""


def _days(plain: str) -> Iterator[date]:
    """The days that stand in a line."""
    for found in _DAY.finditer(plain):
        day, month, year = (int(part.replace("o", "0")) for part in found.groups())
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _end(page: _Page) -> date | None:
    return next((day for line in page.following(_ENDS) for day in _days(line)), None)


def _given(page: _Page, expires: date | None) -> date | None:
    """The day on which it was given; where several are named, none of them for sure."""
    found = {day for line in page.plain if _GIVEN.search(line) for day in list(_days(line))[:1]} - {expires}
    return found.pop() if len(found) == 1 else None


def _issuer(page: _Page, title: int) -> str:
    """The last body that is named above the title."""
    named = ""
    for line, plain in zip(page.lines[:title], page.plain[:title], strict=True):
        motto = _MOTTO.search(plain)
        end = motto.start() if motto else len(line)
        if _BODY.search(plain) and not _NOISE.search(line[:end]):
            named = line[:end].strip(" .:;,-")
    return named


def _form(title: str, name: str) -> str:
    """The legal form in the title, or in the name that stands on the paper."""
    said = next((form for words, form in _FORMS if re.search(words, title)), "")
    return said or next((form for words, form in _FORMS if re.search(words, _plain(name))), "")
