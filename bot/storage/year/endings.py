"""What a programme that is over has left behind: applications that were not handed in, forms that were not sent."""

from __future__ import annotations

import json
from datetime import datetime

from bot.conversations.forms import REGISTRATIONS
from bot.kit.clock import day_of
from bot.records.registration import PastApplication
from bot.storage.engine.encoding import APPLICATION, application_of
from bot.storage.engine.statements import Database, Row, Statement
from bot.storage.year.audiences import marks
from ocop_domain.applications import UNFINISHED, Application, ApplicationState
from ocop_domain.writing import one_line

_TOGETHER = 200
"""Applications of one commune that are carried by one transaction."""
_DRAFTS = 500
_PAST = "programme, successor, area, name, producer_name, answers, form, form_version, state, until_on, marked, reason"


async def communes_left(database: Database, programme: str) -> list[str]:
    """Where applications of a programme were not handed in."""
    rows = await database.fetch(
        f"SELECT DISTINCT area FROM application WHERE programme = ? AND state IN ({marks(UNFINISHED)})"
        " AND closed_as = '' ORDER BY area",
        (programme, *UNFINISHED),
    )
    return [row[0] for row in rows]


async def unfinished(database: Database, programme: str, area: str) -> list[Application]:
    """The applications of a programme in one commune that were not handed in; a part of them where they are many."""
    rows = await database.fetch(
        f"SELECT {APPLICATION} FROM application p JOIN producer o ON o.id = p.producer_id WHERE p.programme = ?"
        f" AND p.area = ? AND p.state IN ({marks(UNFINISHED)}) AND p.closed_as = '' ORDER BY p.id LIMIT ?",
        (programme, area, *UNFINISHED, _TOGETHER),
    )
    return [application_of(row) for row in rows]


async def begun(database: Database, programme: str, after: str) -> list[tuple[str, int, str]]:
    """Registrations of a programme that were begun and never sent: the form, who fills it in, where; by their ids."""
    forms = sorted(REGISTRATIONS)
    rows = await database.fetch(
        f"SELECT d.id, d.person_id, d.area FROM draft d WHERE d.programme = ? AND d.form IN ({marks(forms)})"
        " AND d.id > ? AND NOT EXISTS (SELECT 1 FROM application p WHERE p.id = d.id) ORDER BY d.id LIMIT ?",
        (programme, *forms, after, _DRAFTS),
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def told_upto(database: Database, programme: str) -> str:
    """Up to which form people were told that a programme is over."""
    rows = await database.fetch("SELECT value FROM meta WHERE key = ?", (_key(programme),))
    return str(rows[0][0]) if rows else ""


def telling_upto(programme: str, before: str, upto: str) -> Statement:
    """The same, further on; refused (`Conflict`) when another process was quicker."""
    if not before:
        return Statement(
            "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
            (_key(programme), upto),
            changes=1,
        )
    return Statement(
        "UPDATE meta SET value = ? WHERE key = ? AND value = ?", (upto, _key(programme), before), changes=1
    )


async def past_of(database: Database, application_id: str) -> list[PastApplication]:
    """What an application was under programmes that are over, the last first."""
    rows = await database.fetch(
        f"SELECT {_PAST} FROM past_application WHERE application_id = ? AND successor <> programme ORDER BY id DESC",
        (application_id,),
    )
    return [_past(row) for row in rows]


async def version_before(database: Database, application_id: str) -> PastApplication | None:
    """How it was when the commune decided on it last, else as it came first, in the programme in which it is.

    Corrections that followed each other are one: whoever checks it sees all that is other than it was then.
    """
    rows = await database.fetch(
        f"SELECT {_PAST} FROM past_application WHERE application_id = ? AND successor = programme"
        " ORDER BY CASE WHEN state = ? THEN 1 ELSE 0 END, CASE WHEN state = ? THEN id ELSE -id END LIMIT 1",
        (application_id, ApplicationState.SENT, ApplicationState.SENT),
    )
    return _past(rows[0]) if rows else None


def _past(row: Row) -> PastApplication:
    return PastApplication(
        programme=row[0],
        successor=row[1],
        area=row[2],
        name=one_line(row[3]),
        producer_name=one_line(row[4]),
        answers=json.loads(row[5]),
        form=row[6],
        form_version=row[7],
        state=ApplicationState(row[8]),
        until=day_of(datetime.fromisoformat(row[9])),
        marked=tuple(json.loads(row[10])),
        reason=one_line(row[11]),
    )


def _key(programme: str) -> str:
    return f"ended:{programme}"
