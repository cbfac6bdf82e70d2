"""An officer's ten minutes: what must be done first comes first, is found, decided in few touches and undone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from support.communes import DAY, ELSEWHERE, VI, Commune, commune

from bot.storage.engine.statements import Statement
from bot.writes.registration import MoveApplication, PutApplication
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


async def test_a_coffee_of_a_former_decision_stands_in_no_group_with_a_white_spirit_of_today(commune: Commune) -> None:
    """Both are kept as s14; which set that is follows from the programme of each."""
    coffee = await commune.registers("a1", "Cà phê Năm Căn", product_set="s14")
    spirit = await commune.registers("a2", "Rượu trắng Cái Nước", product_set="s14")
    law = "UPDATE application SET programme = ? WHERE id = ?"
    await commune.store.database.write([Statement(law, ("vietnam-2027", spirit))])
    _, found = await commune.presses("siftarea")
    groups = {label: data for data, label in found.items() if data.startswith("onlyarea:g-")}
    assert set(groups) == {"Cà phê, ca cao: 1", "Đồ uống có cồn: 1"}
    for label, product in (("Cà phê, ca cao: 1", coffee), ("Đồ uống có cồn: 1", spirit)):
        _, shown = await commune.presses(groups[label])
        assert [data for data in shown if data.startswith("p:")] == [f"p:{product}"]


async def test_a_list_is_handed_up_with_its_confirmation_in_at_most_five_touches(commune: Commune) -> None:
    made = await commune.registers("a1", "Tôm khô")
    await commune.presses(f"accept:{made}:1")
    _, buttons = await commune.presses("menu")
    touches = 0
    for door in ("calendar", "duty:", "list:", "handup:", "sendup:"):
        text, buttons = await commune.presses(next(data for data in buttons if data.startswith(door)))
        touches += 1
        if door == "handup:":
            assert VI("list.send") not in buttons.values(), "what is sent is asked first"
            assert "1 sản phẩm" in text
    assert await commune.store.database.fetch("SELECT count(*) FROM product_list") == [(1,)]
    assert touches <= 5


FOUND_BY = ("Ba Lan", "ba lan", "BA LÀN", "khô ba", "0912 345", "+84912345678", "kho ca lan")


async def test_a_product_is_found_by_any_words_with_or_without_accents_and_by_a_phone(commune: Commune) -> None:
    made = await commune.registers("lan", "Khô cá của bà Lan", phone="+84912345678")
    await commune.registers("x", "Khô cá khoai", phone="+84987000000")
    await commune.registers("y", "Khô cá của bà Lan", phone="+84912345678", area=ELSEWHERE)
    for words in FOUND_BY:
        text, buttons = await commune.says(f"tìm {words}")
        assert [d for d in buttons if d.startswith("p:")] == [f"p:{made}"], text
        assert VI("find.title", words=words, count=1) in text


async def test_what_is_looked_for_is_counted_and_walked_to_its_end(commune: Commune) -> None:
    ids = [await commune.registers(f"a{n}", f"Tôm khô {n}") for n in range(14)]
    text, buttons = await commune.says("tim tom kho")
    pages, doors = await commune.walks("found")
    assert {f"p:{id_}" for id_ in ids} <= doors.keys()
    assert all("14" in page for page in pages)
    text, _ = await commune.says("tìm 100%_!")
    assert VI("find.none", words="100%_!") in text
    await commune.presses("find")
    text, buttons = await commune.says("khô 13")
    assert f"p:{ids[13]}" in buttons


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


# Returned


async def returning(commune: Commune, **said: Any) -> tuple[str, str]:
    """Somebody's product whose return has begun: its id, and what the screen says."""
    made = await commune.registers("a1", "Tôm khô", **said)
    text, _ = await commune.presses(f"return:{made}:1")
    return made, text


async def marked(commune: Commune, made: str) -> tuple[list[str], str]:
    rows = await commune.store.database.fetch("SELECT marked, reason FROM application WHERE id = ?", (made,))
    return json.loads(rows[0][0]), rows[0][1]


