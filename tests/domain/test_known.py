"""What is known from elsewhere fills a sheet: never more than was said, for every set of every decision."""

from __future__ import annotations

from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.registration import QUESTIONS
from ocop_domain.criteria.known import LABOUR_SHARE, case_of, contradicted, facts, filled, known, known_problems
from ocop_domain.criteria.load import all_criteria, load_criteria
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.data import read_yaml
from ocop_domain.evidence import KINDS

SETS = [criteria for decision in all_criteria() for criteria in load_criteria(decision).sets]
FORMS = ("household", "cooperative", "cooperative_group", "company", "farm", "association")
MARKETS = ("commune", "district", "province", "country", "export")
PLAN = {name: q for form in PLAN_FORMS.values() for q in form.questions if (name := q.id)}


def level(criteria: CriteriaSet, label: str, points: int | None) -> str:
    item = next(item for item in criteria.items if item.label == label)
    found = item.level(points or 0)
    return found.label if found else ""


def answer(criteria: CriteriaSet, label: str, said: dict[str, object]) -> int | None:
    """What fills the item with this label; None where nothing does."""
    item = next((item for item in criteria.items if item.label == label), None)
    one = filled(known(criteria, said), {}).get(item.code) if item else None
    return one.points if one else None


def test_every_rule_fits_an_item_and_names_one_level_of_it() -> None:
    for decision in all_criteria():
        assert known_problems(decision, load_criteria(decision).sets) == []


def test_every_rule_is_of_a_question_or_a_paper_that_there_is() -> None:
    for decision in all_criteria():
        table = read_yaml("known", f"{decision}.yaml")
        assert table["decision"] == decision
        assert table["source"]
        named = [rule["from"] for row in table["items"] for rule in row["rules"]]
        named += [row["from"] for row in table["cases"]]
        for fact in named:
            source, _, name = fact.partition(":")
            held = {"registration": QUESTIONS, "plan": PLAN, "paper": dict.fromkeys(KINDS)}
            assert fact == LABOUR_SHARE or name in held[source], fact


def test_what_fills_agrees_with_everything_that_was_said_and_is_a_level_of_the_item() -> None:
    for criteria in SETS:
        for form, market, share in zip(FORMS, (*MARKETS, "commune"), (0, 49, 50, 74, 75, 100), strict=True):
            said = facts(
                {"legal_form": form, "registered": True, "market": market, "material_share": share, "story": "Chuyện"},
                {"plan_labour_people": 4, "plan_labour_local": 3, "plan_brand_trademark": "filed"},
                ("trademark", "facility", "quality_system", "declaration", "test_result"),
            )
            found = known(criteria, said)
            best = filled(found, {})
            points = {code: one.points for code, one in best.items()}
            assert all(points[code] in criteria.item(code).points for code in points)
            assert not contradicted(found, points), (criteria.decision, criteria.id)


def test_an_answer_is_never_overwritten_and_an_open_one_is_filled() -> None:
    criteria = load_criteria("26-2026").set("s06")
    said = facts({"legal_form": "household", "registered": True}, {}, ())
    code = next(item.code for item in criteria.items if item.label == "Loại hình tổ chức")
    assert filled(known(criteria, said), {code: 3}) == {}
    assert filled(known(criteria, said), {code: None})[code].points == 1
    assert [one.fact for one in contradicted(known(criteria, said), {code: 3})] == ["registration:legal_form"]
    assert not contradicted(known(criteria, said), {code: 1})


def test_the_legal_form_is_known_in_every_decision_and_a_company_never_gets_more_than_it_said() -> None:
    for criteria in SETS:
        label = "Loại hình tổ chức"
        least = answer(criteria, label, facts({"legal_form": "household", "registered": True}, {}, ()))
        most = answer(criteria, label, facts({"legal_form": "cooperative"}, {}, ()))
        assert (least, most) == (1, 3), criteria.id
        company = answer(criteria, label, facts({"legal_form": "company"}, {}, ()))
        assert company is not None
        assert company < 3
        # A household that is not registered is not one that is; its certificate in the wallet says it is.
        assert answer(criteria, label, facts({"legal_form": "household", "registered": False}, {}, ())) is None
        paper = facts({"legal_form": "household", "registered": False}, {}, ("registration",))
        assert answer(criteria, label, paper) == 1


