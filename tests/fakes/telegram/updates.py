"""Updates that wait for the bot: order, expiry, confirmation, disturbances, ids that start anew."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from .params import Json

MESSAGE_LIFETIME, CALLBACK_LIFETIME = 24 * 3600.0, 150.0
CALLBACK_QUEUE, MEMBER_QUEUE = 3 << 33, 5 << 33  # added to the user's and to the chat's id
NEWS, LARGEST = 7 * 24 * 3600.0, 2**31 - 1_000_000  # core.telegram.org/bots/api#update: a week without any
AHEAD = 10  # an offset that is further beyond the tail belongs to ids from before (TQueue::get of the official server)
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True, eq=False)
class Update:
    """One update with the queue it belongs to."""

    id: int
    kind: str
    body: Json
    queue: int
    expires_at: float
    copies: int = 1

    @property
    def json(self) -> Json:
        """As the bot receives it."""
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    """All updates not yet confirmed, oldest first."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.listener: Callable[[Update], None] | None = None
        self.last_id = 700_000_000
        self.news_at: float | None = None
        self.reset()

    def reset(self) -> None:
        """Forget all updates; ids go on counting."""
        self.pending: dict[int, Update] = {}
        self.allowed: frozenset[str] | None = None  # None: all but the special ones
        self.expired: list[Update] = []
        self.held: list[Update] | None = None
        self.double_next = 0

    def wants(self, kind: str) -> bool:
        """Whether the bot asked for updates of this kind."""
        return kind in self.allowed if self.allowed is not None else kind not in NOT_BY_DEFAULT

    def allow(self, kinds: object) -> None:
        """allowed_updates: a list, an empty list for the default; anything else changes nothing."""
        if isinstance(kinds, list):
            self.allowed = frozenset(map(str, kinds)) or None

    def push(self, kind: str, body: Json, queue: int, lifetime: float = MESSAGE_LIFETIME) -> int | None:
        """A new update for the bot; None when it does not want this kind."""
        if not self.wants(kind):
            return None
        now = self.clock()
        if self.news_at is not None and now - self.news_at >= NEWS:
            self.start_anew(random.randrange(1, LARGEST))
        self.news_at = now
        self.last_id += 1
        update = Update(self.last_id, kind, body, queue, self.clock() + lifetime)
        if self.double_next:
            self.double_next -= 1
            update.copies = 2
        if self.held is not None:
            self.held.append(update)
        else:
            self.add(update)
        return update.id

    def start_anew(self, first: int) -> None:
        """The next update has this id, whatever the ids before were: after a week Telegram chooses at random."""
        self.drop_expired()
        assert not self.pending, "ids start anew when nothing waits"
        self.last_id = first - 1

    def add(self, update: Update) -> None:
        """Make an update deliverable."""
        self.pending[update.id] = update
        if self.listener is not None:
            self.listener(update)

    def release(self, *, reverse: bool = False) -> None:
        """Let held updates go, in order or last first."""
        held, self.held = self.held or [], None
        for update in reversed(held) if reverse else held:
            self.add(update)

    def confirm(self, update: Update) -> bool:
        """The bot has it; False when another copy is still to come."""
        update.copies -= 1
        if update.copies > 0:
            return False
        self.pending.pop(update.id, None)
        return True

    def drop_expired(self) -> None:
        """Forget what is too old."""
        now = self.clock()
        for update in [u for u in self.pending.values() if u.expires_at < now]:
            self.expire(update)

    def expire(self, update: Update) -> None:
        """Give an update up; one that was dropped already is not counted."""
        if self.pending.pop(update.id, None) is not None:
            self.expired.append(update)

    def from_offset(self, offset: int, limit: int) -> list[Json]:
        """getUpdates: confirm everything below offset, return what follows; negative counts from the end.

        An offset far beyond the last id is not of these ids: nothing is confirmed, and all comes from the head.
        """
        self.drop_expired()
        ids = sorted(self.pending)
        if offset > self.last_id + 1 + AHEAD:
            offset = 0
        if offset < 0:
            offset = ids[max(0, len(ids) + offset)] if ids else 0
        for update_id in ids:
            if update_id >= offset:
                break
            self.confirm(self.pending[update_id])
        return [self.pending[i].json for i in sorted(self.pending)[:limit]]
