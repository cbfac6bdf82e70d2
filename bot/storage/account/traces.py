"""All that leads to one person: numbers, addresses, products."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.storage.engine.statements import Database
from bot.storage.year.audiences import marks


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


async def shown_to(database: Database, person: int) -> PersonTraces:
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
