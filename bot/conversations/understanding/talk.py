"""Words that are only said to somebody: a text of nothing else is no name ("đợi tui hỏi chồng", "không hiểu")."""

from __future__ import annotations

import re

from bot.conversations.understanding.lexicon import Lexicon
from bot.conversations.understanding.spoken import Spoken

_WORD = re.compile(r"[^\W\d_]+")
_MOST = 9
"""Words from which on a text is more than talk."""
_OF_A_STORY = 4
"""Among so many words of a story one may be only talk: "ở đây ai cũng làm" tells something."""


def is_talk(text: str, said: Spoken, lexicon: Lexicon, *, story: bool = False) -> bool:
    """Whether all words of a text are talk, and it is nobody's name: "chị Tư" is somebody, "Nhớ Mãi" may be a brand.

    Words that names are made of too ("tên tạm", "má tui") are talk only beside others that are nothing else.
    """
    if not said.words:
        return False
    if whole := lexicon.talk_whole.named(said):
        return len(said.words) > 1 or said.spells(whole)
    if len(said.words) == 1:
        return False  # one word may always be a name
    if len(said.words) > _MOST or _is_somebody(said, lexicon) or has_a_name(text):
        return False
    words = one_by_one(said)
    if not all(lexicon.talk.named(word) for word in words):
        return False
    only = sum(lexicon.only_talk.named(word) is not None for word in words)
    least = -(-len(words) // _OF_A_STORY) if story else 1
    return only >= least


def one_by_one(said: Spoken) -> list[Spoken]:
    """Its words, each as a text of its own."""
    return [said.since(i, i + 1) for i in range(len(said.words))]


def _is_somebody(said: Spoken, lexicon: Lexicon) -> bool:
    """Whether it is what somebody is called by: a title and the place among brothers and sisters."""
    first, *rest = one_by_one(said)
    return bool(rest) and lexicon.titles.named(first) is not None and all(lexicon.born.named(one) for one in rest)


def has_a_name(text: str) -> bool:
    """Whether a word behind the first begins with a capital letter, as names do."""
    words = _WORD.findall(text)
    return not text.isupper() and any(word[0].isupper() for word in words[1:])
