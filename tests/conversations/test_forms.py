"""The forms as data: complete, reachable, and small enough for a phone."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from support.each import each
from support.forms import AREAS, ENDS, SAYS, TEXTS, Filler, an_application, context, programme_for

from bot.conversations.form import Form, Kind, Question, Said
from bot.conversations.forms import FORMS, REGISTRATIONS
from bot.conversations.forms.consent import PICTURES, PURPOSES
from bot.conversations.forms.registration import PRODUCER_QUESTIONS, QUESTIONS
from bot.conversations.kinds.chosen import ChoiceKind
from bot.conversations.kinds.files import Photos
from bot.conversations.kinds.marking import Marks
from bot.conversations.screens import PAGE
from bot.handlers.registry import SENT
from bot.messages import MAX_BUTTON, Contact, Upload
from ocop_domain.errors import Refusal
from ocop_domain.evidence import KINDS as KINDS_OF_PAPER
from ocop_domain.evidence import RECOGNITION
from ocop_domain.programme_files import all_programmes, load_programme

ALL = sorted(FORMS)
KINDS = {type(q.kind) for form in FORMS.values() for q in form.questions}


@each("kind", sorted(KINDS, key=lambda k: k.__name__))
def test_every_kind_of_question_has_an_example_of_what_may_be_said(kind: type[Kind]) -> None:
    assert kind in SAYS


@each("name", ALL)
def test_a_form_knows_its_own_name_and_asks_nothing_twice(name: str) -> None:
    form = FORMS[name]
    ids = [q.id for q in form.questions]
    assert form.id == name
    assert form.version >= 1
    assert len(ids) == len(set(ids))
    assert all(form.get(i) for i in ids)
    assert form.get("no_such_question") is None


@each("name", ALL)
def test_the_questions_of_a_section_stand_together(name: str) -> None:
    sections = [q.section for q in FORMS[name].questions]
    runs = [s for i, s in enumerate(sections) if i == 0 or s != sections[i - 1]]
    assert len(runs) == len(set(runs))
    assert all(sections)


@each("name", sorted(REGISTRATIONS))
def test_every_question_of_a_registration_names_the_field_of_the_official_form(name: str) -> None:
    assert all(q.source for q in FORMS[name].questions)


_KNOWN = {"change_activity": {"act_kind": "fair"}}
"""What a form knows when it opens and never asks, where a question hangs on it."""


@each("name", ALL)
def test_every_question_can_be_reached(name: str) -> None:
    """Choosing the first, the second … option wherever there is one leads to every question at least once."""
    seen: set[str] = set()
    form = FORMS[name]
    for choice, programme in itertools.product(range(6), (programme_for(form), "vietnam-2027")):
        filler = Filler.opens(form, programme=programme, answers=_KNOWN.get(name))
        while not filler.ended and (filler.at != "=" or filler.left):
            filler = filler.presses("s:more") if filler.at == "=" else filler
            seen.add(filler.at)
            filler = filler.answers(lambda f, n=choice: f.options[min(n, len(f.options) - 1)])
    assert seen == {q.id for q in form.questions}


@each("name", ALL)
def test_a_condition_speaks_of_earlier_questions_only(name: str) -> None:
    """Later answers never change whether an earlier question is asked: nobody is sent back by going on."""
    form = FORMS[name]
    programme = load_programme(programme_for(form))
    for choice in range(6):
        end = Filler.opens(form).fills(lambda f, n=choice: f.options[min(n, len(f.options) - 1)])
        for at, question in enumerate(form.questions):
            earlier = {q.id for q in form.questions[:at]}
            known = {k: v for k, v in end.draft.answers.items() if k in earlier}
            assert question.applies(known, programme) == question.applies(end.draft.answers, programme), question.id


@each("language", TEXTS.languages)
@each("name", ALL)
def test_a_screen_has_at_most_six_answers_and_every_button_fits_on_a_phone(name: str, language: str) -> None:
    filler = Filler.opens(FORMS[name], language=language)
    while not filler.ended and filler.at != "=":
        if not filler.question.kind.grid:
            assert len(filler.reply.choices) <= PAGE
        for choice in (*filler.reply.choices, *filler.reply.nav):
            assert len(choice.button) <= MAX_BUTTON
            assert len(choice.data.encode()) <= 52
        assert len(filler.reply.title) <= 80
        filler = filler.answers()


@each("language", TEXTS.languages)
@each("name", ALL)
def test_no_label_of_a_fixed_choice_has_to_be_cut(name: str, language: str) -> None:
    around = context(programme_for(FORMS[name]), language)
    for question in FORMS[name].questions:
        if isinstance(question.kind, ChoiceKind):
            for option in question.kind.options(question, around, None):
                assert len(option.label) <= MAX_BUTTON, (question.id, option.label)


@each("programme", all_programmes())
def test_the_form_of_every_programme_offers_what_the_programme_admits(programme: str) -> None:
    around = context(programme)
    form = FORMS[around.programme.form]
    legal, market = form.get("legal_form"), form.get("market")
    assert legal
    assert market
    offered = {o.id for o in legal.kind.options(legal, around, None)}
    assert offered == {*around.programme.legal_forms, *around.programme.tourism_legal_forms}
    assert {o.id for o in market.kind.options(market, around, None)} >= set(around.programme.levels)


def test_the_idea_and_the_filing_share_the_questions_about_the_producer() -> None:
    for name in REGISTRATIONS:
        own = [q.id for q in FORMS[name].questions if q.section == "producer"]
        assert own == [i for i in PRODUCER_QUESTIONS if i in own]
    assert {q.id for name in REGISTRATIONS for q in FORMS[name].questions} == set(QUESTIONS)


def test_consent_is_asked_purpose_by_purpose() -> None:
    assert [q.id for q in FORMS["consent"].questions] == [purpose for purpose in PURPOSES if purpose != PICTURES]
    assert [q.id for q in FORMS["one_consent_promotion"].questions][-1] == PICTURES, "asked where there is a star"
    assert len(PURPOSES) >= 2
    refused = Filler.opens(FORMS["consent"]).says("không")
    assert refused.ended, "without the dossier nothing else is asked"
    assert refused.draft.answers == {PURPOSES[0]: False}


# Kinds that gather their answer


def _at(form: Form, question: str, **answers: object) -> Filler:
    before: dict[str, object] = {}
    for q in form.questions:
        if q.id == question:
            break
        before[q.id] = None
    return Filler.opens(form, answers={**before, **answers}, at=question)


def test_a_place_is_found_level_by_level_or_by_its_name() -> None:
    filler = _at(FORMS["idea"], "area")
    assert "Thành phố Cà Mau" in [o.label for o in filler.options]
    pages = [filler, filler.presses("o:+"), filler.says("xem thêm")]
    assert pages[1].draft == pages[2].draft
    assert {o.id for o in pages[0].options}.isdisjoint(o.id for o in pages[1].options)
    city = filler.says("ca mau").presses("o:" + AREAS.search("Thành phố Cà Mau", filler.context.today, limit=1)[0].code)
    assert city.at == "area"
    commune = city.says("dinh binh")
    assert AREAS.label(commune.draft.answers["area"]) == "Xã Định Bình, Thành phố Cà Mau, Tỉnh Cà Mau"


def test_going_through_the_pages_of_places_comes_round_and_shows_every_unit() -> None:
    filler = _at(FORMS["idea"], "area")
    seen: list[str] = []
    for _ in range(4):
        seen += [o.label for o in filler.options]
        filler = filler.presses("o:+")
    districts = AREAS.children(
        AREAS.search("Cà Mau", filler.context.today, level="province", limit=1)[0].code, filler.context.today
    )
    assert set(seen) == {d.name for d in districts}


def test_a_commune_outside_the_programmes_province_is_not_offered() -> None:
    filler = _at(FORMS["idea"], "area").says("Xã Định Bình, Huyện Yên Định, Tỉnh Thanh Hóa")
    labels = [o.label for o in filler.options] if filler.at == "area" else [AREAS.label(filler.draft.answers["area"])]
    assert all("Cà Mau" in label or "Huyện" in label for label in labels)


def test_a_forged_unit_outside_the_province_or_the_time_is_refused() -> None:
    filler = _at(FORMS["idea"], "area")
    hanoi = next(u for u in AREAS if u.level == "commune" and "Hà Nội" in AREAS.label(u.code))
    future = next(u for u in AREAS if u.level == "commune" and not u.in_force(filler.context.today))
    for unit in (hanoi, future):
        assert "area" not in {k for k, v in filler.presses(f"o:{unit.code}").draft.answers.items() if v}


@each(
    ("typed", "form"),
    [("HKD", "household"), ("cơ sở sản xuất", "household"), ("cty TNHH", "company"), ("THT", "cooperative_group")],
)
def test_a_legal_form_is_taken_as_people_write_it(typed: str, form: str) -> None:
    assert _at(FORMS["idea"], "legal_form").says(typed).draft.answers["legal_form"] == form


def test_a_legal_form_that_the_programme_does_not_take_is_not_taken() -> None:
    with pytest.raises(Refusal):
        _at(FORMS["idea"], "legal_form").question.kind.read(
            Said(text="trang trại"), _at(FORMS["idea"], "legal_form").question, context("camau-2022"), None
        )


def test_what_is_unknown_leaves_no_place_as_a_button() -> None:
    asked = _at(FORMS["filing"], "area").says("em ở Năm Căn")
    before = [option.id for option in asked.options]
    after = [option.id for option in asked.says("xyzzy qwfp").options]
    assert len(before) > 1
    assert not set(before) & set(after), "what was offered for another text is gone"


def test_a_group_is_pressed_group_by_group_or_typed_as_people_call_it() -> None:
    filler = _at(FORMS["idea"], "product_set", product_name="")
    assert filler.options[0].id == "g0", "nothing to propose: the groups"
    sets = filler.context.programme.product_sets
    for number, group in enumerate(sets.groups):
        inside = filler.presses(f"o:g{number}")
        if len(sets.in_group(group)) == 1:
            assert inside.draft.answers["product_set"] == sets.in_group(group)[0].id
        else:
            assert [o.id for o in inside.options] == [s.id for s in sets.in_group(group)]
    typed = filler.says("mắm")
    assert [o.id for o in typed.options[:-1]] == [offer.set.id for offer in sets.offers("mắm")]
    assert typed.says("xyzzy qwfp").options == filler.options, (
        "for what is unknown the groups, not what was offered before"
    )


def test_photos_are_gathered_until_done_and_each_is_kept_once() -> None:
    filler = _at(FORMS["idea"], "photos")
    pictures = [Upload(f"{n:032x}", "x.jpg", "image/jpeg", 5) for n in range(6)]

    def sends(at: Filler, *uploads: Upload) -> Filler:
        return at.hears(replace(SAYS[Photos], files=uploads))

    two = sends(sends(sends(filler, pictures[0]), pictures[1]), pictures[0])
    assert two.draft.partial == [p.id for p in pictures[:2]]
    done = two.says("xong")
    assert done.draft.answers["photos"] == [p.id for p in pictures[:2]]
    full = sends(filler, *pictures)
    assert full.draft.answers["photos"] == [p.id for p in pictures[:5]], "five at most"
    skipped = two.presses("n:skip")
    assert skipped.draft.answers["photos"] == [p.id for p in pictures[:2]], "what was sent stays"
    for refused in (Upload("", "a", "", 0, "error.file_large"), Upload("b" * 32, "b.pdf", "application/pdf", 9)):
        assert sends(two, refused).draft == two.draft
    assert filler.says("xong").draft.answers.get("photos") is None


def test_a_shared_phone_number_counts_only_when_it_is_the_senders() -> None:
    filler = _at(FORMS["idea"], "phone")
    assert filler.reply.contact
    own = filler.hears(replace(SAYS[Photos], files=(), contact=Contact("84912345678", own=True)))
    assert own.draft.answers["phone"] == "+84912345678"
    other = filler.hears(replace(SAYS[Photos], files=(), contact=Contact("84912345678", own=False)))
    assert other.draft == filler.draft
    assert filler.context.t("error.contact_not_own") in other.reply.text


def test_marks_are_set_and_taken_back_by_number_and_kept_in_the_order_of_the_form() -> None:
    filler = Filler.opens(FORMS["return"])
    numbers = [o.label for o in filler.options]
    assert numbers[0] == "1"
    marked = filler.says("9, 2 5").says("5")
    subject = filler.context.subject
    assert subject
    questions = [q.id for q in Filler.opens(FORMS["idea"], answers=subject.answers).asked]
    done = marked.presses("o:done")
    assert done.draft.answers["marks"] == [questions[1], questions[8]]
    for nonsense in ("0", "99", "hai", "2, 99"):
        assert filler.says(nonsense).draft.with_(talk=filler.draft.talk) == filler.draft, nonsense
    assert filler.presses("o:done").draft == filler.draft, "nothing marked, nothing to return"
    assert type(filler.question.kind) in ENDS


def test_what_an_officer_may_mark_is_what_the_product_answered() -> None:
    group = an_application(answers={**an_application().answers, "legal_form": "cooperative_group"})
    question = FORMS["return"].get("marks")
    assert question
    assert isinstance(question.kind, Marks)
    marks = [o.id for o in question.kind.options(question, context(subject=group), None)]
    assert "registration_number" not in marks
    assert "legal_form" in marks


def test_a_moved_date_is_today_or_later_and_says_why_not() -> None:
    filler = Filler.opens(FORMS["move"])
    today = filler.context.today
    over = filler.says(f"{today - timedelta(days=1):%d/%m/%Y}")
    assert over.draft.answers == filler.draft.answers
    assert over.context.t("error.date_over") in over.reply.text
    for day in (today, today + timedelta(days=300)):
        assert filler.says(f"{day:%d/%m/%Y}").draft.answers == {"new_day": day.isoformat()}


def test_a_report_and_a_paper_take_scanned_files_too() -> None:
    scan = Upload("c" * 32, "bao-cao.pdf", "application/pdf", 9)
    for form, question in (("report", "report_files"), ("paper", "paper_file")):
        at = _at(FORMS[form], question, paper_kind="other")
        sent = at.hears(replace(SAYS[Photos], files=(scan,)))
        gathered = sent.draft.partial or sent.draft.answers[question]
        assert gathered == [scan.id]


def test_only_a_recognition_is_asked_for_its_stars() -> None:
    asked = {
        kind: [q.id for q in Filler.opens(FORMS["paper"], answers={"paper_kind": kind}).asked]
        for kind in KINDS_OF_PAPER
    }
    assert [kind for kind, questions in asked.items() if "paper_star" in questions] == [RECOGNITION]


@each("language", TEXTS.languages)
def test_no_example_says_twice_that_it_is_one(language: str) -> None:
    t = TEXTS[language]
    said = t("screen.example", example="")
    for form in FORMS.values():
        assert not [q.id for q in form.questions if q.example(t).startswith(said)], form.id


def test_a_question_of_an_unknown_kind_refuses_whatever_is_said() -> None:
    question = Question("x", Kind())
    with pytest.raises(Refusal):
        question.kind.read(SAYS[Photos], question, context(), None)


@each("form", sorted(FORMS))
def test_something_becomes_of_every_form_that_is_sent(form: str) -> None:
    assert form in SENT
