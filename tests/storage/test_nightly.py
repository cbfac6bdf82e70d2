"""The backup that is made each night by itself, and what administrators are told when there is none."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.people import WebTown

from bot.app import Assistant
from bot.commands.backing_up import source_of
from bot.commands.checking import check_all
from bot.kit.hours import Hours
from bot.operation.nightly import BackupFailed, Nightly, NightlyBackup, by_command, due
from bot.operation.upkeep import figures
from bot.storage.backup.making import make_backup
from bot.storage.backup.state import BackupState, read_state, take_turn, write_state
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Database
from bot.storage.store import Store
from ocop_domain.rights import Grant, Role

NIGHT = datetime(2027, 3, 1, 19, 0, tzinfo=UTC)
"""Two in the morning in Vietnam."""
NOON = datetime(2027, 3, 2, 5, 0, tzinfo=UTC)
HOURS = Hours()


def _state(age: timedelta, **more: str) -> BackupState:
    return replace(BackupState(since=moment(NIGHT - age), done_at=moment(NIGHT - age)), **more)


@pytest.mark.parametrize(
    ("state", "now", "wanted"),
    [
        (BackupState(), NOON, True),
        (_state(timedelta(hours=11)), NIGHT, False),
        (_state(timedelta(hours=13)), NIGHT, True),
        (_state(timedelta(hours=13)), NOON, False),
        (_state(timedelta(hours=20)), NOON, True),  # by then it is 30 hours old: a night was missed
        (_state(timedelta(hours=30), error="full", tried_at=moment(NIGHT - timedelta(minutes=50))), NIGHT, False),
        (_state(timedelta(hours=30), error="full", tried_at=moment(NIGHT - timedelta(minutes=70))), NIGHT, True),
    ],
)
def test_it_is_made_once_a_night_and_by_day_only_when_a_night_was_missed(
    state: BackupState, now: datetime, wanted: bool
) -> None:
    assert due(state, now, HOURS) is wanted


class Night:
    """An assistant at night whose backups are made in this process, or fail."""

    def __init__(self, assistant: Assistant, clock: HandClock) -> None:
        self.assistant = assistant
        self.clock = clock
        self.fails = ""
        self.gate = asyncio.Event()
        self.gate.set()
        self.waits = asyncio.Event()
        self.database: Database = assistant.store.database
        self.nightly = Nightly(assistant.settings, self.database, clock, self.make)

    async def make(self, path: Path) -> NightlyBackup:
        self.waits.set()
        await self.gate.wait()
        if self.fails:
            raise BackupFailed(self.fails)
        made = await make_backup(source_of(self.assistant.settings), path, self.clock())
        return NightlyBackup(str(path), made.size, len(made.manifest.missing))

    async def told(self) -> list[str]:
        """Alarms in the outbox."""
        await self.assistant.upkeep.tick()
        rows = await self.database.fetch("SELECT payload FROM outbox WHERE key LIKE 'alarm:%' ORDER BY id")
        return [row[0] for row in rows]

    @property
    def files(self) -> list[Path]:
        return sorted(self.assistant.settings.backups_folder.glob("*.zip"))


async def _admin(store: Store, now: datetime) -> None:
    boss = await store.person("web", "boss", "vi", now)
    await store.grant(boss.id, Grant(Role.ADMIN, ""), now)


async def test_a_night_brings_a_backup_that_can_be_read_and_the_oldest_goes(tmp_path: Path) -> None:
    clock = HandClock(NIGHT)
    async with assistant_on(settings_for(tmp_path, backups_keep=2), clock) as assistant:
        night = Night(assistant, clock)
        for day in range(4):
            await night.nightly.tick()
            await night.nightly.tick()
            assert len(night.files) == min(day + 1, 2)
            clock.move(hours=24)
        state = await read_state(night.database)
        assert (Path(state.file), state.error, state.missing) == (night.files[-1], "", 0)


async def test_people_are_answered_while_a_backup_is_being_made(tmp_path: Path) -> None:
    clock = HandClock(NIGHT)
    async with assistant_on(settings_for(tmp_path), clock) as assistant:
        night = Night(assistant, clock)
        night.gate.clear()
        making = asyncio.create_task(night.nightly.tick())
        await night.waits.wait()
        town = WebTown()
        town.enter(assistant)
        lan = town.phone("vi")
        await lan.say("/start")
        await town.settled(assistant)
        assert await lan.seen()
        night.gate.set()
        await making
        assert len(night.files) == 1


async def test_of_two_processes_one_makes_it(store: Store) -> None:
    turns = await asyncio.gather(*(take_turn(store.database, NIGHT) for _ in range(4)))
    assert sorted(turns) == [False, False, False, True]
    assert await take_turn(store.database, NIGHT + timedelta(hours=3)), "one that died does not keep the turn"


async def test_administrators_are_told_before_a_plan_ends_that_nothing_follows(tmp_path: Path) -> None:
    clock = HandClock(datetime(2025, 10, 30, 3, 0, tzinfo=UTC))
    async with assistant_on(settings_for(tmp_path), clock) as assistant:
        await _admin(assistant.store, clock())
        told = Night(assistant, clock).told
        counts = {}
        for _ in range(66):
            counts[clock().date()] = sum("2021-2025" in text for text in await told())
            clock.move(hours=24)
        days = [day for day, before in zip(counts, [0, *counts.values()], strict=False) if counts[day] > before]
        assert days == [
            date(2025, 11, 1),
            date(2025, 12, 1),
            date(2025, 12, 17),
            date(2025, 12, 24),
            date(2025, 12, 30),
        ]
        (first, *_) = [text for text in await told() if "2021-2025" in text]
        assert "31/12/2025" in first
        assert await assistant.upkeep.look() == "", "it is no trouble of the machine"


async def test_administrators_are_told_once_a_day_when_it_fails_is_old_or_a_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = HandClock(NIGHT)
    async with assistant_on(settings_for(tmp_path), clock) as assistant:
        await _admin(assistant.store, clock())
        night = Night(assistant, clock)
        assert await night.told() == []
        night.fails = "No space left on device"
        await night.nightly.tick()
        assert ["No space left on device" in text for text in await night.told()] == [True]
        assert len(await night.told()) == 1
        clock.move(days=3)
        told = await night.told()
        assert ["3 ngày" in text for text in told] == [False, True, False]
        assert "3 days old" in await assistant.upkeep.look()
        night.fails = ""
        await night.nightly.tick()
        assert await assistant.upkeep.look() == ""
        monkeypatch.setattr("bot.operation.upkeep._usage", lambda folder: type("U", (), {"total": 100, "free": 7}))
        assert "93" in (await night.told())[-1]


async def test_check_tells_the_newest_backup_and_what_is_wrong(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    clock = HandClock(datetime.now(UTC))
    async with assistant_on(settings, clock) as assistant:
        night = Night(assistant, clock)
        await night.nightly.tick()
        well = [line.text for line in await check_all(settings) if "backup" in line.text and line.ok]
        assert any(str(night.files[0]) in text for text in well)
        old = moment(clock() - timedelta(days=5))
        await write_state(night.database, BackupState(since=old, done_at=old, error="broken"))
        wrong = [line.text for line in await check_all(settings) if not line.ok]
    assert wrong == [
        "The newest backup is 5 days old. Look at the server: ocop-bot check",
        "The last backup failed: broken",
    ]


def test_the_figures_say_how_old_the_backup_is_and_how_full_the_disks_are(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    known = {g.name: g.values for g in figures(_state(timedelta(hours=6)), settings, NIGHT)}
    assert known["ocop_backup_age_seconds"] == (("", 6 * 3600.0),)
    assert known["ocop_disk_used_ratio"] == ((str(tmp_path), 0.5),)
    never = {g.name: g.values for g in figures(BackupState(), settings, NIGHT)}
    assert never["ocop_backup_age_seconds"] == ()


async def test_the_program_calls_its_own_command_with_its_own_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = tmp_path / "words"
    words.write_text("mật khẩu\n")
    settings = settings_for(tmp_path, backup_passphrase_file=words)
    monkeypatch.setenv("OCOP_DATA", str(tmp_path))
    monkeypatch.setenv("OCOP_PROGRAMME", "camau-2022")
    with pytest.raises(BackupFailed, match="nothing to back up"):
        await by_command(settings)(tmp_path / "b.zip")
    async with assistant_on(settings, HandClock(NIGHT)):
        made = await by_command(settings)(tmp_path / "b.zip")
    assert (Path(made.file), made.missing) == (tmp_path / "b.zip", 0)
