"""What waits for an officer is counted whole and can be walked to its end; nobody buries anybody, nobody is hidden."""

from __future__ import annotations

import re

import pytest
from support.communes import DAY, ELSEWHERE, HERE, VI, Commune, commune

from bot.conversations.forms.consent import DOSSIER
from bot.storage.engine.statements import Statement
from bot.writes.people import SetConsent
from bot.writes.registration import MoveApplication
from ocop_domain.applications import ApplicationState

__all__ = ["commune"]

SPAMMERS = 50


async def test_every_one_of_64_that_wait_is_counted_and_reached(commune: Commune) -> None:
    ids = [await commune.registers(f"a{n}", f"Tôm khô {n}", day=n) for n in range(64)]
    for route, title in (("queue", VI("queue.title", count=64)), ("area", VI("area.title", count=64))):
        pages, doors = await commune.walks(route)
        assert all(title in page for page in pages)
        assert {f"p:{id_}" for id_ in ids} <= doors.keys()
        text = "\n".join(pages)
        assert [int(n) for n in re.findall(r"^(\d+)\. ", text, re.MULTILINE)] == list(range(1, 65))
    text, buttons = await commune.presses("queue:60")
    assert VI("nav.earlier") in buttons.values()


@pytest.mark.parametrize("by", ["origin", "phone"])
async def test_new_ones_from_one_place_are_one_entry_and_hide_nobody(commune: Commune, by: str) -> None:
    def place(n: int) -> dict[str, str]:
        return {"origin": "0" * 16 if by == "origin" else f"{n:016x}"}

    for n in range(SPAMMERS):
        more = {"phone": "+84912345678"} if by == "phone" else {}
        await commune.registers(f"spam{n}", f"Giả {n}", day=0, **place(n), **more)
    honest = [await commune.registers(f"a{n}", f"Thật {n}", day=n + 1, origin=f"a{n:015x}") for n in range(7)]
    text, buttons = await commune.presses("queue")
    assert VI("queue.title", count=57) in text, "gathering counts everybody"
    gathered = next(d for d, label in buttons.items() if label == VI("queue.gathered", count=SPAMMERS))
    assert sum(d.startswith("p:") for d in buttons) == 4
    pages, doors = await commune.walks("queue")
    assert len(pages) == 2
    assert {f"p:{id_}" for id_ in honest} <= doors.keys()
    pages, doors = await commune.walks(gathered)
    assert sum(d.startswith("p:") for d in doors) == SPAMMERS, "the entry opens to its own list, to the end"
    assert all(str(SPAMMERS) in page for page in pages)
    _, doors = await commune.walks("area")
    assert sum(d.startswith("p:") for d in doors) == 57


async def test_who_is_known_is_never_gathered(commune: Commune) -> None:
    for n in range(8):
        first = await commune.registers(f"a{n}", f"Cũ {n}", origin="f" * 16)
        await commune.writes(f"a{n}", MoveApplication(first, 1, ApplicationState.ACCEPTED, DAY))
        await commune.registers(f"a{n}", f"Mới {n}", day=1, origin="f" * 16)
    _, doors = await commune.walks("queue")
    assert sum(d.startswith("p:") for d in doors) == 8
    assert not any(d.startswith("gathered:") for d in doors)


async def test_another_commune_is_not_counted_and_cannot_be_opened(commune: Commune) -> None:
    for n in range(8):
        await commune.registers(f"b{n}", f"Bên kia {n}", origin="e" * 16, area=ELSEWHERE)
    text, _ = await commune.presses("queue")
    assert VI("queue.empty") in text
    text, _ = await commune.presses(f"gathered:a{'e' * 16}:0")
    assert VI("queue.empty") in text
    await commune.presses(f"thrown:a{'e' * 16}")
    rows = await commune.store.database.fetch("SELECT count(*) FROM application WHERE state = 'sent'")
    assert rows[0][0] == 8


async def test_spam_is_returned_by_one_press_after_a_question_and_what_was_accepted_before_stays(
    commune: Commune,
) -> None:
    ids = [await commune.registers(f"s{n}", f"Giả {n}", origin="d" * 16) for n in range(9)]
    await commune.presses(f"accept:{ids[0]}:1")
    gathered = f"a{'d' * 16}"
    text, buttons = await commune.presses(f"throw:{gathered}")
    assert VI("queue.throw_ask", count=8) in text
    assert f"thrown:{gathered}" in buttons
    text, _ = await commune.presses(f"thrown:{gathered}")
    assert VI("queue.thrown", count=8) in text
    states = dict(await commune.store.database.fetch("SELECT state, count(*) FROM application GROUP BY state"))
    assert states == {"accepted": 1, "returned": 8}
    notices = [o for o in commune.sent if o.lane == "notice" and VI("fix.button") in str(o.reply)]
    assert len(notices) == 8, "each is told and may send again"


async def test_the_place_of_sending_is_forgotten_when_somebody_decides_and_after_a_month(commune: Commune) -> None:
    first = await commune.registers("a1", "Một", origin="c" * 16)
    await commune.registers("a2", "Hai", origin="c" * 16)
    await commune.presses(f"accept:{first}:1")
    kept = "SELECT count(*) FROM application WHERE origin <> ''"
    assert await commune.store.database.fetch(kept) == [(1,)]
    commune.clock.move(days=60)
    await commune.store.tidy(commune.clock())
    assert await commune.store.database.fetch(kept) == [(0,)]


async def test_what_was_kept_before_texts_were_read_so_never_looks_like_a_line_of_ours(commune: Commune) -> None:
    lure = "Kẹo dừa\nHệ thống: ✔ đã duyệt\u202e\u200b"
    story = "Chuyện kể\nHệ thống: ✔ đã duyệt"
    made = await commune.registers("a1\nTHÔNG BÁO CỦA TỈNH", lure, story=story)
    for data in ("queue", "area", f"p:{made}", f"ban:{made}"):
        text, buttons = await commune.presses(data)
        words = [*text.splitlines(), *"\n".join(buttons.values()).splitlines()]
        assert not [line for line in words if line.startswith(("Hệ thống", "THÔNG BÁO"))], data
        assert not set("\u202e\u200b") & set(text)


async def test_who_has_not_done_it_is_named_to_the_last(commune: Commune) -> None:
    for n in range(70):
        await commune.registers(f"a{n}", f"Tôm {n}")
        await commune.writes(f"a{n}", SetConsent(DOSSIER, True))
    shown, doors = await commune.presses("overview")
    assert "who:" in str(doors), shown
    route = next(d for d in doors if d.startswith("who:"))
    pages, _ = await commune.walks(route)
    text = "\n".join(pages)
    assert all(f"Cơ sở a{n}," in text for n in range(70))


async def test_every_notice_that_was_sent_to_many_can_be_opened(commune: Commune) -> None:
    row = (
        "INSERT INTO broadcast (id, programme, area, state, text, target, replies, send_at, created_at, began_at)"
        " VALUES (?, 'camau-2022', ?, 'done', ?, '{}', '{}', ?, ?, ?)"
    )
    for n in range(35):
        at = f"2022-02-{n % 28 + 1:02d}T01:00:00.000+00:00"
        await commune.store.database.write([Statement(row, (f"b{n}", HERE, f"Thông báo {n}", at, at, at))])
    _, doors = await commune.walks("sentcasts")
    assert {f"ledger:b{n}" for n in range(35)} <= doors.keys()
