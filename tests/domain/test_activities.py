"""Activities: seats and the queue, numbers of a list, which duty names which kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from support.each import each

from ocop_domain.activities import (
    Activity,
    ActivityKind,
    Attendance,
    Coming,
    Seats,
    answered,
    kind_of,
    moved_up,
    read_numbers,
)
from ocop_domain.errors import Refusal

NOW = datetime(2022, 3, 1, tzinfo=UTC)
HERE = Activity("a", "u", "p", ActivityKind.CLASS, "Lớp", "2022-03-20T08:00", date(2022, 3, 20), "Xã", places=1)
LAN, NAM = Attendance("a", 1), Attendance("a", 2)


def test_the_last_seat_is_given_once_and_who_waits_moves_up_when_it_becomes_free() -> None:
    (lan,) = answered(HERE, Seats(), LAN, Coming.YES, now=NOW)
    assert lan.seated
    (nam,) = answered(HERE, Seats(taken=1), NAM, Coming.INSTEAD, now=NOW, instead="Bình")
    assert (nam.seated, nam.instead, bool(nam.waiting)) == (False, "Bình", True)
    full = Seats(taken=1, waiting=1, queue=(nam,))
    assert answered(HERE, full, lan, Coming.INSTEAD, now=NOW, instead="Tư") == (
        replace(lan, answer=Coming.INSTEAD, instead="Tư"),
    ), "another person for the same seat"
    gone, up = answered(HERE, full, lan, Coming.NO, now=NOW)
    assert (gone.seated, up) == (False, replace(nam, waiting=""))
    (left,) = answered(HERE, full, nam, Coming.NO, now=NOW)
    assert (left.waiting, left.instead) == ("", ""), "who leaves the queue gives no seat away"


def test_a_seat_that_an_erased_guest_left_goes_to_who_waits_before_who_answers_now() -> None:
    nam, tu = Attendance("a", 2, Coming.YES, waiting="1"), Attendance("a", 3)
    own, up = answered(HERE, Seats(taken=0, waiting=1, queue=(nam,)), tu, Coming.YES, now=NOW)
    assert (own.person, own.seated, up) == (3, False, replace(nam, waiting=""))
    (own,) = answered(HERE, Seats(taken=0, waiting=1, queue=(nam,)), nam, Coming.YES, now=NOW)
    assert own.seated, "who waits and asks again has it"
    own, up = answered(HERE, Seats(taken=0, waiting=1, queue=(nam,)), tu, Coming.NO, now=NOW)
    assert (own.answer, up.person) == (Coming.NO, 2)


def test_more_places_let_so_many_of_the_queue_in_and_no_limit_all() -> None:
    queue = tuple(Attendance("a", n, Coming.YES, waiting=str(n)) for n in range(3))
    assert [len(moved_up(places, 1, queue)) for places in (1, 2, 3, 9, 0)] == [0, 1, 2, 3, 3]


@each(
    ("said", "meant"),
    [
        ("1,2,5", (1, 2, 5)),
        ("5 1 2 2", (1, 2, 5)),
        ("1-3 và 8", (1, 2, 3, 8)),
        ("từ 2 đến 4", (2, 3, 4)),
        ("tất cả", (1, 2, 3, 4, 5, 6, 7, 8)),
        ("đủ cả", (1, 2, 3, 4, 5, 6, 7, 8)),
        ("hết trừ 1-6", (7, 8)),
        ("vắng 2, 7", (1, 3, 4, 5, 6, 8)),
        ("all but 1-7", (8,)),
        ("không ai", ()),
    ],
)
def test_numbers_of_a_list_are_read_as_people_write_them(said: str, meant: tuple[int, ...]) -> None:
    assert read_numbers(said, range(1, 9)) == meant


def test_numbers_of_a_later_page_are_those_that_stand_there() -> None:
    page = range(31, 36)
    assert read_numbers("31-33, 35", page) == (31, 32, 33, 35)
    assert read_numbers("tất cả trừ 32", page) == (31, 33, 34, 35)
    for said in ("1", "30", "36", "30-32"):
        with pytest.raises(Refusal) as refused:
            read_numbers(said, page)
        assert refused.value.code == "error.number_beyond", said


@each("said", ["9", "0", "1-9", "4-2", "chị Lan", "1, chị Lan", "", "trừ", "tất cả 3"])
def test_what_is_no_number_of_the_list_is_refused(said: str) -> None:
    with pytest.raises(Refusal):
        read_numbers(said, range(1, 9))


@each(
    ("title", "kind"),
    [
        ("Tập huấn thương mại điện tử cho chủ thể", "class"),
        ("Mở 03 lớp tập huấn lập phương án kinh doanh", "class"),
        ("Tập huấn cho chủ thể, người lao động và cán bộ quản lý OCOP", "class"),
        ("Xúc tiến bán hàng tại các hội chợ thường niên", "fair"),
        ("Tổ chức đi học tập kinh nghiệm", "trip"),
        ('Tổ chức "Ngày OCOP"', "ocop_day"),
        ("Đưa sản phẩm lên sàn của doanh nghiệp bưu chính", "eshop"),
        ("Tổ chức hội nghị tổng kết năm 2022", "conference"),
        ("Nhận và kiểm tra hồ sơ, sản phẩm dự thi cấp huyện", None),
        ("Lập kế hoạch OCOP năm 2022 của huyện", None),
    ],
)
def test_the_title_of_a_duty_names_the_kind(title: str, kind: str | None) -> None:
    assert kind_of(title) == kind
