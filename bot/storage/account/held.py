"""What is kept of one person: found in every table, told as plain data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.storage.engine.statements import Database, Row
from bot.storage.forms.personal import PERSONAL_FORMS
from bot.storage.year.audiences import Query, marks

DROPPED, DROPPED_PRINT = "dropped", "dropped:print"
"""In place of a file's type: it is to be taken off the disk; a print only when no chat shows it any more."""


@dataclass(frozen=True, slots=True)
class PersonTraces:
    """One person with all that leads to it: the ids that were merged into it, its addresses, its products.

    `accounts` are those of the producers for whom the person speaks, the own one too.
    `left` are addresses that the person uses no longer, each with the moments between which the chat was theirs.
    """

    ids: tuple[int, ...]
    addresses: tuple[tuple[str, str], ...]
    left: tuple[tuple[str, str, str, str], ...]
    products: tuple[str, ...]
    official: bool
    accounts: tuple[int, ...] = ()

    @property
    def web(self) -> tuple[str, ...]:
        return tuple(address for channel, address in self.addresses if channel == "web")


async def known(database: Database, person: int) -> PersonTraces:
    """Whoever came here from another phone is the same person under an older number."""
    ids = [person]
    for own in ids:
        rows = await database.fetch("SELECT subject FROM audit WHERE kind = 'address.moved' AND person_id = ?", (own,))
        for former in {int(row[0]) for row in rows}.difference(ids):
            last = await database.fetch(
                "SELECT person_id FROM audit WHERE kind = 'address.moved' AND subject = ? ORDER BY id DESC LIMIT 1",
                (str(former),),
            )
            lives = await database.fetch("SELECT 1 FROM address WHERE person_id = ? LIMIT 1", (former,))
            if last[0][0] == own and not lives:
                ids.append(former)
    mine = f"person_id IN ({marks(ids)})"
    addresses = await database.fetch(f"SELECT channel, address FROM address WHERE {mine} ORDER BY 1, 2", tuple(ids))
    left = await database.fetch(
        "SELECT channel, address, COALESCE((SELECT max(e.ended_at) FROM past_address e WHERE e.channel = q.channel"
        f" AND e.address = q.address AND e.id < q.id), ''), ended_at FROM past_address q WHERE {mine} ORDER BY id",
        tuple(ids),
    )
    products = await database.fetch(f"SELECT id FROM application WHERE {mine} ORDER BY sent_on, id", tuple(ids))
    official = await database.fetch(
        f"SELECT 1 FROM role WHERE {mine} UNION SELECT 1 FROM audit WHERE kind LIKE 'granted.%' AND {mine}",
        (*ids, *ids),
    )
    return PersonTraces(
        tuple(ids),
        tuple((row[0], row[1]) for row in addresses),
        tuple((row[0], row[1], row[2], row[3]) for row in left),
        tuple(row[0] for row in products),
        bool(official),
    )


@dataclass(frozen=True, slots=True)
class HeldPart:
    """One list of the export: rows of a table, each column under a name that says what it is."""

    name: str
    table: str
    columns: Mapping[str, str]
    where: Callable[[PersonTraces], Query]
    order: str


def _of(who: PersonTraces) -> Query:
    return Query(f"person_id IN ({marks(who.ids)})", who.ids)


def _of_producers(who: PersonTraces) -> Query:
    """What is a producer's is shown to all who speak for it."""
    return Query(f"person_id IN ({marks(who.accounts)})", who.accounts)


def _drafts(who: PersonTraces) -> Query:
    """What others of a producer say of themselves is theirs."""
    others = tuple(account for account in who.accounts if account not in who.ids)
    if not others:
        return _of(who)
    shared = f"(person_id IN ({marks(others)}) AND form NOT IN ({marks(PERSONAL_FORMS)}))"
    return _either(_of(who), Query(shared, (*others, *PERSONAL_FORMS)))


def _members(who: PersonTraces) -> Query:
    """For whom the person works, and who works with them."""
    return _either(_of(who), _in("account_id", who.accounts))


def _in(column: str, values: Iterable[str | int]) -> Query:
    found = tuple(values)
    return Query(f"{column} IN ({marks(found)})", found) if found else _NOTHING


_NOTHING = Query("1 = 0", ())


def _either(one: Query, other: Query) -> Query:
    """One of both; "nothing" is left out, for with it no index is used."""
    if _NOTHING in (one, other):
        return other if one == _NOTHING else one
    return Query(f"({one.sql} OR {other.sql})", (*one.args, *other.args))


