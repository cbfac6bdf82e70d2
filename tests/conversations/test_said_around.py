"""What people say around an answer, or instead of one: talk is no name, who does not know says no "no"."""

from __future__ import annotations

from typing import Any

from support.each import each
from support.forms import Filler
from test_talks import opened
from test_understanding import meant

from bot.conversations.understanding.meaning import (
    Answer,
    AnswerOrQuestion,
    Ask,
    Choose,
    Command,
    FormMove,
    Meaning,
    Nothing,
)
from ocop_domain import values

WORDS: list[tuple[str, type[Meaning], str]] = [
    # orders, with a wish in front of them
    ("cho em về câu trước", FormMove, "back"),
    ("lộn rồi sửa lại", FormMove, "back"),
    ("ghi nhầm rồi em ơi", FormMove, "back"),
    ("câu trước ghi sai", FormMove, "back"),
    ("mai làm tiếp nha", FormMove, "save"),
    ("tui đang bận", FormMove, "save"),
    ("để mai tui làm", FormMove, "save"),
    ("sao phải hỏi mấy cái này?", FormMove, "why"),
    ("tui quay lại rồi nè", Command, "hello"),
    ("tiếp tục", Command, "hello"),
    ("dạ em muốn dừng lại", FormMove, "save"),
    ("ủa cái này là gì", FormMove, "why"),
    ("ghi sao ta", FormMove, "why"),
    ("bắt buộc hông", FormMove, "why"),
    ("tui hổng hiểu", FormMove, "why"),
    ("giải thích giùm em", FormMove, "why"),
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
    ("dạ vâng", AnswerOrQuestion, ""),
    ("tôi muốn đổi tên", AnswerOrQuestion, ""),
    ("cũng như hồi nãy thôi", AnswerOrQuestion, ""),
    ("đang làm", AnswerOrQuestion, ""),
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
    assert isinstance(meant("brand", "Không Tên"), AnswerOrQuestion), (
        "a brand written as a name is never taken for none"
    )
    for text in ("hộ ông Thôi", "Hộ Chưa", "Hộ bà Khỏi"):
        assert isinstance(meant("producer_name", text), AnswerOrQuestion), text
    assert meant("brand", "Không có") == meant("brand", "không tên") == Nothing()


def test_who_wants_to_correct_or_tells_whose_it_is_has_given_no_name() -> None:
    for text in ("sửa lại tên chủ hộ", "sua lai ten chu ho", "nhà tui", "của tui", "đổi tên giùm cái"):
        assert isinstance(meant("product_name", text), AnswerOrQuestion), text
    for text in ("sua dau nanh", "sữa chua nhà làm", "Sửa Soạn", "Nhà Tui Farm"):
        assert isinstance(meant("product_name", text), Answer), text
    for text in ("con gái tôi đứng tên", "vợ tui đại diện", "tự em đứng ra"):
        assert values.is_somebody_here(text), text


def test_a_few_people_are_no_question_and_how_many_are_one() -> None:
    for at, text in (
        ("local_labour", "hăm mấy người"),
        ("local_labour", "mười mấy người"),
        ("market", "chợ xã với mấy người quen"),
        ("market", "bán cho mấy người quen"),
    ):
        assert isinstance(meant(at, text), Answer), text
    for at, text in (("local_labour", "mấy người thì được"), ("market", "hội đồng có mấy người")):
        assert isinstance(meant(at, text), Ask), text


def test_words_of_several_choices_choose_none_of_them() -> None:
    for text in ("hợp tác", "hop tac"):
        filler = opened("idea", "legal_form").says(text)
        assert filler.at == "legal_form", text


def test_of_several_markets_the_farthest_is_meant() -> None:
    for text, market in (
        ("khách sài gòn với nước ngoài", "export"),
        ("trong huyện với mấy tỉnh khác", "country"),
        ("nước ngoài, trong tỉnh", "export"),
        ("cả nước, chưa xuất khẩu", "country"),
    ):
        assert opened("idea", "market").says(text).draft.answers["market"] == market, text


def test_talk_is_no_name_and_no_story() -> None:
    talk = ("em ơi", "ghi đại đi", "ủa gì vậy", "hoi chong", "làm lại", "là tui", "cái này", "dạ em đây", "bạn là ai")
    kept = [text for at in ("product_name", "story") for text in talk if isinstance(meant(at, text), Answer)]
    assert kept == []


def test_what_is_typed_to_try_or_to_laugh_is_no_name_and_no_story() -> None:
    for text in (
        "test",
        "test 123",
        "haha",
        "ahihi",
        "hi hi hi",
        "khà khà",
        "kkkk",
        "asdf asdf",
        "qwerty",
        "lkjh",
        "aaaa",
        "xyz",
    ):
        for at in ("producer_name", "product_name", "story", "brand"):
            kept = isinstance(meant(at, text), Answer)
            assert kept == (text == "khà khà"), f"{at}: {text} (with marks it may be a name)"
    names = ("Thử Thách", "Koho", "Trà Hạ", "Kha", "HTX ABC", "khô trâu", "Y Phở", "trà đắng test nhanh", "Lựu", "Út")
    assert [text for text in names if not isinstance(meant("product_name", text), Answer)] == []


def test_who_asks_for_time_may_name_anybody() -> None:
    for at, text in (
        ("local_labour", "để tui đếm lại đã"),
        ("description", "để chồng tui ghi"),
        ("producer_name", "chờ chút, có khách"),
        ("story", "đợi hỏi ông nội"),
        ("registration_number", "đợi con gái tui lấy giấy"),
        ("producer_name", "chờ bà xã hỏi lại"),
    ):
        assert meant(at, text) == Command("wait"), text
    assert isinstance(meant("description", "để lâu vẫn thơm, không cần tủ lạnh"), Answer)


def test_a_question_is_found_by_what_people_call_it() -> None:
    for text, question in (
        ("sửa sđt", "phone"),
        ("đổi lại tên người đại diện", "representative"),
        ("quay lại câu tên chủ thể", "producer_name"),
        ("sửa lại số đt", "phone"),
        ("sửa tên hộ", "producer_name"),
    ):
        filler = opened("filing", "product_name").says(text)
        assert filler.at == question, text


def test_yes_and_no_are_heard_with_what_is_told_besides() -> None:
    said = {
        "yes": ("có lâu rồi", "có giấy từ năm 2019", "ừa", "có chớ sao không", "có đăng ký rồi nha"),
        "no": ("hem có", "chưa, tháng sau mới làm", "hông có làm giấy tờ chi hết", "chưa đi đăng ký nữa"),
    }
    for answer, texts in said.items():
        assert [text for text in texts if meant("registered", text) != Choose(answer)] == []
    for text in ("có nhưng hết hạn rồi", "không sao", "có mà mất rồi"):
        assert not isinstance(meant("registered", text), Choose), text


CALLED = {
    "registration_kind": {"chưa có sao": "first", "mới làm lần đầu": "first", "muốn lên 4 sao": "upgrade"},
    "material_origin": {"nhà tự trồng": "commune", "mua ở tỉnh khác": "country", "nhập khẩu hết": "imported"},
    "idea_source": {
        "ông bà để lại": "tradition",
        "học trên mạng": "learned",
        "tự mày mò": "own",
        "làng nghề": "village_craft",
    },
    "market": {"bán qua Mỹ": "export", "trong tỉnh thôi": "province", "bán khắp nước": "country"},
    "legal_form": {"gia đình tui mần": "household", "nhà em tự làm": "household", "cty tnhh 1tv": "company"},
}


def test_an_option_is_chosen_by_what_people_call_it_and_not_when_it_is_denied() -> None:
    found = {
        at: {text: opened("filing", at).says(text).draft.answers.get(at) for text in texts}
        for at, texts in CALLED.items()
    }
    assert found == CALLED
    for at, text in (
        ("market", "chưa xuất khẩu"),
        ("legal_form", "hợp tác xã với tổ hợp tác"),
        ("material_origin", "không nhập khẩu"),
    ):
        assert opened("filing", at).says(text).at == at, text


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
    ("representative", "dạ Trần Thị Bé ạ"): {"representative": "Trần Thị Bé"},
    ("representative", "chồng tui tên Lê Văn Út"): {"representative": "Lê Văn Út"},
    ("producer_name", "dạ Tư Bông ạ"): {"producer_name": "Tư Bông"},
    ("product_name", "ghi là Mắm Cô Ba nha"): {"product_name": "Mắm Cô Ba"},
    ("product_name", "dạ cẩm"): {"product_name": "dạ cẩm"},
    ("product_name", "sản phẩm nhà em là măng le khô"): {"product_name": "măng le khô"},
    ("product_name", "tên nó là khô bò H'Mai"): {"product_name": "khô bò H'Mai"},
    ("product_name", "tên sp: Chả hoa Năm Thụy"): {"product_name": "Chả hoa Năm Thụy"},
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


@each(("at", "text"), KEPT)
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
    for text in ("tôi", "vợ", "chồng tui", "tự em luôn", "Lan 12"):
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
