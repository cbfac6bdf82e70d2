"""How times, documents and records stand in the tables."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from bot.conversations.form import Draft, Talk
from bot.storage.engine.statements import Row
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.evidence import Paper
from ocop_domain.writing import one_line


def moment(at: datetime) -> str:
    """A moment as text that sorts: 2022-02-15T01:30:00.000+00:00."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def day_or_none(text: str) -> date | None:
    """A day that may be open: "" is none."""
    return date.fromisoformat(text) if text else None


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


DRAFT = "id, form, version, programme, answers, at, partial, page, returning_, marked, subject, revision, talk"
APPLICATION = (
    "p.id, p.programme, p.producer_id, p.person_id, p.area, p.name, p.answers, p.form, p.form_version,"
    " p.state, p.revision, p.sent_on, p.updated_on, o.name, p.marked, p.reason, p.product_id, p.closed_as"
)


PAPER = "id, person_id, kind, name, number, issuer, issued_on, expires_on, star, products, files, revision"


def draft_of(row: Row) -> Draft:
    """A row of DRAFT."""
    return Draft(
        id=row[0],
        form=row[1],
        version=row[2],
        programme=row[3],
        answers=json.loads(row[4]),
        at=row[5],
        partial=json.loads(row[6]),
        page=row[7],
        returning=bool(row[8]),
        marked=tuple(json.loads(row[9])),
        subject=row[10],
        revision=row[11],
        talk=Talk(**json.loads(row[12])),
    )


def application_of(row: Row) -> Application:
    """A row of PRODUCT."""
    return Application(
        id=row[0],
        programme=row[1],
        producer=row[2],
        owner=row[3],
        area=row[4],
        name=one_line(row[5]),
        answers=json.loads(row[6]),
        form=row[7],
        form_version=row[8],
        state=ApplicationState(row[9]),
        revision=row[10],
        sent_on=date.fromisoformat(row[11]),
        updated_on=date.fromisoformat(row[12]),
        producer_name=one_line(row[13]),
        marked=tuple(json.loads(row[14])),
        reason=one_line(row[15]),
        product=row[16],
        closed=row[17],
    )


def paper_of(row: Row) -> Paper:
    """A row of PAPER."""
    return Paper(
        id=row[0],
        owner=row[1],
        kind=row[2],
        name=one_line(row[3]),
        number=one_line(row[4]),
        issuer=one_line(row[5]),
        issued=date.fromisoformat(row[6]) if row[6] else None,
        expires=date.fromisoformat(row[7]) if row[7] else None,
        star=row[8],
        products=tuple(json.loads(row[9])),
        files=tuple(json.loads(row[10])),
        revision=row[11],
    )
