"""What the plans say of days, recipients, rounds and people, one table a kind: what was told wrong once stays right."""

from __future__ import annotations

from datetime import date

from ocop_domain.applications import ApplicationState, FiledFor, upcoming
from ocop_domain.areas import load_areas
from ocop_domain.areas.territory import Territory
from ocop_domain.eligibility import check
from ocop_domain.filing_windows import Timing, window_on
from ocop_domain.product_sets import load_product_sets
from ocop_domain.programme_collection import Programmes
from ocop_domain.programme_files import all_plans, load_programme
from ocop_domain.recipients import office, offices, taker
from ocop_domain.selection import chooser
from ocop_domain.territories import territory_of

AREAS = load_areas()
HOUSE = Programmes([load_programme(name) for name in all_plans()], AREAS)


def day(text: str) -> date:
    return date.fromisoformat(text)


LAST_DAYS = [
    # Đak Đoa: of the text and the table the earlier day, whoever keeps it is in time by both.
    ("dakdoa-2022", "dd22-x-52-producer", "2022-01-01", "2022-04-30"),
    ("dakdoa-2022", "dd22-x-52-commune", "2022-01-01", "2022-04-30"),
    ("dakdoa-2022", "dd22-x-53-producer", "2022-04-01", "2022-05-31"),
    ("dakdoa-2022", "dd22-x-55-producer", "2022-05-01", "2022-06-30"),
    ("dakdoa-2022", "dd22-t12", "2022-06-01", "2022-07-31"),
    ("dakdoa-2022", "dd22-x-55-district", "2022-08-01", "2022-09-30"),
    # Cà Mau 2022: what is asked all the time in a year has a last day, a quota is known from January on.
    ("camau-2022", "cm22-a1-2", "2022-01-01", "2022-12-31"),
    ("camau-2022", "cm22-p-1-2-district", "2022-01-01", "2022-12-31"),
    ("camau-2022", "cm22-x-quota", "2022-01-01", "2022-12-31"),
    ("camau-2022", "cm22-p-2-6-commune", "2022-05-01", "2022-12-31"),
    ("camau-2022", "cm22-p-3-8", "2022-01-01", "2022-12-31"),
    ("camau-2021-2025", "cm25-p-35-district", "2023-01-01", "2023-12-31"),
    ("camau-2021-2025", "cm25-p-618-review", "2023-01-01", "2023-12-31"),
    ("camau-2021-2025", "cm25-x-619", "2023-01-01", "2023-12-31"),
    ("camau-2021-2025", "cm25-b-2023", "2023-01-01", "2023-12-31"),
]


def test_each_duty_opens_and_ends_on_the_days_that_keep_people_safe() -> None:
    for programme, duty, opens, last in LAST_DAYS:
        found = [o for o in load_programme(programme).occurrences if o.duty.id == duty]
        assert (day(opens), day(last)) in {(o.opens, o.last_day) for o in found}, duty


NEXT = [
    # programme, state, since, for which time of handing in, who acts, by when
    ("dakdoa-2022", "accepted", "2022-04-10", None, "district_staff", "2022-04-30"),
    ("dakdoa-2022", "filed", "2022-06-15", None, "district_staff", "2022-07-31"),
    ("dakdoa-2022", "supplement", "2022-07-01", None, "producer", "2022-07-31"),
    ("dakdoa-2022", "checked", "2022-07-10", None, "district_staff", "2022-09-30"),
    # What came after the last day has no day: nobody who checks it is late.
    ("dakdoa-2022", "sent", "2022-06-01", None, "commune_officer", None),
    ("camau-2022", "checked", "2022-05-20", FiledFor("cm22-p-file-1", "once"), "district_staff", "2022-06-30"),
    ("camau-2022", "checked", "2022-06-20", FiledFor("cm22-p-file-2", "once"), "district_staff", "2022-09-30"),
    ("camau-2022", "checked", "2022-06-20", None, "district_staff", "2022-06-30"),
    ("camau-2022", "filed", "2022-05-20", None, "district_staff", None),
    ("camau-2021-2025", "filed", "2023-05-20", None, "district_staff", None),
    ("khanhhoa-2020", "filed", "2020-07-20", None, "district_staff", None),
    ("khanhhoa-2020", "checked", "2020-08-20", None, "district_staff", "2020-09-30"),
    # 26/2026: what is registered and not handed in waits for its producer.
    ("vietnam-2027", "accepted", "2027-01-10", None, "producer", "2027-04-07"),
    ("vietnam-2027", "accepted", "2027-04-08", None, "producer", "2027-10-08"),
    ("vietnam-2027", "checked", "2027-04-12", FiledFor("vn27-file", "2027-1"), "commune_officer", "2027-04-29"),
    ("vietnam-2027", "checked", "2027-04-12", FiledFor("vn27-file", "2027-2"), "commune_officer", "2027-10-29"),
]


