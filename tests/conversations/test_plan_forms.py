"""The forms of the business plan: the same as its data file, short, walked to the end, read as people type."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.each import each
from support.forms import TEXTS, Filler, context
from support.words import CAPITALS

from bot.conversations.form import SUMMARY, Form, Kind, More, Question, Said
from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.registration import QUESTIONS as REGISTRATION
from bot.conversations.kinds.chosen import ChoiceKind
from bot.conversations.kinds.tables import YEARS_AHEAD, Month, Several, Sum, YearKind
from bot.conversations.screens import PAGE
from bot.messages import MAX_BUTTON
from ocop_domain.errors import Refusal
from ocop_domain.plan import Dong, findings, load_plan, state_of
from ocop_domain.programme_files import all_programmes

PLAN = load_plan()
FORMS = sorted(PLAN_FORMS)
MAX_LABEL = 28
AROUND = context(today=date(2027, 5, 20))
Q = Question("q", Sum())


def _reads(kind: Kind, text: str) -> Any:
    read = kind.read(Said(text=text), Q, AROUND, None)
    return getattr(read, "value", read)


# The data file and the forms


def test_every_section_has_its_form_with_the_same_questions_in_the_same_order() -> None:
    assert list(PLAN_FORMS) == [f"plan_{s.id}" for s in PLAN.sections]
    for section in PLAN.sections:
        form = PLAN_FORMS[f"plan_{section.id}"]
        assert [q.id for q in form.questions] == list(section.questions)
        assert {q.id for q in form.questions if q.required} == section.needed
        assert {q.id: q.source for q in form.questions} == section.questions


def test_what_is_taken_from_the_registration_is_an_answer_of_the_same_kind() -> None:
    for section in PLAN.sections:
        for own, theirs in section.known.items():
            question = PLAN_FORMS[f"plan_{section.id}"].get(own)
            assert question
            mine, known = question.kind, REGISTRATION[theirs].kind
            assert type(mine) is type(known)
            for programme in all_programmes():
                around = context(programme)
                ours, all_of_theirs = (k.options(question, around, None) for k in (mine, known))
                assert [o.id for o in ours] == [o.id for o in all_of_theirs]


# Texts


@each("language", TEXTS.languages)
@each("name", FORMS)
def test_texts_are_there_and_short(name: str, language: str) -> None:
    form, around = PLAN_FORMS[name], context(language=language)
    t = around.t
    assert len(t(f"plan.section.{name.removeprefix('plan_')}")) <= MAX_LABEL
    assert len(t(f"form.{form.kind}.send")) <= MAX_BUTTON
    for question in form.questions:
        assert len(question.label(t)) <= MAX_LABEL
        assert len(question.ask(t)) <= 160
        assert len(question.why(t)) <= 160
        texts = [question.label(t), question.ask(t), question.why(t), question.example(t)]
        ticks = 2 if isinstance(question.kind, Several) else 0
        for option in question.kind.options(question, around, None):
            assert len(option.label) + ticks <= MAX_BUTTON, option.label
            texts.append(option.label)
        for text in texts:
            assert {w for w in re.findall(r"[^\W\d_]+", text) if len(w) > 1 and w.isupper()} <= CAPITALS
            assert not text.lower().startswith(("ví dụ", "for instance", "example"))


@each("language", TEXTS.languages)
def test_every_finding_can_be_said(language: str) -> None:
    t = TEXTS[language]
    answers: list[dict[str, Any]] = [
        {"plan_finance_revenue_1": _sum(100), "plan_finance_cost_1": _sum(1)},
        {"plan_finance_revenue_1": _sum(1), "plan_finance_cost_1": _sum(2), "plan_finance_revenue_2": _sum(100)},
        {f"plan_investment_{s}": _sum(n) for n, s in enumerate(("total", "own", "credit", "support"), 1)},
        {"plan_investment_total": _sum(9), **{f"plan_investment_{s}": _sum(1) for s in ("own", "credit", "support")}},
        {"plan_investment_total": _sum(9)}
        | {f"plan_finance_{what}_{n}": _sum(1) for what in ("revenue", "cost") for n in (1, 2, 3)},
        {"plan_labour_people": 1, "plan_labour_local": 2, "plan_labour_insured": 2},
        {
            "plan_timetable_start": "2027-09",
            "plan_timetable_papers": "2027-08",
            "plan_timetable_filing": "2027-07",
            "plan_target_year": 2026,
        },
        {
            "plan_market_price": {"dong": 1000, "per": "kg"},
            "plan_technology_capacity": {"amount": "1", "unit": "kg"},
            "plan_finance_revenue_1": _sum(1),
        },
    ]
    said = set()
    for found in (f for a in answers for f in findings(a)):
        shown = {k: t.money(v) if isinstance(v, Dong) else v for k, v in found.params.items()}
        assert "{" not in t(found.code, **shown)
        said.add(found.code)
    texts = {k for k in t.texts if k.startswith("plan.") and not k.startswith("plan.section.")}
    assert said <= texts
    assert len(said) == 13


def _sum(millions: int) -> dict[str, object]:
    return {"dong": millions * 10**6, "per": ""}


# Walking


@each("language", TEXTS.languages)
@each("choice", range(3))
@each("name", FORMS)
def test_a_form_is_walked_to_its_summary_sent_and_then_done(name: str, choice: int, language: str) -> None:
    form: Form = PLAN_FORMS[name]
    section = PLAN.get(name.removeprefix("plan_"))
    assert section
    filler = Filler.opens(form, language=language)
    assert state_of(section, filler.draft.answers) == "todo"
    for question in form.questions:
        assert filler.at == question.id
        assert len(filler.reply.choices) <= PAGE
        assert len(filler.reply.title) <= 80
        filler = filler.answers(lambda f: f.options[min(choice, len(f.options) - 1)])
    assert filler.at == SUMMARY
    assert filler.presses("s:send").ended
    assert state_of(section, filler.draft.answers) == "done"


@each("name", FORMS)
def test_whoever_skips_all_that_may_be_skipped_is_done_too(name: str) -> None:
    section = PLAN.get(name.removeprefix("plan_"))
    assert section
    filler = Filler.opens(PLAN_FORMS[name])
    while filler.at != SUMMARY:
        filler = filler.answers() if filler.question.required else filler.presses("n:skip")
    assert state_of(section, filler.draft.answers) == "done"


# Sums, months, years, ticks


@each(
    ("text", "dong"),
    [
        ("150tr", 150_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("150.000.000", 150_000_000),
        ("150 triệu/năm", 150_000_000),
        ("khoảng 200 triệu một năm", 200_000_000),
        ("1tỷ2", 1_200_000_000),
        ("0", 0),
        ("0 đồng", 0),
        ("không", 0),
        ("Khong co", 0),
        ("không vay", 0),
        ("10 nghìn", 10_000),
    ],
)
def test_a_sum_is_read_as_people_type_it(text: str, dong: int) -> None:
    assert _reads(Sum(), text) == {"dong": dong, "per": ""}


@each(
    ("text", "code"),
    [
        ("85k/hộp", "error.money_whole"),
        ("85k/tháng/hộp", "error.money_whole"),
        ("900", "error.money_sum_small"),
        ("1.500", "error.money_sum_small"),
        ("nhiều lắm", "error.money_sum"),
        ("", "error.needs_text"),
    ],
)
def test_what_is_no_sum_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        _reads(Sum(), text)
    assert refused.value.code == code


@each(
    ("text", "sums"),
    [
        ("20tr/tháng", [240_000_000, 20_000_000]),
        ("3 trăm", [300_000]),
        ("100tr, 200tr", [100_000_000, 200_000_000]),
        ("từ 100tr đến 200tr", [100_000_000, 200_000_000]),
        ("100-200 triệu", [100_000_000, 200_000_000]),
    ],
)
def test_what_may_be_several_sums_is_asked(text: str, sums: list[int]) -> None:
    asked = Sum().read(Said(text=text), Q, AROUND, None)
    assert isinstance(asked, More)
    assert asked.partial == {"sure": [{"dong": dong, "per": ""} for dong in sums]}


@each("text", ["1 tỷ 200 triệu", "1 tỷ 200tr"])
def test_a_sum_in_two_scales_is_read_whole(text: str) -> None:
    assert _reads(Sum(), text) == {"dong": 1_200_000_000, "per": ""}


@given(st.integers(500, 10**13))
def test_a_sum_as_it_is_shown_is_read_as_the_same_sum(dong: int) -> None:
    shown = Sum().show({"dong": dong, "per": ""}, Q, AROUND)
    assert _reads(Sum(), shown) == {"dong": dong, "per": ""}


@each(
    ("text", "month"),
    [
        ("9/2027", "2027-09"),
        ("09-2027", "2027-09"),
        ("tháng 9 năm 2027", "2027-09"),
        ("thang 9", "2027-09"),
        ("5", "2027-05"),
        ("tháng 4", "2028-04"),
        ("3/28", "2028-03"),
        ("2027-11", "2027-11"),
        ("15/9/2027", "2027-09"),
        ("1/2025", "2025-01"),
    ],
)
def test_a_month_is_read_as_people_type_it(text: str, month: str) -> None:
    assert _reads(Month(), text) == month
    assert _reads(Month(), Month().show(month, Q, AROUND)) == month


@each("text", ["13/2027", "0", "2027", "tháng nào đó", "15/9", "9/2040", "9/2020", "1 2 3 4", "9/20277"])
def test_what_is_no_month_of_the_plan_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        _reads(Month(), text)
    assert refused.value.code == "error.month"


@each(("text", "year"), [("2027", 2027), ("năm 2029", 2029), ("1", 2027), ("2037", 2037)])
def test_a_year_is_pressed_or_typed(text: str, year: int) -> None:
    assert _reads(YearKind(), text) == year
    assert YearKind().read(Said(data="2028"), Q, AROUND, None).value == 2028  # type: ignore[union-attr]


@each("said", [Said("2026"), Said("2038"), Said("27"), Said("mai mốt"), Said(data="2099"), Said()])
def test_a_year_that_is_over_or_far_is_refused(said: Said) -> None:
    with pytest.raises(Refusal):
        YearKind().read(said, Q, AROUND, None)
    assert YEARS_AHEAD >= 5


TICKS = [q for form in PLAN_FORMS.values() for q in form.questions if isinstance(q.kind, Several)]


@each("question", TICKS)
def test_ticks_and_done_fit_on_one_screen(question: Question) -> None:
    kind = question.kind
    assert isinstance(kind, ChoiceKind)
    assert isinstance(kind.ids, tuple)
    everything = list(kind.ids)
    assert len(kind.options(question, AROUND, everything)) == len(everything) + 1 <= PAGE


def _channels() -> Filler:
    filler = Filler.opens(PLAN_FORMS["plan_market"])
    while filler.at != "plan_market_channels":
        filler = filler.answers()
    return filler


def test_things_are_ticked_off_and_on_and_kept_in_order() -> None:
    filler = _channels()
    assert [c.data for c in filler.reply.choices] == ["o:home", "o:agents", "o:supermarket", "o:online", "o:export"]
    ticked = filler.presses("o:online").says("1").presses("o:online").presses("o:agents")
    assert ticked.at == "plan_market_channels"
    assert [c.label[:1] == "✓" for c in ticked.reply.choices] == [True, True, False, False, False, False]
    done = ticked.says("xong")
    assert done.draft.answers["plan_market_channels"] == ["home", "agents"]
    assert filler.presses("o:done").at == "plan_market_channels", "nothing ticked yet"
    assert filler.presses("o:home").presses("o:home").reply.choices == filler.reply.choices


def test_several_things_are_typed_with_commas() -> None:
    typed = _channels().says("dai ly, siêu thị; 5").says("xong")
    assert typed.draft.answers["plan_market_channels"] == ["agents", "supermarket", "export"]
    whole = _channels().says("Tại nhà, ở chợ").says("Xong")
    assert whole.draft.answers["plan_market_channels"] == ["home"]
    assert _channels().says("siêu thị, xyz").draft.partial is None


def test_what_is_ticked_stays_when_the_rest_is_skipped() -> None:
    skipped = _channels().presses("o:online").presses("n:skip")
    assert skipped.draft.answers["plan_market_channels"] == ["online"]
