"""What handlers ask of the database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.conversations.form import Draft
from bot.conversations.forms.consent import REMINDERS
from bot.handlers.shared.quotas import ABANDONED
from bot.kit.clock import day_of
from bot.messages import Reply
from bot.records.account import Account, Recovery, WrongCodes
from bot.records.agencies import AgencyContact
from bot.records.dossier import FormerPaper, Submission
from bot.records.offices import Holding, Official
from bot.records.people import Help, Holder, Invitation, Member, MemberPart, Person, Recipient, Team
from bot.records.registration import (
    AuditEntry,
    Ban,
    DraftInfo,
    HandedUp,
    LastDecision,
    PastApplication,
    PlanPart,
    QueuePage,
    ScoreSheet,
    Waiting,
)
from bot.storage.account import accounts, erase, offices, recovery
from bot.storage.account import collecting as personal
from bot.storage.account.requests import StoredRequests
from bot.storage.activities.reads import StoredActivities
from bot.storage.agencies import contacts
from bot.storage.assistance import helpers
from bot.storage.broadcast.reads import StoredBroadcasts
from bot.storage.dashboard.products import StoredDashboard
from bot.storage.delivery import rows as outbox_rows
from bot.storage.dossier.assessments import StoredAssessments
from bot.storage.dossier.submissions import SUBMISSION, submission_of
from bot.storage.engine.encoding import (
    APPLICATION,
    DRAFT,
    PAPER,
    application_of,
    day_or_none,
    draft_of,
    moment,
    paper_of,
)
from bot.storage.engine.statements import Database, Row
from bot.storage.imports.reads import StoredImports
from bot.storage.knowledge.inquiries import StoredInquiries
from bot.storage.knowledge.unit_answers import StoredUnitAnswers
from bot.storage.members import members
from bot.storage.members.conditions import hears
from bot.storage.office import above, decisions, queue, search
from bot.storage.office.journal import StoredJournal
from bot.storage.office.leaves import StoredLeaves
from bot.storage.office.lists import StoredLists
from bot.storage.progress.entries import StoredProgress
from bot.storage.progress.ministry import StoredMinistry
from bot.storage.progress.reports import StoredReports
from bot.storage.registration import products
from bot.storage.registration.changes import StoredChanges
from bot.storage.registration.clarifications import StoredClarifications
from bot.storage.rounds.reads import StoredRounds
from bot.storage.showcase.reads import StoredShowcase
from bot.storage.visits.reads import StoredVisits
from bot.storage.year import endings, facts
from bot.storage.year.audiences import asks, counting, everybody, marks, takes_part, waits_for_commune
from bot.writes.people import ErasePerson
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.areas import Territory
from ocop_domain.duties.agenda import Facts, Moved
from ocop_domain.duties.audience import Open
from ocop_domain.duties.model import Occurrence
from ocop_domain.evidence import Paper
from ocop_domain.product_sets import KeptSet
from ocop_domain.products import Product
from ocop_domain.programme_collection import Counted
from ocop_domain.recognitions import Recognition
from ocop_domain.rights import Act, Role, roles_for
from ocop_domain.writing import one_line

FROM_APPLICATION = f"SELECT {APPLICATION} FROM application p JOIN producer o ON o.id = p.producer_id"


_AT_ONCE = 5_000
"""People who are asked about in one statement."""


class StoredReads(
    StoredBroadcasts,
    StoredRequests,
    StoredInquiries,
    StoredUnitAnswers,
    StoredChanges,
    StoredAssessments,
    StoredLists,
    StoredRounds,
    StoredVisits,
    StoredActivities,
    StoredShowcase,
    StoredJournal,
    StoredLeaves,
    StoredClarifications,
    StoredProgress,
    StoredReports,
    StoredMinistry,
    StoredImports,
    StoredDashboard,
):
    """`Reads`, answered by a database."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def draft(self, draft_id: str) -> Draft | None:
        rows = await self._db.fetch(f"SELECT {DRAFT} FROM draft WHERE id = ?", (draft_id,))
        return draft_of(rows[0]) if rows else None

    async def owner_of_draft(self, draft_id: str) -> int:
        rows = await self._db.fetch("SELECT person_id FROM draft WHERE id = ?", (draft_id,))
        return int(rows[0][0]) if rows else 0

    async def drafts_of(self, person: int, programme: str = "") -> list[DraftInfo]:
        only = " AND programme = ?" if programme else ""
        rows = await self._db.fetch(
            f"SELECT id, form, answers, updated_at, subject FROM draft WHERE person_id = ?{only}"
            " ORDER BY updated_at DESC",
            (person, *([programme] if programme else [])),
        )
        found = ((row, json.loads(row[2])) for row in rows)
        return [
            DraftInfo(
                row[0], row[1], one_line(said.get("product_name") or ""), datetime.fromisoformat(row[3]), said, row[4]
            )
            for row, said in found
        ]

    async def drafts_begun(self, person: int, now: datetime) -> int:
        old = moment(now - ABANDONED)
        empty = "revision = 1 AND answers = '{}' AND partial = 'null' AND updated_at < ?"
        rows = await self._db.fetch(f"SELECT count(*) FROM draft WHERE person_id = ? AND NOT ({empty})", (person, old))
        return int(rows[0][0])

    async def producer_answers(self, person: int) -> dict[str, Any]:
        rows = await self._db.fetch(
            "SELECT answers FROM producer WHERE person_id = ? ORDER BY updated_at DESC LIMIT 1", (person,)
        )
        answers: dict[str, Any] = json.loads(rows[0][0]) if rows else {}
        return answers

    async def applications_of(self, person: int, programme: str = "") -> list[Application]:
        only = " AND p.programme = ?" if programme else ""
        rows = await self._db.fetch(
            f"{FROM_APPLICATION} WHERE p.person_id = ?{only} ORDER BY p.sent_on DESC, p.name",
            (person, *([programme] if programme else [])),
        )
        return [application_of(row) for row in rows]

    async def applications_over_years(self, person: int) -> list[Application]:
        rows = await self._db.fetch(
            f"{FROM_APPLICATION} WHERE p.person_id = ? ORDER BY p.sent_on DESC, p.name, p.id", (person,)
        )
        return [application_of(row) for row in rows]

    async def product(self, product: str) -> Product | None:
        return await products.product_by_id(self._db, product)

    async def products_of(self, person: int) -> list[Product]:
        return await products.products_of(self._db, person)

    async def recognitions_of(self, person: int) -> list[Recognition]:
        return await products.recognitions_of(self._db, person)

    async def application(self, application_id: str) -> Application | None:
        rows = await self._db.fetch(f"{FROM_APPLICATION} WHERE p.id = ?", (application_id,))
        return application_of(rows[0]) if rows else None

    async def applications_in(
        self,
        areas: Sequence[str],
        states: Sequence[ApplicationState],
        limit: int,
        start: int = 0,
        programme: str = "",
    ) -> list[Application]:
        if not areas:
            return []
        only = " AND p.programme = ?" if programme else ""
        rows = await self._db.fetch(
            f"{FROM_APPLICATION} WHERE p.area IN ({marks(areas)}){only}"
            # A dossier waits since it was handed in, however long ago the product was registered.
            f" AND p.state IN ({marks(states)}) ORDER BY CASE p.state WHEN ? THEN p.updated_on ELSE p.sent_on END,"
            " p.name, p.id LIMIT ? OFFSET ?",
            (*areas, *([programme] if programme else []), *states, ApplicationState.FILED, limit, start),
        )
        return [application_of(row) for row in rows]

    async def count_in(self, areas: Sequence[str]) -> dict[ApplicationState, int]:
        if not areas:
            return {}
        rows = await self._db.fetch(
            f"SELECT state, count(*) FROM application WHERE area IN ({marks(areas)}) GROUP BY state",
            tuple(areas),
        )
        found = {row[0]: row[1] for row in rows}
        return {state: found[state] for state in ApplicationState if state in found}

    async def handed_up(self, done: tuple[str, str, str, str], above: Sequence[str]) -> HandedUp | None:
        return await queue.handed_up(self._db, done, above)

    async def waiting_in(self, areas: Sequence[str], *, but: int = 0, also: Sequence[str] = ()) -> list[Waiting]:
        return await queue.waiting_in(self._db, areas, but=but, also=also)

    async def came_since(self, ids: Sequence[str], since: datetime) -> int:
        return await queue.came_since(self._db, ids, since)

    async def applications_by(self, ids: Sequence[str]) -> dict[str, Application]:
        if not ids:
            return {}
        rows = await self._db.fetch(f"{FROM_APPLICATION} WHERE p.id IN ({marks(ids)})", tuple(ids))
        return {row[0]: application_of(row) for row in rows}

    async def products_in(
        self,
        areas: Sequence[str],
        start: int,
        limit: int,
        *,
        words: str = "",
        states: Sequence[str] = (),
        sets: Sequence[KeptSet] = (),
    ) -> QueuePage:
        return await search.products_in(self._db, areas, start, limit, words=words, states=states, sets=sets)

    async def sets_in(self, areas: Sequence[str]) -> dict[KeptSet, int]:
        return await search.sets_in(self._db, areas)

    async def decision_on(self, application_id: str) -> LastDecision | None:
        return await decisions.decision_on(self._db, application_id)

    async def gathered(
        self, areas: Sequence[str], place: str, start: int, limit: int, *, but: int = 0, also: Sequence[str] = ()
    ) -> QueuePage:
        return await queue.gathered(self._db, areas, place, start=start, limit=limit, but=but, also=also)

    async def waiting_areas(self, areas: Sequence[str]) -> list[str]:
        return await above.waiting_areas(self._db, areas)

    async def change_areas(self, areas: Sequence[str]) -> list[str]:
        return await above.change_areas(self._db, areas)

    async def changes_left(self, seats: Mapping[str, Sequence[str]]) -> list[str]:
        return await above.changes_left(self._db, seats)

    async def left_to_above(self, seats: Mapping[str, Sequence[str]]) -> list[str]:
        return await above.left_to_above(self._db, seats)

    async def waiting_of(self, person: int, area: str) -> int:
        return await queue.waiting_of(self._db, person, area)

    async def ban_of(self, person: int, area: str) -> Ban | None:
        return await queue.ban_of(self._db, person, area)

    async def bans_in(self, areas: Sequence[str], start: int, limit: int) -> tuple[int, list[Ban]]:
        return await queue.bans_in(self._db, areas, start, limit)

    async def history(self, application_id: str) -> list[AuditEntry]:
        rows = await self._db.fetch(
            "SELECT kind, at, reason, person_id, on_behalf <> 0 AND NOT EXISTS (SELECT 1 FROM member m"
            " WHERE m.account_id = e.on_behalf AND m.person_id = e.person_id) FROM audit e"
            " WHERE subject = ? ORDER BY id",
            (application_id,),
        )
        return [
            AuditEntry(row[0], datetime.fromisoformat(row[1]), one_line(row[2]), row[3], bool(row[4])) for row in rows
        ]

    async def sheets_of(self, application_id: str) -> list[ScoreSheet]:
        rows = await self._db.fetch(
            "SELECT application_id, kind, decision, set_id, answers, total, star, at FROM score"
            " WHERE application_id = ? ORDER BY id DESC",
            (application_id,),
        )
        return [_sheet(row) for row in rows]

    async def officers_of(self, areas: Sequence[str], act: Act) -> list[Recipient]:
        roles = roles_for(act)
        if not areas:
            return []
        rows = await self._db.fetch(
            "SELECT DISTINCT p.id, p.language FROM role r JOIN person p ON p.id = r.person_id"
            f" WHERE r.role IN ({marks(roles)}) AND r.area IN ({marks(areas)}) AND r.agency = '' AND r.away = 0"
            " ORDER BY p.id",
            (*roles, *areas),
        )
        return [Recipient(row[0], row[1]) for row in rows]

    async def holdings(self, roles: Sequence[Role], areas: Sequence[str] | None) -> list[Holding]:
        return await offices.holdings(self._db, roles, areas)

    async def official_of(self, person: int) -> Official | None:
        return await offices.official_of(self._db, person)

    async def officials_for(self, areas: Sequence[str]) -> list[Official]:
        return await offices.officials_for(self._db, areas)

    async def account(self, person: int) -> Account | None:
        return await accounts.account(self._db, person)

    async def recovery(self, token_hash: str) -> Recovery | None:
        return await recovery.recovery(self._db, token_hash)

    async def last_recovery(self, person: int) -> Recovery | None:
        return await recovery.last_recovery(self._db, person)

    async def wrong_codes(self, keys: Sequence[str]) -> dict[str, WrongCodes]:
        return await accounts.wrong_codes(self._db, keys)

    async def recipient(self, person: int) -> Recipient | None:
        rows = await self._db.fetch("SELECT id, language FROM person WHERE id = ?", (person,))
        return Recipient(*rows[0]) if rows else None

    async def last_notice(self, channel: str, address: str) -> Reply | None:
        return await outbox_rows.last_notice(self._db, channel, address)

    async def open_form(self, person: int) -> str:
        rows = await self._db.fetch(
            "SELECT draft_id FROM address WHERE person_id = ? AND draft_id <> ''"
            " ORDER BY last_seen DESC, address LIMIT 1",
            (person,),
        )
        return str(rows[0][0]) if rows else ""

    async def told(self, person: int) -> list[Recipient]:
        own = await members.told_of(self._db, [person])
        if own:
            return own[person]
        helper = await helpers.helper_of(self._db, person)
        return [helper] if helper else []

    async def told_each(self, people: Sequence[int]) -> dict[int, list[Recipient]]:
        found: dict[int, list[Recipient]] = {}
        for start in range(0, len(people), _AT_ONCE):
            found |= await self._told_each(people[start : start + _AT_ONCE])
        return found

    async def _told_each(self, people: Sequence[int]) -> dict[int, list[Recipient]]:
        told = await members.told_of(self._db, people)
        left = [one for one in people if one not in told]
        rows = await self._db.fetch(
            f"SELECT id, language FROM person WHERE id IN ({marks(left) or 'NULL'})", tuple(left)
        )
        themselves = {row[0]: [Recipient(*row)] for row in rows}
        helped = {ward: [officer] for ward, officer in (await helpers.helpers_of(self._db, left)).items()}
        return told | themselves | helped

    async def team(self, account: int, person: int) -> Team:
        return await members.team(self._db, account, person)

    async def teams(self, person: int) -> list[Team]:
        return await members.teams(self._db, person)

    async def members(self, account: int) -> list[Member]:
        return await members.members(self._db, account)

    async def helper_of(self, ward: int) -> Recipient | None:
        return await helpers.helper_of(self._db, ward)

    async def help_of(self, ward: int) -> Help | None:
        return await helpers.help_of(self._db, ward)

    async def helped_in(self, areas: Sequence[str]) -> list[Help]:
        return await helpers.helped_in(self._db, areas)

    async def producers_in(self, area: str) -> list[tuple[str, str]]:
        return await helpers.producers_in(self._db, area)

    async def ward(self, ward: int) -> Person | None:
        return await helpers.ward(self._db, ward)

    async def facts(self, person: Person, programme: str | Counted) -> Facts:
        counted = counting(programme)
        return (await self.facts_of(person, (counted,)))[counted.programme]

    async def begun_of(self, subject: str, scope: str) -> list[tuple[str, str, str]]:
        return await facts.begun_of(self._db, subject, scope)

    async def facts_of(self, person: Person, programmes: Sequence[Counted]) -> dict[str, Facts]:
        return await facts.facts_of(self._db, person, programmes, await self.papers_of(person.id))

    async def agency_contacts(self, areas: Sequence[str]) -> list[AgencyContact]:
        return await contacts.contacts_in(self._db, areas)

    async def moved(self, programme: str) -> tuple[Moved, ...]:
        return await moved_in(self._db, programme)

    async def holders(self, occurrence: Occurrence, territory: Territory, programme: str | Counted) -> list[Holder]:
        counts, ids = takes_part("p", counting(programme)), counting(programme).programmes
        concerned = everybody(occurrence, programme, territory)
        still = asks(Open(occurrence, territory), programme)
        waits = waits_for_commune(occurrence.duty, counting(programme), "e.person_id")
        # No bare min(area): SQLite would walk the areas of all products instead of looking up the person's.
        official = occurrence.duty.role != "producer"
        named = "official" if official else "producer"
        rows = await self._db.fetch(
            "SELECT e.person_id, e.scope, COALESCE((SELECT min(p.area || '') FROM application p"
            f" WHERE p.person_id = e.person_id AND {counts.sql}), (SELECT min(f.area || '') FROM draft f"
            f" WHERE f.person_id = e.person_id AND f.area <> '' AND f.programme IN ({marks(ids)}))),"
            f" (SELECT min(o.name) FROM {named} o WHERE o.person_id = e.person_id),"
            f" NOT EXISTS (SELECT 1 FROM ({still.sql}) s WHERE s.person_id = e.person_id AND s.scope = e.scope),"
            f" {hears('e.person_id')},"
            " NOT EXISTS (SELECT 1 FROM mute m WHERE m.person_id = e.person_id AND m.programme IN (?, '')"
            " AND m.duty = ?)"
            " AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.person_id = e.person_id AND c.purpose = ?"
            f" AND c.granted = 0), {helpers.through_helper('e.person_id').sql},"
            f" CASE WHEN {waits.sql} THEN 1 ELSE 0 END FROM ({concerned.sql}) e",
            (
                *counts.args,
                *ids,
                *still.args,
                ids[0],
                occurrence.duty.id,
                REMINDERS,
                *waits.args,
                *concerned.args,
            ),
        )
        found = [
            Holder(
                person=row[0],
                scope=row[1],
                area=row[1] if official else row[2] or "",
                name=one_line(row[3] or ""),
                done=bool(row[4]),
                reached=bool((row[5] or row[7]) and row[6]),
                helped=bool(row[7]),
                unreachable=not (row[5] or row[7]),
                waits=bool(row[8]) and not row[4],
            )
            for row in rows
        ]
        return sorted(found, key=lambda h: (h.done, h.area, h.name, h.person))

    async def muted(self, person: int, programme: str) -> set[str]:
        rows = await self._db.fetch(
            "SELECT duty FROM mute WHERE person_id = ? AND programme IN (?, '')", (person, programme)
        )
        return {row[0] for row in rows}

    async def past_of(self, application_id: str) -> list[PastApplication]:
        return await endings.past_of(self._db, application_id)

    async def version_before(self, application_id: str) -> PastApplication | None:
        return await endings.version_before(self._db, application_id)

    async def papers_of(self, person: int) -> list[Paper]:
        rows = await self._db.fetch(
            f"SELECT {PAPER} FROM paper WHERE person_id = ? ORDER BY expires_on = '', expires_on, name, id", (person,)
        )
        return [paper_of(row) for row in rows]

    async def former_papers(self, person: int, paper_id: str) -> list[FormerPaper]:
        columns = PAPER.replace("id", "paper_id", 1)
        rows = await self._db.fetch(
            f"SELECT {columns}, until FROM paper_version WHERE person_id = ? AND paper_id = ? ORDER BY id DESC",
            (person, paper_id),
        )
        return [FormerPaper(paper_of(row[:-1]), day_of(datetime.fromisoformat(row[-1]))) for row in rows]

    async def sent_file(self, person: int, file_id: str) -> bool:
        rows = await self._db.fetch("SELECT 1 FROM file WHERE id = ? AND person_id = ?", (file_id, person))
        return bool(rows)

    async def plan_of(self, application_id: str) -> dict[str, PlanPart]:
        rows = await self._db.fetch(
            "SELECT section, answers, reason FROM plan_part WHERE application_id = ? ORDER BY id", (application_id,)
        )
        return {row[0]: PlanPart(row[0], json.loads(row[1]), one_line(row[2])) for row in rows}

    async def submissions_of(self, application_id: str) -> list[Submission]:
        rows = await self._db.fetch(
            f"SELECT {SUBMISSION} FROM submission WHERE application_id = ? ORDER BY number DESC", (application_id,)
        )
        return [submission_of(row) for row in rows]

    async def held(self, person: int) -> dict[str, int]:
        return await personal.held(self._db, person)

    async def erasure(self, person: int, *, looked: bool = True) -> ErasePerson:
        return await erase.erasure(self._db, person, looked=looked)

    async def calendar_version(self, person: int) -> int:
        rows = await self._db.fetch("SELECT calendar FROM person WHERE id = ?", (person,))
        return int(rows[0][0]) if rows else -1

    async def invitation(self, token_hash: str) -> Invitation | None:
        rows = await self._db.fetch(
            "SELECT expires_at, role, area, person_id, used_at, until_on, by_id, whom, account_id, part, agency"
            " FROM invitation WHERE token_hash = ?",
            (token_hash,),
        )
        if not rows:
            return None
        expires, role, area, person, used, until, by, whom, account, part, agency = rows[0]
        return Invitation(
            token_hash,
            datetime.fromisoformat(expires),
            Role(role) if role else None,
            area,
            person,
            bool(used),
            day_or_none(until),
            by,
            whom,
            account,
            MemberPart(part) if part else None,
            agency,
        )


async def moved_in(database: Database, programme: str) -> tuple[Moved, ...]:
    """Every date that was moved, in the order of the moves."""
    rows = await database.fetch(
        "SELECT duty, occurrence, area, was, last_day, reason, at FROM moved WHERE programme = ? ORDER BY id",
        (programme,),
    )
    return tuple(
        Moved(
            duty=row[0],
            occurrence=row[1],
            area=row[2],
            was=date.fromisoformat(row[3]),
            last_day=date.fromisoformat(row[4]),
            reason=one_line(row[5]),
            on=day_of(datetime.fromisoformat(row[6])),
        )
        for row in rows
    )


def _sheet(row: Row) -> ScoreSheet:
    return ScoreSheet(
        application_id=row[0],
        kind=row[1],
        decision=row[2],
        set_id=row[3],
        answers=json.loads(row[4]),
        total=row[5],
        star=row[6],
        on=date.fromisoformat(row[7]),
    )
