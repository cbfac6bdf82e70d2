"""What people say around an answer, or instead of one: talk is no name, who does not know says no "no"."""

from __future__ import annotations

from typing import Any

import pytest
from support.forms import Filler
from test_talks import opened
from test_understanding import meant

from bot.conversations.understanding.meaning import Answer, Ask, Choose, Command, Meaning, Move, Nothing, Unsure
from ocop_domain import values

WORDS: list[tuple[str, type[Meaning], str]] = [
    # orders, with a wish in front of them
    ("cho em về câu trước", Move, "back"),
    ("lộn rồi sửa lại", Move, "back"),
    ("ghi nhầm rồi em ơi", Move, "back"),
    ("câu trước ghi sai", Move, "back"),
    ("mai làm tiếp nha", Move, "save"),
    ("tui đang bận", Move, "save"),
    ("dạ em muốn dừng lại", Move, "save"),
    ("ủa cái này là gì", Move, "why"),
    ("ghi sao ta", Move, "why"),
    ("bắt buộc hông", Move, "why"),
    ("tui hổng hiểu", Move, "why"),
    ("giải thích giùm em", Move, "why"),
    ("nghỉ chút nha", Command, "wait"),
    ("đợi tui hỏi chồng", Command, "wait"),
    ("để em kiếm giấy đã", Command, "wait"),
    ("làm lại từ đầu", Command, "discard"),
    ("nhờ cán bộ làm giùm", Command, "officer"),
    # nothing, in all its forms
    ("k bít", Nothing, ""),
    ("thôi khỏi", Nothing, ""),
    ("thôi", Nothing, ""),
    ("hiện tại chưa có", Nothing, ""),
    ("chưa đặt tên nữa", Nothing, ""),
    ("mai mốt tính", Nothing, ""),
    ("không áp dụng", Nothing, ""),
    ("-", Nothing, ""),
    ("n/a", Nothing, ""),
    # talk alone is asked about
    ("dạ vâng", Unsure, ""),
    ("tôi muốn đổi tên", Unsure, ""),
    ("cũng như hồi nãy thôi", Unsure, ""),
    ("đang làm", Unsure, ""),
    # names are names
    ("chị Tư", Answer, ""),
    ("Bà Năm", Answer, ""),
    ("Nhớ Mãi", Answer, ""),
    ("Nhà Mình Làm", Answer, ""),
    ("Không Gian Xanh", Answer, ""),
    ("mật ong không đường", Answer, ""),
    ("Chè Thôi Nôi", Answer, ""),
]


def test_what_is_said_instead_of_a_name_is_understood() -> None:
    wrong = []
    for text, kind, name in WORDS:
        found = meant("product_name", text)
        if not isinstance(found, kind) or (name and getattr(found, "name", "") != name):
            wrong.append((text, kind.__name__, found))
    assert wrong == []


def test_everyday_words_make_names_and_stories_too() -> None:
    names = ("Tên tạm", "má tui", "ông bà", "vợ chồng tui", "mình làm", "trở về", "thử là nhớ", "bà con", "nhớ hoài")
    stories = ("ông bà để lại", "ở đây ai cũng làm", "tui với vợ làm", "Hồi đó ông bà làm, giờ mình làm lại", "nhớ mẹ")
    asked = [text for text in names if not isinstance(meant("product_name", text), Answer)]
    asked += [text for text in stories if not isinstance(meant("story", text), Answer)]
    assert asked == []
    assert isinstance(meant("brand", "Không Tên"), Unsure), "a brand written as a name is never taken for none"
    for text in ("hộ ông Thôi", "Hộ Chưa", "Hộ bà Khỏi"):
        assert isinstance(meant("producer_name", text), Unsure), text
    assert meant("brand", "Không có") == meant("brand", "không tên") == Nothing()


def test_talk_is_no_name_and_no_story() -> None:
    talk = ("em ơi", "ghi đại đi", "ủa gì vậy", "hoi chong", "làm lại", "là tui", "cái này", "dạ em đây", "bạn là ai")
    kept = [text for at in ("product_name", "story") for text in talk if isinstance(meant(at, text), Answer)]
    assert kept == []