def _passes(who: PersonTraces) -> Query:
    """How what they asked was passed on, and what they passed on as officials."""
    own = f"inquiry_id IN (SELECT id FROM inquiry WHERE person_id IN ({marks(who.ids)}))"
    return _either(Query(own, who.ids), _in("by_id", who.ids))


def _self(who: PersonTraces) -> Query:
    return Query(f"id IN ({marks(who.ids)})", who.ids)


def _invited(who: PersonTraces) -> Query:
    return _either(_of(who), Query(f"used_by IN ({marks(who.ids)})", who.ids))


def _about(who: PersonTraces) -> Query:
    return _either(_of_producers(who), _in("application_id", who.products))


def _told_results(who: PersonTraces) -> Query:
    """What a council has concluded is sealed until it is told."""
    return _about(who) + Query("AND told_at <> ''", ())


def _history(who: PersonTraces) -> Query:
    return _in("subject", who.products)


def _told_history(who: PersonTraces) -> Query:
    """What a council has concluded is sealed until it is told."""
    told = "EXISTS (SELECT 1 FROM result t WHERE t.application_id = audit.subject AND t.told_at >= audit.at)"
    return _history(who) + Query(f"AND (kind <> 'council.concluded' OR {told})", ())


def _acts(who: PersonTraces) -> Query:
    return _either(_of(who), _in("on_behalf", who.ids)) + (Query("AND NOT", ()) + _history(who))


def _done(who: PersonTraces) -> Query:
    return _either(_of(who), _in("scope", map(str, who.accounts)))


def _reports(who: PersonTraces) -> Query:
    return _either(_of(who), _of_producers(who))


def _kept_files(who: PersonTraces) -> Query:
    return _of_producers(who) + Query("AND content_type NOT IN (?, ?)", (DROPPED, DROPPED_PRINT))


def _said(who: PersonTraces) -> Query:
    """An official was shown what others sent: that is not the official's own."""
    said = _in("address", who.web)
    for channel, address, since, until in who.left:
        if channel == "web":
            said = _either(said, Query("(address = ? AND at > ? AND at <= ?)", (address, since, until)))
    return said + Query("AND direction = 'in'" if who.official else "", ())


def _sent(who: PersonTraces) -> Query:
    sent = _NOTHING
    if who.official:
        return sent
    for address in who.addresses:
        sent = _either(sent, Query("(channel = ? AND address = ?)", address))
    for left in who.left:
        sent = _either(sent, Query("(channel = ? AND address = ? AND created_at > ? AND created_at <= ?)", left))
    return sent


def _named(text: str, **others: str) -> dict[str, str]:
    return {**{word: word for word in text.split()}, **others}


