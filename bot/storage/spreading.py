"""What moves a broadcast: planned in chunks, stopped, corrected, taken back, sent again, answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from bot.handlers import writes
from bot.messages import Reply
from bot.storage.audiences import Query
from bot.storage.broadcasts import BEST_ADDRESS, THEIRS, UNTRIED, once_more, other_way
from bot.storage.encoding import dump, moment
from bot.storage.statements import Statement
from ocop_domain.broadcasts import Phase

if TYPE_CHECKING:
    from bot.storage.writes import By

HELD = "held"
"""A correction that waits until it is known what became of the message itself."""
_KEY = "'broadcast:' || CAST(? AS TEXT) || ':' || CAST({} AS TEXT)"


def replies_json(replies: Mapping[str, Reply]) -> str:
    return dump({language: reply.to_json() for language, reply in replies.items()})


def plan(broadcast_id: str, audience: Query, now: datetime) -> Statement:
    """A row for each of these people, nobody twice, however often it is said; `advance` comes first."""
    unblocked = BEST_ADDRESS.format("{}", "g", "")
    return Statement(
        "INSERT INTO outbox (channel, address, lane, payload, key, state, created_at, person_id, broadcast_id)"
        f" SELECT COALESCE({unblocked.format('channel')}, ''), COALESCE({unblocked.format('address')}, ''),"
        f" 'bulk', '{{}}', {_KEY.format('g.person_id')},"
        " CASE WHEN EXISTS (SELECT 1 FROM address a WHERE a.person_id = g.person_id AND a.blocked_at = '')"
        " THEN 'waiting' WHEN EXISTS (SELECT 1 FROM address k WHERE k.person_id = g.person_id) THEN 'blocked'"
        " ELSE 'nowhere' END, CAST(? AS TEXT), g.person_id, CAST(? AS TEXT)"
        f" FROM ({audience.sql}) g WHERE true ON CONFLICT (key) DO NOTHING",
        (broadcast_id, moment(now), broadcast_id, *audience.args),
    )


def advance(broadcast_id: str, was: int, upto: int, *, complete: bool) -> Statement:
    """Remembers how far the planning has come.

    Refused (`Conflict`) when it was stopped, or planned further, meanwhile.
    """
    return Statement(
        "UPDATE broadcast SET upto = ?, complete = ? WHERE id = ? AND upto = ? AND complete = 0 AND state = 'sending'",
        (upto, int(complete), broadcast_id, was),
        changes=1,
    )


def put(write: writes.PutBroadcast, by: By) -> Iterator[Statement]:
    b = write.broadcast
    yield Statement(
        "INSERT INTO broadcast (id, programme, area, state, text, files, ask, official, target, replies, unmatched,"
        " person_id, send_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO NOTHING",
        (
            b.id,
            b.programme,
            b.area,
            b.phase.value,
            b.text,
            dump(b.files),
            b.ask.value,
            int(b.official),
            dump(b.target.to_json()),
            replies_json(write.replies),
            dump(b.unmatched),
            b.person,
            moment(b.send_at),
            by.at,
        ),
        changes=1,
    )


def move(write: writes.MoveBroadcast, by: By) -> Iterator[Statement]:
    yield Statement(
        "UPDATE broadcast SET state = ? WHERE id = ? AND state = ? AND taken_at = ''",
        (write.now.value, write.broadcast_id, write.was.value),
        changes=1,
    )


def change(write: writes.ChangeBroadcast, by: By) -> Iterator[Statement]:
    """Delivered messages are changed by rows of their own; one that is being delivered is changed afterwards."""
    taken = by.at if write.take_back else ""
    phase, complete = write.was, "complete"
    if write.take_back and write.was is Phase.SCHEDULED:
        phase = Phase.TAKEN_BACK
    elif write.was is Phase.DONE or write.take_back:
        phase = Phase.SENDING  # until the last message is changed
    if write.take_back:
        complete = "1"
    yield Statement(
        f"UPDATE broadcast SET state = ?, text = ?, replies = ?, revision = revision + 1, taken_at = ?, changed_at = ?,"
        f" complete = {complete}, done_at = '' WHERE id = ? AND state = ? AND revision = ? AND taken_at = ''",
        (
            phase.value,
            write.text,
            replies_json(write.replies),
            taken,
            by.at,
            write.broadcast_id,
            write.was.value,
            write.revision,
        ),
        changes=1,
    )
    theirs = (write.broadcast_id,)
    if write.take_back:
        yield Statement(
            f"UPDATE outbox SET state = 'stopped' WHERE {THEIRS} AND revision = 0 AND state IN ('waiting', 'claimed')",
            theirs,
        )
    yield Statement(  # an older correction has nothing to add
        f"UPDATE outbox SET state = 'stopped' WHERE {THEIRS} AND revision > 0 AND state IN ('waiting', 'held')", theirs
    )
    revision = write.revision + 1
    yield Statement(
        "INSERT INTO outbox (channel, address, lane, payload, key, state, created_at, person_id, broadcast_id,"
        " revision) SELECT o.channel, o.address, 'bulk', CASE WHEN o.state = 'sent'"
        " THEN '{\"edit\":\"' || o.message_ref || '\",\"only_edit\":true}' ELSE '{}' END,"
        " o.key || ':r' || CAST(? AS TEXT), CASE WHEN o.state = 'sent' THEN 'waiting' ELSE 'held' END,"
        " CAST(? AS TEXT), o.person_id, o.broadcast_id, CAST(? AS BIGINT) FROM outbox o"
        f" WHERE {THEIRS} AND o.revision = 0 AND o.key IS NOT NULL"
        " AND ((o.state = 'sent' AND o.message_ref <> '') OR o.state IN ('claimed', 'attempting'))"
        " ON CONFLICT (key) DO NOTHING",
        (str(revision), by.at, revision, *theirs),
    )


def let_go(broadcast_id: str) -> list[Statement]:
    """Corrections that waited for the message itself: sent after it, or dropped with it."""
    own = (
        "(SELECT {} FROM outbox o WHERE o.key = substr(outbox.key, 1, length(outbox.key)"
        " - length(':r' || CAST(outbox.revision AS TEXT))))"
    )
    state = own.format("o.state")
    held = f"{THEIRS} AND revision > 0 AND state = '{HELD}'"
    return [
        Statement(
            "UPDATE outbox SET state = 'waiting', channel = " + own.format("o.channel") + ", address = "
            f'{own.format("o.address")}, payload = \'{{"edit":"\' || {own.format("o.message_ref")} ||'
            f" '\",\"only_edit\":true}}' WHERE {held} AND {state} = 'sent' AND {own.format('o.message_ref')} <> ''",
            (broadcast_id,),
        ),
        # It will leave, or has left, with the new words; or nobody has it.
        Statement(
            f"UPDATE outbox SET state = 'stopped' WHERE {held} AND {state} NOT IN ('claimed', 'attempting')",
            (broadcast_id,),
        ),
    ]


def again(write: writes.SendAgain, by: By) -> Iterator[Statement]:
    """It is sent once more until that is done; a stopped one stays stopped."""
    those = other_way(write.broadcast_id) if write.elsewhere else once_more(write.broadcast_id)
    yield Statement(
        "UPDATE broadcast SET state = CASE WHEN state = 'done' THEN 'sending' ELSE state END, done_at = ''"
        " WHERE id = ? AND taken_at = '' AND state IN ('done', 'sending', 'paused')",
        (write.broadcast_id,),
        changes=1,
    )
    if write.elsewhere:
        found = BEST_ADDRESS.format("{}", "o", UNTRIED)
        yield Statement(
            "INSERT INTO outbox (channel, address, lane, payload, key, created_at, person_id, broadcast_id, answer,"
            f" answered_at) SELECT {found.format('channel')}, {found.format('address')}, 'bulk', '{{}}',"
            f" {_KEY.format('o.person_id')} || ':' || {found.format('channel')}, CAST(? AS TEXT), o.person_id,"
            " o.broadcast_id, o.answer, o.answered_at FROM outbox o "
            f"{those.sql} ON CONFLICT (key) DO NOTHING",
            (write.broadcast_id, by.at, *those.args),
        )
        return
    here = BEST_ADDRESS.format("{}", "outbox", "")
    yield Statement(
        f"UPDATE outbox SET state = 'waiting', channel = {here.format('channel')}, address = {here.format('address')},"
        " attempts = 0, not_before = '', error = '', claimed_by = '', leased_until = '', message_ref = ''"
        f" WHERE id IN (SELECT o.id FROM outbox o {those.sql})",
        those.args,
    )


def answer(write: writes.AnswerBroadcast, by: By) -> Iterator[Statement]:
    yield Statement(
        f"UPDATE outbox SET answer = ?, answered_at = ? WHERE {THEIRS} AND person_id = ? AND revision = 0"
        " AND answer <> ?",
        (write.answer, by.at, write.broadcast_id, by.person, write.answer),
    )
