"""Vietnamese of the time before Unicode, copied as text: TCVN3 (fonts .VnTime, .VnArial …) and VNI (VNI-Times …).

Such text is Latin letters with marks that no Vietnamese word has. It is recognised only when all that changes becomes
Vietnamese syllables; whoever typed it is asked, it is never changed silently.

The tables are facts of the encodings: TCVN 5712:1993 (VN3) and VNI for Windows, as vietunicode.sourceforge.net/charset
lists them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_MARKS = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ROUND = {"à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323", "â": ""}
_SHORT = {"è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323", "ê": ""}
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}
"""What stands after a vowel in VNI: a tone; the roof of â ê ô and its tone; the bow of ă and its tone; or nothing."""


def _vni() -> dict[str, str]:
    """Every sequence of VNI with the letter it means, in both cases."""
    found = dict(_ALONE)
    for vowel in "aeouyôö":
        base = _ALONE.get(vowel, vowel)
        found |= {vowel + mark: base + tone for mark, tone in _MARKS.items()}
    for vowel in "aeo":
        found |= {vowel + mark: f"{vowel}\u0302{tone}" for mark, tone in _ROUND.items()}
    found |= {"a" + mark: f"a\u0306{tone}" for mark, tone in _SHORT.items()}
    found = {typed: unicodedata.normalize("NFC", meant) for typed, meant in found.items()}
    return (
        found
        | {typed.upper(): meant.upper() for typed, meant in found.items()}
        | {typed.capitalize(): meant.upper() for typed, meant in found.items()}
    )


_VNI = _vni()
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_STRANGE_TCVN3 = frozenset("µ¶·¸¹¨»¼½¾Æ©Ë®ÎÏÑªÖ×ØÜÞßäåæçëîïñö÷øûüþ¬¡¢£¤¥¦§\u00ad")
_STRANGE_VNI = re.compile(
    "[øûïåäëöñæîØÛÏÅÄËÖÑÆÎ]|[aA][ùõêéèúâáàãÙÕÊÉÈÚÂÁÀÃ]|[eE][ùõâáàãÙÕÂÁÀÃ]|[oO][ùõâÙÕÂ]|[yY][ùõÙÕ]|[ôÔ][ùõÙÕ]|[uU][ùÙ]"
)
"""What Vietnamese never has: letters of other alphabets, and vowels with a mark behind a vowel without."""
_MODERN = re.compile("[\u0100-\u1fff]")
"""Letters that only Unicode has: who writes them has no old font."""
_WORD = re.compile("[^\\W\\d_]+|[^\\s\\d]+")
_ONSET = "(?:b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch"
    " êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh"
    " oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong op oong ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn"
    " ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt"
    " uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu"
)
_SYLLABLE = re.compile(f"{_ONSET}(?:{'|'.join(_RIMES.split())})")
_TONES = str.maketrans("", "", "\u0300\u0301\u0309\u0303\u0323")
_EDGES = ".,;:!?()[]{}\"'“”‘’/–—-…"


@lru_cache(maxsize=4096)
def _is_syllable(word: str) -> bool:
    """Whether a word could be Vietnamese: an onset, a rime, at most one tone."""
    marked = unicodedata.normalize("NFD", word.lower())
    if sum(c in "\u0300\u0301\u0309\u0303\u0323" for c in marked) > 1:
        return False
    return bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", marked.translate(_TONES))))


def recovered(text: str) -> str:
    """What the text says when it was copied from an old font; "" when it was not, or nobody can be sure."""
    if text.isascii() or _MODERN.search(text):
        return ""
    return _sure(text, _from_tcvn3(text), _strange_tcvn3) or _sure(text, _from_vni(text), _strange_vni)


def _from_tcvn3(text: str) -> str:
    return " ".join(_upper_kept(word) for word in text.split(" "))


def _upper_kept(word: str) -> str:
    """Capitals with a tone had a font of their own (.VnTimeH): a word in capitals stays one."""
    meant = "".join(_TCVN3.get(c, c) for c in word)
    plain = [c for c in word if c.isascii() and c.isalpha()]
    return meant.upper() if len(plain) > 1 and all(c.isupper() for c in plain) else meant


def _from_vni(text: str) -> str:
    return _VNI_LETTER.sub(lambda found: _VNI[found[0]], text)


def _strange_tcvn3(word: str) -> bool:
    return len(word) > 1 and any(c in _STRANGE_TCVN3 for c in word) and any(c.isascii() and c.isalpha() for c in word)


def _strange_vni(word: str) -> bool:
    return bool(_STRANGE_VNI.search(word))


def _sure(text: str, meant: str, strange: Callable[[str], bool]) -> str:
    """The recovered text, when every word that changed is Vietnamese, one was strange, and one more word agrees."""
    typed, now = text.split(), meant.split()
    if len(typed) != len(now):
        return ""
    changed = [(old.strip(_EDGES), new.strip(_EDGES)) for old, new in zip(typed, now, strict=True) if old != new]
    if not any(strange(old) for old, _ in changed) or not all(_is_syllable(new) for _, new in changed):
        return ""
    agree = sum(_is_syllable(word.strip(_EDGES)) for word in now)
    return meant if agree >= 2 else ""
