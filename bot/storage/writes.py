"""Each write of a handler as SQL: one function for one kind of write."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import singledispatch

from bot.clock import day_of
from bot.handlers import writes
from bot.storage import erasing, exporting, helping, spreading
from bot.storage.audiences import asks
from bot.storage.encoding import dump, moment
from bot.storage.filings import kept_as
from bot.storage.planning import into
from bot.storage.statements import Statement
from ocop_domain.text import fold

OUTGOING = "id, channel, address, lane, payload, attempts, parts, created_at"
"""What is asked of a row of the outbox that must be delivered."""

NOTICE_ROW = (
    "INSERT INTO outbox (channel, address, lane, payload, key, created_at)"
    " SELECT channel, address, 'notice', CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT) FROM address"
    " WHERE person_id = ? AND blocked_at = '' ORDER BY last_seen DESC LIMIT 1"
    f" ON CONFLICT (key) DO NOTHING RETURNING {OUTGOING}"
)


class By:
    """Who writes, from which address, and when; `actor` is the officer who types for the person."""

    __slots__ = ("actor", "address", "at", "channel", "person")

    def __init__(self, person: int, channel: str, address: str, at: datetime, helper: int = 0) -> None:
        self.person = person
        self.actor = helper or person
        self.channel = channel
        self.address = address
        self.at = moment(at)


@singledispatch
def statements(write: object, by: By) -> Iterator[Statement]:
    """The statements of one write."""
    raise TypeError(f"no SQL for {type(write).__name__}")


@statements.register
def _(write: writes.SaveDraft, by: By) -> Iterator[Statement]:
    d = write.draft
    values = (
        d.form,
        d.version,
        d.programme,
        dump(dict(d.answers)),
        d.at,
        dump(d.partial),
        d.page,
        int(d.returning),
        dump(d.marked),
        d.subject,
        by.at,
        str(d.answers.get("area") or ""),
    )
    if d.revision:
        yield Statement(
            "UPDATE draft SET form = ?, version = ?, programme = ?, answers = ?, at = ?, partial = ?,"
            " page = ?, returning_ = ?, marked = ?, subject = ?, updated_at = ?, area = ?, revision = revision + 1"
            " WHERE id = ? AND revision = ?",
            (*values, d.id, d.revision),
            changes=1,
        )
    else:
        yield Statement(
            "INSERT INTO draft (form, version, programme, answers, at, partial, page, returning_, marked,"
            " subject, updated_at, area, id, revision, person_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)"
            " ON CONFLICT (id) DO NOTHING",
            (*values, d.id, by.person),
            changes=1,
        )


@statements.register
def _(write: writes.DropDraft, by: By) -> Iterator[Statement]:
    yield Statement("DELETE FROM draft WHERE id = ?", (write.draft_id,))


@statements.register
def _(write: writes.SetPlace, by: By) -> Iterator[Statement]:
    yield Statement("UPDATE person SET draft_id = ? WHERE id = ?", (write.draft_id, by.actor))
    if write.draft_id:
        yield from helping.alone_in(write.draft_id, by.person, by.actor)


@statements.register
def _(write: writes.SetLanguage, by: By) -> Iterator[Statement]:
    yield Statement("UPDATE person SET language = ? WHERE id = ?", (write.language, by.actor))


@statements.register
def _(write: writes.SetConsent, by: By) -> Iterator[Statement]:
    yield Statement(
        "INSERT INTO consent (person_id, purpose, granted, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (person_id, purpose) DO UPDATE SET granted = excluded.granted, at = excluded.at",
        (by.person, write.purpose, int(write.granted), by.at),
    )
    yield _event(by, "consent.given" if write.granted else "consent.refused", write.purpose)


@statements.register
def _(write: writes.PutProduct, by: By) -> Iterator[Statement]:
    p = write.product
    folded, answers = fold(p.producer_name), dict(write.producer_answers)
    yield Statement(
        "INSERT INTO producer (id, person_id, name, name_folded, answers, updated_at, phone)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (person_id, name_folded) DO UPDATE"
        " SET name = excluded.name, answers = excluded.answers, updated_at = excluded.updated_at,"
        " phone = excluded.phone",
        (p.producer, p.owner, p.producer_name, folded, dump(answers), by.at, str(answers.get("phone") or "")),
    )
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
        p.owner,
        folded,
    )
    if p.revision:
        yield Statement(
            "UPDATE product SET programme = ?, area = ?, name = ?, name_folded = ?, answers = ?, form = ?,"
            " form_version = ?, state = ?, sent_on = ?, updated_on = ?, product_set = ?, marked = '[]', reason = '',"
            " revision = revision + 1,"
            " producer_id = (SELECT id FROM producer WHERE person_id = ? AND name_folded = ?)"
            " WHERE id = ? AND revision = ?",
            (*common, p.id, p.revision),
            changes=1,
        )
    else:
        yield Statement(
            "INSERT INTO product (programme, area, name, name_folded, answers, form, form_version, state,"
            " sent_on, updated_on, product_set, producer_id, id, person_id, revision)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
            " (SELECT id FROM producer WHERE person_id = ? AND name_folded = ?), ?, ?, 1)"
            " ON CONFLICT (id) DO NOTHING",
            (*common, p.id, p.owner),
            changes=1,
        )


@statements.register
def _(write: writes.MoveProduct, by: By) -> Iterator[Statement]:
    yield Statement(
        "UPDATE product SET state = ?, updated_on = ?, marked = ?, reason = ?, revision = revision + 1"
        " WHERE id = ? AND revision = ?",
        (
            write.state.value,
            write.on.isoformat(),
            dump(write.marked),
            write.reason,
            write.product_id,
            write.revision,
        ),
        changes=1,
    )


@statements.register
def _(write: writes.AddEvent, by: By) -> Iterator[Statement]:
    yield _event(by, write.kind, write.product_id, write.reason, write.marked)


@statements.register
def _(write: writes.KeepSheet, by: By) -> Iterator[Statement]:
    s = write.sheet
    yield Statement(
        "INSERT INTO score (product_id, person_id, kind, decision, set_id, answers, total, star, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            s.product_id,
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


@statements.register
def _(write: writes.KeepFile, by: By) -> Iterator[Statement]:
    u = write.upload
    yield Statement(
        "INSERT INTO file (id, person_id, name, content_type, size, created_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id, person_id) DO NOTHING",
        (u.id, by.person, u.name, u.content_type, u.size, by.at),
    )


@statements.register
def _(write: writes.AddInvitation, by: By) -> Iterator[Statement]:
    i = write.invitation
    yield Statement(
        "INSERT INTO invitation (token_hash, role, area, programme, person_id, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        (i.token_hash, i.role or "", i.area, i.programme, i.person, moment(i.expires)),
    )


@statements.register
def _(write: writes.UseInvitation, by: By) -> Iterator[Statement]:
    yield Statement(
        "UPDATE invitation SET used_at = ?, used_by = ? WHERE token_hash = ? AND used_at = ''",
        (by.at, by.person, write.token_hash),
        changes=1,
    )


@statements.register
def _(write: writes.AddGrant, by: By) -> Iterator[Statement]:
    g = write.grant
    yield Statement(
        "INSERT INTO role (person_id, role, area, programme, granted_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (person_id, role, area, programme) DO NOTHING",
        (by.person, g.role.value, g.area, g.programme, by.at),
    )
    yield _event(by, f"granted.{g.role.value}", g.area)


@statements.register
def _(write: writes.MoveAddress, by: By) -> Iterator[Statement]:
    yield Statement(
        "UPDATE address SET person_id = ?, last_seen = ? WHERE channel = ? AND address = ?",
        (write.person, by.at, by.channel, by.address),
        changes=1,
    )
    # What was begun here before the code was typed goes along; the account's own producer is kept.
    for table in ("draft", "product", "file", "paper", "paper_version"):
        yield Statement(
            f"UPDATE {table} SET person_id = ? WHERE person_id = ?"
            " AND NOT EXISTS (SELECT 1 FROM address WHERE address.person_id = ?)"
            f" AND NOT EXISTS (SELECT 1 FROM {table} own WHERE own.id = {table}.id AND own.person_id = ?)",
            (write.person, write.former, write.former, write.person),
        )
    yield Statement(
        "UPDATE producer SET person_id = ? WHERE person_id = ? AND name_folded NOT IN"
        " (SELECT name_folded FROM producer WHERE person_id = ?)"
        " AND NOT EXISTS (SELECT 1 FROM address WHERE address.person_id = ?)",
        (write.person, write.former, write.person, write.former),
    )
    # What was done and silenced as a producer, and what is still planned, belongs to the account too.
    gone = "NOT EXISTS (SELECT 1 FROM address WHERE address.person_id = ?)"
    old, new = str(write.former), str(write.person)
    yield Statement(
        "UPDATE done SET scope = ?, person_id = ? WHERE scope = ? AND NOT EXISTS (SELECT 1 FROM done own"
        " WHERE own.programme = done.programme AND own.duty = done.duty AND own.occurrence = done.occurrence"
        f" AND own.scope = ?) AND {gone}",
        (new, write.person, old, new, write.former),
    )
    yield Statement(
        "UPDATE mute SET person_id = ? WHERE person_id = ? AND NOT EXISTS"
        f" (SELECT 1 FROM mute own WHERE own.person_id = ? AND own.duty = mute.duty) AND {gone}",
        (write.person, write.former, write.person, write.former),
    )
    yield Statement(
        "UPDATE reminder SET person_id = ?, scope = CASE WHEN scope = ? THEN CAST(? AS TEXT) ELSE scope END"
        f" WHERE person_id = ? AND state = 'planned' AND {gone}",
        (write.person, old, new, write.former, write.former),
    )
    # Who was helped themselves and comes into another account needs no helper there.
    yield Statement(
        f"UPDATE assist SET ended_at = ? WHERE ward_id = ? AND ended_at = '' AND {gone}",
        (by.at, write.former, write.former),
    )
    yield Statement(
        f"UPDATE outbox SET person_id = ? WHERE person_id = ? AND broadcast_id <> '' AND {gone}",
        (write.person, write.former, write.former),
    )
    yield Statement(
        f"UPDATE broadcast SET person_id = ? WHERE person_id = ? AND {gone}", (write.person, write.former, write.former)
    )
    yield _event(by, "address.moved", str(write.former))


@statements.register
def _(write: writes.BeginHelp, by: By) -> Iterator[Statement]:
    yield from helping.begin(write, by.person, by.at)


@statements.register
def _(write: writes.SetHelp, by: By) -> Iterator[Statement]:
    yield Statement("UPDATE person SET assists = ? WHERE id = ?", (write.ward, by.actor))


@statements.register
def _(write: writes.KeepAgreement, by: By) -> Iterator[Statement]:
    yield from helping.keep_agreement(write, by.actor, by.person, by.at)


@statements.register
def _(write: writes.OpenHelp, by: By) -> Iterator[Statement]:
    yield Statement(
        "UPDATE assist SET guest_id = ? WHERE ward_id = ? AND confirmed_at = '' AND ended_at = ''",
        (by.person, write.ward),
        changes=1,
    )


@statements.register
def _(write: writes.ConfirmHelp, by: By) -> Iterator[Statement]:
    yield from helping.confirm(write, by.at)


@statements.register
def _(write: writes.EndHelp, by: By) -> Iterator[Statement]:
    yield from helping.end(write, by.person, by.at)


@statements.register
def _(write: writes.MarkDone, by: By) -> Iterator[Statement]:
    where = (write.programme, write.duty, write.occurrence, write.scope)
    if write.undo:
        yield Statement("DELETE FROM done WHERE programme = ? AND duty = ? AND occurrence = ? AND scope = ?", where)
    else:
        yield Statement(
            "INSERT INTO done (programme, duty, occurrence, scope, person_id, at, note, files)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (programme, duty, occurrence, scope) DO NOTHING",
            (*where, by.person, by.at, write.note, dump(write.files)),
        )
    kind = "year.undone" if write.undo else "year.done"
    yield _event(by, kind, f"{write.duty}:{write.occurrence}:{write.scope}", write.note)


@statements.register
def _(write: writes.Mute, by: By) -> Iterator[Statement]:
    if write.off:
        yield Statement("DELETE FROM mute WHERE person_id = ? AND duty = ?", (by.person, write.duty))
    else:
        yield Statement(
            "INSERT INTO mute (person_id, duty, at) VALUES (?, ?, ?) ON CONFLICT (person_id, duty) DO NOTHING",
            (by.person, write.duty, by.at),
        )


_WITH = (
    "r.state = 'sent' AND (r.person_id, r.closed_at) = (SELECT f.person_id, f.closed_at FROM reminder f WHERE f.id = ?)"
)
"""What left together was closed at one moment."""


@statements.register
def _(write: writes.RemindAgain, by: By) -> Iterator[Statement]:
    yield Statement(
        # Asked for by the person, so it comes even where nudges are off.
        "INSERT INTO reminder (key, programme, rule, kind, duty, occurrence, person_id, scope, mark, day, on_day, at,"
        " official) SELECT r.key || ':again:' || CAST(? AS TEXT), r.programme,"
        " CASE WHEN r.kind = 'open' THEN 'again' ELSE r.rule END, r.kind, r.duty, r.occurrence, r.person_id,"
        " r.scope, r.mark, r.day, CAST(? AS TEXT), CAST(? AS TEXT), 1 FROM reminder r"
        f" WHERE {_WITH if write.together else 'r.id = ?'} AND r.person_id = ? ON CONFLICT (key) DO NOTHING",
        (day_of(write.at).isoformat(), day_of(write.at).isoformat(), moment(write.at), write.reminder, by.person),
    )


@statements.register
def _(write: writes.Nudge, by: By) -> Iterator[Statement]:
    yield into(write.wave, write.at, write.programme, asks(write.wave.audience, write.programme))
    yield _event(by, "year.nudged", write.wave.topic)


@statements.register
def _(write: writes.MoveDate, by: By) -> Iterator[Statement]:
    m = write.move
    yield Statement(
        "INSERT INTO moved (programme, duty, occurrence, area, was, last_day, reason, person_id, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            write.programme,
            m.duty,
            m.occurrence,
            m.area,
            m.was.isoformat(),
            m.last_day.isoformat(),
            m.reason,
            by.person,
            by.at,
        ),
    )
    yield _event(by, "date.moved", f"{m.duty}:{m.occurrence}:{m.area}", f"{m.was} → {m.last_day}: {m.reason}")


_PAPER = "kind, name, number, issuer, issued_on, expires_on, star, products, files, updated_at"


@statements.register
def _(write: writes.KeepPaper, by: By) -> Iterator[Statement]:
    p = write.paper
    values = (
        p.kind,
        p.name,
        p.number,
        p.issuer,
        p.issued.isoformat() if p.issued else "",
        p.expires.isoformat() if p.expires else "",
        p.star,
        dump(p.products),
        dump(p.files),
        by.at,
    )
    if p.revision:
        yield _version(by, p.id)
        yield Statement(
            f"UPDATE paper SET {_PAPER.replace(',', ' = ?,')} = ?, revision = revision + 1"
            " WHERE id = ? AND person_id = ? AND revision = ?",
            (*values, p.id, by.person, p.revision),
            changes=1,
        )
    else:
        yield Statement(
            f"INSERT INTO paper ({_PAPER}, id, person_id, revision)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (id) DO NOTHING",
            (*values, p.id, by.person),
            changes=1,
        )


@statements.register
def _(write: writes.DropPaper, by: By) -> Iterator[Statement]:
    yield _version(by, write.paper_id)
    yield Statement("DELETE FROM paper WHERE id = ? AND person_id = ?", (write.paper_id, by.person))


def _version(by: By, paper_id: str) -> Statement:
    """The paper as it is until now, beside what is done to it: an officer may have accepted it."""
    return Statement(
        f"INSERT INTO paper_version (paper_id, person_id, revision, until, {_PAPER})"
        f" SELECT id, person_id, revision, CAST(? AS TEXT), {_PAPER} FROM paper WHERE id = ? AND person_id = ?",
        (by.at, paper_id, by.person),
    )


@statements.register
def _(write: writes.KeepPart, by: By) -> Iterator[Statement]:
    part = write.part
    yield Statement(
        "INSERT INTO plan_part (product_id, person_id, section, answers, reason, at) VALUES (?, ?, ?, ?, ?, ?)",
        (write.product_id, by.person, part.section, dump(dict(part.answers)), part.reason, by.at),
    )


@statements.register
def _(write: writes.KeepFiling, by: By) -> Iterator[Statement]:
    f = write.filing
    answers, parts = kept_as(f.contents)
    yield Statement(
        "INSERT INTO filing (product_id, number, person_id, filed_on, at, duty, occurrence, answers, parts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (product_id, number) DO NOTHING",
        (
            f.contents.product.id,
            f.number,
            by.person,
            f.contents.day.isoformat(),
            by.at,
            f.duty,
            f.occurrence,
            answers,
            parts,
        ),
        changes=1,
    )


@statements.register
def _(write: writes.DecideFiling, by: By) -> Iterator[Statement]:
    yield Statement(
        "UPDATE filing SET verdict = ?, decided_on = ?, marked = ?, reason = ?"
        " WHERE product_id = ? AND number = ? AND verdict = ''",
        (
            write.verdict.value,
            write.on.isoformat(),
            dump(write.marked),
            write.reason,
            write.product_id,
            write.number,
        ),
        changes=1,
    )


@statements.register
def _(write: writes.KeepExport, by: By) -> Iterator[Statement]:
    yield from exporting.keep_export(write, by.person, by.at)


@statements.register
def _(write: writes.ErasePerson, by: By) -> Iterator[Statement]:
    yield from erasing.erase(write, by.at)


@statements.register
def _(write: writes.NewCalendarAddress, by: By) -> Iterator[Statement]:
    yield Statement("UPDATE person SET calendar = calendar + 1 WHERE id = ?", (by.person,))


statements.register(writes.PutBroadcast)(spreading.put)
statements.register(writes.MoveBroadcast)(spreading.move)
statements.register(writes.ChangeBroadcast)(spreading.change)
statements.register(writes.SendAgain)(spreading.again)
statements.register(writes.AnswerBroadcast)(spreading.answer)


@statements.register
def _(write: writes.Notify, by: By) -> Iterator[Statement]:
    yield Statement(NOTICE_ROW, (dump(write.reply.to_json()), write.key, by.at, write.person), rows=True)
    # Where there are no buttons, a number that is typed next means the notice: it was shown last.
    yield Statement(
        "UPDATE person SET choices = ? WHERE id = ? AND draft_id = ''",
        (dump([[c.data, c.label] for c in write.reply.choices]), write.person),
    )


def _event(by: By, kind: str, subject: str, reason: str = "", marked: tuple[str, ...] = ()) -> Statement:
    return Statement(
        "INSERT INTO event (at, person_id, kind, subject, reason, marked, on_behalf) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (by.at, by.actor, kind, subject, reason, dump(marked), by.person if by.actor != by.person else 0),
    )
