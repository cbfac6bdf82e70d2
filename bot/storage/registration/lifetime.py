"""What becomes of a product in its life, as SQL: stopped, resumed, moved, its producer another one, handed on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.records.changes import AGREED, DROPPED, OFFERED
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By, audit, statements
from bot.storage.registration.changes import changes_moved, decided
from bot.storage.registration.recognised import PAUSED
from bot.storage.year.audiences import marks
from bot.writes.lifetime import (
    Became,
    ChangeProducer,
    DropOffer,
    HandOn,
    MovePlace,
    NewProducer,
    OfferProduct,
    ResumeProduct,
    StopProduct,
    TakeOffer,
)
from ocop_domain.applications import Application
from ocop_domain.text import fold

_OF_APPLICATION = ("past_application", "plan_part", "score", "submission", "selection", "round_application", "result")
_VISITS = ("visit", "visit_finding", "clarification", "assessment")
"""Tables whose rows name the producer's account beside the application."""


# Stopped and resumed


@statements.register
def _(write: StopProduct, by: By) -> Iterator[Statement]:
    about, day = write.about, write.since.isoformat()
    yield audit(by, "lifetime.stopped", about.id, became=day)
    yield decided(write.request, AGREED, "", by)
    yield Statement("UPDATE product SET stopped_on = ? WHERE id = ?", (day, about.product), changes=1)
    yield Statement(
        "UPDATE recognition SET ended_on = ?, ended_as = ?, ended_why = ? WHERE product_id = ? AND ended_on = ''",
        (day, PAUSED, write.why, about.product),
    )
    if write.ends:
        yield Statement(
            "UPDATE application SET closed_as = 'ended', revision = revision + 1"
            " WHERE id = ? AND revision = ? AND closed_as = ''",
            (write.ends.id, write.ends.revision),
            changes=1,
        )
    yield _forgotten(about.owner, about.product)


def _forgotten(person: int, product: str) -> Statement:
    """Nobody is reminded of what was planned for the product and its papers."""
    return Statement(
        "DELETE FROM reminder WHERE person_id = ? AND state = 'planned' AND (scope IN"
        " (SELECT a.id FROM application a WHERE a.product_id = ?) OR scope IN"
        " (SELECT w.id FROM paper w WHERE w.person_id = ? AND w.products = ?))",
        (person, product, person, dump([product])),
    )


@statements.register
def _(write: ResumeProduct, by: By) -> Iterator[Statement]:
    yield audit(by, "lifetime.resumed", write.about.id)
    yield decided(write.request, AGREED, "", by)
    yield Statement("UPDATE product SET stopped_on = '' WHERE id = ?", (write.about.product,), changes=1)
    yield Statement(
        "UPDATE recognition SET ended_on = '', ended_as = '', ended_why = '' WHERE product_id = ? AND ended_as = ?",
        (write.about.product, PAUSED),
    )


# Another commune


@statements.register
def _(write: MovePlace, by: By) -> Iterator[Statement]:
    yield audit(by, "lifetime.moved", write.about.id, was=write.about.area, became=write.area)
    yield decided(write.request, AGREED, "", by)
    for one in write.moved:
        yield Statement(
            "UPDATE application SET area = ?, answers = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
            (write.area, dump(dict(one.answers)), one.before.id, one.before.revision),
            changes=1,
        )
        yield changes_moved(one.before.id, write.area)
        yield Statement(
            "UPDATE visit_finding SET area = ? WHERE application_id = ? AND state <> 'closed'",
            (write.area, one.before.id),
        )
    for product in write.listed:
        yield Statement("UPDATE product SET area = ? WHERE id = ?", (write.area, product), changes=1)
        yield changes_moved(product, write.area)
    if write.whole:  # who is helped there is helped here from now on
        yield Statement("UPDATE assist SET area = ? WHERE ward_id = ?", (write.area, write.about.owner))


# The producer is another one


