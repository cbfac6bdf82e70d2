"""What a producer reads is said as one says it: one name for the reader, no codes, no words of the office."""

from __future__ import annotations

import re

from support.forms import TEXTS

from bot.conversations.forms import FORMS, REGISTRATIONS
from bot.conversations.forms.plan import PLAN_FORMS
from ocop_domain.product_sets import load_product_sets

VI = TEXTS["vi"]
OFFICE = re.compile(r"\bbà con\b|đơn vị (?:thuộc|đã|đang|có|của)|chúng tôi|\bmình làm tiếp\b", re.IGNORECASE)
"""Other names of the reader and of the assistant."""
CODES = re.compile(r"\([IVX]+\.\d|\bPhụ lục \d|\b\d\.\d\b(?! ?%)")
"""Paragraphs and items: they stand behind "Theo đâu?"."""


def _asked() -> dict[str, str]:
    """What the forms of a producer ask, with their reasons."""
    forms = [*(FORMS[name] for name in (*REGISTRATIONS, "consent")), *PLAN_FORMS.values()]
    keys = [f"q.{q.id}.{part}" for form in forms for q in form.questions for part in ("label", "ask", "why")]
    return {key: VI.texts[key] for key in keys if key in VI.texts}


def test_the_reader_is_anh_chi_in_every_question_of_a_producer() -> None:
    called = {key: found[0] for key, text in _asked().items() if (found := OFFICE.search(text))}
    assert {key: name for key, name in called.items() if not key.endswith(".label")} == {}


def test_no_question_of_a_producer_and_no_word_of_help_begins_with_a_paragraph() -> None:
    told = {
        key: text for key, text in VI.texts.items() if key.startswith(("aid.line", "aid.paid", "way.", "plan.section."))
    }
    read = {key: text for key, text in _asked().items() if not key.endswith(".why")} | told
    assert {key: text for key, text in read.items() if CODES.search(text) or "{source}" in text} == {}


def test_several_photos_may_be_sent_at_once_and_nobody_is_told_otherwise() -> None:
    assert not [key for key, text in VI.texts.items() if "từng tấm một" in text]


def test_a_wrong_answer_of_the_law_is_asked_without_blame() -> None:
    assert "nên biết sớm để sửa" in VI("q.exclusions.ask")
    assert "bị loại" not in VI("q.exclusions.ask")


def test_tea_is_not_taken_for_sweet_soup() -> None:
    for decision in ("1048-2019", "148-2023", "26-2026"):
        assert "Chè" not in load_product_sets(decision).groups
