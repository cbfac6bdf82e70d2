"""An asked-for report: who answers it, who is reminded of it, and the plan's duty that it opens and closes."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

from support.assistants import settings_for
from support.communes import Commune, commune
from support.people import WebTown
from support.transcripts import FOLDER, Line, Stage

from bot.handlers.reporting.reminding import days_of
from bot.handlers.reporting.sums import below
from bot.kit.clock import VIETNAM
from bot.records.reports import ReportRequest
from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Statement
from bot.storage.tables import metadata
from bot.writes.people import AddGrant
from bot.writes.year import MarkDone
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme
from ocop_domain.rights import Grant, Role

__all__ = ["commune"]
FAR = "o22435"


async def test_who_makes_something_in_two_provinces_answers_for_the_one_that_asks(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    programme = load_programme("vietnam-2027")
    settings = settings_for(tmp_path / "data", programme=programme.id)
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    async with Stage(settings, WebTown(), programme.demo_date) as stage:
        await stage.play(FOLDER / "parts" / "honey.txt")
        database = stage.assistant.store.database
        ((area,),) = await database.fetch("SELECT area FROM application")
        asks = load_areas().path(area)[0].code
        own = {"id": "'p2'", "area": f"'{FAR}'", "product_id": "'other'", "sent_on": "'2099-01-01'"}
        columns = [column.name for column in metadata.tables["application"].columns]
        values = ", ".join(own.get(column, column) for column in columns)
        row = "INSERT INTO report_request (id, unit, programme, title, fields, whom, last_day, by_id, made_at)"
        field = '[{"id": "f1", "kind": "number", "ask": "Mấy đàn?"}]'
        await database.write(
            [
                Statement(
                    "INSERT INTO product (id, producer_id, person_id, name, created_on)"
                    " SELECT 'other', producer_id, person_id, 'Sáp ong', sent_on FROM application"
                ),
                Statement(f"INSERT INTO application ({', '.join(columns)}) SELECT {values} FROM application"),
                Statement(
                    f"{row} VALUES ('r1', ?, ?, 'Đàn ong', ?, 'producer', '2099-12-31', 0, '2026-01-05T08:00:00')",
                    (asks, programme.id, field),
                ),
            ]
        )
        for sign, text in (("#", "Lan"), (">", "/calendar"), (">", "[Đàn ong]"), (">", "12"), (">", "[Gửi báo cáo]")):
            await stage._line(Line(sign, text, text))
        assert await database.fetch("SELECT area FROM report_answer") == [(area,)]


def _asked(last_day: date, on: date) -> ReportRequest:
    made = datetime.combine(on, datetime.min.time(), VIETNAM)
    return ReportRequest("r1", "o96", "camau-2022", "Số lớp", (), "district_staff", last_day, 0, made)


def test_a_report_is_remembered_on_a_day_of_reminders_before_its_last_day_and_on_that() -> None:
    for last_day, asked, days in (
        (date(2022, 3, 18), date(2022, 3, 1), [date(2022, 3, 14), date(2022, 3, 18)]),
        (date(2022, 3, 20), date(2022, 3, 1), [date(2022, 3, 14), date(2022, 3, 18)]),  # a Sunday
        (date(2022, 3, 18), date(2022, 3, 15), [date(2022, 3, 18)]),
        (date(2022, 3, 18), date(2022, 3, 18), []),
    ):
        assert list(days_of(_asked(last_day, asked))) == days, (last_day, asked)


async def test_districts_are_reminded_the_asker_hears_who_is_missing_and_the_duty_ends_with_the_answer(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    settings = settings_for(tmp_path / "data", programme="camau-2022")
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    async with Stage(settings, WebTown(), date(2022, 3, 1)) as stage:

        async def does(who: str, *lines: str) -> None:
            await stage._line(Line("#", who, ""))
            for line in lines:
                sign, _, text = line.partition(" ")
                await stage._line(Line(sign, text, line))

        for who, role, place in (
            ("Tỉnh", "province_staff", "Tỉnh Cà Mau"),
            ("Huyện", "district_staff", "Huyện U Minh"),
        ):
            await does(who, f"* invitation for {role} in {place}", "> /start join-{invitation}", "> [Nhận việc này]")
        await does("Tỉnh", "> /progress", "> [Báo cáo]", "> [Yêu cầu báo cáo]", "> Số lớp đã mở", "> Mở mấy lớp?")
        await does("Tỉnh", "> [Cán bộ huyện]", "> 18/3/2022", "> [Gửi yêu cầu]")
        database, clock = stage.assistant.store.database, stage.assistant.clock

        async def sent(day: date) -> int:
            """How many notices to many there are after the morning of a day."""
            morning = datetime.combine(day, datetime.min.time(), VIETNAM) + timedelta(hours=8)
            clock.move(seconds=(morning - clock()).total_seconds())
            for _ in range(2):  # a second look sends nothing twice
                await stage.assistant.due_reminders.tick()
            await stage._town.settled(stage.assistant)
            return len(await database.fetch("SELECT id FROM broadcast"))

        days = {n: await sent(date(2022, 3, n)) for n in (2, 13, 14, 15, 18, 21)}
        assert days == {2: 1, 13: 1, 14: 2, 15: 2, 18: 3, 21: 3}
        await does("Tỉnh", "< Hết hạn “Số lớp đã mở”. Chưa trả lời (")
        duty = "SELECT scope FROM done WHERE duty = 'cm22-r-adhoc'"
        assert await database.fetch(duty) == []
        await does("Huyện", "> /calendar", "> [Số lớp đã mở]", "> 2", "> [Gửi báo cáo]")
        assert len(await database.fetch(duty)) == 1
        await does("Tỉnh", "> /progress", "> [Báo cáo]", "> [Yêu cầu báo cáo]", "> Số hộ", "> Bao nhiêu hộ?")
        await does("Tỉnh", "> [Cán bộ huyện]", "> 28/3/2022", "> [Gửi yêu cầu]")
        assert await database.fetch(duty) == [], "something else is asked for: it is open again"


async def test_what_districts_report_in_words_stands_together_in_the_provinces_report_of_the_period(
    commune: Commune,
) -> None:
    await commune.writes("province", AddGrant(Grant(Role.PROVINCE_STAFF, "o96")))
    for scope, month, text in (
        ("o973", "2022-02", "Đã nhận 12 phiếu"),
        ("o966", "2022-02", "Mở 1 lớp"),
        ("o966", "2022-01", "Chưa có gì"),
        ("o570", "2022-02", "Của tỉnh khác"),
    ):
        await commune.writes("district", MarkDone("camau-2022", "cm22-r-month", month, scope, note=text))
    turn = commune.dispatcher.turn_for(await commune.store.person("web", "province", "vi", commune.clock()))
    found = await below(turn, load_areas().get("o96"), "2022-02")
    assert [(one.unit, one.text) for one in found] == [
        (load_areas().get(code).name, text)
        for code, text in sorted(
            (("o973", "Đã nhận 12 phiếu"), ("o966", "Mở 1 lớp")), key=lambda pair: load_areas().get(pair[0]).name
        )
    ]
    assert await below(turn, load_areas().get("o973"), "2022-02") == [], "a district has no offices that report to it"
