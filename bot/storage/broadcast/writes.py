"""Notices to many, as SQL: scheduled, stopped, corrected, taken back, sent again, answered."""

from __future__ import annotations

from collections.abc import Iterator

from bot.storage.broadcast.reads import THEIRS, UNTRIED, once_more, other_way
from bot.storage.broadcast.spread import KEY, replies_json
from bot.storage.delivery.address import chosen
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import Before, By, audit, statements
from bot.writes.broadcast import AnswerBroadcast, ChangeBroadcast, MoveBroadcast, PutBroadcast, SendAgain
from ocop_domain.broadcasts import Phase


@statements.register
def _(write: PutBroadcast, by: By) -> Iterator[Statement]:
    b = write.broadcast
    yield audit(by, "broadcast.put", b.id, became=b.phase.value)
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


@statements.register
def _(write: MoveBroadcast, by: By) -> Iterator[Statement]:
    yield audit(by, "broadcast.moved", write.broadcast_id, was=write.was.value, became=write.now.value)
    yield Statement(
        "UPDATE broadcast SET state = ? WHERE id = ? AND state = ? AND taken_at = ''",
        (write.now.value, write.broadcast_id, write.was.value),
        changes=1,
    )
    if write.now is Phase.SENDING:
        # A platform that is down is waited for from now on, not from when it was stopped.
        yield Statement(
            f"UPDATE outbox SET created_at = ? WHERE {THEIRS} AND state = 'waiting'", (by.at, write.broadcast_id)
        )


@statements.register
def _(write: ChangeBroadcast, by: By) -> Iterator[Statement]:
    """Delivered messages are changed by rows of their own; one that is being delivered is changed afterwards."""
    taken = by.at if write.take_back else ""
    yield audit(by, "broadcast.taken_back" if write.take_back else "broadcast.corrected", write.broadcast_id)
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
    else:  # nobody takes one of them with the old words while this is not committed
        yield Statement(
            f"UPDATE outbox SET claimed_by = '' WHERE {THEIRS} AND revision = 0 AND state = 'waiting'", theirs
        )
    yield Statement(  # an older correction has nothing to add
        f"UPDATE outbox SET state = 'stopped' WHERE {THEIRS} AND revision > 0 AND state IN ('waiting', 'held')", theirs
    )
    revision = write.revision + 1
    yield Statement(
        "INSERT INTO outbox (channel, address, lane, payload, key, state, created_at, person_id, broadcast_id,"
        " revision) SELECT o.channel, o.address, 'bulk', CASE WHEN o.state IN ('sent', 'kept')"
        " THEN '{\"edit\":\"' || o.message_ref || '\",\"only_edit\":true}' ELSE '{}' END,"
        " o.key || ':r' || CAST(? AS TEXT), CASE WHEN o.state IN ('sent', 'kept') THEN 'waiting' ELSE 'held' END,"
        " CAST(? AS TEXT), o.person_id, o.broadcast_id, CAST(? AS BIGINT) FROM outbox o"
        f" WHERE {THEIRS} AND o.revision = 0 AND o.key IS NOT NULL"
        " AND ((o.state IN ('sent', 'kept') AND o.message_ref <> '') OR o.state IN ('claimed', 'attempting'))"
        " ON CONFLICT (key) DO NOTHING",
        (str(revision), by.at, revision, *theirs),
    )


@statements.register
def _(write: SendAgain, by: By) -> Iterator[Statement]:
    """It is sent once more until that is done; a stopped one stays stopped."""
    yield audit(by, "broadcast.again", write.broadcast_id, became="other channel" if write.elsewhere else "")
    those = other_way(write.broadcast_id) if write.elsewhere else once_more(write.broadcast_id)
    yield Statement(
        "UPDATE broadcast SET state = CASE WHEN state = 'done' THEN 'sending' ELSE state END, done_at = ''"
        " WHERE id = ? AND taken_at = '' AND state IN ('done', 'sending', 'paused')",
        (write.broadcast_id,),
        changes=1,
    )
    if write.elsewhere:
        channel, address = (chosen(column, "o.person_id", UNTRIED) for column in ("channel", "address"))
        yield Statement(
            "INSERT INTO outbox (channel, address, lane, payload, key, created_at, person_id, broadcast_id, answer,"
            f" answered_at) SELECT {channel}, {address}, 'bulk', '{{}}',"
            f" {KEY.format('o.person_id')} || ':' || {channel}, CAST(? AS TEXT), o.person_id,"
            " o.broadcast_id, o.answer, o.answered_at FROM outbox o "
            f"{those.sql} ON CONFLICT (key) DO NOTHING",
            (write.broadcast_id, by.at, *those.args),
        )
        return
    channel, address = (chosen(column, "outbox.person_id") for column in ("channel", "address"))
    yield Statement(
        f"UPDATE outbox SET state = 'waiting', channel = {channel}, address = {address},"
        " attempts = 0, not_before = '', error = '', claimed_by = '', leased_until = '', message_ref = '',"
        f" created_at = ? WHERE id IN (SELECT o.id FROM outbox o {those.sql})",
        (by.at, *those.args),
    )


@statements.register
def _(write: AnswerBroadcast, by: By) -> Iterator[Statement]:
    by = by.own
    theirs = "SELECT max(answer) FROM outbox WHERE broadcast_id = ? AND broadcast_id <> '' AND person_id = ?"
    was = Before(theirs, (write.broadcast_id, by.person))
    yield audit(by, "broadcast.answered", write.broadcast_id, was=was, became=write.answer)
    yield Statement(  # who answers has it, though nobody knew
        "UPDATE outbox SET answer = ?, answered_at = ?,"
        " state = CASE WHEN state IN ('unknown', 'kept') THEN 'sent' ELSE state END"
        f" WHERE {THEIRS} AND person_id = ? AND revision = 0"
        " AND answer <> ?",
        (write.answer, by.at, write.broadcast_id, by.person, write.answer),
    )
