"""The running program, as one thing."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.applications import Starlette

from bot.broadcasts.service import Broadcasts
from bot.channels.web.demo import Demo
from bot.delivery.outbox import Outbox
from bot.dispatch.dispatcher import Dispatcher
from bot.kit.clock import Clock
from bot.operation.activities import ActivityReminders
from bot.operation.councils import Councils
from bot.operation.due import DueReminders
from bot.operation.endings import Endings
from bot.operation.gathering import Gathering
from bot.operation.health import Health
from bot.operation.leaves import Leaves
from bot.operation.nightly import Nightly
from bot.operation.preparing import Preparing
from bot.operation.succession import Succession
from bot.operation.terms import Terms
from bot.operation.upkeep import Upkeep
from bot.operation.watching import Watch
from bot.ports.channels import Channel
from bot.reminders.service import Reminders
from bot.settings.config import Settings
from bot.storage.account.export import PersonalData
from bot.storage.delivery.queues import Queues
from bot.storage.files.leftovers import Leftovers
from bot.storage.store import Store
from ocop_domain.programmes import Programme


@dataclass(frozen=True, slots=True)
class Assistant:
    """The running program: everything that is open."""

    settings: Settings
    clock: Clock
    programme: Programme
    store: Store
    dispatcher: Dispatcher
    outbox: Outbox
    reminders: Reminders
    broadcasts: Broadcasts
    channels: dict[str, Channel]
    personal: PersonalData
    leftovers: Leftovers
    queues: Queues
    nightly: Nightly
    upkeep: Upkeep
    terms: Terms
    leaves: Leaves
    endings: Endings
    gathering: Gathering
    due_reminders: DueReminders
    councils: Councils
    activities: ActivityReminders
    succession: Succession
    preparing: Preparing
    health: Health
    server: Starlette
    watcher: Watch
    demo: Demo | None = None

    async def idle(self) -> None:
        """Returns when everything that arrived was answered and delivered."""
        await self.dispatcher.idle()
        await self.outbox.idle()

    async def watch(self) -> None:
        """Tells the administrators what they must know of."""
        await self.watcher.look()
