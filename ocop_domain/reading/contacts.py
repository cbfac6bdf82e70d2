"""Phone numbers and e-mail addresses as people write them: with words beside them, two at once, of former times."""

from __future__ import annotations

import re
from collections.abc import Sequence

import phonenumbers
from phonenumbers import PhoneNumberType
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ocop_domain.errors import Refusal
from ocop_domain.reading.doubt import Unsure
from ocop_domain.reading.items import NUMBER, items, unread
from ocop_domain.reading.tokens import Tokens, tokens
from ocop_domain.text import fold
from ocop_domain.writing import one_line

_FORMER_MOBILE = {
    **{f"016{n}": f"03{n}" for n in range(2, 10)},
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
"""Numbers of eleven digits became ones of ten in 2018 (plan of the ministry of information, from 15/09/2018)."""
_NOBODYS = {PhoneNumberType.SHARED_COST, PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE}
_GROUPS = re.compile(r"(?:\+|(?<!\d))\d(?:[\s.()\-–]{0,2}\d){6,14}(?!\d)|\(\+?\d{2,4}\)(?:[\s.\-–]{0,2}\d){5,11}")
_KNOWN = ("phone_words", "polite", "small", "each")

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_LONGEST_EMAIL = 120
_HOSTS = {
    "gmail": "gmail.com",
    "yahoo": "yahoo.com",
    "outlook": "outlook.com",
    "hotmail": "hotmail.com",
    "icloud": "icloud.com",
}
_KEYS_BESIDE = 2
"""So many letters may be wrong in the name of a host that everybody knows."""
_SPOKEN = (
    (re.compile(r"\s*\ba còng\b\s*|\s*\ba cong\b\s*", re.IGNORECASE), "@"),
    (re.compile(r"\s+(?:chấm|cham)\s+", re.IGNORECASE), "."),
)


def read_phone(raw: str) -> str:
    """A phone number in the form +84912345678; bare numbers are read as Vietnamese.

    Of two numbers it is asked which one, and so is a number of eleven digits, which is of before 2018.
    """
    text = digits_said(one_line(raw))
    groups = [match[0] for match in _GROUPS.finditer(text)]
    if len(groups) < 2 and (whole := _number(text)):
        found, rest = [whole], text.replace(groups[0], " ") if groups else ""
    else:
        found = list(dict.fromkeys(number for group in groups if (number := _number(group))))
        rest = _GROUPS.sub(" ", text)
    former = _former(text)
    if not found and former:
        raise Unsure("error.phone", former)
    if not found:
        raise Refusal("error.phone")
    left = items(tokens(rest), _KNOWN) if rest.strip() else []
    if len(found) > 1 or len(groups) > 1 or unread(left, *_KNOWN) or any(item.is_(NUMBER) for item in left):
        raise Unsure("error.phone", *found[:4])
    return found[0]


def _number(text: str) -> str:
    """The number in international form; "" where it is none that a person can have."""
    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) in _NOBODYS:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _former(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    digits = re.sub(r"^(?:00)?84(?=1\d{9}$)", "0", digits)
    return _number(_FORMER_MOBILE.get(digits[:4], "") + digits[4:]) if len(digits) == 11 else ""


def digits_said(text: str) -> str:
    """ "không chín một hai …" in digits."""
    pieces = tokens(text)
    said = [_digit_said(pieces, i) for i in range(len(pieces.all))]
    words = sum(digit is not None for digit in said)
    typed = sum(piece.digits for piece in pieces.all)
    if words < 2 or words + typed < 9:
        return text
    return "".join(piece.text if digit is None else digit for piece, digit in zip(pieces.all, said, strict=True))


def _digit_said(pieces: Tokens, i: int) -> str | None:
    """The digits of a word in a number that is read aloud: also "mười hai" and "ba mươi tư"."""
    for name in ("digits", "last_digits"):
        if (digit := pieces.value(i, name)) is not None:
            return str(digit)
    followed = any(pieces.value(i + 1, name) is not None for name in ("digits", "last_digits"))
    if pieces.value(i, "ten"):
        return "1" if followed else "10"
    if pieces.value(i, "tens"):
        return "" if followed else "0"
    return None


def read_email(raw: str) -> str:
    """An e-mail address, lower case; what a keyboard made of it is asked about."""
    text = one_line(raw).strip().lower().removeprefix("mailto:").strip("<>\"'.,; ")
    if len(text) > _LONGEST_EMAIL:
        raise Refusal("error.email")
    if _EMAIL.fullmatch(text) and text.isascii():
        if host := _host_meant(text):
            raise Unsure("error.email", host, text)
        return text
    meant = _meant(text)
    if not meant:
        raise Refusal("error.email")
    if len(meant) == 1 and meant[0] in text and _nothing_beside(text.replace(meant[0], " ")):
        return meant[0]
    raise Unsure("error.email", *meant[:4])


def _host_meant(address: str) -> str:
    """The address with the host that everybody knows, where one is nearly written: "lan@gmai.com"; "" elsewhere."""
    name, _, host = address.partition("@")
    if host in _HOSTS.values():
        return ""
    near = process.extractOne(host, _HOSTS.values(), scorer=OSA.distance, score_cutoff=_KEYS_BESIDE)
    return f"{name}@{near[0]}" if near else ""


def _nothing_beside(rest: str) -> bool:
    found = items(tokens(rest.replace("mailto:", " ").strip(" <>")), ("mail_words", "polite", "small"))
    return not [item for item in unread(found, "mail_words", "polite", "small") if item.text not in "<>-"] and not any(
        item.is_(NUMBER) for item in found
    )


def _meant(text: str) -> Sequence[str]:
    """Addresses that this may be: without diacritics, said in words, or with a host that everybody knows."""
    said = _SPOKEN[0][0].search(text) is not None
    for pattern, sign in _SPOKEN:
        text = pattern.sub(sign, text)
    text = re.sub(r"\s*@\s*", "@", text)
    if "@" not in text:  # "lan gmail.com"
        text = re.sub(rf"^([\w.+-]+)\s+(?=(?:{'|'.join(_HOSTS)})\b)", r"\1@", text)
    found = []
    before, at, host = text.partition("@")
    joined = re.sub(r"\s+", "", before)
    if at and joined != before and (said or len(before.split()) == 2):  # "lan 87@gmail.com", "lan anh 87 a còng …"
        text = f"{joined}@{host} {text}"
    for word in re.split(r"[\s,;/]+", text):
        name, at, host = word.strip("<>()\"'.").removeprefix("mailto:").partition("@")
        if not at or not name:
            continue
        plain = re.sub(r"[^a-z0-9._%+-]", "", _bare(name))
        address = f"{plain}@{_HOSTS.get(_bare(host), _bare(host))}"
        if _EMAIL.fullmatch(address) and address.isascii() and plain[:1].isalnum():
            found.append(address)
    return list(dict.fromkeys(found))


def _bare(text: str) -> str:
    return "".join(c if c.isascii() else fold(c) for c in text)
