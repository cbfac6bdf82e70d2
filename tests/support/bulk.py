"""Delivers the rows of a broadcast: what the outbox owes, in the smallest way that leaves the same rows behind."""

from __future__ import annotations

import json

from bot.app import House
from bot.messages import Reply
from bot.ports import SendError
from bot.storage.encoding import moment
from bot.storage.statements import Statement
from support.clocks import HandClock

_WAITING = (
    "SELECT o.id, o.channel, o.address, o.payload, b.replies, p.language FROM outbox o"
    " JOIN broadcast b ON b.id = o.broadcast_id JOIN person p ON p.id = o.person_id"
    " WHERE o.lane = 'bulk' AND o.state = 'waiting' AND b.state = 'sending' ORDER BY o.id"
)


async def deliver_bulk(house: House, most: int = 10_000) -> int:
    """Sends what waits, at most so many; returns how many."""
    database = house.store.database
    rows = (await database.fetch(_WAITING))[:most]
    for id_, channel, address, payload, replies, language in rows:
        reply = Reply.from_json(json.loads(replies)[language] | json.loads(payload))
        state, ref = "sent", ""
        try:
            ref = await house.channels[channel].send(address, reply)
        except SendError as error:
            state = error.outcome
        await database.write(
            [
                Statement(
                    "UPDATE outbox SET state = ?, message_ref = ?, sent_at = ? WHERE id = ?",
                    (state, ref, moment(house.clock()) if state == "sent" else "", id_),
                )
            ]
        )
        if state == "blocked":
            await database.write(
                [
                    Statement(
                        "UPDATE address SET blocked_at = ? WHERE channel = ? AND address = ?",
                        (moment(house.clock()), channel, address),
                    )
                ]
            )
    return len(rows)


async def go_out(house: House, clock: HandClock) -> None:
    """Everything that is due leaves, and its sender sees how it went."""
    for _ in range(3):
        await house.broadcasts.tick()
        await house.idle()
        await deliver_bulk(house)
        clock.move(seconds=4)
