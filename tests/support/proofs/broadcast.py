"""What each write of `bot/writes/broadcast.py` does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers.services import Conflict
from bot.messages import Reply
from bot.records.broadcast import Broadcast
from bot.storage.engine.statements import Statement
from bot.writes.broadcast import AnswerBroadcast, ChangeBroadcast, MoveBroadcast, PutBroadcast, SendAgain
from ocop_domain.broadcasts import Phase, ReplyWanted, Target
from support.proofs.scene import NOW, Scene, proves

CAST = Broadcast(
    "cast",
    "camau-2022",
    "o32035",
    Phase.SCHEDULED,
    "Mời họp",
    (),
    ReplyWanted.GOT,
    official=True,
    target=Target(),
    person=1,
    send_at=NOW,
)


SAYS = {"vi": Reply("Mời họp"), "en": Reply("Mời họp")}


async def _cast(scene: Scene, *states: str) -> None:
    """A broadcast on its way, with a recipient in each of these states; the first is Lan."""
    lan = await scene.person()
    await scene.turn(PutBroadcast(CAST, SAYS))
    await scene.turn(MoveBroadcast("cast", Phase.SCHEDULED, Phase.SENDING))
    for n, state in enumerate(states):
        await scene.store.database.write(
            [
                Statement(
                    "INSERT INTO outbox (channel, address, lane, payload, key, state, message_ref, person_id,"
                    " broadcast_id) VALUES ('telegram', 'lan', 'bulk', '{}', ?, ?, ?, ?, 'cast')",
                    (f"broadcast:cast:{n}", state, f"m{n}" if state == "sent" else "", n * 1000 or lan.id),
                )
            ]
        )


async def _cast_states(scene: Scene) -> list[tuple[str, int]]:
    rows = await scene.store.database.fetch("SELECT state, revision FROM outbox WHERE lane = 'bulk' ORDER BY id")
    return [(row[0], row[1]) for row in rows]


@proves(PutBroadcast)
async def _(scene: Scene) -> None:
    await scene.turn(PutBroadcast(CAST, SAYS))
    found = await scene.store.broadcast("cast")
    assert found == CAST
    assert await scene.store.broadcasts_in(["o32035"], 0, 0, 5) == [CAST]
    assert await scene.store.broadcasts_in(["o32038"], 0, 0, 5) == []
    with pytest.raises(Conflict):
        await scene.turn(PutBroadcast(CAST, SAYS))


@proves(MoveBroadcast)
async def _(scene: Scene) -> None:
    await _cast(scene)
    await scene.turn(MoveBroadcast("cast", Phase.SENDING, Phase.PAUSED))
    with pytest.raises(Conflict):
        await scene.turn(MoveBroadcast("cast", Phase.SENDING, Phase.PAUSED))
    found = await scene.store.broadcast("cast")
    assert found
    assert found.phase is Phase.PAUSED


@proves(ChangeBroadcast)
async def _(scene: Scene) -> None:
    await _cast(scene, "sent", "waiting", "unknown")
    change = ChangeBroadcast("cast", Phase.SENDING, 0, "Hoãn họp", SAYS)
    await scene.turn(change)
    with pytest.raises(Conflict):
        await scene.turn(change)
    assert await _cast_states(scene) == [("sent", 0), ("waiting", 0), ("unknown", 0), ("waiting", 1)]
    await scene.turn(replace(change, revision=1, take_back=True))
    assert await _cast_states(scene) == [
        ("sent", 0),
        ("stopped", 0),
        ("unknown", 0),
        ("stopped", 1),
        ("waiting", 2),
    ]
    found = await scene.store.broadcast("cast")
    assert found
    assert (found.taken, found.revision, found.text) == (True, 2, "Hoãn họp")


@proves(SendAgain)
async def _(scene: Scene) -> None:
    await _cast(scene, "refused", "unknown")
    await scene.turn(SendAgain("cast"))
    assert await _cast_states(scene) == [("waiting", 0), ("unknown", 0)]


@proves(AnswerBroadcast)
async def _(scene: Scene) -> None:
    await _cast(scene, "sent")
    await scene.turn(AnswerBroadcast("cast", "got"))
    await scene.turn(AnswerBroadcast("cast", "got"), who="minh")
    lan, minh = await scene.person(), await scene.person("minh")
    assert await scene.store.answer_of("cast", lan.id) == "got"
    assert await scene.store.answer_of("cast", minh.id) is None