def _kept(producer: NewProducer, by: By) -> Statement:
    answers = dict(producer.answers)
    return Statement(
        "INSERT INTO producer (id, person_id, name, name_folded, answers, updated_at, phone)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (person_id, name_folded) DO UPDATE"
        " SET name = excluded.name, answers = excluded.answers, updated_at = excluded.updated_at,"
        " phone = excluded.phone",
        (
            *(producer.id, producer.owner, producer.name, fold(producer.name), dump(answers), by.at),
            str(answers.get("phone") or ""),
        ),
    )


_ITS = "(SELECT o.id FROM producer o WHERE o.person_id = ? AND o.name_folded = ?)"


def _goes_on(one: Became, producer: NewProducer) -> Statement:
    """An application on its way is the new producer's, with its answers."""
    return Statement(
        f"UPDATE application SET person_id = ?, producer_id = {_ITS}, answers = ?, revision = revision + 1"
        " WHERE id = ? AND revision = ?",
        (
            *(producer.owner, producer.owner, fold(producer.name)),
            *(dump(dict(one.answers)), one.before.id, one.before.revision),
        ),
        changes=1,
    )


@statements.register
def _(write: ChangeProducer, by: By) -> Iterator[Statement]:
    producer = write.producer
    yield audit(by, "lifetime.producer", write.about.id)  # both names stand with the request: they go with the person
    yield decided(write.request, AGREED, "", by)
    yield _kept(producer, by)
    for product in write.products:
        yield Statement(
            f"UPDATE product SET producer_id = {_ITS} WHERE id = ?", (producer.owner, fold(producer.name), product)
        )
    for one in write.changed:
        yield _goes_on(one, producer)


# Offered, taken, handed on


@statements.register
def _(write: OfferProduct, by: By) -> Iterator[Statement]:
    r = write.request
    yield audit(by, "lifetime.offered", r.subject)
    yield Statement(
        f"UPDATE change_request SET verdict = ?, code = '' WHERE subject = ? AND verdict = '{OFFERED}'",
        (DROPPED, r.subject),
    )
    yield Statement(
        "INSERT INTO change_request (id, subject, person_id, area, question, was, value, reason, asked_at,"
        " verdict, code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(r.id, r.subject, r.person, r.area, r.question, dump(r.was), dump(r.value), r.reason),
            *(moment(r.asked_at), OFFERED, r.code),
        ),
    )


@statements.register
def _(write: TakeOffer, by: By) -> Iterator[Statement]:
    yield audit(by, "lifetime.taken", write.about)
    yield Statement(
        "UPDATE change_request SET verdict = '', code = '', value = ?, taker_id = ?, asked_at = ?"
        " WHERE id = ? AND verdict = ?",
        (dump(dict(write.value)), write.taker, by.at, write.request, OFFERED),
        changes=1,
    )


@statements.register
def _(write: DropOffer, by: By) -> Iterator[Statement]:
    yield audit(by, "lifetime.declined", write.about)
    yield Statement(
        "UPDATE change_request SET verdict = ?, code = '' WHERE id = ? AND verdict = ?",
        (DROPPED, write.request, OFFERED),
        changes=1,
    )


@statements.register
def _(write: HandOn, by: By) -> Iterator[Statement]:
    giver, taker = write.about.owner, write.producer.owner
    yield audit(by, "lifetime.handed", write.about.id, was=str(giver), became=str(taker))
    yield decided(write.request, AGREED, "", by)
    yield _kept(write.producer, by)
    for former, kept in write.former:
        yield _former_name(former, kept, taker)
    for one in write.running:
        yield _goes_on(one, write.producer)
    names = dict(write.former)
    for application in write.decided:
        yield _stays(application, names[application.producer], taker)
    yield Statement(
        f"UPDATE product SET person_id = ?, producer_id = {_ITS} WHERE id = ? AND person_id = ?",
        (taker, taker, fold(write.producer.name), write.product, giver),
        changes=1,
    )
    for table in ("product_name", "recognition"):
        yield Statement(f"UPDATE {table} SET person_id = ? WHERE product_id = ?", (taker, write.product))
    applications = [one.before.id for one in write.running] + [one.id for one in write.decided]
    yield _forgotten(giver, write.product)
    yield from _along([*applications, write.product], giver, taker)
    yield from _papers(write, by)


