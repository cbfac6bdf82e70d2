"""Typed names of places, before and after the merger of 2025."""

from __future__ import annotations

from datetime import date

from support.each import each

from bot.conversations.form import Context, More, Question, Said, Value
from bot.conversations.kinds.places import AreaKind
from bot.texts import Texts
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme

KIND = AreaKind()
ASKED = Question("area", KIND)
AREAS = load_areas()


def read(typed: str, programme: str, today: date) -> Value | More:
    context = Context(load_programme(programme), today, AREAS, Texts()["vi"])
    return KIND.read(Said(text=typed), ASKED, context, None)


@each("typed", ["Xã Định Bình, Thành phố Cà Mau", "xa dinh binh, tp ca mau"])
def test_a_commune_that_was_merged_is_offered_as_what_it_became(typed: str) -> None:
    answer = read(typed, "vietnam-2027", date(2026, 11, 23))
    assert isinstance(answer, More)
    old = AREAS.search("Xã Định Bình, Thành phố Cà Mau", date(2022, 1, 1), level="commune", limit=1)[0]
    assert set(answer.partial["hits"]) == {u.code for u in AREAS.successors(old.code)}
    assert "01/07/2025" in answer.note


def test_in_its_own_time_the_same_commune_is_simply_taken() -> None:
    answer = read("dinh binh", "camau-2022", date(2022, 2, 15))
    assert isinstance(answer, Value)
    assert AREAS.get(answer.value).name == "Xã Định Bình"


def test_a_name_that_is_in_force_today_is_not_taken_for_an_old_one() -> None:
    answer = read("Đất Mũi", "vietnam-2027", date(2026, 11, 23))
    assert isinstance(answer, Value)
    assert AREAS.get(answer.value).in_force(date(2026, 11, 23))
