"""What handlers may ask of the database about councils and selections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.records.rounds import ForCouncil, Result, RoundLine, RoundSeat
from ocop_domain.applications import Application, FiledFor
from ocop_domain.rounds import MemberSheet, Round, RoundState
from ocop_domain.selection import Selection, What


class RoundReads(Protocol):
    """What handlers may ask of the database about rounds of councils."""

    async def round(self, round_id: str) -> Round | None: ...

    async def rounds_in(self, units: Sequence[str], states: Sequence[RoundState]) -> list[RoundLine]:
        """Rounds of councils of exactly these units, the latest day first."""

    async def agenda_of(self, round_id: str) -> list[Application]:
        """What a round judges, by commune and producer."""

    async def samples_in(self, round_id: str) -> dict[str, int]:
        """How many samples of each product came to a round."""

    async def waiting_for_council(self, areas: Sequence[str]) -> list[ForCouncil]:
        """Checked applications made there that no round judges at the moment."""

    async def sheets_in(self, round_id: str, application_id: str = "") -> list[MemberSheet]:
        """The members' sheets of a round, all or those of one product. They are sealed while it is open."""

    async def seats_of(self, round_id: str) -> list[RoundSeat]:
        """Who was excused; once the round is closed also who was there."""

    async def results_in(self, round_id: str) -> dict[str, Result]:
        """What a round has concluded, by application."""

    async def results_of(self, application_id: str) -> list[Result]:
        """Every result of an application that was told, the last first."""

    async def judged_now(self, application_id: str) -> list[Round]:
        """The rounds that judge an application at the moment."""


class SelectionReads(Protocol):
    """What handlers may ask of the database about selections."""

    async def to_choose(self, areas: Sequence[str], what: What) -> list[Application]:
        """Accepted applications made there of which nothing was said; of plans those that were handed in."""

    async def selections_of(self, application_id: str) -> dict[What, Selection]:
        """What was said of the idea and of the plan of an application."""

    async def selections_of_producer(self, owner: int) -> dict[str, dict[What, Selection]]:
        """The same of every application of a producer, by the application's id."""

    async def filed_for(self, owner: int) -> dict[str, FiledFor]:
        """For which time of handing in each dossier of a producer counts: of the last time that it was handed in."""