PARTS: tuple[HeldPart, ...] = (
    HeldPart(
        "person",
        "person",
        _named("language created_at calendar"),
        _self,
        "id",
    ),
    HeldPart(
        "addresses",
        "address",
        _named(
            "channel address kind since joined_at last_seen blocked_at read_only_since",
            menu="menus_shown",
            choices="last_menu",
            draft_id="open_form",
            asked="open_question",
            preferred="preferred",
            works_for="works_for",
        ),
        _of,
        "channel, address",
    ),
    HeldPart("former_addresses", "past_address", _named("channel address kind since ended_at how"), _of, "id"),
    HeldPart(
        "dashboards",
        "dashboard_session",
        _named("channel made_at expires_at kind opened_at seen_at until_at ended_at"),
        _of,
        "made_at",
    ),
    HeldPart(
        "recoveries",
        "recovery",
        _named("area how note at taken_at channel objected_at"),
        _of,
        "at",
    ),
    HeldPart(
        "help",
        "assist",
        _named("area name phone how files began_at confirmed_at ended_at"),
        lambda who: _in("ward_id", who.ids),
        "began_at",
    ),
    HeldPart("helps", "assist", _named("area began_at ended_at"), lambda who: _in("helper_id", who.ids), "began_at"),
    HeldPart(
        "works_for", "member", _named("part name since ended_at", account_id="producer"), _members, "since, account_id"
    ),
    HeldPart("consents", "consent", _named("purpose granted at"), _of, "purpose"),
    HeldPart("roles", "role", _named("role area agency granted_at until_on away"), _of, "granted_at, role, area"),
    HeldPart("former_roles", "past_role", _named("role area agency granted_at ended_at how"), _of, "id"),
    HeldPart("office", "official", _named("name post phone updated_at"), _of, "person_id"),
    HeldPart(
        "invitations",
        "invitation",
        _named("role area agency whom made_at expires_at used_at until_on part"),
        _invited,
        "expires_at",
    ),
    HeldPart(
        "drafts",
        "draft",
        _named(
            "id form version programme area answers page marked subject revision updated_at",
            at="open_question",
            partial="unfinished_answer",
            talk="last_exchange",
            returning_="returning",
        ),
        _drafts,
        "updated_at, id",
    ),
    HeldPart("producers", "producer", _named("id name phone answers updated_at"), _of_producers, "id"),
    HeldPart(
        "products",
        "application",
        _named(
            "id programme area name answers form form_version state revision marked reason sent_on updated_on",
            producer_id="producer",
            product_id="product",
            closed_as="closed_as",
            origin="sent_from",
        ),
        _of_producers,
        "sent_on, id",
    ),
    HeldPart(
        "former_applications",
        "past_application",
        _named(
            "programme successor area name producer_name answers form form_version state marked reason sent_on"
            " updated_on until_on",
            application_id="product",
        ),
        _of_producers,
        "id",
    ),
    HeldPart(
        "product_names",
        "product",
        _named("id name created_on stopped_on", producer_id="producer"),
        _of_producers,
        "created_on, id",
    ),
    HeldPart(
        "former_product_names", "product_name", _named("name until_on", product_id="product"), _of_producers, "id"
    ),
    HeldPart(
        "recognitions",
        "recognition",
        _named(
            "star source number decision issued_on expires_on at ended_on ended_as ended_why",
            product_id="product",
            paper_id="paper",
            application_id="application",
        ),
        _of_producers,
        "id",
    ),
    HeldPart("bans", "ban", _named("area name at", asked_at="asked_above"), _of_producers, "at, area"),
    HeldPart(
        "history",
        "audit",
        _named("at kind reason marked was became", subject="product", on_behalf="helped"),
        _told_history,
        "id",
    ),
    HeldPart("plans", "plan_part", _named("section answers reason at", application_id="product"), _about, "id"),
    HeldPart(
        "filings",
        "submission",
        _named(
            "number filed_on at duty occurrence answers parts verdict decided_on marked reason",
            application_id="product",
        ),
        _about,
        "application_id, number",
    ),
    HeldPart(
        "scores",
        "score",
        _named("kind decision answers total star at", application_id="product", set_id="set"),
        _about,
        "id",
    ),
    HeldPart(
        "selections",
        "selection",
        _named("what outcome reason at", application_id="product"),
        _about,
        "at, application_id",
    ),
    HeldPart(
        "judged_in", "round_application", _named("samples", application_id="product", round_id="round"), _about, "2, 3"
    ),
    HeldPart(
        "results",
        "result",
        _named(
            "level unit members total proposed star verdict by_part by_item missed reason comment decision decided_on"
            " certificate expires_on at told_at",
            application_id="product",
            round_id="round",
            criteria="criteria",
            set_id="set",
        ),
        _told_results,
        "at, round_id",
    ),
    HeldPart(
        "round_seats", "round_member", _named("name part reason at", round_id="round"), _of, "round_id, person_id"
    ),
    HeldPart(
        "round_sheets",
        "round_sheet",
        _named("total decision points comment at revision", round_id="round", application_id="product", set_id="set"),
        _of,
        "at, application_id",
    ),
    HeldPart(
        "papers",
        "paper",
        _named("id kind name number issuer issued_on expires_on star products files revision updated_at"),
        _of_producers,
        "id",
    ),
    HeldPart(
        "former_papers",
        "paper_version",
        _named(
            "kind name number issuer issued_on expires_on star products files revision updated_at until",
            paper_id="paper",
        ),
        _of_producers,
        "id",
    ),
    HeldPart("files", "file", _named("id name content_type size created_at"), _kept_files, "created_at, id"),
    HeldPart("done", "done", _named("programme duty occurrence scope at note files"), _done, "at, duty, occurrence"),
    HeldPart(
        "started",
        "started",
        _named("programme duty occurrence scope last_day about subject at"),
        _of_producers,
        "at, duty, occurrence",
    ),
    HeldPart(
        "lists",
        "product_list",
        _named("id unit programme duty occurrence number at taken_back_at note"),
        _of,
        "at, id",
    ),
    HeldPart(
        "listed",
        "product_list_item",
        _named("name said", list_id="list", application_id="product"),
        lambda who: _in("application_id", who.products),
        "list_id, position",
    ),
    HeldPart("moved_dates", "moved", _named("programme duty occurrence area was last_day reason at"), _of, "id"),
    HeldPart(
        "data_requests",
        "data_request",
        _named("id kind purpose words name phone asked_at due_on note closed_at held"),
        _of,
        "asked_at, id",
    ),
    HeldPart(
        "inquiries",
        "inquiry",
        _named("id area programme asked_at words answer entry answered_at kind unit agency about outcome"),
        _of,
        "asked_at, id",
    ),
    HeldPart(
        "passed_inquiries",
        "inquiry_pass",
        _named("number former unit agency at", inquiry_id="inquiry"),
        _passes,
        "at, inquiry_id, number",
    ),
    HeldPart(
        "change_requests",
        "change_request",
        _named("id application_id area question was value reason asked_at verdict note decided_at"),
        lambda who: _either(_of_producers(who), _in("taker_id", who.accounts)),
        "asked_at, id",
    ),
    HeldPart(
        "assessments",
        "assessment",
        _named("answers on_day at", application_id="product"),
        _of_producers,
        "at, application_id",
    ),
    HeldPart(
        "invitations_to_activities",
        "attendance",
        _named("answer instead waiting_since came_at answered_at notice", activity_id="activity"),
        _of_producers,
        "activity_id, person_id",
    ),
    HeldPart(
        "visits", "visit", _named("id area made_on wrong present note at", application_id="product"), _about, "at, id"
    ),
    HeldPart(
        "visit_findings",
        "visit_finding",
        _named(
            "point what due_on files state answer answer_files answered_at note closed_at area",
            application_id="product",
            visit_id="visit",
        ),
        _about,
        "due_on, id",
    ),
    HeldPart(
        "imported_lists",
        "import_file",
        _named("id area name columns seen state at taken_at", file_id="file"),
        _of,
        "at, id",
    ),
    HeldPart(
        "claimed",
        "imported_producer",
        _named("id area name answers phone claimed_at at"),
        _of_producers,
        "claimed_at, id",
    ),
    HeldPart(
        "claims",
        "claim",
        _named("id area asked_at verdict decided_at", producer_id="producer"),
        _of_producers,
        "asked_at, id",
    ),
    HeldPart(
        "clarifications",
        "clarification",
        _named("id application_id words asked_at answer files answered_at taken_back_at"),
        _of_producers,
        "asked_at, id",
    ),
    HeldPart("counted_of_producer", "producer_mark", _named("what value at"), _of_producers, "what"),
    HeldPart(
        "report_requests",
        "report_request",
        _named("unit programme title fields whom last_day made_at closed_at"),
        lambda who: _in("by_id", who.ids),
        "made_at, id",
    ),
    HeldPart(
        "report_answers",
        "report_answer",
        _named("report area name answers at", scope="for_whom"),
        _reports,
        "at, report",
    ),
    HeldPart(
        "leaves",
        "leave",
        _named("role area from_on until_on state at"),
        lambda who: _either(_of(who), _in("deputy_id", who.ids)),
        "at, id",
    ),
    HeldPart("calls", "call_made", _named("matter at"), _of, "at, matter"),
    HeldPart("mutes", "mute", _named("programme duty at"), _of, "programme, duty"),
    HeldPart(
        "reminders",
        "reminder",
        _named("programme rule kind duty occurrence scope mark day on_day at state official closed_at"),
        _of_producers,
        "id",
    ),
    HeldPart("acts", "audit", _named("at kind subject reason marked was became", on_behalf="helped"), _acts, "id"),
    HeldPart(
        "broadcasts",
        "broadcast",
        _named(
            "id programme area state text files official ask revision send_at created_at began_at done_at"
            " taken_at changed_at"
        ),
        _of,
        "created_at, id",
    ),
    HeldPart("chat", "web_message", _named("direction at", payload="message"), _said, "id"),
    HeldPart(
        "deliveries",
        "outbox",
        _named("channel lane state created_at sent_at answer answered_at revision", payload="message"),
        _sent,
        "id",
    ),
)
"""Every table that knows of a person, once or more often. A new table needs a line here, or in KEPT_OUT."""

