"""What a text means: the first that fits wins, and what is a question is never an answer."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support.each import each
from support.examples import examples
from support.forms import TEXTS, Filler
from support.knowing import Knows
from test_talks import opened

from bot.conversations import engine
from bot.conversations.form import Draft, Option
from bot.conversations.forms import FORMS
from bot.conversations.framing import frame_of
from bot.conversations.understanding.codes import code_in
from bot.conversations.understanding.frame import Frame, Heard
from bot.conversations.understanding.lexicon import lexicon_of
from bot.conversations.understanding.meaning import (
    Addition,
    Answer,
    AnswerOrQuestion,
    Ask,
    Choose,
    Command,
    Correct,
    FormMove,
    Meaning,
    Nothing,
    Thanks,
)
from bot.conversations.understanding.understand import understand

VI = lexicon_of(TEXTS["vi"])


def meant(question: str, text: str, *, under: str = "", knows: tuple[str, ...] = ()) -> Meaning:
    filler = opened("idea", question)
    frame = frame_of(filler.form, filler.draft, filler.context)
    return understand(Heard(text, under), frame, VI, Knows(*knows))


ORDER: list[tuple[str, str, type[Meaning]]] = [
    # (1) what stands on the screen
    ("legal_form", "4", Choose),
    ("legal_form", "hợp tác xã", Choose),
    ("local_labour", "4", Answer),
    ("local_labour", "ba bốn người gì đó", Answer),
    # (2) moves and commands, with their diacritics
    ("product_name", "lưu", FormMove),
    ("product_name", "quay lại", FormMove),
    ("product_name", "quay lai", FormMove),
    ("product_name", "Lựu", Answer),
    ("product_name", "luu", AnswerOrQuestion),
    ("product_name", "xoa", AnswerOrQuestion),
    ("product_name", "trang chính", Command),
    ("product_name", "trợ giúp", Command),
    ("product_name", "?", Command),
    ("legal_form", "??", Command),
    ("product_name", "dữ liệu của tôi", Command),
    ("product_name", "bỏ", Command),
    ("product_name", "bò", Answer),
    ("product_name", "gặp cán bộ", Command),
    ("product_name", "cảm ơn em nhiều nha", Thanks),
    ("product_set", "ok cảm ơn em", Thanks),
    ("product_name", "dạ được, cảm ơn nhiều", Thanks),
    ("description", "chờ chút nha", Command),
    # (3) read whole
    ("local_labour", "không có", Answer),
    ("material_share", "8 chục phần trăm", Answer),
    # (5) nothing
    ("registered", "dạ chưa có ạ", Choose),
    ("email", "dạ tôi không có email", Nothing),
    ("brand", "chua nghi ra", Nothing),
    ("brand", "để sau", Nothing),
    ("quality", "k", Nothing),
    ("brand", "chua", Nothing),
    ("product_name", "Chua ngọt Bà Sáu", Answer),
    # (6) another question
    ("product_name", "sửa số điện thoại", Correct),
    ("product_name", "quay lại câu tên đơn vị nha", Correct),
    ("product_name", "sữa số điện thoại", Answer),
    ("product_name", "sửa chữa máy", Answer),
    ("local_labour", "sua ten san pham", Correct),
    # (7) a question
    ("registered", "có cần không?", Ask),
    ("legal_form", "ho gia dinh la gi", Ask),
    ("phone", "ghi số nào cũng được hả", Ask),
    ("representative", "người đại diện là ai vậy em?", Ask),
    ("product_name", "nộp ở đâu", AnswerOrQuestion),
    ("product_name", "cho hỏi nộp ở đâu", Ask),
    ("difference", "ngon hơn, không biết bao nhiêu người mua lại", Answer),
    ("difference", "em ơi ghi gì ở đây", Ask),
    # (8) nearly an option
    ("legal_form", "tổ hợp", Answer),
]


def test_the_first_that_fits_wins() -> None:
    wrong = []
    for question, text, kind in ORDER:
        form = "filing" if question == "representative" else "idea"
        filler = opened(form, question)
        frame = frame_of(filler.form, filler.draft, filler.context)
        found = understand(Heard(text), frame, VI, Knows())
        if not isinstance(found, kind):
            wrong.append((question, text, kind.__name__, found))
    assert wrong == []


def test_a_question_that_is_surely_known_is_asked_at_a_name_too() -> None:
    asked = "nộp hồ sơ ở đâu"
    assert isinstance(meant("product_name", asked), AnswerOrQuestion)
    assert meant("product_name", asked, knows=(asked,)) == Ask(asked)


def test_yes_and_no_are_understood_as_people_say_them() -> None:
    yes = ("có ạ", "dạ vâng", "👍", "rồi ạ", "ừm", "okie", "dạ có nha", "đúng rồi")
    no = ("chưa ạ", "dạ chưa ạ", "ko có", "hông có", "👎", "dạ không", "chưa đâu", "không có giấy")
    assert {text: meant("registered", text) for text in yes} == {text: Choose("yes") for text in yes}
    assert {text: meant("registered", text) for text in no} == {text: Choose("no") for text in no}


def test_outside_of_forms_a_question_is_asked_and_a_button_pressed() -> None:
    buttons = (Option("register", "Đăng ký ý tưởng sản phẩm"), Option("calendar", "Lịch của tôi"))
    frame = Frame(options=buttons, shown=buttons)
    said = {
        "2": Choose("calendar"),
        "dang ky": Choose("register"),
        "đăng ký ở đâu": Ask("đăng ký ở đâu"),
        "xã duyệt chưa": Ask("xã duyệt chưa"),
        "cám ơn": Thanks(),
        "tôi muốn rút lại hồ sơ": Ask("tôi muốn rút lại hồ sơ", shaped=False),
        "thoát": Command("menu"),
        "english": Command("lang:en"),
    }
    assert {text: understand(Heard(text), frame, VI, Knows()) for text in said} == said


# Two messages in a row


def test_what_was_typed_under_the_question_before_is_asked_about_and_added_to_it() -> None:
    assert meant("brand", "giòn lắm", under="quality") == Addition("quality", "giòn lắm")
    filler = opened("idea", "packaging")
    step = engine.turn(filler.form, filler.draft, filler.context, Addition("description", "thêm nữa là ngon lắm"))
    assert [c.label for c in step.reply.choices] == ["Ghi vào câu trước", "Trả lời câu này", "Bỏ tin này"]
    assert step.draft.answers == filler.draft.answers
    asked = Filler(filler.form, filler.context, step)
    added = asked.presses("o:add")
    assert added.draft.answers["description"].endswith("địa phương\nthêm nữa là ngon lắm")
    assert added.at == "packaging"
    here = asked.presses("o:mine")
    assert here.draft.answers["packaging"] == "thêm nữa là ngon lắm"
    dropped = asked.says("bỏ tin này")
    assert dropped.draft.answers == filler.draft.answers


def test_a_question_or_thanks_typed_too_late_are_no_more_than_that() -> None:
    late = {"Cho hỏi hạn nộp là khi nào?": Ask, "ok cảm ơn": Thanks, "có ai mua chưa": Addition}
    for text, kind in late.items():
        assert isinstance(meant("brand", text, under="quality"), kind), text


def test_what_the_question_before_cannot_take_is_not_offered_to_be_written_there() -> None:
    filler = opened("idea", "idea_source")
    step = engine.turn(filler.form, filler.draft, filler.context, Addition("material_origin", "giòn lắm"))
    assert [c.label for c in step.reply.choices] == ["Đây là câu trả lời", "Tôi đang hỏi"]


def test_a_number_that_was_added_late_is_read_anew() -> None:
    filler = opened("idea", "idea_source")
    step = engine.turn(filler.form, filler.draft, filler.context, Addition("local_labour", "15 người"))
    added = Filler(filler.form, filler.context, step).presses("o:add")
    assert added.draft.answers["local_labour"] == 15
    assert added.at == "idea_source"


# Never stored


QUESTIONS = (
    "ghi gì vậy em?", "cho hỏi câu này là sao", "tại sao phải ghi?", "em ơi ghi ở đâu", "bao giờ có kết quả?",
    "có mất tiền không?", "o dau cap giay?", "lam sao de duoc 4 sao?",
)  # fmt: skip
NOTHINGS = (
    "không",
    "không có",
    "chưa",
    "chưa có",
    "chưa nghĩ ra",
    "ko",
    "k",
    "để sau",
    "hông có",
    "chua co",
    "dạ chưa",
)


def _kept(before: Draft, after: Draft) -> dict[str, Any]:
    return {k: v for k, v in after.answers.items() if before.answers.get(k) != v and v is not None}


@each("form", ["idea", "filing"])
def test_no_question_and_no_nothing_is_ever_stored_as_words(form: str) -> None:
    filler = Filler.opens(FORMS[form])
    while filler.at != "=":
        for text in (*QUESTIONS, *NOTHINGS):
            kept = _kept(filler.draft, filler.says(text).draft)
            assert not any(isinstance(value, str) and text in value for value in kept.values()), (filler.at, text, kept)
        filler = filler.answers()


@given(st.text(max_size=40))
@examples(20)
def test_every_text_means_something(text: str) -> None:
    for question in ("product_name", "local_labour", "registered", "description"):
        filler = _AT.setdefault(question, opened("idea", question))
        frame = frame_of(filler.form, filler.draft, filler.context)
        assert understand(Heard(text), frame, VI, Knows())


_AT: dict[str, Filler] = {}


# Codes


def test_a_code_is_taken_as_it_is_heard() -> None:
    words = ("mã", "code")
    right = {
        "mã CA60 3896 9E8C": "CA60-3896-9E8C",
        "mã E2C2–A948–8FC9": "E2C2-A948-8FC9",
        "B51C8DB134CE": "B51C-8DB1-34CE",
        "7169-F9BC-1902.": "7169-F9BC-1902",
        "Mã của tôi là 7169-f9bc-1902": "7169-F9BC-1902",
        "ma 7169f9bc1902": "7169-F9BC-1902",
        "bc9b 8e3e 3e9e": "BC9B-8E3E-3E9E",
        "Mã: 716912341902": "7169-1234-1902",
        "7169-1234-1902": "7169-1234-1902",
    }
    assert {text: code_in(text, words) for text in right} == right
    none = (
        "Mã số 200012345678",
        "200012345678",
        "0912 3456 7890",
        "Mã vùng trồng CA60 3896 9E8C",
        "mã",
        "xã 1234-5678-9ABC",
    )
    assert {text: code_in(text, words) for text in none} == dict.fromkeys(none, "")


def test_what_is_typed_under_a_doubt_is_about_itself_also_where_it_cannot_be_taken() -> None:
    asked = opened("idea", "product_name").says("mấy sao cũng được")
    assert asked.draft.talk.doubt == "mấy sao cũng được"
    refused = asked.says("0912345678")
    assert (refused.at, refused.draft.talk.doubt) == ("product_name", "")
    assert "mấy sao" not in refused.shown, "it is not asked about again, in the place of why this was not taken"
    assert "⚠" in refused.shown