def test_the_next_step_names_who_acts_and_the_last_day_of_this_dossier() -> None:
    for programme, state, since, filed_for, actor, last in NEXT:
        found = upcoming(load_programme(programme), state, day(since), filed_for=filed_for)
        assert found, (programme, state)
        expected = day(last) if last else None
        assert (found.actor, found.last_day) == (actor, expected), (programme, state, since)


FILING = [
    ("dakdoa-2022", "2022-04-20", Timing.EARLY, "dd22-x-55-producer"),
    ("dakdoa-2022", "2022-06-15", Timing.OPEN, "dd22-x-55-producer"),
    ("dakdoa-2022", "2022-11-15", Timing.OVER, ""),
]


def test_a_dossier_of_dak_doa_is_in_time_until_the_end_of_june() -> None:
    for programme, today, timing, duty in FILING:
        found = window_on(load_programme(programme).occurrences, day(today))
        assert found
        assert (found.timing, found.occurrence.duty.id if found.occurrence else "") == (timing, duty), today


def test_the_older_plans_send_dossiers_to_the_district_and_the_law_of_2026_to_the_commune() -> None:
    glar = AREAS.search("Xã Glar, Huyện Đak Đoa", day("2022-03-01"), level="commune", limit=1)[0].code
    for name in all_plans():
        assert taker(load_programme(name)) == "district_staff", name
    assert taker(load_programme("vietnam-2027")) == ""
    dak_doa = load_programme("dakdoa-2022")
    found = office(dak_doa, glar, AREAS, day("2022-06-15"))
    assert found
    assert found.name == "Huyện Đak Đoa"
    assert office(dak_doa, glar, AREAS, day("2025-07-01")) is None, "there are no districts any more"
    here = Territory(territory_of(dak_doa, AREAS).units)
    assert (glar, found.code) in offices(dak_doa, here, AREAS, day("2022-06-15"))
    assert offices(load_programme("vietnam-2027"), here, AREAS, day("2026-06-15")) == ()


def test_whoever_helps_in_a_round_is_named_down_to_the_commune() -> None:
    rounds = ("cm22-a4-5.2a", "cm22-a4-5.2b", "cm22-a4-5.5", "cm22-a4-5.6", "dd22-x-55-district", "kh20-b5-district")
    duties = {duty.id: duty for name in all_plans() for duty in load_programme(name).duties}
    for id_ in rounds:
        assert duties[id_].role == "council"
        assert {"district_staff", "commune_officer", "producer"} <= set(duties[id_].helps), id_


BESIDE = [
    # duty, of whom the plan's column "Cơ quan phối hợp" says that they help
    ("cm25-a1-1", {"district_staff"}),
    ("cm25-a1-8", {"district_staff", "commune_officer", "producer"}),
    ("cm25-a2-3", {"district_staff", "commune_officer"}),
    ("cm25-a4-2", {"province_staff", "commune_officer", "producer"}),
    ("cm25-a5-3", {"district_staff", "commune_officer", "producer"}),
    ("cm22-x-43-province", {"district_staff", "commune_officer"}),
    ("dd22-t03", {"commune_officer"}),
    ("dd22-t13", {"commune_officer", "council"}),
    ("dd22-x-55-producer", {"district_staff", "commune_officer"}),
    ("kh20-b3a-commune", {"district_staff"}),
]


def test_whoever_the_plan_names_beside_the_others_helps() -> None:
    duties = {duty.id: duty for name in all_plans() for duty in load_programme(name).duties}
    for id_, roles in BESIDE:
        assert roles <= set(duties[id_].helps), id_
        assert duties[id_].role not in duties[id_].helps, id_


def test_no_duty_of_a_district_tells_it_the_numbers_of_the_whole_province() -> None:
    for name in ("camau-2022", "camau-2021-2025"):
        for duty in load_programme(name).duties:
            if duty.role == "district_staff":
                assert not any(number in f"{duty.title} {duty.deliver}" for number in ("74", "87", "49", "54", "47"))


OWN = [
    ("camau-2022", "cm22-x-quota", "Huyện U Minh", 2022, (8, 1)),
    ("camau-2021-2025", "cm25-b-2023", "Huyện U Minh", 2023, (12, 0)),
    ("camau-2021-2025", "cm25-b-2024", "Huyện U Minh", 2024, (11, 0)),
    ("camau-2021-2025", "cm25-b-2025", "Huyện Trần Văn Thời", 2025, None),
]


def test_a_duty_of_a_quota_tells_each_district_its_own_number() -> None:
    for programme, duty, unit, year, wanted in OWN:
        plan = load_programme(programme)
        found = plan.duty(duty)
        assert found
        assert found.quota
        told = [(quota.new, quota.upgrade) for quota in plan.quotas_of(unit, year)]
        assert told == ([wanted] if wanted else []), (duty, unit)


