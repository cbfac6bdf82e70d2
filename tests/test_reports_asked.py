"""An asked-for report is answered by who makes things in several places."""

from __future__ import annotations

import shutil
from pathlib import Path

from support.assistants import settings_for
from support.people import WebTown
from support.transcripts import FOLDER, Line, Stage

from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Statement
from bot.storage.tables import metadata
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme

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
