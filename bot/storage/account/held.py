"""What is kept of people: every table that knows of one, and how it is exported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.storage.account import whose
from bot.storage.account.traces import PersonTraces
from bot.storage.year.audiences import Query


@dataclass(frozen=True, slots=True)
class HeldPart:
    """One list of the export: rows of a table, each column under a name that says what it is."""

    name: str
    table: str
    columns: Mapping[str, str]
    where: Callable[[PersonTraces], Query]
    order: str


def _named(text: str, **others: str) -> dict[str, str]:
    return {**{word: word for word in text.split()}, **others}


PARTS: tuple[HeldPart, ...] = (
    HeldPart(
        "person",
        "person",
        _named("language created_at calendar"),
        whose.person_row,
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
        whose.of_person,
        "channel, address",
    ),
    HeldPart(
        "former_addresses", "past_address", _named("channel address kind since ended_at how"), whose.of_person, "id"
    ),
    HeldPart(
        "dashboards",
        "dashboard_session",
        _named("channel made_at expires_at kind opened_at seen_at until_at ended_at"),
        whose.of_person,
        "made_at",
    ),
    HeldPart(
        "recoveries",
        "recovery",
        _named("area how note at taken_at channel objected_at"),
        whose.of_person,
        "at",
    ),
    HeldPart(
        "help",
        "assist",
        _named("area name phone how files began_at confirmed_at ended_at"),
        lambda who: whose.among("ward_id", who.ids),
        "began_at",
    ),
    HeldPart(
        "helps", "assist", _named("area began_at ended_at"), lambda who: whose.among("helper_id", who.ids), "began_at"
    ),
    HeldPart(
        "works_for",
        "member",
        _named("part name since ended_at", account_id="producer"),
        whose.members,
        "since, account_id",
    ),
    HeldPart("consents", "consent", _named("purpose granted at"), whose.of_person, "purpose"),
    HeldPart(
        "roles", "role", _named("role area agency granted_at until_on away"), whose.of_person, "granted_at, role, area"
    ),
    HeldPart("former_roles", "past_role", _named("role area agency granted_at ended_at how"), whose.of_person, "id"),
    HeldPart("office", "official", _named("name post phone updated_at"), whose.of_person, "person_id"),
    HeldPart(
        "invitations",
        "invitation",
        _named("role area agency whom made_at expires_at used_at until_on part"),
        whose.invited,
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
        whose.drafts,
        "updated_at, id",
    ),
    HeldPart("producers", "producer", _named("id name phone answers updated_at"), whose.of_producers, "id"),
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
        whose.of_producers,
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
        whose.of_producers,
        "id",
    ),
    HeldPart(
        "product_names",
        "product",
        _named("id name created_on stopped_on area", producer_id="producer"),
        whose.of_producers,
        "created_on, id",
    ),
    HeldPart(
        "former_product_names", "product_name", _named("name until_on", product_id="product"), whose.of_producers, "id"
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
        whose.of_producers,
        "id",
    ),
    HeldPart("bans", "ban", _named("area name at", asked_at="asked_above"), whose.of_producers, "at, area"),
    HeldPart(
        "history",
        "audit",
        _named("at kind reason marked was became", subject="product", on_behalf="helped"),
        whose.told_history,
        "id",
    ),
    HeldPart("plans", "plan_part", _named("section answers reason at", application_id="product"), whose.about, "id"),
    HeldPart(
        "filings",
        "submission",
        _named(
            "number filed_on at duty occurrence answers parts verdict decided_on marked reason",
            application_id="product",
        ),
        whose.about,
        "application_id, number",
    ),
    HeldPart(
        "scores",
        "score",
        _named("kind decision answers total star at", application_id="product", set_id="set"),
        whose.about,
        "id",
    ),
    HeldPart(
        "selections",
        "selection",
        _named("what outcome reason at", application_id="product"),
        whose.about,
        "at, application_id",
    ),
    HeldPart(
        "judged_in",
        "round_application",
        _named("samples", application_id="product", round_id="round"),
        whose.about,
        "2, 3",
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
        whose.told_results,
        "at, round_id",
    ),
    HeldPart(
        "round_seats",
        "round_member",
        _named("name part reason at", round_id="round"),
        whose.of_person,
        "round_id, person_id",
    ),
    HeldPart(
        "round_sheets",
        "round_sheet",
        _named("total decision points comment at revision", round_id="round", application_id="product", set_id="set"),
        whose.of_person,
        "at, application_id",
    ),
    HeldPart(
        "papers",
        "paper",
        _named("id kind name number issuer issued_on expires_on star products files revision updated_at"),
        whose.of_producers,
        "id",
    ),
    HeldPart(
        "former_papers",
        "paper_version",
        _named(
            "kind name number issuer issued_on expires_on star products files revision updated_at until",
            paper_id="paper",
        ),
        whose.of_producers,
        "id",
    ),
    HeldPart("files", "file", _named("id name content_type size created_at"), whose.kept_files, "created_at, id"),
    HeldPart(
        "done", "done", _named("programme duty occurrence scope at note files"), whose.done, "at, duty, occurrence"
    ),
    HeldPart(
        "started",
        "started",
        _named("programme duty occurrence scope last_day about subject at"),
        whose.of_producers,
        "at, duty, occurrence",
    ),
    HeldPart(
        "lists",
        "product_list",
        _named("id unit programme duty occurrence number at taken_back_at note"),
        whose.of_person,
        "at, id",
    ),
    HeldPart(
        "listed",
        "product_list_item",
        _named("name said", list_id="list", application_id="product"),
        lambda who: whose.among("application_id", who.products),
        "list_id, position",
    ),
    HeldPart(
        "moved_dates", "moved", _named("programme duty occurrence area was last_day reason at"), whose.of_person, "id"
    ),
    HeldPart(
        "data_requests",
        "data_request",
        _named("id kind purpose words name phone asked_at due_on note closed_at held"),
        whose.of_person,
        "asked_at, id",
    ),
    HeldPart(
        "inquiries",
        "inquiry",
        _named("id area programme asked_at words answer entry answered_at kind unit agency about outcome"),
        whose.of_person,
        "asked_at, id",
    ),
    HeldPart(
        "passed_inquiries",
        "inquiry_pass",
        _named("number former unit agency at", inquiry_id="inquiry"),
        whose.passes,
        "at, inquiry_id, number",
    ),
    HeldPart(
        "change_requests",
        "change_request",
        _named("id area question was value reason asked_at verdict note decided_at", subject="application_id"),
        lambda who: whose.either(whose.of_producers(who), whose.among("taker_id", who.accounts)),
        "asked_at, id",
    ),
    HeldPart(
        "assessments",
        "assessment",
        _named("answers on_day at", application_id="product"),
        whose.of_producers,
        "at, application_id",
    ),
    HeldPart(
        "invitations_to_activities",
        "attendance",
        _named("answer instead waiting_since came_at answered_at notice", activity_id="activity"),
        whose.of_producers,
        "activity_id, person_id",
    ),
    HeldPart(
        "visits",
        "visit",
        _named("id area made_on wrong present note at", application_id="product"),
        whose.about,
        "at, id",
    ),
    HeldPart(
        "visit_findings",
        "visit_finding",
        _named(
            "point what due_on files state answer answer_files answered_at note closed_at area",
            application_id="product",
            visit_id="visit",
        ),
        whose.about,
        "due_on, id",
    ),
    HeldPart(
        "imported_lists",
        "import_file",
        _named("id area name columns seen state at taken_at", file_id="file"),
        whose.of_person,
        "at, id",
    ),
    HeldPart(
        "claimed",
        "imported_producer",
        _named("id area name answers phone claimed_at at"),
        whose.of_producers,
        "claimed_at, id",
    ),
    HeldPart(
        "claims",
        "claim",
        _named("id area asked_at verdict decided_at", producer_id="producer"),
        whose.of_producers,
        "asked_at, id",
    ),
    HeldPart(
        "clarifications",
        "clarification",
        _named("id application_id words asked_at answer files answered_at taken_back_at"),
        whose.of_producers,
        "asked_at, id",
    ),
    HeldPart("counted_of_producer", "producer_mark", _named("what value at"), whose.of_producers, "what"),
    HeldPart(
        "report_requests",
        "report_request",
        _named("unit programme title fields whom last_day made_at closed_at"),
        lambda who: whose.among("by_id", who.ids),
        "made_at, id",
    ),
    HeldPart(
        "report_answers",
        "report_answer",
        _named("report area name answers at", scope="for_whom"),
        whose.reports,
        "at, report",
    ),
    HeldPart(
        "leaves",
        "leave",
        _named("role area from_on until_on state at"),
        lambda who: whose.either(whose.of_person(who), whose.among("deputy_id", who.ids)),
        "at, id",
    ),
    HeldPart("calls", "call_made", _named("matter at"), whose.of_person, "at, matter"),
    HeldPart("mutes", "mute", _named("programme duty at"), whose.of_person, "programme, duty"),
    HeldPart(
        "reminders",
        "reminder",
        _named("programme rule kind duty occurrence scope mark day on_day at state official closed_at"),
        whose.of_producers,
        "id",
    ),
    HeldPart("acts", "audit", _named("at kind subject reason marked was became", on_behalf="helped"), whose.acts, "id"),
    HeldPart(
        "broadcasts",
        "broadcast",
        _named(
            "id programme area state text files official ask revision send_at created_at began_at done_at"
            " taken_at changed_at"
        ),
        whose.of_person,
        "created_at, id",
    ),
    HeldPart("chat", "web_message", _named("direction at", payload="message"), whose.said, "id"),
    HeldPart(
        "deliveries",
        "outbox",
        _named("channel lane state created_at sent_at answer answered_at revision", payload="message"),
        whose.sent,
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
