"""What is typed to try the assistant out, or only to laugh: "test", "haha", "asdf". It is asked about."""

from __future__ import annotations

import re

from bot.conversations.understanding.lexicon import Lexicon
from bot.conversations.understanding.spoken import Spoken

_LAUGHS = re.compile(r"a?((?:kh|h|k)[aeio])\1+h?|k{3,}|hj+(?:hj+)*")
_ONE_KEY = re.compile(r"(.)\1{2,}")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
_RUN = 4
"""Letters from which on neighbours on the keyboard, or a word without a vowel, are no word."""


def is_trial(said: Spoken, lexicon: Lexicon) -> bool:
    """Whether nothing in the text is a word that tells something; numbers may stand beside: "test 123"."""
    words = [word for word in said.plain if not word.isdecimal()]
    if not words or said.marked:
        return False
    return _LAUGHS.fullmatch("".join(words)) is not None or all(_is_no_word(word, lexicon) for word in words)


def _is_no_word(word: str, lexicon: Lexicon) -> bool:
    if (word,) in lexicon.trials.by_words or _ONE_KEY.fullmatch(word) or _LAUGHS.fullmatch(word):
        return True
    return len(word) >= _RUN and (not _VOWELS & set(word) or any(_runs_along(word, row) for row in _ROWS))


def _runs_along(word: str, row: str) -> bool:
    """Whether the word goes along a row of the keyboard, perhaps several times: "asdf", "asdfasdf", "lkjh"."""
    for keys in (row, row[::-1]):
        start = keys.find(word[:_RUN])
        if start >= 0:
            run = next(n for n in range(len(word), 0, -1) if keys[start:].startswith(word[:n]))
            return (word[:run] * len(word)).startswith(word)
    return False
