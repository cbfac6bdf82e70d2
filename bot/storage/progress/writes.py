"""What plans count of producers, and reports with fields, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import Before, By, audit, statements
from bot.writes.progress import CloseReportRequest, PutReportAnswer, PutReportRequest, SetProducerMark
from ocop_domain.report_fields import as_text


@statements.register
def _(write: SetProducerMark, by: By) -> Iterator[Statement]:
    key = (write.account, write.what)
    was = Before("SELECT value FROM producer_mark WHERE person_id = ? AND what = ?", key)
    became = "" if write.value is None else str(int(write.value))
    yield audit(by, f"numbered.{write.what}", str(write.account), was=was, became=became)
    yield Statement("DELETE FROM producer_mark WHERE person_id = ? AND what = ?", key)
    if write.value is not None:
        yield Statement(
            "INSERT INTO producer_mark (person_id, what, value, by_id, at) VALUES (?, ?, ?, ?, ?)",
            (*key, int(write.value), by.actor, by.at),
        )


@statements.register
def _(write: PutReportRequest, by: By) -> Iterator[Statement]:
    r = write.request
    yield audit(by, "reporting.wanted", r.id, r.title, became=r.last_day.isoformat())
    yield Statement(
        "INSERT INTO report_request (id, unit, programme, title, fields, whom, last_day, made_at, by_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(r.id, r.unit, r.programme, r.title, as_text(r.fields), r.whom, r.last_day.isoformat()),
            *(moment(r.made_at), by.actor),
        ),
    )


@statements.register
def _(write: CloseReportRequest, by: By) -> Iterator[Statement]:
    yield audit(by, "reporting.closed", write.request)
    yield Statement(
        "UPDATE report_request SET closed_at = ? WHERE id = ? AND closed_at = ''", (by.at, write.request), changes=1
    )


@statements.register
def _(write: PutReportAnswer, by: By) -> Iterator[Statement]:
    a = write.answer
    was = Before("SELECT answers FROM report_answer WHERE report = ? AND scope = ?", (a.report, a.scope))
    said = dump(dict(a.answers))
    yield audit(by, "reporting.answered", a.report, was=was, became=said)
    yield Statement(
        "INSERT INTO report_answer (report, scope, person_id, area, name, answers, by_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (report, scope) DO UPDATE SET person_id = excluded.person_id,"
        " area = excluded.area, name = excluded.name, answers = excluded.answers, by_id = excluded.by_id,"
        " at = excluded.at",
        (a.report, a.scope, a.person, a.area, a.name, said, by.actor, by.at),
    )
