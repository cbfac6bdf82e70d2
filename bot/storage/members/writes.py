"""Those who speak for a producer: let in, changed, sent out, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By, statements
from bot.storage.members import members
from bot.writes.members import AddMember, BeginProducer, EndMember, SetPart, SetTeam


@statements.register
def _(write: SetTeam, by: By) -> Iterator[Statement]:
    yield Statement(
        "UPDATE address SET works_for = ? WHERE channel = ? AND address = ?", (write.account, by.channel, by.address)
    )


@statements.register
def _(write: BeginProducer, by: By) -> Iterator[Statement]:
    yield from members.begin(write, by.own)


@statements.register
def _(write: AddMember, by: By) -> Iterator[Statement]:
    yield from members.add(write, by.own)


@statements.register
def _(write: SetPart, by: By) -> Iterator[Statement]:
    yield from members.set_part(write, by)


@statements.register
def _(write: EndMember, by: By) -> Iterator[Statement]:
    yield from members.end(write, by)