CALENDARS = [
    ("camau-2021-2025", "2023-03-07", "commune_officer", 2),
    ("camau-2021-2025", "2023-03-07", "producer", 3),
    ("dakdoa-2022", "2022-06-21", "commune_officer", 1),
    ("dakdoa-2022", "2022-08-15", "council", 1),
    ("khanhhoa-2020", "2020-05-15", "commune_officer", 1),
]


def test_nobodys_calendar_is_empty_in_the_middle_of_a_plans_year() -> None:
    for programme, today, role, least in CALENDARS:
        around = load_programme(programme).around(day(today))
        own = [o for o in around if o.duty.role == role and o.opens <= day(today) <= o.last_day]
        assert len({o.duty.id for o in own}) >= least, (programme, role)


def test_two_plans_of_one_province_do_not_ask_the_same_twice() -> None:
    commune = AREAS.search("Xã Định Bình, Thành phố Cà Mau", day("2022-03-01"), level="commune", limit=1)[0].code
    here = {o.duty.id for o in HOUSE.occurrences(commune, day("2022-03-15")) if o.last_day.year == 2022}
    assert "cm22-x-41-commune" in here
    assert not here & {"cm25-p-618-review", "cm25-p-619-idea", "cm25-p-619-plan", "cm25-p-35-district"}


S1048 = {one.name: one.id for one in load_product_sets("1048-2019").by_id.values()}
RULES = [
    # programme, answers, what is said
    ("dakdoa-2022", {"material_share": 30, "material_origin": "country"}, {"eligibility.local_material"}),
    ("dakdoa-2022", {"material_share": 30, "material_origin": "province"}, {"eligibility.local_material"}),
    ("dakdoa-2022", {"material_share": 50, "material_origin": "commune"}, set()),
    ("camau-2022", {"material_share": 30, "material_origin": "country"}, set()),
    ("khanhhoa-2020", {"product_set": S1048["Vải, may mặc"]}, {"eligibility.group"}),
    ("dakdoa-2022", {"product_set": S1048["Vải, may mặc"]}, set()),
    ("khanhhoa-2020", {"product_set": S1048["Rau, củ, quả, hạt tươi"]}, set()),
]


def test_the_rules_of_a_plan_warn_and_never_refuse() -> None:
    for programme, answers, codes in RULES:
        found = check(answers, load_programme(programme))
        assert {f.code for f in found} == codes, (programme, answers)
        assert not any(f.blocks for f in found)


STARS = {"dakdoa-2022": (1, 2), "khanhhoa-2020": (1, 2), "camau-2022": (), "camau-2021-2025": ()}


def test_products_of_one_and_two_stars_come_again_where_the_plan_says_so() -> None:
    for programme, stars in STARS.items():
        low = load_programme(programme).rules.low_stars
        assert (low.stars if low else ()) == stars, programme


LAW_OF_THE_DAY = [
    # day, decision, levels, the stars that councils recognise, who acts on what was accepted, on what was filed
    ("2023-02-23", "1048/QĐ-TTg sửa đổi theo 781/QĐ-TTg", 3, {"province": (3, 4)}, "district_staff"),
    ("2023-02-24", "148/QĐ-TTg", 3, {"district": (3,), "province": (4,)}, "district_staff"),
    ("2025-06-30", "148/QĐ-TTg", 3, {"district": (3,), "province": (4,)}, "district_staff"),
    ("2025-07-01", "148/QĐ-TTg", 2, {"province": (3, 4)}, "commune_officer"),
]


def test_a_plan_that_outlasts_its_law_follows_the_law_of_the_day() -> None:
    commune = AREAS.search("Xã Khánh Tiến, Huyện U Minh", day("2023-03-01"), level="commune", limit=1)[0].code
    for today, decision, levels, stars, checks in LAW_OF_THE_DAY:
        found = HOUSE.lead(commune, day(today))
        assert found.id == "camau-2021-2025"
        assert (found.decision, len(found.levels)) == (decision, levels), today
        recognised = {c.level: c.recognises for c in found.councils if c.recognises and c.level != "centre"}
        assert recognised == stars, today
        assert found.next["filed"].actor == checks, today
        assert found.duties == load_programme("camau-2021-2025").duties
        assert HOUSE.lead(commune, day(today)) is found, "asked in every turn"
    one_year = load_programme("dakdoa-2022")
    assert HOUSE.as_of(one_year, day("2022-06-01")) is one_year


def test_where_a_producer_must_file_nobody_chooses() -> None:
    assert chooser(load_programme("vietnam-2027")) == ""
    assert load_programme("vietnam-2027").next[ApplicationState.ACCEPTED].actor == "producer"