def _former_name(former: str, kept: str, taker: int) -> Statement:
    """The name of the producer of that day, without anything that is personal; it is not the account's last one."""
    return Statement(
        "INSERT INTO producer (id, person_id, name, name_folded, answers, updated_at, phone)"
        " SELECT CAST(? AS TEXT), CAST(? AS BIGINT), name, name_folded, '{}', '', '' FROM producer WHERE id = ?"
        " ON CONFLICT (person_id, name_folded) DO NOTHING",
        (kept, taker, former),
    )


def _stays(application: Application, kept: str, taker: int) -> Statement:
    """What was decided, or is over, keeps its answers and the producer's name of its day."""
    return Statement(
        "UPDATE application SET person_id = ?, revision = revision + 1, producer_id = COALESCE((SELECT o.id"
        " FROM producer o WHERE o.id = ?), (SELECT o.id FROM producer o JOIN producer f ON f.id = ?"
        " WHERE o.person_id = ? AND o.name_folded = f.name_folded)) WHERE id = ? AND revision = ?",
        (taker, kept, application.producer, taker, application.id, application.revision),
        changes=1,
    )


def _along(ids: Sequence[str], giver: int, taker: int) -> Iterator[Statement]:
    """What stands with the applications and with the product itself, and what was begun."""
    for table in (*_OF_APPLICATION, *_VISITS):
        yield Statement(
            f"UPDATE {table} SET person_id = ? WHERE application_id IN ({marks(ids)})",
            (taker, *ids),
        )
    yield Statement(
        f"UPDATE change_request SET person_id = ? WHERE subject IN ({marks(ids)}) AND verdict = ''",
        (taker, *ids),
    )
    yield Statement(
        f"UPDATE started SET person_id = ?, scope = CAST(? AS TEXT) WHERE person_id = ? AND subject IN ({marks(ids)})",
        (taker, str(taker), giver, *ids),
    )
    theirs = f"person_id = ? AND (id IN ({marks(ids)}) OR subject IN ({marks(ids)}))"
    begun = (giver, *ids, *ids)
    yield Statement(
        f"UPDATE address SET draft_id = '' WHERE draft_id <> '' AND draft_id IN (SELECT id FROM draft WHERE {theirs})",
        begun,
    )
    yield Statement(f"UPDATE draft SET person_id = ? WHERE {theirs}", (taker, *begun))


def _papers(write: HandOn, by: By) -> Iterator[Statement]:
    """Papers of this product go along; of those of several the new account gets a copy, and the former keeps its own.

    A file belongs to whoever sent it: the new account has it too, so that it outlasts the former one.
    """
    giver, taker, of_it = write.about.owner, write.producer.owner, dump([write.product])
    for paper in write.papers:
        for table, column in (("paper", "id"), ("paper_version", "paper_id")):
            yield Statement(
                f"UPDATE {table} SET person_id = ? WHERE {column} = ? AND person_id = ?", (taker, paper.id, giver)
            )
    for paper, copy in write.shared:
        yield Statement(
            "INSERT INTO paper (id, person_id, kind, name, number, issuer, issued_on, expires_on, star, products,"
            " files, revision, updated_at) SELECT CAST(? AS TEXT), CAST(? AS BIGINT), kind, name, number, issuer,"
            " issued_on, expires_on, star, CAST(? AS TEXT), files, 1, CAST(? AS TEXT) FROM paper"
            " WHERE id = ? AND person_id = ?",
            (copy, taker, of_it, by.at, paper.id, giver),
        )
        left = [one for one in paper.products if one != write.product]
        yield Statement(
            "UPDATE paper SET products = ?, revision = revision + 1, updated_at = ? WHERE id = ? AND person_id = ?",
            (dump(left), by.at, paper.id, giver),
        )
    for file_id in write.files:
        yield Statement(
            "INSERT INTO file (id, person_id, name, content_type, size, created_at) SELECT id, CAST(? AS BIGINT), name,"
            " content_type, size, created_at FROM file WHERE id = ? AND person_id = ?"
            " ON CONFLICT (id, person_id) DO NOTHING",
            (taker, file_id, giver),
        )
