"""Rounds of councils as SQL.

A sheet and the closing of its round may be on their way at one moment, on two processes. Both change the row of the
round, so that one waits for the other: a sheet that comes second finds the round closed, and a closing that comes
second finds more sheets than its secretary has seen. Either is refused, and the turn is played again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.storage.engine.encoding import dump
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import Before, By, audit, statements
from bot.storage.registration.recognised import PAUSED
from bot.writes.rounds import (
    CloseRound,
    Conclude,
    DecideRound,
    EndRecognition,
    GiveResult,
    MoveRound,
    PutMemberSheet,
    PutRound,
    PutSamples,
    PutSeat,
    ReopenRound,
    SetAgenda,
)
from ocop_domain.applications import ApplicationState
from ocop_domain.councils import Verdict
from ocop_domain.evidence import RECOGNITION
from ocop_domain.recognitions import LEAST, Source

_CHECKED = ApplicationState.CHECKED.value


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _still_open(round_: str, change: str, args: tuple[object, ...] = ()) -> Statement:
    """Changes the row of a round that is open: whoever closes it at this moment waits, or makes this one wait."""
    return Statement(f"UPDATE round SET {change} WHERE id = ? AND state = 'open'", (*args, round_), changes=1)


def _onto_agenda(round_: str, application: str) -> Statement:
    """What another round judges stays there, also when both were convened at one moment."""
    return Statement(
        "INSERT INTO round_application (round_id, application_id, person_id)"
        " SELECT CAST(? AS TEXT), p.id, p.person_id FROM application p WHERE p.id = ? AND p.state = ?"
        " AND NOT EXISTS (SELECT 1 FROM round_application a JOIN round r ON r.id = a.round_id"
        " WHERE a.application_id = p.id AND r.state <> 'told')"
        " ON CONFLICT (round_id, application_id) DO NOTHING",
        (round_, application, _CHECKED),
    )


@statements.register
def _(write: PutRound, by: By) -> Iterator[Statement]:
    r = write.round
    yield audit(by, "council.convened", r.id, r.place, became=r.held_on.isoformat())
    yield Statement(
        "INSERT INTO round (id, programme, unit, level, duty, occurrence, held_on, place, state, by_id, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?)",
        (r.id, r.programme, r.unit, r.level, r.duty, r.occurrence, r.held_on.isoformat(), r.place, by.actor, by.at),
    )
    for application in write.applications:
        yield _onto_agenda(r.id, application)


@statements.register
def _(write: MoveRound, by: By) -> Iterator[Statement]:
    was = Before("SELECT held_on FROM round WHERE id = ?", (write.round,))
    yield audit(by, "council.moved", write.round, write.place, was=was, became=write.held_on.isoformat())
    yield _still_open(write.round, "held_on = ?, place = ?", (write.held_on.isoformat(), write.place))


@statements.register
def _(write: SetAgenda, by: By) -> Iterator[Statement]:
    yield audit(by, "council.added" if write.on else "council.dropped", write.round, write.application)
    yield _still_open(write.round, "sheets = sheets")
    if write.on:
        yield _onto_agenda(write.round, write.application)
    else:
        yield Statement(
            "DELETE FROM round_application WHERE round_id = ? AND application_id = ?",
            (write.round, write.application),
        )


@statements.register
def _(write: PutSamples, by: By) -> Iterator[Statement]:
    was = Before(
        "SELECT samples FROM round_application WHERE round_id = ? AND application_id = ?",
        (write.round, write.application),
    )
    yield audit(by, "council.samples", write.round, write.application, was=was, became=str(write.count))
    yield _still_open(write.round, "sheets = sheets")
    yield Statement(
        "UPDATE round_application SET samples = ? WHERE round_id = ? AND application_id = ?",
        (write.count, write.round, write.application),
        changes=1,
    )


@statements.register
def _(write: PutSeat, by: By) -> Iterator[Statement]:
    seat = write.seat
    kind = "council.excused" if seat.part else "council.seated"
    yield audit(by, kind, write.round, became=str(seat.person))  # why stands at the seat, and goes with the person
    yield _still_open(write.round, "sheets = sheets")
    yield Statement(
        "INSERT INTO round_member (round_id, person_id, name, part, reason, by_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (round_id, person_id) DO UPDATE SET name = excluded.name, part = excluded.part,"
        " reason = excluded.reason, by_id = excluded.by_id, at = excluded.at",
        (write.round, seat.person, seat.name, seat.part, seat.reason, by.actor, by.at),
    )


@statements.register
def _(write: PutMemberSheet, by: By) -> Iterator[Statement]:
    s = write.sheet
    # Points are sealed until the round is closed: the audit says that they were given, not which.
    yield audit(by, "council.scored", s.round, s.application, became=str(s.member))
    yield _still_open(s.round, "sheets = sheets + 1")
    yield Statement(
        "INSERT INTO round_sheet (round_id, application_id, person_id, total, decision, set_id, points, comment,"
        " typed_by, at, revision) SELECT round_id, application_id, CAST(? AS BIGINT), CAST(? AS TEXT),"
        " CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS TEXT), 1"
        " FROM round_application WHERE round_id = ? AND application_id = ?"
        " ON CONFLICT (round_id, application_id, person_id) DO UPDATE SET total = excluded.total,"
        " decision = excluded.decision, set_id = excluded.set_id, points = excluded.points,"
        " comment = excluded.comment, typed_by = excluded.typed_by, at = excluded.at,"
        " revision = round_sheet.revision + 1",
        (
            *(s.member, str(s.total), s.decision, s.set_id, dump(dict(s.answers)), s.comment, s.typed_by, by.at),
            *(s.round, s.application),
        ),
        changes=1,
    )


@statements.register
def _(write: CloseRound, by: By) -> Iterator[Statement]:
    yield audit(by, "council.closed", write.round, became=str(write.sheets))
    yield Statement(
        "UPDATE round SET state = 'closed', closed_at = ? WHERE id = ? AND state = 'open' AND sheets = ?",
        (by.at, write.round, write.sheets),
        changes=1,
    )
    for seat in write.seats:
        yield Statement(
            "INSERT INTO round_member (round_id, person_id, name, part, reason, by_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (round_id, person_id) DO UPDATE SET name = excluded.name, part = excluded.part,"
            " reason = excluded.reason",
            (write.round, seat.person, seat.name, seat.part, seat.reason, by.actor, by.at),
        )


@statements.register
def _(write: ReopenRound, by: By) -> Iterator[Statement]:
    yield audit(by, "council.reopened", write.round)
    yield Statement(
        "UPDATE round SET state = 'open', closed_at = '' WHERE id = ? AND state = 'closed'", (write.round,), changes=1
    )
    yield Statement("DELETE FROM result WHERE round_id = ?", (write.round,))
    yield Statement("DELETE FROM round_member WHERE round_id = ? AND part <> 'excused'", (write.round,))


@statements.register
def _(write: Conclude, by: By) -> Iterator[Statement]:
    r = write.result
    before = Before(
        "SELECT star FROM result WHERE round_id = ? AND application_id = ?",
        (r.round, r.application),
    )
    yield audit(by, "council.concluded", r.application, r.reason, was=before, became=str(r.star))
    yield Statement("UPDATE round SET sheets = sheets WHERE id = ? AND state = 'closed'", (r.round,), changes=1)
    if write.over:
        yield Statement(
            "DELETE FROM result WHERE round_id = ? AND application_id = ? AND star = ? AND reason = ? AND comment = ?",
            (r.round, r.application, write.over.star, write.over.reason, write.over.comment),
            changes=1,
        )
    yield Statement(
        "INSERT INTO result (round_id, application_id, person_id, level, unit, members, total, proposed, star, verdict,"
        " criteria, set_id, by_part, by_item, missed, reason, comment, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (round_id, application_id) DO NOTHING",
        (
            *(r.round, r.application, r.owner, r.level, r.unit, r.members, str(r.total), r.proposed, r.star),
            *(r.verdict.value, r.criteria, r.set_id, dump(dict(r.parts)), dump(dict(r.items)), dump(r.missed)),
            *(r.reason, r.comment, by.at),
        ),
        changes=1,
    )


@statements.register
def _(write: DecideRound, by: By) -> Iterator[Statement]:
    yield audit(by, "council.decided", write.round, write.decision, became=write.on.isoformat())
    yield Statement(
        "UPDATE round SET state = 'told', decision = ?, decided_on = ?, told_at = ? WHERE id = ? AND state = 'closed'",
        (write.decision, write.on.isoformat(), by.at, write.round),
        changes=1,
    )


@statements.register
def _(write: GiveResult, by: By) -> Iterator[Statement]:
    r = write.result
    yield audit(by, "judged", r.application, r.decision, was=f"{r.proposed}", became=f"{r.star} {r.verdict}")
    yield Statement(
        "UPDATE result SET decision = ?, decided_on = ?, certificate = ?, expires_on = ?, told_at = ?"
        " WHERE round_id = ? AND application_id = ? AND told_at = '' AND star = ? AND verdict = ?",
        (
            *(r.decision, _day(r.decided_on), r.certificate, _day(r.expires), by.at, r.round, r.application),
            *(r.star, r.verdict.value),
        ),
        changes=1,
    )
    yield Statement(
        "UPDATE application SET state = ?, updated_on = ?, revision = revision + 1"
        " WHERE id = ? AND revision = ? AND state = ?",
        (
            ApplicationState.JUDGED.value if write.final else _CHECKED,
            _day(r.decided_on),
            r.application,
            write.revision,
            _CHECKED,
        ),
        changes=1,
    )
    if write.final and r.star >= LEAST and r.verdict in {Verdict.RECOGNISED, Verdict.BACK}:
        yield Statement(
            "INSERT INTO recognition (product_id, person_id, star, source, number, decision, issued_on, expires_on,"
            " application_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(write.product, r.owner, r.star, Source.RESULT.value, r.certificate, r.decision),
                *(_day(r.decided_on), _day(r.expires), r.application, by.at),
            ),
        )
        yield _certificate(write, by)


def _certificate(write: GiveResult, by: By) -> Statement:
    """The certificate comes into the producer's wallet: by its last day they are reminded to be judged again."""
    r = write.result
    return Statement(
        "INSERT INTO paper (id, person_id, kind, name, number, issuer, issued_on, expires_on, star, products, files,"
        " revision, updated_at) SELECT CAST(? AS TEXT), person_id, CAST(? AS TEXT), name, CAST(? AS TEXT),"
        " CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS TEXT), '[]', 1,"
        " CAST(? AS TEXT) FROM application WHERE id = ? ON CONFLICT (id) DO NOTHING",
        (
            *(certificate_id(r.application), RECOGNITION, r.certificate or r.decision, write.issuer),
            *(_day(r.decided_on), _day(r.expires), r.star, dump([write.product]), by.at, r.application),
        ),
    )


def certificate_id(application: str) -> str:
    """The id of the paper that a result gave."""
    return f"g{application}"


@statements.register
def _(write: EndRecognition, by: By) -> Iterator[Statement]:
    """A star that is taken away reminds nobody any more."""
    day = _day(write.on)
    said = f"{write.decision}: {write.why}"
    yield audit(by, "council.revoked", write.application, said, became=write.case)
    yield Statement(
        "UPDATE recognition SET ended_on = ?, ended_as = ?, ended_why = ? WHERE product_id = ? AND source <> 'declared'"
        " AND (ended_on = '' OR ended_as = ?)",
        (day, write.case, said, write.product, PAUSED),
    )
    yield Statement(
        "UPDATE paper SET expires_on = ?, revision = revision + 1, updated_at = ? WHERE expires_on > ? AND (id = ?"
        " OR id IN (SELECT 'g' || r.application_id FROM recognition r WHERE r.product_id = ?"
        " AND r.source <> 'declared'))",
        (day, by.at, day, f"g{write.product}", write.product),
    )
