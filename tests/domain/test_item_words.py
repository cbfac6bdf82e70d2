"""The questions of the score are questions, each of its own, in plain words and in English, for every set there is."""

from __future__ import annotations

from collections import Counter

from bot.conversations.forms.scoring import SCORE, scoring_form
from bot.messages import MAX_BUTTON
from bot.texts import Texts
from ocop_domain.criteria.effort import load_effort
from ocop_domain.criteria.load import all_criteria, load_criteria
from ocop_domain.criteria.words import LANGUAGES, SHORT, hint, item_short, item_title, part_title, question
from ocop_domain.data import names

SETS = [criteria for decision in all_criteria() for criteria in load_criteria(decision).sets]
LONGEST = 120


def test_every_item_is_asked_by_a_short_question_of_its_own_in_every_language() -> None:
    for criteria in SETS:
        for language in LANGUAGES:
            asked = Counter(question(item, language) for item in criteria.items)
            assert max(asked.values()) == 1, (criteria.decision, criteria.id, asked.most_common(1))
            assert all(words.endswith("?") and len(words) <= LONGEST for words in asked)


def test_every_item_and_part_has_an_english_title_of_its_own() -> None:
    for criteria in SETS:
        titles = Counter(item_title(item, "en") for item in criteria.items)
        assert max(titles.values()) == 1, (criteria.decision, criteria.id, titles.most_common(1))
        assert all(item_title(item, "en") != item_title(item) for item in criteria.items)
        assert all(part_title(part.label, "en") != part.label for part in criteria.parts)


def test_sizes_without_a_measure_get_our_own_explanation_marked_as_ours() -> None:
    found = 0
    for criteria in SETS:
        for item in criteria.items:
            if any("Quy mô nhỏ" in level.label or "Chế biến sâu" in level.label for level in item.levels):
                found += 1
                assert "giải thích của trợ lý" in hint(item)
                assert "our own explanation" in hint(item, "en")
    assert found > 100


def test_the_form_asks_in_the_language_of_whoever_scores() -> None:
    texts = Texts()
    for criteria in SETS[::7]:
        form = scoring_form(f"{SCORE}:{criteria.decision}:{criteria.id}")
        assert form
        for item in criteria.items:
            asked = form.get(item.code)
            assert asked
            assert asked.ask(texts["vi"]).startswith(question(item))
            assert asked.ask(texts["en"]).startswith(question(item, "en"))
            assert asked.label(texts["en"]) == item_title(item, "en")
            assert asked.heading(texts["en"]) != asked.heading(texts["vi"])


def test_what_is_said_to_prove_an_item_is_no_barcode_for_a_box_and_no_environment_for_a_machine() -> None:
    for decision in names("effort"):
        for criteria in load_criteria(decision).sets:
            efforts = load_effort(decision).for_set(criteria)
            rows = {item.label: efforts[item.code].evidence for item in criteria.items}
            for label in ("Đóng gói, bao bì sản phẩm", "Nhãn song ngữ", "Hướng dẫn sử dụng"):
                assert 13 not in rows.get(label, ())
            assert 4 not in rows.get("Gia tăng giá trị", ())
            assert 8 not in rows.get("Tính hoàn thiện của quá trình dịch vụ", ())


def test_every_item_has_a_name_that_fits_on_a_button_with_its_number_and_points() -> None:
    for criteria in SETS:
        for language in LANGUAGES:
            long = [name for item in criteria.items if len(name := item_short(item, language)) > SHORT]
            assert long == [], (criteria.decision, criteria.id, language)
    for language in LANGUAGES:
        longest = Texts()[language]("way.work_button", number=31, item="x" * SHORT, gain=9)
        assert len(longest) <= MAX_BUTTON
