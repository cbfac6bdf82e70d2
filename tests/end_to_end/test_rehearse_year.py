"""The year of Cà Mau 2022, day by day: who must hear hears once, in time and by day; who has done it does not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from rehearsal.oracle import Diary, Findings, judge
from rehearsal.year import DATA, LISTS, Stages, camau, down, quick_folder, year, year_with_kills
from support.databases import Open, copied_sqlite, emptied_postgres, with_tables
from typer.testing import CliRunner

from bot.cli import app
from bot.commands import rehearsing
from bot.commands.rehearsing import rehearse
from bot.kit.clock import VIETNAM
from bot.messages import Outgoing, Reply
from bot.ports.channels import SendError
from bot.rehearsal.acts import Finish, Join, PlayedAct, PlayedCheck, Send
from bot.rehearsal.people import Actor, Good, Habit, UnusableList, actors
from bot.rehearsal.year import RehearsalStep, Script
from bot.settings.config import BadSettings, Settings
from bot.storage.engine.opening import open_postgres
from bot.storage.store import Store
from ocop_domain.applications import ApplicationState
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme

SPRING = (date(2022, 3, 1), date(2022, 6, 30))


@pytest.fixture
def sqlite(migrated_sqlite: Path) -> Iterator[Open]:
    """In memory: a year commits thousands of times, and nothing of it is to last."""
    with quick_folder() as folder:
        yield copied_sqlite(migrated_sqlite, folder)


@pytest.fixture
def postgres(migrated_postgres: str) -> Open:
    return emptied_postgres(migrated_postgres)


def right(found: Findings) -> None:
    assert not found.faults, str(found)


async def test_a_spring_of_many_products(sqlite: Open) -> None:
    """`make rehearsal` plays the whole year with all 84 of them, and three casts."""
    script = camau(*SPRING, products=20, seed=2)
    found = await year(script, sqlite)
    right(found)
    assert {actor.habit for actor in script.cast} == set(Habit)
    assert sum(len(actor.goods) for actor in camau(*SPRING).cast) == 84
    assert found.ticks > 400
    assert found.reminders > 200
    assert found.last_days >= 30
    assert found.kept_quiet > 30
    assert found.late == found.delayed == found.unknown == 0


async def test_a_clock_that_jumps_over_weeks_with_a_last_day(sqlite: Open) -> None:
    weeks = ((date(2022, 3, 28), date(2022, 4, 3)), (date(2022, 5, 25), date(2022, 6, 1)))
    script = camau(date(2022, 3, 15), date(2022, 6, 10), products=8, seed=2)
    found = await year(down(script, *weeks), sqlite, name="jump")
    right(found)
    assert found.late > 0


async def test_processes_that_are_dropped_at_random_points_and_come_again(sqlite: Open) -> None:
    script = camau(date(2022, 3, 15), date(2022, 5, 10), products=8, seed=2)
    found = await year_with_kills(script, sqlite, kills=25, seed=1)
    right(found)
    assert found.kills > 12


async def test_two_processes_on_one_database(postgres: Open) -> None:
    found = await year(camau(date(2022, 3, 22), date(2022, 4, 4), products=12, seed=2), postgres, processes=2)
    right(found)
    assert found.last_days > 4


# The judge is no yes-man


@pytest.fixture
async def diary(sqlite: Open) -> tuple[Script, Diary]:
    script = camau(date(2022, 3, 15), date(2022, 4, 5), products=12, seed=2)
    assistant = Stages(script, sqlite)
    await assistant.rise()
    try:
        for step in script.steps:
            await assistant.step(step)
            assistant.over(step)
        told, strange = await assistant.stages[0].told(assistant.channel.delivered, script.cast)
    finally:
        await assistant.fall()
    return script, Diary(assistant.acts, assistant.ticks, told, strange)


async def test_the_judge_finds_what_is_wrong(diary: tuple[Script, Diary]) -> None:
    script, right_ = diary
    assert not judge(script, right_).faults
    last = next(t for t in right_.told if t.rule == "list_up" and t.day == date(2022, 3, 31) == t.at.date())
    others = [t for t in right_.told if t is not last]
    assert len(judge(script, replace(right_, told=others)).missed) == 1
    again = replace(last, message=last.message + 10_000)
    found = judge(script, replace(right_, told=[*right_.told, again]))
    assert (len(found.twice), len(found.several)) == (1, 1)
    by_night = replace(last, at=last.at.replace(hour=22))
    assert judge(script, replace(right_, told=[*others, by_night])).at_night
    begin = script.steps[0].at
    finished = PlayedAct(begin, last.actor, Finish(last.duty, last.occurrence, last.scope))
    found = judge(script, replace(right_, acts=[(begin, finished), *right_.acts]))
    assert found.after_done


# What is still wrong


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, VIETNAM)


async def test_what_was_written_by_day_does_not_leave_by_night(sqlite: Open) -> None:
    assistant = Stages(camau(date(2022, 3, 31), date(2022, 4, 1), products=12, seed=2), sqlite)
    await assistant.rise()
    try:
        await _written_and_killed(assistant, _at(date(2022, 3, 31), time(12)))
        assistant.clock.now = _at(date(2022, 3, 31), time(23, 30))
        await assistant.rise()
        await assistant.stages[0].tick()
        assert not assistant.channel.delivered
    finally:
        await assistant.fall()


async def test_what_was_done_while_a_platform_was_down_is_not_reminded_of(
    sqlite: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = camau(date(2022, 3, 31), date(2022, 4, 1), products=12, seed=2)
    assistant = Stages(script, sqlite)
    await assistant.rise()
    tried: list[str] = []

    async def down_(address: str, reply: Reply) -> str:
        tried.append(address)
        raise SendError("retry", "down", 60)

    try:
        with monkeypatch.context() as patch:
            patch.setattr(assistant.channel, "send", down_)
            assistant.clock.now = _at(date(2022, 3, 31), time(9))
            await assistant.stages[0].tick()
        officer = next(a for a in script.cast if a.role == "commune_officer" and a.address in tried)
        assistant.clock.now = _at(date(2022, 3, 31), time(10))
        act = PlayedAct(assistant.clock.now, officer, Finish("cm22-x-41-commune", "once", officer.area))
        await assistant.stages[0].act(99_999, act)
        assistant.clock.now = _at(date(2022, 3, 31), time(11))
        await assistant.stages[0].tick()
        assert assistant.channel.delivered
        assert not [d for d in assistant.channel.delivered if d.address == officer.address]
    finally:
        await assistant.fall()


async def _written_and_killed(assistant: Stages, at: datetime) -> None:
    """Reminders are committed, and the process ends before one of them leaves."""
    assistant.clock.now = at
    lost: list[Outgoing] = []
    assistant.stages[0].reminders._deliver = lost.extend
    await assistant.stages[0].tick()
    assert lost
    await assistant.fall()


async def test_who_comes_between_planning_and_sending_is_told(sqlite: Open) -> None:
    """The commune accepts a product on the morning of a last day: its producer has a duty from then on."""
    programme = load_programme("camau-2022")
    commune = load_areas().search("Xã Định Bình, Thành phố Cà Mau", date(2022, 3, 1), level="commune", limit=1)[0].code
    producer = Actor(1, "producer", commune, "P", Habit.NEVER, (Good("Tôm khô", commune),))
    officer = Actor(2, "commune_officer", commune, "O", Habit.NEVER)
    last = date(2022, 5, 31)
    done = [
        PlayedAct(_at(date(2022, 5, 30), time(9)), producer, Join(reminders=True)),
        PlayedAct(_at(date(2022, 5, 30), time(10)), producer, Send("p1-0", producer.goods[0])),
        PlayedAct(_at(last, time(6, 50)), officer, PlayedCheck("p1-0", 1, ApplicationState.ACCEPTED)),
    ]
    looks = [_at(date(2022, 5, 29), time(12)), _at(last, time(0, 5)), _at(last, time(7, 31))]
    steps = [RehearsalStep(a.at, (n,), False) for n, a in enumerate(done)] + [
        RehearsalStep(at, (), True) for at in looks
    ]
    script = Script(programme, (producer, officer), tuple(done), tuple(sorted(steps, key=lambda s: s.at)))
    found = await year(script, sqlite)
    assert not found.missed, str(found)


# The command


def _settings(tmp_path: Path, **more: object) -> Settings:
    return Settings(data=tmp_path, **more)  # type: ignore[arg-type]


@pytest.mark.usefixtures("prepared")
async def test_every_line_says_who_got_what_when(tmp_path: Path) -> None:
    text = await rehearse(
        _settings(tmp_path),
        "camau-2022",
        products=LISTS[0],
        upgrades=LISTS[1],
        first=date(2022, 3, 28),
        last=date(2022, 4, 2),
        as_json=True,
    )
    *lines, last = [json.loads(line) for line in text.splitlines()]
    assert len(lines) > 50
    assert set(last) == {"counts"}
    assert last["counts"]["applications"]["sent"] > 0, "of a part of a year nothing is judged"
    assert last["counts"]["stars"] == {}
    keys = {"at", "person", "role", "area", "rule", "duty", "occurrence", "day", "message", "text"}
    assert all(set(line) == keys for line in lines)
    assert {line["role"] for line in lines} >= {"producer", "commune_officer", "district_staff"}
    officer = next(ln for ln in lines if ln["role"] == "commune_officer" and ln["at"].startswith("2022-03-31"))
    assert (officer["rule"], officer["duty"], officer["occurrence"]) == ("list_up", "cm22-x-41-commune", "once")
    assert officer["at"] == "2022-03-31T07:31+07:00"
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of a rehearsal has its tables already: to make them takes longer than to play."""

    @contextmanager
    def folder() -> Iterator[Path]:
        with quick_folder() as place:
            (place / "reminded").mkdir()
            with_tables(place / "reminded")
            yield place

    monkeypatch.setattr(rehearsing, "_folder", folder)


