"""Whole conversations, written down as people have them, replayed through the channels."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from zlib import crc32

import pytest
from fakes.telegram import FakeTelegram
from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.each import each
from support.people import MixedTown, TelegramTown, Town, WebTown
from support.transcripts import FOLDER, Stage, lines_of, programme_of

from bot.storage.engine.opening import FILE
from ocop_domain.law import laws
from ocop_domain.programme_files import all_plans, load_programme


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with LibreOffice makes a PDF of each paper: slow, and tested in `test_dossier_papers.py`."""
    monkeypatch.setattr("bot.papers.maker.to_pdf", lambda docx: None)


TRANSCRIPTS = sorted(p.stem for p in FOLDER.glob("*.txt"))
CHANNELS = ("telegram", "web")
TWO_PHONES = [name for name in TRANSCRIPTS if name.startswith("two_phones")]
"""Played once more with the phones of one account on both channels."""
BOTH = {
    *TWO_PHONES,
    "broadcast",  # each channel has a pace and a receipt of its own
    "dossier",  # photos, papers
    "english",  # the language that a phone brings along
    "greeting",  # how a stranger enters
    "invitation",  # links
    "logged_out",  # what a phone may still see
    "lost_phone",  # codes
    "registration",  # every kind of question
}
"""Played on every channel: what is done there differs by channel."""


def _channels(name: str) -> tuple[str, ...]:
    """Any other transcript is played on one channel, always the same one: its name decides."""
    return CHANNELS if name in BOTH else (CHANNELS[crc32(name.encode()) % len(CHANNELS)],)


EACH = [
    *((name, channel) for name in TRANSCRIPTS for channel in _channels(name)),
    *((name, "mixed") for name in TWO_PHONES),
]


@asynccontextmanager
async def _town(channel: str) -> AsyncIterator[tuple[Town, FakeTelegram | None]]:
    if channel == "web":
        yield WebTown(), None
        return
    async with FakeTelegram() as tg:
        yield (MixedTown(tg) if channel == "mixed" else TelegramTown(tg)), tg


@pytest.mark.parametrize(("transcript", "channel"), EACH, ids=[f"{name}-{channel}" for name, channel in EACH])
async def test_the_conversation_goes_as_written(
    transcript: str, channel: str, tmp_path: Path, migrated_sqlite: Path
) -> None:
    file = FOLDER / f"{transcript}.txt"
    programme = load_programme(programme_of(file))
    async with _town(channel) as (town, tg):
        settings = settings_for(tmp_path, tg, programme=programme.id)
        settings.folder.mkdir(parents=True)
        shutil.copy(migrated_sqlite, settings.folder / FILE)
        async with Stage(settings, town, programme.demo_date) as stage:
            await stage.play(file)


def test_every_part_is_used_by_a_transcript() -> None:
    used = {line.where.partition(":")[0] for name in TRANSCRIPTS for line in lines_of(FOLDER / f"{name}.txt")}
    assert {str(p.relative_to(FOLDER)) for p in (FOLDER / "parts").glob("*.txt")} <= used


@each("transcript", TRANSCRIPTS)
def test_every_transcript_looks_at_what_is_shown(transcript: str) -> None:
    signs = [line.sign for line in lines_of(FOLDER / f"{transcript}.txt")]
    assert signs.count("<") >= 3


def test_every_programme_is_walked_by_a_producer_a_commune_officer_and_the_offices_above() -> None:
    """Of a programme all its transcripts together; the roles on each channel."""
    walked: dict[str, set[str]] = {name: set() for name in (*all_plans(), laws()[-1].id)}
    roles: dict[str, set[str]] = {channel: set() for channel in CHANNELS}
    for name, channel in EACH:
        lines = [line.text for line in lines_of(FOLDER / f"{name}.txt")]
        asked = {text.split()[2] for text in lines if text.startswith("invitation for ")}
        asked |= {"producer"} if "[Gửi cho xã]" in lines else set()
        walked[programme_of(FOLDER / f"{name}.txt")] |= asked
        roles.setdefault(channel, set()).update(asked)
    for programme, by in walked.items():
        assert {"producer", "commune_officer"} <= by, programme
        assert by & {"district_staff", "province_staff"}, programme
    for channel in CHANNELS:
        assert {"producer", "commune_officer", "district_staff", "province_staff"} <= roles[channel], channel


async def test_a_form_of_a_former_programme_is_left_where_it_is(tmp_path: Path) -> None:
    """Next year's programme opens on the same database: nobody goes on with last year's form by its rules."""
    clock, town = HandClock(), WebTown()
    lan = town.phone("vi")
    for programme in ("camau-2022", "vietnam-2027"):
        async with assistant_on(settings_for(tmp_path, programme=programme), clock) as assistant:
            town.enter(assistant)
            if programme == "camau-2022":
                for text in ("/start", "/consent", "có", "không", "không", "/register", "HTX Tôm khô"):
                    await lan.say(text)
                    await town.settled(assistant)
                assert "Loại hình" in (await lan.seen())[0][0]
                clock.move(days=1800)
                continue
            for text in ("hợp tác xã", "trợ giúp", "/products"):
                await lan.say(text)
                await town.settled(assistant)
                assert "Loại hình" not in " ".join(text for text, _ in await lan.seen())
            await lan.say("/register")
            await town.settled(assistant)
            assert "Câu 1/" in (await lan.seen())[0][0]
