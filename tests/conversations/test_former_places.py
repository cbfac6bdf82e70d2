"""A commune or district that ended is named as people name it: the kind short or long, without diacritics."""

from __future__ import annotations

from datetime import date

import pytest
from support.each import each
from support.forms import AREAS, context

from bot.conversations.form import More, Question, Said, Value
from bot.conversations.kinds.places import AreaKind
from ocop_domain.errors import Refusal

TODAY = date(2027, 3, 1)
QUESTION = Question("area", AreaKind())


def _reads(typed: str, programme: str = "vietnam-2027") -> Value | More:
    return AreaKind().read(Said(text=typed), QUESTION, context(programme, today=TODAY), None)


def _offered(typed: str) -> tuple[set[str], str]:
    answer = _reads(typed)
    assert isinstance(answer, More), typed
    return {AREAS.get(code).name for code in answer.partial["hits"]}, answer.note


@each(
    ("short", "full"),
    [
        ("P. Bến Nghé", "Phường Bến Nghé"),
        ("p ben nghe", "Phường Bến Nghé"),
        ("TT Năm Căn", "Thị trấn Năm Căn"),
        ("TT. Rạch Gốc", "Thị trấn Rạch Gốc"),
        ("h. Ngọc Hiển", "huyện Ngọc Hiển"),
        ("tp cà mau", "Thành phố Cà Mau"),
        ("TX Giá Rai", "thị xã Giá Rai"),
    ],
)
def test_a_short_kind_of_an_ended_unit_reads_as_the_long_one(short: str, full: str) -> None:
    assert _offered(short) == _offered(full)


@each(
    ("typed", "now"),
    [("P. Bến Nghé", "Phường Sài Gòn"), ("TT Năm Căn", "Xã Năm Căn"), ("huyện Ngọc Hiển", "Xã Đất Mũi")],
)
def test_an_ended_unit_leads_to_what_it_is_part_of_now(typed: str, now: str) -> None:
    offered, note = _offered(typed)
    assert now in offered
    assert "Từ 01/07/2025" in note


def test_many_ended_units_of_one_name_are_asked_for_their_district() -> None:
    with pytest.raises(Refusal) as refused:
        _reads("Phường 5")
    assert refused.value.code == "error.area_several"
    assert _offered("Phường 5, Thành phố Cà Mau")[1]


def test_a_unit_of_today_with_a_short_kind_is_taken_as_with_the_long_one() -> None:
    assert _reads("X. Đất Mũi") == _reads("Xã Đất Mũi")
    assert isinstance(_reads("X. Đất Mũi"), Value)
    assert _reads("Xã Ðất Mũi") == _reads("Xã Đất Mũi"), "typed with the Icelandic letter"
