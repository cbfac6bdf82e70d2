"""Products: registered, moved on, scored, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.records.registration import COUNCIL, ban_subject
from bot.storage.engine.encoding import dump
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import Before, By, audit, statements
from bot.storage.registration.changes import changes_moved
from bot.storage.registration.recognised import recognised_by_points
from bot.storage.year.audiences import marks
from bot.writes.registration import (
    AddAuditEntry,
    AskAbove,
    CarryApplication,
    EndApplication,
    KeepSheet,
    LiftBan,
    MoveApplication,
    PutApplication,
    PutBan,
    RenameProduct,
    UndoDecision,
)
from ocop_domain.applications import ENDING, Application, ApplicationState
from ocop_domain.products import first_of
from ocop_domain.text import fold

_PAST = "person_id, programme, area, name, answers, form, form_version, state, marked, reason, sent_on, updated_on"
"""What is kept of an application as it was."""


def _state_of(application: str) -> Before:
    return Before("SELECT state FROM application WHERE id = ?", (application,))


@statements.register
def _(write: PutApplication, by: By) -> Iterator[Statement]:
    p = write.application
    folded, answers = fold(p.producer_name), dict(write.producer_answers)
    yield Statement(
        "INSERT INTO producer (id, person_id, name, name_folded, answers, updated_at, phone)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (person_id, name_folded) DO UPDATE"
        " SET name = excluded.name, answers = excluded.answers, updated_at = excluded.updated_at,"
        " phone = excluded.phone",
        (p.producer, p.owner, p.producer_name, folded, dump(answers), by.at, str(answers.get("phone") or "")),
    )
    yield from _product(write, by)
    common = (
        p.programme,
        p.area,
        p.name,
        fold(p.name),
        dump(dict(p.answers)),
        p.form,
        p.form_version,
        p.state.value,
        p.sent_on.isoformat(),
        p.updated_on.isoformat(),
        str(p.answers.get("product_set") or ""),
        write.origin,
        p.owner,
        folded,
    )
    act = write.act or ("resent" if p.revision else "sent")
    yield audit(by, act, p.id, "", write.changed, was=_state_of(p.id), became=p.state.value)
    if p.revision:
        yield _former_version(p, by)
        yield Statement(
            "UPDATE application SET programme = ?, area = ?, name = ?, name_folded = ?, answers = ?, form = ?,"
            " form_version = ?, state = ?, sent_on = ?, updated_on = ?, product_set = ?, origin = ?,"
            " marked = '[]', reason = '', revision = revision + 1,"
            " producer_id = (SELECT id FROM producer WHERE person_id = ? AND name_folded = ?)"
            " WHERE id = ? AND revision = ?",
            (*common, p.id, p.revision),
            changes=1,
        )
        yield changes_moved(p.id, p.area)
    else:
        yield Statement(
            "INSERT INTO application (programme, area, name, name_folded, answers, form, form_version, state,"
            " sent_on, updated_on, product_set, origin, producer_id, id, person_id, product_id, revision)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            " (SELECT id FROM producer WHERE person_id = ? AND name_folded = ?), ?, ?, ?, 1)"
            " ON CONFLICT DO NOTHING",  # sent before, or its product is on its way with another one
            (*common, p.id, p.owner, p.product or first_of(p.id)),
            changes=1,
        )


def _former_version(p: Application, by: By) -> Statement:
    """How it was until now: its successor is of the same programme. An officer sees what was changed."""
    return Statement(
        f"INSERT INTO past_application (application_id, successor, producer_name, until_on, {_PAST})"
        " SELECT id, programme, (SELECT o.name FROM producer o WHERE o.id = producer_id), CAST(? AS TEXT),"
        f" {_PAST} FROM application WHERE id = ? AND revision = ?",
        (by.at, p.id, p.revision),
    )


def _product(write: PutApplication, by: By) -> Iterator[Statement]:
    """The product that it is about, under the name that is said now; what it was called before is kept."""
    p = write.application
    product = p.product or first_of(p.id)
    yield from renamed(product, p.name, by)
    yield Statement(
        "INSERT INTO product (id, producer_id, person_id, name, created_on)"
        " VALUES (?, (SELECT id FROM producer WHERE person_id = ? AND name_folded = ?), ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET producer_id = excluded.producer_id, name = excluded.name",
        (product, p.owner, fold(p.producer_name), p.owner, p.name, p.sent_on.isoformat()),
    )


def renamed(product: str, name: str, by: By) -> Iterator[Statement]:
    """The name that a product had until now, where it has another one from now on."""
    yield Statement(
        "INSERT INTO product_name (product_id, person_id, name, until_on)"
        " SELECT id, person_id, name, CAST(? AS TEXT) FROM product WHERE id = ? AND name <> ?",
        (by.at, product, name),
    )


@statements.register
def _(write: RenameProduct, by: By) -> Iterator[Statement]:
    before = Before("SELECT name FROM product WHERE id = ?", (write.product_id,))
    yield audit(by, "renamed", write.about or write.product_id, was=before, became=write.name)
    yield from renamed(write.product_id, write.name, by)
    yield Statement(
        "UPDATE product SET name = ? WHERE id = ? AND person_id = ?",
        (write.name, write.product_id, by.person),
        changes=1,
    )
    if p := write.application:
        yield Statement(
            "UPDATE application SET name = ?, name_folded = ?, answers = ?, revision = revision + 1"
            " WHERE id = ? AND revision = ?",
            (write.name, fold(write.name), dump({**p.answers, "product_name": write.name}), p.id, p.revision),
            changes=1,
        )


@statements.register
def _(write: MoveApplication, by: By) -> Iterator[Statement]:
    id_, state = write.application_id, write.state.value
    yield audit(by, write.act or state, id_, write.reason, write.marked, was=_state_of(id_), became=state)
    yield _moved(write)


def _moved(write: MoveApplication) -> Statement:
    """A new state; one that ends it closes it, one that takes such an end back opens it again."""
    closed = write.state.value if write.state in ENDING else ""
    return Statement(
        "UPDATE application SET state = ?, updated_on = ?, marked = ?, reason = ?, origin = '',"
        " revision = revision + 1,"
        f" closed_as = CASE WHEN closed_as IN ('', {marks(ENDING)}) THEN CAST(? AS TEXT) ELSE closed_as END"
        " WHERE id = ? AND revision = ?",
        (
            write.state.value,
            write.on.isoformat(),
            dump(write.marked),
            write.reason,
            *ENDING,
            closed,
            write.application_id,
            write.revision,
        ),
        changes=1,
    )


@statements.register
def _(write: UndoDecision, by: By) -> Iterator[Statement]:
    id_, state = write.application_id, write.state.value
    yield audit(by, "undone", id_, write.reason, was=_state_of(id_), became=state)
    yield _moved(MoveApplication(id_, write.revision, write.state, write.since))
    if write.state is ApplicationState.RETURNED:
        yield _asked_for_again(id_)
    yield Statement(
        "UPDATE submission SET verdict = '', decided_on = '', marked = '[]', reason = '' WHERE application_id = ?"
        " AND number = (SELECT max(number) FROM submission WHERE application_id = ?)"
        " AND EXISTS (SELECT 1 FROM application p WHERE p.id = ? AND p.state = 'filed')",
        (id_, id_, id_),
    )


def _asked_for_again(application: str) -> Statement:
    """It lies with its producer as before: what was marked when it was returned, and why, stands again."""
    last = "(SELECT a.{} FROM audit a WHERE a.subject = ? AND a.kind = 'returned' ORDER BY a.id DESC LIMIT 1)"
    return Statement(
        f"UPDATE application SET marked = COALESCE({last.format('marked')}, '[]'),"
        f" reason = COALESCE({last.format('reason')}, '') WHERE id = ?",
        (application, application, application),
    )


@statements.register
def _(write: CarryApplication, by: By) -> Iterator[Statement]:
    before, after = write.before, write.after
    yield audit(by, "carried", before.id, was=_standing(before), became=_standing(after))
    yield Statement(
        f"INSERT INTO past_application (application_id, successor, producer_name, until_on, {_PAST})"
        f" SELECT id, CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), {_PAST} FROM application"
        " WHERE id = ? AND revision = ? AND closed_as = ''",
        (after.programme, before.producer_name, by.at, before.id, before.revision),
        changes=1,
    )
    yield Statement(
        "UPDATE application SET programme = ?, form = ?, form_version = ?, answers = ?, product_set = ?, state = ?,"
        " marked = ?, reason = ?, sent_on = ?, updated_on = ?, revision = revision + 1 WHERE id = ? AND revision = ?",
        (
            after.programme,
            after.form,
            after.form_version,
            dump(dict(after.answers)),
            str(after.answers.get("product_set") or ""),
            after.state.value,
            dump(after.marked),
            after.reason,
            after.sent_on.isoformat(),
            after.updated_on.isoformat(),
            before.id,
            before.revision,
        ),
        changes=1,
    )


def _standing(application: Application) -> str:
    return f"{application.programme}: {application.state.value}"


@statements.register
def _(write: EndApplication, by: By) -> Iterator[Statement]:
    ended = write.application
    yield audit(by, "stopped", ended.id, was=_standing(ended), became="ended")
    yield Statement(
        "UPDATE application SET closed_as = 'ended', revision = revision + 1"
        " WHERE id = ? AND revision = ? AND closed_as = ''",
        (ended.id, ended.revision),
        changes=1,
    )


@statements.register
def _(write: AddAuditEntry, by: By) -> Iterator[Statement]:
    yield audit(by, write.kind, write.application_id, write.reason, write.marked)


@statements.register
def _(write: PutBan, by: By) -> Iterator[Statement]:
    yield audit(by, "banned", ban_subject(write.person, write.area), write.name)
    yield Statement(
        "INSERT INTO ban (person_id, area, name, at, by_id) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (person_id, area) DO NOTHING",
        (write.person, write.area, write.name, by.at, by.actor),
        changes=1,
    )


@statements.register
def _(write: LiftBan, by: By) -> Iterator[Statement]:
    name = "SELECT name FROM ban WHERE person_id = ? AND area = ?"
    yield audit(by, "unbanned", ban_subject(write.person, write.area), was=Before(name, (write.person, write.area)))
    yield Statement("DELETE FROM ban WHERE person_id = ? AND area = ?", (write.person, write.area), changes=1)


@statements.register
def _(write: AskAbove, by: By) -> Iterator[Statement]:
    yield audit(by, "asked", ban_subject(by.person, write.area), write.words)
    yield Statement(
        "UPDATE ban SET asked_at = ? WHERE person_id = ? AND area = ? AND asked_at = ''",
        (by.at, by.person, write.area),
        changes=1,
    )


@statements.register
def _(write: KeepSheet, by: By) -> Iterator[Statement]:
    s = write.sheet
    last = "SELECT total FROM score WHERE application_id = ? AND kind = ? AND decision = ? ORDER BY id DESC LIMIT 1"
    before = Before(last, (s.application_id, s.kind, s.decision))
    yield audit(by, f"scored.{s.kind}", s.application_id, s.decision, was=before, became=str(s.total))
    yield Statement(
        "INSERT INTO score (application_id, person_id, kind, decision, set_id, answers, total, star, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            s.application_id,
            by.person,
            s.kind,
            s.decision,
            s.set_id,
            dump(dict(s.answers)),
            s.total,
            s.star,
            s.on.isoformat(),
        ),
    )
    if s.kind == COUNCIL:
        yield from recognised_by_points(s, by)
