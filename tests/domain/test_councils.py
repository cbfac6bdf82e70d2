"""Who goes up, who recognises which star, and how many members must have scored: by each programme's own data."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from support.each import each

from ocop_domain.councils import Verdict, Voting, after_council, standing, verdict, waits_at
from ocop_domain.law import laws
from ocop_domain.programme_checks import checked
from ocop_domain.programme_files import all_programmes, load_programme
from ocop_domain.programmes import Programme

PROGRAMMES = [*map(load_programme, all_programmes()), *laws()]
UP, RECOGNISED, BACK, NONE = Verdict.UP, Verdict.RECOGNISED, Verdict.BACK, Verdict.NONE


@each(
    ("programme", "level", "kind", "result", "expected"),
    [
        ("dakdoa-2022", "district", "first", ("50", 3), UP),
        ("dakdoa-2022", "district", "first", ("49.99", 2), NONE),
        ("dakdoa-2022", "district", "first", ("55", 2), UP),  # points decide there, whatever minimum is missed
        ("dakdoa-2022", "province", "first", ("92", 4), RECOGNISED),
        ("camau-2022", "district", "first", ("55", 3), UP),
        ("camau-2022", "district", "first", ("55", 2), NONE),
        ("camau-2022", "district", "upgrade", ("60", 3), NONE),
        ("camau-2022", "district", "upgrade", ("75", 4), UP),
        ("camau-2022", "province", "first", ("75", 4), RECOGNISED),
        ("khanhhoa-2020", "province", "first", ("95", 5), UP),
        ("vietnam-2027", "province", "first", ("89.99", 4), RECOGNISED),
        ("vietnam-2027", "province", "first", ("90", 5), UP),
        ("vietnam-2027", "centre", "first", ("89.5", 4), BACK),
        ("vietnam-2027", "centre", "first", ("95", 5), RECOGNISED),
        ("vietnam-2027", "province", "first", ("45", 2), NONE),
        ("vietnam-148", "district", "first", ("60", 3), RECOGNISED),
        ("vietnam-148", "province", "first", ("65", 3), BACK),
    ],
)
def test_what_a_result_means_follows_the_programme(
    programme: str, level: str, kind: str, result: tuple[str, int], expected: Verdict
) -> None:
    found = next(p for p in PROGRAMMES if p.id == programme)
    points, star = result
    assert verdict(found.councils, level, kind, Fraction(points), star) is expected


@each("programme", PROGRAMMES)
def test_every_programme_and_law_says_who_judges_and_how_members_count(programme: Programme) -> None:
    assert programme.councils
    assert programme.voting
    assert all(council.source for council in programme.councils)
    assert after_council(programme.councils, programme.councils[-1].level) is None


@given(st.sampled_from(PROGRAMMES), st.integers(0, 10000), st.sampled_from(["first", "upgrade", "reevaluation"]))
def test_more_points_and_stars_never_lead_to_less(programme: Programme, hundredths: int, kind: str) -> None:
    rank = {NONE: 0, BACK: 1, RECOGNISED: 1, UP: 2}
    points = Fraction(hundredths, 100)
    for council in programme.councils:
        top = 1 + sum(points >= least for least in (30, 50, 70, 90))  # minima only lower the star of the points
        ranks = [rank[verdict(programme.councils, council.level, kind, points, star)] for star in range(top + 1)]
        assert ranks[0] == 0, "a refused dossier goes nowhere"
        assert ranks[1:] == sorted(ranks[1:])


@each("programme", PROGRAMMES)
def test_what_an_ended_level_recognised_the_next_one_recognises(programme: Programme) -> None:
    levels = {council.level for council in programme.councils} - {"district"}
    left = standing(programme.councils, levels)
    assert [council.level for council in left] == [c.level for c in programme.councils if c.level in levels]
    assert verdict(left, "province", "first", Fraction(65), 3) is RECOGNISED
    assert verdict(left, "province", "first", Fraction(75), 4) is RECOGNISED
    every = {*levels, "district"}
    assert standing(programme.councils, every) == list(programme.councils)


@each("programme", PROGRAMMES)
def test_a_product_waits_for_the_next_council_whose_level_there_still_is(programme: Programme) -> None:
    levels = [council.level for council in programme.councils]
    assert waits_at(programme.councils, levels) == levels[0]
    assert waits_at(programme.councils, {"province", "centre"}) == "province"
    for level, following in zip(levels, [*levels[1:], ""], strict=True):
        assert waits_at(programme.councils, levels, level, UP) == following
        assert [waits_at(programme.councils, levels, level, said) for said in (RECOGNISED, BACK, NONE)] == [""] * 3
    if "district" in levels:  # the district's council sent it up before its level ended
        assert waits_at(programme.councils, {"province", "centre"}, "district", UP) == "province"


@given(st.integers(1, 30))
def test_the_quorum_is_never_less_than_its_share(members: int) -> None:
    voting = Voting(Fraction(3, 4), 10, "x")
    assert voting.least(members) * 4 >= members * 3
    assert (voting.least(members) - 1) * 4 < members * 3


PLAN = """id: test-plan
name: "Kế hoạch"
document: "Kế hoạch số 1"
valid_from: 2022-01-01
valid_to: 2022-12-31
province: "Cà Mau"
councils:
"""


@each(
    ("rows", "line", "said"),
    [
        ('  - {level: province, source: "x"}\n  - {level: district, source: "x"}\n', 7, "from the lowest level"),
        ('  - {level: province, up: {points: 90}, source: "x"}\n', 8, "Nothing goes up from the province"),
        ('  - {level: province, up: {points: 90, star: 3}, source: "x"}\n', 8, "Either points or star"),
        ('  - {level: commune, source: "x"}\n', 8, "cannot stand here"),
        ('  - {level: province, quorum: 3, source: "x"}\n', 8, "There is no field quorum"),
        ('  - {level: province, source: "x"}\nvoting: {quorum: "0.75", apart: 10, source: "x"}\n', 9, "quorum"),
    ],
)
def test_a_mistake_in_the_councils_of_a_plan_is_told_with_its_line(rows: str, line: int, said: str) -> None:
    _, _, mistakes = checked(PLAN + rows)
    assert any(m.line == line and said in m.text for m in mistakes), mistakes
