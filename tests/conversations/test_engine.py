"""What the engine promises of every form: back, skip, why, save, summary, change; nothing that was answered is lost."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.each import each
from support.examples import examples
from support.forms import TEXTS, Filler

from bot.conversations import engine
from bot.conversations.engine import NAVIGATION
from bot.conversations.form import CHANGE, SUMMARY, Draft, Form, Question, Said
from bot.conversations.forms import FORMS
from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.registration import QUESTIONS
from bot.conversations.kinds.chosen import ChoiceKind, YesNo
from bot.conversations.kinds.sets import ProductSetKind
from bot.conversations.kinds.typed import Text
from bot.conversations.understanding.spoken import spoken
from bot.messages import Upload
from ocop_domain.text import fold

PLANS = {"plan_promotion", "plan_target", "plan_timetable"}
"""One plan form for each kind that only plans have; all fifteen are walked in `test_plan_forms.py`."""
ALL = sorted(name for name in FORMS if name not in PLAN_FORMS or name in PLANS)
SUMMED = [name for name in ALL if FORMS[name].summary]
COUNTED = [name for name in ALL if not FORMS[name].next]


@cache
def walk(form: str, language: str = "vi") -> tuple[Filler, ...]:
    """The form at each of its questions, answered one after the other."""
    filler = Filler.opens(FORMS[form], language=language)
    stops = []
    while not filler.ended and (filler.at != SUMMARY or filler.left):
        filler = filler.presses("s:more") if filler.at == SUMMARY else filler
        stops.append(filler)
        filler = filler.answers()
    return tuple(stops)


@cache
def end_of(form: str, language: str = "vi") -> Filler:
    return Filler.opens(FORMS[form], language=language).fills()


def _later(form: str, question: str) -> bool:
    found = FORMS[form].get(question)
    return found is not None and found.later


# One question after the other


@each("form", COUNTED)
def test_every_question_that_applies_is_asked_once_and_in_order(form: str) -> None:
    stops = walk(form)
    end = stops[-1].answers()
    assert [s.at for s in stops] == sorted((q.id for q in end.asked), key=lambda id_: _later(form, id_))
    assert set(end.draft.answers) == {s.at for s in stops}


@each("language", TEXTS.languages)
@each("form", COUNTED)
def test_the_title_says_which_question_of_how_many(form: str, language: str) -> None:
    for stop in walk(form, language):
        t = stop.context.t
        label = stop.question.label(t)
        counted = [q.id for q in stop.asked if not q.later or q.id in stop.draft.answers or q.id == stop.at]
        number = counted.index(stop.at) + 1
        count = len(counted)
        title = t("screen.progress", number=number, count=count, label=label) if count > 1 else label
        assert stop.reply.title == title


@each("form", ALL)
def test_an_answer_is_kept_before_the_next_question_is_shown(form: str) -> None:
    for stop in walk(form):
        assert stop.draft.answers.get(stop.at) is None
        after = stop.answers()
        assert after.draft.answers[stop.at] is not None
        assert {k: after.draft.answers[k] for k in stop.draft.answers} == dict(stop.draft.answers)


@each("form", SUMMED)
def test_the_form_ends_with_a_summary_of_every_answer_and_is_sent_from_there(form: str) -> None:
    end = end_of(form)
    assert end.at == SUMMARY
    sections = [end.presses(choice.data).reply.text for choice in end.reply.choices if choice.data.startswith("s:in:")]
    told = sections or [end.reply.text]
    for question in end.asked:
        value = question.kind.show(end.draft.answers[question.id], question, end.context)
        assert any(f"{question.label(end.context.t)}: {value}" in text for text in told)
    sent = end.presses("s:send")
    assert sent.ended
    assert sent.draft.answers == end.draft.answers


@each("form", [name for name in ALL if not FORMS[name].summary])
def test_a_form_without_a_summary_is_sent_with_its_last_answer(form: str) -> None:
    end = end_of(form)
    assert end.ended
    assert set(end.draft.answers) == {q.id for q in end.asked}


# Moves at every question


@each("form", ALL)
def test_why_explains_every_question_and_stays_at_it(form: str) -> None:
    for stop in walk(form):
        why = stop.presses("n:why")
        assert why.draft == stop.draft
        assert stop.question.why(stop.context.t) in why.reply.text
        assert why.reply.choices == stop.reply.choices


@each("form", ALL)
def test_save_leaves_at_every_question_and_opening_goes_on_there(form: str) -> None:
    for stop in walk(form):
        left = stop.presses("n:save")
        assert left.step.outcome == "left"
        assert left.draft == stop.draft
        again = engine.open_draft(FORMS[form], left.draft, stop.context)
        assert again.draft.at == stop.at
        assert again.reply == stop.reply or "\n\n" in stop.reply.text, "the same question, without the note"


@each("form", ALL)
def test_back_leads_to_the_former_question_with_its_answer_and_keep_returns(form: str) -> None:
    stops = walk(form)
    for former, stop in itertools.pairwise(stops):
        back = stop.presses("n:back")
        if back.at == stop.at:  # a screen inside the question
            back = back.presses("n:back")
        if stop.question.later and not former.question.later:  # it was come to from the summary
            assert back.at == SUMMARY
            continue
        assert back.at == former.at
        assert back.draft.answers == stop.draft.answers, "going back loses nothing"
        value = former.question.kind.show(stop.draft.answers[former.at], former.question, stop.context)
        assert stop.context.t("screen.current", value=value) in back.reply.text
        kept = back.presses("n:keep")
        assert kept.at == stop.at
        assert kept.draft.answers == stop.draft.answers


@each("form", [form for form in ALL if FORMS[form].behind])
def test_back_leaves_a_form_that_lies_behind_another_screen(form: str) -> None:
    first = Filler.opens(FORMS[form], subject="p1:material")
    assert "n:back" in [c.data for c in first.reply.nav]
    assert first.presses("n:back").step.outcome == "left"
    assert first.says("quay lại").step.outcome == "left", "typed as well"
    behind = FORMS[form].behind
    assert behind
    assert behind(first.draft) == _BEHIND[form]


_BEHIND = {
    "plan_blocked": "plan:p1",
    "cast_certain": "editcast:p1",
    "let_in": "team",
    "vouched": "p:p1",
    "appoint": "staff",
    "appoint_agency": "agency:p1:material",
    "replace": "staff",
    "find": "area",
    "refuse": "p:p1:material",
    "slip": "p:p1:material",
    "convene": "convene",
    "roundtotal": "tojudge:p1:material",
    "excuse": "seat:p1:material",
    "seat": "seats:p1:material",
    "revoke": "revoke:p1",
    **dict.fromkeys(("condition", "decline"), "choosing1:p1:material"),
    "assess": "p:p1:material",
    "clarify": "p:p1:material",
    "visit": "p:p1:material",
    "explain": "mine",
    "mended": "found1:p1:material",
    "invite_many": "staff",
    "journal_find": "journal",
    "leave": "holder:p1:material",
    "approve_answer": "answered:p1:material",
    "activity": "activities",
    "showcase": "showcase",
} | {
    **dict.fromkeys(("moveround", "conclude", "remark", "decide", "samples", "counciltable"), "round:p1"),
    **dict.fromkeys(("change_activity", "call_off", "instead", "attended", "outcome"), "activity:p1:material"),
    "also_whom": "whom:p1:material",
    "caller": "guests:p1:material",
    "caller_instead": "guest:p1:material",
    **dict.fromkeys(("hand_on", "legal_change", "move_product", "stop_product"), "life:p1:material"),
}
"""The screen behind each form whose subject is p1:material."""


@each("form", [form for form in ALL if not FORMS[form].behind])
def test_there_is_nothing_before_the_first_question(form: str) -> None:
    first = Filler.opens(FORMS[form])
    assert "n:back" not in [c.data for c in first.reply.nav]
    assert first.presses("n:back").at == first.at


@each("form", SUMMED)
def test_back_from_the_summary_leads_to_the_last_question(form: str) -> None:
    end = end_of(form)
    back = end.presses("n:back")
    assert back.at == end.asked[-1].id
    assert back.presses("n:keep").at == SUMMARY


@each("form", ALL)
def test_what_is_required_cannot_be_skipped_and_everything_else_can(form: str) -> None:
    for stop in walk(form):
        offered = "n:skip" in [c.data for c in stop.reply.nav]
        for skipped in (stop.presses("n:skip"), stop.says(stop.context.t.words("nav.skip.words")[0])):
            if stop.question.required:
                assert skipped.draft == stop.draft
                assert not offered
                assert stop.context.t("error.required") in skipped.reply.text
                named = stop.context.t("screen.help_save") in skipped.reply.text
                assert named is ("n:save" in {choice.data for choice in skipped.reply.nav}), "it names what is there"
            else:
                assert offered
                assert skipped.draft.answers[stop.at] is None
                assert skipped.at != stop.at


@each("form", SUMMED)
def test_skipping_an_answered_question_keeps_its_answer(form: str) -> None:
    end = end_of(form)
    for question in (q for q in end.asked if not q.required):
        at = end.changes(question.id)
        assert at.says(at.context.t.words("nav.skip.words")[0]).draft.answers == end.draft.answers


@each("form", SUMMED)
def test_an_answer_that_may_be_missing_can_be_taken_back(form: str) -> None:
    end = end_of(form)
    for question in (q for q in end.asked if not q.required):
        at = end.changes(question.id)
        cleared = at.presses("n:clear")
        assert cleared.at == SUMMARY
        assert cleared.draft.answers == {**end.draft.answers, question.id: None}


@each("form", ALL)
def test_keep_is_offered_only_where_there_is_something_to_keep(form: str) -> None:
    for stop in walk(form):
        assert "n:keep" not in [c.data for c in stop.reply.nav]
        assert stop.presses("n:keep").draft == stop.draft


# Typing works everywhere


@each("language", TEXTS.languages)
@each("form", ALL)
@each("move", NAVIGATION)
def test_every_move_can_be_typed_in_words_and_without_diacritics(form: str, language: str, move: str) -> None:
    stops = walk(form, language)
    t = TEXTS[language]
    ways = {
        typed: word
        for word in (t(f"nav.{move}"), *t.words(f"nav.{move}.words"))
        for typed in (word, fold(word), f"  {word.upper()} ")
    }
    for stop in (stops[at] for at in sorted({0, len(stops) // 2, len(stops) - 1})):
        pressed = stop.presses(f"n:{move}")
        for typed, word in ways.items():
            said = stop.says(typed)
            bare = spoken(typed).words != spoken(word).words and len(spoken(typed).words) == 1
            if bare and stop.question.kind.hears == "name":
                assert said.draft.talk.doubt == typed, "one word without diacritics is never enough at a name"
                continue
            assert (said.draft, said.reply, said.step.outcome) == (
                pressed.draft,
                pressed.reply,
                pressed.step.outcome,
            ), typed


@each("language", TEXTS.languages)
@each("form", ALL)
def test_every_button_can_be_typed_as_its_number(form: str, language: str) -> None:
    for stop in walk(form, language):
        if stop.question.kind.grid:
            continue  # there the numbers are the labels
        for number, option in enumerate(stop.options, 1):
            pressed = stop.presses(f"o:{option.id}")
            named = [o for o in stop.options if fold(o.label).split()[:1] == [str(number)]]
            if named and named != [option]:
                continue  # "3" means "3 sao", wherever it stands
            for typed in (str(number), f" {number} "):
                assert stop.says(typed).draft == pressed.draft, (stop.at, typed, option)


@each("language", TEXTS.languages)
@each("form", ALL)
def test_every_choice_can_be_typed_as_its_label_with_and_without_diacritics(form: str, language: str) -> None:
    for stop in walk(form, language):
        if not isinstance(stop.question.kind, ChoiceKind | YesNo):
            continue
        for option in stop.options:
            pressed = stop.presses(f"o:{option.id}")
            for typed in (option.label, fold(option.label), option.label.upper(), f"{option.label}."):
                assert stop.says(typed).draft == pressed.draft, (stop.at, typed)


@each("form", SUMMED)
def test_what_stands_on_the_summary_can_be_typed(form: str) -> None:
    end = end_of(form)
    t = end.context.t
    for choice in end.reply.choices:
        pressed = end.presses(choice.data)
        for typed in (choice.label, fold(choice.label)):
            assert end.says(typed).step == pressed.step, typed
    for number, question in enumerate(end.asked, 1):
        for word in t.words("understand.correct.words"):
            assert end.says(f"{fold(word)} {number}").at == question.id
        assert end.says(f"{t.words('understand.correct.words')[0]} {question.label(t)}").at == question.id


def test_the_yes_and_no_of_people_are_understood() -> None:
    filler = Filler.opens(FORMS["consent"])
    for word in ("có", "CO", "Dạ", "đồng ý", "dong y", "ok", "ừ"):
        assert filler.says(word).draft.answers == {"consent_dossier": True}, word
    for word in ("không", "KHONG", "ko", "chưa", "dạ không", "k"):
        assert filler.says(word).draft.answers == {"consent_dossier": False}, word
    for word in ("có lẽ không", "…", "???", "cô"):
        heard = filler.says(word).draft.answers
        assert heard in ({}, {"consent_dossier": True}, {"consent_dossier": False}), word


@each("form", ALL)
def test_what_cannot_be_taken_is_explained_and_asked_again(form: str) -> None:
    nonsense = (Said(text="￼"), Said(data="o:nosuch"), Said(), Said(files=(Upload("", "x", "", 0, "error.file_type"),)))
    for stop in walk(form):
        for said in nonsense:
            again = stop.hears(said)
            assert again.draft.with_(talk=stop.draft.talk) == stop.draft, (stop.at, said)
            plain = engine.open_draft(stop.form, stop.draft, stop.context).reply
            told, asked = again.reply.text.split("\n\n"), plain.text.split("\n\n")
            assert told[-1] == asked[-1], "the question is the last"
            assert set(asked) <= set(told)
            assert again.reply.text != plain.text, "a reason stands above the question"
            assert again.reply.choices == plain.choices


def test_a_stale_or_forged_choice_is_not_taken() -> None:
    stop = next(s for s in walk("idea") if s.at == "market")
    for data in ("o:cooperative", "o:", "o:+", "s:send", "s:change", "market", "o:market"):
        assert stop.presses(data).draft.answers == stop.draft.answers, data


# Change


@each("form", SUMMED)
def test_every_answer_can_be_changed_in_two_taps_and_the_summary_comes_again(form: str) -> None:
    end = end_of(form)
    for number, question in enumerate(end.asked, 1):
        for at in (end.changes(question.id), end.presses("s:change").says(str(number))):
            assert at.at == question.id
            value = question.kind.show(end.draft.answers[question.id], question, end.context)
            assert value in at.reply.text, "the present answer is shown"
            for kept in (at.presses("n:keep"), at.presses("n:back")):
                assert kept.at == SUMMARY
                assert kept.draft.answers == end.draft.answers
            changed = at.answers()
            while changed.at != SUMMARY:  # what newly applies is asked before the summary
                assert changed.at not in end.draft.answers
                changed = changed.answers()
            assert set(end.draft.answers) <= set(changed.draft.answers)


@each("form", SUMMED)
def test_the_change_screen_numbers_the_answers_as_the_summary_does(form: str) -> None:
    end = end_of(form)
    change = end.presses("s:change")
    assert [c.label for c in change.reply.choices] == [str(n + 1) for n in range(len(end.asked))]
    for number, question in enumerate(end.asked, 1):
        assert f"{number}. {question.label(end.context.t)}" in change.reply.text
    assert change.presses("n:back").at == SUMMARY
    assert change.says("không có câu này").at == CHANGE
    assert change.says("999").at == CHANGE


@each("form", SUMMED)
def test_a_long_summary_is_one_screen_by_sections_and_two_taps_lead_to_any_answer(form: str) -> None:
    end = end_of(form)
    if len(end.asked) <= 8:
        return
    assert len(end.reply.text) <= 1000, end.reply.text
    assert len(end.reply.choices) <= 6
    assert all(len(choice.label) <= 30 for choice in end.reply.choices)
    reached = []
    for choice in end.reply.choices[1:]:
        section = end.presses(choice.data)
        assert section.presses("n:back").at == SUMMARY
        assert section.says("999").draft == section.draft.with_(talk=section.says("999").draft.talk)
        for number, pressed in enumerate(section.reply.choices, 1):
            question = section.presses(pressed.data)
            assert section.says(str(number)).at == question.at
            reached.append(question.at)
            back = question.presses("n:keep")
            assert back.at == SUMMARY
            assert back.draft.answers == end.draft.answers
    assert reached == [question.id for question in end.asked]


def test_a_change_asks_what_newly_applies_and_forgets_nothing() -> None:
    end = Filler.opens(FORMS["idea"]).fills(lambda f: f.options[0])
    group = end.changes("legal_form").says("tổ hợp tác")
    assert group.at == SUMMARY, "a group needs no registration: nothing more is asked"
    assert "registered" not in [q.id for q in group.asked]
    assert group.draft.answers["registered"] is True, "what was answered is kept, should the form change back"

    upgrade = end.changes("registration_kind").says("nâng hạng")
    assert upgrade.at == "current_star"
    assert upgrade.presses("n:back").at == SUMMARY, "from a change, back leads to the summary"
    star = upgrade.says("4")
    assert star.draft.answers["current_star"] == "4"
    assert star.at == "certificate_date"
    done = star.says("bỏ qua")
    assert done.at == SUMMARY


def test_what_is_still_missing_is_asked_before_sending() -> None:
    end = Filler.opens(FORMS["idea"]).fills()
    upgrade = end.changes("registration_kind").says("nâng hạng").presses("n:back")
    sent = upgrade.presses("s:send")
    assert not sent.ended
    assert sent.at == "current_star"


# A new version of a form


def _second(form: Form, *questions: Question) -> Form:
    return replace(form, version=form.version + 1, questions=questions)


@each("form", SUMMED)
def test_a_new_version_keeps_every_answer_that_fits_and_asks_only_what_is_new(form: str) -> None:
    old = FORMS[form]
    end = end_of(form)
    middle = len(old.questions) // 2
    name = next(i for i in QUESTIONS if not old.get(i))
    gone, new = old.questions[middle], Question(name, Text(3, 800), section=old.questions[0].section)
    rest = [q for q in old.questions if q.id not in {gone.id, new.id}]
    newer = _second(old, *rest[:middle], new, *rest[middle:])
    step = engine.open_draft(newer, end.draft, end.context)
    assert step.draft.version == newer.version
    assert step.draft.at == name
    kept = {k: v for k, v in end.draft.answers.items() if k in {q.id for q in rest}}
    assert step.draft.answers == kept
    done = engine.turn(newer, step.draft, end.context, Said(text="Cách phơi của Đất Mũi"))
    assert done.draft.at == SUMMARY
    assert done.draft.answers == {**kept, name: "Cách phơi của Đất Mũi"}


@each("form", SUMMED)
def test_a_new_version_in_the_middle_of_a_form_goes_on_at_the_first_open_question(form: str) -> None:
    old = FORMS[form]
    stop = walk(form)[len(walk(form)) // 2]
    newer = _second(old, *old.questions)
    step = engine.open_draft(newer, stop.draft, stop.context)
    assert step.draft.at == stop.at
    assert step.draft.answers == stop.draft.answers


def test_what_was_said_to_the_old_version_is_heard_by_the_new_one() -> None:
    stop = next(s for s in walk("idea") if s.at == "customers")
    newer = _second(FORMS["idea"], *FORMS["idea"].questions)
    step = engine.turn(newer, stop.draft, stop.context, Said(text="Khách du lịch"))
    assert step.draft.answers["customers"] == "Khách du lịch"


def test_a_choice_that_a_new_version_no_longer_offers_is_asked_again() -> None:
    end = end_of("idea")
    fewer = ChoiceKind(("commune", "country"))
    questions = [replace(q, kind=fewer) if q.id == "market" else q for q in FORMS["idea"].questions]
    draft = end.draft.with_(answers={**end.draft.answers, "market": "no_longer_offered"})
    step = engine.open_draft(_second(FORMS["idea"], *questions), draft, end.context)
    assert step.draft.at == "market"


# Corrections


def _correction(*marked: str, **answers: object) -> Filler:
    before = Filler.opens(FORMS["idea"]).fills(lambda f: f.options[0]).draft.answers
    return Filler.opens(FORMS["idea"], answers={**before, **answers}, marked=marked)


def test_a_correction_asks_only_what_is_marked_in_the_order_of_the_form() -> None:
    first = _correction("price", "quality")
    assert first.at == "quality"
    assert "1/2" in first.reply.title
    second = first.says("Đạt 4 sao")
    assert second.at == "price"
    assert "2/2" in second.reply.title
    end = second.presses("n:keep")
    assert end.at == SUMMARY
    assert [q.id for q in end.asked] == ["quality", "price"]
    change = end.presses("s:change")
    assert [c.data for c in change.reply.choices] == ["o:quality", "o:price"]
    assert change.presses("o:producer_name").at == CHANGE, "what is not marked stays"
    sent = end.presses("s:send")
    assert sent.ended
    assert sent.draft.answers == {**first.draft.answers, "quality": "Đạt 4 sao"}


def test_a_correction_also_asks_what_newly_applies() -> None:
    before = Filler.opens(FORMS["idea"]).fills(lambda f: f.options[1]).draft.answers
    assert before["legal_form"] == "cooperative_group"
    unasked = {k: v for k, v in before.items() if not k.startswith("registered")}
    first = Filler.opens(FORMS["idea"], answers=unasked, marked=("legal_form",))
    assert first.at == "legal_form"
    household = first.says("hộ sản xuất")
    assert household.at == "registered"
    number = household.says("có")
    assert number.at == "registration_number"
    assert number.presses("n:back").at == "registered", "what was just asked can be looked at again"
    end = number.says("61A8012345")
    assert end.at == SUMMARY, "what may come later is not asked in a correction"
    assert [q.id for q in end.asked] == ["legal_form", "registered", "registration_number"]
    assert end.presses("s:send").ended


def test_back_in_a_correction_stays_among_the_marked() -> None:
    second = _correction("price", "quality").says("Đạt 4 sao")
    back = second.presses("n:back")
    assert back.at == "quality"
    assert back.presses("n:back").at == "quality"


def test_a_correction_that_is_saved_goes_on_where_it_was() -> None:
    second = _correction("price", "quality", "story").says("Đạt 4 sao")
    left = second.presses("n:save")
    again = engine.open_draft(FORMS["idea"], left.draft, left.context)
    assert again.draft.at == "price"


def test_a_correction_that_the_law_blocks_can_be_mended() -> None:
    """The officer marks the group only; the new group refuses the imported material that the old one allowed."""
    before = Filler.opens(FORMS["filing"]).fills().draft.answers
    answers = {**before, "product_set": "s05", "material_origin": "imported"}
    correction = Filler.opens(FORMS["filing"], answers=answers, marked=("product_set",))
    end = correction.says("cà phê").says("1")
    assert end.at == SUMMARY
    blocked = end.presses("s:send")
    assert not blocked.ended
    assert "material_origin" in [q.id for q in blocked.asked], "the producer must be able to mend what blocks"


# The law's word on the way


def test_what_the_law_says_of_an_answer_is_said_at_once_and_on_the_summary() -> None:
    stop = next(s for s in walk("idea") if s.at == "registered")
    told = stop.says("chưa có")
    t = stop.context.t
    assert t("eligibility.not_registered_district") in told.reply.text
    end = told.fills()
    assert t("eligibility.not_registered_district") in end.reply.text
    assert end.presses("s:send").ended, "an idea may be sent with it"


def test_a_filing_that_would_be_refused_is_not_sent_and_the_reason_is_given() -> None:
    stop = next(s for s in walk("filing") if s.at == "registered")
    end = stop.says("chưa có").fills()
    blocked = end.presses("s:send")
    t = stop.context.t
    assert not blocked.ended
    assert blocked.at == SUMMARY
    assert t("eligibility.not_registered_commune") in blocked.reply.text
    mended = blocked.changes("registered").says("có rồi").fills()
    assert mended.presses("s:send").ended


# Whatever is said, in any order

JUNK = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["1", "2", "7", "0", "-1", "999", "có", "không", "bỏ qua", "sửa 3", "sửa", "=", "?", "o:yes", "/x"]
    ),
    st.sampled_from(["85k", "1,5 tỷ", "31/02/2020", "0123", "ca mau", "mam", "🦐🦐", "\u202eabc", "\x00", "đ" * 4000]),
)
ACTS = st.one_of(
    st.tuples(st.just("answer"), st.integers(0, 11)),
    st.tuples(st.just("answer"), st.integers(0, 11)),
    st.tuples(st.just("press"), st.integers(0, 40)),
    st.tuples(st.just("move"), st.sampled_from(["n:back", "n:skip", "n:keep", "n:clear", "n:why", "n:save"])),
    st.tuples(st.just("say"), JUNK),
    st.tuples(st.just("data"), st.sampled_from(["s:send", "s:change", "o:+", "o:done", "o:zzz", "n:zzz", "", "x"])),
)


def _act(filler: Filler, act: tuple[str, object]) -> Filler:
    kind, what = act
    buttons = [*filler.reply.choices, *filler.reply.nav]
    if kind == "answer" and filler.at not in {SUMMARY, CHANGE}:
        return filler.answers(lambda f: f.options[int(str(what)) % len(f.options)])
    if kind == "press" and buttons:
        return filler.presses(buttons[int(str(what)) % len(buttons)].data)
    if kind in {"move", "data"}:
        return filler.presses(str(what))
    return filler.says(str(what))


@examples(40)
@given(acts=st.lists(ACTS, min_size=5, max_size=40), language=st.sampled_from(TEXTS.languages))
@pytest.mark.parametrize("form", ALL)
def test_nothing_that_anybody_does_loses_an_answer_or_breaks_the_form(
    form: str, acts: list[tuple[str, object]], language: str
) -> None:
    filler = Filler.opens(FORMS[form], language=language)
    for act in acts:
        before = filler
        filler = _act(before, act)
        if filler.step.outcome == "left":
            filler = Filler(filler.form, filler.context, engine.open_draft(FORMS[form], filler.draft, filler.context))
        _holds(before, act, filler)
        if filler.ended:
            return


def _holds(before: Filler, act: tuple[str, object], after: Filler) -> None:
    """One turn of any kind: only the answer to the present question may have changed, and a screen stands there."""
    changed = {k for k in before.draft.answers if after.draft.answers.get(k) != before.draft.answers[k]}
    assert changed <= {before.at}, (act, changed)
    for question in changed:
        assert after.draft.answers[question] is not None or not before.question.required, "taken back, if it may be"
    assert set(after.draft.answers) >= set(before.draft.answers)
    if after.ended:
        return
    assert after.at in {SUMMARY, CHANGE} | {q.id for q in after.asked}
    assert after.reply.text
    assert all(len(f"1234567|{c.data}".encode()) <= 64 for c in (*after.reply.choices, *after.reply.nav))
    again = engine.open_draft(after.form, after.draft, after.context)
    assert again.draft == after.draft, "opening changes nothing"


@examples(25)
@given(st.integers(0, 30), st.data())
def test_back_as_often_as_questions_were_answered_leads_to_the_beginning(steps: int, data: st.DataObject) -> None:
    filler = Filler.opens(FORMS["idea"])
    for _ in range(steps):
        if filler.at == SUMMARY:
            break
        filler = filler.answers(lambda f: f.options[data.draw(st.integers(0, len(f.options) - 1))])
    answers = filler.draft.answers
    for _ in range(3 * steps + 3):
        filler = filler.presses("n:back")
    assert filler.at == FORMS["idea"].questions[0].id
    assert filler.draft.answers == answers


def test_a_draft_of_an_unknown_place_is_set_right() -> None:
    draft = Draft("d1", "idea", 1, "camau-2022", {"producer_name": "HTX"}, at="no_such_question")
    filler = Filler.opens(FORMS["idea"])
    assert engine.open_draft(FORMS["idea"], draft, filler.context).draft.at == "legal_form"


def test_the_group_that_the_name_suggests_is_proposed_first() -> None:
    filler = Filler.opens(FORMS["idea"])
    while filler.at != "product_name":
        filler = filler.answers()
    proposed = filler.says("Bánh phồng tôm")
    assert isinstance(proposed.question.kind, ProductSetKind)
    assert "thủy, hải sản" in proposed.reply.choices[0].label
    all_groups = proposed.presses("o:groups")
    assert len(all_groups.reply.choices) > 1
    assert all_groups.presses("n:back").reply.choices == proposed.reply.choices


def test_every_kind_of_answer_is_played() -> None:
    kinds = {type(q.kind) for form in FORMS.values() for q in form.questions}
    assert {type(q.kind) for name in ALL for q in FORMS[name].questions} == kinds
