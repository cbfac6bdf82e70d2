"""What a form does not take is given back to its writer; what looks wrong is asked, never changed or cut silently."""

from __future__ import annotations

from support.each import each
from support.forms import TEXTS, Filler

from bot.conversations.forms import FORMS
from bot.conversations.screens import OPTION

VI = TEXTS["vi"]
STORY = " ".join(["Nghề làm bánh phồng tôm ở ấp Cây Trâm có từ đời ông nội."] * 80)


def at(question: str) -> Filler:
    """A registration that stands at a question."""
    filled = Filler.opens(FORMS["idea"]).fills()
    return filled.changes(question)


def test_a_text_that_is_too_long_comes_back_whole_and_may_be_taken_to_its_first_words() -> None:
    refused = at("story").says(STORY)
    assert refused.at == "story"
    assert refused.reply.refused == STORY
    assert VI("error.text_long", length=len(STORY), max=3000) in refused.shown
    assert VI("text.first", max="3.000") in [c.label for c in refused.reply.choices]
    taken = refused.presses(f"{OPTION}first")
    kept = taken.draft.answers["story"]
    assert 2900 < len(kept) <= 3000
    assert STORY.startswith(kept)
    assert not STORY[len(kept)].isalnum(), "to the end of a word"


def test_after_a_refusal_a_shorter_text_is_the_answer() -> None:
    assert at("story").says(STORY).says("Ngắn hơn rồi.").draft.answers["story"] == "Ngắn hơn rồi."


@each(
    ("question", "typed"),
    [("phone", "0912 34"), ("product_name", "7"), ("price", "85 đô la"), ("description", "ngon")],
)
def test_typed_words_that_are_refused_are_given_back(question: str, typed: str) -> None:
    assert at(question).says(typed).reply.refused == typed


@each(("question", "typed"), [("legal_form", "abcxyz"), ("phone", "bỏ qua")])
def test_what_can_be_pressed_and_what_moves_is_not_given_back(question: str, typed: str) -> None:
    assert at(question).says(typed).reply.refused == ""


@each(
    ("typed", "meant"),
    [
        ("HTX N«ng nghiÖp §Êt Mòi", "HTX Nông nghiệp Đất Mũi"),
        ("Ñaát Muõi", "Đất Mũi"),
        ("R\u00adîu S¬n Tinh", "Rượu Sơn Tinh"),
    ],
)
def test_a_name_of_an_old_font_is_asked_about(typed: str, meant: str) -> None:
    asked = at("producer_name").says(typed)
    assert asked.at == "producer_name"
    assert VI("text.old_font", text=meant) in asked.shown
    assert [c.label for c in asked.reply.choices] == [VI("text.meant"), VI("text.as_typed")]
    assert asked.presses(f"{OPTION}meant").draft.answers["producer_name"] == meant
    kept = asked.presses(f"{OPTION}typed").draft.answers["producer_name"]
    assert kept == typed.replace("\u00ad", "")
    assert asked.says("HTX Khác").draft.answers["producer_name"] == "HTX Khác"


def test_a_long_story_of_an_old_font_is_asked_about_and_then_too_long() -> None:
    asked = at("story").says("MËt ong rõng trµm " * 200)
    too_long = asked.presses(f"{OPTION}meant")
    assert too_long.reply.refused.startswith("Mật ong rừng tràm")
    assert too_long.presses(f"{OPTION}first").draft.answers["story"].startswith("Mật ong rừng tràm")


def test_a_place_of_an_old_font_is_offered_not_taken() -> None:
    asked = at("area").says("X· §Þnh B×nh")
    assert asked.at == "area"
    assert any("Xã Định Bình" in c.label for c in asked.reply.choices)