@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("programme", ["vietnam-2027", "dakdoa-2022", "khanhhoa-2020"])
async def test_every_programme_can_be_played_with_made_up_producers(tmp_path: Path, programme: str) -> None:
    begins = load_programme(programme).demo_date
    text = await rehearse(_settings(tmp_path), programme, first=begins, last=begins + timedelta(days=40), seed=2)
    assert f"{programme}: " in text
    assert "reminders: 0 " not in text


async def test_an_empty_postgresql_is_played_in_once_and_one_in_use_left_alone(
    tmp_path: Path, fresh_postgres: Callable[[], str]
) -> None:
    url = fresh_postgres()
    settings = _settings(tmp_path, database_url=url)
    days = {"first": date(2022, 3, 30), "last": date(2022, 3, 31)}
    assert "reminders: " in await rehearse(settings, "camau-2022", **days)
    store = Store(await open_postgres(url))
    before = await store.database.fetch("SELECT count(*) FROM reminder")
    with pytest.raises(BadSettings, match="empty database"):
        await rehearse(settings, "camau-2022", **days)
    assert await store.database.fetch("SELECT count(*) FROM reminder") == before
    await store.close()


@pytest.mark.usefixtures("prepared")
def test_the_command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OCOP_DATA", str(tmp_path))
    run = CliRunner().invoke(app, ["rehearse", "camau-2022", "--from", "2022-03-28", "--to", "2022-04-01"])
    assert run.exit_code == 0, run.output
    assert "Thu 31/03/2022" in run.output
    assert "by rule: " in run.output
    strange = CliRunner().invoke(app, ["rehearse", "nowhere-1900"])
    assert strange.exit_code == 2
    assert "camau-2022" in strange.output
    wrong = CliRunner().invoke(app, ["rehearse", "camau-2022", "--products", str(DATA / "score_vectors.yaml")])
    assert wrong.exit_code == 2
    assert "no column" in wrong.output


def test_a_list_with_a_place_that_is_unknown_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("district,subject,product,address\nHuyện U Minh,HTX A,Gạo,\n", "utf-8")
    with pytest.raises(UnusableList, match="row 2"):
        actors(load_programme("camau-2022"), load_areas(), lists=[path])
