"""The season with which the demonstration begins: made by the acts of people, prepared once, shown at once."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright
from support.databases import with_tables
from support.imports import Reader
from support.needs import can_drive_browsers, leave_out, needed
from support.small_phone import ARGUMENTS, Screen, Walker, different, faults, of_forms, page_of

from bot.app import open_assistant
from bot.bootstrap import clock_of
from bot.channels.web.demo import TRIES, Choosing
from bot.handlers.menu import MOST
from bot.handlers.shared.openings import opening_of
from bot.kit.clock import VIETNAM, day_of
from bot.records.imports import ImportFile
from bot.rehearsal.season import playing, prepared
from bot.rehearsal.season.choice import offer
from bot.rehearsal.season.goods import goods
from bot.rehearsal.season.script import SMALL
from bot.settings.config import Settings
from bot.storage.engine.opening import FILE
from bot.texts import Texts
from ocop_domain.programme_files import all_programmes, load_programme

WALL, WALLS, LONGEST = 600, 20, 1500
"""Letters from which a screen is a wall, how many walls there are, and the longest: lists of an office."""


def _settings(folder: Path) -> Settings:
    return Settings(demo=True, data=folder, secret="x" * 32, demo_programme="camau-2022")  # type: ignore[arg-type]


class _Here(Reader):
    """Reads a list of the season in this process."""

    async def __call__(
        self, data: bytes, file: ImportFile, units: Sequence[str], *, now: datetime, language: str, take: bool
    ) -> tuple[Mapping[str, Any], bytes]:
        self.folder.mkdir(exist_ok=True)
        return await super().__call__(data, file, units, now=now, language=language, take=take)


@dataclass(frozen=True)
class Played:
    """What a season left: its database, the day on which it ends, and what the page is told."""

    database: Path
    today: date
    about: Mapping[str, Any]
    windows: frozenset[str]

    def rows(self, sql: str, *args: str) -> list[Any]:
        with closing(sqlite3.connect(self.database)) as database:
            return database.execute(sql, args).fetchall()

    def person(self, window: str) -> str:
        return str(self.rows("SELECT person_id FROM address WHERE address = ?", f"demo-{window}")[0][0])


async def _play(folder: Path) -> Played:
    settings = _settings(folder)
    settings.folder.mkdir(parents=True)
    with_tables(settings.folder)
    async with open_assistant(settings, clock_of(settings), ticks=False) as assistant:
        papers = assistant.dispatcher._papers
        papers._reader = _Here(settings, folder / "lists")  # type: ignore[attr-defined]
        await playing.play(assistant, size=SMALL)
        assert assistant.demo
        windows = frozenset(window.id for window in assistant.demo.windows)
        return Played(settings.folder / FILE, day_of(assistant.clock()), assistant.demo.about(Texts()), windows)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """A small season, made once."""
    with ThreadPoolExecutor(1) as aside:  # a test may have a loop running here
        return aside.submit(asyncio.run, _play(tmp_path_factory.mktemp("season"))).result()


def test_products_are_in_every_state_and_one_has_waited_too_long(played: Played) -> None:
    rows = played.rows("SELECT state, count(*) FROM application GROUP BY state")
    assert dict(rows) == {"accepted": 1, "checked": 2, "returned": 1, "sent": 2, "supplement": 1}
    assert played.rows("SELECT what, outcome FROM selection ORDER BY what") == [("idea", "chosen"), ("plan", "sent")]
    assert played.rows("SELECT count(*) FROM plan_part") == [(2,)], "somebody has worked on the plan"
    old = (played.today - timedelta(days=20)).isoformat()
    assert played.rows("SELECT count(*) FROM application WHERE state = 'sent' AND sent_on < ?", old) == [(1,)]


def test_the_producer_in_the_middle_holds_four_stars_and_three_that_end_soon(played: Played) -> None:
    own = "SELECT star, expires_on FROM recognition WHERE source = 'import' AND CAST(person_id AS TEXT) = ?"
    stars = dict(played.rows(own, played.person("producer2")))
    assert set(stars) == {3, 4}
    ends = date.fromisoformat(stars[3])
    assert played.today < ends <= played.today + timedelta(days=30)
    assert date.fromisoformat(stars[4]) > played.today + timedelta(days=180)


def test_the_council_meets_next_week_and_half_of_its_sheets_are_in(played: Played) -> None:
    ((day, state),) = played.rows("SELECT held_on, state FROM round")
    assert state == "open"
    assert timedelta(days=7) <= date.fromisoformat(day) - played.today <= timedelta(days=9)
    assert played.rows("SELECT count(*) FROM round_sheet") == [(SMALL.scored,)]
    assert SMALL.scored < SMALL.judged


def test_a_fair_has_guests_with_a_seat_and_one_who_waits_and_the_newcomer_has_seen_nothing_yet(played: Played) -> None:
    ((kind, invited),) = played.rows("SELECT kind, invited_at <> '' FROM activity")
    assert (kind, invited) == ("fair", 1)
    answers = played.rows("SELECT answer, waiting_since <> '', count(*) FROM attendance GROUP BY 1, 2 ORDER BY 1, 2")
    assert answers == [("", 0, 2), ("yes", 0, 1), ("yes", 1, 1)]
    said = "SELECT count(*) FROM web_message WHERE address = 'demo-producer1' AND direction = 'in'"
    assert played.rows(said) == [(0,)]
    assert "preparing" not in played.about


def test_each_card_leads_to_a_screen_in_a_window_that_is_there(played: Played) -> None:
    cards = played.about["tries"]
    assert [one["id"] for one in cards] == [one.id for one in TRIES]
    assert all(opening_of(one["go"]) == one["go"] for one in cards)
    assert {one["w"] for one in cards} <= played.windows


async def _walked(played: Played, folder: Path) -> list[Screen]:
    """What every window shows, each of its buttons pressed once."""
    settings = _settings(folder).model_copy(update={"reads_rate": 10_000})
    settings.folder.mkdir(parents=True)
    nine = datetime.combine(played.today, time(9), VIETNAM)
    shutil.copyfile(played.database, settings.folder / FILE)
    async with open_assistant(settings, lambda: nine, ticks=False) as assistant, page_of(assistant) as client:
        walker = Walker(assistant, client)
        return [one for window in sorted(played.windows) for one in await walker.screens(window)]


@pytest.mark.browser
def test_every_screen_shows_its_main_button_on_a_small_phone_and_with_big_letters(
    played: Played, tmp_path: Path
) -> None:
    path = needed("chromium")
    if not can_drive_browsers():
        leave_out("chromium")
    with ThreadPoolExecutor(1) as aside:
        walked = aside.submit(asyncio.run, _walked(played, tmp_path)).result()
    assert len({one["text"] for one in walked}) > 150, "every window was walked"
    screens = different([*walked, *of_forms()])
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=path, args=ARGUMENTS) as chromium:
        # What is in sight with big letters is so with small ones: of those some are looked at.
        for letters, some in ((24, screens), (16, screens[::5])):
            found = faults(chromium, some, letters=letters)
            wrong = {f"{one.get('title')}: {one['text'][:60]}": told for one, told in zip(some, found, strict=True)}
            assert {name: told for name, told in wrong.items() if told} == {}, letters
    assert [one["text"] for one in screens if len(one.get("choices", ())) > MOST and not one.get("grid")] == []
    walls = {one.get("title", ""): len(one["text"]) for one in screens if len(one["text"]) > WALL}
    assert max(walls.values()) <= LONGEST, walls
    assert len(walls) <= WALLS, walls


def test_every_programme_has_products_for_its_season() -> None:
    for name in all_programmes():
        made = goods(load_programme(name), 15)
        assert len(made) == 15
        assert all(one.name and one.producer for one in made)


def test_each_programme_that_is_chosen_has_a_folder_of_its_own_and_the_first_one_keeps_its() -> None:
    first = _settings(Path("data"))
    taken: list[Settings] = []
    choosing = Choosing()
    offer(choosing, first, first, taken.append)
    assert choosing.now == "camau-2022"
    assert {"dakdoa-2022", "khanhhoa-2020", "camau-2021-2025", "vietnam-2027"} <= choosing.programmes.keys()
    assert choosing.choose
    for chosen in choosing.programmes:
        choosing.choose(chosen)
    assert [one.programme_id for one in taken] == list(choosing.programmes)
    assert len({one.folder for one in taken}) == len(taken)
    assert next(one for one in taken if one.programme_id == "camau-2022") is first
    assert {one.programmes_folder for one in taken} == {first.programmes_folder}
    stays = Choosing()
    offer(stays, Settings(demo=True, database_url="postgresql://x", data=Path("data")), first, taken.append)  # type: ignore[arg-type]
    assert stays.about() == {}


def test_a_prepared_season_is_taken_by_an_empty_demonstration_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "shelf", lambda: tmp_path / "shelf")
    settings = _settings(tmp_path / "data")
    assert not prepared.place(settings)
    made = prepared.prepared(settings)
    made.mkdir(parents=True)
    (made / FILE).write_bytes(b"season")
    (made / "began").write_text("2020-01-01T00:00:00+00:00")
    assert prepared.place(settings)
    assert (settings.folder / FILE).read_bytes() == b"season"
    assert (settings.folder / "began").read_text() > "2026"
    (settings.folder / FILE).write_bytes(b"mine")
    assert not prepared.place(settings)
    assert (settings.folder / FILE).read_bytes() == b"mine"
    (settings.folder / "playing").touch()
    assert prepared.clear_unfinished(settings), "a season that was broken off is made anew"
    assert not prepared.has_begun(settings)
    assert not prepared.clear_unfinished(settings)
    other = Settings(demo=True, data=tmp_path / "other", demo_programme="dakdoa-2022")  # type: ignore[arg-type]
    assert prepared.fingerprint(other) != prepared.fingerprint(settings)