KEPT_OUT: dict[str, str] = {
    "imported_product": "a list of the state; what was claimed of it stands among products",
    "imported_recognition": "a list of the state; what was claimed of it stands among recognitions",
    "meta": "of the assistant itself",
    "served_channel": "of the assistant itself",
    "wave": "of the programme's year, of nobody",
    "round": "a meeting of a council, of nobody",
    "activity": "of the unit that holds it; who is invited stands among the invitations",
    "agency_contact": "of an office, not of a person",
    "unit_answer": "said to everybody of a unit, and of nobody",
    "pace": "of the assistant itself",
    "wrong_code": "counts by digests that name nobody; forgotten after a day",
    "inbox": "emptied as soon as it is answered: what was said stands in drafts and in the chat",
}
"""Tables that the export leaves out, and why."""
LEFT_OUT: dict[str, str] = {
    "person_id": "the own number, or an official's",
    "target replies unmatched upto complete": "whom an office wrote to: others, and for the machine",
    "broadcast_id": "which office's notice it was: the message stands beside it",
    "claimed_by parts": "of the assistant itself",
    "product_set": "stands in the answers",
    "update_id": "of what was said: for the machine",
    "used_by": "the own number",
    "key name_key code_hash code_until": "of a list that was imported, for the machine",
    "renewed_at": "of the cookie, for the machine",
    "assists ward_id helper_id guest_id by_id": "numbers of the producer, of an official, of whoever opened the link",
    "closed_by given_by ended_by taken_back_by": "the number of an official",
    "position": "the place in a list of a commune",
    "invitation code": "of a secret",
    "deputy_id": "the number of who stands in",
    "token": "of a secret",
    "taker_id": "the number of the producer who was offered a product",
    "typed_by": "the number of an official",
    "account_id": "the number of a producer: its people stand in a list of their own",
    "face": "which of the own menus was shown last",
    "token_hash code_hash cookie_hash": "of a secret",
    "key": "numbers that stand in the other columns",
    "name_folded": "the name once more, for searching",
    "attempts not_before message_ref error leased_until": "how the message travelled",
    "address": "stands in the list of addresses",
    "id": "where it is only the number of a row",
    "asked_by answered_by": "who of the office, or of the own people, it was",
}
"""Columns that the export leaves out, and why."""

