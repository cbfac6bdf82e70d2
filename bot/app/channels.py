"""The channels, and how fast each may speak."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator, Mapping

from bot.bootstrap import Foundation
from bot.channels.web.channel import WebChannel
from bot.channels.web.demo import Demo
from bot.dashboards import Dashboards
from bot.ports.channels import Channel, Intake
from bot.ports.outbox import Pacing
from bot.storage.delivery.pace import SharedPace
from bot.storage.engine.statements import Database
from bot.storage.files.allowance import Allowance
from bot.storage.web import WebMessages
from bot.subscriptions import Subscriptions


def channels_of(foundation: Foundation, *, intake: Intake, demo: Demo | None, desk: Dashboards) -> Iterator[Channel]:
    """The list of channels: each that the settings give what it needs."""
    settings, secret = foundation.settings, foundation.secret
    keeping = Allowance(foundation.store.database, settings.file_limits, settings.folder, foundation.unasked)
    if settings.telegram_token:
        from bot.channels.telegram.channel import TelegramChannel

        yield TelegramChannel(
            token=settings.telegram_token.get_secret_value(),
            api_url=settings.telegram_api_url,
            webhook_url=settings.telegram_webhook_url,
            webhook_secret=hmac.new(secret.encode(), b"telegram-webhook", "sha256").hexdigest(),
            intake=intake,
            files=foundation.files,
            keeping=keeping,
            texts=foundation.texts,
            rate=settings.telegram_rate,
            clock=foundation.clock,
        )
    yield WebChannel(
        messages=WebMessages(foundation.store.database),
        files=foundation.files,
        texts=foundation.texts,
        clock=foundation.clock,
        intake=intake,
        secret=secret,
        secure=(settings.web_url or "").startswith("https://"),
        public=foundation.public,
        demo=demo,
        live=settings.live,
        live_each=settings.live_each,
        keeping=keeping,
        limits=settings.file_limits,
        newcomers=(settings.newcomers_hourly, settings.newcomers_hourly_all),
        reads=settings.reads_rate,
        desk=desk,
        calendar=Subscriptions(
            foundation.store,
            foundation.addresses,
            programme=foundation.programme,
            programmes=foundation.programmes,
            areas=foundation.areas,
            texts=foundation.texts,
            clock=foundation.clock,
        ),
    )


def rates_of(channels: Mapping[str, Channel]) -> dict[str, float]:
    """Notices a second by channel."""
    return {name: channel.capabilities.per_second for name, channel in channels.items()}


def paces_of(database: Database, channels: Iterable[Channel]) -> dict[str, Pacing]:
    """Where several processes may share the database they share the platforms' limits too."""
    if database.alone:
        return {}
    able = {c.name: c.capabilities for c in channels}
    # One place of a second stays free: no process sees how long the messages of another are on their way.
    return {name: SharedPace(database, name, c.per_second, c.most_per_second - 1) for name, c in able.items()}
