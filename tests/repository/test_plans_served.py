"""docs/plans.md: each row of the five plans once, and each thing that serves it is there and is reached by its role.

Undated duties that come to nobody: `test_duties_without_dates.py`; rows of help that no button leads to:
`test_support_pages.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache

import pytest
from support.duties import reached_by
from support.each import each
from support.places import ROOT
from support.screens import PRODUCER, may_press, reached

from bot.conversations.forms import FORMS
from bot.handlers.progress.figures import HouseOf, gather
from bot.handlers.progress.tables import goal_table
from bot.handlers.registry import BUTTONS
from bot.texts import REFERENCE, Texts
from ocop_domain.areas import load_areas
from ocop_domain.duties.agenda import MINISTRY
from ocop_domain.duties.model import Duty
from ocop_domain.knowledge.asking import Certainty, Where, find
from ocop_domain.law import laws
from ocop_domain.programme_collection import Counted, Programmes
from ocop_domain.programme_files import all_plans, all_programmes, load_programme
from ocop_domain.programmes import Programme
from ocop_domain.progress import ProgressEntry, TakingPart
from ocop_domain.rights import Role, holders

TEXTS = Texts()
PAGE = ROOT / "docs" / "plans.md"
ROWS = 281
CANNOT = 10
"""So many rows may say why no assistant can serve them."""
_ROW = re.compile(r"^\| (\d+) \| (\S+) .*\| (.*) \|$")
_SERVES = re.compile(r"`(duty|screen|form|paper|asked) ([^`]+)`")
_ROLES = ("producer", "commune", "district", "province")


def _rows() -> list[tuple[int, str, str]]:
    found = (_ROW.match(line) for line in PAGE.read_text(encoding="utf-8").splitlines())
    return [(int(row[1]), row[2], row[3]) for row in found if row]


def _named(kind: str) -> list[tuple[int, str, str]]:
    return [(n, plan, what) for n, plan, cell in _rows() for k, what in _SERVES.findall(cell) if k == kind]


@cache
def _programmes() -> tuple[Programme, ...]:
    return (*(load_programme(name) for name in all_programmes()), *laws())


@cache
def _duties() -> dict[str, tuple[Programme, Duty]]:
    return {duty.id: (programme, duty) for programme in _programmes() for duty in programme.duties}


@cache
def _comes_to() -> dict[str, set[str]]:
    """The roles to whom each duty comes, in the years of its programme."""
    found = [reached_by(programme) for programme in _programmes()]
    return {duty: roles for of_one in found for duty, roles in of_one.items()}


@cache
def _sources() -> str:
    """The program; the tables that name all buttons are left out."""
    files = (path for path in (ROOT / "bot").rglob("*.py") if path.name not in {"registry.py", "buttons.py"})
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_the_page_names_every_row_once() -> None:
    assert [n for n, _, _ in _rows()] == list(range(1, ROWS + 1))


def test_every_row_is_served_or_says_why_no_assistant_can() -> None:
    unserved = [(n, cell) for n, _, cell in _rows() if not _SERVES.search(cell)]
    assert all(re.search(r"cannot: \w", cell) for _, cell in unserved), [n for n, cell in unserved]
    assert len(unserved) <= CANNOT


def test_every_duty_that_is_named_is_in_its_programme() -> None:
    missing = [(n, what) for n, _, what in _named("duty") if what not in _duties()]
    assert missing == []


def test_every_duty_that_is_named_comes_to_its_own_role_in_a_rehearsed_year() -> None:
    never = []
    for n, what in ((n, what) for n, _, what in _named("duty")):
        _, duty = _duties()[what]
        seen = {Role.PROVINCE_STAFF} if duty.role == MINISTRY else holders(duty.role)
        whose = {duty.role, *(role.value for role in seen)}
        if not _comes_to().get(what, set()) & whose:
            never.append((n, what, duty.role))
    assert never == []


def test_every_screen_that_is_named_is_reached_from_the_menu_by_everybody_whose_it_is() -> None:
    named = {what for _, _, what in _named("screen")}
    assert named - set(BUTTONS) == set()
    roles = (PRODUCER, *(role.value for role in Role))
    theirs = {what: [role for role in roles if may_press(role, BUTTONS[what].policy)] for what in named}
    assert [what for what, own in theirs.items() if not own] == []
    never = [(what, role) for what, own in sorted(theirs.items()) for role in own if what not in reached(role)]
    assert never == []


def test_the_map_of_the_screens_leads_nobody_through_a_door_that_is_not_theirs() -> None:
    assert "queue" not in reached(PRODUCER)
    assert "register" not in reached(Role.COMMUNE_OFFICER.value)
    assert "judging" not in reached(Role.DISTRICT_STAFF.value)
    assert not [role for role in Role if "take" in reached(role.value)], "only an invitation leads there"


def test_every_form_and_paper_that_is_named_is_there() -> None:
    forms = [(n, what) for n, _, what in _named("form") if what not in FORMS]
    templates = {path.stem for path in (ROOT / "bot" / "papers").rglob("*.docx")}
    papers = [(n, what) for n, _, what in _named("paper") if what not in templates and what not in _sources()]
    assert (forms, papers) == ([], [])


class _Empty:
    """Nothing was registered yet."""

    async def progress_in(self, areas: Sequence[str], programme: Counted | str) -> list[ProgressEntry]:
        return []

    async def taking_part(self, areas: Sequence[str], programme: Counted | str, day: date) -> list[TakingPart]:
        return []


@pytest.mark.parametrize("plan", sorted(all_plans()))
async def test_every_goal_and_quota_of_a_plan_is_shown_to_the_unit_whose_it_is(plan: str) -> None:
    """From January of its year, before anything was registered."""
    areas, programme = load_areas(), load_programme(plan)
    programmes = Programmes([load_programme(id_) for id_ in all_plans()], areas)
    own = programmes.territory(programme) or ""
    wanted = Counter((quota.area, programme.quota_year(quota), quota.new, quota.upgrade) for quota in programme.quotas)
    shown: Counter[tuple[str, int, int, int]] = Counter()
    goals: set[str] = set()
    for year in range(programme.valid_from.year, programme.valid_to.year + 1):
        house = HouseOf(programmes, areas, max(programme.valid_from, date(year, 1, 5)))
        of_plan = await gather(house, _Empty(), areas.continued(own, house.today), programme)
        goals |= {str(row[0]) for row in goal_table(of_plan, TEXTS[REFERENCE]).rows}
        for one in of_plan.quotas:
            unit = await gather(house, _Empty(), areas.continued(one.unit, house.today), programme)
            shown += Counter((q.quota.area, year, q.quota.new, q.quota.upgrade) for q in unit.quotas if q == one)
    assert goals == {goal.stated for goal in programme.targets}
    assert shown == wanted


@each("plan", sorted(all_programmes()))
def test_every_question_that_is_named_is_answered_surely_for_who_asks_it(plan: str) -> None:
    asked = [(n, *what.split(": ", 1)) for n, of, what in _named("asked") if of == plan]
    wrong = []
    for n, role, question in asked:
        assert role in _ROLES, (n, role)
        found = find(question, Where(load_programme(plan), None, role))
        if found.certainty is not Certainty.SURE:
            wrong.append((n, question, [entry.id for entry in found.entries]))
    assert wrong == []
