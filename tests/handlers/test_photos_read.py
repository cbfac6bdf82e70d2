"""A photo of a paper is read where Tesseract is, and what is on it is kept once the person says that it is right."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from support.assistants import settings_for
from support.needs import needed
from support.people import PNG, WebTown
from support.photographed import REGISTRATION, TEST_RESULT, photo_of, scan_of
from support.telegram import VI, Line, line_on
from support.transcripts import Stage
from support.waiting import PATIENCE
from support.walks import CHANNELS, PDF, Walk, a_walk

from bot.commands.checking import check_all
from bot.messages import Arrival
from bot.papers import photos
from bot.papers.photos import to_lines
from bot.storage.engine.opening import FILE
from ocop_domain.programme_files import load_programme


@pytest.fixture(params=CHANNELS)
async def walk(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Walk]:
    async with a_walk(request.param, tmp_path, migrated_sqlite, "shrimp") as walk:
        yield walk


@pytest.fixture
async def line(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Line]:
    async with line_on("polling", tmp_path, migrated_sqlite) as line:
        yield line


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the program reads, page after page, without its minutes of work."""
    pages: list[tuple[str, ...]] = []
    monkeypatch.setattr(photos, "find_reader", lambda: "tesseract")
    monkeypatch.setattr(photos, "to_lines", lambda picture, timeout: pages.pop(0))
    return pages


def test_a_scanned_registration_is_read_word_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page lies in the PDF as it came from the scanner, on its side."""
    program = needed("tesseract")
    monkeypatch.setattr(photos, "find_reader", lambda: program)
    found = to_lines(scan_of(REGISTRATION), PATIENCE)
    assert "Số: 61G8001234" in found
    assert "1. Tên hộ kinh doanh: CƠ SỞ TÔM KHÔ RẠCH TÀU" in found


async def test_a_photo_at_the_first_question_answers_six_once_it_is_confirmed(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = needed("tesseract")
    monkeypatch.setattr(photos, "find_reader", lambda: program)
    monkeypatch.setattr(photos, "LONGEST", PATIENCE)
    lan = await line.newcomer()
    await line.says(lan, "/register")
    assert VI("onphoto.first") in lan.last.text
    await lan.photo(photo_of(REGISTRATION))
    await line.settled()
    assert VI("onphoto.reading") in lan.screen[-2].text, "said at once; what was read comes as a message of its own"
    for told in ("CƠ SỞ TÔM KHÔ RẠCH TÀU", "Xã Đất Mũi", "Ấp Rạch Tàu", "61G8001234", "15/03/2021"):
        assert told in lan.last.text
    (draft,) = await _drafts(line, "idea")
    assert draft == {}, "nothing is an answer yet"
    await line.presses(lan, VI("onphoto.right"))
    (draft,) = await _drafts(line, "idea")
    assert draft["producer_name"] == "CƠ SỞ TÔM KHÔ RẠCH TÀU"
    assert draft["legal_form"] == "household"
    assert draft["registered"] is True
    assert draft["address"] == "Ấp Rạch Tàu"
    assert draft["registration_number"] == "61G8001234"
    assert draft["registration_date"] == "2021-03-15"
    assert VI("q.phone.ask") in lan.last.text, "what was read is not asked again"


async def _drafts(line: Line, form: str) -> list[dict[str, Any]]:
    rows = await line.assistant.store.database.fetch("SELECT answers FROM draft WHERE form = ?", (form,))
    return [json.loads(row[0]) for row in rows]


SENT_BY_PHOTO = """
> [{right}]
> Trần Thị Ngọc
> 0912 345 678
> Tôm khô Rạch Tàu
> 1
> lần đầu
> Tôm đất phơi hai nắng, không phẩm màu
> Hộp 500 g
> Đạt 3 sao
> trong xã 100%, 4 người làm
> Nghề truyền thống gia đình
> cả nước
> Khách du lịch, cửa hàng
> 600 kg, 850k/kg
< Xem lại phiếu đăng ký
> [Gửi cho xã]
< “Tôm khô Rạch Tàu” đã được gửi
"""


async def test_a_household_registers_by_the_photo_of_its_registration_in_nineteen_acts(
    tmp_path: Path, migrated_sqlite: Path, read: list[tuple[str, ...]]
) -> None:
    """The whole way of the form of 2027 in the web chat, with every question that must be answered."""
    read.append(REGISTRATION)
    settings = settings_for(tmp_path / "photo", None, programme="vietnam-2027")
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    town = WebTown()
    async with Stage(settings, town, load_programme("vietnam-2027").demo_date) as stage:
        walk = Walk(stage, town)
        opening = ["> /start", "> [Đăng ký sản phẩm]"]
        await walk.plays("\n".join(["# Lan", *opening, f"< {VI('onphoto.first')}"]))
        asked = await walk.uploads("Lan", "giay.png", PNG)
        assert VI("consent.photo_first") in asked, "before anything is kept"
        await walk.plays(f"> [Đồng ý]\n< {VI('consent.photo_taken')}\n< 61G8001234")
        on_the_way = SENT_BY_PHOTO.format(right=VI("onphoto.right"))
        await walk.plays(on_the_way)
        (sent,) = [application.answers for application in [await walk.application()]]
    acts = [
        *opening,
        "the photo",
        "yes, keep it",
        *(line for line in on_the_way.splitlines() if line.startswith(">")),
    ]
    assert len(acts) <= 19
    assert sent["registration_number"] == "61G8001234"
    assert sent["registration_date"] == "2021-03-15"


async def test_who_has_no_photo_yet_is_told_at_the_number_that_one_would_do(
    line: Line, read: list[tuple[str, ...]]
) -> None:
    lan = await line.newcomer()
    for said in ("/register", "Hộ Ba Tư", "hộ kinh doanh, đã có giấy đăng ký", "xã Đất Mũi", "Ấp 3", "0912 345 678"):
        await line.says(lan, said)
    assert VI("q.registration_number.ask") in lan.last.text
    assert VI("onphoto.hint") in lan.last.text


async def test_what_is_wrong_is_left_out_and_asked(line: Line, read: list[tuple[str, ...]]) -> None:
    read.append(REGISTRATION)
    lan = await line.newcomer()
    await line.says(lan, "/register")
    await lan.photo(PNG)
    await line.settled()
    await line.presses(lan, VI("onphoto.wrong"))
    await line.presses(lan, VI("q.address.label"))
    assert "Ấp Rạch Tàu" not in lan.last.text
    await line.says(lan, "dạ đúng")
    (draft,) = await _drafts(line, "idea")
    assert "address" not in draft
    assert VI("q.address.ask") in lan.last.text
    assert draft["producer_name"] == "CƠ SỞ TÔM KHÔ RẠCH TÀU"


async def test_who_types_instead_has_typed_the_answer(line: Line, read: list[tuple[str, ...]]) -> None:
    read.append(REGISTRATION)
    lan = await line.newcomer()
    await line.says(lan, "/register")
    await lan.photo(PNG)
    await line.settled()
    await line.says(lan, "Hộ Ba Tư")
    (draft,) = await _drafts(line, "idea")
    assert draft == {"producer_name": "Hộ Ba Tư"}
    assert VI("q.legal_form.ask") in lan.last.text


async def test_a_photo_that_is_not_read_is_kept_and_the_question_stands(
    line: Line, read: list[tuple[str, ...]]
) -> None:
    read.append(("ảnh mờ",))
    lan = await line.newcomer()
    await line.says(lan, "/register")
    await lan.photo(PNG)
    await line.settled()
    assert VI("onphoto.unread") in lan.last.text
    assert VI("q.producer_name.ask") in lan.last.text
    (paper,) = await _drafts(line, "paper")
    assert len(paper["paper_file"]) == 1


async def test_without_the_program_nothing_is_offered_and_nothing_is_broken(line: Line) -> None:
    lan = await line.newcomer()
    await line.says(lan, "/register")
    assert VI("onphoto.first") not in lan.last.text
    await lan.photo(PNG)
    await line.settled()
    assert VI("onphoto.reading") not in lan.last.text
    assert VI("q.producer_name.ask") in lan.last.text


async def test_who_left_the_form_meanwhile_is_not_led_back(line: Line, read: list[tuple[str, ...]]) -> None:
    read.append(REGISTRATION)
    lan = await line.newcomer()
    await line.says(lan, "/register")
    (draft,) = await line.assistant.store.database.fetch("SELECT id FROM draft WHERE form = 'idea'")
    await line.says(lan, "/menu")
    own = Arrival("telegram", str(lan.id), "left", f"photo {draft[0]}", "own.0")
    await line.assistant.dispatcher.receive([own])
    await line.settled()
    assert VI("onphoto.left") in lan.last.text


async def test_what_was_to_be_read_when_the_process_was_killed_is_read_afterwards(
    line: Line, read: list[tuple[str, ...]]
) -> None:
    """The photo's turn is committed with what follows it: it waits in the inbox like anything that was said."""
    lan = await line.newcomer()
    await line.says(lan, "/register")
    ((draft,),) = await line.assistant.store.database.fetch("SELECT id FROM draft WHERE form = 'idea'")
    store = line.assistant.store
    own = Arrival("telegram", str(lan.id), "killed", f"photo {draft}", "own.0")
    await store.intake([own], datetime.now(UTC))
    await line.assistant.dispatcher.recover()
    await line.settled()
    assert VI("onphoto.unread") in lan.last.text
    assert await store.unanswered() == []


