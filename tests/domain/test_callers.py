"""What an officer types of somebody who called: who it was, and whether they come."""

from __future__ import annotations

import pytest

from ocop_domain.activities import Attendance, Coming
from ocop_domain.callers import meant, said_by_caller

GUESTS = [
    Attendance("a", n, name=name, area=area, phone=phone)
    for n, (name, area, phone) in enumerate(
        [
            ("Hộ kinh doanh Trần Thị Tư", "Xã Glar", "+84912345678"),
            ("Hợp tác xã Cà phê Glar", "Xã Glar", "+84987654321"),
            ("Hộ kinh doanh Nguyễn Văn Tú", "Xã Nam Yang", "+84909111222"),
            ("Lê Tuấn Anh", "Xã Nam Yang", ""),
            ("Nguyễn Văn Bảy", "Xã Glar", ""),
            ("Trần Văn Bảy", "Xã Nam Yang", ""),
            ("Nguyễn Văn Điện", "Xã Glar", ""),
            ("Lê Thị Hồng", "Xã Nam Yang", ""),
        ],
        1,
    )
]


@pytest.mark.parametrize(
    ("text", "who", "surely"),
    [
        ("bà Tư gọi điện nói đi được", [1], True),
        ("Bà Trần Thị Tư báo bận việc không đi được", [1], True),
        ("ba tu di duoc", [1, 3], True),  # without diacritics both may be meant
        ("anh Tuấn Anh đi", [4], True),
        ("chị Hồng đi được", [8], True),
        ("Tuấn Anh sẽ đến", [4], True),
        ("anh Bảy không đi", [5, 6], True),
        ("anh Bảy Nam Yang đi được", [6], True),
        ("anh Điện gọi điện nói đi được", [7], True),
        ("HTX cà phê Glar đi được", [2], False),
        ("chị Năm đi được", [], False),
        ("chị Năm xã Nam Yang đi được", [], False),  # a place alone names nobody
        ("chị Năm xã Glar đi được", [2], False),
        ("bà Tư Bến Tre đi được", [1], False),  # whoever typed it may mean another
        ("0912 345 678 đi được", [1], True),
        ("số 987654321", [2], True),
        ("đuôi 222 nói đi", [3], False),
        ("0999999999 đi được", [], False),
    ],
)
def test_the_guest_is_found_by_name_place_or_number(text: str, who: list[int], surely: bool) -> None:
    found = meant(text, GUESTS, lambda one: one.area)
    assert [one.person for one in found.guests] == who
    assert not who or found.surely == surely


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bà Tư gọi điện nói đi được", Coming.YES),
        ("chú Bảy sẽ đến", Coming.YES),
        ("anh Tú đồng ý tham gia", Coming.YES),
        ("ba tu di duoc nha", Coming.YES),
        ("bà Tư nói đi", Coming.YES),
        ("bà Tư không đi được", Coming.NO),
        ("anh Tú báo bận việc, không tới", Coming.NO),
        ("cô Sáu chưa đi được", Coming.NO),
        ("chị Lan khó mà đi được", Coming.NO),
        ("bác Ba xin vắng mặt", Coming.NO),
        ("bà Tư hỏi có đi được không", None),
        ("bà Tư đi được không?", None),
        ("bà Tư cho con đi thay", None),
        ("bà Tư chưa biết có đi được", None),
        ("bà Tư", None),
        ("chị Hồng đi được", Coming.YES),
        ("chị Hồng hổng đi được", Coming.NO),
        ("chi Le Thi Hong di duoc", None),
        ("chú Chúa đi được", Coming.YES),
        ("bà Tư không bận, đi được", Coming.YES),
        ("bà Tư không bận việc gì, đi được", Coming.YES),
        ("bà Tư chưa chắc đi được", None),
        ("bà Tư nói nếu không bận thì đi", None),
        ("chị Lan bán mật ong", None),
    ],
)
def test_what_the_caller_said_is_read_and_a_doubt_is_no_answer(text: str, said: Coming | None) -> None:
    assert said_by_caller(text) == said
