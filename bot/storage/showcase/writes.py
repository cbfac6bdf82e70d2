"""A list that was taken along: only that it was, for what, and with which products."""

from __future__ import annotations

from collections.abc import Iterator

from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By, audit, statements
from bot.writes.showcase import TakeShowcase


@statements.register
def _(write: TakeShowcase, by: By) -> Iterator[Statement]:
    yield audit(by, "shown.listed", write.id, write.purpose, became=str(len(write.products)))
    for product in write.products:
        yield audit(by, "shown.product", product, write.purpose)
