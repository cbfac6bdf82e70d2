"""How a wave becomes rows: one statement for a whole audience."""

from __future__ import annotations

from datetime import datetime

from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Statement
from bot.storage.year.audiences import Query
from ocop_domain.applications import ApplicationState
from ocop_domain.duties.audience import (
    Above,
    Around,
    Begun,
    Checkers,
    Drafts,
    EvidencePapers,
    Helpers,
    Open,
    Owners,
    Quiet,
    Wave,
)
from ocop_domain.evidence import RECOGNITION

_KINDS = {
    Open: "open",
    Begun: "begun",
    Quiet: "quiet",
    Above: "above",
    Around: "around",
    Helpers: "helpers",
    Drafts: "drafts",
    Owners: "owners",
    Checkers: "checkers",
    EvidencePapers: "papers",
}
"""What stands in the column `kind`; it stays when a class is renamed."""

EVERYBODY = 2**62
"""More than any person's id."""


def into(
    wave: Wave, at: datetime, programme: str, people: Query, *, after: int = 0, upto: int = EVERYBODY
) -> Statement:
    """Plans the wave for those of `people` whose id is above `after` and not above `upto`; nobody twice."""
    kind, duty, occurrence = kind_of(wave)
    text = "CAST(? AS TEXT)"
    values = f"{', '.join([text] * 5)}, o.person_id, o.scope, o.mark, {', '.join([text] * 3)}, CAST(? AS SMALLINT)"
    about = (programme, wave.rule, kind, duty, occurrence)
    when = (wave.day.isoformat(), wave.on.isoformat(), moment(at), int(wave.official))
    return Statement(
        "INSERT INTO reminder (key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at,"
        f" official) SELECT CAST(? AS TEXT) || ':' || o.person_id || ':' || o.scope, {values}"
        f" FROM ({people.sql}) o WHERE o.person_id > ? AND o.person_id <= ? ORDER BY o.person_id, o.scope"
        " ON CONFLICT (key) DO NOTHING",
        (wave.key, *about, *when, *people.args, after, upto),
    )


def kind_of(wave: Wave) -> tuple[str, str, str]:
    """How an audience stands in a row: its kind, the duty and the occurrence (or what stands for them)."""
    audience = wave.audience
    name = _KINDS[type(audience)]
    occurrence = getattr(audience, "occurrence", None)
    if occurrence is not None:
        return name, occurrence.duty.id, occurrence.id
    if isinstance(audience, Quiet):  # "digest" is what is muted
        return name, "digest", audience.month
    if isinstance(audience, EvidencePapers):
        return name, RECOGNITION if audience.recognition else "paper", ""
    if isinstance(audience, Checkers):  # "": an idea, as it always was
        return name, "" if audience.state == ApplicationState.SENT else audience.state, ""
    return name, audience.state if isinstance(audience, Owners) else "", ""
