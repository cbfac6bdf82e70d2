"""What help there is, page by page: every row of every programme is reached, and so is every line of money."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.assistants import settings_for
from support.people import WebTown
from support.transcripts import Stage

from bot.handlers import routes
from bot.messages import Incoming
from bot.records.people import Person
from bot.storage.engine.opening import FILE
from ocop_domain.budgets import budget_of
from ocop_domain.cycle import STEPS, WHO, basis_of, duties_in
from ocop_domain.programme_files import all_plans, load_programme
from ocop_domain.programmes import Programme
from ocop_domain.star_benefits import STARS, benefits_of
from ocop_domain.support import support_of

PROGRAMMES = (*all_plans(), "vietnam-2027")
OF_HELP = ("support", "aid", "star", "step", "principles", "purpose", "whojoins", "documents")
MOST, LONGEST = 6, 600


@pytest.fixture
async def stage(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Stage]:
    settings = settings_for(tmp_path / "data")
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    async with Stage(settings, WebTown(), load_programme("camau-2022").demo_date) as stage:
        yield stage


async def walked(stage: Stage, person: Person, programme: Programme, start: str) -> dict[str, str]:
    """Every page behind a button, by what its button carries: all that is said on it."""
    found: dict[str, str] = {}
    ahead = [start]
    while ahead:
        data = ahead.pop()
        if data in found:
            continue
        turn = stage.assistant.dispatcher._turn(Incoming("web", "x", "u", "press", data=data), person, stage.clock())
        turn.programme = programme
        turn.today = programme.demo_date
        await routes.route(turn)
        (reply,) = turn.replies
        assert len(reply.choices) <= MOST, data
        assert len(reply.title) + len(reply.text) <= LONGEST, (data, reply.text)
        if data.partition(":")[0] in {"support", "aidmore"}:
            assert len(reply.choices) + len(reply.nav) <= MOST, data
        found[data] = f"{reply.title}\n{reply.text}"
        ahead += [c.data for c in (*reply.choices, *reply.nav) if c.data.startswith(OF_HELP)]
    return found


async def test_every_row_of_help_is_reached_by_buttons_in_every_programme(stage: Stage) -> None:
    person = await stage.assistant.store.person("web", "newcomer", "vi", stage.clock())
    for id_ in PROGRAMMES:
        programme = load_programme(id_)
        pages = await walked(stage, person, programme, "support")
        said = "\n".join(pages.values())
        never = [row for row in support_of(programme) if f"{row.who}: {row.what}." not in said]
        assert not never, id_
        alone = [row for row in support_of(programme) if f"aid:{row.token}:-" not in pages]
        assert not alone, id_
        for row in support_of(programme):
            whole = pages[f"aid:{row.token}:-"]
            assert row.who in whole, row
            assert row.policy in whole, row
            assert row.source in whole, row
            assert programme.document in whole, row
        for star in STARS:
            lost = [each for each in benefits_of(programme, star) if f"{each.what} ({each.who})" not in said]
            assert not lost, (id_, star)
        if basis := basis_of(programme):
            assert all(each.name in said for each in basis.documents), id_
            assert basis.prefers["vi"] in said, id_


async def test_every_line_of_the_money_is_shown_with_its_sums(stage: Stage) -> None:
    person = await stage.assistant.store.person("web", "newcomer", "vi", stage.clock())
    programme = load_programme("khanhhoa-2020")
    budget = budget_of(programme)
    assert budget
    pages = await walked(stage, person, programme, "aidmoney")
    for number, unit in enumerate(budget.units):
        own = "\n".join(text for data, text in pages.items() if data.split(":")[:2] == ["aidunit", str(number)])
        assert unit.name in own
        assert all(line.what in own for line in unit.lines), unit.name
    assert "17.770 triệu đồng (tỉnh 6.520, đối ứng 11.250)" in pages["aidmoney"]
    assert "không ghi số tiền" in pages["aidunit:1"], "the department of trade has a line without a sum"


async def test_each_step_says_what_everybody_does_in_it(stage: Stage) -> None:
    person = await stage.assistant.store.person("web", "newcomer", "vi", stage.clock())
    for id_ in PROGRAMMES:
        programme = load_programme(id_)
        pages = await walked(stage, person, programme, "steps")
        said = "\n".join(pages.values())
        for stage_ in programme.stages:
            assert stage_.title in said, (id_, stage_)
        shown = [stage_.step for stage_ in programme.stages if stage_.step in STEPS]
        duties = [duty for number in shown for role in WHO for duty in duties_in(programme, number, role)]
        assert duties, id_
        assert not [duty.id for duty in duties if duty.title not in said], id_


async def test_help_is_in_the_menu_of_a_producer_and_everybody_reaches_it(stage: Stage) -> None:
    person = await stage.assistant.store.person("web", "newcomer", "vi", stage.clock())
    turn = stage.assistant.dispatcher._turn(Incoming("web", "x", "u", "press", data="menu"), person, stage.clock())
    await routes.route(turn)
    assert "support" in [choice.data for choice in turn.replies[0].choices]
    turn = stage.assistant.dispatcher._turn(Incoming("web", "x", "u", "press", data="help"), person, stage.clock())
    await routes.route(turn)
    assert {"support", "steps"} <= {choice.data for choice in turn.replies[0].nav}