async def test_three_answers_are_returned_with_a_ready_reason_in_at_most_eight_touches(commune: Commune) -> None:
    made = await commune.registers("a1", "Tôm khô")
    _, buttons = await commune.presses(f"p:{made}")
    touches, reason = 1, VI("q.reason.option.photo")
    _, buttons = await commune.presses(next(d for d in buttons if d.startswith("return:")))
    for mark in ("o:packaging", "o:price", "o:photos", "o:done"):
        touches += 1
        assert mark in buttons
        text, buttons = await commune.fills(mark)
    assert {VI("q.reason.option.price"), VI("q.reason.option.packaging"), reason} <= set(buttons.values())
    assert VI("q.reason.option.phone") not in buttons.values(), "only what fits the marks"
    _, buttons = await commune.fills(next(d for d, label in buttons.items() if label == reason))
    text, _ = await commune.fills("s:send")
    touches += 3
    assert touches <= 8
    assert await marked(commune, made) == (["packaging", "price", "photos"], reason)
    assert VI("review.returned", product="Tôm khô", producer="Cơ sở a1") in text


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("13, 15 và 26 thiếu ảnh bao bì", "thiếu ảnh bao bì"),
        ("thiếu ảnh bao bì ở câu 13, 15 và 26", "thiếu ảnh bao bì"),
    ],
)
async def test_numbers_and_reason_in_one_message_are_both_taken(commune: Commune, said: str, reason: str) -> None:
    made, _ = await returning(commune)
    text, buttons = await commune.says(said)
    assert "s:send" in buttons, text
    await commune.fills("s:send")
    marks, kept = await marked(commune, made)
    assert len(marks) == 3
    assert kept == reason


async def test_own_words_typed_before_the_numbers_are_kept_as_the_reason(commune: Commune) -> None:
    made, _ = await returning(commune)
    text, _ = await commune.says("Ảnh chụp chưa thấy nhãn")
    assert VI("marks.reason_kept", reason="Ảnh chụp chưa thấy nhãn") in text
    await commune.says("13")
    _, buttons = await commune.fills("o:done")
    assert "s:send" in buttons
    await commune.fills("s:send")
    assert (await marked(commune, made))[1] == "Ảnh chụp chưa thấy nhãn"


async def test_what_the_law_has_something_to_say_of_is_marked_beforehand(commune: Commune) -> None:
    await returning(commune, registered=False)
    _, buttons = await commune.fills("o:description")
    assert buttons["o:registered"].startswith("✓")


async def test_after_a_correction_old_and_new_of_what_was_changed_stand_first(commune: Commune) -> None:
    made = await commune.registers("a1", "Tôm khô", packaging="Túi 500 g")
    await commune.writes(
        "officer", MoveApplication(made, 1, ApplicationState.RETURNED, DAY, ("packaging", "price"), "Ghi rõ")
    )
    before = await commune.store.application(made)
    assert before
    await commune.writes(
        "a1",
        PutApplication(
            replace(before, answers={**before.answers, "packaging": "Túi 250 g"}, state=ApplicationState.SENT), {}
        ),
    )
    text, _ = await commune.presses(f"p:{made}")
    assert VI("item.asked", reason="Ghi rõ") in text
    assert "Túi 500 g → Túi 250 g" in text
    assert VI("item.unchanged", what=VI("q.price.label")) in text
    assert await commune.store.past_of(made) == [], "it is no former programme"


# Refused and merged


