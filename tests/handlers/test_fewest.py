"""The fewest acts from opening to "sent" are counted; the conversations are replayed with all others."""

from __future__ import annotations

import pytest
from support.forms import FORMS, Filler
from support.transcripts import FOLDER, lines_of

from bot.conversations.form import SUMMARY
from ocop_domain.programme_files import load_programme


def _acts(name: str) -> list[str]:
    """What is typed and pressed up to the sending."""
    said = [line.text for line in lines_of(FOLDER / f"{name}.txt") if line.sign == ">"]
    return said[: said.index("[Gửi cho xã]") + 1]


@pytest.mark.parametrize(("name", "form", "most"), [("fewest", "idea", 20), ("fewest_2027", "filing", 20)])
def test_a_household_needs_few_acts_and_answers_all_that_must_be_answered(name: str, form: str, most: int) -> None:
    acts = _acts(name)
    agreeing = 1
    assert len(acts) + agreeing <= most
    filler = Filler.opens(FORMS[form])
    for said in acts[2:-1]:  # without opening it, choosing to register, and sending
        pressed = said.strip("[]")
        found = [c for c in filler.reply.choices if c.label == pressed] if said.startswith("[") else []
        filler = filler.presses(found[0].data) if found else filler.says(pressed)
    assert filler.at == SUMMARY, filler.shown
    open_ = [q.id for q in filler.asked if q.required and filler.draft.answers.get(q.id) is None]
    assert open_ == []
    assert all(not q.required for q in filler.left), "only what may be skipped may come later"
    assert load_programme(filler.draft.programme).form == form


def test_the_way_to_a_star_is_told_within_ten_acts_of_the_opening() -> None:
    lines = list(lines_of(FOLDER / "first_look.txt"))
    told = next(at for at, line in enumerate(lines) if line.text.startswith("Đường lên 4 sao"))
    assert sum(line.sign == ">" for line in lines[:told]) <= 10


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Hộ Tám Ngọc 0912 345 678", {"producer_name": "Hộ Tám Ngọc", "phone": "+84912345678"}),
        ("0912.345.678 - Hộ Tám Ngọc", {"producer_name": "Hộ Tám Ngọc", "phone": "+84912345678"}),
        ("Hộ Tám Ngọc, sđt 0912345678", {"producer_name": "Hộ Tám Ngọc", "phone": "+84912345678"}),
        ("Cơ sở Sáu 79", {"producer_name": "Cơ sở Sáu 79"}),
        ("Hợp tác xã 19/5", {"producer_name": "Hợp tác xã 19/5"}),
    ],
)
def test_a_phone_beside_a_name_is_read_and_another_number_stays_in_it(typed: str, found: dict[str, str]) -> None:
    answered = Filler.opens(FORMS["idea"]).says(typed)
    assert dict(answered.draft.answers) == found


@pytest.mark.parametrize(
    ("typed", "form", "registered"),
    [
        ("hộ gia đình chưa có giấy đăng ký", "household", False),
        ("hộ kinh doanh, đã đăng ký kinh doanh", "household", True),
        ("htx có giấy đăng ký", "cooperative", True),
        ("hộ kinh doanh", "household", None),
    ],
)
def test_a_registration_beside_the_legal_form_is_read_where_it_is_said(
    typed: str, form: str, registered: bool | None
) -> None:
    answered = Filler.opens(FORMS["idea"], answers={"producer_name": "Hộ Tám"}).says(typed)
    assert answered.draft.answers["legal_form"] == form
    assert answered.draft.answers.get("registered") is registered


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("36 ấp Xóm Lung, xã Định Bình", "36 ấp Xóm Lung"),
        ("Số 25 đường Nguyễn Huệ, xã Định Bình, thành phố Cà Mau", "Số 25 đường Nguyễn Huệ"),
        ("ấp 5 xã Định Bình", "ấp 5"),
        ("xã Định Bình, thành phố Cà Mau", None),
        ("xã Định Bình, tỉnh Cà Mau", None),
    ],
)
def test_an_address_beside_the_commune_is_read_and_a_unit_is_never_one(typed: str, address: str | None) -> None:
    known = {"producer_name": "Hộ Tám", "legal_form": "cooperative_group"}
    answered = Filler.opens(FORMS["idea"], answers=known).says(typed)
    assert answered.draft.answers.get("address") == address
    assert answered.draft.answers.get("area"), answered.shown