async def test_a_certificate_in_the_wallet_fills_its_fields(read: list[tuple[str, ...]], walk: Walk) -> None:
    read.append(TEST_RESULT)
    told = await walk.uploads("Lan", "phieu.png", PNG)
    for shown in (VI("onphoto.reading"), "128/2021/KQKN", "TRUNG TÂM KIỂM NGHIỆM", "20/09/2021"):
        assert shown in told
    await walk.plays(f"> [{VI('onphoto.right')}]")
    rows = await walk.rows("SELECT answers FROM draft WHERE form = 'paper'")
    answers = json.loads(rows[0][0])
    assert answers["paper_kind"] == "test_result"
    assert answers["paper_number"] == "128/2021/KQKN"
    assert answers["paper_issuer"] == "TRUNG TÂM KIỂM NGHIỆM"
    assert answers["paper_issued"] == "2021-09-20"


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "tesseract"
    slow.write_text("#!/bin/sh\nexec sleep 120\n")
    slow.chmod(0o755)
    monkeypatch.setattr(photos, "find_reader", lambda: str(slow))
    began = time.monotonic()
    assert to_lines(photo_of(TEST_RESULT), 0.2) == ()
    assert time.monotonic() - began < 60, "it was not waited for"


def test_what_is_no_picture_gives_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "find_reader", lambda: "/nowhere/tesseract")
    assert to_lines(b"no picture", PATIENCE) == ()
    assert to_lines(PDF, PATIENCE) == (), "a page of no picture"
    assert to_lines(PNG, PATIENCE) == (), "the program went away"


async def test_the_check_says_whether_photos_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def told() -> str:
        (line,) = [line.text for line in await check_all(settings_for(tmp_path)) if line.text.startswith("photos:")]
        return line

    assert "tesseract-ocr tesseract-ocr-vie" in await told()
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho eng\necho vie\n")
    program.chmod(0o755)
    monkeypatch.setattr("bot.commands.checking.find_reader", lambda: str(program))
    assert str(program) in await told()