_DOCUMENTS = frozenset(
    {
        *("answers", "choices", "partial", "talk", "marked", "files", "products", "parts", "payload", "said"),
        *("by_part", "by_item", "points", "missed", "wrong", "answer_files"),
    }
)
_FLAGS = frozenset({"held", "preferred", "granted", "returning_", "official", "on_behalf"})


async def _shown_to(database: Database, person: int) -> PersonTraces:
    """The person with all that they may see of the producers for whom they speak."""
    who = await known(database, person)
    rows = await database.fetch(
        f"SELECT account_id FROM member WHERE person_id IN ({marks(who.ids)}) AND ended_at = ''", who.ids
    )
    accounts = (*who.ids, *sorted({row[0] for row in rows}.difference(who.ids)))
    products = await database.fetch(
        f"SELECT id FROM application WHERE person_id IN ({marks(accounts)}) ORDER BY sent_on, id", accounts
    )
    return replace(who, accounts=accounts, products=tuple(row[0] for row in products))


async def collect(database: Database, person: int) -> dict[str, list[dict[str, Any]]]:
    """All that the tables hold of this person, as plain data: lists by name, times in ISO form."""
    who = await _shown_to(database, person)
    return {part.name: [_plain(part, row) for row in await _rows(database, part, who)] for part in PARTS}


async def held(database: Database, person: int) -> dict[str, int]:
    """How much of each list there is."""
    who = await _shown_to(database, person)
    counts = {}
    for part in PARTS:
        where = part.where(who)
        rows = await database.fetch(f"SELECT count(*) FROM {part.table} WHERE {where.sql}", where.args)
        counts[part.name] = int(rows[0][0])
    return counts


async def _rows(database: Database, part: HeldPart, who: PersonTraces) -> list[Row]:
    where = part.where(who)
    columns = ", ".join(part.columns)
    return await database.fetch(
        f"SELECT {columns} FROM {part.table} WHERE {where.sql} ORDER BY {part.order}", where.args
    )


def _plain(part: HeldPart, row: Row) -> dict[str, Any]:
    return {
        name: json.loads(value) if column in _DOCUMENTS else bool(value) if column in _FLAGS else value
        for (column, name), value in zip(part.columns.items(), row, strict=True)
    }
