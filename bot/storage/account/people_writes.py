"""A person: language, consent, links, roles, addresses, what they are told and what is kept of them, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.storage.account import accounts, erase, export, offices
from bot.storage.delivery.address import chosen_row
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import OUTGOING, Before, By, audit, statements
from bot.writes.people import (
    AddGrant,
    AddInvitation,
    EndGrant,
    ErasePerson,
    KeepExport,
    KeepZip,
    MoveAddress,
    NewCalendarAddress,
    Notify,
    PutOfficial,
    SetConsent,
    SetFace,
    SetLanguage,
    SucceedUnit,
    UseInvitation,
)

_NOTICE = "a.channel, a.address, 'notice', CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT)"
_NAMED = 16
"""Letters of a digest that tell one invitation from another, and open nothing."""

NOTICE_ROW = (
    "INSERT INTO outbox (channel, address, lane, payload, key, created_at)"
    f" {chosen_row(_NOTICE)}"
    f" ON CONFLICT (key) DO NOTHING RETURNING {OUTGOING}"
)


@statements.register
def _(write: SetLanguage, by: By) -> Iterator[Statement]:
    was = Before("SELECT language FROM person WHERE id = ?", (by.actor,))
    yield audit(by, "language", f"person:{by.actor}", was=was, became=write.language)
    yield Statement("UPDATE person SET language = ? WHERE id = ?", (write.language, by.actor))


@statements.register
def _(write: SetFace, by: By) -> Iterator[Statement]:
    yield Statement(
        "UPDATE address SET face = ? WHERE channel = ? AND address = ?", (write.face, by.channel, by.address)
    )


@statements.register
def _(write: SetConsent, by: By) -> Iterator[Statement]:
    by = by.own
    was = Before("SELECT granted FROM consent WHERE person_id = ? AND purpose = ?", (by.person, write.purpose))
    kind = "consent.given" if write.granted else "consent.refused"
    yield audit(by, kind, write.purpose, was=was, became=str(int(write.granted)))
    yield Statement(
        "INSERT INTO consent (person_id, purpose, granted, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (person_id, purpose) DO UPDATE SET granted = excluded.granted, at = excluded.at",
        (by.person, write.purpose, int(write.granted), by.at),
    )


@statements.register
def _(write: AddInvitation, by: By) -> Iterator[Statement]:
    by = by.own
    i = write.invitation
    if i.person:  # one code opens an account at a time
        yield Statement(
            "UPDATE invitation SET used_at = ? WHERE person_id = ? AND used_at = '' AND role = ''", (by.at, i.person)
        )
    yield Statement(
        "INSERT INTO invitation (token_hash, role, area, person_id, expires_at, until_on, by_id, whom, made_at,"
        " account_id, part, agency) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(i.token_hash, i.role or "", i.area, i.person, moment(i.expires)),
            *(i.until.isoformat() if i.until else "", i.by, i.whom, by.at, i.account, i.part or "", i.agency),
        ),
    )
    kind = i.role.value if i.role else "member" if i.account else "phone"
    yield audit(by, f"invited.{kind}", i.area if i.role else f"person:{i.account or i.person}", write.how)


@statements.register
def _(write: UseInvitation, by: By) -> Iterator[Statement]:
    by = by.own
    yield Statement(
        "UPDATE invitation SET used_at = ?, used_by = ? WHERE token_hash = ? AND used_at = ''",
        (by.at, by.person, write.token_hash),
        changes=1,
    )
    yield audit(by, "invitation.used", write.token_hash[:_NAMED])


@statements.register
def _(write: AddGrant, by: By) -> Iterator[Statement]:
    by = by.own
    g = write.grant
    yield Statement(
        "INSERT INTO role (person_id, role, area, granted_at, given_by, invitation, until_on, agency)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (person_id, role, area) DO UPDATE SET agency = excluded.agency",
        (
            *(by.person, g.role.value, g.area, by.at, write.by, write.token),
            *(g.until.isoformat() if g.until else "", g.agency),
        ),
    )
    yield audit(by, f"granted.{g.role.value}", g.area, write.how, became=g.agency)


@statements.register
def _(write: EndGrant, by: By) -> Iterator[Statement]:
    yield from offices.end(write, by.at)


@statements.register
def _(write: SucceedUnit, by: By) -> Iterator[Statement]:
    yield from offices.succeed(write)
    yield audit(by, "unit.succeeded", write.old, was=write.old, became=write.new)


@statements.register
def _(write: PutOfficial, by: By) -> Iterator[Statement]:
    yield from offices.put_official(write, by.actor, by.at)
    yield audit(by, "official.said", f"person:{by.actor}")


@statements.register
def _(write: MoveAddress, by: By) -> Iterator[Statement]:
    by = by.own
    yield from accounts.move_address(write.person, write.former, by.channel, by.address, by.at)
    yield audit(by, "address.moved", str(write.former))


@statements.register
def _(write: KeepZip, by: By) -> Iterator[Statement]:
    yield from export.keep_zip(write, by.person, by.at)
    yield audit(by, "data.dossier_taken", write.upload.id)


@statements.register
def _(write: KeepExport, by: By) -> Iterator[Statement]:
    by = by.own
    yield from export.keep_export(write, by.person, by.at)
    yield audit(by, "data.taken", f"person:{by.person}")


@statements.register
def _(write: ErasePerson, by: By) -> Iterator[Statement]:
    yield from erase.erase(write, by.at)


@statements.register
def _(write: NewCalendarAddress, by: By) -> Iterator[Statement]:
    yield Statement("UPDATE person SET calendar = calendar + 1 WHERE id = ?", (by.person,))
    yield audit(by, "address.renewed", f"person:{by.person}")


@statements.register
def _(write: Notify, by: By) -> Iterator[Statement]:
    yield Statement(NOTICE_ROW, (dump(write.reply.to_json()), write.key, by.at, write.person), rows=True)
