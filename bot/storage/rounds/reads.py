"""Rounds of councils, found for who runs them, for members, and for whom a result is about."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from bot.kit.clock import VIETNAM
from bot.records.rounds import ForCouncil, Result, RoundLine, RoundSeat
from bot.storage.engine.encoding import APPLICATION, application_of
from bot.storage.engine.statements import Database, Row
from bot.storage.rounds.selections import StoredSelections
from bot.storage.year.audiences import marks
from ocop_domain.applications import Application
from ocop_domain.councils import Verdict
from ocop_domain.rounds import MemberSheet, Round, RoundState
from ocop_domain.writing import one_line

_ROUND = (
    "r.id, r.programme, r.unit, r.level, r.held_on, r.place, r.state, r.duty, r.occurrence, r.sheets, r.decision,"
    " r.decided_on, r.closed_at"
)
_SHEET = (
    "s.round_id, s.application_id, s.person_id, s.total, s.decision, s.set_id, s.points, s.comment, s.typed_by,"
    " COALESCE(o.name, '')"
)
_RESULT = (
    "application_id, round_id, person_id, level, unit, members, total, proposed, star, verdict, criteria, set_id,"
    " by_part, by_item, missed, reason, comment, decision, decided_on, certificate, expires_on, told_at"
)


class StoredRounds(StoredSelections):
    """The part of `Reads` that is about rounds."""

    _db: Database

    async def round(self, round_id: str) -> Round | None:
        rows = await self._db.fetch(f"SELECT {_ROUND} FROM round r WHERE r.id = ?", (round_id,))
        return _round(rows[0]) if rows else None

    async def rounds_in(self, units: Sequence[str], states: Sequence[RoundState]) -> list[RoundLine]:
        if not units:
            return []
        rows = await self._db.fetch(
            f"SELECT {_ROUND}, (SELECT count(*) FROM round_application a WHERE a.round_id = r.id) FROM round r"
            f" WHERE r.unit IN ({marks(units)}) AND r.state IN ({marks(states)})"
            " ORDER BY r.held_on DESC, r.id",
            (*units, *(state.value for state in states)),
        )
        return [RoundLine(_round(row), row[-1]) for row in rows]

    async def agenda_of(self, round_id: str) -> list[Application]:
        rows = await self._db.fetch(
            f"SELECT {APPLICATION} FROM round_application a JOIN application p ON p.id = a.application_id"
            " JOIN producer o ON o.id = p.producer_id WHERE a.round_id = ? ORDER BY p.area, o.name, p.name, p.id",
            (round_id,),
        )
        return [application_of(row) for row in rows]

    async def samples_in(self, round_id: str) -> dict[str, int]:
        rows = await self._db.fetch(
            "SELECT application_id, samples FROM round_application WHERE round_id = ?", (round_id,)
        )
        return {row[0]: row[1] for row in rows}

    async def waiting_for_council(self, areas: Sequence[str]) -> list[ForCouncil]:
        if not areas:
            return []
        rows = await self._db.fetch(
            f"SELECT {APPLICATION}, COALESCE((SELECT t.level || ' ' || t.verdict FROM result t"
            " WHERE t.application_id = p.id AND t.told_at <> '' ORDER BY t.told_at DESC, t.round_id LIMIT 1), '')"
            " FROM application p JOIN producer o ON o.id = p.producer_id"
            f" WHERE p.area IN ({marks(areas)}) AND p.state = 'checked' AND p.closed_as <> 'ended'"
            " AND NOT EXISTS (SELECT 1 FROM round_application a JOIN round r ON r.id = a.round_id"
            " WHERE a.application_id = p.id AND r.state <> 'told') ORDER BY p.area, o.name, p.name, p.id",
            tuple(areas),
        )
        found = []
        for row in rows:
            level, _, verdict = row[-1].partition(" ")
            found.append(ForCouncil(application_of(row), level, verdict))
        return found

    async def sheets_in(self, round_id: str, application_id: str = "") -> list[MemberSheet]:
        only = " AND s.application_id = ?" if application_id else ""
        rows = await self._db.fetch(
            f"SELECT {_SHEET} FROM round_sheet s LEFT JOIN official o ON o.person_id = s.person_id"
            f" WHERE s.round_id = ?{only} ORDER BY s.application_id, s.person_id",
            (round_id, *([application_id] if application_id else [])),
        )
        return [_sheet(row) for row in rows]

    async def seats_of(self, round_id: str) -> list[RoundSeat]:
        rows = await self._db.fetch(
            "SELECT person_id, name, part, reason FROM round_member WHERE round_id = ? ORDER BY person_id", (round_id,)
        )
        return [RoundSeat(row[0], one_line(row[1]), row[2], one_line(row[3])) for row in rows]

    async def results_in(self, round_id: str) -> dict[str, Result]:
        rows = await self._db.fetch(f"SELECT {_RESULT} FROM result WHERE round_id = ?", (round_id,))
        return {row[0]: _result(row) for row in rows}

    async def results_of(self, application_id: str) -> list[Result]:
        rows = await self._db.fetch(
            f"SELECT {_RESULT} FROM result WHERE application_id = ? AND told_at <> '' ORDER BY told_at DESC, round_id",
            (application_id,),
        )
        return [_result(row) for row in rows]

    async def judged_now(self, application_id: str) -> list[Round]:
        rows = await self._db.fetch(
            f"SELECT {_ROUND} FROM round_application a JOIN round r ON r.id = a.round_id"
            " WHERE a.application_id = ? AND r.state <> 'told'",
            (application_id,),
        )
        return [_round(row) for row in rows]


def _round(row: Row) -> Round:
    return Round(
        id=row[0],
        programme=row[1],
        unit=row[2],
        level=row[3],
        held_on=date.fromisoformat(row[4]),
        place=one_line(row[5]),
        state=RoundState(row[6]),
        duty=row[7],
        occurrence=row[8],
        sheets=row[9],
        decision=one_line(row[10]),
        decided_on=date.fromisoformat(row[11]) if row[11] else None,
        closed_on=datetime.fromisoformat(row[12]).astimezone(VIETNAM).date() if row[12] else None,
    )


def _sheet(row: Row) -> MemberSheet:
    return MemberSheet(
        round=row[0],
        application=row[1],
        member=row[2],
        total=Decimal(row[3]),
        decision=row[4],
        set_id=row[5],
        answers=json.loads(row[6]),
        comment=row[7],
        typed_by=row[8],
        name=one_line(row[9]),
    )


def _result(row: Row) -> Result:
    return Result(
        application=row[0],
        round=row[1],
        owner=row[2],
        level=row[3],
        unit=row[4],
        members=row[5],
        total=Decimal(row[6]),
        proposed=row[7],
        star=row[8],
        verdict=Verdict(row[9]),
        criteria=row[10],
        set_id=row[11],
        parts=json.loads(row[12]),
        items=json.loads(row[13]),
        missed=tuple(json.loads(row[14])),
        reason=row[15],
        comment=row[16],
        decision=one_line(row[17]),
        decided_on=date.fromisoformat(row[18]) if row[18] else None,
        certificate=one_line(row[19]),
        expires=date.fromisoformat(row[20]) if row[20] else None,
        told=bool(row[21]),
    )
