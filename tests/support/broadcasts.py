"""Broadcasts as they stand in the database, and the count afterwards: who got it, and whether the rows say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages import Reply
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Database, Statement

FINAL = {"sent", "kept", "blocked", "refused", "unreachable", "unknown"}
TEXT = "Mời bà con họp về OCOP"


async def write_people(database: Database, channel: str, addresses: Iterable[str], now: datetime) -> None:
    """People who have spoken on this channel before."""
    unit = []
    for number, address in enumerate(addresses, 1):
        unit += [
            Statement("INSERT INTO person (language, created_at) VALUES ('vi', ?)", (moment(now),)),
            Statement(
                "INSERT INTO address (channel, address, person_id, last_seen)"
                " SELECT CAST(? AS TEXT), CAST(? AS TEXT), max(id), CAST(? AS TEXT) FROM person",
                (channel, address, moment(now)),
            ),
        ]
        if number % 1000 == 0:
            await database.write(unit)
            unit = []
    await database.write(unit)


async def write_broadcast(
    database: Database, id_: str, channel: str, now: datetime, *, only: Sequence[str] = ()
) -> None:
    """A broadcast to everybody on this channel (or `only` to those between two addresses), ready to leave."""
    reply = Reply(TEXT)
    where, args = (" AND address BETWEEN ? AND ?", (min(only), max(only))) if only else ("", ())
    await database.write(
        [
            Statement(
                "INSERT INTO broadcast (id, state, replies, complete) VALUES (?, 'sending', ?, 1)",
                (id_, dump({"vi": reply.to_json(), "en": reply.to_json()})),
            ),
            Statement(
                "INSERT INTO outbox (channel, address, lane, payload, key, created_at, person_id, broadcast_id)"
                " SELECT channel, address, 'bulk', '{}', CAST(? AS TEXT) || address, CAST(? AS TEXT), person_id,"
                f" CAST(? AS TEXT) FROM address WHERE channel = ?{where} ORDER BY person_id",
                (f"broadcast:{id_}:", moment(now), id_, channel, *args),
            ),
        ]
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a recount found; `wrong` is empty when every promise was kept."""

    states: Counter[str]
    delivered: int
    noted: int
    """Unknown ones that did arrive: the row could not know."""
    wrong: Sequence[str]

    def __str__(self) -> str:
        told = ", ".join(f"{n} {state}" for state, n in sorted(self.states.items()))
        lines = [f"{told}; {self.delivered} delivered, {self.noted} of the unknown among them"]
        return "\n".join([*lines, *(f"    WRONG {line}" for line in self.wrong[:20])])


def recount(
    rows: Iterable[tuple[str, str]],
    got: Mapping[str, int],
    everybody: Sequence[str],
    *,
    expected: Mapping[str, str] | None = None,
    unknown_at_most: int | None = None,
    tried_after_unknown: Iterable[str] = (),
) -> Verdict:
    """Holds the rows (address, state) against what the platform delivered.

    `expected` says how it must have ended for somebody, where no kill could interfere.
    """
    rows = list(rows)
    states = Counter(state for _, state in rows)
    ends = dict(rows)
    wrong = []
    if len(rows) != len(ends) or set(ends) != set(everybody):
        wrong.append(f"{len(everybody)} recipients, {len(rows)} rows for {len(ends)} of them")
    for address in everybody:
        state, times = ends.get(address, "missing"), got.get(address, 0)
        if times > 1:
            wrong.append(f"{address} got it {times} times ({state})")
        if state not in FINAL:
            wrong.append(f"{address} has no final state: {state}")
        if state in {"sent", "kept"} and not times:
            wrong.append(f"{address} is missed: sent, and not delivered")
        if state in {"blocked", "refused"} and times:
            wrong.append(f"{address} got it, and the row says {state}")
        came = "sent" if state == "kept" else state  # in the web chat it is there, and its page has not taken it yet
        if expected and (due := expected.get(address)) and due != came:
            wrong.append(f"{address} must be {due} and is {state}")
    wrong += [f"{address} was unknown and was tried again" for address in tried_after_unknown]
    if unknown_at_most is not None and states["unknown"] > unknown_at_most:
        wrong.append(f"{states['unknown']} unknown, {unknown_at_most} at most can be explained")
    noted = sum(got.get(a, 0) for a, state in ends.items() if state == "unknown")
    return Verdict(states, sum(map(bool, got.values())), noted, wrong)