async def test_a_refusal_says_why_and_what_may_come_and_can_be_undone(commune: Commune) -> None:
    made = await commune.registers("a1", "Tôm khô")
    _, buttons = await commune.presses(f"acts:{made}")
    asked, _ = await commune.presses(next(d for d, label in buttons.items() if label == VI("refuse.open")))
    assert VI("q.refuse_reason.ask", product="Tôm khô") in asked
    commune.sent.clear()
    text, buttons = await commune.says("Nguyên liệu nhập từ nơi khác")
    assert VI("review.refused", product="Tôm khô", producer="Cơ sở a1") in text
    told = [o.reply for o in commune.sent if o.lane == "notice"]
    assert len(told) == 1
    assert "Nguyên liệu nhập từ nơi khác" in told[0].text
    assert VI("refuse.again_open") in told[0].text
    assert [c.data for c in told[0].choices] == [f"anew:{made}"]
    kept = await commune.store.application(made)
    assert kept
    assert (kept.state, kept.closed, kept.open) == ("refused", "refused", False)
    text, _ = await commune.presses("queue")
    assert VI("queue.empty") in text
    await commune.presses(next(d for d, label in buttons.items() if label == VI("slip.button")))
    await commune.fills("o:pressed")
    kept = await commune.store.application(made)
    assert kept
    assert (kept.state, kept.closed) == ("sent", "")


async def test_two_of_one_product_become_one_and_the_other_stays_readable(commune: Commune) -> None:
    first = await commune.registers("a1", "Tôm khô")
    second = await commune.registers("a1", "Tôm  Khô", day=2)
    text, _ = await commune.presses(f"p:{second}")
    assert VI("item.double") in text
    _, buttons = await commune.presses(f"acts:{second}")
    _, buttons = await commune.presses(next(d for d, label in buttons.items() if label == VI("merge.open")))
    commune.sent.clear()
    await commune.presses(f"merged:{second}:1:{first}")
    found = await states(commune)
    assert (found[first], found[second]) == ("sent", "duplicate")
    told = [o.reply for o in commune.sent if o.lane == "notice"]
    assert [c.data for reply in told for c in reply.choices] == [f"p:{first}"]
    text, _ = await commune.presses(f"p:{second}")
    assert VI("merge.reason", day="01/02/2022") in text
    other = await commune.registers("b1", "Tôm khô")
    text, _ = await commune.presses(f"merged:{other}:1:{first}")
    assert VI("merge.gone") in text, "of another producer it is another product"


async def test_the_home_says_how_much_waits_until_when_what_is_late_and_opens_the_first(commune: Commune) -> None:
    text, buttons = await commune.presses("menu")
    assert VI("home.open") not in buttons.values()
    made = await commune.registers("a1", "Tôm khô")
    await commune.registers("a2", "Mắm cá", day=1)
    text, buttons = await commune.presses("menu")
    assert VI("queue.title", count=2) in text
    assert "Gấp nhất: Tôm khô, hạn thứ Năm 31/03/2022" in text
    assert buttons[f"p:{made}"] == VI("home.open")
    assert "queue" in buttons
    commune.clock.move(days=60)
    text, _ = await commune.presses("menu")
    assert VI("queue.late", count=2) in text
    text, _ = await commune.presses("menu", "a1")
    assert VI("queue.title", count=2) not in text, "a producer has another home"


async def test_a_product_is_found_in_three_touches_and_returned_with_three_marks_in_eight(commune: Commune) -> None:
    for n in range(9):
        await commune.registers(f"a{n}", f"Tôm khô {n}", day=n)
    made = await commune.registers("lan", "Khô cá của bà Lan", packaging="Túi", quality="Sạch")
    _, buttons = await commune.says("tìm ba lan")
    text, buttons = await commune.presses(next(d for d in buttons if d.startswith("p:")))
    assert "Khô cá của bà Lan" in text, "typed, and opened: two touches"
    back = next(d for d in buttons if d.startswith("return:"))
    touches = 1
    await commune.presses(back)
    for said in ("12, 13 và 14", "Ghi rõ bao bì và chất lượng"):
        touches += 1
        text, buttons = await commune.says(said)
    send = next(d for d in buttons if d.endswith("send"))
    touches += 1
    await commune.fills(send)
    assert touches <= 8
    application = await commune.store.application(made)
    assert application
    assert application.state is ApplicationState.RETURNED
    assert len(application.marked) == 3
