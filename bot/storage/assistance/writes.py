"""Officers who type for producers without a phone, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.storage.assistance import helpers
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By, audit, statements
from bot.writes.assistance import BeginHelp, ConfirmHelp, EndHelp, KeepAgreement, OpenHelp, SetHelp


@statements.register
def _(write: BeginHelp, by: By) -> Iterator[Statement]:
    yield from helpers.begin(write, by)


@statements.register
def _(write: SetHelp, by: By) -> Iterator[Statement]:
    yield Statement(
        "UPDATE address SET assists = ? WHERE channel = ? AND address = ?", (write.ward, by.channel, by.address)
    )


@statements.register
def _(write: KeepAgreement, by: By) -> Iterator[Statement]:
    yield from helpers.keep_agreement(write, by.actor, by.person, by.at)
    yield audit(by, "helped.agreed", f"person:{by.person}")


@statements.register
def _(write: OpenHelp, by: By) -> Iterator[Statement]:
    by = by.own
    yield audit(by, "helped.opened", f"person:{write.ward}")
    yield Statement(
        "UPDATE assist SET guest_id = ? WHERE ward_id = ? AND confirmed_at = '' AND ended_at = ''",
        (by.person, write.ward),
        changes=1,
    )


@statements.register
def _(write: ConfirmHelp, by: By) -> Iterator[Statement]:
    yield from helpers.confirm(write, by.at)


@statements.register
def _(write: EndHelp, by: By) -> Iterator[Statement]:
    yield from helpers.end(write, by.person, by.at)