def test_who_does_not_know_has_not_said_no() -> None:
    for text in ("không nhớ", "k nhớ nữa", "quên rồi", "hổng biết nữa", "dạ em không rõ"):
        assert meant("registered", text) == Nothing(), text
    for text in ("chưa đăng ký", "hông có luôn", "dạ chưa có giấy"):
        assert meant("registered", text) == Choose("no"), text


def test_an_option_is_chosen_by_its_place_in_words() -> None:
    fourth = meant("legal_form", "4")
    assert [meant("legal_form", text) for text in ("số 4", "cái thứ 4", "chọn số 4", "muc 4")] == [fourth] * 4


def test_two_legal_forms_and_a_question_about_them_choose_none() -> None:
    assert isinstance(meant("legal_form", "HTX với tổ hợp tác khác gì nhau"), Ask)
    filler = opened("filing", "legal_form").says("HTX hay tổ hợp tác")
    assert filler.at == "legal_form"


KEPT: dict[tuple[str, str], dict[str, Any]] = {
    ("representative", "dạ em tên Lê Thị Lan ạ"): {"representative": "Lê Thị Lan"},
    ("representative", "Lê Thị Lan, giám đốc"): {"representative": "Lê Thị Lan", "position": "giám đốc"},
    ("representative", "Lan Anh 0987654321"): {"representative": "Lan Anh", "phone": "+84987654321"},
    ("representative", "Nguyen Van A"): {"representative": "Nguyen Van A"},
    ("producer_name", "tên Ba Tư nha"): {"producer_name": "Ba Tư"},
    ("producer_name", "dạ tên cơ sở là Ba Lựu nha"): {"producer_name": "Ba Lựu"},
    ("product_name", "tui bán tôm khô"): {"product_name": "tôm khô"},
    ("product_name", "bánh phồng tôm 85k 1 bịch"): {
        "product_name": "bánh phồng tôm",
        "price": {"dong": 85000, "per": "bịch"},
    },
    ("registration_number", "số 41A8012345 cấp ngày 12/5/2021"): {
        "registration_number": "41A8012345",
        "registration_date": "2021-05-12",
    },
    ("registration_number", "hai không không một hai ba bốn năm sáu bảy"): {"registration_number": "2001234567"},
}


@pytest.mark.parametrize(("at", "text"), KEPT)
def test_what_stands_around_an_answer_is_not_kept_with_it(at: str, text: str) -> None:
    before = opened("filing", at)
    after = before.says(text)
    wanted = KEPT[at, text]
    assert {name: after.draft.answers.get(name) for name in wanted} == wanted


def test_the_number_of_a_decision_is_read_with_its_day() -> None:
    filler = opened("decide", "decision_number").says("Số 123/QĐ-UBND ngày 5/6/2021")
    assert filler.draft.answers["decision_number"] == "123/QĐ-UBND"
    assert filler.draft.answers["decision_day"] == "2021-06-05"


def test_nobodys_name_is_a_pronoun_or_has_digits() -> None:
    for text in ("tôi", "vợ", "Lan 12"):
        filler: Filler = opened("filing", "representative").says(text)
        assert filler.at == "representative", text


def test_a_name_of_polite_words_alone_stays_whole() -> None:
    rule = values.TextRule(2, 80)
    assert values.read_name("Mình Bán Mắm", rule) == "Mình Bán Mắm"
    assert [values.read_name(text, rule) for text in ("tên", "nha nha", "Dạ Thảo", "da thao a")] == [
        "tên",
        "nha nha",
        "Dạ Thảo",
        "da thao a",
    ]


def test_an_officials_reason_may_be_made_of_the_same_words() -> None:
    for text in ("ghi sai rồi", "chưa ghi rõ tên", "không hiểu ghi gì", "sai rồi sửa lại"):
        kept = opened("return", "reason").says(text)
        assert kept.draft.answers.get("reason") == text, text
