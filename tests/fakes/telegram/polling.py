"""getUpdates: the long poll, and only one of them."""

import asyncio

from .errors import ApiError
from .params import Json, Params
from .updates import Update, Updates

LONGEST = 50
_OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Poller:
    """The one long poll that may be open."""

    def __init__(self, updates: Updates) -> None:
        self.updates = updates
        self.paused = False
        self._waiting: asyncio.Future[None] | None = None

    @property
    def waiting(self) -> bool:
        """Whether a long poll is open."""
        return self._waiting is not None and not self._waiting.done()

    def on_update(self, _update: Update) -> None:
        """Something arrived: end the open poll."""
        if self._waiting is not None and not self._waiting.done() and not self.paused:
            self._waiting.set_result(None)

    def abort(self, description: str) -> None:
        """End the open poll with 409."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ApiError(409, description))
        self._waiting = None

    def wake(self) -> None:
        """Delivery is on again."""
        if self.updates.pending and self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    async def get_updates(self, p: Params, *, webhook: bool) -> list[Json]:
        """The method itself."""
        if webhook:
            raise ApiError(409, _WEBHOOK)
        offset = p.integer("offset")
        limit = min(max(p.integer("limit", 100), 1), 100)
        timeout = min(max(p.integer("timeout"), 0), LONGEST)
        self.updates.allow(p.parsed("allowed_updates", "can't parse allowed updates JSON object"))
        self.abort(_OTHER)
        batch = self._batch(offset, limit)
        if batch or not timeout:
            return batch
        waiting = self._waiting = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(waiting, timeout)
        except TimeoutError:
            return []
        finally:
            if self._waiting is waiting:
                self._waiting = None
        return self._batch(offset, limit)

    def _batch(self, offset: int, limit: int) -> list[Json]:
        batch = self.updates.from_offset(offset, limit)
        return [] if self.paused else batch