def test_a_share_falls_into_its_band_and_one_of_the_province_says_nothing_sure_of_the_commune() -> None:
    criteria = load_criteria("26-2026").set("s06")
    for share, words in (
        (0, "dưới 50%"),
        (49.5, "dưới 50%"),
        (50, "từ 50%"),
        (74, "từ 50%"),
        (75, "từ 75%"),
        (100, "100%"),
    ):
        said = facts({"material_share": share}, {}, ())
        assert words in level(criteria, "Nguồn nguyên liệu", answer(criteria, "Nguồn nguyên liệu", said))
    fresh = load_criteria("26-2026").set("s01")
    said = facts({"material_share": 40}, {}, ())
    assert answer(fresh, "Nguồn gốc sản phẩm", said) is None
    code = fresh.items[0].code
    assert [one.item for one in contradicted(known(fresh, said), {code: 3})] == [code]


def test_who_works_is_a_share_only_where_both_numbers_were_said() -> None:
    criteria = load_criteria("26-2026").set("s06")
    label = "Sử dụng lao động địa phương"
    assert answer(criteria, label, facts({"local_labour": 4}, {}, ())) is None
    assert answer(criteria, label, facts({"local_labour": 4}, {"plan_labour_people": 4}, ())) == 3
    assert answer(criteria, label, facts({}, {"plan_labour_people": 10, "plan_labour_local": 2}, ())) == 0
    # More of the commune than there are people was a slip.
    assert answer(criteria, label, facts({"local_labour": 9}, {"plan_labour_people": 4}, ())) is None


def test_who_sells_at_home_has_no_chance_abroad_and_who_says_export_is_still_asked() -> None:
    for criteria in SETS:
        label = "Cơ hội thị trường toàn cầu"
        if any(item.label == label for item in criteria.items):
            assert answer(criteria, label, facts({"market": "country"}, {}, ())) == 0
            assert answer(criteria, label, facts({"market": "export"}, {}, ())) is None


def test_a_paper_proves_the_least_that_it_can_be_and_stands_above_words() -> None:
    criteria = load_criteria("26-2026").set("s06")
    label = "Sở hữu trí tuệ"
    assert answer(criteria, label, facts({}, {"plan_brand_trademark": "none"}, ("trademark",))) == 1
    assert answer(criteria, label, facts({}, {"plan_brand_trademark": "none"}, ())) == 0
    granted = {"plan_brand_trademark": "granted", "plan_brand_origin": "granted"}
    assert answer(criteria, label, facts({}, granted, ("trademark",))) == 2
    old = load_criteria("148-2023").set("s06")  # there an application that was accepted has no level
    assert answer(old, label, facts({}, {}, ("trademark",))) is None


def test_several_that_were_chosen_count_together() -> None:
    criteria = load_criteria("26-2026").set("s06")
    for places, points in (
        (["label"], 1),
        (["leaflet"], 2),
        (["website", "leaflet"], 3),
        (["trace", "leaflet", "website"], 5),
    ):
        said = facts({}, {"plan_story_places": places, "plan_story_text": "Chuyện"}, ())
        assert answer(criteria, "Câu chuyện sản phẩm", said) == points


def test_of_two_cases_the_legal_form_says_which_one_is_theirs() -> None:
    criteria = load_criteria("1048-2019").set("s06")
    item = next(item for item in criteria.items if item.label == "Cộng đồng tham gia quản lý, điều hành")
    cases = [case.code for case in item.cases]
    assert case_of(item, criteria.decision, facts({"legal_form": "household"}, {}, ())) == cases[1]
    assert case_of(item, criteria.decision, facts({"legal_form": "cooperative"}, {}, ())) == cases[0]
    assert case_of(item, criteria.decision, facts({"legal_form": "company"}, {}, ())) == ""
