"""What becomes of producers when somebody who speaks for them is erased: others go on, or nobody is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.storage.engine.statements import Database, Statement
from bot.storage.members.members import NAME
from bot.storage.year.audiences import marks
from ocop_domain.writing import one_line


@dataclass(frozen=True, slots=True)
class Parting:
    """`stays` are accounts (number, name) with which others go on, `alone` those for which nobody else speaks.

    `heirs` become owners (account, person), because no other owner is left there.
    """

    stays: tuple[tuple[int, str], ...] = ()
    alone: tuple[int, ...] = ()
    heirs: tuple[tuple[int, int], ...] = ()


async def parting(database: Database, people: Sequence[int]) -> Parting:
    """What it means for the producers of one person, under all numbers of theirs."""
    theirs = f"({marks(people)})"
    accounts = await database.fetch(
        f"SELECT p.id, {NAME.format('p.id')} FROM person p WHERE p.id IN (SELECT m.account_id FROM member m"
        f" WHERE m.person_id IN {theirs} AND m.ended_at = '' UNION SELECT o.account_id FROM member o"
        f" WHERE o.account_id IN {theirs} AND o.ended_at = '') ORDER BY p.id",
        (*people, *people),
    )
    stays, alone, heirs = [], [], []
    for account, name in accounts:
        others = await database.fetch(
            "SELECT m.person_id, m.part FROM member m WHERE m.account_id = ? AND m.ended_at = ''"
            f" AND m.person_id NOT IN {theirs} ORDER BY m.since, m.person_id",
            (account, *people),
        )
        if not others:
            alone += [account] if account not in people else []
            continue
        stays.append((account, one_line(name)))
        if all(part != "owner" for _, part in others):
            heirs.append((account, others[0][0]))
    return Parting(tuple(stays), tuple(alone), tuple(heirs))


def part(people: Sequence[int], heirs: Sequence[tuple[int, int]], at: str) -> Iterator[Statement]:
    """The person speaks for nobody any more; refused (`Conflict`) when an heir left meanwhile."""
    for account, heir in heirs:
        yield Statement(
            "UPDATE member SET part = 'owner' WHERE account_id = ? AND person_id = ? AND ended_at = ''",
            (account, heir),
            changes=1,
        )
    theirs = f"person_id IN ({marks(people)})"
    yield Statement(f"UPDATE member SET ended_at = ? WHERE {theirs} AND ended_at = ''", (at, *people))
    yield Statement(f"UPDATE member SET name = '' WHERE {theirs}", tuple(people))
    # Whoever is let in by others later comes in by their codes, not by those of somebody who is gone.
    yield Statement(
        f"DELETE FROM invitation WHERE account_id <> 0 AND role = '' AND by_id IN ({marks(people)}) AND used_at = ''",
        tuple(people),
    )
