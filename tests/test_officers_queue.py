"""An officer's ten minutes: what must be done first comes first, is found, decided in few touches and undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from test_queues import DAY, ELSEWHERE, VI, Commune, commune

from bot.writes.registration import MoveApplication
from ocop_domain.applications import ApplicationState

__all__ = ["commune"]


async def states(commune: Commune) -> dict[str, str]:
    return dict(await commune.store.database.fetch("SELECT id, state FROM application ORDER BY id"))


def accepting(buttons: dict[str, str]) -> str:
    return next(data for data, label in buttons.items() if label == VI("review.accept"))


async def test_twenty_ideas_are_each_seen_and_agreed_to_in_at_most_fifty_touches(commune: Commune) -> None:
    for n in range(20):
        await commune.registers(f"a{n}", f"Tôm khô {n}", day=n, description=f"Tôm loại {n}, phơi hai nắng")
    touches = 1
    _, buttons = await commune.presses("queue")
    touches += 1
    text, buttons = await commune.presses(next(d for d in buttons if d.startswith("p:")))
    for n in range(20):
        assert f"Tôm loại {n}, phơi" in text, "its answers are shown before anything is decided"
        assert next(iter(buttons.values())) == VI("review.accept"), "in reach: above all other buttons"
        assert len(text) < 900
        touches += 1
        text, buttons = await commune.presses(accepting(buttons))
        assert VI("slip.button") in buttons.values()
    assert touches <= 50
    assert VI("queue.all_done") in text
    assert set((await states(commune)).values()) == {"accepted"}


async def test_the_queue_goes_by_the_last_day_and_says_what_is_late_and_how_long_is_left(commune: Commune) -> None:
    """A dossier has its own time: what came later may be due earlier."""
    old = await commune.registers("a1", "Cũ")
    await commune.registers("a2", "Mới", day=3)
    text, _ = await commune.presses("queue")
    assert text.index("Cũ") < text.index("Mới")
    assert VI("queue.late", count=1) not in text
    commune.clock.move(days=80)
    text, buttons = await commune.presses("queue")
    assert VI("queue.title", count=2) in text
    assert "đã trễ" in text
    _, buttons = await commune.presses("sift")
    assert buttons["only:late:0"] == f"{VI('sift.late')}: 2"
    assert buttons["only:ideas:0"] == f"{VI('sift.ideas')}: 2"
    assert "only:dossiers:0" not in buttons
    await commune.writes("a1", MoveApplication(old, 1, ApplicationState.FILED, DAY + timedelta(days=60)))
    text, _ = await commune.presses("only:dossiers:0")
    assert "Cũ" in text
    assert "Mới" not in text
    for which in ("only:late:0", "only:nothing:0", "only:g-khac:7", "siftarea", "sift:99"):
        await commune.presses(which)


@pytest.mark.parametrize("words", ["Ba Lan", "ba lan", "BA LÀN", "khô ba", "0912 345", "+84912345678", "kho cua lan"])
async def test_a_product_is_found_by_any_words_with_or_without_accents_and_by_a_phone(
    commune: Commune, words: str
) -> None:
    made = await commune.registers("lan", "Khô cá của bà Lan", phone="+84912345678")
    await commune.registers("x", "Khô cá khoai", phone="+84987000000")
    await commune.registers("y", "Khô cá của bà Lan", phone="+84912345678", area=ELSEWHERE)
    text, buttons = await commune.says(f"tìm {words}")
    assert [d for d in buttons if d.startswith("p:")] == [f"p:{made}"], text
    assert VI("find.title", words=words, count=1) in text


async def test_what_is_looked_for_is_counted_and_walked_to_its_end(commune: Commune) -> None:
    ids = [await commune.registers(f"a{n}", f"Tôm khô {n}") for n in range(70)]
    text, buttons = await commune.says("tim tom kho")
    pages, doors = await commune.walks("found")
    assert {f"p:{id_}" for id_ in ids} <= doors.keys()
    assert all("70" in page for page in pages)
    text, _ = await commune.says("tìm 100%_!")
    assert VI("find.none", words="100%_!") in text
    await commune.presses("find")
    text, buttons = await commune.says("khô 69")
    assert f"p:{ids[69]}" in buttons


async def test_two_products_of_one_name_are_told_apart_on_their_buttons(commune: Commune) -> None:
    for n in range(3):
        await commune.registers(f"hộ kinh doanh rất dài {n}", "Bánh phồng tôm Năm Căn loại một", day=n)
    for route in ("queue", "area"):
        _, buttons = await commune.presses(route)
        labels = [label for data, label in buttons.items() if data.startswith("p:")]
        assert len(set(labels)) == 3, labels
        assert all(len(label) <= 30 for label in labels)


async def test_a_slip_is_undone_with_a_reason_the_producer_reads(commune: Commune) -> None:
    made = await commune.registers("a1", "Tôm khô")
    _, buttons = await commune.presses(f"accept:{made}:1")
    slip = next(d for d, label in buttons.items() if label == VI("slip.button"))
    text, _ = await commune.presses(slip)
    assert VI("q.slip_reason.ask") in text
    commune.sent.clear()
    text, _ = await commune.says("Tôi bấm nhầm sang hồ sơ khác")
    assert VI("slip.done", product="Tôm khô", state=VI("state.sent")) in text
    assert (await states(commune))[made] == "sent"
    told = [o.reply.text for o in commune.sent if o.lane == "notice"]
    assert len(told) == 1
    assert "Tôi bấm nhầm sang hồ sơ khác" in told[0]
    text, _ = await commune.presses(slip)
    assert VI("slip.done", product="Tôm khô", state=VI("state.sent")) not in text, "once"
    rows = await commune.store.database.fetch(
        "SELECT kind, was, became, reason FROM audit WHERE subject = ? ORDER BY id DESC LIMIT 1", (made,)
    )
    assert rows == [("undone", "accepted", "sent", "Tôi bấm nhầm sang hồ sơ khác")]


@pytest.mark.parametrize("state", [ApplicationState.ACCEPTED, ApplicationState.RETURNED, ApplicationState.CHECKED])
async def test_a_slip_is_undone_within_a_day_and_until_the_next_act(commune: Commune, state: ApplicationState) -> None:
    made = await commune.registers("a1", "Tôm khô")
    revision = 1
    if state is ApplicationState.CHECKED:
        await commune.writes("a1", MoveApplication(made, 1, ApplicationState.FILED, DAY))
        revision = 2
    await commune.writes("officer", MoveApplication(made, revision, state, DAY, (), "Ảnh mờ"))
    _, buttons = await commune.presses(f"p:{made}")
    slip = f"slip:{made}:{revision + 1}"
    assert slip in buttons
    commune.clock.move(hours=25)
    _, buttons = await commune.presses(f"p:{made}")
    assert slip not in buttons
    text, _ = await commune.presses(slip)
    assert "Không hoàn tác được" in text
    assert (await states(commune))[made] == state


async def test_many_without_findings_are_agreed_to_by_one_press_after_they_are_named(commune: Commune) -> None:
    for n in range(4):
        await commune.registers(f"a{n}", f"Tôm khô {n}")
    odd = await commune.registers("b", "Mắm cá", registered=False)
    text, buttons = await commune.presses("many")
    assert all(f"Tôm khô {n}" in text for n in range(4))
    assert "Mắm cá" not in text, "what the law has something to say of is looked at alone"
    sure = next(d for d in buttons if d.startswith("manyyes:"))
    await commune.registers("c", "Tôm khô mới")
    text, buttons = await commune.presses(sure)
    assert VI("many.changed") in text, "what was named is what is done"
    sure = next(d for d in buttons if d.startswith("manyyes:"))
    text, _ = await commune.presses(sure)
    assert VI("many.done", count=5) in text
    found = await states(commune)
    assert found.pop(odd) == "sent"
    assert set(found.values()) == {"accepted"}
    text, _ = await commune.presses(sure)
    assert VI("many.none") in text


async def test_answers_come_by_section_with_the_deciding_buttons_above(commune: Commune) -> None:
    made = await commune.registers("a1", "Tôm khô")
    _, buttons = await commune.presses(f"p:{made}")
    door, seen = f"sect:{made}:0", []
    while door:
        text, buttons = await commune.presses(door)
        seen.append(text)
        assert next(iter(buttons.values())) == VI("review.accept")
        door = next((d for d in buttons if d == f"sect:{made}:{len(seen)}"), "")
    assert len(seen) == 5
    assert "Số điện thoại" in seen[-1]
    text, _ = await commune.presses(f"sect:{made}:99")
    assert text == seen[0]


async def test_what_is_skipped_stays_and_the_next_one_opens(commune: Commune) -> None:
    first, second = [await commune.registers(f"a{n}", f"Tôm khô {n}", day=n) for n in range(2)]
    text, _ = await commune.presses(f"skip:{first}")
    assert "Tôm khô 1" in text
    text, _ = await commune.presses(f"skip:{second}")
    assert "Tôm khô 0" in text
    assert set((await states(commune)).values()) == {"sent"}


def test_working_days_that_are_left_pass_by_weekends_and_holidays() -> None:
    from ocop_domain.working_days import working_days_left

    friday = date(2027, 3, 5)
    assert working_days_left(friday, friday) == 0
    assert working_days_left(friday, friday + timedelta(days=3)) == 1
    assert working_days_left(friday, friday + timedelta(days=2)) == 0
    assert working_days_left(friday + timedelta(days=3), friday) == -1
